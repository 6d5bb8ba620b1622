"""How two articles relate, threshold by threshold, and sign by sign which of them the other derives from."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mkdocs_credibility import read_text
from mkdocs_credibility.scorecard import Credit, Finding, Scorecard
from mkdocs_credibility.stories.alignment import Alignment, Match
from mkdocs_credibility.stories.direction import direction, name
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.relation import Measures, containment, kind_of

# what a pair is called ------------------------------------------------------------------------------------------------

NOTHING = {
    "order": 0.2, "whole": 0.2, "similarity": 0.1, "one_form": False, "kept": 0.0, "narration_kept": 0.0,
    "quotes_kept": None, "gap": None, "pairs": 0.0, "shared_facts": 0, "fact_share": 0.0, "shared_quotes": 0,
}  # fmt: skip


def aligned(sentences=4, shares=(0.75, 0.75), verbatim=0.35, breaks=1):
    return Alignment(tuple(Match(n, n, 0.9) for n in range(sentences)), *shares, verbatim, breaks)


def told(words=(100, 60), alignment=None, **more):
    """(kind, reasons) of a pair with these measures."""
    a, b = (SimpleNamespace(words=range(n)) for n in words)
    return kind_of(SimpleNamespace(**NOTHING | {"a": a, "b": b, "alignment": alignment or aligned(0)} | more))


def kind(**more):
    return told(**more)[0]


DERIVED = {"order": 0.5, "whole": 0.5, "similarity": 0.75}


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ({"order": 0.92, "whole": 0.97}, "identical"),
        ({"order": 0.91, "whole": 0.97}, "unrelated"),
        ({"order": 0.92, "whole": 0.96}, "unrelated"),
        ({**DERIVED, "kept": 0.35}, "edited"),
        ({**DERIVED, "kept": 0.34}, "rewritten"),
        ({**DERIVED, "similarity": 0.74}, "unclear"),
        ({**DERIVED, "similarity": 0.45}, "unclear"),
        ({**DERIVED, "similarity": 0.44}, "unrelated"),
        ({**DERIVED, "kept": 0.9, "one_form": True}, "unrelated"),  # a form filled in twice
        ({**DERIVED, "similarity": 0.6, "one_form": True}, "unrelated"),
        ({"pairs": 0.03, "shared_facts": 6, "fact_share": 0.3}, "same-event"),
        ({"pairs": 0.029, "shared_facts": 6, "fact_share": 0.3}, "unrelated"),
        ({"pairs": 0.03, "shared_facts": 5, "fact_share": 0.3}, "unrelated"),
        ({"pairs": 0.03, "shared_facts": 6, "fact_share": 0.29}, "unrelated"),
        ({"pairs": 0.03, "shared_facts": 6, "fact_share": 0.3, "shared_quotes": 1}, "same-event"),
        ({"shared_quotes": 1}, "quotes-only"),
        ({}, "unrelated"),
    ],
)
def test_what_a_pair_is_called(measures, expected):
    assert kind(**measures) == expected


PARALLEL = {**DERIVED, "kept": 0.6}


@pytest.mark.parametrize(
    ("measures", "parallel"),
    [
        ({}, True),
        ({"words": (60, 100)}, True),  # whichever is the longer
        ({"words": (100, 59)}, False),
        ({"words": (59, 100)}, False),
        ({"kept": 0.61}, False),
        ({"gap": 0.15, "quotes_kept": 0.2}, True),
        ({"gap": 0.16, "quotes_kept": 0.2}, False),
        ({"alignment": aligned(shares=(0.74, 0.9))}, False),
        ({"alignment": aligned(shares=(0.9, 0.74))}, False),
        ({"alignment": aligned(verbatim=0.36)}, False),
        ({"alignment": aligned(sentences=3)}, False),
        ({"alignment": aligned(breaks=2)}, False),
        ({"alignment": aligned(sentences=20, breaks=2)}, True),
        ({"alignment": aligned(sentences=20, breaks=3)}, False),
        ({"alignment": aligned(0, shares=(0.0, 0.0))}, False),
    ],
)
def test_what_is_a_parallel_paraphrase(measures, parallel):
    got = kind(**PARALLEL | {"alignment": aligned()} | measures)
    assert got == ("parallel-paraphrase" if parallel else "edited")


def reasons(**more):
    return [str(reason) for reason in told(**more)[1]]


@pytest.mark.parametrize(
    ("measures", "said"),
    [
        ({"order": 1.0, "whole": 0.984}, ["98 % of the words are the same, in the same order"]),
        ({**DERIVED, "one_form": True},
         ["one form filled in twice: the words are alike, the names and figures are not"]),
        ({**DERIVED, "kept": 0.5}, ["the shorter shares 50 % of its runs of five words"]),
        ({**DERIVED, "kept": 0.5, "gap": 0.16, "quotes_kept": 0.8, "narration_kept": 0.4},
         ["the shorter shares 50 % of its runs of five words; quotes kept 80 %, narration 40 %"]),
        ({**DERIVED, "kept": 0.5, "gap": 0.15, "quotes_kept": 0.8},
         ["the shorter shares 50 % of its runs of five words"]),
        ({**DERIVED, "order": 0.614, "kept": 0.1},
         ["words follow each other in the same order (61 % of the shorter)",
          "the shorter shares 10 % of its runs of five words"]),
        ({**PARALLEL, "alignment": aligned(shares=(0.9, 0.8), verbatim=0.1)},
         ["80 % of the sentences tell the same in the same order, 10 % of them word for word"]),
        ({**PARALLEL, "alignment": aligned(), "gap": 0.02, "quotes_kept": 0.3, "narration_kept": 0.28},
         ["75 % of the sentences tell the same in the same order, 35 % of them word for word",
          "quotes differ as much as the rest: 30 % of the quoted text is kept, 28 % of the narration"]),
        ({**PARALLEL, "alignment": aligned(), "gap": -0.28, "quotes_kept": 0.0, "narration_kept": 0.28},
         ["75 % of the sentences tell the same in the same order, 35 % of them word for word",
          "quotes differ as much as the rest: 0 % of the quoted text is kept, 28 % of the narration"]),
        ({"similarity": 0.5}, ["they share more than two independent reports do, and less than versions of one text"]),
        ({"shared_quotes": 1}, ["1 quote in common and no other text"]),
        ({"shared_quotes": 2}, ["2 quotes in common and no other text"]),
        ({"pairs": 0.1, "shared_facts": 9, "fact_share": 0.5},
         ["9 names and figures in common, told in different words"]),
        ({"pairs": 0.1, "shared_facts": 9, "fact_share": 0.5, "shared_quotes": 2},
         ["9 names and figures and 2 quotes in common, told in different words"]),
        ({}, ["hardly anything in common"]),
    ],
)  # fmt: skip
def test_why_it_is_called_so(measures, said):
    assert reasons(**measures) == said


# what is measured -----------------------------------------------------------------------------------------------------

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("lm", "rt", "nd", "sk", "mp")]


def profile(text, **facts):
    article = read_text(text, metadata={"language": "en"})
    return Profile(Scorecard(article, **facts))


def sentence(count, first=0, step=1):
    """A sentence of so many words, none of them twice (up to 300)."""
    words = [WORDS[(first + n * step) % len(WORDS)] for n in range(count)]
    return " ".join(words).capitalize() + "."


def measured(a, b, **known):
    """The measures of two texts, some of them given."""
    m = Measures(profile(a), profile(b))
    m.__dict__.update(known)
    return m


def test_share_of_the_smaller():
    assert containment(frozenset({1, 2, 3}), frozenset({2, 3, 4, 5})) == pytest.approx(2 / 3)
    assert containment(frozenset({1}), frozenset()) == containment(frozenset(), frozenset({1})) == 0


@pytest.mark.parametrize(
    ("lengths", "known", "expected"),
    [
        ((100, 100), {}, 0.054),
        ((100, 100), {"pairs": 0.2}, 0.167),
        ((100, 100), {"order": 0.3}, 0.489),
        ((100, 100), {"narration_kept": 0.3}, 0.274),
        ((100, 100), {"pairs": 0.2, "order": 0.3, "narration_kept": 0.1}, 0.8635),
        ((100, 200), {"pairs": 0.2, "order": 0.3, "narration_kept": 0.1}, 0.6043),
        ((200, 100), {"pairs": 0.2, "order": 0.3, "narration_kept": 0.1}, 0.6043),
        ((200, 200), {"pairs": 0.2, "order": 0.3, "narration_kept": 0.1}, 0.7468),
        ((20, 20), {}, 0.176),
        ((29, 29), {}, 0.176),  # under 30 words no shorter counts
        ((10, 250), {"order": 0.6}, 0.35),  # over ten times as long no longer counts
        ((10, 100), {"order": 0.6}, 0.35),
    ],
)
def test_what_speaks_for_one_text_behind_both(lengths, known, expected):
    """The weights were fitted to labelled pairs: a change of one is a change of what pairs are called."""
    a, b = (sentence(n) for n in lengths)
    m = measured(a, b, **{"pairs": 0.0, "order": 0.0, "narration_kept": 0.0} | known)
    assert m.similarity == pytest.approx(expected, abs=0.0006)


def test_very_long_texts_count_as_fifteen_hundred_words():
    at = [
        measured(text, text, pairs=0.3, order=0.5, narration_kept=0.0).similarity
        for text in (" ".join(sentence(250, n) for n in range(count)) for count in (5, 6, 8))
    ]
    assert at[0] > at[1] == at[2] == pytest.approx(0.678188, abs=5e-5)


def test_nothing_is_measured_of_no_words():
    m = measured("", sentence(50))
    assert (m.similarity, m.order, m.whole, m.kept) == (0, 0, 0, 0)
    assert measured("", "").whole == 0


def test_order_counts_against_the_shorter_and_the_whole_against_the_longer():
    short, long = sentence(40), sentence(80)
    for m in (measured(short, long), measured(long, short)):
        assert (m.order, m.whole) == (1, 0.5)


def test_quotes_are_compared_when_there_are_enough():
    said = sentence(14)[:-1]
    few, enough = (" ".join(said.split()[:n]) for n in (13, 14))
    plain = sentence(40, 100)
    text = "“{}.” " + plain
    assert measured(text.format(few), text.format(few)).quotes_kept is None
    m = measured(text.format(enough), text.format(enough))
    assert (m.quotes_kept, m.narration_kept, m.gap) == (1, 1, 0)
    assert measured(text.format(few), text.format(enough)).gap is None


def test_an_article_that_is_all_quotes_is_compared_with_them():
    quote = f"“{sentence(40)[:-1]},” he said."
    other = f"“{sentence(40)[:-1]},” she added then. {sentence(30, 100)}"
    m = measured(quote, other)
    assert m.order > 0.9
    assert m.narration_kept > 0.9
    enough = f"{quote} {sentence(15, 200)}"
    assert measured(enough, other).order < 0.5


@pytest.mark.parametrize(
    ("narrated", "quoted", "quotes_count"), [(14, 26, True), (15, 25, False), (5, 10, True), (5, 9, False)]
)
def test_how_little_narration_makes_an_article_of_quotes(narrated, quoted, quotes_count):
    quote = f"“{sentence(quoted)}” "
    first, second = quote + sentence(narrated, 100), quote + sentence(40, 200)
    for m in (measured(first, second), measured(second, first)):
        assert (m.narration_kept > 0) == quotes_count


def test_a_shared_quote_has_six_words_in_a_row_at_an_end():
    said = [WORDS[n] for n in range(9)]
    around = sentence(30, 100)

    def shared(a, b):
        m = measured(f"“{' '.join(a)},” he said. {around}", f"“{' '.join(b)},” he said. {around}")
        return m.shared_quotes

    other = [WORDS[n] for n in range(200, 209)]
    assert shared(said, said) == 1
    assert shared(said[:6], said) == 1
    assert shared(said[:5], said) == shared(said, said[:5]) == 0
    assert shared(said[:6] + other, said) == 1  # its beginning
    assert shared(other + said[:6], said) == 1  # its end
    assert shared(other[:3] + said[:6] + other[3:], said) == 0  # words in the middle of a longer one
    assert shared(other, said) == 0


def test_one_form_has_facts_on_both_sides_and_few_in_common():
    def one_form(first, second):
        m = measured("", "")
        for p, facts in ((m.a, first), (m.b, second)):
            p.__dict__["facts"] = frozenset(facts)
        return m.one_form, m.shared_facts, m.fact_share

    assert one_form(range(8), range(8, 16)) == (True, 0, 0)
    assert one_form(range(10), range(7, 17)) == (False, 3, 0.3)
    assert one_form(range(10), range(8, 18)) == (True, 2, 0.2)
    assert one_form(range(7), range(8, 16))[0] is False
    assert one_form(range(16), range(16, 23))[0] is False


# which derives from which ---------------------------------------------------------------------------------------------

TEXT = " ".join(sentence(12, n * 12) for n in range(10))


def judged(first=None, second=None, *, texts=(TEXT, TEXT), metadata=({}, {}), catch_up=None):
    """(likely source, lead, reasons) of two articles "a" and "b", from both sides at once."""
    sides = []
    for key, text, facts, data in zip("ab", texts, (first or {}, second or {}), metadata, strict=True):
        article = read_text(text, path=f"{key}.txt", metadata={"language": "en"} | data)
        sides.append(Profile(Scorecard(article, **facts)))
    found = direction(Measures(*sides), catch_up)
    again = direction(Measures(*sides[::-1]), catch_up)
    assert (found.source, found.lead, found.reasons) == (again.source, -again.lead, again.reasons)
    source = found.source.path[0] if found.source else None
    return source, found.lead, [reason.key.removeprefix("reason.") for reason in found.reasons]


def found(rule):
    return {"findings": [Finding(rule, rule.split("/")[0], "low", "publisher", "m")]}


def glitches(count, owner="publisher", dimension="translation"):
    return {"findings": [Finding(f"{dimension}/x", dimension, "low", owner, "m")] * count}


AP = {"agency": "AP"}
DATELINE = Credit("dateline", "AP", None, "AP", "OSBY")


@pytest.mark.parametrize(
    ("first", "second", "lead", "said"),
    [
        ({}, {}, 0, ["unclear"]),
        ({"dateline": "OSBY"}, {}, 1, ["unclear"]),
        ({"authors": ["Ana Brandt"]}, {}, 2, ["signed"]),
        ({"authors": ["Ana Brandt"]}, {"authors": ["Kofi Osei"]}, 0, ["unclear"]),
        ({"contributors": ["Ana Brandt"]}, {}, 2, ["contributors"]),
        ({"credits": [Credit("pickup", "The Post")]}, {}, 0.5, ["unclear"]),
        ({}, found("byline/site-name-as-dateline"), 2, ["site-name"]),
        ({}, found("byline/other"), 0, ["unclear"]),
        ({}, glitches(2), 1.5, ["unclear"]),
        ({}, glitches(1), 0, ["unclear"]),
        (glitches(1), glitches(3), 1.5, ["unclear"]),
        (glitches(2), glitches(3), 0, ["unclear"]),
        ({}, glitches(5, owner="ingest"), 0, ["unclear"]),
        ({}, glitches(5, dimension="boilerplate"), 0, ["unclear"]),
        ({"authors": ["Ana Brandt"]}, glitches(2), 3.5, ["signed", "machine"]),
        ({"dateline": "OSBY", "contributors": ["Ana Brandt"]}, {}, 3, ["contributors", "dateline"]),
    ],
)  # fmt: skip
def test_what_each_sign_weighs(first, second, lead, said):
    assert judged(first, second) == ("a" if lead >= 2 else None, lead, said)
    assert judged(second, first) == ("b" if lead >= 2 else None, -lead, said)


@pytest.mark.parametrize(
    ("first", "second", "lead", "said"),
    [
        ({"credits": [DATELINE]}, {}, 5, ["agency-dateline", "credits-agency"]),
        ({"credits": [Credit("credit-line", "AP", None, "AP")]}, {}, 2, ["credits-agency"]),
        (
            {"credits": [Credit("credit-line", "AP", None, "AP")], "dateline": "OSBY"},
            {},
            3,
            ["credits-agency", "dateline"],
        ),
        ({"credits": [DATELINE]}, {"credits": [DATELINE]}, 0, ["unclear"]),
        (
            {"credits": [Credit("dateline", "Associated Press", None, "AP")]},
            {},
            5,
            ["agency-dateline", "credits-agency"],
        ),
        ({"credits": [Credit("dateline", "AP")]}, {}, 5, ["agency-dateline", "credits-agency"]),
        ({"credits": [Credit("dateline", "OSBY")]}, {}, 2, ["credits-agency"]),
        ({"authors": ["Ana Brandt"]}, {"credits": [Credit("credit-line", "AP", None, "AP")]}, -2, ["credits-agency"]),
    ],
)
def test_what_an_agencys_credit_weighs(first, second, lead, said):
    sides = [{**facts, **(AP if "credits" in facts else {})} for facts in (first, second)]
    assert judged(*sides) == ("a" if lead > 0 else "b" if lead < 0 else None, lead, said)


def test_who_is_published_by_the_agency_itself():
    credited = {**AP, "credits": [Credit("credit-line", "AP", None, "AP")]}
    source, lead, said = judged(credited, credited, metadata=({"publisher": "AP"}, {}))
    assert (source, lead, said) == ("a", 2.5, ["published-by", "credits-agency"])
    assert judged(credited, credited, metadata=({"publisher": "APEX"}, {}))[1] == 0
    assert judged(credited, {}, metadata=({"publisher": "AP"}, {}))[2] == ["published-by", "credits-agency"]
    assert judged({}, credited, metadata=({"publisher": "AP"}, {}))[1] == 0.5


def test_whose_publisher_the_other_names():
    house = {"publisher": "The Tolvern Herald"}
    texts = f"{TEXT}\n\nNobody knows anything more of it.", f"{TEXT}\n\nFirst printed in The Tolvern Herald."
    assert judged(texts=texts, metadata=(house, {})) == ("a", 2.5, ["names-publisher"])
    assert judged(texts=texts, metadata=({"publisher": "The Brennick Post"}, {}))[1] == 0


@pytest.mark.parametrize(
    ("longer", "lead", "said"),
    [
        (138, 1.5, ["unclear"]),  # a text of 120 words, and 18 more: 1.15 times as many
        (137, 1.0, ["unclear"]),  # has all of it, and more
        (123, 1.0, ["unclear"]),
        (122, 0.0, ["unclear"]),  # a correction
    ],
)
def test_what_the_fuller_text_weighs(longer, lead, said):
    more = f"{TEXT} {sentence(longer - 120, 180)}"
    assert judged(texts=(more, TEXT)) == (None, lead, said)


def test_two_words_in_a_hundred_are_a_correction():
    for count, lead in ((51, 0), (52, 1)):
        texts = sentence(count), sentence(50)
        assert judged(texts=texts)[1] == lead
        credited = {**AP, "credits": [Credit("credit-line", "AP", None, "AP")]}
        assert judged(credited, credited, texts=texts)[1] == 2 * lead


def test_a_text_cut_from_one_of_the_same_agency_derives_from_it():
    credited = {**AP, "credits": [Credit("credit-line", "AP", None, "AP")]}
    more = f"{TEXT} {sentence(12, 180)}"
    assert judged(credited, credited, texts=(more, TEXT)) == ("a", 2.0, ["credits-agency", "holds", "cuts"])
    other = " ".join(sentence(12, n * 12, 7) for n in range(11))
    assert judged(credited, credited, texts=(other, TEXT))[1] == 0


@pytest.mark.parametrize(("shared", "lead"), [(17, 1), (16, 0)])
def test_a_text_is_within_another_with_seventeen_of_twenty_runs(shared, lead):
    m = measured(sentence(55), sentence(50))
    m.a.__dict__["fives"], m.b.__dict__["fives"] = frozenset(range(shared)), frozenset(range(20))
    assert direction(m).lead == lead


@pytest.mark.parametrize(
    ("dates", "lead"),
    [
        (("2024-05-01", "2024-05-02"), 0.5),
        (("2024-05-01T10:00", "2024-05-01T09:00"), 0),
        (("2024-05-01", "2024-05-01T09:00"), 0),
        (("2024-05-01", ""), 0),
        (("2024-05-02", "2024-05-01"), -0.5),
    ],
)
def test_what_the_earlier_date_weighs(dates, lead):
    assert judged(metadata=tuple({"date": d} for d in dates))[1] == lead
    assert judged(metadata=tuple({"published": d} for d in dates))[1] == lead


def test_of_two_articles_of_one_day_none_is_the_earlier():
    day = {"date": "2024-05-01"}
    assert judged({"authors": ["Ana Brandt"]}, metadata=(day, day))[2] == ["signed"]


def test_a_press_release_comes_first():
    release = f"PRESS RELEASE\n\n{TEXT}"
    source, lead, said = judged(texts=(release, TEXT))
    assert (source, lead, said) == ("a", 3, ["release"])


@pytest.mark.parametrize("kind", ["canonical", "based-on"])
def test_a_link_to_the_original_settles_it(kind):
    for address in ("https://b.example/b.txt", "https://b.example/b.txt/", "b.txt"):
        linked = {"credits": [Credit(kind, address)], "authors": ["Ana Brandt"]}
        assert judged(linked, {}) == ("b", -9, ["links"])
        assert judged({}, {**linked, "credits": [Credit(kind, "https://a.example/a.txt")]}) == ("a", 9, ["links"])


def test_other_credits_are_no_link_and_two_links_settle_nothing():
    assert judged({"credits": [Credit("pickup", "b.txt")]}, {})[2] == ["unclear"]
    assert judged({"credits": [Credit("based-on", "c.txt")]}, {})[2] == ["unclear"]
    both = ({"credits": [Credit("based-on", "b.txt")]}, {"credits": [Credit("based-on", "a.txt")]})
    assert judged(*both) == (None, 0, ["unclear"])


def test_a_page_that_calls_itself_the_original_links_to_no_other():
    own = {"credits": [Credit("canonical", "https://a.example/x"), Credit("based-on", "b.txt")]}
    article = read_text(TEXT, path="a.txt", metadata={"language": "en"})
    article.url = "https://a.example/x"
    other = Profile(Scorecard(read_text(TEXT, path="b.txt", metadata={"language": "en"})))
    assert direction(Measures(Profile(Scorecard(article, **own)), other)).source is None
    article.url = "https://a.example/y"
    assert direction(Measures(Profile(Scorecard(article, **own)), other)).source is other.article


@pytest.mark.parametrize(
    ("first", "second", "looked"),
    [
        ({"dateline": "OSBY"}, {"dateline": "OSBY"}, False),  # what both have cancels out
        ({}, {}, False),  # whatever the wording shows, it decides nothing
        ({"credits": [Credit("pickup", "The Post")]}, {}, True),
        ({"authors": ["Ana Brandt"]}, {}, True),
        ({"authors": ["Ana Brandt"], "dateline": "OSBY"}, {}, True),
        ({"authors": ["Ana Brandt"], "dateline": "OSBY", "credits": [Credit("pickup", "The Post")]}, {}, False),
    ],
)
def test_the_wording_is_looked_at_where_it_may_decide(first, second, looked):
    asked = []
    judged(first, second, catch_up=lambda card, wording: asked.append((card.article.path, wording)))
    assert asked[:2] == [("a.txt", False), ("b.txt", False)]
    assert (("a.txt", True) in asked, ("b.txt", True) in asked) == (looked, looked)


@pytest.mark.parametrize(("side", "worn", "source"), [(0, "b", "a"), (0, "a", None), (1, "a", "b"), (1, "b", None)])
def test_what_the_wording_shows_can_settle_and_unsettle(side, worn, source):
    """One side is signed (2 points) and bears the earlier date; the wording of one of the two is worn (1.5)."""

    def read(card, wording):
        if wording and card.article.path == f"{worn}.txt":
            card.findings.extend(glitches(2)["findings"])

    signed = [{}, {}]
    signed[side] = {"authors": ["Ana Brandt"]}
    got, lead, _ = judged(*signed, catch_up=read)
    assert (got, abs(lead)) == (source, 3.5 if source else 0.5)


def test_reasons_are_those_of_the_side_that_leads_the_weightiest_first():
    """Even in a row: what speaks for the other side is not among them, nor what weighs nothing."""
    first = {"dateline": "OSBY", "contributors": ["Ana Brandt"], "authors": ["Ana Brandt"]}
    second = {"credits": [Credit("pickup", "The Post")]}
    assert judged(first, second) == ("a", 4.5, ["signed", "contributors", "dateline"])
    assert judged(second, first) == ("b", -4.5, ["signed", "contributors", "dateline"])
    dates = {"date": "2024-05-01"}, {"date": "2024-05-02"}
    assert judged({"authors": ["Ana Brandt"]}, second, metadata=dates) == ("a", 2, ["signed", "earlier"])


def test_facts_are_filled_in_before_anything_is_asked():
    def read(card, wording):
        if not wording and card.article.path == "a.txt":
            card.authors[:] = ["Ana Brandt"]

    assert judged(catch_up=read)[0] == "a"


def test_a_pair_is_judged_once():
    asked = []
    m = measured(TEXT, TEXT)
    assert direction(m, lambda *_: asked.append(1)) is direction(m, lambda *_: asked.append(1))
    assert len(asked) == 2


def test_what_an_article_is_called():
    article = read_text("One two three four five six seven eight.")
    assert name(article) == "“One two three four five six …”"
    for attribute, value in (("title", "The ferry"), ("url", "https://a.example/x"), ("path", "a.txt")):
        setattr(article, attribute, value)
        assert name(article) == value
