"""The registry: ids that read well and lead to the dimension, and nothing left out."""

from __future__ import annotations

import re
from pathlib import Path

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
    with pytest.raises(rules.UnknownRuleError, match=r"did you mean byline/byline-missing"):
        rules.get("byline/byline-mising")
