"""Quotes of two versions brought together, and what was done to their words.

Newsrooms agree that words between quotation marks are not altered, not even to mend grammar (AP Stylebook; Canadian
Press and others allow obvious slips): so what differs is typed, and spelling, punctuation, contractions, brackets and a
contiguous cut are no alteration.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from mkdocs_credibility.scorecard import Quote
from mkdocs_credibility.stories.alignment import Alignment
from mkdocs_credibility.stories.alteration import SHORT, Pairing, speakers_agree
from mkdocs_credibility.stories.changes import Change, changes
from mkdocs_credibility.stories.lexicon import Lexicon, Token
from mkdocs_credibility.stories.pieces import Saying
from mkdocs_credibility.stories.profile import Profile

_ANY_MARK = re.compile("[“”\"«»„]|‘‘|``|''|’’")
ACCEPT: Final = 0.5
"""Score from which two quotes are held to be one."""
FLOOR_NEAR: Final = 0.2
FLOOR_FAR: Final = 0.4
"""Likeness of two quotes' words under which they are not held to be one, in matched sentences and elsewhere."""
TELLING: Final = 3
"""Telling words in common from which two quotes may be one whatever their order."""
ALIGNED_BONUS: Final = 0.2
SPEAKER_BONUS: Final = 0.1
PARAPHRASE_WORDS: Final = 5
PARAPHRASE_SHARE: Final = 0.85
ADDED: Final = 2
"""Words at the beginning or end of a quote up to which an addition alters it; more is a longer piece of the speech."""
NEIGHBOURS: Final = 400
"""Characters between two quotes up to which they may be one, told in two parts."""
GAP: Final = 3
"""Quotes between two matched ones that are told by their place alone."""
CHECKED: Final = 12
"""Source quotes that are looked at for each quote."""


class Invented(NamedTuple):
    """A quote whose words the source has as its own telling: the target's saying and the source's characters."""

    target: Saying
    start: int
    end: int


def pair_quotes(source: Profile, target: Profile, alignment: Alignment) -> tuple[list[Pairing], list[Invented]]:
    """Each quote of the target with its counterpart in the source; `alignment` has the source as its `a`."""
    return _Pairer(source, target, alignment).run()


class _Pairer:
    def __init__(self, source: Profile, target: Profile, alignment: Alignment) -> None:
        self.source, self.target = source, target
        self.lexicon: Lexicon = target.lexicon
        self.partners: dict[int, set[int]] = defaultdict(set)
        for match in alignment.matches:
            self.partners[match.b].add(match.a)
        self._known: dict[int, tuple[Sequence[Token], frozenset[str]]] = {}
        self.home_source = _homes(source)
        self.home_target = _homes(target)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for index, saying in enumerate(source.sayings):
            for form in {t.form for t in saying.tokens}:
                self.by_word[form].append(index)
        self.by_home: dict[int, list[int]] = defaultdict(list)
        for index, home in enumerate(self.home_source):
            for h in home:
                self.by_home[h].append(index)

    def run(self) -> tuple[list[Pairing], list[Invented]]:
        """Long quotes first, by their words; then the short ones, by what stands around them."""
        found: dict[int, Pairing] = {}
        invented: list[Invented] = []
        used: Counter[int] = Counter()
        sayings = self.target.sayings
        for index, saying in enumerate(sayings):
            if (kept := self._kept(index, saying)) is not None:
                found[index] = kept[0]
                used.update(kept[1])
        rated = [
            (score, index, chosen)
            for index, saying in enumerate(sayings)
            if index not in found
            for score, chosen in self._rated(index, saying)
        ]
        rated.sort(key=lambda r: (-r[0], r[1], r[2]))
        for score, index, chosen in rated:
            if index in found:
                continue
            saying = sayings[index]
            short = len(saying.tokens) <= SHORT
            if short and any(used[c] for c in chosen):
                continue
            parts = tuple(self.source.sayings[c] for c in chosen)
            forms = tuple(t for p in parts for t in p.tokens)
            if len(chosen) == 1 and used[chosen[0]] and not self._room(saying, forms, found, chosen):
                continue
            made, cut = compare(forms, saying.tokens, self.lexicon)
            found[index] = Pairing(parts, saying, made, min(1.0, score), cut)
            used.update(chosen)
        self._by_place(found, used)
        for index, saying in enumerate(sayings):
            if index not in found and (place := self._told(index, saying)) is not None:
                invented.append(Invented(saying, *place))
        return [found[i] for i in sorted(found)], invented

    def _by_place(self, found: dict[int, Pairing], used: Counter[int]) -> None:
        """What words did not bring together, place may: between two matched neighbours as many quotes are left on one
        side as on the other, and each stands in a matched sentence or has the speaker of its counterpart."""
        for index, saying in enumerate(self.target.sayings):
            free = [c for c in self._near(index) if not used[c]]
            if index not in found and len(free) == 1 and self._placed(index, saying, free[0]):
                self._take(index, saying, free[0], found, used)
        index_of = {id(s): i for i, s in enumerate(self.source.sayings)}
        total = len(self.target.sayings)
        anchors = sorted((i, index_of[id(p.source[-1])], index_of[id(p.source[0])]) for i, p in found.items())
        edges = [(-1, -1, -1), *anchors, (total, len(index_of), len(index_of))]
        for (i, last, _), (k, _, first) in pairwise(edges):
            ours = list(range(i + 1, k))
            theirs = [j for j in range(last + 1, first) if not used[j]]
            if not ours or len(ours) != len(theirs) or len(ours) > GAP:
                continue
            for index, c in zip(ours, theirs, strict=True):
                saying = self.target.sayings[index]
                if self._placed(index, saying, c):
                    self._take(index, saying, c, found, used)

    def _take(self, index: int, saying: Saying, c: int, found: dict[int, Pairing], used: Counter[int]) -> None:
        other = self.source.sayings[c]
        made, cut = compare(other.tokens, saying.tokens, self.lexicon)
        found[index] = Pairing((other,), saying, made, ACCEPT, cut)
        used[c] += 1

    def _placed(self, index: int, saying: Saying, c: int) -> bool:
        other = self.source.sayings[c]
        short, long = sorted((len(saying.tokens), len(other.tokens)))
        if long > 3 * short + 2:
            return False
        agree = speakers_agree(other.quote, saying.quote, self.lexicon)
        shared = self._telling(saying.tokens) & self._telling(other.tokens)
        if c in self._near(index):
            return agree >= 0 and (agree > 0 or bool(shared) or short > SHORT)
        return agree > 0 and (bool(shared) or short > SHORT)

    # steps ------------------------------------------------------------------------------------------------------

    def _kept(self, index: int, saying: Saying) -> tuple[Pairing, tuple[int, ...]] | None:
        """The source quote that has these very words, if one has."""
        words = [t.form for t in saying.tokens]
        bare = _bare(saying.tokens, self.target)
        near = self._near(index)
        options = self.by_word.get(min(bare, key=lambda w: len(self.by_word.get(w, ()))), [])
        best: tuple[tuple[int, int], Pairing, tuple[int, ...]] | None = None
        for c in options:
            other = self.source.sayings[c]
            theirs = [t.form for t in other.tokens]
            if not (_inside(words, theirs) or _inside(bare, _bare(other.tokens, self.source))):
                continue
            if len(words) <= SHORT < len(theirs) and c not in near:
                continue
            rank = (c in near, -abs(len(theirs) - len(words)))
            pairing = Pairing((other,), saying, (), 1.0, len(theirs) > len(words))
            if best is None or rank > best[0]:
                best = rank, pairing, (c,)
        return None if best is None else (best[1], best[2])

    def _near(self, index: int) -> set[int]:
        """Source quotes whose sentence is matched with the quote's."""
        return {
            c
            for home in self.home_target[index]
            for partner in self.partners.get(home, ())
            for c in self.by_home[partner]
        }

    def _rated(self, index: int, saying: Saying) -> list[tuple[float, tuple[int, ...]]]:
        near = self._near(index)
        forms = [t.form for t in saying.tokens]
        votes: Counter[int] = Counter()
        for form in dict.fromkeys(forms):  # in their order: so does the sum of fractions
            group = self.by_word.get(form, ())
            for c in group:
                votes[c] += 1 / len(group)  # type: ignore[assignment]  # a Counter counts anything that adds
        options = set(sorted(votes, key=lambda c: (-votes[c], c))[:CHECKED]) | near
        if len(forms) <= SHORT:
            return self._rated_short(saying, near)
        rated: list[tuple[float, tuple[int, ...]]] = []
        for c in sorted(options):
            other = self.source.sayings[c]
            if len(other.tokens) < 2:
                continue
            alone = self._score(saying, other.tokens, c in near, other.quote)
            rated.append((alone, (c,)))
            for after in sorted(d for d in {c + 1, *options} if c < d < len(self.source.sayings)):
                second = self.source.sayings[after]
                if not self._in_both(saying, other, second) or not self._joinable(c, after):
                    continue
                for one, two in ((c, after), (after, c)):
                    both = (*self.source.sayings[one].tokens, *self.source.sayings[two].tokens)
                    joined = self._score(saying, both, c in near or after in near, other.quote)
                    if joined > alone + 0.05:
                        rated.append((joined, (one, two)))
        return [r for r in rated if r[0] >= ACCEPT]

    def _score(self, saying: Saying, theirs: Sequence[Token], near: bool, quote: Quote) -> float:
        key = self.lexicon.key
        x, y = [key(t.form) or t.form for t in theirs], [key(t.form) or t.form for t in saying.tokens]
        alike = Indel.normalized_similarity(x, y)
        common = LCSseq.similarity(x, y)
        if len(y) >= 4 and len(x) > len(y):
            alike = max(alike, 0.9 * common / len(y))
        telling, theirs_telling = self._telling(saying.tokens), self._telling(theirs)
        shared = len(telling & theirs_telling)
        if not shared and not (near and common >= 2):
            return 0.0
        if shared >= TELLING:
            alike = max(alike, 0.9 * shared / max(len(telling), len(theirs_telling)))
        floor = FLOOR_NEAR if near else FLOOR_FAR
        if alike < floor:
            return 0.0
        return alike + ALIGNED_BONUS * near + SPEAKER_BONUS * speakers_agree(quote, saying.quote, self.lexicon)

    def _telling(self, tokens: Sequence[Token]) -> frozenset[str]:
        """The telling words of a quote; kept, since it is compared with many."""
        found = self._known.get(id(tokens))
        if found is None or found[0] is not tokens:
            keys = frozenset([k for t in tokens if (k := self.lexicon.key(t.form))])
            found = self._known[id(tokens)] = tokens, keys
        return found[1]

    def _in_both(self, saying: Saying, first: Saying, second: Saying) -> bool:
        """Whether a quote has a good part of the words of each of two, and of each some that the other lacks."""
        mine, one, two = (self._telling(s.tokens) for s in (saying, first, second))
        if not mine & (one - two) or not mine & (two - one):
            return False
        forms = [t.form for t in saying.tokens]
        return all(
            2 * LCSseq.similarity(forms, [t.form for t in s.tokens]) >= len(s.tokens) > SHORT for s in (first, second)
        )

    def _joinable(self, first: int, second: int) -> bool:
        """Whether one quote may have been made of two: neighbours, or words of one speaker wherever they stand."""
        x, y = self.source.sayings[first], self.source.sayings[second]
        agree = speakers_agree(x.quote, y.quote, self.lexicon)
        return agree > 0 or (agree == 0 and second == first + 1 and y.start - x.end < NEIGHBOURS)

    def _rated_short(self, saying: Saying, near: set[int]) -> list[tuple[float, tuple[int, ...]]]:
        """Partial quotes: only a matched sentence has their counterpart, and it must be partial too or alike."""
        rated: list[tuple[float, tuple[int, ...]]] = []
        mine = {t.form for t in saying.tokens}
        around = self._around(self.target, saying)
        for c in sorted(near):
            other = self.source.sayings[c]
            theirs = {t.form for t in other.tokens}
            if len(other.tokens) > SHORT + 3:
                continue
            alike = fuzz.ratio(" ".join(sorted(mine)), " ".join(sorted(theirs))) / 100
            before, after = self._around(self.source, other)
            context = len(before & around[0]) + len(after & around[1])
            shared = len(mine & theirs)
            if not shared and context < 2:
                continue
            value = 0.35 + 0.3 * alike + 0.1 * min(context, 3)
            value += SPEAKER_BONUS * speakers_agree(other.quote, saying.quote, self.lexicon)
            if value >= ACCEPT:
                rated.append((value, (c,)))
        return rated

    def _around(self, p: Profile, saying: Saying) -> tuple[set[str], set[str]]:
        """The telling words shortly before and after a quote."""
        prose = p.article.prose
        before = prose[max(0, saying.start - 60) : saying.start].rpartition("\n")[2]
        after = prose[saying.end : saying.end + 60].partition("\n")[0]
        keys = [
            {k for t in p.lexicon.tokens(piece) if (k := p.lexicon.key(t.raw.lower()))} for piece in (before, after)
        ]
        return keys[0], keys[1]

    def _room(
        self, saying: Saying, theirs: Sequence[Token], found: dict[int, Pairing], chosen: tuple[int, ...]
    ) -> bool:
        """Whether the source quote has words left that no other quote of the target took: a quote told in two parts."""
        taken: Counter[str] = Counter()
        ours = {id(self.source.sayings[c]) for c in chosen}
        for pairing in found.values():
            if any(id(s) in ours for s in pairing.source):
                taken.update(t.form for t in pairing.target.tokens)
        left = Counter(t.form for t in theirs) - taken
        mine = Counter(t.form for t in saying.tokens)
        return 2 * sum((left & mine).values()) >= len(saying.tokens)

    def _told(self, index: int, saying: Saying) -> tuple[int, int] | None:
        """The source's own words that the target puts between quotation marks."""
        words = [t.form for t in saying.tokens]
        if len(words) < PARAPHRASE_WORDS or not saying.quote.speaker:
            return None
        homes = {p for home in self.home_target[index] for p in self.partners.get(home, ())}
        for home in sorted(homes):
            statement = self.source.statements[home]
            marks = [s for s in self.source.sayings if s.start < statement.end and s.end > statement.start]
            if any(ch in self.source.article.prose[statement.start : statement.end] for ch in '“”"«»„'):
                continue
            if marks:
                continue
            theirs = [t.form for t in self.source.tokens(statement)]
            if LCSseq.similarity(words, theirs) >= PARAPHRASE_SHARE * len(words):
                return statement.start, statement.end
        return None


def compare(source: Sequence[Token], target: Sequence[Token], lexicon: Lexicon) -> tuple[tuple[Change, ...], bool]:
    """What changed from the source's words to the target's, leaving out what one has beyond the other's beginning or
    end, and whether the target was cut.  A word or two added at an end may turn a quote: they count."""
    made = changes(source, target, lexicon)
    kept = [c for c in made if not (c.outer and (not c.after or (not c.before and len(c.after) > ADDED)))]
    return tuple(kept), any(c.outer and not c.after for c in made)


def _homes(p: Profile) -> list[list[int]]:
    """Of each saying the statements it stands in."""
    starts = [s.start for s in p.statements]
    found = []
    for saying in p.sayings:
        first = max(0, bisect_right(starts, saying.start) - 1)
        last = max(first, bisect_right(starts, max(saying.start, saying.end - 1)) - 1)
        found.append([i for i in range(first, last + 1) if p.statements and p.statements[i].end > saying.start - 2])
    return found


def _inside(words: list[str], longer: list[str]) -> bool:
    """Whether the words stand in the longer list, one after the other."""
    if len(words) > len(longer):
        return False
    first = words[0]
    size = len(words)
    return any(longer[i] == first and longer[i : i + size] == words for i in range(len(longer) - size + 1))


def _bare(tokens: Sequence[Token], p: Profile) -> list[str]:
    """The words outside brackets: an editor's insertion is no part of what was said."""
    prose = p.article.prose
    found, depth, at = [], 0, tokens[0].start
    for token in tokens:
        for ch in prose[at : token.start]:
            depth += (ch in "([") - (ch in ")]")
        at = max(at, token.start)
        if depth <= 0:
            found.append(token.form)
    return found or [t.form for t in tokens]
