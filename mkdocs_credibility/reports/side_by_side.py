"""Two versions next to each other, paragraph by paragraph, with what differs marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from mkdocs_credibility.article import Article
from mkdocs_credibility.reports import diff
from mkdocs_credibility.reports.wording import printable
from mkdocs_credibility.span import Span
from mkdocs_credibility.story import Relation

DIFF_FLOOR: Final = 0.3
"""Likeness of two sentences under which a word diff is a salad: they are shown whole."""


NEAR: Final = 0.7
"""Likeness from which two short sentences are taken for one."""

WINDOW: Final = 12
"""Short sentences of the other text in which one's counterpart is looked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of one version beside its counterpart; a side that has none is empty."""

    left: tuple[diff.Piece, ...]
    right: tuple[diff.Piece, ...]
    same: bool


class _Unit(NamedTuple):
    """Sentences that tell the same (one may be two in the other text), or that one side has alone; `alike` is how much
    their words are (0-1)."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]
    alike: float


def _block_of(article: Article, span: Span) -> int:
    """Blocks that begin at or before a span: the number, from 1, of the one it stands in."""
    return bisect_right(article.blocks, span.start, key=lambda b: b.start)


def _units(relation: Relation, left: Article) -> list[_Unit]:
    """The alignment with the sentences of `left` first, and with every sentence in one unit only."""
    found: list[_Unit] = []
    of_left: dict[Span, int] = {}
    of_right: dict[Span, int] = {}
    for aligned in relation.aligned:
        a, b = (aligned.a, aligned.b) if relation.a is left else (aligned.b, aligned.a)
        at = of_left.get(a) if a else None
        other = of_right.get(b) if b else None
        if at is None:
            at, other = other, None
        if at is None:
            at = len(found)
            found.append(_Unit((), (), 0.0))
        joined = [found[at], _Unit((a,) if a else (), (b,) if b else (), aligned.similarity)]
        if other is not None and other != at:
            joined.append(found[other])
            found[other] = _Unit((), (), 0.0)
        unit = _Unit(
            tuple(sorted({s for u in joined for s in u.left}, key=lambda s: s.start)),
            tuple(sorted({s for u in joined for s in u.right}, key=lambda s: s.start)),
            max(u.alike for u in joined),
        )
        found[at] = unit
        of_left |= dict.fromkeys(unit.left, at)
        of_right |= dict.fromkeys(unit.right, at)
    return [unit for unit in found if unit.left or unit.right]


def _uncovered(article: Article, covered: Iterable[Span]) -> list[Span]:
    """Sentences that the alignment does not speak of (too short to prove anything): readers want them all the same."""
    spans = sorted((s.start, s.end) for s in covered)
    found = []
    for sentence in article.sentences:
        start, end = article.offset(sentence.start), article.offset(sentence.end - 1) + 1
        i = bisect_left(spans, (end,))
        if not i or spans[i - 1][1] <= start:
            found.append(article.span(sentence.start, sentence.end))
    return found


def _matched(left: Sequence[Span], right: Sequence[Span]) -> Iterable[_Unit]:
    """Short sentences that are nearly the same, in the order of both texts; the others alone."""
    at = 0
    taken = set()
    for a in left:
        window = range(at, min(at + WINDOW, len(right)))
        likeness = {i: fuzz.ratio(a.exact, right[i].exact) / 100 for i in window}
        best = max(likeness, key=lambda i: (likeness[i], -i), default=None)
        if best is None or likeness[best] < NEAR:
            yield _Unit((a,), (), 0.0)
            continue
        taken.add(best)
        at = best + 1
        yield _Unit((a,), (right[best],), likeness[best])
    yield from (_Unit((), (b,), 0.0) for i, b in enumerate(right) if i not in taken)


def paragraphs(relation: Relation, left: Article, right: Article) -> Iterable[Row]:
    """Both texts whole, as rows of one paragraph of `left` each; nothing for a pair that was not aligned.

    A sentence that only `right` has follows the one that stands before it there.
    """
    units = _units(relation, left)
    if not units:
        return
    units += _matched(
        _uncovered(left, (s for u in units for s in u.left)), _uncovered(right, (s for u in units for s in u.right))
    )
    placed: list[tuple[tuple[int, int], tuple[str, int], _Unit]] = []
    before: list[tuple[int, int, tuple[str, int], int]] = []
    for unit in units:
        if unit.left:
            start = unit.left[0].start
            row = ("left", _block_of(left, unit.left[0]))
            placed.append(((start, -1), row, unit))
            before += [(s.start, start, row, _block_of(right, s)) for s in unit.right]
    before.sort()
    for unit in units:
        if not unit.left:
            start, block = unit.right[0].start, _block_of(right, unit.right[0])
            i = bisect_right(before, start, key=lambda entry: entry[0])
            _, follows, row, its_block = before[i - 1] if i else (0, -1, ("right", block), block)
            if its_block == block:  # within a paragraph that has a counterpart it is part of that paragraph's row
                placed.append(((follows, start), row, unit))
            else:
                after = left.blocks[row[1] - 1].end if i and row[1] else follows
                placed.append(((after, start), ("right", block), unit))
    placed.sort(key=lambda item: item[0])
    for _, group in groupby(placed, key=lambda item: item[1]):
        yield _row([unit for *_, unit in group])


def _row(units: Iterable[_Unit]) -> Row:
    left: list[diff.Piece] = []
    right: list[diff.Piece] = []
    for unit in units:
        a, b = (printable(" ".join(s.exact for s in side)) for side in (unit.left, unit.right))
        if a and b and unit.alike >= DIFF_FLOOR:
            before, after = diff.sides(a, b)
        else:
            before = [diff.Piece("del", a)] if a else []
            after = [diff.Piece("ins", b)] if b else []
        left += _spaced(left, before)
        right += _spaced(right, after)
    if not left or not right:
        # the empty side says it all: struck through as well, a paragraph could hardly be read
        return Row(tuple(_plain(left)), tuple(_plain(right)), same=False)
    return Row(tuple(left), tuple(right), all(p.op == "same" for p in (*left, *right)))


def _plain(side: list[diff.Piece]) -> list[diff.Piece]:
    return [diff.Piece("same", "".join(p.text for p in side))] if side else []


def _spaced(side: list[diff.Piece], new: list[diff.Piece]) -> list[diff.Piece]:
    """Another sentence for a side, with a space before it if it is not the first."""
    return [diff.Piece("same", " "), *new] if side and new else new
