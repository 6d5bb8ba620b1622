"""The options under `credibility:` in `mkdocs.yml`: one model for the plugin, the command line and the editor's schema.

Each field of `Settings` holds its default, how its value is read and what is said about it in the docs.  Nothing here
opens a file: what an option's path leads to is looked up by `readers.project`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any

from mkdocs_credibility.options import Agency, suggestion
from mkdocs_credibility.settings.kinds import (
    AGENCIES,
    FAIL_UNDER,
    NUMBER,
    PATTERNS,
    REASONS,
    SELECTORS,
    SEVERITIES,
    SWITCH,
    TEXTS,
    FailUnder,
    Kind,
    Path,
    Patterns,
    SettingError,
    choice,
    path_of,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the options, and where."""

    path: Path
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(str(part) for part in self.path)}: {self.message}" if self.path else self.message


def option(kind: Kind, default: Any, doc: str) -> Any:
    """A field of `Settings`: how it is read, what it is when nobody says, and what the docs say."""
    metadata = {"kind": kind, "doc": doc}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """Everything under `credibility:` in the list of plugins, as read; in the order of the docs."""

    enabled: bool = option(SWITCH, True, "Whether the plugin does anything. (The command line does, whatever it says.)")
    enabled_on_serve: bool = option(SWITCH, True, "Whether it does anything under `mkdocs serve`.")
    include: Patterns = option(  # noqa: RUF009  # it makes a field
        PATTERNS, Patterns(), "Pages to read, in gitignore syntax against the path in `docs_dir`; empty means all."
    )
    exclude: Patterns = option(  # noqa: RUF009  # it makes a field
        PATTERNS, Patterns(), "Pages to leave out, in gitignore syntax; wins over `include`."
    )
    badge: str = option(
        choice("after-title", "before-content", "after-content", "theme", "none"),
        "after-title",
        "Where the badge stands on an article's page; `theme` leaves it to a template that "
        "prints [`credibility.badge`](themes.md#the-variable-credibility). A line `<!-- credibility:badge -->` in a "
        "page wins.",
    )
    evidence: bool = option(
        SWITCH,
        True,
        "Whether the badge's quotes lead to their places in the text, where they are marked while the badge is open.",
    )
    lang: str | None = option(
        choice("de", "en", "es", "fr"),
        None,
        "Language of badges, table and story pages. Without it the theme's; English where that is another one.",
    )
    structured_data: bool = option(
        SWITCH,
        False,
        "Whether each article's page gets a [schema.org `Review`](output.md#json-ld-in-pages) as JSON-LD, for search "
        "engines and archives.",
    )
    audience: str | None = option(
        choice("readers", "editors"),
        None,
        "For whom badges are: `editors` are also told [where an issue stands in the source and how to set it aside]"
        "(#for-editors). Without it readers, and editors under `mkdocs serve`.",
    )
    agencies: tuple[Agency, ...] = option(AGENCIES, (), "News agencies that the built-in list lacks.")
    ignore: Mapping[str, str] = option(
        REASONS, {}, "Rules to silence on the whole site, each with the reason that readers are shown."
    )
    rules: str | None = option(
        path_of("a TOML file"),
        None,
        "A TOML file with [rules of your own](own-rules.md), its path relative to `mkdocs.yml`.",
    )
    cache: bool = option(
        SWITCH,
        True,
        "Whether results are kept from one build for the next; a build without is no different, only slower.",
    )
    cache_dir: str = option(
        path_of("a folder"),
        ".cache/plugin/credibility",
        "Folder that they are kept in, its path relative to `mkdocs.yml`.",
    )
    jobs: int = option(
        NUMBER,
        1,
        "Processes that assess articles; 0 for as many as pay. A build ends sooner with several and finds the same, "
        "but takes no less of the machine.",
    )
    references: tuple[str, ...] = option(
        TEXTS, (), "Folders with articles of other sites or archives, read for comparison and not published."
    )
    fail_under: FailUnder = option(  # noqa: RUF009  # it makes a field
        FAIL_UNDER,
        FailUnder(),
        "Scores that must be reached, or [the build fails](publishing.md#gates): a number for each page, or a mapping "
        "with `site` (the mean of all pages), `page` and `dimension` (a number, or one for each dimension by name).",
    )
    fail_on: tuple[str, ...] = option(
        SELECTORS,
        (),
        "Findings that [fail the build](publishing.md#gates): rule ids, or severities (`medium`: medium and high).",
    )
    warn_on: tuple[str, ...] = option(
        SELECTORS, (), "Findings that are warnings of the build, which `mkdocs build --strict` counts; as `fail_on`."
    )
    warn_unused: bool = option(
        SWITCH, False, "Whether an `ignore` or a guard in a text that silences nothing is a warning, not just a remark."
    )
    baseline: str | None = option(
        path_of("a JSON file"),
        None,
        "A [file of known findings](publishing.md#baseline), which fail nothing; its path relative to `mkdocs.yml`. "
        "`mkdocs-credibility check --update-baseline` writes it.",
    )


def every() -> tuple[Field[Any], ...]:
    """The options in the order of the docs; `metadata` holds "kind" and "doc"."""
    return fields(Settings)


def names() -> tuple[str, ...]:
    """The options by name."""
    return tuple(f.name for f in every())


def read_value(name: str, value: object) -> Any:
    """One option's value as the model holds it; its default for None.  Raises SettingError."""
    found = next(f for f in every() if f.name == name)
    return default_of(found) if value is None else found.metadata["kind"].read(value)


def default_of(found: Field[Any]) -> Any:
    """What an option is when nobody says."""
    return found.default if found.default_factory is MISSING else found.default_factory()


def read(values: Mapping[str, Any]) -> tuple[Settings, list[Problem]]:
    """The options as written to the model, and all that is wrong with them; what is wrong keeps its default."""
    problems = [Problem((str(key),), unknown(str(key))) for key in values if key not in names()]
    known: dict[str, Any] = {}
    for name in names():
        try:
            known[name] = read_value(name, values.get(name))
        except SettingError as error:
            problems.append(Problem((name, *error.path), error.message))
    return Settings(**known), problems


def unknown(key: str) -> str:
    """What is said about an option that there is not."""
    return f"unknown option{suggestion(key, names())}"


def schema() -> dict[str, Any]:
    """JSON Schema (draft 7, which editors know) of a `mkdocs.yml`: the plugin's options, anything else allowed."""
    properties = {
        f.name: {**f.metadata["kind"].schema, "description": _plain(f.metadata["doc"]), **_default(f)} for f in every()
    }
    options = {"type": ["object", "null"], "properties": properties, "additionalProperties": False}
    entry = {"type": "object", "properties": {"credibility": {"$ref": "#/definitions/credibility"}}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "mkdocs.yml with the options of mkdocs-credibility",
        "type": "object",
        "properties": {
            "plugins": {
                "anyOf": [
                    {"type": "array", "items": {"anyOf": [{"type": "string", "examples": ["credibility"]}, entry]}},
                    entry,
                ]
            }
        },
        "definitions": {"credibility": options},
    }


def _default(found: Field[Any]) -> dict[str, Any]:
    value = found.default
    if isinstance(value, bool | str):
        return {"default": value}
    return {"default": list(value)} if isinstance(value, tuple) else {}


def _plain(doc: str) -> str:
    """A line of the docs without its links."""
    return re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", doc)


def selected(selectors: Iterable[str], rule: str, severity: str) -> bool:
    """Whether a finding of a rule and severity is among those that rule ids and severities select."""
    rank = SEVERITIES.index(severity)
    return any(
        selector == rule or (selector in SEVERITIES and SEVERITIES.index(selector) <= rank) for selector in selectors
    )
