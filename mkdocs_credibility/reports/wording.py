"""What reports call things: safe display of text that came out of an article, titles, names of versions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mkdocs_credibility.article import Article

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BIDI_CONTROLS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_IGNORED_IN_URLS = re.compile(r"[\x00-\x1f\x7f]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
TITLE_LENGTH: Final = 160
"""Characters of a title that reports print."""


def printable(text: str) -> str:
    """Text without the control characters and lone surrogates that no HTML, XML or JSON reader wants to meet."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Printable text with every run of white space made one space, and without characters that turn its direction:
    for places (SVG, attributes, terminals) that cannot isolate them."""
    return _SPACE.sub(" ", _BIDI_CONTROLS.sub("", printable(text))).strip()


def shortened(text: str, length: int) -> str:
    """Text cut to a length in characters, at a space if there is one near, with an ellipsis where it was cut."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    cut = head.rfind(" ", length * 2 // 3)
    return (head[:cut] if cut > 0 else head).rstrip(" ,;:-–—") + "…"


def title(article: Article) -> str:
    """What an article is called: its title, else its first heading, else its path, else how it begins."""
    heading = next((b for b in article.blocks if b.kind == "heading"), None)
    name = article.title or (article.prose[heading.prose_start : heading.prose_end] if heading else "")
    return shortened(one_line(name or article.path or article.url or article.prose[:TITLE_LENGTH]), TITLE_LENGTH) or "–"


def renamed(text: str, names: Iterable[tuple[str, str]]) -> str:
    """A sentence in which articles are called by their keys, with the names that readers know them by."""
    known = {key: name for key, name in names if key and key in text}
    out, at = [], 0
    while found := [(place, -len(key), key) for key in known if (place := _standing_alone(text, key, at)) >= 0]:
        place, _, key = min(found)
        out += [text[at:place], known[key]]
        at = place + len(key)
    return "".join([*out, text[at:]])


def _standing_alone(text: str, key: str, at: int) -> int:
    """Where a key stands as a path of its own, from `at` on; -1 where it is but a part of longer ones."""
    while (place := text.find(key, at)) >= 0:
        at = place + len(key)
        before, after = text[place - 1 : place] if place else "", text[at : at + 1]
        if not (before.isalnum() or (before and before in "_/.-") or after.isalnum() or (after and after in "_/-")):
            return place
        at = place + 1
    return -1


def safe_href(href: str | None) -> str | None:
    """A link's target if it is relative or http(s); None for anything that could run."""
    if not href:
        return None
    target = _IGNORED_IN_URLS.sub("", href).strip()
    scheme = _SCHEME.match(target)
    if scheme and scheme.group().lower() not in ("http:", "https:"):
        return None
    return target
