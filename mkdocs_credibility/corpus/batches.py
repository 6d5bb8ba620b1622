"""The work itself, a record batch at a time: the same functions for every engine, and those that the plugin calls."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from mkdocs_credibility import kept, stories
from mkdocs_credibility.article import Article
from mkdocs_credibility.corpus.inputs import LARGEST
from mkdocs_credibility.corpus.schema import ARTICLE, ASSESSED, STORY, TOLD, batch
from mkdocs_credibility.examining import examine
from mkdocs_credibility.options import Options
from mkdocs_credibility.pipeline import review_examined
from mkdocs_credibility.readers import read_html, read_markdown, read_text
from mkdocs_credibility.readers.html import decode
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.scorecard import Scorecard

FORMATS = ("text", "markdown", "html")
SIZE = 200
"""Rows of a batch: what is in memory at once besides them is one article."""


@dataclass(frozen=True)
class Work:
    """What every worker is told: the options of the review, and one word pair in how many is looked at."""

    options: Options = field(default_factory=Options)
    every: int = 1


def read_row(row: Mapping[str, Any]) -> Article:
    """The article of a row.  Raises ValueError for a row that is none."""
    content = row["content"]
    if not content:
        raise ValueError("no text")
    if len(content) > LARGEST:
        raise ValueError(f"longer than {LARGEST:,} bytes")
    try:
        metadata = json.loads(row["metadata"]) if row["metadata"] else {}
    except ValueError:
        raise ValueError("metadata is not JSON") from None
    if not isinstance(metadata, dict):
        raise ValueError("metadata is no mapping")
    key, url = row["key"] or None, metadata.get("url")
    url = url if isinstance(url, str) else None
    match row["format"]:
        case "html":
            article = read_html(content, path=key, url=url)
        case "markdown":
            article = read_markdown(decode(content), path=key)
        case "text":
            article = read_text(decode(content), path=key, metadata=metadata)
        case other:
            raise ValueError(other if " " in str(other) else f"format {other!r} is none of {', '.join(FORMATS)}")
    article.url = article.url or url
    if not article.text.strip():
        raise ValueError("no text in it")
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
            except Exception as error:  # one row in ten million must not end the run; the reason is in the result
                found.append({"key": row["key"], "rejected": f"{type(error).__name__}: {error}"})
        yield batch(found, ASSESSED)


def _assessed(row: Mapping[str, Any], work: Work) -> dict[str, Any]:
    article = read_row(row)
    card = examine(article, work.options)
    leads = stories.leads(card, work.every)
    data = kept.card_bytes(card)
    if data is None:
        raise ValueError("its findings cannot be kept")
    alone = review_examined([card], work.options)
    return {
        **_columns(json_report.article_row(alone.cards[0], None)),
        "pairs": _signed(leads.pairs),
        "spoken": _signed(leads.spoken),
        "facts": _signed(leads.facts),
        "card": data,
        "format": row["format"],
        "content": row["content"],
        "metadata": row["metadata"],
    }


def _signed(marks: Any) -> list[int]:
    """64-bit marks as the signed numbers that both engines have."""
    return [mark - (1 << 64) if mark >= 1 << 63 else mark for mark in marks]


def _columns(report: Mapping[str, Any]) -> dict[str, Any]:
    """An article or a story of the report, what is nested in it as JSON."""
    columns = {name: value if name in _LISTS else _column(value) for name, value in report.items()}
    if "findings" in report:
        columns["rules"] = sorted({finding["rule"] for finding in report["findings"]})
    return columns


def _column(value: Any) -> Any:
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    # half of a surrogate pair is no text to Arrow
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


_LISTS = {f.name for schema in (ARTICLE, STORY) for f in schema if pa.types.is_list(f.type)}


def tell(batches: Iterator[pa.RecordBatch], work: Work) -> Iterator[pa.RecordBatch]:
    """Groups of articles that may tell one story (`schema.GROUP`) to articles and stories (`schema.TOLD`)."""
    for rows in batches:
        found: list[dict[str, Any]] = []
        for group in rows.column("members").to_pylist():
            found += _told(group, work)
        yield batch(found, TOLD)


def _told(members: list[dict[str, Any]], work: Work) -> list[dict[str, Any]]:
    cards: list[Scorecard] = []
    for row in sorted(members, key=lambda row: str(row["key"])):
        article = read_row(row)
        cards.append(kept.card_of(row["card"], article, work.options) or examine(article, work.options))
    found = review_examined(cards, work.options)
    story_of = {id(a): story.id for story in found.stories for a in story.articles}
    by_article = {id(card.article): card for card in found.cards}
    rows = [
        {"article": _columns(json_report.article_row(card, story_of.get(id(card.article)))), "story": None}
        for card in found.cards
    ]
    return rows + [
        {"article": None, "story": _columns({k: v for k, v in told.items() if k != "references"})}
        for told in (json_report.story_row(story, by_article) for story in found.stories)
    ]
