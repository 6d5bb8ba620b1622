"""Plain text: a line is a paragraph, unless the text is hard-wrapped; then a group of lines between blank ones is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from mkdocs_credibility.article import Article, Block
from mkdocs_credibility.readers import front_matter

_LINE: Final = re.compile(r"[^\r\n\u2028\u2029]+")
_EDGE: Final = " \t\f\v\xa0\ufeff\0\x1c\x1d\x1e\x1f\x85"
_ITEM: Final = re.compile(r"(?:[-*+•·–—>|]|\(?\d{1,3}[.)]|[a-z]\))\s")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
_QUOTES: Final = "\"'“”„‘«‹"
_NARROWEST, _WIDEST = 40, 120
"""Characters a line at least and at most has where editors, mail programs and typewriters break lines."""
_ENOUGH_LINES: Final = 4
"""Lines from which it can be told whether a text is hard-wrapped."""
_WRAPPED_TEXT, _WRAPPED_GROUP = 0.75, 0.9
"""Share of lines that must be full in a wrapped text (which may hold an address or a table), and in a group to join."""

_NOT_A_HEADLINE: Final = re.compile(
    r"""(?:by|von|par|por|di|da|door|av|af|text|words|texte?|author|autore?|auteur|byline|title|date|source|photo|foto
    |image|caption|credit|subject|from|to|published|updated|posted|read|watch|see|listen|url|tags?|category|section
    |share|advertisement|copyright|©|http|www)\b[ :.\s]|(?:http|www\.|©|\[|\{|<|\#|@|---)""",
    re.IGNORECASE | re.VERBOSE,
)
_DATE_ONLY: Final = re.compile(r"[\W\d]*(?:[^\W\d_]{2,12}[\W\d]+){0,4}[\W\d]*$")
_DATELINE: Final = re.compile(
    r"[^a-z\n]{2,60}(?:\([^()\n]{1,40}\))?\s{0,3}[—–-]{1,2}\s*+$|\([A-Z][A-Za-z/ .]{1,40}\)\s*+[—–-]"
)
_BODY: Final = 90
"""Characters from which the line behind a headline is taken for the body's first paragraph."""


def _headline(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether the first of the lines is clearly a headline: short, no sentence, no byline, date or field, and text
    comes after it."""
    first = text[slice(*lines[0])]
    words = first.split()
    if len(lines) < 2 or not 3 <= len(words) <= 20 or len(first) > 140:
        return False
    if not (first[0].isupper() or first[0].isdigit() or first[0] in _QUOTES + "¿¡"):
        return False
    if first[-1] in ".,;:…—–-|" or first.count("|") or _NOT_A_HEADLINE.match(first) or _ITEM.match(first):
        return False
    if first[0] in _QUOTES and _SENTENCE_END.search(first):
        return False  # somebody's words, not the paper's
    if _DATELINE.search(first) or "@" in first or "://" in first:
        return False
    if _DATE_ONLY.fullmatch(first) and any(c.isdigit() for c in first):
        return False
    second = text[slice(*lines[1])]
    if len(second) >= max(_BODY, len(first)) or (len(second) >= 50 and _SENTENCE_END.search(second)):
        return True
    # A byline, date or standfirst may stand between headline and body.
    return any(len(text[slice(*line)]) >= _BODY for line in lines[2:5]) and bool(_NOT_A_HEADLINE.match(second))


def _groups(text: str, lines: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Lines that no blank line parts."""
    groups: list[list[tuple[int, int]]] = []
    end = 0
    for line in lines:
        between = text[end : line[0]] if groups else "\n\n"
        breaks = between.replace("\r\n", "\n")
        if not groups or sum(breaks.count(sign) for sign in "\n\r\u2028\u2029") > 1:
            groups.append([])
        groups[-1].append(line)
        end = line[1]
    return groups


def _wrap_width(text: str, groups: Sequence[Sequence[tuple[int, int]]]) -> int:
    """The width at which the text is hard-wrapped; 0 when it is not.

    Wrapped lines are full: the first word of the next would not have fitted.  Verse, lists and addresses are not.
    """
    inner = [
        (line, following)
        for group in groups
        for line, following in pairwise(group)
        if not _ITEM.match(text, *line) and not _ITEM.match(text, *following)
    ]
    if len(inner) < _ENOUGH_LINES:
        return 0
    width = max(e - s for (s, e), _ in inner)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_full(text, line, following, width) for line, following in inner)
    running = sum(not _SENTENCE_END.search(text[s:e][-4:]) for (s, e), _ in inner)
    return width if full >= _WRAPPED_TEXT * len(inner) and full >= _ENOUGH_LINES and running * 2 >= len(inner) else 0


def _full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    word = text[following[0] : following[0] + width].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _runs_on(text: str, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Whether sentences plainly run over every line end: a long line without an end, and a small letter after it.

    Says so of a text with too few wrapped lines to have a width.
    """
    return all(
        line[1] - line[0] >= _NARROWEST
        and text[following[0]].islower()
        and not _SENTENCE_END.search(text[slice(*line)][-4:])
        for line, following in pairs
    )


def read_text(text: str, *, path: str | None = None, metadata: Mapping[str, Any] | None = None) -> Article:
    """An article of plain text; `article.text == text`, and offsets count its characters.

    `path` is what reports call it; `metadata` may carry title, author(s), language, site_name and url.  A first line
    that is clearly a headline is a heading and the title; fields at the top ("Author: ...") and bylines stay
    paragraphs: they are evidence.  Never raises.
    """
    lines = []
    for m in _LINE.finditer(text):
        line = m.group()
        start = m.start() + len(line) - len(line.lstrip(_EDGE))
        end = m.end() - (len(line) - len(line.rstrip(_EDGE)))
        if start < end and text[start:end].strip():
            lines.append((start, end))
    blocks: list[Block] = []
    groups = _groups(text, lines)
    width = _wrap_width(text, groups)
    for group in groups:
        spans = list(group)
        if len(group) > 1 and not any(_ITEM.match(text, s, e) for s, e in group):
            pairs = list(pairwise(group))
            full = sum(_full(text, line, following, width) for line, following in pairs) if width else 0
            if (width and full >= _WRAPPED_GROUP * len(pairs)) or (len(groups) > 1 and _runs_on(text, pairs)):
                spans = [(group[0][0], group[-1][1])]
        blocks += [Block("paragraph", s, e, s, e) for s, e in spans]
    given = dict(metadata or {})
    known = front_matter.fields(given)
    title = known.title
    if blocks and _headline(text, [(b.start, b.end) for b in blocks[:5]]):
        first = blocks[0]
        blocks[0] = Block("heading", first.start, first.end, first.start, first.end, 1)
        title = title or " ".join(text[first.start : first.end].split())
    return Article(
        text,
        tuple(blocks),
        given,
        path=path,
        url=known.url,
        title=title,
        site_name=known.site_name,
        declared=front_matter.declared_credits(given),
        declared_language=known.language,
    )
