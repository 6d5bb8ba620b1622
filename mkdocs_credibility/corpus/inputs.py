"""What an archive is held as: Parquet, JSON Lines or WARC, in files or folders of them, and which column is what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from mkdocs_credibility.corpus.schema import RAW, batch

SUFFIXES: Final[Mapping[str, str]] = {
    ".parquet": "parquet", ".jsonl": "json", ".ndjson": "json", ".jsonl.gz": "json", ".ndjson.gz": "json",
    ".warc": "warc", ".warc.gz": "warc",
}  # fmt: skip

CONTENT: Final[Mapping[str, str]] = {
    "html": "html", "markdown": "markdown", "text": "text", "content": "text", "body": "text", "maintext": "text",
}  # fmt: skip
"""Columns that may hold the article, the best first, and the format they are taken for."""

KEY: Final = ("key", "id", "url", "path", "uri")

NO_JSON: Final = "no JSON object in this line"
"""In place of a row's format, with which it is kept aside."""

LARGEST: Final = 5_000_000
"""Bytes of one article that are read; what is longer is no article, and is kept aside."""


@dataclass(frozen=True)
class Columns:
    """Which column is the key, which the article, and what that is; None to look for the usual names."""

    key: str | None = None
    content: str | None = None
    format: str | None = None


def find(paths: Sequence[Path]) -> dict[str, list[Path]]:
    """The files by kind, each kind's in order.  Raises ValueError for a path that holds none."""
    found: dict[str, list[Path]] = {}
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        known = [(file, kind) for file in files if (kind := _kind(file.name))]
        if not path.exists():
            raise ValueError(f"{path}: no such file or folder")
        if not known:
            raise ValueError(f"{path}: holds no {', '.join(sorted(SUFFIXES))}")
        for file, kind in known:
            found.setdefault(kind, []).append(file)
    return {kind: sorted(set(files)) for kind, files in sorted(found.items())}


def _kind(name: str) -> str | None:
    return next((kind for suffix, kind in SUFFIXES.items() if name.lower().endswith(suffix)), None)


def rows(batches: Iterator[pa.RecordBatch], columns: Columns) -> Iterator[pa.RecordBatch]:
    """Tables in any of the usual shapes as rows to be assessed (`schema.RAW`)."""
    for table in batches:
        yield batch([_row(row, columns) for row in table.to_pylist()], RAW)


def _row(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    names = {name.lower(): name for name in row}

    def first(wanted: Iterable[str]) -> str | None:
        return next((names[name] for name in wanted if name in names and row[names[name]] not in (None, "")), None)

    content = columns.content or first(CONTENT)
    key = columns.key or first(KEY)
    kind = columns.format or (str(row[names["format"]]) if "format" in names and row[names["format"]] else None)
    kind = kind or CONTENT.get((content or "").lower(), "text")
    value = row.get(content) if content else None
    metadata: Any = row[names["metadata"]] if "metadata" in names else None
    if not isinstance(metadata, str):
        left = {n: v for n, v in row.items() if n not in (content, key, names.get("metadata"), names.get("format"))}
        given = dict(metadata) if isinstance(metadata, Mapping) else {}
        if "url" in names:
            left["url"] = row[names["url"]]
        metadata = json.dumps({k: v for k, v in {**left, **given}.items() if v not in (None, "")}, default=str)
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    return {
        "key": str(row[key]) if key and row.get(key) is not None else None,
        "format": kind,
        "content": bytes(data)[: LARGEST + 1] if isinstance(data, bytes | bytearray) else None,
        "metadata": metadata,
    }


def lines(batches: Iterator[pa.RecordBatch], columns: Columns) -> Iterator[pa.RecordBatch]:
    """Lines of JSON (one text column) as rows to be assessed; what is none becomes a row that says so."""
    for table in batches:
        found = []
        for line in table.column(0).to_pylist():
            if not line or not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict):
                found.append(_row(row, columns))
            else:
                found.append({"key": line[:80], "format": NO_JSON, "content": b"-", "metadata": None})
        yield batch(found, RAW)


def warc(path: Path, size: int) -> Iterator[pa.RecordBatch]:
    """The HTML pages of a WARC file, called by their addresses.  A record that cannot be read ends the file's rows: what
    follows it cannot be found; the last row says so."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found: list[dict[str, Any]] = []
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                kind = record.http_headers.get_header("Content-Type") or ""
                if record.http_headers.get_statuscode() != "200" or "html" not in kind:
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI")
                content = record.content_stream().read(LARGEST + 1)
                found.append({"key": url, "format": "html", "content": content, "metadata": json.dumps({"url": url})})
                if len(found) == size:
                    yield batch(found, RAW)
                    found = []
        except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
            found.append(
                {
                    "key": f"{path.name}#broken",
                    "format": f"a record cannot be read: {error}",
                    "content": b"-",
                    "metadata": None,
                }
            )
    if found:
        yield batch(found, RAW)
