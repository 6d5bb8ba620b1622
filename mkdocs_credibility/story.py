"""Articles that tell one story: how each pair relates, and what changed between versions.

Filled by `stories`, read by `reports`; data only.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, overload

from mkdocs_credibility.article import Article, Place
from mkdocs_credibility.rules import Severity
from mkdocs_credibility.scorecard import Finding
from mkdocs_credibility.span import Span

RelationKind = Literal[
    "identical", "edited", "rewritten", "parallel-paraphrase", "quotes-only", "common-source", "same-event",
    "unrelated", "unclear",
]  # fmt: skip

DERIVED: Final[frozenset[str]] = frozenset({"identical", "edited", "rewritten", "parallel-paraphrase", "common-source"})
"""Relations that say: one text stands behind both."""

DriftKind = Literal[
    "quote-word-swap", "quote-number", "quote-name", "quote-negation", "quote-speaker", "quote-merged",
    "quote-from-paraphrase", "quote-truncation", "quote-spelling", "quote-punctuation", "quote-contraction",
    "agency-credit-dropped", "byline-dropped", "contributors-dropped", "source-dropped", "anonymity-reason-dropped",
    "pickup-credit-dropped", "byline-replaced", "dateline-replaced", "number-changed", "date-changed", "name-changed",
    "negation-changed",
]  # fmt: skip


class Aligned(NamedTuple):
    """A pair of sentences that tell the same: the spans in `a` and `b` (None: only the other has it) and how alike
    their words are (0-1)."""

    a: Span | None
    b: Span | None
    similarity: float


PlacedRow = tuple[Place | None, Place | None, float]
"""The same as places in the two texts."""


def _place_of(span: Span | None) -> Place | None:
    return None if span is None else (span.start, span.end)


_NOWHERE: Final = -1
_PLACES: Final = 5


class AlignedSentences(Sequence[Aligned]):
    """The sentences of two versions, from their places in the prose.

    Each `Aligned` is made when it is asked for: the spans of all would be most of what a review weighs.
    """

    __slots__ = ("_a", "_b", "_places")

    def __init__(
        self, a: Article, b: Article, rows: Iterable[tuple[tuple[int, int] | None, tuple[int, int] | None, float]]
    ) -> None:
        """`rows`: characters of the prose of `a`, those of `b`, and how alike their words are."""
        self._a, self._b = a, b
        self._places = array("l")
        nowhere = (_NOWHERE, _NOWHERE)
        for left, right, similarity in rows:
            self._places.extend((*(left or nowhere), *(right or nowhere), round(1000 * round(similarity, 3))))

    def __len__(self) -> int:
        return len(self._places) // _PLACES

    def unmatched(self) -> tuple[int, int]:
        """How many sentences only `a` has, and how many only `b`."""
        return self._places[2::_PLACES].count(_NOWHERE), self._places[0::_PLACES].count(_NOWHERE)

    def rows(self) -> Iterator[PlacedRow]:
        """The same in places of the two texts, all at once, at a tenth of what the spans take."""
        numbers = iter(self._places)
        for start, end, first, last, alike in zip(*[numbers] * _PLACES, strict=True):
            yield (
                None if start == _NOWHERE else self._a.place(start, end),
                None if first == _NOWHERE else self._b.place(first, last),
                alike / 1000,
            )

    @overload
    def __getitem__(self, index: int) -> Aligned: ...

    @overload
    def __getitem__(self, index: slice) -> list[Aligned]: ...

    def __getitem__(self, index: int | slice) -> Aligned | list[Aligned]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = range(len(self))[index] * _PLACES
        start, end, first, last, alike = self._places[at : at + _PLACES]
        return Aligned(
            None if start == _NOWHERE else self._a.span(start, end),
            None if first == _NOWHERE else self._b.span(first, last),
            alike / 1000,
        )


@dataclass(eq=False)
class Relation:
    """How two articles, `a` and `b`, relate.

    `kind` says how; `similarity` (0-1) is how much speaks for one text behind both; `likely_source` is `a`, `b` or None
    (the direction of copying cannot be proved from text); `reasons` say in words what speaks for kind and direction.
    `aligned` are the sentences that tell the same, side by side.
    """

    a: Article
    b: Article
    kind: RelationKind
    similarity: float
    likely_source: Article | None = None
    reasons: list[str] = field(default_factory=list)
    aligned: Sequence[Aligned] = ()

    def other(self, article: Article) -> Article:
        """The one of the pair that is not `article`."""
        return self.b if article is self.a else self.a

    def rows(self) -> Iterator[PlacedRow]:
        """The aligned sentences as their places in the texts of `a` and `b`, and how alike their words are."""
        if isinstance(self.aligned, AlignedSentences):
            return self.aligned.rows()
        return ((_place_of(row.a), _place_of(row.b), row.similarity) for row in self.aligned)

    def unmatched(self) -> tuple[int, int]:
        """How many of the aligned sentences only `a` has, and how many only `b`."""
        if isinstance(self.aligned, AlignedSentences):
            return self.aligned.unmatched()
        return sum(not pair.b for pair in self.aligned), sum(not pair.a for pair in self.aligned)


@dataclass(frozen=True, slots=True, eq=False)
class Drift:
    """A change between two versions, from `source` (the likely earlier one) to `target`.

    `kind` says what changed; `before` and `after` are the words in each (None where one has none), `before_span` and
    `after_span` their places; `speaker` is a quote's; `message` says it in words.  `severity` info means: shown for
    completeness, no alteration (spelling, punctuation, a contraction, a contiguous cut).
    """

    kind: DriftKind
    source: Article
    target: Article
    before: str | None
    after: str | None
    severity: Severity
    speaker: str | None = None
    before_span: Span | None = None
    after_span: Span | None = None
    message: str = ""


@dataclass
class Feedback:
    """What a story shows about one of its members: findings added to its card, and those whose weight it changes (as
    they were, as they are)."""

    added: list[Finding] = field(default_factory=list)
    replaced: list[tuple[Finding, Finding]] = field(default_factory=list)


@dataclass(eq=False)
class Story:
    """Versions of one text or reports of one event.

    `title` is that of the version the others most likely come from, and `id` is made of it.  `articles` stand in the
    order they were given; `relations` has every related pair once; `parents` leads from an article (by `Article.key`)
    to the version it most likely hangs under, and `drifts` are what changed between the two.  `unseen_source` says that
    some share text that no supposed source in the set has, `unseen_reason` why we say so and `unseen_members` who.
    `reference_keys` are members that were read for comparison and are not published.
    """

    id: str
    title: str
    articles: list[Article]
    relations: list[Relation] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    parents: dict[str, Article] = field(default_factory=dict)
    unseen_source: bool = False
    unseen_reason: str | None = None
    unseen_members: list[Article] = field(default_factory=list)
    reference_keys: frozenset[str] = frozenset()

    def parent_of(self, article: Article) -> Article | None:
        """The version the article most likely derives from; None for a source, an independent report, when unclear."""
        return self.parents.get(article.key)

    def relation(self, a: Article, b: Article) -> Relation | None:
        """The relation of a pair, in whichever order."""
        return next((r for r in self.relations if {id(r.a), id(r.b)} == {id(a), id(b)}), None)

    def drifts_of(self, article: Article) -> list[Drift]:
        """What the article changed against the version it was compared with."""
        return [d for d in self.drifts if d.target is article]
