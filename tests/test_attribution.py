"""Quotes, speakers and sources: what golden files cannot hold, such as places in Markdown, odd marks and long pages."""

from __future__ import annotations

import time

import pytest

from mkdocs_credibility import assess, language, read_html, read_markdown, read_text
from mkdocs_credibility.scorecard import Credit, Scorecard
from mkdocs_credibility.signals import attribution
from mkdocs_credibility.signals.attribution import quotes
from mkdocs_credibility.signals.attribution.lexicon import given_names, lexicon

PAD = (
    "The harbour board met on Monday evening in the old customs house, and the room was full. The question on the "
    "table was a new crane for the eastern quay, which has stood empty since the storm of last winter. The meeting "
    "lasted until eleven, and then the lights went out.\n\n"
)


def marked(text):
    """The quotations of a text by their marks alone."""
    article = read_text(text)
    return [text[m.start : m.end] for m in quotes.find(article.prose, article.blocks, article.sentences)]


def said(text, **keywords):
    """(text, speaker) of every quote."""
    return [(q.text, q.speaker) for q in assess(read_text(PAD + text, **keywords)).quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("Er sagte „ja“ und „nein“.", ["„ja“", "„nein“"]),
        ("Er sagte »ja« und »nein«.", ["»ja«", "»nein«"]),
        ("Il a dit « oui » et « non ».", ["« oui »", "« non »"]),
        ("Han sa ”ja” och ”nej”.", ["”ja”", "”nej”"]),
        ("Er sagte ‚ja‘ und ›nein‹.", ["‚ja‘", "›nein‹"]),
        ("She said ``yes'' and ''no''.", ["``yes''", "''no''"]),
        ("She said ‘yes’ and 'no'.", ["‘yes’", "'no'"]),
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ("‘He said “no” to me,’ she said.", ["‘He said “no” to me,’"]),
        ("“A “B” C” ends.", ["“A “B” C”"]),
        ("The boys' bats, the '90s and rock 'n' roll, it’s the owners’ fault.", []),
        ('A 5" pipe and a 6\'2" man.', []),
        ('<a href="https://example.org" class="link">', []),
        ("A ” stray mark.", []),
    ],
)
def test_marks(text, expected):
    assert marked(text) == expected


def test_an_unclosed_mark_ends_with_its_sentence():
    assert marked("He said “this is it. And then he went home. The end.") == ["“this is it."]


def test_an_unclosed_mark_goes_on_when_the_next_paragraph_opens_again():
    assert marked("He said: “One. Two.\n\n“Three.” Four.") == ["“One. Two.", "“Three.”"]


@pytest.mark.parametrize(
    "text",
    [
        "“a " * 40_000,
        '"a ' * 40_000,
        " 'a" * 30_000,
        "a” " * 40_000,
        "“We go on and on.\n\n" * 10_000,
        "said " * 15_000,
        "who said who was " * 5_000,
        "Ana, the mayor, " * 10_000 + "said it.",
        ", according to Ana" * 10_000,
        "Ana: one\nBen: two\n" * 5_000,
    ],
    ids=lambda t: repr(t[:14]),
)
def test_odd_pages_take_no_more_than_their_length(text):
    def cost(part):
        article = read_text(PAD + part)
        article.declared_language = "en"
        assert article.sentences
        assert article.words
        start = time.process_time()
        attribution.examine(Scorecard(article))
        return time.process_time() - start

    cost(text[: len(text) // 100])  # the data files are read once
    short, long = cost(text[: len(text) // 8]), cost(text)
    assert long < 1 or long < 24 * short, (short, long)


def test_spans_count_the_source_of_markdown():
    source = (
        "# Crane\n\n" + PAD + "“We have *waited* three [years](a.md),” said **Ilse Varga**, who chairs the board.\n"
    )
    quote = assess(read_markdown(source)).quotes[0]
    assert source[quote.start : quote.end] == quote.text == "“We have *waited* three [years](a.md),”"
    assert quote.speaker == "Ilse Varga"
    assert quote.speaker_span.exact == "Ilse Varga"


def test_spans_count_the_text_of_a_page():
    html = (
        "<html lang='en'><body><article><h1>Crane</h1><p>"
        + PAD.strip()
        + "</p><blockquote><p>We ask for an answer before the winter.</p></blockquote><p>“We have waited three "
        "years,” said <b>Ilse Varga</b>, who chairs the board.</p></article></body></html>"
    )
    article = read_html(html)
    card = assess(article)
    assert [article.text[q.start : q.end] for q in card.quotes] == [q.text for q in card.quotes]
    assert ("“We have waited three years,”", "Ilse Varga") in [(q.text, q.speaker) for q in card.quotes]


def test_the_text_of_credits_is_no_speech():
    text = PAD + "Ilse Varga said the crane would come. Jonas Wray reported that from Brennick."
    article = read_text(text)
    card = Scorecard(article)
    start = text.index("Jonas Wray")
    card.credits.append(Credit("tagline", "Jonas Wray", article.span(start, len(text))))
    attribution.examine(card)
    assert [q.text for q in card.quotes] == ["the crane would come"]


def test_a_dateline_is_no_part_of_what_is_said():
    text = PAD + "BRENNICK — The crane will come in the autumn, Ilse Varga said."
    article = read_text(text)
    card = Scorecard(article)
    start = text.index("BRENNICK")
    card.credits.append(Credit("dateline", "BRENNICK", article.span(start, start + len("BRENNICK —"))))
    attribution.examine(card)
    assert [q.text for q in card.quotes] == ["The crane will come in the autumn"]


def test_a_language_without_data_is_not_assessed():
    article = read_text(PAD + "“Hän sanoi sen minulle eilen,” kertoi Ilse.")
    article.declared_language = "fi"
    card = assess(article)
    assert [q.text for q in card.quotes] == ["“Hän sanoi sen minulle eilen,”"]
    assert card.dimensions["attribution"].score is None
    assert "fi" in card.dimensions["attribution"].reason


def test_a_short_text_is_not_judged():
    card = assess(read_text("“We are not going to pay for this crane.” The board met on Monday."))
    assert card.dimensions["attribution"].score is None
    assert not [f for f in card.findings if f.dimension == "attribution"]


def test_parts_of_a_split_quote_share_their_speaker():
    assert said("“The wall is old,” Paula Lindqvist told the meeting, “but the rails are not.”") == [
        ("“The wall is old,”", "Paula Lindqvist"),
        ("“but the rails are not.”", "Paula Lindqvist"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("Ilse Varga said the crane would come.", "Ilse Varga", "named"),
        ("Sen. Ilse Varga (N-Brennick) said the crane would come.", "Ilse Varga", "named"),
        ("Ilse Varga, 52, the chair of the board, said the crane would come.", "Ilse Varga", "named"),
        ("The chair of the board, Ilse Varga, said the crane would come.", "Ilse Varga", "named"),
        ("On Tuesday Ilse Varga said the crane would come.", "Ilse Varga", "named"),
        ("Ilse Varga this week said the crane would come.", "Ilse Varga", "named"),
        ("Ilse Varga, who chairs the board and likes to talk, said the crane would come.", "Ilse Varga", "named"),
        ("Varga Technologies said the crane would come.", "Varga Technologies", "organisation"),
        ("The report said the crane would come.", "The report", "document"),
        ("Police said the crane would come.", "Police", "organisation"),
        ("A fisherman said the crane would come.", "A fisherman", "role"),
        ("Two officials said the crane would come.", "Two officials", "anonymous"),
        ("People familiar with the plan said the crane would come.", "People familiar", "anonymous"),
        ("People said the crane would come.", "People", "role"),
    ],
)
def test_speakers(text, speaker, kind):
    quotes_ = assess(read_text(PAD + text)).quotes
    assert [(q.text, q.speaker, q.speaker_kind) for q in quotes_] == [("the crane would come", speaker, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Varga declined to comment.",
        "The board did not say when the crane would come.",
        "The most expensive state is the best state for the quay.",
        "A ship called Marigold lay at the quay.",
        "He likes the report that was on the table, and her comments on it.",
        "The proposed crane is older than the promised land.",
        "Ilse Varga said nothing.",
        "The film “Salt and Iron” was shown afterwards.",
        "The so-called “crane war” goes on.",
    ],
)
def test_no_speech(text):
    assert said(text) == []


def test_a_role_that_two_people_bear_stays_a_role():
    text = "Mayor Ilse Varga and Mayor Tomas Rehn came late. The mayor said the crane would come."
    assert said(text) == [("the crane would come", "The mayor")]


def test_every_language_has_the_lists_the_code_reads():
    codes = [code for code in language.codes() if lexicon(code) is not None]
    assert set(codes) >= {"en", "de", "fr", "es", "pt", "it", "nl"}
    for code in codes:
        lex = lexicon(code)
        for name in (
            "that",
            "auxiliaries",
            "conjunctions",
            "prepositions",
            "determiners",
            "roles",
            "anonymous",
            "not_names",
        ):
            assert lex[name], f"{code}: {name}"
        assert len(lex.cues) >= 60, code
        assert lex.phrases["according"], code
        assert {"he", "she"} <= set(lex.pronouns), code


def test_given_names_are_lower_case_and_told_apart():
    names = given_names()
    assert all(name == name.lower() for name in names)
    assert names["ilse"] == "she"
    assert names["tomas"] == "he"
    assert names["robin"] == ""
