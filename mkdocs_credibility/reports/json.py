"""The whole review as one JSON document, for programs: stable keys, stable order, the same bytes for the same input.

Places in a text are W3C Web Annotation selectors (TextQuoteSelector and TextPositionSelector); what a version is to
another is also said in the classes of the W3C Credible Web group's "Credibility Signals" draft of 2019-11-26, §7.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any, Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.reports.wording import title
from mkdocs_credibility.scorecard import Credit, DimensionResult, Finding, Quote, Scorecard
from mkdocs_credibility.span import Span
from mkdocs_credibility.story import DERIVED, Drift, Relation, Story

SCHEMA_VERSION: Final = "1.0"
"""Rises in its first part when a key changes its meaning or goes, in its second when one is added."""

GENERATOR: Final = "mkdocs-credibility"
_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold, but not UTF-8 (lone surrogates), or what a terminal obeys (C1 controls, marks of direction)."""

COPY: Final = ("6acabe52", "copy with some different portions")
QUOTES: Final = ("8001f76c", "quotes extensively from another source")
DUPLICATE: Final = ("69857b93", "wholesale duplicate")
ACCURATE: Final = ("9ce28cf4", "attribution given and accurate")
INACCURATE: Final = ("334e1ec7", "attribution given and inaccurate")
NOT_GIVEN: Final = ("31755cbb", "attribution not given")
UNCLEAR: Final = ("b1794319", "unclear which is original")
"""Ids and names of CredWeb's originality and attribution classes, as far as they are used."""

Keep = Callable[[str, Scorecard | Story, Callable[[], str]], str]
"""Gives a line of that kind about a card or a story: as it was kept, else as it is made now."""

_CREDITING: Final = frozenset({"credit-line", "tagline", "pickup", "canonical", "based-on", "metadata"})


def document(cards: Sequence[Scorecard], stories: Sequence[Story], *, site: str | None = None) -> dict[str, Any]:
    """The review as plain data: articles in the order of the cards, then stories; `site` is the site's name."""
    by_article = {id(c.article): c for c in cards}
    story_of = {id(a): s.id for s in stories for a in s.articles}
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": GENERATOR, "version": program_version()},
        "site": site,
        "articles": [article_row(card, story_of.get(id(card.article))) for card in cards],
        "stories": [story_row(story, by_article) for story in stories],
    }


def dumps(data: Mapping[str, Any]) -> str:
    """The document as text: keys in order, UTF-8 without escapes where it can be, a line end at the end.

    An article or a story is a line: a change to one shows as one in a diff, and a large site is written five times as
    fast as with indentation.
    """
    members = (f"{_plain(key)}: {_lines(data[key])}" for key in sorted(data))
    text = "{\n" + ",\n".join(members) + "\n}\n"
    return _safe(text)


def parts(
    cards: Sequence[Scorecard], stories: Sequence[Story], *, site: str | None = None, keep: Keep | None = None
) -> Iterator[str]:
    """The text of the document, line by line: what `dumps(document(…))` gives, never as a whole in memory.

    `keep` is asked for the line of a card or a story, and told how it is made.
    """
    keep = keep or _made
    by_article = {id(c.article): c for c in cards}
    story_of = {id(a): s.id for s in stories for a in s.articles}
    frame = document((), (), site=site)

    def line_of(item: Scorecard | Story) -> str:
        if isinstance(item, Story):
            return _safe(_plain(story_row(item, by_article)))
        return _safe(_plain(article_row(item, story_of.get(id(item.article)))))

    items: dict[str, Sequence[Scorecard | Story]] = {"articles": cards, "stories": stories}
    before = "{\n"
    for key in sorted(frame):
        opening, closing = f"{before}{_plain(key)}: ", ""
        for number, item in enumerate(items.get(key, ())):
            line = keep("line", item, partial(line_of, item))
            yield f"{',' if number else opening + '['}\n{line}"
            opening, closing = "", "\n]"
        yield closing or opening + _safe(_plain(frame[key]))
        before = ",\n"
    yield "\n}\n"


def _made(_kind: str, _item: Scorecard | Story, make: Callable[[], str]) -> str:
    return make()


def _safe(text: str) -> str:
    return _ESCAPED.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def _lines(value: Any) -> str:
    return "[\n" + ",\n".join(map(_plain, value)) + "\n]" if isinstance(value, list) and value else _plain(value)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def schema() -> str:
    """The JSON Schema (2020-12) of the document, as text."""
    return (files(__package__) / "credibility.schema.json").read_text("utf-8")


def program_version() -> str:
    """The version of the program that is installed; "0" when none is."""
    try:
        return version(GENERATOR)
    except PackageNotFoundError:
        return "0"


def article_row(card: Scorecard, story: str | None) -> dict[str, Any]:
    """One article as the document has it; `story` is the id of the one that it tells with others."""
    article = card.article
    points = {id(d.finding): d.points for r in card.dimensions.values() for d in r.deductions}
    reading = card.readability
    return {
        "key": article.key,
        "url": article.url,
        "title": title(article),
        "hash": article.content_hash,
        "language": article.language,
        "score": card.score,
        "band": card.band,
        "reason": card.band_reason,
        "dimensions": {name: _dimension(result) for name, result in card.dimensions.items()},
        "authors": list(card.authors),
        "contributors": list(card.contributors),
        "byline_kind": card.byline_kind,
        "agency": card.agency,
        "dateline": card.dateline,
        "credits": [_credit(c) for c in card.credits],
        "quotes": [_quote(q) for q in card.quotes],
        "anonymous_sources": [_evidence(s) for s in card.anonymous_sources],
        "findings": [_finding(f, points.get(id(f), 0.0)) for f in card.findings],
        "silenced": [_finding(s.finding, 0.0) | {"reason": s.reason} for s in card.silenced],
        "readability": reading
        and {
            "words": reading.words,
            "sentences": reading.sentences,
            "reading_ease": _rounded(reading.reading_ease),
            "grade": _rounded(reading.grade),
        },
        "translationese": None
        if card.translationese is None
        else {"value": _rounded(card.translationese, 3), "reasons": list(card.translationese_reasons)},
        "story": story,
    }


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)


def _dimension(result: DimensionResult) -> dict[str, Any]:
    by_rule: dict[str, float] = {}
    for d in result.deductions:
        by_rule[d.finding.rule] = round(by_rule.get(d.finding.rule, 0.0) + d.points, 2)
    return {
        "score": result.score,
        "band": result.band,
        "reason": result.reason,
        "weight": round(result.weight, 4),
        "deductions": by_rule,
    }


def _evidence(span: Span) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix}
    return {
        "selector": [quote, {"type": "TextPositionSelector", "start": span.start, "end": span.end}],
        "line": span.line,
    }


def _credit(credit: Credit) -> dict[str, Any]:
    return {
        "kind": credit.kind,
        "name": credit.name,
        "agency": credit.agency,
        "place": credit.place,
        "evidence": credit.span and _evidence(credit.span),
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_kind": quote.speaker_kind,
        "cue": quote.cue,
    }


def _finding(finding: Finding, points: float) -> dict[str, Any]:
    reference = None
    if finding.reference:
        span = finding.reference_span
        reference = {"article": finding.reference.key, "evidence": span and _evidence(span)}
    return {
        "rule": finding.rule,
        "dimension": finding.dimension,
        "severity": finding.severity,
        "owner": finding.owner,
        "message": finding.message,
        "confidence": round(finding.confidence, 3),
        "points": points,
        "evidence": [_evidence(s) for s in finding.spans],
        "reference": reference,
    }


def _key(article: Article | None) -> str | None:
    return article.key if article else None


def story_row(story: Story, cards: Mapping[int, Scorecard]) -> dict[str, Any]:
    """One story as the document has it; `cards` are those of its articles by the articles' identity."""
    return {
        "id": story.id,
        "title": story.title,
        "articles": [a.key for a in story.articles],
        "references": sorted(story.reference_keys),
        "relations": [_relation(r, cards) for r in story.relations],
        "drifts": [_drift(d) for d in story.drifts],
        "parents": {a.key: _key(story.parent_of(a)) for a in story.articles},
        "unseen_source": story.unseen_source,
        "unseen_reason": story.unseen_reason,
        "unseen_members": [a.key for a in story.unseen_members],
    }


def _relation(relation: Relation, cards: Mapping[int, Scorecard]) -> dict[str, Any]:
    return {
        "a": relation.a.key,
        "b": relation.b.key,
        "kind": relation.kind,
        "similarity": round(relation.similarity, 3),
        "likely_source": _key(relation.likely_source),
        "reasons": list(relation.reasons),
        "credweb": _credweb(relation, cards),
    }


def _class(pair: tuple[str, str] | None) -> dict[str, str] | None:
    return pair and {"id": pair[0], "label": pair[1]}


def _credweb(relation: Relation, cards: Mapping[int, Scorecard]) -> dict[str, Any] | None:
    """The pair in CredWeb's classes; None for pairs of which neither reuses the other."""
    if relation.kind not in DERIVED and relation.kind != "quotes-only":
        return None
    source = relation.likely_source
    if source is None:
        return {"original": None, "copy": None, "originality": None, "attribution": _class(UNCLEAR)}
    copy = relation.other(source)
    kind = {"identical": DUPLICATE, "quotes-only": QUOTES}.get(relation.kind, COPY)
    return {
        "original": source.key,
        "copy": copy.key,
        "originality": _class(kind),
        "attribution": _class(_attribution(cards.get(id(source)), cards.get(id(copy)))),
    }


def _attribution(source: Scorecard | None, copy: Scorecard | None) -> tuple[str, str] | None:
    """Whether the copy says whose text it is; None where the cards of both are not at hand."""
    if source is None or copy is None:
        return None
    if copy.agency and source.agency:
        return ACCURATE if copy.agency == source.agency else INACCURATE
    credited = any(c.kind in _CREDITING and (c.agency or c.kind in ("canonical", "based-on")) for c in copy.credits)
    return ACCURATE if copy.agency or credited else NOT_GIVEN


def _drift(drift: Drift) -> dict[str, Any]:
    return {
        "kind": drift.kind,
        "source": drift.source.key,
        "target": drift.target.key,
        "before": drift.before,
        "after": drift.after,
        "speaker": drift.speaker,
        "severity": drift.severity,
        "message": drift.message,
        "before_evidence": drift.before_span and _evidence(drift.before_span),
        "after_evidence": drift.after_span and _evidence(drift.after_span),
    }
