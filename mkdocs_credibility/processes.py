"""What a process that works for another has to do first."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.process import BaseProcess
from threading import Thread


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
