"""Work that ends its process, in a module of its own: every process imports it afresh.

What is of the extra `corpus` is imported where it is used: not all who run this have it.
"""

import gc
import os
import time
from multiprocessing.queues import SimpleQueue


def make(tables, _work):
    import pyarrow as pa

    for table in tables:
        keys = table.column("key").to_pylist()
        if "poison" in keys:
            os._exit(9)
        yield pa.RecordBatch.from_pylist([{"key": key.upper()} for key in keys])


def lost(table):
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([{"key": "lost"}] * table.num_rows)


def end_while_handing_over(seconds):
    """End as a process does that is killed with half of a result written: it holds the lock of those who write."""
    time.sleep(seconds)
    [results] = [queue for queue in gc.get_objects() if isinstance(queue, SimpleQueue)]
    results._wlock.acquire()
    results._writer._send((1000).to_bytes(4, "big") + b"half")
    os._exit(9)
