"""Byline lines in the text: the first and the last lines of an article, marked ("By ...") or bare names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article, Block
from mkdocs_credibility.signals.byline.lexicon import (
    Lexicon,
    agency_named,
    every,
    fold,
    given_name,
    may_name_agency,
)
from mkdocs_credibility.signals.byline.names import (
    Name,
    classify,
    first_is_given,
    read_names,
    uncased,
    without_contacts,
)

HEAD_BLOCKS: Final = 14
"""Blocks from the start in which a byline is looked for."""
TAIL_BLOCKS: Final = 8
"""Blocks before the end in which a signature or a byline is looked for."""
LONGEST: Final = 220
"""Characters of a line that can be a byline."""
UNCASED: Final = 16
"""Characters up to which a line can be a name in a script without capitals."""
PROSE_WORDS: Final = 22
"""Words from which a line is running text."""

# White space before a sign belongs to the piece before it, whose ends do not count.
_SPLIT: Final = re.compile(r"[|·•●»›]\s*+|\s[–—-]{1,2}\s|\s//\s|(?:\t|\s{3,}+)(?:[|·•●»›]\s*+)?")
_PARTED: Final = re.compile(r"[|·•●»›\t]|\s[–—/\s-]")
_STRIP: Final = " \t\n.,;:|*_–—-~·•"


class Byline(NamedTuple):
    """A byline line: its names, whether words like "by" mark it, its place among the blocks, and its prose offsets."""

    names: tuple[Name, ...]
    marked: bool
    where: str
    start: int
    end: int
    glued: bool = False


def lines(article: Article, first: bool) -> Iterator[tuple[int, int, str, int]]:
    """(start, end, kind, block index) of the lines at the article's head or tail, as far as they are asked for."""
    blocks = article.blocks
    chosen = range(min(HEAD_BLOCKS, len(blocks))) if first else range(max(0, len(blocks) - TAIL_BLOCKS), len(blocks))
    for index in chosen:
        block = blocks[index]
        at = block.prose_start
        piece = article.prose[at : block.prose_end]
        if "\n" not in piece:
            yield at, block.prose_end, block.kind, index
            continue
        for line in piece.split("\n"):
            if line.strip():
                yield at, at + len(line), block.kind, index
            at += len(line) + 1


def short_lines(article: Article) -> frozenset[str]:
    """The lines at the article's head that could be a name in a script without capitals: Chinese, Japanese and Korean
    names are one word, all others two."""
    blocks = article.blocks[:HEAD_BLOCKS]
    short = (article.prose[b.prose_start : b.prose_end] for b in blocks if b.prose_end - b.prose_start <= UNCASED)
    return frozenset(text for line in short if (text := line.strip()) > "\u3040" or (" " in text and text > "\u0590"))


def read_line(
    article: Article, start: int, end: int, lex: Lexicon, where: str, *, bare: bool, direct: bool = False
) -> Byline | None:
    """The byline that a line is, or None.

    Unmarked names count only where `bare` says that they may stand; `direct` is the line right under the headline.
    """
    if end - start > LONGEST:
        return None
    line = article.prose[start:end]
    text = without_contacts(line) if "@" in line or "http" in line or "www." in line else line
    at = len(text) - len(text.lstrip(_STRIP + "("))
    opener = lex.opener(text, at) or _glued_opener(text, at, lex)
    if opener is None:
        opener = _later_opener(text, at, lex)
    if opener is not None:
        return _marked(start, text, opener, lex, where)
    if not bare or len(text.split()) > 14 or not (direct or _may_name(line)):
        return None
    if (byline := _bare(article, start, text, lex, where, direct)) is not None:
        return byline
    for m in _splits(text, 0):  # "Politics · Ana Brandt, Kofi Osei"
        byline = _bare(article, start + m.end(), text[m.end() :], lex, where, False)
        if byline is not None and all(first_is_given(n.text) for n in byline.names):
            return byline
    return None


_SHORT_WORD: Final = re.compile(r"[^\W\d_A-Z]{2,4}|[A-Z][a-z]{1,3}")


def _glued_opener(text: str, at: int, lex: Lexicon) -> re.Match[str] | None:
    """An opener with the name glued to it: "byAna Brandt"."""
    m = _SHORT_WORD.match(text, at)
    if (
        m
        and text[m.end() : m.end() + 1].isupper()
        and fold(m.group()) in lex["openers"]
        and 2 <= len(text[m.end() :].split()) <= 5
    ):
        return m
    return None


def _later_opener(text: str, at: int, lex: Lexicon) -> re.Match[str] | None:
    """An opener after a date, a separator or a category: "8 Jan 2024 · by Ana · in Travel"."""
    if len(text) > 160:
        return None
    start = at
    for _ in range(4):  # "Published on 3 May 2024 by Ana Brandt": words and a date, in any order
        when = lex.dated(text, start)
        if when is None or when.end() == start:
            break
        start = when.end() + len(text[when.end() :]) - len(text[when.end() :].lstrip(_STRIP))
        if opener := lex.opener(text, start):
            return opener
    for m in _splits(text, at):
        if opener := lex.opener(text, m.end()):
            return opener
    return None


def _splits(text: str, at: int) -> Iterator[re.Match[str]]:
    """The separators of a line: looked for in lines that hold a part of one, for most hold none."""
    if text.isascii():
        parted = "|" in text or " -" in text or " /" in text or "\t" in text or "   " in text
    else:
        parted = _PARTED.search(text) is not None
    return _SPLIT.finditer(text, at) if parted else iter(())


def _may_name(line: str) -> bool:
    """Whether a line holds what an unmarked byline cannot be without: a given name, an agency, a date, an address."""
    if "@" in line or _DIGIT.search(line):
        return True
    return may_name_agency(line) or any(given_name(word) for word in _WORD.findall(line) if word[0].isupper())


_WORD: Final = re.compile(r"[^\W\d_](?:[\w.'’-]{0,40}\w\.?|\.)?")


def clean_end(text: str, start: int, lex: Lexicon) -> int:
    """Where a byline's names end: before a separator, a date, a time, a reading time."""
    end = len(text)
    if m := next(_splits(text, start + 1), None):
        end = m.start()
    for m in lex.when.finditer(text, start, end) if _DIGIT.search(text, start, end) else ():
        if m.start() > start and any(c.isdigit() for c in m.group()):
            if text[m.start() - 1].isalpha() and not _DATED.match(m.group()):
                continue  # "delta201" is one word
            return m.start()
    return end


_DIGIT: Final = re.compile(r"\d")
_DATED: Final = re.compile(r"\d{1,4}[./:-]\d{1,2}|\d{1,2}\.? [^\W\d]{3,}|[^\W\d]{3,}")


def _marked(offset: int, text: str, opener: re.Match[str], lex: Lexicon, where: str) -> Byline | None:
    start = opener.end()
    again = lex.opener(text, start)  # "Posted on 3 May by Ana", "Text: von Ana"
    if again:
        start = again.end()
    elif (when := lex.dated(text, start)) and any(c.isdigit() for c in when.group()):
        rest = when.end() + len(text[when.end() :]) - len(text[when.end() :].lstrip(_STRIP))
        again = lex.opener(text, rest)
        if not again:
            return None
        start = again.end()
    end = clean_end(text, start, lex)
    body = text[start:end]
    names = _usable(read_names(body, lex), lex)
    if not names:
        return None
    if (
        len(names) == 1
        and names[0].kind == "handle"
        and len(pair := body.strip(_STRIP).split()) == 2
        and pair[1].isalpha()
        and first_is_given(pair[0])
        and fold(pair[1]) not in lex["not_names"]
    ):  # "By Ana brandt"
        at_name = body.index(pair[0])
        names = [Name(" ".join(pair), at_name, at_name + len(" ".join(pair)), "person")]
    tail = text[start + names[-1].end : end].strip(_STRIP + ")]").split()
    if len(tail) > 3 and tail[0][0].islower() and names[0].kind != "person":
        if fold(tail[0]) not in lex["place_words"]:
            return None
        if names[0].kind == "handle" and tail[1].islower():  # "By focusing on ferries that ..."
            return None
    apart = end < len(text) and (text[end] in _STRIP or text[end].isdigit())
    if not apart and len(text.split()) > PROSE_WORDS and text.rstrip().endswith((".", "!", "?")):
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


def _bare(article: Article, offset: int, text: str, lex: Lexicon, where: str, direct: bool) -> Byline | None:
    """A line of full names alone, or of names with a date, an outlet or a role beside them."""
    if text.rstrip().endswith(("?", "!", ":")) or (text.rstrip().endswith(".") and len(text.split()) > 4):
        return None
    lead = len(text) - len(text.lstrip(_STRIP))
    if (when := lex.dated(text, lead)) and any(c.isdigit() for c in when.group()):
        lead = when.end() + len(text[when.end() :]) - len(text[when.end() :].lstrip(_STRIP))
    end = clean_end(text, lead, lex)
    dated = (
        bool(when and lead >= when.end())
        or any(c.isdigit() for c in text[end:])
        or "@" in article.prose[offset : offset + len(text)]
    )
    body = text[lead:end].rstrip(_STRIP)
    names = read_names(body, lex)
    lone = names[0] if direct and len(names) == 1 and names[0].kind == "handle" else None
    if lone and (given_name(lone.text) or "_" in lone.text):
        alone = lone._replace(start=lone.start + offset + lead, end=lone.end + offset + lead)
        return Byline((alone,), False, where, offset, offset + len(text.rstrip()))
    if len(names) > 2 and names[1].kind == "role" and first_is_given(names[0].text):
        names = [n for n in names if n.kind != "other"]
    kept = [n for n in names if n.kind in ("person", "agency")]
    if not kept or kept[0] is not names[0] or any(n.kind == "other" for n in names):
        return None
    people = [n for n in kept if n.kind == "person"]
    if any(uncased(n.text) for n in people) or not all(_credible(article, n.text, dated, direct) for n in people):
        return None
    rest = body[names[-1].end :].strip(_STRIP + "()/")
    beside = classify(rest, lex) in ("role", "organisation", "generic", "agency")
    if rest and not beside and not all(first_is_given(n.text) for n in people):
        return None  # "Island Ferry in the harbour again": a headline
    if rest and not beside and len(rest) > 0.5 * len(body):
        return None
    if all(n.kind == "agency" for n in kept) and len(kept) < len(names):
        return None
    moved = tuple(n._replace(start=n.start + offset + lead, end=n.end + offset + lead) for n in kept)
    return Byline(moved, False, where, offset, offset + len(text.rstrip()), _is_glued(text, end, len(text)))


def _headline(article: Article) -> str:
    """The title, or the first line of a text that names none."""
    if article.title or not article.blocks:
        return article.title or ""
    first = article.blocks[0]
    return article.prose[first.prose_start : min(first.prose_end, first.prose_start + 200)]


def _credible(article: Article, name: str, dated: bool, direct: bool) -> bool:
    """Whether an unmarked name is an author's: it begins with a given name, or it stands right under the headline or
    beside a date and has no word that the article writes in small letters; and no text is about the person."""
    words = name.split()
    prose = article.prose
    title = _headline(article).split()
    if (len(words[-1]) > 3 and prose.count(words[-1]) > 3 and not direct) or any(
        len(w) > 2 and w in title for w in words
    ):
        return False
    if first_is_given(name):
        return True
    if fold(words[0]) in every()["not_names"]:
        return False
    return (dated or direct) and not any(
        _written_small(prose, w.rstrip(".")) for w in words if len(w) > 3 and w[0].isupper()
    )


def _written_small(prose: str, word: str) -> bool:
    """Whether a word stands in small letters in the text (and in no address)."""
    small = word.lower()
    at = prose.find(small)
    while at >= 0:
        before, after = prose[max(0, at - 1) : at], prose[at + len(small) : at + len(small) + 1]
        if not (before.isalnum() or before in ("@", ".", "/") or after.isalnum() or after in ("@", "/")):
            return True
        at = prose.find(small, at + 1)
    return False


_GLUE: Final = re.compile(r"^[^\W\d_]?\d|^\d{1,2}[:.]\d\d")


def _is_glued(text: str, end: int, stop: int) -> bool:
    """Whether a date or counter follows the name without a separator."""
    return end < stop and text[end - 1 : end].isalnum() and text[end].isdigit()


def zones(article: Article) -> tuple[int, int]:
    """Index of the block at which the running text begins, and of the one after which it ends."""
    blocks = article.blocks
    begin = next((i for i, block in enumerate(blocks) if _running(block)), -1)
    if begin < 0:
        return 0, len(blocks)
    return begin, next(i for i in range(len(blocks) - 1, -1, -1) if _running(blocks[i]))


def _running(block: Block) -> bool:
    """Whether a block is running text by its kind and length."""
    return block.prose_end - block.prose_start > 120 and block.kind in ("paragraph", "quote")


def _under_headline(article: Article, begin: int) -> int:
    """Index of the block right under the headline, -1 if there is none: in a text without headings the second line."""
    blocks = article.blocks
    for index, block in enumerate(blocks[:6]):
        if block.kind == "heading" and block.level <= 1:
            follows = blocks[index + 1 : index + 2]
            return index + 1 if follows and follows[0].kind == "paragraph" else -1
    if article.format == "text" and len(blocks) > 2 and begin >= 2 and blocks[0].end - blocks[0].start <= 160:
        return 1
    return -1


def find(article: Article, lex: Lexicon, text: tuple[int, int]) -> list[Byline]:
    """The byline lines of an article: at its head, in order; at its tail only if the head has none that is marked.

    `text` says between which blocks the running text stands (see `zones`).
    """
    begin, finish = text
    found: list[Byline] = []
    long_seen = 0
    seen_heading = False
    under = _under_headline(article, begin)
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
        where = "tail" if index > finish and index > 1 else "head"
        if (byline := read_line(article, start, end, lex, where, bare=bare, direct=index == under)) is not None:
            found.append(byline)
    if not any(b.marked for b in found):
        found.extend(b for b in _behind(article, lex, begin, finish) if b.marked or not found)
    return found


def _behind(article: Article, lex: Lexicon, begin: int, finish: int) -> list[Byline]:
    """A byline behind the text, or alone on a line within it: one person's, or it is a list of other articles."""
    found: list[Byline] = []
    last = len(article.blocks) - 1
    for start, end, kind, index in lines(article, first=False):
        if kind in ("heading", "table-cell", "caption", "quote") or index < finish:
            continue  # under a quotation stands who said it
        if (byline := read_line(article, start, end, lex, "tail", bare=index == last)) is not None:
            found.append(byline)
    if not found:
        for block in article.blocks[begin + 1 :]:
            if block.kind == "paragraph" and block.prose_end - block.prose_start <= 70:
                byline = read_line(article, block.prose_start, block.prose_end, lex, "tail", bare=False)
                if byline is not None and any(n.kind == "person" and first_is_given(n.text) for n in byline.names):
                    found.append(byline)
    people = {n.text for b in found for n in b.names if n.kind in ("person", "handle")}
    return found if len(people) <= 1 or len(found) == 1 else []


def agency_of(byline: Byline) -> str | None:
    """The agency a byline names."""
    return next((agency_named(n.text, loose=byline.marked) for n in byline.names if n.kind == "agency"), None)
