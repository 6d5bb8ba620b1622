"""A block as a line of a page: what it says when numbers and edges are levelled, what shape it has, and its mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article, BlockKind
from mkdocs_credibility.phrase import Phrase
from mkdocs_credibility.signals.boilerplate import reasons

LONG: Final = 420
"""Characters from which a block is a paragraph whatever it says: no furniture phrase is looked for in it."""

PROSE_WORDS: Final = 14
"""Words from which a block that ends like a sentence counts as running text."""

TIME: Final[Phrase] = reasons.TIME()
"""Why a line that is a time is marked: a live blog's entry, or a row of a schedule."""

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_EDGES = " \t.,:;!…·•●▪■►▶▼▲→←»«›‹>|/\\*+=~^_\"'“”„‘’`´()[]{}<–—-✕✖×↓↑⬇©®™"
_ENDS = frozenset(".!?…。।:;")
_CLOSING = "\"'”’»«“)]♦■▪ "


@dataclass(slots=True)
class Line:
    """A block of the prose, stripped.

    `low` is its text in lower case with straight apostrophes, single spaces and "#" for every number; `norm` is `low`
    without the symbols at its ends; both are empty for long blocks.  `ends` says whether it ends like a sentence.
    """

    index: int
    kind: BlockKind
    level: int
    start: int
    end: int
    text: str
    low: str
    norm: str
    words: int
    ends: bool

    @property
    def prose(self) -> bool:
        """Whether the line is a paragraph of running text."""
        return not self.norm or (self.ends and self.words >= PROSE_WORDS)

    @property
    def headline_like(self) -> bool:
        """Whether the line could be the headline of another story: some words, a capital, no full stop."""
        return (
            3 <= self.words <= 32
            and (not self.ends or self.text[-1] in "?!…\"'”’»")
            and (self.text[0].isupper() or self.text[0].isdigit() or self.text[0] in "\"'“‘«¿¡")
        )


class Mark(NamedTuple):
    """Why a line is furniture: the rule's name, how sure, and the reason in words for the editor."""

    kind: str
    strength: int
    why: str


def level(text: str) -> str:
    """Lower case, straight apostrophes, one space between words, "#" for every number."""
    return " ".join(_NUMBER.sub("#", text.lower().replace("’", "'")).split())


def bare(low: str) -> str:
    """Without the symbols at both ends (a question mark at the end stays)."""
    return low.strip(_EDGES).lstrip("?")


def ends_sentence(text: str) -> bool:
    """Whether the text ends in a mark that closes a sentence, closing quotes and brackets not counted."""
    stripped = text.rstrip(_CLOSING)
    return bool(stripped) and stripped[-1] in _ENDS


def lines_of(article: Article) -> list[Line]:
    """The article's blocks, in order, those without a character left out."""
    lines: list[Line] = []
    prose = article.prose
    for block in article.blocks:
        raw = prose[block.prose_start : block.prose_end]
        text = raw.strip()
        if not text:
            continue
        start = block.prose_start + len(raw) - len(raw.lstrip())
        low = level(text) if len(text) <= LONG else ""
        lines.append(
            Line(
                len(lines), block.kind, block.level, start, start + len(text), text, low, bare(low) if low else "",
                text.count(" ") + 1, ends_sentence(text),
            )
        )  # fmt: skip
    return lines
