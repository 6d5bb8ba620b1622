"""How hard the text is to read: context beside a scorecard, never a score.

The formulas' coefficients for each language are textstat's, and so are the syllables of unknown words (see
`hyphens`); words and sentences are the article's own, and the syllables of English words are the lexicon's.  Counting
once over what every signal shares takes a tenth of textstat's own three passes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any, Final

from mkdocs_credibility.article import BODY
from mkdocs_credibility.language import lexicon
from mkdocs_credibility.scorecard import Readability, Scorecard
from mkdocs_credibility.signals.hyphens import hyphens

FEWEST_WORDS: Final = 100
"""Words under which the formulas say nothing: Flesch took samples of a hundred words (Journal of Applied Psychology,
1948)."""

_REMEMBERED: Final = 50_000
"""Words whose syllables are kept, beside those that the lexicon lists."""

_HIDDEN: Final = "textstat.backend.utils._get_cmudict"
"""textstat's own way to the syllables of English words: it imports NLTK and fetches a word list from the network."""


def examine(card: Scorecard) -> None:
    """Fill `card.readability` from the body's running text; leave it None under a hundred words."""
    article = card.article
    if article.word_count < FEWEST_WORDS or article.language is None:
        return
    texts = article.tokens.texts
    body: list[str] = []
    for first, last in article.body_words:
        body += texts[first:last]
    running = {i for i, block in enumerate(article.blocks) if block.kind in BODY}
    sentences = sum(map(running.__contains__, [block for _, _, block in article.sentences]))
    ease, grade = formulas(article.language, body, sentences)
    card.readability = Readability(len(body), sentences, ease, grade)


def formulas(code: str, words: list[str], sentences: int) -> tuple[float | None, float | None]:
    """Flesch's reading ease with the language's own coefficients, and Flesch-Kincaid's grade for English.

    `words` are in lower case with straight apostrophes.  None for a language that textstat has no coefficients for.
    """
    coefficients = _coefficients(code)
    if coefficients is None or not words or not sentences:
        return None, None
    base, by_length, by_syllables = coefficients
    per_sentence = len(words) / sentences
    per_word = _syllables(code).total(words) / len(words)
    ease = round(base - by_length * per_sentence - by_syllables * per_word, 1)
    grade = round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1) if code == "en" else None
    return ease, grade


class _Pronunciations(Mapping[str, list[list[str]]]):
    """The lexicon in the shape that textstat expects of NLTK: word -> pronunciations, a digit after each vowel."""

    def __getitem__(self, word: str) -> list[list[str]]:
        return [["0"] * lexicon.table()[word]]

    def __iter__(self) -> Iterator[str]:
        return iter(lexicon.table())

    def __len__(self) -> int:
        return len(lexicon.table())


@cache
def _textstat() -> Any:
    """The utilities of textstat, imported so that nothing of it can reach NLTK or the network.

    A textstat that another package has imported is left as it is: nothing asked of it here needs the word list.
    """
    if _HIDDEN not in sys.modules:
        ours = ModuleType(_HIDDEN)
        pronunciations = _Pronunciations()
        vars(ours)["get_cmudict"] = lambda lang: pronunciations if lang.startswith("en") else None
        sys.modules[_HIDDEN] = ours
    from textstat.backend import utils

    return utils


@cache
def _coefficients(code: str) -> tuple[float, float, float] | None:
    """Base, cost of a word per sentence, cost of a syllable per word; None where textstat has none."""
    known = _textstat().constants.LANG_CONFIGS.get(code, {})
    names = ("fre_base", "fre_sentence_length", "fre_syll_per_word")
    if names[0] not in known:
        return None
    base, length, syllables = (float(known[name]) for name in names)
    return base, length, syllables


class _Syllables(dict[str, int]):
    """Word -> its syllables: the lexicon's where it has the word, else the places to hyphenate it; remembers words."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._listed = lexicon.table() if code == "en" else {}
        self._hyphens = hyphens(code)

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self._listed.get(word)
        if found is None and word.isdecimal():
            found = 1  # no figure is hyphenated
        elif found is None and self._listed:
            found = lexicon.syllables(word)
        if found is None:
            found = self._hyphens.count(word) + 1
        self[word] = found
        return found

    def total(self, words: list[str]) -> int:
        """The syllables of all the words."""
        return sum(map(self.__getitem__, words))


@cache
def _syllables(code: str) -> _Syllables:
    return _Syllables(code)
