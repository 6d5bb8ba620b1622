"""What a text alone shows, as bytes and back: a scorecard before any comparison, without its article.

Plain JSON: what is read may come out of a cache that others can write to, and data of this shape can become values of
the few classes below and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.cache import digest
from mkdocs_credibility.options import Options
from mkdocs_credibility.phrase import Phrase
from mkdocs_credibility.program import program_key
from mkdocs_credibility.scorecard import Credit, Finding, Quote, Readability, Scorecard
from mkdocs_credibility.span import Span

_PARTS: Final[tuple[str, ...]] = tuple(f.name for f in fields(Scorecard) if f.name not in ("article", "options"))
_CLASSES: Final[tuple[type, ...]] = (Quote, Credit, Finding, Readability)
"""A value of one of these is a list: its number here, then its fields."""

_SPAN, _PHRASE, _TUPLE, _LIST, _TABLE = "s", "p", "t", "l", "d"
_FIELDS: Final[dict[type, tuple[int, Callable[[Any], tuple[Any, ...]]]]] = {
    cls: (number, attrgetter(*(f.name for f in fields(cls)))) for number, cls in enumerate(_CLASSES)
}
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


class NotKeptError(TypeError):
    """A value of a kind that is not kept."""


def article_key(article: Article, options: Options) -> bytes:
    """A key over everything that decides what a text alone shows."""
    if article.origin is not None:
        return digest(program_key(), repr((options.agencies, options.rules)), article.origin)
    return digest(
        program_key(),
        repr((options.agencies, options.rules)),
        repr((article.format, article.path, article.url, article.title, article.site_name, article.declared_language)),
        repr((article.metadata, article.declared, article.blocks, article.prose_offsets, article.line_map)),
        repr((article.source_runs, article.guards)),
        article.text,
        article.prose,
        article.source or "",
    )


def card_bytes(card: Scorecard) -> bytes | None:
    """A card as bytes; None for one that holds what is not kept."""
    text = card.article.text

    def plain(value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is Span:
            return _span(value, text)
        if (known := _FIELDS.get(kind)) is not None:
            number, parts = known
            return [number, *[part if type(part) in _PLAIN else plain(part) for part in parts(value)]]
        if kind is Phrase:
            return [_PHRASE, str(value), value.key, *(plain(part) for pair in value.values.items() for part in pair)]
        if kind is tuple:
            return [_TUPLE, *map(plain, value)]
        if kind is list:
            return [_LIST, *map(plain, value)]
        if kind is dict:
            return [_TABLE, *(plain(part) for pair in value.items() for part in pair)]
        raise NotKeptError(kind.__name__)

    try:
        return json.dumps([plain(getattr(card, name)) for name in _PARTS], separators=(",", ":")).encode()
    except (NotKeptError, ValueError):
        return None


def card_of(data: bytes, article: Article, options: Options) -> Scorecard | None:
    """The card of an article from its bytes; None when they are none of a card."""

    def value(item: Any) -> Any:
        if type(item) is not list:
            return item
        tag = item[0]
        if tag == _SPAN:
            return article.text_span(item[1], item[2]) if len(item) == 3 else Span(*item[1:])
        parts = [part if type(part) is not list else value(part) for part in item[1:]]
        if type(tag) is int:
            return _CLASSES[tag](*parts)
        if tag == _PHRASE:
            return Phrase(parts[0], parts[1], dict(zip(parts[2::2], parts[3::2], strict=True)))
        if tag == _TUPLE:
            return tuple(parts)
        if tag == _LIST:
            return parts
        if tag == _TABLE:
            return dict(zip(parts[::2], parts[1::2], strict=True))
        raise NotKeptError(tag)

    try:
        parts = json.loads(data)
        if len(parts) != len(_PARTS):
            return None
        return Scorecard(article, options, **{name: value(part) for name, part in zip(_PARTS, parts, strict=True)})
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError):
        return None


def _span(span: Span, text: str) -> list[Any]:
    """A span as its place alone, if the rest of it follows from that."""
    if span.is_of(text):
        return [_SPAN, span.start, span.end]
    return [_SPAN, span.start, span.end, span.exact, span.prefix, span.suffix, span.line]
