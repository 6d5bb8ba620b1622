"""The plugin's options in `mkdocs.yml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError
from pathspec import GitIgnoreSpec

from mkdocs_credibility import rules
from mkdocs_credibility.options import Agency, Options, suggestion
from mkdocs_credibility.rules.own import OwnRules


class Patterns(BaseConfigOption[list[tuple[str, GitIgnoreSpec]]]):
    """Patterns in gitignore syntax, a list or one a line; each keeps its own matcher, so that one that matches no page
    can be named."""

    def __init__(self) -> None:
        super().__init__()
        self.default = []

    def run_validation(self, value: object) -> list[tuple[str, GitIgnoreSpec]]:
        """The patterns with their matchers."""
        lines = value.splitlines() if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise ValidationError("expected a list of patterns, or one pattern a line")
        patterns = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
        try:
            return [(pattern, GitIgnoreSpec.from_lines([pattern])) for pattern in patterns]
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Ignores(BaseConfigOption[dict[str, str]]):
    """A mapping of rule id to the reason why its findings are silenced on the whole site."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> dict[str, str]:
        """The mapping as given; the rules are looked up when those of the site are known."""
        if not isinstance(value, Mapping):
            raise ValidationError("expected a mapping of rule to reason, as in `ignore: {rule/id: why}`")
        reasons: dict[str, str] = {}
        for rule_id, reason in value.items():
            if not isinstance(reason, str) or not reason.strip():
                raise ValidationError(f"{rule_id}: say why (the reason is shown to readers)")
            reasons[str(rule_id)] = reason.strip()
        return reasons

    def post_validation(self, config: Config, key_name: str) -> None:
        """Resolve aliases."""
        own = config["rules"].by_id if config["rules"] else rules.NONE
        try:
            config[key_name] = {rules.get(name, own).id: reason for name, reason in config[key_name].items()}
        except rules.UnknownRuleError as error:
            raise ValidationError(str(error)) from error


class RuleFile(BaseConfigOption[OwnRules | None]):
    """A file of the site's own rules, its path relative to the configuration file's folder."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = ""

    def pre_validation(self, config: Config, key_name: str) -> None:
        """Remember where paths begin."""
        self.folder = os.path.dirname(config.config_file_path or "")  # noqa: PTH120  # "" is no "."

    def run_validation(self, value: object) -> OwnRules | None:
        """The rules in the file."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise ValidationError("expected the path of a TOML file")
        from mkdocs_credibility.readers import RuleFileError, load_rules  # few sites have rules of their own

        try:
            return load_rules(os.path.join(self.folder, value), name=value)  # noqa: PTH118  # an absolute path wins
        except RuleFileError as error:
            raise ValidationError(str(error)) from error


class AgencyConfig(Config):
    """A news agency that the built-in list lacks."""

    name = c.Type(str)
    """Canonical short name, as cards show it."""

    aliases = c.ListOfItems(c.Type(str), default=[])
    """Other forms in print."""


class CredibilityConfig(Config):
    """Everything under `credibility:` in the list of plugins."""

    enabled = c.Type(bool, default=True)
    """Whether the plugin does anything."""

    enabled_on_serve = c.Type(bool, default=True)
    """Whether it does anything under `mkdocs serve`."""

    include = Patterns()
    """Pages to read, in gitignore syntax against the path in `docs_dir`; empty means all."""

    exclude = Patterns()
    """Pages to leave out, in gitignore syntax; wins over `include`."""

    badge = c.Choice(("after-title", "before-content", "after-content", "theme", "none"), default="after-title")
    """Where the badge stands on an article's page; `theme` leaves it to a template that prints
    [`credibility.badge`](themes.md#the-variable-credibility). A line `<!-- credibility:badge -->` in a page wins."""

    evidence = c.Type(bool, default=True)
    """Whether the badge's quotes lead to their places in the text, where they are marked while the badge is open."""

    agencies = c.ListOfItems(c.SubConfig(AgencyConfig), default=[])
    """News agencies that the built-in list lacks."""

    ignore = Ignores()
    """Rules to silence on the whole site, each with the reason that readers are shown."""

    rules = RuleFile()
    """A TOML file with [rules of your own](own-rules.md), its path relative to `mkdocs.yml`."""

    cache = c.Type(bool, default=True)
    """Whether results are kept from one build for the next; a build without is no different, only slower."""

    cache_dir = c.Type(str, default=".cache/plugin/credibility")
    """Folder that they are kept in, its path relative to `mkdocs.yml`."""

    references = c.ListOfItems(c.Dir(exists=True), default=[])
    """Folders with articles of other sites or archives, read for comparison and not published."""

    def _validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        failed, warnings = super()._validate()
        known = sorted(self._schema_keys)
        named = [
            (key, f"{message}{suggestion(key, known)}" if message.startswith("Unrecognised") else message)
            for key, message in warnings
        ]
        return failed, named

    def options(self) -> Options:
        """What of this the library wants to know."""
        agencies = tuple(Agency(a.name, tuple(a.aliases)) for a in self.agencies)
        return Options(agencies, self.ignore, self.rules or OwnRules())


def matches(patterns: list[tuple[str, Any]], src_uri: str) -> bool:
    """Whether any pattern matches a page's path (always with forward slashes)."""
    return any(spec.match_file(src_uri) for _, spec in patterns)


def unmatched(patterns: list[tuple[str, Any]], src_uris: list[str]) -> list[str]:
    """The patterns that match no page at all: most often a typing slip."""
    return [pattern for pattern, spec in patterns if not any(spec.match_file(uri) for uri in src_uris)]
