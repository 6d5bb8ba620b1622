"""What the signal keeps of names: where one stands, who bears it, and who speaks."""

from __future__ import annotations

from typing import Final, NamedTuple
from unicodedata import combining, normalize

from mkdocs_credibility.scorecard import SpeakerKind

PARTICLES: Final = frozenset((
    "de", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "ten", "ter", "la", "le", "bin", "ibn",
    "al", "el", "y", "ben",
))  # fmt: skip
"""Small words inside names."""
SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii"))
"""Words behind a surname that are no part of it."""


def folded(word: str) -> str:
    """A word without accents: the lists of names have them one way, pages print them another."""
    if word.isascii():
        return word
    return "".join(c for c in normalize("NFKD", word) if not combining(c))


class Mention(NamedTuple):
    """A run of capitalised words: word indices, and where the name proper begins (behind titles)."""

    first: int
    last: int
    core: int


class Person:
    """Somebody the page names.  `human` says that the evidence is for a person, not a place or an organisation."""

    __slots__ = ("gender", "human", "name", "titles")

    def __init__(self, name: str, gender: str, human: bool) -> None:
        self.name, self.gender, self.human = name, gender, human
        self.titles: set[str] = set()


class Speaker(NamedTuple):
    """Who speaks: the fullest name or the words that stand for the speaker, and of which kind."""

    name: str
    kind: SpeakerKind
