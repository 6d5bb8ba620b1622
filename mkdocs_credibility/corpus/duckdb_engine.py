"""The embedded engine: DuckDB for the tables, this machine's processes for the work."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from mkdocs_credibility.corpus import batches, inputs
from mkdocs_credibility.corpus.batches import SIZE, Work
from mkdocs_credibility.corpus.engine import Files, Tell
from mkdocs_credibility.corpus.inputs import Columns
from mkdocs_credibility.corpus.queries import DUCKDB
from mkdocs_credibility.corpus.schema import ASSESSED, TOLD

PART: Final = 25
"""Batches of one file of a stage: what a run that is stopped loses at most."""

TOLD_AT_ONCE: Final = 20
"""Groups that one process compares at a time."""

Stage = Callable[[Iterator[pa.RecordBatch], Work], Iterator[pa.RecordBatch]]


class DuckDBEngine:
    """`jobs` is the number of processes, `scratch` the folder for what does not fit into memory."""

    dialect = DUCKDB

    def __init__(self, scratch: Path, jobs: int | None = None) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self.connection = duckdb.connect(":memory:", config={"temp_directory": str(scratch)})
        self.scratch = scratch

    # rows -------------------------------------------------------------------------------------------------------

    def count(self, files: Files) -> int:
        """The rows of the input."""
        return sum(table.num_rows for table in self._input(files, Columns()))

    def _input(self, files: Files, columns: Columns) -> Iterator[pa.RecordBatch]:
        for kind, paths in files.items():
            if kind == "parquet":
                tables = chain.from_iterable(pq.ParquetFile(path).iter_batches(SIZE) for path in paths)
                yield from inputs.rows(tables, columns)
            elif kind == "json":
                yield from inputs.lines(chain.from_iterable(map(_lines, paths)), columns)
            else:
                yield from chain.from_iterable(inputs.warc(path, SIZE) for path in paths)

    def assess(self, files: Files, columns: Columns, work: Work, out: Path, tell: Tell) -> None:
        """Hand every row to `batches.assess`; the parts that are there are not made again."""
        out.mkdir(exist_ok=True)
        done = sum(1 for part in out.glob("part-*.parquet"))
        rows = islice(self._input(files, columns), done * PART, None)
        self._parts(batches.assess, rows, work, out, ASSESSED, first=done, tell=tell)

    def tell(self, groups: str, work: Work, out: Path, tell: Tell) -> None:
        """Hand every group to `batches.tell`."""
        if out.exists():
            return
        part = out.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        self._parts(batches.tell, self._batches(groups, TOLD_AT_ONCE), work, part, TOLD, first=0, tell=tell)
        part.rename(out)

    def _batches(self, sql: str, size: int) -> Iterator[pa.RecordBatch]:
        for table in self.connection.sql(sql).fetch_record_batch(size):
            for at in range(0, table.num_rows, size):
                yield table.slice(at, size)

    def _parts(
        self,
        stage: Stage,
        rows: Iterator[pa.RecordBatch],
        work: Work,
        out: Path,
        schema: pa.Schema,
        *,
        first: int,
        tell: Tell,
    ) -> None:
        made = self._several(stage, rows, work)
        number, count = first, 0
        while found := list(islice(made, PART)):
            tables = [pa.Table.from_batches([table], schema) for table in found]
            _write(pa.concat_tables(tables), out / f"part-{number:06}.parquet")
            number, count = number + 1, count + sum(table.num_rows for table in found)
            tell(f"  {count:,}")

    def _several(self, stage: Stage, rows: Iterable[pa.RecordBatch], work: Work) -> Iterator[pa.RecordBatch]:
        """What the stage makes of the batches, in their order, in several processes."""
        if self.jobs == 1:
            yield from stage(iter(rows), work)
            return
        pool = self._pool()
        waiting: deque[tuple[pa.RecordBatch, Future[bytes]]] = deque()
        rows = iter(rows)
        try:
            while True:
                for table in islice(rows, 2 * self.jobs - len(waiting)):
                    waiting.append((table, pool.submit(_work, stage, _to_bytes(table), work)))
                if not waiting:
                    return
                table, future = waiting.popleft()
                try:
                    yield _from_bytes(future.result())
                except BrokenProcessPool:
                    # a process died (killed, out of memory): what was under way is done again in new ones, once each
                    pool.shutdown(wait=False, cancel_futures=True)
                    pool = self._pool()
                    again = [table, *(table for table, _ in waiting)]
                    waiting.clear()
                    for table in again:
                        yield from stage(iter([table]), work)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context("spawn"))

    # tables -----------------------------------------------------------------------------------------------------

    def table(self, name: str, folder: Path) -> None:
        """Call the Parquet files of a folder by a name."""
        if any(folder.glob("*.parquet")):
            self.connection.execute(
                f"create or replace view {name} as select * from read_parquet('{_quoted(folder)}/*.parquet')"
            )
        else:
            empty = TOLD if name == "told" else ASSESSED
            self.connection.register(f"{name}_empty", empty.empty_table())
            self.connection.execute(f"create or replace table {name} as select * from {name}_empty")

    def query(self, name: str, sql: str) -> None:
        """Call the result of a query by a name: worked out at once, but for those that only lead to files."""
        kind = "view" if name in ("assessed", "ranked") else "table"
        self.connection.execute(f"create or replace {kind} {name} as {sql}")

    def keep(self, name: str, folder: Path) -> None:
        """Tables are worked out already."""

    def rename(self, old: str, new: str) -> None:
        """Let one table take another's name."""
        self.connection.execute(f"drop table if exists {new}")
        self.connection.execute(f"alter table {old} rename to {new}")

    def number(self, sql: str) -> int:
        """The one number that a query gives."""
        return int(self.select_rows(sql)[0][0])

    def select_rows(self, sql: str) -> list[Any]:
        """The rows of a query, as tuples."""
        return self.connection.execute(sql).fetchall()

    def select(self, sql: str) -> list[dict[str, Any]]:
        """The few rows that a query gives."""
        found = self.connection.execute(sql)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def result(self, path: Path, sql: str, order: str) -> None:
        """Write the result of a query in this order; whole or not at all."""
        part = path.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        file = _quoted(part / "part-000000.parquet")
        self.connection.execute(f"copy ({sql} order by {order}) to '{file}' (format parquet, compression zstd)")
        shutil.rmtree(path, ignore_errors=True)
        part.rename(path)

    def rows(self, path: Path) -> int:
        """The rows of a result."""
        return self.number(f"select count(*) from read_parquet('{_quoted(path)}/*.parquet')")

    def close(self) -> None:
        """Let go of everything."""
        self.connection.close()


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")


def _lines(path: Path) -> Iterator[pa.RecordBatch]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", errors="replace") as stream:
        while found := list(islice(stream, SIZE)):
            yield pa.RecordBatch.from_pydict({"value": found})


def _write(table: pa.Table, path: Path) -> None:
    part = path.with_suffix(".part")
    pq.write_table(table, part, compression="zstd")
    part.rename(path)


def _to_bytes(table: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_batch(table)
    return sink.getvalue().to_pybytes()


def _from_bytes(data: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()


def _work(stage: Stage, data: bytes, work: Work) -> bytes:
    """In a process of its own: one batch."""
    (made,) = stage(iter([_from_bytes(data)]), work)
    return _to_bytes(made)
