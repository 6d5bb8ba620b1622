"""The prose of a Markdown source: its words without the markup between them, and where each stands in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from mkdocs_credibility.article import Block, BlockKind
from mkdocs_credibility.readers.inline import markup

_ITALIC: Final = re.compile(r"(?:\*(?!\*)[^*]++\*|_(?!_)[^_]++_|<(em|i|small)>[^<]*+</\1>)(?:[ \t]*+\{[^{}]*+\})?+$")
_NO_SPACE_BEFORE: Final = frozenset(" .,;:!?)\n")


class Prose:
    """Prose and its places, block by block."""

    def __init__(self, source: str, references: frozenset[str]) -> None:
        self.source = source
        self.references = references
        self.parts: list[str] = []
        self.offsets: list[tuple[int, int]] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.after_image = False
        self.comments: set[int] | None = None
        """Where comments stand that are none inside code; None when nobody wants to know."""

    def put(self, text: str, at: int) -> None:
        """Add text that stands at a place of the source."""
        if self.offsets:
            prose_at, text_at = self.offsets[-1]
            if text_at + self.length - prose_at == at:
                self.parts.append(text)
                self.length += len(text)
                return
        self.offsets.append((self.length, at))
        self.parts.append(text)
        self.length += len(text)

    def kept(self, pieces: list[tuple[int, int]]) -> tuple[list[tuple[str, int]], int]:
        """The words of a paragraph with their places, and how many images it shows."""
        source = self.source
        if len(pieces) == 1:
            start, end = pieces[0]
            joined = source[start:end]
            lines = [(0, start)]
        else:
            lines, at = [], 0
            for start, end in pieces:
                lines.append((at, start))
                at += end - start + 1
            joined = "\n".join(source[s:e] for s, e in pieces)
        drops, images = markup(joined, self.references)
        kept: list[tuple[str, int]] = []
        line = 0

        def take(begin: int, end: int) -> None:
            nonlocal line
            while begin < end:
                while line + 1 < len(lines) and lines[line + 1][0] <= begin:
                    line += 1
                stop = min(end, lines[line + 1][0]) if line + 1 < len(lines) else end
                kept.append((joined[begin:stop], lines[line][1] + begin - lines[line][0]))
                begin = stop

        at = 0
        for begin, end, instead in drops:
            if begin < at:
                continue
            take(at, begin)
            if self.comments is not None and joined.startswith("<!--", begin):
                first, place = lines[bisect_right(lines, begin, key=lambda pair: pair[0]) - 1]
                self.comments.add(place + begin - first)
            if not instead and kept and kept[-1][0][-1:] == " " and joined[end : end + 1] in _NO_SPACE_BEFORE:
                words, place = kept.pop()  # what was left out must not leave two spaces, or one before a full stop
                if len(words) > 1:
                    kept.append((words[:-1], place))
            if instead:
                while line + 1 < len(lines) and lines[line + 1][0] <= begin:
                    line += 1
                kept.append((instead, lines[line][1] + begin - lines[line][0]))
            at = end
        take(at, len(joined))
        return kept, images

    def block(self, kind: BlockKind, level: int, pieces: list[tuple[int, int]]) -> str:
        """Add a block; returns its prose, empty when there are no words in it."""
        kept, images = self.kept(pieces)
        while kept and not kept[0][0].strip():
            kept.pop(0)
        while kept and not kept[-1][0].strip():
            kept.pop()
        if not kept:
            self.after_image = self.after_image or images > 0
            return ""
        first, at = kept[0]
        lead = len(first) - len(first.lstrip())
        kept[0] = (first[lead:], at + lead)
        last, at = kept[-1]
        kept[-1] = (last.rstrip(), at)
        if kind == "paragraph" and (self.after_image or images) and self.italic(pieces, kept[0][1]):
            kind = "caption"
        self.after_image = False
        text = "".join(piece for piece, _ in kept)
        self.add(kind, level, kept, kept[0][1] if kind == "caption" else pieces[0][0], pieces[-1][1])
        return text

    def italic(self, pieces: list[tuple[int, int]], words: int) -> bool:
        """Whether all of a paragraph from the line of its first word is set in italics."""
        rest = [(s, e) for s, e in pieces if e > words]
        text = " ".join(self.source[s:e].strip() for s, e in rest)
        if rest and "](" in text and text.startswith("!["):
            text = text[text.find(")") + 1 :].strip()
        return len(text) < 1000 and _ITALIC.match(text) is not None

    def add(self, kind: BlockKind, level: int, kept: list[tuple[str, int]], start: int, end: int) -> None:
        """Add a block of pieces whose places are known; `start` and `end` are its own in the source."""
        if self.blocks:
            self.offsets.append((self.length, self.blocks[-1].end))
            self.parts.append("\n\n")
            self.length += 2
        begin = self.length
        for text, at in kept:
            self.put(text, at)
        self.blocks.append(Block(kind, start, end, begin, self.length, level))
