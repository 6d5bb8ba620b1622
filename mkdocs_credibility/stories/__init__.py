"""Who tells whose story: versions found, related, compared, and what the comparison adds to the cards.

The rooms behind these three doors are opened at the first call: what a site with one article never needs is not loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories.memory import Memory
from mkdocs_credibility.story import Feedback, Relation, Story

__all__ = ["Feedback", "Memory", "feedback", "find", "relate"]


def find(
    cards: Sequence[Scorecard], references: Sequence[Scorecard] = (), memory: Memory | None = None
) -> list[Story]:
    """The stories that two or more articles tell, at least one of them not a reference.

    The order of the articles changes nothing but the order of `Story.articles`; stories stand in the order of their
    first article.  With a `memory`, what it knows of the very same cards is not worked out again.
    """
    from mkdocs_credibility.stories import gather

    return gather.find(cards, references, memory)


def relate(a: Scorecard, b: Scorecard, catch_up: Callable[[Scorecard, bool], None] | None = None) -> Relation:
    """How two articles relate; the same kind, similarity and likely source whichever comes first.

    `catch_up` is for cards that have no facts yet: it is called with a card and False for who it credits, and with
    True for the state of its wording, if that may decide the direction.
    """
    from mkdocs_credibility.stories import gather

    return gather.relate(a, b, catch_up)


def feedback(story: Story, cards: Mapping[str, Scorecard]) -> dict[str, Feedback]:
    """What a story shows about each of its members, by `Article.key`; members without anything are left out."""
    from mkdocs_credibility.stories import findings

    return findings.feedback(story, cards)
