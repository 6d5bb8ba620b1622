"""Which articles are worth comparing, without comparing all with all.

Neighbouring telling words ("embassy kyiv", "close embassy") are the unit: versions of one story share 40-85 % of them,
unrelated articles under 1 %, and the overlap survives cuts and rewriting that word-for-word signatures miss.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain, pairwise
from typing import Final, NamedTuple

from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.relation import FACTS, FORM_FACTS, FORM_SHARE

SAMPLES: Final[tuple[tuple[int, int], ...]] = ((300, 1), (2000, 4))
"""Up to how many articles one pair of words in how many is looked at; beyond the last, one in `COARSE`."""
COARSE: Final = 8
DF_CAP: Final = 16
"""Articles that may share a pair of words before it says nothing about any two of them."""
SITE_SHARE: Final = 1 / 3
"""What stands on a third of a site (a notice, a teaser) is the site's, not a story's."""
SITE_FLOOR: Final = 12
"""Articles up to which a fragment may be shared whatever their number: four versions of one story share everything."""
VERSIONS: Final = 0.5
"""Share of an article's word pairs that stand on so much of the site, from which they are the article itself."""
CONTAINMENT: Final = 0.06
"""Share of the shorter article's word pairs from which two are compared in full."""
NEAR: Final = 0.12
"""Share of the shorter article's word pairs under which no two versions of a text of some length were found."""
RARE: Final = 8
RARE_SHARE: Final = 0.01
"""Articles, or their share of the archive, up to which a name or a quote is rare."""
TIED_NAMES: Final = 3
"""Rare names and figures that independent reports of one event share beside a quote."""
SPOKEN_RUNS: Final = 3
"""Runs of quoted words in common that make two articles worth comparing: a quote of seven words and more."""
SPOKEN_CAP: Final = 8
"""Articles that may share a run of quoted words before it is a saying and not somebody's statement."""
FLOOR: Final = 5
"""Shared word pairs from which two are compared at all."""
PARTS: Final = 250_000
"""Marks of all articles that are counted at a time: a count of all of them would be the largest thing in memory."""


class Fingerprint(NamedTuple):
    """What leads one article to another: its word pairs (all, or the sample that the number of articles asks for), the
    runs of its quoted words, its names and figures.  Numbers, ascending, the same on any machine; `key` is the
    article's, for an order that does not depend on the caller's."""

    key: tuple[str, str]
    pairs: array[int]
    spoken: array[int]
    facts: array[int]


def sample(count: int) -> int:
    """One word pair in how many is looked at, for so many articles."""
    return next((every for limit, every in SAMPLES if count <= limit), COARSE)


def fingerprint(p: Profile, every: int = 1) -> Fingerprint:
    """What leads from an article to others."""
    return Fingerprint(
        (p.article.key, p.article.content_hash),
        array("Q", sorted(p.pairs(every))),
        array("q", sorted(p.spoken)),
        array("Q", sorted(p.facts)),
    )


def candidates(prints: Sequence[Fingerprint], every: int = 1) -> list[tuple[int, int]]:
    """Pairs of indices (lower first, ascending) that share enough to be compared; the same for any order of articles.

    `every` is what the fingerprints were sampled with.
    """
    return search(prints, every).pairs


class Search(NamedTuple):
    """What a search found, and what another over nearly the same articles need not look for again.

    `large` are the word pairs that most of the site has, `whole` the articles that are nothing but such, `sizes` how
    many word pairs speak for each article.
    """

    prints: Sequence[Fingerprint]
    every: int
    pairs: list[tuple[int, int]]
    large: set[int]
    whole: set[int]
    sizes: list[int]


def caps(count: int) -> tuple[int, float]:
    """Articles that may share a pair of words, of so many: before it ties no two any more, and before it is the
    site's."""
    site_cap = max(SITE_FLOOR, count * SITE_SHARE)
    return int(min(DF_CAP, site_cap)), site_cap


def search(prints: Sequence[Fingerprint], every: int = 1) -> Search:
    """Look for the candidates among all articles."""
    count = len(prints)
    cap, site_cap = caps(count)
    often = _often([p.pairs for p in prints])
    few = {h for h, number in often.items() if number <= cap}
    many = {h: number for h, number in often.items() if number > cap}
    middle = {h for h, number in many.items() if number <= site_cap}
    large = many.keys() - middle
    weighed = [weigh(p, large) for p in prints]
    whole = {i for i in range(count) if weighed[i].whole}
    sizes = [weight.size for weight in weighed]
    chained = _chained(prints, middle, large, whole)
    spoken = {h for h, number in _often([p.spoken for p in prints]).items() if number <= SPOKEN_CAP}
    rare = rare_marks([p.facts for p in prints])
    said_by, told_by = _Index(spoken), _Index(few)
    found: list[tuple[int, int]] = []
    for i in range(count - 1, -1, -1):
        one = prints[i]
        shared = told_by.enter(i, one.pairs)
        if i in chained:
            shared.update(chained[i])
        said = said_by.enter(i, one.spoken)
        found += [(i, j) for j in worth(i, shared, said, prints, sizes, rare, every)]
    return Search(prints, every, sorted(found), large, whole, sizes)


class Weight(NamedTuple):
    """How many word pairs speak for an article, and whether it is nothing but what most of the site has."""

    size: int
    whole: bool


def weigh(p: Fingerprint, large: Set[int]) -> Weight:
    """An article of which most is shared by much of the site is no page with a notice on it: it is one of many
    versions."""
    dropped = len(large & set(p.pairs)) if large else 0
    whole = dropped > VERSIONS * len(p.pairs)
    return Weight(max(1, len(p.pairs) if whole else len(p.pairs) - dropped), whole)


def worth(
    i: int, shared: Mapping[int, int], said: Mapping[int, int], prints: Sequence[Fingerprint], sizes: Sequence[int],
    rare: Callable[[int], bool], every: int,
) -> list[int]:  # fmt: skip
    """Of the articles that share word pairs (`shared`) or quoted words (`said`) with article `i`, so many each, those
    that share enough to be compared with it."""
    floor = max(2, FLOOR / every)
    mine = sizes[i]
    quoting = {j for j, number in said.items() if number >= SPOKEN_RUNS}
    enough = CONTAINMENT * mine
    alike = {j: n for j, n in shared.items() if n >= floor and (n >= enough or n >= CONTAINMENT * sizes[j])}
    return [
        j for j in quoting | alike.keys()
        if _tells(prints[i], prints[j], rare, near=alike.get(j, 0) >= NEAR * min(mine, sizes[j]), quoted=j in quoting)
    ]  # fmt: skip


def rare_marks(marks: Sequence[array[int]]) -> Callable[[int], bool]:
    """Whether a mark is rare: few articles have it, or a small share of the archive."""
    often, cap = _often(marks), rare_cap(len(marks))
    return lambda mark: often.get(mark, 0) <= cap


def rare_cap(count: int) -> float:
    """Articles, of so many, that may have a name or a quote while it is rare."""
    return max(RARE, RARE_SHARE * count)


def _tells(a: Fingerprint, b: Fingerprint, rare: Callable[[int], bool], *, near: bool, quoted: bool) -> bool:
    """Whether names and figures let two articles tell one story: near versions share some, if they have enough of them;
    others share rare ones, fewer if they have a quote in common.  What a story asks of a relation, asked beforehand."""
    short, long = (a.facts, b.facts) if len(a.facts) <= len(b.facts) else (b.facts, a.facts)
    shared = set(short).intersection(long)
    few = len(short) < FORM_FACTS
    if near:
        return few or len(shared) >= FORM_SHARE * len(short)
    if few and not quoted:
        return True
    least = TIED_NAMES if quoted else FACTS
    return len(shared) >= least and sum(map(rare, shared)) >= least


class _Index:
    """Which articles have a mark, for the marks that several but not too many have; filled from the last article on."""

    def __init__(self, telling: set[int]) -> None:
        self.where: dict[int, list[int]] = {h: [] for h in telling}

    def enter(self, i: int, marks: Iterable[int]) -> Counter[int]:
        """Add an article; how many marks each that was added before shares with it."""
        where = self.where
        groups = list(map(where.__getitem__, filter(where.__contains__, marks)))
        found = Counter(chain.from_iterable(groups))
        for group in groups:
            group.append(i)
        return found


def _often(marks: Sequence[array[int]]) -> dict[int, int]:
    """The marks that two articles or more have, and how many have them."""
    held = [numbers for numbers in marks if numbers]
    low = min((numbers[0] for numbers in held), default=0)
    parts = 1 + sum(map(len, held)) // PARTS
    step = (max((numbers[-1] for numbers in held), default=0) - low) // parts + 1
    found: dict[int, int] = {}
    at = [0] * len(held)
    for part in range(1, parts + 1):
        slices = held
        if parts > 1:
            ends = [bisect_left(numbers, low + part * step, begun) for numbers, begun in zip(held, at, strict=True)]
            slices = [numbers[begun:end] for numbers, begun, end in zip(held, at, ends, strict=True)]
            at = ends
        counts = Counter(chain.from_iterable(slices))
        found.update({h: number for h, number in counts.items() if number > 1})
    return found


def _chained(
    prints: Sequence[Fingerprint], middle: set[int], large: set[int], whole: set[int]
) -> Mapping[int, list[int]]:
    """Neighbours, in the order of their names, among the articles of each pair of words that many have: ties many
    versions of one text together at linear cost.  By the lower index the higher ones, each as often as they share."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index in sorted(range(len(prints)), key=lambda i: prints[i].key):
        for h in middle.intersection(prints[index].pairs) if middle else ():
            groups[h].append(index)
        if index in whole:
            for h in large.intersection(prints[index].pairs):
                groups[h].append(index)
    found: dict[int, list[int]] = defaultdict(list)
    for group in groups.values():
        for x, y in pairwise(group):
            if x < y:
                found[x].append(y)
            else:
                found[y].append(x)
    return found
