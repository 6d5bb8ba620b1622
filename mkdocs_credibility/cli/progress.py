"""How far a long run has got: a bar on a terminal, a line now and then in a log, on standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final

import click

STAGES: Final = {"read": "reading", "assess": "assessing", "compare": "comparing"}
MANY: Final = 100
"""Files from which a run is long enough to tell about it."""
EVERY: Final = {True: 0.1, False: 5.0}
"""Seconds between two reports: on a terminal, in a log."""
WIDTH: Final = 24
"""Characters of the bar."""


class Progress:
    """To be told what is done (`tell`), and closed at the end, when the bar goes."""

    def __init__(self, files: int, *, quiet: bool = False) -> None:
        self.on = not quiet and files >= MANY
        self.tty = sys.stderr.isatty()
        self.stage = ""
        self.last = 0.0
        self.drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Take in what is being done, how many of it are done and how many there are."""
        now = time.monotonic()
        if not self.on or (stage == self.stage and now - self.last < EVERY[self.tty]):
            return
        self.stage, self.last = stage, now
        name = STAGES.get(stage, stage)
        if not self.tty:
            click.echo(f"{name} {done:,} of {total:,}" if done else f"{name} {total:,} articles", err=True)
            return
        full = WIDTH * done // max(total, 1)
        bar = "#" * full + "-" * (WIDTH - full)
        click.echo(f"\r\x1b[K[{bar}] {name} {done:,} of {total:,}", nl=False, err=True, color=True)
        self.drawn = True

    def clear(self) -> None:
        """Take the bar away."""
        if self.drawn:
            click.echo("\r\x1b[K", nl=False, err=True, color=True)
            self.drawn = False
