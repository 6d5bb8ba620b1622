"""Of the pairs of articles that derive from one text, how many are found without comparing all with all."""

from __future__ import annotations

import tempfile
from itertools import combinations
from pathlib import Path

from benchmarks.make_site import make_site


def recall(count: int) -> tuple[int, int, int]:
    """All pairs of so many articles, how many of the related ones were found, and how many there are."""
    from mkdocs_credibility import read_markdown, stories
    from mkdocs_credibility.examining import examine
    from mkdocs_credibility.stories.candidates import candidates
    from mkdocs_credibility.story import DERIVED

    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder), count, length=400, seed=2)
        files = sorted(Path(folder, "docs").rglob("*/*.md"))
        cards = [examine(read_markdown(p.read_text("utf-8"), path=p.name)) for p in files]
    every = stories.sample(1000)  # as sparse as on a site of a thousand
    found = set(candidates([stories.leads(card, every) for card in cards], every))
    pairs = list(combinations(range(len(cards)), 2))
    related = [(i, j) for i, j in pairs if stories.relate(cards[i], cards[j]).kind in DERIVED]
    return len(pairs), sum(pair in found for pair in related), len(related)
