"""The command line on projects: options, gates, known findings, formats, `explain`, `init`, and the files for CI."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from conftest import BODY
from mkdocs.config import load_config as mkdocs_load

from mkdocs_credibility import examining, rubric
from mkdocs_credibility.cache import FILE
from mkdocs_credibility.cli import main, work
from mkdocs_credibility.cli.init import with_plugin
from mkdocs_credibility.cli.progress import Progress

ROOT = Path(__file__).parents[1]
PUBLISHING = (ROOT / "docs" / "publishing.md").read_text("utf-8")
RULE = "boilerplate/comment-form"
LEFTOVER = "\nYour email address will not be published. Required fields are marked *\n"
CONFIG = """\
site_name: The Ledger
plugins:
  - search
  - credibility:
      exclude: [drafts/]
      fail_on: [low]
      cache: false
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in the working directory: one clean page, one with a leftover, and what is left out."""
    pages = {
        "index.md": BODY + LEFTOVER,
        "news/clean.md": BODY,
        "news/left.md": BODY.replace("Monday", "Friday").replace("bridge", "road") + LEFTOVER,
        "news/out.md": f"---\ncredibility: false\n---\n{BODY}{LEFTOVER}",
        "drafts/idea.md": BODY + LEFTOVER,
        "templates/t.md": BODY + LEFTOVER,
        ".hidden.md": BODY + LEFTOVER,
        "page.html": f"<p>{BODY}{LEFTOVER}</p>",
    }
    for name, text in pages.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, code=None):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert code is None or result.exit_code == code, result.output
    return result


def pages(*arguments):
    """The articles that a check reads, by the keys of its report, and the report."""
    report = json.loads(run("check", "--format", "json", *arguments).stdout)
    return [a["key"] for a in report["articles"]], report


# projects -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [(), (".",), ("mkdocs.yml",), ("-f", "mkdocs.yml"), ("--config-file", "mkdocs.yml")]
)
def test_a_project_is_read_with_its_options(project, arguments):
    keys, report = pages(*arguments)
    assert keys == ["news/clean.md", "news/left.md"]
    assert report["site"] == "The Ledger"


def test_a_project_elsewhere(project, monkeypatch):
    monkeypatch.chdir(project.parent)
    result = run("check", project.name, code=1)
    assert f"{project.name}/docs/news/left.md  " in result.stdout
    assert result.stdout.rstrip().endswith(f"{project.name}/docs/news/left.md: fail_on: {RULE}")


def test_single_pages_with_the_options_of_the_project(project):
    named = ("docs/news/left.md", "docs/drafts/idea.md", "docs/index.md")
    assert pages("-f", "mkdocs.yml", *named)[0] == ["news/left.md"], "called as in the build, left out as there"
    assert pages(*named)[0] == list(named)
    (project / "wire.txt").write_text(BODY, "utf-8")
    assert pages("-f", "mkdocs.yml", "wire.txt")[0] == ["wire.txt"]


@pytest.fixture
def examined(monkeypatch):
    """The articles that are examined from now on, by their keys."""
    found = []
    real = examining.examine_all

    def noting(articles, options):
        found.extend(article.key for article in articles)
        return real(articles, options)

    monkeypatch.setattr(examining, "examine_all", noting)
    return found


def test_the_command_line_keeps_what_it_examined_for_its_next_run(project, examined):
    kept = CONFIG.replace("cache: false", "cache_dir: kept")
    (project / "mkdocs.yml").write_text(kept, "utf-8")
    plain = pages()
    assert examined == ["news/clean.md", "news/left.md"]
    examined.clear()
    assert pages() == plain
    run("explain", "docs/news/left.md", code=0)
    assert examined == []
    assert {p.name for p in (project / "kept").iterdir()} >= {FILE}
    clean = project / "docs/news/clean.md"
    clean.write_text(clean.read_text("utf-8") + "\nNobody was hurt.\n", "utf-8")
    edited = pages()
    assert examined == ["news/clean.md"]
    (project / "mkdocs.yml").write_text(CONFIG, "utf-8")
    assert pages() == edited
    examined.clear()
    (project / "mkdocs.yml").write_text(kept + "      rules: own.toml\n", "utf-8")
    for name in ("hurt", "harm"):
        said = {"phrases": ["nobody was hurt"], "message": "M.", "why": "W.", "fix": "F."}
        own = f'[[rule]]\nid = "attribution/our-{name}"\n' + "".join(
            f"{k} = {json.dumps(v)}\n" for k, v in said.items()
        )
        (project / "own.toml").write_text(own, "utf-8")
        assert [f["rule"] for f in pages()[1]["articles"][0]["findings"]] == [f"attribution/our-{name}"]
    assert examined == 2 * ["news/clean.md", "news/left.md"]


def test_options_off_in_the_build_do_not_stop_the_command_line(project):
    (project / "mkdocs.yml").write_text(CONFIG + "      enabled: false\n", "utf-8")
    assert run("check", "-q").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", ".", "docs"), ". is a project: give it alone, or its mkdocs.yml as --config-file"),
        (("check", "-f", "none.yml"), "none.yml: No such file or directory"),
        (("check", "--fail-on", "hihg"), "--fail-on: no rule is called 'hihg'"),
        (("check", "--update-baseline"), "--update-baseline needs a --baseline"),
        (("check", "--baseline", "none.json"), "none.json: no such file; write it with check --update-baseline"),
        (("check", "-o", "no/where.txt"), "no/where.txt: No such file or directory"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("explain", "nothing.md"), "nothing.md: no such page"),
        (("explain", "byline/byline-mising"), "did you mean byline/byline-missing"),
        (("explain", "docs/drafts/idea.md"), "docs/drafts/idea.md: not read: a home page, or left out by the"),
        (("init", "docs"), "docs: no mkdocs.yml there"),
    ],
)
def test_what_cannot_be_done_is_said(project, arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: ")


def test_wrong_options_are_said_with_their_lines(project):
    (project / "mkdocs.yml").write_text(CONFIG.replace("exclude:", "exlude:") + "      badge: x\n", "utf-8")
    result = run("check", code=2)
    first, second = result.stderr.splitlines()
    assert first == "Error: mkdocs.yml:5: credibility: exlude: unknown option (did you mean 'exclude'?)"
    assert second.startswith("mkdocs.yml:8: credibility: badge: expected one of after-title, ")


# output -------------------------------------------------------------------------------------------------------------


def test_quiet_says_what_is_held_back_and_nothing_else(project):
    assert run("check", "-q", code=1).output == f"1 page held back:\n  docs/news/left.md: fail_on: {RULE}\n"
    assert run("check", "-q", "--fail-on", "high", code=0).output == ""


@pytest.mark.parametrize("form", ["json", "sarif", "github", "csv", "junit"])
def test_standard_output_is_the_report_alone(project, form):
    result = run("check", "--format", form, code=1)
    assert "held back" in result.stderr
    assert "held back" not in result.stdout
    assert "left.md" in result.stdout
    to_file = run("check", "--format", form, "-o", "report", code=1)
    assert (project / "report").read_text("utf-8") == result.stdout
    assert to_file.stdout == result.stderr
    if form not in ("json", "junit"):
        assert "docs/news/left.md" in result.stdout


def test_a_file_that_is_written_keeps_its_rights(project):
    report = project / "report.csv"
    report.write_text("old", "utf-8")
    report.chmod(0o640)
    run("check", "--format", "csv", "-o", "report.csv")
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert report.read_text("utf-8").startswith("file,line,")
    assert [p.name for p in project.iterdir() if p.name.startswith(".")] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_a_line(project):
    command = [sys.executable, "-c", "from mkdocs_credibility.cli import main; main()", "check", "--format", "csv"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert done.stderr == "Error: No space left on device\n"
    assert run("check", "-o", "/dev/full", code=2).stderr == "Error: /dev/full: No space left on device\n"


def test_junit_fails_what_the_gate_holds_back(project):
    root = ET.fromstring(run("check", "--format", "junit").stdout)  # noqa: S314
    assert [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None] == [
        "docs/news/left.md"
    ]


def test_warnings_hold_nothing_back(project):
    result = run("check", "--fail-on", "high", "--warn-on", "low", "--quiet", code=0)
    assert result.stderr == f"warning: docs/news/left.md: warn_on: {RULE}\n"


def test_what_silences_nothing_is_remarked_on(project):
    (project / "docs/news/clean.md").write_text(f"<!-- credibility-off: x -->\n\n{BODY}", "utf-8")
    assert "note: docs/news/clean.md: line 1: credibility-off: silences nothing\n" in run("check").stderr
    assert run("check", "-q").stderr == ""
    (project / "mkdocs.yml").write_text(CONFIG + "      warn_unused: true\n", "utf-8")
    assert "warning: docs/news/clean.md: line 1: " in run("check").stderr


def test_verbose_shows_what_was_silenced(project):
    text = f"<!-- credibility-off: it is quoted -->\n{LEFTOVER}\n<!-- credibility-on -->\n"
    (project / "docs/news/left.md").write_text(BODY + text, "utf-8")
    assert RULE not in run("check", code=0).stdout
    assert f"{RULE}  silenced: it is quoted" in run("check", "-v", code=0).stdout


# known findings -----------------------------------------------------------------------------------------------------


def test_known_findings_hold_nothing_back_and_are_counted(project):
    assert run("check", "-q", "--baseline", "b.json", "--update-baseline", code=0).output == ""
    result = run("check", "--baseline", "b.json", code=0)
    assert RULE not in result.stdout
    assert "  1 known finding\n" in result.stdout
    assert f"{RULE}  known" in run("check", "--baseline", "b.json", "--verbose").stdout
    with (project / "docs/news/clean.md").open("a", encoding="utf-8") as page:
        page.write(LEFTOVER)
    assert run("check", "--baseline", "b.json", "-q", code=1).stdout.splitlines()[1:] == [
        f"  docs/news/clean.md: fail_on: {RULE}"
    ]


def test_what_is_stale_is_told_and_dropped(project):
    run("check", "-q", "--baseline", "b.json", "--update-baseline")
    (project / "docs/news/left.md").write_text(BODY, "utf-8")
    result = run("check", "--baseline", "b.json", code=0)
    assert result.stderr == f"note: b.json: news/left.md: {RULE}: 1 no longer found (stale)\n"
    (project / "docs/news/left.md").unlink()
    assert "news/left.md" in run("check", "--baseline", "b.json").stderr
    run("check", "-q", "--baseline", "b.json", "--update-baseline")
    assert json.loads((project / "b.json").read_text("utf-8"))["pages"] == {}


def test_a_run_over_some_files_leaves_the_others_known(project):
    run("check", "-q", "--baseline", "b.json", "--update-baseline")
    before = (project / "b.json").read_text("utf-8")
    options = ("-f", "mkdocs.yml", "docs/news/clean.md", "--baseline", "b.json")
    assert run("check", *options, code=0).stderr == ""
    run("check", "-q", *options, "--update-baseline")
    assert (project / "b.json").read_text("utf-8") == before


# explain and compare ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["docs/news/left.md", "news/left.md", "./docs/news/left.md"])
def test_explain_adds_up(project, target):
    told = run("explain", target, code=0).stdout
    assert told.startswith("docs/news/left.md\n")
    assert re.search(rf"−\d[\d.]* +{RULE} +line \d+ +\(low 4 × confidence 0\.\d+\)", told)
    for line in told.splitlines():
        if sum_ := re.fullmatch(r" +100 − ([\d.]+) = ([\d.]+)", line):
            assert 100 - float(sum_[1]) == pytest.approx(float(sum_[2]))
    terms, total = re.search(r"^Total +(.*) = ([\d.]+), ", told, re.MULTILINE).groups()
    parts = [tuple(map(float, term.split(" × "))) for term in terms.split(" + ")]
    assert sum(weight * score for weight, score in parts) == pytest.approx(float(total), abs=0.1)
    assert sum(weight for weight, _ in parts) == pytest.approx(1, abs=0.01)
    assert [weight for weight, _ in parts] == list(rubric.WEIGHTS.values())


def test_explain_a_rule(project):
    assert run("explain", RULE).stdout == run("rules", RULE).stdout


def test_explain_what_was_not_assessed(project):
    (project / "docs/news/left.md").write_text("Closed.", "utf-8")
    assert "not assessed: too short" in run("explain", "docs/news/left.md").stdout


def test_explain_names_the_cap(project):
    words = ["harbour", "lantern", "orchard", "pebble", "quarry"]
    rule = f'[[rule]]\nid = "boilerplate/house"\nphrases = {json.dumps(words)}\nmessage = "{{phrase}}"\n'
    (project / "house.toml").write_text(rule, "utf-8")
    (project / "many.txt").write_text(f"{BODY}\nOf the {' and the '.join(words)} nobody spoke.\n", "utf-8")
    told = run("explain", "many.txt", "--rules", "house.toml", code=0).stdout
    assert told.count("−4  boilerplate/house") == 3
    assert told.count("(low 4 = 4, of which the cap of the rule leaves 0)") == 2
    assert "100 − 12 = 88" in told


def test_compare_writes_a_page_that_needs_no_other(project):
    (project / "docs/news/clean.md").write_text(
        BODY.replace("eleven", "twelve") + "\n“<script>alert(1)</script> is what it said,” Holm said.\n", "utf-8"
    )
    (project / "docs/news/left.md").write_text(BODY, "utf-8")
    assert run("compare", "--html", "page.html", "-q", code=0).output == ""
    html = (project / "page.html").read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert "<script" not in html.lower()
    assert not re.search(r"""(?:src|href)=["']?(?:https?:|//)""", html)
    assert not re.search(r"\son\w+=", html)
    assert "default-src 'none'" in html
    assert "<style>" in html
    assert "twelve" in html
    none = run("compare", "docs/news/left.md", "--html", "none.html", code=0)
    assert "No two of these articles" in none.stdout
    assert "No two of these articles" in (project / "none.html").read_text("utf-8")


# long runs ----------------------------------------------------------------------------------------------------------


class Screen(list):
    """What is written to standard error."""

    def __call__(self, text, **_):
        self.append(text)


@pytest.mark.parametrize(("tty", "files", "quiet", "shown"), [
    (False, 1000, False, True), (True, 1000, False, True), (True, 1000, True, False), (False, 20, False, False),
])  # fmt: skip
def test_long_runs_tell_how_far_they_are(monkeypatch, tty, files, quiet, shown):
    screen = Screen()
    monkeypatch.setattr("mkdocs_credibility.cli.progress.click.echo", screen)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: tty)
    with Progress(files, quiet=quiet) as progress:
        for n in range(files + 1):
            progress.tell("read", n, files)
        progress.tell("assess", files // 2, files)
    assert bool(screen) is shown
    if shown:
        assert len(screen) < 20, "not a line a file"
        assert "reading" in screen[0]
        assert any("assessing 500 of 1,000" in line for line in screen)
        assert ("\r" in screen[0]) is tty
        assert (screen[-1] == "\r\x1b[K") is tty


def test_a_run_over_a_thousand_files_says_so_within_a_second(tmp_path):
    for n in range(1000):
        (tmp_path / f"{n:04}.txt").write_text("Closed today.", "utf-8")
    start = time.monotonic()
    command = [sys.executable, "-c", "from mkdocs_credibility.cli import main; main()", "check", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        first = process.stderr.readline()
        took = time.monotonic() - start
        process.stderr.read()
    assert first == "reading 1,000 articles\n"
    assert process.returncode == 0
    assert took < 5, "a second on an idle machine; more when many tests run at once"


# init ---------------------------------------------------------------------------------------------------------------

FORMS = [
    "",
    "site_name: X",
    "site_name: X\n",
    "site_name: X\n\nnav:\n  - a.md\n# the end",
    "site_name: X\nplugins:\n  - search\n  - tags: {a: 1} # note\n\n# nav below\nnav: []\n",
    "site_name: X\nplugins:\n- search\n# a comment\ntheme: material\n",
    "site_name: X\nplugins:\n    -   search:\n            lang: en\n\n\nnav: []\n",
    "site_name: X\nplugins: [search, tags]\nnav: []\n",
    "site_name: X\nplugins: [\n  search,\n  tags,  # last\n]\n",
    "site_name: X\nplugins: {search: {}, tags: {}}\n",
    "site_name: X\nplugins:\n  search: {}\n  tags:\n    x: |\n      abc\n      def\nnav: []\n",
    "site_name: X\nplugins:\nnav: []\n",
    "site_name: X\nplugins: []\nnav: []\n",
    "\ufeffsite_name: Ünïcode ☃\nplugins:\n  - search\nextra: {a: !ENV [X, y], b: !!python/name:os.system }\n",
]


@pytest.mark.parametrize("text", FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_init_adds_the_plugin_and_changes_no_other_byte(tmp_path, monkeypatch, text, end):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mkdocs.yml"
    before = text.replace("\n", end).encode()
    file.write_bytes(before)
    (tmp_path / "docs").mkdir()
    run("init", code=0)
    after = file.read_bytes()
    assert _common(before, after) + _common(before[::-1], after[::-1]) >= len(before), (
        "what was there is there, in one piece before and one behind"
    )
    assert (b"\r\n" in after) == (end == "\r\n" and (b"\r\n" in before))
    assert not re.search(rb"(?<!\r)\n", after) or end == "\n" or b"\r\n" not in before
    names = [next(iter(p)) if isinstance(p, dict) else p for p in _plugins(file)]
    assert names.count("credibility") == 1
    if "plugins: []" not in text:
        assert "search" in names, "what MkDocs takes without a word must be named beside others"
    assert run("init", code=0).output == f"mkdocs.yml:{_line(after)}: the plugin is there already\n"
    assert file.read_bytes() == after
    if "site_name" in text and "!ENV" not in text and "tags" not in text:  # a plugin that is not installed here
        assert "credibility" in mkdocs_load(str(file)).plugins


def _common(a, b):
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _plugins(file):
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda *_: None)
    return list(yaml.load(file.read_bytes().decode("utf-8-sig"), Loader)["plugins"])  # noqa: S506


def _line(data):
    lines = data.decode("utf-8-sig").splitlines()
    return next(n for n, line in enumerate(lines, 1) if "credibility" in line.split("#")[0])


def test_the_options_that_init_suggests_are_options(project):
    (project / "mkdocs.yml").write_text("site_name: X\nplugins:\n  - search\n", "utf-8")
    run("init")
    text = (project / "mkdocs.yml").read_text("utf-8")
    spelled = re.sub(r"^( +)# ((?:  )?\S+:)", r"\1\2", text, flags=re.MULTILINE)
    (project / "mkdocs.yml").write_text(spelled, "utf-8")
    (project / "credibility-baseline.json").write_text('{"version": 1, "pages": {}}', "utf-8")
    options = yaml.safe_load(spelled)["plugins"][1]["credibility"]
    assert len(options) >= 6
    assert run("check", "-q").exit_code in (0, 1)


@pytest.mark.parametrize("text", ["plugins: !ENV X\n", "plugins: search\n", "[a]\n", "{plugins: [search]}\n"])
def test_init_leaves_alone_what_it_does_not_understand(tmp_path, text):
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, "utf-8")
    result = run("init", file, code=2)
    assert len(result.stderr.splitlines()) == 1
    assert file.read_text("utf-8") == text
    assert text == "[a]\n" or with_plugin(text) is None


def test_init_names_the_file_that_holds_the_plugins(tmp_path):
    (tmp_path / "base.yml").write_text("plugins: [search]\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: X\n", "utf-8")
    assert "base.yml; call init with that file" in run("init", tmp_path / "mkdocs.yml", code=2).stderr
    run("init", tmp_path / "base.yml", code=0)
    assert "the plugin is there already" in run("init", tmp_path / "mkdocs.yml", code=0).output


# completion and CI --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "incomplete", "expected"),
    [
        ([], "ex", {"explain"}),
        (["check"], "--up", {"--update-baseline"}),
        (["check", "--format"], "s", {"sarif"}),
        (["rules"], "boilerplate/comment-", {"boilerplate/comment-form"}),
        (["explain"], "byline/site-name", {"byline/site-name-as-dateline"}),
    ],
)
def test_the_shell_completes(words, incomplete, expected):
    found = ShellComplete(main, {}, "mkdocs-credibility", "_MKDOCS_CREDIBILITY_COMPLETE").get_completions(
        words, incomplete
    )
    assert expected <= {item.value for item in found}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_documented_lines_give_a_script(shell):
    assert f"_MKDOCS_CREDIBILITY_COMPLETE={shell}_source" in PUBLISHING
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)(main, {}, "mkdocs-credibility", "_MKDOCS_CREDIBILITY_COMPLETE").source()
    assert "_MKDOCS_CREDIBILITY_COMPLETE" in script


def program(folder):
    """A folder for PATH in which the program is."""
    file = folder / "bin" / "mkdocs-credibility"
    file.parent.mkdir()
    file.write_text(f"#!{sys.executable}\nfrom mkdocs_credibility.cli import main\nmain()\n", "utf-8")
    file.chmod(0o755)
    return {**os.environ, "PATH": f"{file.parent}:{os.environ['PATH']}"}


def test_the_hooks_run(project):
    hooks = {h["id"]: h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert set(hooks) == {"mkdocs-credibility", "mkdocs-credibility-project"}
    for hook in hooks.values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["id"] in PUBLISHING
    files = ["docs/news/left.md", "docs/news/clean.md"]
    changed = hooks["mkdocs-credibility"]["entry"].split()[1:]
    assert run(*changed, "--fail-on", "low", *files, code=1).stdout.splitlines()[0] == "1 page held back:"
    assert run(*changed, *files, code=0).output == ""
    assert re.search(hooks["mkdocs-credibility-project"]["files"], "docs/news/left.md")
    run(*hooks["mkdocs-credibility-project"]["entry"].split()[1:], code=1)


def test_the_action_runs(project):
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    install, check = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    assert "$GITHUB_ACTION_PATH" in install["run"]
    assert all(step["shell"] == "bash" for step in (install, check))
    assert "${{" not in check["run"], "inputs are variables, never part of the script"
    given = {k: re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", v)[1] for k, v in check["env"].items()}
    assert sorted(given.values()) == sorted(action["inputs"])
    for name in action["inputs"]:
        assert f"`{name}`" in PUBLISHING
    environment = program(project)

    def act(**inputs):
        values = {key: inputs.get(name.replace("-", "_"), "") for key, name in given.items()}
        return subprocess.run(  # noqa: S603  # our own action
            ["bash", "-e", "-o", "pipefail", "-c", check["run"]],  # noqa: S607
            env=environment | values, capture_output=True, text=True, check=False, cwd=project,
        )  # fmt: skip

    done = act(config_file="mkdocs.yml", sarif_file="out.sarif")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::notice file=docs/news/left.md,line=")
    assert json.loads((project / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    done = act(path="docs/news/left.md\ndocs/news/clean.md", fail_on="high\nmedium", fail_under="50")
    assert (done.returncode, done.stderr) == (0, "")
    done = act(path="$(touch ran)\n; touch ran", fail_on="`touch ran`")
    assert done.returncode == 2
    assert not (project / "ran").exists()


def test_the_gitlab_job_runs(project):
    [job] = [b for b in re.findall(r"^```yaml\n(.*?)^```$", PUBLISHING, re.MULTILINE | re.DOTALL) if "pip install" in b]
    job = yaml.safe_load(job)["credibility"]
    install, check = job["script"]
    assert install == "pip install mkdocs-credibility"
    run(*check.split()[1:], code=1)
    report = project / job["artifacts"]["reports"]["junit"]
    assert ET.fromstring(report.read_text("utf-8")).get("failures") == "1"  # noqa: S314


def test_the_documented_gates_and_error_are_real(project):
    blocks = re.findall(r"^```yaml\n(.*?)^```$", PUBLISHING, re.MULTILINE | re.DOTALL)
    [gates] = [b for b in blocks if "fail_under:" in b]
    (project / "mkdocs.yml").write_text(f"site_name: X\n{gates}", "utf-8")
    assert run("check", "-q").exit_code == 1
    said = re.search(r"^```text\n(mkdocs\.yml:5: .*?)\n```$", PUBLISHING, re.MULTILINE | re.DOTALL)[1]
    text = "site_name: X\nplugins:\n  - search\n  - credibility:\n      exlude: []\n      fail_under: {page: high}\n"
    (project / "mkdocs.yml").write_text(text, "utf-8")
    assert run("check").stderr == f"Error: {said}\n"


def test_work_calls_pages_as_the_build_does(project):
    gathered = work.gather((Path("docs/news/left.md"),), Path("mkdocs.yml"), None)
    assert gathered.files == [(Path("docs/news/left.md"), "news/left.md")]
    assert not gathered.whole
