"""Points: tied to findings, never earned, and worth less the less the publisher had to do with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_credibility import read_text, rubric
from mkdocs_credibility.scorecard import DIMENSIONS, Finding, Scorecard

SEVERITIES = ["info", "low", "medium", "high"]
OWNERS = ["publisher", "ingest", "agency"]
ARTICLE = read_text("One line.")


def make(dimension, rule, severity, owner, confidence, compared):
    reference = ARTICLE if compared else None
    return Finding(f"{dimension}/{rule}", dimension, severity, owner, "m", confidence=confidence, reference=reference)


findings = st.builds(
    make,
    st.sampled_from(DIMENSIONS),
    st.sampled_from("abc"),
    st.sampled_from(SEVERITIES),
    st.sampled_from(OWNERS),
    st.floats(0, 1),
    st.booleans(),
)


def scored(found, not_assessed=None):
    card = Scorecard(ARTICLE, findings=list(found), not_assessed=not_assessed or {})
    rubric.score(card)
    return card


def test_nothing_found_is_a_full_score():
    card = scored([])
    assert card.score == 100
    assert card.band == "clear"
    assert sum(r.weight for r in card.dimensions.values()) == pytest.approx(1)


@given(st.lists(findings, max_size=30))
def test_every_point_lost_is_tied_to_a_finding(found):
    card = scored(found)
    for result in card.dimensions.values():
        lost = sum(d.points for d in result.deductions)
        assert result.score == pytest.approx(max(0, 100 - lost), abs=0.06)
        assert all(d.finding in found and d.points > 0 for d in result.deductions)
    assert 0 <= card.score <= 100


@given(st.lists(findings, max_size=20), findings)
def test_a_finding_more_never_raises_the_score(found, extra):
    assert scored([*found, extra]).score <= scored(found).score + 1e-9


@given(st.lists(findings, max_size=20), st.randoms())
def test_order_of_findings_is_irrelevant(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert scored(shuffled).score == scored(found).score


@pytest.mark.parametrize(("severity", "dimension"), [*product(SEVERITIES[1:], DIMENSIONS)])
def test_ingest_damage_weighs_next_to_nothing(severity, dimension):
    finding = Finding(f"{dimension}/x", dimension, severity, "publisher", "m")
    ours, theirs = scored([finding]), scored([replace(finding, owner="ingest")])
    assert 100 - theirs.score < (100 - ours.score) / 10


def test_a_comparison_outranks_what_one_text_shows():
    alone = Finding("translation/x", "translation", "medium", "publisher", "m")
    assert scored([replace(alone, reference=ARTICLE)]).score < scored([alone]).score


def test_info_costs_nothing():
    assert scored([Finding("byline/x", "byline", "info", "publisher", "m")] * 50).score == 100


def test_a_dimension_not_assessed_leaves_its_share_to_the_others():
    finding = Finding("byline/x", "byline", "high", "publisher", "m")
    card = scored([finding], {"translation": "no data for Finnish"})
    assert card.dimensions["translation"].score is None
    assert card.dimensions["translation"].reason == "no data for Finnish"
    rest = [card.dimensions[d] for d in DIMENSIONS if d != "translation"]
    assert sum(r.weight for r in rest) == pytest.approx(1)
    assert card.score == pytest.approx(sum(r.weight * r.score for r in rest), abs=0.06)


def test_nothing_assessed_is_no_score():
    card = scored([], dict.fromkeys(DIMENSIONS, "too short"))
    assert (card.score, card.band, card.band_reason) == (None, "not-assessed", "too short")


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (100, "clear"),
        (90, "clear"),
        (89.9, "minor"),
        (75, "minor"),
        (74.9, "notable"),
        (50, "notable"),
        (49.9, "serious"),
        (0, "serious"),
        (None, "not-assessed"),
    ],
)
def test_bands(score, band):
    assert rubric.band_of(score) == band


def one(dimension, rule, severity, owner="publisher", **more):
    return Finding(f"{dimension}/{rule}", dimension, severity, owner, "m", **more)


def costs(*found):
    return [d.points for d in rubric.deductions(found)]


@pytest.mark.parametrize(
    ("severity", "owner", "compared", "cost"),
    [
        ("low", "publisher", False, 4),
        ("medium", "publisher", False, 10),
        ("high", "publisher", False, 20),
        ("high", "publisher", True, 30),
        ("high", "agency", False, 5),
        ("high", "agency", True, 7.5),
        ("high", "ingest", False, 1),
        ("low", "ingest", False, 0.2),
    ],
)
def test_what_one_finding_costs(severity, owner, compared, cost):
    """The published prices: a change of them is a change of every score, and is meant to be noticed here."""
    finding = one("byline", "x", severity, owner, reference=ARTICLE if compared else None)
    assert costs(finding) == [cost]
    assert costs(replace(finding, confidence=0.5)) == [cost / 2]
    assert scored([finding]).dimensions["byline"].score == 100 - cost


@pytest.mark.parametrize(
    ("severity", "compared", "most"),
    [("low", False, 12), ("medium", False, 30), ("high", False, 60), ("low", True, 18), ("high", True, 90)],
)
def test_a_rule_costs_no_more_than_its_cap(severity, compared, most):
    finding = one("byline", "x", severity, reference=ARTICLE if compared else None)
    assert sum(costs(*[finding] * 40)) == most
    assert scored([finding] * 40).dimensions["byline"].score == 100 - most
    assert sum(costs(*[finding] * 40, one("byline", "y", "low"))) == most + 4, "another rule has a cap of its own"


def test_info_is_no_deduction_at_all():
    assert rubric.points(one("byline", "x", "info")) == 0
    assert costs(one("byline", "x", "info")) == []


def test_the_worst_finding_of_a_rule_sets_its_cap_and_comes_first():
    low, high = one("byline", "x", "low"), one("byline", "x", "high")
    assert costs(low, low, low, high) == [20, 4, 4, 4]


def test_points_have_two_decimals_and_scores_one():
    finding = one("byline", "x", "low", confidence=1 / 3)
    assert costs(finding) == [1.33]
    card = scored([finding])
    assert (card.dimensions["byline"].score, card.score) == (98.7, 99.7)


def test_a_dimension_does_not_fall_under_nothing_and_no_other_pays():
    card = scored([one("byline", name, "high") for name in "abcdef"])
    assert {d: r.score for d, r in card.dimensions.items()} == {
        "attribution": 100, "byline": 0, "boilerplate": 100, "translation": 100,
    }  # fmt: skip
    assert card.dimensions["byline"].band == "serious"
    assert card.dimensions["attribution"].deductions == []


@pytest.mark.parametrize(
    ("dimension", "total"), [("attribution", 94), ("byline", 95), ("boilerplate", 97), ("translation", 94)]
)
def test_each_dimension_has_its_published_share_of_the_total(dimension, total):
    assert scored([one(dimension, "x", "high")]).score == total


def test_scoring_a_copy_leaves_the_first_as_it_was():
    first = scored([])
    second = replace(first, findings=[one("byline", "x", "high")])
    rubric.score(second)
    assert (first.dimensions["byline"].score, second.dimensions["byline"].score) == (100, 80)


def test_the_worked_example_of_the_docs():
    found = [
        one("byline", "a", "medium"),
        one("boilerplate", "b", "low"),
        one("boilerplate", "c", "low", "ingest"),
    ]
    card = scored(found)
    assert (card.dimensions["byline"].score, card.dimensions["boilerplate"].score) == (90, 95.8)
    assert (card.score, card.band) == (96.9, "clear")
    assert scored(found, {"translation": "no data"}).score == 95.5
