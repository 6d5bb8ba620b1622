"""Markdown with YAML front matter: blocks and prose, both with their places in the source."""

from __future__ import annotations

import re
from typing import Any

import yaml

from mkdocs_credibility.article import Article, Block

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_GROUP = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.M)
_MARK = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|\]\([^)\n]*\)|(?<!\\)\[(?=[^\]\n]*\]\()|\*\*|(?<!\w)[*_]|[*_](?!\w)")


def read_markdown(source: str, *, path: str | None = None) -> Article:
    """An article of Markdown; `article.text == source`."""
    metadata: dict[str, Any] = {}
    at = 0
    if m := _FRONT.match(source):
        try:
            loaded = yaml.safe_load(m.group(1))
            metadata = loaded if isinstance(loaded, dict) else {}
        except yaml.YAMLError as error:
            metadata = {"_front_matter_error": str(error)}
        at = m.end()
    prose: list[str] = []
    offsets: list[tuple[int, int]] = []
    blocks: list[Block] = []
    length = 0
    title = metadata.get("title")
    for m in _GROUP.finditer(source, at):
        body = m.group().rstrip()
        start = m.start()
        kind, level = "paragraph", 0
        if h := re.match(r"(#{1,6})\s+", body):
            kind, level = "heading", len(h.group(1))
            start += h.end()
        elif h := re.match(r">\s*", body):
            kind, start = "quote", start + h.end()
        end = m.start() + len(body)
        begun = length
        cursor = start
        for mark in [*_MARK.finditer(source, start, end), None]:
            stop = mark.start() if mark else end
            if stop > cursor:
                offsets.append((length, cursor))
                prose.append(source[cursor:stop])
                length += stop - cursor
            cursor = mark.end() if mark else stop
        if length > begun:
            blocks.append(Block(kind, start, end, begun, length, level))  # type: ignore[arg-type]
            if kind == "heading" and level == 1 and not title:
                title = "".join(prose)[begun:length]
            offsets.append((length, end))
            prose.append("\n\n")
            length += 2
    return Article(
        source,
        tuple(blocks),
        metadata,
        format="markdown",
        path=path,
        title=str(title) if title else None,
        declared_language=metadata.get("lang") if isinstance(metadata.get("lang"), str) else None,
        prose="".join(prose),
        prose_offsets=tuple(offsets) or ((0, 0),),
    )
