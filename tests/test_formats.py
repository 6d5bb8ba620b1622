"""The formats for programs: what each says, and that nothing in an article gets out of its place in one."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import jsonschema
import pytest
from conftest import STORY as FERRY

from mkdocs_credibility import Options, read_html, read_markdown, read_text, review
from mkdocs_credibility.readers.rule_file import parse_rules
from mkdocs_credibility.reports import csv as csv_report
from mkdocs_credibility.reports import github, junit, sarif
from mkdocs_credibility.reports.places import LEVELS, place_of
from mkdocs_credibility.reports.wording import printable
from mkdocs_credibility.rules.own import OwnRules
from mkdocs_credibility.scorecard import Scorecard

STORY = FERRY.rsplit("\n\n", 1)[0] + "\n"
LEFTOVER = "Your email address will not be published.\nRequired fields are marked *"
HOSTILE = "=cmd|' /C calc'!A0 ::error::x %0A\r\x1b[31m\x00 ]]> & < \" \ud800 \u202e, : \t"


@pytest.fixture(scope="module")
def cards():
    """A wire text, a copy that drops its credit, a page of HTML, and a notice that is not assessed."""
    articles = [
        read_text(f"BRENMOUTH (AP) — {STORY}", path="news/wire one.txt"),
        read_markdown(f"# Ship: aground, 100%\n\nBy Max Quill\n\n{STORY}\n{LEFTOVER}\n", path="news/copy.md"),
        read_html(f"<h1>Mill</h1>\n<p>{STORY.replace('ferry', 'mill')}</p>\n<p>{LEFTOVER}</p>", path="news/mill.html"),
        read_text("Closed today.", path="news/notice.txt"),
    ]
    return review(articles).cards


def hostile():
    article = read_text(f"{STORY}\n\n{HOSTILE}\n\n{LEFTOVER}", path=f"news/{HOSTILE}.txt")
    rules = parse_rules(
        '[[rule]]\nid = "boilerplate/x"\nphrases = ["required fields"]\nmessage = "=1+1 %0A \\r\\n ::error::, <x>"\n',
        "r",
    )
    own = OwnRules(rules)
    return review([article], options=Options(rules=own)).cards, own


# places -------------------------------------------------------------------------------------------------------------


def test_places_are_those_of_the_file(cards):
    for card in cards:
        article = card.article
        source = article.source if article.format == "html" else article.text
        lines = source.split("\n")
        for finding in card.findings:
            for span in finding.spans:
                place = place_of(article, span)
                first = lines[place.line - 1][place.column - 1 :]
                assert first.startswith(span.exact[:8].split("\n")[0]), (finding.rule, place)
                if place.end_line == place.line and article.format != "html":
                    assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == span.exact


# github -------------------------------------------------------------------------------------------------------------


def unescape(text):
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def parsed(output):
    """Workflow commands as the runner reads them."""
    for line in output.splitlines():
        command, values, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        yield (
            command,
            {k: unescape(v) for k, v in (pair.split("=", 1) for pair in values.split(","))},
            unescape(message),
        )


def test_annotations(cards):
    found = list(parsed(github.commands(cards)))
    findings = [(card, f) for card in cards for f in card.findings]
    assert len(found) == len(findings) > 5
    commands = {"note": "notice", "warning": "warning", "error": "error"}
    for (command, values, message), (card, finding) in zip(found, findings, strict=True):
        assert command == commands[LEVELS[finding.severity]]
        assert values["file"] == card.article.key
        assert values["title"] == finding.rule
        assert int(values["line"]) >= 1
        assert message.startswith(" ".join(finding.message.split()))


def test_annotations_leave_known_findings_out(cards):
    known = {id(f) for f in cards[1].findings}
    assert "news/copy.md" not in github.commands(cards, known=known)


def test_an_article_cannot_write_commands_of_its_own():
    made, own = hostile()
    output = github.commands(made)
    assert len(output.splitlines()) == len(made[0].findings) > 0
    for _, values, message in parsed(output):
        assert set(values) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert values["file"] == printable(made[0].article.key)
        assert "\n" not in message
    assert own.by_id


# csv ----------------------------------------------------------------------------------------------------------------


def test_table(cards):
    rows = list(csv.DictReader(io.StringIO(csv_report.table(cards, known={id(cards[1].findings[0])}))))
    findings = [(card, f) for card in cards for f in card.findings]
    assert len(rows) == len(findings)
    assert [row["rule"] for row in rows] == [f.rule for _, f in findings]
    assert {row["known"] for row in rows} == {"yes", "no"}
    assert sum(row["known"] == "yes" for row in rows) == 1
    lost = sum(float(row["points"]) for row in rows if row["file"] == "news/copy.md")
    assert lost == pytest.approx(sum(d.points for r in cards[1].dimensions.values() for d in r.deductions))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "＋"])
def test_no_cell_is_a_formula(cards, sign):
    finding = replace(cards[1].findings[0], message=f"{sign}1+1", spans=())
    card = Scorecard(cards[1].article, findings=[finding])
    row = list(csv.reader(io.StringIO(csv_report.table([card]))))[1]
    for cell in row:
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋")), cell
        assert "\r" not in cell
        assert "\t" not in cell


# junit --------------------------------------------------------------------------------------------------------------


def test_tests_are_articles_and_gates_are_what_they_fail(cards):
    root = ET.fromstring(junit.report(cards, {"news/copy.md": ["fail_on: x/y"], "": ["fail_under.site: 3"]}))  # noqa: S314
    [suite] = root
    assert suite.attrib == root.attrib | {"name": "mkdocs-credibility"}
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("5", "2", "1")
    by_name = {case.get("name"): case for case in suite}
    assert by_name["news/copy.md"].find("failure").get("message") == "fail_on: x/y"
    assert by_name["all pages together"].find("failure").text == "fail_under.site: 3"
    assert by_name["news/notice.txt"].find("skipped").get("message").startswith("too short")
    assert by_name["news/wire one.txt"].find("failure") is None
    assert "news/mill.html:" in by_name["news/mill.html"].find("system-out").text


def test_what_a_baseline_knows_is_not_in_a_tests_output(cards):
    finding, *others = cards[1].findings
    assert others
    text = junit.report(cards[1:2], {}, known={id(finding)})
    assert f" {finding.rule}: " not in text
    assert all(f" {other.rule}: " in text for other in others if other.rule != finding.rule)


def test_junit_is_well_formed_whatever_an_article_holds():
    made, _ = hostile()
    text = junit.report(made, {made[0].article.key: [HOSTILE]})
    root = ET.fromstring(text.encode("utf-8"))  # noqa: S314
    assert len(list(root.iter("testcase"))) == 1
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text)


# sarif --------------------------------------------------------------------------------------------------------------

TEXT = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
NUMBER = {"type": "integer", "minimum": 1}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": TEXT,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "properties": {"uri": {"type": "string", "pattern": r"^[!-~]+$"}},
                    "additionalProperties": False,
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["startLine"],
                    "properties": {
                        "startLine": NUMBER,
                        "startColumn": NUMBER,
                        "endLine": NUMBER,
                        "endColumn": NUMBER,
                        "snippet": TEXT,
                    },
                },
            },
        },
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
BAG = {"type": "object", "properties": {"tags": {"type": "array", "uniqueItems": True, "items": {"type": "string"}}}}
RESULT = {
    "type": "object",
    "required": ["message"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "suppressions": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": ["kind"],
                "additionalProperties": False,
                "properties": {"kind": {"enum": ["inSource", "external"]}, "justification": {"type": "string"}},
            },
        },
        "properties": BAG,
    },
}
RULE = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}, "additionalProperties": False},
        "properties": BAG,
    },
}
SARIF = {
    "$comment": "The parts of the SARIF 2.1.0 schema (OASIS) that are written here, as strict as there.",
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {"type": "array", "uniqueItems": True, "items": RULE},
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}


def valid(text):
    document = json.loads(text)
    jsonschema.Draft7Validator(SARIF).validate(document)
    [run] = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return run


def test_sarif(cards):
    run = valid(sarif.log(cards))
    findings = [(card, f) for card in cards for f in card.findings]
    assert [r["ruleId"] for r in run["results"]] == [f.rule for _, f in findings]
    assert all("baselineState" not in r for r in run["results"])
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]]
    assert "news/wire%20one.txt" in uris
    compared = next(r for r, (_, f) in zip(run["results"], findings, strict=True) if f.reference_span)
    assert compared["relatedLocations"][-1]["message"]["text"] == "the version it was compared with"
    assert sarif.log(cards) == sarif.log(cards)


def test_sarif_tells_new_from_known_and_what_was_silenced(cards):
    known = {id(cards[1].findings[0])}
    run = valid(sarif.log(cards, known=known))
    assert [r["baselineState"] for r in run["results"]].count("unchanged") == 1
    options = Options(ignore={"boilerplate/comment-form": "it is quoted"})
    quiet = review([cards[1].article], options=options).cards
    run = valid(sarif.log(quiet))
    [result] = [r for r in run["results"] if r["ruleId"] == "boilerplate/comment-form"]
    assert result["suppressions"] == [{"kind": "external", "justification": "it is quoted"}]


def test_sarif_fingerprints_do_not_count_lines(cards):
    moved = read_markdown(f"# Ship\n\n\n\n{cards[1].article.text}", path="news/copy.md")

    def marks(article):
        run = valid(sarif.log(review([article]).cards))
        return {r["ruleId"]: r["partialFingerprints"] for r in run["results"]}

    before = marks(cards[1].article)
    assert before["boilerplate/comment-form"] == marks(moved)["boilerplate/comment-form"]


def test_sarif_is_valid_whatever_an_article_holds():
    made, own = hostile()
    run = valid(sarif.log(made, own=own.by_id))
    assert "boilerplate/x" in {r["ruleId"] for r in run["results"]}
