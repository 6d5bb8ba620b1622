from __future__ import annotations

from mkdocs_credibility.scorecard import Scorecard


def examine(card: Scorecard) -> None:
    """(to be written)"""
