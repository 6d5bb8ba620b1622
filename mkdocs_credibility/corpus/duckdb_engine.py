"""The embedded engine: DuckDB for the tables, this machine's processes for the work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from mkdocs_credibility.corpus import batches, inputs
from mkdocs_credibility.corpus.batches import Work
from mkdocs_credibility.corpus.engine import EngineError, Files, Tell
from mkdocs_credibility.corpus.inputs import Columns
from mkdocs_credibility.corpus.queries import DUCKDB
from mkdocs_credibility.corpus.schema import ASSESSED, GROUP, MEMBER, TOLD, batch
from mkdocs_credibility.corpus.workers import Stage, Tables, several

PART: Final = 25
"""Batches of one file of a stage: what a run that is stopped loses at most."""

TOLD_AT_ONCE: Final = 60
"""Articles from which on a process is given no further group to compare."""

ROW_GROUP: Final = 4096
"""Rows that are in memory while a result is written."""

ASSESS: Final = Stage(batches.assess, batches.lost)
TELL: Final = Stage(batches.tell, batches.untold)


class DuckDBEngine:
    """`jobs` is the number of processes, `memory` the most that the tables take before they go to disk ("4GB")."""

    name = "duckdb"
    dialect = DUCKDB

    def __init__(self, jobs: int | None = None, memory: str | None = None) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self.memory = memory
        self._open: duckdb.DuckDBPyConnection | None = None

    def begin(self, scratch: Path) -> None:
        """Open an empty database in the folder."""
        settings: dict[str, Any] = {
            "threads": self.jobs,
            "temp_directory": str(scratch),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,  # nothing is fetched from elsewhere
            **({"memory_limit": self.memory} if self.memory else {}),
        }
        try:
            self._open = duckdb.connect(str(scratch / "tables.duckdb"), config=settings)
        except duckdb.Error as error:
            raise _plain(error) from None

    @property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._open is None:
            raise EngineError("DuckDB was not started")
        return self._open

    def _run(self, sql: str) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(sql)
        except duckdb.Error as error:
            raise _plain(error) from None

    def _streamed(self, sql: str) -> Iterator[dict[str, Any]]:
        """The rows of a query, a few at a time; nothing else is asked meanwhile."""
        try:
            found = self._connection.sql(sql)
            # called otherwise before DuckDB 2
            reader = found.to_arrow_reader if hasattr(found, "to_arrow_reader") else found.fetch_record_batch
            for table in reader(inputs.SIZE):
                yield from table.to_pylist()
        except duckdb.Error as error:
            raise _plain(error) from None

    # rows -------------------------------------------------------------------------------------------------------

    def assess(self, files: Files, columns: Columns, work: Work, out: Path, tell: Tell) -> None:
        """Hand every row to `batches.assess`; the parts that are there are not made again."""
        rows = inputs.read(inputs.pieces(files), columns)
        self._parts(ASSESS, rows, work, out, ASSESSED, tell)

    def tell(self, members: str, work: Work, out: Path, tell: Tell) -> None:
        """Hand every group to `batches.tell`; the parts that are there are not made again."""
        rows = self._streamed(f"{members} order by label, part, key")
        groups = (list(group) for _, group in groupby(rows, key=lambda row: (row["label"], row["part"])))
        self._parts(TELL, _at_once(groups), work, out, TOLD, tell)

    def _parts(self, stage: Stage, tables: Tables, work: Work, out: Path, schema: pa.Schema, tell: Tell) -> None:
        """The same batches make the same parts in every run: those of a run that was stopped stay."""
        out.mkdir(exist_ok=True)
        number = len(list(out.glob("part-*.parquet")))
        made = several(self.jobs, stage, islice(tables, number * PART, None), work)
        while (first := next(made, None)) is not None:
            path = out / f"part-{number:06}"
            with pq.ParquetWriter(path, schema, compression="zstd") as writer:
                writer.write_batch(first)
                for table in islice(made, PART - 1):
                    writer.write_batch(table)
            path.rename(path.with_suffix(".parquet"))
            number += 1
            tell(f"{out.name}: part {number:,}")

    # tables -----------------------------------------------------------------------------------------------------

    def table(self, name: str, folder: Path, schema: pa.Schema) -> None:
        """Call the Parquet files of a folder by a name."""
        if not any(folder.glob("*.parquet")):
            pq.write_table(schema.empty_table(), folder / "empty.parquet")
        self.view(name, f"select * from read_parquet('{_quoted(folder)}/*.parquet')")

    def view(self, name: str, sql: str) -> None:
        """Call a query by a name."""
        self._run(f"create or replace view {name} as {sql}")

    def step(self, name: str, sql: str) -> None:
        """Call the result of a query by a name, worked out at once."""
        self._run(f"create or replace table {name} as {sql}")

    settle = step

    def number(self, sql: str) -> int:
        """The one number that a query gives."""
        return int(self._run(sql).fetchall()[0][0])

    def select(self, sql: str) -> list[dict[str, Any]]:
        """The few rows that a query gives."""
        found = self._run(sql)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def result(self, path: Path, sql: str) -> None:
        """Write the result of a query, which is in order; whole or not at all."""
        part = path.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        file = _quoted(part / "part-000000.parquet")
        self._run(f"copy ({sql}) to '{file}' (format parquet, compression zstd, row_group_size {ROW_GROUP})")
        shutil.rmtree(path, ignore_errors=True)
        part.rename(path)

    def close(self) -> None:
        """Let go of everything."""
        if self._open is not None:
            self._open.close()


def _at_once(groups: Iterator[list[dict[str, Any]]]) -> Iterator[pa.RecordBatch]:
    """Groups in batches of so many articles."""
    found: list[dict[str, Any]] = []
    count = 0
    for group in groups:
        found.append({"members": [{name: row[name] for name in MEMBER.names} for row in group]})
        count += len(group)
        if count >= TOLD_AT_ONCE:
            yield batch(found, GROUP)
            found, count = [], 0
    if found:
        yield batch(found, GROUP)


def _plain(error: duckdb.Error) -> EngineError:
    return EngineError(f"DuckDB: {str(error).splitlines()[0]}")


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
