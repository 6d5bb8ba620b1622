"""What a page's element names, classes, roles and attributes say about what is in an element.

A class name is looked up once, whatever the number of elements and pages that carry it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from mkdocs_credibility.readers.tree import Node, names

BODY, KNOWN_BODY, BOX, COMMENTS, INLINE, CREDIT, STANDFIRST, HIDDEN, NEVER = (1 << n for n in range(9))
"""An element that is called: an article's text (loosely; as a known system does), a box beside the text, a comment
thread, a mark inside a paragraph, a byline or credit, the standfirst; one that is hidden; one that is never text."""

_TEXTUAL: Final = names("p h1 h2 h3 h4 h5 h6 li blockquote td th tr tbody table dl dt dd html body main article")
"""Elements that hold text as such: a class name on them is no reason to leave them out."""
_INLINE: Final = names("a abbr b cite del em font i ins label mark q s small span strong sub sup time u")
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ANCHOR_SIGNS: Final = frozenset(["", "¶", "#", "§", "🔗", "⚓", "↩", "↩︎", "↑", "^", "⏎"])
_NOTE_MARK: Final = re.compile(r"\[?(?:\d{1,3}|[a-z]|\*{1,3}|†|‡)\]?")
_BODY: Final = re.compile(r"(?:article|story|post|entry)[_-]{0,2}(?:body|content|text)")
_COMMENTS: Final = re.compile(
    r"(?!(?:has|no|show|open|with|hide|allow)[_-])(?:[a-z0-9]+[_-]{1,2}){0,2}"
    r"(?:comments?|commentaires|kommentare?|comentarios|reacties|commentlist|disqus|disqus_thread)"
    r"(?:[_-]{1,2}(?:list|area|section|thread|form|wrap|wrapper|container|box|body|content|block|respond|view|\d+))?"
)
_AUTHOR_PAGE: Final = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|by|writers?|journalists?|reporters?|contributors?|staff|profiles?)"
    r"/[^/?#]++/?+$",
    re.IGNORECASE,
)


class Names(NamedTuple):
    """A pattern for what elements are called, and parts of which one stands in whatever it finds."""

    parts: frozenset[str]
    pattern: re.Pattern[str]

    def found(self, name: str) -> bool:
        """Whether a name, in lower case, has what is looked for: one that holds no part of it is told at once."""
        for part in self.parts:
            if part in name:
                return self.pattern.search(name) is not None
        return False


class _Data(NamedTuple):
    names: frozenset[str]
    roles: frozenset[str]
    tokens: frozenset[str]
    box: Names
    inline: frozenset[str]
    bodies: frozenset[str]
    credit: Names
    standfirst: Names


@cache
def _data() -> _Data:
    data: dict[str, Any] = tomllib.loads((files(__package__) / "page.toml").read_text("utf-8"))
    furniture = data["furniture"]

    def compiled(table: str) -> Names:
        return Names(frozenset(data[table]["parts"]), re.compile(data[table]["pattern"], re.IGNORECASE))

    return _Data(
        frozenset(furniture["names"]),
        frozenset(furniture["roles"]),
        frozenset(furniture["tokens"]),
        compiled("furniture"),
        frozenset(data["inline"]["classes"]),
        frozenset(data["container"]["classes"]),
        compiled("credit"),
        compiled("standfirst"),
    )


@lru_cache(maxsize=16_384)
def _meaning(token: str) -> int:
    data = _data()
    return (
        (BODY | KNOWN_BODY) * (token in data.bodies)
        | BODY * (_BODY.match(token) is not None)
        | BOX * (token in data.tokens or data.box.found(token))
        | COMMENTS * (_COMMENTS.fullmatch(token) is not None)
        | INLINE * (token in data.inline)
        | CREDIT * data.credit.found(token)
        | STANDFIRST * data.standfirst.found(token)
    )


def tokens(node: Node) -> list[str]:
    """Class names and id, in lower case."""
    attrs = node.attrs
    return f"{attrs.get('class', '')} {attrs.get('id', '')}".lower().split()


def signs(node: Node) -> int:
    """What an element is called, as the flags above together; worked out once."""
    if node.signs < 0:
        node.signs = _never(node.name) if node.plain and node.name not in _PLACED else _signs(node)
    return node.signs


_PLACED: Final = frozenset(("aside", "code", "footer"))
"""Elements that are judged by where they stand."""


@lru_cache(maxsize=1024)
def _never(name: str) -> int:
    return NEVER * (name in _data().names and name != "form")


def _signs(node: Node) -> int:
    name = node.name
    found = _never(name)
    if name == "code" and node.parent is not None and node.parent.name != "pre":
        found = 0
    elif name == "footer" or name == "aside":
        found |= BOX * (not any(a.name in ("blockquote", "figure") for a in node.ancestors()))
    if node.plain:
        return found
    attrs = node.attrs
    if "class" in attrs or "id" in attrs:
        for token in tokens(node):
            found |= _meaning(token)
    if name in _TEXTUAL or name in _INLINE:
        found &= ~BOX
    if "itemprop" in attrs or "itemtype" in attrs:
        prop = attrs.get("itemprop", "")
        found |= BODY * ("articleBody" in prop) | CREDIT * ("author" in prop.lower())
        found |= (COMMENTS | BOX) * (prop == "comment" or attrs.get("itemtype", "").endswith("/Comment"))
        found |= BOX * (prop == "publisher")
    if name in ("html", "body", "main"):
        found &= ~COMMENTS
    if "rel" in attrs and "author" in attrs["rel"].lower().split():
        found |= CREDIT
    if name == "a" and not found & CREDIT and _AUTHOR_PAGE.search(attrs.get("href", "")):
        found |= CREDIT
    if "role" in attrs and attrs["role"].lower() in _data().roles:
        found |= BOX
    if (
        "hidden" in attrs
        or "inert" in attrs
        or attrs.get("aria-hidden") == "true"
        or ("style" in attrs and _HIDDEN_STYLE.search(attrs["style"]))
    ):
        found |= BOX | HIDDEN
    if "data-search-exclude" in attrs:
        found |= NEVER
    return found


def never_text(node: Node) -> bool:
    """Whether an element is no part of an article wherever it stands: by its name, or because it says so."""
    return bool(signs(node) & NEVER)


def not_words(node: Node) -> bool:
    """Whether a small thing inside a paragraph is a mark and not its words: heading anchors, footnote marks, icons."""
    if node.name == "a" and "href" in node.attrs:
        attrs = node.attrs
        if signs(node) & INLINE or attrs.get("role", "") in ("doc-noteref", "doc-backlink"):
            return True
        return attrs["href"][:1] == "#" and node.end - node.inner < 40 and node.text() in _ANCHOR_SIGNS
    if node.name == "sup":
        notes = [c for c in node.children if isinstance(c, Node) and c.name == "a"]
        return any("#" in a.attrs.get("href", "") for a in notes) and _NOTE_MARK.fullmatch(node.text()) is not None
    return bool(signs(node) & INLINE)
