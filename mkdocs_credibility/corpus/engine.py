"""What a run asks of an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from mkdocs_credibility.corpus.batches import Work
from mkdocs_credibility.corpus.inputs import Columns
from mkdocs_credibility.corpus.queries import Dialect

Files = Mapping[str, Sequence[Path]]
Tell = Callable[[str], None]


class Engine(Protocol):
    """Tables by name, made of one another by SQL; and the two functions of `batches` over many rows."""

    dialect: Dialect

    def count(self, files: Files) -> int:
        """The rows of the input."""

    def assess(self, files: Files, columns: Columns, work: Work, out: Path, tell: Tell) -> None:
        """Hand every row to `batches.assess`, and keep what it makes in the folder; not again what is there."""

    def tell(self, groups: str, work: Work, out: Path, tell: Tell) -> None:
        """Hand every group that the query gives to `batches.tell`, and keep what it makes in the folder."""

    def table(self, name: str, folder: Path) -> None:
        """Call the Parquet files of a folder by a name."""

    def query(self, name: str, sql: str) -> None:
        """Call the result of a query by a name."""

    def keep(self, name: str, folder: Path) -> None:
        """Work a table out once: what follows reads its files."""

    def rename(self, old: str, new: str) -> None:
        """Let one table take another's name, worked out."""

    def number(self, sql: str) -> int:
        """The one number that a query gives."""

    def select(self, sql: str) -> list[dict[str, Any]]:
        """The few rows that a query gives."""

    def result(self, path: Path, sql: str, order: str) -> None:
        """Write the result of a query in this order; whole or not at all."""

    def rows(self, path: Path) -> int:
        """The rows of a result."""

    def close(self) -> None:
        """Let go of everything."""
