"""Residue phrases of a language, compiled for look-up: by the whole line, by its first word, by one word inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.signals.boilerplate.lines import bare, level
from mkdocs_credibility.tokens import Words

_WORD = re.compile(r"[^\W_]+(?:['\-‐‑][^\W_]+)*")

CERTAIN: Final = 3
LIKELY: Final = 2
WEAK: Final = 1

HEAD: Final = 64
"""Characters at the head of a long line in which a phrase is looked for."""

_LONG_NUMBER = re.compile(r"\d[\d.,:/]")

LIMIT: Final = 60
"""Words a line may have for a phrase inside it to make the line residue."""


@dataclass(slots=True)
class Phrases:
    """What `match` looks up.  Every phrase is levelled as lines are (see `lines.level`)."""

    whole: dict[str, tuple[str, int]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    contains: dict[str, list[Inside]] = field(default_factory=dict)
    anchors: frozenset[str] = frozenset()
    names: set[str] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)
    header_starts: tuple[str, ...] = ()
    labels: set[str] = field(default_factory=set)
    sure_labels: set[str] = field(default_factory=set)
    tag_headers: set[str] = field(default_factory=set)
    tag_labels: set[str] = field(default_factory=set)
    date_words: set[str] = field(default_factory=set)
    months: set[str] = field(default_factory=set)
    date_signs: set[str] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)
    openers: set[str] = field(default_factory=set)
    address: set[str] = field(default_factory=set)
    reporting: set[str] = field(default_factory=set)

    def match(self, low: str, norm: str) -> tuple[str, int, str] | None:
        """Kind, strength and phrase of a line, or None.  `low` and `norm` as in `lines.Line`."""
        for form in (norm, norm.strip("# "), norm.rstrip("?")):
            if hit := self.whole.get(form):
                return hit[0], hit[1], form
        first = norm.partition(" ")[0].rstrip(":,.!")
        for phrase, kind in self.starts.get(first, ()):
            if norm.startswith(phrase) or low.startswith(phrase):
                return kind, CERTAIN, phrase
        if first != (other := low.partition(" ")[0]):
            for phrase, kind in self.starts.get(other, ()):
                if low.startswith(phrase):
                    return kind, CERTAIN, phrase
        return None

    def may_start(self, text: str) -> bool:
        """Whether a line that is longer than any phrase can begin with one: a look at its head alone."""
        head = text[:HEAD]
        first = head.partition(" ")[0]
        if first.isalpha() and first.lower() not in self.starts and not _shrinks(head):
            return False  # so begin nearly all paragraphs
        low = level(head)
        for form in (low, bare(low)):
            for phrase, _ in self.starts.get(form.partition(" ")[0].rstrip(":,.!"), ()):
                if form.startswith(phrase) or phrase.startswith(form):
                    return True
        return len(low) < HEAD // 2  # hardly any text is left of it: look at the whole

    def possible(self, words: Words, vocabulary: Set[str]) -> list[tuple[str, str]]:
        """Phrases (with their kinds) of `contains` that can stand in a text of these words, given in order and as a
        set: looked up once an article, because hardly any stands in it."""
        contains = self.contains
        near = [i for anchor in self.anchors & vocabulary for i in contains[anchor] if i.inner <= vocabulary]
        text = words.line if near else ""
        return [(i.phrase, i.kind) for i in near if i.in_a_row in text]


def _shrinks(text: str) -> bool:
    """Whether `level` can make a text shorter."""
    return "  " in text or not text.isprintable() or _LONG_NUMBER.search(text) is not None


class Inside(NamedTuple):
    """A phrase that makes the line in which it stands residue: its `inner` words, which the line has whole, and all its
    words `in_a_row` (empty for a phrase with a number, which may be any)."""

    phrase: str
    kind: str
    inner: frozenset[str]
    in_a_row: str


def _inside(phrase: str, kind: str) -> Inside:
    words = _WORD.findall(phrase.replace("#", " "))
    return Inside(phrase, kind, frozenset(words[1:-1]), "" if "#" in phrase else " ".join(words))


def _anchor(phrase: str, common: Mapping[str, int]) -> str:
    """The word by which a phrase is found: the one that the fewest phrases share, the longest of those."""
    words: list[str] = _WORD.findall(phrase)
    return min(words, key=lambda w: (common[w], -len(w), w))


def _count(phrases: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for phrase in phrases:
        for word in _WORD.findall(phrase):
            counts[word] = counts.get(word, 0) + 1
    return counts


def tables(code: str | None) -> list[Mapping[str, Any]]:
    """The boilerplate tables that apply to a page: its language's, and English, which page systems speak anywhere."""
    codes = [code, "en"] if code and code != "en" else ["en"]
    return [t for t in (language.load(c).get("boilerplate") for c in codes) if t]


@cache
def compiled(code: str | None) -> Phrases:
    """The phrases of a language and of English together."""
    out = Phrases()
    parts = tables(code)
    inside = [p for t in parts for e in t.values() for p in e.get("contains", ())]
    counts = _count(inside)
    for table in parts:
        for kind, entry in table.items():
            for phrase in (*entry.get("sure", ()), *(p for p in entry.get("whole", ()) if " " in p)):
                out.whole.setdefault(phrase, (kind, CERTAIN))
            for phrase in entry.get("starts", ()):
                out.starts.setdefault(phrase.partition(" ")[0].rstrip(":,.!"), []).append((phrase, kind))
            for phrase in entry.get("contains", ()):
                out.contains.setdefault(_anchor(phrase, counts), []).append(_inside(phrase, kind))
        for kind, entry in table.items():  # after every `whole`: a sure reading wins over a weak one
            single = (phrase for phrase in entry.get("whole", ()) if " " not in phrase)  # may head a section as well
            for phrase in (*entry.get("weak", ()), *single, *(entry.get("names", ()) if kind == "share-bar" else ())):
                out.whole.setdefault(phrase, (kind, WEAK))
        out.names.update(table.get("share-bar", {}).get("names", ()))
        teasers, tags, dates = (table.get(k, {}) for k in ("teaser-line", "tag-list", "date-line"))
        out.headers.update(teasers.get("headers", ()))
        out.header_starts += tuple(h + " " for h in teasers.get("header_starts", ()))
        out.labels.update(teasers.get("labels", ()))
        out.sure_labels.update(teasers.get("sure_labels", ()))
        out.tag_headers.update(tags.get("headers", ()))
        out.tag_labels.update(tags.get("labels", ()))
        out.months.update(dates.get("months", ()))
        out.date_signs.update(dates.get("signs", ()))
        for part in ("words", "months", "days", "signs"):
            out.date_words.update(dates.get(part, ()))
        out.openers.update(table.get("prompt", {}).get("openers", ()))
        out.address.update(table.get("prompt", {}).get("address", ()))
        out.reporting.update(table.get("prompt", {}).get("reporting", ()))
        out.roots.update(table.get("breadcrumb", {}).get("roots", ()))
    out.anchors = frozenset(out.contains)
    return out
