"""Fixed phrases in words that no one in the field uses: tortured terms, calques, idioms taken word for word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.signals.translation.page import Page

RULES: Final[Mapping[str, str]] = {"tortured": "translation/tortured-phrase", "calques": "translation/calque"}
"""Table of the language file -> the rule that its phrases belong to."""


@cache
def _phrases(code: str) -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First word -> (the phrase's words, the established wording, the rule), longest first."""
    tables = language.load(code)["translation"]
    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for table, rule in RULES.items():
        for established, variants in tables.get(table, {}).items():
            for variant in variants:
                words = tuple(variant.split())
                by_first.setdefault(words[0], []).append((words, established, rule))
    return {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in by_first.items()}


def examine(page: Page) -> None:
    """Report phrases whose established wording the language's table gives."""
    phrases = _phrases(page.code)
    words, prose = page.article.words, page.article.prose
    texts = [word.text for word in words]
    for i, text in enumerate(texts):
        if text not in phrases:
            continue
        for phrase, established, rule in phrases[text]:
            end = i + len(phrase)
            if tuple(texts[i:end]) != phrase:
                continue
            start, stop = words[i].start, words[end - 1].end
            if prose[start:stop].count(" ") == len(phrase) - 1 and page.own([(start, stop)]):
                page.report(rule, [(start, stop)], established=established)
            break
