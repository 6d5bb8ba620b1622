"""How two articles relate: what they share, counted in words, and what that is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq

from mkdocs_credibility.article import Article
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.stories.alignment import Alignment, align
from mkdocs_credibility.stories.grams import runs
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.story import RelationKind

# Weights of a logistic regression over labelled pairs (agency copy and its edits, crowd paraphrases, round-trip
# translations, encyclopedia revisions against independent reports of one event and unrelated texts), rounded.  The two
# lengths take out what long texts share by chance.
_BIAS: Final = 2.2
_PAIRS: Final = 6.3
_ORDER: Final = 9.4
_VERBATIM: Final = 6.3
_LENGTH: Final = -1.1
_RATIO: Final = -2.05

DERIVED_FROM: Final = 0.75
"""Similarity from which one text is held to stand behind both; under it, down to UNCLEAR_FROM, it is unclear."""
UNCLEAR_FROM: Final = 0.45
IDENTICAL: Final = 0.97
"""Share of the longer text's words in common, in order, from which two texts are one."""
EDITED: Final = 0.35
"""Share of the shorter text's runs of five words kept, from which a derived text is an edit and not a rewriting."""
QUOTE_WORDS: Final = 6
"""Words a quote needs before sharing it says that both texts draw on one statement."""
FACTS: Final = 6
FACT_SHARE: Final = 0.3
FACT_PAIRS: Final = 0.03
"""Names and figures that independent reports of one event share, their share of the shorter's, and the share of its
word pairs.  Of unrelated news 2-4 % reach the first two and hardly any the third; of reports of one event two in three
do."""
FORM_FACTS: Final = 8
FORM_SHARE: Final = 0.3
"""Names and figures an article needs to tell versions of a text from reports by one form (weather, markets, results),
and the share of them under which it is a form.  The lowest share of 295 labelled pairs of versions is .35."""
PARALLEL_ALIGNED: Final = 0.75
PARALLEL_VERBATIM: Final = 0.35
PARALLEL_GAP: Final = 0.15
PARALLEL_BREAKS: Final = 0.1
PARALLEL_RATIO: Final = 0.6
"""A parallel paraphrase tells sentence after sentence of the source (aligned), in its order (breaks a sentence), at its
length (ratio), hardly one verbatim, and changes quotes as much as narration (gap).  Measured on one founding story
(89 % aligned, 10 % verbatim, gap .02 against .29 and .43 of edits) and set with room."""


_IDENTICAL: Final = Wording("reason.identical", "{share} % of the words are the same, in the same order")
_FORM: Final = Wording("reason.form", "one form filled in twice: the words are alike, the names and figures are not")
_KEPT: Final = Wording("reason.kept", "the shorter shares {share} % of its runs of five words")
_KEPT_QUOTES: Final = Wording(
    "reason.kept-quotes",
    "the shorter shares {share} % of its runs of five words; quotes kept {quotes} %, narration {narration} %",
)
_IN_ORDER: Final = Wording("reason.order", "words follow each other in the same order ({share} % of the shorter)")
_ALIGNED: Final = Wording(
    "reason.aligned", "{share} % of the sentences tell the same in the same order, {verbatim} % of them word for word"
)
_QUOTES_DIFFER: Final = Wording(
    "reason.quotes-differ",
    "quotes differ as much as the rest: {quotes} % of the quoted text is kept, {narration} % of the narration",
)
_BETWEEN: Final = Wording(
    "reason.between", "they share more than two independent reports do, and less than versions of one text"
)
_QUOTES_ONLY: Final = Wording(
    "reason.quotes-only", "{n} quotes in common and no other text", one="{n} quote in common and no other text"
)
_FACTS: Final = Wording("reason.facts", "{facts} names and figures in common, told in different words")
_FACTS_QUOTES: Final = Wording(
    "reason.facts-quotes",
    "{facts} names and figures and {n} quotes in common, told in different words",
    one="{facts} names and figures and {n} quote in common, told in different words",
)
_NOTHING: Final = Wording("reason.nothing", "hardly anything in common")


class Direction(NamedTuple):
    """The likely source (None: unclear), the reasons, and the lead in points (positive: `a`)."""

    source: Article | None
    reasons: list[Phrase]
    lead: float


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set that the other has; 0 for an empty one."""
    small = min(len(a), len(b))
    return len(a & b) / small if small else 0.0


@dataclass(eq=False)
class Measures:
    """What two articles share; every figure is the same whichever is `a`, except those of the alignment's sides."""

    a: Profile
    b: Profile
    judged: Direction | None = None
    """What `direction.direction` said of the pair, kept."""

    @cached_property
    def pairs(self) -> float:
        """Neighbouring telling stems of the narration that the shorter shares."""
        return containment(self.a.narration_pairs, self.b.narration_pairs)

    @cached_property
    def order(self) -> float:
        """The narration's words in common, in order, as a share of the shorter narration."""
        x, y = self._narration
        short = min(len(x), len(y))
        return LCSseq.similarity(x, y) / short if short else 0.0

    @cached_property
    def _all_quotes(self) -> bool:
        """Whether one of the two is an article that is all quotes."""
        narrated = min(len(self.a.narration), len(self.b.narration))
        return narrated < 15 <= min(len(self.a.words), len(self.b.words))

    @cached_property
    def _narration(self) -> tuple[str, str]:
        if self._all_quotes:
            return self.a.letters, self.b.letters
        return self.a.narration_letters, self.b.narration_letters

    @cached_property
    def similarity(self) -> float:
        """How much speaks for one text behind both, 0-1."""
        x, y = self._narration
        short, long = sorted((len(x), len(y)))
        if not short:
            return 0.0
        length = log(min(max(short, 30), 1500))
        ratio = log(min(long / short, 10.0))
        z = _BIAS + _PAIRS * self.pairs + _ORDER * self.order + _VERBATIM * self.narration_kept
        z += _LENGTH * length + _RATIO * ratio
        return 1 / (1 + exp(-z))

    @cached_property
    def whole(self) -> float:
        """Words in common, in order, as a share of the longer text."""
        x, y = self.a.letters, self.b.letters
        long = max(len(x), len(y))
        return LCSseq.similarity(x, y) / long if long else 0.0

    @cached_property
    def shared_fives(self) -> int:
        """Runs of five words that both have."""
        return len(self.a.fives & self.b.fives)

    @cached_property
    def kept(self) -> float:
        """Runs of five words that the shorter shares."""
        small = min(len(self.a.fives), len(self.b.fives))
        return self.shared_fives / small if small else 0.0

    @cached_property
    def quotes_kept(self) -> float | None:
        """Runs of three quoted words kept; None when the one with fewer has too few to tell."""
        x, y = self.a.spoken_threes, self.b.spoken_threes
        return containment(x, y) if min(len(x), len(y)) >= 12 else None

    @cached_property
    def narration_kept(self) -> float:
        """Runs of three narrated words kept."""
        if self._all_quotes:
            return containment(self.a.threes, self.b.threes)
        return containment(self.a.narrated_threes, self.b.narrated_threes)

    @cached_property
    def gap(self) -> float | None:
        """Share of quoted text kept minus share of narration kept: editors keep quotes, a translator does not."""
        return None if self.quotes_kept is None else self.quotes_kept - self.narration_kept

    @cached_property
    def alignment(self) -> Alignment:
        """The sentences that tell the same."""
        return align(self.a, self.b)

    @cached_property
    def shared_quotes(self) -> int:
        """Quotes of several words that both have, as they stand or one within the other."""
        if not self.a.spoken & self.b.spoken:
            return 0
        mine = {words for words in self.a.said if len(words) >= QUOTE_WORDS}
        theirs = frozenset[int]().union(*(runs(words, QUOTE_WORDS) for words in self.b.said))
        return sum(1 for words in mine if hash(words[:QUOTE_WORDS]) in theirs or hash(words[-QUOTE_WORDS:]) in theirs)

    @cached_property
    def shared_facts(self) -> int:
        """Names and figures that both have."""
        return len(self.a.facts & self.b.facts)

    @cached_property
    def fact_share(self) -> float:
        """Names and figures of the article with fewer that the other has too."""
        return containment(self.a.facts, self.b.facts)

    @property
    def one_form(self) -> bool:
        """Whether both have names and figures, and hardly any in common: then they are no versions of one text."""
        return min(len(self.a.facts), len(self.b.facts)) >= FORM_FACTS and self.fact_share < FORM_SHARE


def kind_of(m: Measures) -> tuple[RelationKind, list[Phrase]]:
    """What a pair is called, and why, in words."""
    if m.order >= IDENTICAL - 0.05 and m.whole >= IDENTICAL:
        return "identical", [_IDENTICAL(share=_percent(m.whole))]
    if m.similarity < DERIVED_FROM:
        return _not_derived(m)
    if m.one_form:
        return "unrelated", [_FORM()]
    if reasons := _parallel(m):
        return "parallel-paraphrase", reasons
    share, narration = _percent(m.kept), _percent(m.narration_kept)
    if m.gap is not None and m.gap > PARALLEL_GAP:
        shared = _KEPT_QUOTES(share=share, quotes=_percent(m.quotes_kept or 0), narration=narration)
    else:
        shared = _KEPT(share=share)
    if m.kept >= EDITED:
        return "edited", [shared]
    return "rewritten", [_IN_ORDER(share=_percent(m.order)), shared]


def _parallel(m: Measures) -> list[Phrase]:
    long, short = len(m.a.words), len(m.b.words)
    if short > long:
        long, short = short, long
    if short < PARALLEL_RATIO * long or m.kept > 0.6:
        return []
    if m.gap is not None and m.gap > PARALLEL_GAP:
        return []
    found = m.alignment
    sentences = len({x.b for x in found.matches})
    if (
        min(found.share_a, found.share_b) < PARALLEL_ALIGNED
        or found.verbatim > PARALLEL_VERBATIM
        or found.breaks > max(1, PARALLEL_BREAKS * sentences)
        or sentences < 4
    ):
        return []
    share, verbatim = _percent(min(found.share_a, found.share_b)), _percent(found.verbatim)
    reasons = [_ALIGNED(share=share, verbatim=verbatim)]
    if m.gap is not None:
        quotes, narration = _percent(m.quotes_kept or 0), _percent(m.narration_kept)
        reasons.append(_QUOTES_DIFFER(quotes=quotes, narration=narration))
    return reasons


def _not_derived(m: Measures) -> tuple[RelationKind, list[Phrase]]:
    if m.similarity >= UNCLEAR_FROM and not m.one_form:
        return "unclear", [_BETWEEN()]
    facts = m.pairs >= FACT_PAIRS and m.shared_facts >= FACTS and m.fact_share >= FACT_SHARE
    if m.shared_quotes >= 1 and not facts:
        return "quotes-only", [_QUOTES_ONLY(n=m.shared_quotes)]
    if facts:
        told = (
            _FACTS_QUOTES(facts=m.shared_facts, n=m.shared_quotes) if m.shared_quotes else _FACTS(facts=m.shared_facts)
        )
        return "same-event", [told]
    return "unrelated", [_NOTHING()]


def _percent(share: float) -> int:
    return round(100 * share)
