"""A reader for reStructuredText: enough of it for a news text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_credibility.article import Article, Block

_UNDERLINE = re.compile(r"([=\-~^\"'`#*+])\1{2,}")
_FIELD = re.compile(r":(\w+): (.+)")


def read_rst(data: bytes, *, path: str) -> Article:
    """The article of a file's bytes; `path` is what it is called in reports.

    Fields at the top (`:author: ...`) are its metadata.  Offsets count characters of the file as it is.
    """
    text = data.decode("utf-8", "replace")
    metadata = dict(_FIELD.findall(text.split("\n\n", 1)[0]))
    return Article(text, tuple(_blocks(text)), metadata, path=path, title=metadata.get("title"))


def _blocks(text: str) -> Iterator[Block]:
    for m in re.finditer(r"\S[^\n]*(?:\n[^\n]+)*", text):
        lines = m[0].split("\n")
        if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]):
            end = m.start() + len(lines[0])
            yield Block("heading", m.start(), end, m.start(), end, level=1)
        elif not _FIELD.match(lines[0]):
            yield Block("paragraph", m.start(), m.end(), m.start(), m.end())
