"""Inline Markdown: which characters of a paragraph are words, and which are markup between them.

The scanner follows CommonMark where prose depends on it (code spans before links, links before emphasis, flanking
rules) and takes in what MkDocs sites add: attribute lists, footnote marks, `==mark==`, icons, macros.  It goes over
its text once; what could run to the end without a match is asked for at most once.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final, NamedTuple

from mkdocs_credibility.readers.blocks import plain_words

Drop = tuple[int, int, str]
"""Characters from, to, and what prose has in their place."""

_SPECIAL: Final = re.compile(r"\\|`+|!\[|\[|\]|<|&|\*+|_+|~~|==|\^\^|\{|:(?=[a-z])|\xad")
_ANY: Final = re.compile(r"[\\`*_\[\]<&{~=^\xad:]")
_ESCAPABLE: Final = frozenset("\\`*_{}[]()#+-.!\"$%&',/:;<=>?@^|~")
_DESTINATION: Final = re.compile(
    r"""\([ \t\n]*+(?:<[^<>\n]*+>|[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"""
    r"""(?:[ \t\n]++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?+[ \t\n]*+\)"""
)
_REFERENCE: Final = re.compile(r" ?\[[^\[\]]*+\]")
_FOOTNOTE: Final = re.compile(r"\[\^[^\[\]\s]++\]")
_ATTRIBUTES: Final = re.compile(r"""\{:[^{}\n]*+\}|\{[ ]*+[.#][\w-][^{}\n]*+\}|\{[ ]*+[\w-]++=[^{}\n]*+\}""")
_MACRO: Final = re.compile(r"\{\{[^{}]*+\}\}|\{%[^{}%]*+(?:%(?!\})[^{}%]*+)*+%\}|\{#[^{}#]*+#\}|\{\*[^{}*]*+\*\}")
_AUTOLINK: Final = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)|(?:[\w.+-]++@[\w.-]++))>")
_TAG: Final = re.compile(
    r"""<(/?)([a-zA-Z][\w-]*+)((?:\s++[^\s"'>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+)\s*+/?>"""
)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_ICON: Final = re.compile(r":(?:(?:material|fontawesome|octicons|simple)-[\w-]++|[a-z][a-z0-9_+-]{1,40}):(?![\w:])")
_RAW_TAGS: Final = frozenset(["script", "style", "svg", "button", "iframe", "textarea", "template", "select"])
_EMPHASIS: Final = frozenset("*_")


class _Opener(NamedTuple):
    sign: str
    start: int
    end: int


class _Inline:
    def __init__(self, text: str, references: frozenset[str]) -> None:
        self.text = text
        self.references = references
        self.drops: list[Drop] = []
        self.openers: list[_Opener] = []
        self.open: dict[str, int] = {}
        self.brackets: list[tuple[int, int, bool]] = []  # start, number of emphasis openers then, whether an image
        self.images = 0
        self.last_gt = text.rfind(">") + 1
        self.ticks: dict[int, list[int]] | None = None
        self.missing: set[str] = set()

    # each handler takes the place of its sign and returns where to go on

    def code(self, at: int, length: int) -> int:
        if self.ticks is None:
            self.ticks = {}
            for m in re.finditer(r"`+", self.text):
                self.ticks.setdefault(m.end() - m.start(), []).append(m.start())
            for places in self.ticks.values():
                places.reverse()
        places = self.ticks.get(length, [])
        while places and places[-1] <= at:
            places.pop()
        if not places:
            return at + length
        close = places[-1]
        if plain_words(self.text[at + length : close].strip()):
            self.drops += [(at, at + length, ""), (close, close + length, "")]
        else:
            self.drops.append((at, close + length, ""))
        return close + length

    def angle(self, at: int) -> int:
        text = self.text
        if m := _AUTOLINK.match(text, at, self.last_gt):
            self.drops += [(at, at + 1, ""), (m.end() - 1, m.end(), "")]
            return m.end()
        if text.startswith("<!--", at):
            end = -1 if "-->" in self.missing else text.find("-->", at)
            if end < 0:
                self.missing.add("-->")
                return at + 1
            self.drops.append((at, end + 3, ""))
            return end + 3
        m = _TAG.match(text, at, self.last_gt)
        if m is None:
            return at + 1
        name, end = m[2].lower(), m.end()
        if not m[1] and name in _RAW_TAGS and name not in self.missing:
            close = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(text, end)
            if close is None:
                self.missing.add(name)
            else:
                end = close.end()
        self.images += name == "img"
        self.drops.append((at, end, "\n" if name == "br" and text[end : end + 1] != "\n" else ""))
        return end

    def close_bracket(self, at: int) -> int:
        text = self.text
        if not self.brackets:
            return at + 1
        start, depth, image = self.brackets.pop()
        after = at + 1
        inside = start + 1 + image
        if m := _DESTINATION.match(text, after) or _REFERENCE.match(text, after):
            if m[0].lstrip()[0] == "[" and not self._known(m[0].strip()[1:-1] or text[inside:at]):
                return after
            end = m.end()
        elif self._known(text[inside:at]):
            end = after
        else:
            return after
        if a := _ATTRIBUTES.match(text, end):
            end = a.end()
        if image:
            self.images += 1
            self.forget(depth)
            self.drops.append((start, end, ""))
        else:
            self.drops += [(start, inside, ""), (at, end, "")]
        return end

    def _known(self, label: str) -> bool:
        return bool(self.references) and " ".join(label.split()).casefold() in self.references

    def forget(self, depth: int) -> None:
        """Emphasis opened since then can no longer be closed."""
        while len(self.openers) > depth:
            self.open[self.openers.pop().sign] -= 1

    def emphasis(self, start: int, end: int) -> int:
        text = self.text
        sign = text[start]
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        space_before, space_after = before.isspace(), after.isspace()
        word_before, word_after = before.isalnum(), after.isalnum()
        left = not space_after and (word_after or not word_before)
        right = not space_before and (word_before or not word_after)
        if sign == "_":
            left, right = left and not word_before, right and not word_after
        at = start
        while right and at < end and self.open.get(sign):
            while self.openers[-1].sign != sign:
                self.open[self.openers.pop().sign] -= 1
            opener = self.openers.pop()
            self.open[sign] -= 1
            length = min(opener.end - opener.start, end - at, 2)
            if sign not in _EMPHASIS and length < 2:
                break
            self.drops += [(opener.end - length, opener.end, ""), (at, at + length, "")]
            at += length
            if opener.start < opener.end - length:
                self.openers.append(_Opener(sign, opener.start, opener.end - length))
                self.open[sign] += 1
        if left and at < end:
            self.openers.append(_Opener(sign, at, end))
            self.open[sign] = self.open.get(sign, 0) + 1
        return end

    def scan(self) -> list[Drop]:
        text, pos = self.text, 0
        find = _SPECIAL.search
        while m := find(text, pos):
            at, sign = m.start(), m.group()
            first = sign[0]
            if first == "\\":
                following = text[at + 1 : at + 2]
                if following and (following == "\n" or following in _ESCAPABLE):
                    self.drops.append((at, at + 1, ""))
                    pos = at + 2
                else:
                    pos = at + 1
            elif first == "`":
                pos = self.code(at, len(sign))
            elif first == "[":
                if f := _FOOTNOTE.match(text, at):
                    self.drops.append((at, f.end(), ""))
                    pos = f.end()
                else:
                    self.brackets.append((at, len(self.openers), False))
                    pos = at + 1
            elif first == "!":
                self.brackets.append((at, len(self.openers), True))
                pos = at + 2
            elif first == "]":
                pos = self.close_bracket(at)
            elif first == "<":
                pos = self.angle(at)
            elif first == "&":
                entity = _ENTITY.match(text, at)
                if entity and (decoded := unescape(entity[0])) != entity[0]:
                    self.drops.append((at, entity.end(), "" if decoded == "\xad" else decoded))
                    pos = entity.end()
                else:
                    pos = at + 1
            elif first == "{":
                a = _ATTRIBUTES.match(text, at) or _MACRO.match(text, at)
                if a:
                    self.drops.append((at, a.end(), ""))
                pos = a.end() if a else at + 1
            elif first == ":":
                icon = _ICON.match(text, at) if not at or not (text[at - 1].isalnum() or text[at - 1] == ":") else None
                if icon:
                    self.drops.append((at, icon.end(), ""))
                pos = icon.end() if icon else at + 1
            elif first == "\xad":
                self.drops.append((at, at + 1, ""))
                pos = at + 1
            else:
                pos = self.emphasis(at, m.end())
        self.drops.sort()
        return self.drops


def markup(text: str, references: frozenset[str] = frozenset()) -> tuple[list[Drop], int]:
    """The pieces of a paragraph that are no words of it, in order, and how many images are among them.

    `references` are the labels that the document defines, case-folded: "[text]" alone is a link only if one is.
    A code span stays when it is plain words, which its sentence needs, and goes when it is code.
    """
    if not _ANY.search(text):
        return [], 0
    inline = _Inline(text, references)
    return inline.scan(), inline.images
