"""What the comparison adds to the cards of a story's members.

A source gets nothing, a credited text nothing for being one, and where the direction is unclear only what holds
whichever way the text went.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.rules import Severity
from mkdocs_credibility.scorecard import Finding, Scorecard, make_finding
from mkdocs_credibility.span import Span
from mkdocs_credibility.stories.credits import same_signature
from mkdocs_credibility.stories.direction import name
from mkdocs_credibility.stories.pieces import agency_of
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.story import Drift, DriftKind, Feedback, Relation, Story
from mkdocs_credibility.tokens import sentences

_QUOTES: Final = frozenset(
    {"quote-word-swap", "quote-number", "quote-name", "quote-negation", "quote-speaker", "quote-merged"}
)
_LIGHTER: Final[dict[Severity, Severity]] = {"high": "medium", "medium": "low", "low": "info", "info": "info"}
_HEAVIER: Final[dict[Severity, Severity]] = {"info": "low", "low": "medium", "medium": "high", "high": "high"}
_MOST: Final = Wording("share.most", "Most")
_MUCH: Final = Wording("share.much", "Much")
OPENING_WORDS: Final = 8
"""Words of a sentence long enough to stand for the text it opens."""


def feedback(story: Story, cards: Mapping[str, Scorecard]) -> dict[str, Feedback]:
    """What a story shows about each of its members, by `Article.key`; members without anything are left out."""
    found: dict[str, Feedback] = {}
    for article in story.articles:
        card = cards.get(article.key)
        if card is None or card.article is not article or article.key in story.reference_keys:
            continue
        result = Feedback()
        parent = story.parent_of(article)
        if parent is not None and parent.key in cards:
            _from_parent(result, story, card, cards)
        else:
            _from_unseen(result, story, card, cards)
        if result.added or result.replaced:
            found[article.key] = result
    return found


def _from_parent(result: Feedback, story: Story, card: Scorecard, cards: Mapping[str, Scorecard]) -> None:
    parent = cards[story.parents[card.article.key].key]
    if same_signature(card, parent):  # one's own article, corrected or carried on
        return
    relation = story.relation(card.article, parent.article)
    root = _root(story, parent.article)
    for drift in story.drifts_of(card.article):
        if finding := _finding(drift):
            result.added.append(finding)
    if relation is not None:
        _whose(result, story, card, relation, cards.get(root.key, parent))
    _weigh(result, card, parent)


def _root(story: Story, article: Article) -> Article:
    seen: list[Article] = []
    while (up := story.parent_of(article)) is not None and up not in seen:
        seen.append(article)
        article = up
    return article


def _whose(result: Feedback, story: Story, card: Scorecard, relation: Relation, origin: Scorecard) -> None:
    """Whether the version says whose text it is; `origin` heads the line it comes down from."""
    credited = bool(agency_of(card)) or any(c.kind == "based-on" for c in card.credits)
    for told in (relation, story.relation(card.article, origin.article)):
        if told is not None and told.kind == "parallel-paraphrase":
            source = told.other(card.article)
            result.added.append(
                make_finding(
                    "translation/parallel-paraphrase", _opening(card), severity="medium" if credited else "high",
                    reference=source, source=name(source), what=told.reasons[0],
                )
            )  # fmt: skip
            break
    if credited:
        return
    signed = ("agency-credit-dropped", "byline-dropped", "byline-replaced")
    for drift in story.drifts_of(card.article):
        if drift.kind in signed:
            result.added.append(_uncredited(card, drift.source, drift.before or "", relation, "high"))
            return
    signature = agency_of(origin) or ", ".join(origin.authors)
    if not card.authors and signature and origin.article is not relation.other(card.article):
        result.added.append(_uncredited(card, origin.article, signature, relation, "high"))


def _uncredited(
    card: Scorecard, source: Article, signature: str, relation: Relation | None, severity: Severity
) -> Finding:
    most = relation is not None and relation.kind in ("identical", "edited", "parallel-paraphrase")
    return make_finding(
        "attribution/uncredited-text", _opening(card), severity=severity, reference=source,
        share=_MOST() if most else _MUCH(), source=name(source), signature=signature,
    )  # fmt: skip


def _opening(card: Scorecard) -> tuple[Span, ...]:
    """The first sentence: where a finding about the whole text is shown."""
    article = card.article
    for index in Profile(card).body:
        block = article.blocks[index]
        for start, end, _ in sentences(article.prose, [(block.prose_start, block.prose_end)]):
            if len(article.prose[start:end].split()) >= OPENING_WORDS:
                return (article.span(start, end),)
    return ()


def _from_unseen(result: Feedback, story: Story, card: Scorecard, cards: Mapping[str, Scorecard]) -> None:
    """A version whose source is unclear or not in the set: the credits that other versions of its text have."""
    for drift in story.drifts_of(card.article):
        other = cards.get(drift.source.key)
        if not drift.kind.endswith("-dropped") or other is None or same_signature(card, other):
            continue
        if finding := _finding(drift):
            result.added.append(finding)
        if drift.kind == "agency-credit-dropped":
            relation = story.relation(card.article, drift.source)
            result.added.append(_uncredited(card, drift.source, drift.before or "", relation, "medium"))


def _finding(drift: Drift) -> Finding | None:
    """The finding that a drift is; None for what is no issue."""
    if drift.severity == "info":
        return None
    source = name(drift.source)
    values: dict[str, Any] = {"source": source}
    severity: Severity | None = None
    wording: str | None = None
    if drift.kind in _QUOTES:
        rule = "translation/altered-quote"
        values |= {
            "here": _cut(drift.after), "there": _cut(drift.before), "what": drift.message, "speaker": drift.speaker,
        }  # fmt: skip
        severity = drift.severity
        wording = None if drift.speaker else "unknown-speaker"
    elif drift.kind in _RULES:
        rule = _RULES[drift.kind]
        said = drift.message.values if isinstance(drift.message, Phrase) else {}
        values |= {
            "here": _cut(drift.after), "there": _cut(drift.before), "agency": drift.before, "names": drift.before,
            "outlet": drift.before, "speaker": said.get("speaker", ""),
        }  # fmt: skip
    else:
        return None
    return make_finding(
        rule, () if drift.after_span is None else drift.after_span, severity=severity, reference=drift.source,
        reference_span=drift.before_span, wording=wording, **values,
    )  # fmt: skip


_RULES: Final[dict[DriftKind, str]] = {
    "quote-from-paraphrase": "attribution/quote-from-paraphrase",
    "agency-credit-dropped": "attribution/agency-credit-dropped",
    "byline-dropped": "byline/author-dropped",
    "contributors-dropped": "attribution/contributors-dropped",
    "source-dropped": "attribution/source-dropped",
    "anonymity-reason-dropped": "attribution/anonymity-reason-dropped",
    "pickup-credit-dropped": "attribution/pickup-credit-dropped",
    "byline-replaced": "byline/same-text-other-signature",
    "dateline-replaced": "byline/dateline-replaced",
    "number-changed": "translation/number-changed",
    "date-changed": "translation/number-changed",
    "name-changed": "translation/name-changed",
    "negation-changed": "translation/negation-changed",
}


def _cut(text: str | None, limit: int = 160) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"


def _weigh(result: Feedback, card: Scorecard, parent: Scorecard) -> None:
    """Glitches of the wording: one that the source has too was inherited and weighs less, one that only the copy has
    weighs more."""
    there = parent.article.prose
    for finding in card.findings:
        if finding.dimension != "translation" or finding.compared or not finding.spans or finding.owner != "publisher":
            continue
        span = finding.spans[0]
        around = f"{span.prefix[-12:]}{span.exact}{span.suffix[:12]}"
        if span.exact and (around in there or (len(span.exact) > 3 and span.exact in there)):
            result.replaced.append((finding, replace(finding, severity=_LIGHTER[finding.severity])))
        elif finding.severity != "info":
            result.replaced.append(
                (finding, replace(finding, severity=_HEAVIER[finding.severity], reference=parent.article))
            )
