"""Wording that nobody meant to publish: a chatbot's own sentences, placeholders, a paragraph twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Final, NamedTuple

from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate.lines import Line
from mkdocs_credibility.signals.boilerplate.phrases import tables

REPEATED_WORDS: Final = 25
"""Words from which a paragraph that stands twice is a mistake and no refrain or formula."""

SUBJECT: Final = 2
"""Different words about the subject of a phrase, outside the phrase, from which the article is about it."""

_WORD = re.compile(r"[^\W_]+(?:['\-‐‑][^\W_]+)*")
_OPENING = "“„«‹"
_CLOSING = "”»›"


class Wording(NamedTuple):
    """Phrases with their words, by one of these, and the words that say that an article is about such phrases."""

    phrases: Mapping[str, tuple[tuple[frozenset[str], str], ...]]
    anchors: frozenset[str]
    subject: frozenset[str]


@cache
def _wording(code: str | None, kind: str) -> Wording:
    entries = [t[kind] for t in tables(code) if kind in t]
    phrases = {p: frozenset(_WORD.findall(p)) for e in entries for p in e.get("phrases", ())}
    common = Counter(word for words in phrases.values() for word in words)
    by_word: dict[str, list[tuple[frozenset[str], str]]] = {}
    for phrase, words in phrases.items():
        rarest = min(words, key=lambda word: (common[word], -len(word), word), default="")
        by_word.setdefault(rarest, []).append((words, phrase))
    return Wording(
        {word: tuple(found) for word, found in by_word.items()},
        frozenset(by_word),
        frozenset(w for e in entries for w in e.get("subject", ())),
    )


def find(card: Scorecard, lines: Sequence[Line], words: Set[str], marked: Set[int]) -> None:
    """Report chatbot phrases, placeholders and repeated paragraphs; `words` are all words of the article, `marked` the
    lines that are furniture anyway."""
    for kind, rule in (("chatbot", "boilerplate/chatbot-phrase"), ("placeholder", "boilerplate/placeholder-text")):
        wording = _wording(card.article.language, kind)
        near = wording.anchors & words
        if wanted := sorted(p for word in near for own, p in wording.phrases[word] if own <= words):
            _phrases(card, lines, words, rule, wanted, wording.subject)
    _repeated(card, [line for line in lines if line.index not in marked])


def _phrases(
    card: Scorecard, lines: Sequence[Line], words: Set[str], rule: str, wanted: Sequence[str], subject: Set[str]
) -> None:
    found: list[tuple[int, int, str]] = []
    for line in lines:
        if line.kind in ("quote", "table-cell", "caption"):
            continue
        low = line.text.lower().replace("’", "'")
        if len(low) == len(line.text):
            found += [(line.start + s, line.start + e, p) for s, e, p in _places(low, wanted)]
    if not found:
        return
    own = {w for _, _, phrase in found for w in _WORD.findall(phrase)}
    if len((words & subject) - own) >= SUBJECT:
        return
    spans = [card.article.span(s, e) for s, e, _ in found]
    spans = [s for s in spans if not card.inside_quotes(s.start, s.end)]
    if spans:
        card.add(rule, spans, phrase=spans[0].exact)


def _places(low: str, wanted: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Where a phrase stands outside quotation marks, the longest where two overlap."""
    taken: list[tuple[int, int]] = []
    for phrase in sorted(wanted, key=len, reverse=True):
        at = low.find(phrase)
        if at < 0 or any(s <= at < e for s, e in taken) or _quoted(low, at):
            continue
        taken.append((at, at + len(phrase)))
        yield at, at + len(phrase), phrase


def _quoted(text: str, at: int) -> bool:
    """Whether a quotation mark that was opened before the place is still open."""
    before = text[:at]
    if before.count('"') % 2:
        return True
    if sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING)):
        return True
    return before.endswith(("'", "‘")) or before.rstrip().endswith(("“", '"', "„", "«"))


def _repeated(card: Scorecard, lines: Sequence[Line]) -> None:
    """A paragraph that stands twice, word for word."""
    first: dict[str, Line] = {}
    again: list[Line] = []
    for line in lines:
        if line.words >= REPEATED_WORDS and line.kind in ("paragraph", "quote", "list-item"):
            if line.text in first:
                if sum(map(str.isalpha, line.text)) * 2 > len(line.text):
                    again.append(line)
            else:
                first[line.text] = line
    for line in again:
        here, there = (
            card.article.span(line.start, line.end),
            card.article.line(card.article.offset(first[line.text].start)),
        )
        if there:
            card.add("boilerplate/repeated-paragraph", here, line=str(there))
        else:
            card.add("boilerplate/repeated-paragraph", here, wording="above")
