"""JSON-LD in pages: the shapes that schema.org knows, and nothing that could leave its block."""

import json
import re

from bs4 import BeautifulSoup
from conftest import STORY

from mkdocs_credibility import assess, read_text, review
from mkdocs_credibility.reports import jsonld

HOSTILE = "</script><script>alert(1)</script><!-- "


def node(card, **values):
    return jsonld.review(card, lambda key: f"https://ledger.example/{key}", **values)


def test_an_article_is_reviewed_with_a_rating_for_each_dimension():
    card = assess(read_text(STORY, path="ferry", metadata={"title": "Ferry aground", "author": "Ana Brandt"}))
    made = node(card, site="The Brenmouth Ledger")
    assert made["@context"] == "https://schema.org"
    assert made["@type"] == "NewsArticle"
    assert made["headline"] == "Ferry aground"
    assert made["author"] == [{"@type": "Person", "name": "Ana Brandt"}]
    assert made["url"] == "https://ledger.example/ferry"
    reviewed = made["review"]
    assert reviewed["@type"] == "Review"
    assert reviewed["author"] == {"@type": "Organization", "name": "The Brenmouth Ledger"}
    assessed = {name: r.score for name, r in card.dimensions.items() if r.score is not None}
    assert [r["ratingValue"] for r in reviewed["reviewRating"]] == list(assessed.values())
    for rating in reviewed["reviewRating"]:
        assert rating["@type"] == "Rating"
        assert (rating["worstRating"], rating["bestRating"]) == (0, 100)
        assert rating["reviewAspect"]
        assert rating["ratingExplanation"]
    assert "ClaimReview" not in json.dumps(made)


def test_a_dimension_that_was_not_assessed_has_no_rating():
    card = assess(read_text(" ".join(STORY.split()[:70]), path="ferry"))
    assert card.not_assessed["translation"] == "fewer than 80 words"
    rated = [rating["reviewAspect"] for rating in node(card)["review"]["reviewRating"]]
    assert len(rated) == len([r for r in card.dimensions.values() if r.score is not None]) > 1
    assert "Translation" not in rated


def test_what_was_not_assessed_has_no_review():
    made = node(assess(read_text("Too short to tell anything about it.", path="note")))
    assert "review" not in made


def test_quotations_name_who_is_quoted():
    card = assess(read_text(STORY, path="ferry"))
    parts = node(card)["hasPart"]
    assert [p["text"] for p in parts] == [q.text for q in card.quotes if q.kind == "direct"]
    named = [q.speaker for q in card.quotes if q.kind == "direct" and q.speaker_kind == "named"]
    assert [
        p["spokenByCharacter"]["name"] for p in parts if p.get("spokenByCharacter", {}).get("@type") == "Person"
    ] == named


def test_the_likely_source_is_what_a_copy_is_based_on():
    from families import family

    versions = family("ferry")
    articles = [read_text(v.text, path=name) for name, v in versions.items()]
    result = review(articles)
    (story,) = result.stories
    copies = 0
    for card in result.cards:
        parent = story.parent_of(card.article)
        made = node(card, story=story)
        assert made.get("isBasedOn", {}).get("url") == (f"https://ledger.example/{parent.key}" if parent else None)
        copies += parent is not None
    assert copies >= 2


def test_nothing_ends_the_block_it_stands_in():
    card = assess(read_text(STORY, path="ferry", metadata={"title": HOSTILE, "author": "Ana " + HOSTILE}))
    block = jsonld.script(node(card, site=HOSTILE))
    assert block.count("<") == 2
    soup = BeautifulSoup(block, "html.parser")
    assert len(soup.find_all(True)) == 1
    assert json.loads(soup.script.string)["headline"].startswith("</script>")


def test_a_page_holds_the_block_only_when_asked_for(site):
    docs = {"index.md": "# Home\n", "ferry.md": f"# Ferry aground\n\n{STORY}"}
    site.build(docs)
    assert "ld+json" not in site.page("ferry/index.html")
    site.build(docs, plugins=["search", {"credibility": {"structured_data": True}}], site_url="https://ledger.example/")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', site.page("ferry/index.html"))
    assert json.loads(text)["@id"] == "https://ledger.example/ferry/#article"
