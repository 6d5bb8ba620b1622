"""HTML, a whole page or a fragment: the article's blocks, its metadata and what the page declares about its credits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import Comment

from mkdocs_credibility.article import Article, Block, Declared

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "td", "th", "dd", "dt", "div"}
_OUT = ["nav", "aside", "form", "button", "script", "style", "template", "noscript", "pre", "code", "svg", "iframe"]


def read_html(
    html: str | bytes, *, path: str | None = None, url: str | None = None, metadata: Mapping[str, Any] | None = None
) -> Article:
    """An article of a page or fragment of HTML."""
    if isinstance(html, bytes):
        html = html.decode("utf-8", "replace")
    soup = BeautifulSoup(html, "html.parser")
    graphs = []
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.string or "", strict=False)
        except ValueError:
            continue
        for node in data if isinstance(data, list) else [data]:
            if isinstance(node, dict):
                graphs += [n for n in node.get("@graph", [node]) if isinstance(n, dict)]
    declared = _declared(soup, graphs)
    title = soup.find("h1") or soup.find("title")
    root = soup.find("article") or soup.find("main") or soup.body or soup
    declared_language = soup.html.get("lang") if soup.html else None
    title_text = title.get_text(" ", strip=True) if title else None
    for tag in root.find_all(_OUT):
        tag.decompose()
    parts: list[tuple[Any, int, str]] = []
    for tag in root.find_all(list(_BLOCKS)):
        if tag.find(list(_BLOCKS)):
            continue
        text = re.sub(r"[ \t\r\n\f]+", " ", tag.get_text()).strip(" ")
        if not text:
            continue
        kind = "paragraph"
        level = 0
        if tag.name[0] == "h" and tag.name[1:].isdigit():
            kind, level = "heading", int(tag.name[1])
        elif tag.find_parent("blockquote") or tag.name == "blockquote":
            kind = "quote"
        elif tag.name == "li":
            kind, level = "list-item", 1
        elif tag.name == "figcaption":
            kind = "caption"
        elif tag.name in ("td", "th"):
            kind = "table-cell"
        parts.append((kind, level, text))
    at, blocks = 0, []
    for kind, level, text in parts:
        blocks.append(Block(kind, at, at + len(text), at, at + len(text), level))
        at += len(text) + 2
    return Article(
        "\n\n".join(p[2] for p in parts),
        tuple(blocks),
        dict(metadata or {}, json_ld=graphs),
        format="html",
        path=path,
        url=url,
        title=title_text,
        declared=declared,
        declared_language=declared_language if isinstance(declared_language, str) else None,
        source=html,
    )


def _declared(soup: BeautifulSoup, graphs: list[dict[str, Any]]) -> tuple[Declared, ...]:
    try:
        from mkdocs_credibility.readers.credits import declared_from_soup
    except ImportError:
        return ()
    return declared_from_soup(soup, graphs)
