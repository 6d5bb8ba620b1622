"""Plain text: a line is a paragraph, unless the text is hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mkdocs_credibility.article import Article, Block

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


def read_text(text: str, *, path: str | None = None, metadata: Mapping[str, Any] | None = None) -> Article:
    """An article of plain text; `article.text == text`, and offsets count its characters."""
    blocks = tuple(Block("paragraph", m.start(), m.end(), m.start(), m.end()) for m in _LINE.finditer(text))
    return Article(text, blocks, dict(metadata or {}), path=path)
