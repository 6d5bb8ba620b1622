"""On which lines the tables, keys and array items of a TOML file stand: `tomllib` gives values, and lines for none.

For text that `tomllib` has accepted already; of other text it tells some lines and never fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?(?:"""(?!")|\\?\Z)|\'\'\'.*?(?:\'\'\'(?!\')|\Z)|"(?:\\.|[^"\\\n])*+"?|\'[^\'\n]*+\'?)'
    r"|(?P<comment>#[^\n]*)|(?P<newline>\n)|(?P<mark>[\[\]{},=])|(?P<bare>[^\s\"'#\[\]{},=]+)|(?P<other>.)",
    re.DOTALL,
)


@dataclass(slots=True)
class Key:
    """The 1-based line of a key, and those of the items of the array that is its value."""

    line: int
    items: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table by the parts of its header's name, the header's line, and its keys (dotted ones by their first part).

    What stands before the first header is a table without a name.
    """

    name: tuple[str, ...]
    line: int
    keys: dict[str, Key] = field(default_factory=dict)


def tables(text: str) -> list[Table]:
    """The tables of a TOML text in its order."""
    scanner = _Scanner()
    for token in _TOKEN.finditer(text):
        scanner.take(str(token.lastgroup), token.group())
    scanner.take("newline", "\n")
    return scanner.tables


class _Scanner:
    """Walks over tokens: a statement is a header or a key with its value, and ends with its line unless a bracket of
    the value is still open."""

    def __init__(self) -> None:
        self.tables = [Table((), 1)]
        self.line = 1
        self.names: list[str] = []
        self.header = False
        self.key: Key | None = None
        self.depth = 0
        self.item_next = False

    def take(self, kind: str, sign: str) -> None:
        """One sign."""
        if self.key is not None:
            self._value(self.key, kind, sign)
        elif kind == "newline":
            if self.header:
                self.tables.append(Table(tuple(self.names), self.line))
            self._reset()
        elif sign == "=" and not self.header and self.names:
            self.key = Key(self.line)
            self.tables[-1].keys.setdefault(self.names[0], self.key)
        elif sign == "[":
            self.header = True
        elif kind == "bare":
            self.names += [part for part in sign.split(".") if part]
        elif kind == "string":
            self.names.append(sign[1:-1])
        self.line += sign.count("\n")

    def _value(self, key: Key, kind: str, sign: str) -> None:
        if kind == "newline" and self.depth <= 0:
            self._reset()
        elif kind == "mark" and sign == ",":
            self.item_next = self.depth == 1
        elif kind == "mark" and sign in "]}":
            self.depth -= 1
        elif kind in ("mark", "string", "bare"):
            if self.item_next and self.depth == 1:
                key.items.append(self.line)
                self.item_next = False
            if kind == "mark" and sign in "[{":
                self.depth += 1
                self.item_next = self.depth == 1

    def _reset(self) -> None:
        self.names, self.header, self.key, self.depth, self.item_next = [], False, None, 0, False
