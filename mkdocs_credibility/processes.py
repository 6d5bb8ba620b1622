"""Processes that work for another: how they begin and end, and how nobody waits for one that is dead."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE: Final = 1.0
"""Seconds to wait for a result before a look at whether all processes are alive."""


class Pool(ProcessPoolExecutor):
    """So many processes, started afresh (`spawn`) on every system: one that copies this process would copy its threads'
    locks."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=attend)

    def result(self, future: Future[T]) -> T:
        """The result of a future of this pool.  Raises BrokenProcessPool when a process died, whatever it was doing.

        One that is killed while it hands its result over leaves half of it, and a lock that the others wait for: of
        that the pool of the standard library knows nothing, and waits for the other half for ever.
        """
        while not future.done():
            try:
                return future.result(PATIENCE)
            except TimeoutError:
                processes = list((self._processes or {}).values())
                if any(process.exitcode is not None for process in processes):
                    for process in processes:
                        process.kill()
                    # who still holds an end to write into keeps whoever reads from finding out: this process, too
                    self._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001
                    break
        return future.result()


def attend() -> None:
    """Leave Ctrl-C to the process that started this one, and end when that one has ended.

    Ctrl-C goes to all processes of a terminal, and one of them is enough to act on it.  A pool whose program was killed
    would wait for work for ever: nobody is left to close the pipe that the work comes through.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    starter = multiprocessing.parent_process()
    if starter is not None:
        Thread(target=_end_after, args=(starter,), daemon=True).start()


def _end_after(starter: BaseProcess) -> None:
    starter.join()
    os._exit(1)
