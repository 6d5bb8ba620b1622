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
def _phrases(code: str) -> dict[str, dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]]:
    """First word -> second word ("" for a single one) -> phrases: words, established wording, rule; longest first."""
    tables = language.load(code)["translation"]
    found: dict[str, dict[str, list[tuple[tuple[str, ...], str, str]]]] = {}
    for table, rule in RULES.items():
        for established, variants in tables.get(table, {}).items():
            for variant in variants:
                words = tuple(variant.split())
                seconds = found.setdefault(words[0], {})
                seconds.setdefault(words[1] if len(words) > 1 else "", []).append((words, established, rule))
    return {
        first: {second: tuple(sorted(those, key=lambda f: -len(f[0]))) for second, those in seconds.items()}
        for first, seconds in found.items()
    }


def examine(page: Page) -> None:
    """Report phrases whose established wording the language's table gives."""
    phrases = _phrases(page.code)
    if not phrases:
        return
    words, prose, texts = page.article.words, page.article.prose, page.texts
    last = len(texts) - 1
    for i, text in enumerate(texts):
        if text not in phrases:
            continue
        seconds = phrases[text]
        candidates = seconds.get(texts[i + 1], ()) if i < last else ()
        for phrase, established, rule in candidates or seconds.get("", ()):
            end = i + len(phrase)
            if tuple(texts[i:end]) != phrase:
                continue
            start, stop = words[i].start, words[end - 1].end
            if prose[start:stop].count(" ") == len(phrase) - 1 and page.own([(start, stop)]):
                page.report(rule, [(start, stop)], established=established)
            break
