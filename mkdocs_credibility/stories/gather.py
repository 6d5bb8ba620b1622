"""From scorecards to stories: candidates, relations, who belongs together, who hangs under whom."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from itertools import combinations, pairwise
from typing import Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.options import page_options
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories.alignment import aligned_spans
from mkdocs_credibility.stories.candidates import candidates
from mkdocs_credibility.stories.descent import Descent, descend
from mkdocs_credibility.stories.direction import direction
from mkdocs_credibility.stories.drift import drifts, oriented
from mkdocs_credibility.stories.profile import Profile, profile
from mkdocs_credibility.stories.relation import FACTS, Measures, kind_of
from mkdocs_credibility.story import DERIVED, Relation, Story

FEW: Final = 12
"""Members up to which every pair of a story is aligned; of a larger one, only versions and what they hang under."""
MANY: Final = 30
HEADS: Final = 3
"""Members up to which every pair is compared; in a larger story, candidates, and everyone with the fullest few."""
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
RARE: Final = 8
RARE_SHARE: Final = 0.01
"""Articles, or their share of the archive, up to which a name or a quote is rare."""
TIED_RUNS: Final = 3
TIED_NAMES: Final = 3
TIED_SHARE: Final = 0.35
TIED_PAIRS: Final = 0.04
"""What makes one story of two independent reports: rare quoted words in a row and rare names, or so many names and
figures, so large a share of all, that chance is out."""


def relate(a: Scorecard, b: Scorecard) -> Relation:
    """How two articles relate; the same kind, similarity and likely source whichever comes first."""
    return _relation(_measures(profile(a), profile(b)), a.article, b.article)


def _measures(x: Profile, y: Profile) -> Measures:
    """Measures of a pair, in an order that does not depend on the caller's."""
    return Measures(*sorted((x, y), key=_rank))


def _rank(p: Profile) -> tuple[str, str]:
    return p.article.key, p.article.content_hash


def _relation(m: Measures, a: Article, b: Article) -> Relation:
    kind, reasons = kind_of(m)
    relation = Relation(a, b, kind, round(m.similarity, 4))
    if kind in DERIVED:
        found = direction(m)
        relation.likely_source = found.source
        reasons = reasons + found.reasons
    relation.reasons = [*reasons]
    return relation


def find(cards: Sequence[Scorecard], references: Sequence[Scorecard] = ()) -> list[Story]:
    """The stories that two or more articles tell, at least one of them not a reference.

    What front matter says wins: articles of one named story belong together whatever their texts share, those of two do
    not, and `story: false` keeps an article out.  The order of the articles changes nothing but the order of
    `Story.articles`; stories stand in the order of their first article.
    """
    everyone = [*cards, *references]
    named = [page_options(card.article.metadata).story for card in everyone]
    profiles = [profile(card) for card in everyone]
    measured: dict[tuple[int, int], tuple[Measures, Relation]] = {}
    for i, j in candidates(profiles):
        if not comparable(profiles[i], profiles[j]) or _kept_apart(named[i], named[j]):
            continue
        m = _measures(profiles[i], profiles[j])
        relation = _relation(m, everyone[i].article, everyone[j].article)
        if relation.kind != "unrelated":
            measured[i, j] = m, relation
    rare = Rarity(profiles)
    tied = [pair for pair in sorted(measured) if rare.tie(*measured[pair])] + _named_pairs(named)
    stories = []
    for group in _groups(len(everyone), tied):
        if all(i >= len(cards) for i in group):
            continue
        name = next((name for i in group if isinstance(name := named[i], str)), None)
        stories.append(_story(group, profiles, measured, len(cards), name))
    return stories


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


def comparable(a: Profile, b: Profile) -> bool:
    """Whether two pages can be versions of each other: a page, its translation and its fallback copy are one page."""
    x, y = a.article.language, b.article.language
    return (not x or not y or x == y) and not _one_page(a.article, b.article)


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
    """How many articles have a name, a figure, a run of quoted words: what much of an archive speaks of ties no two."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.cap = max(RARE, RARE_SHARE * len(profiles))
        self.facts = Counter(fact for p in profiles for fact in p.facts)
        self.spoken = Counter(run for p in profiles for run in p.spoken)

    def tie(self, m: Measures, relation: Relation) -> bool:
        """Whether a relation makes one story of two articles."""
        if relation.kind in DERIVED or relation.kind == "unclear":
            return True
        if relation.kind not in ("same-event", "quotes-only"):
            return False
        facts = sum(1 for f in m.a.facts & m.b.facts if self.facts[f] <= self.cap)
        quoted = sum(1 for run in m.a.spoken & m.b.spoken if self.spoken[run] <= self.cap)
        if quoted >= TIED_RUNS and facts >= TIED_NAMES:
            return True
        return facts >= FACTS and m.fact_share >= TIED_SHARE and m.pairs >= TIED_PAIRS


def _groups(count: int, tied: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Articles tied to each other, each group ascending."""
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in tied:
        x, y = sorted((root(i), root(j)))
        parent[y] = x
    groups: dict[int, list[int]] = {}
    for i in range(count):
        groups.setdefault(root(i), []).append(i)
    return [group for group in groups.values() if len(group) > 1]


def _story(
    group: list[int],
    profiles: list[Profile],
    measured: dict[tuple[int, int], tuple[Measures, Relation]],
    own: int,
    name: str | None,
) -> Story:
    members = [profiles[i] for i in group]
    pairs: dict[tuple[int, int], Measures] = {}
    relations: list[Relation] = []
    heads = set(
        sorted(group, key=lambda i: (not profiles[i].agency, -len(profiles[i].words), _rank(profiles[i])))[:HEADS]
    )
    for i, j in combinations(group, 2):
        if (i, j) in measured:
            m, relation = measured[i, j]
        else:
            if (len(group) > MANY and not heads & {i, j}) or not comparable(profiles[i], profiles[j]):
                continue
            m = _measures(profiles[i], profiles[j])
            relation = _relation(m, profiles[i].article, profiles[j].article)
            if relation.kind == "unrelated":
                continue
        pairs[i, j] = m
        relations.append(relation)
    descent = descend(members, list(pairs.values()), relations)
    for (i, j), relation in zip(pairs, relations, strict=True):
        m = pairs[i, j]
        tied = relation.likely_source is not None and _tied(descent, relation)
        if relation.kind in DERIVED and (tied or len(group) <= FEW):
            relation.aligned = aligned_spans(profiles[i], profiles[j], oriented(m, profiles[i]))
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
    return story


def _tied(descent: Descent, relation: Relation) -> bool:
    """Whether one of the pair hangs under the other."""
    parents = descent.parents
    return parents.get(relation.a.key) is relation.b or parents.get(relation.b.key) is relation.a


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
