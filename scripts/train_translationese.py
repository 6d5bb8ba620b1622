"""Make the weights of `card.translationese` for a language.

    python scripts/train_translationese.py DATA.jsonl [--native MORE.jsonl ...] [--language en] [--out FILE]

DATA has one JSON object a line: `text`, `label` ("mt" or "human"), `subtype` ("human_original" for texts written in the
language, "human_translation" for translations by people) and `group` (versions of one text share it).  Each further
file of texts written in the language needs `text` alone.  Only numbers leave the program: rates of function words,
word shapes and their pairs; a feature that fewer than eight texts have is left out.

The model is a ridge regression on standardised rates.  Translations by people count a fifth: the model is to tell
machine translation from writing first, and from their work as far as the data allows.  What is printed as
cross-validated comes from texts whose whole group the model had not seen; the figure on the data itself says little.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from mkdocs_credibility import read_text
from mkdocs_credibility.signals.translation import sequences, translationese

FEWEST_TEXTS = 8
FOLDS = 10
RIDGE = 1.0
SHARE_OF_TRANSLATIONS = 0.2
SHARE_OF_MORE = 0.5


def read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def rates(code: str, text: str) -> dict[str, float]:
    """Feature, named as in the weights file -> its rate a word."""
    article = read_text(text)
    known = sequences.grammar(code)
    if known is None:
        raise SystemExit(f"{code} has no word classes to make a profile of")
    names = translationese.names(code)
    counts = translationese.profile(code, sequences.encode(article, known.codes).codes)
    size = max(1, len(article.tokens))
    return {" ".join(names[char] for char in feature): count / size for feature, count in counts.items()}


def fit(kernel: np.ndarray, labels: np.ndarray, shares: np.ndarray) -> tuple[np.ndarray, float]:
    """Dual weights and intercept of a weighted ridge regression on +1 and -1."""
    system = kernel + np.diag(RIDGE / shares)
    solved = np.linalg.solve(system, np.stack([2 * labels - 1.0, np.ones(len(labels))], axis=1))
    intercept = solved[:, 0].sum() / solved[:, 1].sum()
    return solved[:, 0] - intercept * solved[:, 1], float(intercept)


def calibrate(scores: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the logistic curve from scores to 0-1 (Platt), both classes counting alike."""
    shares = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    slope, intercept = 1.0, 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-(slope * scores + intercept)))
        curve = shares * p * (1 - p) + 1e-9
        error = shares * (labels - p)
        inputs = np.stack([scores, np.ones(len(scores))], axis=1)
        step = np.linalg.solve(inputs.T @ (inputs * curve[:, None]) + 1e-6 * np.eye(2), inputs.T @ error)
        slope, intercept = slope + step[0], intercept + step[1]
    return float(slope), float(intercept)


def threshold(native: np.ndarray, share: float) -> float:
    """The score that at most this share of native texts is above."""
    return float(np.sort(native)[::-1][int(share * len(native))])


def show(title: str, scores: np.ndarray, machine: np.ndarray, native: np.ndarray, translated: np.ndarray) -> None:
    print(title)
    for share in (0.01, 0.05):
        limit = threshold(scores[native], share)
        print(
            f"  at {share:.0%} of native texts above {limit:.3f}:"
            f" machine translation {np.mean(scores[machine] > limit):.3f},"
            f" translations by people {np.mean(scores[translated] > limit):.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--native", type=Path, nargs="*", default=[])
    parser.add_argument("--language", default="en")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()

    rows = list(read(options.data))
    more = [row for path in options.native for row in read(path)]
    kinds = np.array([row["subtype"] if row["label"] == "human" else "machine" for row in rows] + ["more"] * len(more))
    groups = [row["group"] for row in rows] + [f"more {i}" for i in range(len(more))]
    profiles = [rates(options.language, row["text"]) for row in rows + more]

    spread = Counter(feature for profile in profiles for feature in profile)
    features = sorted(feature for feature, texts in spread.items() if texts >= FEWEST_TEXTS)
    column = {feature: i for i, feature in enumerate(features)}
    table = np.zeros((len(profiles), len(features)))
    for i, profile in enumerate(profiles):
        for feature, rate in profile.items():
            if feature in column:
                table[i, column[feature]] = rate
    mean, deviation = table.mean(axis=0), table.std(axis=0)
    scale = np.maximum(deviation, np.quantile(deviation, 0.05)) * np.sqrt(len(features))
    standard = (table - mean) / scale
    kernel = standard @ standard.T

    machine, native, translated = kinds == "machine", kinds == "human_original", kinds == "human_translation"
    labels = machine.astype(float)
    shares = np.where(translated, SHARE_OF_TRANSLATIONS, np.where(kinds == "more", SHARE_OF_MORE, 1.0))
    shares[machine] *= shares[~machine].sum() / machine.sum()
    shares /= shares.mean()

    order = sorted(set(groups))
    random.Random(0).shuffle(order)
    fold_of = {group: i % FOLDS for i, group in enumerate(order)}
    fold = np.array([fold_of[group] for group in groups])
    unseen = np.zeros(len(labels))
    for k in range(FOLDS):
        seen, held = fold != k, fold == k
        dual, intercept = fit(kernel[np.ix_(seen, seen)], labels[seen], shares[seen])
        unseen[held] = kernel[np.ix_(held, seen)] @ dual + intercept

    dual, intercept = fit(kernel, labels, shares)
    weights = (standard.T @ dual) / scale
    constant = intercept - float(mean @ weights)
    fitted = table @ weights + constant
    counted = machine | native | (kinds == "more")
    slope, shift = calibrate(unseen[counted], labels[counted])

    def figure(scores: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(slope * scores + shift)))

    print(f"{len(rows)} texts and {len(more)} more written in the language, {len(features)} features")
    show("cross-validated, no group in training and test:", figure(unseen), machine, native, translated)
    if more:
        above = np.mean(figure(unseen)[kinds == "more"] > threshold(figure(unseen)[native], 0.01))
        print(f"  of the further native texts above that 1 % limit: {above:.3f}")
    show("on the texts it was made from (says little):", figure(fitted), machine, native, translated)

    if options.out:
        usual = table[native | (kinds == "more")].mean(axis=0)
        kept = {
            feature: [float(f"{weight:.4g}"), float(f"{1000 * rate:.4g}")]
            for feature, weight, rate in zip(features, weights, usual, strict=True)
        }
        data = {
            "about": "scripts/train_translationese.py; feature: [weight of its rate a word, usual in 1000 words]",
            "slope": round(slope, 4),
            "intercept": round(slope * constant + shift, 4),
            "weights": kept,
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n").replace("{", "{\n")
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
