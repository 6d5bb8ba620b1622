"""Names, lists of names, datelines, taglines and metadata, one by one; whole articles are in the golden cases."""

from __future__ import annotations

import time

import pytest

from mkdocs_credibility import language as languages
from mkdocs_credibility.article import Article, Block, Declared
from mkdocs_credibility.readers import read_html, read_markdown, read_text
from mkdocs_credibility.readers.credits import declared_from_front_matter
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals import byline
from mkdocs_credibility.signals.byline.declared import read_value
from mkdocs_credibility.signals.byline.lexicon import (
    agency_named,
    every,
    given_name,
    known,
    labels_only,
    lexicon,
    may_name_agency,
)
from mkdocs_credibility.signals.byline.names import classify, read_names, same_person, seam, without_contacts

BODY = [
    "The ferry between the two islands will run twice a day from May, the harbour board decided on Monday evening.",
    "The board voted six to two for the new timetable. Members who opposed it said the boat was too old for the work.",
    (
        "A survey in the autumn had shown that most people wanted an early crossing more than a late one, and would "
        "pay a little more for their tickets if they could rely on it from the first day of the season to the last."
    ),
]


def card_of(article):
    card = Scorecard(article)
    byline.examine(card)
    return card


def card_of_lines(*lines):
    return card_of(read_text("\n".join(("Island ferry to run twice a day", *lines)) + "\n"))


# names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ana Brandt", "ANA BRANDT"),
        ("Ana Brandt", "Brandt Ana"),
        ("A. Brandt", "Ana Brandt"),
        ("Dr. Ana Brandt", "Ana Brandt"),
        ("Ana M. Brandt", "Ana Brandt"),
        ("Ana María Brandt", "Ana Maria Brandt"),
        ("Jörg Weiß", "Jorg Weiss"),
        ("anabrandt", "Ana Brandt"),
        ("Brandt", "Ana Brandt"),
    ],
)
def test_one_person_in_two_prints(a, b):
    assert same_person(a, b)
    assert same_person(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [("Ana Brandt", "Jonas Weil"), ("Ana Brandt", "Ana Weil"), ("Ana Brandt", "Jonas Brandt"), ("", "Ana")]
)
def test_two_people(a, b):
    assert not same_person(a, b)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Brandt", "person"),
        ("Willem van der Berg", "person"),
        ("J. R. O’Neil", "person"),
        ("Nils McAllister-Holm", "person"),
        ("KOFI OSEI", "person"),
        ("Loïc Le Goff", "person"),
        ("April Holm", "person"),
        ("harbourmouse", "handle"),
        ("Staff", "generic"),
        ("Our Correspondent", "generic"),
        ("Redaktion", "generic"),
        ("Associated Press", "agency"),
        ("dpa", "agency"),
        ("Harbour Times", "organisation"),
        ("harbour-times.com", "organisation"),
        ("Political Editor", "generic"),
        ("Read More", "other"),
        ("March 2024", "other"),
        ("The people of the island who came on Monday", "other"),
    ],
)
def test_kinds_of_a_bylines_piece(text, kind):
    assert classify(text, lexicon("en") if kind != "generic" else every()) == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Brandt", ["Ana Brandt"]),
        ("Ana Brandt and Kofi Osei", ["Ana Brandt", "Kofi Osei"]),
        ("Ana Brandt, Kofi Osei and Marta Holm", ["Ana Brandt", "Kofi Osei", "Marta Holm"]),
        ("Ana Brandt/Kofi Osei", ["Ana Brandt", "Kofi Osei"]),
        ("Ana Brandt; Kofi Osei", ["Ana Brandt", "Kofi Osei"]),
        ("Ana Brandt, Senior Reporter", ["Ana Brandt"]),
        ("Ana Brandt in Cork", ["Ana Brandt"]),
        ("Ana Brandt, Cork", ["Ana Brandt"]),
        ("Ana Brandt (Cork)", ["Ana Brandt"]),
        ("Staff Writer Ana Brandt", ["Ana Brandt"]),
        ("Ana Brandt@anabrandt", ["Ana Brandt"]),
        ("Ana Brandt ana.brandt@harbour.example", ["Ana Brandt"]),
        ("Ana BrandtThe Harbour Post", ["Ana Brandt"]),
        ("Ana Brandt Ana Brandt", ["Ana Brandt"]),
        ("Ana Brandt, Director, Harbour Foundation", ["Ana Brandt"]),
    ],
)
def test_lists_of_names(text, names):
    found = read_names(text, lexicon("en"))
    assert [n.text for n in found if n.kind == "person"] == names
    for name in found:
        assert text[name.start : name.end] == name.text


def test_contacts_are_blanked_at_the_same_length():
    text = "Ana Brandt <ana@harbour.example> @ana https://harbour.example/ana"
    assert len(without_contacts(text)) == len(text)
    assert without_contacts(text).split() == ["Ana", "Brandt"]


def test_seams_spare_names_that_have_capitals_inside():
    assert seam("BrandtStaff") == 6
    assert [seam(n) for n in ("McNeil", "DiBella", "O'Neil", "Jean-Luc", "OSEI")] == [None] * 5


def test_given_names_and_initials():
    assert all(map(given_name, ("Ana", "ana", "Jean-Luc", "José", "J.", "J.R.")))
    assert not any(map(given_name, ("Ferry", "Island", "Inc.")))


# agencies ---------------------------------------------------------------------------------------------------------


def test_agencies_have_one_name_a_form():
    forms = [form for a in languages.agencies() for form in (a["name"], *a["aliases"])]
    assert len(forms) == len(set(forms))
    assert len(languages.agencies()) > 100


def test_short_forms_count_as_printed_and_ambiguous_ones_in_credits_alone():
    assert agency_named("The Associated Press") == "AP"
    assert agency_named("Deutsche Presse-Agentur") == "dpa"
    assert agency_named("DPA") == "dpa"
    assert agency_named("ap") is None
    assert agency_named("PA") is None
    assert agency_named("PA", loose=True) == "PA"
    assert agency_named("Harbour Press") is None


@pytest.mark.parametrize("code", known())
def test_a_language_is_complete(code):
    table = languages.load(code)["byline"]
    assert set(table) == set(languages.load("en")["byline"])
    assert all(table.values())
    assert all(phrase == phrase.lower() for phrases in table.values() for phrase in phrases)


@pytest.mark.parametrize("code", labels_only())
def test_what_stands_before_names_is_known_in_more_languages(code):
    table = languages.load(code)["byline"]
    assert set(table) <= {"openers", "labels", "and"}
    label = table["labels"][0]
    article = read_text("\n".join((f"{label}: Ana Brandt", *BODY)) + "\n")
    article.declared_language = code
    assert card_of(article).authors == ["Ana Brandt"]


def test_a_package_brings_the_rest_of_a_language(monkeypatch):
    monkeypatch.setattr(languages.extensions, "installed", {"languages": {"pl": None}}.get)
    monkeypatch.setattr(languages.extensions, "loaded", {"languages": {"pl": "mkdocs_credibility.language.de"}}.get)
    assert languages._Tables("pl")["byline"] == languages.load("de")["byline"]
    assert "attribution" in languages._Tables("pl")


def test_a_norwegian_page_may_call_its_language_by_either_code():
    assert lexicon("no") is lexicon("nb") is lexicon("nn")


def test_the_word_for_and_of_one_language_parts_no_names_of_another():
    article = read_text("\n".join(("Autor: Jan Nowak i Ewa Kos", *BODY)) + "\n")
    article.declared_language = "pl"
    assert card_of(article).authors == ["Jan Nowak", "Ewa Kos"]
    assert "i" not in every()["and"]


@pytest.mark.parametrize(
    "text", ["Source: AFP", "(dpa)", "© 2031 The Associated Press", "DEUTSCHE PRESSE-AGENTUR", "by Reuters.com"]
)
def test_a_look_for_an_agency_passes_every_form(text):
    assert may_name_agency(text)
    assert not may_name_agency("The harbour board met on Monday evening")


# text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("WASHINGTON (AP) — ", "WASHINGTON", "AP"),
        ("BANTRY, Ireland (AP) -- ", "BANTRY, Ireland", "AP"),
        ("KYIV/LONDON, March 3 (Reuters) - ", "KYIV/LONDON", "Reuters"),
        ("NEW DELHI, Mar 3 (PTI) ", "NEW DELHI", "PTI"),
        ("Kiel (dpa/lno) - ", "Kiel", "dpa"),
        ("SAN JOSÉ, 3 mar (Xinhua) -- ", "SAN JOSÉ", "Xinhua"),
        ("(AFP) – ", None, "AFP"),
        ("(AFP) — Cork — ", "Cork", "AFP"),
        ("(AFP) — Nowhereton — ", None, "AFP"),
        ("Verband (dpa). ", None, None),  # a mention in a sentence
        ("Rupert James, Osric Lunn Penn, Ana Brandt Weil (AP) — ", None, None),  # more words than places have
        ("2024-05-03T10:15:00 LONDON — ", "LONDON", None),
        ("LONDON — ", "LONDON", None),
        ("NOWHERETON — ", None, None),
        ("UPDATE — ", None, None),
        ("Ana Brandt — ", None, None),
    ],
)
def test_datelines(line, place, agency):
    card = card_of_lines("By Ana Brandt", line + BODY[0], *BODY[1:])
    assert (card.dateline, card.agency) == (place, agency)
    assert not [f for f in card.findings if f.rule == "byline/site-name-as-dateline"]


@pytest.mark.parametrize(
    ("line", "authors", "kind"),
    [
        ("Published 3 May 2024 4:58pm EST | Updated 4 May 2024 8:35am EST", [], "none"),
        ("By Ana Brandt delta201", ["Ana Brandt"], "named"),
        ("By Ana Brandt QXZ and Kofi Osei", ["Ana Brandt", "Kofi Osei"], "named"),
        ("By 14 May 2024 the pier is to be closed", [], "none"),
        (
            (
                "By Ana Brandt the whole of the harbour, the boat and the pier, were seen by those of the islands who "
                "came across on that day."
            ),
            [],
            "none",
        ),
        ("By focusing on ferries that run twice a day, the board hopes to win back the children by 2030.", [], "none"),
        ("Ana Brandt, Staff Writer, Something Odd here", ["Ana Brandt"], "named"),
        ("AFP, Staff Writer", [], "agency"),
        ("Quay Osel in the harbour again 3 May 2024", [], "none"),
        ("Harbour Board, 3 May 2024", [], "none"),  # words that the text writes small
        ("Quay Osel, 3 May 2024", ["Quay Osel"], "named"),  # small in an address alone, below
        ("More from the harbour", [], "none"),
        ("More from Ana Brandt", ["Ana Brandt"], "named"),
    ],
)
def test_lines_under_a_headline(line, authors, kind):
    card = card_of_lines(
        line, *BODY, "Tickets are sold at www.osel.example all day long, the harbour board said on Monday evening."
    )
    assert (card.authors, card.byline_kind) == (authors, kind)
    assert "byline/byline-glued" not in [f.rule for f in card.findings]


@pytest.mark.parametrize(("line", "found"), [("Ana Brandt, Reporter", ["Ana Brandt"]), ("More from the harbour", [])])
def test_a_name_behind_the_text(line, found):
    card = card_of_lines(*BODY, line)
    assert card.authors == found
    assert [f.spans[0].exact for f in card.findings if f.rule == "byline/byline-after-text"] == [line] * bool(found)


@pytest.mark.parametrize(
    ("lines", "authors"), [(["By Ana Brandt"], ["Ana Brandt"]), (["By Ana Brandt", "By Kofi Osei"], [])]
)
def test_a_byline_far_within_the_text_counts_if_it_is_the_only_one(lines, authors):
    """More of them head other articles that a scraper put into one."""
    story = " ".join(BODY)
    card = card_of_lines(*[story] * 4, *(text for line in lines for text in (line, story, story)))
    assert card.authors == authors


@pytest.mark.parametrize("signature", ["> — Lena Hasko", ">\n> — Lena Hasko"])
def test_who_signs_a_quotation_at_the_end_is_no_author(signature):
    source = "# Island ferry\n\n" + "\n\n".join(BODY) + "\n\n> The boat is late and the board knows it.\n" + signature
    card = card_of(read_markdown(source))
    assert (card.authors, card.byline_kind) == ([], "none")


def test_an_unmarked_line_of_another_language_names_nobody():
    assert card_of_lines("Por Ana Brandt en Cork", *BODY).authors == []
    article = read_text(
        "Il traghetto\nDi Ana Brandt a Roma\n" + "\n".join(["La nave tra le due isole parte due volte al giorno."] * 9)
    )
    article.declared_language = "it"
    assert card_of(article).authors == ["Ana Brandt"]


def test_the_sites_own_name_is_no_place():
    body = [Block("paragraph", 0, 0, 0, 0)]
    text = "QUAYSIDER — " + " ".join(BODY)
    body = (Block("paragraph", 0, len(text), 0, len(text)),)
    card = card_of(Article(text, body, site_name="Quaysider"))
    assert card.dateline is None
    assert [(f.rule, f.spans[0].exact) for f in card.findings if "dateline" in f.rule] == [
        ("byline/site-name-as-dateline", "QUAYSIDER")
    ]
    assert card_of(Article(text, body)).dateline is None
    assert not [f for f in card_of(Article(text, body)).findings if "dateline" in f.rule]
    text = "QUAYSIDER (AP) — " + " ".join(BODY)
    card = card_of(Article(text, (Block("paragraph", 0, len(text), 0, len(text)),), site_name="Quaysider"))
    assert (card.dateline, card.agency) == (None, "AP")
    assert "byline/site-name-as-dateline" in [f.rule for f in card.findings]


def test_contributors_keep_their_places():
    card = card_of_lines(
        "CORK, Ireland (AP) — " + BODY[0],
        *BODY[1:],
        "Brandt reported from Bantry. Associated Press writers Kofi Osei and Marta Holm in Accra, Ghana, Jan M. Weil "
        "in New York and Ines Prat at the United Nations contributed to this report.",
    )
    places = {c.name: c.place for c in card.credits if c.kind == "contributor"}
    assert places == {
        "Brandt": "Bantry",
        "Kofi Osei": "Accra, Ghana",
        "Marta Holm": "Accra, Ghana",
        "Jan M. Weil": "New York",
        "Ines Prat": "the United Nations",
    }
    assert card.contributors == list(places)
    assert {c.agency for c in card.credits if c.kind == "tagline"} == {"AP"}


def test_an_agency_contributes_without_names():
    card = card_of_lines("By Ana Brandt", *BODY, "The Associated Press contributed to this report.")
    assert (card.authors, card.contributors, card.agency) == (["Ana Brandt"], [], "AP")


def test_contributors_before_a_semicolon_keep_their_places():
    card = card_of_lines(*BODY, "Ana Brandt in Cork; Kofi Osei in Accra contributed to this report.")
    assert [(c.name, c.place) for c in card.credits if c.kind == "contributor"] == [
        ("Ana Brandt", "Cork"), ("Kofi Osei", "Accra")
    ]  # fmt: skip


def test_editors_are_no_contributors():
    card = card_of_lines(
        *BODY,
        "(Reporting by Ana Brandt; Additional reporting by Kofi Osei in Accra; Editing by Jan Holm and Ines Prat)",
    )
    assert (card.authors, card.contributors) == (["Ana Brandt"], ["Kofi Osei"])
    assert [c.name for c in card.credits if c.kind == "editor"] == ["Jan Holm", "Ines Prat"]


def test_reporters_of_a_signed_article_are_contributors():
    card = card_of_lines("By Ana Brandt", *BODY, "Reporting by Ana Brandt and Kofi Osei")
    assert (card.authors, card.contributors) == (["Ana Brandt"], ["Kofi Osei"])


@pytest.mark.parametrize(
    ("credit", "name", "agency"),
    [
        ("The pier in April (Kofi Osei/AP)", "Kofi Osei/AP", "AP"),
        ("The pier in April (Kofi Osei/dpa via AP)", "Kofi Osei/dpa via AP", "AP"),
        ("The pier in April (Getty Images)", "Getty Images", None),
        ("Photo: Kofi Osei/Reuters", "Kofi Osei/Reuters", "Reuters"),
        ("Image credit: Kofi Osei", "Kofi Osei", None),
        ("The pier in April. © AFP", "AFP", "AFP"),
    ],
)
def test_photo_credits_are_not_the_texts(credit, name, agency):
    card = card_of_lines("By Ana Brandt", BODY[0], credit, *BODY[1:])
    assert [(c.name, c.agency) for c in card.credits if c.kind == "photo"] == [(name, agency)]
    assert card.agency is None


@pytest.mark.parametrize("line", ["The pier © (", "The harbour film, copyright by the board.", "©"])
def test_a_mark_of_rights_that_credits_nobody(line):
    assert [c for c in card_of_lines("By Ana Brandt", BODY[0], line, *BODY[1:]).credits if c.kind == "photo"] == []


def test_every_credits_span_quotes_the_text():
    card = card_of_lines("By Ana Brandt", "CORK (Reuters) - " + BODY[0], "Photo: Kofi Osei/AP", *BODY[1:], "(Reuters)")
    spans = [c.span for c in card.credits if c.span]
    assert len(spans) >= 4
    for span in spans:
        assert card.article.text[span.start : span.end] == span.exact


def test_short_texts_and_unknown_languages_are_not_assessed():
    assert "fewer than 40 words" in card_of(read_text("Closed on Monday.\n")).not_assessed["byline"]
    article = read_text(" ".join(["Lautta kulkee saarten välillä kahdesti päivässä toukokuusta alkaen"] * 20))
    article.declared_language = "fi"
    assert "language" in card_of(article).not_assessed["byline"]


# metadata ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "meta",
    [
        {"author": "Ana Brandt"},
        {"Author": "Ana Brandt"},
        {"authors": ["Ana Brandt"]},
        {"authors": {"name": "Ana Brandt"}},
        {"authors": [{"name": "Ana Brandt", "url": "https://harbour.example"}]},
        {"authors": {"ab": {"name": "Ana Brandt", "description": "Reporter"}}},
        {"byline": "Ana Brandt"},
        {"written-by": "Ana Brandt"},
        {"author": {"first_name": "Ana", "last_name": "Brandt"}},
    ],
)
def test_front_matter_in_all_its_shapes(meta):
    (declared,) = declared_from_front_matter(meta)
    assert declared == Declared("author", "Ana Brandt", "front-matter", declared.entity)


def test_front_matter_of_other_kinds():
    declared = declared_from_front_matter(
        {
            "source": "AFP",
            "original_url": "https://afp.example/1",
            "canonical_url": "https://h.example/1",
            "tags": ["a"],
        }
    )
    assert [(d.kind, d.value) for d in declared] == [
        ("agency", "AFP"), ("based-on", "https://afp.example/1"), ("canonical", "https://h.example/1")
    ]  # fmt: skip
    assert declared_from_front_matter({"source": "https://harbour.example/2"})[0].kind == "based-on"
    assert declared_from_front_matter({"author": None, "authors": [], "byline": ""}) == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ana Brandt", ["Ana Brandt"]),
        ("Brandt, Ana", ["Ana Brandt"]),
        ("By Ana Brandt | Reporter | 3 May 2024", ["Ana Brandt"]),
        ("Ana Brandt und Jörg Weil", ["Ana Brandt", "Jörg Weil"]),
        ("Ana Brandt, Kofi Osei", ["Ana Brandt", "Kofi Osei"]),
        ("Travel | By Ana Brandt", ["Ana Brandt"]),
        ("View all posts by Ana Brandt", ["Ana Brandt"]),
    ],
)
def test_declared_values(value, names):
    assert [n.text for n in read_value(value, every()) if n.kind == "person"] == names


PAGE = """<!doctype html><html lang="en"><head><title>Island ferry | Harbour Post</title>{head}</head>
<body><article><h1>Island ferry</h1>{top}<p>{body}</p></article>{bottom}</body></html>"""


def page(head="", top="", bottom=""):
    return read_html(PAGE.format(head=head, top=top, body="</p><p>".join(BODY), bottom=bottom))


def json_ld(text):
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (json_ld('{"@type":"NewsArticle","author":{"@type":"Person","name":"Ana Brandt"}}'), ""),
        (json_ld('{"@type":"NewsArticle","author":"Ana Brandt"}'), ""),
        (
            json_ld('{"@type":["NewsArticle"],"author":[{"@id":"#a"}]}') + json_ld('{"@id":"#a","name":"Ana Brandt"}'),
            "",
        ),
        ('<meta name="author" content="Ana Brandt">', "<p>By Ana Brandt</p>"),
        ("", '<a rel="author" href="/ana">Ana Brandt</a>'),
        ("", '<span itemprop="author">Ana Brandt</span>'),
        ("", '<div class="article-author"><b>Ana Brandt</b></div>'),
        ("", '<div class="c-byline__name">By Ana Brandt, Harbour Correspondent</div>'),
        ("", '<div><a href="/author/ana-brandt">Ana Brandt</a></div>'),
        ("", '<div class="x1"><span>By</span> <span>Ana Brandt</span> | <time>3 May</time></div>'),
        ("", "<div class='x1'><h4>Author</h4><p>Ana Brandt</p></div>"),
        # a byline that the page itself contradicts is somebody else's
        (
            json_ld('{"@type":"NewsArticle","author":{"@type":"Person","name":"Ana Brandt"}}'),
            '<p>By Jonas Weil</p><a rel="author" href="/ana">Ana Brandt</a>',
        ),
    ],
)
def test_authors_of_pages(head, top):
    card = card_of(page(head, top))
    assert (card.authors, card.byline_kind) == (["Ana Brandt"], "named")


LINKED = '<a rel="author" href="/{0}">{0}</a>'


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        (LINKED.format("Ana Brandt") + "<p>By Ana Brandt</p><p>By Kofi Osei</p>", ["Ana Brandt", "Kofi Osei"]),
        ("<p>" + LINKED.format("Ana Brandt") + " " + LINKED.format("Kofi Osei") + "</p>", ["Ana Brandt", "Kofi Osei"]),
        (
            "<p>By Ana Brandt</p>" + LINKED.format("Ana Brandt") + LINKED.format("Kofi Osei"), ["Ana Brandt"],
        ),  # the other is linked from a box
    ],
)  # fmt: skip
def test_linked_authors_beside_bylines(top, authors):
    assert card_of(page("", top)).authors == authors


def test_a_name_written_with_and_without_a_space_is_one_persons():
    people = '[{"@type":"Person","name":"山田太郎"},{"@type":"Person","name":"山田 太郎"}]'
    card = card_of(page(json_ld(f'{{"@type":"NewsArticle","author":{people}}}'), '<p class="byline">山田 太郎</p>'))
    assert card.authors == ["山田 太郎"]


def test_an_accounts_name_counts_that_the_page_gives_twice():
    head = json_ld('{"@type":"NewsArticle","author":{"@type":"Person","name":"tidewatch"}}')
    card = card_of(page(head, '<span class="author">tidewatch</span>'))
    assert (card.authors, card.byline_kind) == (["tidewatch"], "pseudonym")
    assert card_of(page(head)).authors == []


def test_an_agency_at_a_captions_end_is_the_pictures():
    figure = '<figure><img src="p.png" alt=""><figcaption>The pier in April. AFP</figcaption></figure>'
    card = card_of(page("", "<p>By Ana Brandt</p>" + figure))
    assert [(c.name, c.agency) for c in card.credits if c.kind == "photo"] == [("AFP", "AFP")]
    assert card.agency is None


@pytest.mark.parametrize(
    ("head", "bottom"),
    [
        ('<meta property="article:author" content="https://social.example/harbourpost">', ""),
        ('<meta name="author" content="Ana Brandt">', ""),
        (json_ld('{"@type":"Comment","author":"Ana Brandt"}'), ""),
        (json_ld('{"@type":"NewsArticle","author":{"@type":"Organization","name":"Harbour Post"}}'), ""),
        ("", '<section class="comments"><p class="comment-author">Ana Brandt</p><p>I took that boat.</p></section>'),
        ("", '<aside class="related"><h3>Pier closed</h3><p class="byline">By Ana Brandt</p></aside>'),
        ("", '<footer><p class="author">Ana Brandt</p></footer>'),
    ],
)
def test_pages_that_name_no_author(head, bottom):
    assert card_of(page(head, "", bottom)).authors == []


def test_a_disagreement_needs_two_people():
    head = json_ld('{"@type":"NewsArticle","author":{"@type":"Person","name":"%s"}}')
    rule = "byline/byline-disagrees-with-metadata"
    for name, differs in (("Jonas Weil", True), ("BRANDT Ana", False), ("A. Brandt", False), ("Harbour Post", False)):
        card = card_of(page(head % name, '<p class="byline">By Ana Brandt</p>'))
        assert (rule in [f.rule for f in card.findings]) is differs, name
        assert card.authors[0] == "Ana Brandt"


def test_markdown_spans_lead_back_to_the_source():
    source = (
        "# Island ferry\n\n*By **Ana Brandt** and [Kofi Osei](https://harbour.example)*\n\n" + "\n\n".join(BODY) + "\n"
    )
    card = card_of(read_markdown(source))
    assert card.authors == ["Ana Brandt", "Kofi Osei"]
    spans = [c.span for c in card.credits if c.kind == "byline"]
    assert [source[s.start : s.end] for s in spans] == ["Ana Brandt", "Kofi Osei"]
    assert {s.line for s in spans} == {3}


@pytest.mark.parametrize(
    "text",
    [
        "By " + "Ana Brandt, " * 20_000,
        "(" * 100_000,
        "(AP " * 50_000,
        "©" * 50_000,
        "Photo: " * 30_000,
        "A" * 200_000,
        "By: " * 50_000 + "\n" + "Reporting by " * 20_000,
        "MOSCOW, " * 30_000 + "(AP) —",
        "\n".join(["By A"] * 20_000),
    ],
    ids=lambda t: t[:12].strip(),
)
def test_hostile_texts_take_linear_time(text):
    begun = time.perf_counter()
    card_of(read_text(text))
    assert time.perf_counter() - begun < 5


def test_a_paper_called_after_its_town_may_dateline_the_town():
    for place, differs in (("BANTRYVILLE", False), ("BANTRYVILLE GAZETTE", True)):
        text = f"{place} — " + " ".join(BODY)
        body = (Block("paragraph", 0, len(text), 0, len(text)),)
        address = "https://www.bantryvillegazette.example/1"
        card = card_of(Article(text, body, site_name="Bantryville Gazette", url=address))
        assert ("byline/site-name-as-dateline" in [f.rule for f in card.findings]) is differs


@pytest.mark.parametrize(
    "html",
    [
        '<article><h1>T</h1><p>x</p>' + '<a rel="author" href="/author/a">Ana Brandt</a>' * 20_000,
        "<article><h1>T</h1>" + '<div class="author">' * 20_000 + "Ana Brandt",
        "<article><h1>T</h1>" + "<span>By </span>" * 20_000,
        '<script type="application/ld+json">{"@type":"NewsArticle","author":['
        + ",".join(f'"Ana Brandt {i}"' for i in range(20_000))
        + "]}</script><article><p>"
        + "Ana Brandt " * 20_000,
    ],
    ids=["links", "nested", "spans", "json-ld"],
)  # fmt: skip
def test_hostile_pages_take_linear_time(html):
    begun = time.perf_counter()
    card_of(read_html("<html><body>" + html))
    assert time.perf_counter() - begun < 8


def test_what_one_site_calls_an_agency_is_none_on_the_next():
    lex = lexicon("en")
    before = classify("Brasswick", lex)
    with languages.with_agencies((("Brasswick", ()),)):
        assert classify("Brasswick", lex) == "agency"
    assert classify("Brasswick", lex) == before != "agency"
