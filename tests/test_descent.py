"""Who hangs under whom in a story, from what its pairs say: with profiles whose runs of words are given as numbers."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from mkdocs_credibility import read_text
from mkdocs_credibility.scorecard import Credit, Scorecard
from mkdocs_credibility.stories.descent import descend
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.relation import Direction, Measures
from mkdocs_credibility.story import Relation


def version(key, fives=(), threes=(), words=100, house=None, **facts):
    """A version with these runs of five and of three words."""
    metadata = {"language": "en"} | ({"publisher": house} if house else {})
    p = Profile(Scorecard(read_text(f"Version {key}.", path=key, metadata=metadata), **facts))
    p.__dict__ |= {"fives": frozenset(fives), "threes": frozenset(threes), "words": [0] * words}
    return p


class Told:
    """What comes of versions and of the leads in their pairs: `leads` has points for the first of each pair of keys."""

    def __init__(self, versions, leads, kinds=None):
        self.versions = {p.article.path: p for p in versions}
        measures, relations = [], []
        for a, b in combinations(versions, 2):
            pair = a.article.path + b.article.path
            lead = leads.get(pair, 0.0)
            source = a.article if lead >= 2 else b.article if lead <= -2 else None
            m = Measures(a, b)
            m.judged = Direction(source, ["what the pair says"], lead)
            measures.append(m)
            kind = (kinds or {}).get(pair, "edited")
            relations.append(Relation(a.article, b.article, kind, 0.9, source, ["shared", *m.judged.reasons]))
        self.found = descend(versions, measures, relations)
        self.relations = {r.a.path + r.b.path: r for r in relations}

    @property
    def parents(self):
        return {key: parent.path for key, parent in self.found.parents.items()}

    @property
    def unseen(self):
        return {article.path for article in self.found.unseen}

    def source(self, pair):
        likely = self.relations[pair].likely_source
        return likely and likely.path

    def reasons(self, pair):
        return [getattr(r, "key", r) for r in self.relations[pair].reasons]


def trees(versions, points, kinds=None):
    """What comes of versions in any order; `points` has the lead of the first of each pair over the second."""
    for order in permutations(versions):
        pairs = list(combinations([v.article.path for v in order], 2))
        leads = {x + y: points.get((x, y), -points.get((y, x), 0)) for x, y in pairs}
        yield Told(list(order), leads, kinds)


# parents --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lead", "parents"), [(2, {"b": "a"}), (1.9, {}), (0, {}), (-1.9, {}), (-2, {"a": "b"})])
def test_a_clear_lead_makes_a_parent(lead, parents):
    told = Told([version("a"), version("b")], {"ab": lead})
    assert told.parents == parents
    assert told.found.sources == set(parents.values())
    assert told.found.reason is None


def test_pairs_that_do_not_derive_are_left_out():
    told = Told([version("a"), version("b")], {"ab": 5}, {"ab": "same-event"})
    assert (told.parents, told.found.compared) == ({}, {})


def test_without_a_parent_the_fuller_versions_are_compared_with():
    for told in trees([version("a", words=50), version("b", words=200), version("c", words=100)], {}):
        compared = {key: [a.path for a in others] for key, others in told.found.compared.items()}
        assert compared == {"b": [], "c": ["b"], "a": ["b", "c"]}


def test_only_versions_without_a_parent_are_compared_with():
    told = Told([version("a", words=200), version("b", words=150), version("c", words=100)], {"ab": 5})
    compared = {key: [a.path for a in others] for key, others in told.found.compared.items()}
    assert told.parents == {"b": "a"}
    assert compared == {"a": [], "c": ["a"]}


def test_one_pair_leads_by_ten_points_at_most():
    """A link (nine points) and a few signs do not outweigh what the other pairs say of the order."""
    for told in trees([version(key) for key in "abd"], {("a", "b"): 30, ("d", "a"): 6}):
        assert told.parents == {"a": "d", "b": "a"}  # fourteen points more would put `a` first
    for told in trees([version(key) for key in "abx"], {("a", "b"): 30, ("x", "a"): 2, ("x", "b"): 3}):
        assert told.parents == {"b": "a"}  # and five less `x`
    losses = {("a", "b"): 30, ("b", "y"): 2, ("v", "y"): 1.9, ("w", "y"): 1.5}
    for told in trees([version(key) for key in "abvwy"], losses):
        assert told.parents == {"b": "a"}  # had it lost five less, `b` would stand before `y`


def test_of_two_clear_sources_the_likelier_comes_first():
    for told in trees([version(key) for key in "abc"], {("a", "b"): 5, ("a", "c"): 5, ("b", "c"): 5}):
        assert told.parents == {"b": "a", "c": "a"}


def copies(gained, lost=0, clear=0.0):
    """`a` is the source of both others; `c` shares with `b` runs that `a` lacks (gained), and the reverse (lost)."""
    common = range(100)
    a = version("a", threes=[*common, *range(500, 500 + lost)])
    b = version("b", threes=[*common, *range(200, 200 + gained)])
    c = version("c", threes=[*common, *range(200, 200 + gained), *range(500, 500 + lost)])
    return Told([a, b, c], {"ab": 5, "ac": 5, "bc": clear})


@pytest.mark.parametrize(
    ("gained", "lost", "parent"),
    [(12, 0, "b"), (11, 0, "a"), (13, 6, "b"), (12, 6, "a"), (30, 15, "a"), (31, 15, "b"), (0, 0, "a")],
)
def test_the_nearer_of_two_sources_is_the_parent(gained, lost, parent):
    told = copies(gained, lost, clear=2)
    assert told.parents == {"b": "a", "c": parent}


def test_an_unclear_nearer_one_is_the_parent_when_it_kept_what_the_other_lost():
    top = range(100)

    def told(kept_by_b, kept_by_c):
        a = version("a", threes=top)
        b = version("b", threes=[*top[:50], *top[50 : 50 + kept_by_b], *range(200, 230)])
        c = version("c", threes=[*top[:50], *top[80 : 80 + kept_by_c], *range(200, 230)])
        return Told([a, b, c], {"ab": 5, "ac": 5, "bc": 0.5}).parents["c"]

    assert told(10, 3) == "b"
    assert told(9, 3) == "a"
    assert told(1, 0) == "b"
    assert told(0, 0) == "a"


# signatures -----------------------------------------------------------------------------------------------------------


def signed(third, house="The Third", first="Ana Brandt", second="Kofi Osei"):
    """The lead of `a` over `b` is half a point; `c` of another house bears a signature."""
    a = version("a", house="The First", authors=[first] if first else [])
    b = version("b", house="The Second", authors=[second] if second else [])
    c = version("c", house=house, authors=[third])
    return Told([a, b, c], {"ab": 0.5, "ac": 0, "bc": 0}).parents


def test_a_signature_that_a_third_house_bears_as_well_counts():
    assert signed("Ana Brandt") == {"b": "a"}
    assert signed("Mira Holm") == {}
    assert signed("Kofi Osei") == {}  # takes a point and a half from the other side: one is no lead
    assert signed("Ana Brandt", house="The First") == {}  # the same house
    assert signed("Ana Brandt", house=None) == {}
    assert signed("Ana Brandt", second="") == {}
    assert signed("Ana Brandt", second="Ana Brandt") == {}


# text that nobody in the set has --------------------------------------------------------------------------------------


def shared(
    missing=50, common=100, *, kept=(15, 15), lead=5, photographs=(0, 0), authors=((), ()), picture=("photo", "AP")
):
    """`b` and `c` share runs with their source `a`, and `missing` ones that it lacks; each `kept` some of its own."""
    runs = [*range(common), *range(1000, 1000 + missing)]
    alone = [range(2000, 2000 + kept[0]), range(3000, 3000 + kept[1])]
    pictures = [
        [Credit(picture[0], f"{key}{n}", None, picture[1]) for n in range(count)]
        for key, count in zip("bc", photographs, strict=True)
    ]
    a = version(
        "a",
        fives=[*range(common), *alone[0], *alone[1], *range(4000, 4100)],
        words=300,
        authors=["Ana Brandt"],
        contributors=["Jon Aske"],
    )
    b, c = (
        version(key, fives=[*runs, *own], credits=given, authors=list(names))
        for key, own, given, names in zip("bc", alone, pictures, authors, strict=True)
    )
    return Told([a, b, c], {"ab": lead, "ac": lead})


@pytest.mark.parametrize(
    ("given", "unseen"),
    [
        ({}, True),
        ({"missing": 49}, False),
        ({"missing": 51, "common": 289, "kept": (20, 20)}, True),  # 15 % of what the two share
        ({"missing": 51, "common": 290, "kept": (20, 20)}, False),
        ({"kept": (14, 15)}, False),
        ({"kept": (15, 14)}, False),
        ({"missing": 400, "common": 100, "kept": (25, 25)}, True),  # 5 % of what the two share
        ({"missing": 400, "common": 100, "kept": (24, 25)}, False),
        ({"lead": 1.9}, False),
        ({"kept": (20, 0), "photographs": (0, 2)}, True),  # the second took the agency's pictures itself
        ({"kept": (20, 0), "photographs": (0, 1)}, False),
        ({"kept": (20, 0), "photographs": (2, 0)}, False),
        ({"kept": (0, 20), "photographs": (2, 0)}, True),
        ({"kept": (0, 0), "photographs": (0, 2)}, True),
        ({"kept": (20, 0), "photographs": (0, 2), "picture": ("photo", None)}, False),  # its own
        ({"kept": (20, 0), "photographs": (0, 2), "picture": ("credit-line", "AP")}, False),  # no pictures
        ({"kept": (20, 0), "photographs": (0, 2), "authors": (("Mira Holm",), ())}, False),  # the first added to it
        ({"kept": (20, 0), "photographs": (0, 2), "authors": (("Ana Brandt",), ())}, True),
        ({"kept": (20, 0), "photographs": (0, 2), "authors": (("Jon Aske",), ())}, True),
    ],
)
def test_two_versions_share_what_their_source_lacks(given, unseen):
    told = shared(**given)
    assert told.unseen == ({"b", "c"} if unseen else set())
    assert told.relations["bc"].kind == ("common-source" if unseen else "edited")
    if unseen:
        assert told.source("bc") is None
        assert told.reasons("bc") == ["reason.missing"]
        assert told.parents == {}


def test_what_is_said_of_the_text_that_nobody_has():
    told = shared()
    (reason,) = told.relations["bc"].reasons
    assert str(reason) == "33 % of the runs of five words that they share (50 of 150) are not in a"
    assert str(told.found.reason) == "33 % of the runs of five words that b and c share (50 of 150) are not in a"
    assert (told.source("ab"), told.source("ac")) == (None, None)
    assert told.reasons("ab") == ["shared", "what the pair says", "reason.outside"]


@pytest.mark.parametrize("pair", ["ab", "ac", "bc"])
def test_a_pair_that_does_not_derive_says_nothing_of_a_text_that_nobody_has(pair):
    versions = list(shared().versions.values())
    assert Told(versions, {"ab": 5, "ac": 5}).unseen == {"b", "c"}
    told = Told(versions, {"ab": 5, "ac": 5}, {pair: "same-event"})
    assert (told.unseen, told.relations[pair].kind) == (set(), "same-event")


def test_what_the_pair_said_of_its_direction_is_withdrawn():
    told = Told(list(shared(150).versions.values()), {"ab": 5, "ac": 5, "bc": 3})
    assert (told.source("bc"), told.reasons("bc")) == (None, ["reason.missing"])
    assert str(told.relations["bc"].reasons[0]).startswith(
        "60 % of the runs of five words that they share (150 of 250)"
    )


@pytest.mark.parametrize(("likelier", "unseen"), [(0, {"b", "c"}), (4, {"b", "c"}), (5, set())])
def test_the_five_likeliest_sources_are_asked(likelier, unseen):
    others = [version(f"f{n}") for n in range(likelier)]
    leads = {"ab": 10, "ac": 10} | {f"f{n}a": 5 for n in range(likelier)}
    assert Told([*others, *shared().versions.values()], leads).unseen == unseen


# what the relations say afterwards ------------------------------------------------------------------------------------


def test_siblings_have_no_source_between_them():
    told = Told([version("a"), version("b"), version("c")], {"ab": 5, "ac": 5, "bc": 1})
    assert told.parents == {"b": "a", "c": "a"}
    assert (told.source("ab"), told.source("ac"), told.source("bc")) == ("a", "a", None)
    assert told.reasons("bc") == ["shared", "what the pair says", "reason.both-from"]
    assert told.reasons("ab") == ["shared", "what the pair says"]


def test_cousins_have_the_root_in_common():
    points = {("a", "b"): 5, ("a", "c"): 5, ("b", "d"): 5, ("c", "d"): 3}
    for told in trees([version(key) for key in "abcd"], points):
        assert told.parents == {"b": "a", "c": "a", "d": "b"}
        (pair,) = [pair for pair in told.relations if set(pair) == {"c", "d"}]
        assert told.source(pair) is None
        assert str(told.relations[pair].reasons[-1]) == "both are likely drawn from a"


@pytest.mark.parametrize("keys", ["abc", "bac", "cba"])
def test_the_tree_outweighs_what_a_pair_alone_says(keys):
    """`c` comes from `b`, and `b` from `a`: so `a` stands before `c`, whatever the two say of each other."""
    runs = {"a": range(100), "b": [*range(100), *range(200, 240)], "c": [*range(90), *range(200, 240)]}
    versions = [version(key, threes=runs[key]) for key in keys]
    points = {("a", "b"): 5, ("b", "c"): 5, ("a", "c"): 0.5}
    leads = {x + y: points.get((x, y), -points.get((y, x), 0)) for x, y in combinations(keys, 2)}
    told = Told(versions, leads)
    assert told.parents == {"b": "a", "c": "b"}
    (pair,) = [p for p in told.relations if set(p) == {"a", "c"}]
    assert told.source(pair) == "a"
    assert told.reasons(pair) == ["shared", "reason.by-others"]
    (said,) = [r for r in told.relations[pair].reasons if getattr(r, "key", "") == "reason.by-others"]
    assert str(said) == "the other versions show c after a"
