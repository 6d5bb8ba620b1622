"""What the plugin says in the build's log: lines in which no file's name moves the cursor, turns the line or begins a
new one, which some systems take for a command."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Final

from mkdocs.exceptions import PluginError

from mkdocs_credibility.options import plain

log = logging.getLogger("mkdocs.plugins.credibility")

EVERY: Final = 10.0
"""Seconds of silence after which a line says how far the build has got."""
_STAGES: Final = {"assess": "assessing", "compare": "comparing"}


class _Plain(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = plain(record.getMessage()), None
        return True


log.addFilter(_Plain())


def failure(lines: Iterable[str]) -> PluginError:
    """The error that stops a build and says these lines."""
    return PluginError("credibility: " + "\n  ".join(map(plain, lines)))


class Progress:
    """How far a long build has got: MkDocs says nothing meanwhile, and a build of minutes looks like a stuck one."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Take in what is being done, how many of it are done and how many there are."""
        now = time.monotonic()
        if done < total and now - self.last >= EVERY:
            self.last = now
            how_many = f"{done:,} of {total:,}" if done else f"{total:,}"
            log.info("credibility: %s %s articles", _STAGES.get(stage, stage), how_many)
