"""Spark: the same functions and the same queries on a cluster, whose machines share the folders of input and result."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from mkdocs_credibility.corpus import batches, inputs
from mkdocs_credibility.corpus.batches import Work
from mkdocs_credibility.corpus.engine import EngineError, Files, Tell
from mkdocs_credibility.corpus.inputs import Columns, Piece
from mkdocs_credibility.corpus.queries import SPARK
from mkdocs_credibility.corpus.schema import ASSESSED, MEMBER, TOLD

DONE: Final = "_SUCCESS"
"""What Spark leaves in a folder that is complete."""

WAVES: Final = 8
"""Pieces that each core reads between two folders that stay when a run is stopped."""

SMALLEST: Final = 1_000_000
"""Bytes of JSON Lines under which a piece is not worth a task."""

Rows = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


class SparkEngine:
    """`master` is the cluster's address; without it what `spark-submit` says, else this machine.

    `settings` are Spark's own, by name."""

    name = "spark"
    dialect = SPARK

    def __init__(self, master: str | None = None, settings: Mapping[str, str] | None = None) -> None:
        self.master = master
        self.settings = dict(settings or {})
        self._session: SparkSession | None = None
        self.scratch = Path()
        self.settled = 0

    def begin(self, scratch: Path) -> None:
        """Start a session; what it settles on the way it keeps in the folder."""
        self.scratch = scratch.resolve()
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers would take whatever `python3` is
        ours = {
            "spark.sql.execution.arrow.maxRecordsPerBatch": str(inputs.SIZE),
            "spark.sql.session.timeZone": "UTC",
            "spark.ui.showConsoleProgress": "false",
        }
        builder = SparkSession.builder.appName("mkdocs-credibility corpus")
        if self.master:
            builder = builder.master(self.master)
        for name, value in {**ours, **self.settings}.items():
            builder = builder.config(name, value)
        with _plain():
            self._session = builder.getOrCreate()
            self._session.sparkContext.setLogLevel("ERROR")

    @property
    def spark(self) -> SparkSession:
        """The session."""
        if self._session is None:
            raise EngineError("Spark was not started")
        return self._session

    # rows -------------------------------------------------------------------------------------------------------

    def assess(self, files: Files, columns: Columns, work: Work, out: Path, tell: Tell) -> None:
        """Hand every row to `batches.assess`; a folder that is complete is not made again."""
        out.mkdir(exist_ok=True)
        parts = self._pieces(files, out.with_suffix(".json"))
        for number, part in enumerate(parts):
            folder = out / f"part-{number:06}"
            if not (folder / DONE).exists():
                read = self.spark.sparkContext.parallelize([astuple(piece) for piece in part], len(part))
                frame = self.spark.createDataFrame(read, "kind string, path string, start long, stop long")
                self._write(self._map(frame, _assess(columns, work), ASSESSED), folder)
            tell(f"{out.name}: part {number + 1:,} of {len(parts):,}")

    def _pieces(self, files: Files, plan: Path) -> list[list[Piece]]:
        """The input in pieces, those of a part together: the same in a run that goes on, on however many machines."""
        if not plan.exists():
            at_once = self.spark.sparkContext.defaultParallelism
            total = sum(path.stat().st_size for path in files.get("json", ()))
            size = min(inputs.PIECE, max(SMALLEST, total // (4 * at_once)))
            found = [astuple(piece) for piece in inputs.pieces(files, size)]
            step = WAVES * at_once
            part = plan.with_suffix(".part")
            part.write_text(json.dumps([found[at : at + step] for at in range(0, len(found), step)]), "utf-8")
            part.rename(plan)
        return [[Piece(*piece) for piece in part] for part in json.loads(plan.read_text("utf-8"))]

    def tell(self, members: str, work: Work, out: Path, tell: Tell) -> None:
        """Hand every group to `batches.tell`."""
        if not (out / DONE).exists():
            row = ", ".join(MEMBER.names)
            groups = f"select collect_list(struct({row})) as members from ({members}) m group by label, part"
            self._write(self._map(self._sql(groups), _tell(work), TOLD), out)
        tell(f"{out.name}: all")

    def _map(self, frame: DataFrame, function: Rows, schema: pa.Schema) -> DataFrame:
        with _plain():
            return frame.mapInArrow(function, from_arrow_schema(schema))

    @staticmethod
    def _write(frame: DataFrame, folder: Path) -> None:
        with _plain():
            frame.write.mode("overwrite").option("compression", "zstd").parquet(folder.resolve().as_uri())

    def _sql(self, sql: str) -> DataFrame:
        with _plain():
            return self.spark.sql(sql)

    # tables -----------------------------------------------------------------------------------------------------

    def table(self, name: str, folder: Path, schema: pa.Schema) -> None:
        """Call the Parquet files of a folder, and of those in it, by a name."""
        read = self.spark.read.schema(from_arrow_schema(schema)).option("recursiveFileLookup", "true")
        with _plain():
            read.parquet(folder.resolve().as_uri()).createOrReplaceTempView(name)

    def view(self, name: str, sql: str) -> None:
        """Call a query by a name."""
        frame = self._sql(sql)
        with _plain():
            frame.createOrReplaceTempView(name)

    step = view

    def settle(self, name: str, sql: str) -> None:
        """Call the result of a query by a name, worked out: what follows does not go back behind it."""
        self.settled += 1
        folder = self.scratch / f"{name}-{self.settled}"
        self._write(self._sql(sql), folder)
        with _plain():
            self.spark.read.parquet(folder.as_uri()).createOrReplaceTempView(name)

    def number(self, sql: str) -> int:
        """The one number that a query gives."""
        frame = self._sql(sql)
        with _plain():
            return int(frame.collect()[0][0])

    def select(self, sql: str) -> list[dict[str, Any]]:
        """The few rows that a query gives."""
        frame = self._sql(sql)
        with _plain():
            return [row.asDict(recursive=True) for row in frame.collect()]

    def result(self, path: Path, sql: str) -> None:
        """Write the result of a query, which is in order; whole or not at all."""
        part = path.with_suffix(".part")
        self._write(self._sql(sql), part)
        shutil.rmtree(path, ignore_errors=True)
        part.rename(path)

    def close(self) -> None:
        """Let go of everything."""
        if self._session is not None:
            with _plain():
                self._session.stop()


@contextmanager
def _plain() -> Iterator[None]:
    """What Spark says in pages, in a line."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        told = [line for line in lines if line.startswith(("Caused by:", "org.apache.spark.SparkException"))]
        raise EngineError(f"Spark: {(told or lines or [type(error).__name__])[-1 if told else 0][:300]}") from error


# functions of one argument, as Spark wants them; what they are told goes along to the workers ------------------------


def _assess(columns: Columns, work: Work) -> Rows:
    def pieces(tables: Iterator[pa.RecordBatch]) -> Iterator[Piece]:
        for row in chain.from_iterable(table.to_pylist() for table in tables):
            yield Piece(**row)

    return lambda tables: batches.assess(inputs.read(pieces(tables), columns), work)


def _tell(work: Work) -> Rows:
    return lambda tables: batches.tell(tables, work)
