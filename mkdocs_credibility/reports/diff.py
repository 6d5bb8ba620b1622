"""Word by word: what was taken out and what was put in between two wordings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple, cast

from markupsafe import Markup, escape

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’\-‐‑][^\W_]+)*|\s+|.", re.DOTALL)
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
LONGEST: Final = 4000
"""Tokens beyond which two texts are shown one after the other: the time of a comparison grows with their product."""

Op = Literal["same", "del", "ins"]


class Piece(NamedTuple):
    """A stretch of text that both wordings have, or only the first ("del"), or only the second ("ins")."""

    op: Op
    text: str


@lru_cache(maxsize=10_000)
def _folded(token: str) -> str:
    """A token as it is compared: the shape of a quotation mark or of a space is no change of words."""
    return " " if token.isspace() else token.translate(_QUOTES)


class _Change(NamedTuple):
    """What stands in the first wording and in the second; `same` when they are one but for typography."""

    same: bool
    before: str
    after: str


def _changes(before: str, after: str) -> list[_Change]:
    """The two wordings cut where they begin and cease to agree.

    Changes with nothing but a space between them are one: "sensible reasons" to "logical grounds" reads better as two
    words for two than as word, space, word.
    """
    if before == after:
        return [_Change(True, before, after)] if before else []
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(a) > LONGEST or len(b) > LONGEST:
        return [_Change(before == after, before, after)]
    from rapidfuzz.distance import Indel  # most builds show no change

    found: list[_Change] = []
    steps = Indel.opcodes(list(map(_folded, a)), list(map(_folded, b))).as_list()  # plain tuples, unlike the opcodes
    for tag, i, j, k, m in cast("list[tuple[str, int, int, int, int]]", steps):
        change = _Change(tag == "equal", "".join(a[i:j]), "".join(b[k:m]))
        if not change.same and found:
            if not found[-1].same:
                change = _plus(found.pop(), change)
            elif len(found) > 1 and found[-1].after.isspace():
                space = found.pop()
                change = _plus(_plus(found.pop(), space), change)
        found.append(change)
    return [part for change in found for part in ((change,) if change.same else _trimmed(change))]


def _trimmed(change: _Change) -> Iterator[_Change]:
    """A change without the space in which both wordings end."""
    before, after = change.before.rstrip(), change.after.rstrip()
    if not before or not after or before == change.before or after == change.after:
        yield change
        return
    yield _Change(False, before, after)
    yield _Change(True, change.before[len(before) :], change.after[len(after) :])


def _plus(one: _Change, other: _Change) -> _Change:
    return _Change(False, one.before + other.before, one.after + other.after)


def words(before: str, after: str) -> list[Piece]:
    """The two wordings as one row of pieces, words whole."""
    pieces: list[Piece] = []
    for change in _changes(before, after):
        if change.same:
            pieces.append(Piece("same", change.after))
            continue
        if change.before:
            pieces.append(Piece("del", change.before))
        if change.after:
            pieces.append(Piece("ins", change.after))
    return pieces


def sides(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The same comparison in two columns: the first wording with what it loses, the second with what it gains."""
    if before == after:
        both = [Piece("same", before)] if before else []
        return both, both
    changes = _changes(before, after)
    left = [Piece("same" if c.same else "del", c.before) for c in changes if c.before]
    return left, [Piece("same" if c.same else "ins", c.after) for c in changes if c.after]


def html(pieces: Iterable[Piece]) -> Markup:
    """Pieces as HTML: what was taken out in `<del>`, what was put in in `<ins>`."""
    parts: list[str] = []
    plain: list[str] = []  # what stands beside each other without a tag is escaped at once
    for op, text in pieces:
        if op == "same" or not (bare := text.strip()):
            plain.append(text)
            continue
        # white space stands beside what was taken out or put in: underlined or struck through it looks like a word
        at = text.index(bare)
        plain.append(text[:at])
        parts += (escape("".join(plain)), f"<{op}>{escape(bare)}</{op}>")
        plain = [text[at + len(bare) :]]
    return Markup("".join([*parts, escape("".join(plain))]))  # noqa: S704  # every text is escaped
