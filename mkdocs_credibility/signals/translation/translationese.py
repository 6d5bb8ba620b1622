"""How far a text's profile resembles machine-translated prose: a linear model over function words.

The features are the rates of function words, of shapes of other words (a name, a number, an ending), and of their
pairs: nothing that could name a topic, a person or a sentence.  The weights are one data file a language, made by
`scripts/train_translationese.py`.  The figure informs readers; it never costs a point.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp
from operator import add
from typing import Final, NamedTuple

from mkdocs_credibility import language
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

_READABLE: Final[Mapping[str, str]] = {
    "NAME": "a name", "NUMBER": "a number", "-ing": "a word in -ing", "-ed": "a word in -ed", "-ly": "a word in -ly",
    "-s": "a word in -s", "WORD": "another word", ",": "a comma", "“": "a quotation mark",
}  # fmt: skip


class Telling(NamedTuple):
    """A feature that may be told as a reason, its weight, and its usual rate."""

    feature: str
    weight: float
    usual: float


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` of rates a word, by the characters of a feature (one or two), and the rate that is `usual` in texts
    written in the language; `slope` and `intercept` lead from the weighted sum to 0-1.

    `sums` has by the number of two letters (see `sequences.pair_number`) what they add: the weight of the pair, and of
    its first alone.  `letters` and `pairs` are the features that may be told as reasons, by their letter or number.
    """

    weights: Mapping[str, float]
    slope: float
    intercept: float
    sums: list[float] = field(repr=False)
    letters: Mapping[int, Telling] = field(repr=False)
    pairs: Mapping[int, Telling] = field(repr=False)


@cache
def _alphabet(code: str) -> dict[int, str]:
    """What turns codes into a profile's characters: words that are no function words become their shapes."""
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
    own = {name: sequences.letters_of(char)[0] for name, char in chars.items()}
    shapes = set(_SHAPE_NAMES.values())
    weights: dict[str, float] = {}
    singles = [0.0] * 256
    letters: dict[int, Telling] = {}
    pairs: dict[int, Telling] = {}
    numbered: list[tuple[int, float]] = []
    for feature, (weight, usual) in data["weights"].items():
        one, _, two = feature.partition(" ")
        key = chars[one] + chars[two] if two else chars[one]
        weights[key] = weight
        if two:
            pair = sequences.pair_number(own[one], own[two])
            numbered.append((pair, weight))
            if one not in shapes or two not in shapes:
                pairs[pair] = Telling(key, weight, usual / 1000)
        else:
            singles[own[one]] = weight
            if one not in shapes:
                letters[own[one]] = Telling(key, weight, usual / 1000)
    sums = singles * 256 if sys.byteorder == "little" else [weight for weight in singles for _ in range(256)]
    for pair, weight in numbered:
        sums[pair] += weight
    return Model(weights, data["slope"], data["intercept"], sums, letters, pairs)


def examine(code: str, coded: sequences.Coded, words: int) -> tuple[float, list[str]] | None:
    """The figure (0-1) and the strongest reasons for it in words, where it is above one half."""
    known = model(code)
    if known is None or not words:
        return None
    total = (sum(map(known.sums.__getitem__, coded.pairs)) + known.weights.get(chr(coded.letters[-1]), 0.0)) / words
    figure = 1 / (1 + exp(-max(-30.0, min(30.0, known.slope * total + known.intercept))))
    return round(figure, 3), _reasons(code, known, coded, words) if figure > 0.5 else []


def _reasons(code: str, known: Model, coded: sequences.Coded, words: int) -> list[str]:
    """The features in the text that lead most towards the figure, with their number and what is usual in its length."""
    shapes = "".join(_SHAPE_NAMES)
    pairs, letters = Counter(coded.pairs), Counter(coded.letters)
    often = [(told, n) for pair, n in pairs.items() if n >= _OFTEN and (told := known.pairs.get(pair))]
    often += [(told, n) for letter, n in letters.items() if n >= _OFTEN and (told := known.letters.get(letter))]
    every = [
        (push, feature, n, usual)
        for (feature, weight, usual), n in often
        if (push := weight * (n / words - usual)) > 0 and usual * words >= _EXPECTED
    ]
    reasons: list[str] = []
    told_of: set[str] = set()
    for _, feature, n, usual in sorted(every, reverse=True)[: _REASONS * 4]:
        if len(reasons) == _REASONS:
            break
        if told_of.isdisjoint(feature.strip(shapes)):
            told_of.update(feature)
            reasons.append(f"{_wording(code, feature)}: {n} times, usually {round(usual * words, 1)}")
    return reasons


@cache
def _wording(code: str, feature: str) -> str:
    """A feature in words, in English: it is programs that read reasons."""
    parts = list(map(names(code).__getitem__, feature))
    if len(parts) == 1:
        return f"“{parts[0]}”"
    first, second = parts
    if first == ".":
        return f"“{second}” at the start of a sentence"
    if second == ".":
        return f"“{first}” at the end of a sentence"
    if first in _READABLE:
        return f"“{second}” after {_READABLE[first]}"
    if second in _READABLE:
        return f"“{first}” before {_READABLE[second]}"
    return f"“{first} {second}”"
