"""Other countries' ways to write numbers, dates and quotation marks, left as they were."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.signals.translation.page import Page

WHAT: Final[Mapping[str, Phrase]] = {
    name: Wording(f"convention.{name}", text)()
    for name, text in {
        "decimal-comma": "a decimal comma",
        "thousands-stop": "a full stop between thousands",
        "thousands-space": "a space between thousands",
        "percent-space": "a space before the percent sign",
        "quotation-marks": "the quotation marks of another language",
        "day-stop": "a date with a full stop after the day",
        "ordinal": "an ordinal in another language's short form",
        "year-word": "a year called a year",
        "clock": "a time of day as English does not write it",
        "plural-after-number": "a number word with an ending that it does not take after a figure",
        "unit-order": "a unit in the order of another language",
    }.items()
}
"""What is written otherwise, by the name that a language's table gives it."""


Named = tuple[tuple[str, re.Pattern[str]], ...]
"""What is written, and its pattern."""


def _entries(code: str, *, at_numbers: bool) -> list[Mapping[str, str]]:
    table = language.load(code)["translation"].get("conventions", [])
    return [entry for entry in table if ("character" not in entry) is at_numbers]


@cache
def _screen(code: str) -> re.Pattern[str]:
    """Any of the patterns that are tried where a number begins."""
    return re.compile("|".join(f"(?:{e['pattern']})" for e in _entries(code, at_numbers=True)) or r"(?!)")


@cache
def _at_numbers(code: str) -> Named:
    """Each of them: made when the screen has found something, which it does on few pages."""
    return tuple((e["what"], re.compile(e["pattern"])) for e in _entries(code, at_numbers=True))


@cache
def _at_characters(code: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """What is written, the character that it begins with, and its pattern."""
    return tuple((e["what"], e["character"], re.compile(e["pattern"])) for e in _entries(code, at_numbers=False))


def examine(page: Page) -> None:
    """Report each kind of foreign convention once, with its places."""
    prose, starts = page.article.prose, page.article.tokens.starts
    screen = _screen(page.code)
    found: dict[str, list[tuple[int, int]]] = {}
    for i in [i for i in page.coded.numbers if screen.match(prose, starts[i])]:
        for what, pattern in _at_numbers(page.code):
            if m := pattern.match(prose, starts[i]):
                found.setdefault(what, []).append(m.span())
    for what, character, pattern in _at_characters(page.code):
        if character in prose:
            found.setdefault(what, []).extend(m.span() for m in pattern.finditer(prose))
    for what, every in found.items():
        if places := [place for place in every if page.running(*place)]:
            page.card.add(
                "translation/foreign-convention",
                [page.article.span(*place) for place in places[:20]],
                what=WHAT.get(what, what),
                words=prose[slice(*places[0])].strip(),
            )
