"""Lines that stand in many articles of a site: furniture, whatever they say.

What it takes: a short line (a paragraph may recur in versions of one story, and a long notice is written on purpose),
in at least five stories and a tenth of them.  Versions of one story count once, or every line of a story told in five
versions would be furniture.  The order of the articles changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate.lines import Line, lines_of
from mkdocs_credibility.span import Span

SHORT: Final = 15
"""Words up to which a line can be furniture by repetition alone."""

STORIES: Final = 5
"""Stories in which it must stand: four share a line by chance or by a common desk note."""

SHARE: Final = 0.1
"""Share of the site's stories in which it must stand: what is rarer belongs to a series, not to the page."""

LONG: Final = 12
"""Words from which a line says something about the story it stands in."""

COMMON: Final = 50
"""Articles from which a shared long line says nothing about their being versions of one story."""


def repeated_lines(articles: Sequence[Article]) -> dict[int, list[Span]]:
    """The places of the site's furniture, by the index of the article they stand in; articles without any are left out.

    Headings, captions and table cells are not looked at: sections of many articles are called "Background".
    """
    return {i: [span for span, _ in found] for i, found in _repeated(articles)[0].items()}


def examine_site(cards: Sequence[Scorecard], lines: Callable[[Article], list[Line]] = lines_of) -> None:
    """Add a finding for each furniture line of a site to the cards, unless it is a credit or was found before.

    `lines` is for callers who know an article's lines from before."""
    repeated, total = _repeated([card.article for card in cards], lines)
    for index, found in repeated.items():
        card = cards[index]
        if "boilerplate" in card.not_assessed:
            continue
        taken = [(s.start, s.end) for f in card.findings if f.dimension == "boilerplate" for s in f.spans]
        taken += [(c.span.start, c.span.end) for c in card.credits if c.span is not None]
        for span, count in found:
            if not any(start < span.end and span.start < end for start, end in taken):
                card.add("boilerplate/repeated-line", span, confidence=0.8, count=count, total=total)


def _repeated(
    articles: Sequence[Article], read: Callable[[Article], list[Line]] = lines_of
) -> tuple[dict[int, list[tuple[Span, int]]], int]:
    """By article its furniture lines, each with the number of stories it stands in; how many stories there are."""
    if len(articles) < STORIES:
        return {}, len(articles)
    long: list[frozenset[int]] = []
    short: list[list[tuple[str, int, int]]] = []
    for article in articles:  # the lines of all at once would be all of their text again
        own = article.__dict__.pop(_KEPT, None) or _own(read(article))
        long.append(own.long)
        short.append(own.short)
    stories = _stories(long)
    holders: dict[str, set[int]] = defaultdict(set)
    for index, lines in enumerate(short):
        for norm, _, _ in lines:
            holders[norm].add(stories[index])
    total = len(set(stories))
    enough = max(STORIES, SHARE * total)
    many = {norm: len(where) for norm, where in holders.items() if len(where) >= enough}
    out: dict[int, list[tuple[Span, int]]] = {}
    for index, lines in enumerate(short):
        found = [(articles[index].span(start, end), many[norm]) for norm, start, end in lines if norm in many]
        if found:
            out[index] = found
    return out, total


class _Own(NamedTuple):
    """Of an article's lines those that may be furniture, as levelled and where they stand, and numbers of the long."""

    long: frozenset[int]
    short: list[tuple[str, int, int]]


_KEPT: Final = "_lines_for_the_site"


def keep_lines(article: Article, lines: Iterable[Line]) -> None:
    """Keep with the article what `examine_site` will ask of its lines, for who has them now: to make them again takes
    a twentieth of an examination."""
    article.__dict__[_KEPT] = _own(lines)


def _own(lines: Iterable[Line]) -> _Own:
    lines = list(lines)
    return _Own(_long(lines), [(line.norm, line.start, line.end) for line in lines if _short(line)])


def _short(line: Line) -> bool:
    return line.kind in ("paragraph", "list-item") and line.words <= SHORT and len(line.norm) > 2


def _long(lines: Iterable[Line]) -> frozenset[int]:
    """The long lines, each as a number that is the same in this process."""
    return frozenset([hash(line.text) for line in lines if line.words >= LONG])


def _stories(texts: Sequence[frozenset[int]]) -> list[int]:
    """For each article the first one of its story: two share a story when they share a quarter of the long lines."""
    seen: set[int] = set()
    again: set[int] = set()
    for own in texts:
        again |= own & seen
        seen |= own
    holders: dict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(texts):
        for text in own & again:
            holders[text].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for where in holders.values():
        if 1 < len(where) <= COMMON:
            for i, first in enumerate(where):
                for second in where[i + 1 :]:
                    shared[first, second] += 1
    parent = list(range(len(texts)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for (first, second), count in shared.items():
        if count >= 2 and count * 4 >= min(len(texts[first]), len(texts[second])):
            a, b = sorted((root(first), root(second)))
            parent[b] = a
    return [root(index) for index in range(len(texts))]
