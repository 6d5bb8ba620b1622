"""Words and phrases that were left in the language the text came from."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import compress, count
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.language import lexicon
from mkdocs_credibility.signals.translation import sequences
from mkdocs_credibility.signals.translation.page import Page

_SHORTEST: Final = 5
"""Letters that a word needs before its ending says what language it is."""

_NAME: Final = 4
"""Foreign words that a name may have on each side of one of them."""

_NAMED: Final = 60
"""Words of which one has a capital in any text: with fewer it has lost them, and names look like foreign words."""

_HALF, _LONGEST_HALF = 4, 40
"""Letters of the shortest half of a compound, and more than any word of the lexicon has."""

_FIGURES: Final = "0123456789-‐‑"
_NUMBERED: Final = re.compile(r"[0-9]+[-‐‑]?[^\W\d_]{4,}\Z")
"""A figure with a word: "30-Kilometer" is translated by halves where the figure alone was understood."""

_RUN: Final = 4
_FOREIGN: Final = 2
"""Words of a run, and function words of one other language in it, that make it a phrase left as it was."""

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
            kinds.append(f"[^\\W\\d_{letters}]*+[{letters}][^\\W\\d_]*+")
        if inside := shape.get("inside"):
            kinds.append(f"(?=[^\\W\\d_]*?(?:{'|'.join(inside)}))[^\\W\\d_]++")
        if endings := shape.get("endings"):
            kinds.append(f"[^\\W\\d_]{{3,}}(?:{'|'.join(endings)})")
        kinds += shape.get("shapes", ())
        parts.append(f"(?P<{name}>{'|'.join(kinds)})")
    return re.compile("|".join(parts)) if parts else None


@cache
def _glosses(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before or after a foreign word shows that the text means it as one."""
    table = language.load(code)["translation"]["foreign"]
    introduced, explained, apposed = ("|".join(table[name]) for name in ("introduced", "explained", "apposed"))
    return (
        re.compile(rf"(?:\b(?:{introduced}) (?:an? |the )?|[“\"‘'(*_«„/:]|[A-ZÀ-Þ](?:[^\WA-ZÀ-Þ]|[’'.-])*+ )\Z"),
        re.compile(rf"[”\"’')*_»/:]|,? [“\"(]| [A-ZÀ-Þ]|,? (?:{explained})\b|, (?:{apposed})\b"),
    )


@cache
def _foreign(code: str) -> dict[str, frozenset[str]]:
    """Function word of another language, which this language does not have -> the languages that have it."""
    own = set(language.load(code)["translation"].get("classes", {}).get("FUNCTION", ()))
    own |= set(language.load(code)["general"]["stopwords"]) | set(
        language.load(code)["translation"]["foreign"]["shared"]
    )
    found: dict[str, set[str]] = {}
    for other in language.codes():
        if other != code:
            for word in language.load(other).get("general", {}).get("stopwords", ()):
                if word not in own and len(word) > 1:
                    found.setdefault(word, set()).add(other)
    return {word: frozenset(languages) for word, languages in found.items()}


@cache
def _foreign_words(code: str) -> frozenset[str]:
    return frozenset(_foreign(code))


def examine(page: Page) -> None:
    """Report foreign words and phrases that stand in the writer's own text as if they were of its language."""
    if _shapes(page.code) is None or len(page.coded.capitals) * _NAMED < len(page.texts):
        return
    phrases = _phrases(page)
    places = page.own(phrases + [place for place in _words(page) if not _within(place, phrases)])
    if places:
        page.card.add(
            "translation/untranslated-words",
            [page.article.span(*place) for place in places[:20]],
            confidence=1.0 if phrases or len(places) > 1 else 0.5,
            words=", ".join(page.article.prose[slice(*place)] for place in places[:3]),
        )


def _within(place: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in others)


def _phrases(page: Page) -> list[tuple[int, int]]:
    """Runs of four or more small words with two function words of one other language, and none of this one."""
    foreign = _foreign(page.code)
    if len(_foreign_words(page.code) & page.article.vocabulary) < _FOREIGN:
        return []
    known = sequences.grammar(page.code)
    function = known.codes.listed if known else {}
    words, prose, texts = page.article.tokens, page.article.prose, page.texts
    starts, ends = words.starts, words.ends
    before, after = _glosses(page.code)
    size = len(texts)

    def small(i: int) -> bool:
        return texts[i] not in function and prose[starts[i]].islower()

    found = []
    last = 0
    for i in list(compress(count(), map(foreign.__contains__, texts))):
        if i < last or not small(i):
            continue  # in the run that was looked at before, or in none
        first, last = i, i + 1
        while first and small(first - 1) and prose[ends[first - 1] : starts[first]] == " ":
            first -= 1
        while last < size and small(last) and prose[ends[last - 1] : starts[last]] == " ":
            last += 1
        if last - first >= _RUN:
            languages = [code for text in texts[first:last] for code in foreign.get(text, ())]
            start, end = starts[first], ends[last - 1]
            if (
                any(languages.count(code) >= _FOREIGN for code in set(languages))
                and not before.search(prose[max(0, start - 24) : start])
                and not after.match(prose, end)
            ):
                found.append((start, end))
    return found


@lru_cache(maxsize=20_000)
def _unknown(code: str, text: str) -> bool:
    """Whether a word that the lexicon lacks looks like another language's."""
    shapes = _shapes(code)
    return (
        shapes is not None
        and (text.isalpha() or _NUMBERED.match(text) is not None)
        and shapes.fullmatch(part := text.lstrip(_FIGURES)) is not None
        and not _english(part)
    )


def _english(word: str) -> bool:
    """Whether English has the word, or makes it of two that it has ("homestand")."""
    table = lexicon.table()
    return lexicon.known(word) or any(
        word[:i] in table and lexicon.known(word[i:]) for i in range(_HALF, min(len(word) - _HALF, _LONGEST_HALF) + 1)
    )


def _words(page: Page) -> list[tuple[int, int]]:
    """Words that this language does not have and that look like another's, where each stands first."""
    words, prose, texts = page.article.tokens, page.article.prose, page.texts
    starts, ends = words.starts, words.ends
    strangers = page.article.unlisted
    others = strangers.difference(map(texts.__getitem__, page.coded.capitals))  # no names
    unknown = {text for text in others if len(text) >= _SHORTEST and _unknown(page.code, text)}
    unknown = {text for text in unknown if texts.count(text) < _LOANWORD}
    if not unknown:
        return []
    before, after = _glosses(page.code)
    last = len(texts) - 1
    places: list[tuple[int, int]] = []
    seen: set[str] = set()
    for i in sorted(i for text in unknown for i in _indices(texts, text)):
        if texts[i] in seen:
            continue
        first = final = i  # a name may have several foreign words: what stands around them all counts
        while first and i - first < _NAME and texts[first - 1] in strangers and prose[starts[first - 1]].islower():
            first -= 1
        while (
            final < last and final - i < _NAME and texts[final + 1] in strangers and prose[starts[final + 1]].islower()
        ):
            final += 1
        start = starts[first]
        if before.search(prose[max(0, start - 24) : start]) or after.match(prose, ends[final]):
            continue
        seen.add(texts[i])
        places.append((starts[i], ends[i]))
    return places


def _indices(texts: list[str], text: str) -> list[int]:
    return [i for i, other in enumerate(texts) if other == text]
