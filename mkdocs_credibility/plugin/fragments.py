"""Texts made of a card or a story, kept under all that they are made of: of one edited article one is made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from mkdocs_credibility.cache import digest

if TYPE_CHECKING:
    from mkdocs_credibility.scorecard import Scorecard
    from mkdocs_credibility.span import Span
    from mkdocs_credibility.story import Story

OF_THE_SITE: Final = "boilerplate/repeated-line"
"""The rule that only a look at all articles of a site can tell of."""

Item: TypeAlias = "Scorecard | Story"
Keep = Callable[[str, "Item | Sequence[Item]", Callable[[], str]], str]
"""Gives a text of that kind about a card, a story or several: as it was kept, else as it is made now."""


class Store(Protocol):
    """Where texts are kept."""

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""


def no_keep(_kind: str, _item: Item | Sequence[Item], make: Callable[[], str]) -> str:
    """Keeps nothing."""
    return make()


class Fragments:
    """The texts of one build.

    `context` is a key over what all of them depend on (program, options, theme), `sources` are keys over what each
    article was read from, by its key.
    """

    def __init__(
        self,
        store: Store,
        context: bytes,
        sources: Mapping[str, bytes],
        cards: Sequence[Scorecard],
        stories: Sequence[Story],
    ) -> None:
        self.store = store
        self.context = context
        self.sources = sources
        self.cards = {card.article.key: card for card in cards}
        self.stories = {article.key: story for story in stories for article in story.articles}
        self._states: dict[int, bytes] = {}

    def keep(self, kind: str, item: Item | Sequence[Item], make: Callable[[], str]) -> str:
        """The text of that kind about a card, a story or several of them in that order."""
        items = item if isinstance(item, Sequence) else (item,)
        key = digest(self.context, kind, *map(self.state, items))
        kept = self.store.get(key)
        if kept is not None:
            with suppress(UnicodeDecodeError):  # damaged in a way that no checksum finds: made anew
                return kept.decode("utf-8", "surrogatepass")
        text = make()
        self.store.put(key, text.encode("utf-8", "surrogatepass"))
        return text

    def state(self, item: Item) -> bytes:
        """A key over what is said about an article or a story."""
        key = id(item)
        if key not in self._states:
            from mkdocs_credibility.story import Story

            self._states[key] = self._story(item) if isinstance(item, Story) else self._card(item)
        return self._states[key]

    def _card(self, card: Scorecard) -> bytes:
        key = card.article.key
        story = self.stories.get(key)
        return digest(key, self._alone(key), b"" if story is None else self.state(story))

    def _alone(self, key: str) -> bytes:
        """What an article and its site say, without its story: all else in a card follows from these and options."""
        card = self.cards.get(key)
        if card is None:  # an article of another site: the context knows what these hold
            return b""
        silenced = (s.finding for s in card.silenced)
        of_the_site = [(f.message, f.spans) for f in (*card.findings, *silenced) if f.rule == OF_THE_SITE]
        return digest(self.sources.get(key, b""), repr(of_the_site))

    def _story(self, story: Story) -> bytes:
        members = [(a.key, self._alone(a.key), a.content_hash) for a in story.articles]
        relations = [
            (r.a.key, r.b.key, r.kind, r.similarity, r.likely_source and r.likely_source.key, r.reasons)
            for r in story.relations
        ]
        drifts = [
            (d.kind, d.source.key, d.target.key, d.severity, d.speaker, _place(d.before_span), _place(d.after_span))
            for d in story.drifts
        ]
        parents = sorted((key, parent.key) for key, parent in story.parents.items())
        unseen = (story.unseen_source, story.unseen_reason, [a.key for a in story.unseen_members])
        return digest(
            repr((story.id, story.title, members, sorted(story.reference_keys))),
            repr((relations, drifts, parents, unseen)),
        )


def _place(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)
