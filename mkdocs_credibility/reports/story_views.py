"""A story as what its page, its family tree and the badges of its versions show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from mkdocs_credibility.article import Article
from mkdocs_credibility.reports import diff
from mkdocs_credibility.reports.badge_view import Href, Told
from mkdocs_credibility.reports.quote_views import QuoteTable, Version, quote_tables
from mkdocs_credibility.reports.side_by_side import Row, paragraphs
from mkdocs_credibility.reports.views import CardViews
from mkdocs_credibility.reports.wording import printable, renamed, safe_href, title
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.story import Drift, Relation, Story

SHOWN_RELATIONS: Final = 4
"""Related versions that a badge names when none is the likely source."""

SIDES_ROOM: Final = 200_000
"""Characters of text that a page sets side by side: a quarter of a megabyte of HTML."""

EXAMPLES: Final = 2
"""Altered quotes that a badge shows when none of its findings does."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change between two versions: what kind, in words, and how."""

    label: str
    pieces: tuple[diff.Piece, ...]
    weighs: bool
    message: str = ""
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class BadgeStory:
    """What a badge says of the other versions of its article."""

    lines: tuple[Markup, ...]
    reasons: tuple[str, ...]
    examples: tuple[Change, ...]
    href: str | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """What one version changed or left out against the one it is compared with."""

    version: Version
    source: Version | None
    changes: tuple[Change, ...]
    minor: tuple[str, ...]
    missing: int
    added: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two versions, paragraph by paragraph."""

    left: Version
    right: Version
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """What a story's page shows; `sides_left` are the pairs of versions that it has no room to set side by side."""

    id: str
    title: str
    versions: tuple[Version, ...]
    unseen: Markup | None
    quotes: tuple[QuoteTable, ...]
    dropped: tuple[Dropped, ...]
    sides: tuple[SideBySide, ...]
    sides_left: int
    table: str | None


def letters(n: int) -> str:
    """A, B ... Z, AA: what the n-th version (from 0) is called for short."""
    name = ""
    n += 1
    while n:
        n, digit = divmod(n - 1, 26)
        name = chr(65 + digit) + name
    return name


def family(story: Story) -> list[tuple[Article, int]]:
    """The versions with their depth, each below the one it likely comes from; a circle is cut where it is met again."""
    children: dict[str, list[Article]] = {}
    roots = []
    for article in story.articles:
        parent = story.parent_of(article)
        if parent is None or parent is article or all(a is not parent for a in story.articles):
            roots.append(article)
        else:
            children.setdefault(parent.key, []).append(article)
    # likely sources first; those who share a source that is not here stand together, after the rest
    roots.sort(key=lambda a: (any(a is u for u in story.unseen_members), a.key not in children))
    found: list[tuple[Article, int]] = []
    seen: set[int] = set()

    def visit(article: Article, depth: int) -> None:
        if id(article) in seen:
            return
        seen.add(id(article))
        found.append((article, depth))
        for child in children.get(article.key, ()):
            visit(child, depth + 1)

    for article in (*roots, *story.articles):
        visit(article, 0)
    return found


def related(article: Article, story: Story) -> list[Relation]:
    """The relations of an article, nearest first: to its parent, to versions that hang under none, then by likeness."""
    parent = story.parent_of(article)
    mine = [r for r in story.relations if article in (r.a, r.b) and r.kind != "unrelated"]

    def distance(relation: Relation) -> tuple[bool, bool, float]:
        other = relation.other(article)
        return other is not parent, story.parent_of(other) is not None, -relation.similarity

    return sorted(mine, key=distance)


class StoryViews:
    """Makes the views of stories, in one language."""

    def __init__(self, cards: CardViews) -> None:
        self.views = cards
        self.t = cards.t

    def told(self, article: Article, story: Story) -> Told:
        """What the story knows of the article's findings."""
        changes = {}
        for drift in story.drifts_of(article):
            if drift.before_span and drift.after_span and drift.kind.startswith("quote-"):
                label = self.t.plain(f"drift.{drift.kind}")
                if drift.speaker:
                    label = self.t.plain("story.change_by", change=label, name=printable(drift.speaker))
                changes[drift.before_span, drift.after_span] = label
        return Told(story.parent_of(article), changes)

    # in a badge -------------------------------------------------------------------------------------------------

    def in_badge(self, card: Scorecard, story: Story, href: Href) -> BadgeStory:
        """How an article stands to the other versions of its story."""
        article, t = card.article, self.t
        lines: list[Markup] = []
        reasons: list[str] = []
        if parent := story.parent_of(article):
            relation = story.relation(article, parent)
            line = t.html("story.likely_source", title=self.views.link(parent, href))
            if relation:
                line += Markup(" · {}").format(t.plain(f"relation.{relation.kind}"))
                known = [(parent.key, t.plain("story.source")), (article.key, t.plain("story.this"))]
                reasons = [renamed(printable(t.say(r)), known) for r in relation.reasons]
            lines.append(line)
        children = [self.views.link(a, href) for a in story.articles if story.parent_of(a) is article]
        if children:
            lines.append(t.html("story.is_source", n=len(children), titles=t.several(children, 6)))
        others = [u for u in story.unseen_members if u is not article]
        if story.unseen_source and len(others) < len(story.unseen_members) and others:
            names = t.several([self.views.link(u, href) for u in others], 6)
            lines.append(t.html("story.unseen_with", titles=names))
        if not parent and not children:
            lines += self._related(article, story, href)
        changed = [d for d in story.drifts_of(article) if d.kind.startswith("quote-") and d.severity != "info"]
        for source, group in groupby(sorted(changed, key=lambda d: story.articles.index(d.source)), lambda d: d.source):
            link = self.views.link(source, href)
            lines.append(t.html("story.quotes_differ", n=len(list(group)), title=link))
        shown_already = any(f.reference_span for f in card.findings)
        examples = () if shown_already else tuple(self.change(d) for d in changed[:EXAMPLES])
        return BadgeStory(tuple(lines), tuple(reasons), examples, safe_href(href(f"story:{story.id}")))

    def _related(self, article: Article, story: Story, href: Href) -> list[Markup]:
        return [
            self.t.html(f"relation_with.{r.kind}", title=self.views.link(r.other(article), href))
            for r in related(article, story)[:SHOWN_RELATIONS]
        ]

    def relation_line(self, article: Article, story: Story, names: Iterable[tuple[Article, object]]) -> Markup:
        """How a version stands to the one it hangs under, else to the nearest; `names` says what to call the others."""
        called = {id(a): label for a, label in names}
        if parent := story.parent_of(article):
            relation = story.relation(article, parent)
            kind = relation.kind if relation else "unclear"
            return self.t.html(f"relation_of.{kind}", title=called.get(id(parent), title(parent)))
        if any(story.parent_of(a) is article for a in story.articles):
            return self.t.html("relation_of.source")
        nearest = related(article, story)
        if not nearest:
            return self.t.html("relation_of.none")
        other = nearest[0].other(article)
        return self.t.html(f"relation_with.{nearest[0].kind}", title=called.get(id(other), title(other)))

    def change(self, drift: Drift) -> Change:
        """A drift in words, with the words that changed."""
        pieces = diff.words(printable(drift.before or ""), printable(drift.after or ""))
        said = [words for words in (drift.before, drift.after) if words]  # no need to say what the diff shows
        return Change(
            self.t.plain(f"drift.{drift.kind}"),
            tuple(pieces),
            drift.severity != "info",
            "" if all(words in drift.message for words in said) else printable(self.t.say(drift.message)),
            printable(drift.speaker) if drift.speaker else None,
        )

    # the page ---------------------------------------------------------------------------------------------------

    def page(self, story: Story, cards: Sequence[Scorecard], href: Href) -> StoryView:
        """Everything a story's page shows."""
        versions = self.versions(story, cards, href)
        by_article = {id(v.article): v for v in versions}
        parents = [
            (by_article[id(p)], v) for v in versions if (p := story.parent_of(v.article)) and id(p) in by_article
        ]
        unseen = None
        if story.unseen_source:
            names = self.t.several([v.letter for v in versions if v.unseen])
            reason = renamed(
                printable(self.t.say(story.unseen_reason or "")), [(v.article.key, v.letter) for v in versions]
            )
            unseen = self.t.html("story_page.unseen_note", titles=names, reason=reason)
        compared = parents or self._best_pairs(story, by_article)
        shown = self._roomy(story, compared)
        sides = tuple(s for a, b in shown if (s := self.side_by_side(story, a, b)).rows)
        return StoryView(
            story.id,
            title_of(story),
            versions,
            unseen,
            tuple(quote_tables(story, parents, versions, self.t)),
            tuple(self._dropped(story, v, by_article) for v in versions if story.drifts_of(v.article)),
            sides,
            len(compared) - len(shown),
            safe_href(href("table")),
        )

    def _roomy(self, story: Story, pairs: Sequence[tuple[Version, Version]]) -> list[tuple[Version, Version]]:
        """The pairs that one page has room for, those with most changes of weight before others."""
        weight = Counter(id(d.target) for d in story.drifts if d.severity != "info")
        room = SIDES_ROOM
        shown: list[int] = []
        for i in sorted(range(len(pairs)), key=lambda i: -weight[id(pairs[i][1].article)]):
            room -= sum(len(v.article.prose) for v in pairs[i])
            if room < 0 and shown:
                break
            shown.append(i)
        return [pairs[i] for i in sorted(shown)]

    def _best_pairs(self, story: Story, by_article: dict[int, Version]) -> list[tuple[Version, Version]]:
        aligned = [r for r in story.relations if r.aligned]
        aligned.sort(key=lambda r: -r.similarity)
        order = {v: i for i, v in enumerate(by_article.values())}
        pairs = [(by_article[id(r.a)], by_article[id(r.b)]) for r in aligned[:3]]
        return [(a, b) if order[a] < order[b] else (b, a) for a, b in pairs]

    def versions(self, story: Story, cards: Sequence[Scorecard], href: Href) -> tuple[Version, ...]:
        """The versions in the order of the family, lettered."""
        by_article = {id(c.article): c for c in cards}
        tree = family(story)
        named = [(article, letters(i)) for i, (article, _) in enumerate(tree)]
        letter = {id(a): name for a, name in named}
        called = [(a.key, name) for a, name in named]
        found = []
        for article, depth in tree:
            parent = story.parent_of(article)
            relation = story.relation(article, parent) if parent else None
            card = by_article.get(id(article))
            band = card.band if card else "not-assessed"
            found.append(
                Version(
                    letter[id(article)],
                    self.views.link(article, href),
                    article,
                    card,
                    band,
                    self.views.word(band),
                    self.views.score(card.score) if card and card.score is not None else None,
                    self._signed(article, card),
                    depth,
                    letter.get(id(parent)) if parent else None,
                    self.relation_line(article, story, named),
                    tuple(renamed(printable(self.t.say(r)), called) for r in relation.reasons) if relation else (),
                    any(article is u for u in story.unseen_members),
                    article.key not in story.reference_keys,
                )
            )
        return tuple(found)

    def _signed(self, article: Article, card: Scorecard | None) -> Markup:
        parts = []
        if card:
            parts = [self.views.facts.author(card)]
            if agency := self.views.facts.agency(card):
                parts.append(agency)
            if card.dateline:
                parts.append(self.views.facts.names([card.dateline]))
        return Markup(" · ").join([*parts, self.t.html("fact.words", n=article.word_count)])

    # what was dropped -------------------------------------------------------------------------------------------

    def _dropped(self, story: Story, version: Version, by_article: dict[int, Version]) -> Dropped:
        drifts = story.drifts_of(version.article)
        source = by_article.get(id(drifts[0].source))
        weighty = [d for d in drifts if d.severity != "info"]
        # quotes have their table; what cannot stand there (no place in the source) is listed here
        listed = [d for d in weighty if not (d.kind.startswith("quote-") and d.before_span)]
        light = Counter(self.t.plain(f"drift.{d.kind}") for d in drifts if d.severity == "info")
        minor = tuple(self.t.plain("story_page.minor_item", kind=kind, n=n) for kind, n in sorted(light.items()))
        relation = story.relation(version.article, drifts[0].source)
        missing = added = 0
        if relation:
            missing, added = relation.unmatched()
            if relation.a is version.article:
                missing, added = added, missing
        return Dropped(version, source, tuple(self.change(d) for d in listed), minor, missing, added)

    # side by side -----------------------------------------------------------------------------------------------

    def side_by_side(self, story: Story, left: Version, right: Version) -> SideBySide:
        """Two versions with their aligned sentences gathered into the paragraphs of the left one."""
        relation = story.relation(left.article, right.article)
        return SideBySide(left, right, tuple(paragraphs(relation, left.article, right.article) if relation else ()))


def title_of(story: Story) -> str:
    """A story's title as readers see it."""
    return printable(story.title) or story.id
