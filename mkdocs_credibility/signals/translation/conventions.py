"""Other countries' ways to write numbers, dates and quotation marks, left as they were."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

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


class _Patterns(NamedTuple):
    """What is written and its pattern: those tried where a number begins (`screen` is any of them), and those tried
    where a character stands."""

    screen: re.Pattern[str]
    at_numbers: tuple[tuple[str, re.Pattern[str]], ...]
    at_characters: tuple[tuple[str, str, re.Pattern[str]], ...]


@cache
def _patterns(code: str) -> _Patterns:
    table = language.load(code)["translation"].get("conventions", [])
    at_numbers = [(entry["what"], entry["pattern"]) for entry in table if "character" not in entry]
    return _Patterns(
        re.compile("|".join(f"(?:{pattern})" for _, pattern in at_numbers) or r"(?!)"),
        tuple((what, re.compile(pattern)) for what, pattern in at_numbers),
        tuple(
            (entry["what"], entry["character"], re.compile(entry["pattern"])) for entry in table if "character" in entry
        ),
    )


def examine(page: Page) -> None:
    """Report each kind of foreign convention once, with its places."""
    prose, starts = page.article.prose, page.article.tokens.starts
    screen, at_numbers, at_characters = _patterns(page.code)
    found: dict[str, list[tuple[int, int]]] = {}
    for i in [i for i in page.coded.numbers if screen.match(prose, starts[i])]:
        for what, pattern in at_numbers:
            if m := pattern.match(prose, starts[i]):
                found.setdefault(what, []).append(m.span())
    for what, character, pattern in at_characters:
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
