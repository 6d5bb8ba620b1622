"""The work itself, a record batch at a time: the same functions for every engine, and those that the plugin calls."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

import pyarrow as pa

from mkdocs_credibility import kept, stories
from mkdocs_credibility.article import Article
from mkdocs_credibility.corpus.inputs import LARGEST
from mkdocs_credibility.corpus.schema import ARTICLE, ASSESSED, STORY, TOLD, batch
from mkdocs_credibility.examining import examine
from mkdocs_credibility.options import Options, page_options
from mkdocs_credibility.pipeline import review_examined
from mkdocs_credibility.readers import read_html, read_markdown, read_text
from mkdocs_credibility.readers.html import decode
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.scorecard import Scorecard

FORMATS: Final = ("text", "markdown", "html")
_WHOLE_PAGE: Final = re.compile(rb"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Work:
    """What every worker is told: the options of the review, and one word pair in how many is looked at."""

    options: Options = field(default_factory=Options)
    every: int = 1


def read_row(row: Mapping[str, Any]) -> Article:
    """The article of a row.  Raises ValueError for a row that is none."""
    content = row["content"]
    if row.get("problem"):
        raise ValueError(row["problem"])
    if not content or not content.strip():
        raise ValueError("no text")
    if len(content) > LARGEST:
        raise ValueError(f"longer than {LARGEST:,} bytes")
    try:
        metadata = dict(json.loads(row["metadata"])) if row["metadata"] else {}
    except (ValueError, TypeError, RecursionError):
        raise ValueError("metadata is no JSON object") from None
    key, url = row["key"] or None, metadata.get("url")
    url = url if isinstance(url, str) else None
    match row["format"]:
        case "html":
            whole = _WHOLE_PAGE.search(content, 0, 4096)  # says itself who wrote it
            article = read_html(content, path=key, url=url, metadata=None if whole else metadata)
        case "markdown":
            article = read_markdown(decode(content), path=key)
        case "text":
            article = read_text(decode(content), path=key, metadata=metadata)
        case other:
            raise ValueError(f"format {str(other)[:80]!r} is none of {', '.join(FORMATS)}")
    article.url = article.url or url
    if not article.text.strip():
        raise ValueError("no text in it")
    if page_options(article.metadata).excluded:
        raise ValueError("left out by its own metadata")
    return article


def assess(batches: Iterator[pa.RecordBatch], work: Work) -> Iterator[pa.RecordBatch]:
    """Rows (`schema.RAW`) to what they show alone (`schema.ASSESSED`).

    A row that cannot be read, or breaks anything, is kept aside with the reason; it stops nobody else's.
    """
    for rows in batches:
        found = []
        for row in rows.to_pylist():
            try:
                found.append(_assessed(row, work))
            except ValueError as error:
                found.append({"key": row["key"], "rejected": str(error)})
            except Exception as error:  # noqa: BLE001  # any bug that one row in ten million meets: it is kept aside with its reason
                found.append({"key": row["key"], "rejected": f"{type(error).__name__}: {error}"})
        yield batch(found, ASSESSED)


def lost(rows: pa.RecordBatch) -> pa.RecordBatch:
    """What is left of rows (`schema.RAW`) that end the process which reads them."""
    return batch(
        [{"key": row["key"], "rejected": "ends the process that reads it"} for row in rows.to_pylist()], ASSESSED
    )


def _assessed(row: Mapping[str, Any], work: Work) -> dict[str, Any]:
    article = read_row(row)
    card = examine(article, work.options)
    leads = stories.leads(card, work.every)
    data = kept.card_bytes(card)
    if data is None:
        raise ValueError("its findings cannot be kept")
    named = page_options(article.metadata).story
    alone = review_examined([card], work.options)
    return {
        **_columns(json_report.article_row(alone.cards[0], None)),
        "number": number(article.key),
        "named": _column(named) if isinstance(named, str) else None,
        "pairs": _signed(leads.pairs),
        "spoken": _signed(leads.spoken),
        "facts": _signed(leads.facts),
        "card": data,
        "format": row["format"],
        "content": row["content"],
        "metadata": row["metadata"],
    }


def number(key: str) -> int:
    """A number that stands for a key: two of ten million have the same once in some 400,000 archives."""
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _signed(marks: array[int]) -> list[int]:
    """64-bit marks as the signed numbers that both engines have."""
    return [mark - (1 << 64) if mark >= 1 << 63 else mark for mark in marks]


def _columns(report: Mapping[str, Any]) -> dict[str, Any]:
    """An article or a story of the report, what is nested in it as JSON."""
    columns = {name: _texts(value) if name in _LISTS else _column(value) for name, value in report.items()}
    if "findings" in report:
        columns["rules"] = sorted({finding["rule"] for finding in report["findings"]})
    return columns


def _column(value: Any) -> Any:
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    # half of a surrogate pair is no text to Arrow
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _texts(values: list[str]) -> list[Any]:
    return [_column(value) for value in values]


_LISTS: Final = frozenset(f.name for schema in (ARTICLE, STORY) for f in schema if pa.types.is_list(f.type))


def tell(batches: Iterator[pa.RecordBatch], work: Work) -> Iterator[pa.RecordBatch]:
    """Groups of articles that may tell one story (`schema.GROUP`) to articles and stories (`schema.TOLD`)."""
    for groups in batches:
        found: list[dict[str, Any]] = []
        for members in groups.column("members").to_pylist():
            found += _told(members, work)
        yield batch(found, TOLD)


def untold(_groups: pa.RecordBatch) -> pa.RecordBatch:
    """What is left of groups that end the process which compares them: their articles stay as they are alone."""
    return batch([], TOLD)


def _told(members: list[dict[str, Any]], work: Work) -> list[dict[str, Any]]:
    rows = sorted(members, key=lambda row: str(row["key"]))
    cards: list[Scorecard] = []
    for row in rows:
        article = read_row(row)
        cards.append(kept.card_of(row["card"], article, work.options) or examine(article, work.options))
    found = review_examined(cards, work.options, _neighbours(rows, cards))
    story_of = {id(a): story.id for story in found.stories for a in story.articles}
    by_article = {id(card.article): card for card in found.cards}
    articles = [
        {"article": _columns(json_report.article_row(card, story_of.get(id(card.article)))), "story": None}
        for card in found.cards
    ]
    return articles + [
        {"article": None, "story": _columns({k: v for k, v in told.items() if k != "references"})}
        for told in (json_report.story_row(story, by_article) for story in found.stories)
    ]


def _neighbours(rows: list[dict[str, Any]], cards: list[Scorecard]) -> stories.Neighbours:
    """What the search in the whole archive found of a group."""
    place = {row["number"]: n for n, row in enumerate(rows)}
    pairs = {(n, place[other]) for n, row in enumerate(rows) for other in row["near"] or () if other in place}
    prints = [
        stories.rare_leads(card.article, row["spoken"] or (), row["facts"] or ())
        for row, card in zip(rows, cards, strict=True)
    ]
    return stories.Neighbours(sorted((min(pair), max(pair)) for pair in pairs), prints)
