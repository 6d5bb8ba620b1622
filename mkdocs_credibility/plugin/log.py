"""What the plugin says in the build's log: lines in which no file's name moves the cursor, turns the line or begins a
new one, which some systems take for a command."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from mkdocs.exceptions import PluginError

from mkdocs_credibility.options import plain

log = logging.getLogger("mkdocs.plugins.credibility")


class _Plain(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = plain(record.getMessage()), None
        return True


log.addFilter(_Plain())


def failure(lines: Iterable[str]) -> PluginError:
    """The error that stops a build and says these lines."""
    return PluginError("credibility: " + "\n  ".join(map(plain, lines)))
