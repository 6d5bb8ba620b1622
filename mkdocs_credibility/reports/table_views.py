"""All articles as what the comparison table shows: a group a story, then those that stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from mkdocs_credibility.reports.story_views import StoryViews, family, title_of
from mkdocs_credibility.reports.views import CardViews, DimensionView, Href, Link
from mkdocs_credibility.reports.wording import safe_href, shortened
from mkdocs_credibility.scorecard import DIMENSIONS, Scorecard
from mkdocs_credibility.story import Story

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
class TableView:
    """The whole table.  `labels` are the names of the dimensions' columns."""

    caption: str
    groups: tuple[TableGroup, ...]
    labels: tuple[str, ...]


def table_view(
    cards: Sequence[Scorecard], stories: Sequence[Story], href: Href, views: CardViews, story_views: StoryViews
) -> TableView:
    """What the table shows of these cards; stories come in their order, versions in the order of their family."""
    t = views.t
    by_article = {id(c.article): c for c in cards}
    taken: set[int] = set()
    groups = []
    for story in stories:
        named = [(a, _short(views.link(a, href))) for a in story.articles]
        rows = []
        for article, depth in family(story):
            if card := by_article.get(id(article)):
                taken.add(id(article))
                rows.append(_row(card, story_views.relation_line(article, story, named), href, views, depth))
        if rows:
            groups.append(TableGroup(title_of(story), safe_href(href(f"story:{story.id}")), tuple(rows)))
    several = len(groups)
    alone = [c for c in cards if id(c.article) not in taken]
    if alone:
        groups.append(TableGroup(None, None, tuple(_row(c, None, href, views, 0) for c in alone)))
    counted = t.plain("table.stories", n=several) if several else t.plain("table.no_stories")
    return TableView(
        t.plain("table.caption", n=len(cards), stories=counted),
        tuple(groups),
        tuple(t.plain(f"dimension.{d}") for d in DIMENSIONS),
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
