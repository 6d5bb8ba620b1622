"""What other packages add: the example in `examples/`, installed beside this package as an installer would."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from mkdocs_credibility.extensions import ExtensionError
from mkdocs_credibility.signals import brought

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "credibility-extras"
ARTICLE = (
    "Harbour\n=======\n\n"
    "Studies show that harbours silt up, the council of Osby said on Monday in a report of nine pages. "
    "“Studies show nothing of the kind,” the harbour master, Ines Vold, told the meeting. The dredger will come in "
    "spring, she said, and it will stay for as long as the tides allow it to work in the outer basin.\n\n"
    "Fishing boats have waited outside for the second flood since October, the master said. The council votes on the "
    "money in two weeks, according to its agenda, and the ferry line pays a third of the bill.\n"
)


def install(folder, project, package):
    """Put a package and its entry points where Python looks, as installing its wheel does."""
    data = tomllib.loads(project)
    name, version = data["project"]["name"], data["project"]["version"]
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    groups = data["project"]["entry-points"].items()
    lines = [line for group, points in groups for line in (f"[{group}]", *(f"{k} = {v}" for k, v in points.items()))]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    shutil.copytree(package, folder / package.name, dirs_exist_ok=True)


@pytest.fixture
def installed(tmp_path):
    """Run a command where the example is installed."""
    packages = tmp_path / "packages"
    install(packages, (EXAMPLE / "pyproject.toml").read_text(), EXAMPLE / "credibility_extras")

    def run(*args):
        measured = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
        env = {"PYTHONPATH": f"{packages}:{ROOT}", "PATH": "/usr/bin:/bin", **measured}
        command = [sys.executable, *args]
        return subprocess.run(command, check=False, capture_output=True, text=True, env=env, cwd=tmp_path)  # noqa: S603

    run.folder = tmp_path
    run.packages = packages
    return run


def check(run, *args):
    return run("-m", "mkdocs_credibility", "check", *args)


def test_a_reader_a_signal_and_a_report(installed):
    (installed.folder / "harbour.rst").write_text(ARTICLE)
    done = check(installed, "harbour.rst", "--format", "json")
    assert done.stderr == ""
    (article,) = json.loads(done.stdout)["articles"]
    found = [f for f in article["findings"] if f["rule"] == "attribution/unnamed-study"]
    assert [e["selector"][0]["exact"] for f in found for e in f["evidence"]] == ["Studies show"]
    assert found[0]["evidence"][0]["line"] == 4
    assert article["dimensions"]["attribution"]["deductions"]["attribution/unnamed-study"] > 0
    assert check(installed, "harbour.rst", "--format", "pages").stdout.split() == [
        str(int(article["score"])),
        "harbour.rst",
    ]


def test_its_rules_are_rules_like_any(installed):
    shown = installed("-m", "mkdocs_credibility", "rules", "attribution/unnamed-study")
    assert "Readers who cannot find a study cannot judge it." in shown.stdout
    (installed.folder / "harbour.rst").write_text(ARTICLE)
    assert check(installed, "harbour.rst", "-q", "--fail-on", "attribution/unnamed-study").returncode == 1


def test_a_language(installed):
    code = (
        "from mkdocs_credibility import language\n"
        "print(language.codes(), language.detect('Eg veit ikkje kva det er, men han var her og så vart det noko som "
        "ho har frå dei etter at vi var på øya'))"
    )
    done = installed("-c", code)
    assert "'nn'" in done.stdout
    assert done.stdout.split()[-1] == "nn", done.stderr


BROKEN = """
[project]
name = "broken"
version = "1.0"
[project.entry-points."mkdocs_credibility.{kind}"]
{name} = "{value}"
"""


@pytest.mark.parametrize(
    ("kind", "name", "value", "said"),
    [
        ("signals", "gone", "no_such_module", "signals: 'gone' of broken 1.0: No module named 'no_such_module'"),
        ("signals", "raises", "broken_package:Raising", "harbour.rst: mkdocs_credibility.signals: 'raises' of broken"),
        ("signals", "taken", "broken_package:Taken", "there is a rule 'byline/rain' already"),
        ("signals", "strange", "broken_package:Strange", "'weather/rain' begins with none of the dimensions"),
        ("readers", "rst", "broken_package:read", "'rst' of credibility-extras 0.1.0: broken has one of that name too"),
    ],
)
def test_what_another_package_breaks_is_said_in_a_line(installed, kind, name, value, said):
    package = installed.folder / "broken_package"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from mkdocs_credibility.rules import Rule\n"
        "def rule(id):\n    return Rule(id, 'low', 'publisher', 't', 'm', 'r', 's', 'f')\n"
        "class Raising:\n    RULES = ()\n    @staticmethod\n    def examine(card):\n        raise ValueError('no')\n"
        "class Strange(Raising):\n    RULES = (rule('weather/rain'),)\n"
        "class Taken(Raising):\n    RULES = (rule('byline/rain'), rule('byline/rain'))\n"
        "def read(data, *, path):\n    raise ValueError\n"
    )
    install(installed.packages, BROKEN.format(kind=kind, name=name, value=value), package)
    (installed.folder / "harbour.rst").write_text(ARTICLE)
    done = check(installed, "harbour.rst")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_stops_with_the_line(site, monkeypatch, caplog):
    def broken():
        raise ExtensionError("mkdocs_credibility.signals: 'x' of y 1: no")

    monkeypatch.setattr(brought, "_signals", broken)
    with pytest.raises(Abort):
        site.build({"index.md": "# Home\n", "a.md": "# A\n\n" + "The harbour office said on Monday it is shut. " * 20})
    assert [r.getMessage() for r in caplog.records if r.levelname == "ERROR"] == [
        "credibility: mkdocs_credibility.signals: 'x' of y 1: no"
    ]
