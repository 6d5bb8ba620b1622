"""Who a page or its front matter says the text is from: read before anything is cleaned away.

Everything comes out as printed, with the place that it was found in; what is a name, a role or an agency in it is
for the byline signal to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any, Final, Literal

from mkdocs_credibility import language as languages
from mkdocs_credibility.article import Declared
from mkdocs_credibility.readers.container import Place
from mkdocs_credibility.readers.pagedata import PageData, is_article
from mkdocs_credibility.readers.tree import BLOCK, Node

_LONGEST: Final = 240
"""Characters of a value that can still be a byline: longer ones are a biography or a list of something else."""

Entity = Literal["person", "organization"]


def _clean(value: object) -> str:
    """A value as one line of text; empty for what is none or too long."""
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return ""
    text = " ".join(re.sub(r"<[^<>]{0,300}>", " ", unescape(value)).split())
    return text if len(text) <= _LONGEST else ""


def _is_address(value: str) -> bool:
    """Whether a value is a link or an account and no name: article:author is a Facebook page as often as not."""
    return bool(re.match(r"(?:https?:)?//|www\.|/|@\w+$|mailto:", value)) or bool(
        re.fullmatch(r"\S+\.(?:com|org|net|html?)/\S*", value)
    )


# JSON-LD ----------------------------------------------------------------------------------------------------------

_ORGANISATIONS: Final = re.compile(r"Organi[sz]ation|NewsMedia|Corporation|Brand|LocalBusiness|Company|Agency")


def _types(node: Mapping[str, Any]) -> list[str]:
    types = node.get("@type")
    return [t.rsplit("/", 1)[-1] for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]


def _entity(node: Mapping[str, Any]) -> Entity | None:
    types = _types(node)
    if any("Person" in t for t in types):
        return "person"
    return "organization" if any(_ORGANISATIONS.search(t) for t in types) else None


def _parties(
    value: object, by_id: Mapping[str, Mapping[str, Any]], depth: int = 0
) -> Iterator[tuple[str, Entity | None]]:
    """Names and entities of a JSON-LD property: a string, a node, a reference, or a list of them."""
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value[:40]:
            yield from _parties(item, by_id, depth + 1)
    elif isinstance(value, Mapping):
        reference = value.get("@id")
        node = value
        if "name" not in value and isinstance(reference, str):
            node = by_id.get(reference, value)
        name = node.get("name")
        if isinstance(name, list):
            for part in name[:20]:
                if text := _clean(part):
                    yield text, _entity(node)
            return
        text = _clean(name)
        if not text and isinstance(node.get("givenName"), str) and isinstance(node.get("familyName"), str):
            text = _clean(f"{node['givenName']} {node['familyName']}")
        if text and not _is_address(text):
            yield text, _entity(node)
    elif (text := _clean(value)) and not _is_address(text):
        yield text, None


def _from_json_ld(nodes: list[dict[str, Any]]) -> Iterator[Declared]:
    by_id: dict[str, Mapping[str, Any]] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and ("name" in node or node["@id"] not in by_id):
            by_id[node["@id"]] = node
    articles = [n for n in nodes if is_article(n)]
    others = [n for n in nodes if not is_article(n) and "author" in n and not _skipped(n)]
    for node in articles or others:
        found = False
        for key in ("author", "creator"):
            for name, entity in _parties(node.get(key), by_id):
                found = True
                yield Declared("author", name, "json-ld", entity)
            if found:
                break
        for key in ("contributor", "editor"):
            for name, entity in _parties(node.get(key), by_id):
                yield Declared("contributor", name, "json-ld", entity)
        for key in ("sourceOrganization", "creditText", "provider"):
            for name, _ in _parties(node.get(key), by_id):
                yield Declared("agency", name, "json-ld", "organization")
        for name, _ in _parties(node.get("publisher"), by_id):
            yield Declared("publisher", name, "json-ld", "organization")
        yield from _based_on(node.get("isBasedOn") or node.get("isBasedOnUrl"))


def _skipped(node: Mapping[str, Any]) -> bool:
    """Whether a node that is no article has authors of its own: comments, reviews, quotations, pictures."""
    return any(
        re.search(
            r"Comment|Review|Answer|Question|Quotation|Image|Video|Audio|Product|Rating|Book|Claim|List|Message", t
        )
        for t in _types(node)
    )


def _based_on(value: object) -> Iterator[Declared]:
    for item in value[:10] if isinstance(value, list) else [value]:
        text = item
        if isinstance(item, Mapping):
            text = item.get("url") or item.get("@id") or item.get("name")
        if cleaned := _clean(text):
            yield Declared("based-on", cleaned, "json-ld")


# meta -------------------------------------------------------------------------------------------------------------

_AUTHOR_META: Final = (
    "author", "article:author", "article:author_name", "og:article:author", "og:author", "parsely-author", "sailthru.author",
    "sailthru.byline_name", "dc.creator", "dcterms.creator", "dc.contributor.author", "citation_author",
    "byl", "byline", "cxenseparse:author", "analyticsattributes.author", "article.author", "authors", "dcsext.author",
    "vr:author", "bt:author", "creator", "writer", "mediator_author", "shareaholic:article_author_name", "cxenseparse:cre-author",
    "rbauthors", "twitter:data1",
)  # fmt: skip
_AGENCY_META: Final = (
    "agency",
    "article:agency",
    "source_organization",
    "credit",
    "cre-source",
    "dc.source",
    "article:source",
)


def _from_meta(page: PageData) -> Iterator[Declared]:
    labelled = page.meta.get("twitter:label1", "").lower()
    by_name: dict[str, list[str]] = {}
    for name, value in page.every_meta:
        by_name.setdefault(name, []).append(value)
    for name in _AUTHOR_META:
        if name == "twitter:data1" and not re.search(
            r"written|author|autor|verfasst|écrit|geschrieben|escrito|scritto|geschreven", labelled
        ):
            continue
        for value in by_name.get(name, ())[:12]:
            text = _clean(value)
            if text and not _is_address(text):
                yield Declared("author", text, "meta")
    for name in _AGENCY_META:
        for value in by_name.get(name, ())[:2]:
            text = _clean(value)
            if text and not _is_address(text):
                yield Declared("agency", text, "meta")
    for name in ("original-source", "syndication-source"):
        for value in by_name.get(name, ())[:2]:
            yield Declared("based-on", value[:500], "meta")
    for name in ("og:site_name", "article:publisher", "dc.publisher", "publisher", "application-name", "copyright"):
        for value in by_name.get(name, ())[:1]:
            text = _clean(value)
            if text and not _is_address(text):
                yield Declared("publisher", text, "meta")


# markup -----------------------------------------------------------------------------------------------------------

_MARK: Final = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|autor(?:en|es|in|e|ia)?|auteurs?|autore|autrice|writers?|reporters?|journalists?|"
    r"redakteure?|redacteurs?|redactor(?:es)?|forfatter|skribent|p-author|writtenby|written-by|posted-by|postedby|"
    r"article-?author|post-?author|entry-?author|authorname|author-?name|bylinename|byline-?name|firma|signature|verfasser|"
    r"autores?-?nome|submitted)(?:$|[\s_-]|\d)"
    r"|(?:^|[\s_-])[a-z]{0,14}[_-]{0,2}(?:author|byline)(?:[_-]{0,2}[a-z]{0,14})?(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_MARK: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|kommentare?|respond|reply|replies|avatar|img|image|photo|icon|picture|bio|biography|"
    r"description|desc|follow|social|share|related|recommend\w*|popular|trending|newsletter|search|more|other|"
    r"byline-?date|date|time|count|count|subscribe|credit|caption|no-?author|hide-?author|without-?author|author-?archive|"
    r"position|role|job|jobtitle|title-?role|email|mail|twitter|box-?headline|headline|label|kicker|section|excerpt)(?:$|[\s_-])"
    r"|comment",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"(?:^|\s)(?:body|page|site|wrapper|main|content|container|single-author|multi-author|author-\d+|"
    r"group-blog|by-?author|bypostauthor)(?:$|\s)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|disqus|respond|replies|related|recommend\w*|popular|trending|most-?read|mostread|"
    r"latest|recent|carousel|slider|swiper|newsletter|modal|popup|promo|recirc\w*|sidebar|widget|widgets|footer|navigation|nav|"
    r"menu|teasers?|read-?next|next-?up|more-?from|more-?stories|also-?like|outbrain|taboola|testimonials?|pullquote|"
    r"gallery|caption|figure|blockquote|product|ratings?|reviews?-list|toc|breadcrumbs?|weitere|mehr|autres)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR_LINK: Final = re.compile(
    r"(?<!licenses)/(?:authors?|autor(?:en|es|in|i)?|auteurs?|autori?|by|writers?|journalists?|journalisten|redakteure?|staff|"
    r"contributors?|reporters?|columnists?|people|person|profiles?|bios?|verfasser|correspondents?|byline|skribent|"
    r"forfatter|firmas?)/(?!(?:log-?in|register|password|settings|edit|sign-?up)\b)[^/?#]+|[?&](?:author|autor)=",
    re.IGNORECASE,
)
_OUTSIDE: Final = frozenset(
    ["nav", "footer", "figure", "figcaption", "blockquote", "button", "form", "script", "style", "head", "aside", "select", "label"]
)


def _rel(node: Node) -> bool:
    return "author" in node.attrs.get("rel", "").lower().split()


def _source_of(node: Node) -> Literal["rel", "microdata", "class"] | None:
    """How an element's own attributes mark it as naming the author."""
    attrs = node.attrs
    if "itemprop" in attrs and not {"author", "creator"}.isdisjoint(attrs["itemprop"].lower().split()):
        return "microdata"
    if node.name == "a" and _rel(node):
        return "rel"
    names = " ".join(
        (
            *attrs.get("class", "").lower().split()[:12],
            attrs.get("id", "").lower(),
            attrs.get("data-testid", "").lower(),
        )
    )
    names = re.sub(r"__|--", "-", names).strip()
    if names and _MARK.search(names) and not _WHOLE.search(names):
        parts = [t for t in names.split() if _MARK.search(t)]
        if any(not _NOT_MARK.search(t) for t in parts):
            return "class"
    return None


def _beside(node: Node, cut: set[Node], body: Node) -> bool:
    """Whether an element stands in a box beside the article: comments, teasers, navigation, pictures."""
    for around in (node, *node.ancestors()):
        if around is body or around.name in ("body", "html", "article", "main"):
            return False
        if around.name in _OUTSIDE and around is not node:
            return True
        if around in cut and around is not node and not _source_of(around):
            return True
        attrs = around.attrs if not around.plain else {}
        if attrs and _BESIDE.search(re.sub(r"__|--", "-", f"{attrs.get('class', '')} {attrs.get('id', '')}")):
            return True
        if "omment" in attrs.get("itemtype", ""):
            return True
    return False


def _value(node: Node, html: str) -> str:
    """What an element names: its content attribute, the name inside it, or its text with dates and marks left out."""
    if node.name in ("meta", "link"):
        return _clean(node.attrs.get("content", ""))
    for inner in node.elements():
        if inner is not node and "name" in inner.attrs.get("itemprop", "").lower().split():
            return _clean(inner.attrs.get("content") or inner.text())
    return _text(node, html)


def _text(node: Node, html: str) -> str:
    """The text of an element with a bar between its blocks; times, pictures, buttons and drawings left out."""
    parts: list[str] = []
    size = 0
    stack: list[Node | tuple[int, int] | str] = [node]
    while stack and size <= 2 * _LONGEST:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item, tuple):
            text = html[item[0] : item[1]]
            parts.append(unescape(text))
            size += len(text.strip())
        elif item.name not in (
            "time",
            "img",
            "svg",
            "button",
            "script",
            "style",
            "figure",
            "noscript",
            "picture",
            "form",
            "input",
        ):
            block = item.name in BLOCK or item.name == "br"
            if block:
                stack.append(" | ")
            stack.extend(reversed(item.children))
            if block:
                stack.append(" | ")
    text = re.sub(r"(?:\s*\|)+\s*", " | ", " ".join("".join(parts).split()))
    return _clean(text.strip(" |"))


def _in_running_text(node: Node) -> bool:
    """Whether an element stands inside a paragraph of running text: a link to a person the text speaks of."""
    return any(around.name in ("p", "li", "td") and around.run >= 80 for around in node.ancestors())


_APART: Final = 2500
"""Characters of source between two marked elements from which they belong to different things: the article's byline
and the first teaser's."""


def _from_markup(html: str, root: Node, place: Place) -> Iterator[Declared]:
    """What elements near the headline, else behind the text, are marked as the author's name."""
    head, body = place.headline, place.body
    paragraphs = [n for n in body.elements() if n.name == "p" and n.run >= 80]
    paragraphs.sort(key=lambda n: n.start)
    first = head.start if head is not None else body.start
    if first > (paragraphs[0].start if paragraphs else body.end):
        first = body.start
    lead = paragraphs[2].start if len(paragraphs) > 3 else body.start + max(0, body.end - body.start) // 3
    found: list[tuple[Node, str]] = []
    for node in root.elements():
        if node.plain or node.start < first - 4000 or node.start > body.end + 6000:
            continue
        if node.end - node.start > 12_000 or node is body or node is root:
            continue
        source = _source_of(node)
        if source is None and node.name == "a" and _AUTHOR_LINK.search(node.attrs.get("href", "")):
            source = "rel"
        if source is None or _beside(node, place.cut, body) or _in_running_text(node):
            continue
        found.append((node, source))
    found = _innermost(found)
    header = [f for f in found if first <= f[0].start <= lead]
    above = [f for f in found if f[0].start < first]
    behind = [f for f in found if f[0].start > lead]
    if not header:
        lines = list(_from_header(html, root, place))
        if lines:
            yield from lines
            return
    for group in (header, above[::-1], behind):
        for cluster in _clusters(group):
            values = list(_values(cluster, html))
            if group is behind and len(values) > 1:
                continue  # comments or teasers: an article's own credits name few
            if values:
                yield from values
                return


@cache
def _openers() -> re.Pattern[str]:
    """What bylines open with in any language known: "By ", "Geschrieben von ", "Author: "."""
    tables = [languages.load(code).get("byline", {}) for code in languages.codes()]
    words = {w for t in tables for w in t.get("openers", ())}
    labels = {w for t in tables for w in t.get("labels", ())}

    def either(phrases: set[str]) -> str:
        return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))

    return re.compile(rf"(?:^|[|·•–—-] ?|\d )(?:(?:{either(words)})[ :]|(?:{either(labels)}) ?:)", re.IGNORECASE)


_HEADER_BLOCKS: Final = 40
"""Blocks under the headline that are looked through for an unmarked byline."""


def _from_header(html: str, root: Node, place: Place) -> Iterator[Declared]:
    """Lines under the headline that open as bylines do, whatever their class is called."""
    head, body = place.headline, place.body
    if head is None:
        return
    running = [n.start for n in body.elements() if n.name == "p" and n.run >= 80]
    stop = min(running, default=body.end)
    leaves = 0
    for node in root.elements():
        if node.start < head.end or node.name not in (
            "p",
            "div",
            "span",
            "li",
            "td",
            "header",
            "address",
            "section",
            "h4",
            "h5",
        ):
            continue
        if node.start >= stop or leaves >= _HEADER_BLOCKS:
            return
        if node.name == "span" and node.parent is not None and node.parent.name in ("p", "li", "td", "span", "address"):
            continue
        if node.end - node.inner > 3000 or any(isinstance(c, Node) and c.name in BLOCK for c in node.children):
            continue
        leaves += 1
        text = _text(node, html)
        if 4 <= len(text) <= 160 and _openers().search(text) and not _beside(node, place.cut, body):
            yield Declared("author", text, "class")
            return


def _innermost(found: list[tuple[Node, str]]) -> list[tuple[Node, str]]:
    """The marked elements that hold no other, in the page's order."""
    found = sorted(found, key=lambda f: (f[0].start, -f[0].end))
    return [
        (node, source)
        for i, (node, source) in enumerate(found)
        if i + 1 == len(found) or found[i + 1][0].start >= node.end
    ]


def _clusters(found: list[tuple[Node, str]]) -> list[list[tuple[Node, str]]]:
    """Marked elements that stand together."""
    clusters: list[list[tuple[Node, str]]] = []
    end = -1
    for node, source in found:
        if clusters and abs(node.start - end) <= _APART:
            clusters[-1].append((node, source))
        else:
            clusters.append([(node, source)])
        end = node.end
    return clusters


_LABEL: Final = re.compile(
    r"(?:about )?(?:the )?authors?|author bio|by|von|par|por|di|door|follow(?: us)?|published by|posted by|written by|autor(?:en|in|es|a)?|"
    r"auteurs?|share|kommentare?|comments?|redaktion:|profil|profile|bio|kontakt|contact|more|view|\W*",
    re.IGNORECASE,
)


def _values(found: list[tuple[Node, str]], html: str) -> Iterator[Declared]:
    """What marked elements name, each name once."""
    seen: set[str] = set()
    for node, source in found:
        value = _value(node, html)
        if not value or value.lower() in seen or _is_address(value) or _LABEL.fullmatch(value):
            continue
        if any(value.lower() in known or known in value.lower() for known in seen):
            continue
        seen.add(value.lower())
        yield Declared("author", value, source)  # type: ignore[arg-type]  # one of the three that _source_of gives


def _shown(html: str, root: Node) -> str:
    """The text that the page shows, for looking names up."""
    parts: list[str] = []
    stack: list[Node | tuple[int, int]] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            parts.append(html[item[0] : item[1]])
        elif item.name not in ("script", "style", "head", "template", "textarea", "title"):
            stack.extend(reversed(item.children))
    return " ".join(unescape(" ".join(parts)).split())


def _with_visibility(found: Iterable[Declared], html: str, root: Node) -> Iterator[Declared]:
    """The declared credits, those of the metadata marked that the page shows nowhere."""
    shown: str | None = None
    compact = ""
    for item in found:
        if item.kind == "author" and item.source in ("json-ld", "meta"):
            if shown is None:
                shown = _shown(html, root)
                compact = re.sub(r"[\W_]+", "", shown.casefold())
            value = re.split(r"[,(|;]", item.value)[0].strip() or item.value
            name = re.sub(r"[\W_]+", "", value.casefold())
            if " " in value:
                visible = name in compact
            else:
                visible = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", shown, re.IGNORECASE) is not None
            item = replace(item, visible=visible)  # noqa: PLW2901  # the same credit, completed
        yield item


def declared_from_page(html: str, root: Node, place: Place, page: PageData) -> tuple[Declared, ...]:
    """What a page declares about its credits: JSON-LD, meta tags, canonical link, microdata, rel, class names."""
    metadata = _unique([*_from_json_ld(page.json_ld), *_from_meta(page)])
    found = [*_with_visibility(metadata, html, root), *_from_markup(html, root, place)]
    if page.canonical:
        found.append(Declared("canonical", page.canonical, "rel"))
    return _unique(found)


def _unique(found: Iterable[Declared]) -> tuple[Declared, ...]:
    return tuple(dict.fromkeys(found))


# front matter -----------------------------------------------------------------------------------------------------

_FRONT: Final[Mapping[str, Literal["author", "contributor", "agency", "publisher", "canonical", "based-on"]]] = {
    "author": "author", "authors": "author", "byline": "author", "by": "author", "writer": "author", "writers": "author",
    "reporter": "author", "reporters": "author", "creator": "author", "creators": "author", "author_name": "author",
    "authorname": "author", "written_by": "author", "autor": "author", "autoren": "author", "auteur": "author",
    "contributor": "contributor", "contributors": "contributor", "contributing": "contributor", "with": "contributor",
    "agency": "agency", "news_agency": "agency", "source_organization": "agency", "sourceorganization": "agency",
    "credit": "agency", "credit_text": "agency", "credittext": "agency", "credit_line": "agency", "wire": "agency", "source": "agency",
    "publisher": "publisher", "canonical": "canonical", "canonical_url": "canonical", "canonicalurl": "canonical",
    "original_url": "based-on", "original": "based-on", "is_based_on": "based-on", "isbasedon": "based-on", "based_on": "based-on",
    "syndicated_from": "based-on", "source_url": "based-on",
}  # fmt: skip


def _names(value: object, depth: int = 0) -> Iterator[tuple[str, Entity | None]]:
    """Names in any shape that front matter has them: text, list, mapping with a name, mapping of ids to mappings."""
    if depth > 3:
        return
    if isinstance(value, list | tuple):
        for item in value[:60]:
            yield from _names(item, depth + 1)
    elif isinstance(value, Mapping):
        lower = {str(k).lower(): v for k, v in value.items()}
        for key in ("name", "full_name", "fullname", "display_name", "displayname", "title", "nickname", "id", "url"):
            if isinstance(lower.get(key), str) and lower[key].strip():
                kind = str(lower.get("type") or lower.get("@type") or "").lower()
                yield lower[key], "organization" if "org" in kind else "person" if kind == "person" else None
                return
        first, last = (lower.get(k) for k in ("first_name", "last_name"))
        if isinstance(first, str) and isinstance(last, str):
            yield f"{first} {last}", "person"
            return
        for key, item in list(value.items())[:60]:
            if isinstance(item, Mapping):
                inner = list(_names(item, depth + 1))
                yield from inner or [(str(key), None)]
            elif isinstance(item, str) and item.strip():
                yield str(key), None
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value).strip()
        if text:
            yield text, None


def declared_from_front_matter(meta: Mapping[str, Any]) -> tuple[Declared, ...]:
    """What front matter, or a theme that has resolved it, declares about a page's credits.

    Keys in any case, with hyphens, underscores or none; values as a string, a list, a mapping or a list of mappings.
    """
    found: list[Declared] = []
    for key, value in meta.items():
        name = re.sub(r"[\s-]+", "_", str(key).strip().lower())
        kind = _FRONT.get(name) or _FRONT.get(name.replace("_", ""))
        if kind is None or value is None:
            continue
        for raw, entity in _names(value):
            text = " ".join(raw.split())[:500]
            address = _is_address(text)
            if name in ("source", "original") and address:
                found.append(Declared("based-on", text, "front-matter"))
            elif kind in ("canonical", "based-on") or not address:
                found.append(Declared(kind, text, "front-matter", entity))
    return _unique(found)
