"""A project's `mkdocs.yml` without MkDocs: where its pages are and what the plugin's options say, with lines.

Nothing in the file is executed: of tags that name Python objects only the name is seen, `!ENV` takes what the
environment says, `INHERIT` is followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from mkdocs_credibility import rules
from mkdocs_credibility.options import Options
from mkdocs_credibility.readers import strict_yaml
from mkdocs_credibility.readers.strict_yaml import NotYamlError
from mkdocs_credibility.rules.own import OwnRules
from mkdocs_credibility.settings import Problem, Settings
from mkdocs_credibility.settings import read as read_settings
from mkdocs_credibility.settings.kinds import SEVERITIES, Patterns

if TYPE_CHECKING:  # every build looks up what its options name, and most read no article
    from mkdocs_credibility.article import Article

NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
EXCLUDED: Final = (".*", "/templates/")
"""What MkDocs leaves out of `docs_dir` unless `exclude_docs` takes it back in."""
MOST_NODES: Final = 100_000
"""Keys and values of a configuration with all that it inherits: a file that names itself over and over ends here."""
PLUGIN: Final = "credibility"

Key = tuple[str | int, ...]


class ProjectError(ValueError):
    """A configuration that cannot be used; `problems` are one line each, with file, line and key."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass
class Site:
    """What the plugin's options come to: `options` for the review, paths found, names looked up."""

    settings: Settings = field(default_factory=Settings)
    options: Options = field(default_factory=Options)
    references: tuple[Path, ...] = ()
    baseline: Path | None = None


@dataclass
class Project:
    """A `mkdocs.yml`: its folder of pages, the site's name, and what the plugin's options come to.

    `authors` are the names of a blog's authors by the ids that its posts call them by.
    """

    file: Path
    docs_dir: Path
    site: Site
    site_name: str | None = None
    excluded: Patterns = field(default_factory=Patterns)
    authors: Mapping[str, str] = field(default_factory=dict)


def find_config(path: Path) -> Path | None:
    """The `mkdocs.yml` that a path is, or that a folder holds; None when it is neither."""
    if path.is_dir():
        return next((path / name for name in NAMES if (path / name).is_file()), None)
    return path if path.suffix in (".yml", ".yaml") and path.is_file() else None


def read_project(file: Path) -> Project:
    """The project that a `mkdocs.yml` describes.  Raises ProjectError with all that is wrong in the options."""
    config = load_config(file)
    folder = file.parent
    values, path = plugin_options(config.data)
    settings, problems = read_settings(values if isinstance(values, Mapping) else {})
    if not isinstance(values, Mapping):
        problems.append(Problem((), "expected a mapping of options"))
    site, further = resolve(settings, folder)
    problems += further
    if problems:
        raise ProjectError(f"{config.place((*path, *p.path))}: {PLUGIN}: {p}" for p in problems)
    docs = config.data.get("docs_dir") or "docs"
    name = config.data.get("site_name")
    left_out = [str(config.data.get(key) or "").splitlines() for key in ("exclude_docs", "draft_docs")]
    return Project(
        file,
        folder / str(docs),
        site,
        str(name) if name else None,
        Patterns([*EXCLUDED, *(line for lines in left_out for line in lines)]),
        _authors(folder / str(docs)),
    )


def _authors(docs: Path) -> dict[str, str]:
    """The authors that Material's blog knows, from the files it keeps them in; one that cannot be read names nobody."""
    found: dict[str, str] = {}
    root = docs.resolve()
    for file in sorted(docs.rglob(".authors.yml")) if docs.is_dir() else ():
        if not file.is_file() or not file.resolve().is_relative_to(root):  # a pipe, a device, a link that leads out
            continue
        try:
            data = strict_yaml.load(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, NotYamlError):
            continue
        known = data.get("authors") if isinstance(data, dict) else None
        for key, value in known.items() if isinstance(known, dict) else ():
            if isinstance(value, dict) and isinstance(value.get("name"), str):
                found[str(key)] = value["name"]
    return found


def name_authors(article: Article, authors: Mapping[str, str]) -> None:
    """Put names in the place of the ids by which a blog post's front matter calls its authors: ids are no bylines."""
    ids = article.metadata.get("authors")
    if not isinstance(ids, list) or not any(str(key) in authors for key in ids):
        return
    from mkdocs_credibility.readers.front_matter import declared_credits

    article.metadata = {**article.metadata, "authors": [authors.get(str(key), key) for key in ids]}
    article.declared = declared_credits(article.metadata)


def resolve(settings: Settings, folder: Path) -> tuple[Site, list[Problem]]:
    """Look up what options name: files and folders (relative to `folder`) and rules; the plugin does the same."""
    problems: list[Problem] = []
    own = OwnRules()
    if settings.rules is not None:
        from mkdocs_credibility.readers.rule_file import RuleFileError, load_rules

        try:
            own = load_rules(folder / settings.rules, name=settings.rules)
        except RuleFileError as error:
            problems += [Problem(("rules",), problem) for problem in error.problems]
    ignore: dict[str, str] = {}
    for rule_id, reason in settings.ignore.items():
        try:
            ignore[rules.get(rule_id, own.by_id).id] = reason
        except rules.UnknownRuleError as error:
            problems.append(Problem(("ignore", rule_id), str(error)))
    selected: dict[str, tuple[str, ...]] = {}
    for option in ("fail_on", "warn_on"):
        found: list[str] = []
        for n, selector in enumerate(getattr(settings, option)):
            try:
                found.append(selector if selector in SEVERITIES else rules.get(selector, own.by_id).id)
            except rules.UnknownRuleError as error:
                problems.append(Problem((option, n), f"{error}; a severity is one of {', '.join(SEVERITIES)}"))
        selected[option] = tuple(found)
    references: list[Path] = []
    for n, name in enumerate(settings.references):
        place = folder / name
        if not place.is_dir():
            problems.append(Problem(("references", n), f"{name}: no such folder"))
        references.append(place)
    settings = replace(settings, ignore=ignore, fail_on=selected["fail_on"], warn_on=selected["warn_on"])
    options = Options(settings.agencies, ignore, own)
    baseline = folder / settings.baseline if settings.baseline else None
    return Site(settings, options, tuple(references), baseline), problems


def plugin_options(data: Mapping[str, Any]) -> tuple[Any, Key]:
    """The plugin's options as written, and the keys that lead to them; empty when the plugin is not listed."""
    plugins = data.get("plugins")
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(plugins, Mapping):
        entries = [("", plugins)]
    elif isinstance(plugins, list):
        entries = enumerate(plugins)
    for n, entry in entries:
        path: Key = ("plugins",) if n == "" else ("plugins", n)
        if entry == PLUGIN:
            return {}, path
        if isinstance(entry, Mapping) and PLUGIN in entry:
            value = entry[PLUGIN]
            return ({} if value is None else value), (*path, PLUGIN)
    return {}, ()


# YAML ---------------------------------------------------------------------------------------------------------------


@dataclass
class Config:
    """A configuration file with those it inherits from: its data, and the file and line of each key and item."""

    data: dict[str, Any]
    places: dict[Key, tuple[str, int]]
    name: str

    def place(self, path: Key) -> str:
        """File and line of a key, as "mkdocs.yml:12", or of the nearest one around it that stands in the file."""
        for length in range(len(path), 0, -1):
            if found := self.places.get(path[:length]):
                return f"{found[0]}:{found[1]}"
        return self.name


def load_config(file: Path, *, _above: tuple[Path, ...] = ()) -> Config:
    """A `mkdocs.yml` as plain data.  Raises ProjectError when it cannot be read."""
    name = file.as_posix()
    if file.resolve() in _above:
        raise ProjectError([f"{name}: INHERIT leads back to itself"])
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise ProjectError([f"{name}: {error.strerror or error}"]) from error
    except UnicodeDecodeError as error:
        raise ProjectError([f"{name}: not UTF-8"]) from error
    try:
        data, lines = _Reading(text).read()
    except NotYamlError as error:
        raise ProjectError([f"{name}:{error.line}: not valid YAML: {error.message}"]) from error
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ProjectError([f"{name}:1: expected a mapping of settings"])
    places = {path: (name, line) for path, line in lines.items()}
    parent = data.pop("INHERIT", None)
    if not isinstance(parent, str):
        return Config(data, places, name)
    above = load_config(file.parent / parent, _above=(*_above, file.resolve()))
    return Config(_merged(above.data, data), above.places | places, name)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Two configurations as MkDocs merges them: mappings key by key, anything else replaced."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


class _Loader(yaml.SafeLoader):
    """Makes plain values of scalars; a scalar with a tag of its own is what it says, as a text."""


class _Reading:
    """One file's nodes as data, with the line of each key and item."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Key, int] = {}
        self.count = 0

    def read(self) -> tuple[Any, dict[Key, int]]:
        """Raises NotYamlError."""
        try:
            self.loader = _Loader(self.text)
            try:
                node = self.loader.get_single_node()
                return (None if node is None else self.value(node, ())), self.lines
            finally:
                self.loader.dispose()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise NotYamlError(error.problem or error.context or "not valid YAML", line) from error
        except strict_yaml.FAILURES as error:
            raise NotYamlError(strict_yaml.reason(error), 1) from error

    def value(self, node: yaml.Node, path: Key) -> Any:
        """The value of a node; notes its line unless a key has done so."""
        self.count += 1
        if self.count > MOST_NODES:
            raise ValueError(f"more than {MOST_NODES:,} items")
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if node.tag == "!ENV":
            return self.env(node)
        if isinstance(node, yaml.MappingNode):
            self.loader.flatten_mapping(node)
            return dict(self.items(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, n)) for n, item in enumerate(node.value)]
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.startswith("tag:yaml.org,2002:python/"):
            return str(node.value)
        return self.loader.construct_object(node)

    def items(self, node: yaml.MappingNode, path: Key) -> Iterator[tuple[str, Any]]:
        """The items of a mapping."""
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            yield key, self.value(value_node, (*path, key))

    def env(self, node: yaml.Node) -> Any:
        """The first variable that the environment has, else the last item when there are several, else nothing."""
        names = node.value if isinstance(node, yaml.SequenceNode) else [node]
        default = names[-1] if isinstance(node, yaml.SequenceNode) and len(names) > 1 else None
        for item in names if default is None else names[:-1]:
            if isinstance(item, yaml.ScalarNode) and (said := os.environ.get(item.value)) is not None:
                tag = self.loader.resolve(yaml.ScalarNode, said, (True, False))  # type: ignore[no-untyped-call]  # PyYAML has none
                return self.loader.construct_object(yaml.ScalarNode(tag, said))
        return None if default is None else self.value(default, ())
