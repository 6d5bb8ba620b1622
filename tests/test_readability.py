"""The lexicon, and the readability that stands on it."""

import pytest

from mkdocs_credibility.language import lexicon


@pytest.mark.parametrize(
    "word",
    [
        "the", "Harbour", "organised", "unfavourable", "theatre", "travelled", "anaemia", "renationalisation", "defence",
        "don't", "don’t", "minister’s", "well-known", "rebooked", "unplanned", "café", "podcasts", "neurotoxin",
    ],
)  # fmt: skip
def test_words_that_english_has(word):
    assert lexicon.known(word)


@pytest.mark.parametrize(
    "word", ["areevacuating", "ofthe", "wasable", "saidhe", "withthe", "thepostponed", "todayis", "xqzt", "returnedto"]
)
def test_glued_words_are_not_known(word):
    assert not lexicon.known(word)


@pytest.mark.parametrize(
    ("word", "count"),
    [("harbour", 2), ("Bush's", 2), ("cat’s", 1), ("well-known", 2), ("organised", 3), ("areevacuating", None)],
)
def test_syllables(word, count):
    assert lexicon.syllables(word) == count
