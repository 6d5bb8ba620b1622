"""What a run asks of an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from mkdocs_credibility.corpus.batches import Work
from mkdocs_credibility.corpus.inputs import Columns
from mkdocs_credibility.corpus.queries import Dialect

Files = Mapping[str, Sequence[Path]]
Tell = Callable[[str], None]


class EngineError(Exception):
    """An engine that cannot be started, or cannot go on; says why in a line."""


class Engine(Protocol):
    """Tables by name, made of one another by SQL; and the two functions of `batches` over many rows.

    Any method but `close` may raise EngineError.
    """

    name: str
    dialect: Dialect

    def begin(self, scratch: Path) -> None:
        """Start, with a folder for what is of no use to another run."""

    def assess(self, files: Files, columns: Columns, work: Work, out: Path, tell: Tell) -> None:
        """Hand every row to `batches.assess`, and keep what it makes in the folder; not again what is there."""

    def tell(self, members: str, work: Work, out: Path, tell: Tell) -> None:
        """Hand every group to `batches.tell`, and keep what it makes in the folder; not again what is there.

        `members` is a query: `label` and `part` of a group, and the columns of `schema.MEMBER`."""

    def table(self, name: str, folder: Path, schema: pa.Schema) -> None:
        """Call the Parquet files of a folder by a name; there may be none."""

    def view(self, name: str, sql: str) -> None:
        """Call a query by a name; it is worked out whenever it is asked for."""

    def step(self, name: str, sql: str) -> None:
        """Call the result of a query by a name; the engine knows whether to work it out at once."""

    def settle(self, name: str, sql: str) -> None:
        """Call the result of a query by a name, worked out once; it may ask for the table that had the name before."""

    def number(self, sql: str) -> int:
        """The one number that a query gives."""

    def select(self, sql: str) -> list[dict[str, Any]]:
        """The few rows that a query gives."""

    def result(self, path: Path, sql: str) -> None:
        """Write the result of a query, which is in order; whole or not at all."""

    def close(self) -> None:
        """Let go of everything."""
