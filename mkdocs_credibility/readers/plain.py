"""The text nodes of the plainest pages, which most articles are: found without a tree, at a tenth of its time.

What Markdown makes of headings, paragraphs, lists, quotes and links is well nested and has few attributes; of such a
fragment the places of its texts can be told from its tags alone.  Of anything else nothing is said: `tree` knows.
"""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(
    r'<(/?)(p|h[1-6]|ul|ol|li|blockquote|em|strong|a|b|i|br|img)((?:[ \n]+[\w-]+="[^"<>]*")*)[ ]?/?>', re.ASCII
)
_BLOCKS: Final = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote"])
_AROUND_BLOCKS: Final = frozenset(["", "li", "blockquote"])
_LISTS: Final = frozenset(["ul", "ol"])
_VOID: Final = frozenset(["br", "img"])

DEPTH: Final = 50
"""Elements in one another in a plain page."""


def texts(html: str) -> list[tuple[int, int, int]] | None:
    """The places of the text nodes, each with the end of the link around it or 0; None for a page that is not plain."""
    found: list[tuple[int, int, int]] = []
    stack = [""]
    at = linked = tags = 0
    for m in _TAG.finditer(html):
        tags += 1
        start = m.start()
        if at < start:
            found.append((at, start, 0))
        at = m.end()
        closing, name, _ = m.groups()
        if name in _VOID:
            if closing:
                return None
            continue
        if closing:
            if stack.pop() != name:
                return None
            if name == "a":
                found[linked:] = [(first, last, at) for first, last, _ in found[linked:]]
            continue
        around = stack[-1]
        if name in _BLOCKS:
            if around not in _AROUND_BLOCKS:
                return None
        elif name == "li":
            if around not in _LISTS:
                return None
        elif around in _LISTS:
            return None
        elif name == "a":
            if "a" in stack:
                return None
            linked = len(found)
        if html[at - 2] == "/" or len(stack) > DEPTH:
            return None
        stack.append(name)
    if len(stack) > 1 or tags != html.count("<"):
        return None
    if at < len(html):
        found.append((at, len(html), 0))
    return found
