"""Badges, story pages, the table and the reports into a site that is built already, and out of it again.

Every byte that was there stays where it was: what is put into a page is spliced, and can be taken out to the byte.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs_credibility.options import suggestion
from mkdocs_credibility.pipeline import Review
from mkdocs_credibility.readers.tree import BLOCK, Node, parse
from mkdocs_credibility.reports import addresses, packaged, placing, shields, svg
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.reports.badge_view import Href
from mkdocs_credibility.reports.evidence import Evidence
from mkdocs_credibility.reports.table_views import page_key, paged
from mkdocs_credibility.site import files as own_files
from mkdocs_credibility.site.files import SiteError
from mkdocs_credibility.site.pages import BuiltSite, Bytes, SitePage, read_bytes
from mkdocs_credibility.site.splice import ChangedError, insert, take_out

if TYPE_CHECKING:
    from mkdocs_credibility.reports.html import Renderer
    from mkdocs_credibility.scorecard import Scorecard
    from mkdocs_credibility.story import Story

PAGES: Final = frozenset({".html", ".htm", ".xhtml"})
_INDEX: Final = re.compile(r"(?:\A|(?<=/))index\.html?\Z")
_NO_PLACE: Final = frozenset(("a", "button", "label", "summary", "hgroup"))
"""Elements in which no badge can stand: it goes behind them."""
_ROWS: Final = frozenset(("li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "figcaption"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass
class Annotated:
    """What an annotation wrote or took out: paths of pages, paths of files of ours, and (path, what was seen)."""

    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def annotate(
    site: BuiltSite, review: Review, *, badge: str = "after-title", evidence: bool = True, lang: str | None = None
) -> Annotated:
    """Put the review into the site that it is of: the same again gives the same bytes.

    `badge` is after-title, before-content, after-content or none; `evidence` marks what badges quote; `lang` is the
    language of what is inserted, each page's own without it.  Raises SiteError, and then the site is as it was.
    """
    return _Annotation(site, review, badge=badge, evidence=evidence, lang=lang).write()


def remove(root: Path) -> Annotated:
    """Take everything out again.  Pages and files that somebody changed since are left and named in the notes."""
    if not root.is_dir():
        raise SiteError([f"{root}: no such folder"])
    done = Annotated()
    changed: dict[str, bytes] = {}
    known = own_files.read_manifest(root)
    for file in sorted(root.rglob("*"), key=lambda p: p.as_posix()):
        path = file.relative_to(root).as_posix()
        if file.suffix.lower() not in PAGES or path in known or not own_files.inside(root, path):
            continue
        if file.is_symlink() or not file.is_file():
            continue
        try:
            before = take_out(file.read_bytes())
        except OSError as error:
            done.notes.append((path, error.strerror or str(error)))
        except ChangedError:
            done.notes.append((path, "changed since it was annotated: left alone"))
        else:
            if before is not None:
                changed[path] = before
    for path in known:
        if own_files.ours(root, path, known):
            done.files.append(path)
        elif (root / path).exists():
            done.notes.append((path, "changed since it was written: left alone"))
    gone = [*done.files, *([own_files.MANIFEST] if known else [])]
    own_files.put(root, changed, gone)
    done.pages = sorted(changed)
    return done


class _Annotation:
    def __init__(self, site: BuiltSite, review: Review, *, badge: str, evidence: bool, lang: str | None) -> None:
        self.site, self.review, self.badge, self.evidence, self.lang = site, review, badge, evidence, lang
        self.cards = {card.article.key: card for card in review.cards}
        self.stories = {article.key: story for story in review.stories for article in story.articles}
        self.by_id = {story.id: story for story in review.stories}
        self.table = paged(review.cards, review.stories)
        self.renderers: dict[str, Renderer] = {}
        self.table_path = own_path("table")
        self.done = Annotated(notes=list(site.notes))
        languages = Counter(card.article.declared_language or "" for card in review.cards)
        self.language = lang or (languages.most_common(1)[0][0] if languages else "") or "en"

    def renderer(self, language: str | None) -> Renderer:
        code = self.lang or language or self.language
        if code not in self.renderers:
            from mkdocs_credibility.reports.html import Renderer  # every command imports this module, few need jinja2

            self.renderers[code] = Renderer(locale=code)
        return self.renderers[code]

    def write(self) -> Annotated:
        root = self.site.root
        changed: dict[str, bytes] = {}
        asking = [page for page in self.site.pages if page.markers]
        for page in asking:
            if placing.TABLE_MARKER in read_bytes(root / page.path).html:
                self.table_path = page.path
                break
        for page in self.site.pages:
            if page.article is None and not page.markers and not page.annotated:
                continue
            try:
                read = read_bytes(root / page.path)
            except (OSError, ChangedError) as error:
                self.done.notes.append((page.path, str(error) or "changed while it was read"))
                continue
            if not read.splicable:
                self.done.notes.append((page.path, "in an encoding that nothing can be put into: make it UTF-8"))
                continue
            changed[page.path] = insert(read.data, _in_bytes(read, self._insertions(page, read)))
        own = {path: text.encode("utf-8", "xmlcharrefreplace") for path, text in self._own_files()}
        known = own_files.read_manifest(root)
        foreign = [p for p in own if (root / p).exists() and p not in known and not p.startswith("assets/credibility.")]
        if foreign:
            raise SiteError(f"{root / path}: is there already, and not of this program" for path in sorted(foreign))
        gone = [path for path in known if path not in own and own_files.ours(root, path, known)]
        # the manifest first: a run that is killed half-way leaves no file that the next one takes for somebody else's
        own_files.put(root, {own_files.MANIFEST: own_files.manifest(own), **changed, **own}, gone)
        self.done.pages = sorted(p.path for p in self.site.pages if p.path in changed and (p.article or p.markers))
        self.done.files = sorted(own)
        return self.done

    # links ------------------------------------------------------------------------------------------------------

    def _path(self, key: str) -> str | None:
        if key == "table":
            return self.table_path
        if addresses.folder(key) is not None:
            return own_path(key)
        return key if key in self.cards else None

    def _href(self, page: str, base: str | None = None) -> Href:
        """What leads from a page to others; a page with a `base` has its links count from there."""

        def href(key: str) -> str | None:
            path = self._path(key)
            return None if path is None else link(page, path, base)

        return href

    # pages of the site ------------------------------------------------------------------------------------------

    def _insertions(self, page: SitePage, read: Bytes) -> Iterator[tuple[int, str]]:
        """What goes where in a page, in characters of its text."""
        root = parse(read.html)
        base = next((n.attrs.get("href") for n in root.elements() if n.name == "base" and n.attrs.get("href")), None)
        href = self._href(page.path, base)
        card = self.cards.get(page.path)
        language = page.article.declared_language if page.article else None
        renderer = self.renderer(language)
        made: list[tuple[int, str]] = []
        if page.markers:
            made += self._at_markers(
                page, read.html, renderer, href, link(page.path, packaged.uri(packaged.SCRIPT), base)
            )
        marker = read.html.find(placing.BADGE_MARKER)
        if card is not None and (self.badge != "none" or marker >= 0):
            story = self.stories.get(page.path)
            places = Evidence(card.article, read.html) if self.evidence else None
            html = renderer.badge(card, href=href, story=story, evidence=places)
            at = marker + len(placing.BADGE_MARKER) if marker >= 0 else _badge_place(root, page, self.badge)
            made.append((at, f"\n{html}\n"))
            if places is not None:
                made += renderer.marks(places)
        if made:
            style = f'<link rel="stylesheet" href="{link(page.path, packaged.uri(packaged.STYLESHEET), base)}">\n'
            yield _head_end(root, read.html, min(at for at, _ in made)), style
        yield from made

    def _at_markers(
        self, page: SitePage, html: str, renderer: Renderer, href: Href, script: str
    ) -> Iterator[tuple[int, str]]:
        heading = "<h1" not in html
        at = html.find(placing.TABLE_MARKER)
        if at >= 0:
            shown = renderer.table(self.table, href=href, heading=heading, script=script)
            yield at + len(placing.TABLE_MARKER), f"\n{shown}\n"
        for m in placing.STORY_MARKER.finditer(html):
            story = self.by_id.get(m[1])
            if story is None:
                hint = suggestion(m[1], self.by_id)
                self.done.notes.append((page.path, f"there is no story {m[1]!r}{hint}"))
                continue
            yield m.end(), f"\n{renderer.story(story, self._members(story), href=href, heading=heading)}\n"

    def _members(self, story: Story) -> list[Scorecard]:
        return [card for article in story.articles if (card := self.cards.get(article.key))]

    # pages and files of ours ------------------------------------------------------------------------------------

    def _own_files(self) -> Iterator[tuple[str, str]]:
        renderer = self.renderer(None)
        script = packaged.uri(packaged.SCRIPT)
        title = renderer.text("table.title")
        for number in range(1, len(self.table.pages) + 1):
            path = own_path(page_key(number))
            if number > 1 or self.table_path == path:
                html = renderer.table(self.table, href=self._href(path), page=number, script=link(path, script))
                yield path, self._page(path, title, html)
        for story in self.review.stories:
            path = own_path(f"story:{story.id}")
            html = renderer.story(story, self._members(story), href=self._href(path))
            yield path, self._page(path, story.title, html)
        names = Counter(c.article.site_name for c in self.review.cards if c.article.site_name)
        name = names.most_common(1)[0][0] if names else None
        yield (
            addresses.REPORT,
            json_report.dumps(json_report.document(self.review.cards, self.review.stories, site=name)),
        )
        yield addresses.SCHEMA, json_report.schema()
        for asset in (packaged.STYLESHEET, packaged.ALONE, packaged.SCRIPT):
            yield packaged.uri(asset), packaged.text(asset)
        for card in self.review.cards:
            language = self.renderer(card.article.declared_language).t.code
            yield addresses.badge(card.article.key, "svg"), svg.badge(card, language)
            yield addresses.badge(card.article.key, "json"), shields.endpoint(card, language)

    def _page(self, path: str, title: str, body: str) -> str:
        home = link(path, "index.html") if (self.site.root / "index.html").is_file() else None
        sheets = [link(path, packaged.uri(sheet)) for sheet in (packaged.ALONE, packaged.STYLESHEET)]
        return self.renderer(None).page(title, body, stylesheets=sheets, home=home)


def own_path(key: str) -> str:
    """The file of a page of ours: of "table", "table:2" or "story:<id>"."""
    return f"{addresses.folder(key)}index.html"


def link(page: str, target: str, base: str | None = None) -> str:
    """The relative URL from one path of a site to another, as servers answer to it."""
    address = _INDEX.sub("", target)
    if base is not None:
        return base.rsplit("/", 1)[0] + "/" + addresses.quoted(address)
    folder = posixpath.dirname(_INDEX.sub("", page) or "x")
    relative = posixpath.relpath(address or ".", folder or ".")
    return addresses.quoted(relative) + ("/" if address.endswith("/") or not address else "")


def _in_bytes(read: Bytes, insertions: Iterable[tuple[int, str]]) -> Iterator[tuple[int, bytes]]:
    """The insertions with their places in bytes."""
    at, position = 0, read.start
    for place, text in sorted(insertions, key=lambda pair: pair[0]):
        if read.single:
            yield place, text.encode("ascii", "xmlcharrefreplace")
            continue
        position += len(read.html[at:place].encode("utf-8", "surrogatepass"))
        at = place
        yield position, text.encode("utf-8", "xmlcharrefreplace")


def _head_end(root: Node, html: str, before: int) -> int:
    """Where the head ends, for the stylesheet; in a page without one the place before the first insertion."""
    for node in root.elements():
        if node.name == "head":
            closing = html.rfind("</", node.inner, node.end)
            if closing >= 0 and html[closing + 2 : closing + 6].lower() == "head":
                return closing
            return node.end
    return before


def _badge_place(root: Node, page: SitePage, position: str) -> int:
    """Where in its page an article's badge goes."""
    article = page.article
    assert article is not None  # noqa: S101  # it has a card
    elements = root.elements()
    place = _around(elements, article.source_offset(article.blocks[0].start) or 0 if article.blocks else 0)
    if position == "after-title":
        for block in article.blocks:
            if block.kind == "heading" and block.level <= 2:
                at = article.source_offset(block.start) or 0
                heads = [n for n in elements if n.name in _HEADINGS and n.start <= at < n.end]
                if heads:
                    node = heads[-1]
                    for around in (node, *node.ancestors()):
                        if around.name in _NO_PLACE:
                            node = around
                    return node.end
            elif block.kind == "paragraph" and block.end - block.start > 200:
                break  # the article has begun
    if position == "after-content" and article.blocks:
        last = article.blocks[-1]
        behind = _around(elements, article.source_offset(max(last.start, last.end - 1)) or 0)
        return behind.end if behind else len(article.source or "")
    return place.start if place else 0


def _around(elements: list[Node], at: int) -> Node | None:
    """The block around a place that a badge can stand beside: a paragraph or heading, the whole of a list or table."""
    node = next((n for n in reversed(elements) if n.start <= at < n.end and n.name in BLOCK), None)
    while (
        node is not None
        and node.parent is not None
        and node.name in ("li", "td", "th", "tr", "tbody", "thead", "dt", "dd")
    ):
        node = node.parent
    if node is not None and node.name in ("html", "body", "main", "article"):
        return next((n for n in elements if n.start >= node.inner and n.start <= at < n.end), None)
    return node
