"""Which words English has, and how many syllables they have: the CMU Pronouncing Dictionary's words, packed.

One table serves twice: readability counts its syllables, and a word that it does not know may be two words glued
together.  The table is read at the first question (some 40 ms, once a process).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from typing import Final

from mkdocs_credibility import language

_SHORTEST_STEM: Final = 4
"""Letters that must be left when an ending or a prefix is taken off: with fewer, "wasable" is "was" with "-able"."""

_PARTS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@cache
def table() -> Mapping[str, int]:
    """Word in lower case -> syllables; possessives are left out where their base is there.

    The file holds one line for each number of syllables, from none, with the words of that number.
    """
    packed = files(__package__).joinpath("en", "syllables.z").read_bytes()
    counts: dict[str, int] = {}
    for syllables_, line in enumerate(zlib.decompress(packed).decode("ascii").split("\n")):
        counts.update(zip(line.split(), repeat(syllables_)))
    return counts


_met: Final[set[str]] = set()
"""Listed words that were asked for before: a few thousand are most of any text, and lie closer together than all."""


def unlisted(words: frozenset[str]) -> frozenset[str]:
    """Those of the words, in lower case, that the table lacks."""
    rest = words.difference(_met)
    found = rest.difference(table())
    _met.update(rest.difference(found))
    return found


def syllables(word: str) -> int | None:
    """The syllables of an English word, a possessive or a hyphenated compound; None for what the table lacks."""
    counts = table()
    plain = _plain(word)
    if (found := counts.get(plain)) is not None:
        return found
    if plain.endswith(("'s", "'")):
        base = plain.rsplit("'", 1)[0]
        if (found := counts.get(base)) is None:
            return None
        return found + (plain.endswith("s") and base.endswith(("s", "z", "x", "ch", "sh", "ge", "ce", "se")))
    parts = () if plain.isalpha() else _PARTS.findall(plain)
    if len(parts) < 2:
        return next((n for variant in sorted(_american(plain)) if (n := counts.get(variant)) is not None), None)
    counted = [n for part in parts if (n := syllables(part)) is not None]
    return sum(counted) if len(counted) == len(parts) else None


def known(word: str) -> bool:
    """Whether English has the word: listed, or built from a listed word by a prefix, an ending or British spelling.

    Case does not count, and a compound with hyphens is known when its parts are.  Names count as known when the table
    has them; a name that it lacks is not known, so ask about words in lower case.
    """
    return _known(_plain(word))


def _plain(word: str) -> str:
    """In lower case, without accents, with plain apostrophes and hyphens."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return word.lower().replace("’", "'").replace("‐", "-").replace("‑", "-")


@cache
def _rules() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[tuple[str, str], ...], Mapping[str, str]]:
    """Words beside the table, function words, prefixes, endings, and American spellings by the British ones."""
    tables = language.load("en")
    rules = tables["lexicon"]
    return (
        frozenset(rules["words"]),
        frozenset(tables["general"]["stopwords"]),
        tuple(rules["prefixes"]),
        tuple((ending, instead) for ending, instead in rules["suffixes"]),
        dict(rules["spellings"]),
    )


@lru_cache(maxsize=20_000)
def _known(word: str) -> bool:
    if _listed(word):
        return True
    if word.endswith(("'s", "'")):
        return _known(word.rsplit("'", 1)[0])
    if "-" in word:
        return all(_known(part) for part in word.split("-") if part)
    return word.isalpha() and len(word) <= 40 and (_built(word) or any(map(_built, _american(word))))


def _listed(word: str) -> bool:
    return word in table() or word in _rules()[0]


def _built(word: str) -> bool:
    """Whether the word is listed, with at most one prefix and two endings taken off."""
    if _listed(word):
        return True
    _, function_words, prefixes, _, _ = _rules()
    stems = {word, *_stems(word)}
    stems |= {stem for once in list(stems) for stem in _stems(once)}
    candidates = stems | {s.removeprefix(p) for s in stems for p in prefixes if s.startswith(p)}
    return any(len(s) >= _SHORTEST_STEM and s not in function_words and _listed(s) for s in candidates)


def _stems(word: str) -> set[str]:
    found: set[str] = set()
    for ending, instead in _rules()[3]:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - 1:
            stem = word[: -len(ending)] + instead
            found.add(stem)
            if not instead and ending[0] in "aeiy" and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
                found.add(stem[:-1])  # the consonant that an ending doubles: "rebooked", but "unplanned"
    return found


def _american(word: str) -> set[str]:
    """The word with one British spelling in it made American, and with all of them."""
    spellings = _rules()[4]
    variants: set[str] = set()
    if not any(map(word.__contains__, spellings)):
        return variants
    for british, american in [pair for pair in spellings.items() if pair[0] in word]:
        at = word.rfind(british)
        if at > 0:
            variant = word[:at] + american + word[at + len(british) :]
            variants.add(variant)
            variants |= {variant.replace(b, a) for b, a in spellings.items() if b in variant}
    return variants
