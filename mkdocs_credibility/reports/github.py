"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from mkdocs_credibility.reports.places import LEVELS, FileOf, as_is, first_place
from mkdocs_credibility.reports.wording import one_line, printable
from mkdocs_credibility.scorecard import Scorecard

_COMMANDS: Final = {"note": "notice", "warning": "warning", "error": "error"}


def commands(cards: Sequence[Scorecard], *, file_of: FileOf = as_is, known: AbstractSet[int] = frozenset()) -> str:
    """One `::warning file=…::message` a finding; those whose `id()` is in `known` (a baseline's) are left out."""
    lines = []
    for card in cards:
        for finding in card.findings:
            if id(finding) in known:
                continue
            place = first_place(card.article, finding)
            values = {"file": file_of(card.article.key), "line": place.line}
            if place.column is not None and place.end_line is not None and place.end_column is not None:
                values["endLine"] = place.end_line
                values["col"] = place.column
                if place.end_line == place.line:  # columns of different lines would be taken for those of one
                    values["endColumn"] = place.end_column
            values["title"] = finding.rule
            given = ",".join(f"{name}={_value(printable(str(value)))}" for name, value in values.items())
            command = _COMMANDS[LEVELS[finding.severity]]
            lines.append(f"::{command} {given}::{_message(one_line(f'{finding.message} {finding.fix}'))}\n")
    return "".join(lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
