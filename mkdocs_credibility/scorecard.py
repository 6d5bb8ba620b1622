"""What the signals fill and the reports read: quotes, credits, findings, and the card that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from mkdocs_credibility import rules
from mkdocs_credibility.article import Article, record
from mkdocs_credibility.options import Options
from mkdocs_credibility.phrase import Phrase, fill
from mkdocs_credibility.rules import Dimension, Owner, Rule, Severity
from mkdocs_credibility.span import Span

DIMENSIONS: Final[tuple[Dimension, ...]] = ("attribution", "byline", "boilerplate", "translation")

QuoteKind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["named", "role", "anonymous", "document", "organisation"]
CreditKind = Literal[
    "byline", "contributor", "editor", "dateline", "tagline", "credit-line", "photo", "pickup", "rights", "metadata",
    "canonical", "based-on",
]  # fmt: skip
BylineKind = Literal["named", "staff", "agency", "pseudonym", "none"]


@record
class Quote:
    """Reported speech.  `text == article.text[start:end]`: what was said, with its quotation marks when it has any.

    `kind` is direct, indirect or mixed (told, with some of it in marks).  `speaker` is the name in its fullest form on
    the page, or the words that stand for the speaker ("officials"), or None; `speaker_kind` says which of these it is.
    `speaker_span` is where the speaker is named nearest to the quote.  `cue` is the verb or phrase that reports.
    """

    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    cue: str | None = None
    speaker_span: Span | None = None

    @property
    def anonymous(self) -> bool:
        """Whether the speaker is an unnamed source (a role with a name elsewhere on the page is not)."""
        return self.speaker_kind == "anonymous"


@record
class Credit:
    """A place where a text says who it is from.

    `kind` is what sort of place; `name` is the person, agency, outlet or URL; `agency` is the agency's canonical short
    name when one is credited; `span` is None for what only the metadata says; `place` is a dateline's or a reporter's.
    """

    kind: CreditKind
    name: str
    span: Span | None = None
    agency: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue with its evidence.

    `rule` is the rule's id, `title` its title, `fix` what an editor does about it; `message` says in words what was
    found.  `severity` is info (costs nothing), low, medium or high, and weighs in `dimension`; `owner` says whose work
    the damage is; `confidence` is 0-1.  `spans` stand in the article the finding is about, `reference_span` in
    `reference`, the version it was compared with, if it was.
    """

    rule: str
    dimension: Dimension
    severity: Severity
    owner: Owner
    message: str
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0
    fix: str = ""
    reference: Article | None = None
    reference_span: Span | None = None
    title: str = ""

    @property
    def compared(self) -> bool:
        """Whether a comparison with another version showed it."""
        return self.reference is not None


@dataclass(frozen=True, slots=True)
class Silenced:
    """A `finding` that the site's authors silenced, with the `reason` they gave."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that one finding cost."""

    finding: Finding
    points: float


@dataclass(slots=True)
class DimensionResult:
    """What became of one dimension.

    `score` is 0-100, or None with the `reason` why the dimension was not assessed; `weight` is the dimension's share
    (0-1) of the article's total, `band` the score's band by name, `deductions` the points that each finding cost.
    """

    score: float | None = None
    reason: str | None = None
    weight: float = 0.0
    deductions: list[Deduction] = field(default_factory=list)
    band: str = "not-assessed"


@dataclass(frozen=True, slots=True)
class Readability:
    """Context for readers, never a score.  `reading_ease` is Flesch's (0-100, higher is easier), `grade` Flesch-Kincaid
    (US school years); None where the language has no such formula."""

    words: int
    sentences: int
    reading_ease: float | None = None
    grade: float | None = None


@dataclass(eq=False)
class Scorecard:
    """One `article`'s facts, findings and scores, under the `options` it was judged with.

    Facts: `quotes` and `credits`, every one found; `authors`, the people whom the page presents as its writers, and
    `contributors`, both as printed; `byline_kind`, what the signature names; `agency`, the one credited for the text
    (photographs and mentions do not count), or None; `dateline`, its place, or None; `anonymous_sources`, where each is
    named; `readability`; `translationese`, how far the text's profile resembles translated prose (0-1, or None), which
    costs nothing, with `translationese_reasons`.

    Issues: `findings`, and those `silenced`; `not_assessed`, dimensions with the reason why.

    From these `rubric.score` makes `dimensions`, the result of each by name; `score`, the total of 0-100, or None when
    nothing could be assessed; `band`, its band by name, and `band_reason`, why there is none.
    """

    article: Article
    options: Options = field(default_factory=Options)
    quotes: list[Quote] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    byline_kind: BylineKind = "none"
    agency: str | None = None
    dateline: str | None = None
    anonymous_sources: list[Span] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    silenced: list[Silenced] = field(default_factory=list)
    readability: Readability | None = None
    translationese: float | None = None
    translationese_reasons: list[str] = field(default_factory=list)
    not_assessed: dict[Dimension, str] = field(default_factory=dict)
    dimensions: dict[Dimension, DimensionResult] = field(default_factory=dict)
    score: float | None = None
    band: str = "not-assessed"
    band_reason: str | None = None

    def add(
        self,
        rule: str | Rule,
        spans: Span | Iterable[Span] = (),
        *,
        severity: Severity | None = None,
        owner: Owner | None = None,
        confidence: float = 1.0,
        reference: Article | None = None,
        reference_span: Span | None = None,
        wording: str | None = None,
        **values: Any,
    ) -> Finding:
        """Record a finding of a `rule`, by its id or (a site's own) itself, and return it.

        `spans` are the evidence, from `Article.span`.  `severity` and `owner` are the rule's unless given, `confidence`
        is 0-1, `reference` and `reference_span` the other version and the place there.  `values` fill the rule's
        message, or that of its `wordings` which `wording` names.  Raises UnknownRuleError (a KeyError) for an id that
        no rule has, KeyError for a value that is missing.
        """
        finding = make_finding(
            rule, spans, severity=severity, owner=owner, confidence=confidence,
            reference=reference, reference_span=reference_span, wording=wording, **values,
        )  # fmt: skip
        self.findings.append(finding)
        return finding

    def abstain(self, dimension: Dimension, reason: str) -> None:
        """Say that a `dimension` is not assessed, with the `reason` in words; it then has no score."""
        self.not_assessed[dimension] = reason

    def inside_quotes(self, start: int, end: int) -> bool:
        """Whether the characters from `start` to `end` of the text stand inside a direct or mixed quote."""
        return any(q.start <= start and end <= q.end for q in self.quotes if q.kind != "indirect")


def make_finding(
    rule: str | Rule,
    spans: Span | Sequence[Span] | Iterable[Span] = (),
    *,
    severity: Severity | None = None,
    owner: Owner | None = None,
    confidence: float = 1.0,
    reference: Article | None = None,
    reference_span: Span | None = None,
    wording: str | None = None,
    **values: Any,
) -> Finding:
    """A finding of a rule, by its id or itself: severity and owner are the rule's unless given.

    The message is a phrase with the rule's id as its key ("rule/id.wording" for a wording other than `message`).
    """
    if isinstance(rule, str):
        rule = rules.get(rule)
    pattern = rule.message if wording is None else dict(rule.wordings)[wording]
    return Finding(
        rule.id,
        rule.dimension,
        severity or rule.severity,
        owner or rule.owner,
        Phrase(fill(pattern, values), rule.id if wording is None else f"{rule.id}.{wording}", values),
        (spans,) if isinstance(spans, Span) else tuple(spans),
        confidence,
        rule.fix,
        reference,
        reference_span,
        rule.title,
    )
