"""Line by line: who signs an article, which agency it is from, and where it was written."""

from __future__ import annotations

import json

import pytest

from mkdocs_credibility import assess, read_html, read_markdown, read_text

BODY = (
    "The council of Osby met on Monday and agreed to mend the bridge before the winter comes, its clerk Petra Holm "
    "said on the steps of the town hall. Work begins in the first week of May and will take eleven weeks. Buses go by "
    "the lower road, which is two miles longer, until the bridge is free again."
)


def card_of(above="", below="", first=BODY):
    return assess(read_text(f"The old mill\n\n{above}\n\n{first}\n\n{below}"))


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Politics · Ana Brandt", ["Ana Brandt"]),
        ("Sports | By Ana Brandt", ["Ana Brandt"]),
        ("By 3 May 2024 by Ana Brandt", ["Ana Brandt"]),
        ("Posted by: by Ana Brandt", ["Ana Brandt"]),
        ("By Ana brandt", ["Ana brandt"]),
        ("By Ana Brandt Reuters", ["Ana Brandt"]),
        ("By Ana Brandt\nBy Kofi Osei", ["Ana Brandt", "Kofi Osei"]),
        ("By anna_brandt", ["anna_brandt"]),
    ],
)
def test_the_line_above_the_text(line, authors):
    assert card_of(line).authors == authors


def test_a_handle_without_a_word_before_it_is_a_byline_of_nobody():
    card = card_of("anna_brandt")
    assert (card.authors, [c.name for c in card.credits]) == ([], ["anna_brandt"])


@pytest.mark.parametrize(
    ("opening", "dateline", "agency"),
    [
        ("REUTERS — ", None, "Reuters"),
        ("Paris — ", "Paris", None),
        ("PARIS: ", "PARIS", None),
        ("OSBY (Reuters) — ", "OSBY", "Reuters"),
        ("OSBY (Reuters) ", "OSBY", "Reuters"),
        ("Osby (Reuters) ", None, None),  # a mention in a sentence
    ],
)
def test_how_the_text_opens(opening, dateline, agency):
    card = card_of(first=opening + BODY)
    assert (card.dateline, card.agency) == (dateline, agency)


@pytest.mark.parametrize(
    ("line", "agency", "kind"),
    [
        ("Originally published by Reuters on 3 May.", "Reuters", "credit-line"),
        ("© Reuters", "Reuters", "credit-line"),
        ("(Photo: Reuters)", None, "photo"),
        ("First published by the Brennick Post.", None, "pickup"),
    ],
)
def test_what_a_line_below_the_text_credits(line, agency, kind):
    card = card_of("By Ana Brandt", line)
    assert card.agency == agency
    assert kind in {c.kind for c in card.credits}


PAGE = """<html><head><title>The old mill</title>{meta}<script type="application/ld+json">{data}</script></head>
<body><article><h1>The old mill</h1>{line}<p>{body}</p></article></body></html>"""


def page(data=None, meta="", line=""):
    given = {"@type": "NewsArticle", "headline": "The old mill"} | (data or {})
    return assess(read_html(PAGE.format(meta=meta, data=json.dumps(given), line=line, body=BODY)))


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ({"name": ["Ana Brandt", "Kofi Osei"]}, ["Ana Brandt", "Kofi Osei"]),
        ({"givenName": "Mira", "familyName": "Holm"}, ["Mira Holm"]),
        ([{"name": "Mira Holm"}, "Ana Brandt"], ["Mira Holm", "Ana Brandt"]),
        ([[[[["Nobody nests so deep"]]]], "Ana Brandt"], ["Ana Brandt"]),
    ],
)
def test_authors_that_a_page_declares_in_any_shape(author, authors):
    assert page({"author": author}).authors == authors


def test_helpers_and_agency_that_a_page_declares():
    card = page({"author": "Ana Brandt", "contributor": {"name": "Petra Lund"}, "editor": "Jonas Wray",
                 "sourceOrganization": {"name": "Reuters"}})  # fmt: skip
    assert (card.authors, card.contributors, card.agency) == (["Ana Brandt"], ["Petra Lund", "Jonas Wray"], "Reuters")


def test_what_a_page_says_it_is_based_on():
    based = [{"url": "https://apnews.com/x"}, "https://other.example/y"]
    meta = '<meta name="original-source" content="https://third.example/z">'
    card = page({"isBasedOn": based}, meta)
    assert {c.name: c.agency for c in card.credits if c.kind == "based-on"} == {
        "https://apnews.com/x": "AP", "https://other.example/y": None, "https://third.example/z": None,
    }  # fmt: skip


def test_a_house_that_signs_nothing_on_principle_is_not_asked_for_a_name():
    policy = {"publisher": {"name": "The Ledger", "noBylinesPolicy": "https://ledger.example/policy"}}
    rules = {f.rule for f in page({"author": "Staff"}, line="<p>By Staff</p>").findings}
    without = {f.rule for f in page({"author": "Staff", **policy}, line="<p>By Staff</p>").findings}
    assert rules - without == {"byline/byline-generic"}


def test_front_matter_in_the_shapes_that_themes_have():
    front = "author: [[[[[deep]]]]]\ncontributors: {m: {name: Mira Holm}}\nsource: {name: Reuters}"
    card = assess(read_markdown(f"---\n{front}\n---\n# The old mill\n\n{BODY}"))
    assert (card.authors, card.contributors, card.agency) == ([], ["Mira Holm"], "Reuters")


def test_the_header_of_a_page_and_what_stands_beside_it():
    """The line in the header signs; an address, a caption and a box beside the text do not."""
    header = (
        "<header><h1>The old mill</h1><figcaption>Mira Holm</figcaption><address>Petra Lund, Osby</address>"
        '<p class="standfirst">Short.</p><p class="byline">By Ana Brandt</p></header>'
    )
    aside = "<aside><p>By Jonas Wray</p></aside>"
    html = f"<html><body><div>{header}<article><p>{BODY}</p></article>{aside}</div></body></html>"
    assert assess(read_html(html)).authors == ["Ana Brandt"]
