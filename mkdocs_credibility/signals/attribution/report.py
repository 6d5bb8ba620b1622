"""What a verb or a source phrase is found to report, before it becomes a quote."""

from __future__ import annotations

from functools import partial
from typing import Final, NamedTuple

from mkdocs_credibility.signals.attribution.subjects import Phrase


class Report(NamedTuple):
    """Something reported: characters of the prose, the cue's words, the subject's words (None: nobody is named)."""

    start: int
    end: int
    cue: Phrase
    subject: Phrase | None
    group: str
    frame: str
    own: bool
    clear: bool = False


make_report: Final = partial(tuple.__new__, Report)
"""A report of all its eight fields: a third of what Report(...) takes, for those made by the dozen."""
