"""How the work of a function grows with the text it is given."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MOST = 2.5
"""Times that twice the text may take."""
GENERIC = (
    " ", "\n", "\t", "\xa0", '"', "“", "”", "‘", "’", "'", ",", ".", "-", "–", "—", "<", ">", "(", ")", "[", "]", "{", "|", "/",
    ":", ";", "&", "@", "#", "*", "_", "`", "=", "a", "A", "1", "é", "я", "的", "a ", "A ", "Aa ", "1 ", "1.", "1,", "a.", "a, ",
    "A. ", "A-", "a-", "a'", "“a ", "“A. ", "(a", "[a](", "<a ", "<a b=", " \n", "\n\n", "a\n", "A\n", "> ", "- ", "&#", "&a", "http://a",
    "a@", "a.b", "By A ", "A B, ", "and A ", "A and ", "A/", "of the ", "said ", "12 ", "12.12.", "a/a/", "—A—", "\u200b", "\ufe00",
)  # fmt: skip
"""What pages are made of, and what a pattern may try to read again from every place of a long row of it."""


def fill(unit: str, size: int) -> str:
    """A unit repeated to a length; `%` in it stands for a number that is another each time."""
    if "%" not in unit:
        return (unit * (size // len(unit) + 1))[:size]
    parts = (unit.replace("%", str(n)) for n in range(1, size // len(unit) + 2))
    return "".join(parts)[:size]


def seconds(function: Callable[[T], object], given: T, times: int = 1) -> float:
    """CPU seconds that a call takes, the best of some; of this thread, whose clock stays exact while a timer runs.

    Without the garbage collector, whose turns cost what the whole process holds, and not what the function does.
    """
    best = float("inf")
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(times):
            begin = time.thread_time()
            function(given)
            best = min(best, time.thread_time() - begin)
    finally:
        if collecting:
            gc.enable()
    return best


def growth(function: Callable[[T], object], make: Callable[[int], T], size: int, floor: float) -> float:
    """How many times longer twice the text takes; 1.0 for what takes no time worth measuring.

    What looks steep is measured again at twice the size: a step in a small text (a page of memory, a cache that is
    filled) is none in a large one.
    """
    ratio = 1.0
    for step in range(3):
        small = seconds(function, make(size << step), 1 + step)
        if small < floor:
            return 1.0
        ratio = seconds(function, make(size << (step + 1)), 1 + step) / small
        if ratio < MOST:
            return ratio
    return ratio
