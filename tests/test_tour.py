"""The tour in the docs: its files are written, its commands run, and what they print is what the page shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from mkdocs_credibility.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "tour.md"
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Shell:
    """Carries out what the page's console blocks say, in the working directory."""

    def __init__(self):
        self.status = 0

    def run(self, line):
        command, *arguments = line.split()
        if command == "echo":
            assert arguments == ["$?"]
            return f"{self.status}\n"
        if command == "cat":
            return Path(arguments[0]).read_text("utf-8")
        if command == "mkdocs":
            process = subprocess.run(  # noqa: S603  # a command of our own docs
                [sys.executable, "-m", "mkdocs", *arguments],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            )  # fmt: skip
            self.status = process.returncode
            assert "Traceback" not in process.stdout
            return process.stdout
        assert command == "mkdocs-credibility", line
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        self.status = result.exit_code
        return result.output


def commands(block):
    """The commands of a console block, each with the output that is shown under it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert parts[0] == ""
    return list(zip(parts[1::2], parts[2::2], strict=True))


def transcript(page, folder):
    """The page with the output that its commands have."""
    shell = Shell()

    def carried_out(block):
        language, title, body = block.groups()
        if title:
            path = folder / title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, "utf-8")
        if language != "console":
            return block.group()
        return "```console\n" + "".join(f"$ {line}\n{shell.run(line)}" for line, _ in commands(body)) + "```"

    return BLOCK.sub(carried_out, page)


def test_every_command_prints_what_the_page_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    page = PAGE.read_text("utf-8")
    made = transcript(page, tmp_path)
    if made != page:
        (tmp_path / "tour.md").write_text(made, "utf-8")
    assert made.splitlines() == page.splitlines()


def test_the_page_shows_what_it_is_for():
    page = PAGE.read_text("utf-8")
    ran = [line for language, _, body in BLOCK.findall(page) if language == "console" for line, _ in commands(body)]
    assert ran.count("mkdocs-credibility check --quiet") == 2
    for status in ("0", "1"):
        assert f"$ echo $?\n{status}\n" in page
    held = re.search(r"held back:\n((?:  .*\n)+)", page)
    assert held is not None
    assert re.findall(r"^  (\S+?): ", held[1], re.MULTILINE) == ["docs/news/drama.md"]


if __name__ == "__main__":  # write the page anew, in an empty folder: python tests/test_tour.py
    import os
    import tempfile

    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "COLUMNS": "100"}
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)
        PAGE.write_text(transcript(PAGE.read_text("utf-8"), Path(name)), "utf-8")
