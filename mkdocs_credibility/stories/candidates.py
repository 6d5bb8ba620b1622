"""Which articles are worth comparing, without comparing all with all.

Neighbouring telling words ("embassy kyiv", "close embassy") are the unit: versions of one story share 40-85 % of them,
unrelated articles under 1 %, and the overlap survives cuts and rewriting that word-for-word signatures miss.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from mkdocs_credibility.stories.profile import Profile

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
SPOKEN_RUNS: Final = 3
"""Runs of quoted words in common that make two articles worth comparing: a quote of seven words and more."""
SPOKEN_CAP: Final = 8
"""Articles that may share a run of quoted words before it is a saying and not somebody's statement."""
FLOOR: Final = 5
"""Shared word pairs from which two are compared at all."""


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of indices (lower first) that share enough to be compared; the same for any order of articles."""
    count = len(profiles)
    keep = next((every for limit, every in SAMPLES if count <= limit), COARSE)
    sets = [p.pairs if keep == 1 else [h for h in p.pairs if h % keep == 0] for p in profiles]
    where: dict[int, list[int]] = defaultdict(list)
    for index, hashes in enumerate(sets):
        for h in hashes:
            where[h].append(index)
    site_cap = max(SITE_FLOOR, count * SITE_SHARE)
    shared: Counter[tuple[int, int]] = Counter()
    order = sorted(range(count), key=lambda i: (profiles[i].article.key, profiles[i].article.content_hash))
    rank = {index: place for place, index in enumerate(order)}
    dropped: Counter[int] = Counter()
    large: list[list[int]] = []
    for group in where.values():
        if len(group) < 2:
            continue
        if len(group) <= DF_CAP and len(group) <= site_cap:
            shared.update((x, y) for n, x in enumerate(group) for y in group[n + 1 :])
        elif len(group) <= site_cap:
            shared.update(_chain(group, rank))
        else:
            large.append(group)
            dropped.update(group)
    # an article of which most is shared by that many is no page with a notice on it: it is one of many versions
    whole = {i for i, number in dropped.items() if number > VERSIONS * len(sets[i])}
    for group in large:
        shared.update(_chain([i for i in group if i in whole], rank))
    for i in whole:
        del dropped[i]
    spoken = _spoken(profiles)
    for pair, number in sorted(shared.items()):
        short = min(len(sets[i]) - dropped[i] for i in pair)
        if pair in spoken or (number >= max(2, FLOOR / keep) and number >= CONTAINMENT * max(short, 1)):
            yield pair
    yield from sorted(spoken - shared.keys())


def _chain(group: Sequence[int], rank: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Neighbours in the order of names: ties many versions of one text together at linear cost."""
    for x, y in pairwise(sorted(group, key=rank.__getitem__)):
        yield min(x, y), max(x, y)


def _spoken(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Pairs that share a few words in a row of what somebody said: independent reports often share nothing else."""
    where: dict[int, list[int]] = defaultdict(list)
    for index, p in enumerate(profiles):
        for h in p.spoken:
            where[h].append(index)
    found: Counter[tuple[int, int]] = Counter()
    for group in where.values():
        if 1 < len(group) <= SPOKEN_CAP:
            found.update((x, y) for n, x in enumerate(group) for y in group[n + 1 :])
    return {pair for pair, number in found.items() if number >= SPOKEN_RUNS}
