"""Words that ran together and apostrophes that were lost, in languages of which no dictionary is at hand.

Without a dictionary only what the article itself and the language's function words prove counts: a word that the text
has elsewhere, and a capitalised function word glued to it; an elision before a question mark.  Words glued in small
letters, lost ligatures and lost initials are not assessed in these languages.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate.damage import SHOWN

SHORTEST: Final = 4
"""Letters of the word before a seam inside a sentence: shorter ones begin names ("vanDer")."""

MARKS: Final = 2
"""Question marks in place of an apostrophe that make it certain that the text lost its apostrophes."""

_SEAM: Final = re.compile(r"(?<=[a-zß-ÿ.!?”»\"])[A-ZÀ-Þ][a-zß-ÿ]{1,11}(?![\w/@(.-])")
_BEFORE: Final = re.compile(r"(?<![\w./@:#'’-])([^\W\d_A-ZÀ-Þ]{3,24})([.!?][”»\"]?)?$")
_LOST: Final = Wording("damage.apostrophes", "a question mark stands for an apostrophe")


@cache
def _function_words(code: str) -> frozenset[str]:
    return frozenset(language.load(code).get("general", {}).get("stopwords", ()))


@cache
def _elided(code: str) -> re.Pattern[str] | None:
    words = language.load(code).get("boilerplate", {}).get("words", {}).get("elided", ())
    if not words:
        return None
    return re.compile(rf"(?<![\w./?&=-])(?:{'|'.join(words)})\?(?=[^\W\d_]{{2,24}}(?![\w=&]))", re.IGNORECASE)


def find(card: Scorecard, code: str) -> None:
    """Report glued words and lost apostrophes of an article in a language that has function words."""
    article = card.article
    prose, function = article.prose, _function_words(code)
    glued: list[tuple[int, int, str]] = []
    for seam in _SEAM.finditer(prose):
        at, right = seam.start(), seam.group()
        if right.lower() not in function:
            continue
        before = _BEFORE.search(prose, max(0, at - 28), at)
        if before is None or not (before.group(2) or len(before.group(1)) >= SHORTEST):
            continue
        if before.group(1) in function or before.group(1) in article.vocabulary:
            glued.append((before.start(), seam.end(), f"{before.group()} {right}"))
    if glued:
        start, end, apart = glued[0]
        spans = [article.span(s, e) for s, e, _ in glued[:SHOWN]]
        card.add(
            "boilerplate/glued-words", spans, glued=prose[start:end], apart=apart, count=len(glued), confidence=0.8
        )
    pattern = _elided(code) if "?" in prose else None
    marks = [m.span() for m in pattern.finditer(prose)] if pattern else []
    if len(marks) >= MARKS:
        spans = [article.span(start, end) for start, end in marks[:SHOWN]]
        card.add("boilerplate/lost-letters", spans, what=_LOST(), confidence=0.8)
