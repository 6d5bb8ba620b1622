"""What a badge shows, as data: everything counted, ordered and put in words.

These classes are what a template in a theme's `credibility/` folder is given; their fields are part of the public
surface.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import escape

from mkdocs_credibility.article import Article
from mkdocs_credibility.reports import diff
from mkdocs_credibility.reports.editors import EditorsNote
from mkdocs_credibility.reports.facts import Fact
from mkdocs_credibility.rules import Dimension
from mkdocs_credibility.span import Span

Href = Callable[[str], str | None]
"""The relative URL of an article (by key), of "story:<id>" or of "table"; None or "" for what has no page."""


@dataclass(frozen=True, slots=True)
class Link:
    """A name that may lead somewhere.  `language` and `direction` are the named article's, for lang and dir."""

    text: str
    href: str | None = None
    language: str | None = None

    def __html__(self) -> str:
        """What a text that mentions it prints."""
        lang = f' lang="{escape(self.language)}"' if self.language else ""
        name = f"<bdi{lang}>{escape(self.text)}</bdi>"
        return f'<a href="{escape(self.href)}">{name}</a>' if self.href else name


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quoted passage of an article with a little of what stands around it."""

    before: str
    text: str
    after: str
    line: int | None = None
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: its message, what it cost, its evidence.

    `pieces` are the word diff to the version `reference`, `href` leads to its place on the page; `there` is what stands
    in that version when there is nothing to show in this one.  `id` is what a passage on the page leads back to.
    """

    message: str
    points: float
    cost: str
    excerpts: tuple[Excerpt, ...]
    there: Excerpt | None = None
    pieces: tuple[diff.Piece, ...] = ()
    reference: Link | None = None
    language: str | None = None
    href: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class IssueKind:
    """All findings of one rule.  `shown` are printed at once, `more` after a click; `editors` is None for readers."""

    rule: str
    title: str
    severity: str
    owner: str
    points: float
    cost: str
    count: int
    note: str | None
    fix: str
    reference: Link | None
    shown: tuple[Issue, ...]
    more: tuple[Issue, ...]
    editors: EditorsNote | None = None


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension: `score` and `percent` for the eye, `band` as class name, `word` to read; `floor` says that its
    issues cost more than it had."""

    name: Dimension
    label: str
    question: str
    score: str | None
    percent: float
    band: str
    word: str
    reason: str | None
    share: str
    floor: bool
    kinds: tuple[IssueKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a story knows of an article's findings: the version it likely comes from, and in the words of its drifts
    what became of a quote, by the places in both versions."""

    source: Article | None = None
    changes: Mapping[tuple[Span, Span], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SilencedView:
    """A finding that the site's editors set aside, with their reason."""

    message: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sum:
    """How the total comes about: a row a dimension, the total, and what was left out."""

    rows: tuple[str, ...]
    total: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadgeView:
    """What the badge of one article shows."""

    title: str
    band: str
    word: str
    score: str | None
    short: str
    reason: str | None
    dimensions: tuple[DimensionView, ...]
    facts: tuple[Fact, ...]
    silenced: tuple[SilencedView, ...]
    sum: Sum | None
    table: str | None
    language: str | None
