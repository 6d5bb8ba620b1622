"""The candidates of nearly the same articles as before: looked for around those that changed alone.

A word pair ties two articles as long as few have it; one more article that has it, or one less, can change what it does
for all that have it.  So what is looked at anew are the changed articles and those with a mark that passed such a
limit; of all others nothing can have changed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from mkdocs_credibility.stories.candidates import SPOKEN_CAP, Fingerprint, Search, caps, rare_cap, search, weigh, worth

AGAIN_SHARE: Final = 0.05
"""Share of the articles to be looked at anew up to which that is less work than to search all."""

Marks = Callable[[Fingerprint], "array[int]"]
Holders = Mapping[int, Sequence[int]]
"""By mark the articles that have it, ascending."""


def search_again(before: Search | None, prints: Sequence[Fingerprint], every: int) -> Search:
    """The same as `search`, from what the search before found."""
    count = len(prints)
    if before is None or before.every != every or len(before.prints) != count:
        return search(prints, every)
    changed = {i for i, (old, new) in enumerate(zip(before.prints, prints, strict=True)) if old is not new}
    if not changed:
        return before._replace(prints=prints)
    if any(before.prints[i].key[0] != prints[i].key[0] for i in changed) or len({p.key[0] for p in prints}) < count:
        return search(prints, every)  # the order in which neighbours tie each other may be another
    cap, site_cap = caps(count)
    most = AGAIN_SHARE * count + 1
    large = set(before.large)
    anew = set(changed)
    kinds: tuple[tuple[Marks, Callable[[int], int]], ...] = (
        (_pairs, lambda n: (n > cap) + (n > site_cap)),
        (_spoken, lambda n: int(n > SPOKEN_CAP)),
        (_facts, lambda n: int(n > rare_cap(count))),
    )
    if len(changed) > most:
        return search(prints, every)
    for marks, level in kinds:
        balance = Counter[int]()
        for i in changed:
            balance.update(marks(prints[i]))
            balance.subtract(marks(before.prints[i]))
        moved = {mark: by for mark, by in balance.items() if by}
        held = _holders(prints, marks, moved)
        for mark, by in moved.items():
            now = level(len(held[mark]))
            if now != level(len(held[mark]) - by) or (marks is _pairs and now):  # of many, neighbours tie each other
                anew.update(held[mark])
            if marks is _pairs:
                (large.add if now == 2 else large.discard)(mark)
    if len(anew) > most:
        return search(prints, every)
    whole = before.whole - anew | {i for i in anew if weigh(prints[i], large).whole}
    if whole != before.whole:
        return search(prints, every)
    return _around(anew, before, prints, large)


def _around(anew: set[int], before: Search, prints: Sequence[Fingerprint], large: set[int]) -> Search:
    """The search's result, with the pairs of some articles looked for anew."""
    count, every = len(prints), before.every
    cap, site_cap = caps(count)
    sizes, whole = list(before.sizes), before.whole
    for i in anew:
        sizes[i] = weigh(prints[i], large).size
    told, said, facts = (_holders(prints, marks, _all(prints, marks, anew)) for marks in (_pairs, _spoken, _facts))
    chains = {
        h: sorted((i for i in those if i in whole or len(those) <= site_cap), key=lambda i: prints[i].key)
        for h, those in told.items()
        if len(those) > cap
    }
    few = rare_cap(count)

    def rare(mark: int) -> bool:
        return len(facts[mark]) <= few

    found = {pair for pair in before.pairs if anew.isdisjoint(pair)}
    for i in anew:
        shared, quoted = Counter[int](), Counter[int]()
        for h in prints[i].pairs:
            shared.update(told[h] if h not in chains else _beside(i, chains[h], prints))
        for h in prints[i].spoken:
            if len(said[h]) <= SPOKEN_CAP:
                quoted.update(said[h])
        del shared[i], quoted[i]
        found.update((min(i, j), max(i, j)) for j in worth(i, shared, quoted, prints, sizes, rare, every))
    return Search(prints, every, sorted(found), large, whole, sizes)


def _beside(i: int, chain: Sequence[int], prints: Sequence[Fingerprint]) -> Iterator[int]:
    """The neighbours of an article in a row of them, if it is one."""
    at = bisect_left(chain, prints[i].key, key=lambda j: prints[j].key)
    while at < len(chain) and chain[at] != i and prints[chain[at]].key == prints[i].key:
        at += 1
    if at < len(chain) and chain[at] == i:
        yield from (*chain[max(0, at - 1) : at], *chain[at + 1 : at + 2])


def _holders(prints: Sequence[Fingerprint], marks: Marks, wanted: Iterable[int]) -> Holders:
    found: dict[int, list[int]] = defaultdict(list)
    asked = set(wanted)
    for i, p in enumerate(prints):
        for mark in asked.intersection(marks(p)):
            found[mark].append(i)
    return found


def _all(prints: Sequence[Fingerprint], marks: Marks, articles: Iterable[int]) -> set[int]:
    return set[int]().union(*[marks(prints[i]) for i in articles])


def _pairs(p: Fingerprint) -> array[int]:
    return p.pairs


def _spoken(p: Fingerprint) -> array[int]:
    return p.spoken


def _facts(p: Fingerprint) -> array[int]:
    return p.facts
