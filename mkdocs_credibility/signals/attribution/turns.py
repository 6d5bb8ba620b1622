"""Speech that no quotation marks show: interviews and transcripts ("Name: ...", "Q: ... A: ...") and block quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from mkdocs_credibility.article import Block
from mkdocs_credibility.signals.attribution.page import Page
from mkdocs_credibility.signals.attribution.people import Speaker
from mkdocs_credibility.signals.attribution.speakers import Cast

_LABEL: Final = re.compile(r"([A-ZÀ-Þ][\w.'’-]{0,20}(?: [A-ZÀ-Þ][\w.'’-]{0,20}){0,3}):\s+(?=\S)")
_SIGNED: Final = re.compile(r"(?:—|–|--)\s*+([A-ZÀ-Þ][^\n—–]{2,60})$")
_LABELLED: Final = 100
"""Characters of a line in which its label stands, or that show whether words follow it."""
_SHORTEST_TURN: Final = 2
"""Letters below which a label's line is a figure in a table."""
_SHORTEST_QUOTE: Final = 4
"""Words below which a block quote is a slogan."""


class Turn(NamedTuple):
    """What one block says in somebody's voice: characters of the prose; `speaker` is None where nobody is named."""

    start: int
    end: int
    block: int
    speaker: Speaker | None


def turns(page: Page, cast: Cast) -> Iterator[Turn]:
    """The turns of an interview or a transcript.

    A label counts when two of them take turns, twice each, or when the page marks questions and answers: a single
    "Note:" or "Read:" is no speaker.  Questions marked with a letter alone are the interviewer's and left out.
    """
    prose, lex = page.prose, page.lex
    labelled: list[tuple[int, Block, re.Match[str]]] = []
    colon = prose.find(":")
    for index, block in enumerate(page.article.blocks):
        if colon < 0:
            break
        begin, end = block.prose_start, block.prose_end
        if colon < begin:
            colon = prose.find(":", begin)
        if begin <= colon < min(end, begin + _LABELLED) and block.kind in ("paragraph", "list-item", "quote"):
            found = _LABEL.match(prose, begin, end)
            if (
                found
                and sum(map(str.isalpha, prose[found.end() : min(block.prose_end, found.end() + _LABELLED)]))
                >= _SHORTEST_TURN
            ):
                labelled.append((index, block, found))
    if not labelled:
        return
    counts = Counter(found.group(1).lower() for _, _, found in labelled)
    answers = any(label in lex["answer_labels"] for label in counts) and any(
        label in lex["question_labels"] for label in counts
    )
    voices = {label for label, count in counts.items() if count >= 2}
    if not answers and len(voices) < 2:
        return
    guest = cast.nearest(page.word_at(labelled[0][1].prose_start))
    for index, block, found in labelled:
        label = found.group(1).lower()
        if label in lex["question_labels"] or (label not in voices and label not in lex["answer_labels"]):
            continue
        if label in lex["answer_labels"]:
            speaker = guest
        else:
            first, last = page.word_at(found.start(1)), page.word_at(found.end(1))
            speaker = cast.resolve(first, last, None, first)
        yield Turn(found.end(), _trimmed(prose, block.prose_start, block.prose_end), index, speaker)


def block_quotes(page: Page, cast: Cast) -> Iterator[Turn]:
    """Block quotes without marks of their own, with the speaker whom a line behind a dash names, if one does."""
    prose = page.prose
    quoted = [(index, block) for index, block in enumerate(page.article.blocks) if block.kind == "quote"]
    marked = {m.block for m in page.marks} if quoted else set()
    for index, block in quoted:
        if index in marked:
            continue
        end, speaker = _trimmed(prose, block.prose_start, block.prose_end), None
        signed = _SIGNED.search(prose, max(block.prose_start, end - 80), end)
        if signed:
            first = page.word_at(signed.start(1))
            speaker = cast.resolve(first, page.word_at(end), None, first)
            end = _trimmed(prose, block.prose_start, signed.start())
        if page.word_at(end) - page.word_at(block.prose_start) >= _SHORTEST_QUOTE:
            yield Turn(block.prose_start, end, index, speaker)


def _trimmed(prose: str, start: int, end: int) -> int:
    while end > start and prose[end - 1].isspace():
        end -= 1
    return end
