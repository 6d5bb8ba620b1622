"""One thing written in two ways: percentages, dates, figures, money, titles and spelling change within a page.

Editors and translators keep to one way; machines that learned from several houses mix them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.signals.translation.page import Page

_SIDES: Final = (("british", "ise"), ("american",)), (("ise",), ("ize",))
"""Spellings that no house mixes; -ize stands beside the other British ones, too."""

_TRIED: Final = 50
"""Places looked at for each way."""

Places = list[tuple[int, int]]


class _Way(NamedTuple):
    """One way to write what `choice` names, tried at `word`, or where a number begins if that is None.

    `back`: the word before belongs to what is shown.  `loose`: the choice says something only with another."""

    choice: str
    word: str | None
    pattern: re.Pattern[str]
    back: bool
    loose: bool


class _Style(NamedTuple):
    """A language's ways: `screen` is any of those that begin with a number."""

    screen: re.Pattern[str]
    at_numbers: tuple[_Way, ...]
    at_words: tuple[tuple[_Way, ...], ...]
    titles: frozenset[str]
    title: re.Pattern[str]
    sides: tuple[tuple[frozenset[str], frozenset[str]], ...]


class _Choice(NamedTuple):
    """A choice that the page makes in two ways: a place of the rarer one and of the more frequent one."""

    first: tuple[int, int]
    second: tuple[int, int]
    loose: bool = False


@cache
def _style(code: str) -> _Style | None:
    if (table := language.load(code).get("style")) is None:
        return None
    ways = [
        _Way(w["choice"], w.get("word"), re.compile(w["pattern"]), w.get("back", False), w.get("loose", False))
        for w in table["ways"]
    ]
    at_numbers = tuple(way for way in ways if way.word is None)
    spelling: Mapping[str, list[str]] = table["spelling"]
    return _Style(
        re.compile("|".join(f"(?:{way.pattern.pattern})" for way in at_numbers)),
        at_numbers,
        tuple(tuple(same) for _, same in groupby((way for way in ways if way.word), attrgetter("choice"))),
        frozenset(table["titles"]["words"]),
        re.compile(table["titles"]["pattern"]),
        tuple((_words(spelling, one), _words(spelling, other)) for one, other in _SIDES),
    )


def _words(spelling: Mapping[str, list[str]], names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in spelling[name])


def examine(page: Page) -> None:
    """Report each choice of style that the writer's own running text makes in two ways."""
    if (style := _style(page.code)) is None:
        return
    choices = [*_numbers(page, style), *_phrases(page, style), *_titles(page, style), *_spellings(page, style)]
    for choice in choices:
        page.card.add(
            "translation/mixed-style",
            [page.article.span(*choice.first), page.article.span(*choice.second)],
            severity="info" if choice.loose and len(choices) == 1 else None,
            one=page.article.prose[slice(*choice.first)],
            other=page.article.prose[slice(*choice.second)],
        )


def _choice(page: Page, ways: Iterable[Places], loose: bool = False) -> list[_Choice]:
    """What is written in two ways or more, counting the writer's own running text alone; else nothing."""
    kept = [own for places in ways if (own := page.own(places[:_TRIED]))]
    if len(kept) < 2:
        return []
    kept.sort(key=lambda places: (len(places), places))
    return [_Choice(kept[0][0], kept[-1][0], loose)]


def _place(page: Page, way: _Way, m: re.Match[str]) -> tuple[int, int]:
    start, end = m.span()
    if way.back:
        prose = page.article.prose
        start = max(prose.rfind(" ", 0, start - 1), prose.rfind("\n", 0, start - 1)) + 1
    return start, end


def _numbers(page: Page, style: _Style) -> list[_Choice]:
    """Ways to write figures and what stands by them."""
    prose, starts = page.article.prose, page.article.tokens.starts
    found: dict[str, dict[_Way, Places]] = {}
    for i in [i for i in page.coded.numbers if style.screen.match(prose, starts[i])]:
        for way in style.at_numbers:
            if m := way.pattern.match(prose, starts[i]):
                found.setdefault(way.choice, {}).setdefault(way, []).append(_place(page, way, m))
    mixed = [ways for ways in found.values() if len(ways) > 1]
    return [choice for ways in mixed for choice in _choice(page, ways.values(), any(way.loose for way in ways))]


def _phrases(page: Page, style: _Style) -> list[_Choice]:
    """Ways to write a word or phrase, where the page has the words of two of them."""
    vocabulary = page.article.vocabulary
    found: list[_Choice] = []
    for ways in style.at_words:
        if sum(way.word in vocabulary for way in ways) > 1:
            found += _choice(
                page, ([_place(page, way, m) for m in _matches(page, way.pattern, way.word)] for way in ways)
            )
    return found


def _titles(page: Page, style: _Style) -> list[_Choice]:
    """Titles with a full stop and without."""
    found: list[_Choice] = []
    prose = page.article.prose
    for word in sorted(style.titles & page.article.vocabulary):
        title = word.capitalize()
        if f"{title}. " not in prose or f"{title} " not in prose:
            continue  # most pages have one of the two
        matches = _matches(page, style.title, word)
        found += _choice(page, [[m.span() for m in matches if ("." in m[0]) is stopped] for stopped in (True, False)])
    return found[:1]  # Mr and Mrs are one choice


def _matches(page: Page, pattern: re.Pattern[str], word: str | None) -> list[re.Match[str]]:
    prose, starts = page.article.prose, page.article.tokens.starts
    return [m for i, text in enumerate(page.texts) if text == word and (m := pattern.match(prose, starts[i]))]


def _spellings(page: Page, style: _Style) -> list[_Choice]:
    """Words of either side in small letters: a capital belongs to a name, which has its own spelling."""
    vocabulary = page.article.vocabulary
    found: list[_Choice] = []
    for one, other in style.sides:
        if not (one.isdisjoint(vocabulary) or other.isdisjoint(vocabulary)):
            found += _choice(page, [_printed(page, side & vocabulary) for side in (one, other)])
    return found[:1]  # words of three kinds are one choice


def _printed(page: Page, words: Collection[str]) -> Places:
    """Where the words stand as they are; what Markdown marks as code is a program's spelling."""
    article, tokens = page.article, page.article.tokens
    at = [i for i, printed in enumerate(tokens.printed) if printed in words]
    return [
        (tokens.starts[i], tokens.ends[i])
        for i in at
        if not article.text.startswith("`", article.offset(tokens.starts[i]) - 1)
    ]
