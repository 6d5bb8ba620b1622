"""A report: a line a page, for a wall screen."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_credibility.pipeline import Review


def report(review: Review, *, file_of: Callable[[str], str]) -> str:
    """The review as text; `file_of` leads from an article's key to its file."""
    lines = [
        f"{'--' if card.score is None else int(card.score):>3} {file_of(card.article.key)}" for card in review.cards
    ]
    return "\n".join(lines) + "\n"
