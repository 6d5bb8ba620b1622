"""Byline: who an article says it is from, in its text and in its metadata."""

from __future__ import annotations

from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.byline.credits import collect
from mkdocs_credibility.signals.byline.findings import report

__all__ = ["examine", "read_facts"]


def read_facts(card: Scorecard) -> None:
    """Fill the card's authors, contributors, agency, dateline and credits alone: for a page that is not assessed."""
    collect(card)


def examine(card: Scorecard) -> None:
    """Fill the card's authors, contributors, agency, dateline and credits, and record what is wrong with them."""
    report(card, collect(card))
