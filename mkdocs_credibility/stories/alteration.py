"""What was done to a quote that has its counterpart: the gravest thing, typed, and whether its speaker is the same."""

from __future__ import annotations

from typing import Final, NamedTuple

from rapidfuzz import fuzz

from mkdocs_credibility.rules import Severity
from mkdocs_credibility.scorecard import Quote
from mkdocs_credibility.stories.changes import Change, gravest
from mkdocs_credibility.stories.lexicon import Lexicon
from mkdocs_credibility.stories.pieces import Saying
from mkdocs_credibility.story import DriftKind

SHORT: Final = 3
"""Words up to which a quote is a partial one, told by its place and not by its words."""


class Pairing(NamedTuple):
    """A quote of the target with its counterpart: their sayings (two of the source when it was joined), the changes in
    words, and how sure the pairing is (0-1)."""

    source: tuple[Saying, ...]
    target: Saying
    changes: tuple[Change, ...]
    score: float
    cut: bool


class Alteration(NamedTuple):
    """What was done to a quote, gravest first in kind."""

    kind: DriftKind
    severity: Severity


def alteration(pairing: Pairing, lexicon: Lexicon, *, joined_over: bool) -> Alteration | None:
    """The gravest thing done to a quote; None when its words are the source's."""
    if pairing.changes:
        kind, severity = gravest(pairing.changes, lexicon)
        names: dict[str, DriftKind] = {
            "negation": "quote-negation", "number": "quote-number", "date": "quote-number", "name": "quote-name",
            "words": "quote-word-swap",
        }  # fmt: skip
        return Alteration(names[kind], severity)
    said_by = speakers_agree(pairing.source[0].quote, pairing.target.quote, lexicon)
    if said_by < 0 and len(pairing.target.tokens) > SHORT:
        return Alteration("quote-speaker", "high")
    if len(pairing.source) > 1 and joined_over:
        return Alteration("quote-merged", "medium")
    if pairing.cut:
        return Alteration("quote-truncation", "info")
    return None


def speakers_agree(a: Quote, b: Quote, lexicon: Lexicon) -> int:
    """1 when both quotes name the same speaker, -1 when they name different people, 0 when it cannot be told."""
    if not a.speaker or not b.speaker:
        return 0
    x = {lexicon.form(t.form) for t in lexicon.tokens(a.speaker)}
    y = {lexicon.form(t.form) for t in lexicon.tokens(b.speaker)}
    if x & y:
        return 1
    if any(fuzz.ratio(p, q) >= 75 for p in x for q in y if len(p) > 3 and len(q) > 3):
        return 1
    if a.speaker_kind == "named" and b.speaker_kind == "named":
        return -1
    return 0
