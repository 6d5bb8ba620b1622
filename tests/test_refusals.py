"""What cannot be done is said in a line: options, files, pages and archives that are not what they should be."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import BODY, STORY

from mkdocs_credibility import assess, baseline, program, read_text, settings
from mkdocs_credibility.cache import KEY
from mkdocs_credibility.cli import main
from mkdocs_credibility.options import Agency
from mkdocs_credibility.reports import editors
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.settings.kinds import FailUnder


def run(*arguments):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("jobs", -1, "expected a whole number, 0 or more"),
        ("jobs", True, "expected a whole number, 0 or more"),
        ("agencies", "Meridian", "expected a list of agencies"),
        ("agencies", ["Meridian"], "expected a mapping with `name`"),
        ("agencies", [{"name": "  "}], "expected a text"),
        ("agencies", [{"aliases": ["M"]}], "a name is missing"),
        ("agencies", [{"name": "Meridian", "alias": "M"}], "unknown key"),
        ("agencies", [{"name": "Meridian", "aliases": "M"}], "expected a list"),
        ("exclude", [3], "expected a list of patterns"),
        ("exclude", ["news/!!["], None),
        ("fail_under", 101, "expected a number from 0 to 100"),
        ("fail_under", {"pages": 3}, "unknown key"),
        ("ignore", {"byline/byline-missing": " "}, "say why"),
        ("ignore", ["byline/byline-missing"], "expected a mapping of rule to reason"),
    ],
)
def test_options_that_are_not_what_they_should_be(option, value, said):
    _, problems = settings.read({option: value})
    assert [said in problem.message for problem in problems] == ([True] if said else [])


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_processes_are_as_many_as_asked_for(jobs):
    read, problems = settings.read({"jobs": jobs})
    assert (read.jobs, problems) == (jobs, [])


def test_options_that_are_objects_already_are_taken_as_they_are():
    given = {"agencies": [Agency("Meridian")], "fail_under": FailUnder(page=50.0)}
    read, problems = settings.read(given)
    assert problems == []
    assert (read.agencies, read.fail_under) == ((Agency("Meridian"),), FailUnder(page=50.0))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: path.write_bytes(b"\xff\xfe\xff"), "not UTF-8"),
        (lambda _: None, "no such file; write it with check --update-baseline"),
    ],
)
def test_known_findings_that_cannot_be_read(tmp_path, make, said):
    path = tmp_path / "known.json"
    make(path)
    with pytest.raises(baseline.BaselineError, match=said):
        baseline.load(path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["annotate", "none"], "none"),
        (["annotate", "none", "--out", "there"], "none: no such folder"),
        (["check", "--config-file", "bare.yml"], "nowhere: no such folder (docs_dir of bare.yml)"),
    ],
)
def test_what_is_not_there(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("empty/index.html").write_text("<h1>Home</h1>", "utf-8")
    Path("bare.yml").write_text("site_name: x\ndocs_dir: nowhere\n", "utf-8")
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_report_goes_into_a_device_as_it_is(tmp_path):
    page = tmp_path / "a.md"
    page.write_text(f"# The ferry\n\n{STORY}", "utf-8")
    result = run("check", page, "--format", "json", "-o", "/dev/null")
    assert (result.exit_code, Path("/dev/null").is_char_device()) == (0, True)


def test_an_explanation_tells_what_is_silenced_not_assessed_and_whose_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    leftover = "Your email address will not be published. Required fields are marked *"
    front = "---\nlang: fi\ncredibility:\n  ignore: {boilerplate/comment-form: our form is part of the story}\n---\n"
    Path("a.md").write_text(f"{front}# The bridge\n\n{BODY}\n{leftover}\n", "utf-8")
    shown = run("explain", "a.md").output
    assert "boilerplate/comment-form" in shown
    assert "our form is part of the story" in shown
    assert "not assessed" in shown.lower()
    Path("b.txt").write_text(f"2024-05-03 10:00 The bridge\n\n{BODY}\n", "utf-8")
    assert "0.05" in run("explain", "b.txt").output


@pytest.fixture
def uninstalled(monkeypatch):
    """As where the package lies in a folder and nobody has installed it."""

    def missing(_name):
        raise PackageNotFoundError

    monkeypatch.setattr(editors, "metadata", missing)
    monkeypatch.setattr(program, "version", missing)
    monkeypatch.setattr(json_report, "version", missing)
    for cached in (editors._documentation, program.program_key):
        cached.cache_clear()
    yield
    for cached in (editors._documentation, program.program_key):
        cached.cache_clear()


def test_a_program_that_is_not_installed_reports_all_the_same(uninstalled):
    report = json_report.document([assess(read_text(STORY))], [])
    assert report["generator"] == {"name": "mkdocs-credibility", "version": "0"}
    assert editors.page_of("byline/byline-missing") is None
    assert len(program.program_key()) == KEY


def test_names_of_the_package_are_listed():
    import mkdocs_credibility

    assert set(mkdocs_credibility.__all__) <= set(dir(mkdocs_credibility))


def test_a_card_that_was_never_scored_has_a_reason():
    card = assess(read_text("Too short."))
    assert (card.score, card.band) == (None, "not-assessed")
    assert card.band_reason
    assert all(result.reason for result in card.dimensions.values())
