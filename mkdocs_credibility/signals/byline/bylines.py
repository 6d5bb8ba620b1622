"""Byline lines in the text: the first and the last lines of an article, marked ("By ...") or bare names."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article
from mkdocs_credibility.signals.byline.lexicon import Lexicon, agency_named, fold
from mkdocs_credibility.signals.byline.names import Name, read_names, without_contacts

HEAD_BLOCKS: Final = 14
"""Blocks from the start in which a byline is looked for."""
TAIL_BLOCKS: Final = 8
"""Blocks before the end in which a signature or a byline is looked for."""
LONGEST: Final = 220
"""Characters of a line that can be a byline."""
PROSE_WORDS: Final = 22
"""Words from which a line is running text."""

_SPLIT: Final = re.compile(r"\s*[|·•●»›]\s*|\s[–—-]{1,2}\s|\s//\s|\t|\s{3,}")
_STRIP: Final = " \t\n.,;:|*_–—-~·•"


class Byline(NamedTuple):
    """A byline line: its names, whether words like "by" mark it, its place among the blocks, and its prose offsets."""

    names: tuple[Name, ...]
    marked: bool
    where: str
    start: int
    end: int
    glued: bool = False


def lines(article: Article, first: bool) -> list[tuple[int, int, str, int]]:
    """(start, end, kind, block index) of the lines at the article's head or tail."""
    blocks = article.blocks
    chosen = range(min(HEAD_BLOCKS, len(blocks))) if first else range(max(0, len(blocks) - TAIL_BLOCKS), len(blocks))
    out: list[tuple[int, int, str, int]] = []
    for index in chosen:
        block = blocks[index]
        at = block.prose_start
        for piece in article.prose[block.prose_start : block.prose_end].split("\n"):
            if piece.strip():
                out.append((at, at + len(piece), block.kind, index))
            at += len(piece) + 1
    return out


def read_line(article: Article, start: int, end: int, lex: Lexicon, where: str, bare: bool) -> Byline | None:
    """The byline that a line is, or None.  Unmarked names count only where `bare` says that they may stand."""
    line = article.prose[start:end]
    if len(line) > LONGEST or not line.strip():
        return None
    text = without_contacts(line)
    at = len(text) - len(text.lstrip(_STRIP + "("))
    opener = lex.opener.match(text, at)
    if opener is None:
        opener = _later_opener(text, at, lex)
    if opener is not None:
        return _marked(article, start, text, opener, lex, where)
    if bare and len(text.split()) <= 14:
        return _bare(start, text, lex, where)
    return None


def _later_opener(text: str, at: int, lex: Lexicon) -> re.Match[str] | None:
    """An opener after a date, a separator or a category: "8 Jan 2024 · by Ana · in Travel"."""
    if len(text.split()) > 24:
        return None
    when = lex.when.match(text, at)
    if when and (opener := lex.opener.match(text, when.end() + len(text[when.end() :]) - len(text[when.end() :].lstrip(_STRIP)))):
        return opener
    for m in _SPLIT.finditer(text, at):
        if opener := lex.opener.match(text, m.end()):
            return opener
    return None


def _clean_end(text: str, start: int, lex: Lexicon) -> int:
    """Where the names end: before a separator, a date, a time, a reading time."""
    end = len(text)
    if m := _SPLIT.search(text, start + 1):
        end = m.start()
    for m in lex.when.finditer(text, start, end):
        if m.start() > start and any(c.isdigit() for c in m.group()):
            return m.start()
    return end


def _marked(article: Article, offset: int, text: str, opener: re.Match[str], lex: Lexicon, where: str) -> Byline | None:
    start = opener.end()
    again = lex.opener.match(text, start)  # "Posted on 3 May by Ana", "Text: von Ana"
    if again:
        start = again.end()
    elif (when := lex.when.match(text, start)) and any(c.isdigit() for c in when.group()):
        rest = when.end() + len(text[when.end() :]) - len(text[when.end() :].lstrip(_STRIP))
        again = lex.opener.match(text, rest)
        if not again:
            return None
        start = again.end()
    end = _clean_end(text, start, lex)
    body = text[start:end]
    names = _usable(read_names(body, lex), lex)
    if not names:
        return None
    rest = text[start + names[-1].end : end].strip(_STRIP + ")]")
    if rest and rest[0].islower() and fold(rest.split()[0]) not in lex["place_words"] and len(rest.split()) > 3 and names[0].kind != "person":
        return None
    if len(text.split()) > PROSE_WORDS and text.rstrip().endswith((".", "!", "?")):
        return None
    moved = tuple(n._replace(start=n.start + offset + start, end=n.end + offset + start) for n in names)
    glued = _is_glued(text, end, len(text))
    return Byline(moved, True, where, offset, offset + len(text.rstrip()), glued)


def _usable(names: list[Name], lex: Lexicon) -> list[Name]:
    """The leading names that a byline can hold: nothing after a piece that is none."""
    out: list[Name] = []
    for name in names:
        if name.kind == "other":
            break
        if name.kind == "handle" and (fold(name.text) in lex["not_names"] or out):
            break
        if name.kind == "role":
            continue
        out.append(name)
    return out


def _bare(offset: int, text: str, lex: Lexicon, where: str) -> Byline | None:
    """A line of full names alone, or of names with a date, an outlet or a role beside them."""
    if text.rstrip().endswith(("?", "!", ":")) or (text.rstrip().endswith(".") and len(text.split()) > 4):
        return None
    lead = len(text) - len(text.lstrip(_STRIP))
    if (when := lex.when.match(text, lead)) and any(c.isdigit() for c in when.group()):
        lead = when.end() + len(text[when.end() :]) - len(text[when.end() :].lstrip(_STRIP))
    end = _clean_end(text, lead, lex)
    body = text[lead:end].rstrip(_STRIP)
    names = [n for n in read_names(body, lex)]
    kept = [n for n in names if n.kind in ("person", "agency")]
    if not kept or kept[0] is not names[0] or any(n.kind == "other" for n in names):
        return None
    covered = sum(n.end - n.start for n in names)
    if covered < 0.6 * len(body):
        return None
    if all(n.kind == "agency" for n in kept) and len(kept) < len(names):
        return None
    moved = tuple(n._replace(start=n.start + offset + lead, end=n.end + offset + lead) for n in kept)
    return Byline(moved, False, where, offset, offset + len(text.rstrip()), _is_glued(text, end, len(text)))


_GLUE: Final = re.compile(r"^[^\W\d_]?\d|^\d{1,2}[:.]\d\d")


def _is_glued(text: str, end: int, stop: int) -> bool:
    """Whether a date or counter follows the name without a separator."""
    return end < stop and text[end - 1 : end].isalnum() and text[end].isdigit()


def zones(article: Article) -> tuple[int, int]:
    """Index of the block at which the running text begins, and of the one after which it ends."""
    blocks = article.blocks
    prose = article.prose
    long = [
        i for i, b in enumerate(blocks)
        if b.kind in ("paragraph", "quote") and b.prose_end - b.prose_start > 120
    ]  # fmt: skip
    del prose
    return (long[0], long[-1]) if long else (0, len(blocks))


def find(article: Article, lex: Lexicon) -> list[Byline]:
    """The byline lines of an article: at its head, in order; at its tail only if the head has none that is marked."""
    begin, finish = zones(article)
    found: list[Byline] = []
    long_seen = 0
    seen_heading = False
    for start, end, kind, index in lines(article, first=True):
        if kind == "heading" and index <= begin:
            seen_heading = True
        if kind in ("heading", "table-cell", "caption"):
            continue
        if end - start > 200:
            long_seen += 1
        bare = long_seen == 0 and index <= begin + 1 and (seen_heading or index < begin)
        if long_seen > 2:
            break
        if (byline := read_line(article, start, end, lex, "head", bare)) is not None:
            found.append(byline)
    if not any(b.marked or b.names for b in found):
        for start, end, kind, index in lines(article, first=False):
            if kind in ("heading", "table-cell", "caption") or index < finish or index < HEAD_BLOCKS and found:
                continue
            if (byline := read_line(article, start, end, lex, "tail", bare=index == len(article.blocks) - 1)) is not None:
                found.append(byline)
    return found


def agency_of(byline: Byline) -> str | None:
    """The agency a byline names."""
    return next((agency_named(n.text, loose=byline.marked) for n in byline.names if n.kind == "agency"), None)
