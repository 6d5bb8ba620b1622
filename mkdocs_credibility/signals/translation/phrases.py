"""Fixed phrases in words that no one in the field uses: tortured terms, calques, idioms taken word for word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.signals.translation.page import Page

RULES: Final[Mapping[str, str]] = {"tortured": "translation/tortured-phrase", "calques": "translation/calque"}
"""Table of the language file -> the rule that its phrases belong to."""


class Phrase(NamedTuple):
    """A phrase to look for: itself, its words, the established wording, the rule it belongs to."""

    text: str
    words: tuple[str, ...]
    established: str
    rule: str


@cache
def _phrases(code: str) -> dict[str, tuple[tuple[int, Phrase], ...]]:
    """The most telling word of a phrase -> phrases that have it, and where.

    Telling is the longest word that is no function word: most pages have none of them, and are done with that.
    """
    table = language.load(code)["translation"]
    function = set(table.get("classes", {}).get("FUNCTION", ()))
    found: dict[str, list[tuple[int, Phrase]]] = {}
    for name, rule in RULES.items():
        for established, variants in table.get(name, {}).items():
            for variant in variants:
                words = tuple(variant.split())
                at = max(range(len(words)), key=lambda i: (words[i] not in function, len(words[i])))
                found.setdefault(words[at], []).append((at, Phrase(" ".join(words), words, established, rule)))
    return {word: tuple(phrases) for word, phrases in found.items()}


def examine(page: Page) -> None:
    """Report phrases whose established wording the language's table gives."""
    phrases, vocabulary = _phrases(page.code), page.article.vocabulary
    within = vocabulary.issuperset
    near = [(word, p) for word in phrases.keys() & vocabulary for p in phrases[word] if within(p[1].words)]
    if not near:
        return
    words, texts = page.article.tokens, page.texts
    text = words.line
    possible: dict[str, list[tuple[int, Phrase]]] = {}
    for word, (at, phrase) in near:
        if phrase.text in text:
            possible.setdefault(word, []).append((at, phrase))
    if not possible:
        return
    found: dict[int, Phrase] = {}
    for i in [i for i, text in enumerate(texts) if text in possible]:
        for at, phrase in possible[texts[i]]:
            first = i - at
            if first >= 0 and tuple(texts[first : first + len(phrase.words)]) == phrase.words:
                found[first] = max(found.get(first, phrase), phrase, key=lambda p: len(p.words))
    for first, phrase in sorted(found.items()):
        last = first + len(phrase.words) - 1
        start, stop = words.starts[first], words.ends[last]
        if all(gap == " " for gap in words.gaps[first:last]) and page.own([(start, stop)]):
            page.report(phrase.rule, [(start, stop)], established=phrase.established)
