"""What authors may say in front matter, and what they are told when it is not understood."""

from __future__ import annotations

import pytest

from mkdocs_credibility import Options, read_markdown, read_text, review
from mkdocs_credibility.options import PageOptions, page_options


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, PageOptions()),
        (True, PageOptions()),
        (False, PageOptions(excluded=True)),
        ({"story": "mill"}, PageOptions(story="mill")),
        ({"story": 12}, PageOptions(story="12")),
        ({"story": False}, PageOptions(story=False)),
        ({"ignore": {"byline/byline-missing": " why "}}, PageOptions(ignore={"byline/byline-missing": "why"})),
    ],
)
def test_what_is_understood(value, expected):
    assert page_options({"credibility": value}) == expected


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("off", "credibility: expected false or a mapping, not str"),
        ([1], "credibility: expected false or a mapping, not list"),
        ({"ignored": {}}, "credibility.ignored: unknown key (did you mean 'ignore'?)"),
        ({"story": ["a"]}, "credibility.story: expected a name or false"),
        ({"ignore": ["byline/byline-missing"]}, "credibility.ignore: expected a mapping of rule to reason"),
        ({"ignore": {"byline/byline-missing": ""}}, "credibility.ignore.byline/byline-missing: say why"),
        ({"ignore": {"byline/byline-missing": None}}, "credibility.ignore.byline/byline-missing: say why"),
    ],
)
def test_what_is_not_understood_is_named(value, problem):
    options = page_options({"credibility": value})
    assert len(options.problems) == 1
    assert options.problems[0].startswith(problem)
    assert not options.excluded


def test_a_rule_silenced_for_the_site_keeps_its_finding_and_its_reason():
    text = "The council of Osby met on Monday and agreed to mend the bridge before the winter comes. " * 8
    loud = review([read_text(text)]).cards[0]
    [finding] = [f for f in loud.findings if f.rule == "byline/byline-missing"]
    options = Options(ignore={"byline/byline-missing": "we sign no council notes"})
    quiet = review([read_text(text)], options=options).cards[0]
    assert [(s.finding, s.reason) for s in quiet.silenced] == [(finding, "we sign no council notes")]
    assert quiet.score > loud.score


def test_an_unknown_rule_in_front_matter_is_named_with_the_nearest():
    text = "The council of Osby met on Monday and agreed to mend the bridge before the winter comes. " * 8
    page = read_text(text, path="a.txt", metadata={"credibility": {"ignore": {"byline/byline-mising": "x"}}})
    [(key, problem)] = review([page]).problems
    assert key == "a.txt"
    assert "did you mean byline/byline-missing" in problem


def test_front_matter_that_cannot_be_read_is_named_with_its_line():
    page = read_markdown("---\ntitle: Ferry\nauthor: [Ana\n---\n\nThe ferry sails.\n", path="a.md")
    [(key, problem)] = review([page]).problems
    assert key == "a.md"
    assert problem.startswith("line 4: front matter is left out: ")
    assert "\n" not in problem


def test_what_is_wrong_cannot_speak_to_the_terminal():
    ignore = {"\x1b[31m": "x", "a\nb": ""}
    page = read_text("Short.", path="a.txt", metadata={"credibility": {"ignore": ignore, "\x9b2J\u202e": 1}})
    problems = [problem for _, problem in review([page]).problems]
    assert len(problems) == 3
    assert all(problem.isprintable() for problem in problems)
