"""Who hangs under whom in a story, and whether some share a text that nobody in the set has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.stories.credits import same_person
from mkdocs_credibility.stories.direction import LEAD, direction, name
from mkdocs_credibility.stories.notices import publishers
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.relation import Measures
from mkdocs_credibility.story import DERIVED, Relation

SOURCES: Final = 5
"""Likeliest sources of a story that are asked whether they have a text which two versions share."""
UNSEEN_GRAMS: Final = 50
UNSEEN_SHARE: Final = 0.15
"""Runs of five words, and their share of all that two versions have in common, which the supposed source lacks."""
KEPT: Final = 15
KEPT_SHARE: Final = 0.05
"""Runs of five words of the source, and their share of what two versions have in common, that each of them must have
kept without the other for both to be drawn from a third."""
ALIKE: Final = 1.5
"""Points for a signature that a third version bears as well."""
PHOTOGRAPHS: Final = 2
"""Agency photographs of its own that say a version takes the agency's material at first hand."""
CLOSER: Final = 12
"""Runs of three words by which a version must be the nearer one to be held for the parent."""

_MISSING: Final = Wording(
    "reason.missing", "{share} % of the runs of five words that they share ({missing} of {all}) are not in {source}"
)
_MISSING_OF: Final = Wording(
    "reason.missing-of",
    "{share} % of the runs of five words that {a} and {b} share ({missing} of {all}) are not in {source}",
)
_OUTSIDE: Final = Wording("reason.outside", "{a} shares text with another version that has its source outside this set")
_BY_OTHERS: Final = Wording("reason.by-others", "the other versions show {b} after {a}")
_BOTH_FROM: Final = Wording("reason.both-from", "both are likely drawn from {source}")


@dataclass
class Descent:
    """`parents` by article key; `sources` are keys of articles that others derive from; `unseen` those that share a
    text which is not in the set, `reason` why; `compared` the fuller versions of those without a parent, by key."""

    parents: dict[str, Article] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    unseen: list[Article] = field(default_factory=list)
    reason: Phrase | None = None
    compared: dict[str, list[Article]] = field(default_factory=dict)


def descend(members: Sequence[Profile], measures: Sequence[Measures], relations: Sequence[Relation]) -> Descent:
    """Find parents and unseen sources of a story's members; adjusts the relations' kind and likely source to them."""
    found = Descent()
    derived = [(m, r) for m, r in zip(measures, relations, strict=True) if r.kind in DERIVED]
    links: dict[int, dict[int, Measures]] = {}
    leads: dict[int, float] = {}
    weight: dict[int, float] = {}
    for m, _ in derived:
        for x, y in ((m.a, m.b), (m.b, m.a)):
            links.setdefault(id(x), {})[id(y)] = m
        lead = weight[id(m)] = direction(m).lead + _signed_alike(m, members)
        leads[id(m.a)] = leads.get(id(m.a), 0.0) + max(-10.0, min(10.0, lead))
        leads[id(m.b)] = leads.get(id(m.b), 0.0) - max(-10.0, min(10.0, lead))
    by_id = {id(p): p for p in members}
    order = sorted(
        (p for p in members if id(p) in links),
        key=lambda p: (-leads[id(p)], -len(p.words), p.article.key, p.article.content_hash),
    )
    _find_unseen(found, order, links, relations, weight)
    place = {id(p): n for n, p in enumerate(order)}
    for p in order:
        if p.article in found.unseen:
            continue
        earlier = [by_id[o] for o in links[id(p)] if place[o] < place[id(p)]]
        earlier.sort(key=lambda o: place[id(o)])
        earlier = [o for o in earlier if o.article.key != p.article.key]
        if parent := _parent(p, earlier, links[id(p)], weight):
            found.parents[p.article.key] = parent.article
            found.sources.add(parent.article.key)
    _settle(found, derived)
    for p in order:
        if p.article.key not in found.parents:
            older = [by_id[o] for o in links[id(p)] if place[o] < place[id(p)]]
            fuller = [o for o in older if o.article.key not in found.parents]
            found.compared[p.article.key] = [o.article for o in sorted(fuller, key=lambda o: place[id(o)])]
    return found


def _signed_alike(m: Measures, members: Sequence[Profile]) -> float:
    """Points for the side whose signature a third version bears that another house publishes, if the other's signature
    stands nowhere else: a text keeps its author on most of its ways."""
    borne = [_borne_elsewhere(x, y, members) for x, y in ((m.a, m.b), (m.b, m.a))]
    return ALIKE * (borne[0] - borne[1])


def _borne_elsewhere(p: Profile, other: Profile, members: Sequence[Profile]) -> bool:
    mine, theirs = p.card.authors, other.card.authors
    if not mine or not theirs or any(same_person(x, y) for x in mine for y in theirs):
        return False
    house = set(publishers(p.article))
    return any(
        r is not p and r is not other and house and publishers(r.article) and house.isdisjoint(publishers(r.article))
        and any(same_person(x, y) for x in mine for y in r.card.authors)
        for r in members
    )  # fmt: skip


def _parent(p: Profile, earlier: list[Profile], links: dict[int, Measures], weight: dict[int, float]) -> Profile | None:
    """The version that explains most of the text, among those that the signs allow to be older."""
    best: Profile | None = None
    so_far = frozenset[int]()  # runs that the best so far explains
    for other in earlier:
        clear = _clear(links[id(other)], other, weight)
        if best is None:
            if clear:
                best = other
            continue
        so_far = so_far or p.threes & best.threes
        theirs = p.threes & other.threes
        both = len(so_far & theirs)
        gained, lost = len(theirs) - both, len(so_far) - both
        if gained >= CLOSER and gained > 2 * lost and (clear or _keeps_more(other, p, best)):
            best, so_far = other, theirs
    return best


def _clear(m: Measures, source: Profile, weight: dict[int, float]) -> bool:
    lead = weight[id(m)]
    return lead >= LEAD if m.a is source else lead <= -LEAD


def _keeps_more(other: Profile, p: Profile, root: Profile) -> bool:
    """Whether `other` has kept wording of the root that `p` lost, and hardly the reverse: then `p` comes after it."""
    x, y, top = other.threes, p.threes, root.threes
    return len((x & top) - y) > 3 * len((y & top) - x)


def _find_unseen(
    found: Descent, order: list[Profile], links: dict[int, dict[int, Measures]], relations: Sequence[Relation],
    weight: dict[int, float],
) -> None:  # fmt: skip
    for n, p in enumerate(order):
        for q in order[n + 1 :]:
            if id(q) not in links[id(p)]:
                continue
            shared: frozenset[int] | None = None  # counted for the few pairs that have a source in common
            for source in order[:SOURCES]:
                if source is p or source is q or id(source) not in links[id(p)] or id(source) not in links[id(q)]:
                    continue
                if not all(_clear(links[id(x)][id(source)], source, weight) for x in (p, q)):
                    continue
                shared = p.fives & q.fives if shared is None else shared
                missing = len(shared - source.fives)
                if missing < UNSEEN_GRAMS or missing < UNSEEN_SHARE * len(shared):
                    continue
                if not _apart(p, q, source):
                    continue
                for relation in relations:
                    if {id(relation.a), id(relation.b)} == {id(p.article), id(q.article)}:
                        relation.kind = "common-source"
                        relation.likely_source = None
                        said = {
                            "share": round(100 * missing / len(shared)), "missing": missing, "all": len(shared),
                            "source": name(source.article),
                        }  # fmt: skip
                        relation.reasons = [_MISSING(**said)]
                        both = {"a": name(relation.a), "b": name(relation.b)}
                        found.reason = found.reason or _MISSING_OF(**said, **both)
                found.unseen += [x.article for x in (p, q) if x.article not in found.unseen]


def _apart(p: Profile, q: Profile, source: Profile) -> bool:
    """Whether neither of two versions that share new text is likely to have it from the other.

    Each has kept wording of the source that the other lost; or one has agency photographs which the other has not (it
    takes the agency's material at first hand) and the new text bears no mark of the other's own work.
    """
    kept_p = len((p.fives & source.fives) - q.fives)
    kept_q = len((q.fives & source.fives) - p.fives)
    shared = len(p.fives & q.fives)
    if min(kept_p, kept_q) >= max(KEPT, KEPT_SHARE * shared):
        return True
    first, second = (p, q) if kept_p >= kept_q else (q, p)
    return len(_photographs(second) - _photographs(first)) >= PHOTOGRAPHS and not _own_work(first, source)


def _photographs(p: Profile) -> set[str]:
    return {c.name for c in p.card.credits if c.kind == "photo" and c.agency}


def _own_work(p: Profile, source: Profile) -> bool:
    """Whether what a version has beyond the source is likely its own: somebody signs whom the source does not name."""
    return any(a not in source.card.authors and a not in source.card.contributors for a in p.card.authors)


def _settle(found: Descent, derived: list[tuple[Measures, Relation]]) -> None:
    """Let the relations say what the tree says: a pair of siblings has no source between them."""
    for m, relation in derived:
        a, b = relation.a, relation.b
        if a in found.unseen or b in found.unseen:
            if relation.likely_source is not None:
                other = relation.other(relation.likely_source)
                if other in found.unseen:
                    relation.likely_source = None
                    relation.reasons = [*relation.reasons, _OUTSIDE(a=name(other))]
            continue
        up_a, up_b = _line(a, found), _line(b, found)
        if any(x is b for x in up_a):
            _decide(m, relation, b)
        elif any(x is a for x in up_b):
            _decide(m, relation, a)
        elif up_a and up_b and up_a[-1] is up_b[-1]:
            relation.likely_source = None
            relation.reasons = [*relation.reasons, _BOTH_FROM(source=name(up_a[-1]))]


def _decide(m: Measures, relation: Relation, source: Article) -> None:
    """Name the source that the tree shows; where the pair alone said nothing or the reverse, the reason is the tree."""
    if relation.likely_source is not source:
        alone = direction(m).reasons
        by_others = _BY_OTHERS(a=name(source), b=name(relation.other(source)))
        relation.reasons = [*(r for r in relation.reasons if r not in alone), by_others]
    relation.likely_source = source


def _line(article: Article, found: Descent) -> list[Article]:
    line: list[Article] = []
    parent = found.parents.get(article.key)
    while parent is not None and parent not in line:
        line.append(parent)
        parent = found.parents.get(parent.key)
    return line
