"""Quotes, speakers and sources: what golden files cannot hold, such as places in Markdown, odd marks and long pages."""

from __future__ import annotations

import sys
import time

import pytest

from mkdocs_credibility import assess, language, read_html, read_markdown, read_text
from mkdocs_credibility.language.names import pronouns
from mkdocs_credibility.scorecard import Credit, Scorecard
from mkdocs_credibility.signals import attribution
from mkdocs_credibility.signals.attribution import quotes
from mkdocs_credibility.signals.attribution.lexicon import lexicon

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
        "In a “b” said " * 10_000,
        "called a " * 20_000,
        "He vowed to offer that and said that " * 6_000,
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


@pytest.mark.parametrize(
    "part",
    [
        "“We go on. ",
        '"We go on. ',
        "He said “we go on. ",
        "“We will go on,” said Ann Lee. ",
        "“We will go on and on here.” ",
        "She said it was so. ",
        "One man said it was so and asked not to be named. ",
        "the board said it would meet and Ann Lee told reporters that it would not, but ",
    ],
)
def test_twice_the_text_is_at_most_two_and_a_half_times_the_work(part):
    def calls(repeats):
        article = read_text(PAD + part * repeats)
        article.declared_language = "en"
        assert article.sentences
        assert article.words
        count = 0

        def trace(frame, event, argument):
            nonlocal count
            count += 1

        sys.setprofile(trace)
        try:
            attribution.examine(Scorecard(article))
        finally:
            sys.setprofile(None)
        return count

    calls(10)  # the data files are read once
    assert calls(1600) < 2.5 * calls(800)


@pytest.mark.parametrize(
    "part", [", wie a sagte", "nach Angaben von a ", "Berichten zufolge ", "Er sei da. ", "so „ein altes Haus“ und "]
)
def test_odd_german_pages_take_no_more_than_their_length(part):
    def cost(repeats):
        article = read_text(PAD + part * repeats)
        article.declared_language = "de"
        assert article.sentences
        start = time.process_time()
        attribution.examine(Scorecard(article))
        return time.process_time() - start

    cost(100)  # the data files are read once
    short, long = cost(1_500), cost(12_000)
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
    ("text", "speaker"),
    [
        ("Ruth Amsel, who sells bread, gave 300 loaves away. “Bread does not wait,” she said.", "Ruth Amsel"),
        ("Ruth Amsel, 17, had missed a match for it. “Bread does not wait,” she said.", "Ruth Amsel"),
        ("The crane came late. For 17-year-old Ruth Amsel it was a feast. “I saw it,” she said.", "Ruth Amsel"),
        ("One sailor, who mends nets, told it another way. “It was dark,” he said.", "One sailor"),
        ("A roofer, Tomas Rehn, 24, broke a wrist. “It was dark,” he said.", "Tomas Rehn"),
        ("“It was dark,” said its secretary, Tomas Rehn.", "Tomas Rehn"),
        ("One of the two, the baker Tomas Rehn, said the crane would come.", "Tomas Rehn"),
        ("Two of the three bakers said the crane would come.", "Two of the three bakers"),
        ("Others said the crane would come.", None),
        ("A log dated May 4 and seen by the Courier said that the crane would come.", "A log"),
        ("A log dated May 4 noted that the crane would come.", "A log"),
        ("The Net and Allied Menders' Union said the crane would come.", "Net and Allied Menders' Union"),
        ("A member who voted no said the crane would come.", "A member"),
        ("Tomas Rehn met Ruth Amsel at the quay. “It was dark,” she said.", "Ruth Amsel"),
        ("The guard, whose boat Varga Technologies sold, said the crane would come.", "The guard"),
        ("The Norwegian chair Ilse Varga came. The Norwegian chair said the crane would come.", "Ilse Varga"),
        ("Ruth Amsel continued:\n\n“The crane is late, and the board knows it.”", "Ruth Amsel"),
        ("Asked about the crane, Ruth Amsel said it was late.", "Ruth Amsel"),
        ("Pressed by the guards and asked for more, Ruth Amsel said that it was late.", "Ruth Amsel"),
        ("A guard, who wore a coat that said “I am the crane,” shouted, “It is late!”", "A guard"),
    ],
)
def test_who_speaks_last_in_a_paragraph(text, speaker):
    before = "“The crane is late,” said Lena Hasko. “It is dark,” said Father Jonas Wray.\n\n"
    assert said(before + text)[-1][1] == speaker


def test_what_somebody_is_said_to_have_said_gives_no_speaker():
    text = "Tomas Rehn said some bakers had called him to say that they would not come.\n\n“It is dark,” he said."
    assert said(text)[-1] == ("“It is dark,”", "Tomas Rehn")


def test_a_quote_does_not_begin_in_the_sentence_before():
    text = "Tomas Rehn confirmed on the telephone that he had voted no. “I have no doubt of it,” he said."
    assert said(text) == [("that he had voted no", "Tomas Rehn"), ("“I have no doubt of it,”", "Tomas Rehn")]
    text = "The gate broke at 9:15 a.m. Mayor Ilse Varga said a guard saw it, “and ran for the bell,” at once."
    assert said(text)[0][1] == "Ilse Varga"


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("One sailor, who asked not to be named for fear of his job, told it another way.", ["One sailor"]),
        (
            "A member who voted no spoke of the gate. The member asked not to be named because the rules forbid it.",
            ["A member"],
        ),
        ("Ilse Varga, who asked not to be named at first, spoke of the gate.", []),
        ("The baker sold bread. The member asked not to be named because the rules forbid it.", []),
    ],
)
def test_who_asks_not_to_be_named(text, sources):
    card = assess(read_text(PAD + text))
    assert [s.exact for s in card.anonymous_sources] == sources
    assert not [f for f in card.findings if f.rule == "attribution/anonymity-reason-missing"]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The report, first disclosed by the Ossel Valley Record, names the crane.", "Ossel Valley Record"),
        ("The plan was first reported by the Brennick Courier.", "Brennick Courier"),
        ("As the Brennick Courier reported earlier, the crane is late.", "Brennick Courier"),
        ("The Brennick Courier was the first to report the plan.", "Brennick Courier"),
        ("The crane was reported by Ilse Varga.", None),
        ("Ilse Varga reported earlier to the board.", None),
    ],
)
def test_credits_for_the_first_report(text, outlet):
    card = assess(read_text(PAD + text))
    assert [c.name for c in card.credits if c.kind == "pickup"] == ([outlet] if outlet else [])


def test_a_paper_does_not_credit_itself():
    for publisher, credited in (("Brennick Courier", []), ("Ossel Valley Record", ["Brennick Courier"])):
        source = f"---\npublisher: {publisher}\n---\n\n{PAD}As the Brennick Courier reported earlier, it is late."
        assert [c.name for c in assess(read_markdown(source)).credits if c.kind == "pickup"] == credited


@pytest.mark.parametrize(
    "text",
    [
        "Ilse Varga declined to comment.",
        "Signs hung in the houses indicating the nearest stairs.",
        "The cooperative recalled 46,100 crates.",
        "The board rejected the treaty.",
        "Ilse Varga blasted the board over the crane.",
        "61 percent said the crane was late.",
        "She reads from her memoir, “Salt and Iron.”",
        "Brennick: 2,316.\n\nHalsund: 46.\n\nBrennick: 12.\n\nHalsund: 9.",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lena Hasko, who calls the crane “a toy,” said she would vote no.",
            ["the crane “a toy,”", "she would vote no"],
        ),
        ("“Never,” responded Lena Hasko when somebody asked.", ["“Never,”"]),
        ("“It is late,“ said Lena Hasko.", ["“It is late,“"]),
        ("Lena Hasko said the crane was late, and called it “a toy.”", ["the crane was late", "it “a toy.”"]),
        (
            "Lena Hasko spoke up, saying that the crane was late and warning that it would rust.",
            ["that the crane was late", "that it would rust"],
        ),
        ("Lena Hasko called it “a toy” while the others laughed.", ["it “a toy”"]),
        ("Although it rains, the crane will come in May, Lena Hasko said.", ["the crane will come in May"]),
        ("Last month, Lena Hasko asked the board whether the crane would come.", ["whether the crane would come"]),
        ("Lena Hasko said this week the crane would come.", ["the crane would come"]),
        ("Lena Hasko, for example, said the crane would come.", ["the crane would come"]),
        ('“It is late," said Lena Hasko. It rained.', ['“It is late,"']),
        ("“It is late.” According to the board.", ["“It is late.”"]),
        ("Lena Hasko warned recently of the crane.", ["the crane"]),
        ("Lena Hasko indicated she would move the crane.", ["she would move the crane"]),
        ("Lena Hasko responded on the radio, calling the crane “a toy.”", ["the crane “a toy.”"]),
        ("Lena Hasko told them “thank you for coming” on Monday.", ["“thank you for coming” on Monday"]),
        ("Lena Hasko praised “the courage of the guard” as she left.", ["“the courage of the guard”"]),
        (
            "“She hears everything. It is not just the quay,” Jonas Wray, a guard, said when asked.",
            ["“She hears everything. It is not just the quay,”"],
        ),
        ("The crane is old.“It is late on Mondays,” according to the board.", ["“It is late on Mondays,”"]),
        (
            "The guards say the rules are late, and the board of Brennick has sued over the crane, saying it is late.",
            ["the rules are late, and the board of Brennick has sued over the crane", "it is late"],
        ),
    ],
)
def test_where_speech_begins_and_ends(text, expected):
    assert [quote for quote, _ in said(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Most people reading this letter have seen the crane for years.",
        "Lena Hasko wrote a letter in May for everybody in that spot.",
        "It is a book written by Lena Hasko.",
        "How a crane responds will be seen in the winter.",
        "Lena Hasko urged her neighbours to stay at home.",
        "Lena Hasko believes that the crane will come.",
        "Lena Hasko offers a crane in a park with a fence that is never closed.",
        "Lena Hasko called the harbour police on Monday.",
        "Lena Hasko told the board this week.",
        "Lena Hasko called Wednesday for the crane to be moved.",
        "The law, drawn up by Ilse Varga of Brennick, names Order 14019, which called for guards to watch the crane.",
        "One exception is a page on health care, which called the crane late.",
        "According to Brennick these are cranes from the quay.",
    ],
)
def test_what_is_no_speech_of_its_own(text):
    assert said(text) == []


def spoken(code, text):
    """(text, speaker, kind) of every quote of a text in a language."""
    article = read_text("Kran\n\nXyz.\n\n" + text + "\n")
    article.declared_language = code
    card = Scorecard(article)
    attribution.examine(card)
    return [(q.text, q.speaker, q.speaker_kind) for q in card.quotes]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("de", "Wie die Hafenbehörde mitteilte, kommt der Kran im Mai.", ("kommt der Kran im Mai", "organisation")),
        (
            "de",
            "Der Kran kommt im Mai, wie die Polizei am Montag mitteilte.",
            ("Der Kran kommt im Mai", "organisation"),
        ),
        ("de", "Medienberichten zufolge kommt der Kran im Mai.", ("kommt der Kran im Mai", "document")),
        ("de", "Nach ersten Angaben der Polizei kommt der Kran im Mai.", ("kommt der Kran im Mai", "organisation")),
        ("de", "Laut der Behörde in Brennick kommt der Kran im Mai.", ("kommt der Kran im Mai", "organisation")),
        ("de", "Am 2. April kommt der Kran, sagte eine Sprecherin.", ("Am 2. April kommt der Kran", "role")),
        ("de", "Die Bürgermeisterin bezeichnete den Kran als „Spielzeug“.", ("„Spielzeug“", "role")),
        ("fr", "La préfète assure avoir prévenu les riverains.", ("avoir prévenu les riverains", "role")),
        ("fr", "Le pont sera rouvert, a indiqué la mairie.", ("Le pont sera rouvert", "organisation")),
        ("es", "El portavoz dijo desconocer los planos.", ("desconocer los planos", "role")),
        ("pt", "O porta-voz afirmou desconhecer os planos.", ("desconhecer os planos", "role")),
        ("it", "Il portavoce sostiene di non conoscere i piani.", ("di non conoscere i piani", "role")),
        ("nl", "De wethouder zei de brug te willen openen.", ("de brug te willen openen", "role")),
        ("de", "Nach Ansicht der Hafenzeitung Brennick ist der Kran alt.", ("ist der Kran alt", "named")),
        ("nl", "Zoals de politie meldde, raakte niemand gewond.", ("raakte niemand gewond", "organisation")),
    ],
)
def test_speech_in_other_languages(code, text, expected):
    assert [(quote, kind) for quote, _, kind in spoken(code, text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Der Kran kam im Mai (nach ersten Angaben der Polizei).",
        "Die Vorlage, der zufolge der Kran im Mai kommt, ist alt.",
        "Der Kran ist alt. Wie die Polizei am Montag mitteilte.",
        "Der Kran, der laut Polizei, im Mai kommt.",
    ],
)
def test_german_sources_that_stand_with_no_statement_of_theirs(text):
    assert spoken("de", text) == []


def test_german_sources_behind_a_verb_end_where_it_stands():
    quoted = spoken("de", "Der Kran war Berichten der Polizei zufolge im Mai da.")
    assert [(text, speaker) for text, speaker, _ in quoted] == [
        ("Der Kran war", "Berichten"),
        ("im Mai da", "Berichten"),
    ]


@pytest.mark.parametrize(
    ("source", "quote", "speaker"),
    [
        (
            "> The crane is late, and the board knows it.\n> — Lena Hasko",
            "The crane is late, and the board knows it.",
            "Lena Hasko",
        ),
        ("> The crane is late, and the board knows it.", "The crane is late, and the board knows it.", None),
        ("> Late.\n> — Lena Hasko", None, None),  # too few words to be one
    ],
)
def test_block_quotes_are_said_by_who_signs_them(source, quote, speaker):
    quoted = [(q.text, q.speaker) for q in assess(read_markdown(PAD + source)).quotes]
    assert quoted == ([(quote, speaker)] if quote else [])


def test_a_subheading_in_quotation_marks_is_no_quote():
    assert said("The crane is late.\n\n‘All quiet at the quay’\n\nLena Hasko said it would come.") == [
        ("it would come", "Lena Hasko")
    ]


def test_a_source_is_bare_once_and_not_again_when_it_goes_on():
    card = assess(read_text(PAD + "A source said the crane was late. The source said the board knew."))
    assert [s.exact for f in card.findings if f.rule == "attribution/bare-source" for s in f.spans] == ["A source"]


def test_a_quote_is_not_called_unattributed_where_a_verb_stands_behind_it():
    card = assess(read_text(PAD + "“The crane is late and the board has known it all along,” murmured somebody."))
    assert "attribution/quote-without-speaker" not in [f.rule for f in card.findings]


def test_german_sentences_that_the_mood_reports_are_one_until_an_indicative():
    text = (
        "Die Sprecherin sagte, der Kran sei alt. Er werde im Mai ersetzt. Der neue sei bestellt. "
        "Die Züge fuhren weiter."
    )
    assert [quote for quote, _, _ in spoken("de", text)] == [
        "der Kran sei alt",
        "Er werde im Mai ersetzt. Der neue sei bestellt",
    ]
    text = "Die Sprecherin sagte, der Kran sei alt. Nachdem er gefallen war, habe er im Mai gelegen."
    assert [quote for quote, _, _ in spoken("de", text)] == ["der Kran sei alt"]  # an indicative comes first


def test_pieces_of_quotations_in_german_reported_speech():
    text = "Die Sprecherin sagte, der Kran sei alt. Er werde „in aller Ruhe und ohne Streit“ ersetzt."
    assert ("„in aller Ruhe und ohne Streit“", "Die Sprecherin", "role") in spoken("de", text)


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
        assert lex["according"], code
        assert {"he", "she"} <= set(lex.pronouns), code


def test_given_names_are_lower_case_and_told_apart():
    names = pronouns()
    assert all(name == name.lower() for name in names)
    assert names["ilse"] == "she"
    assert names["tomas"] == "he"
    assert names["robin"] == ""
