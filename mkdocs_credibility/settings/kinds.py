"""What the value of an option may be: how it is read, what is said when it is wrong, and its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, get_args

from mkdocs_credibility.options import Agency, suggestion
from mkdocs_credibility.rules import Dimension, Severity

SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)
DIMENSIONS: Final[tuple[str, ...]] = get_args(Dimension)
Path = tuple[str | int, ...]
"""Where in the options something stands: keys, and numbers of list items from 0."""


class SettingError(ValueError):
    """What is wrong with a value; `path` leads from the option to the part of it that is wrong."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


class Patterns(tuple[str, ...]):
    """Patterns in gitignore syntax, matched against pages' paths (always with forward slashes)."""

    @cached_property
    def _all(self) -> Any:
        from pathspec import GitIgnoreSpec  # costs some milliseconds that a site without patterns need not pay

        return GitIgnoreSpec.from_lines(self)

    def match(self, path: str) -> bool:
        """Whether the patterns take a path in; one that begins with "!" takes out what those before it took in."""
        return bool(self) and bool(self._all.match_file(path))

    def unmatched(self, paths: Sequence[str]) -> list[str]:
        """The patterns that match none of the paths: most often a typing slip."""
        alone = [(pattern, Patterns([pattern.removeprefix("!")])) for pattern in self]
        return [pattern for pattern, one in alone if not any(one.match(path) for path in paths)]


@dataclass(frozen=True, slots=True)
class FailUnder:
    """Scores that must be reached: by the mean of all pages, by each page, by each dimension of each page."""

    site: float | None = None
    page: float | None = None
    dimensions: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """How a value is read (raising SettingError), and the JSON Schema of what may be written."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise SettingError("expected a whole number, 0 or more")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise SettingError(f"expected true or false, not {_shown(value)}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingError(f"expected a text, not {_shown(value)}")
    return value


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False, default=str)[:80]


def _patterns(value: object) -> Patterns:
    lines = value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
        raise SettingError("expected a list of patterns, or one pattern a line")
    patterns = Patterns(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
    try:
        patterns.match("")
    except ValueError as error:
        raise SettingError(str(error)) from error
    return patterns


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise SettingError(f"expected a list, not {_shown(value)}")
    return tuple(_at(i, _text, item) for i, item in enumerate(value))


def _at(key: str | int, read: Callable[[Any], Any], value: object) -> Any:
    try:
        return read(value)
    except SettingError as error:
        raise SettingError(error.message, (key, *error.path)) from None


def _one_or_more(value: object) -> tuple[str, ...]:
    return _texts([value] if isinstance(value, str) else value)


def _agencies(value: object) -> tuple[Agency, ...]:
    if not isinstance(value, list | tuple):
        raise SettingError("expected a list of agencies, each with a `name` and perhaps `aliases`")
    return tuple(_at(i, _agency, item) for i, item in enumerate(value))


def _agency(value: object) -> Agency:
    if isinstance(value, Agency):
        return value
    if not isinstance(value, Mapping):
        raise SettingError("expected a mapping with `name` and perhaps `aliases`")
    for key in value:
        if key not in ("name", "aliases"):
            raise SettingError(f"unknown key{suggestion(str(key), ('name', 'aliases'))}", (str(key),))
    if "name" not in value:
        raise SettingError("a name is missing")
    return Agency(_at("name", _text, value["name"]), _at("aliases", _texts, value.get("aliases") or ()))


def _reasons(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise SettingError("expected a mapping of rule to reason, as in `ignore: {rule/id: why}`")
    for rule_id, reason in value.items():
        if not isinstance(reason, str) or not reason.strip():
            raise SettingError("say why (the reason is shown to readers)", (str(rule_id),))
    return {str(rule_id): reason.strip() for rule_id, reason in value.items()}


def _score(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise SettingError(f"expected a number from 0 to 100, not {_shown(value)}")
    return float(value)


def _fail_under(value: object) -> FailUnder:
    if isinstance(value, FailUnder):
        return value
    if not isinstance(value, Mapping):
        return FailUnder(page=_score(value))
    known = ("site", "page", "dimension")
    for key in value:
        if key not in known:
            raise SettingError(f"unknown key{suggestion(str(key), known)}", (str(key),))
    dimensions = _at("dimension", _scores, value["dimension"]) if "dimension" in value else {}
    given = {key: _at(key, _score, value[key]) for key in ("site", "page") if value.get(key) is not None}
    return FailUnder(**given, dimensions=dimensions)


def _scores(value: object) -> dict[str, float]:
    if not isinstance(value, Mapping):
        return dict.fromkeys(DIMENSIONS, _score(value))
    for key in value:
        if key not in DIMENSIONS:
            raise SettingError(f"no such dimension{suggestion(str(key), DIMENSIONS)}", (str(key),))
    return {str(key): _at(str(key), _score, score) for key, score in value.items()}


_A_SCORE: Final = {"type": "number", "minimum": 0, "maximum": 100}
_A_LIST: Final = {"type": "array", "items": {"type": "string"}}
NUMBER: Final = Kind(_number, {"type": "integer", "minimum": 0})
SWITCH: Final = Kind(_switch, {"type": "boolean"})
TEXTS: Final = Kind(_texts, _A_LIST)
PATTERNS: Final = Kind(_patterns, {"anyOf": [_A_LIST, {"type": "string"}]})
SELECTORS: Final = Kind(
    _one_or_more,
    {
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"anyOf": [{"enum": list(SEVERITIES)}, {"type": "string", "pattern": "/"}]}},
        ]
    },
)
AGENCIES: Final = Kind(
    _agencies,
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "aliases": _A_LIST},
            "required": ["name"],
            "additionalProperties": False,
        },
    },
)
REASONS: Final = Kind(_reasons, {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}})
FAIL_UNDER: Final = Kind(
    _fail_under,
    {
        "anyOf": [
            _A_SCORE,
            {
                "type": "object",
                "properties": {
                    "site": _A_SCORE,
                    "page": _A_SCORE,
                    "dimension": {
                        "anyOf": [
                            _A_SCORE,
                            {
                                "type": "object",
                                "properties": dict.fromkeys(DIMENSIONS, _A_SCORE),
                                "additionalProperties": False,
                            },
                        ]
                    },
                },
                "additionalProperties": False,
            },
        ]
    },
)


def path_of(what: str) -> Kind:
    """The path of something."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise SettingError(f"expected the path of {what}")
        return value

    return Kind(read, {"type": "string", "minLength": 1})


def choice(*values: str) -> Kind:
    """One of some words."""

    def read(value: object) -> str:
        if value not in values:
            near = suggestion(value, values) if isinstance(value, str) else ""
            listed = ", ".join(values)
            raise SettingError(f"expected one of {listed}, not {_shown(value)}{near}")
        return str(value)

    return Kind(read, {"enum": list(values)})
