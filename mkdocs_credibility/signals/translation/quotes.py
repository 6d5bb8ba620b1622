"""One speaker's words that the page renders in two ways."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache
from typing import Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.scorecard import Quote
from mkdocs_credibility.signals.translation.page import Page

_FEWEST: Final = 3
"""Words that a quoted fragment needs before its likeness to another says anything."""

_MOST: Final = 12
"""Words after which two quotes of one speaker that differ in a word are told apart by the rest of the page anyway."""

_COMPARED: Final = 60
"""Quotes of one speaker that are compared with each other: an interview of hundreds must not cost the build."""


class Piece(NamedTuple):
    """What stands between two quotation marks, and who said it."""

    start: int
    end: int
    quote: Quote


def examine(page: Page) -> None:
    """Report short quotes that come back with another word in the place of one of theirs."""
    pieces = _pieces(page)
    if len(pieces) < 2:
        return
    synonyms = _synonyms(page.code)
    swapped = frozenset(synonyms)
    if not swapped:
        return
    by_speaker: dict[str, list[Piece]] = defaultdict(list)
    bearers = _bearers(page, pieces)
    for piece in pieces:
        speaker = piece.quote.speaker or ""
        by_speaker[bearers.get(speaker, speaker)].append(piece)
    for speaker, said in by_speaker.items():
        if len(said) < 2 or not speaker:
            continue
        words = [_words(page, piece) for piece in said[:_COMPARED]]
        bags = [frozenset(w) for w in words]
        for i, short in enumerate(words):
            if not _FEWEST <= len(short) <= _MOST or swapped.isdisjoint(bags[i]):
                continue
            for j, other in enumerate(words):
                if i == j or len(other) < len(short) or len(bags[i] - bags[j]) != 1:
                    continue
                if (at := _near(short, other, synonyms)) is not None:
                    _report(page, said[i], said[j], at, len(short))
                    return


def _words(page: Page, piece: Piece) -> tuple[str, ...]:
    starts = page.article.tokens.starts
    return tuple(page.texts[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)])


def _report(page: Page, short: Piece, other: Piece, at: int, size: int) -> None:
    """A finding whose spans are the short quote, and the words at `at` of the other."""
    words = page.article.tokens
    first = bisect_left(words.starts, other.start) + at
    here = words.starts[first], words.ends[first + size - 1]
    page.card.add(
        "translation/inconsistent-quote",
        [page.article.span(short.start + 1, short.end - 1), page.article.span(*here)],
        one=page.article.prose[short.start + 1 : short.end - 1].strip(" ,."),
        two=page.article.prose[slice(*here)],
        speaker=other.quote.speaker or short.quote.speaker,
    )


def _pieces(page: Page) -> list[Piece]:
    """What stands between marks inside each direct or mixed quote that has a speaker."""
    article = page.article
    quotes = sorted((q for q in page.card.quotes if q.kind != "indirect" and q.speaker), key=lambda q: q.start)
    starts = [q.start for q in quotes]
    pieces = []
    for start, end in page.marked if quotes else ():
        at = article.offset(start)
        i = bisect_right(starts, at) - 1
        if i >= 0 and at < quotes[i].end:
            pieces.append(Piece(start, end, quotes[i]))
    return pieces


def _bearers(page: Page, pieces: list[Piece]) -> dict[str, str]:
    """Role ("the German chancellor") -> the one named speaker before whose name the page puts it."""
    roles = {p.quote.speaker for p in pieces if p.quote.speaker_kind == "role" and p.quote.speaker}
    if not roles:
        return {}
    names = {p.quote.speaker for p in pieces if p.quote.speaker_kind == "named" and p.quote.speaker}
    prose = page.article.prose.lower()
    found = {}
    for role in roles:
        title = role.split()[-1].lower()
        bearers = [name for name in names if f"{title} {name.lower()}" in prose]
        if len(bearers) == 1:
            found[role] = bearers[0]
    return found


@cache
def _synonyms(code: str) -> dict[str, frozenset[int]]:
    """Word -> the groups of words that a paraphrase swaps for each other."""
    groups = language.load(code)["translation"].get("synonyms", [])
    found: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for word in group:
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _near(short: tuple[str, ...], long: tuple[str, ...], synonyms: dict[str, frozenset[int]]) -> int | None:
    """Where the short quote stands in the long one but for one word, which a synonym replaces; None if nowhere."""
    size = len(short)
    for at in range(len(long) - size + 1):
        window = long[at : at + size]
        differing = [(a, b) for a, b in zip(short, window, strict=True) if a != b]
        if len(differing) == 1 and not synonyms.get(differing[0][0], frozenset()).isdisjoint(
            synonyms.get(differing[0][1], frozenset())
        ):
            same = [a for a, b in zip(short, window, strict=True) if a == b]
            if any(len(word) > 4 for word in same):
                return at
    return None
