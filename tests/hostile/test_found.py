"""Everything that fuzzing ever found, and a few inputs of each kind, through the targets it found them with."""

from __future__ import annotations

from pathlib import Path

import hostile_table  # noqa: F401 - knows where the targets are
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets import TARGETS

FOUND = Path(__file__).parent / "found"
INPUTS = sorted(path for path in FOUND.rglob("*") if path.is_file())
DICTIONARY = Path(__file__).parents[2] / "fuzz" / "words.dict"
WORDS = [
    line.strip()[1:-1].encode().decode("unicode_escape").encode("latin-1")
    for line in DICTIONARY.read_text("utf-8").splitlines()
    if line.startswith('"')
]


@pytest.mark.parametrize("path", INPUTS or [None], ids=lambda p: p and f"{p.parent.name}-{p.name}")
def test_what_was_found_holds(path):
    if path is None:
        pytest.skip("fuzzing has found nothing yet")
    TARGETS[path.parent.name](path.read_bytes())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, b" ", b"\n\n", b"Ana Brandt", b"word "]), max_size=80).map(b"".join))
@pytest.mark.parametrize("name", TARGETS)
def test_what_pages_are_made_of_in_any_order(name, data):
    TARGETS[name](data)


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=300))
@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name, data):
    TARGETS[name](data)
