"""Two versions next to each other, paragraph by paragraph, with what differs marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from markupsafe import Markup

from mkdocs_credibility.article import Article, PackedBlocks, Place
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


class _Unit(NamedTuple):
    """Sentences that tell the same (one may be two in the other text), or that one side has alone, by their places in
    the two texts; `alike` is how much their words are (0-1)."""

    left: tuple[Place, ...]
    right: tuple[Place, ...]
    alike: float


class _Blocks:
    """Where the blocks of an article stand."""

    def __init__(self, article: Article) -> None:
        self._blocks = article.blocks
        self._starts = (
            self._blocks.starts if isinstance(self._blocks, PackedBlocks) else [b.start for b in self._blocks]
        )

    def of(self, place: Place) -> int:
        """Blocks that begin at or before a place: the number, from 1, of the one it stands in."""
        return bisect_right(self._starts, place[0])

    def end(self, number: int) -> int:
        """Where the block of that number ends."""
        return self._blocks[number - 1].end


def _units(relation: Relation, left: Article) -> list[_Unit]:
    """The alignment with the sentences of `left` first, and with every sentence in one unit only."""
    found: list[_Unit] = []
    of_left: dict[Place, int] = {}
    of_right: dict[Place, int] = {}
    turned = relation.a is not left
    for one, two, alike in relation.rows():
        a, b = (two, one) if turned else (one, two)
        at = of_left.get(a) if a else None
        other = of_right.get(b) if b else None
        if at is None:
            at, other = other, None
        unit = _Unit((a,) if a else (), (b,) if b else (), alike)
        if at is None:
            at = len(found)
            found.append(unit)
        else:
            joined = [found[at], unit]
            if other is not None and other != at:
                joined.append(found[other])
                found[other] = _Unit((), (), 0.0)
            found[at] = unit = _Unit(
                tuple(sorted({p for u in joined for p in u.left})),
                tuple(sorted({p for u in joined for p in u.right})),
                max(u.alike for u in joined),
            )
        for place in unit.left:
            of_left[place] = at
        for place in unit.right:
            of_right[place] = at
    return [unit for unit in found if unit.left or unit.right]


def _uncovered(article: Article, covered: Iterable[Place]) -> list[Place]:
    """Sentences that the alignment does not speak of (too short to prove anything): readers want them all the same."""
    places = sorted(covered)
    spoken_of = set(places)
    found = []
    for sentence in article.sentences:
        place = start, end = article.place(sentence.start, sentence.end)
        if place in spoken_of:
            continue
        i = bisect_left(places, (end,))
        if not i or places[i - 1][1] <= start:
            found.append(place)
    return found


def _matched(left: Sequence[Place], right: Sequence[Place], texts: tuple[str, str]) -> Iterable[_Unit]:
    """Short sentences that are nearly the same, in the order of both texts; the others alone."""
    from rapidfuzz import fuzz  # for most badges no versions are put side by side

    at = 0
    taken = set()
    mine, theirs = ([text[start:end] for start, end in side] for text, side in zip(texts, (left, right), strict=True))
    for a, words in zip(left, mine, strict=True):
        window = range(at, min(at + WINDOW, len(right)))
        likeness = {i: fuzz.ratio(words, theirs[i]) / 100 for i in window}
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
        _uncovered(left, (p for u in units for p in u.left)),
        _uncovered(right, (p for u in units for p in u.right)),
        (left.text, right.text),
    )
    here, there = _Blocks(left), _Blocks(right)
    placed: list[tuple[tuple[int, int], tuple[str, int], _Unit]] = []
    before: list[tuple[int, int, tuple[str, int], int]] = []
    for unit in units:
        if unit.left:
            start = unit.left[0][0]
            row = ("left", here.of(unit.left[0]))
            placed.append(((start, -1), row, unit))
            before += [(place[0], start, row, there.of(place)) for place in unit.right]
    before.sort()
    for unit in units:
        if not unit.left:
            start, block = unit.right[0][0], there.of(unit.right[0])
            i = bisect_right(before, start, key=_FIRST)
            _, follows, row, its_block = before[i - 1] if i else (0, -1, ("right", block), block)
            if its_block == block:  # within a paragraph that has a counterpart it is part of that paragraph's row
                placed.append(((follows, start), row, unit))
            else:
                after = here.end(row[1]) if i and row[1] else follows
                placed.append(((after, start), ("right", block), unit))
    placed.sort(key=_FIRST)
    texts = printable(left.text), printable(right.text)  # a character for a character: places stay what they are
    for _, group in groupby(placed, key=_SECOND):
        yield _row([unit for *_, unit in group], texts)


_FIRST: Final = itemgetter(0)
_SECOND: Final = itemgetter(1)


def _row(units: Iterable[_Unit], texts: tuple[str, str]) -> Row:
    left: list[diff.Piece] = []
    right: list[diff.Piece] = []
    for unit in units:
        a, b = _words(texts[0], unit.left), _words(texts[1], unit.right)
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
    return Row(tuple(left), tuple(right), all(op == "same" for op, _ in (*left, *right)))


def _words(text: str, places: tuple[Place, ...]) -> str:
    return " ".join([text[start:end] for start, end in places])


def _plain(side: list[diff.Piece]) -> list[diff.Piece]:
    return [diff.Piece("same", "".join(p.text for p in side))] if side else []


def _spaced(side: list[diff.Piece], new: list[diff.Piece]) -> list[diff.Piece]:
    """Another sentence for a side, with a space before it if it is not the first."""
    return [_SPACE, *new] if side and new else new


_SPACE: Final = diff.Piece("same", " ")


def html(
    rows: Iterable[Row], left: str, right: str, lonely: str, pieces: Callable[[Iterable[diff.Piece]], str] = diff.html
) -> Markup:
    """Rows of a table as HTML: a template would take four times as long, and a page may have hundreds.

    `left` and `right` are the tags that open the cells of either side, `lonely` what stands in an empty one, all as
    HTML; `pieces` makes HTML of pieces.
    """
    parts: list[str] = []
    for row in rows:
        mine, theirs = (pieces(side) if side else lonely for side in (row.left, row.right))
        begin = '<tr class="cr-same">' if row.same else "<tr>"
        parts.append(f"{begin}\n{left}{mine}</td>\n{right}{theirs}</td>\n</tr>\n")
    return Markup("".join(parts))  # noqa: S704  # made of HTML alone
