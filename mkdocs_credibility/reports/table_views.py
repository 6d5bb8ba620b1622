"""All articles as what the comparison table shows: a group a story, then those that stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from markupsafe import Markup

from mkdocs_credibility.reports.badge_view import DimensionView, Href, Link
from mkdocs_credibility.reports.story_views import StoryViews, family, title_of
from mkdocs_credibility.reports.views import CardViews
from mkdocs_credibility.reports.wording import safe_href, shortened
from mkdocs_credibility.scorecard import DIMENSIONS, Scorecard
from mkdocs_credibility.story import Story

ROWS: Final = 250
"""Articles on one page of the table: at about a kilobyte a row it stays well under half a megabyte."""

SHORT_TITLE: Final = 40
"""Characters of a title where it only tells which row is meant."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One article in the table."""

    link: Link
    author: Markup
    agency: Markup | None
    band: str
    word: str
    score: str | None
    dimensions: tuple[DimensionView, ...]
    relation: Markup | None
    words: str
    depth: int


@dataclass(frozen=True, slots=True)
class TableGroup:
    """The articles of one story (`title` and `href` of its page), or all that stand alone (no title)."""

    title: str | None
    href: str | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class TablePage:
    """A page of a table that is too long for one; no `href` on the one that is shown."""

    number: str
    href: str | None


@dataclass(frozen=True, slots=True)
class TableView:
    """The table, or one page of it.  `labels` are the names of the dimensions' columns, `total` the rows shown here,
    `pages` all pages if there are several, `note` which of the articles stand on this one, `before` and `after` its
    neighbours."""

    caption: str
    groups: tuple[TableGroup, ...]
    labels: tuple[str, ...]
    total: str
    pages: tuple[TablePage, ...] = ()
    note: str | None = None
    before: str | None = None
    after: str | None = None


class _Group(NamedTuple):
    """Articles that stand together on a page, with their depth in the family."""

    story: Story | None
    rows: list[tuple[Scorecard, int]]


@dataclass(frozen=True)
class Table:
    """All articles in their order, story by story, cut into pages: what each page's view is made from."""

    cards: Sequence[Scorecard]
    stories: int
    pages: tuple[tuple[_Group, ...], ...]

    def shown(self, number: int) -> list[Scorecard]:
        """The cards on a page, the first being 1, in their order."""
        return [card for group in self.pages[number - 1] for card, _ in group.rows]

    def before(self, number: int) -> int:
        """How many cards stand on the pages before that one."""
        return sum(len(self.shown(earlier)) for earlier in range(1, number))


def paged(cards: Sequence[Scorecard], stories: Sequence[Story], size: int = ROWS) -> Table:
    """The table of these cards: stories in their order, versions in the order of their family, then what stands alone.

    A page holds at most `size` articles; a story goes whole to the next page where this one lacks the room.
    """
    by_article = {id(c.article): c for c in cards}
    groups: list[_Group] = []
    for story in stories:
        rows = [(card, depth) for a, depth in family(story) if (card := by_article.pop(id(a), None))]
        if rows:
            groups.append(_Group(story, rows))
    several = len(groups)
    if alone := [(c, 0) for c in cards if id(c.article) in by_article]:
        groups.append(_Group(None, alone))
    pages: list[list[_Group]] = [[]]
    room = size
    for group in groups:
        rows = group.rows
        if group.story and room < len(rows) <= size:
            room = 0
        while rows:
            if not room:
                pages.append([])
                room = size
            pages[-1].append(_Group(group.story, rows[:room]))
            rows, room = rows[room:], max(0, room - len(rows))
    return Table(cards, several, tuple(tuple(page) for page in pages))


def page_key(number: int) -> str:
    """What leads to a page of the table is asked for by this key; the first is the table itself."""
    return "table" if number < 2 else f"table:{number}"


def table_view(table: Table, href: Href, views: CardViews, story_views: StoryViews, number: int = 1) -> TableView:
    """What a page of the table shows, the first being 1."""
    t = views.t
    groups = []
    page = table.pages[number - 1]
    for story, rows in page:
        named = [(a, _short(views.link(a, href))) for a in story.articles] if story else []
        lines = [story_views.relation_line(card.article, story, named) if story else None for card, _ in rows]
        shown = tuple(_row(card, line, href, views, depth) for (card, depth), line in zip(rows, lines, strict=True))
        title, link = (title_of(story), href(f"story:{story.id}")) if story else (None, None)
        groups.append(TableGroup(title, safe_href(link), shown))
    counted = t.plain("table.stories", n=table.stories) if table.stories else t.plain("table.no_stories")
    here = sum(len(group.rows) for group in page)
    last = len(table.pages)
    before = table.before(number)
    return TableView(
        t.plain("table.caption", n=len(table.cards), stories=counted),
        tuple(groups),
        tuple(t.plain(f"dimension.{d}") for d in DIMENSIONS),
        t.number(here),
        tuple(TablePage(t.number(n), None if n == number else safe_href(href(page_key(n)))) for n in range(1, last + 1))
        if last > 1
        else (),
        t.plain("table.page_note", first=before + 1, last=before + here) if last > 1 else None,
        safe_href(href(page_key(number - 1))) if number > 1 else None,
        safe_href(href(page_key(number + 1))) if number < last else None,
    )


def _short(link: Link) -> Link:
    """A link as it is named in other articles' rows."""
    return replace(link, text=shortened(link.text, SHORT_TITLE))


def _row(card: Scorecard, relation: Markup | None, href: Href, views: CardViews, depth: int) -> TableRow:
    dimensions = tuple(views.dimension(card, d) for d in DIMENSIONS)
    words = card.readability.words if card.readability else card.article.word_count
    return TableRow(
        link=views.link(card.article, href),
        author=views.facts.author(card),
        agency=views.facts.agency(card),
        band=card.band,
        word=views.t.plain(f"band_short.{card.band}"),
        score=None if card.score is None else views.score(card.score),
        dimensions=dimensions,
        relation=relation,
        words=views.t.number(words),
        depth=min(depth, 4),
    )
