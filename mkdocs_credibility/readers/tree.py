"""A page's elements and text with their exact places in its source, made in one linear pass.

bs4 knows where a tag begins but not where a text does, and `html.parser` takes quadratic time on unclosed markup, so
evidence could neither be spliced nor a hostile page survived.  This follows the HTML standard where articles differ by
it (implied end tags, raw text, attributes, entities) and no further: it is read, never written out again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import unescape
from typing import Final

DEPTH: Final = 256
"""Elements nested deeper hang off their last allowed ancestor; browsers do the same at 512."""

# Every quantifier is possessive, and the search ends at the page's last ">": then a tag that begins always ends, and
# no character is looked at twice.
_TAG: Final = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>""")
_ATTRIBUTE: Final = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+""")


def names(text: str) -> frozenset[str]:
    """A set of names written as one text."""
    return frozenset(text.split())


VOID: Final = names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
BLOCK: Final = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre search section summary "
    "table tbody td tfoot th thead tr ul"
)
RAW: Final = names("iframe noembed noframes plaintext script style textarea title xmp")
"""Holds text alone, whatever it looks like."""
_SKIPPED: Final = names("audio canvas datalist map math nav noscript object picture select svg template video")
"""Never part of an article's text; their insides are not even looked at.  (`picture` holds an image alone.)"""
_KEEPS_P: Final = names("caption td th tr tbody thead tfoot html head body legend")
_SCOPE: Final = names("td th table caption html body")
_HEADINGS: Final = names("h1 h2 h3 h4 h5 h6")
_P: Final = frozenset(["p"])
_A: Final = frozenset(["a"])
_BUT_PARTS: Final = BLOCK - {"address", "div", "p"}
_CLOSED_BY: Final = {
    "li": (frozenset(["li"]), _BUT_PARTS),
    "dt": (frozenset(["dt", "dd"]), _BUT_PARTS),
    "dd": (frozenset(["dt", "dd"]), _BUT_PARTS),
}
_ROWS: Final = {
    "td": frozenset(["td", "th"]),
    "th": frozenset(["td", "th"]),
    "tr": frozenset(["tr"]),
    "tbody": frozenset(["tbody", "thead", "tfoot"]),
    "tfoot": frozenset(["tbody", "thead", "tfoot"]),
}
_OF_TABLES: Final = names("table td th tr tbody thead tfoot caption")
_TABLE: Final = frozenset(["table"])
_NOTHING: Final[frozenset[str]] = frozenset()
_END_TAGS: Final = {
    name: f"</{name}>"
    for name in names(
        "p h1 h2 h3 h4 h5 h6 ul ol li blockquote em strong b i a code span div table thead tbody tr td th"
    )
}
"""Elements that most of an article is made of, and the tag that ends each."""
_ENDED: Final = {tag[1:-1]: name for name, tag in _END_TAGS.items()}
_LONGEST_TAG: Final = max(map(len, _END_TAGS.values()))
_IN_HEAD: Final = names("base link meta noscript script style template title")


def _closed(name: str) -> tuple[str, ...]:
    """The elements that an element's start tag may close without saying so."""
    found = set(_ROWS.get(name, ())).union(_CLOSED_BY[name][0] if name in _CLOSED_BY else ())
    if name in _HEADINGS:
        found |= _HEADINGS
    if name in BLOCK and name not in _KEEPS_P:
        found.add("p")
    return ("a",) if name == "a" else tuple(found)


_CLOSES: Final = {name: closed for name in (*BLOCK, "a") if (closed := _closed(name))}


class Node:
    """An element: its tag stands at `html[start:inner]`, what it holds at `html[inner:end]`.

    `children` are elements and the (start, end) of texts, in order.  `plain` says that the tag has no attributes at
    all.  `run` and `signs` are for who reads the tree.
    """

    __slots__ = (
        "_attrs", "_html", "_index", "_nodes", "_raw", "_stop", "children", "end", "inner", "name", "parent", "plain",
        "run", "signs", "start",
    )  # fmt: skip

    def __init__(self, html: str, name: str, start: int, inner: int, raw: tuple[int, int], parent: Node | None) -> None:
        self._html = html
        self.name = name
        self.start = start
        self.inner = inner
        self.end = inner
        self.parent = parent
        self.children: list[Node | tuple[int, int]] = []
        self.plain = raw[0] == raw[1]
        self.run = 0
        self.signs = -1
        self._raw = raw
        self._nodes: list[Node] = parent._nodes if parent is not None else []  # noqa: SLF001  # one list a page
        self._index = len(self._nodes)
        self._nodes.append(self)
        self._stop = self._index + 1
        self._attrs: dict[str, str] | None = None

    def close(self, at: int) -> None:
        """Note that the element ends here, and that what was made since it began is inside it."""
        self.end = at
        self._stop = len(self._nodes)

    def unlink(self) -> None:
        """Take a tree that was read apart: its elements know each other in circles, and a collector that has to find
        thousands of these in a build's memory takes longer than reading does."""
        for node in self._nodes:
            node.parent = None
        self._nodes.clear()

    @property
    def source(self) -> str:
        """The page that the offsets count in."""
        return self._html

    @property
    def attrs(self) -> dict[str, str]:
        """Attributes by lower-case name; of two with one name the first, as browsers do."""
        if self._attrs is None:
            attrs: dict[str, str] = {}
            for m in _ATTRIBUTE.finditer(self._html, *self._raw):
                value = m[m.lastindex] if m.lastindex and m.lastindex > 1 else ""
                attrs.setdefault(m[1].lower(), unescape(value) if "&" in value else value)
            self._attrs = attrs
        return self._attrs

    def elements(self) -> list[Node]:
        """The element and all below it, in document order."""
        return self._nodes[self._index : self._stop]

    def ancestors(self) -> Iterator[Node]:
        """The elements around this one, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def text(self, without: Callable[[Node], bool] | None = None) -> str:
        """Its text with white space collapsed, without the elements that `without` is true of: for titles and
        the like, not for evidence."""
        parts: list[str] = []
        stack: list[Node | tuple[int, int]] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, tuple):
                parts.append(self._html[item[0] : item[1]])
            elif without is not None and without(item):
                continue
            elif item.name == "br" or (item.name in BLOCK and parts):
                parts.append(" ")
                stack.extend(reversed(item.children))
            else:
                stack.extend(reversed(item.children))
        return " ".join(unescape("".join(parts)).split())


class _Builder:
    def __init__(self, html: str) -> None:
        self.html = html
        self.root = Node(html, "", 0, 0, (0, 0), None)
        self.root.end = len(html)
        self.stack = [self.root]
        self.open: defaultdict[str, int] = defaultdict(int)
        self.too_deep: defaultdict[str, int] = defaultdict(int)
        self.unclosed: set[str] = set()

    def pop(self, at: int) -> None:
        node = self.stack.pop()
        node.close(at)
        self.open[node.name] -= 1

    def pop_to(self, index: int, at: int) -> None:
        while len(self.stack) > index:
            self.pop(at)

    def imply_ends(self, name: str, at: int) -> None:
        """Close what a start tag closes without saying so."""
        stack, is_open = self.stack, self.open
        if is_open["head"] and name not in _IN_HEAD and stack[-1].name == "head":
            self.pop(at)
        if name in BLOCK and name not in _KEEPS_P and is_open["p"]:
            self.close_open(_P, at, BLOCK)
        if name in _HEADINGS and stack[-1].name in _HEADINGS:
            self.pop(at)
        elif (closes := _CLOSED_BY.get(name)) and any(map(is_open.get, closes[0])):
            self.close_open(closes[0], at, closes[1])
        elif (rows := _ROWS.get(name)) and any(map(is_open.get, rows)):
            self.close_open(rows, at, _TABLE)
        elif name == "a" and is_open["a"]:
            self.close_open(_A, at, BLOCK)

    def close_open(self, names: frozenset[str], at: int, fence: frozenset[str]) -> None:
        """Close the innermost element of some names (one of them is open), but not past the fence."""
        i = len(self.stack) - 1
        while (name := self.stack[i].name) not in names:
            if name in fence:
                return
            i -= 1
        self.pop_to(i, at)

    def start(self, name: str, at: int, inner: int, raw: tuple[int, int]) -> Node | None:
        """Begin an element whose tag stands from `at` to `inner`, its attributes at `raw`; None if it holds nothing."""
        if name in ("html", "body") and self.open[name]:
            return None
        if name == "body":
            self.pop_to(2 if len(self.stack) > 1 and self.stack[1].name == "html" else 1, at)
        if (name in _CLOSES and any(map(self.open.get, _CLOSES[name]))) or self.open["head"]:
            self.imply_ends(name, at)
        parent = self.stack[-1]
        node = Node(self.html, name, at, inner, raw, parent)
        parent.children.append(node)
        if name in VOID:
            return None
        if len(self.stack) >= DEPTH:
            self.too_deep[name] += 1
            return None
        self.stack.append(node)
        self.open[name] += 1
        return node

    def finish(self, name: str, at: int, end: int) -> None:
        """End the nearest element of a name that the tag from `at` to `end` can end."""
        if self.too_deep.get(name):
            self.too_deep[name] -= 1
            return
        if not self.open[name] or name in ("html", "body"):
            return
        fence = _SCOPE if name in BLOCK else BLOCK
        if name in _OF_TABLES:
            fence = _TABLE if name != "table" else _NOTHING
        i = len(self.stack) - 1
        while self.stack[i].name != name:
            if self.stack[i].name in fence:
                return
            i -= 1
        self.pop_to(i + 1, at)
        self.pop(end)

    def end_of(self, name: str, at: int, nested: bool) -> int:
        """Where the end tag begins that closes an element whose inside begins at `at`; -1 when there is none."""
        if name in self.unclosed:
            return -1
        depth = 1
        for m in _edge(name).finditer(self.html, at):
            if m[1]:
                depth -= 1
                if not depth:
                    return m.start()
            elif nested:
                depth += 1
        self.unclosed.add(name)
        return -1

    def text(self, start: int, end: int) -> None:
        if start < end:
            self.stack[-1].children.append((start, end))

    def build(self) -> Node:
        html, stack = self.html, self.stack
        last = html.rfind(">") + 1
        search, pos, cursor = html.find, 0, 0  # text that waits to be added begins at `pos`, the search at `cursor`
        while (at := search("<", cursor, last)) >= 0:
            close = search(">", at, at + _LONGEST_TAG)
            name = html[at + 1 : close] if close > 0 else ""
            if name in _END_TAGS:  # a tag without attributes, as most
                raw = (close, close)
            elif name in _ENDED:
                self.text(pos, at)
                pos = cursor = close + 1
                self.finish(_ENDED[name], at, pos)
                continue
            else:
                following = html[at + 1]
                if following in "!?" or (following == "/" and not html[at + 2 : at + 3].isascii()):
                    self.text(pos, at)
                    pos = cursor = self.declaration(at, last)
                    continue
                m = _TAG.match(html, at, last)
                if m is None:
                    if following == "/":
                        self.text(pos, at)
                        pos = cursor = search(">", at) + 1
                    else:
                        cursor = at + 1
                    continue
                close, name, raw = m.end() - 1, m[2].lower(), m.span(3)
                if m[1] and name != "br":
                    self.text(pos, at)
                    pos = cursor = close + 1
                    self.finish(name, at, pos)
                    continue
            if pos < at:
                stack[-1].children.append((pos, at))
            pos = cursor = close + 1
            node = self.start(name, at, pos, raw)
            if name in _END_TAGS:
                if node is None or self.too_deep:
                    continue
                stop = search("<", pos, last)
                if html.startswith(_END_TAGS[name], stop):  # it holds a text and nothing else, as most
                    if pos < stop:
                        node.children.append((pos, stop))
                    pos = cursor = stop + len(_END_TAGS[name])
                    node.end = pos
                    stack.pop()
                    self.open[name] -= 1
            elif name in RAW:
                stop = self.end_of(name, pos, nested=False)
                if stop < 0:
                    if name in ("title", "textarea"):  # one slip in the head must not swallow the page
                        if stack[-1].name == name:
                            self.pop(pos)
                        continue
                    stop = len(html)
                self.text(pos, stop)
                pos = cursor = stop
                if stop == len(html):
                    break
            elif name in _SKIPPED and html[raw[1] - 1] != "/":
                stop = self.end_of(name, pos, nested=True)
                if stop >= 0:
                    pos = cursor = stop
        self.text(pos, len(html))
        self.pop_to(1, len(html))
        self.root.close(len(html))
        return self.root

    def declaration(self, at: int, last: int) -> int:
        """The end of a comment, doctype, CDATA section or processing instruction.

        A comment that is never closed ends at its first ">", lest one slip hide the rest of a page.
        """
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>")):
            if self.html.startswith(opening, at) and opening not in self.unclosed:
                if self.html.startswith(("<!-->", "<!--->"), at):
                    break
                end = self.html.find(closing, at + len(opening))
                if end >= 0:
                    return end + len(closing)
                self.unclosed.add(opening)
        return self.html.find(">", at, last) + 1


_EDGES: Final[dict[str, re.Pattern[str]]] = {}


def _edge(name: str) -> re.Pattern[str]:
    if name not in _EDGES:
        _EDGES[name] = re.compile(rf"<(/?){name}(?=[\s/>])", re.IGNORECASE)
    return _EDGES[name]


def parse(html: str) -> Node:
    """The elements of a page or fragment under one nameless root.  Never raises; linear in the page's length."""
    return _Builder(html).build()
