"""What a build wrote, kept for the next build of the same site: then nothing is read, assessed or rendered again.

A build is kept under a key over all that goes into it.  What was kept for a page also says which content it was for:
should another plugin hand over something else this time, that page is made anew, and with it the review.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Protocol

from markupsafe import Markup

from mkdocs_credibility.cache import digest
from mkdocs_credibility.plugin.write import Output, OwnFile, OwnMore, OwnPage

GROUP: Final = 1024 * 1024
"""Characters of files and pages of our own that are kept together."""

log = logging.getLogger("mkdocs.plugins.credibility")


_OUTPUTS: Final[dict[str, Callable[..., Output]]] = {cls.__name__: cls for cls in (OwnPage, OwnFile, OwnMore)}


class LostError(Exception):
    """A part of what a build wrote is not there any more."""


class Store(Protocol):
    """Where builds are kept."""

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""

    def flush(self) -> None:
        """End a build."""


class Recording:
    """Takes down what a build makes, under the build's key."""

    def __init__(self, store: Store, key: bytes) -> None:
        self.store = store
        self.key = key
        self._asked: dict[str, dict[str, Any]] = {}
        self._pages: dict[str, str] = {}
        self._warnings = _Listener()
        log.addHandler(self._warnings)

    def page(self, uri: str, key: bytes) -> None:
        """Note under which key it is kept what became of a page's content."""
        self._pages[uri] = key.hex()

    def theme(self, uri: str, variable: object) -> object:
        """The variable for the page's template, noting what the template asks of it."""
        return _Asked(variable, self._asked.setdefault(uri, {}))

    def outputs(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """Hand on what is to be written, and keep it."""
        group: list[list[str]] = []
        groups = size = 0
        for output in outputs:
            group.append([type(output).__name__, *output])
            size += sum(map(len, output))
            if size >= GROUP:
                self._put(("outputs", str(groups)), group)
                group, size, groups = [], 0, groups + 1
            yield output
        self._put(("outputs", str(groups)), group)
        self._put(("groups",), groups + 1)

    def finish(self, summary: str) -> None:
        """Make the recording one that will be found."""
        self.stop()
        self._put(("theme",), {uri: asked for uri, asked in self._asked.items() if asked})
        self._put(("pages",), self._pages)
        self._put((), {"summary": summary, "warnings": self._warnings.heard})

    def stop(self) -> None:
        """Listen no longer; without `finish` what was recorded is never found."""
        log.removeHandler(self._warnings)

    def _put(self, name: tuple[str, ...], value: Any) -> None:
        self.store.put(digest(self.key, *name), json.dumps(value).encode())


class Replay:
    """Gives back what a build of the same site made."""

    def __init__(self, store: Store, key: bytes) -> None:
        self._store = store
        self._key = key
        head = self._get()
        groups = self._get("groups")
        asked = self._get("theme")
        pages = self._get("pages")
        self.found = isinstance(groups, int) and all(isinstance(part, dict) for part in (head, asked, pages))
        self.summary = str(head.get("summary")) if isinstance(head, dict) else ""
        self.warnings: list[str] = [str(w) for w in head.get("warnings", ())] if isinstance(head, dict) else []
        self._asked: dict[str, dict[str, Any]] = asked if isinstance(asked, dict) else {}
        self._pages: dict[str, str] = pages if isinstance(pages, dict) else {}
        self._groups: int = groups if isinstance(groups, int) else 0

    def page(self, uri: str, before: str) -> str | None:
        """What becomes of a page's content; None when it was not kept, or not for this content."""
        try:
            key = bytes.fromhex(self._pages[uri])
        except (KeyError, ValueError, TypeError):
            return None
        return kept_page(self._store, key, before)

    def theme(self, uri: str, make: Callable[[], object]) -> object:
        """The variable for the page's template: what was asked of it is known, for all else `make` gives the real."""
        return _Remembered(self._asked.get(uri, {}), make)

    def outputs(self) -> Iterator[Output]:
        """What is to be written.  Raises LostError when part of it is gone."""
        for number in range(self._groups):
            group = self._get("outputs", str(number))
            try:
                made = [_OUTPUTS[kind](*parts) for kind, *parts in group]
            except (TypeError, ValueError, LookupError) as error:
                raise LostError(number) from error
            yield from made

    def _get(self, *name: str) -> Any:
        value = self._store.get(digest(self._key, *name))
        try:
            return None if value is None else json.loads(value)
        except ValueError:
            return None


def keep_page(store: Store, key: bytes, before: str, after: str) -> None:
    """Keep what became of a page's content."""
    store.put(key, digest(before) + after.encode("utf-8", "surrogatepass"))


def kept_page(store: Store, key: bytes, before: str) -> str | None:
    """What became of a page's content; None when it was not kept, or not for this content."""
    value, known = store.get(key), digest(before)
    if value is None or not value.startswith(known):
        return None
    try:
        return value[len(known) :].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None


class _Asked:
    """Stands before an object and notes its plain values that somebody asked for."""

    def __init__(self, real: object, asked: dict[str, Any]) -> None:
        self._real = real
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        if value is None or isinstance(value, str | int | float):
            self._asked[name] = ["html" if isinstance(value, Markup) else "plain", value]
        return value


class _Remembered:
    """Stands for an object of which some values are known; made at the first question that these do not answer."""

    def __init__(self, known: dict[str, Any], make: Callable[[], object]) -> None:
        self._known = known
        self._make = make
        self._real: object = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # what templates look for in every value; making the real one would not help
        if name in self._known:
            kind, value = self._known[name]
            return Markup(value) if kind == "html" else value  # noqa: S704  # was markup when it was kept
        if self._real is None:
            self._real = self._make()
        return getattr(self._real, name)


class _Listener(logging.Handler):
    """Hears what readers of the log are warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())
