"""Sequences of closed-class words: a text as a string with one character a word, and patterns over it.

Function words are few and their order is strict, so "the of" or "he have" can be looked for without a parser.  Every
word that a language's table lists has a character of its own; the others share one for their shape.  A pattern is a
line of words and class names (see `compile_pattern`), and becomes a regular expression over that string.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import compress, count, product, repeat
from operator import add, ne
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
    """`codes` has one character for each word or boundary, `pairs` is each with the next; `marks` are the places of
    the boundaries.  `capitals` and `numbers` are the words that begin with a capital or a digit, `inner` the capitals
    that begin no sentence."""

    codes: str
    pairs: list[str]
    marks: list[int]
    capitals: list[int]
    inner: list[int]
    numbers: list[int]

    def word(self, at: int) -> int:
        """The word that a place in `codes` stands for; for a boundary the word before it."""
        return max(0, at - bisect_right(self.marks, at))


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
    """A language's closed classes: `codes` of words, and by the two characters that each pattern begins with the rules
    and patterns to try there, with their order."""

    codes: Codes
    patterns: Mapping[str, tuple[tuple[int, str, re.Pattern[str]], ...]]


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
    patterns: dict[str, list[tuple[int, str, re.Pattern[str]]]] = defaultdict(list)
    every = ((rule, line) for rule, lines in rules.items() for line in lines)
    for order, (rule, line) in enumerate(every):
        begin, pattern = compile_pattern(line, codes, sets)
        for pair in begin:
            patterns[pair].append((order, rule, pattern))
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


def encode(article: Article, codes: Codes) -> Coded:
    """The article's words as a string of codes."""
    texts, printed = article.tokens.texts, article.tokens.printed
    chars = list(map(codes.__getitem__, texts))
    boundaries = _boundaries(article)
    begins = {0, *(i for i, mark in boundaries if mark != COMMA)}
    capitals = [i for i in compress(count(), map(ne, printed, texts)) if printed[i][0] != texts[i][0]]
    inner = [i for i in capitals if i not in begins]
    listed = codes.listed
    for i in capitals:
        if (i not in begins and texts[i] != "i") or texts[i] not in listed:
            chars[i] = SHAPES["NAME"]  # a capital inside a sentence is a name's
    plain = "".join(chars)
    numbers = [m.start() for m in _NUMBERS.finditer(plain)] if SHAPES["NUMBER"] in plain else []
    parts = [BREAK]
    marks = [0]
    last = 0
    for n, (i, mark) in enumerate(boundaries, 1):
        parts += plain[last:i], mark
        marks.append(i + n)
        last = i
    parts += plain[last:], BREAK
    marks.append(len(plain) + len(boundaries) + 1)
    joined = "".join(parts)
    return Coded(joined, list(map(add, joined, joined[1:])), marks, capitals, inner, numbers)


_NUMBERS = re.compile(SHAPES["NUMBER"])


def _boundaries(article: Article) -> list[tuple[int, str]]:
    """The words that more than a space stands before, with what it is; the first word is not among them."""
    words = article.tokens
    first_of_block = set(words.firsts)
    found: list[tuple[int, str]] = []
    for i in compress(count(1), map(ne, words.gaps, repeat(" "))):
        gap = words.gaps[i - 1]
        if i in first_of_block:
            found.append((i, BREAK))
        elif not gap.isspace():
            found.append((i, QUOTE if not _MARKS.isdisjoint(gap) else COMMA if gap[:1] == "," else STOP))
    return found


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
        for pair in patterns.keys() & set(coded.pairs)
        for i in _places(codes, pair)
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
        start, end = words.starts[coded.word(first)], words.ends[coded.word(last - 1)]
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
