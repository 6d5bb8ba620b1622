"""Texts made to be hard for a regular expression, from its own parse tree and from what pages are made of.

A pattern is slow where a row can be read in more than one way, or read again from each of its places, before something
makes the whole fail.  So the rows here are made of the characters between which the pattern itself tells, one by one
and in pairs; of what it repeats, behind what leads to it; of what it takes, whole and cut short; and of the signs of
GENERIC.  Each row ends in something that hardly anything takes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from growth import GENERIC

CHARACTERS = 10
"""Characters of a pattern that are tried alone and in pairs."""
SOME = 40
"""Repeated parts of one pattern that are tried: more are only in long lists of words, which are alike."""
PROBES = "aAzZb1éßЖ的 \t\n\r\xa0.,:;-–—'’“”\"‘«»„()[]{}<>/\\|&@#*_`=+~^%$!?…·•©\u200b\ufe00\ufffd"
"""Characters of all the kinds that classes of characters tell apart."""
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
CATEGORIES = {
    code.CATEGORY_DIGIT: r"\d", code.CATEGORY_NOT_DIGIT: r"\D", code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_NOT_SPACE: r"\S", code.CATEGORY_WORD: r"\w", code.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def hard_rows(pattern: str | bytes, flags: int) -> list[tuple[str, str]]:
    """What a text begins with, and what is repeated behind it."""
    chooser = random.Random(repr(pattern))
    tree = parser.parse(pattern, flags)
    alphabet = characters(tree)
    rows = [("", "".join(pair)) for n in (1, 2) for pair in product(alphabet, repeat=n)]
    for _ in range(3):
        whole = sample(tree, chooser)
        rows += [("", whole), ("", whole[:-1]), ("", whole[: len(whole) // 2]), ("", whole + " ")]
    repeats = list(repeated(tree, chooser))
    for before, unit in repeats if len(repeats) <= SOME else chooser.sample(repeats, SOME):
        rows += [(before, unit), ("", before + unit), ("", before + unit * 3)]
    rows += [("", unit) for unit in GENERIC]
    return [(before, unit) for before, unit in dict.fromkeys(rows) if unit]


def filled(before: str, unit: str, size: int) -> str:
    """A text of about that many characters."""
    return before + (unit * (size // len(unit) + 1))[:size] + "\0"


def characters(tree: Any) -> list[str]:
    """A character for each group of them that the pattern takes in the same places, those of its repeats first."""
    nodes: dict[str, tuple[tuple[Any, Any], bool]] = {}
    literals: set[str] = set()
    for node, often in singles(tree, False):
        if node[0] is code.LITERAL and not often:
            literals.add(chr(node[1]))
        else:
            nodes.setdefault(repr(node), (node, often))
    groups: dict[tuple[bool, ...], tuple[int, str]] = {}
    for char in (*PROBES, *sorted(literals)):
        takes = tuple(takes_it(node, char) for node, _ in nodes.values())
        often = sum(1 for yes, (_, repeat) in zip(takes, nodes.values(), strict=True) if yes and repeat)
        if any(takes) or char in literals:
            groups.setdefault((*takes, char in literals), (-often, char))
    return [char for _, char in sorted(groups.values(), key=lambda group: group[0])][:CHARACTERS]


def takes_it(node: tuple[Any, Any], char: str) -> bool:
    """Whether a part of a pattern that stands for one character may stand for this one; case does not matter."""
    operation, value = node
    if operation is code.LITERAL:
        return chr(value).lower() == char.lower()
    if operation is code.NOT_LITERAL:
        return chr(value) != char
    if operation is code.ANY:
        return True
    if operation is code.RANGE:
        return any(value[0] <= ord(c) <= value[1] for c in {char, char.lower(), char.upper()[0]})
    if operation is code.CATEGORY:
        return re.match(CATEGORIES[value], char) is not None
    negated = value[0][0] is code.NEGATE
    return any(takes_it(item, char) for item in value[negated:]) != negated


def inside(node: tuple[Any, Any]) -> list[Any]:
    """The parts of a part of a pattern."""
    operation, value = node
    if operation in REPEATS:
        return [value[2]]
    if operation is code.SUBPATTERN:
        return [value[3]]
    if operation is code.BRANCH:
        return list(value[1])
    if operation in (code.ASSERT, code.ASSERT_NOT):
        return [value[1]]
    if operation is code.ATOMIC_GROUP:
        return [value]
    if operation is code.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def singles(tree: Any, often: bool) -> Iterator[tuple[tuple[Any, Any], bool]]:
    """Every part of a pattern that stands for one character, and whether it may stand for many in a row."""
    for node in tree:
        if node[0] in (code.LITERAL, code.NOT_LITERAL, code.ANY, code.IN):
            yield node, often
        for part in inside(node):
            yield from singles(part, often or (node[0] in REPEATS and node[1][1] > 1))


def repeated(tree: Any, chooser: random.Random, before: str = "") -> Iterator[tuple[str, str]]:
    """Every part of a pattern that may stand many times in a row, behind something that leads to it."""
    for node in tree:
        if node[0] in REPEATS and node[1][1] > 8:
            for _ in range(2):
                yield before, sample(node[1][2], chooser)
        for part in inside(node):
            yield from repeated(part, chooser, before)
        before += sample([node], chooser)


def sample(tree: Any, chooser: random.Random) -> str:
    """A text that a pattern takes, more or less: what it looks at without taking it is left out."""
    parts: list[str] = []
    for operation, value in tree:
        if operation is code.LITERAL:
            parts.append(chr(value))
        elif operation in (code.NOT_LITERAL, code.ANY, code.IN):
            taken = [char for char in PROBES if takes_it((operation, value), char)]
            ranges = [item[1] for item in value if item[0] is code.RANGE] if operation is code.IN else []
            parts.append(chooser.choice(taken) if taken else chr(ranges[0][0]) if ranges else chr(value[0][1]))
        elif operation is code.BRANCH:
            parts.append(sample(chooser.choice(value[1]), chooser))
        elif operation in REPEATS:
            parts += [sample(value[2], chooser) for _ in range(max(value[0], min(value[1], chooser.randint(1, 3))))]
        elif operation in (code.SUBPATTERN, code.ATOMIC_GROUP):
            parts.append(sample(value[3] if operation is code.SUBPATTERN else value, chooser))
    return "".join(parts)
