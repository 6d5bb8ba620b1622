"""What a language knows, as data: one folder a language, one TOML file in it for each signal.

`load("en")["attribution"]` is the table in `en/attribution.toml`, which the attribution signal reads; a table that a
language lacks means that the signal abstains.  Files are read when they are first asked for: to tell the language of a
text costs seven short files, not all that seven languages know.  Nothing here interprets a table: the signals do.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from mkdocs_credibility import extensions

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_DATA = files(__package__)
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
"""Characters read to tell a language: more changes no answer and costs time."""


@cache
def codes() -> tuple[str, ...]:
    """Languages that have data, as ISO 639-1 codes."""
    ours = {f.name for f in _DATA.iterdir() if f.is_dir() and re.fullmatch(r"[a-z]{2}", f.name)}
    return tuple(sorted(ours.union(extensions.installed("languages"))))


def _folders(code: str) -> Iterator[Traversable]:
    """Where a language's tables lie: in this package, in one that brings the language or the rest of it, or in both."""
    ours = _DATA / code
    if ours.is_dir():
        yield ours
    if code in extensions.installed("languages"):
        yield files(extensions.loaded("languages")[code])


class _Tables(Mapping[str, Mapping[str, Any]]):
    """The tables of one language, each read from its file at the first look."""

    def __init__(self, code: str) -> None:
        entries = [f for folder in _folders(code) for f in folder.iterdir()] if code in codes() else []
        self._files = {f.name.removesuffix(".toml"): f for f in entries if f.name.endswith(".toml")}
        self._read: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        if name not in self._read:
            self._read[name] = tomllib.loads(self._files[name].read_text("utf-8"))[name]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files


@cache
def load(code: str) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a language by signal; empty for a language that has no data."""
    return _Tables(code)


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table that belongs to no single language (`name.toml`), such as the given names."""
    found: Mapping[str, Any] = tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))[name]
    return found


Further = tuple[tuple[str, tuple[str, ...]], ...]
_further: ContextVar[Further] = ContextVar("further_agencies", default=())


@contextmanager
def with_agencies(further: Further) -> Iterator[None]:
    """Know further agencies (name, other forms) while the block runs: a site may credit one that no list names."""
    token = _further.set(further)
    try:
        yield
    finally:
        _further.reset(token)


def further_agencies() -> Further:
    """The agencies that `with_agencies` has added; what is cached over `agencies()` is cached by them."""
    return _further.get()


def agencies(further: Further | None = None) -> tuple[Mapping[str, Any], ...]:
    """News agencies of the world: `name` (short, canonical), `aliases` as printed; the site's own come first."""
    return _agencies(_further.get() if further is None else further)


@cache
def _agencies(further: Further) -> tuple[Mapping[str, Any], ...]:
    built_in = tomllib.loads((_DATA / "agencies.toml").read_text("utf-8"))["agency"]
    return (*({"name": name, "aliases": list(aliases)} for name, aliases in further), *built_in)


@cache
def _stopwords() -> Mapping[str, frozenset[str]]:
    return {code: frozenset(load(code).get("general", {}).get("stopwords", ())) for code in codes()}


@cache
def _speakers() -> Mapping[str, tuple[str, ...]]:
    """Function word -> the languages that have it."""
    found: dict[str, list[str]] = {}
    for code, words in _stopwords().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return {word: tuple(those) for word, those in found.items()}


class Columns(Protocol):
    """The words of a text as `tokens.Words` has them."""

    texts: list[str]
    printed: list[str]
    starts: list[int]
    ends: list[int]
    whole: bool


def detect(text: str, words: Columns | None = None) -> str | None:
    """The language whose function words the text uses most, or None when no known language stands out.

    A language must cover a twelfth of the words and lead the next by a quarter; texts under ten words get None.
    `words` are those of the text, where somebody has them: to count them takes half the time of finding them again.
    """
    if words is None or not words.whole or "İ" in text[:_SAMPLE]:  # a letter that is two in lower case
        times = Counter("\n".join(_LETTERS.findall(text[:_SAMPLE])).lower().split("\n"))
    else:
        times = _counted(words)
    size = times.total()
    if size < 10:
        return None
    speakers = _speakers()
    uses: dict[str, int] = {}
    for word in speakers.keys() & times.keys():
        n = times[word]
        for code in speakers[word]:
            uses[code] = uses.get(code, 0) + n
    shares = sorted(((n / size, code) for code, n in uses.items()), reverse=True)
    if not shares or shares[0][0] < 1 / 12:
        return None
    if len(shares) > 1 and shares[0][0] < 1.25 * shares[1][0]:
        return None
    return shares[0][1]


def _counted(words: Columns) -> Counter[str]:
    """How often each word stands in the sample: what figures, hyphens and apostrophes join is taken apart."""
    last = bisect_left(words.starts, _SAMPLE)
    times = Counter(words.texts[:last])
    if last and words.ends[last - 1] > _SAMPLE:
        times[words.texts[last - 1]] -= 1
        times.update(_LETTERS.findall(words.printed[last - 1][: _SAMPLE - words.starts[last - 1]].lower()))
    for word in [word for word in times if not word.isalpha()]:
        n = times.pop(word)
        for part in _parts(word):
            times[part] = times.get(part, 0) + n
    return times


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """The words that figures, hyphens and apostrophes join."""
    return tuple(_LETTERS.findall(word))
