"""Markdown with YAML front matter: blocks and prose, both with their places in the source.

A line scanner of our own: markdown-it knows the lines of a block but not the characters of its words, and costs more
than the rest of the reading.  Containers (lists, admonitions, tabs, footnotes) are kept as the indent that their
lines need, as Python-Markdown and CommonMark both do for the documents people write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article, BlockKind
from mkdocs_credibility.readers import front_matter, guards
from mkdocs_credibility.readers import markdown_lines as md
from mkdocs_credibility.readers.blocks import read_place
from mkdocs_credibility.readers.container import find_place
from mkdocs_credibility.readers.prose import Prose
from mkdocs_credibility.readers.tree import BLOCK, names, parse

_RAW: Final = names("script style pre textarea template svg iframe video audio noscript nav aside form button")
_ITEMS: Final = ("list", "definition", "footnote")


def _indented(source: str, start: int, end: int) -> int:
    """Where a line's text begins: behind the blanks from `start` on."""
    found = md.INDENT.match(source, start, end)
    return found.end() if found else start


class _Container(NamedTuple):
    kind: str
    indent: int


@dataclass
class _Paragraph:
    kind: BlockKind
    level: int
    pieces: list[tuple[int, int]] = field(default_factory=list)


class _Scanner:
    def __init__(self, source: str, begin: int) -> None:
        self.source = source
        self.lines = [m.span(1) for m in md.LINE.finditer(source, begin) if m.start() < len(source)]
        labels = set()
        if "]:" in source:
            for start, end in self.lines:
                m = md.REFERENCE.match(source, _indented(source, start, end), end)
                if m:
                    labels.add(" ".join(m[1].split()).casefold())
        self.prose = Prose(source, frozenset(labels))
        self.prose.comments = set() if guards.comments(source) else None
        self.first_h1: str | None = None
        self.stack: list[_Container] = []
        self.quote = 0
        self.paragraph: _Paragraph | None = None
        self.fence: tuple[str, int] | None = None
        self.skip_to = 0
        self.unclosed: set[str] = set()
        self.caption = False

    # paragraphs --------------------------------------------------------------------------------------------------

    def close(self) -> None:
        paragraph, self.paragraph = self.paragraph, None
        if paragraph is not None:
            self.emit(paragraph.kind, paragraph.level, paragraph.pieces)

    def emit(self, kind: BlockKind, level: int, pieces: list[tuple[int, int]]) -> None:
        text = self.prose.block(kind, level, pieces)
        if kind == "heading" and level == 1 and self.first_h1 is None and text:
            self.first_h1 = " ".join(text.split())

    def open(self, start: int, end: int) -> None:
        depth = sum(c.kind in _ITEMS for c in self.stack)
        kind: BlockKind = (
            "caption" if self.caption else "quote" if self.quote else "list-item" if depth else "paragraph"
        )
        self.paragraph = _Paragraph(kind, depth if kind == "list-item" else 0, [(start, end)])

    # lines -------------------------------------------------------------------------------------------------------

    def scan(self) -> None:
        number, count = 0, len(self.lines)
        while number < count:
            start, end = self.lines[number]
            if start >= self.skip_to:
                number = self.line(number, start, end)
            elif end >= self.skip_to:
                number = self.line(number, self.skip_to, end)
            else:
                number += 1
        self.close()

    def unquote(self, start: int, end: int) -> tuple[int, int]:
        """Past the block quote marks of a line, and how many there are."""
        source, depth = self.source, 0
        limit = self.stack[-1].indent + 4 if self.stack else 4
        while True:
            at = _indented(source, start, end)
            if at >= end or source[at] != ">" or at - start >= limit or depth >= 32:
                return start, depth
            depth += 1
            start = at + 1
            if start < end and source[start] in " \t":
                start += 1

    def line(self, number: int, start: int, end: int) -> int:
        """Take in one line (or the rest of one); returns the number of the next."""
        source = self.source
        start, depth = self.unquote(start, end)
        begin = _indented(source, start, end)
        if self.fence is not None and depth == self.quote:
            sign, length = self.fence
            content = source[begin:end].rstrip()
            if len(content) >= length and content == sign * len(content):
                self.fence = None
            return number + 1
        self.fence = None
        if begin == end:
            self.close()
            return number + 1
        indent = len(source[start:begin].expandtabs(4))
        if depth != self.quote:
            if self.paragraph is not None and depth < self.quote and not self.starts_block(begin, end):
                self.paragraph.pieces.append((begin, self.trimmed(begin, end)))
                return number + 1
            self.close()
            if depth:
                self.stack = []
            self.quote = depth
        if self.paragraph is None:
            while self.stack and indent < self.stack[-1].indent:
                self.stack.pop()
            base = self.stack[-1].indent if self.stack else 0
            if indent - base >= 4:
                return number + 1
        return self.content(number, begin, end, indent)

    def trimmed(self, start: int, end: int) -> int:
        while end > start and self.source[end - 1] in " \t":
            end -= 1
        return end

    def starts_block(self, begin: int, end: int) -> bool:
        source = self.source
        return any(p.match(source, begin, end) for p in (md.ATX, md.RULE, md.FENCE, md.ITEM, md.ADMONITION))

    def content(self, number: int, begin: int, end: int, indent: int) -> int:
        """A line from its first character that is neither indent nor quote mark."""
        source = self.source
        first = source[begin]
        if first.isalnum() and not first.isdigit():
            pass  # most lines of most articles
        elif first == "#" and (m := md.ATX.match(source, begin, end)):
            self.close()
            stop = self.trimmed(m.end(), end)
            if closing := md.ATX_END.search(source, m.end(), stop):
                stop = closing.start()
            if m.end() < stop:
                self.emit("heading", len(m[1]), [(m.end(), stop)])
            return number + 1
        elif first in "=-" and self.paragraph is not None and (m := md.SETEXT.match(source, begin, end)):
            if self.paragraph.kind in ("paragraph", "quote"):
                self.paragraph.kind, self.paragraph.level = "heading", 1 if first == "=" else 2
            self.close()
            return number + 1
        elif first in "-*_" and md.RULE.match(source, begin, end):
            self.close()
            return number + 1
        elif first in "`~" and (m := md.FENCE.match(source, begin, end)) and self.fence_closes(m[1][0], len(m[1]), end):
            self.close()
            self.fence = (m[1][0], len(m[1]))
            return number + 1
        elif first in "!?=" and (m := md.ADMONITION.match(source, begin, end)):
            self.close()
            if m[1]:
                self.emit("heading", 6, [m.span(1)])
            if len(self.stack) < md.DEEPEST:
                self.stack.append(_Container("admonition", indent + 4))
            return number + 1
        elif (
            first in ":/" and source.startswith((":::", "///"), begin) and (m := md.DIRECTIVE.match(source, begin, end))
        ):
            self.close()
            self.caption = first == "/" and "caption" in m[1]
            if m[1] and m[2].strip() and not self.caption:
                self.emit("heading", 6, [(m.start(2), self.trimmed(m.start(2), m.end(2)))])
            return number + 1
        elif first == "<" and (taken := self.html(number, begin, end)) is not None:
            return taken
        elif first in "[-;{*ie\\" and self.paragraph is None and md.LEFT_OUT.match(source, begin, end):
            return number + 1
        elif first == "[" and self.after_definition() and md.REFERENCE.match(source, begin, end):
            self.close()
            return number + 1
        elif first == "[" and (m := md.FOOTNOTE.match(source, begin, end)):
            self.close()
            self.stack = [_Container("footnote", 4)]
            if m.end() < end:
                self.open(m.end(), self.trimmed(m.end(), end))
            return number + 1
        elif (first in "-*+" or first.isdigit()) and (m := md.ITEM.match(source, begin, end)):
            if self.paragraph is None or m[1] is None or int(m[1]) == 1 or self.paragraph.kind == "list-item":
                return self.item(number, m, indent, end)
        elif first == ":" and (m := md.DEFINITION.match(source, begin, end)) and self.prose_or_paragraph():
            if self.paragraph is not None:
                self.paragraph.kind, self.paragraph.level = "list-item", 1
            self.close()
            if len(self.stack) < md.DEEPEST:
                self.stack.append(_Container("definition", indent + 2))
            self.open(m.end(), self.trimmed(m.end(), end))
            return number + 1
        if self.paragraph is None and first in "{*:\\ie" and md.LEFT_OUT.match(source, begin, end):
            return number + 1
        if "|" in source[begin:end] and (taken := self.table(number, begin, end)):
            return taken
        stop = self.trimmed(begin, end)
        if self.paragraph is not None:
            self.paragraph.pieces.append((begin, stop))
        else:
            self.open(begin, stop)
        return number + 1

    def prose_or_paragraph(self) -> bool:
        """Whether there is a term for a definition to stand under."""
        return self.paragraph is not None or any(c.kind == "definition" for c in self.stack)

    def after_definition(self) -> bool:
        """Whether a reference may be defined here: not in the middle of a paragraph, but right behind a footnote."""
        return self.paragraph is None or (bool(self.stack) and self.stack[-1].kind == "footnote")

    def fence_closes(self, sign: str, length: int, end: int) -> bool:
        """A fence that is never closed opens nothing: one slip must not hide the rest of an article."""
        if sign * length in self.unclosed:
            return False
        closing = re.compile(rf"^[ \t>]*+{re.escape(sign)}{{{length},}}+[ \t]*+\r?$", re.MULTILINE)
        if closing.search(self.source, end):
            return True
        self.unclosed.add(sign * length)
        return False

    def item(self, number: int, m: re.Match[str], indent: int, end: int) -> int:
        """A list item: its text begins a paragraph; what it holds may itself be a heading, quote or item."""
        self.close()
        while self.stack and indent < self.stack[-1].indent:
            self.stack.pop()
        width = m.end() - m.start()
        if len(self.stack) < md.DEEPEST:
            self.stack.append(_Container("list", indent + (width if width <= 5 else 2)))
        begin = m.end()
        if task := md.TASK.match(self.source, begin, end):
            begin = task.end()
        if begin >= end:
            return number + 1
        start, depth = self.unquote(begin, end)
        if depth:
            self.open(start, self.trimmed(start, end))
            return number + 1
        if md.ITEM.match(self.source, begin, end) and len(self.stack) >= 60:
            self.open(begin, self.trimmed(begin, end))
            return number + 1
        return self.content(number, begin, end, indent + width)

    # tables and HTML ---------------------------------------------------------------------------------------------

    def table(self, number: int, begin: int, end: int) -> int:
        """A pipe table whose header is this line; 0 when it is none."""
        source = self.source
        if self.paragraph is not None or number + 1 >= len(self.lines):
            return 0
        start, stop = self.lines[number + 1]
        start, _ = self.unquote(start, stop)
        start = _indented(source, start, stop)
        if start == stop or not md.DELIMITER_ROW.match(source, start, stop):
            return 0
        if source[start:stop].count("-") < 3 and "|" not in source[start:stop]:
            return 0
        self.row(begin, end)
        number += 2
        while number < len(self.lines):
            start, stop = self.lines[number]
            start, _ = self.unquote(start, stop)
            if "|" not in source[start:stop]:
                break
            self.row(start, stop)
            number += 1
        return number

    def row(self, start: int, end: int) -> None:
        at, code = start, False
        edges = []
        while at < end:
            sign = self.source[at]
            if sign == "\\":
                at += 1
            elif sign == "`":
                code = not code
            elif sign == "|" and not code:
                edges.append(at)
            at += 1
        for left, right in zip([start - 1, *edges], [*edges, end], strict=True):
            begin = _indented(self.source, left + 1, right)
            stop = self.trimmed(begin, right)
            if begin < stop:
                self.emit("table-cell", 0, [(begin, stop)])

    def html(self, number: int, begin: int, end: int) -> int | None:
        """A comment or an HTML block; None when the line begins with inline markup."""
        source = self.source
        if source.startswith("<!--", begin):
            stop = -1 if "-->" in self.unclosed else source.find("-->", begin + 4)
            if stop < 0:
                self.unclosed.add("-->")
                return None
            if self.paragraph is not None and stop < end:
                return None
            self.skip_to = stop + 3
            if self.prose.comments is not None:
                self.prose.comments.add(begin)
            return number + (self.skip_to <= end and md.BLANK.fullmatch(source, self.skip_to, end) is not None)
        m = md.HTML.match(source, begin, end)
        if m is None or m[2].lower() not in BLOCK | _RAW:
            return None
        self.close()
        name = m[2].lower()
        if name in _RAW and not m[1] and name not in self.unclosed:
            closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(source, m.end())
            if closing is not None:
                self.skip_to = closing.end()
                return number + (self.skip_to <= end and md.BLANK.fullmatch(source, self.skip_to, end) is not None)
            self.unclosed.add(name)
        if md.HTML_LINE.match(source, begin, end) and self.is_wrapper(number, begin, end):
            return number + 1
        last = number
        while last + 1 < len(self.lines) and source[slice(*self.lines[last + 1])].strip():
            last += 1
        self.fragment(begin, self.lines[last][1])
        return last + 1

    def is_wrapper(self, number: int, begin: int, end: int) -> bool:
        """Whether a line of tags stands around Markdown: it says so, or a blank line follows."""
        tag = self.source[begin:end]
        if re.search(r"\smarkdown(?:[\s=>])", tag):
            return True
        following = self.lines[number + 1] if number + 1 < len(self.lines) else (end, end)
        return tag.startswith("</") or not self.source[slice(*following)].strip()

    def fragment(self, start: int, end: int) -> None:
        """Raw HTML, read as the HTML reader reads it."""
        html = self.source[start:end]
        root = parse(html)
        reading = read_place(html, find_place(root, fragment=True))
        if self.prose.comments is not None:
            self.prose.comments |= {start + at for at, _ in guards.in_page(html, root)}
        at = 0
        for block, text in zip(reading.blocks, reading.texts, strict=True):
            kept: list[tuple[str, int]] = []
            while at < len(reading.places) and reading.places[at][0] < block.end:
                begin, place = reading.places[at]
                at += 1
                stop = reading.places[at][0] if at < len(reading.places) else block.end
                kept.append((text[begin - block.start : min(stop, block.end) - block.start], start + place))
            first, (last, last_at) = kept[0][1], kept[-1]
            self.prose.add(block.kind, block.level, kept, first, last_at + len(last))
            if block.kind == "heading" and block.level == 1 and self.first_h1 is None:
                self.first_h1 = " ".join(text.split())


def read_markdown(source: str, *, path: str | None = None) -> Article:
    """The article of a Markdown file; `article.text == source`, and offsets count its characters.

    `path` is what reports call it.  Front matter becomes the metadata; `prose` is the text without markup.  Code, image
    descriptions, link targets, comments, attribute lists and macros are no prose.  Never raises.
    """
    metadata, begin = front_matter.split(source)
    if not begin and source.startswith("\ufeff"):
        begin = 1
    scanner = _Scanner(source, begin)
    scanner.scan()
    prose = scanner.prose
    known = front_matter.fields(metadata)
    return Article(
        source,
        tuple(prose.blocks),
        metadata,
        format="markdown",
        path=path,
        url=known.url,
        title=known.title or scanner.first_h1,
        site_name=known.site_name,
        declared=front_matter.declared_credits(metadata),
        declared_language=known.language,
        prose="".join(prose.parts),
        prose_offsets=tuple(prose.offsets) or ((0, 0),),
        guards=guards.guards(source, [c for c in guards.comments(source) if c[0] in (prose.comments or ())]),
    ).pack()
