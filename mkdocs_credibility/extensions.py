"""What other packages add: readers, signals, languages and report formats, found by their entry points.

A package names what it adds in the groups `mkdocs_credibility.readers`, `.signals`, `.languages` and `.reports` of its
entry points; installing it is enough.  Nothing is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final, Literal

Kind = Literal["readers", "signals", "languages", "reports"]

GROUP: Final = "mkdocs_credibility."


class ExtensionError(Exception):
    """An installed extension that cannot be used, in a line that names its package."""


@dataclass(frozen=True)
class Extension:
    """One entry point: `name` is a reader's suffix without its dot, a signal's name, a language's ISO 639 code or a
    report's format."""

    kind: Kind
    name: str
    package: str
    version: str
    entry: EntryPoint = field(repr=False, compare=False)

    def __str__(self) -> str:
        return f"{GROUP}{self.kind}: {self.name!r} of {self.package} {self.version}"

    def load(self) -> Any:
        """What the entry point names.  Raises ExtensionError."""
        try:
            return self.entry.load()
        except Exception as error:  # an import runs another package's code, which may raise anything: said in a line
            raise ExtensionError(f"{self}: {error or type(error).__name__}") from error


@cache
def _points() -> Any:
    """Every entry point of every package here: looking for them takes some milliseconds, whatever the group."""
    return entry_points()  # a mapping in Python 3.11, a list from 3.12 on: both have `select`


@cache
def installed(kind: Kind) -> Mapping[str, Extension]:
    """The extensions of a kind by name, in the order of names.  Raises ExtensionError when two share a name."""
    found: dict[str, Extension] = {}
    for entry in sorted(_points().select(group=GROUP + kind), key=lambda e: (e.name, e.value)):
        package, version = (entry.dist.name, entry.dist.version) if entry.dist else ("?", "?")
        extension = Extension(kind, entry.name, package, version, entry)
        known = found.setdefault(entry.name, extension)
        if (known.package, known.entry.value) != (package, entry.value):
            raise ExtensionError(f"{extension}: {known.package} has one of that name too")
    return found


@cache
def loaded(kind: Kind) -> Mapping[str, Any]:
    """What the extensions of a kind name, by name.  Raises ExtensionError."""
    return {name: extension.load() for name, extension in installed(kind).items()}


def versions() -> tuple[str, ...]:
    """Every extension with its package and version: what a kept result depends on."""
    kinds: tuple[Kind, ...] = ("readers", "signals", "languages", "reports")
    return tuple(f"{e}={e.entry.value}" for kind in kinds for e in installed(kind).values())


def call(extension: Extension, function: Callable[..., Any], *args: Any, page: str | None = None, **kwargs: Any) -> Any:
    """Call what an extension brought; whatever it raises becomes an ExtensionError that names it and the page."""
    try:
        return function(*args, **kwargs)
    except Exception as error:  # another package's code may raise anything: said in a line, with who brought it
        where = f"{page}: " if page else ""
        raise ExtensionError(f"{where}{extension}: {type(error).__name__}: {error}") from error
