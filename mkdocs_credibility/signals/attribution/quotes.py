"""Quotation marks: which characters open and close a quotation, in any of the styles in print.

Marks are read block by block in one pass.  A mark that nothing closes runs to the end of its block when the next block
opens again with the same mark (speech of several paragraphs) or when it opened the block; else to the end of its
sentence, because a stray mark must not swallow a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from mkdocs_credibility.article import Block, Sentence

_MARKS: Final = "“”„‟\"«»‘’‚‛‹›「」『』'`"
_OPENERS: Final[dict[str, tuple[str, ...]]] = {
    "“": ("”",), "„": ("“", "”", "‟"), "«": ("»",), "‘": ("’",), "‚": ("‘", "’"), "‹": ("›",), "「": ("」",),
    "『": ("』",), "``": ("''", "``"), "''": ("''",), '"': ('"',), "'": ("'",),
}  # fmt: skip
_YEAR: Final = re.compile(r"\d\ds?\b")
_SINGLE: Final = frozenset("‘’‚‛'‹›")
_TWINS: Final = frozenset(('"', "''"))
"""Marks that open and close alike."""
_LEFT: Final = frozenset(" \t\r\n\u00a0\u202f\u2009([{—–-/:;,…")
_AHEAD: Final = 60
"""Marks looked at for one that closes: a page of stray marks must not cost more than its length."""
_OPENED: Final = 12
"""Single marks in a row that open and do not close, after which they are taken for apostrophes."""
_STOPS: Final = frozenset(".,?!…–—;:")


class Marked(NamedTuple):
    """Words in quotation marks: the characters of the prose with and without the marks.

    `closed` is False when no mark closes it; `continues` when it goes on from the block before, which nothing closed.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    block: int
    closed: bool
    continues: bool = False


_marked: Final = partial(tuple.__new__, Marked)
"""A third of what Marked(...) takes."""


def find(prose: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> list[Marked]:
    """The outermost quotations of every block, in order."""
    found: list[Marked] = []
    marks = _marks(prose)
    if not marks:
        return found
    open_mark = ""
    open_block = -1
    sentence_ends: list[int] = []
    places = [at for at, _ in marks]
    block_starts = [block.prose_start for block in blocks]
    last, count = 0, len(marks)
    while last < count:
        first = last
        index = bisect_right(block_starts, places[first]) - 1
        if index < 0 or places[first] >= blocks[index].prose_end:
            last += 1
            continue  # between blocks
        block = blocks[index]
        last = bisect_left(places, block.prose_end, first)
        goes_on = index == open_block + 1 and bool(open_mark) and _begins(prose, block) == open_mark
        spans = _Reader(prose, block, index, marks[first:last]).read()
        if spans and goes_on and spans[0].start <= block.prose_start + 2:
            spans[0] = spans[0]._replace(continues=True)
        open_mark, open_block = "", index
        following = ""
        for i, span in enumerate(spans):
            if span.closed:
                continue
            mark = prose[span.start]
            following = following or (_begins(prose, blocks[index + 1]) if index + 1 < len(blocks) else "\n")
            if following == mark and i == len(spans) - 1:
                open_mark = mark
            elif span.start > block.prose_start + 1 and not span.continues:
                sentence_ends = sentence_ends or [s.end for s in sentences]
                at = bisect_right(sentence_ends, span.inner_start)
                stop = min(span.end, sentence_ends[at]) if at < len(sentence_ends) else span.end
                spans[i] = span._replace(end=stop, inner_end=stop)
        found += spans
    return found


def _marks(prose: str) -> list[tuple[int, str]]:
    """Every mark with its place; an apostrophe inside a word is none.

    A search for each of the characters is several times as fast as one pattern for all of them.
    """
    marks: list[tuple[int, str]] = []
    for mark in _MARKS:
        at = prose.find(mark)
        while at >= 0:
            if mark in "'`":
                end = at + 1
                while prose.startswith(mark, end):
                    end += 1
                if mark == "`":
                    marks += [(at + i, "``") for i in range(0, end - at - 1, 2)]
                elif end > at + 1 or not (prose[at - 1 : at].isalnum() and prose[end : end + 1].isalnum()):
                    marks += [(at + i, prose[at + i : min(end, at + i + 2)]) for i in range(0, end - at, 2)]
                at = prose.find(mark, end)
                continue
            if mark != "’" or not (prose[at - 1 : at].isalnum() and prose[at + 1 : at + 2].isalnum()):
                marks.append((at, mark))
            at = prose.find(mark, at + 1)
    marks.sort()
    return marks


def _begins(prose: str, block: Block) -> str:
    """The first character of a block that is no white space."""
    for at in range(block.prose_start, min(block.prose_end, block.prose_start + 8)):
        if not prose[at].isspace():
            return prose[at]
    return ""


class _Reader:
    """Pairs the marks of one block."""

    def __init__(self, prose: str, block: Block, index: int, marks: list[tuple[int, str]]) -> None:
        self.prose, self.block, self.index, self.marks = prose, block, index, marks
        self.places: dict[str, list[int]] = defaultdict(list)
        for i, (_, mark) in enumerate(marks):
            self.places[mark].append(i)

    def read(self) -> list[Marked]:
        spans: list[Marked] = []
        i, marks = 0, self.marks
        while i < len(marks):
            at, mark = marks[i]
            closers = self._opens(at, mark)
            if not closers:
                i += 1
                continue
            last = self._closing(i, mark, closers)
            if last is None:
                if mark in _SINGLE:  # a lone single mark is an apostrophe
                    i += 1
                    continue
                end = self._unclosed_end(i, mark)
                spans.append(Marked(at, end, at + len(mark), end, self.index, False))
                while i < len(marks) and marks[i][0] < end:
                    i += 1
                continue
            end, size = marks[last][0], len(marks[last][1])
            inner = at + len(mark)
            while inner < end and self.prose[inner].isspace():
                inner += 1
            stop = end
            while stop > inner and self.prose[stop - 1].isspace():
                stop -= 1
            if stop > inner + (mark in _SINGLE):  # rock 'n' roll
                spans.append(_marked((at, end + size, inner, stop, self.index, True, False)))
            i = last + 1
        return spans

    def _before(self, at: int) -> str:
        return self.prose[at - 1] if at > self.block.prose_start else " "

    def _after(self, at: int) -> str:
        return self.prose[at] if at < self.block.prose_end else " "

    def _opens(self, at: int, mark: str) -> tuple[str, ...]:
        """The marks that may close what this one opens; empty when it opens nothing."""
        before, after = self._before(at), self._after(at + len(mark))
        if mark in _TWINS:
            if before in "=/\\" or before.isdigit() or (before.isalpha() and not after.isalpha()):
                return ()  # inches, seconds, or the end of something
            return () if after.isspace() and not before.isspace() else _OPENERS[mark]
        if mark in ("'", "‘"):
            if _YEAR.match(self.prose, at + 1):
                return ()  # the '90s
            free = before in _LEFT or before in '"“„«'
            return _OPENERS[mark] if free and (after.isalnum() or after in "[(…$") else ()
        if mark == "”":  # Swedish and Finnish open with the closing mark
            return ("”",) if before in _LEFT and after.isalnum() else ()
        if mark == "»":  # German books: »so«
            return ("«",) if before in _LEFT and not after.isspace() else ()
        if mark == "›":
            return ("‹",) if before in _LEFT and after.isalnum() else ()
        return _OPENERS.get(mark, ())

    def _near(self, i: int, closers: tuple[str, ...]) -> bool:
        """Whether a mark that could close what mark i opens follows at all."""
        for closer in closers:
            places = self.places[closer]
            at = bisect_right(places, i)
            if at < len(places) and places[at] - i < _AHEAD:
                return True
        return False

    def _closing(self, i: int, mark: str, closers: tuple[str, ...]) -> int | None:
        if mark in "“„«" and i + 1 < len(self.marks) and self.marks[i + 1][1] in closers:
            return i + 1  # as nearly all do
        if not self._near(i, (*closers, '"', "”", mark)):
            return None
        if mark in _TWINS or mark in ("”", "``"):
            return self._next_same(i, closers)
        if mark in ("'", "‘"):
            return self._single_end(i, closers)
        depth = 1
        for j in range(i + 1, min(len(self.marks), i + _AHEAD)):
            at, other = self.marks[j]
            if other in closers and not (other == "’" and self._after(at + 1).isalpha()):
                depth -= 1
                if depth == 0:
                    return j
            elif other == mark:
                if depth == 1 and mark in "“„«" and self._ends(at):
                    return j  # “closed by an opening mark,“
                depth += 1
            elif other == '"' and mark in "“„" and self._after(at + 1) in " \n\t,.;)" and depth == 1:
                return j  # “closed by a straight mark"
        if depth > 1:  # more open than close: take the nearest mark that closes
            for j in range(i + 1, min(len(self.marks), i + _AHEAD)):
                if self.marks[j][1] == mark:
                    return None
                if self.marks[j][1] in closers:
                    return j
        return None

    def _ends(self, at: int) -> bool:
        """Whether the mark at a place can only close: it follows punctuation, and white space follows it."""
        return self._before(at) in ",.?!…" and self._after(at + 1).isspace()

    def _next_same(self, i: int, closers: tuple[str, ...]) -> int | None:
        for j in range(i + 1, min(len(self.marks), i + _AHEAD)):
            at, other = self.marks[j]
            if other == "”" and closers[0] == '"' and self._after(at + 1) in " \n\t,.;)":
                return j
            if other not in closers:
                continue
            before, after = self._before(at), self._after(at + len(other))
            if before.isdigit() and after == " " and self._feet(at, j, other):
                continue  # 14" short
            if other in _TWINS and before.isspace() and after.isalnum():
                return None  # opens again: the first was never closed
            return j
        return None

    def _feet(self, at: int, j: int, mark: str) -> bool:
        """Whether a straight mark behind a number means inches: a lower-case word follows, and another mark closes."""
        return self.prose[at + 2 : at + 3].islower() and any(m == mark for _, m in self.marks[j + 1 : j + _AHEAD])

    def _single_end(self, i: int, closers: tuple[str, ...]) -> int | None:
        """The end of ‘British’ quotation: an apostrophe inside or at the end of a word does not close it."""
        fallback, opened = None, 0
        for j in range(i + 1, min(len(self.marks), i + _AHEAD)):
            at, other = self.marks[j]
            if other in '“"„«' and self._opens(at, other):
                continue
            if other == self.marks[i][1] and other == "‘":
                break
            if other not in closers or self._after(at + 1).isalnum():
                opened += other in closers
                if opened > _OPENED:
                    break
                continue
            before = self._before(at)
            if before in _STOPS or before != "s":
                if before.isspace():
                    continue
                return j
            fallback = fallback if fallback is not None else j
        return fallback

    def _unclosed_end(self, i: int, mark: str) -> int:
        """Up to the next mark that opens, or the end of the block."""
        for j in range(i + 1, min(len(self.marks), i + _AHEAD)):
            at, other = self.marks[j]
            if other == mark and self._opens(at, other):
                end = at
                while end > 0 and self.prose[end - 1].isspace():
                    end -= 1
                return end
        end = self.block.prose_end
        while end > self.block.prose_start and self.prose[end - 1].isspace():
            end -= 1
        return end
