"""The docs say what is so: their Python runs and prints what they show, and what is made from the code is complete."""

import contextlib
import importlib.util
import io
import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

import mkdocs_credibility
from mkdocs_credibility import read_text, rubric, rules
from mkdocs_credibility.scorecard import Scorecard

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LANGUAGES = ROOT / "mkdocs_credibility" / "language"
FENCE_PY = re.compile(r"^```py\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(page, kind):
    found = [body for language, body in FENCE.findall(page.read_text("utf-8")) if language == kind]
    return [body for body in found if not body.startswith("--8<--")]  # a file of the repo, which has tests of its own


def with_fences(kind):
    pages = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
    return [page for page in pages if fences(page, kind)]


@pytest.fixture(scope="module")
def hooks():
    spec = importlib.util.spec_from_file_location("docs_hooks", ROOT / "scripts" / "docs_hooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", with_fences("python"), ids=lambda page: page.name)
def test_python_prints_what_the_page_shows(page):
    names = {}
    for block in fences(page, "python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, page.name, "exec"), names)  # noqa: S102  # the docs are ours
        shown = re.findall(r"^#> (.*)$", block, re.MULTILINE)
        assert printed.getvalue().splitlines() == shown


@pytest.mark.parametrize("page", with_fences("yaml"), ids=lambda page: page.name)
def test_yaml_is_yaml(page):
    for block in fences(page, "yaml"):
        assert list(yaml.safe_load_all(block))


def test_every_marker_names_a_part(hooks):
    wanted = {name for page in DOCS.rglob("*.md") for name in hooks.MARKER.findall(page.read_text("utf-8"))}
    assert wanted == set(hooks.PARTS)


def test_rule_reference_has_every_rule(hooks):
    made = hooks.on_page_markdown((DOCS / "rules.md").read_text("utf-8"))
    for rule in rules.every():
        assert f"### `{rule.id}` {{ #{hooks.anchor(rule.id)} }}" in made
    assert "{name}" not in made


def test_names_are_all_told_with_their_attributes(hooks):
    made = hooks.on_page_markdown((DOCS / "names.md").read_text("utf-8"))
    for name in mkdocs_credibility.__all__:
        assert f"## `{name}` {{ #{name.lower()} }}" in made
    assert "- `byline_kind`: `named`, `staff`, `agency`, `pseudonym`, `none`\n- `agency`: `str`, or None\n" in made
    assert "`.parent_of(article)`\n:   The version" in made


def test_what_was_measured_is_of_rules_there_are(hooks):
    kinds = [kind for kind in hooks.MEASURED.values() if isinstance(kind, dict)]
    assert {rule for kind in kinds for rule in kind} <= {rule.id for rule in rules.every()}
    assert "precision 97.8%" in "".join(hooks.measured("boilerplate/teaser-line"))


def test_tables_hold_the_rubrics_figures(hooks):
    made = hooks.on_page_markdown((DOCS / "scores.md").read_text("utf-8"))
    for severity, points in rubric.POINTS.items():
        assert f"| {severity} | {points:g} | {rubric.CAP[severity]:g} |" in made
    assert f"× {rubric.COMPARED_SHARE:g}" in made
    for floor, name in rubric.BANDS:
        assert re.search(rf"^\| {name} \| .+ \| {floor:g} to ", made, re.MULTILINE)


def test_worked_example_adds_up():
    """The figures of the worked example in scores.md."""
    page = (DOCS / "scores.md").read_text("utf-8")
    weights, cost = rubric.WEIGHTS, rubric.POINTS
    assert rules.get("byline/site-name-as-dateline").severity == "medium"
    assert rules.get("boilerplate/comment-form").severity == "low"
    byline = 100 - cost["medium"]
    boilerplate = 100 - cost["low"] * (1 + rubric.OWNER_SHARE["ingest"])
    rest = weights["attribution"] * 100 + weights["byline"] * byline + weights["boilerplate"] * boilerplate
    total = rest + weights["translation"] * 100
    assert f"= {byline:g}." in page
    assert f"= {boilerplate:g}." in page
    assert f"= {total:.1f}, band *{rubric.band_of(total)}*" in page
    assert f"= {rest / (1 - weights['translation']):.1f}." in page


def test_rules_named_in_the_docs_exist():
    dimensions = "|".join(rubric.WEIGHTS)
    named = {
        rule
        for page in [ROOT / "README.md", *DOCS.rglob("*.md")]
        for rule in re.findall(rf"\b(?:{dimensions})/[a-z]+(?:-[a-z]+)+\b", page.read_text("utf-8"))
    }
    pages = [(DOCS / f"{name}.md").read_text("utf-8") for name in ("own-rules", "contributing")]
    examples = [rule for page in pages for rule in re.findall(r'^\s*id ?= ?"(.+?)"', page, re.MULTILINE)]
    assert [rule for rule in named if rule not in {*examples, *(r.id for r in rules.every())}] == []


def test_the_walk_through_a_rule_leads_there(monkeypatch):
    """The entry and the function of contributing.md, and the golden case's lines: one is found and the other is not."""
    entry, module, report = FENCE_PY.findall((DOCS / "contributing.md").read_text("utf-8"))
    names = {"Rule": rules.Rule}
    rule = eval(entry.strip().rstrip(","), names)  # noqa: S307  # the docs are ours
    monkeypatch.setattr(rules, "_registry", lambda: {rule.id: rule})
    exec(compile(module, "scans.py", "exec"), names)  # noqa: S102
    article = read_text("Scan the code to watch the goals.\n\n“You scan the code and walk in,” said Mira Holm.\n")
    card = Scorecard(article)
    names["find"](card)
    assert [(f.rule, f.spans[0].exact) for f in card.findings] == [(rule.id, "Scan the code to watch the goals.")]
    assert card.findings[0].message == "A line asks readers to scan a code: “Scan the code to watch the goals.”."
    exec(compile(report, "markdown.py", "exec"), names)  # noqa: S102
    assert names["table"]([card]).splitlines()[-1].endswith("| – | 1 |")


def test_language_tables_are_explained():
    """Every list that more than one language has; what only one has is explained beside it."""
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", (DOCS / "languages.md").read_text("utf-8")))))
    having = Counter[str]()
    for path in LANGUAGES.glob("*/*.toml"):
        [table] = tomllib.loads(path.read_text("utf-8")).values()
        having.update(() if path.stem == "boilerplate" else table.keys())
    assert {key for key, languages in having.items() if languages > 1} - told == set()


def test_changelog_entries_say_what_they_are():
    entries = re.findall(r"^- (\w+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert entries
    assert set(entries) <= {"NEW", "FIX", "BREAK"}


def test_own_site_builds_without_a_warning(tmp_path, monkeypatch):
    """Strict by its own configuration: a dead link, a missing anchor or an option the plugin lacks would raise."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    report = json.loads((tmp_path / "site" / "credibility.json").read_text("utf-8"))
    assert len(report["stories"]) == 5
