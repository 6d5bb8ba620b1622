"""Places in a text as plain numbers: for articles that wait to be printed, with many others."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar, cast, overload

Row = TypeVar("Row", bound=tuple[int, ...])


def packed(numbers: Iterable[int]) -> array[int]:
    """Places in a text in as few bytes as its length allows."""
    row = list(numbers)
    return array("H" if max(row, default=0) < 1 << 16 else "I", row)


class PackedRows(Sequence[Row]):
    """Rows of numbers, all of one length, as plain numbers; each row is made when it is asked for."""

    __slots__ = ("_numbers", "_width")

    def __init__(self, rows: Sequence[Row]) -> None:
        self._width = len(rows[0]) if rows else 1
        self._numbers = packed(chain.from_iterable(rows))

    def __len__(self) -> int:
        return len(self._numbers) // self._width

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        at = range(len(self))[index] * self._width
        row: Any = tuple(self._numbers[at : at + self._width])
        return cast("Row", row)

    def __repr__(self) -> str:
        return repr(tuple(self))
