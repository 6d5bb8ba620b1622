"""The wheel: all that the program reads at work is in it, nothing else is, and it works without the repository.

Built without the network, by the hatchling that is here; CREDIBILITY_WHEEL=required makes its absence a failure.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "mkdocs_credibility"
LEFTOVERS = ("__pycache__/x.pyc", ".mypy_cache/x.json", ".cache/plugin/x", ".ruff_cache/x", "notes.md", "x.orig")
"""What may lie about in a working tree and must not be delivered."""

if importlib.util.find_spec("hatchling") is None and os.environ.get("CREDIBILITY_WHEEL") != "required":
    pytest.skip("needs hatchling to build the wheel", allow_module_level=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of the sources in which things lie about."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    shutil.copytree(PACKAGE, source / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, source)
    for name in LEFTOVERS:
        for folder in (source / PACKAGE.name, source / PACKAGE.name / "language"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x", "utf-8")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)  # noqa: S603
    assert built.returncode == 0, built.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as opened:
        return {name for name in opened.namelist() if not name.endswith("/")}


def test_all_that_the_program_reads_is_in(names):
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    }
    packed = {name for name in names if ".dist-info/" not in name}
    assert packed == wanted
    for name in (
        "py.typed", "language/NOTICE", "language/en/syllables.z", "language/de/attribution.toml", "readers/page.toml",
        "reports/credibility.schema.json", "reports/assets/credibility.min.css", "reports/assets/credibility.js",
        "reports/locales/fr.findings.toml", "reports/templates/badge.html", "settings/mkdocs.schema.json",
    ):  # fmt: skip
        assert f"{PACKAGE.name}/{name}" in packed


def test_nothing_else_is_in(names):
    kinds = {Path(name).suffix for name in names if ".dist-info/" not in name}
    assert kinds <= {".py", ".toml", ".json", ".html", ".css", ".js", ".typed", ".z", ""}
    assert not [name for name in names if "cache" in Path(name).parent.name or name.startswith(("tests", "docs"))]
    info = {name.split(".dist-info/")[1] for name in names if ".dist-info/" in name}
    assert {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"} <= info
    assert "licenses/mkdocs_credibility/language/NOTICE" in info


def test_it_says_what_it_is_and_where_it_hooks_in(wheel):
    with zipfile.ZipFile(wheel) as opened:
        inside = {name.rpartition("/")[2]: name for name in opened.namelist() if ".dist-info/" in name}
        metadata = Parser().parsestr(opened.read(inside["METADATA"]).decode())
        points = opened.read(inside["entry_points.txt"]).decode()
    assert metadata["Name"] == "mkdocs-credibility"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert "# mkdocs-credibility" in str(metadata.get_payload())
    for group in ("mkdocs.plugins", "properdocs.plugins"):
        assert f"[{group}]\ncredibility = mkdocs_credibility.plugin.plugin:CredibilityPlugin" in points
    assert "mkdocs-credibility = mkdocs_credibility.cli:main" in points


def test_the_source_archive_has_what_its_tests_and_docs_need(tmp_path):
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["sdist"]
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert built.returncode == 0, built.stderr
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        packed = {name.partition("/")[2] for name in opened.getnames()}
    top = {name.partition("/")[0] for name in packed}
    assert top == {*wanted["include"], ".gitignore", "PKG-INFO", "pyproject.toml"}
    pages = "".join(page.read_text("utf-8") for page in ROOT.glob("docs/*.md"))
    named = re.findall(r"`((?:tests|scripts|fuzz|\.ci)/[\w/.]+)`", pages)
    assert {name for name in named if (ROOT / name).is_file()} <= packed
    assert not [name for name in packed if "__pycache__" in name or name.endswith((".pyc", ".orig", ".rej"))]


def test_it_works_without_the_repository(wheel, tmp_path):
    """Unpacked beside the libraries of this environment: read, judged and written, from another folder."""
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "site")  # noqa: S202  # the wheel is ours
    body = "The council of Osby met on Monday and agreed to mend the bridge before the winter comes, said Ana Brandt. "
    (tmp_path / "page.md").write_text(f"# The bridge\n\nBy Max Holm\n\n{body * 6}\n\nLeave a comment\n", "utf-8")
    code = (
        "import sys; sys.path[:0] = [sys.argv[1], sys.argv[2]]; import mkdocs_credibility as m, runpy;"
        "assert m.__file__.startswith(sys.argv[1]), m.__file__;"
        "sys.argv = ['mkdocs-credibility', 'check', '--format', 'json', 'page.md'];"
        "runpy.run_module('mkdocs_credibility', run_name='__main__')"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(tmp_path / "site"), sysconfig.get_path("purelib")]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr
    assert '"boilerplate/comment-form"' in ran.stdout
    assert '"Max Holm"' in ran.stdout
