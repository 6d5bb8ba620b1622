"""How many places a word can be hyphenated at: the syllables of words that no lexicon lists.

The patterns are pyphen's, which textstat counts by.  Pyphen takes all of them apart before it is asked for the first
word (35 ms for English, 200 ms for German); here a pattern is taken apart when a word has its letters.
"""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import Final

_LEFT: Final = 2
_RIGHT: Final = 2
"""Letters that pyphen, as textstat asks it, leaves at each end of a word."""

_NO_PATTERN: Final = re.compile(r"^(?:[%#]|(?:COMPOUND)?(?:LEFT|RIGHT)HYPHENMIN).*$|^[^\d\n]*$", re.MULTILINE)
"""Comments, settings, and what has no digit."""

_HEX: Final = re.compile(r"\^{2}([0-9a-f]{2})")
_VALUES: Final = re.compile(r"(\d?)(\D?)")
_ODD: Final = bytes(byte & 1 for byte in range(256))
_DIGITS: Final = re.compile(r"\d+")
_OTHERWISE: Final = re.compile(r"/[^/=\n]*+=.*")


class Hyphens:
    """The hyphenation patterns of a language: Liang's, a digit between two letters that says how well they part there
    (odd) or hold together (even); where patterns overlap, the highest digit counts."""

    def __init__(self, code: str) -> None:
        """Raises KeyError for a language that pyphen has no dictionary of."""
        import pyphen

        path = pyphen.LANGUAGES[pyphen.language_fallback(code)]
        with path.open("rb") as file:
            encoding = file.readline().decode().strip()
            text = file.read().decode("cp1251" if encoding.lower() == "microsoft-cp1251" else encoding)
        if "^^" in text:
            text = _HEX.sub(lambda m: chr(int(m.group(1), 16)), text)
        if "=" in text:  # what is spelt otherwise where it is parted: the places are the same
            text = _OTHERWISE.sub("", text)
        lines = _NO_PATTERN.sub("", text).split()
        letters = _DIGITS.sub("", "\n".join(lines)).split("\n")
        self._patterns: dict[str, str | _Digits] = dict(zip(letters, lines, strict=True))
        self._sizes: dict[str, list[int]] = {}  # by their first two letters, how long patterns are
        for begin, size in sorted(set(zip(map(itemgetter(slice(2)), letters), map(len, letters), strict=True))):
            self._sizes.setdefault(begin, []).append(size)
        for letter in [begin for begin in self._sizes if len(begin) == 1]:
            for begin in self._sizes:
                if begin[0] == letter != begin:
                    self._sizes[begin].insert(0, 1)

    def count(self, word: str) -> int:
        """The places in a word, in lower case, at which it may be parted."""
        dotted = f".{word}."
        end = len(dotted)
        values = bytearray(end + 1)
        patterns, sizes = self._patterns, self._sizes
        for at in range(end - 1):
            for size in sizes.get(dotted[at : at + 2]) or sizes.get(dotted[at]) or ():
                if at + size > end:
                    break
                if (digits := patterns.get(key := dotted[at : at + size])) is not None:
                    if isinstance(digits, str):
                        digits = patterns[key] = _apart(digits)
                    for place, digit in digits:
                        if digit > values[at + place]:
                            values[at + place] = digit
        return values[_LEFT + 1 : len(word) - _RIGHT + 2].translate(_ODD).count(1)


_Digits = tuple[tuple[int, int], ...]
"""Of a pattern's places those with a digit, and the digit."""


def _apart(pattern: str) -> _Digits:
    digits = [int(digit or "0") for digit, _ in _VALUES.findall(pattern)]
    return tuple((place, digit) for place, digit in enumerate(digits) if digit)


@cache
def hyphens(code: str) -> Hyphens:
    """The patterns of a language."""
    return Hyphens(code)
