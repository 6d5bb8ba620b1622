"""Many articles in, scorecards and stories out.  `review()` is the one way through, for plugin and command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_credibility import rubric
from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals import attribution, boilerplate, byline, readability, translation

SIGNALS = (byline, attribution, boilerplate, translation, readability)
"""In the order in which they may read what the one before has filled."""


def examine(article: Article) -> Scorecard:
    """What one text alone shows: facts and findings, not yet scored."""
    card = Scorecard(article)
    for signal in SIGNALS:
        signal.examine(card)
    return card


def assess(article: Article) -> Scorecard:
    """One article's scorecard, from its text alone."""
    card = examine(article)
    rubric.score(card)
    return card
