"""What an archive is held as: Parquet, JSON Lines or WARC, in files or folders of them, and which column is what.

Files are read a piece at a time, by the same code wherever a row is read: in one process, or by a worker of a cluster.
"""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO, Any, Final, cast

import pyarrow as pa
import pyarrow.parquet as pq

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

SIZE: Final = 200
"""Rows of a batch at most."""

WEIGHT: Final = 8_000_000
"""Bytes of content from which a batch is full: what a process holds of rows that wait."""

LARGEST: Final = 5_000_000
"""Bytes of one article that are read; what is longer is no article, and is kept aside."""

LINE: Final = 8 * LARGEST
"""Bytes of a line of JSON: every character of an article may be written in six."""

PIECE: Final = 64_000_000
"""Bytes of JSON Lines that are read at a time, where a file may be cut."""


@dataclass(frozen=True)
class Columns:
    """Which column is the key, which the article, and what that is; None to look for the usual names."""

    key: str | None = None
    content: str | None = None
    format: str | None = None


@dataclass(frozen=True)
class Piece:
    """A part of a file: bytes of JSON Lines, row groups of Parquet; up to its end where `stop` is None."""

    kind: str
    path: str
    start: int = 0
    stop: int | None = None


def find(paths: Sequence[Path]) -> dict[str, list[Path]]:
    """The files by kind, each kind's in order.  Raises ValueError for a path that holds none."""
    found: dict[str, list[Path]] = {}
    for path in paths:
        if not path.exists():
            raise ValueError(f"{path}: no such file or folder")
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        known = [(file, kind) for file in files if (kind := _kind(file.name))]
        if not known:
            raise ValueError(f"{path}: holds no {', '.join(sorted(SUFFIXES))}")
        for file, kind in known:
            found.setdefault(kind, []).append(file.resolve())
    return {kind: sorted(set(files)) for kind, files in sorted(found.items())}


def _kind(name: str) -> str | None:
    return next((kind for suffix, kind in SUFFIXES.items() if name.lower().endswith(suffix)), None)


def pieces(files: Mapping[str, Sequence[Path]], size: int = PIECE) -> Iterator[Piece]:
    """The files in pieces that can be read apart from one another; a file that is packed as a whole is one."""
    for kind, paths in files.items():
        for path in paths:
            cuts = [0]
            if kind == "json" and path.suffix.lower() != ".gz":
                cuts = list(range(0, max(1, path.stat().st_size), size))
            elif kind == "parquet":
                cuts = list(range(max(1, _row_groups(path))))
            for start, stop in zip(cuts, [*cuts[1:], None], strict=True):
                yield Piece(kind, str(path), start, stop)


def _row_groups(path: Path) -> int:
    try:
        return int(pq.read_metadata(path).num_row_groups)
    except (pa.ArrowException, OSError):  # whoever reads it says so
        return 1


def read(found: Iterable[Piece], columns: Columns) -> Iterator[pa.RecordBatch]:
    """The rows of the pieces (`schema.RAW`), in batches.  What cannot be read is a row that says why."""
    rows: list[dict[str, Any]] = []
    weight = 0
    for piece in found:
        for row in _READERS[piece.kind](piece, columns):
            rows.append(row)
            weight += len(row["content"] or b"")
            if len(rows) == SIZE or weight >= WEIGHT:
                yield batch(rows, RAW)
                rows, weight = [], 0
    if rows:
        yield batch(rows, RAW)


def rows_up_to(files: Mapping[str, Sequence[Path]], most: int) -> int:
    """The number of rows of the input, or `most` if there are more."""
    count = 0
    for table in read(pieces(files), Columns()):
        count += table.num_rows
        if count >= most:
            return most
    return count


def _row(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """A row as the archive has it, by the names of `schema.RAW`."""
    names = {name.lower(): name for name in row}

    def first(wanted: Iterable[str]) -> str | None:
        return next((names[name] for name in wanted if name in names and row[names[name]] not in (None, "")), None)

    content = columns.content or first(CONTENT)
    key = columns.key or first(KEY)
    kind = columns.format or (str(row[names["format"]]) if row.get(names.get("format", "")) else None)
    value = row.get(content) if content else None
    data = value.encode("utf-8", "replace") if isinstance(value, str) else value
    return {
        "key": _text(row[key]) if key and row.get(key) is not None else None,
        "format": _text(kind or CONTENT.get((content or "").lower(), "text")),
        "content": bytes(data[: LARGEST + 1]) if isinstance(data, bytes | bytearray) else None,
        "metadata": _metadata(row, names, {content, key}),
        "problem": None if value is None or data is not value or isinstance(data, bytes) else "the text is no text",
    }


def _metadata(row: Mapping[str, Any], names: Mapping[str, str], taken: set[str | None]) -> str:
    """What else a row says: the column `metadata` (JSON, or a table in the table), before all other columns."""
    given: Any = row.get(names.get("metadata", ""))
    if isinstance(given, str):
        return _text(given)
    if isinstance(given, list):  # a map, as Arrow has it
        given = dict(pair for pair in given if isinstance(pair, tuple) and len(pair) == 2)
    left_out = {*taken, *(names[name] for name in ("metadata", "format", *CONTENT) if name in names)}
    left = {name: value for name, value in row.items() if name not in left_out and not isinstance(value, bytes)}
    if "url" in names:
        left["url"] = row[names["url"]]
    both = {**left, **(given if isinstance(given, Mapping) else {})}
    return json.dumps({str(k): v for k, v in both.items() if v not in (None, "")}, default=str)


def _text(value: object) -> str:
    """Text that Arrow takes: half of a surrogate pair is none."""
    return str(value).encode("utf-8", "replace").decode()


def _problem(key: str, problem: str) -> dict[str, Any]:
    return {"key": key, "format": None, "content": None, "metadata": None, "problem": problem}


def _unread(path: Path, error: BaseException) -> dict[str, Any]:
    """The row that stands for the rest of a file: what comes after a damage cannot be found."""
    return _problem(path.name, f"the file cannot be read on: {' '.join(str(error).split())[:200]}")


# kinds --------------------------------------------------------------------------------------------------------------


def _parquet(piece: Piece, columns: Columns) -> Iterator[dict[str, Any]]:
    path = Path(piece.path)
    with path.open("rb") as stream:  # a file that is not there is an error of the run, not of a row
        try:
            file = pq.ParquetFile(stream)
            stop = file.num_row_groups if piece.stop is None else piece.stop
            for table in file.iter_batches(SIZE, row_groups=range(piece.start, stop)):
                for row in table.to_pylist():
                    yield _row(row, columns)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            yield _unread(path, error)


def _json(piece: Piece, columns: Columns) -> Iterator[dict[str, Any]]:
    path = Path(piece.path)
    with path.open("rb") as stream:
        try:
            packed = cast("IO[bytes]", gzip.GzipFile(fileobj=stream)) if path.suffix.lower() == ".gz" else stream
            for line in _lines(packed, piece):
                if len(line) >= LINE:
                    yield _problem(_start(line), f"longer than {LARGEST:,} bytes")
                elif line.strip():
                    yield _json_row(line, columns)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield _unread(path, error)


def _json_row(line: bytes, columns: Columns) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8", "replace").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        row = None
    return _row(row, columns) if isinstance(row, dict) else _problem(_start(line), "no JSON object in this line")


def _start(line: bytes) -> str:
    return line[:80].decode("utf-8", "replace").strip()


def _lines(stream: IO[bytes], piece: Piece) -> Iterator[bytes]:
    """The lines that begin in a piece."""
    if piece.start:
        stream.seek(piece.start - 1)
        _end_of_line(stream, stream.readline(LINE))
    while piece.stop is None or stream.tell() < piece.stop:
        line = stream.readline(LINE)
        if not line:
            return
        _end_of_line(stream, line)
        yield line


def _end_of_line(stream: IO[bytes], line: bytes) -> None:
    while len(line) == LINE and not line.endswith(b"\n"):
        line = stream.readline(LINE)


def _warc(piece: Piece, _columns: Columns) -> Iterator[dict[str, Any]]:
    """The HTML pages of a WARC file, called by their addresses."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    path = Path(piece.path)
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                kind = Message()
                kind["Content-Type"] = record.http_headers.get_header("Content-Type") or ""
                if record.http_headers.get_statuscode() != "200" or "html" not in kind.get_content_type():
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI")
                content = record.content_stream().read(LARGEST + 1)
                yield {
                    "key": url,
                    "format": "html",
                    "content": _as_served(content, kind.get_content_charset()),
                    "metadata": json.dumps({"url": url}),
                    "problem": None,
                }
        except (ArchiveLoadFailed, EOFError, zlib.error, UnicodeError, ValueError) as error:
            yield _unread(path, error)


def _as_served(content: bytes, charset: str | None) -> bytes:
    """A page in UTF-8 where the server said what it is in; what it is in by its own account is the reader's to find."""
    if not charset or len(content) > LARGEST:
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            if codecs.lookup(charset).name not in ("utf-8", "iso8859-1", "ascii"):
                return content.decode(charset, "replace").encode("utf-8", "replace")
        except (LookupError, UnicodeError):
            pass
    return content


_READERS: Final = {"parquet": _parquet, "json": _json, "warc": _warc}
