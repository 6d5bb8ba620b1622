"""How far a text's profile resembles machine-translated prose: a linear model over function words.

The features are the rates of function words, of shapes of other words (a name, a number, an ending), and of their
pairs: nothing that could name a topic, a person or a sentence.  The weights are one data file a language, made by
`scripts/train_translationese.py`.  The figure informs readers; it never costs a point.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib.resources import files
from itertools import pairwise
from math import exp
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.signals.translation import sequences

_REASONS: Final = 3

_TIMES: Final = 2
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


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` are by the characters of a feature (one or two), each the weight of its rate a word and the rate that
    is usual in texts written in the language; `slope` and `intercept` lead from their sum to 0-1."""

    weights: Mapping[str, tuple[float, float]]
    slope: float
    intercept: float


@cache
def _alphabet(code: str) -> dict[int, str]:
    """What turns codes into a profile's alphabet: words that are no function words become their shapes."""
    known = sequences.grammar(code)
    if known is None:
        return {}
    function = set(language.load(code)["translation"]["classes"]["FUNCTION"])
    table = {ord(char): sequences.shape(word) for word, char in known.codes.items() if word not in function}
    return table | {ord(sequences.BREAK): sequences.STOP}


def profile(code: str, codes: str) -> Counter[str]:
    """How often each function word, shape and pair of them stands in an article's codes."""
    plain = codes.translate(_alphabet(code))
    counts = Counter(plain)
    counts.update(map("".join, pairwise(plain)))
    return counts


def names(code: str) -> dict[str, str]:
    """Character of a profile -> what it is called in the weights file."""
    known = sequences.grammar(code)
    return dict(_SHAPE_NAMES) | ({char: word for word, char in known.codes.items()} if known else {})


@cache
def model(code: str) -> Model | None:
    """The model of a language, or None when it has no weights file."""
    source = files(language.__name__).joinpath(f"{code}.translationese.json")
    if not source.is_file():
        return None
    data = json.loads(source.read_text("utf-8"))
    chars = {name: char for char, name in names(code).items()}
    weights = {
        "".join(chars[part] for part in feature.split(" ")): (weight, usual / 1000)
        for feature, (weight, usual) in data["weights"].items()
    }
    return Model(weights, data["slope"], data["intercept"])


def examine(code: str, codes: str, words: int) -> tuple[float, list[str]] | None:
    """The figure (0-1) and the strongest reasons for it in words, where it is above one half."""
    known = model(code)
    if known is None or not words:
        return None
    counts = profile(code, codes)
    weights = known.weights
    total = sum(weights[f][0] * n for f, n in counts.items() if f in weights) / words
    figure = 1 / (1 + exp(-max(-30.0, min(30.0, known.slope * total + known.intercept))))
    return round(figure, 3), _reasons(code, known, counts, words) if figure > 0.5 else []


def _reasons(code: str, known: Model, counts: Counter[str], words: int) -> list[str]:
    """The features in the text that lead most towards the figure, with their number and what is usual in its length."""
    called = names(code)
    shapes = set(_SHAPE_NAMES)
    pushes = nlargest(
        _REASONS * 4,
        (
            (known.weights[feature][0] * (count / words - known.weights[feature][1]), feature)
            for feature, count in counts.items()
            if count >= _TIMES
            and feature in known.weights
            and known.weights[feature][1] * words >= _EXPECTED
            and not shapes.issuperset(feature)
        ),
    )
    reasons: list[str] = []
    told: set[str] = set()
    for push, feature in pushes:
        if len(reasons) == _REASONS or push <= 0:
            break
        if told.isdisjoint(feature.strip("".join(shapes))):
            told.update(feature)
            usual = known.weights[feature][1] * words
            reasons.append(
                f"{_wording([called[char] for char in feature])}: {counts[feature]} times, usually {usual:.1f}"
            )
    return reasons


def _wording(parts: list[str]) -> str:
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
