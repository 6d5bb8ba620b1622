"""From scorecards to stories: candidates, relations, who belongs together, who hangs under whom."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property, partial
from hashlib import blake2b
from itertools import chain, combinations, pairwise
from operator import itemgetter
from typing import Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.options import page_options
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories.alignment import aligned_places
from mkdocs_credibility.stories.candidates import TIED_NAMES, Fingerprint, fingerprint, rare_cap, sample
from mkdocs_credibility.stories.descent import Descent, descend
from mkdocs_credibility.stories.direction import CatchUp, direction
from mkdocs_credibility.stories.drift import drifts, oriented
from mkdocs_credibility.stories.lexicon import ALPHABET
from mkdocs_credibility.stories.memory import Memory, Neighbours
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.relation import FACTS, Measures, kind_of
from mkdocs_credibility.story import DERIVED, AlignedSentences, Relation, Story

KEPT: Final = 600
"""Profiles that are kept whole at a time."""
SIDES: Final = 3
"""Pairs that are put side by side in a story in which no version has a parent."""
MANY: Final = 30
HEADS: Final = 3
"""Members up to which every pair is compared; in a larger story, candidates, and everyone with the fullest few."""
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
TIED_RUNS: Final = 3
TIED_SHARE: Final = 0.35
TIED_PAIRS: Final = 0.04
"""What makes one story of two independent reports: rare quoted words in a row and rare names, or so many names and
figures, so large a share of all, that chance is out."""


def relate(a: Scorecard, b: Scorecard, catch_up: CatchUp | None = None) -> Relation:
    """How two articles relate; the same kind, similarity and likely source whichever comes first.

    The cards need no facts: `catch_up` is asked for those that the direction of copying is judged by, if it comes to
    that.
    """
    ALPHABET.tidy()
    return _relation(_measures(Profile(a), Profile(b)), a.article, b.article, catch_up)


def _measures(x: Profile, y: Profile) -> Measures:
    """Measures of a pair, in an order that does not depend on the caller's."""
    first, second = sorted((x, y), key=_rank)
    return Measures(first, second)


def _rank(p: Profile) -> tuple[str, str]:
    return p.article.key, p.article.content_hash


def _relation(m: Measures, a: Article, b: Article, catch_up: CatchUp | None = None) -> Relation:
    kind, reasons = kind_of(m)
    relation = Relation(a, b, kind, round(m.similarity, 4))
    if kind in DERIVED:
        found = direction(m, catch_up)
        relation.likely_source = found.source
        reasons = reasons + found.reasons
    relation.reasons = [*reasons]
    return relation


class Shelf:
    """The profiles of a review: as many as fit are kept whole, of the others only what they are made from."""

    def __init__(self, cards: Sequence[Scorecard], memory: Memory) -> None:
        self.cards = cards
        self.prints: Sequence[Fingerprint] = ()
        self.memory = memory
        self.profiles: dict[int, Profile] = {}
        self.open: dict[int, None] = {}

    def __getitem__(self, index: int) -> Profile:
        found = self.profiles.get(index)
        if found is None:
            found = self.profiles[index] = self.memory.profile(self.cards[index])
        if self.prints and index not in self.open:
            found.know(self.prints[index].spoken, self.prints[index].facts)
        self.open.pop(index, None)
        self.open[index] = None
        if len(self.open) > KEPT:
            oldest = next(iter(self.open))
            del self.open[oldest]
            self.profiles[oldest].forget()
        return found

    def forget(self, indices: Sequence[int]) -> None:
        """Let go of what was made of some articles."""
        for index in indices:
            if index in self.profiles:
                self.open.pop(index, None)
                self.profiles[index].forget()


def find(
    cards: Sequence[Scorecard],
    references: Sequence[Scorecard] = (),
    memory: Memory | None = None,
    neighbours: Neighbours | None = None,
) -> list[Story]:
    """The stories that two or more articles tell, at least one of them not a reference.

    What front matter says wins: articles of one named story belong together whatever their texts share, those of two do
    not, and `story: false` keeps an article out.  The order of the articles changes nothing but the order of
    `Story.articles`; stories stand in the order of their first article.  With a `memory`, what it knows of the very
    same cards is not worked out again; with `neighbours`, what a search among more articles found is not looked for.
    """
    memory = memory or Memory()
    everyone = [*cards, *references]
    named = [page_options(card.article.metadata).story for card in everyone]
    memory.begin(everyone)
    shelf = Shelf(everyone, memory)
    searched_elsewhere = neighbours is not None
    if neighbours is None:
        every = sample(len(everyone))
        prints = [memory.fingerprint(card, every, partial(_print, shelf, i, every)) for i, card in enumerate(everyone)]
        neighbours = Neighbours(memory.candidates(prints, every), prints)
        shelf.prints = prints
    by_name = _named_pairs(named)
    worth = [
        (i, j)
        for i, j in neighbours.pairs
        if not _kept_apart(named[i], named[j]) and comparable(everyone[i].article, everyone[j].article)
    ]
    rare = Rarity(neighbours.prints, worth, rare_alone=searched_elsewhere)
    leading: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in worth:
        leading[pair[0]].append(pair)
    told: list[tuple[int, Story]] = []
    # One knot of articles after the other, so that what is made of an article is made once and not kept for long.
    for knot in _groups(range(len(everyone)), [*worth, *by_name]):
        ALPHABET.tidy()  # profiles of the knot before are forgotten
        measured: dict[tuple[int, int], tuple[Measures, Relation]] = {}
        for i, j in sorted(pair for index in knot for pair in leading.get(index, ())):
            found = memory.pair(everyone[i], everyone[j], partial(_related, shelf, i, j))
            if found is not None:
                measured[i, j] = found
        tied = [pair for pair, found in measured.items() if rare.tie(pair, *found)]
        inside = set(knot)
        for group in _groups(knot, tied + [pair for pair in by_name if inside.issuperset(pair)]):
            if all(i >= len(cards) for i in group):
                continue
            name = next((name for i in group if isinstance(name := named[i], str)), None)
            members = [everyone[i] for i in group]
            place = {i: n for n, i in enumerate(group)}
            key = (
                tuple(map(id, members)),
                tuple((place[i], place[j]) for i, j in measured if i in place and j in place),
                name,
                sum(i < len(cards) for i in group),
            )
            make = partial(_story, group, shelf, measured, len(cards), name)
            told.append((group[0], memory.story(members, key, make)))
        shelf.forget(knot)
    return [story for _, story in sorted(told, key=itemgetter(0))]


def _print(shelf: Shelf, i: int, every: int) -> Fingerprint:
    return fingerprint(shelf[i], every)


def _related(shelf: Shelf, i: int, j: int) -> tuple[Measures, Relation] | None:
    """How two articles relate; None when they do not."""
    m = _measures(shelf[i], shelf[j])
    relation = _relation(m, shelf.cards[i].article, shelf.cards[j].article)
    return None if relation.kind == "unrelated" else (m, relation)


def _kept_apart(a: str | bool | None, b: str | bool | None) -> bool:
    """Whether front matter says that two articles do not tell one story."""
    return a is False or b is False or (isinstance(a, str) and isinstance(b, str) and a != b)


def _named_pairs(named: Sequence[str | bool | None]) -> list[tuple[int, int]]:
    """Pairs that tie the articles of each named story together."""
    groups: dict[str, list[int]] = {}
    for index, name in enumerate(named):
        if isinstance(name, str):
            groups.setdefault(name, []).append(index)
    return [pair for group in groups.values() for pair in pairwise(group)]


def comparable(a: Article, b: Article) -> bool:
    """Whether two pages can be versions of each other: a page, its translation and its fallback copy are one page."""
    x, y = a.language, b.language
    return (not x or not y or x == y) and not _one_page(a, b)


def _one_page(a: Article, b: Article) -> bool:
    """Whether two paths differ in nothing but the language: "de/news/x.md" and "news/x.md", "x.de.md" and "x.md"."""
    if not a.path or not b.path or a.path == b.path:
        return False
    paths = []
    for path in (a.path, b.path):
        *folders, file = path.replace("\\", "/").split("/")
        stem, _, ending = file.partition(".")
        locale, _, rest = ending.partition(".")
        paths.append(
            (
                [f for f in folders if not _LOCALE.fullmatch(f)],
                stem,
                rest if rest and _LOCALE.fullmatch(locale) else ending,
            )
        )
    return paths[0] == paths[1]


class Rarity:
    """Which names, figures and quoted words few articles have: what much of an archive speaks of ties no two.

    Asked about what the articles of some pairs share alone.  `rare_alone`: the prints hold nothing else.
    """

    def __init__(
        self, prints: Sequence[Fingerprint], pairs: Sequence[tuple[int, int]], *, rare_alone: bool = False
    ) -> None:
        self.prints = prints
        self.pairs = pairs
        self.rare_alone = rare_alone

    @cached_property
    def facts(self) -> Callable[[int], bool]:
        """Whether a name or figure is rare; counted when the first pair asks, for most sites have none that does."""
        return self._rare([p.facts for p in self.prints])

    @cached_property
    def spoken(self) -> Callable[[int], bool]:
        """Whether a run of quoted words is rare."""
        return self._rare([p.spoken for p in self.prints])

    def _rare(self, marks: Sequence[array[int]]) -> Callable[[int], bool]:
        if self.rare_alone:
            return lambda _: True
        shared = set[int]().union(*[set(marks[i]).intersection(marks[j]) for i, j in self.pairs])
        often = Counter(chain.from_iterable(map(shared.intersection, marks)))
        cap = rare_cap(len(marks))
        return lambda mark: often[mark] <= cap

    def tie(self, pair: tuple[int, int], m: Measures, relation: Relation) -> bool:
        """Whether a relation makes one story of two articles."""
        if relation.kind in DERIVED or relation.kind == "unclear":
            return True
        if relation.kind not in ("same-event", "quotes-only"):
            return False
        a, b = (self.prints[i] for i in pair)
        facts = sum(map(self.facts, set(a.facts).intersection(b.facts)))
        quoted = sum(map(self.spoken, set(a.spoken).intersection(b.spoken)))
        if quoted >= TIED_RUNS and facts >= TIED_NAMES:
            return True
        return facts >= FACTS and m.fact_share >= TIED_SHARE and m.pairs >= TIED_PAIRS


def _groups(indices: Sequence[int], tied: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Articles tied to each other, of some in ascending order: each group ascending."""
    parent = {i: i for pair in tied for i in pair}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in tied:
        x, y = sorted((root(i), root(j)))
        parent[y] = x
    groups: dict[int, list[int]] = {}
    for i in indices:
        if i in parent:
            groups.setdefault(root(i), []).append(i)
    return [group for group in groups.values() if len(group) > 1]


def _story(
    group: list[int],
    shelf: Shelf,
    measured: dict[tuple[int, int], tuple[Measures, Relation]],
    own: int,
    name: str | None,
) -> Story:
    profiles = {i: shelf[i] for i in group}
    members = list(profiles.values())
    pairs: dict[tuple[int, int], Measures] = {}
    relations: list[Relation] = []
    heads = set(
        sorted(group, key=lambda i: (not profiles[i].agency, -len(profiles[i].words), _rank(profiles[i])))[:HEADS]
    )
    for i, j in combinations(group, 2):
        if (i, j) in measured:
            m, found = measured[i, j]
            relation = copy(found)  # what this story says of the pair, another round's may not
        else:
            if (len(group) > MANY and not heads & {i, j}) or not comparable(profiles[i].article, profiles[j].article):
                continue
            m = _measures(profiles[i], profiles[j])
            relation = _relation(m, profiles[i].article, profiles[j].article)
            if relation.kind == "unrelated":
                continue
        pairs[i, j] = m
        relations.append(relation)
    descent = descend(members, list(pairs.values()), relations)
    first = _first(members, descent)
    title = _title(first)
    story = Story(
        _slug(name) or f"{_slug(title)}-{_short_hash(first.article.key)}".lstrip("-"),
        title,
        [p.article for p in members],
        relations,
        parents=descent.parents,
        unseen_source=bool(descent.unseen),
        unseen_reason=descent.reason,
        unseen_members=[p.article for p in members if p.article in descent.unseen],
        reference_keys=frozenset(profiles[i].article.key for i in group if i >= own),
    )
    story.drifts = drifts(story, members, list(pairs.values()), descent)
    shown = _shown(story)
    for (i, j), relation in zip(pairs, relations, strict=True):
        if relation in shown:
            one, two = profiles[i], profiles[j]
            places = aligned_places(one, two, oriented(pairs[i, j], one))
            relation.aligned = AlignedSentences(one.article, two.article, places)
    return story


def _shown(story: Story) -> set[Relation]:
    """The relations whose texts are put side by side: of each version to its parent and to what it was compared with;
    where no version has a parent, of the likest few."""
    derived = [r for r in story.relations if r.kind in DERIVED]
    drifted = {frozenset((id(d.source), id(d.target))) for d in story.drifts}
    shown = {
        r
        for r in derived
        if story.parent_of(r.a) is r.b or story.parent_of(r.b) is r.a or frozenset((id(r.a), id(r.b))) in drifted
    }
    if story.parents:
        return shown
    return shown | set(sorted(derived, key=lambda r: (-r.similarity, *sorted((r.a.key, r.b.key))))[:SIDES])


def _first(members: list[Profile], descent: Descent) -> Profile:
    """The version that stands for the story: a likely source if any, else the fullest of those that hang under none."""
    roots = [p for p in members if p.article.key not in descent.parents]
    return min(roots or members, key=lambda p: (p.article.key not in descent.sources, -len(p.words), _rank(p)))


def _slug(text: str | None) -> str:
    """A text as a part of an address; empty for one without letters that addresses carry plainly."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:48].strip("-")


def _short_hash(key: str) -> str:
    """Six hex digits that keep two stories of one title apart; the same as long as the source is called the same."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


def _title(best: Profile) -> str:
    if best.article.title:
        return best.article.title
    for block in best.article.blocks:
        if block.kind == "heading":
            return best.article.prose[block.prose_start : block.prose_end]
    if best.statements:
        first = best.statements[0]
        words = best.article.prose[first.start : first.end].split()
        return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return best.article.key
