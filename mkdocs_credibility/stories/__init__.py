"""Who tells whose story: versions found, related, compared, and what the comparison adds to the cards.

The rooms behind these three doors are opened at the first call: what a site with one article never needs is not loaded.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories.memory import Memory, Neighbours
from mkdocs_credibility.story import Feedback, Relation, Story

if TYPE_CHECKING:
    from mkdocs_credibility.stories.candidates import Fingerprint

__all__ = [
    "Feedback", "Memory", "Neighbours", "feedback", "find", "leads", "leads_bytes", "leads_of", "rare_leads", "relate",
    "sample",
]  # fmt: skip


def find(
    cards: Sequence[Scorecard],
    references: Sequence[Scorecard] = (),
    memory: Memory | None = None,
    neighbours: Neighbours | None = None,
) -> list[Story]:
    """The stories that two or more articles tell, at least one of them not a reference.

    The order of the articles changes nothing but the order of `Story.articles`; stories stand in the order of their
    first article.  With a `memory`, what it knows of the very same cards is not worked out again; with `neighbours`,
    what a search among more articles found of these is not looked for.
    """
    from mkdocs_credibility.stories import gather

    return gather.find(cards, references, memory, neighbours)


def sample(count: int) -> int:
    """One word pair in how many is looked at among so many articles."""
    from mkdocs_credibility.stories import candidates

    return candidates.sample(count)


def leads(card: Scorecard, every: int) -> Fingerprint:
    """What leads from a card's article to others, sampled one in `every`."""
    from mkdocs_credibility.stories import candidates
    from mkdocs_credibility.stories.profile import Profile

    return candidates.fingerprint(Profile(card), every)


def rare_leads(article: Article, spoken: Iterable[int], facts: Iterable[int]) -> Fingerprint:
    """What leads to an article in an archive, of that what is rare there: runs of quoted words, names and figures."""
    from mkdocs_credibility.stories.candidates import Fingerprint

    return Fingerprint((article.key, article.content_hash), array("Q"), array("q", spoken), array("q", facts))


def leads_bytes(found: Fingerprint) -> bytes:
    """What leads to others as bytes, in this machine's order of bytes."""
    marks = (found.pairs, found.spoken, found.facts)
    return b"".join([struct.pack("=3I", *map(len, marks)), *(numbers.tobytes() for numbers in marks)])


def leads_of(data: bytes, article: Article) -> Fingerprint | None:
    """What leads from an article to others, from its bytes; None when they are none of that."""
    from mkdocs_credibility.stories.candidates import Fingerprint

    head = struct.calcsize("=3I")
    if len(data) < head:
        return None
    counts = struct.unpack("=3I", data[:head])
    if len(data) != head + 8 * sum(counts):
        return None
    marks = []
    for kind, count in zip("QqQ", counts, strict=True):
        marks.append(array(kind, data[head : head + 8 * count]))
        head += 8 * count
    return Fingerprint((article.key, article.content_hash), *marks)


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
