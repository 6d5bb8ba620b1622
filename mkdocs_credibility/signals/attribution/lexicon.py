"""What the signal knows of a language, in the shape that is fast to ask: sets and one dictionary of cue verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from mkdocs_credibility import language


class Cue(NamedTuple):
    """A form of a reporting verb.

    `group` is its class (neutral, hedged, directive, cognitive, documentary, performative), `frame` what may follow it
    (clause, addressee, that, object), `participle` whether the form is one that hangs on another verb's subject.
    """

    lemma: str
    group: str
    frame: str
    participle: bool


@dataclass(frozen=True)
class Lexicon:
    """The attribution table of one language."""

    code: str
    cues: Mapping[str, Cue]
    words: Mapping[str, frozenset[str]]
    pronouns: Mapping[str, frozenset[str]]
    pronoun: Mapping[str, str]
    according: Mapping[str, tuple[tuple[str, ...], ...]]
    pickup_before: Mapping[str, tuple[tuple[str, ...], ...]]
    pickup_after: Mapping[str, tuple[tuple[str, ...], ...]]
    particles: Mapping[str, frozenset[str]]
    demonyms: Mapping[str, str]
    adverb_ending: tuple[str, ...]
    participle_ending: tuple[str, ...]
    past_ending: tuple[str, ...]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.words.get(name, frozenset())


def _phrases(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _cues(table: Mapping[str, Mapping[str, list[str]]], participles: bool) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for group, frames in table.items():
        for frame, verbs in frames.items():
            for verb in verbs:
                forms = verb.split()
                for i, form in enumerate(forms):
                    found.setdefault(form, Cue(forms[0], group, frame, participles and i == 3))
    return found


@cache
def given_names() -> Mapping[str, str]:
    """Given names in lower case, with the pronoun that fits their bearers ("he", "she") or "" where both do."""
    table = language.table("gendered_names")
    names = dict.fromkeys(table["masculine"].split(), "he")
    for name in table["feminine"].split():
        names[name] = "" if name in names else "she"
    return names | dict.fromkeys(table["either"].split(), "")


@cache
def lexicon(code: str | None) -> Lexicon | None:
    """The lexicon of a language (ISO 639-1), or None when the language has no attribution data."""
    table: Mapping[str, Any] | None = language.load(code).get("attribution") if code else None
    if code is None or table is None:
        return None
    pronouns = {kind: frozenset(forms) for kind, forms in table["pronouns"].items()}
    return Lexicon(
        code,
        _cues(table["verbs"], participles=table.get("participles", code == "en")),
        {name: frozenset(value) for name, value in table.items() if isinstance(value, list)},
        pronouns,
        {form: kind for kind, forms in pronouns.items() for form in forms},
        _phrases(table.get("according", ())),
        _phrases(table.get("pickup_before", ())),
        _phrases(table.get("pickup_after", ())),
        {lemma: frozenset(words) for lemma, words in table.get("particles", {}).items()},
        table.get("demonyms", {}),
        tuple(table.get("adverb_endings", ())),
        tuple(table.get("participle_endings", ())),
        tuple(table.get("past_endings", ())),
    )
