"""What a build wrote, kept for the next build of the same site: then nothing is read, assessed or rendered again.

A build is kept under a key over all that goes into it.  What was kept for a page also says which content it was for:
should another plugin hand over something else this time, that page is made anew, and with it the review.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, Final, NamedTuple, Protocol

from markupsafe import Markup

from mkdocs_credibility.cache import digest
from mkdocs_credibility.plugin.log import log
from mkdocs_credibility.plugin.write import Output, OwnFile, OwnMore, OwnPage, encoded, inside

GROUP: Final = 1024 * 1024
"""Characters of files and pages of our own that are kept together."""

_FILES: Final[dict[str, Callable[..., OwnFile | OwnMore]]] = {cls.__name__: cls for cls in (OwnFile, OwnMore)}
_LENGTH: Final = 4

AHEAD: Final = 50
"""Pages that are read from the store at a time."""


class Kept(NamedTuple):
    """What is to be written, and of a page of ours what the theme made of it then ("" if that is not known)."""

    output: Output
    html: str | None


class LostError(Exception):
    """A part of what a build wrote is not there any more."""


class Store(Protocol):
    """Where builds are kept."""

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under these keys."""

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
        self._themed: dict[str, str] = {}
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
        group: list[Output] = []
        groups = size = 0
        for output in outputs:
            yield output
            group.append(output)
            size += sum(map(len, output))
            if size >= GROUP:
                self._put_group(groups, group)
                group, size, groups = [], 0, groups + 1
        self._put_group(groups, group)
        self._put(("groups",), groups + 1)

    def themed(self, page: OwnPage, html: str) -> None:
        """Keep what the theme made of a page of ours."""
        self._themed[page.src_uri] = html

    def _put_group(self, number: int, group: Iterable[Output]) -> None:
        """Keep outputs as what they are and how long, and then all their texts: most are written as they were read."""
        heads: list[list[str | int]] = []
        texts: list[bytes] = []
        for output in group:
            parts = [encoded(part) for part in output]
            if isinstance(output, OwnPage):
                parts.append(encoded(self._themed.pop(output.src_uri, "")))
            heads.append([type(output).__name__, *map(len, parts)])
            texts += parts
        head = json.dumps(heads).encode()
        value = b"".join([len(head).to_bytes(_LENGTH, "little"), head, *texts])
        self.store.put(digest(self.key, "outputs", str(number)), value)

    def finish(self, summary: str, theme_key: bytes) -> None:
        """Make the recording one that will be found; `theme_key` is one over the templates around our pages."""
        self.stop()
        self._put(("theme",), {uri: asked for uri, asked in self._asked.items() if asked})
        self._put(("pages",), self._pages)
        self._put((), {"summary": summary, "warnings": self._warnings.heard, "themed": theme_key.hex()})

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
        self.found = isinstance(groups, int) and isinstance(pages, dict) and _is_head(head) and _is_asked(asked)
        self.summary = str(head["summary"]) if self.found else ""
        self.themed = head["themed"] if self.found else None
        self.warnings: list[str] = [str(w) for w in head["warnings"]] if self.found else []
        self._asked: dict[str, dict[str, Any]] = asked if self.found else {}
        self._pages: dict[str, str] = pages if self.found else {}
        self._groups: int = groups if self.found else 0
        self._order: dict[str, int] | None = None
        self._ahead: dict[str, bytes] = {}

    def page(self, uri: str, mark: bytes) -> str | None:
        """What becomes of a page's content; None when it was not kept, or not for the content of that `mark`."""
        if uri not in self._ahead:
            self._read_ahead(uri)
        value = self._ahead.pop(uri, None)
        return None if value is None else _for_content(value, mark)

    def _read_ahead(self, uri: str) -> None:
        """Read a page and those that were made after it: they will be asked for next."""
        if self._order is None:
            self._order = {name: at for at, name in enumerate(self._pages)}
        at = self._order.get(uri)
        if at is None:
            return
        keys: dict[str, bytes] = {}
        for name in islice(self._pages, at, at + AHEAD):
            with suppress(ValueError, TypeError):
                keys[name] = bytes.fromhex(self._pages[name])
        values = self._store.get_many(list(keys.values()))
        self._ahead = {name: values[key] for name, key in keys.items() if key in values}

    def theme(self, uri: str, make: Callable[[], object]) -> object:
        """The variable for the page's template: what was asked of it is known, for all else `make` gives the real."""
        return _Remembered(self._asked.get(uri, {}), make)

    def outputs(self) -> Iterator[Kept]:
        """What is to be written.  Raises LostError when part of it is gone."""
        for number in range(self._groups):
            value = self._store.get(digest(self._key, "outputs", str(number)))
            if value is None:
                raise LostError(number)
            try:
                made = list(_group(value))
            except (TypeError, ValueError, LookupError, RecursionError) as error:
                raise LostError(number) from error
            yield from made

    def _get(self, *name: str) -> Any:
        value = self._store.get(digest(self._key, *name))
        try:
            return None if value is None else json.loads(value)
        except (ValueError, RecursionError):
            return None


def _is_head(value: object) -> bool:
    """Whether a value is the one that `Recording.finish` keeps under the build's own key."""
    return isinstance(value, dict) and {"summary", "themed"} <= value.keys() and isinstance(value.get("warnings"), list)


def _is_asked(value: object) -> bool:
    """Whether a value is what templates asked, as `Recording.theme` notes it: pages, names, each a kind and a value."""
    return isinstance(value, dict) and all(
        isinstance(known, dict) and all(isinstance(pair, list) and len(pair) == 2 for pair in known.values())
        for known in value.values()
    )


def keep_page(store: Store, key: bytes, mark: bytes, after: str) -> None:
    """Keep what became of a page's content; `mark` is a key over that content."""
    store.put(key, mark + after.encode("utf-8", "surrogatepass"))


def kept_page(store: Store, key: bytes, mark: bytes) -> str | None:
    """What became of a page's content; None when it was not kept, or not for the content of that `mark`."""
    value = store.get(key)
    return None if value is None else _for_content(value, mark)


def _for_content(value: bytes, mark: bytes) -> str | None:
    try:
        return value[len(mark) :].decode("utf-8", "surrogatepass") if value.startswith(mark) else None
    except UnicodeDecodeError:
        return None


def _group(value: bytes) -> Iterator[Kept]:
    """The outputs of a group; ValueError, TypeError or LookupError when it is none."""
    at = _LENGTH + int.from_bytes(value[:_LENGTH], "little")
    for kind, *lengths in json.loads(value[_LENGTH:at]):
        parts = []
        for length in lengths:
            parts.append(value[at : at + length])
            at += length
        path = parts[0].decode("utf-8", "surrogatepass")
        if not inside(path):
            raise ValueError(path)  # whoever wrote that into the cache shall not write anywhere else
        if kind == OwnPage.__name__:
            title, content, html = (part.decode("utf-8", "surrogatepass") for part in parts[1:])
            yield Kept(OwnPage(path, title, content), html)
        else:
            yield Kept(_FILES[kind](path, *parts[1:]), None)


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
            return Markup(value) if kind == "html" else value  # noqa: S704  # kept as "html" is only what was Markup then
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
