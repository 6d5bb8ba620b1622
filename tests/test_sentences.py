"""Sentence by sentence: what is said in it, and by whom."""

from __future__ import annotations

import pytest

from mkdocs_credibility import assess, read_text

PAD = {
    "en": "The harbour board met on Monday evening in the old customs house, and the room was full. The question on "
    "the table was a new crane for the eastern quay, which has stood empty since the storm of last winter. The meeting "
    "lasted until eleven, and then the lights went out.\n\n",
    "de": "Der Hafenrat traf sich am Montagabend im alten Zollhaus, und der Saal war voll. Auf der Tagesordnung stand "
    "ein neuer Kran für den östlichen Kai, der seit dem Sturm des letzten Winters leer ist. Die Sitzung dauerte bis "
    "elf Uhr, dann gingen die Lichter aus.\n\n",
}
"""Without it a sentence is too short to be judged; nobody speaks in it."""


def said(code, text):
    """(quote, speaker) of each quote of a sentence."""
    card = assess(read_text(PAD[code] + text, metadata={"language": code}))
    return [(q.text, q.speaker) for q in card.quotes]


def test_nobody_speaks_in_the_padding():
    assert said("en", "") == said("de", "") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what stands between the verb and what is said
        ("The mayor said on Monday “we will build the crane this year.”",
         [("“we will build the crane this year.”", "The mayor")]),
        ("Petra Holm said in a statement on Friday the crane was not safe.",
         [("the crane was not safe", "Petra Holm")]),
        ("Petra Holm said in an interview last week she would leave the board.",
         [("she would leave the board", "Petra Holm")]),
        ("The mayor said not to worry about the crane.", [("not to worry about the crane", "The mayor")]),
        ("The mayor told the council not to sell the crane.", [("not to sell the crane", "The mayor")]),
        ("She told reporters today has been a long day for the harbour.",
         [("today has been a long day for the harbour", None)]),
        # where it ends
        ("The mayor said the crane was rusty; the board had never painted it.",
         [("the crane was rusty", "The mayor")]),
        ("The mayor said the crane was rusty) and the board had never painted it.",
         [("the crane was rusty", "The mayor")]),
        # where it begins, before "he said"
        ("And in the winter of the year after the next one, the crane will be closed, the mayor said.",
         [("in the winter of the year after the next one, the crane will be closed", "the mayor")]),
        ("But the crane will be closed, the mayor said.", [("the crane will be closed", "the mayor")]),
        ("Although the crane is rusty and old and loud, the board will keep it, the mayor said.",
         [("the board will keep it", "the mayor")]),
        ("Although rusty and loud and old the crane will be kept, the mayor said.",
         [("Although rusty and loud and old the crane will be kept", "the mayor")]),
        ("The crane of Dr. Holm is rusty. It will be closed, “for good,” the mayor said.",
         [("It will be closed, “for good,”", "the mayor")]),
        ("The crane is rusty; “It is not safe,” the mayor said.", [("“It is not safe,”", "the mayor")]),
        # what follows the speaker
        ("“The crane is not safe,” he said in an interview on Friday, that it would be closed and that nobody cared.",
         [("“The crane is not safe,”", None), ("that it would be closed and that nobody cared", None)]),
        # how a quotation ends
        ("“Nobody has to go…” Petra Holm said.", [("“Nobody has to go…”", "Petra Holm")]),
        ("“He told me ‘the crane is not safe,’” Petra Holm said.",
         [("“He told me ‘the crane is not safe,’”", "Petra Holm")]),
        ("“What a crane?” “Salt and Iron?” asked Mira Holm.",
         [("“What a crane?”", "Mira Holm"), ("“Salt and Iron?”", "Mira Holm")]),
        ("According to the mayor, “the crane is closed,” and the quay, too.",
         [("“the crane is closed,”", "the mayor")]),
        # who speaks
        ("Lena Hasko, star of “Salt and Iron,” said the crane would be closed.",
         [("the crane would be closed", "Lena Hasko")]),
        ("An actress who lives near the crane said it was loud. She said: “It never sleeps.”",
         [("it was loud", "An actress"), ("“It never sleeps.”", "An actress")]),
        ("Sen. Ann Lee (R-Ky.) said the crane would be closed.", [("the crane would be closed", "Ann Lee")]),
        ("Martin Luther King Jr. said the crane would be closed.",
         [("the crane would be closed", "Martin Luther King Jr")]),
    ],
)  # fmt: skip
def test_english(text, expected):
    assert said("en", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The author of “Salt and Iron” quietly said the crane would be closed.",  # a title, and nobody named
        "Ana Brandt! said the crane would close.",  # a sentence ends between them
        "The vote, of the Brennick council; said the crane would close.",
        "Ann Lee, R-Ky.) said the crane would be closed.",  # a bracket that nobody opened
        "She asked not to be named in the report about the crane.",  # nothing is said
        "‘One ‘two’ he said.",
        "The boys’ bats are ‘the best’ and the girls’ are ‘better ’ he said.",
        "Crane to be closed “for good”: mayor said",
    ],
)
def test_english_that_says_nothing(text):
    assert said("en", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wie die Polizei mitteilte, „brannte die Halle bis auf die Grundmauern nieder“.",
         [("„brannte die Halle bis auf die Grundmauern nieder“", "Polizei")]),
        ("Die Halle, die laut Polizei seit Jahren leer steht, brannte am Dienstag nieder.",
         [("seit Jahren leer steht", "Polizei")]),
        ("„Die Halle brennt“, wie die Polizei mitteilte.", [("„Die Halle brennt“", "Polizei")]),
        ("Polizeiangaben zufolge, „brennt die Halle“.", [("„brennt die Halle“", "Polizeiangaben")]),
        ("Die UNO sagte, die Schienen seien sicher.", [("die Schienen seien sicher", "UNO")]),
        ("Die Halle brennt, wie die Polizei mitteilte.", [("Die Halle brennt", "Polizei")]),
    ],
)  # fmt: skip
def test_german(text, expected):
    assert said("de", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag wurde der Zaun, nach Angaben (so steht es im Protokoll) der Polizei, abgebaut.",
        "Wie die Polizei mitteilte.",
        "Dass die Halle brennt, ist bekannt.",
    ],
)
def test_german_that_says_nothing(text):
    assert said("de", text) == []


def test_who_has_asked_not_to_be_named():
    text = PAD["en"] + "A man who has asked not to be named agreed to come."
    card = assess(read_text(text))
    assert [span.exact for span in card.anonymous_sources] == ["A man"]


def test_one_outlet_is_credited_once():
    text = PAD["en"] + "It was reported by the Brennick Post, first reported by the Brennick Post, on Friday."
    assert [c.name for c in assess(read_text(text)).credits if c.kind == "pickup"] == ["Brennick Post"]
