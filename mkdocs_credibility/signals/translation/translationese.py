"""How far a text's profile resembles machine-translated prose: a linear model over function words.

The features are the rates of function words, of shapes of other words (a name, a number, an ending), and of their
pairs: nothing that could name a topic, a person or a sentence.  The weights are one data file a language, made by
`scripts/train_translationese.py`.  The figure informs readers; it never costs a point.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import add
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.signals.translation import sequences

_REASONS: Final = 3

_OFTEN: Final = 2
"""Times that a feature must stand in the text before it is told as a reason."""

_EXPECTED: Final = 0.3
"""Times that a text of its length has it usually: "never, usually" is no reason that a reader can weigh."""

_SHAPE_NAMES: Final[Mapping[str, str]] = {
    "C": "NAME", "9": "NUMBER", "g": "-ing", "d": "-ed", "l": "-ly", "s": "-s", "n": "WORD",
    ".": ".", ",": ",", "'": "“",
}  # fmt: skip

_ENDING: Final = Wording("profile.ending", "a word in {ending}")

_READABLE: Final[Mapping[str, Phrase]] = {
    "NAME": Wording("profile.name", "a name")(), "NUMBER": Wording("profile.number", "a number")(),
    "-ing": _ENDING(ending="-ing"), "-ed": _ENDING(ending="-ed"), "-ly": _ENDING(ending="-ly"),
    "-s": _ENDING(ending="-s"), "WORD": Wording("profile.word", "another word")(),
    ",": Wording("profile.comma", "a comma")(), "“": Wording("profile.mark", "a quotation mark")(),
}  # fmt: skip

_WORDS: Final = Wording("profile.words", "“{words}”")
_STARTS: Final = Wording("profile.starts", "“{words}” at the start of a sentence")
_ENDS: Final = Wording("profile.ends", "“{words}” at the end of a sentence")
_AFTER: Final = Wording("profile.after", "“{words}” after {other}")
_BEFORE: Final = Wording("profile.before", "“{words}” before {other}")
_TIMES: Final = Wording("profile.times", "{what}: {n} times, usually {usual}")


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` of rates a word, by the characters of a feature (one or two), and the rate that is `usual` in texts
    written in the language; `slope` and `intercept` lead from the weighted sum to 0-1.  `telling` are the features that
    may be told as reasons, with weight and usual rate; `told` finds them."""

    weights: Mapping[str, float]
    usual: Mapping[str, float]
    slope: float
    intercept: float
    pairs: _Pairs
    telling: Mapping[str, tuple[float, float]]
    told: _Told


class _Pairs(dict[int, float]):
    """Two codes that stand together, as a number -> what they add: the weight of the pair, and of its first alone."""

    def __init__(self, weights: Mapping[str, float], alphabet: Mapping[int, str]) -> None:
        super().__init__()
        self._weights, self._alphabet = weights, alphabet

    def __missing__(self, pair: int) -> float:
        plain = sequences.pair_of(pair).translate(self._alphabet)
        self[pair] = found = self._weights.get(plain, 0.0) + self._weights.get(plain[0], 0.0)
        return found


class _Told(dict[int, tuple[str, str]]):
    """Two codes that stand together, as a number -> the features that they and the first alone are, each empty if it is
    none that may be told as a reason."""

    def __init__(self, telling: Container[str], alphabet: Mapping[int, str]) -> None:
        super().__init__()
        self._telling, self._alphabet = telling, alphabet

    def __missing__(self, pair: int) -> tuple[str, str]:
        plain = sequences.pair_of(pair).translate(self._alphabet)
        known = self._telling
        self[pair] = found = (plain if plain in known else "", plain[0] if plain[0] in known else "")
        return found


@cache
def _alphabet(code: str) -> dict[int, str]:
    """What turns codes into a profile's alphabet: words that are no function words become their shapes."""
    known = sequences.grammar(code)
    if known is None:
        return {}
    function = set(language.load(code)["translation"]["classes"]["FUNCTION"])
    table = {ord(char): sequences.shape(word) for word, char in known.codes.listed.items() if word not in function}
    return table | {ord(sequences.BREAK): sequences.STOP}


def profile(code: str, codes: str) -> Counter[str]:
    """How often each function word, shape and pair of them stands in an article's codes."""
    plain = codes.translate(_alphabet(code))
    counts = Counter(plain)
    counts.update(map(add, plain, plain[1:]))
    return counts


@cache
def names(code: str) -> dict[str, str]:
    """Character of a profile -> what it is called in the weights file."""
    known = sequences.grammar(code)
    return dict(_SHAPE_NAMES) | ({char: word for word, char in known.codes.listed.items()} if known else {})


@cache
def model(code: str) -> Model | None:
    """The model of a language, or None when it has no weights file."""
    source = files(language.__name__).joinpath(code, "translationese.json")
    if not source.is_file():
        return None
    data = json.loads(source.read_text("utf-8"))
    chars = {name: char for char, name in names(code).items()}
    weights: dict[str, float] = {}
    usual: dict[str, float] = {}
    for feature, (weight, rate) in data["weights"].items():
        key = "".join(chars[part] for part in feature.split(" "))
        weights[key], usual[key] = weight, rate / 1000
    shapes = set(_SHAPE_NAMES)
    telling = {f: (weight, usual[f]) for f, weight in weights.items() if not shapes.issuperset(f)}
    told = _Told(telling, _alphabet(code))
    return Model(weights, usual, data["slope"], data["intercept"], _Pairs(weights, _alphabet(code)), telling, told)


def examine(code: str, coded: sequences.Coded, words: int) -> tuple[float, list[str]] | None:
    """The figure (0-1) and the strongest reasons for it in words, where it is above one half."""
    known = model(code)
    if known is None or not words:
        return None
    last = coded.codes[-1].translate(_alphabet(code))
    total = (sum(map(known.pairs.__getitem__, coded.pairs)) + known.weights.get(last, 0.0)) / words
    figure = 1 / (1 + exp(-max(-30.0, min(30.0, known.slope * total + known.intercept))))
    return round(figure, 3), _reasons(code, known, coded, words) if figure > 0.5 else []


def _reasons(code: str, known: Model, coded: sequences.Coded, words: int) -> list[str]:
    """The features in the text that lead most towards the figure, with their number and what is usual in its length."""
    called = names(code)
    shapes = set(_SHAPE_NAMES)
    telling, told_as = known.telling, known.told
    counts: dict[str, int] = {}
    for pair, n in Counter(coded.pairs).items():
        both, first = told_as[pair]
        if both:
            counts[both] = counts.get(both, 0) + n
        if first:  # the last of all is a boundary, and those are never told
            counts[first] = counts.get(first, 0) + n
    often = [(f, n) for f, n in counts.items() if n >= _OFTEN]
    every = [(telling[f][0] * (n / words - telling[f][1]), f) for f, n in often if telling[f][1] * words >= _EXPECTED]
    pushes = sorted(every, reverse=True)[: _REASONS * 4]
    reasons: list[str] = []
    told: set[str] = set()
    for push, feature in pushes:
        if len(reasons) == _REASONS or push <= 0:
            break
        if told.isdisjoint(feature.strip("".join(shapes))):
            told.update(feature)
            usual = known.usual[feature] * words
            what = _wording([called[char] for char in feature])
            reasons.append(_TIMES(what=what, n=counts[feature], usual=round(usual, 1)))
    return reasons


def _wording(parts: list[str]) -> Phrase:
    if len(parts) == 1:
        return _WORDS(words=parts[0])
    first, second = parts
    if first == ".":
        return _STARTS(words=second)
    if second == ".":
        return _ENDS(words=first)
    if first in _READABLE:
        return _AFTER(words=second, other=_READABLE[first])
    if second in _READABLE:
        return _BEFORE(words=first, other=_READABLE[second])
    return _WORDS(words=f"{first} {second}")
