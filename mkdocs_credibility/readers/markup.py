"""What a page's markup names as the author: microdata, rel, links to profiles, class names, and lines under the
headline that open as bylines do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import islice
from typing import Final, Literal

from mkdocs_credibility import language as languages
from mkdocs_credibility.article import Declared
from mkdocs_credibility.language.openings import Openings
from mkdocs_credibility.readers.container import Place
from mkdocs_credibility.readers.printed import LONGEST, clean, is_address
from mkdocs_credibility.readers.signs import Names
from mkdocs_credibility.readers.tree import BLOCK, Node, names

_MARK: Final = Names(
    names(
        "by aut writ reporter journalist redakteur redacteur redactor forfatter skribent firma signature "
        "verfasser submitted"
    ),
    re.compile(
        r"(?:^|[\s_-])(?:by-?lines?|authors?|autor(?:en|es|in|e|ia)?|auteurs?|autore|autrice|writers?|reporters?|journalists?|"
        r"redakteure?|redacteurs?|redactor(?:es)?|forfatter|skribent|p-author|writtenby|written-by|posted-by|postedby|"
        r"article-?author|post-?author|entry-?author|authorname|author-?name|bylinename|byline-?name|firma|signature|verfasser|"
        r"autores?-?nome|submitted)(?:$|[\s_-]|\d)"
        r"|(?:^|[\s_-])[a-z]{0,14}[_-]{0,2}(?:author|byline)(?:[_-]{0,2}[a-z]{0,14})?(?:$|[\s_-])",
        re.IGNORECASE,
    ),
)
_DOUBLE: Final = re.compile("__|--")
_NOT_MARK: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|kommentare?|respond|reply|replies|avatar|img|image|photo|icon|picture|bio|biography|"
    r"description|desc|follow|social|share|related|recommend\w*|popular|trending|newsletter|search|more|other|"
    r"byline-?date|date|time|count|count|subscribe|credit|caption|no-?author|hide-?author|without-?author|author-?archive|"
    r"position|role|job|jobtitle|title-?role|email|mail|twitter|box-?headline|headline|label|kicker|section|excerpt)(?:$|[\s_-])"
    r"|comment",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"(?:^|\s)(?:body|page|site|wrapper|main|content|container|single-author|multi-author|author-\d+|"
    r"group-blog|by-?author|bypostauthor)(?:$|\s)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|disqus|respond|replies|related|recommend\w*|popular|trending|most-?read|mostread|"
    r"latest|recent|carousel|slider|swiper|newsletter|modal|popup|promo|recirc\w*|sidebar|widget|widgets|footer|navigation|nav|"
    r"menu|teasers?|read-?next|next-?up|more-?from|more-?stories|also-?like|outbrain|taboola|testimonials?|pullquote|"
    r"gallery|caption|figure|blockquote|product|ratings?|reviews?-list|toc|breadcrumbs?|weitere|mehr|autres)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR_LINK: Final = re.compile(
    r"(?<!licenses)/(?:authors?|autor(?:en|es|in|i)?|auteurs?|autori?|by|writers?|journalists?|journalisten|redakteure?|staff|"
    r"contributors?|reporters?|columnists?|people|person|profiles?|bios?|verfasser|correspondents?|byline|skribent|"
    r"forfatter|firmas?)/(?!(?:log-?in|register|password|settings|edit|sign-?up)\b)[^/?#]+|[?&](?:author|autor)=",
    re.IGNORECASE,
)
_OUTSIDE: Final = frozenset(
    [
        "nav",
        "footer",
        "figure",
        "figcaption",
        "blockquote",
        "button",
        "form",
        "script",
        "style",
        "head",
        "aside",
        "select",
        "label",
    ]
)


def _rel(node: Node) -> bool:
    return "author" in node.attrs.get("rel", "").lower().split()


def _source_of(node: Node) -> Literal["rel", "microdata", "class"] | None:
    """How an element's own attributes mark it as naming the author."""
    attrs = node.attrs
    if "itemprop" in attrs and not {"author", "creator"}.isdisjoint(attrs["itemprop"].lower().split()):
        return "microdata"
    if node.name == "a" and _rel(node):
        return "rel"
    called = " ".join(
        (
            *attrs.get("class", "").lower().split()[:12],
            attrs.get("id", "").lower(),
            attrs.get("data-testid", "").lower(),
        )
    )
    called = _DOUBLE.sub("-", called)
    if _MARK.found(called) and not _WHOLE.search(called):
        parts = [t for t in called.split() if _MARK.found(t)]
        if any(not _NOT_MARK.search(t) for t in parts):
            return "class"
    return None


def _beside(node: Node, place: Place) -> bool:
    """Whether an element stands in a box beside the article: comments, teasers, navigation, pictures.

    What holds the headline as well is no box beside it, whatever its class; the footer of the article itself may sign.
    """
    head, body = place.headline, place.body
    for around in (node, *node.ancestors()):
        if around is body or around.name in ("body", "html", "article", "main"):
            return False
        if head is not None and around.start <= head.start and head.end <= around.end:
            return False
        if around is not node and around.name in _OUTSIDE:
            own = around.name == "footer" and any(
                a is body or (a.name == "article" and head is not None and a.start <= head.start)
                for a in around.ancestors()
            )
            if not own:
                return True
            continue
        if around is not node and around in place.cut and not _source_of(around):
            return True
        attrs = around.attrs if not around.plain else {}
        if attrs and _BESIDE.search(_DOUBLE.sub("-", f"{attrs.get('class', '')} {attrs.get('id', '')}")):
            return True
        if "omment" in attrs.get("itemtype", ""):
            return True
    return False


def _value(node: Node, html: str) -> str:
    """What an element names: its content attribute, the name inside it, or its text with dates and marks left out."""
    if node.name in ("meta", "link"):
        return clean(node.attrs.get("content", ""))
    for inner in node.elements():
        if inner is not node and "name" in inner.attrs.get("itemprop", "").lower().split():
            return clean(inner.attrs.get("content") or inner.text())
    return _text(node, html)


def _text(node: Node, html: str) -> str:
    """The text of an element with a bar between its blocks; times, pictures, buttons and drawings left out."""
    parts: list[str] = []
    size = 0
    stack: list[Node | tuple[int, int] | str] = [node]
    while stack and size <= 2 * LONGEST:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item, tuple):
            text = html[item[0] : item[1]]
            parts.append(unescape(text))
            size += len(text.strip())
        elif item.name not in (
            "time",
            "img",
            "svg",
            "button",
            "script",
            "style",
            "figure",
            "noscript",
            "picture",
            "form",
            "input",
        ):
            block = item.name in BLOCK or item.name == "br"
            if block:
                stack.append(" | ")
            stack.extend(reversed(item.children))
            if block:
                stack.append(" | ")
    text = re.sub(r"(?: ?\|)++ ?", " | ", " ".join("".join(parts).split()))
    return clean(text.strip(" |"))


def _in_running_text(node: Node) -> bool:
    """Whether an element stands inside a paragraph of running text: a link to a person the text speaks of."""
    return any(around.name in ("p", "li", "td") and around.run >= 80 for around in node.ancestors())


def _paragraphs(body: Node) -> Iterator[Node]:
    """The paragraphs of running text, in order."""
    return (n for n in body.elements() if n.name == "p" and n.run >= 80)


_APART: Final = 2500
"""Characters of source between two marked elements from which they belong to different things: the article's byline
and the first teaser's."""


_MOST: Final = 1000
"""Marked elements of a page that are looked at: a page has more only in its comments, which come last."""


def from_markup(html: str, root: Node, place: Place) -> Iterator[Declared]:
    """What elements near the headline, else behind the text, are marked as the author's name."""
    head, body = place.headline, place.body
    paragraphs = list(islice(_paragraphs(body), 4))
    first = head.start if head is not None else body.start
    if first > (paragraphs[0].start if paragraphs else body.end):
        first = body.start
    lead = paragraphs[2].start if len(paragraphs) > 3 else body.start + max(0, body.end - body.start) // 3
    found: list[tuple[Node, str]] = []
    looked_at: list[Node] = []
    for node in root.elements():
        if node.plain or node.start < first - 4000 or node.start > body.end + 6000:
            continue
        if node.end - node.start > 12_000 or node is body or node is root:
            continue
        if len(looked_at) >= _MOST:
            break
        source = _source_of(node)
        if source is None and node.name == "a" and _AUTHOR_LINK.search(node.attrs.get("href", "")):
            source = "rel"
        if source is None:
            continue
        looked_at.append(node)
        if _beside(node, place) or _in_running_text(node):
            continue
        found.append((node, source))
    found = _innermost(found)
    header = [f for f in found if first <= f[0].start <= lead]
    above = [f for f in found if f[0].start < first]
    behind = [f for f in found if f[0].start > lead]
    if not header:
        lines = list(_from_header(html, root, place))
        if lines:
            yield from lines
            return
    for group in (header, above[::-1], behind):
        for cluster in _clusters(group):
            values = list(_values(cluster, html))
            if group is behind and (len(values) > 1 or any(" " not in v.value for v in values)):
                continue  # comments, teasers or accounts: what an article's own credits name is a person's full name
            if values:
                yield from values
                return


@cache
def _openers() -> Openings:
    """What bylines open with in any language known: "By ", "Geschrieben von ", "Author: "."""
    tables = [languages.load(code).get("byline", {}) for code in languages.codes()]
    words = {w for t in tables for w in t.get("openers", ())}
    labels = {w for t in tables for w in t.get("labels", ())}
    return Openings((words, "[ :]"), (labels, " ?:"))


_BEFORE: Final = re.compile(r"[|·•–—-] ?|\d ")
"""What may stand before a byline's opener on its line."""


def _signs(line: str) -> bool:
    """Whether a line opens as bylines do, or a part of it behind a date or a mark."""
    places = (0, *(m.end() for m in _BEFORE.finditer(line)))
    return any((pattern := _openers().pattern(line, at)) and pattern.match(line, at) for at in places)


def _is_label(text: str) -> bool:
    """Whether a text is what stands before a byline's names and nothing else."""
    line = f"{text}:"
    before = _BEFORE.match(line)
    places = (0, before.end()) if before else (0,)
    return any((pattern := _openers().pattern(line, at)) and pattern.fullmatch(line, at) for at in places)


_LEAVES: Final = frozenset(("p", "div", "span", "li", "td", "header", "address", "section", "h4", "h5"))
_HEADER_BLOCKS: Final = 40
"""Blocks under the headline that are looked through for an unmarked byline."""


def _leaves(html: str, root: Node, start: int, stop: int) -> Iterator[tuple[Node, str]]:
    """The innermost blocks between two places of the page, with their text."""
    for node in root.elements():
        if node.start >= stop:
            return
        if node.start < start or node.name not in _LEAVES:
            continue
        if node.name == "span" and node.parent is not None and node.parent.name in _LEAVES:
            continue
        if node.end - node.inner <= 3000 and not any(isinstance(c, Node) and c.name in BLOCK for c in node.children):
            yield node, _text(node, html)


def _from_header(html: str, root: Node, place: Place) -> Iterator[Declared]:
    """A line under the headline that opens as bylines do, whatever its class is called; a label may stand alone before
    the name."""
    head, body = place.headline, place.body
    stop = next((n.start for n in _paragraphs(body)), body.end)
    leaves = list(_leaves(html, root, head.end if head else max(0, stop - _APART), stop))
    label = ""
    for node, text in leaves[:_HEADER_BLOCKS] if head else leaves[-12:]:
        if not text:
            continue
        line = f"{label}: {text}" if label else text
        label = text.rstrip(": ")
        label = label if len(text) <= 24 and _is_label(label) else ""
        if not label and 4 <= len(line) <= 160 and _signs(line) and not _beside(node, place):
            yield Declared("author", line, "class")
            return


def _innermost(found: list[tuple[Node, str]]) -> list[tuple[Node, str]]:
    """The marked elements that hold no other, in the page's order."""
    found = sorted(found, key=lambda f: (f[0].start, -f[0].end))
    return [
        (node, source)
        for i, (node, source) in enumerate(found)
        if i + 1 == len(found) or found[i + 1][0].start >= node.end
    ]


def _clusters(found: list[tuple[Node, str]]) -> list[list[tuple[Node, str]]]:
    """Marked elements that stand together."""
    clusters: list[list[tuple[Node, str]]] = []
    end = -1
    for node, source in found:
        if clusters and abs(node.start - end) <= _APART:
            clusters[-1].append((node, source))
        else:
            clusters.append([(node, source)])
        end = node.end
    return clusters


_LABEL: Final = re.compile(
    r"(?:about )?(?:the )?authors?|author bio|by|von|par|por|di|door|follow(?: us)?|published by|posted by|written by|"
    r"autor(?:en|in|es|a)?|auteurs?|share|kommentare?|comments?|redaktion:|profil|profile|bio|kontakt|contact|more|view|\W*",
    re.IGNORECASE,
)


def _values(found: list[tuple[Node, str]], html: str) -> Iterator[Declared]:
    """What marked elements name, each name once."""
    seen: set[str] = set()
    for node, source in found:
        value = _value(node, html)
        if not value or value.lower() in seen or is_address(value) or _LABEL.fullmatch(value):
            continue
        if any(value.lower() in known or known in value.lower() for known in seen):
            continue
        seen.add(value.lower())
        yield Declared("author", value, source)  # type: ignore[arg-type]  # one of the three that _source_of gives
