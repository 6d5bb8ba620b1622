"""How wide a line of text is, without a font at hand: for SVG, where nothing wraps or shrinks by itself."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Final

# Advance widths of DejaVu Sans in hundredths of the font size; Verdana's and Bitstream Vera's differ by a hundredth or
# two and every common interface font is narrower, so that what fits by this table fits.
_ADVANCES: Final = {
    27: "'",
    28: "ijlı",
    29: "IJ",
    32: " ,.‘’·",
    34: "/:;\\|",
    35: "f",
    36: "-",
    39: "()[]t",
    40: "!¡",
    41: "r",
    46: '"',
    50: "*_`–",
    52: "sz“”",
    53: "?¿",
    55: "c",
    56: "L",
    58: "Fk",
    59: "vxy",
    60: "P",
    61: "TYao",
    62: "e",
    63: "ESbdghnpquß",
    64: "$0123456789{}",
    66: "K",
    68: "AV",
    69: "BRXZ",
    70: "C",
    73: "U",
    75: "HN",
    77: "DGđ",
    78: "&",
    79: "OQØ",
    82: "w",
    84: "#+<=>^~−",
    86: "M",
    95: "%",
    97: "m",
    99: "W",
    100: "@—…",
}
_OTHER: Final = 95
"""Anything the table lacks: the widest Cyrillic and Greek letters take that much."""


@cache
def _table() -> dict[str, int]:
    return {char: width for width, chars in _ADVANCES.items() for char in chars}


@lru_cache(maxsize=4096)
def advance(char: str) -> int:
    """Hundredths of the font size that a character takes; accents take none, East Asian wide characters a full em."""
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 100
    base = unicodedata.normalize("NFD", char)[0]
    return _table().get(char) or _table().get(base, _OTHER)


def width(text: str, size: float) -> float:
    """Width of a line of text at a font size, in the unit of the size."""
    return sum(map(advance, text)) * size / 100


def fitted(text: str, room: float, size: float) -> str:
    """The text if it is no wider than `room`, else as much of it as fits with an ellipsis."""
    if width(text, size) <= room:
        return text
    left = room - width("…", size)
    end = 0
    for char in text:
        left -= width(char, size)
        if left < 0:
            break
        end += 1
    return text[:end].rstrip() + "…"
