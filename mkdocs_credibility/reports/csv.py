"""Findings as a table for spreadsheets: one row each."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from mkdocs_credibility.reports.places import FileOf, as_is, first_place
from mkdocs_credibility.reports.wording import one_line, title
from mkdocs_credibility.scorecard import Scorecard

COLUMNS: Final = (
    "file", "line", "column", "title", "score", "band", "rule", "dimension", "severity", "owner", "points", "message",
    "evidence", "fix", "known",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # full-width signs count too


def table(cards: Sequence[Scorecard], *, file_of: FileOf = as_is, known: AbstractSet[int] = frozenset()) -> str:
    """Every finding; `known` says "yes" for those whose `id()` is in the set (a baseline's)."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    for card in cards:
        points = {id(d.finding): d.points for result in card.dimensions.values() for d in result.deductions}
        for finding in card.findings:
            place = first_place(card.article, finding)
            evidence = " … ".join(one_line(span.exact) for span in finding.spans)
            row = (
                file_of(card.article.key), place.line, place.column, title(card.article), card.score, card.band,
                finding.rule, finding.dimension, finding.severity, finding.owner, points.get(id(finding), 0.0),
                finding.message, evidence, finding.fix, "yes" if id(finding) in known else "no",
            )  # fmt: skip
            writer.writerow([_cell(value) for value in row])
    return output.getvalue()


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula: an apostrophe before a text that begins like one."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
