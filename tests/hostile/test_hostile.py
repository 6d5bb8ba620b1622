"""The table of hostile input and injected faults, row by row."""

from __future__ import annotations

import warnings

import hostile_faults  # noqa: F401 - fills the table
import hostile_inputs  # noqa: F401 - fills the table
import pytest
from hostile_table import CASES, GROUPS, table


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.run.__name__)
def test_case(case, tmp_path):
    with warnings.catch_warnings():
        case.run(tmp_path)


def test_every_group_has_rows_and_the_docs_show_all():
    shown = table()
    assert {case.group for case in CASES} == set(GROUPS)
    assert shown.count("\n| ") == len(CASES) + 2 * len(GROUPS)
    assert len({case.tried for case in CASES}) == len(CASES)
