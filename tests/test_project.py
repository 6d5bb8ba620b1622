"""The options model, and a `mkdocs.yml` read without MkDocs as MkDocs reads it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from mkdocs.config import load_config as mkdocs_load

from mkdocs_credibility import settings
from mkdocs_credibility.cli import main
from mkdocs_credibility.plugin.config import CredibilityConfig
from mkdocs_credibility.readers.project import ProjectError, find_config, load_config, read_project
from mkdocs_credibility.settings.kinds import FailUnder

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "mkdocs_credibility" / "settings" / "mkdocs.schema.json"
FULL = {
    "enabled": False,
    "include": "news/\n# none of these\n\nblog/*.md",
    "exclude": ["news/about.md"],
    "badge": "none",
    "agencies": [{"name": "Meridian", "aliases": ["Meridian News Agency"]}, {"name": "Polar"}],
    "ignore": {"boilerplate/teaser-line": " ours "},
    "fail_under": {"site": 85, "page": 60.5, "dimension": {"byline": 40}},
    "fail_on": "high",
    "warn_on": ["medium", "byline/byline-missing"],
    "warn_unused": True,
    "baseline": "known.json",
}


@pytest.fixture
def project(tmp_path):
    """A folder with pages; call it to write its mkdocs.yml."""
    (tmp_path / "docs").mkdir()

    def write(text, name="mkdocs.yml"):
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return write


def with_options(**options):
    return yaml.safe_dump({"site_name": "X", "plugins": [{"credibility": options}]})


# one model ----------------------------------------------------------------------------------------------------------


def test_plugin_and_command_line_read_the_same(project):
    file = project(with_options(**FULL))
    ours = read_project(file).site
    theirs = mkdocs_load(str(file)).plugins["credibility"].config
    for name in settings.names():
        if name not in ("rules", "references", "baseline"):
            assert theirs[name] == getattr(ours.settings, name), name
    assert theirs.baseline == ours.baseline == file.parent / "known.json"
    assert (theirs.options().agencies, theirs.options().ignore) == (ours.options.agencies, ours.options.ignore)
    assert ours.settings.include == ("news/", "blog/*.md")
    assert ours.settings.fail_under == FailUnder(85, 60.5, {"byline": 40})
    assert ours.options.ignore == {"boilerplate/teaser-line": "ours"}


def test_the_plugin_has_every_option_of_the_model():
    assert [name for name, _ in CredibilityConfig._schema] == list(settings.names())


def test_defaults_are_the_same(project):
    file = project("site_name: X\nplugins: [credibility]\n")
    theirs = mkdocs_load(str(file)).plugins["credibility"].config
    ours = read_project(file).site.settings
    assert ours == settings.Settings()
    for name in settings.names():
        assert theirs[name] == getattr(ours, name), name


WRONG = [
    ({"exlude": []}, "exlude", "unknown option (did you mean 'exclude'?)"),
    ({"enabled": "yes"}, "enabled", 'expected true or false, not "yes"'),
    ({"badge": "after-titel"}, "badge", "(did you mean 'after-title'?)"),
    ({"include": 3}, "include", "expected a list of patterns, or one pattern a line"),
    ({"agencies": [{"name": "A"}, {"nam": "B"}]}, "agencies.1.nam", "unknown key (did you mean 'name'?)"),
    ({"agencies": [{}]}, "agencies.0", "a name is missing"),
    ({"ignore": ["x"]}, "ignore", "expected a mapping of rule to reason"),
    ({"ignore": {"byline/byline-mising": "x"}}, "ignore.byline/byline-mising", "did you mean byline/byline-missing"),
    ({"ignore": {"byline/byline-missing": ""}}, "ignore.byline/byline-missing", "say why"),
    ({"fail_under": 101}, "fail_under", "expected a number from 0 to 100, not 101"),
    ({"fail_under": True}, "fail_under", "expected a number from 0 to 100, not true"),
    ({"fail_under": {"pages": 3}}, "fail_under.pages", "unknown key (did you mean 'page'?)"),
    ({"fail_under": {"dimension": {"bylines": 3}}}, "fail_under.dimension.bylines", "did you mean 'byline'"),
    ({"fail_on": ["hihg"]}, "fail_on.0", "a severity is one of info, low, medium, high"),
    ({"fail_on": {"a": 1}}, "fail_on", "expected a list"),
    ({"references": ["nowhere"]}, "references.0", "nowhere: no such folder"),
    ({"rules": "none.toml"}, "rules", "none.toml: No such file or directory"),
    ({"baseline": 3}, "baseline", "expected the path of a JSON file"),
]


@pytest.mark.parametrize(("options", "key", "said"), WRONG)
def test_what_is_wrong_is_said_with_file_line_and_key(project, options, key, said):
    file = project("site_name: X\n\nplugins:\n- search\n" + yaml.safe_dump([{"credibility": options}]))
    with pytest.raises(ProjectError) as caught:
        read_project(file)
    [problem] = caught.value.problems
    place, _, rest = problem.partition(": credibility: ")
    name, _, line = place.rpartition(":")
    assert name == file.as_posix()
    written = file.read_text("utf-8").splitlines()
    last = key.split(".")[-1]
    assert ("-" if last.isdigit() else last) in written[int(line) - 1]
    assert rest.startswith(f"{key}: ")
    assert said in rest


@pytest.mark.parametrize(("options", "key", "said"), WRONG)
def test_the_build_says_the_same(project, options, key, said, caplog):
    caplog.set_level("WARNING", logger="mkdocs")  # a command that ran quietly before may have raised it
    file = project(with_options(**options))
    config = mkdocs_load(str(file)) if "exlude" in options else None
    if config is None:
        with pytest.raises(Exception, match="Aborted"):
            mkdocs_load(str(file))
    assert said.removeprefix("unknown option ") in caplog.text
    assert f"option '{key.split('.')[0]}'" in caplog.text
    assert "(mkdocs.yml, line " in caplog.text


def test_everything_wrong_is_said_at_once(project):
    file = project(with_options(exlude=[], badge="x", fail_under="y"))
    with pytest.raises(ProjectError) as caught:
        read_project(file)
    assert len(caught.value.problems) == 3


# the file -----------------------------------------------------------------------------------------------------------


def test_nothing_in_the_file_is_executed(project):
    file = project(
        "site_name: X\n"
        "markdown_extensions:\n"
        "  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "      bad: !!python/object/apply:os.system ['touch ran']\n"
        "theme: !relative x\n"
        "plugins: [credibility]\n"
    )
    assert read_project(file).site_name == "X"
    assert not (file.parent / "ran").exists()
    assert not Path("ran").exists()


@pytest.mark.parametrize(
    ("written", "environment", "expected"),
    [
        ("!ENV [CRED_A, CRED_B, none]", {}, "none"),
        ("!ENV [CRED_A, CRED_B, none]", {"CRED_B": "theme"}, "theme"),
        ("!ENV CRED_A", {"CRED_A": "before-content"}, "before-content"),
        ("!ENV CRED_A", {}, "after-title"),
    ],
)
def test_the_environment_is_asked(project, monkeypatch, written, environment, expected):
    for name in ("CRED_A", "CRED_B"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    file = project(f"site_name: X\nplugins:\n  - credibility:\n      badge: {written}\n")
    assert read_project(file).site.settings.badge == expected
    assert mkdocs_load(str(file)).plugins["credibility"].config.badge == expected


def test_values_of_the_environment_have_types(project, monkeypatch):
    monkeypatch.setenv("CRED_A", "false")
    file = project("site_name: X\nplugins:\n  - credibility:\n      enabled: !ENV CRED_A\n")
    assert read_project(file).site.settings.enabled is False


def test_what_is_inherited_counts_with_its_own_lines(project):
    project("site_name: Base\nplugins:\n  credibility:\n    badge: none\n    exlude: []\n", "base.yml")
    file = project("INHERIT: base.yml\nsite_name: X\nplugins:\n  credibility:\n    evidence: false\n    lagn: de\n")
    with pytest.raises(ProjectError) as caught:
        read_project(file)
    places = sorted(Path(p.split(": ")[0]).name for p in caught.value.problems)
    assert places == ["base.yml:5", "mkdocs.yml:6"]
    config = load_config(file)
    assert config.data["site_name"] == "X"
    assert config.data["plugins"]["credibility"]["badge"] == "none"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "mkdocs.yml:1: not valid YAML: "),
        ("a: 1\n b: 2\n", "mkdocs.yml:2: not valid YAML: "),
        ("- a\n", "mkdocs.yml:1: expected a mapping of settings"),
        ("INHERIT: mkdocs.yml\n", "mkdocs.yml: INHERIT leads back to itself"),
        ("INHERIT: none.yml\n", "none.yml: No such file or directory"),
        ("plugins:\n  - credibility: 3\n", "mkdocs.yml:2: credibility: expected a mapping of options"),
        ("a: &a [*a]\n", "mkdocs.yml:1: not valid YAML: "),
        ("a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}{', *a' * 30}]\n" for n in range(30))
         + "c: [" + ", ".join(["*b29"] * 400) + "]\n", "not valid YAML: more than 100,000 items"),
    ],
)  # fmt: skip
def test_what_is_no_configuration_is_said_in_a_line(project, text, said):
    file = project(text)
    with pytest.raises(ProjectError) as caught:
        read_project(file)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_where_a_configuration_is(project, tmp_path):
    assert find_config(tmp_path) is None
    file = project("site_name: X")
    assert find_config(tmp_path) == file
    assert find_config(file) == file
    assert find_config(tmp_path / "docs") is None


@pytest.mark.parametrize(
    ("patterns", "path", "taken"),
    [
        (["news/"], "news/a.md", True),
        (["news/", "!news/a.md"], "news/a.md", False),
        (["*.md", "!a.md"], "news/b.md", True),
        (["*.md", "# c"], "x/y.md", True),
        ([], "a.md", False),
    ],
)
def test_patterns_are_those_of_gitignore(patterns, path, taken):
    assert settings.read_value("include", patterns).match(path) is taken


def test_a_pattern_that_takes_nothing_out_is_unmatched_too():
    found = settings.read_value("exclude", ["news/", "!news/b.md", "!nwes/a.md", "x"]).unmatched(
        ["news/a.md", "news/b.md"]
    )
    assert found == ["!nwes/a.md", "x"]


def test_authors_of_a_blog_are_called_by_their_names(project, tmp_path, monkeypatch):
    body = "The council of Osby met on Monday and agreed to mend the bridge before the winter comes. " * 8
    (tmp_path / "docs/blog/posts").mkdir(parents=True)
    (tmp_path / "docs/blog/posts/a.md").write_text(f"---\nauthors: [abr, x]\n---\n\n# Bridge\n\n{body}", "utf-8")
    (tmp_path / "docs/blog/.authors.yml").write_text("authors:\n  abr: {name: Ana Brandt}\n  zz: 3\n", "utf-8")
    (tmp_path / "docs/.authors.yml").write_text("authors: [", "utf-8")
    project("site_name: X\nplugins: [credibility]\ndraft_docs: drafts/\n")
    (tmp_path / "docs/drafts").mkdir()
    (tmp_path / "docs/drafts/b.md").write_text(body, "utf-8")
    monkeypatch.chdir(tmp_path)
    report = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).stdout)
    [article] = report["articles"]
    assert article["key"] == "blog/posts/a.md"
    assert article["authors"][0] == "Ana Brandt"
    assert "byline/byline-missing" not in {f["rule"] for f in article["findings"]}


# the schema ---------------------------------------------------------------------------------------------------------


def test_the_shipped_schema_is_the_models():
    """Write it anew with: mkdocs-credibility schema > mkdocs_credibility/settings/mkdocs.schema.json."""
    assert json.loads(SHIPPED.read_text("utf-8")) == settings.schema()
    assert json.loads(CliRunner().invoke(main, ["schema"]).stdout) == settings.schema()


@pytest.mark.parametrize("plugins", [["search", {"credibility": FULL}], {"search": {}, "credibility": FULL}])
def test_the_schema_takes_what_the_model_takes(plugins):
    validator = jsonschema.Draft7Validator(settings.schema())
    validator.check_schema(settings.schema())
    assert list(validator.iter_errors({"site_name": "X", "plugins": plugins})) == []
    assert list(validator.iter_errors({"plugins": ["credibility", {"tags": {"exlude": 1}}]})) == []
    own = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert list(validator.iter_errors(own)) == []


LOOKED_UP = ("did you mean byline/", "a severity is", "no such folder", "No such file")
"""What only a look at the rules or the disk can tell."""


@pytest.mark.parametrize("options", [o for o, _, said in WRONG if not any(s in said for s in LOOKED_UP)])
def test_the_schema_refuses_what_the_model_refuses(options):
    validator = jsonschema.Draft7Validator(settings.schema())
    assert list(validator.iter_errors({"plugins": [{"credibility": options}]}))
