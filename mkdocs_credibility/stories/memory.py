"""What was found of the same cards before, for programs that compare them again whenever one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.story import Feedback, Relation, Story

if TYPE_CHECKING:
    from mkdocs_credibility.stories.candidates import Fingerprint, Search
    from mkdocs_credibility.stories.profile import Profile
    from mkdocs_credibility.stories.relation import Measures

Pair = tuple[Scorecard, Scorecard]
StoryKey = tuple[tuple[int, ...], tuple[tuple[int, int], ...], str | None, int]


class Neighbours(NamedTuple):
    """What a search among many articles found of a few of them: pairs of indices (lower first) that are worth
    comparing, and what leads to each, of names, figures and quoted words only those that are rare among all."""

    pairs: Iterable[tuple[int, int]]
    prints: Sequence[Fingerprint]


class Memory:
    """Fingerprints, relations, stories and their feedback of the round before.

    A card is known by its identity: whoever uses this hands in the very same card as long as nothing in it changed.
    What a round did not use is forgotten in the next.
    """

    def __init__(self) -> None:
        self._profiles: dict[int, Profile] = {}
        self._prints: dict[tuple[int, int], tuple[Scorecard, Fingerprint]] = {}
        self._pairs: dict[tuple[int, int], tuple[Pair, tuple[Measures, Relation] | None]] = {}
        self._search: Search | None = None
        self._stories: dict[StoryKey, tuple[Sequence[Scorecard], Story]] = {}
        self._feedback: dict[int, tuple[Story, dict[str, Feedback]]] = {}

    def begin(self, cards: Sequence[Scorecard]) -> None:
        """Begin a round with these cards."""
        here = {id(card) for card in cards}
        self._profiles = {key: value for key, value in self._profiles.items() if key in here}
        self._prints = {key: value for key, value in self._prints.items() if key[0] in here}
        self._pairs = {key: value for key, value in self._pairs.items() if here.issuperset(key)}
        self._stories = {key: value for key, value in self._stories.items() if here.issuperset(key[0])}
        kept = {id(story) for _, story in self._stories.values()}
        self._feedback = {key: value for key, value in self._feedback.items() if key in kept}

    def profile(self, card: Scorecard) -> Profile:
        """The card's profile: one object as long as the card is there, for relations know their articles by it."""
        if id(card) not in self._profiles:
            from mkdocs_credibility.stories.profile import Profile

            self._profiles[id(card)] = Profile(card)
        return self._profiles[id(card)]

    def fingerprint(self, card: Scorecard, every: int, make: Callable[[], Fingerprint] | None = None) -> Fingerprint:
        """What leads from a card's article to others, sampled one in `every`.  Raises KeyError if nobody can tell."""
        key = id(card), every
        if key not in self._prints and make is not None:
            self.keep_fingerprint(card, every, make())
        return self._prints[key][1]

    def keep_fingerprint(self, card: Scorecard, every: int, found: Fingerprint) -> None:
        """Remember what leads from a card's article to others."""
        self._prints[id(card), every] = card, found

    def candidates(self, prints: Sequence[Fingerprint], every: int) -> list[tuple[int, int]]:
        """Which articles are worth comparing, by what leads to each, sampled one in `every`."""
        from mkdocs_credibility.stories.search_again import search_again

        self._search = search_again(self._search, prints, every)
        return self._search.pairs

    def pair(
        self, a: Scorecard, b: Scorecard, make: Callable[[], tuple[Measures, Relation] | None]
    ) -> tuple[Measures, Relation] | None:
        """How two articles relate; None when they do not."""
        key = id(a), id(b)
        if key not in self._pairs:
            self._pairs[key] = (a, b), make()
        return self._pairs[key][1]

    def story(self, cards: Sequence[Scorecard], key: StoryKey, make: Callable[[], Story]) -> Story:
        """The story of these cards; `key` begins with their identities and says what else decides about it."""
        if key not in self._stories:
            self._stories[key] = cards, make()
        return self._stories[key][1]

    def feedback(self, story: Story, make: Callable[[], dict[str, Feedback]]) -> dict[str, Feedback]:
        """What the story shows about each of its members."""
        if id(story) not in self._feedback:
            self._feedback[id(story)] = story, make()
        return self._feedback[id(story)][1]
