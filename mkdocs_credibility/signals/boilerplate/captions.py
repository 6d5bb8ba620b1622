"""Captions and photo credits that stand loose among the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate.furniture import Mark
from mkdocs_credibility.signals.boilerplate.lines import Line
from mkdocs_credibility.signals.boilerplate.phrases import LIKELY, tables

LONGEST: Final = 110
"""Words that a caption may have."""

_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]\s*[.”\"]?\s*$")
_NAME = r"[^\W\d_][^\s/,;:()]*(?:\s[^\s/,;:()]+){0,5}"
_SLASHED = re.compile(rf"{_NAME}(?:,\s?{_NAME})?\s?/\s?{_NAME}(?:\s?/\s?{_NAME})*")
_LABEL = re.compile(r"(?:^|[\s.!?”\"'’)(\[])([^\W\d_]+(?:\s[^\W\d_]+){0,3})\s?[:©]\s?(\S.{0,119})$", re.DOTALL)


class Words(NamedTuple):
    """What a language knows of captions."""

    labels: frozenset[str]
    words: frozenset[str]
    openers: tuple[str, ...]
    libraries: frozenset[str]


@cache
def _words(code: str | None) -> Words:
    parts = [t.get("captions", {}) for t in tables(code)]
    gather = lambda key: [w for p in parts for w in p.get(key, ())]  # noqa: E731
    agencies = {name.lower() for a in language.agencies() for name in (a["name"], *a.get("aliases", ()))}
    return Words(
        frozenset(gather("labels")),
        frozenset(gather("words")),
        tuple(gather("openers")),
        frozenset(gather("libraries")) | agencies,
    )


def find(card: Scorecard, lines: Sequence[Line], marks: list[Mark | None], code: str | None) -> None:
    """Mark the lines that are captions or photo credits."""
    words = _words(code)
    credited = [(c.span.start, c.span.end) for c in card.credits if c.kind == "photo" and c.span is not None]
    article = card.article
    for line in lines:
        if line.kind not in ("paragraph", "heading") or line.words > LONGEST or line.level == 1:
            continue
        mark = marks[line.index]
        if mark is not None and mark.kind not in ("navigation", "teaser-line", "tag-list"):
            continue
        why = _credit(line, words)
        if why is None and credited:
            span = article.span(line.start, line.end)
            if any(span.start <= s and e <= span.end and span.end - e <= 3 for s, e in credited):
                why = "it ends in a photo credit"
        if why:
            marks[line.index] = Mark("loose-caption", LIKELY, why)


def _credit(line: Line, words: Words) -> str | None:
    """Why the line is a caption or a photo credit, or None."""
    text = line.text
    if m := _BRACKET.search(text[-200:]):
        inner = m.group(1).strip()
        if _is_credit(inner, words):
            return f"it ends in the photo credit “{inner}”"
        if len(m.group()) >= len(text) and _slashed(inner, words):
            return "a photo credit alone on a line"
    if line.words <= 14 and not line.ends and _slashed(text, words):
        return "a photo credit alone on a line"
    if line.low and line.low in words.libraries and line.words <= 4:
        return "a photo credit alone on a line"
    if m := _LABEL.search(text[-160:]):
        label, rest = m.group(1).lower(), m.group(2)
        own = label.split()
        names = [" ".join(own[-k:]) for k in (3, 2, 1) if k <= len(own)]
        at_start = line.words <= 40 and m.start(1) == 0 and len(text) <= 160
        if any(n in words.labels for n in names) and rest.count(" ") <= 12 and (at_start or rest[0].isupper()):
            return f"“{m.group(1)}” before a name"
    low = text[:40].lower()
    for opener in words.openers:
        if low.startswith(opener) and low[len(opener) : len(opener) + 1] in (":", " ", ",") and line.words <= 60:
            if low[len(opener) : len(opener) + 1] == ":" or " " in opener:
                return f"it opens with “{text[: len(opener)]}”"
    if line.words <= 9 and not line.ends:
        first = line.norm
        for label in words.labels:
            if " " in label and first.startswith(label + " "):
                return f"“{label}” before a name"
    return None


def _is_credit(inner: str, words: Words) -> bool:
    low = inner.lower()
    if " via " in low or low.startswith(("via ", "ap photo", "file photo")):
        return True
    tokens = re.findall(r"[^\W\d_]+", low)
    if any(t in words.words for t in tokens):
        return len(tokens) <= 20 and inner[0].isupper()
    return _slashed(inner, words) or any(
        piece.strip() in words.libraries and piece.strip() not in ("ap", "reuters", "afp", "dpa")
        for piece in re.split(r"[/,|]", low)
    )


def _slashed(text: str, words: Words) -> bool:
    """A name and an agency with a slash between them."""
    if "/" not in text or not _SLASHED.fullmatch(text.strip()):
        return False
    return any(piece.strip().lower() in words.libraries for piece in text.split("/")[-2:])
