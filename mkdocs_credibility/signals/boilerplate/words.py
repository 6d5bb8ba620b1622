"""Words that ran together and words that lost letters: faults of extraction, told by a dictionary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.article import Word
from mkdocs_credibility.language import lexicon
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate.damage import SHOWN
from mkdocs_credibility.signals.boilerplate.lines import Line

OTHER: Final = 5
"""Letters that the word glued to a function word must have: below, endings and foreign words look glued."""

LONGEST: Final = 30
"""Letters up to which a word is looked at: what is longer is no word."""

LIGATURES: Final = 2
"""Different words without their "fi" or "fl" that make it certain that the text lost its ligatures."""

_STANDS_FOR: Final = Wording("damage.stands-for", "“{here}” stands for “{meant}”")
_APOSTROPHES: Final = Wording("damage.apostrophes", "a question mark stands for an apostrophe")

_JOINTS = ("'", "’", "-", "‐", "‑")
_SEAM = re.compile(r"[A-Z](?<=[a-z.!?”\"][A-Z])[a-z]")
_BEFORE = re.compile(r"(?<![\w./@:#'’-])([a-z]{2,24})(?:[.!?][”\"]?)?$")
_AFTER = re.compile(r"[A-Z][a-z]{1,24}(?![\w/@(-]|\.\w)")
_DROPPED = re.compile(r"([B-HJ-Z]) ([a-z]{2,20})\b")
_APOSTROPHE = re.compile(r"\?(?<=[A-Za-z]\?)(?:s|t|re|ve|ll|d|m)(?![\w=?&/-])")


@cache
def _function_words() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Function words that get glued to the word behind them, those that get glued to the word before, and both."""
    words = language.load("en")["boilerplate"]["words"]
    return tuple(words["before"]), tuple(words["after"]), frozenset((*words["before"], *words["after"]))


def find(card: Scorecard, lines: Sequence[Line]) -> None:
    """Report glued and maimed words of an English article."""
    strange = {w for w in card.article.unlisted if 4 <= len(w) <= LONGEST and w.isalpha()}
    prose = card.article.prose
    words = card.article.tokens
    found: list[tuple[int, str]]
    if words.whole:  # what stands alone is one of the words; most of the strange ones are names, in capitals
        found = [(words.starts[i], text) for i, text in enumerate(words.printed) if text in strange]
    else:
        found = sorted((m.start(), text) for text in strange for m in re.finditer(text, prose))
    plain = [Word(text, at, at + len(text)) for at, text in found if _alone(prose, at, at + len(text))]
    _glued(card, plain)
    _lost(card, lines, plain)


def _alone(prose: str, start: int, end: int) -> bool:
    """Whether a word stands alone: in no compound, address, handle or file name."""
    before, after = prose[max(0, start - 2) : start], prose[end : end + 2]
    joined = (before[-1:] in _JOINTS and before[:1].isalnum()) or (after[:1] in _JOINTS and after[1:].isalnum())
    return not (before[-1:].isalnum() or after[:1].isalnum() or joined or _address(prose, start, end))


def _address(prose: str, start: int, end: int) -> bool:
    """Whether a word is part of an address, a handle or a file name."""
    return (
        prose[start - 1 : start] in ("@", "/", "#", "_", ".")
        or prose[end : end + 1] in ("@", "/", "_")
        or (prose[end : end + 1] == "." and prose[end + 1 : end + 2].isalnum())
    )


def _glued(card: Scorecard, strange: Sequence[Word]) -> None:
    prose = card.article.prose
    pairs = {w: pair for w in {w.text for w in strange} if len(w) > OTHER + 2 and (pair := parts(w))}
    found = [(w.start, w.end, " ".join(pairs[w.text])) for w in strange if w.text in pairs]
    function = _function_words()[2]
    for seam in _SEAM.finditer(prose):
        at = seam.start()
        if prose[at - 1] in '”"' and prose[at - 2 : at - 1] not in (".", "!", "?"):
            continue  # a quotation opens or a word is in quotation marks
        after = _AFTER.match(prose, at)
        before = _BEFORE.search(prose, max(0, at - 28), at) if after else None
        if before is None or after is None:
            continue
        left, right = before.group(1), after.group()
        sentence = before.end(1) < at
        if sentence and len(left) < 3:
            continue
        if not sentence and right.lower() not in function and not (left in function and len(left) > 2):
            continue
        if lexicon.known(left) and lexicon.known(right):
            found.append((before.start(), after.end(), f"{before.group()} {right}"))
    if found:
        found.sort()
        start, end, apart = found[0]
        spans = [card.article.span(s, e) for s, e, _ in found[:SHOWN]]
        card.add(
            "boilerplate/glued-words", spans, glued=prose[start:end], apart=apart, count=len(found), confidence=0.8
        )


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, str] | None:
    """The two words of an unknown word, of which one is a function word; None when there are no such two."""
    known = lexicon.table()
    before, after, _ = _function_words()
    for function in before if word.startswith(before) else ():
        if word.startswith(function) and len(rest := word[len(function) :]) >= OTHER and rest in known:
            return None if lexicon.known(word) else (function, rest)
    for function in after if word.endswith(after) else ():
        if word.endswith(function) and len(rest := word[: -len(function)]) >= OTHER and rest in known:
            return None if lexicon.known(word) else (rest, function)
    return None


def _lost(card: Scorecard, lines: Sequence[Line], strange: Sequence[Word]) -> None:
    """Ligatures, initials and apostrophes that did not survive."""
    article = card.article
    prose = article.prose
    found: list[tuple[int, int]] = []
    what: Phrase | None = None
    texts = {w.text for w in strange}
    mended = {w: whole for w in texts if (whole := _with_ligature(w))} if len(texts) >= LIGATURES else {}
    if len(mended) >= LIGATURES:
        found += [(w.start, w.end) for w in strange if w.text in mended]
        first = next(w.text for w in strange if w.text in mended)
        what = _STANDS_FOR(here=first, meant=mended[first])
    for line in lines:
        if line.text[1:2] == " " and line.kind == "paragraph" and (m := _DROPPED.match(line.text)):
            whole = m.group(1) + m.group(2)
            if lexicon.known(whole) and (m.group(2) not in lexicon.table() or line.index == 0):
                found.append((line.start, line.start + m.end()))
                what = what or _STANDS_FOR(here=m.group(), meant=whole)
    if "?" in prose:
        marks = [m.span() for m in _APOSTROPHE.finditer(prose)]
        if len(marks) >= 2:
            found += marks
            what = what or _APOSTROPHES()
    if found:
        found.sort()
        card.add(
            "boilerplate/lost-letters", [article.span(*place) for place in found[:SHOWN]], what=what, confidence=0.8
        )


@lru_cache(maxsize=20_000)
def _with_ligature(word: str) -> str | None:
    """The word with the "fi", "fl" or "ff" that it lacks, when that makes a word and it is none."""
    known = lexicon.table()
    for at in range(len(word) - 1):
        for pair in ("fi", "fl", "ff", "ffi"):
            whole = word[:at] + pair + word[at:]
            if len(whole) >= 6 and whole in known:
                return None if lexicon.known(word) else whole
    return None
