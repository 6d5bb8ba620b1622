"""The files around the code: CI, hooks, forms and the task runner are what they say, and say the same."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TARGETS = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def load(path):
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_whole_and_asks_for_little(path):
    workflow = load(path)
    assert workflow["name"]
    assert workflow[True]  # YAML's idea of the key "on"
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step)
            if "uses" in step:
                assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", step["uses"])  # a tag can be moved, a commit not
                assert "checkout" not in step["uses"] or step["with"]["persist-credentials"] is False
            else:  # what others wrote reaches a script as a variable, never as part of its text
                assert "github.event" not in step["run"]


def test_three_systems_and_every_python_that_is_claimed():
    matrix = load(GITHUB / "workflows/ci.yml")["jobs"]["test"]["strategy"]["matrix"]
    claimed = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", c)]
    assert {name.split("-")[0] for name in matrix["system"]} == {"ubuntu", "windows", "macos"}
    assert matrix["python"] == claimed
    assert PROJECT["requires-python"] == f">={claimed[0]}"


def test_a_release_is_checked_and_attested_before_it_is_published():
    jobs = load(GITHUB / "workflows/release.yml")["jobs"]
    assert jobs["publish"]["needs"] == "build"
    uses = [step.get("uses", "").partition("@")[0] for step in jobs["publish"]["steps"]]
    assert uses.index("actions/attest-build-provenance") < uses.index("pypa/gh-action-pypi-publish")
    assert any("twine check" in step.get("run", "") for step in jobs["build"]["steps"])


def test_extras_that_are_installed_exist():
    files = [*WORKFLOWS, ROOT / "README.md", ROOT / "docs" / "contributing.md"]
    texts = [path.read_text("utf-8") for path in files]
    asked = {e for text in texts for named in re.findall(r"-e ['\"]\.\[([\w,]+)\]", text) for e in named.split(",")}
    assert asked
    assert asked <= set(PROJECT["optional-dependencies"])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_with_a_label_and_an_id(path):
    form = load(path)
    assert form["name"]
    assert form["description"]
    assert all(field["id"] and field["attributes"]["label"] for field in form["body"])


def test_hooks_before_a_commit_are_told_what_to_run():
    (repo,) = load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"
    for hook in repo["hooks"]:
        assert hook["entry"].startswith("python -m ")
        for path in re.findall(r"tests/\S+\.py", hook["entry"]):
            assert (ROOT / path).is_file()


def test_the_task_runner_has_what_the_docs_and_ci_call():
    texts = [p.read_text("utf-8") for p in (ROOT / "docs" / "contributing.md", *WORKFLOWS)]
    called = {name for text in texts for line in re.findall(r"\bmake ([a-z ]+)", text) for name in line.split()}
    assert set(TARGETS) - {"help"} <= called


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("target", TARGETS)
def test_a_task_leads_to_a_command(target):
    make = shutil.which("make")
    out = subprocess.run([make, "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert out.returncode == 0, out.stderr
    assert "python" in out.stdout


@pytest.mark.parametrize(
    ("lines", "branches", "said"),
    [
        (960, 95, ""),
        (1000, 94, "under 95 %: branches"),
        (949, 100, "under 95 %: lines"),
        (0, 0, "under 95 %: lines, branches"),
    ],
)
def test_lines_and_branches_are_each_held_to_their_floor(lines, branches, said):
    totals = {"covered_lines": lines, "num_statements": 1000, "covered_branches": branches, "num_branches": 100}
    done = subprocess.run(  # noqa: S603
        [sys.executable, ROOT / "scripts" / "covered.py"],
        input=json.dumps({"totals": totals}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr.strip() == said
    assert done.returncode == bool(said)
    assert done.stdout.splitlines()[1] == f"branches: {branches:.2f} % ({100 - branches} of 100 not reached)"


def test_both_gates_ask_the_same_script():
    for path in ("Makefile", ".ci/run"):
        assert "coverage json -q -o - | " in (ROOT / path).read_text("utf-8")
        assert "scripts/covered.py" in (ROOT / path).read_text("utf-8")
