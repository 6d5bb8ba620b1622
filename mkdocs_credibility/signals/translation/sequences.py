"""Sequences of closed-class words: a text as a string with one character a word, and patterns over it.

Function words are few and their order is strict, so "the of" or "he have" can be looked for without a parser.  Every
word that a language's table lists has a character of its own; the others share one for their shape.  A pattern is a
line of words and class names (see `compile_pattern`), and becomes a regular expression over that string.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import compress, count, product
from operator import ne
from typing import Any, Final

from mkdocs_credibility import language
from mkdocs_credibility.article import Article

_FIRST: Final = 0xE000
"""Characters of listed words start here: Unicode's area for private use, which no shape's letter can meet."""

STOP, COMMA, QUOTE, BREAK = ".", ",", "'", "|"
"""What stands between two words if more than a space: the end of a sentence or clause, a comma, a quotation mark (or
bracket), the end of a block."""

SHAPES: Final[Mapping[str, str]] = {
    "NAME": "C", "NUMBER": "9", "ING": "g", "ED": "d", "LY": "l", "S": "s", "WORD": "n", "OPEN": "gdlsn",
    "STOP": ".|", "COMMA": ",", "QUOTE": "'", "BREAK": "|", "EDGE": ".,'|", "START": ".|",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coded:
    """`codes` has one character for each word or boundary, `pairs` is each with the next (see `pair_number`).

    `capitals` and `numbers` are the words that begin with a capital or a digit, `inner` the capitals that begin no
    sentence."""

    codes: str
    pairs: list[int]
    capitals: list[int]
    inner: list[int]
    numbers: list[int]

    def words(self, *places: int) -> list[int]:
        """The words that places in `codes` stand for; for a boundary the word before it."""
        marks = [m.start() for m in _EDGES.finditer(self.codes)]
        return [max(0, at - bisect_right(marks, at)) for at in places]


_EDGES: Final = re.compile(f"[{re.escape(SHAPES['EDGE'])}]")

_UTF16: Final = f"utf-16-{sys.byteorder[0]}e"
"""Two bytes a character: every code is below 0x10000."""


def pair_number(pair: str) -> int:
    """Two codes as one number: numbers are made, looked up and counted in half the time of strings of two."""
    return int.from_bytes(pair.encode(_UTF16), sys.byteorder)


def pair_of(number: int) -> str:
    """The two codes of a number."""
    return number.to_bytes(4, sys.byteorder).decode(_UTF16)


def _pairs(codes: str) -> list[int]:
    """Each code with the next: pairs that begin at an even place, then the others."""
    wide = codes.encode(_UTF16)
    even, odd = (memoryview(wide)[first : len(wide) - (len(wide) - first) % 4].cast("I").tolist() for first in (0, 2))
    return even + odd


class Codes(dict[str, str]):
    """Word in lower case -> its character; `listed` words have their own, the others that of their shape."""

    def __init__(self, listed: Mapping[str, str]) -> None:
        super().__init__(listed)
        self.listed = listed

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
            self.update(self.listed)
        self[word] = char = shape(word)
        return char


_REMEMBERED: Final = 100_000
"""Words whose shape is kept: a site of a thousand articles has half as many."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's closed classes: `codes` of words, and by the two characters that each pattern begins with (see
    `pair_number`) the rules and patterns to try there, with their order."""

    codes: Codes
    patterns: Mapping[int, tuple[tuple[int, str, re.Pattern[str]], ...]]


@cache
def grammar(code: str) -> Grammar | None:
    """The grammar of a language, or None when its table has none."""
    table: Mapping[str, Any] = language.load(code).get("translation", {})
    if not (classes := table.get("classes")):
        return None
    rules: Mapping[str, list[str]] = table["sequences"]
    literals = {w for lines in rules.values() for line in lines for w in re.findall(r"[a-z][a-z']*", line)}
    listed = sorted({w for words in classes.values() for w in words} | literals)
    codes = {word: chr(_FIRST + i) for i, word in enumerate(listed)}
    sets = {name: "".join(codes[w] for w in words) for name, words in classes.items()} | dict(SHAPES)
    patterns: dict[int, list[tuple[int, str, re.Pattern[str]]]] = defaultdict(list)
    every = ((rule, line) for rule, lines in rules.items() for line in lines)
    for order, (rule, line) in enumerate(every):
        begin, pattern = compile_pattern(line, codes, sets)
        for pair in begin:
            patterns[pair_number(pair)].append((order, rule, pattern))
    return Grammar(Codes(codes), {pair: tuple(found) for pair, found in patterns.items()})


_TOKEN = re.compile(r"(?P<negated>!)?(?P<choice>[A-Za-z'|]+|\*)(?P<count>\?|\{\d+,\d+\})?|(?P<mark>[\[\]])")


def compile_pattern(
    line: str, codes: Mapping[str, str], sets: Mapping[str, str]
) -> tuple[frozenset[str], re.Pattern[str]]:
    """The pairs of characters that a line such as "IF PRONOUN !EDGE{1,8} [ PREPOSITION MODAL ]" begins with, and its
    regular expression.

    Lower case is a word, capitals a class, `|` a choice, `!` anything else, `*` anything but a boundary; `?` and
    `{m,n}` count, n at most 12.  What stands between the brackets is what a finding shows (all, without brackets).
    The first two must be plain words, classes or choices: they say where the pattern is tried.
    Raises ValueError for a class that is not defined, and for a count that would let a pattern run away.
    """
    parts = [] if "[" in line else ["(?P<shown>"]
    begin: list[str] = []
    for token in line.split():
        m = _TOKEN.fullmatch(token)
        if m is None:
            raise ValueError(f"{token!r} in {line!r} is no word, class or bracket")
        if m["mark"]:
            parts.append("(?P<shown>" if m["mark"] == "[" else ")")
            continue
        if m["count"] and m["count"] != "?" and int(m["count"][1:-1].split(",")[1]) > 12:
            raise ValueError(f"{token!r} in {line!r} counts further than 12")
        plain = not m["negated"] and not m["count"] and m["choice"] != "*"
        if len(begin) < 2 and not plain:
            raise ValueError(f"{line!r} does not begin with two plain words or classes")
        if m["choice"] == "*":
            chars = f"[^{re.escape(SHAPES['EDGE'])}]"
        else:
            members = "".join(_characters(name, codes, sets, line) for name in m["choice"].split("|"))
            chars = f"[{'^' if m['negated'] else ''}{re.escape(members)}]"
            begin.append(members)
        parts.append(chars + (m["count"] or ""))
    pattern = re.compile("".join(parts) + ("" if "[" in line else ")"))
    return frozenset(map("".join, product(begin[0], begin[1]))), pattern


def _characters(name: str, codes: Mapping[str, str], sets: Mapping[str, str], line: str) -> str:
    if name.isupper():
        if name not in sets:
            raise ValueError(f"{name!r} in {line!r} is not a class")
        return sets[name]
    return codes[name]


_MARKS = frozenset("\"“”„«»'‘’()[]{}<>‹›")


class _Gaps(dict[str, str]):
    """What stands between two words -> its character, none for space alone; remembers what it has seen."""

    def __missing__(self, gap: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        if gap.isspace():
            found = ""
        elif not _MARKS.isdisjoint(gap):
            found = QUOTE
        else:
            found = COMMA if gap[:1] == "," else STOP
        if len(gap) <= _LONGEST_GAP:
            self[gap] = found
        return found


_LONGEST_GAP: Final = 8
"""Characters between two words that are worth remembering."""

_gaps: Final = _Gaps()


def encode(article: Article, codes: Codes) -> Coded:
    """The article's words as a string of codes."""
    words = article.tokens
    texts, printed = words.texts, words.printed
    chars = list(map(codes.__getitem__, texts))
    marks = list(map(_gaps.__getitem__, words.gaps))  # what stands behind each word but the last
    for i in words.firsts:
        if 0 < i <= len(marks) and words.gaps[i - 1] != " ":
            marks[i - 1] = BREAK
    plain = "".join(chars)
    numbers = [m.start() for m in _NUMBERS.finditer(plain)] if SHAPES["NUMBER"] in plain else []
    marks.append(BREAK)  # what stands behind the last word, and, at -1, before the first
    capitals = [i for i in compress(count(), map(ne, printed, texts)) if printed[i][0] != texts[i][0]]
    inner = [i for i in capitals if marks[i - 1] in _INSIDE]
    listed = codes.listed
    name = SHAPES["NAME"]
    for i in capitals:
        if texts[i] not in listed:
            chars[i] = name
    for i in inner:
        if texts[i] != "i":
            chars[i] = name  # a capital inside a sentence is a name's
    parts = [BREAK] * (2 * len(chars) + 1)
    parts[1::2] = chars
    parts[2::2] = marks
    joined = "".join(parts) if chars else BREAK + BREAK
    return Coded(joined, _pairs(joined), capitals, inner, numbers)


_NUMBERS: Final = re.compile(SHAPES["NUMBER"])
_INSIDE: Final = frozenset(("", COMMA))
"""What may stand before a word inside a sentence."""


def shape(text: str) -> str:
    """The character of a word that is not listed: a number, an ending, or neither."""
    if text[0].isdigit():
        return "9"
    if len(text) > 4:
        if text.endswith("ing"):
            return "g"
        if text.endswith("ed"):
            return "d"
        if text.endswith("ly"):
            return "l"
    return "s" if len(text) > 3 and text[-1] == "s" and text[-2] != "s" else "n"


def find(article: Article, coded: Coded, known: Grammar) -> dict[str, list[tuple[int, int]]]:
    """Rule -> places in the prose that its patterns show, ascending; overlapping ones are one."""
    words, codes, patterns = article.tokens, coded.codes, known.patterns
    tried = sorted(
        (i, order, rule, pattern)
        for pair in set(filter(patterns.__contains__, coded.pairs))
        for i in _places(codes, pair_of(pair))
        for order, rule, pattern in patterns[pair]
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for i, _, rule, pattern in tried:
        if (m := pattern.match(codes, i)) is None:
            continue
        first, last = m.span("shown")
        while last - 1 > first and codes[last - 1] in SHAPES["EDGE"]:
            last -= 1
        while codes[first] in SHAPES["EDGE"] and first + 1 < last:
            first += 1
        one, two = coded.words(first, last - 1)
        start, end = words.starts[one], words.ends[two]
        places = found.setdefault(rule, [])
        if places and start < places[-1][1]:
            places[-1] = (min(start, places[-1][0]), max(end, places[-1][1]))
        else:
            places.append((start, end))
    return found


def _places(codes: str, pair: str) -> Iterator[int]:
    at = codes.find(pair)
    while at >= 0:
        yield at
        at = codes.find(pair, at + 1)
