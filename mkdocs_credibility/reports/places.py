"""Where evidence stands in the file it was read from, as editors and code hosts count; and who is told how loudly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Finding
from mkdocs_credibility.span import Span

FileOf = Callable[[str], str]
"""From an article's key to the path of its file, as whoever reads the report finds it."""

LEVELS: Final = {"info": "note", "low": "note", "medium": "warning", "high": "error"}
"""Severities in the words of code hosts."""


class Place(NamedTuple):
    """Lines and columns from 1; the end's column is behind the last character.  Columns are None where only the line
    is known (text that was rendered from a source)."""

    line: int
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def place_of(article: Article, span: Span | None) -> Place:
    """The place of a span in the article's file; the first line for no span."""
    if span is None:
        return Place(1)
    if article.line_map or span.line is None:
        return Place(span.line or 1)
    last = max(span.end - 1, span.start)
    source, start, end = article.text, span.start, last
    if article.format == "html":
        source = article.source or ""
        start, end = article.source_offset(span.start) or 0, article.source_offset(last) or 0
    return Place(span.line, _column(source, start), article.line(last) or span.line, _column(source, end) + 1)


def _column(source: str, at: int) -> int:
    return at - max(source.rfind("\n", 0, at), source.rfind("\r", 0, at))


def first_place(article: Article, finding: Finding) -> Place:
    """Where a finding begins."""
    return place_of(article, finding.spans[0] if finding.spans else None)


def as_is(key: str) -> str:
    """The path of an article whose key is its path."""
    return key
