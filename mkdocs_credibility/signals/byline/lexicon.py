"""What the byline signal knows of a language and of agencies, made ready for matching, once a process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

from mkdocs_credibility import language as languages
from mkdocs_credibility.language.names import given, plain
from mkdocs_credibility.language.openings import RUN, Openings, alternatives

_CALLED: Final = {"no": "nb", "nn": "nb"}
"""Codes that pages declare, and the code of the language's data."""


_CLOSING: Final = ("additional", "editing", "reporting")
"""Fields of the credits after a text."""


def fold(text: str) -> str:
    """Lower case with straight apostrophes, no stop at the end: how words are looked up."""
    return text.lower().replace("’", "'").rstrip(".")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words and phrases of one or more languages by field of their tables, folded."""

    fields: Mapping[str, frozenset[str]]

    def __getitem__(self, field: str) -> frozenset[str]:
        return self.fields[field]

    def pattern(self, *fields: str, end: str = "", start: str = "") -> re.Pattern[str]:
        """A pattern that matches any phrase of the fields between `start` and `end`."""
        phrases = frozenset().union(*(self.fields[f] for f in fields))
        return re.compile(f"{start}(?:{alternatives(phrases)}){end}", re.IGNORECASE)

    def first_words(self, *fields: str) -> frozenset[str]:
        """The runs of letters that the fields' phrases begin with: a cheap look before a pattern is tried."""
        return frozenset(m.group() for f in fields for p in self.fields[f] if (m := RUN.match(p)))

    @cached_property
    def _openers(self) -> Openings:
        colon = r"\s*[:：•●]\s*"
        return Openings((self.fields["openers"], rf"(?:{colon}|\s+)"), (self.fields["labels"], colon))

    def opener(self, text: str, at: int = 0) -> re.Match[str] | None:
        """What stands before a byline's names at a place of a text: a word as "by", or a label and a colon."""
        pattern = self._openers.pattern(text, at)
        return pattern.match(text, at) if pattern is not None else None

    @cached_property
    def when(self) -> re.Pattern[str]:
        """A date, time, reading time or counter, as printed beside bylines."""
        months = alternatives(self.fields["months"])
        days = alternatives(self.fields["days"])
        words = alternatives(self.fields["time_words"])
        number = r"\d{1,4}(?:[./:\-h]\d{1,4}){0,3}(?:[.,:]\d{1,3})?(?:st|nd|rd|th|er|º|ª|\.)?"
        return re.compile(
            rf"(?:\b(?:{days})\b[.,]?\s*)?(?:(?:{number})\s*(?:de\s+|of\s+)?(?:{months})\b\.?|(?:{months})\b\.?\s*{number}"
            rf"|{number})(?:[\s,]{{0,3}}(?:(?:{number})|(?:{words}|{months}|{days})\b\.?)){{0,8}}|\b(?:{words}|{days})\b\.?"
            r"(?=[\s,|·•–—:-]|$)",
            re.IGNORECASE,
        )

    @cached_property
    def _date_words(self) -> frozenset[str]:
        return self.first_words("months", "days", "time_words")

    def dated(self, text: str, at: int) -> re.Match[str] | None:
        """What `when` matches at a place of a text."""
        if not text[at : at + 1].isdecimal():
            word = RUN.match(text, at)
            if word is None or word.group().lower() not in self._date_words:
                return None
        return self.when.match(text, at)

    @cached_property
    def _closing_words(self) -> frozenset[str]:
        return self.first_words(*_CLOSING)

    @cached_property
    def _closing(self) -> re.Pattern[str]:
        groups = "|".join(f"(?P<{kind}>{alternatives(self.fields[kind])})" for kind in _CLOSING)
        return re.compile(rf"(?:{groups})(?!\w)\s*[:：]?\s*", re.IGNORECASE)

    def closing(self, text: str, at: int) -> re.Match[str] | None:
        """The opener of a credit after a text: a group each for reporting, additional reporting, editing."""
        word = RUN.match(text, at)
        return self._closing.match(text, at) if word and word.group().lower() in self._closing_words else None

    def may_tag(self, text: str) -> bool:
        """Whether a word of a tagline stands in a text: a look at all closing blocks, before one at each."""
        low = text.lower()
        return any(word in low for word in self.tagline_words)

    @cached_property
    def contributed(self) -> re.Pattern[str]:
        """The verb phrase of a tagline, or of "X reported from Y"."""
        said, from_ = (alternatives(self.fields[f]) for f in ("contributed", "reported"))
        return re.compile(rf"(?<!\w)(?:(?P<contributed>{said})|(?P<reported>{from_}))(?!\w)\s*", re.IGNORECASE)

    @cached_property
    def tagline_words(self) -> frozenset[str]:
        """One of these is in every tagline."""
        return self.first_words("contributed", "reported")

    @cached_property
    def photo_labels(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The labels of photo credits, and the words that they end with."""
        labels = self.fields["photo"]
        return labels, tuple({label.rpartition(" ")[2] for label in labels})

    @cached_property
    def credit_line(self) -> re.Pattern[str]:
        """What stands before the agency in a credit line."""
        return self.pattern("credit_lines", start=r"^[\s(\[–—-]*", end=r"(?!\w)\s*[:：]?\s*")

    @cached_property
    def _originally_words(self) -> frozenset[str]:
        return self.first_words("originally")

    @cached_property
    def _originally(self) -> re.Pattern[str]:
        return self.pattern("originally", start=r"(?<!\w)", end=r"(?!\w)\s*[:：]?\s*")

    def first_published(self, text: str) -> re.Match[str] | None:
        """What stands before the outlet where a text came out first."""
        return None if self._originally_words.isdisjoint(RUN.findall(text.lower())) else self._originally.search(text)


@cache
def known() -> tuple[str, ...]:
    """Languages with full byline data; a text in none of them is read with the marks of all."""
    return tuple(code for code in languages.codes() if complete(code))


@cache
def labels_only() -> tuple[str, ...]:
    """Languages of which only what stands before names is known, and the word for "and"."""
    return tuple(code for code in languages.codes() if "byline" in languages.load(code) and not complete(code))


@cache
def _lexicon(codes: tuple[str, ...], before_names: tuple[str, ...] = ()) -> Lexicon:
    """All tables of some languages, and of others no more than what stands before names."""
    tables = [languages.load(code)["byline"] for code in codes if "byline" in languages.load(code)]
    tables += [{k: v for k, v in languages.load(c)["byline"].items() if k != "and"} for c in before_names]
    names = {field for table in tables for field in table}
    return Lexicon({n: frozenset(fold(p) for t in tables for p in t.get(n, ())) for n in names})


def lexicon(code: str | None) -> Lexicon:
    """The lexicon of a language and of English, which themes speak whatever the text does; of all if it is unknown."""
    code = _CALLED.get(code or "", code)
    if code and complete(code):
        return _lexicon(tuple(dict.fromkeys((code, "en"))))
    if code in labels_only():
        return _lexicon((*known(), code), labels_only())
    return every()


@cache
def complete(code: str) -> bool:
    """Whether the bylines of a language are known, and not only what stands before names."""
    return "not_names" in languages.load(code).get("byline", {})


@cache
def every() -> Lexicon:
    """All languages at once: for the metadata, whose labels follow no language."""
    return _lexicon(known(), labels_only())


@lru_cache(maxsize=8192)
def given_name(token: str) -> bool:
    """Whether a token is a common given name, or two of them, or an initial: "Ana", "Jean-Luc", "J.", "J.R."."""
    if (
        len(token) <= 5
        and token.endswith(".")
        and token.replace(".", "").isupper()
        and len(token.replace(".", "")) <= 2
    ):
        return True
    return all(plain(part) in given() for part in token.strip(".,").split("-"))


# agencies ---------------------------------------------------------------------------------------------------------


@cache
def _agency_forms(further: languages.Further) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    exact: dict[str, str] = {}
    long: dict[str, str] = {}
    strict: set[str] = set()
    for agency in languages.agencies(further):
        name = str(agency["name"])
        for form in (name, *agency["aliases"]):
            exact[form] = name
            if len(form) > 5 or " " in form:
                long[form.lower()] = name
        if agency.get("strict"):
            strict.add(name)
    return exact, long, frozenset(strict)


def agency_named(text: str, *, loose: bool = False) -> str | None:
    """The canonical name of the agency that the whole of a text names, or None.

    Short forms count as printed ("dpa", "AP"); full names in any case.  Without `loose` the short forms that are also
    other things (PA, AA, MAP) do not count: they need a dateline's or a credit line's place.
    """
    exact, long, strict = _agency_forms(languages.further_agencies())
    text = text.strip(" \t\n.,;:/()[]*–—-")
    name = exact.get(text) or long.get(text.lower()) or (exact.get(text.removesuffix(".com")) if "." in text else None)
    if name is None and text.isupper():
        name = exact.get(text.lower())  # "DPA" for dpa; the reverse ("ap") is no printed form
    if name in strict and not loose and text.lower() not in long:
        return None
    return name


def may_name_agency(text: str) -> bool:
    """Whether a text holds the longest word of an agency's printed form: a cheap look before a long pattern."""
    return not _agency_words(languages.further_agencies()).isdisjoint(RUN.findall(text))


@cache
def _agency_words(further: languages.Further) -> frozenset[str]:
    exact, long, _ = _agency_forms(further)
    words = [max(RUN.findall(form), key=lambda w: (w.lower() != "the", len(w))) for form in (*exact, *long)]
    return frozenset((*words, *(w.upper() for w in words), *(w.capitalize() for w in words)))


@cache
def agency_hosts() -> Mapping[str, str]:
    """Hosts of agencies and the agencies' names."""
    return {host: str(a["name"]) for a in languages.agencies() for host in a.get("domains", ())}


def agency_pattern() -> re.Pattern[str]:
    """Any printed form of an agency between non-letters."""
    return _agency_pattern(languages.further_agencies())


@cache
def _agency_pattern(further: languages.Further) -> re.Pattern[str]:
    exact, _, _ = _agency_forms(further)
    forms = "|".join(re.escape(f) for f in sorted(exact, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])")
