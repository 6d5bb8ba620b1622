"""What stands between quotation marks, by the marks alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

_OPEN: Final = re.compile('[“"„«‟❝]')
_CLOSE: Final = re.compile('[”"“»❞]')
_MARKED = re.compile(
    r"(?:“[^“”\n]{1,600}”|\"(?=\S)[^\"\n]{1,600}(?<=\S)\"|«[^«»\n]{1,600}»|„[^„“”\n]{1,600}[“”]"
    r"|‘‘(?:[^’\n]|’(?!’)){1,600}’’|``(?:[^'\n]|'(?!')){1,600}'')"
)
_SINGLE = re.compile(r"‘(?=[^\W\d_])(?:[^‘’\n]|’(?=\w)){12,600}[,.?!…]’(?!\w)")
"""Speech between single marks: as long as a statement, and with the stop or comma that ends one."""

Stretch = tuple[int, int]
"""First character and the one after the last."""


def marked(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces between quotation marks of a quote's characters; all of it when it has no marks."""
    at = start
    found = False
    while opening := _OPEN.search(prose, at, end):
        closing = _CLOSE.search(prose, opening.end(), end)
        last = closing.start() if closing else end
        if last > opening.end():
            found = True
            yield opening.end(), last
        at = last + 1
    if not found:
        yield start, end


def doubly_marked(prose: str, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Whatever stands between double marks: speech, labels, titles, words of unclear origin.  A version that alters
    them alters what it shows as quoted."""
    for first, last in stretches:
        even: bool | None = None
        for match in _MARKED.finditer(prose, first, last):
            mark = prose[match.start()]
            if mark == '"':
                if even is None:
                    even = prose.count('"', first, last) % 2 == 0
                if not even:  # one is missing: which ones belong together is a guess
                    continue
            width = 2 if mark in "‘`" else 1
            yield match.start() + width, match.end() - width


def all_marked(prose: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """What stands between quotation marks in some stretches, in order: double ones, and single ones around speech."""
    found = list(doubly_marked(prose, stretches))
    if "‘" not in prose:
        return found
    taken = [start for start, _ in found]
    ends = [end for _, end in found]
    for first, last in stretches:
        for match in _SINGLE.finditer(prose, first, last):
            at = bisect_right(taken, match.start())
            if at == 0 or ends[at - 1] <= match.start():
                found.append((match.start() + 1, match.end() - 1))
    return sorted(found)
