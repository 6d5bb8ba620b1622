"""The translation signal beyond its golden cases: abstaining, the profile, the notation of its data, and its limits."""

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from importlib.resources import files
from itertools import pairwise
from math import exp
from pathlib import Path

import pytest

from mkdocs_credibility import assess, read_markdown, read_text, rules
from mkdocs_credibility.language import codes, load
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.translation import phrases, sequences, translationese
from mkdocs_credibility.signals.translation.page import Page
from mkdocs_credibility.tokens import Words

PLAIN = (
    "The ferry to Hallen Island stayed in port for a third day while engineers looked for the cause of a leak. The "
    "harbour office said that passengers could change their tickets, and that a smaller boat would carry food and "
    "post until the weekend. About four hundred people live on the island, most of them around the old pier. "
)
STIFF = (
    "According to the information of the administration of the port, the work of the commission for the question of "
    "the condition of the ship is carried out in accordance with the plan. It is necessary to note that in the "
    "framework of the realization of this program the improvement of the quality of the service is expected. "
)


def findings(text):
    card = assess(read_text(text))
    return [f for f in card.findings if f.dimension == "translation"]


def test_a_short_text_is_not_assessed_and_says_why():
    card = assess(read_text(PLAIN + "The the pier closed ."))
    assert card.dimensions["translation"].score is None
    assert card.dimensions["translation"].reason == "fewer than 80 words"
    assert card.translationese is None


def test_a_language_without_data_is_not_assessed():
    polish = "Prom na wyspę stoi w porcie trzeci dzień, a inżynierowie szukają przyczyny przecieku w kadłubie statku. "
    card = assess(read_markdown(f"---\nlang: pl\n---\n\n{polish * 8}"))
    assert card.dimensions["translation"].score is None
    assert "language" in card.dimensions["translation"].reason
    assert not [f for f in card.findings if f.dimension == "translation"]


def test_clean_prose_has_no_finding():
    assert findings(PLAIN * 3) == []


def test_spans_lead_back_to_the_markdown_source():
    source = f"{PLAIN}\n\nThe *company* has seen **dr Mirela** Hask about the [leak](https://example.org) .\n\n{PLAIN}"
    article = read_markdown(source)
    found = {f.rule: f.spans[0] for f in assess(article).findings if f.dimension == "translation"}
    assert article.text[found["translation/lowercase-title"].start :].startswith("dr Mirela")
    assert all(article.text[s.start : s.end] == s.exact for s in found.values())


def test_a_caption_may_spell_a_name_its_own_way():
    text = PLAIN + "She said that Kyiv had bought a boat.\n\n" + PLAIN + "\n\n{}\n\n" + PLAIN
    caption = "A boat for Kiev leaves the shipyard in Hallen, Monday, Feb. 3, 2020. (Ana Brandt/Northern Photo via AP)"
    assert [f.rule for f in findings(text.format("The flight from Kiev was late."))] == [
        "translation/mixed-transliteration"
    ]
    assert findings(text.format(caption)) == []


@pytest.mark.parametrize(
    ("line", "mixed"),
    [
        ("Kyiv's council had bought a boat, and the flight from Kiev was late.", True),
        ("Kyiv had bought a boat, and a Kiev-class ship lay in the port.", False),  # what a thing is called
        ("Kyiv had bought a boat, and the Kiev Opera sang in the port.", False),
    ],
)
def test_a_name_in_two_spellings_is_one_that_stands_alone(line, mixed):
    rules_ = [f.rule for f in findings(f"{PLAIN}\n\n{line}\n\n{PLAIN}")]
    assert rules_ == ["translation/mixed-transliteration"] * mixed


SENSIBLE = "{} said there were “no sensible reasons” for a longer stop.\n\n“{},” {} said on Friday."


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            SENSIBLE.format("Harbour master Ana Brandt", "There are no sensible grounds for it", "the harbour master"),
            ["no sensible reasons"],
        ),
        (SENSIBLE.format("Ana Brandt", "There are no sensible plans for it", "Brandt"), []),  # no other word for it
        (SENSIBLE.format("Ana Brandt", "There are sensible people, and no grounds for it", "Brandt"), []),
        (
            "Ana Brandt said it was “a big end of it”.\n\n“It is a big finish of it,” Brandt said.",
            [],
        ),  # too common words
    ],
)
def test_quotes_that_come_back_with_another_word(line, found):
    quoted = [f for f in findings(f"{PLAIN}\n\n{line}\n\n{PLAIN}") if f.rule == "translation/inconsistent-quote"]
    assert [f.spans[0].exact for f in quoted] == found


def test_two_hyphens_of_a_kind_are_a_habit():
    one, two = ("offered refunds and other -building measures", "offered a hotline and other -making measures")
    assert [f.spans[0].exact for f in findings(f"{PLAIN}The office {one}.\n\n{PLAIN}")] == ["-building"]
    assert findings(f"{PLAIN}The office {one}. It {two}.\n\n{PLAIN}") == []


@pytest.mark.parametrize(
    ("one", "two", "severity"),
    [
        ("Sergei Marchuk", "Sergey Marchuk", "low"),
        ("Olga Khrenova", "Olga Hrenova", "low"),
        ("Dany Hask", "Danny Hask", "info"),
        ("Peter Hask", "Petra Hask", None),
        ("Zoë Hask", "Zoe Hask", None),
    ],
)
def test_two_people_of_one_family_name_are_no_misspelling(one, two, severity):
    text = f"{PLAIN} The captain, {one}, told the passengers to wait on the pier until noon. {PLAIN} Later {two} left."
    assert [f.severity for f in findings(text)] == ([severity] if severity else [])


def test_a_page_full_of_one_glitch_gets_one_finding():
    spaced = PLAIN.replace(",", " ,").replace(".", " .") * 4
    found = findings(spaced)
    assert len(found) == 1
    assert len(found[0].spans) == 20


def test_every_negation_counts_even_in_quotes():
    text = (
        PLAIN * 2 + "“We do not think that the boat cannot sail,” Ana Brandt said. “We do not think that it can sail.”"
    )
    assert [(f.rule, f.spans[0].exact) for f in findings(text)] == [
        ("translation/double-negation", "do not think that the boat cannot")
    ]


# the profile ----------------------------------------------------------------------------------------------------


def test_the_profile_tells_stiff_prose_from_plain_and_names_its_reasons():
    plain, stiff = (assess(read_text(text * 3)) for text in (PLAIN, STIFF))
    assert 0 <= plain.translationese < 0.9 < stiff.translationese <= 1
    assert len(stiff.translationese_reasons) == 3
    assert any("of" in reason and "times, usually" in reason for reason in stiff.translationese_reasons)


def test_the_profile_costs_nothing():
    card = assess(read_text(STIFF * 3))
    assert card.translationese > 0.9
    assert card.dimensions["translation"].score == 100


def test_the_profile_is_the_same_whatever_the_line_breaks():
    sentences = (PLAIN * 3).replace(". ", ".\n")
    assert assess(read_text(sentences)).translationese == assess(read_text(PLAIN * 3)).translationese


def test_the_weights_hold_function_words_and_shapes_alone():
    source = files("mkdocs_credibility.language").joinpath("en", "translationese.json").read_bytes()
    assert len(source) < 500_000
    function = set(load("en")["translation"]["classes"]["FUNCTION"])
    shapes = {"NAME", "NUMBER", "WORD", "-ing", "-ed", "-ly", "-s", ".", ",", "“"}
    for feature in json.loads(source)["weights"]:
        parts = feature.split(" ")
        assert len(parts) <= 2
        assert set(parts) <= function | shapes


def test_the_training_script_makes_weights_that_load(tmp_path):
    pytest.importorskip("numpy")
    rng = random.Random(1)
    data = tmp_path / "texts.jsonl"
    with data.open("w", encoding="utf-8") as out:
        for i in range(60):
            machine = i % 2
            text = " ".join(rng.choice((STIFF if machine else PLAIN).split(". ")) + "." for _ in range(8))
            row = {"text": text, "label": "mt" if machine else "human", "group": str(i)}
            out.write(json.dumps(row | {"subtype": "mt_forward" if machine else "human_original"}) + "\n")
    script = Path(__file__).parents[1] / "scripts" / "train_translationese.py"
    weights = tmp_path / "en.json"
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(script), str(data), "--out", str(weights)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "machine translation 1.000" in done.stdout
    made = json.loads(weights.read_text("utf-8"))
    known = set(translationese.names("en").values())
    assert made["weights"]
    assert all(set(feature.split(" ")) <= known for feature in made["weights"])


# the data -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", codes())
def test_every_pattern_of_a_language_is_looked_for_and_has_its_rule(code):
    table = load(code).get("translation", {})
    lines = [line for rule in table.get("sequences", {}).values() for line in rule]
    grammar = sequences.grammar(code)
    assert (grammar is not None) == ("classes" in table) == bool(lines)
    tried = [entry for found in grammar.patterns.values() for entry in found] if grammar else []
    assert {order for order, _, _ in tried} == set(range(len(lines)))
    assert {f"translation/{rule}" for _, rule, _ in tried} <= {rule.id for rule in rules.every()}
    assert all(set(sequences.compiled(pattern).groupindex) == {"shown"} for _, _, pattern in tried)


def test_the_model_of_translated_english_is_there_and_of_no_language_without_weights():
    assert translationese.model("en") is not None
    assert translationese.model("fi") is None


@pytest.mark.parametrize(
    "line", ["the NOSUCHCLASS", "the of{1,40}", "the of (", "!the of", "the", "the* of", "THE of{1,2} of"]
)
def test_a_pattern_that_cannot_be_is_refused(line):
    words = {"the": "a", "of": "b"}
    with pytest.raises((ValueError, KeyError, IndexError)):
        sequences.read_pattern(line, words, {"THE": "a"} | dict(sequences.SHAPES))


def test_a_pattern_is_tried_where_its_first_two_words_stand():
    begin, source = sequences.read_pattern(
        "if|when it !EDGE{1,3} [ of with ]",
        {"if": "a", "when": "b", "it": "c", "of": "d", "with": "e"},
        sequences.SHAPES,
    )
    pattern = re.compile(source)
    assert begin == {"ac", "bc"}
    assert pattern.match("acnnde").span("shown") == (4, 6)
    assert pattern.match("acnn,de") is None


# the limits -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000 + PLAIN * 2,
        PLAIN + " -a" * 60_000,
        PLAIN + " if it go to of with" * 30_000,
        PLAIN + " Sergei Marchuk Sergey Marchuk" * 10_000,
        PLAIN + " 1,1 1.000 1 %" * 20_000,
        PLAIN + ' a" b "' * 30_000,
        PLAIN + " « „" * 30_000,
        PLAIN + " ." * 60_000,
        PLAIN + "".join(f" qu{'abcdefghij'[i % 10]}{'klmnopqrst'[i // 10 % 10]}xovanykh" for i in range(100)) * 300,
        PLAIN + " sie haben keinen schaden" * 20_000,
    ],
    ids=[
        "quotes",
        "hyphens",
        "sequences",
        "names",
        "numbers",
        "reversed",
        "foreign quotes",
        "spaces",
        "unknown",
        "phrases",
    ],
)
def test_time_grows_with_the_text_and_no_faster(text):
    from mkdocs_credibility.scorecard import Scorecard
    from mkdocs_credibility.signals import translation

    def seconds(piece):
        article = read_text(piece)
        article.declared_language = "en"
        _ = article.words
        start = time.process_time()
        translation.examine(Scorecard(article))
        return time.process_time() - start

    seconds(PLAIN * 2)
    assert seconds(text) < 3


def test_pairs_are_each_letter_with_the_next():
    known = sequences.grammar("en")
    for text in (PLAIN, "One.", "“It is,” he said (in the hall) — and left.\n\nThe end"):
        coded = sequences.encode(read_text(text), known.codes)
        assert sorted(coded.pairs) == sorted(sequences.pair_number(*two) for two in pairwise(coded.letters))


def test_letters_are_the_profile():
    known, names = sequences.grammar("en"), translationese.names("en")
    coded = sequences.encode(read_text(PLAIN + STIFF), known.codes)
    letters = {char: sequences.letters_of(char)[0] for char in names}
    counts = translationese.profile("en", coded.codes)
    assert {letters[f]: n for f, n in counts.items() if len(f) == 1} == Counter(coded.letters)
    assert len(set(known.codes.listed.values())) == len(known.codes.listed)


def test_more_words_than_there_are_characters_for_are_refused():
    with pytest.raises(ValueError, match="function words"):
        sequences.Alphabet({f"w{i}" for i in range(300)}, {f"w{i}" for i in range(300)})
    with pytest.raises(ValueError, match="of the shape 'n'"):
        sequences.Alphabet({f"w{i}" for i in range(300)}, set())


def test_the_figure_is_the_weighted_sum_of_the_profile():
    article = read_text(PLAIN * 3)
    coded = sequences.encode(article, sequences.grammar("en").codes)
    known, n = translationese.model("en"), len(article.tokens)
    total = sum(known.weights.get(f, 0.0) * k for f, k in translationese.profile("en", coded.codes).items()) / n
    figure = 1 / (1 + exp(-known.slope * total - known.intercept))
    assert translationese.examine("en", coded, n)[0] == pytest.approx(figure, abs=0.0005)


class Anything(str):
    __slots__ = ()

    def __contains__(self, part):
        return True


def test_phrases_are_those_that_a_look_at_each_of_their_words_finds(monkeypatch):
    dice = random.Random(5)
    known = [phrase for found in phrases._phrases("en").by_word.values() for _, phrase in found]
    shown = []
    for line in (Words.line, Anything()):
        monkeypatch.setattr(Words, "line", line)
        dice.seed(5)
        for _ in range(60):
            words = [w for phrase in dice.sample(known, 6) for w in dice.sample(phrase.words, len(phrase.words))]
            card = Scorecard(read_text(f"The port {' '.join(dice.choice(known).words)} it {' '.join(words)}. {PLAIN}"))
            phrases.examine(Page(card, "en"))
            shown.append([(f.rule, f.message, f.spans) for f in card.findings])
    assert shown[:60] == shown[60:]
    assert sum(map(len, shown)) > 60
