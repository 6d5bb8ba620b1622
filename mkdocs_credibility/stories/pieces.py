"""Pieces of an article that a comparison speaks of: its statements, what is said in it, whose text it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Quote, Scorecard
from mkdocs_credibility.stories.lexicon import Token


class Statement(NamedTuple):
    """A sentence of the body: its characters in the prose, its words (a range of `Profile.words`) and its block."""

    start: int
    end: int
    first: int
    last: int
    block: int


class Saying(NamedTuple):
    """Words between quotation marks: places in the prose (marks left out), the quote they come from, their tokens."""

    start: int
    end: int
    quote: Quote
    tokens: tuple[Token, ...]


def agency_of(card: Scorecard) -> str | None:
    """Who is credited for the text: the agency the card names, or whoever stands in a dateline's brackets."""
    if card.agency:
        return card.agency
    for credit in card.credits:
        if credit.kind == "dateline" and credit.span and f"({credit.name})" in credit.span.exact:
            return credit.name
    return None


def prose_offset(article: Article, offset: int) -> int:
    """The place in the prose of a character of the text: the inverse of `Article.offset`."""
    pairs = article.prose_offsets
    if not pairs:
        return offset
    i = bisect_right(pairs, offset, key=_TEXT_AT) - 1
    if i < 0:
        return 0
    at, text_at = pairs[i]
    after = pairs[i + 1][0] if i + 1 < len(pairs) else len(article.prose)
    return min(at + offset - text_at, after)


_TEXT_AT: Final = itemgetter(1)


BESIDE: Final = 3
"""Words after a number that may be part of it ("4 million", "2.30 p.m."), and one to spare."""


def figures(at: Sequence[int], s: Statement, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The characters of a statement in which its numbers stand, each with the words that may be part of it.

    `at` are the words that are numbers, `starts` where each word of the article begins.
    """
    begun = at[0]
    for i, after in zip(at, [*at[1:], s.last + BESIDE + 1], strict=True):
        if after > i + BESIDE:
            end = i + BESIDE
            yield starts[begun], starts[end] if end < s.last else s.end
            begun = after
