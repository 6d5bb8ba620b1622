"""What the signal knows of a language, in the shape that is fast to ask: sets and one dictionary of cue verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from mkdocs_credibility import language
from mkdocs_credibility.signals.attribution.people import SUFFIXES

_MONTHS: Final = frozenset(("may", "will", "march", "april", "june", "august"))
"""Words that begin no name and may stand inside one."""


class Cue(NamedTuple):
    """A form of a reporting verb.

    `group` is its class (neutral, hedged, directive, cognitive, documentary, performative), `frame` what may follow it
    (clause, addressee, that, object), `participle` whether the form is one that hangs on another verb's subject.
    """

    lemma: str
    group: str
    frame: str
    participle: bool


class Lexicon(dict[str, frozenset[str]]):
    """The attribution table of one language: `lex[name]` is one of its word lists, empty when the language has none.

    `cues` are the forms of its reporting verbs, `pronouns` its pronouns by kind and `pronoun` the kind by form;
    `anchors` its phrases by the word they are found by; `particles` the prepositions that belong to a verb's lemma;
    `demonyms` countries whose adjective begins otherwise; `comma_clause` says that a report may follow a comma ("er
    sagte, er komme"), `bare_clause` that one may follow with nothing between ("he said he was coming"),
    `verb_second` that the verb follows the first phrase of a sentence, `null_subject` that a verb needs no subject
    of its own, `noun_capitals` that its nouns are written with a capital; the endings are those of infinitives, of
    adverbs, of participles that hang on another verb, of past forms, and of nouns for an account
    ("Polizeiangaben"). `bounds` are words that no description of a name goes over, `begins_no_name` words that no
    name begins with, `ends_name` words that none goes on with, `name_abbreviations` words that a full stop inside a
    name may follow; `skipped` may stand between a subject and its verb, `stop` begins a clause; what is none of
    `ends_phrase` and no past form may stand in any noun phrase.
    """

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        super().__init__({name: frozenset(value) for name, value in table.items() if isinstance(value, list)})
        self.code = code
        self.cues = _cues(table["verbs"], participles=bool(table.get("participle_endings")))
        self.pronouns = {kind: frozenset(forms) for kind, forms in table["pronouns"].items()}
        self.pronoun = {form: kind for kind, forms in self.pronouns.items() for form in forms}
        clitics = {form: kind for kind, forms in table.get("clitics", {}).items() for form in forms}
        for form, cue in list(self.cues.items()):  # French "explique-t-il": verb and subject in one
            for clitic, kind in clitics.items():
                self.cues[form + clitic] = cue
                self.pronoun[form + clitic] = kind
        self.comma_clause = bool(table.get("comma_clause"))
        self.bare_clause = bool(table.get("bare_clause"))
        self.verb_second = bool(table.get("verb_second"))
        self.null_subject = bool(table.get("null_subject"))
        self.relative = self.pronouns.get("relative", frozenset())
        self.anchors = _anchors({name: table.get(name, ()) for name in _PHRASES})
        self.particles = {lemma: frozenset(words) for lemma, words in table.get("particles", {}).items()}
        self.demonyms: Mapping[str, str] = table.get("demonyms", {})
        self.adverb_ending = tuple(table.get("adverb_endings", ()))
        self.participle_ending = tuple(table.get("participle_endings", ()))
        self.past_ending = tuple(table.get("past_endings", ()))
        self.account_ending = tuple(table.get("account_endings", ()))
        self.infinitive_ending = tuple(table.get("infinitive_endings", ()))
        self.noun_capitals = bool(table.get("noun_capitals"))
        small = ("prepositions", "auxiliaries", "negations", "adverbs", "determiners", "objective")
        self.small_words = frozenset(word for name in small for word in self[name]) - self["abbreviations"]
        around = ("conjunctions", "auxiliaries", "determiners", "prepositions")
        self.bounds = frozenset(self.cues).union(*(self[name] for name in around))
        self.begins_no_name = self["not_names"] - self["honorifics"]
        self.ends_name = self["not_names"] - _MONTHS
        self.name_abbreviations = self["honorifics"] | self["roles"] | SUFFIXES
        self.triggers = frozenset(self.cues).union(self.anchors)
        self.skipped = self["adverbs"] | self["auxiliaries"]
        self.stop = self["subordinators"] | self["conjunctions"]
        self.ends_phrase = self.stop.union(self["auxiliaries"], self.cues, self.pronoun)

    def __missing__(self, name: str) -> frozenset[str]:
        empty: frozenset[str] = frozenset()
        self[name] = empty
        return empty


_PHRASES: Final = (
    "according", "pickup_before", "pickup_after", "pickup_before_outlet", "pickup_after_outlet", "anonymity",
    "requests", "because", "reasons",
)  # fmt: skip


class Listed(NamedTuple):
    """A phrase of a list: its words, the place of its anchor among them, its rank among those of the list."""

    name: str
    words: tuple[str, ...]
    offset: int
    rank: int


def _anchors(lists: Mapping[str, Iterable[str]]) -> dict[str, list[Listed]]:
    """The phrases by their longest word: the first ("in", "to") of many a phrase stands in every other sentence."""
    found: dict[str, list[Listed]] = {}
    for name, phrases in lists.items():
        for rank, phrase in enumerate(phrases):
            words = tuple(phrase.split())
            offset = max(range(len(words)), key=lambda i: (len(words[i]), -i))
            found.setdefault(words[offset], []).append(Listed(name, words, offset, rank))
    return found


def _cues(table: Mapping[str, Mapping[str, list[str]]], participles: bool) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for group, frames in table.items():
        for frame, verbs in frames.items():
            for verb in verbs:
                forms = verb.split()
                for i, form in enumerate(forms):
                    if form == "-":  # a form that is better read as a noun
                        continue
                    found.setdefault(form, Cue(forms[0], group, frame, participles and i == 3))
    return found


@cache
def lexicon(code: str | None) -> Lexicon | None:
    """The lexicon of a language (ISO 639-1), or None when the language has no attribution data."""
    table = language.load(code).get("attribution") if code else None
    return Lexicon(code, table) if code and table else None
