"""The work of reading and assessing grows with the length of a text, on texts made to be hard: twice the text takes
less than two and a half times as long."""

from __future__ import annotations

import pytest
from growth import GENERIC, MOST, fill, growth
from hostile_sites import PARAGRAPHS

from mkdocs_credibility import assess, read_html, read_markdown, read_text

SIZE = 24_000
FLOOR = 0.15
"""Seconds: a cost that grows with the square and is not seen here takes minutes only for a page of many megabytes."""


@pytest.mark.parametrize(("n", "unit"), [*enumerate(GENERIC)][::3], ids=repr)
def test_twice_the_text_takes_about_twice_the_time(n, unit):
    def make(size: int) -> str:
        return f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{fill(unit, size)}\n\n{PARAGRAPHS[2]}"

    read = (read_text, read_markdown, read_html)[n // 3 % 3]
    assert growth(lambda text: assess(read(text)), make, SIZE, FLOOR) < MOST
