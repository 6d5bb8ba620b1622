"""Every regular expression of the package by itself: its work grows with the text, on texts made to be hard for it.

Twice the text must take less than two and a half times as long.  It is measured over three doublings, eight times the
text: a cost that grows with the text takes eight times as long there, one that grows with its square sixty-four times,
and no noise lies between.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import package_patterns
import pytest
from growth import MOST, seconds
from hard_texts import filled, hard_rows

TIMES = 8
STEEP = MOST**3
FLOOR = 0.001
"""Seconds under which a row is not looked at more closely: what grows with the square takes more on thousands of
characters."""
SURE = 16_000
"""Characters on which a row that looked steep is measured again: a repeat with a bound of hundreds is steep up to it."""
LONGEST = 2.0
"""Seconds of CPU after which a call is stopped: what grows with the text takes a twentieth of it for that many."""
SCANNING = frozenset({"search", "finditer", "findall", "sub", "subn", "split", "scanner"})
MODULES = sorted(
    path.relative_to(package_patterns.PACKAGE).as_posix()
    for path in package_patterns.PACKAGE.rglob("*.py")
    if any(package_patterns.calls(package_patterns.parsed(path)))
)


@dataclass(frozen=True)
class Pattern:
    """A regular expression with the lines that compile it and the methods that are called."""

    compiled: re.Pattern[Any]
    places: tuple[str, ...]
    methods: frozenset[str]

    @property
    def callers(self) -> Iterator[Callable[[Any], object]]:
        """What calls the pattern as the package does; all over a text where nothing is known."""
        if not self.methods or self.methods & SCANNING:
            yield lambda text: sum(1 for _ in self.compiled.finditer(text))
        if "match" in self.methods:
            yield self.compiled.match
        if "fullmatch" in self.methods:
            yield self.compiled.fullmatch

    def text(self, before: str, unit: str, size: int) -> Any:
        """A row as text, or as bytes for a pattern of bytes."""
        made = filled(before, unit, size)
        return made.encode("latin-1", "replace") if isinstance(self.compiled.pattern, bytes) else made


@pytest.fixture(scope="session")
def collected() -> tuple[list[str], list[Pattern]]:
    """The lines whose pattern nobody has seen, and all patterns."""
    command = [sys.executable, str(Path(package_patterns.__file__))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    found = json.loads(done.stdout)
    patterns = [
        Pattern(re.compile(source.encode("latin-1") if raw else source, flags), tuple(places), frozenset(methods))
        for source, raw, flags, places, methods in found["patterns"]
    ]
    return found["missing"], patterns


class StalledError(BaseException):
    """A call took so long that it was stopped."""


@contextmanager
def limited() -> Iterator[None]:
    """Stop what takes far longer than it may; on systems without such a clock nothing stops it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise StalledError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def steep(pattern: Pattern, rows: Sequence[tuple[str, str]], size: int) -> str | None:
    """The first row found on which the work of a pattern grows faster than it may, in words."""
    for call in pattern.callers:
        for before, unit in rows:
            try:
                with limited():
                    ratio = _ratio(pattern, call, before, unit, size)
            except StalledError:
                ratio = float("inf")
            if ratio >= STEEP:
                places = ", ".join(sorted(pattern.places))
                return f"{places}: {before + unit * 2!r}…: {TIMES} times the text takes {ratio:.0f} times as long"
    return None


def _ratio(pattern: Pattern, call: Callable[[Any], object], before: str, unit: str, size: int) -> float:
    """How many times longer TIMES the text takes, looked at again and more closely while it is too much."""
    if seconds(call, pattern.text(before, unit, size)) < FLOOR:
        return 1.0
    ratio = 1.0
    for length, tries in ((size, 2), (SURE, 2), (SURE, 3), (SURE, 5)):
        small = seconds(call, pattern.text(before, unit, length // TIMES), 2 * tries)
        ratio = seconds(call, pattern.text(before, unit, length), tries) / small
        if ratio < STEEP:
            return ratio
    return ratio


def rows_of(pattern: Pattern) -> list[tuple[str, str]]:
    return hard_rows(pattern.compiled.pattern, pattern.compiled.flags)


def of_module(patterns: list[Pattern], module: str) -> list[Pattern]:
    own = [p for p in patterns if any(place.rpartition(":")[0] == module for place in p.places)]
    assert own, f"no pattern of {module} was seen"
    return own


def test_every_pattern_is_known(collected):
    missing, patterns = collected
    assert missing == []
    assert {place.rpartition(":")[0] for p in patterns for place in p.places} == set(MODULES)


@pytest.mark.parametrize(
    ("source", "method"),
    [
        (r"[^\W\d_]+\s?$", "search"),
        (r'"(?:\\.|[^"\\\n])*"', "sub"),
        (r"(\w+\s?)*:", "fullmatch"),
        (r"x*y?x*z", "match"),
        (r"By (?:[A-Z]\w*(?: |, |$))+\.", "finditer"),
    ],
)
def test_a_steep_pattern_is_found(source, method):
    pattern = Pattern(re.compile(source), ("here.py:1",), frozenset([method]))
    assert steep(pattern, rows_of(pattern), 2000)


@pytest.mark.parametrize(
    "source", [r"(?<!\s)\s*+:", r"(?<![a-z])[a-z]++[0-9]", r"<[^<>]{0,300}>", r"\bBy (?:[A-Z]\w{0,20} ?){1,4}"]
)
def test_a_plain_pattern_is_not(source):
    pattern = Pattern(re.compile(source), ("here.py:1",), frozenset(["match", "finditer"]))
    assert not steep(pattern, rows_of(pattern), 2000)


@pytest.mark.parametrize("module", MODULES)
def test_patterns_grow_with_their_text(module, collected):
    """A sixth of the rows, on short texts."""
    found = []
    for pattern in of_module(collected[1], module):
        rows = rows_of(pattern)
        found.append(steep(pattern, rows[zlib.crc32(repr(pattern.compiled.pattern).encode()) % 6 :: 6], 2000))
    assert not any(found), [text for text in found if text]


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_patterns_grow_with_long_texts(module, collected):
    """All rows, and texts so long that what is read again only from a few of their places shows."""
    found = [steep(p, rows_of(p), 8000) for p in of_module(collected[1], module)]
    assert not any(found), [text for text in found if text]
