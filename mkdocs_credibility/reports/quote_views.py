"""A story's quotes by version: what became of each on its way from one version to those that likely come from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from mkdocs_credibility.article import Article
from mkdocs_credibility.reports import diff
from mkdocs_credibility.reports.badge_view import Link
from mkdocs_credibility.reports.texts import Texts
from mkdocs_credibility.reports.wording import printable
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.span import Span
from mkdocs_credibility.story import Drift, Story

_NO_LETTERS: Final = re.compile(r"[\W_]+")
COLUMNS: Final = 5
"""Versions beside the one they are compared with: more columns than that cannot be read."""

_WEIGHT: Final = {"info": 0, "low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its letter, what its card says in short, and where it stands in the family (`depth`, `parent` as
    letter).  `signed` is who wrote it, for which agency, from where and how long."""

    letter: str
    link: Link
    article: Article
    card: Scorecard | None
    band: str
    word: str
    score: str | None
    signed: Markup
    depth: int
    parent: str | None
    relation: Markup
    reasons: tuple[str, ...]
    unseen: bool
    published: bool


@dataclass(frozen=True, slots=True)
class QuoteCell:
    """A quote in one version: `state` is same, changed, cut, minor (spelling and the like) or missing."""

    state: str
    pieces: tuple[diff.Piece, ...] = ()
    label: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote of the version that others are compared with, and what became of it in each of them."""

    speaker: str | None
    text: str
    cells: tuple[QuoteCell, ...]


@dataclass(frozen=True, slots=True)
class QuoteTable:
    """The quotes of one version that differ in others; `same` counts those that differ nowhere."""

    source: Version
    targets: tuple[Version, ...]
    rows: tuple[QuoteRow, ...]
    same: int


def quote_tables(
    story: Story, parents: Sequence[tuple[Version, Version]], versions: Sequence[Version], t: Texts
) -> Iterable[QuoteTable]:
    """A table for every version that others were compared with, or several if those are many; `parents` are pairs of a
    version and one under it."""
    drifts = [d for d in story.drifts if d.kind.startswith("quote-") and d.before_span]
    for source in versions:
        mine = [d for d in drifts if d.source is source.article]
        under = [child for parent, child in parents if parent is source]
        under += [v for v in versions if v not in under and any(d.target is v.article for d in mine)]
        for i in range(0, len(under), COLUMNS):
            targets = under[i : i + COLUMNS]
            rows, same = _rows(source, targets, [d for d in mine if any(d.target is v.article for v in targets)], t)
            if rows:
                yield QuoteTable(source, tuple(targets), tuple(rows), same)


def _rows(source: Version, under: Sequence[Version], drifts: Sequence[Drift], t: Texts) -> tuple[list[QuoteRow], int]:
    """The quotes that anything happened to, in the order of the text, and how many others are the same elsewhere."""
    spans: list[Span] = []
    told = [d for d in drifts if d.severity != "info" or d.kind == "quote-truncation"]
    weighty = {d.before_span for d in told if d.before_span}
    for span in sorted(weighty, key=lambda s: (s.start, -s.end)):
        if not spans or span.end > spans[-1].end:
            spans.append(span)
    bodies = [_bare(v.article.prose) for v in under]
    speakers = {d.before_span: d.speaker for d in drifts if d.speaker}
    rows = []
    for span in spans:
        touching = [d for d in drifts if (s := d.before_span) and s.start < span.end and span.start < s.end]
        cells = tuple(
            _cell(span.exact, body, [d for d in touching if d.target is v.article], t)
            for v, body in zip(under, bodies, strict=True)
        )
        speaker = speakers.get(span)
        rows.append(QuoteRow(printable(speaker) if speaker else None, printable(span.exact), cells))
    others = [
        _bare(q.text)
        for q in (source.card.quotes if source.card else ())
        if q.kind == "direct" and not any(s.start < q.end and q.start < s.end for s in spans)
    ]
    return rows, sum(any(text in body for body in bodies) for text in others)


def _cell(text: str, body: str, drifts: Sequence[Drift], t: Texts) -> QuoteCell:
    """A quote in a version with that body, and what is known to have happened to it there."""
    if not drifts:
        return QuoteCell("same" if (bare := _bare(text)) and bare in body else "missing")
    worst = max(drifts, key=lambda d: _WEIGHT[d.severity])
    note = None
    if worst.kind == "quote-speaker":
        note = t.plain("story_page.speaker_changed", name=printable(worst.after or ""))
    state = "cut" if worst.kind == "quote-truncation" else "minor" if worst.severity == "info" else "changed"
    pieces = diff.words(printable(worst.before or text), printable(worst.after or ""))
    return QuoteCell(state, () if note else tuple(pieces), t.plain(f"drift.{worst.kind}"), note)


def _bare(text: str) -> str:
    """Letters and digits alone, for asking whether a text stands in another whatever its punctuation."""
    return _NO_LETTERS.sub("", text.lower())
