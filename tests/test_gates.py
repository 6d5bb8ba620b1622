"""Gates and known findings: what they hold back, in the build and on the command line."""

from __future__ import annotations

import json
import logging

import pytest
from click.testing import CliRunner
from conftest import BODY
from mkdocs.exceptions import Abort

from mkdocs_credibility import baseline, gates, read_html, read_markdown, review, settings
from mkdocs_credibility.cli import main

LEFTOVER = "Your email address will not be published. Required fields are marked *"
RULE = "boilerplate/comment-form"
DOCS = {
    "index.md": "# Home\n",
    "news/clean.md": f"# Bridge\n\n{BODY}",
    "news/left.md": f"# Road\n\n{BODY.replace('Monday', 'Friday').replace('bridge', 'road')}\n{LEFTOVER}\n",
}


def cards(*texts):
    return review([read_markdown(text, path=f"{n}.md") for n, text in enumerate(texts)]).cards


def verdict(made, known=frozenset(), **options):
    read, problems = settings.read(options)
    assert problems == []
    return gates.judge(made, read, known)


@pytest.fixture(scope="module")
def two():
    return cards(DOCS["news/clean.md"], DOCS["news/left.md"])


@pytest.mark.parametrize(
    ("options", "failing"),
    [
        ({}, []),
        ({"fail_under": 100}, [("1.md", "fail_under.page")]),
        ({"fail_under": 50}, []),
        ({"fail_under": {"page": 100}}, [("1.md", "fail_under.page")]),
        ({"fail_under": {"site": 100}}, [("", "fail_under.site")]),
        ({"fail_under": {"site": 90}}, []),
        ({"fail_under": {"dimension": 100}}, [("1.md", "fail_under.dimension.boilerplate")]),
        ({"fail_under": {"dimension": {"boilerplate": 100}}}, [("1.md", "fail_under.dimension.boilerplate")]),
        ({"fail_under": {"dimension": {"attribution": 100}}}, []),
        ({"fail_on": RULE}, [("1.md", "fail_on")]),
        ({"fail_on": ["low"]}, [("1.md", "fail_on")]),
        ({"fail_on": ["medium"]}, []),
        ({"fail_on": ["info"]}, [("1.md", "fail_on")]),
        ({"warn_on": ["low"]}, []),
    ],
)
def test_what_is_held_back(two, options, failing):
    found = verdict(two, **options)
    assert [(f.page, f.gate) for f in found.failures] == failing
    assert found.pages == list(dict.fromkeys(page for page, _ in failing))


def test_a_warning_holds_nothing_back(two):
    found = verdict(two, warn_on=["low"])
    assert [(f.page, f.reason) for f in found.warnings] == [("1.md", RULE)]


def test_what_was_not_assessed_cannot_fail():
    short = cards("Closed today.")
    assert verdict(short, fail_under={"site": 100, "page": 100, "dimension": 100}).failures == ()


def test_known_findings_count_in_no_gate(two):
    known = {id(f) for f in two[1].findings}
    options = {"fail_under": {"site": 100, "page": 100, "dimension": 100}, "fail_on": ["info"], "warn_on": ["info"]}
    assert verdict(two, known, **options) == gates.Verdict()
    assert two[1].score < 100, "the card itself is as it was"


def test_summary_names_the_page_the_key_and_the_number(two):
    found = verdict(two, fail_under={"site": 100, "page": 100}, fail_on=["low"])
    assert gates.summary(found.failures) == [
        f"all pages together: fail_under.site: {round((two[0].score + two[1].score) / 2, 1)}, under 100",
        f"1.md: fail_under.page: {two[1].score}, under 100; fail_on: {RULE}",
    ]
    many = [gates.Failure(f"{n}.md", "fail_on", "x/y") for n in range(30)]
    assert gates.summary(many)[20:] == ["and 10 more"]


# known findings -----------------------------------------------------------------------------------------------------


def knows(before, after):
    """The findings of an article that a baseline of an earlier state of it does not know, and what is stale."""
    [old], [new] = cards(before), cards(after)
    known = baseline.parse(baseline.text([old]), "b.json")
    result = baseline.compare([new], known)
    return [f.rule for f in result.new(new.findings)], result.stale


@pytest.mark.parametrize(
    "after",
    [
        f"# Bridge\n\n{BODY}\n{LEFTOVER}\n",
        f"# Bridge\n\n\n\nA line more.\n\n{BODY}\n{LEFTOVER}\n",
        f"# Bridge\n\n{LEFTOVER}\n\n{BODY}\n",
        f"# Bridge\n\n{BODY}\n**Your email** address will not\nbe published. [Required](x.md) fields are marked \\*\n",
    ],
)
def test_a_finding_stays_known_while_its_words_do(after):
    assert knows(f"# Bridge\n\n{BODY}\n{LEFTOVER}\n", after) == ([], [])


def test_a_finding_in_other_words_is_new_and_the_old_one_stale():
    before, after = f"{BODY}\n{LEFTOVER}", f"{BODY}\nLeave a reply\n\n{LEFTOVER} Name * Email *"
    assert knows(before, after) == ([RULE], [("0.md", RULE, 1)])
    assert knows(before, BODY) == ([], [("0.md", RULE, 1)])


def test_the_page_made_of_a_source_has_the_same_findings():
    source = f"{BODY}\nYour *email* address will not be [published](x.md). Required fields are marked \\*\n"
    page = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    page += '<p>Your <em>email</em> address will not be <a href="x">published</a>. Required fields are marked *</p>'
    a = review([read_markdown(source, path="p.md")]).cards[0]
    b = review([read_html(page, path="p.md")]).cards[0]
    assert baseline.text([a]) == baseline.text([b])
    assert RULE in baseline.text([a])


def test_as_many_as_were_known_are_known():
    half = {"version": 1, "pages": {"0.md": {"x/y": ["000000000000"]}}}
    known = baseline.parse(json.dumps(half), "b.json")
    assert known["0.md"]["x/y"]["000000000000"] == 1
    [card] = cards(f"{BODY}\n{LEFTOVER}")
    twice = baseline.parse(baseline.text([card]).replace('"]', '", "000000000000"]'), "b.json")
    result = baseline.compare([card], twice)
    assert result.new(card.findings) == []
    assert result.stale == [("0.md", RULE, 1)]


def test_the_file_is_sorted_and_the_same_for_the_same_findings(two):
    assert baseline.text(two) == baseline.text(two[::-1])
    assert baseline.text(two, {}) == baseline.text(two)
    data = json.loads(baseline.text(two))
    assert list(data["pages"]) == ["1.md"], "pages without findings need no line"
    assert baseline.text([]) == '{"version": 1, "pages": {\n\n}}\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "b.json: not valid JSON: "),
        ("[]", "b.json: not a baseline of version 1"),
        ('{"version": 2, "pages": {}}', "b.json: not a baseline of version 1"),
        ('{"version": 1, "pages": {"a.md": ["x"]}}', "b.json: a.md: expected rules with lists of fingerprints"),
        ('{"version": 1, "pages": {"a.md": {"x/y": ["zz"]}}}', "b.json: a.md: expected rules with lists"),
        ("[" * 100_000, "b.json: "),
    ],
)
def test_what_is_no_baseline_is_said_in_a_line(content, said):
    with pytest.raises(baseline.BaselineError) as caught:
        baseline.parse(content, "b.json")
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


# the build ----------------------------------------------------------------------------------------------------------


def build(site, **options):
    return site.build(DOCS, plugins=[{"credibility": {"cache": False} | options}])


def held_back(site, caplog, **options):
    """What the log says when the build is stopped."""
    caplog.clear()
    with caplog.at_level(logging.INFO), pytest.raises(Abort):
        build(site, **options)
    [record] = [r for r in caplog.records if r.levelno >= logging.ERROR]
    return record.getMessage()


def test_the_build_fails_once_with_the_pages_and_the_keys(site, caplog):
    assert held_back(site, caplog, fail_under=100, fail_on=["low"]).splitlines() == [
        "credibility: 1 page held back:",
        f"  news/left.md: fail_under.page: 99.4, under 100; fail_on: {RULE}",
    ]
    assert (site.out / "credibility.json").is_file(), "the report is there to be read"


def test_the_build_passes_and_warns(site, caplog):
    build(site, fail_under=90, warn_on="low")
    assert f"news/left.md: warn_on: {RULE}" in caplog.text
    assert [r.levelname for r in caplog.records if "warn_on" in r.getMessage()] == ["WARNING"]


def test_the_build_knows_the_baseline_of_the_command_line(site, monkeypatch, caplog):
    said = held_back(site, caplog, fail_on=["low"], baseline="known.json")
    assert "known.json: no such file; write it with check --update-baseline" in said
    monkeypatch.chdir(site.root)
    result = CliRunner().invoke(main, ["check", "--update-baseline", "-q"])
    assert (result.exit_code, result.output) == (0, "")
    build(site, fail_on=["low"], baseline="known.json")
    kept = {"gone.md": {"x/y": baseline.Counter(["000000000000"])}}
    (site.root / "known.json").write_text(baseline.text([], kept), "utf-8")
    assert "news/left.md" in held_back(site, caplog, fail_on=["low"], baseline="known.json")
    assert "baseline: gone.md: x/y: 1 no longer found" in caplog.text


def test_the_gates_hold_when_nothing_changed(site, caplog):
    for _ in range(2):
        assert "news/left.md" in held_back(site, caplog, fail_on=["low"], cache=True)


def test_a_served_site_is_told_and_goes_on(site, caplog):
    from mkdocs_credibility.plugin import gate
    from mkdocs_credibility.plugin.config import CredibilityConfig

    config = CredibilityConfig()
    config.load_dict({"fail_on": ["low"]})
    config.validate()
    gate.hold(review([read_markdown(DOCS["news/left.md"], path="left.md")]), config, serving=True)
    assert "left.md" in caplog.text


@pytest.mark.parametrize(("unused", "level"), [(False, "INFO"), (True, "WARNING")])
def test_unused_ignores_are_told(site, caplog, unused, level):
    ignore = {"byline/site-name-as-dateline": "ours"}
    with caplog.at_level(logging.INFO):
        build(site, ignore=ignore, warn_unused=unused)
    [record] = [r for r in caplog.records if "silences nothing" in r.getMessage()]
    assert record.levelname == level
