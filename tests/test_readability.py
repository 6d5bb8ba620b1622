"""The lexicon, and the readability that stands on it."""

import re
import subprocess
import sys

import pytest

from mkdocs_credibility import assess, read_text
from mkdocs_credibility.language import lexicon
from mkdocs_credibility.signals import readability
from mkdocs_credibility.signals.hyphens import hyphens

PLAIN = (
    "The ferry to Hallen Island was late again. People stood on the pier and drank tea. "
    "A storm had closed the small harbour for two days, and the crew had slept at the school. "
)
DENSE = (
    "Notwithstanding considerable administrative reorganisation, the municipality's infrastructural modernisation "
    "programme continues to necessitate extraordinarily complicated interdepartmental coordination arrangements. "
)
GERMAN = (
    "Die Fähre zur Insel war wieder zu spät, und die Leute standen auf dem Steg und tranken Tee. "
    "Ein Sturm hatte den kleinen Hafen für zwei Tage geschlossen, und die Mannschaft schlief in der Schule. "
)


@pytest.mark.parametrize(
    "word",
    [
        "the", "Harbour", "organised", "unfavourable", "theatre", "travelled", "anaemia", "defence",
        "renationalisation",
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


def test_plain_prose_reads_more_easily_than_administrative_prose():
    plain, dense = (assess(read_text(text * 6)).readability for text in (PLAIN, DENSE))
    assert plain.reading_ease > 80
    assert dense.reading_ease < 0
    assert plain.grade < 6 < dense.grade


def test_counts_are_the_articles_own():
    article = read_text(PLAIN * 6)
    found = assess(article).readability
    assert (found.words, found.sentences) == (len(article.words), len(article.sentences)) == (204, 18)


def test_curly_apostrophes_count_like_straight_ones():
    straight = PLAIN.replace("was", "wasn't")
    results = {assess(read_text(text * 6)).readability for text in (straight, straight.replace("'", "’"))}
    assert len(results) == 1


def test_a_short_text_has_no_readability():
    assert assess(read_text(PLAIN)).readability is None


def test_headings_and_captions_do_not_count():
    from mkdocs_credibility import read_markdown

    body = "\n\n".join([PLAIN] * 6)
    bare, headed = (assess(read_markdown(text)).readability for text in (body, f"# A title of five words\n\n{body}"))
    assert bare == headed


def test_german_has_its_own_reading_ease_and_no_american_grade():
    found = assess(read_text(GERMAN * 4)).readability
    assert 60 < found.reading_ease < 95
    assert found.grade is None


def test_a_language_without_a_formula_gets_its_counts_alone():
    assert readability.formulas("pt", ["palavra"] * 120, 6) == (None, None)


def test_figures_agree_with_textstat():
    readability.formulas("en", ["word"], 1)  # what keeps textstat from the network is now in place
    from textstat.textstat import textstatistics

    reference = textstatistics()
    reference.set_lang("en")
    for text in (PLAIN * 6, (PLAIN + PLAIN[:75].replace(". ", ", ")) * 6):
        found = assess(read_text(text)).readability
        assert found.reading_ease == pytest.approx(reference.flesch_reading_ease(text), abs=2)
        assert found.grade == pytest.approx(reference.flesch_kincaid_grade(text), abs=0.5)


def test_nothing_touches_the_network_or_imports_nltk():
    program = f"""
import socket, sys
def refuse(*args, **options):
    raise AssertionError("a socket was opened")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
sys.modules["nltk"] = None
from mkdocs_credibility import assess, read_text
card = assess(read_text({PLAIN * 6!r}))
assert card.readability.reading_ease > 50
assert not any(name.split(".")[0] in ("nltk", "requests", "urllib3") and sys.modules[name] for name in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("code", ["en", "fr", "es", "it", "pt", "nl", "de"])
def test_hyphens_are_those_that_textstat_counts(code):
    import pyphen

    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", f"{PLAIN} {DENSE} {GERMAN}".lower())
    words += [
        *list(lexicon.table())[::997],
        "ǆ",
        "a",
        "straßenbahnhaltestelle",
        "l'après-midi",
        "4.ª",
        "über-",
        "x" * 99,
    ]
    reference = pyphen.Pyphen(lang=code)
    assert [hyphens(code).count(word) for word in words] == [len(reference.positions(word)) for word in words]
