"""Glitches of letters and marks: capitals, hyphens, spaces, titles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.signals.translation.page import Page

_SPACE: Final = re.compile(r" [.,;:!?](?=[ \n]|\Z)")
_SPACED: Final = (" .", " ,", " ;", " :", " !", " ?")
_HYPHEN: Final = re.compile(r"[-‐‑][a-z]{3,}(?![\w'’-]| ?[-–—])")
_REVERSED: Final = re.compile(r'" (?<=[a-z]" )[^",\n]{1,60} "(?=[ .;\n]|\Z)')
"""Its first two characters come first: what begins with a literal is looked for at the speed of `str.find`."""

_LATE: Final = re.compile(r' "(?<=[a-z][.?!,] ")(?=\n|\Z)')
"""A closing mark with a space before it, at the end of a paragraph."""

_DASH: Final = re.compile(r" [-‐‑–—] |[-‐‑](?=[ ,])")


def examine(page: Page) -> None:
    """Report stray capitals and hyphens, spaces before punctuation, and titles in lower case."""
    prose, between = page.article.prose, page.between
    if not page.table.get("spaced", False) and any(mark in between for mark in _SPACED) and (spaces := _spaces(page)):
        start, end = spaces[0]
        shown = prose[max(0, start - 24) : end].split("\n")[-1].split(" ", 1)[-1]
        page.report("translation/space-before-punctuation", spaces, words=shown)
    if page.table.get("stray_hyphens", False) and (" -" in between or " ‐" in between or " ‑" in between):
        page.report("translation/stray-hyphen", _hyphens(page))
    if ' "' in between:
        page.report("translation/reversed-quotation-marks", _reversed(page))
    letters, words = _capitals(page)
    page.report("translation/stray-capital", letters)
    page.report("translation/stray-capital", words, severity="info")
    page.report("translation/lowercase-title", _titles(page))


def _reversed(page: Page) -> list[tuple[int, int]]:
    """Quotation marks with the space on the wrong side; they make any reading of what is quoted doubtful."""
    prose = page.article.prose
    found = [m.span() for m in _REVERSED.finditer(prose)] if '" ' in page.between else []
    for pattern in filter(None, (_attributed(page.code), _LATE)):
        for m in pattern.finditer(prose):
            before = max(prose.rfind(" ", 0, m.start()), prose.rfind("\n", 0, m.start())) + 1
            if page.running(before, m.end()) and not any(start < m.end() <= end for start, end in found):
                found.append((before, m.end()))
    return sorted(found)


@cache
def _attributed(code: str) -> re.Pattern[str] | None:
    """A quotation's last mark at the words that name its speaker, as in `… the market, "said Ana Holt.`

    No other mark may follow in the paragraph: a quotation can begin with "said", but it ends before or with it.
    """
    table = language.load(code)["translation"].get("said")
    if table is None:
        return None
    verbs, pronouns = "|".join(table["verbs"]), "|".join(table["pronouns"])
    said = rf"(?:(?:{pronouns}) )?+(?:{verbs})\b|[A-Z]\w{{1,40}}+ (?:{verbs})(?=[.,])"
    return re.compile(rf' "(?<=\w[,.?!] ")(?:{said})(?=[^"“”\n]*+(?:\n|\Z))')


def _spaces(page: Page) -> list[tuple[int, int]]:
    """Spaces before punctuation that ends a word; not those of an ellipsis written with spaces."""
    prose = page.article.prose
    spans = [m.span() for at in _everywhere(prose, _SPACED) if (m := _SPACE.match(prose, at))]
    return [
        (start, end)
        for start, end in spans
        if prose[start - 1 : start].isalnum() and not re.match(r" ?[.,;:!?)]", prose[end : end + 2])
    ]


def _everywhere(text: str, parts: Iterable[str]) -> list[int]:
    """Where any of the parts stands, ascending."""
    found = []
    for part in parts:
        at = text.find(part)
        while at >= 0:
            found.append(at)
            at = text.find(part, at + 1)
    return sorted(found)


def _hyphens(page: Page) -> list[tuple[int, int]]:
    """Hyphens before a word and after a space; not those that serve as dashes, which come in pairs or with others."""
    prose = page.article.prose
    found: list[tuple[int, int]] = []
    for at in _everywhere(prose, (" -", " ‐", " ‑")):
        m = _HYPHEN.match(prose, at + 1)
        if m and prose[at - 1 : at].isalpha() and prose[at - 1 : at].islower():
            found.append(m.span())
    found = page.own(found)
    if len(found) > 1:
        return []  # the page writes its dashes so
    return [
        (start, end)
        for start, end in found
        if not _DASH.search(prose, max(0, start - 80), start - 1) and not _DASH.search(prose, end, end + 80)
    ]


def _titles(page: Page) -> list[tuple[int, int]]:
    """Titles in lower case before a name, where the language writes them with a capital."""
    titles = _title_words(page.code)
    if titles.isdisjoint(page.article.vocabulary):
        return []
    words, prose = page.article.tokens, page.article.prose
    found = []
    for i in page.coded.capitals:
        if i and words.texts[i - 1] in titles:
            before, start, end = words.starts[i - 1], words.starts[i], words.ends[i]
            gap = prose[words.ends[i - 1] : start]
            glued = prose[before - 1 : before] in _GLUE
            if gap in (" ", ". ") and prose[before].islower() and not glued and end - start > 2:
                found.append((before, end))
    return page.own(found)


_GLUE: Final = frozenset("@/._-’'&")


@cache
def _title_words(code: str) -> frozenset[str]:
    return frozenset(language.load(code)["translation"].get("titles", []))


@cache
def _small_words(code: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Small words that have no business with a capital in mid-sentence; what may stand before and after a letter."""
    table = language.load(code)["translation"].get("capitals", {})
    return (
        frozenset(word.lower() for word in table.get("words", ())),
        frozenset(table.get("before_letter", ())),
        frozenset(table.get("after_letter", ())),
    )


def _capitals(page: Page) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Articles with a capital between two words without, and other small words so (there a full stop may be lost)."""
    small, before_letter, after_letter = _small_words(page.code)
    articles: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    if not small:
        return articles, others
    words, prose, texts = page.article.tokens, page.article.prose, page.texts
    starts, ends = words.starts, words.ends
    for i in page.coded.inner:
        if texts[i] not in small or not 0 < i < len(words) - 1:
            continue
        if not (prose[ends[i - 1] : starts[i]] == " " == prose[ends[i] : starts[i + 1]]):
            continue
        if not (prose[starts[i - 1]].islower() and prose[starts[i + 1]].islower()):
            continue
        place = starts[i], ends[i]
        if len(texts[i]) > 1:
            (articles if texts[i] == "an" else others).append(place)
        elif texts[i - 1] not in before_letter and texts[i + 1] not in after_letter and not _lettered(page, place[0]):
            articles.append(place)
    return page.own(articles), page.own(others)


def _lettered(page: Page, at: int) -> bool:
    """Whether the block names things by letters: a lone B stands there too."""
    block = page.block(at)
    return block is not None and _LETTER_B.search(page.article.prose, block.prose_start, block.prose_end) is not None


_LETTER_B: Final = re.compile(r"\bB\b(?!\.)")
