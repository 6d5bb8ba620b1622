"""A block as a line of a page: what it says when numbers and edges are levelled, what shape it has, and its mark."""

from __future__ import annotations

import re
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


class Line:
    """A block of the prose, stripped: `text`, which stands at `start` to `end` of the prose.

    `words` are counted at the spaces; `ends` says whether it ends like a sentence.
    """

    __slots__ = ("_low", "_norm", "_prose", "end", "ends", "index", "kind", "level", "start", "text", "words")

    def __init__(self, index: int, kind: BlockKind, level: int, start: int, text: str) -> None:
        self.index = index
        self.kind = kind
        self.level = level
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.words = text.count(" ") + 1
        self.ends = text[-1:] in _ENDS or ends_sentence(text)
        self._low: str | None = None  # levelled when somebody asks: of running text hardly anybody does
        self._norm: str | None = None
        self._prose: bool | None = None

    @property
    def low(self) -> str:
        """The text in lower case with straight apostrophes, single spaces and "#" for every number; empty for a long
        block."""
        if self._low is None:
            self._low = level(self.text) if len(self.text) <= LONG else ""
        return self._low

    @property
    def norm(self) -> str:
        """`low` without the symbols at its ends; empty for a long block."""
        if self._norm is None:
            self._norm = bare(self.low)
        return self._norm

    @property
    def prose(self) -> bool:
        """Whether the line is a paragraph of running text."""
        if self._prose is None:
            self._prose = (self.ends and self.words >= PROSE_WORDS) or not self.norm
        return self._prose

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
    low = _NUMBER.sub("#", text.lower().replace("’", "'"))
    return (
        low if low.isprintable() and "  " not in low else " ".join(low.split())
    )  # a plain space is the only printable


def bare(low: str) -> str:
    """Without the symbols at both ends (a question mark at the end stays)."""
    return low.strip(_EDGES).lstrip("?")


def ends_sentence(text: str) -> bool:
    """Whether the text ends in a mark that closes a sentence, closing quotes and brackets not counted."""
    if text[-1:] in _ENDS:
        return True
    stripped = text.rstrip(_CLOSING)
    return bool(stripped) and stripped[-1] in _ENDS


def lines_of(article: Article) -> list[Line]:
    """The article's blocks, in order, those without a character left out."""
    lines: list[Line] = []
    prose = article.prose
    for block in article.blocks:
        start = block.prose_start
        raw = prose[start : block.prose_end]
        if text := raw.strip():
            if raw[0] != text[0]:
                start += len(raw) - len(raw.lstrip())
            lines.append(Line(len(lines), block.kind, block.level, start, text))
    return lines
