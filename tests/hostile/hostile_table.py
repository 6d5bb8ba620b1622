"""What was tried, what it was given to and what must come of it: one table, run by the tests and printed in the docs.

A case is a function that is given an empty folder, makes its input in code, and asserts the answer that its row names.
Nothing here needs pytest: the docs are built from the same table.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "fuzz"))  # the promises are those that fuzzing holds

GROUPS = (
    "Size and depth",
    "Characters and encodings",
    "Front matter and page data",
    "Text that wants to be code",
    "Paths",
    "Faults",
)


@dataclass(frozen=True)
class Case:
    """`tried` went to `given`, and `answer` is what happened: `run` raises when it does not."""

    group: str
    tried: str
    given: str
    answer: str
    run: Callable[[Path], None]


CASES: list[Case] = []


def case(group: str, tried: str, given: str, answer: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Put a function in the table."""

    def add(function: Callable[[Path], None]) -> Callable[[Path], None]:
        assert group in GROUPS
        CASES.append(Case(group, tried, given, answer, function))
        return function

    return add


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Hold what is done to so much of this process's time: far over what it takes, far under what a cost that grows
    with the square of the input would need."""
    begin = time.process_time()
    yield
    took = time.process_time() - begin
    assert took < seconds, f"took {took:.1f} s, more than {seconds} s"


def table() -> str:
    """The cases as Markdown, a table for each group."""
    parts = []
    for group in GROUPS:
        rows = [c for c in CASES if c.group == group]
        parts += [f"### {group}", "", "| tried | given to | what happened |", "| --- | --- | --- |"]
        parts += [f"| {_cell(c.tried)} | {_cell(c.given)} | {_cell(c.answer)} |" for c in rows]
        parts.append("")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
