"""The columns that go between the stages, and those of the result."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa

TEXTS: Final = pa.list_(pa.string())
MARKS: Final = pa.list_(pa.int64())

RAW: Final = pa.schema(
    [
        ("key", pa.string()), ("format", pa.string()), ("content", pa.binary()), ("metadata", pa.string()),
        ("problem", pa.string()),
    ]
)  # fmt: skip
"""A row as it is read: `format` is text, markdown or html; `metadata` JSON, null for none; `problem` why it is none."""

ARTICLE: Final = pa.schema(
    [
        ("key", pa.string()), ("url", pa.string()), ("title", pa.string()), ("hash", pa.string()),
        ("language", pa.string()), ("score", pa.float64()), ("band", pa.string()), ("reason", pa.string()),
        ("authors", TEXTS), ("contributors", TEXTS), ("byline_kind", pa.string()), ("agency", pa.string()),
        ("dateline", pa.string()), ("story", pa.string()), ("dimensions", pa.string()), ("credits", pa.string()),
        ("quotes", pa.string()), ("anonymous_sources", pa.string()), ("findings", pa.string()),
        ("silenced", pa.string()), ("readability", pa.string()), ("translationese", pa.string()), ("rules", TEXTS),
    ]
)  # fmt: skip
"""The names of an article in `credibility.json`; what is no text, number or list of texts there is JSON here.
`rules` are the ids of its findings, each once, for those who count them."""

STORY: Final = pa.schema(
    [
        ("id", pa.string()), ("title", pa.string()), ("articles", TEXTS), ("relations", pa.string()),
        ("drifts", pa.string()), ("parents", pa.string()), ("unseen_source", pa.bool_()),
        ("unseen_reason", pa.string()), ("unseen_members", TEXTS),
    ]
)  # fmt: skip

ASSESSED: Final = pa.schema(
    [
        *ARTICLE,
        ("rejected", pa.string()), ("number", pa.int64()), ("named", pa.string()), ("pairs", MARKS),
        ("spoken", MARKS), ("facts", MARKS), ("card", pa.binary()), ("format", pa.string()),
        ("content", pa.binary()), ("metadata", pa.string()),
    ]
)  # fmt: skip
"""What `batches.assess` makes of a row: its article alone, what leads to others, and all it takes to compare it.

`rejected` says why a row is none; it has no other columns then but its key.  `number` stands for the key where many
rows are joined, `named` is the story that the article's metadata puts it in."""

MEMBER: Final = pa.schema(
    [
        ("key", pa.string()), ("format", pa.string()), ("content", pa.binary()), ("metadata", pa.string()),
        ("card", pa.binary()), ("number", pa.int64()), ("near", MARKS), ("spoken", MARKS), ("facts", MARKS),
    ]
)  # fmt: skip
"""An article that may tell a story with others: `near` are the numbers of those that it is worth comparing with;
`spoken` and `facts` only what is rare in the archive."""

GROUP: Final = pa.schema([("members", pa.list_(pa.struct(list(MEMBER))))])
"""Articles that may tell one story: what `batches.tell` is given."""

TOLD: Final = pa.schema([("article", pa.struct(list(ARTICLE))), ("story", pa.struct(list(STORY)))])
"""What it gives: rows of articles after their comparison, and rows of stories."""


def batch(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as a record batch."""
    return pa.RecordBatch.from_pylist(rows, schema=schema)
