"""Versions found, related, put in a tree and compared, against what was planted in invented families and the demo."""

import random
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from families import FOLDER, LOOKALIKES, NAMES, TOLD, family, told_family
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_credibility import compare, read_markdown, read_text, relate, review, stories
from mkdocs_credibility.options import Agency, Options
from mkdocs_credibility.scorecard import Quote, Scorecard
from mkdocs_credibility.stories.changes import near
from mkdocs_credibility.stories.lexicon import lexicon, number
from mkdocs_credibility.story import DERIVED

NEWSROOM = Path(__file__).parents[1] / "docs" / "newsroom"
TRUTH = yaml.safe_load((Path(__file__).parent / "demo_truth.yml").read_text("utf-8"))


def plain(text):
    return re.sub(r"[^\w\s]", "", (text or "").replace("’", "'").casefold()).strip()


@cache
def told(name):
    """A family's versions and what a review of them says."""
    versions = family(name)
    articles = {key: read_text(v.text, path=f"{name}/{key}.txt") for key, v in versions.items()}
    return versions, articles, review(list(articles.values()))


@cache
def demo():
    options = Options(agencies=(Agency("Meridian", ("Meridian News Agency",)),))
    paths = sorted(p for p in NEWSROOM.rglob("*.md") if p.name not in ("index.md", "style-guide.md"))
    return review(
        [read_markdown(p.read_text("utf-8"), path=p.relative_to(NEWSROOM).as_posix()) for p in paths], options=options
    )


def card_of(result, article):
    return next(card for card in result.cards if card.article is article)


# families -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_one_story_and_its_tree(name):
    versions, articles, result = told(name)
    assert len(result.stories) == 1
    story = result.stories[0]
    assert story.articles == list(articles.values())
    for key, version in versions.items():
        parent = story.parent_of(articles[key])
        assert (parent and parent.path) == (version.parent and f"{name}/{version.parent}.txt"), key
    assert not story.unseen_source


@pytest.mark.parametrize("name", NAMES)
def test_relations(name):
    _, articles, result = told(name)
    story = result.stories[0]
    assert story.relation(articles["wire"], articles["back"]).kind == "parallel-paraphrase"
    assert story.relation(articles["wire"], articles["credited"]).kind in ("identical", "edited")
    assert story.relation(articles["wire"], articles["uncredited"]).kind in ("edited", "rewritten")
    for key in ("wire", "credited", "uncredited", "copy-of-copy", "back"):
        relation = story.relation(articles["independent"], articles[key])
        assert relation is None or relation.kind in ("same-event", "quotes-only"), key


@pytest.mark.parametrize("name", NAMES)
def test_altered_quotes(name):
    versions, articles, result = told(name)
    for key, version in versions.items():
        drifts = [d for d in result.stories[0].drifts_of(articles[key]) if d.kind.startswith("quote-")]
        got = sorted((plain(d.before), plain(d.after), d.kind) for d in drifts if d.severity != "info")
        assert got == sorted((plain(b), plain(a), kind) for b, a, kind in version.quotes), key
        for drift in drifts:
            assert drift.after_span.exact == articles[key].text[drift.after_span.start : drift.after_span.end]


@pytest.mark.parametrize("name", NAMES)
def test_changed_numbers_and_negations(name):
    versions, articles, result = told(name)
    for key, version in versions.items():
        drifts = result.stories[0].drifts_of(articles[key])
        numbers = [d for d in drifts if d.kind in ("number-changed", "date-changed")]
        assert sorted((d.before, d.after) for d in numbers) == sorted(version.numbers), key
        negations = [d for d in drifts if d.kind == "negation-changed"]
        assert len(negations) == len(version.negations), key
        for drift, (before, after) in zip(negations, version.negations, strict=True):
            assert plain(before) in plain(drift.before)
            assert plain(after) in plain(drift.after)


@pytest.mark.parametrize("name", NAMES)
def test_dropped_credits(name):
    versions, articles, result = told(name)
    for key, version in versions.items():
        kinds = {d.kind for d in result.stories[0].drifts_of(articles[key]) if d.severity != "info"}
        wanted = {"agency-credit-dropped", "byline-dropped", "byline-replaced", "anonymity-reason-dropped"}
        assert kinds & wanted == version.dropped & wanted, key


@pytest.mark.parametrize("name", NAMES)
def test_feedback_is_fair(name):
    _, articles, result = told(name)
    for key in ("wire", "credited", "independent"):
        assert not [f for f in card_of(result, articles[key]).findings if f.compared], key
    uncredited = {f.rule for f in card_of(result, articles["uncredited"]).findings if f.compared}
    assert {"attribution/uncredited-text", "attribution/agency-credit-dropped"} <= uncredited
    back = {f.rule for f in card_of(result, articles["back"]).findings if f.compared}
    assert {
        "translation/parallel-paraphrase", "translation/altered-quote", "byline/same-text-other-signature",
        "translation/number-changed", "translation/negation-changed",
    } <= back  # fmt: skip
    scores = {key: card_of(result, article).score for key, article in articles.items()}
    assert scores["wire"] - scores["back"] >= 25
    assert min(scores, key=scores.get) == "back"


def test_two_stories_stay_apart():
    articles = [read_text(v.text, path=f"{n}/{k}") for n in NAMES for k, v in family(n).items()]
    stories = compare(articles)
    assert len(stories) == len(NAMES)
    for story in stories:
        assert len({a.path.split("/")[0] for a in story.articles}) == 1


def test_without_the_source_two_copies_have_no_parent_among_them():
    versions, _, _ = told(NAMES[0])
    uncredited, back = (read_text(versions[k].text, path=k) for k in ("uncredited", "back"))
    (story,) = compare([uncredited, back])
    assert story.parent_of(uncredited) is None


def test_a_reference_is_compared_with_and_not_published():
    versions, _, _ = told(NAMES[0])
    copy = read_text(versions["back"].text, path="back")
    wire = read_text(versions["wire"].text, path="archive/wire")
    result = review([copy], [wire])
    assert len(result.cards) == 1
    assert result.stories[0].parent_of(copy) is wire
    assert result.stories[0].reference_keys == {"archive/wire"}
    assert not review(
        [read_text("Nothing of the kind. " * 30, path="x")], [wire, read_text(wire.text, path="y")]
    ).stories


# families that say themselves what was done to each version -----------------------------------------------------------


CREDITS = {
    "agency-credit-dropped", "byline-dropped", "byline-replaced", "contributors-dropped", "anonymity-reason-dropped",
    "pickup-credit-dropped",
}  # fmt: skip


@cache
def retold(name):
    """A family's versions as pages of Markdown, and what a review of them says."""
    versions = told_family(name)
    articles = {key: read_markdown(v.source, path=v.path) for key, v in versions.items()}
    return versions, articles, review(list(articles.values()))


def version_cases():
    return [(name, key) for name in TOLD if name not in LOOKALIKES for key in told_family(name)]


@pytest.mark.parametrize(("name", "key"), version_cases())
def test_what_was_done_to_a_version(name, key):
    versions, articles, result = retold(name)
    version, article = versions[key], articles[key]
    (story,) = result.stories
    compared = [f for f in card_of(result, article).findings if f.compared]
    if version.own:
        assert compared == []
        return
    parent = story.parent_of(article)
    assert (parent and parent.path) == (version.parent and versions[version.parent].path)
    assert (article in story.unseen_members) == version.unseen
    drifts = [d for d in story.drifts_of(article) if d.severity != "info"]
    quotes = [(plain(d.before), plain(d.after), d.kind) for d in drifts if d.kind.startswith("quote-")]
    assert sorted(quotes) == sorted((plain(b), plain(a), kind) for b, a, kind in version.quotes)
    numbers = [d for d in drifts if d.kind in ("number-changed", "date-changed")]
    assert len(numbers) == len(version.numbers)
    for drift, (before, after) in zip(numbers, version.numbers, strict=True):
        assert plain(drift.before) in plain(before)
        assert plain(drift.after) in plain(after)
    denied = [d for d in drifts if d.kind == "negation-changed"]
    assert len(denied) == len(version.negations)
    for drift, (before, after) in zip(denied, version.negations, strict=True):
        assert plain(before) in plain(drift.before)
        assert plain(after) in plain(drift.after)
    assert {d.kind for d in drifts} & CREDITS == version.dropped
    assert sum(d.kind == "source-dropped" for d in drifts) == version.sources
    if not version.parent and not version.unseen:
        assert compared == []


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [("Kaffee an die", "Tee an die", 0), ("Bäckerin Hanne Wiegand", "Bäckerin Hanne Kolbe", 1)],
)
def test_a_german_noun_is_no_name(before, after, changed):
    wire = told_family("tunnel")["wire"]
    copy = read_markdown(wire.source.replace("Wernitz (dpa) - ", "").replace(before, after), path="copy.md")
    (story,) = compare([read_markdown(wire.source, path="wire.md"), copy])
    assert sum(d.kind == "name-changed" for d in story.drifts_of(copy)) == changed


@pytest.mark.parametrize("name", LOOKALIKES)
def test_reports_by_one_form_are_no_story(name):
    _, articles, result = retold(name)
    assert result.stories == []
    for a, b in combinations(articles.values(), 2):
        assert relate(a, b).kind not in DERIVED


def test_what_a_notice_corrects_is_told_and_not_held_against_the_text():
    versions, articles, result = retold("library")
    (drift,) = [d for d in result.stories[0].drifts_of(articles["corrected"]) if d.kind == "number-changed"]
    assert (drift.before, drift.after, drift.severity) == ("2,300", "2,130", "info")
    notice = versions["corrected"].source.rpartition("\n\n")[0]
    silent = read_markdown(notice, path="library/silent.md")
    (story,) = compare([articles["wire"], silent])
    assert [d.severity for d in story.drifts_of(silent) if d.kind == "number-changed"] == ["high"]


# one change at a time -------------------------------------------------------------------------------------------------


CHANGED = [
    ("ferry", "said Perpetua Quist, who runs the chemist’s shop", "said Henrietta Vance, who runs the line",
     "quote-speaker"),
    ("ferry", "The islands have flour for six days, the council said, and medicine for twenty.",
     "“The islands have flour for six days and medicine for twenty,” said the council’s clerk, Osric Penn.",
     "quote-from-paraphrase"),
    ("quarry", "“We are not going to test that luck twice.”",
     "“We are not going to test that luck twice. It is still a hole with somebody’s road at the bottom.”",
     "quote-merged"),
    ("ferry", "“I know what a night in March is like, and I know what a barrel of fuel costs.”",
     "“I know what a night in March is like.”", "quote-truncation"),
    ("ferry", "flour for six days", "flour for nine days", "number-changed"),
    ("ferry", "Mayor Lucian Abbot", "Mayor Lucian Prewitt", "name-changed"),
    ("quarry", "Pumps began on Monday", "Pumps began on Friday", "date-changed"),
    ("quarry", "The Halloway Echo was first to report the rental.", "", "pickup-credit-dropped"),
    ("ferry", "for six days, the council said, and medicine", "for six days, and medicine", "source-dropped"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "kind"), CHANGED, ids=[c[3] for c in CHANGED])
def test_one_change(name, before, after, kind):
    text = family(name)["wire"].text
    assert before in text
    wire, copy = read_text(text, path="wire"), read_text(text.replace(before, after).rpartition("\n\n")[0], path="copy")
    (story,) = compare([copy, wire])
    assert story.parent_of(copy) is wire
    kinds = {d.kind for d in story.drifts_of(copy) if d.severity != "info"} - {"contributors-dropped"}
    assert kinds == {kind} - {"quote-truncation"}
    assert kind in {d.kind for d in story.drifts_of(copy)}


SALT = """The salt works at Port Elmet will close in March after 214 years, its owner said on Monday, because the last
customer, a tannery in Greyford, has changed to another process.

{}

The works employs 46 people. None of them will be moved to the company's warehouse in Greyford, Askew said, and the
pension fund is not touched by the closure.

{}

The town council meets on Thursday to discuss a museum, for which 310,000 crowns have been promised by the county.
"""
ASKEW = "“Salt kept this town alive through three wars and one railway, and I will not sell the pans for scrap,”"
KEPT = f"{ASKEW} said Leonard Askew, who has run the works since 1989."
NEVER = "“Never,” said Hilda Brearley, the forewoman, of a sale. “My father raked these pans and I raked these pans.”"
RAKED = (
    "Hilda Brearley said her {} had raked these pans every winter of his life and that somebody could rake them now."
)
FATHER = "My father had raked these pans every winter of his life and somebody could rake them now,"
QUOTES = {
    "a bracket that an editor put in": (KEPT, NEVER, KEPT.replace("sell the pans", "sell [the pans]"), NEVER, []),
    "a bracket with more words": (KEPT, NEVER, KEPT.replace("and I will", "and [he laughed] I will"), NEVER, []),
    "each of two short quotes has one counterpart": (
        KEPT, "“Not now,” said Hilda Brearley of a sale.",
        KEPT, "“Not yet,” said Hilda Brearley of a sale. “Not soon,” she said of a sale.",
        [("quote-word-swap", "Not now,", "Not yet,")],
    ),
    "a source quote is told once, and altered at once": (
        KEPT, NEVER,
        KEPT + " “Salt kept that old town alive through three wars and one railway,” he said.", NEVER,
        [],
    ),
    "the only quote left in a matched sentence": (
        KEPT, "“It is a shame,” said Hilda Brearley, the forewoman, of the sale.",
        KEPT, "“What a pity that this must finish here,” said Hilda Brearley, the forewoman, of the sale.",
        [("quote-word-swap", "It is a shame,", "What a pity that this must finish here,")],
    ),
    "too long to be the only one left": (
        KEPT, "“A shame,” said Hilda Brearley, the forewoman, of the sale.",
        KEPT, "“What a pity that this must finish here after so many years of work,” said Hilda Brearley of the sale.",
        [],
    ),
    "another name in it": (
        KEPT.replace("this town", "Greyford"), NEVER, KEPT.replace("this town", "Hollin"), NEVER,
        [("quote-name", ASKEW[1:-1].replace("this town", "Greyford"), ASKEW[1:-1].replace("this town", "Hollin"))],
    ),
    "somebody else's": (
        KEPT, "“It is a shame,” said Hilda Brearley, the forewoman, of the sale.",
        KEPT, "“What a pity that this must finish,” said Rupert Lunn, the clerk, of the sale.",
        [],
    ),
    "one of two that have these words": (
        KEPT + " “I will not sell the pans for scrap,” he said.", NEVER,
        KEPT + " “I will not sell the pans for scrap,” he said.", NEVER,
        [],
    ),
    "the source's words, of which it had quoted one": (
        KEPT, RAKED.format("“father”"),
        KEPT, f"“{FATHER}” Hilda Brearley said.",
        [],
    ),
    "the source's words": (
        KEPT, RAKED.format("father"),
        KEPT, f"“{FATHER}” Hilda Brearley said.",
        [(
            "quote-from-paraphrase", RAKED.format("father"),
            FATHER,
        )],
    ),
    "other words than the source's": (
        KEPT, RAKED.format("father"), KEPT, "“Those were never raked by any tourist in life,” Hilda Brearley said.", [],
    ),
    "too few words to be the source's": (
        KEPT, RAKED.format("father"), KEPT, "“Raked these pans,” Hilda Brearley said.", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("first", "second", "told", "retold", "expected"), QUOTES.values(), ids=QUOTES)
def test_quotes_are_brought_together(first, second, told, retold, expected):
    wire = read_text("SALT (AP) — " + SALT.format(first, second), path="wire")
    copy = read_text(SALT.format(told, retold), path="copy")
    (story,) = compare([copy, wire])
    drifts = [d for d in story.drifts_of(copy) if d.kind.startswith("quote-") and d.severity != "info"]
    assert [(d.kind, d.before, d.after) for d in drifts] == expected


@pytest.mark.parametrize(("hour", "changed"), [("15", []), ("15:00", []), ("16", [("3", "16")])])
def test_an_hour_on_two_clocks_is_one(hour, changed):
    closing = "The pans were cleaned at {} on Monday, as on every day of the year, by hand and with brooms of birch."
    wire = read_text("SALT (AP) — " + SALT.format(KEPT, closing.format("3 pm")), path="wire")
    copy = read_text(SALT.format(KEPT, closing.format(hour)), path="copy")
    (story,) = compare([copy, wire])
    assert [(d.before, d.after) for d in story.drifts_of(copy) if d.kind == "number-changed"] == changed


UNCHANGED = [
    ("ferry", "4.5 percent", "4.5 per cent"),
    ("ferry", "7,400 islanders", "some 7 400 islanders"),
    ("ferry", "could not carry freight", "couldn’t carry freight"),
    ("ferry", "212,000 passengers", "more than 210,000 passengers"),
    ("ferry", "said Rufus Tolland,", "said Rufus Tollánd,"),
    ("ferry", "“I have cooked on those ships myself,”", '"I\'ve cooked on those ships myself,"'),
    ("quarry", "9 miles long", "14.5 kilometres long"),
    ("quarry", "340 million gallons", "340m gallons"),
    ("quarry", "88 feet", "27 metres"),
    ("quarry", "$6.2 million", "€5.7 million"),
]


@pytest.mark.parametrize(("name", "before", "after"), UNCHANGED)
def test_no_change(name, before, after):
    text = family(name)["wire"].text
    wire, copy = read_text(text, path="wire"), read_text(text.replace(before, after).rpartition("\n\n")[0], path="copy")
    (story,) = compare([copy, wire])
    assert [d.kind for d in story.drifts_of(copy) if d.kind != "contributors-dropped"] == []


def test_many_versions_of_one_text_are_one_story():
    """Nor does it matter that on a site which has hardly anything else every passage stands on a third of the pages."""
    wire = family("quarry")["wire"].text
    paragraphs = wire.split("\n\n")
    cut = ["\n\n".join(p for n, p in enumerate(paragraphs) if n not in (0, 1, 2 + i % 9, 11)) for i in range(40)]
    articles = [read_text(text, path=f"copy-{i}") for i, text in enumerate(cut)]
    cards = [Scorecard(a) for a in (read_text(wire, path="wire"), *articles)]
    (story,) = stories.find(cards)
    assert len(story.articles) == 41


# an unseen source -----------------------------------------------------------------------------------------------------


def test_two_edits_of_a_text_that_is_not_there():
    """Each keeps some of the first report that the other dropped, and both have the same new passages."""
    first = family("quarry")["wire"].text.split("\n\n")
    new = yaml.safe_load((FOLDER / "quarry.yml").read_text("utf-8"))["second_report"]
    texts = {
        "wire": first,
        "one": [*(p.replace("GRANTLEY (AP) — ", "") for p in first[1:4]), *new, *first[6:8]],
        "two": [new[0], *first[2:3], *new[1:], *first[4:6], *first[9:10]],
    }
    articles = {key: read_text("\n\n".join(paragraphs), path=key) for key, paragraphs in texts.items()}
    (story,) = compare(list(articles.values()))
    assert story.unseen_source
    assert {a.path for a in story.unseen_members} == {"one", "two"}
    assert story.relation(articles["one"], articles["two"]).kind == "common-source"
    assert story.parents == {}
    assert {(d.kind, d.target.path) for d in story.drifts} >= {
        ("agency-credit-dropped", "one"), ("agency-credit-dropped", "two"),
    }  # fmt: skip
    assert not [d for d in story.drifts if d.kind.startswith("quote-")]


# not accused ----------------------------------------------------------------------------------------------------------


def signed(author, text):
    return read_text(f"By {author}\n\n{text}", path=f"{author}-{len(text)}")


def test_an_update_of_ones_own_article_is_no_copy():
    body = family("ferry")["wire"].text.split("\n\n")[1:-1]
    before = signed("Ada Winslow", "\n\n".join(body).replace("PORT ELWIN (Reuters) — ", ""))
    after = signed(
        "Ada Winslow", before.text.partition("\n\n")[2].replace("7,400", "7,600").replace("six days", "five days")
    )
    result = review([before, after])
    assert len(result.stories) == 1
    assert not [f for c in result.cards for f in c.findings if f.compared]


def test_a_kept_byline_does_not_hide_a_dropped_agency():
    body = family("ferry")["wire"].text.split("\n\n", 1)[1]
    wire = signed("Ada Winslow", body)
    copy = signed("Ada Winslow", body.replace("PORT ELWIN (Reuters) — ", "").replace("an office", "a room"))
    (story,) = compare([wire, copy])
    assert {d.kind for d in story.drifts_of(copy)} == {"agency-credit-dropped", "quote-word-swap"}


def test_a_page_and_its_fallback_copy_are_one_page():
    text = family("ferry")["wire"].text
    assert compare([read_text(text, path="news/ferry.md"), read_text(text, path="de/news/ferry.md")]) == []
    assert compare([read_text(text, path="news/ferry.md"), read_text(text, path="news/ferry.de.md")]) == []


def test_unrelated_articles_make_no_story():
    assert not [s for s in demo().stories for a in s.articles if a.path in TRUTH["single"]]


# the demo newsroom ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRUTH["stories"])
def test_demo_story(name):
    expected = TRUTH["stories"][name]
    result = demo()
    (story,) = [s for s in result.stories if any(a.path == expected["source"] for a in s.articles)]
    assert {a.path for a in story.articles} == set(expected["articles"])
    assert story.unseen_source == expected["unseen_source"]
    for article in story.articles:
        version = expected["articles"][article.path]
        if not version.get("own_work"):
            parent = story.parent_of(article)
            assert (parent and parent.path) == version.get("parent"), article.path
        drifts = story.drifts_of(article)
        got = {
            (plain(d.before), plain(d.after)) for d in drifts if d.kind.startswith("quote-") and d.severity != "info"
        }
        assert got == {(plain(q["before"]), plain(q["after"])) for q in version.get("altered_quotes", ())}, article.path
        denied = [d for d in drifts if d.kind in ("negation-changed", "quote-negation")]
        assert len(denied) == len(version.get("negations_changed", ())), article.path


# properties -----------------------------------------------------------------------------------------------------------


def shape(found):
    """A story in values that can be compared, in an order of their own."""

    def relation(r):
        return (*sorted((r.a.path, r.b.path)), r.kind, r.similarity, r.likely_source and r.likely_source.path)

    def drift(d):
        return d.kind, d.source.path, d.target.path, d.before or "", d.after or ""

    return sorted(
        (
            s.id,
            sorted(a.path for a in s.articles),
            sorted((key, parent.path) for key, parent in s.parents.items()),
            s.unseen_source,
            sorted(map(relation, s.relations), key=str),
            sorted(map(drift, s.drifts)),
        )
        for s in found
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_articles_changes_nothing(seed):
    articles = [read_text(v.text, path=f"{n}/{k}") for n in NAMES for k, v in family(n).items()]
    articles += [read_markdown(v.source, path=v.path) for n in TOLD for v in told_family(n).values()]
    shuffled = random.Random(seed).sample(articles, len(articles))
    assert shape(compare(shuffled)) == shape(compare(articles))


@pytest.mark.parametrize("name", [*NAMES, *TOLD])
def test_a_relation_is_the_same_from_both_sides(name):
    _, articles, _ = told(name) if name in NAMES else retold(name)
    for a, b in combinations(articles.values(), 2):
        there, back = relate(a, b), relate(b, a)
        assert (there.kind, there.similarity, there.likely_source) == (back.kind, back.similarity, back.likely_source)
        assert (there.a, there.b) == (a, b)
        assert there.likely_source is None or there.kind in DERIVED


PIECES = ["river", "mayor", "said", "“", "”", "12", ".", "not", "3.5", "and", "harbour", "Monday", "\n\n", "because"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=120)


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS)
def test_any_two_texts_have_a_relation(x, y):
    a, b = read_text(" ".join(x), path="a"), read_text(" ".join(y), path="b")
    relation = relate(a, b)
    assert 0 <= relation.similarity <= 1
    assert relation.kind == relate(b, a).kind


def test_twenty_thousand_open_quotation_marks():
    cards = [Scorecard(read_text("The mayor said “" * 20_000, path=path)) for path in "ab"]
    for card in cards:
        card.quotes = [Quote(at, at + 16, card.article.text[at : at + 16], "direct") for at in range(15, 300_000, 16)]
    assert stories.relate(*cards).kind == "identical"


# words and numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("can’t", ["can", "not"]),
        ("the U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("colour, signalled, destabilisation", ["color", "signaled", "destabilization"]),
        ("4,500 and 4.5 million", ["4500", "and", "4500000"]),
        ("twenty-five people", ["25", "people"]),
        ("on the 16th", ["on", "the", "16"]),
        ("55 000 workers", ["55000", "workers"]),
        ("Kiev", ["kyiv"]),
        ("2:30 a.m. or 2.30am", ["2.5", "am", "or", "2.5", "am"]),
    ],
)
def test_forms(text, forms):
    assert [t.form for t in lexicon("en").tokens(text)] == forms


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1,200", 1200), ("1.200", 1200), ("12.5", 12.5), ("1,234,567.8", 1234567.8), ("12,34,567", 1234567)],
)
def test_numbers(raw, value):
    assert number(raw) == value


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [(4512, 4500, True), (4500, 4600, False), (14, 41, False), (130000, 131000, True), (9, 10, False)],
)
def test_rounding_is_no_change(a, b, same):
    assert near(a, b) is same
