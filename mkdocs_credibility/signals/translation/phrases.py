"""Fixed phrases in words that no one in the field uses: tortured terms, calques, idioms taken word for word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import compress, count
from typing import Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.signals.translation.page import Page

RULES: Final[Mapping[str, str]] = {"tortured": "translation/tortured-phrase", "calques": "translation/calque"}
"""Table of the language file -> the rule that its phrases belong to."""


class Phrase(NamedTuple):
    """A phrase to look for: its words, also in a row, the established wording, the rule it belongs to."""

    words: list[str]
    in_a_row: str
    established: str
    rule: str


class _Phrases(NamedTuple):
    """The most telling word of a phrase -> phrases that have it, and where; and those words."""

    by_word: Mapping[str, tuple[tuple[int, Phrase], ...]]
    words: frozenset[str]


@cache
def _phrases(code: str) -> _Phrases:
    """The phrases of a language.

    Telling is the longest word that is no function word: most pages have none of them, and are done with that.
    """
    table = language.load(code)["translation"]
    function = set(table.get("classes", {}).get("FUNCTION", ()))
    found: dict[str, list[tuple[int, Phrase]]] = {}
    for name, rule in RULES.items():
        for established, variants in table.get(name, {}).items():
            for variant in variants:
                words = variant.split()
                at = max(range(len(words)), key=lambda i: (words[i] not in function, len(words[i])))
                found.setdefault(words[at], []).append((at, Phrase(words, " ".join(words), established, rule)))
    return _Phrases({word: tuple(phrases) for word, phrases in found.items()}, frozenset(found))


def examine(page: Page) -> None:
    """Report phrases whose established wording the language's table gives."""
    (by_word, telling), vocabulary = _phrases(page.code), page.article.vocabulary
    within = vocabulary.issuperset
    words = page.article.tokens
    possible: dict[str, list[tuple[int, Phrase]]] = {}
    for word in telling & vocabulary:
        near = [(at, phrase) for at, phrase in by_word[word] if within(phrase.words)]
        if near := [(at, phrase) for at, phrase in near if phrase.in_a_row in words.line]:  # most pages have them apart
            possible[word] = near
    if not possible:
        return
    texts = page.texts
    found: dict[int, Phrase] = {}
    for i in list(compress(count(), map(possible.__contains__, texts))):
        for at, phrase in possible[texts[i]]:
            first = i - at
            if first >= 0 and texts[first : first + len(phrase.words)] == phrase.words:
                found[first] = max(found.get(first, phrase), phrase, key=lambda p: len(p.words))
    for first, phrase in sorted(found.items()):
        last = first + len(phrase.words) - 1
        start, stop = words.starts[first], words.ends[last]
        if all(gap == " " for gap in words.gaps[first:last]) and page.own([(start, stop)]):
            page.report(phrase.rule, [(start, stop)], established=phrase.established)
