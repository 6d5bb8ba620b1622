"""What is wrong with an article's credits, as findings."""

from __future__ import annotations

from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.byline.credits import Reading


def report(card: Scorecard, reading: Reading) -> None:
    """Record the byline dimension's findings on the card."""
    article = card.article
    if (line := reading.dateline) and line.brand:
        start = line.start
        card.add("byline/site-name-as-dateline", article.span(start, start + len(line.brand)), name=line.brand)
