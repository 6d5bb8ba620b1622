"""Which sentence of one version tells what a sentence of the other tells.

An inverted index over telling words proposes, rapidfuzz checks: comparing every sentence with every other costs eighty
times as much and finds the same matches.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq

from mkdocs_credibility.stories.profile import Profile

Place = tuple[int, int]
"""The first character of the prose and the one after the last."""
CANDIDATES: Final = 3
"""Sentences that are checked for each sentence."""
FLOOR: Final = 0.4
"""Likeness from which two sentences are held to tell the same; independent reports seldom reach it."""
VERBATIM: Final = 0.95
"""Likeness from which a sentence counts as kept."""
CONTAINED: Final = 0.9
"""What a sentence wholly contained in a longer one counts, against an equal one."""
CONTAINED_WORDS: Final = 5
"""Words a sentence needs before its being contained in another says anything."""
COMMON: Final = 100
"""Sentences of one text that may have a word before it leads to none of them."""
TIE: Final = 0.05
"""What standing at the same depth of the text is worth when sentences are alike."""


class Match(NamedTuple):
    """Sentence `a` of one profile and `b` of the other (indices of `statements`), and how alike (0-1)."""

    a: int
    b: int
    similarity: float


class Alignment(NamedTuple):
    """Matches of two profiles in the order of `b`, each side's share of words in matched sentences, the share of `b`'s
    matched sentences that are verbatim, and how often the order breaks."""

    matches: tuple[Match, ...]
    share_a: float
    share_b: float
    verbatim: float
    breaks: int

    def of_a(self) -> dict[int, list[Match]]:
        """The matches of each sentence of `a`, best first."""
        return _by(self.matches, 0)

    def of_b(self) -> dict[int, list[Match]]:
        """The matches of each sentence of `b`, best first."""
        return _by(self.matches, 1)


def _by(matches: tuple[Match, ...], side: int) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        found[match.b if side else match.a].append(match)
    for group in found.values():
        group.sort(key=lambda m: (-m.similarity, m.a, m.b))
    return found


def likeness(a: str, b: str) -> float:
    """How alike two sentences' words are (0-1), or, if that is more, how far the shorter stands in the longer."""
    common, long = LCSseq.similarity(a, b), len(a) + len(b)
    whole = 1 - (long - 2 * common) / long
    short = min(len(a), len(b))
    if short < CONTAINED_WORDS or whole >= CONTAINED:
        return whole
    return max(whole, CONTAINED * common / short - 0.1)


def align(a: Profile, b: Profile) -> Alignment:
    """Match the sentences of two articles: each finds its best counterpart, and a match needs one side's best."""
    words_a, words_b = a.statement_words, b.statement_words
    if not words_a or not words_b:
        return Alignment((), 0.0, 0.0, 0.0, 0)
    checked = _same(words_a, words_b)
    kept = {i for _, i in checked}  # a sentence that stands in both is its own best counterpart
    _look_up(a, b, [i for i in range(len(words_b)) if i not in kept], checked)
    best_a: dict[int, tuple[float, int]] = {}
    best_b: dict[int, tuple[float, int]] = {}
    for (j, i), alike in checked.items():
        if alike < FLOOR:
            continue
        value = alike - TIE * abs(j / len(words_a) - i / len(words_b))
        if value > best_a.get(j, (0.0, 0))[0]:
            best_a[j] = (value, i)
        if value > best_b.get(i, (0.0, 0))[0]:
            best_b[i] = (value, j)
    chosen = {(j, i) for j, (_, i) in best_a.items()} | {(j, i) for i, (_, j) in best_b.items()}
    matches = tuple(Match(j, i, checked[j, i]) for j, i in sorted(chosen, key=lambda m: (m[1], m[0])))
    return Alignment(matches, *_shares(matches, words_a, words_b), _breaks(matches))


def _same(words_a: list[str], words_b: list[str]) -> dict[tuple[int, int], float]:
    """Sentences of the same words, those that stand several times in their order."""
    where: dict[str, tuple[list[int], list[int]]] = {}
    for side, statements in enumerate((words_a, words_b)):
        for index, words in enumerate(statements):
            where.setdefault(words, ([], []))[side].append(index)
    return {
        (mine[min(k, len(mine) - 1)], theirs[min(k, len(theirs) - 1)]): 1.0
        for mine, theirs in where.values()
        if mine and theirs
        for k in range(max(len(mine), len(theirs)))
    }


def _look_up(a: Profile, b: Profile, asked: list[int], checked: dict[tuple[int, int], float]) -> None:
    """Check the sentences of `b` that are asked for against the few of `a` with which they share the rarest words."""
    words_a, words_b, keys_b = a.statement_words, b.statement_words, b.statement_keys
    where, count = a.telling, len(words_a)
    shares = {k: 1 / len(group) for k, group in where.items() if len(group) <= COMMON}
    for i in asked:
        weight: dict[int, float] = {}
        for k in keys_b[i]:  # ascending: a sum of fractions depends on their order
            if k in shares:
                share = shares[k]
                for j in where[k]:
                    weight[j] = weight.get(j, 0.0) + share
        least = sorted(weight.values())[-CANDIDATES] if len(weight) > CANDIDATES else 0.0
        depth = i / len(keys_b)
        ranked = sorted([(-w, abs(j / count - depth), j) for j, w in weight.items() if w >= least])
        for _, _, j in ranked[:CANDIDATES]:
            checked[j, i] = likeness(words_a[j], words_b[i])


def _shares(matches: tuple[Match, ...], words_a: list[str], words_b: list[str]) -> tuple[float, float, float]:
    of_a, of_b = {m.a for m in matches}, {m.b for m in matches}
    share_a = sum(len(words_a[j]) for j in of_a) / sum(map(len, words_a))
    share_b = sum(len(words_b[i]) for i in of_b) / sum(map(len, words_b))
    kept = {m.b for m in matches if m.similarity >= VERBATIM}
    return share_a, share_b, len(kept) / len(of_b) if of_b else 0.0


def _breaks(matches: tuple[Match, ...]) -> int:
    best: dict[int, Match] = {}
    for match in matches:
        if match.b not in best or match.similarity > best[match.b].similarity:
            best[match.b] = match
    order = [best[i].a for i in sorted(best)]
    return sum(1 for x, y in pairwise(order) if y < x)


def aligned_places(a: Profile, b: Profile, alignment: Alignment) -> list[tuple[Place | None, Place | None, float]]:
    """The matches in the order of `b`, then what only one side has, each at the end of its run: characters of either
    prose, and how alike."""
    rows: list[tuple[float, float, tuple[Place | None, Place | None, float]]] = []
    depth_a = {m.a: m.b for m in alignment.matches}
    matched_b = {m.b for m in alignment.matches}
    places_a = [(s.start, s.end) for s in a.statements]
    places_b = [(s.start, s.end) for s in b.statements]
    rows += [(m.b, m.a / (len(places_a) + 1), (places_a[m.a], places_b[m.b], m.similarity)) for m in alignment.matches]
    rows += [(i, -1.0, (None, place, 0.0)) for i, place in enumerate(places_b) if i not in matched_b]
    before = -1.0
    for j, place in enumerate(places_a):
        if j in depth_a:
            before = depth_a[j]
        else:
            rows.append((before + 0.5, j, (place, None, 0.0)))
    rows.sort(key=lambda row: row[:2])
    return [row[2] for row in rows]
