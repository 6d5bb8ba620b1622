"""The registry: ids that read well and lead to the dimension, and nothing left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_credibility import rules
from mkdocs_credibility.scorecard import DIMENSIONS

EVERY = list(rules.every())
SOURCES = "\n".join(
    p.read_text("utf-8")
    for p in (Path(__file__).parents[1] / "mkdocs_credibility").rglob("*.py")
    if p.parent.name != "rules"
)
GOLDEN = "\n".join(p.read_text("utf-8") for p in (Path(__file__).parent / "golden").rglob("*.yml"))


@pytest.mark.parametrize("rule", EVERY, ids=lambda r: r.id)
def test_a_rule_is_whole(rule):
    assert re.fullmatch(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert rule.dimension in DIMENSIONS
    assert rule.severity in ("info", "low", "medium", "high")
    assert rule.owner in ("publisher", "ingest", "agency")
    for text in (rule.title, rule.message, rule.rationale, rule.source, rule.fix):
        assert text.strip()
    assert rule.message[0] in "“{" or rule.message[0].isupper(), "a message is a sentence"
    assert rule.message.rstrip("”").endswith((".", "}")), "a message is a sentence"
    assert not re.search(r"plagiar|fake|theft|stole", f"{rule.title} {rule.message} {rule.rationale}", re.IGNORECASE)


@pytest.mark.parametrize("rule", EVERY, ids=lambda r: r.id)
def test_a_rule_is_used(rule):
    assert f'"{rule.id}"' in SOURCES


@pytest.mark.parametrize("rule", [r for r in EVERY if not r.compared], ids=lambda r: r.id)
def test_a_rule_of_one_text_has_a_golden_case(rule):
    assert rule.id in GOLDEN


def test_ids_and_aliases_are_unique():
    names = [name for rule in EVERY for name in (rule.id, *rule.aliases)]
    assert len(names) == len(set(names))


def test_unknown_rule_is_answered_with_the_nearest():
    with pytest.raises(rules.UnknownRuleError, match=r"did you mean byline/byline-missing"):
        rules.get("byline/byline-mising")
