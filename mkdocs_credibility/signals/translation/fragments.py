"""Words and phrases that were left in the language the text came from."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.language import lexicon
from mkdocs_credibility.signals.translation.page import Page

_SHORTEST: Final = 5
"""Letters that a word needs before its ending says what language it is."""

_LOANWORD: Final = 3
"""Times that a foreign word may stand on a page before it is the page's own term."""


@cache
def _shapes(code: str) -> re.Pattern[str] | None:
    """Words that by their letters or endings belong to another language: one alternative a language."""
    table = language.load(code)["translation"].get("foreign", {})
    parts = []
    for name, shape in table.get("languages", {}).items():
        kinds = []
        if letters := shape.get("letters"):
            kinds.append(f"[^\\W\\d_]*[{letters}][^\\W\\d_]*")
        if inside := shape.get("inside"):
            kinds.append(f"[^\\W\\d_]*(?:{'|'.join(inside)})[^\\W\\d_]*")
        if endings := shape.get("endings"):
            kinds.append(f"[^\\W\\d_]{{3,}}(?:{'|'.join(endings)})")
        kinds += shape.get("shapes", ())
        parts.append(f"(?P<{name}>{'|'.join(kinds)})")
    return re.compile("|".join(parts)) if parts else None


@cache
def _glosses(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before or after a foreign word shows that the text means it as one."""
    table = language.load(code)["translation"]["foreign"]
    return (
        re.compile(rf"(?:\b(?:{'|'.join(table['introduced'])}) (?:an? |the )?|[“\"‘'(*_«„/:]|[A-ZÀ-Þ][\w’'.-]* )\Z"),
        re.compile(rf"[”\"’')*_»/:]|,? [“\"(]| [A-ZÀ-Þ]|,? (?:{'|'.join(table['explained'])})\b"),
    )


def examine(page: Page) -> None:
    """Report foreign words that stand in the writer's own text as if they were English."""
    shapes = _shapes(page.code)
    if shapes is None:
        return
    words, prose = page.article.words, page.article.prose
    table = lexicon.table()
    unknown = {
        text
        for text in {text for text in set(page.texts) if text not in table}
        if len(text) >= _SHORTEST and text.isalpha() and shapes.fullmatch(text) and not lexicon.known(text)
    }
    unknown = {text for text in unknown if page.texts.count(text) < _LOANWORD}
    if not unknown:
        return
    capitalised = {word.text for word in words if word.text in unknown and prose[word.start].isupper()}
    before, after = _glosses(page.code)
    places: list[tuple[int, int]] = []
    seen: set[str] = set()
    for word in words:
        if word.text not in unknown or word.text in capitalised or word.text in seen:
            continue
        if before.search(prose[max(0, word.start - 24) : word.start]) or after.match(prose, word.end):
            continue
        seen.add(word.text)
        places.append((word.start, word.end))
    places = page.own(places)
    if places:
        page.card.add(
            "translation/untranslated-words",
            [page.article.span(*place) for place in places[:20]],
            confidence=1.0 if len(places) > 1 else 0.5,
            words=", ".join(prose[slice(*place)] for place in places[:3]),
        )
