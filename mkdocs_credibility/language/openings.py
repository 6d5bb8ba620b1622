"""Phrases that stand at a text's beginning, found by the letters that they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

RUN: Final = re.compile(r"[^\W\d_]+")
"""A run of letters."""


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern's part that matches any of the phrases, the longest first."""
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))


class Openings:
    """Phrases by the run of letters that each begins with, in lower case; what begins with no letter is left out.

    Of hundreds of phrases a text asks for one or two: those that begin alike are a pattern of their own, made when it
    is first asked for, while one of all takes ten milliseconds to compile.
    """

    def __init__(self, *kinds: tuple[Iterable[str], str]) -> None:
        """Each kind is its phrases and the pattern of what stands behind them; the first kinds are tried first."""
        self._kinds = kinds
        self._phrases: dict[str, list[list[str]]] = {}
        for number, (phrases, _) in enumerate(kinds):
            for phrase in phrases:
                if m := RUN.match(phrase):
                    self._phrases.setdefault(m.group().lower(), [[] for _ in kinds])[number].append(phrase)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def pattern(self, text: str, at: int = 0) -> re.Pattern[str] | None:
        """The pattern of the phrases that begin with the letters at a place of a text; None when there are none."""
        run = RUN.match(text, at)
        if run is None or (word := run.group().lower()) not in self._phrases:
            return None
        if word not in self._patterns:
            kinds = zip(self._phrases[word], self._kinds, strict=True)
            parts = [f"(?:{alternatives(phrases)}){behind}" for phrases, (_, behind) in kinds if phrases]
            self._patterns[word] = re.compile("|".join(parts), re.IGNORECASE)
        return self._patterns[word]
