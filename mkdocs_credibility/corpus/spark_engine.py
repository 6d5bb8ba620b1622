"""Spark: the same functions and the same queries on a cluster, which shares the folders of input and result."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from mkdocs_credibility.corpus import batches, inputs
from mkdocs_credibility.corpus.batches import SIZE, Work
from mkdocs_credibility.corpus.engine import Files, Tell
from mkdocs_credibility.corpus.inputs import Columns
from mkdocs_credibility.corpus.queries import SPARK
from mkdocs_credibility.corpus.schema import ASSESSED, RAW, TOLD

DONE = "_SUCCESS"
"""What Spark leaves in a folder that is complete."""

Rows = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


class SparkEngine:
    """`master` is the cluster's address; without it what `spark-submit` says, else this machine."""

    dialect = SPARK

    def __init__(self, scratch: Path, master: str | None = None) -> None:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers would take whatever `python3` is
        builder = SparkSession.builder.appName("mkdocs-credibility corpus")
        if master:
            builder = builder.master(master)
        self.spark = (
            builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", str(SIZE))
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        self.spark.sparkContext.setLogLevel("ERROR")
        self.scratch = scratch
        self.kept = 0

    # rows -------------------------------------------------------------------------------------------------------

    def _input(self, files: Files, columns: Columns) -> DataFrame:
        frames = []
        for kind, paths in files.items():
            names = [path.resolve().as_posix() for path in paths]
            if kind == "parquet":
                read = self.spark.read.option("mergeSchema", "true").parquet(*names)
                frames.append(self._map(read, _rows(columns), RAW))
            elif kind == "json":
                frames.append(self._map(self.spark.read.text(names), _lines(columns), RAW))
            else:
                read = self.spark.createDataFrame([(name,) for name in names], "path string").repartition(len(names))
                frames.append(self._map(read, _warc, RAW))
        return reduce(DataFrame.unionAll, frames)

    @staticmethod
    def _map(frame: DataFrame, function: Rows, schema: pa.Schema) -> DataFrame:
        return frame.mapInArrow(function, from_arrow_schema(schema))

    def count(self, files: Files) -> int:
        """The rows of the input."""
        return int(self._input(files, Columns()).count())

    def assess(self, files: Files, columns: Columns, work: Work, out: Path, tell: Tell) -> None:
        """Hand every row to `batches.assess`; a folder that is complete is not made again."""
        self._stage(self._map(self._input(files, columns), _assess(work), ASSESSED), out)

    def tell(self, groups: str, work: Work, out: Path, tell: Tell) -> None:
        """Hand every group to `batches.tell`."""
        self._stage(self._map(self.spark.sql(groups), _tell(work), TOLD), out)

    @staticmethod
    def _stage(frame: DataFrame, out: Path) -> None:
        if not (out / DONE).exists():
            frame.write.mode("overwrite").option("compression", "zstd").parquet(out.resolve().as_posix())

    # tables -----------------------------------------------------------------------------------------------------

    def table(self, name: str, folder: Path) -> None:
        """Call the Parquet files of a folder by a name."""
        self.spark.read.parquet(folder.resolve().as_posix()).createOrReplaceTempView(name)

    def query(self, name: str, sql: str) -> None:
        """Call the result of a query by a name; it is worked out when it is asked for."""
        self.spark.sql(sql).createOrReplaceTempView(name)

    def keep(self, name: str, folder: Path) -> None:
        """Work a table out once: what follows reads its files, and does not go back behind them."""
        self._stage(self.spark.table(name), folder)
        self.table(name, folder)

    def rename(self, old: str, new: str) -> None:
        """Let one table take another's name, worked out: rounds would pile up otherwise."""
        self.kept += 1
        folder = self.scratch / f"{new}-{self.kept}"
        shutil.rmtree(folder, ignore_errors=True)
        self._stage(self.spark.table(old), folder)
        self.table(new, folder)

    def number(self, sql: str) -> int:
        """The one number that a query gives."""
        return int(self.spark.sql(sql).collect()[0][0])

    def select(self, sql: str) -> list[dict[str, Any]]:
        """The few rows that a query gives."""
        return [row.asDict(recursive=True) for row in self.spark.sql(sql).collect()]

    def result(self, path: Path, sql: str, order: str) -> None:
        """Write the result of a query in this order; whole or not at all."""
        part = path.with_suffix(".part")
        names = [name.strip() for name in order.split(",")]
        ordered = self.spark.sql(sql).orderBy(*names)
        ordered.write.mode("overwrite").option("compression", "zstd").parquet(part.resolve().as_posix())
        shutil.rmtree(path, ignore_errors=True)
        part.rename(path)

    def rows(self, path: Path) -> int:
        """The rows of a result."""
        return int(self.spark.read.parquet(path.resolve().as_posix()).count())

    def close(self) -> None:
        """Let go of everything."""
        self.spark.stop()


# functions of one argument, as Spark wants them; what they are told goes along to the workers


def _rows(columns: Columns) -> Rows:
    return lambda tables: inputs.rows(tables, columns)


def _lines(columns: Columns) -> Rows:
    return lambda tables: inputs.lines(tables, columns)


def _assess(work: Work) -> Rows:
    return lambda tables: batches.assess(tables, work)


def _tell(work: Work) -> Rows:
    return lambda tables: batches.tell(tables, work)


def _warc(tables: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for table in tables:
        for name in table.column(0).to_pylist():
            yield from inputs.warc(Path(name), SIZE)
