"""Batches handed to several processes of this machine, and back in their order; a process that dies loses no row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from mkdocs_credibility.processes import Pool

if TYPE_CHECKING:
    from mkdocs_credibility.corpus.batches import Work

Tables = Iterator[pa.RecordBatch]


class Stage(NamedTuple):
    """What is made of batches, and what is left of one that ends every process it is given to."""

    make: Callable[[Tables, Work], Tables]
    lost: Callable[[pa.RecordBatch], pa.RecordBatch]


def several(jobs: int, stage: Stage, tables: Iterable[pa.RecordBatch], work: Work) -> Tables:
    """What the stage makes of the batches, in their order, in so many processes."""
    if jobs == 1:
        yield from stage.make(iter(tables), work)
        return
    tables = iter(tables)
    pool = Pool(jobs)
    waiting: deque[tuple[pa.RecordBatch, Future[bytes]]] = deque()
    try:
        while True:
            for table in islice(tables, 2 * jobs - len(waiting)):
                waiting.append((table, _submit(pool, stage, table, work)))
            if not waiting:
                return
            table, future = waiting.popleft()
            try:
                yield _from_bytes(pool.result(future))
            except BrokenProcessPool:
                # a process was killed, or out of memory: nobody knows by which batch, so all under way are done alone
                pool.shutdown(wait=False, cancel_futures=True)
                again = [table, *(table for table, _ in waiting)]
                waiting.clear()
                for table in again:
                    yield _alone(stage, table, work)
                pool = Pool(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _alone(stage: Stage, table: pa.RecordBatch, work: Work) -> pa.RecordBatch:
    """A batch in a process of its own; if that dies too, its halves are, down to the row that is to blame."""
    with Pool(1) as pool:
        try:
            return _from_bytes(pool.result(pool.submit(_work, stage, _to_bytes(table), work)))
        except BrokenProcessPool:
            pass
    if table.num_rows == 1:
        return stage.lost(table)
    half = table.num_rows // 2
    made = [_alone(stage, part, work) for part in (table.slice(0, half), table.slice(half))]
    return next(iter(pa.Table.from_batches(made).combine_chunks().to_batches()), made[0])


def _submit(pool: Pool, stage: Stage, table: pa.RecordBatch, work: Work) -> Future[bytes]:
    """The batch handed over; to a pool that is found to be broken, a future that says so."""
    try:
        return pool.submit(_work, stage, _to_bytes(table), work)
    except BrokenProcessPool as error:
        refused: Future[bytes] = Future()
        refused.set_exception(error)
        return refused


def _to_bytes(table: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_batch(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _from_bytes(data: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()


def _work(stage: Stage, data: bytes, work: Work) -> bytes:
    """In a process of its own: one batch."""
    (made,) = stage.make(iter([_from_bytes(data)]), work)
    return _to_bytes(made)
