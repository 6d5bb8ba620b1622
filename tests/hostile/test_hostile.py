"""The table of hostile input and injected faults, row by row."""

from __future__ import annotations

import warnings

import hostile_faults  # noqa: F401 - fills the table
import hostile_inputs  # noqa: F401 - fills the table
import hostile_places  # noqa: F401 - fills the table
import pytest
from hostile_table import CASES, GROUPS, table

SLOW = {
    "five_megabytes", "five_megabytes_of_markup", "interrupted", "interrupted_together", "killed", "killed_annotation", "killed_in_the_cache", "killed_with_workers",
    "many_blocks", "many_containers", "no_place_for_a_cache", "one_line_of_signs", "one_paragraph", "one_word", "read_only_disk", "read_only_site", "shared_cache", "unclosed_marks", "worker_death",
}  # fmt: skip
"""Rows that take many seconds, for their size or the processes they start: run by `pytest -m slow`, as CI does."""


def rows():
    for case in CASES:
        name = case.run.__name__
        yield pytest.param(case, id=name, marks=[pytest.mark.slow] if name in SLOW else [])


def test_slow_rows_are_rows():
    assert {case.run.__name__ for case in CASES} >= SLOW


@pytest.mark.parametrize("case", list(rows()))
def test_case(case, tmp_path):
    with warnings.catch_warnings():
        case.run(tmp_path)


def test_every_group_has_rows_and_the_docs_show_all():
    shown = table()
    assert {case.group for case in CASES} == set(GROUPS)
    assert shown.count("\n| ") == len(CASES) + 2 * len(GROUPS)
    assert len({case.tried for case in CASES}) == len(CASES)
