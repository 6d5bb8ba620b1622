"""The dateline: where a report was filed, and by which agency, before its first words.

Forms read (AP, Reuters, AFP, dpa, PA, EFE, ANSA, TASS and Xinhua print them so): "PLACE (AGENCY) —", "PLACE, Feb 14
(Agency) -", "Place (agency) -", "Place, 3 mar (EFE).-", "(ANSA) - PLACE, 14 FEB -", "PLACE, February 14. /TASS/.",
"(Agency) -", and without an agency "PLACE —" and "PLACE, Region —".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from mkdocs_credibility import links
from mkdocs_credibility.article import Article
from mkdocs_credibility.language.names import particles
from mkdocs_credibility.signals.byline.lexicon import Lexicon, agency_named, fold

_WORD: Final = r"(?>[^\W\d_][^\W\d_.'’\-]{0,24}(?:[.'’\-][^\W\d_]{1,24}){0,4}\.?)"
_PLACE: Final = rf"{_WORD}(?:(?:\s|\s?/\s?){_WORD}){{0,4}}"
_DATE: Final = (
    r"[^\W\d_.]{0,12}\.?\s?\d{1,2}\.?º?\s?(?:(?:de\s)?[^\W\d_.]{3,12}\.?)?(?:\s(?:de\s)?\d{4})?|"
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{2,4})?"
)
_DASH: Final = r"(?:\s?[—–]{1,2}\s?|\s-{1,2}\s?|--\s?|\s?-\s(?=\S))"
_INGEST: Final = re.compile(r"\s*(?:date\s+)?\d{4}-\d\d-\d\d[T\d:.Z+-]{0,16}\s+|\s+")

_BRACKETED: Final = re.compile(
    rf"(?P<place>{_PLACE}(?:,\s(?!\d){_PLACE}){{0,2}})?"
    rf"(?P<date>(?:,|\s[—–-])?\s(?:le\s|den\s|am\s)?(?:{_DATE}))?\.?\s?"
    rf"[(/\[]\s?(?P<agency>[^()\[\]/\n]{{2,40}}(?:/[^()\[\]\n/]{{2,30}}){{0,2}})\s?[)/\]]"
    rf"(?:\.?\s?(?:[—–]{{1,2}}|-{{1,2}})\s?|\s?:\s|\.\s|\s(?=[^\W\d_]))"
)
_LEADING: Final = re.compile(
    rf"\((?P<agency>[^()\n]{{2,40}})\)\s?[—–-]{{1,2}}\s?(?P<place>{_PLACE})(?:,\s(?:{_DATE}))?\s?[—–-]{{1,2}}\s"
)
_BARE: Final = re.compile(rf"(?P<place>{_PLACE}(?:,\s(?!\d){_PLACE}){{0,2}})(?P<date>,\s(?:{_DATE}))?{_DASH}")
_SHOUTED: Final = re.compile(r"[^\W\d_a-z][^a-z:]{1,80}:")
_COLON: Final = re.compile(rf"(?P<place>{_WORD}(?:\s{_WORD}){{0,2}})\s?:\s(?=\S)")


class Dateline(NamedTuple):
    """`place` as printed or None, `agency` canonical or None, `outlet` what stood in the brackets; prose offsets.

    `brand` is set when the place's slot holds the site's name or another outlet's.
    """

    place: str | None
    agency: str | None
    outlet: str | None
    start: int
    end: int
    brand: str | None = None


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("mkdocs_credibility.language") / "places.toml").read_text("utf-8"))


@cache
def places() -> frozenset[str]:
    """Places that datelines carry, folded: capitals, large cities, the cities that agencies print without a country."""
    return frozenset(fold(p) for names in _data()["places"].values() for p in names)


@cache
def media_words() -> frozenset[str]:
    """Words in the names of outlets, folded."""
    return frozenset(_data()["media_words"])


_GLUED: Final = re.compile(
    r"(?<=\w\w\w)(?:news|blog|times|daily|online|media|tribune|gazette|herald|press|wire|magazine|journal|today|weekly|"
    r"insider|channel|network|report)$|^(?:news|blog|daily)\w{3,}|\.(?:com|net|org|info|co|tv|news)$"
)


_NO_LETTER: Final = re.compile(r"[\W_]+")


def _compact(text: str) -> str:
    low = text.lower()
    return low if low.isalnum() else _NO_LETTER.sub("", low)


def site_names(article: Article) -> Iterator[str]:
    """The site's name and the middle of its host, without spaces, in lower case."""
    hosts = [article.url or "", *(d.value for d in article.declared if d.kind == "canonical")]
    names = [article.site_name or "", *(d.value for d in article.declared if d.kind == "publisher")]
    for name in names:
        if len(compact := _compact(name)) >= 3:
            yield compact
    for host in filter(None, hosts):
        labels = (links.split(host).hostname or "").removeprefix("www.").split(".")
        if len(labels) > 1 and len(labels[0]) >= 3:
            yield _compact(labels[-2] if len(labels[-2]) > 3 else labels[0])


def is_brand(slot: str, article: Article) -> bool:
    """Whether what stands in the place's slot is a site's or an outlet's name and no place."""
    if _known(slot) or "," in slot:
        return False
    compact = _compact(slot)
    for name in site_names(article):
        # "BANTRY" is no brand of the Bantry Gazette: only the whole name counts, give or take an article.
        if (
            compact == name
            or (len(name) >= 5 and name in compact)
            or (compact in name and len(name) - len(compact) <= 3)
        ):
            return len(compact) >= 3
    if not slot.isupper():
        return False  # "The Harbour Post — which broke the story — ..." is a sentence
    words = [fold(w) for w in slot.split()]
    if len(words) > 1 and words[-1] in media_words() and not set(_data()["labels"]) & set(words):
        return True
    return any(_GLUED.search(w) for w in words)


def _known(slot: str) -> bool:
    """Whether the slot, or its part before a comma or slash, is a place known."""
    known = places()
    return any(fold(part).strip() in known for part in (slot, *re.split(r"\s?[,/]\s?", slot)))


def _is_place(slot: str, lex: Lexicon) -> bool:
    """Whether a slot has the shape of a place: capitalised words, small words between them."""
    words = slot.replace("/", " ").replace(",", " ").split()
    if not words or len(words) > 7:
        return False
    for word in words:
        if (
            not word[0].isupper()
            and fold(word) not in particles()
            and fold(word) not in ("sur", "am", "an", "upon", "on")
        ):
            return False
    return fold(words[0]) not in lex["not_names"] or _known(slot)


def _dated(slot: str, lex: Lexicon) -> str:
    """The slot without a month that the date pattern left to it."""
    words = slot.split()
    while words and (words[-1].islower() or fold(words[-1]).strip(".,") in lex["months"] | lex["days"]):
        words.pop()
    return " ".join(words).rstrip(",")


def _acronym(text: str) -> bool:
    """Whether a bracket can hold an outlet: short, in capitals or one capitalised word."""
    return (
        len(text) <= 25
        and not any(c.isdigit() for c in text)
        and (text.isupper() or (text[0].isupper() and text.count(" ") <= 2))
    )


def after_ingest(prose: str, start: int, stop: int) -> int:
    """Where a block's own words begin, behind a date that a scraper put before them."""
    ingest = _INGEST.match(prose, start, stop)
    return ingest.end() if ingest else start


def read_dateline(article: Article, start: int, end: int, lex: Lexicon) -> Dateline | None:
    """The dateline with which the block from `start` to `end` of the prose opens, or None."""
    prose = article.prose
    stop = min(end, start + 140)
    start = after_ingest(prose, start, stop)
    if start >= stop:
        return None
    first = prose[start]
    if not (first.isupper() or first == "("):
        return None
    head = prose[start:stop]
    bracketed = "(" in head or "/" in head or "[" in head
    if bracketed and (found := _bracketed(article, start, stop, lex)) is not None:
        return found
    if (
        "—" in head
        or "–" in head
        or " -" in head
        or "--" in head
        or "- " in head
        or "\xa0-" in head
        or _SHOUTED.match(head)
    ):
        return _unbracketed(article, start, stop, lex)
    return None


def _bracketed(article: Article, start: int, stop: int, lex: Lexicon) -> Dateline | None:
    prose = article.prose
    place: str | None
    if (m := _LEADING.match(prose, start, stop)) and (agency := agency_named(m["agency"], loose=True)):
        place = _dated(m["place"], lex)
        if _is_place(place, lex) and (place.isupper() or _known(place)):
            return Dateline(place, agency, agency, start, m.end())
    if not (m := _BRACKETED.match(prose, start, stop)):
        return None
    outlets = re.split(r"\s?/\s?|\s(?:and|und|et|y|e)\s", m["agency"])
    agency = next((a for o in outlets if (a := agency_named(o, loose=True))), None)
    place = _dated(m["place"], lex) if m["place"] else None
    dash = re.search(r"[—–-]\s?$", m.group()) is not None
    if place is None:
        return Dateline(None, agency, agency, start, m.end()) if agency and dash else None
    if not _is_place(place, lex) or not (
        agency or (dash and _acronym(m["agency"]) and (place.split(",")[0].isupper() or _known(place)))
    ):
        return None
    if not dash and not (m.group().rstrip().endswith((".", ":", "/")) or place.isupper()):
        return None
    if not dash and not m["date"] and not place.split(",")[0].isupper() and not _known(place):
        return None  # "Der Verband (dpa) ...": a mention in a sentence
    if is_brand(place, article):
        return Dateline(None, agency, agency or m["agency"], start, m.end(), brand=place)
    return Dateline(place, agency, agency or m["agency"], start, m.end())


def _unbracketed(article: Article, start: int, stop: int, lex: Lexicon) -> Dateline | None:
    prose = article.prose
    if m := _BARE.match(prose, start, stop):
        slot = _dated(m["place"], lex)
        head = slot.split(",")[0]
        dash_end = m.end()
        rest = prose[dash_end : dash_end + 1]
        if not slot or not _is_place(slot, lex) or not (rest.isupper() or rest in "“\"„«'‘("):
            return None
        if is_brand(slot, article) and (head.isupper() or len(head.split()) <= 3):
            spaced = "—" in m.group() or head.isupper()
            return Dateline(None, None, slot, start, dash_end, brand=slot) if spaced else None
        if agency_named(slot):
            return Dateline(None, agency_named(slot), slot, start, dash_end)
        if head.isupper() and len(head) > 3 and (_known(slot) or m["date"] or "," in slot):
            return Dateline(slot, None, None, start, dash_end)
        if _known(head) and (head.isupper() or "—" in m.group() or "–" in m.group() or m["date"]):
            return Dateline(slot, None, None, start, dash_end)
        return None
    if (m := _COLON.match(prose, start, stop)) and m["place"].isupper() and _known(m["place"]):
        return Dateline(m["place"], None, None, start, m.end())
    return None
