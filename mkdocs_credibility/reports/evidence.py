"""Evidence in place: the passages that a badge quotes, marked in the article's own HTML.

Marks are spliced into the string, inside text and nowhere else, so that every byte of the page stays where it was and
taking the marks out gives the page back.  A passage that runs over the borders of elements becomes several marks; what
stands in code, in a form's controls or between a table's rows is left as it is.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NamedTuple

from markupsafe import escape

from mkdocs_credibility.article import Article
from mkdocs_credibility.readers import plain
from mkdocs_credibility.readers.tree import Node, names, parse
from mkdocs_credibility.span import Span

PREFIX: Final = "cr-"
"""What the ids of marks (`cr-e1`) and of the issues that cite them (`cr-i1`) begin with."""

_UNTOUCHED: Final = names(
    "button code head iframe kbd math noembed noframes noscript object option plaintext pre samp script select style "
    "svg template textarea title xmp"
)
_NO_TEXT: Final = names("colgroup datalist select table tbody tfoot thead tr")
"""Elements that may not hold a mark themselves: browsers would move it out."""

_OWN_CLICKS: Final = names("a label summary")
"""Elements that answer to a click, in which no link may stand: the way back follows them."""

_TOKEN: Final = re.compile(r"<[^>]*+(?:>|\Z)|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")


class _Text(NamedTuple):
    """A text node that may be marked; `after` is the end of the element around it that answers to clicks, or 0."""

    start: int
    end: int
    after: int


@dataclass(slots=True)
class _Place:
    """Where a cited span stands in the page: its parts in the source, its mark, and the issues that cite it."""

    parts: list[tuple[int, int]]
    mark: str
    after: int
    issues: dict[str, str] = field(default_factory=dict)


def _texts(content: str) -> list[tuple[int, int, int]]:
    """The text nodes that may be marked, each as the fields of a `_Text`, in their order."""
    known = plain.texts(content)
    if known is not None:
        return known
    root = parse(content)
    found: list[tuple[int, int, int]] = []
    stack: list[tuple[Node, int]] = [(root, 0)]
    while stack:
        node, after = stack.pop()
        if node.name in _UNTOUCHED:
            continue
        if not after and node.name in _OWN_CLICKS:
            after = node.end
        for child in node.children:
            if isinstance(child, Node):
                stack.append((child, after))
            elif node.name not in _NO_TEXT:
                found.append((*child, after))
    root.unlink()
    found.sort()
    return found


class Evidence:
    """One article's passages in the page `content`, which is what it was read from.

    While a badge is made it asks for the way to a passage (`href`) and says which issue cites it (`cite`); afterwards
    `marked` is the content with a mark for everything that was cited.
    """

    def __init__(self, article: Article, content: str) -> None:
        self.article = article
        self.content = content
        # other plugins may have put something around what was read
        self._shift = content.find(article.source) if article.source else 0
        self._prefix = PREFIX
        while f'id="{self._prefix}' in content or f"id='{self._prefix}" in content:
            self._prefix += "x-"
        self._texts: list[tuple[int, int, int]] | None = None
        self._places: dict[tuple[int, int], _Place | None] = {}
        self._at: dict[int, str] = {}
        self._issues = 0

    # for the badge ----------------------------------------------------------------------------------------------

    def href(self, span: Span) -> str | None:
        """The way from the badge to a passage; None for one that does not stand in the page as it was read."""
        place = self._place(span)
        return f"#{place.mark}" if place else None

    def cite(self, spans: Iterable[Span], title: str) -> str | None:
        """Note that an issue of that title cites these passages; returns the issue's id, None if none has a place."""
        places = [place for span in spans if (place := self._place(span))]
        if not places:
            return None
        self._issues += 1
        issue = f"{self._prefix}i{self._issues}"
        for place in places:
            place.issues[issue] = title
        return issue

    # places -----------------------------------------------------------------------------------------------------

    def _place(self, span: Span) -> _Place | None:
        key = (span.start, span.end)
        if key not in self._places:
            self._places[key] = self._find(span)
        return self._places[key]

    def _find(self, span: Span) -> _Place | None:
        if self._shift < 0 or not span.exact.strip():
            return None
        parts: list[tuple[int, int]] = []
        after = 0
        for start, end in self._joined(self._verbatim(span)):
            text = self._text_at(start)
            piece = "" if text is None else self.content[start : min(end, text.end)]
            if text is None or not piece.strip():
                continue
            # a mark begins with what can be seen: another that ends behind the blank would leave it nothing
            blank = 0 if parts else len(piece) - len(piece.lstrip())
            parts.append((start + blank, start + len(piece)))
            after = text.after or parts[-1][1]
        if not parts:
            return None
        # passages that begin at one place share its mark
        mark = self._at.setdefault(parts[0][0], f"{self._prefix}e{len(self._at) + 1}")
        return _Place(parts, mark, after)

    def _text_at(self, at: int) -> _Text | None:
        if self._texts is None:
            self._texts = _texts(self.content)
        i = bisect_right(self._texts, (at, sys.maxsize)) - 1  # of tuples without a key: there are hundreds of texts
        return _Text(*self._texts[i]) if i >= 0 and at < self._texts[i][1] else None

    def _verbatim(self, span: Span) -> list[tuple[int, int]]:
        """The pieces of the source that a span's characters stand in, with the entities among them."""
        runs, text, content = self.article.source_runs, self.article.text, self.content
        found: list[tuple[int, int]] = []
        i = max(0, bisect_right(runs, (span.start, sys.maxsize)) - 1)
        end, source_end = (runs[i - 1][0] + runs[i - 1][2], runs[i - 1][1] + runs[i - 1][2]) if i else (0, 0)
        while end < span.end:
            at, source_at, length = runs[i] if i < len(runs) else (len(text), len(content) - self._shift, 0)
            if end < at:
                found += self._entities(span, end, source_end, source_at)
            first, last = max(at, span.start), min(at + length, span.end)
            if first < last:
                start = source_at + self._shift + first - at
                if content[start : start + last - first] != text[first:last]:
                    return []  # not the page that was read
                found.append((start, start + last - first))
            if i == len(runs):
                break
            end, source_end = at + length, source_at + length
            i += 1
        return sorted(found)

    def _entities(self, span: Span, at: int, start: int, end: int) -> Iterable[tuple[int, int]]:
        """The entities of a span between two runs, of which the first ends at `at` in the text."""
        text = self.article.text
        for m in _TOKEN.finditer(self.content, start + self._shift, max(start, end) + self._shift):
            if m[0][0] == "<":
                continue
            char = unescape(m[0])
            while at < len(text) and text[at].isspace() and not text.startswith(char, at):
                at += 1
            if text.startswith(char, at):
                if span.start <= at < span.end:
                    yield m.span()
                at += len(char)

    def _joined(self, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Pieces between which no tag stands as one."""
        joined: list[tuple[int, int]] = []
        for start, end in pieces:
            if joined and "<" not in self.content[joined[-1][1] : start]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    # the page ---------------------------------------------------------------------------------------------------

    def marked(self, back: Callable[[str], str]) -> str:
        """The content with its marks.  `back` says, for the title of an issue, where the way back leads: what is read
        aloud of the link behind a passage, which shows but a sign that the stylesheet brings."""
        out, position = [], 0
        for at, tag in self.tags(back):
            out += [self.content[position:at], tag]
            position = at
        return "".join([*out, self.content[position:]])

    def tags(self, back: Callable[[str], str]) -> list[tuple[int, str]]:
        """What `marked` puts in, in its order, and where in the content."""
        cited = [place for place in self._places.values() if place and place.issues]
        described: dict[str, dict[str, str]] = {}
        for place in cited:
            described.setdefault(place.mark, {}).update(place.issues)
        opening = {
            at: f'<mark class="cr-mark" id="{mark}" aria-describedby="{" ".join(described[mark])}">'  # ids of our own
            for at, mark in self._at.items()
            if mark in described
        }
        tags: list[tuple[int, int, str]] = []
        for start, end in _segments([part for place in cited for part in place.parts]):
            tags += [(start, 2, opening.get(start) or '<mark class="cr-mark">'), (end, 0, "</mark>")]
        for place in cited:
            issue, title = next(iter(place.issues.items()))
            link = f'<a class="cr-back" href="#{issue}" aria-label="{escape(back(title))}"></a>'
            tags.append((place.after, 1, link))
        # at one place: what ends there, the ways back, what begins there
        tags.sort(key=lambda tag: tag[:2])
        return [(at, tag) for at, _, tag in tags]


def _segments(parts: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Parts, some of which overlap, as pieces that follow one another: cut wherever one begins or ends."""
    change: dict[int, int] = {}
    for start, end in parts:
        change[start] = change.get(start, 0) + 1
        change[end] = change.get(end, 0) - 1
    open_parts, before = 0, 0
    for at in sorted(change):
        if open_parts:
            yield before, at
        open_parts += change[at]
        before = at
