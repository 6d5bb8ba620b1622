"""The pages of a built site: found by its sitemap or by walking, and told apart: articles and all the others."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from mkdocs_credibility import links
from mkdocs_credibility.article import Article
from mkdocs_credibility.readers.html import decode, read_html
from mkdocs_credibility.readers.pagedata import is_article
from mkdocs_credibility.readers.tree import Node, parse
from mkdocs_credibility.reports.addresses import quoted
from mkdocs_credibility.reports.placing import MARKER
from mkdocs_credibility.site.files import SiteError, read_manifest
from mkdocs_credibility.site.splice import ChangedError, take_out

SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
LARGEST_SITEMAP: Final = 64 * 1024 * 1024
MOST_SITEMAPS: Final = 200
TEASERS: Final = 3
"""Linked headings, or articles side by side, from which a page is taken for a list of articles."""

_LOC: Final = re.compile(r"<loc>\s{0,99}(?:<!\[CDATA\[)?([^<>\[\]]{1,2048})")
_ERROR_PAGE: Final = re.compile(r"(?:\A|/)(?:404|403|500|50x|offline|search)(?:\.html?|/index\.html?)\Z", re.IGNORECASE)
_HOME: Final = re.compile(r"(?:[a-z]{2}(?:-[a-z]{2})?/)?", re.IGNORECASE)
"""The address of a site's first page, or of one of its languages'."""
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4"))


@dataclass
class SitePage:
    """A page by its path in the site.  `article` is None for a page that is none, and `reason` says why.

    `annotated`: whether the file holds an annotation now; `markers`: whether it asks for a table, story or badge.
    """

    path: str
    article: Article | None = None
    reason: str | None = None
    annotated: bool = False
    markers: bool = False

    @property
    def url(self) -> str:
        """The page's address from the site's root, as servers answer to it."""
        return re.sub(r"(?:\A|(?<=/))index\.html?\Z", "", self.path)


@dataclass
class BuiltSite:
    """`pages` in the order of their paths; `notes` are (path, what was seen) for whoever runs the command."""

    root: Path
    pages: list[SitePage]
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def articles(self) -> list[Article]:
        """The articles, in the order of their pages."""
        return [page.article for page in self.pages if page.article is not None]


def looks_built(folder: Path) -> bool:
    """Whether a folder holds a built site, and not sources: a home page or sitemap, and no text to build from."""
    if not ((folder / "index.html").is_file() or (folder / "sitemap.xml").is_file()):
        return False
    return not any((folder / name).exists() for name in ("mkdocs.yml", "mkdocs.yaml", "index.md"))


def read_site(
    root: Path,
    *,
    wanted: Callable[[str], bool] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> BuiltSite:
    """Every page of the site under `root`; `wanted` is asked, by its path, whether a page may be an article.

    Pages that the site's own sitemap leaves out, that lead elsewhere, that call another page their original, or that
    list articles are no articles.  Raises SiteError when there is no such folder.
    """
    if not root.is_dir():
        raise SiteError([f"{root}: no such folder"])
    site = BuiltSite(root, [])
    paths = list(_walk(root, site.notes))
    listed = _listed(root, paths)
    for n, path in enumerate(paths):
        if progress is not None:
            progress("read", n, len(paths))
        try:
            read = read_bytes(root / path)
        except OSError as error:
            site.notes.append((path, error.strerror or str(error)))
            continue
        except ChangedError:
            site.notes.append((path, "changed since it was annotated: left alone (build the site anew)"))
            continue
        page = SitePage(path, annotated=read.annotated, markers=MARKER in read.html)
        site.pages.append(page)
        page.reason = (
            "left out by the options"
            if wanted is not None and not wanted(path)
            else "not in the sitemap"
            if listed is not None and path not in listed
            else "an error or search page"
            if _ERROR_PAGE.search(path)
            else None
        )
        if page.reason is None:
            page.article = read_html(read.html, path=path, url=listed.get(path) if listed else None)
            page.article.url = page.article.url or quoted(page.url)
    _tell_apart(site)
    return site


def page_paths(root: Path) -> list[str]:
    """The paths of a site's pages, in order."""
    return list(_walk(root, []))


def _walk(root: Path, notes: list[tuple[str, str]]) -> Iterator[str]:
    """The paths of all pages, none of ours, none through a link that leads out of the site."""
    real = root.resolve()
    known = read_manifest(root)
    for file in sorted(root.rglob("*"), key=lambda p: p.as_posix()):
        if file.suffix.lower() not in SUFFIXES:
            continue
        path = file.relative_to(root).as_posix()
        if path in known or any(part.startswith(".") for part in path.split("/")):
            continue
        try:
            within = file.resolve().is_relative_to(real)
            if within and (not file.is_file() or file.is_symlink()):
                continue  # what a link in the site leads to is a page by itself
        except (OSError, RuntimeError):
            within = False
        if within:
            yield path
        else:
            notes.append((path, "leads out of the site: not read"))


class Bytes(NamedTuple):
    """A page's file: its bytes without any annotation of ours, their text, the byte at which the text begins, whether
    each character is a byte (else it is UTF-8), and whether there was an annotation."""

    data: bytes
    html: str
    start: int
    single: bool
    annotated: bool

    @property
    def splicable(self) -> bool:
        """Whether places in the text can be told in the bytes."""
        return not self.single or (len(self.html) == len(self.data) and self.data[:2] not in (b"\xff\xfe", b"\xfe\xff"))


def read_bytes(file: Path) -> Bytes:
    """Read a page's file.  Raises OSError, and ChangedError for one that was changed since it was annotated."""
    data = file.read_bytes()
    original = take_out(data)
    bare = data if original is None else original
    html = decode(bare)
    try:
        bare.decode("utf-8")
        single, start = False, len(bare) - len(bare.removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError:
        single, start = True, 0
    return Bytes(bare, html, start, single, original is not None)


# the sitemap --------------------------------------------------------------------------------------------------------


def _listed(root: Path, paths: Iterable[str]) -> dict[str, str] | None:
    """The pages that the site's sitemap names, with their URLs; None when it has none that fits the files."""
    urls = [(links.split(url).path, url) for url in _sitemap(root)]
    addresses = {unquote(path): url for path, url in reversed(urls) if path}
    if not addresses:
        return None
    known = set(paths)
    # the site may be served from a folder of its host: what all addresses begin with is then part of no path
    parts = min(addresses, key=len).split("/")
    bases = ["/".join(parts[:n]) + "/" for n in range(1, len(parts))] or ["/"]
    return max((_matched(addresses, base, known) for base in bases), key=len) or None


def _matched(addresses: Mapping[str, str], base: str, known: AbstractSet[str]) -> dict[str, str]:
    """The files that addresses lead to, with their URLs, if the site is served from `base`."""
    found: dict[str, str] = {}
    for address, url in addresses.items():
        if not address.startswith(base):
            continue
        name = address.removeprefix(base).lstrip("/")
        for path in (name, f"{name.rstrip('/')}/index.html".lstrip("/"), f"{name.rstrip('/')}.html"):
            if path in known:
                found.setdefault(path, url)
                break
    return found


def _sitemap(root: Path) -> Iterator[str]:
    """All addresses of a sitemap and of the sitemaps it leads to; XML is searched, never interpreted."""
    names, seen = ["sitemap.xml", "sitemap-index.xml", "sitemap_index.xml", "sitemap.xml.gz"], set[str]()
    while names and len(seen) < MOST_SITEMAPS:
        name = names.pop(0)
        if name in seen:
            continue
        seen.add(name)
        file = root / name
        try:
            if not (file.resolve().is_relative_to(root.resolve()) and file.is_file()):
                continue
            data = file.read_bytes()
            if name.endswith(".gz"):
                with gzip.open(file) as unpacked:
                    data = unpacked.read(LARGEST_SITEMAP)
        except (OSError, EOFError, RuntimeError, ValueError, zlib.error):
            continue
        for m in _LOC.finditer(data[:LARGEST_SITEMAP].decode("utf-8", "replace")):
            url = unescape(m[1]).strip()
            path = links.split(url).path if "://" in url else url
            if path.endswith((".xml", ".xml.gz")):
                names += [path.lstrip("/"), path.rpartition("/")[2]]
            else:
                yield url


# articles and other pages -------------------------------------------------------------------------------------------


def _tell_apart(site: BuiltSite) -> None:
    """Take what is no article out: homes, lists, redirects, copies; what pages say of themselves counts first."""
    declares = any(_declared(page.article) for page in site.pages if page.article is not None)
    urls = {page.url: page for page in site.pages}
    for page in site.pages:
        article = page.article
        if article is None:
            continue
        page.reason = _no_article(page, article, urls, declares=declares)
        if page.reason is not None:
            page.article = None


def _declared(article: Article) -> bool:
    """Whether a page calls itself an article, in Open Graph or JSON-LD."""
    meta = article.metadata.get("meta") or {}
    return str(meta.get("og:type", "")).lower() in ("article", "blog", "news", "news.article") or any(
        is_article(node) for node in article.metadata.get("json_ld") or ()
    )


def _no_article(page: SitePage, article: Article, urls: dict[str, SitePage], *, declares: bool) -> str | None:
    root = parse(article.source or "")
    meta = article.metadata.get("meta") or {}
    if "refresh" in meta:
        return "leads to another page"
    if page.url == "" or (
        page.url.count("/") == 1 and re.fullmatch(r"[a-z]{2}(?:-[a-z]{2})?/", page.url, re.IGNORECASE)
    ):
        return "a home page"
    if other := _original(page, article, urls):
        return f"calls {other} its original"
    if _lists(root):
        return "a list of articles"
    if declares and not _declared(article) and str(meta.get("og:type", "")).lower() in ("website", "profile"):
        return "no article by its own account"
    return None


def _original(page: SitePage, article: Article, urls: dict[str, SitePage]) -> str | None:
    """The page of this site that the page's canonical link names, if that is another one."""
    canonical = article.metadata.get("canonical")
    if not isinstance(canonical, str):
        return None
    path = unquote(links.split(canonical).path).lstrip("/")
    parts = path.split("/")
    for i in range(min(len(parts), 4)):  # the site may be served from a folder of its host
        tail = "/".join(parts[i:])
        for form in (tail, f"{tail}/" if tail else tail, tail.removesuffix("index.html"), f"{tail}.html"):
            other = urls.get(form)
            if other is page:
                return None
            if other is not None and form:
                return other.path
    return None


def _lists(root: Node) -> bool:
    """Whether most of a page's headings in its main part are links, or articles stand in it side by side."""
    # a list of one or two posts or tags, as Material marks it, looks like an article otherwise
    if any(
        "md-post--excerpt" in n.attrs.get("class", "").split()
        or (n.name in _HEADINGS and n.attrs.get("id", "").startswith("tag:"))
        for n in root.elements()
    ):
        return True
    articles = [
        n for n in root.elements() if n.name == "article" and not any(a.name == "article" for a in n.ancestors())
    ]
    linked = sum(_leads(n) for n in articles)
    if linked >= TEASERS and linked * 2 > len(articles):
        return True
    main = next((n for n in root.elements() if n.name == "main"), None)
    part = articles[0] if len(articles) == 1 else main if main is not None else root
    heads = [n for n in part.elements() if n.name in _HEADINGS and n.text()]
    linked = sum(_leads(n) for n in heads)
    return linked >= TEASERS and linked * 2 > len(heads)


def _leads(node: Node) -> bool:
    """Whether a heading (or the heading of an article) is a link to a page, and not to a place on this one."""
    heads = [node] if node.name in _HEADINGS else [n for n in node.elements() if n.name in _HEADINGS][:1]
    for head in heads:
        around = [a for a in head.ancestors() if a.name == "a"]
        links = [*around, *(n for n in head.elements() if n.name == "a")]
        if any((href := link.attrs.get("href", "")) and not href.startswith("#") and link.text() for link in links):
            return True
    return False
