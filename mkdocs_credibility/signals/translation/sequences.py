"""Sequences of closed-class words: a text as a string with one character a word, and patterns over it.

Function words are few and their order is strict, so "the of" or "he have" can be looked for without a parser.  Every
word that a language's table lists has a character of its own; the others share one for their shape.  A pattern is a
line of words and class names (see `read_pattern`), and becomes a regular expression over that string.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any, Final

from mkdocs_credibility import language
from mkdocs_credibility.article import Article

STOP, COMMA, QUOTE, BREAK = ".", ",", "'", "|"
"""What stands between two words if more than a space: the end of a sentence or clause, a comma, a quotation mark (or
bracket), the end of a block."""

SHAPES: Final[Mapping[str, str]] = {
    "NAME": "C", "NUMBER": "9", "ING": "g", "ED": "d", "LY": "l", "S": "s", "WORD": "n", "OPEN": "gdlsn",
    "STOP": ".|", "COMMA": ",", "QUOTE": "'", "BREAK": "|", "EDGE": ".,'|", "START": ".|",
}  # fmt: skip

_NAME: Final = SHAPES["NAME"]
_SHAPES: Final = "".join(sorted(set("".join(SHAPES.values()))))

_FUNCTION: Final = 0xE000
"""Where the characters of function words begin: an area of Unicode for private use."""

_ROWS: Final = (*range(0x01, 0xD8), *range(0xE1, 0x100))
"""High bytes of other listed words: no shape's, no function word's and no surrogate's."""


@dataclass(frozen=True, slots=True)
class Coded:
    """`codes` has one character for each word or boundary, `letters` that of its profile (see `Alphabet`), `pairs` each
    letter with the next (see `pair_number`).

    `capitals` and `numbers` are the words that begin with a capital or a digit, `inner` the capitals that begin no
    sentence."""

    codes: str
    letters: bytes
    pairs: list[int]
    capitals: list[int]
    inner: list[int]
    numbers: list[int]

    def edges(self) -> list[int]:
        """The places of the boundaries in `codes`: the word at a place is as many before it as boundaries are."""
        return [m.start() for m in _EDGES.finditer(self.codes)]


_EDGES: Final = re.compile(f"[{re.escape(SHAPES['EDGE'])}]")


def letters_of(codes: str) -> bytes:
    """The letters of codes, as `Alphabet` has them: their low bytes, and for the end of a block that of a sentence."""
    return codes.encode("utf-16-le")[::2].replace(BREAK.encode(), STOP.encode())


def pair_number(first: int, second: int) -> int:
    """Two letters as one number.

    Numbers that small are looked up in lists, which takes half the time of looking up two characters in a table.
    """
    return int.from_bytes(bytes((first, second)), sys.byteorder)


def _pairs(letters: bytes) -> list[int]:
    """Each letter with the next, as numbers below 65,536: pairs that begin at an even place, then the others."""
    size, view = len(letters), memoryview(letters)
    return view[: size - size % 2].cast("H").tolist() + view[1 : size - (size - 1) % 2].cast("H").tolist()


class Alphabet:
    """The characters of a language's listed words, chosen so that their low bytes are the letters of the language's
    profile: a function word has one of its own, every other word that of its shape."""

    def __init__(self, listed: Iterable[str], function: Collection[str]) -> None:
        """Raises ValueError when the words are more than there are characters for."""
        free = [byte for byte in range(256) if chr(byte) not in _SHAPES]
        words = sorted(listed)
        own = [word for word in words if word in function]
        if len(own) > len(free):
            raise ValueError(f"{len(own)} function words: there are letters for {len(free)}")
        self.listed = {word: chr(_FUNCTION + byte) for word, byte in zip(own, free, strict=False)}
        met = Counter[str]()
        for word in (word for word in words if word not in function):
            kind = shape(word)
            if met[kind] == len(_ROWS):
                raise ValueError(f"more than {len(_ROWS)} listed words of the shape {kind!r}")
            self.listed[word] = chr((_ROWS[met[kind]] << 8) + ord(kind))
            met[kind] += 1


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
    and patterns to try there, with their order.  `begins` says of pairs of letters whether they may be such two."""

    codes: Codes
    patterns: Mapping[str, tuple[tuple[int, str, str], ...]]
    begins: list[bool] = field(repr=False)


@cache
def grammar(code: str) -> Grammar | None:
    """The grammar of a language, or None when its table has none."""
    table: Mapping[str, Any] = language.load(code).get("translation", {})
    if not (classes := table.get("classes")):
        return None
    rules: Mapping[str, list[str]] = table["sequences"]
    literals = {w for lines in rules.values() for line in lines for w in re.findall(r"[a-z][a-z']*", line)}
    alphabet = Alphabet({w for words in classes.values() for w in words} | literals, set(classes.get("FUNCTION", ())))
    codes = alphabet.listed
    sets = {name: "".join(codes[w] for w in words) for name, words in classes.items()} | dict(SHAPES)
    patterns: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    begins = [False] * 65_536
    every = ((rule, line) for rule, lines in rules.items() for line in lines)
    for order, (rule, line) in enumerate(every):
        begin, pattern = read_pattern(line, codes, sets)
        for pair in begin:
            patterns[pair].append((order, rule, pattern))
    for pair in patterns:
        begins[pair_number(*letters_of(pair))] = True
    return Grammar(Codes(codes), {pair: tuple(found) for pair, found in patterns.items()}, begins)


_TOKEN = re.compile(r"(?P<negated>!)?(?P<choice>[A-Za-z'|]+|\*)(?P<count>\?|\{\d+,\d+\})?|(?P<mark>[\[\]])")


def read_pattern(line: str, codes: Mapping[str, str], sets: Mapping[str, str]) -> tuple[frozenset[str], str]:
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
    pattern = "".join(parts) + ("" if "[" in line else ")")
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
    marks.append(BREAK)  # what stands behind the last word, and, at -1, before the first
    numbers = [m.start() for m in _NUMBERS.finditer("".join(chars))]
    capitals = [i for i in words.changed if printed[i][0] != texts[i][0]]
    inner = [i for i in capitals if marks[i - 1] in _INSIDE]
    listed = codes.listed
    for i in capitals:
        if texts[i] not in listed:
            chars[i] = _NAME
    for i in inner:
        if texts[i] != "i":
            chars[i] = _NAME  # a capital inside a sentence is a name's
    parts = [BREAK] * (2 * len(chars) + 1)
    parts[1::2] = chars
    parts[2::2] = marks
    joined = "".join(parts) if chars else BREAK + BREAK
    letters = letters_of(joined)
    return Coded(joined, letters, _pairs(letters), capitals, inner, numbers)


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
    odd = len(codes) // 2  # where in the list of pairs those begin that begin at an odd place
    begins = known.begins
    begun = [n for n, pair in enumerate(coded.pairs) if begins[pair]]
    starts = [2 * n if n < odd else 2 * (n - odd) + 1 for n in begun]
    tried = sorted((i, *entry) for i in starts for entry in patterns.get(codes[i : i + 2], ()))
    edges: list[int] = []
    found: dict[str, list[tuple[int, int]]] = {}
    for i, _, rule, pattern in tried:
        if (m := compiled(pattern).match(codes, i)) is None:
            continue
        first, last = m.span("shown")
        while last - 1 > first and codes[last - 1] in SHAPES["EDGE"]:
            last -= 1
        while codes[first] in SHAPES["EDGE"] and first + 1 < last:
            first += 1
        edges = edges or coded.edges()  # once, and for a page that shows something
        one, two = (max(0, at - bisect_right(edges, at)) for at in (first, last - 1))
        start, end = words.starts[one], words.ends[two]
        places = found.setdefault(rule, [])
        if places and start < places[-1][1]:
            places[-1] = (min(start, places[-1][0]), max(end, places[-1][1]))
        else:
            places.append((start, end))
    return found


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when an article first has the two words that it begins with: some patterns wait for theirs for long."""
    return re.compile(pattern)
