"""Captions and photo credits that stand loose among the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.phrase import Phrase
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate import reasons
from mkdocs_credibility.signals.boilerplate.lines import Line, Mark
from mkdocs_credibility.signals.boilerplate.phrases import LIKELY, tables

OWN_WORDS: Final = 10
"""Words up to which the last line of a text is a credit that its author set there."""

LONGEST: Final = 110
"""Words that a caption may have."""

_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]\s*+(?:[.”\"]\s*+)?$")
_ALONE = re.compile(r"\([^\W\d_a-zß-ÿ][^()]{3,60}\)")
_LABEL_WORDS = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]++\s){0,3}[^\W\d_]++\s?$")
_GLUED = re.compile(r".*[a-zß-ÿ.!?”\"’)](?=[A-Z])", re.DOTALL)
_NAMED_PAIR = re.compile(
    r"[^\W\d_a-z][^\s/()]{0,30}(?:\s[^\s/()]{1,30}){0,3}\s[^\W\d_a-z][^\s/()]{0,30}\s?/\s?[^\W\d_a-z][^/()]{1,40}"
)
_NAME = r"[^\W\d_][^\s/,;:()]*(?:\s[^\s/,;:()]+){0,5}"
_SLASHED = re.compile(rf"{_NAME}(?:,\s?{_NAME})?\s?/\s?{_NAME}(?:\s?/\s?{_NAME}){{0,4}}")
_FULL_DATE = re.compile(
    r"\b[^\W\d_]{3,10}\.?\s\d{1,2},?\s(?:19|20)\d\d\b|\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\.?\s(?:de\s)?(?:19|20)\d\d\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_DAY_AND_MONTH: Final = 22
"""Characters that a full date may have before its year."""

_LONGEST_DAY: Final = 40
"""Characters in which the name of a weekday and what stands behind it have room."""

_GLUED_CAPITAL = re.compile(r"(?<![ (])[^\W\d_a-zß-öø-ÿ]")
_PLACE = re.compile(r",?\s(?:in|at|near|outside|à|en|em|a|bei|op)\s(?:the\s)?[^\W\d_a-z]")
_SIGN = re.compile("[:©]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    ["of", "and", "the", "for", "&", "de", "du", "des", "la", "von", "der", "van", "di", "del", "da", "do"]
)


class Words(NamedTuple):
    """What a language knows of captions; one of the words that `by_sign` finds is in all that stands before a name."""

    labels: frozenset[str]
    words: frozenset[str]
    openers: tuple[str, ...]
    by: tuple[str, ...]
    by_sign: re.Pattern[str]
    verbs: frozenset[str]
    days: frozenset[str]
    libraries: frozenset[str]


@cache
def _words(code: str | None, further: language.Further) -> Words:
    parts = [t.get("captions", {}) for t in tables(code)]

    def gather(key: str) -> list[str]:
        return [word for part in parts for word in part.get(key, ())]

    agencies = {name.lower() for a in language.agencies(further) for name in (a["name"], *a.get("aliases", ()))}
    return Words(
        frozenset(gather("labels")),
        frozenset(gather("words")),
        tuple(gather("openers")),
        tuple(phrase + " " for phrase in gather("by")),
        re.compile("|".join(sorted({re.escape(phrase.partition(" ")[0]) for phrase in gather("by")}))),
        frozenset(gather("verbs")),
        frozenset(day for t in tables(code) for day in t.get("date-line", {}).get("days", ())),
        frozenset(gather("libraries")) | agencies,
    )


def find(card: Scorecard, lines: Sequence[Line], marks: list[Mark | None], code: str | None) -> None:
    """Mark the lines that are captions or photo credits."""
    words = _words(code, language.further_agencies())
    credited = [(c.span.start, c.span.end) for c in card.credits if c.kind == "photo" and c.span is not None]
    article = card.article
    for line in lines:
        if line.words > LONGEST or (line.kind != "paragraph" and (line.kind != "heading" or line.level == 1)):
            continue
        mark = marks[line.index]
        if mark is not None and mark.kind not in ("navigation", "page-furniture", "teaser-line", "tag-list"):
            continue
        text = line.text
        closing = text[-3:]
        if line.ends and ")" not in closing and "]" not in closing:
            why = _opened(line, words)
        else:
            why = _credit(line, lines[line.index - 1] if line.index else None, words)
        if why is None and credited:
            start, end = article.offset(line.start), article.offset(line.end - 1) + 1
            if any(start <= s and e <= end and end - e <= 3 for s, e in credited):
                why = reasons.PHOTO_CREDIT()
        if why is None and ("20" in text or "19" in text) and words.verbs:
            why = _described(line, words)
        if why and line.index == len(lines) - 1 and _last_word(line, why, marks):
            continue
        if why:
            marks[line.index] = Mark("caption-in-body", LIKELY, why)
            if why.key in reasons.ALONE and line.index:
                _above(lines, line.index - 1, marks)


def _last_word(line: Line, why: Phrase, marks: Sequence[Mark | None]) -> bool:
    """Whether the last line of all credits the picture in words of its own ("Header image: Ana Brandt") on a page that
    holds nothing else that nobody wrote: so careful papers sign, and nothing was left behind."""
    own = why.key == reasons.BEFORE_NAME.key and line.words <= OWN_WORDS and line.kind == "paragraph"
    return own and not any(mark is not None and mark.strength >= LIKELY for mark in marks)


def _above(lines: Sequence[Line], at: int, marks: list[Mark | None]) -> None:
    """What stands above a credit alone on its line, under a paragraph, and is no sentence is the caption."""
    line = lines[at]
    if marks[at] is not None or line.kind != "paragraph" or line.ends or not 4 <= line.words <= 45:
        return
    if any(earlier.prose for earlier in lines[:at]):  # else it may be the line under the headline
        marks[at] = Mark("caption-in-body", LIKELY, reasons.ABOVE_CREDIT())


def _credit(line: Line, above: Line | None, words: Words) -> Phrase | None:
    """Why the line is a caption or a photo credit, or None; `above` is the line before it."""
    text = line.text
    if text[-1] in ')]."”' and (m := _BRACKET.search(text[-200:])):
        inner = m.group(1).strip()
        if _is_credit(inner, words):
            return reasons.NAMED_PHOTO_CREDIT(credit=inner)
        if m.start() == 0 and _ALONE.fullmatch(text) and _is_name(inner) and above is not None and not above.ends:
            return reasons.BRACKETS()
        if m.group().endswith(tuple(")]")) and _NAMED_PAIR.fullmatch(inner):
            return reasons.NAMED_CREDIT(credit=inner)
    if line.words <= 14 and not line.ends:
        if _slashed(text, words) or (line.words <= 4 and line.low in words.libraries):
            return reasons.CREDIT_ALONE()
        if line.norm.startswith(words.by):
            for phrase in words.by:
                if line.norm.startswith(phrase) and text[len(phrase) : len(phrase) + 1].isupper():
                    return reasons.BEFORE_NAME(label=phrase.rstrip())
    if not line.ends and (labelled := _labelled(text, words)):
        return labelled
    return _opened(line, words)


def _opened(line: Line, words: Words) -> Phrase | None:
    """A label of the page's picture viewer at the head of the line."""
    text = line.text
    low = text[:40].lower()
    if not low.startswith(words.openers):
        return None
    for opener in words.openers:
        if low.startswith(opener) and line.words <= 60 and (" " in opener or low[len(opener) :].startswith(":")):
            return reasons.OPENS(phrase=text[: len(opener)])
    return None


def _labelled(text: str, words: Words) -> Phrase | None:
    """A label such as "Photo:" near the end (or at the start of a short line), and a name behind it."""
    base = max(0, len(text) - 140)
    for mark in _SIGN.finditer(text, base):
        at = mark.start()
        before = _LABEL_WORDS.search(text[max(0, at - 60) : at])
        rest = text[at + 1 :].strip()
        if before is None or not rest or rest.count(" ") > 14:
            continue
        phrase = before.group().strip()
        if glued := _GLUED.match(phrase):
            phrase = phrase[glued.end() :]
        own = phrase.split()
        for k in (3, 2, 1):
            label = " ".join(own[-k:])
            if len(own) >= k and label.lower() in words.labels and label[0].isupper():
                alone = at - len(label) <= 1
                if (alone and len(text) <= 160) or (not alone and rest[0].isupper() and rest[-1] not in "?!"):
                    return reasons.BEFORE_NAME(label=label)
    if not _GLUED_CAPITAL.search(text, max(base, 1)):
        return None
    tail = text[base:].lower()
    if not words.by_sign.search(tail):
        return None
    for phrase in words.by:  # "… of pain.”Photograph by Ana Brandt": glued to the caption, or after a full stop
        at = tail.rfind(phrase)
        at = base + at if at >= 0 else -1
        if at > 0 and text[at].isupper() and text[at - 1] not in " (" and text.count(" ", at) <= 10:
            return reasons.BEFORE_NAME(label=text[at : at + len(phrase)].rstrip())
    return None


def _described(line: Line, words: Words) -> Phrase | None:
    """A description in the present tense with weekday or place beside a full date: so agencies write captions, and
    nobody a news paragraph."""
    opening = line.text[:260]
    if line.words > 90 or opening[0] in "“\"‘'" or not (date := _full_date(opening)):
        return None
    before = opening[: date.start()]
    nearest = _WORD.findall(before[-_LONGEST_DAY:])
    if not (_PLACE.match(opening, date.end()) or (nearest and nearest[-1].lower() in words.days)):
        return None
    return reasons.DESCRIBES() if any(w.lower() in words.verbs for w in _WORD.findall(before)[1:16]) else None


def _full_date(text: str) -> re.Match[str] | None:
    """The first full date: looked for in front of years alone."""
    for year in _YEAR.finditer(text):
        if date := _FULL_DATE.search(text, max(0, year.start() - _DAY_AND_MONTH), year.end() + 1):
            return date
    return None


def _is_name(inner: str) -> bool:
    parts = inner.split()
    return len(parts) >= 2 and all(p[0].isupper() or p in _SMALL for p in parts)


def _is_credit(inner: str, words: Words) -> bool:
    low = inner.lower()
    if " via " in low or low.startswith(("via ", "ap photo", "file photo")):
        return inner[0].isupper() or low.startswith("via ")
    tokens = _WORD.findall(low)
    if any(t in words.words for t in tokens):
        return len(tokens) <= 20 and inner[0].isupper()
    return _slashed(inner, words) or any(
        piece in words.libraries and len(piece) > 4 and piece != "reuters"
        for piece in (p.strip() for p in re.split(r"[/,|]", low))
    )


def _slashed(text: str, words: Words) -> bool:
    """A name and an agency with a slash between them."""
    if "/" not in text or not _SLASHED.fullmatch(text.strip()):
        return False
    return any(piece.strip().lower() in words.libraries for piece in text.split("/")[-2:])
