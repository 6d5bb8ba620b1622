"""Names of persons: the small words and titles in them, and which words are given names, of men, of women, of both."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from mkdocs_credibility import language

_PRONOUNS: Final = {"masculine": "he", "feminine": "she", "either": ""}
_PLAIN: Final = str.maketrans({"ß": "ss", "ø": "o", "ł": "l"})


def plain(word: str) -> str:
    """A word in lower case without accents."""
    if word.isascii():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in flat if not unicodedata.combining(c)).translate(_PLAIN)


@cache
def _data() -> Mapping[str, Any]:
    return language.table("names")


@cache
def particles() -> frozenset[str]:
    """Small words inside a name, as printed in lower case: "von", "de la"."""
    return frozenset(_data()["particles"].split())


@cache
def titles() -> frozenset[str]:
    """Titles and degrees, in lower case: "dr", "phd"."""
    return frozenset(_data()["titles"].split())


@cache
def given() -> frozenset[str]:
    """Common given names, as `plain` makes them."""
    return frozenset(plain(name) for names in _data()["given"].values() for name in names.split())


@cache
def pronouns() -> Mapping[str, str]:
    """Given names in lower case, with and without accents, with the pronoun that fits their bearers ("he", "she"), or
    "" where both do; names of which that is not known are left out."""
    found: dict[str, str] = {}
    for kind, pronoun in _PRONOUNS.items():
        for name in _data()["given"][kind].split():
            found[name] = pronoun if found.get(name, pronoun) == pronoun else ""
    for name, pronoun in list(found.items()):
        found.setdefault(plain(name), pronoun)
    return found
