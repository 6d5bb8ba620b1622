"""The plugin's options in `mkdocs.yml`: what `settings` declares, in the shape that MkDocs asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError

from mkdocs_credibility import settings
from mkdocs_credibility.options import Agency, Options, suggestion
from mkdocs_credibility.rules.own import OwnRules
from mkdocs_credibility.settings.kinds import FailUnder, Patterns, SettingError

T = TypeVar("T")


class Shared(BaseConfigOption[T], Generic[T]):
    """An option of the model that the command line has as well; its name, default and checks are the model's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def run_validation(self, value: object) -> T:
        """The value as the model holds it."""
        try:
            found: T = settings.read_value(self.name, value)
        except SettingError as error:
            raise ValidationError(str(settings.Problem(error.path, error.message))) from error
        return found


class CredibilityConfig(Config):
    """Everything under `credibility:` in the list of plugins; documented in `settings.Settings`."""

    enabled = Shared[bool]("enabled")
    enabled_on_serve = Shared[bool]("enabled_on_serve")
    include = Shared[Patterns]("include")
    exclude = Shared[Patterns]("exclude")
    badge = Shared[str]("badge")
    evidence = Shared[bool]("evidence")
    lang = Shared[str | None]("lang")
    structured_data = Shared[bool]("structured_data")
    audience = Shared[str | None]("audience")
    agencies = Shared[tuple[Agency, ...]]("agencies")
    ignore = Shared[Mapping[str, str]]("ignore")
    rules = Shared[Any]("rules")
    cache = Shared[bool]("cache")
    cache_dir = Shared[str]("cache_dir")
    jobs = Shared[int]("jobs")
    references = Shared[tuple[str, ...]]("references")
    fail_under = Shared[FailUnder]("fail_under")
    fail_on = Shared[tuple[str, ...]]("fail_on")
    warn_on = Shared[tuple[str, ...]]("warn_on")
    warn_unused = Shared[bool]("warn_unused")
    baseline = Shared[Any]("baseline")

    def _validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        failed, warnings = super()._validate()
        named = [
            (k, f"{m}{suggestion(k, settings.names())}" if m.startswith("Unrecognised") else m) for k, m in warnings
        ]
        if not failed:
            failed += self._resolve()
        return (
            [(key, ValidationError(f"{error}{self._line(key)}")) for key, error in failed],
            [(key, f"{message}{self._line(key)}") for key, message in named],
        )

    def _resolve(self) -> ConfigErrors:
        """Put what the options name in their place: the site's own rules, full paths, rule ids without aliases."""
        from mkdocs_credibility.readers.project import resolve

        given = {name: self[name] for name in settings.names()}
        if given["rules"] is not None and not isinstance(given["rules"], str):
            return []  # validated before
        folder = Path(self.config_file_path or "").parent.absolute()
        site, problems = resolve(settings.Settings(**given), folder)
        self["rules"] = site.options.rules if given["rules"] else None
        self["ignore"] = site.options.ignore
        self["fail_on"], self["warn_on"] = site.settings.fail_on, site.settings.warn_on
        self["references"] = tuple(str(path) for path in site.references)
        self["baseline"] = site.baseline
        return [(str(p.path[0]), ValidationError(str(settings.Problem(p.path[1:], p.message)))) for p in problems]

    def _line(self, key: str) -> str:
        """Where an option stands, in brackets; nothing when that cannot be told."""
        from mkdocs_credibility.readers.project import ProjectError, load_config, plugin_options

        if not self.config_file_path:
            return ""
        try:
            config = load_config(Path(self.config_file_path))
        except ProjectError:
            return ""
        _, path = plugin_options(config.data)
        place = config.places.get((*path, key))
        return f" ({Path(place[0]).name}, line {place[1]})" if place else ""

    def options(self) -> Options:
        """What of this the library wants to know."""
        return Options(self.agencies, self.ignore, self.rules or OwnRules())

    def gates(self) -> settings.Settings:
        """The options as the gates take them."""
        return settings.Settings(fail_under=self.fail_under, fail_on=self.fail_on, warn_on=self.warn_on)


def matches(patterns: Patterns, src_uri: str) -> bool:
    """Whether any pattern matches a page's path (always with forward slashes)."""
    return patterns.match(src_uri)


def unmatched(patterns: Patterns, src_uris: list[str]) -> list[str]:
    """The patterns that match no page at all: most often a typing slip."""
    return patterns.unmatched(src_uris)
