"""Two versions next to each other, paragraph by paragraph, with what differs marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from mkdocs_credibility.article import Article, Span
from mkdocs_credibility.reports import diff
from mkdocs_credibility.reports.wording import printable
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


class _Pair(NamedTuple):
    """Two sentences that tell the same, or one that stands alone; `alike` is how much their words are (0-1)."""

    left: Span | None
    right: Span | None
    alike: float


def _block_of(article: Article, span: Span) -> int:
    """The index of the block a span begins in."""
    return bisect_right(article.blocks, span.start, key=lambda b: b.start)


def _oriented(relation: Relation, left: Article) -> list[_Pair]:
    """The aligned sentences with those of `left` first."""
    return [_Pair(*x) if relation.a is left else _Pair(x.b, x.a, x.similarity) for x in relation.aligned]


def _uncovered(article: Article, covered: Iterable[Span | None]) -> list[Span]:
    """Sentences that the alignment does not speak of (too short to prove anything): readers want them all the same."""
    spans = sorted((s.start, s.end) for s in covered if s)
    found = []
    for sentence in article.sentences:
        span = article.span(sentence.start, sentence.end)
        i = bisect_right(spans, span.end - 1, key=lambda two: two[0])
        if not i or spans[i - 1][1] <= span.start:
            found.append(span)
    return found


def _matched(left: Sequence[Span], right: Sequence[Span]) -> Iterable[_Pair]:
    """Short sentences that are nearly the same, in the order of both texts; the others alone."""
    at = 0
    taken = set()
    for a in left:
        window = range(at, min(at + WINDOW, len(right)))
        likeness = {i: fuzz.ratio(a.exact, right[i].exact) / 100 for i in window}
        best = max(likeness, key=lambda i: (likeness[i], -i), default=None)
        if best is None or likeness[best] < NEAR:
            yield _Pair(a, None, 0.0)
            continue
        taken.add(best)
        at = best + 1
        yield _Pair(a, right[best], likeness[best])
    yield from (_Pair(None, b, 0.0) for i, b in enumerate(right) if i not in taken)


def paragraphs(relation: Relation, left: Article, right: Article) -> Iterable[Row]:
    """Both texts whole, as rows of one paragraph of `left` each; nothing for a pair that was not aligned.

    A sentence that only `right` has follows the one that stands before it there.
    """
    pairs = _oriented(relation, left)
    if not pairs:
        return
    pairs += _matched(_uncovered(left, [p.left for p in pairs]), _uncovered(right, [p.right for p in pairs]))
    placed: list[tuple[tuple[int, int], tuple[str, int], _Pair]] = []
    before: list[tuple[int, int, tuple[str, int], int]] = []
    for pair in pairs:
        if pair.left:
            row = ("left", _block_of(left, pair.left))
            placed.append(((pair.left.start, -1), row, pair))
            if pair.right:
                before.append((pair.right.start, pair.left.start, row, _block_of(right, pair.right)))
    before.sort()
    for pair in pairs:
        if pair.right and not pair.left:
            block = _block_of(right, pair.right)
            i = bisect_right(before, pair.right.start, key=lambda entry: entry[0])
            _, follows, row, its_block = before[i - 1] if i else (0, -1, ("right", block), block)
            if its_block == block:  # within a paragraph that has a counterpart it is part of that paragraph's row
                placed.append(((follows, pair.right.start), row, pair))
            else:
                after = left.blocks[row[1] - 1].end if i and row[1] else follows
                placed.append(((after, pair.right.start), ("right", block), pair))
    placed.sort(key=lambda item: item[0])
    for _, group in groupby(placed, key=lambda item: item[1]):
        yield _row([pair for *_, pair in group])


def _row(pairs: Iterable[_Pair]) -> Row:
    left: list[diff.Piece] = []
    right: list[diff.Piece] = []
    for pair in pairs:
        a, b = pair.left, pair.right
        if a and b and pair.alike >= DIFF_FLOOR:
            before, after = diff.sides(printable(a.exact), printable(b.exact))
        else:
            before = [diff.Piece("del", printable(a.exact))] if a else []
            after = [diff.Piece("ins", printable(b.exact))] if b else []
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
