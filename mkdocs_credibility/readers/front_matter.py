"""YAML front matter, and the fields of an article that metadata in any of its shapes fills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from mkdocs_credibility.article import Declared
from mkdocs_credibility.options import FRONT_MATTER_ERROR, unwieldy

ERROR: Final = FRONT_MATTER_ERROR
LONGEST: Final = 100_000
"""Characters of front matter that are parsed; more is taken for a mistake and noted as one."""
_FENCE: Final = re.compile(r"\ufeff?---[ \t]*+(?:\r\n|\r|\n)")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*+(?:\r\n|\r|\n|\Z)", re.MULTILINE)


class Fields(NamedTuple):
    """What metadata fills directly."""

    title: str | None = None
    language: str | None = None
    site_name: str | None = None
    url: str | None = None


def _text(metadata: Mapping[str, Any], *names: str) -> str | None:
    for name in names:
        value = metadata.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return " ".join(str(value).split())
    return None


def fields(metadata: Mapping[str, Any]) -> Fields:
    """Title, language, site name and URL, under the names that generators use for them."""
    return Fields(
        _text(metadata, "title", "headline", "Title"),
        _text(metadata, "lang", "language", "locale"),
        _text(metadata, "site_name", "site-name", "sitename"),
        _text(metadata, "url", "canonical", "canonical_url", "canonicalURL", "canonicalUrl"),
    )


def declared_credits(metadata: Mapping[str, Any]) -> tuple[Declared, ...]:
    """Who the metadata says the text is from."""
    if not metadata:
        return ()
    from mkdocs_credibility.readers.credits import declared_from_front_matter

    return tuple(declared_from_front_matter(metadata))


def split(source: str) -> tuple[dict[str, Any], int]:
    """Front matter and the offset at which the text begins.

    Front matter that cannot be read stays out of the text; the metadata then holds what is wrong under
    `_front_matter_error`, with the line of the file.
    """
    opening = _FENCE.match(source)
    if opening is None:
        return {}, 0
    closing = _CLOSING.search(source, opening.end())
    if closing is None:
        return {}, 0
    raw = source[opening.end() : closing.start()]
    message, line = "", 1
    if len(raw) > LONGEST:
        message = f"front matter is longer than {LONGEST:,} characters"
    else:
        from mkdocs_credibility.readers.strict_yaml import NotYamlError, load  # late: not every build has front matter

        try:
            loaded = load(raw)
        except NotYamlError as error:
            message, line = error.message, error.line + 1
        else:
            if loaded is None:
                return {}, closing.end()
            if problem := unwieldy(loaded):
                message = problem
            elif isinstance(loaded, dict):
                return {str(key): value for key, value in loaded.items()}, closing.end()
            else:
                if isinstance(loaded, str) and "\n\n" in raw.replace("\r\n", "\n"):
                    return {}, 0  # no front matter at all: paragraphs between two rules
                message = f"front matter is {_kind(loaded)}, not a mapping of names to values"
    return {ERROR: {"message": message, "line": line}}, closing.end()


def _kind(loaded: object) -> str:
    if isinstance(loaded, list):
        return "a list"
    return "text" if isinstance(loaded, str) else f"a {type(loaded).__name__}"
