"""The registry: ids that read well and lead to the dimension, and nothing left out."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from mkdocs_credibility import rules
from mkdocs_credibility.scorecard import DIMENSIONS

EVERY = list(rules.every())
SOURCES = "\n".join(
    p.read_text("utf-8")
    for p in (Path(__file__).parents[1] / "mkdocs_credibility").rglob("*.py")
    if p.parent.name != "rules"
)
CASES = [yaml.safe_load(p.read_text("utf-8")) for p in (Path(__file__).parent / "golden").rglob("*.yml")]
FIRES = {finding[0] for case in CASES for finding in case.get("findings") or ()}
PASSES = {rule for case in CASES for rule in case.get("not") or ()}


@pytest.mark.parametrize("rule", EVERY, ids=lambda r: r.id)
def test_a_rule_is_whole(rule):
    assert re.fullmatch(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert rule.dimension in DIMENSIONS
    assert rule.severity in ("info", "low", "medium", "high")
    assert rule.owner in ("publisher", "ingest", "agency")
    assert rule.example
    for text in (rule.title, rule.message, rule.rationale, rule.source, rule.fix, *rule.example):
        assert text.strip()
    assert rule.message[0] in "“{" or rule.message[0].isupper(), "a message is a sentence"
    assert rule.message.rstrip("”").endswith((".", "}")), "a message is a sentence"
    assert not re.search(r"plagiar|fake|theft|stole", f"{rule.title} {rule.message} {rule.rationale}", re.IGNORECASE)


@pytest.mark.parametrize("rule", EVERY, ids=lambda r: r.id)
def test_a_rule_is_used(rule):
    assert f'"{rule.id}"' in SOURCES


@pytest.mark.parametrize("rule", EVERY, ids=lambda r: r.id)
def test_a_rule_has_a_failing_and_a_passing_golden_case(rule):
    """One text that sets the rule off, and one that comes close to it and does not (see test_golden.py)."""
    assert rule.id in FIRES
    assert rule.id in PASSES


def test_golden_cases_name_rules_that_exist():
    assert {rules.get(name).id for name in FIRES | PASSES} == FIRES | PASSES


def test_ids_and_aliases_are_unique():
    names = [name for rule in EVERY for name in (rule.id, *rule.aliases)]
    assert len(names) == len(set(names))


def test_unknown_rule_is_answered_with_the_nearest():
    with pytest.raises(rules.UnknownRuleError) as caught:
        rules.get("byline/byline-mising")
    first, second, third = caught.value.suggestions
    assert (
        str(caught.value) == f"no rule is called 'byline/byline-mising'; did you mean {first} or {second} or {third}?"
    )
    assert first == "byline/byline-missing"
    assert caught.value.rule_id == "byline/byline-mising"


def test_what_is_like_no_rule_is_answered_without_a_guess():
    for name in ("xyz", "house-style"):
        with pytest.raises(rules.UnknownRuleError) as caught:
            rules.get(name)
        assert str(caught.value) == f"no rule is called {name!r}"


def made(rule_id, **more):
    text = dict.fromkeys(("title", "message", "rationale", "source", "fix"), "x")
    return rules.Rule(rule_id, "low", "publisher", **text, **more)


def test_a_rule_is_of_one_text_unless_it_says_otherwise():
    rule = made("byline/house/style")
    assert (rule.compared, rule.aliases, rule.dimension) == (False, (), "byline")


def test_a_sites_own_rules_are_found_by_their_ids_alone():
    own = {"byline/house-style": made("byline/house-style")}
    assert rules.get("byline/house-style", own) is own["byline/house-style"]
    assert rules.get("byline/byline-missing", own).id == "byline/byline-missing"
    assert rules.built_in("byline/byline-missing")
    assert not rules.built_in("byline/house-style")
    with pytest.raises(rules.UnknownRuleError, match="did you mean byline/house-style"):
        rules.get("byline/house-stile", own)


def test_every_rule_by_dimension_a_sites_own_after_those_of_theirs():
    own = {"byline/house-style": made("byline/house-style"), "attribution/x": made("attribution/x")}
    listed = [rule.id for rule in rules.every(own)]
    assert [rule.id for rule in rules.every()] == [name for name in listed if name not in own]
    assert list(dict.fromkeys(name.split("/")[0] for name in listed)) == [*DIMENSIONS]
    byline = [name for name in listed if name.startswith("byline/")]
    assert (byline[-1], listed.index("attribution/x")) == (
        "byline/house-style", max(i for i, name in enumerate(listed) if name.startswith("attribution/")),
    )  # fmt: skip


@pytest.fixture
def bring(monkeypatch):
    """Have other packages bring rules: `bring(name=[rule, ...])`."""

    def bringing(**packages):
        entries = {name: f"signals {name!r} of package" for name in packages}
        loaded = {name: SimpleNamespace(RULES=given) if given else object() for name, given in packages.items()}
        monkeypatch.setattr(rules.extensions, "installed", lambda kind: entries if kind == "signals" else {})
        monkeypatch.setattr(rules.extensions, "loaded", lambda kind: loaded if kind == "signals" else {})
        rules._registry.cache_clear()

    yield bringing
    rules._registry.cache_clear()


def test_rules_that_packages_bring_are_rules(bring):
    bring(extras=[made("byline/brought"), made("attribution/brought")], quiet=None)
    assert rules.get("byline/brought").id == "byline/brought"
    assert rules.built_in("attribution/brought")
    assert {rule.id for rule in rules.every()} >= {"byline/brought", "attribution/brought", EVERY[0].id}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "byline/byline-missing",
            "byline/x",
            "signals 'a' of package: there is a rule 'byline/byline-missing' already",
        ),
        ("byline/x", "byline/x", "signals 'b' of package: there is a rule 'byline/x' already"),
        ("byline/x", "truth/x", "signals 'b' of package: 'truth/x' begins with none of the dimensions"),
    ],
)
def test_rules_that_packages_bring_take_no_others_place(bring, first, second, said):
    bring(a=[made(first)], b=[made(second)])
    with pytest.raises(rules.extensions.ExtensionError) as caught:
        rules.get("byline/x")
    assert str(caught.value) == said
