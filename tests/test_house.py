"""The house: a room imports only from the floors below its own, and heavy guests stay in their own rooms."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import STORY

PACKAGE = Path(__file__).parents[1] / "mkdocs_credibility"
FLOORS = [  # from the ground up; rooms on one line share a floor and may not import one another
    ["extensions"],
    ["language", "phrase", "cache", "processes", "packed", "span", "links"],
    ["program"],
    ["rules"],
    ["options"],
    ["settings"],
    ["tokens"],
    ["article"],
    ["scorecard"],
    ["story", "baseline", "kept"],
    ["readers"],
    ["signals"],
    ["reports"],
    ["rubric", "silence"],
    ["gates"],
    ["stories"],
    ["examining"],
    ["pipeline"],
    ["plugin", "site", "corpus"],
    ["cli"],
    ["__init__", "__main__"],
]
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
GUESTS = {"mkdocs": "plugin", "bs4": "readers", "textstat": "signals", "jinja2": ("reports", "plugin"), "click": "cli"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_lead_down(path):
    room = room_of(path)
    for name in imports(path):
        if name.startswith("mkdocs_credibility."):
            other = name.split(".")[1]
            if other in LEVEL and other != room:
                assert LEVEL[other] < LEVEL[room], f"{room} imports {other}"
        guest = name.split(".")[0]
        if guest in GUESTS:
            assert room in GUESTS[guest], f"{guest} has no business in {room}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_fit_in_one_head(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_every_room_has_its_floor():
    assert {room_of(path) for path in MODULES} <= set(LEVEL)


def test_the_library_comes_without_mkdocs_and_without_weight():
    code = "import sys, mkdocs_credibility; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ["mkdocs", "bs4", "textstat", "nltk", "jinja2", "nupunkt", "click", "yaml", "rapidfuzz", "ftfy"]
    out = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)  # noqa: S603
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("kind", ["nothing to score", "nothing changed"])
def test_a_build_that_scores_nothing_imports_nothing_heavy(tmp_path, kind):
    (tmp_path / "docs").mkdir()
    for n in range(3):
        text = f"# Mill {n} to close\n\nBy Ana Brandt\n\n{STORY if n else STORY.replace('harbour', 'port')}"
        (tmp_path / "docs" / f"{n}.md").write_text(text, "utf-8")
    exclude = ["*"] if kind == "nothing to score" else []
    plugins = ["search", {"credibility": {"exclude": exclude}}]
    (tmp_path / "mkdocs.yml").write_text(json.dumps({"site_name": "X", "plugins": plugins}), "utf-8")
    code = (
        "import sys\nbefore = set(sys.modules)\n"  # what measures coverage is there before
        "from mkdocs.__main__ import cli\ncli(['build', '-q'], standalone_mode=False)\n"
        "print([m for m in sys.argv[1:] if m in sys.modules.keys() - before])"
    )
    heavy = ["bs4", "textstat", "nltk", "nupunkt", "pyphen", "rapidfuzz", "multiprocessing", "concurrent.futures"]
    judges = ["mkdocs_credibility.signals", "mkdocs_credibility.stories.profile"]

    def build():
        command = [sys.executable, "-c", code, *heavy, *judges]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout.strip()  # noqa: S603

    if kind == "nothing changed":
        assert "rapidfuzz" in build()
    assert build() == "[]"
    assert len(json.loads((tmp_path / "site" / "credibility.json").read_text("utf-8"))["articles"]) == 3 - 3 * len(
        exclude
    )
