"""What the translation rules share about one page: where its running text is, what is quoted, and its coded words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, Final

from mkdocs_credibility import language
from mkdocs_credibility.article import Block
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.translation import sequences

_BODY: Final = frozenset({"paragraph", "list-item"})

_MARKS: Final = re.compile(r"[\"“”„«»'‘’](?<![^\W_]['‘’])")
"""Quotation marks; a single one behind a letter or figure is an apostrophe, or closes what has none opened."""

_STOPS: Final = frozenset(".,!?…")

_MANY: Final = 5
"""Places of one rule that get a finding each; a page with more has one finding that shows them together."""

_SHOWN: Final = 20
"""Places that a finding shows at most."""


def _is_mark(prose: str, at: int, opened: bool) -> bool:
    """Whether a single quotation mark is one, and no apostrophe."""
    before, after = prose[at - 1 : at], prose[at + 1 : at + 2]
    if opened:
        return before in _STOPS and not after.isalnum()
    return prose[at] != "’" and not before.isalnum() and before not in "’'" and after.isalnum()


@cache
def _no_codes() -> sequences.Codes:
    """The codes of a language whose table lists no words: shapes alone."""
    return sequences.Codes({})


class Page:
    """A card's article as the rules of this dimension see it.  Places are offsets in the prose;
    `texts` are the words in lower case."""

    def __init__(self, card: Scorecard, code: str) -> None:
        self.card = card
        self.article = card.article
        self.code = code
        self.table: Mapping[str, Any] = language.load(code)["translation"]
        self.texts = self.article.tokens.texts
        self._starts = [block.prose_start for block in self.article.blocks]

    @cached_property
    def coded(self) -> sequences.Coded:
        """The words as codes."""
        known = sequences.grammar(self.code)
        return sequences.encode(self.article, known.codes if known else _no_codes())

    @cached_property
    def between(self) -> str:
        """All that stands between words, each kind of it once: signs that are not in it stand nowhere on the page."""
        words, prose = self.article.tokens, self.article.prose
        return "\0".join({prose[: words.starts[0]], *words.gaps, prose[words.ends[-1] :]}) if words.starts else prose

    def block(self, at: int) -> Block | None:
        """The block a place stands in."""
        i = bisect_right(self._starts, at) - 1
        return self.article.blocks[i] if i >= 0 else None

    def running(self, start: int, end: int) -> bool:
        """Whether a place stands in a paragraph or list item: no heading, caption, table cell or block quotation."""
        i = bisect_right(self._starts, start) - 1
        if i < 0 or i in self._furniture:
            return False
        block = self.article.blocks[i]
        return block.kind in _BODY and end <= block.prose_end

    @cached_property
    def _furniture(self) -> set[int]:
        """Blocks that earlier signals show as captions, or half of them or more as residue."""
        covered: Counter[int] = Counter()
        spans = [s for f in self.card.findings if f.dimension == "boilerplate" for s in f.spans]
        starts = [block.start for block in self.article.blocks]
        for span in spans:
            i = bisect_right(starts, span.start) - 1
            if i >= 0:
                covered[i] += min(span.end, self.article.blocks[i].end) - span.start
        photos = {bisect_right(starts, c.span.start) - 1 for c in self.card.credits if c.kind == "photo" and c.span}
        return photos | {
            i for i, n in covered.items() if 2 * n >= self.article.blocks[i].end - self.article.blocks[i].start
        }

    def quoted(self, start: int, end: int) -> bool:
        """Whether a place stands in somebody's own words, which style rules leave alone."""
        block = self.block(start)
        if block is not None and block.kind == "quote":
            return True
        i = bisect_right(self.marked, (start, len(self.article.prose))) - 1
        return i >= 0 and end <= self.marked[i][1]

    @cached_property
    def marked(self) -> list[tuple[int, int]]:
        """Stretches between quotation marks, by the marks alone: a mixed quote's own words, scare quotes, titles.

        A quotation that is not closed in its block ends with it.
        """
        prose, found = self.article.prose, []
        ends = iter([block.prose_end for block in self.article.blocks])
        end = next(ends, 0)
        opened: int | None = None
        for m in _MARKS.finditer(prose):
            at, mark = m.start(), m.group()
            while at >= end and end:
                if opened is not None:
                    found.append((opened, end))
                    opened = None
                end = next(ends, 0)
            if mark in "'‘’" and not _is_mark(prose, at, opened is not None):
                continue
            if opened is None:
                if mark not in "”»’":
                    opened = at
            elif mark in '"”»' or (mark in "’'" and prose[opened] in "‘'"):
                found.append((opened, at + 1))
                opened = None
        if opened is not None:
            found.append((opened, end or len(prose)))
        return found

    def own(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Of the places those in the writer's own running text."""
        return [(start, end) for start, end in places if self.running(start, end) and not self.quoted(start, end)]

    def report(self, rule: str, places: list[tuple[int, int]], **values: Any) -> None:
        """A finding for each place, or one for all when the page is full of them.

        Messages may show the place's own words as `{words}`.
        """
        spans = [self.article.span(start, end) for start, end in places[:_SHOWN]]
        if len(spans) > _MANY:
            self.card.add(rule, spans, **{"words": spans[0].exact} | values)
            return
        for span in spans:
            self.card.add(rule, span, **{"words": span.exact} | values)
