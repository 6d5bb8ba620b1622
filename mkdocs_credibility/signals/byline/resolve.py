"""Which of the names that a page's text, markup and metadata give are its authors.

What readers see outranks what only machines read; names that two places agree on outrank both.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import chain
from typing import Final, NamedTuple

from mkdocs_credibility.signals.byline.bylines import Byline
from mkdocs_credibility.signals.byline.declared import Said
from mkdocs_credibility.signals.byline.lexicon import given_name
from mkdocs_credibility.signals.byline.names import same_person, uncased

_METADATA: Final = ("json-ld", "meta")
_MARKUP: Final = ("rel", "microdata", "class")
_PLACES: Final = {
    "front-matter": "front",
    "theme": "front",
    "rel": "linked",
    "microdata": "linked",
    "class": "styled",
    "json-ld": "graph",
    "meta": "meta",
}
"""Where a source stands on the page, as far as one place counts for another."""


class Resolved(NamedTuple):
    """`authors` as printed, `pseudonyms` whether they are single names, `staff` generic or the page's own
    organisation, `visible` the names that readers see and `metadata` those that only machines read."""

    authors: list[str]
    pseudonyms: bool
    staff: list[str]
    visible: list[str]
    metadata: list[str]


def _merge(*groups: Iterable[str]) -> list[str]:
    """Names of several places, each person once, as printed first (an initial gives way to the full name)."""
    names = list(chain.from_iterable(groups))
    if len(names) < 2:  # as mostly
        return names
    out: list[str] = []
    for name in names:
        for i, known in enumerate(out):
            if same_person(name, known):
                if len(known.split()) == 1 and len(name.split()) > 1:
                    out[i] = name
                break
        else:
            out.append(name)
    return out


def _agree(a: Iterable[str], b: Iterable[str]) -> bool:
    b = list(b)
    return any(same_person(x, y) for x in a for y in b)


def of_this_article(bylines: list[Byline], said: list[Said]) -> list[Byline]:
    """The byline lines without those of other articles that the page teases: where the page shows whom its metadata or
    its markup name, a line behind the text must agree with it, and so must one of several apart from each other."""
    shown = [
        s.name
        for s in said
        if s.visible and (s.source == "rel" or (s.kind == "person" and s.source in (*_METADATA, *_MARKUP)))
    ]
    if not shown:
        return bylines
    marked = [b for b in bylines if b.marked]
    kept = [b for b in marked if _agree((n.text for n in b.names), shown)]
    if kept:
        for b in marked:  # "By Ana Brandt", and in the next line "By Kofi Osei"
            if b not in kept and any(-3 <= b.start - k.end <= 3 for k in kept):
                kept.append(b)
    else:
        kept = [b for b in marked if b.where != "tail"]
    return [b for b in bylines if not b.marked or b in kept]


def resolve(bylines: list[Byline], said: list[Said], *, hidden: bool, alone: Set[str] = frozenset()) -> Resolved:
    """The authors of an article from its byline lines and from what it declares.

    `alone` are the short lines of its head: a name in a script without capitals that stands there is no menu's word.

    `hidden` says whether names count that only the metadata states and the page shows nowhere: those of a news
    article's own markup do, those of a site's head (its owner, the account that published) do not.
    """
    if not (bylines or said):
        return Resolved([], False, [], [], [])
    if any(s.visible and s.source == "json-ld" and s.kind == "person" for s in said):
        said = [s._replace(visible=True) if s.source == "json-ld" else s for s in said]  # one statement, shown in part

    told: dict[tuple[str, str], list[str]] = {}
    seen: dict[tuple[str, str], list[str]] = {}  # of those, what readers see
    for s in said:
        place = (s.kind, _PLACES.get(s.source, ""))
        if s.visible or hidden:
            told.setdefault(place, []).append(s.name)
        if s.visible:
            seen.setdefault(place, []).append(s.name)

    def declared(kind: str, place: str) -> list[str]:
        return _merge(told.get((kind, place), ()))

    def printed(kind: str, marked: bool) -> list[str]:
        return _merge([n.text for b in bylines if b.marked is marked for n in b.names if n.kind == kind])

    def labelled(kind: str) -> list[str]:
        return _merge(printed(kind, True), [s.name for s in said if s.marked and s.kind == kind])

    front, linked, styled = declared("person", "front"), declared("person", "linked"), declared("person", "styled")
    graph, meta = declared("person", "graph"), declared("person", "meta")
    metadata = _merge(seen.get(("person", "graph"), ())) or _merge(seen.get(("person", "meta"), ())) or graph or meta
    marked, bare = labelled("person"), printed("person", False)

    staff = [
        *(n.text for b in bylines for n in b.names if n.kind in ("generic", "organisation")),
        *(s.name for s in said if s.kind in ("generic", "organisation")),
    ]
    visible = _merge(marked, linked, styled)
    authors: list[str] = []
    known = [*graph, *meta]
    if marked and linked and _agree(linked, known) and not _agree(marked, [*linked, *known]):
        marked = []  # somebody else's byline: of a teaser, of another article on the page
    if len(linked) > 1:
        in_text = [*printed("person", True), *bare]
        if _agree(linked, in_text):  # the others are linked from teasers and boxes
            linked = [n for n in linked if _agree([n], [*in_text, *known])]
    if front or marked or linked:
        authors = _merge(front, marked, linked)
        authors = _merge(authors, *(group for group in (graph, styled, bare) if _agree(group, authors)))
    elif styled := [n for n in styled if not uncased(n) or n in alone or _agree([n], known)]:
        authors = _merge(styled, graph) if _agree(styled, [*graph, *meta]) else metadata or styled
    elif metadata:
        authors = _merge(metadata, bare) if _agree(metadata, bare) else metadata
    elif not (labelled("handle") or declared("handle", "linked")):
        authors = bare
    if authors:
        return Resolved(authors, False, staff, visible, _merge(graph, meta))

    handles = {
        "front-matter": declared("handle", "front"),
        "marked": labelled("handle"),
        "linked": declared("handle", "linked"),
        "styled": declared("handle", "styled"),
        "account": [s.name for s in said if s.account and s.visible],
        "graph": seen.get(("handle", "graph"), []),
        "meta": seen.get(("handle", "meta"), []),
    }
    for sure in ("front-matter", "marked", "linked", "account"):
        if handles[sure]:
            return Resolved(handles[sure], True, staff, handles[sure], handles["graph"] or handles["meta"])
    for one in ("graph", "styled", "meta"):  # an account's name needs a second place, or to be a given name
        others = [h for p, hs in handles.items() if p != one and {p, one} != {"graph", "meta"} for h in hs]
        if agreed := [h for h in handles[one] if h in others or (one != "meta" and given_name(h))]:
            return Resolved(agreed, True, staff, agreed, handles["meta"])
    return Resolved([], False, staff, [], [])
