"""HTML, a whole page or a fragment: the article's blocks, and what the page declares about it."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from mkdocs_credibility.article import Article, Declared, Guard
from mkdocs_credibility.readers import guards, pagedata
from mkdocs_credibility.readers.blocks import Reading, read_place
from mkdocs_credibility.readers.container import Place, find_place, letters
from mkdocs_credibility.readers.front_matter import declared_credits, fields
from mkdocs_credibility.readers.signs import not_words
from mkdocs_credibility.readers.tree import Node, parse

_WHOLE_PAGE: Final = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*+=\s*+(?:["']\s*+)?([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """A file's bytes as text: by byte order mark, as UTF-8, by a page's declared charset, as Windows-1252.

    Never raises.  A page that says Latin-1 means Windows-1252, as in browsers; one that is valid UTF-8 is UTF-8
    whatever it says.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    head = data[:4096]
    found = _CHARSET.search(head) or _XML_ENCODING.match(head)
    name = found[1].decode("ascii", "replace") if found else "cp1252"
    try:
        name = codecs.lookup(name).name
    except LookupError:
        name = "cp1252"
    if name in ("iso8859-1", "ascii", "latin-1"):
        name = "cp1252"
    try:
        return data.decode(name, "replace")
    except (LookupError, UnicodeError, AssertionError):  # a codec that is no text encoding (rot13, zip, idna)
        return data.decode("cp1252", "replace")


def read_html(
    html: str | bytes, *, path: str | None = None, url: str | None = None, metadata: Mapping[str, Any] | None = None
) -> Article:
    """The article of a page, or of a fragment of one; bytes of `html` are decoded as browsers do it.

    `path`, else `url`, else the page's canonical address is what reports call it.  `Article.text` is the blocks' text
    joined by blank lines, `Article.source` the page and `Article.source_runs` the pieces of the text that stand in it
    as they are.  `metadata` is the front matter of a page whose rendered content is given; it stands beside what the
    page itself declares and wins over it.  Never raises, and takes time linear in the page's length.
    """
    if isinstance(html, bytes):
        html = decode(html)
    given = dict(metadata or {})
    root = parse(html)
    whole = metadata is None and (_WHOLE_PAGE.search(html, 0, 4096) is not None or _has_container(root))
    page = pagedata.read_page_data(html, root)
    known = fields(given)
    og_title, headline = page.meta.get("og:title"), pagedata.headline_of(page)
    titles = [t for t in (og_title, headline, page.html_title) if t]
    site_name = known.site_name or page.meta.get("og:site_name") or pagedata.publisher_of(page)
    place = find_place(root, fragment=not whole, titles=titles, site_name=site_name)
    reading = read_place(html, place)
    printed = place.headline.text(not_words) if place.headline is not None else _first_h1(reading)
    stated = pagedata.without_site(og_title or headline, site_name)
    if printed and stated and letters(stated) in letters(printed):
        printed = stated  # without the kicker that stands in the heading's element
    title = known.title or (printed if place.headline is not None else None) or stated or printed
    window, suffix = pagedata.split_title(page.html_title, title) if page.html_title else (None, None)
    site_name = site_name or page.meta.get("application-name") or suffix
    canonical = page.canonical or page.meta.get("og:url")
    article = Article(
        "\n\n".join(reading.texts),
        tuple(reading.blocks),
        _metadata(page, given, canonical),
        format="html",
        path=path,
        url=url or canonical,
        title=title or window,
        site_name=site_name,
        declared=_declared(html, root, place, page, given),
        declared_language=known.language or _language(page),
        source=html,
        source_runs=tuple(reading.runs),
        guards=_guards(html, root, reading),
    )
    root.unlink()
    return article.pack()


def _guards(html: str, root: Node, reading: Reading) -> tuple[Guard, ...]:
    """The page's guards, their characters counted in the article's text."""
    found = guards.in_page(html, root)
    if not found:
        return ()
    runs = sorted((source, at, length) for at, source, length in reading.runs)

    def counted(guard: Guard) -> Guard:
        before = bisect_left(runs, (guard.start,)) - 1
        after = bisect_left(runs, (guard.end,))
        start, end = 0, reading.length
        if before >= 0:
            source, at, length = runs[before]
            start = at + min(length, guard.start - source)
        if after < len(runs):
            end = runs[after][1]
        return replace(guard, start=start, end=max(start, end))

    return tuple(counted(guard) for guard in guards.guards(html, found))


def _first_h1(reading: Reading) -> str | None:
    for block, text in zip(reading.blocks, reading.texts, strict=True):
        if block.kind == "heading" and block.level == 1:
            return " ".join(text.split())
    return None


def _has_container(root: Node) -> bool:
    return any(
        n.name in ("article", "main") or "articleBody" in n.attrs.get("itemprop", "")
        for n in root.elements()
        if n.name in ("article", "main") or not n.plain
    )


def _language(page: pagedata.PageData) -> str | None:
    return page.language or page.meta.get("og:locale") or page.meta.get("content-language") or page.meta.get("language")


def _metadata(page: pagedata.PageData, given: dict[str, Any], canonical: str | None) -> dict[str, Any]:
    meta = page.meta
    found: dict[str, Any] = {
        "title": meta.get("og:title") or page.html_title,
        "description": meta.get("description") or meta.get("og:description"),
        "published": meta.get("article:published_time") or meta.get("datepublished") or meta.get("date"),
        "modified": meta.get("article:modified_time") or meta.get("og:updated_time") or meta.get("datemodified"),
        "canonical": canonical,
        "meta": meta,
        "json_ld": page.articles,
    }
    for node in page.articles:
        for key, name in (("published", "datePublished"), ("modified", "dateModified")):
            if not found[key] and isinstance(node.get(name), str):
                found[key] = node[name]
    return {key: value for key, value in found.items() if value} | given


def _declared(
    html: str, root: Node, place: Place, page: pagedata.PageData, given: dict[str, Any]
) -> tuple[Declared, ...]:
    from mkdocs_credibility.readers.credits import declared_from_page

    return declared_credits(given) + declared_from_page(html, root, place, page)
