"""The founding articles, where a checkout of them stands beside the repo; they belong to their publishers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_credibility import read_text, review

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding articles are not part of the repo")


def files():
    return {path.name[:3]: path for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(scope="module")
def result():
    return review([read_text(path.read_text("utf-8"), path=path.name) for path in files().values()])


@pytest.fixture(scope="module")
def cards(result):
    return dict(zip(files(), result.cards, strict=True))


@pytest.fixture(scope="module")
def story(result):
    [story] = result.stories
    assert len(story.articles) == 4
    return story


def rules_of(card):
    return {finding.rule for finding in card.findings}


def exact(card, rule):
    return [span.exact for finding in card.findings if finding.rule == rule for span in finding.spans]


def drifts(story, card, prefix=""):
    return [d for d in story.drifts if d.target is card.article and d.kind.startswith(prefix)]


def test_every_span_quotes_its_text(cards):
    for card in cards.values():
        spans = [s for f in card.findings for s in f.spans] + card.anonymous_sources
        spans += [c.span for c in card.credits if c.span]
        for span in spans:
            assert card.article.text[span.start : span.end] == span.exact
        for quote in card.quotes:
            assert card.article.text[quote.start : quote.end] == quote.text


def test_the_agency_text_scores_highest_and_the_spun_copy_lowest(cards):
    scores = {name: card.score for name, card in cards.items()}
    assert max(scores, key=scores.get) == "001"
    assert min(scores, key=scores.get) == "003"
    assert scores["003"] + 25 <= min(scores["000"], scores["001"], scores["002"])


def test_the_spun_copy(cards, story):
    card = cards["003"]
    assert card.authors == ["Nathaniel BALLANTYNE"]
    assert card.byline_kind == "named"
    assert card.dateline is None
    assert card.agency is None
    assert exact(card, "byline/site-name-as-dateline")[0].startswith("TRUENEWSBLOG")
    residue = " ".join(exact(card, "boilerplate/comment-form"))
    assert "Leave a Reply" in residue
    assert "Required fields are marked *" in residue
    altered = [d for d in drifts(story, card, "quote-") if d.severity != "info"]
    assert len({(d.after_span.start, d.after_span.end) for d in altered}) >= 18
    assert all(d.source is cards["001"].article for d in altered)
    flipped = [d for d in drifts(story, card) if "negation" in d.kind and "cannot take place" in d.after]
    assert len(flipped) == 1
    assert "can take place" in flipped[0].before
    assert flipped[0].speaker == "Oleksiy Danilov"
    relation = story.relation(card.article, cards["001"].article)
    assert relation.kind == "parallel-paraphrase"
    assert relation.likely_source is cards["001"].article
    assert story.parent_of(card.article) is cards["001"].article


@pytest.mark.parametrize("name", ["000", "002"])
def test_the_uncredited_edits(cards, story, name):
    card = cards[name]
    assert card.authors == []
    assert card.byline_kind == "none"
    assert card.agency is None
    assert drifts(story, card, "agency-credit-dropped")
    assert any("AP" in f.message for f in card.findings if f.compared)
    assert story.parent_of(card.article) is None


def test_the_edits_share_a_source_that_is_not_in_the_set(cards, story):
    assert story.unseen_source
    assert set(map(id, story.unseen_members)) == {id(cards["000"].article), id(cards["002"].article)}
    assert story.relation(cards["000"].article, cards["002"].article).kind == "common-source"


def test_teasers_captions_and_prefixes(cards):
    teasers = exact(cards["000"], "boilerplate/teaser-line")
    assert len(teasers) == 2
    assert all(t.startswith("Read:") for t in teasers)
    assert len(exact(cards["002"], "boilerplate/caption-in-body")) == 3
    for name in ("001", "002"):
        assert exact(cards[name], "boilerplate/metadata-line")[0].strip().startswith("date 2022-02-1")


def test_photo_credits_are_no_credit_for_the_text(cards):
    assert {c.agency for c in cards["002"].credits} == {"AP"}
    assert {c.kind for c in cards["002"].credits} == {"photo"}
    assert "byline/agency-only-in-photo-credits" in rules_of(cards["002"])


def test_the_agency_text(cards):
    card = cards["001"]
    assert (card.agency, card.dateline, card.authors) == ("AP", "MOSCOW", [])
    assert len(card.contributors) == 8
    assert {"Angela Charlton", "Edith M. Lederer", "Robert Burns"} <= set(card.contributors)
    assert card.score >= 95
    assert len(card.quotes) >= 27


def test_no_altered_quote_is_claimed_between_the_agency_text_and_its_edits(cards, story):
    edits = {id(cards[name].article) for name in ("000", "002")}
    for drift in story.drifts:
        if drift.kind.startswith("quote-") and drift.severity != "info":
            assert id(drift.target) not in edits


def test_speakers(cards):
    said = {
        "“no sensible reasons”": "Olaf Scholz",
        "“are far from being exhausted.”": "Sergey Lavrov",
        "“Today we do not see": "Oleksiy Danilov",
        "“However, we are clear-eyed": "Karine Jean-Pierre",
        "“I feel calm.": "Alona Buznitskaya",
        "“There are no sensible reasons": "Olaf Scholz",
    }
    for words, speaker in said.items():
        assert [q.speaker for q in cards["001"].quotes if words in q.text] == [speaker], words
    for name, card in cards.items():
        assert "attribution/quote-without-speaker" not in rules_of(card), name


def test_anonymous_sources_have_their_reason(cards):
    for name in ("000", "001", "003"):
        assert cards[name].anonymous_sources
        assert "attribution/anonymity-reason-missing" not in rules_of(cards[name])


def test_as_pages_of_a_site(site):
    site.build(
        {"index.md": "# Home\n", **{f"news/{n}.md": path.read_text("utf-8") for n, path in files().items()}},
    )
    report = json.loads(site.page("credibility.json"))
    scores = {a["key"][5:8]: a["score"] for a in report["articles"]}
    assert max(scores, key=scores.get) == "001"
    assert scores["003"] + 25 <= min(scores["000"], scores["001"], scores["002"])
    [story] = report["stories"]
    assert story["unseen_source"]
    by_name = {a["key"][5:8]: a for a in report["articles"]}
    assert by_name["003"]["authors"] == ["Nathaniel BALLANTYNE"]
    assert by_name["001"]["agency"] == "AP"
    assert len(by_name["001"]["contributors"]) == 8
