"""The command line, as a newsroom meets it."""

import io
import json

import jsonschema
import pytest
from click.testing import CliRunner

from mkdocs_credibility import rules
from mkdocs_credibility.cli import main, work
from mkdocs_credibility.reports import json as json_report

ARTICLE = """\
By Ada Corvin

The harbour office said on Wednesday that the crossing to Brenmouth would stay closed for a second day, because divers
had not yet seen the whole of the hull. “We will not put a ship back into service that we have only half looked at,”
harbour master Tomas Rehn told reporters on the quay. He said that the inspection would go on until dark.

Passengers who had waited since the morning were offered a bus around the bay. “It takes four hours, but it goes,” said
Ilse Varga, a nurse who works in Brenmouth. The ferry line said it would pay for the tickets.
"""
LEFTOVER = "\nYour email address will not be published. Required fields are marked *\n"
SHORT = "Closed today.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of articles, which is also the working directory."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "clean.md").write_text(f"# The crossing stays closed\n\n{ARTICLE}", "utf-8")
    (tmp_path / "news" / "left.txt").write_text(ARTICLE.replace("Wednesday", "Thursday") + LEFTOVER, "utf-8")
    (tmp_path / "news" / "short.html").write_text(f"<p>{SHORT}</p>", "utf-8")
    (tmp_path / "news" / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / "news" / ".draft.md").write_text(ARTICLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


def run(*arguments):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_check_reports_by_file(folder):
    result = run("check", "news")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    heads = [line.split("  ")[0] for line in lines if line.startswith("news/")]
    assert heads == ["news/clean.md", "news/left.txt", "news/short.html"]
    assert "not assessed: too short" in result.stdout
    at = next(i for i, line in enumerate(lines) if "boilerplate/comment-form" in line)
    assert lines[at].split()[0] == "10:1"
    shown = lines[at:]
    under = next(i for i, line in enumerate(shown) if line.strip().startswith("^"))
    assert "Your email address" in shown[under - 1]
    assert any(line.strip().startswith("fix: ") for line in shown)
    assert lines[-1].startswith("3 articles, 2 assessed; ")
    assert "\x1b" not in result.stdout


def test_a_dimension_that_is_not_assessed_says_why(tmp_path):
    body = "The council of Osby met on Monday and agreed to mend the bridge before the winter comes, it said. " * 3
    (tmp_path / "short.txt").write_text(f"By Ana Brandt\n\n{body}\n", "utf-8")
    lines = run("check", str(tmp_path)).output.splitlines()
    assert lines[0].endswith("translation –")
    assert lines[1] == "  translation –  not assessed: fewer than 80 words"


def test_check_as_json_keeps_to_the_schema(folder):
    result = run("check", "--format", "json", "news/left.txt", "news")
    document = json.loads(result.stdout)
    jsonschema.Draft202012Validator(json.loads(json_report.schema())).validate(document)
    keys = [a["key"] for a in document["articles"]]
    assert keys == ["news/left.txt", "news/clean.md", "news/short.html"], "each file once, in the order given"
    assert run("check", "--format", "json", "news/left.txt", "news").stdout == result.stdout


def test_gate(folder):
    assert run("check", "--fail-under", "0", "news").exit_code == 0
    (folder / "left.txt").write_text(ARTICLE.replace("Wednesday", "Thursday") + 4 * LEFTOVER, "utf-8")
    result = run("check", "--fail-under", "100", "news")
    assert result.exit_code == 1
    tail = result.stdout.splitlines()[-3:]
    assert tail[-2] == "1 page held back:"
    assert tail[-1].strip().startswith("news/left.txt: fail_under.page: ")
    assert tail[-1].endswith(", under 100")
    assert run("check", "--fail-under", "101", "news").exit_code == 2
    assert run("check", "--fail-under", "100", "news/short.html").exit_code == 0, "what was not assessed cannot fail"


def test_compare_shows_the_versions(folder):
    result = run("compare", "news")
    assert result.exit_code == 0
    assert "news/clean.md" in result.stdout
    assert "news/left.txt" in result.stdout
    assert "(2 versions)" in result.stdout
    alone = run("compare", "news/clean.md")
    assert alone.exit_code == 0
    assert alone.stdout == "No two of these articles tell the same story.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "missing.md"), "missing.md: no such file or folder"),
        (("check", "news/notes.pdf"), "news/notes.pdf: cannot read .pdf"),
        (("compare", "empty"), "no article among empty"),
        (("check", "bad\x1b[31m"), "bad␛[31m: no such file or folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(folder, arguments, message):
    (folder.parent / "empty").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_cannot_be_read_does_not_hide_the_others(folder, monkeypatch):
    read = work.read_file

    def refuse(path, *, key):
        if path.name == "left.txt":
            raise PermissionError(13, "Permission denied")
        return read(path, key=key)

    monkeypatch.setattr(work, "read_file", refuse)
    result = run("check", "news")
    assert result.exit_code == 2
    assert result.stderr == "news/left.txt: Permission denied\n"
    assert "news/clean.md" in result.stdout


def test_front_matter_is_heard(folder):
    (folder / "out.md").write_text(f"---\ncredibility: false\n---\n\n{ARTICLE}", "utf-8")
    ignore = {"boilerplate/comment-form": "Shown on purpose.", "boilerplate/comment-from": "x"}
    meta = json.dumps({"credibility": {"ignore": ignore}})
    (folder / "left.md").write_text(f"---\n{meta}\n---\n\n{ARTICLE}{LEFTOVER}", "utf-8")
    result = run("check", "news/out.md", "news/left.md")
    assert "out.md" not in result.stdout
    assert "1 finding silenced" in result.stdout
    assert "boilerplate/comment-form" not in result.stdout
    assert "did you mean boilerplate/comment-form" in result.stderr


def test_rules_are_listed_and_explained():
    listed = run("rules").stdout
    every = list(rules.every())
    for rule in every:
        assert rule.id in listed
        explained = run("rules", rule.id).stdout
        words = " ".join(explained.split())
        for text in (rule.title, rule.message, rule.rationale, rule.source, rule.fix):
            assert " ".join(text.split()) in words
    assert every


def test_unknown_rule_gets_a_suggestion():
    result = run("rules", "boilerplate/coment-form")
    assert result.exit_code == 2
    assert "did you mean boilerplate/comment-form" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_version_and_help(tmp_path, monkeypatch):
    assert run("--version").stdout.startswith("mkdocs-credibility, version ")
    for command in ((), *((name,) for name in main.commands)):
        assert run(*command, "-h").exit_code == 0
    assert run().exit_code == 2
    monkeypatch.chdir(tmp_path)
    assert run("check").exit_code == 2


def test_colours_only_where_they_are_wanted(monkeypatch):
    class Tty(io.StringIO):
        def isatty(self):
            return True

    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert not work.terminal().colour
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert work.terminal().colour
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.setattr(work.sys, "stdout", Tty())
    assert work.terminal().colour
    assert not work.terminal(False).colour
    assert not work.terminal(to_file=True).colour
    monkeypatch.setenv("TERM", "dumb")
    assert not work.terminal().colour
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not work.terminal().colour
    assert work.terminal(True).colour


def test_a_hostile_article_cannot_speak_to_the_terminal(folder):
    text = ARTICLE.replace("the quay", "the \x1b]0;owned\x07quay \u202e")
    (folder / "left.txt").write_text(text + LEFTOVER.replace("not be", "not \x9b2J be"), "utf-8")
    for command in ("check", "compare"):
        output = run(command, "news").output
        assert "left.txt" in output
        assert not [c for c in output if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c == "\u202e"]
