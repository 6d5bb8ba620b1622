"""From the elements of an article's container to its blocks, with the runs of text that stand verbatim in the page."""

from __future__ import annotations

import re
from html import unescape
from typing import Final, NamedTuple

from mkdocs_credibility.article import Block, BlockKind
from mkdocs_credibility.readers.container import Place
from mkdocs_credibility.readers.signs import never_text, not_words, tokens
from mkdocs_credibility.readers.tree import BLOCK, Node

_SPECIAL: Final = re.compile(
    r"[ \t\n\r\f]{2,}|[\t\n\r\f]|&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?|\xad|\0|\ufeff"
)
_ALONE: Final = re.compile(
    r"\t|\n|\r|\f|&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?|\xad|\0|\ufeff"
)
"""What `_SPECIAL` finds where no two spaces stand together: searched faster, for it says what it begins with."""
_ODD: Final = ("\t", "\r", "\f", "\xad", "\0", "\ufeff")
_NO_SPACE_BEFORE: Final = frozenset(".,;:!?)")
_SPACE: Final = " \t\n\r\f"
_PLAIN_WORDS: Final = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}")
_CAPTION: Final = re.compile(
    r"(?:^|[\s_-])(?:fig-?)?(?:caption|legende|bildunterschrift|bildtext|photo-?credit|image-?credit|wp-caption-text)"
    r"(?:$|[\s_-])"
)
_CELL_OF_LAYOUT: Final = 200
"""Characters from which a paragraph in a table's cell is running text: the table is there for the layout."""


class _Context(NamedTuple):
    kind: BlockKind = "paragraph"
    level: int = 0
    depth: int = 0


_KINDS: Final[dict[str, tuple[BlockKind, int]]] = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    "summary": ("heading", 6),
    "blockquote": ("quote", 0),
    "figcaption": ("caption", 0),
    "figure": ("caption", 0),
    "caption": ("caption", 0),
}
"""Kind and level of the blocks in an element."""
_ASKED: Final = frozenset(("a", "code", "form", "label", "sup"))
"""Elements that may be left out though nothing that they are called says so."""


class _End(NamedTuple):
    node: Node
    context: _Context


def plain_words(code: str) -> bool:
    """Whether what is set as code is plain words of the sentence around it (and not a command, name or value)."""
    return _PLAIN_WORDS.fullmatch(code) is not None


class Reading:
    """Blocks, text and runs, gathered element by element.

    `places` are the pairs (text offset, source offset) of every piece of text, verbatim or not.
    """

    def __init__(self, html: str, cut: set[Node]) -> None:
        self.html = html
        self.cut = cut
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        self.runs: list[tuple[int, int, int]] = []
        self.places: list[tuple[int, int]] = []
        self.length = 0
        self._parts: list[tuple[int, str]] = []
        self._last = ""
        self._context = _Context()
        self._from_p = False
        self._gap = False  # whether something inside the paragraph was left out just now
        self._odd = any(sign in html for sign in _ODD)

    # one block ---------------------------------------------------------------------------------------------------

    def _put(self, at: int, text: str) -> None:
        """Add text to the block; `at` is its place in the source, or ~place when it does not stand there as it is."""
        if text[0] == " " and (not self._last or self._last in " \n"):
            text = text[1:]
            at += at >= 0
            if not text:
                return
        if self._gap:
            if self._last == " " and text[0] in _NO_SPACE_BEFORE:
                self._trim()
            self._gap = False
        self._parts.append((at, text))
        self._last = text[-1]

    def _text(self, start: int, end: int) -> None:
        html = self.html
        piece = html[start:end]
        if not self._last and piece.isspace():
            return
        special = _SPECIAL
        if not self._odd:
            if "\n" in piece:
                if "  " not in piece.replace("\n", " "):
                    if "&" not in piece:
                        self._lines(start, piece)
                        return
                    special = _ALONE
            elif "&" not in piece and "  " not in piece:  # as most
                self._put(start, piece)
                return
        at = start
        for m in special.finditer(html, start, end):
            if m.start() > at:
                self._put(at, html[at : m.start()])
            at = m.end()
            found = m.group()
            if found[0] != "&":
                if found == "\0":
                    self._put(~m.start(), "\ufffd")
                elif found not in "\xad\ufeff":  # a hint for line breaking, an accident
                    self._put(~m.start(), " ")
                continue
            decoded, rest = unescape(found), ""
            if found[-1] != ";" and len(decoded) > 1 and decoded != found and found.endswith(decoded[1:]):
                decoded, rest = decoded[0], decoded[1:]  # "&ltd" is "<" and a "d" that stands in the source
            if decoded == found:
                self._put(m.start(), found)
            elif decoded.strip(_SPACE) == "":
                if decoded:
                    self._put(~m.start(), " ")
            elif decoded != "\xad":
                self._put(~m.start(), decoded)
            if rest:
                self._put(m.end() - len(rest), rest)
        if end > at:
            self._put(at, html[at:end])

    def _lines(self, at: int, piece: str) -> None:
        """Add a text that has line breaks and nothing else to change."""
        for number, line in enumerate(piece.split("\n")):
            if number:
                self._put(~at, " ")
                at += 1
            if line:
                self._put(at, line)
                at += len(line)

    def _flush(self) -> None:
        parts, self._gap = self._parts, False
        if not parts:
            return
        self._parts, self._last = [], ""
        whole = "".join([text for _, text in parts]) if len(parts) > 1 else parts[0][1]
        text = whole.strip()
        if not text:
            return
        begin = self.length + (2 if self.blocks else 0)
        at = begin if whole[0] == text[0] else begin - (len(whole) - len(whole.lstrip()))
        end = begin + len(text)
        if len(parts) == 1 and parts[0][0] >= 0:  # as most
            run = (begin, parts[0][0] + begin - at)
            self.places.append(run)
            self.runs.append((*run, len(text)))
            parts = []
        for source_at, piece in parts:
            first, last = max(at, begin), min(at + len(piece), end)
            if first < last and source_at >= 0:
                self.places.append((first, source_at + first - at))
                self._run(first, source_at + first - at, last - first)
            elif first < last:
                self.places.append((first, ~source_at))
            at += len(piece)
        kind, level, _ = self._context
        if kind == "table-cell" and self._from_p and len(text) >= _CELL_OF_LAYOUT:
            kind = "paragraph"
        self.blocks.append(Block(kind, begin, end, begin, end, level))
        self.texts.append(text)
        self.length = end

    def _run(self, at: int, source_at: int, length: int) -> None:
        if self.runs:
            before, source_before, count = self.runs[-1]
            if before + count == at and source_before + count == source_at:
                self.runs[-1] = (before, source_before, count + length)
                return
        self.runs.append((at, source_at, length))

    def _break(self, at: int) -> None:
        """A `<br>`: a new line, or a new block when the line before it is empty."""
        if not self._parts:
            return
        if self._last == " ":
            self._trim()
        if self._last == "\n":
            self._flush()
        elif self._parts:
            self._parts.append((~at, "\n"))
            self._last = "\n"

    def _trim(self) -> None:
        """Take back the white space that the block ends with."""
        while self._parts:
            at, text = self._parts.pop()
            if text := text.rstrip(" "):
                self._parts.append((at, text))
                self._last = text[-1]
                return
        self._last = ""

    # elements ----------------------------------------------------------------------------------------------------

    def _within(self, node: Node) -> _Context:
        """The context that an element gives to the text in it."""
        context, name = self._context, node.name
        if name in _KINDS:
            return _Context(*_KINDS[name], context.depth)
        if name in ("ul", "ol", "dl"):
            return _Context(context.kind, context.level, context.depth + 1)
        if name in ("li", "dt", "dd"):
            depth = max(1, context.depth)
            return _Context("list-item", depth, depth)
        if name in ("td", "th"):
            return _Context("table-cell")
        if not node.plain and context.kind in ("paragraph", "list-item"):
            names = tokens(node)
            if "admonition-title" in names or "tabbed-labels" in names:
                return context._replace(kind="heading", level=6)
            if names and _CAPTION.search(" ".join(names)):
                return context._replace(kind="caption", level=0)
        return context

    def _left_out(self, node: Node) -> bool:
        name = node.name
        if node in self.cut or never_text(node) or not_words(node):
            return True
        if name == "form":
            return True
        if name == "label":
            return self._context.kind != "heading"
        if name == "code":
            return not plain_words(node.text())
        return False

    def read(self, root: Node) -> None:
        """Add an element's blocks."""
        stack: list[Node | tuple[int, int] | _End] = [root]
        cut = self.cut
        first = True
        while stack:
            item = stack.pop()
            if isinstance(item, Node):
                name, children = item.name, item.children
                asked = not first and (item.signs or name in _ASKED or item in cut)
                if asked and self._left_out(item):
                    if name == "footer" and item in cut:
                        stack.extend(reversed([c for c in children if isinstance(c, Node) and c.name == "p"]))
                    elif name in BLOCK:
                        self._flush()
                    else:
                        self._gap = True
                    continue
                first = False
                if name == "br":
                    self._break(item.start)
                elif name == "hr":
                    self._flush()
                else:
                    if name in BLOCK or (name == "label" and self._context.kind == "heading"):
                        if self._parts or self._gap:
                            self._flush()
                        before, self._context = self._context, self._within(item)
                        self._from_p = name == "p"
                        if len(children) == 1 and type(children[0]) is tuple:  # a text and nothing else, as most
                            self._text(*children[0])
                            self._flush()
                            self._context = before
                            continue
                        stack.append(_End(item, before))
                    stack.extend(reversed(children))
            elif isinstance(item, _End):
                self._flush()
                self._context = item.context
            else:
                self._text(*item)
        self._flush()
        self._context = _Context()


def read_place(html: str, place: Place) -> Reading:
    """Blocks, text and runs of an article: header lines, body, credits behind it."""
    reading = Reading(html, place.cut)
    for node in (*place.before, place.body, *place.after):
        reading.read(node)
    return reading
