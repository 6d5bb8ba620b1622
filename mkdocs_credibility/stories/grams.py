"""Words of a text in rows of two and more, each row as one number: what texts are compared by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

_SPREAD: Final = 1_000_003
_PAIR: Final = 0xFFFFFFFF


def runs(words: Sequence[int], size: int) -> frozenset[int]:
    """Runs of `size` words, each as one number: tuples of numbers have the same hash on any machine of 64 bits."""
    return frozenset(map(hash, zip(*(words[i:] for i in range(size)), strict=False)))


def neighbours(codes: Sequence[int], every: int = 1) -> frozenset[int]:
    """Neighbouring stems without the words of grammar between them; one in so many (a power of two), the same in any
    article."""
    told = list(filter(None, codes))
    after = islice(told, 1, None)
    if every == 1:
        return frozenset([(a * _SPREAD ^ b) & _PAIR for a, b in zip(told, after, strict=False)])
    drop = every - 1
    found = [h for a, b in zip(told, after, strict=False) if not (h := a * _SPREAD ^ b) & drop]
    return frozenset([h & _PAIR for h in found])
