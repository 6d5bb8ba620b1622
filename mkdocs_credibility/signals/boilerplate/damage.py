"""What the way in did to a text: wrong decodings, markup that was not rendered, characters nobody sees, a scraper's
own lines.

Every search stands behind a screen that clean text passes in microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.rules import Owner
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate.lines import Line
from mkdocs_credibility.signals.boilerplate.phrases import tables
from mkdocs_credibility.span import Span

SHOWN: Final = 20
"""Places that one finding quotes; the message gives the whole number."""

MANIFEST: Final = b"C2PATXT\0"
"""First bytes of a C2PA manifest in text (C2PA specification, embedding manifests into unstructured text)."""

_TAGS = (
    "p|br|div|span|a|img|b|i|em|strong|u|ul|ol|li|table|tr|td|th|h[1-6]|blockquote|figure|figcaption|iframe|script|"
    "style|font|center|section|article|sup|sub|hr|video|audio|source|embed|object|input|form|button"
)
_TAG = re.compile(
    rf"</(?:{_TAGS})\s{{0,4}}>|<(?:br|hr|p)\s{{0,4}}/?>|<(?:{_TAGS})\s[^<>]{{0,300}}=[^<>]{{0,300}}>|<!--[^<>]{{0,200}}-->",
    re.IGNORECASE,
)
_BARE = re.compile(r"<\w+\s{0,4}>")
_ENTITY = re.compile(
    r"&(?:amp;)?(?:nbsp|amp|quot|apos|lt|gt|lsquo|rsquo|ldquo|rdquo|ndash|mdash|hellip|eacute|egrave|agrave|uuml|ouml|auml|"
    r"szlig|ccedil|ntilde|pound|euro|copy|reg|trade|deg|bull|laquo|raquo|shy|zwnj|#\d{2,6}|#x[0-9a-fA-F]{2,6});"
)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|embedyt|playlist|audio|video|youtube|vimeo|soundcloud|twitter|contact-form-7|"
    r"vc_[a-z_]{2,40}|et_pb_[a-z_]{2,40}|wp_[a-z_]{2,40})(?:\s[^\[\]\n]{0,300})?/?\]"
    r"|\[[a-z][a-z0-9_-]{1,40}(?:\s[a-z][\w-]{0,40}=(?:\"[^\"\[\]\n]{0,200}\"|'[^'\[\]\n]{0,200}'|[^\s\"'\[\]]{1,100})){1,12}\s?/?\]"
    r"|\[/[a-z][a-z0-9_-]{2,40}\]"
)
_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\}|<%[^<>\n]{1,200}%>|%%[A-Za-z][\w.-]{2,60}%%")

_DECODED: Final = Wording("damage.decoded", "“{here}” stands where “{meant}” was meant")
_REPLACED: Final = Wording("damage.replaced", "a replacement character stands where letters were lost")

_HIDDEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{8,}")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069]{1,40}")
_SIGNS = "\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe00\ufe01\U000e0133"
"""Characters of which a text without unseen characters has none: a search for each is faster than one for a class."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_LEADS = "ÃÂâÅÄÐÑÎÏ"
_FOLLOW = "\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_MOJIBAKE = re.compile(f"[{_LEADS}][{_FOLLOW}]{{1,3}}(?:[{_LEADS}][{_FOLLOW}]{{1,3}}){{0,40}}")
_BROKEN = re.compile("\ufffd{1,40}")

_ISO = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"


def find(card: Scorecard, lines: Sequence[Line]) -> int:
    """Report the damage; returns how many characters of the prose a scraper's own line takes at the start."""
    article = card.article
    prose = article.prose
    if article.format != "markdown":  # a source may hold what its page will render
        _markup(card, lines)
    if not article.text.isascii():
        _mojibake(card)
        _invisible(card)
    return _metadata(card, lines, prose)


def _spans(card: Scorecard, places: Sequence[tuple[int, int]]) -> list[Span]:
    return [card.article.span(start, end) for start, end in places[:SHOWN]]


def _report(card: Scorecard, rule: str, places: Sequence[tuple[int, int]], what: str) -> None:
    if places:  # in a text taken from a page nobody knows who failed to render it; on a page the page did
        owner: Owner | None = "ingest" if card.article.format == "text" and rule == "boilerplate/raw-markup" else None
        card.add(rule, _spans(card, places), owner=owner, count=len(places), what=what)


def _markup(card: Scorecard, lines: Sequence[Line]) -> None:
    """Tags, entities, shortcodes and template tags that a reader sees as they are."""
    prose = card.article.prose
    tags: list[tuple[int, int]] = []
    codes: list[tuple[int, int]] = []
    screens = (
        (_TAG, "<", ">", tags),
        (_ENTITY, "&", ";", tags),
        (_SHORTCODE, "[", "]", codes),
        (_TEMPLATE, "{", "}", codes),
    )
    present = [(p, found) for p, opening, closing, found in screens if opening in prose and closing in prose]
    if "%%" in prose or "<%" in prose:
        present.append((_TEMPLATE, codes))
    for pattern, found in present:
        for line in lines:
            found.extend(m.span() for m in pattern.finditer(prose, line.start, line.end))
    for rule, places in (("boilerplate/raw-markup", tags), ("boilerplate/shortcode", codes)):
        unique = sorted(set(places))
        if len(unique) > 1 or (unique and not _BARE.fullmatch(prose[slice(*unique[0])])):
            _report(card, rule, unique, what=prose[slice(*unique[0])][:60])


def _mojibake(card: Scorecard) -> None:
    prose = card.article.prose
    found: list[tuple[int, int]] = []
    meant: list[str] = []
    unsure: list[tuple[int, int]] = []
    leads = any(lead in prose for lead in ("Ã", "Â", "â€", "Å", "Ä", "Ð", "Ñ", "Î", "Ï"))
    for m in _MOJIBAKE.finditer(prose) if leads else ():
        text = repaired(m.group())
        if text is None:
            continue
        if m.group()[0] in "ÃÂâ" or len(m.group()) > 3:
            found.append(m.span())
            meant.append(text)
        else:
            unsure.append(m.span())
    if found:
        shown = _DECODED(here=prose[slice(*found[0])], meant=meant[0])
        _report(card, "boilerplate/mojibake", sorted(found + unsure), what=shown)
    if "\ufffd" in prose:
        broken = [m.span() for m in _BROKEN.finditer(prose)]
        _report(card, "boilerplate/mojibake", broken, what=_REPLACED())


def repaired(text: str) -> str | None:
    """What UTF-8 text was before it was read as Windows-1252, or None when it was no such text.

    Accepts letters of the Latin, Greek and Cyrillic scripts and typographic punctuation: what news is written in.
    """
    raw = bytearray()
    for char in text:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            raw.append(ord(char))
    try:
        read = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if all(
        "\u00a0" <= c <= "\u017f" or "\u2010" <= c <= "\u2044" or "\u0386" <= c <= "\u0451" or c in "€™" for c in read
    ):
        return read
    return None


def _invisible(card: Scorecard) -> None:
    """Manifests of provenance (to be kept) and characters that nobody sees and that break search and copying."""
    article = card.article
    hidden: list[Span] = []
    if not any(sign in article.text for sign in _SIGNS):
        return
    for m in _HIDDEN.finditer(article.text):
        start = m.start() - (m.start() > 0 and article.text[m.start() - 1] == "\ufeff")
        if bytes(selected(m.group()[: len(MANIFEST)])) == MANIFEST:
            card.add("boilerplate/text-manifest", article.text_span(start, m.end()))
        else:
            hidden.append(article.text_span(start, m.end()))
    prose = article.prose
    places = [m.span() for m in _UNSEEN.finditer(prose) if _odd(prose, m.start(), m.end())]
    if places and _RIGHT_TO_LEFT.search(prose):
        places = []
    if places or hidden:
        card.add("boilerplate/invisible-characters", _spans(card, places) + hidden, count=len(places) + len(hidden))


def _odd(prose: str, start: int, end: int) -> bool:
    """Whether unseen characters stand where no script and no emoji needs them: next to Latin letters, or a control of
    direction, and not before a manifest."""
    before, after = prose[start - 1 : start], prose[end : end + 1]
    if after and ("\ufe00" <= after <= "\ufe0f" or "\U000e0100" <= after <= "\U000e01ef"):
        return False
    if prose[start] in "\u200b\u2060\ufeff" or prose[start] > "\u2029":
        return True
    return before < "\u0250" and after < "\u0250"


def selected(text: str) -> Iterator[int]:
    """The bytes that a run of variation selectors stands for."""
    for char in text:
        code = ord(char)
        yield code - 0xFE00 if code < 0xE0100 else code - 0xE0100 + 16


@cache
def _metadata_patterns(code: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    keys = "|".join(sorted({re.escape(k) for t in tables(code) for k in t.get("metadata-line", {}).get("keys", ())}))
    prefix = re.compile(rf"(?:(?i:{keys})\s?[:=]?\s{{1,3}})?{_ISO}(?=\s{{1,3}}[^\W\d_a-z]|\s*$)")
    line = re.compile(rf"(?:{keys})\s?[:=]\s?\S.{{0,300}}", re.IGNORECASE | re.DOTALL)
    return prefix, line


def _metadata(card: Scorecard, lines: Sequence[Line], prose: str) -> int:
    """A date that a scraper put before the first word, or its "key: value" lines above the text."""
    if not lines:
        return 0
    prefix, pair = _metadata_patterns(card.article.language)
    first = lines[0]
    if m := prefix.match(prose, first.start, min(first.end, first.start + 60)):
        follows = prose[m.end() : first.end].lstrip()
        if not follows or follows[0].isupper() or not follows[0].isalpha():
            card.add("boilerplate/metadata-line", card.article.span(m.start(), m.end()), what=m.group().strip())
            return m.end()
    rows: list[Line] = []
    for line in lines[:12]:
        if line.words > 40 or line.kind == "heading" or not (pair.fullmatch(line.text) or line.text == "---"):
            break
        rows.append(line)
    named = [line for line in rows if line.text != "---"]
    sure = any("://" in line.text or re.search(_ISO, line.text) for line in named)
    if len(named) >= 2 and sure:
        card.add(
            "boilerplate/metadata-line", [card.article.span(r.start, r.end) for r in rows], what=named[0].text[:60]
        )
        return rows[-1].end
    return 0
