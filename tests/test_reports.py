"""Reports: what they say, that they are valid and safe, and that the same cards give the same bytes."""

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import get_args
from xml.etree import ElementTree

import jinja2
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_credibility import rubric
from mkdocs_credibility.readers import read_html, read_markdown, read_text
from mkdocs_credibility.reports import diff, svg, wording
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.reports.html import Renderer
from mkdocs_credibility.reports.side_by_side import paragraphs
from mkdocs_credibility.reports.story_views import family, letters
from mkdocs_credibility.reports.terminal import Terminal, columns, place, safe
from mkdocs_credibility.reports.texts import locales, texts
from mkdocs_credibility.reports.widths import fitted, width
from mkdocs_credibility.scorecard import (
    DIMENSIONS,
    BylineKind,
    Credit,
    Finding,
    Quote,
    Readability,
    Scorecard,
    Silenced,
)
from mkdocs_credibility.story import Aligned, Drift, DriftKind, Relation, RelationKind, Story

WIRE = """\
HARROW BAY (NWA) — The ferry Marigold ran aground off Tessel Point with 214 people aboard, the harbour office said.

“We felt one long shudder and then nothing at all,” said Ilse Varga, a nurse. “Nobody shouted.”

The barge had no lights, Rehn said. Divers were to look at the hull on Wednesday."""
COPY = """\
By Marten Holloway

The ferry Marigold was stranded off Tessel Point with 241 people aboard, the port office said.

“We sensed a long tremor and then nothing,” said Ilse Varga, a nurse. “Nobody shouted.”

Leave a comment"""
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "\u202eevil\u202c \u2066x",
    "' onmouseover='alert(1)",
    "&lt;b&gt; ]]> <!-- -->",
    "\x00\x1b[31mred\x07 \ud800",
    "W" * 300,
]
INLINE = {"a", "b", "bdi", "del", "i", "ins", "mark", "span"}
VOID = {"img", "br", "hr", "input", "meta", "link", "rect", "circle", "path"}


def at(article, text):
    start = article.text.index(text)
    return article.text_span(start, start + len(text))


def finding(rule, article, text=None, *, severity="medium", owner="publisher", message="It says so.", **more):
    spans = (at(article, text),) if text else ()
    return Finding(rule, rule.split("/")[0], severity, owner, message, spans, **more)


@pytest.fixture
def pair():
    """A wire text and a copy of it: cards and story as the floors below would fill them."""
    wire, copy = read_text(WIRE, path="wire.md"), read_text(COPY, path="copy.md")
    wire.title, copy.title = "Ferry aground off Tessel Point", "Stranded ferry"
    one, two = Scorecard(wire), Scorecard(copy)
    one.agency, one.dateline, one.byline_kind = "NWA", "HARROW BAY", "agency"
    one.credits = [Credit("dateline", "HARROW BAY", at(wire, "HARROW BAY (NWA)"), "NWA", "HARROW BAY")]
    kept = "“Nobody shouted.”"
    before, after = "“We felt one long shudder and then nothing at all,”", "“We sensed a long tremor and then nothing,”"
    for card, said in ((one, before), (two, after)):
        for text in (said, kept):
            span = at(card.article, text)
            card.quotes.append(Quote(span.start, span.end, text, "direct", "Ilse Varga", "named", "said"))
    one.readability = Readability(52, 5, 61.4, 8.2)
    two.authors, two.byline_kind = ["Marten Holloway"], "named"
    two.findings = [
        finding("translation/a", copy, after, reference=wire, reference_span=at(wire, before)),
        finding("attribution/b", copy, reference=wire, reference_span=at(wire, "(NWA)"), severity="high"),
        finding("boilerplate/c", copy, "Leave a comment", severity="low"),
        finding("boilerplate/d", copy, "“", severity="low", owner="ingest"),
        *(
            finding("translation/e", copy, word, severity="high")
            for word in ("stranded", "port", "tremor", "241", "sensed")
        ),
    ]
    two.silenced = [Silenced(finding("byline/f", copy, message="Set aside."), "Checked by telephone.")]
    two.translationese, two.translationese_reasons = 0.42, ["one reason"]
    drifts = [
        Drift("quote-word-swap", wire, copy, before, after, "medium", "Ilse Varga", at(wire, before), at(copy, after)),
        Drift("number-changed", wire, copy, "214 people", "241 people", "high"),
        Drift("agency-credit-dropped", wire, copy, "(NWA)", None, "high", message="No agency is credited."),
        Drift("quote-spelling", wire, copy, "harbour", "harbor", "info"),
    ]
    left = [wire.span(s.start, s.end) for s in wire.sentences]
    right = [copy.span(s.start, s.end) for s in copy.sentences]
    pairs = [(0, 1), (1, 2), (2, None), (3, None)]
    aligned = [Aligned(left[i], right[j] if j is not None else None, 0.7) for i, j in pairs]
    aligned += [Aligned(None, right[0], 0.0), Aligned(None, right[-1], 0.0)]
    relation = Relation(wire, copy, "parallel-paraphrase", 0.81, wire, ["The wire text names its agency."], aligned)
    story = Story("ferry", "Ferry aground", [wire, copy], [relation], drifts, {"copy.md": wire})
    cards = [one, two]
    for card in cards:
        rubric.score(card)
    return cards, story


def href(key):
    return {"wire.md": "../wire/", "copy.md": "../copy/", "table": "../credibility/"}.get(
        key, f"../{key.replace(':', '/')}/"
    )


class Page(HTMLParser):
    """What a browser would meet: tags that open and close as they should, attributes, text."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag not in INLINE:
            self.text += " "

    def handle_data(self, data):
        self.text += data


def every_report(renderer, cards, story):
    return [
        *(renderer.badge(card, href=href, story=story) for card in cards),
        renderer.table(cards, [story], href=href),
        renderer.story(story, cards, href=href),
    ]


# texts


def test_every_kind_has_its_words():
    t = texts("en")
    for key in (
        *(
            f"{table}.{band}"
            for table in ("band", "band_short")
            for _, band in (*rubric.BANDS, (0, rubric.NOT_ASSESSED))
        ),
        *(f"{table}.{d}" for table in ("dimension", "dimension_inline", "dimension_question") for d in DIMENSIONS),
        *(
            f"{table}.{kind}"
            for table in ("relation", "relation_of", "relation_with")
            for kind in get_args(RelationKind)
        ),
        *(f"drift.{kind}" for kind in get_args(DriftKind)),
    ):
        assert key in t, key


def test_no_text_is_left_over_or_missing():
    package = files("mkdocs_credibility")
    sources = [f.read_text("utf-8") for f in package.joinpath("reports").iterdir() if f.name.endswith(".py")]
    sources += [f.read_text("utf-8") for f in package.joinpath("reports/templates").iterdir()]
    sources += [
        f.read_text("utf-8")
        for name in ("", "plugin", "cli")
        for f in package.joinpath(name).iterdir()
        if f.name.endswith(".py")
    ]
    code = "\n".join(sources)
    built = {
        "band",
        "band_short",
        "dimension",
        "dimension_inline",
        "dimension_question",
        "severity",
        "owner",
        "owner_name",
        "relation",
        "relation_of",
        "relation_with",
        "drift",
        "meta",
    }
    for key in texts("en")._texts:
        table, name = key.split(".", 1)
        assert table in built or f'"{key}"' in code or f"'{key}'" in code or self_made(table, name, code), key
    for key in set(re.findall(r"""(?:plain|html|text)\(\s*["']([a-z_]+\.[a-z_-]+)["']""", code)):
        assert key in texts("en"), key


def self_made(table, name, code):
    """Keys that the code puts together: facts by their name, the parts of a rule."""
    if table == "fact":
        return f'fact("{name}"' in code
    return table == "terminal" and name.startswith("rule_") and f'("{name.removeprefix("rule_")}"' in code


@pytest.mark.parametrize("code", locales())
def test_locales_fill_the_same_places(code):
    english, other = texts("en")._texts, texts(code)._texts
    for key, text in english.items():
        if isinstance(text, list):
            continue
        forms = [list(v.values()) if isinstance(v, dict) else [v] for v in (text, other[key])]
        fields = [{f for form in part for f in re.findall(r"{(\w+)}", form)} for part in forms]
        assert fields[0] == fields[1], key


def test_texts_count_and_escape():
    t = texts("en")
    assert t.plain("fact.words", n=1) == "1 word"
    assert t.plain("fact.words", n=1234) == "1,234 words"
    assert t.plain("badge.points", n=7.5) == "−7.5 points"
    assert (t.number(-3.0), t.number(0.04), t.number(-0.04)) == ("−3", "0", "0")
    assert t.html("story.likely_source", title="<b>") == "Likely source: &lt;b&gt;"
    assert t.several(["a"]) == "a"
    assert t.several(["a", "<b>", "c"]) == "a, &lt;b&gt; and c"
    assert t.several(["a", "b", "c"], 2) == "a, b and 1 more"
    assert texts("xx") is not None
    assert texts("en_GB").code == texts("xx").code == "en"


def test_articles_are_called_by_the_names_readers_know():
    names = [("a.md", "A"), ("news/a.md", "B"), ("", "C")]
    assert (
        wording.renamed("news/a.md has it, a.md not; data.md and a.md/b too", names)
        == "B has it, A not; data.md and a.md/b too"
    )


# differences


def test_diff_marks_whole_words():
    row = diff.words("no “sensible reasons” for it", "no “reasonable grounds” for it at all")
    assert row == [
        ("same", "no “"),
        ("del", "sensible reasons"),
        ("ins", "reasonable grounds"),
        ("same", "” for it"),
        ("ins", " at all"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "new"),
        ("old", ""),
        ("a b c", "x b y"),
        ('"q" it’s', "“q” it's"),
        ("can take place", "cannot take place"),
    ],
)
def test_both_columns_keep_their_own_text(before, after):
    left, right = diff.sides(before, after)
    assert "".join(p.text for p in left) == before
    assert "".join(p.text for p in right) == after
    row = diff.words(before, after)
    assert "".join(p.text for p in row if p.op != "del") == after


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_is_lost_or_made_up(before, after):
    left, right = diff.sides(before, after)
    assert "".join(p.text for p in left) == before
    assert "".join(p.text for p in right) == after
    assert "".join(p.text for p in diff.words(before, after) if p.op != "del") == after
    shown = safe(before)
    assert not [c for c in shown if c < " " or "\x7f" <= c <= "\x9f"]
    assert width(fitted(wording.one_line(before), 50, 12), 12) <= 50


def test_typography_is_no_change():
    assert {p.op for p in diff.words('"It’s so," he\u00a0said', "“It's so,” he said")} == {"same"}


def test_a_long_text_is_not_compared_word_by_word(monkeypatch):
    monkeypatch.setattr(diff, "LONGEST", 3)
    assert [p.op for p in diff.words("a b c d", "a b c e")] == ["del", "ins"]


# html


def test_badge_says_band_number_and_reasons(pair):
    cards, story = pair
    html = Renderer().badge(cards[1], href=href, story=story)
    page = Page(html)
    text = " ".join(page.text.split())
    card = cards[1]
    assert html.startswith('<aside class="credibility')
    assert html.rstrip().endswith("</aside>")
    assert texts("en").plain(f"band.{card.band}") in text
    assert f"{int(card.score)} of 100" in text
    assert "Likely source: Ferry aground off Tessel Point · Reworded throughout" in text
    assert "1 quote differs from Ferry aground off Tessel Point" in text
    assert "Quote: words changed (Ilse Varga)" in text
    assert "<del>felt one</del><ins>sensed a</ins> long <del>shudder</del><ins>tremor</ins> and then" in html
    assert "The other version:" in text
    assert "<mark>(NWA)</mark>" in html
    assert "Show 1 more" in text
    assert "The rest costs nothing more" in text
    assert "Damage done while the text was taken over" in text
    assert "Set aside. Reason given: Checked by telephone." in text
    assert "Written by Marten Holloway" in text
    assert "none credited for the text" in text
    assert "one reason" not in text  # the likeness to translated prose is for programs
    assert text.endswith("It is not a judgement of truth. All articles of this site")
    rows = [
        f"{texts('en').plain(f'dimension.{d}')} {texts('en').number(r.score)} × {r.weight:.0%}".replace("%", " %")
        for d, r in card.dimensions.items()
    ]
    assert f"{' + '.join(rows)} = {texts('en').number(card.score)} of 100" in text


def test_badge_sits_in_any_page(pair):
    cards, story = pair
    page = Page(Renderer().badge(cards[1], href=href, story=story))
    names = [name for name, _ in page.attributes]
    assert not {"h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "form", "img"} & set(page.tags)
    assert "style" not in names
    assert "id" not in names, "two badges may stand on one page"
    assert not [n for n in names if n.startswith("on")]
    assert ("data-search-exclude", None) in page.attributes


def test_a_badge_of_a_thousand_issues_can_be_read(pair):
    cards, _ = pair
    card = cards[1]
    card.findings = [finding("boilerplate/c", card.article, "port", severity="low") for _ in range(1000)]
    rubric.score(card)
    html = Renderer().badge(card, href=href)
    assert len(html) < 40_000
    assert "× 1,000" in Page(html).text.replace("\xa0", " ")
    assert "940 more of this kind are not listed here." in Page(html).text


def test_what_is_not_assessed_says_why():
    card = Scorecard(read_text("Two words.", path="short.md"))
    for dimension in DIMENSIONS:
        card.abstain(dimension, "too short: <2> words")
    rubric.score(card)
    text = " ".join(Page(Renderer().badge(card, href=href)).text.split())
    assert "Not assessed" in text
    assert "too short: <2> words" in text
    assert "of 100" not in text
    card.not_assessed = {"translation": "no knowledge of this language"}
    rubric.score(card)
    text = " ".join(Page(Renderer().badge(card, href=href)).text.split())
    assert "Not assessed: no knowledge of this language" in text
    assert "Translation was not assessed; its share goes to the others." in text
    assert "100 × 43 %" in text


def test_table_lists_every_article_once(pair):
    cards, story = pair
    alone = Scorecard(read_text("Another text. " * 30, path="alone.md"))
    rubric.score(alone)
    page = Page(Renderer().table([*cards, alone], [story], href=href))
    assert page.tags.count("tbody") == 2
    assert page.tags.count("tr") == 1 + 2 + 3
    assert [v for n, v in page.attributes if n == "scope"].count("row") == 3
    assert [v for n, v in page.attributes if n == "data-label"].count("Byline") == 3
    text = " ".join(page.text.split())
    assert "3 articles, 1 story in several versions" in text
    assert "Reworded throughout from Ferry aground off Tessel Point" in text
    assert "No articles were read." in Page(Renderer().table([], [], href=href)).text


def test_story_page_compares(pair):
    cards, story = pair
    page = Page(Renderer().story(story, cards, href=href))
    text = " ".join(page.text.split())
    assert "B against A · 2 sentences of A have no counterpart. · 2 sentences are new." in text
    assert "Agency credit dropped No agency is credited." in text
    assert "Without weight: Quote: spelling only (1)" in text
    assert "1 more quote is the same wherever it appears." in text
    assert "Quote: words changed" in text
    assert text.count(" no counterpart ") == 3
    tree = next(v for n, v in page.attributes if n == "aria-label")
    assert tree == (
        "Family tree of the versions: A Ferry aground off Tessel Point: Likely the source; "
        "B Stranded ferry: Reworded throughout from A"
    )


def test_unseen_source_is_shown(pair):
    cards, story = pair
    story.parents, story.unseen_source, story.unseen_reason = {}, True, "A third of what they share is new."
    story.unseen_members = list(story.articles)
    html = Renderer().story(story, cards, href=href)
    assert "A source that is not in this set" in html
    assert "A and B share text that none of the others has. A third of what they share is new." in html
    badge = Page(Renderer().badge(cards[0], href=href, story=story)).text
    assert "likely have a common source that is not in this set" in badge


def test_side_by_side_keeps_both_texts(pair):
    _, story = pair
    relation = story.relations[0]
    for left, right in ((relation.a, relation.b), (relation.b, relation.a)):
        rows = list(paragraphs(relation, left, right))
        for side, article in (("left", left), ("right", right)):
            text = " ".join("".join(p.text for p in getattr(row, side)) for row in rows)
            assert text.split() == " ".join(article.prose[s.start : s.end] for s in article.sentences).split()
    relation.aligned = []
    assert list(paragraphs(relation, relation.a, relation.b)) == []


def test_side_by_side_pairs_what_is_too_short_to_align():
    left = read_text("A long sentence about a ferry.\n\nNobody shouted.\n\nOnly here.", path="l")
    right = read_text("A long sentence on a ferry.\n\nNobody shouted!\n\nElsewhere alone.", path="r")
    spans = [[a.span(s.start, s.end) for s in a.sentences] for a in (left, right)]
    relation = Relation(left, right, "edited", 0.9, left, [], [Aligned(spans[0][0], spans[1][0], 0.9)])
    rows = [
        ("".join(p.text for p in row.left), "".join(p.text for p in row.right))
        for row in paragraphs(relation, left, right)
    ]
    assert rows[1:] == [("Nobody shouted.", "Nobody shouted!"), ("", "Elsewhere alone."), ("Only here.", "")]


def test_a_story_of_many_versions_fits_a_page(pair, monkeypatch):
    cards, story = pair
    wire = story.articles[0]
    [relation] = story.relations
    for n in range(11):
        another = read_text(COPY, path=f"copy-{n}.md")
        story.articles.append(another)
        story.parents[another.key] = wire
        story.relations.append(Relation(wire, another, "edited", 0.9, wire, [], relation.aligned[:2]))
    changed = story.articles[-1]
    spans = [at(wire, "“Nobody shouted.”"), at(changed, "“Nobody shouted.”")]
    story.drifts += [
        Drift("quote-number", wire, changed, "214", "241", "high", None, *spans),
        Drift("name-changed", wire, changed, "Rehn", "Rahn", "high"),
        Drift("name-changed", wire, changed, "Varga", "Verga", "high"),
    ]
    whole = Renderer().story(story, cards, href=href)
    assert whole.count('class="cr-card cr-side"') == 12
    page = Page(whole)
    assert "not set side by side here" not in page.text
    tables = re.findall(r'cr-quotes">\n<thead><tr>(.*?)</tr>', whole)
    assert [table.count("<th") for table in tables] == [6, 3]
    monkeypatch.setattr("mkdocs_credibility.reports.story_views.SIDES_ROOM", 2 * (len(WIRE) + len(COPY)))
    short = Renderer().story(story, cards, href=href)
    assert short.count('class="cr-card cr-side"') == 2
    assert "10 more pairs of versions changed less and are not set side by side here." in Page(short).text
    letter = letters(len(story.articles) - 1)
    assert f"<b>A and {letter}</b>" in short
    assert f"<b>A and {letters(1)}</b>" in short


def test_a_sentence_made_two_stands_once():
    left = read_text("The ferry ran aground and nobody was hurt. All left.", path="l")
    right = read_text("The ferry ran aground. Nobody was hurt. All left.", path="r")
    (one, last), (first, second, end) = ([a.span(s.start, s.end) for s in a.sentences] for a in (left, right))
    aligned = [Aligned(one, first, 0.7), Aligned(last, end, 1.0), Aligned(one, second, 0.6)]
    for relation in (
        Relation(left, right, "edited", 0.9, left, [], aligned),
        Relation(right, left, "edited", 0.9, left, [], [Aligned(x.b, x.a, x.similarity) for x in aligned]),
    ):
        [row] = paragraphs(relation, left, right)
        assert "".join(p.text for p in row.left) == left.text
        assert "".join(p.text for p in row.right) == right.text


def test_family_has_no_end_but_one(pair):
    _, story = pair
    a, b = story.articles
    assert family(story) == [(a, 0), (b, 1)]
    story.parents = {a.key: b, b.key: a}
    assert {article.key for article, _ in family(story)} == {a.key, b.key}
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_theme_may_override_and_stays_escaped(pair):
    cards, _ = pair
    cards[0].article.title = "<b>T</b>"
    lookup = jinja2.DictLoader({"credibility/badge.html": "mine: {{ badge.title }} {{ t.plain('badge.label') }}"})
    renderer = Renderer(lookup)
    assert renderer.badge(cards[0], href=href) == "mine: &lt;b&gt;T&lt;/b&gt; Credibility of this article"
    assert "cr-table" in renderer.table(cards, [], href=href)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(pair, text):
    cards, story = pair
    one, two = cards
    two.article.title = story.title = story.unseen_reason = text
    one.article.title = text
    two.authors, two.contributors, two.agency, two.dateline = [text], [text], text, text
    two.quotes[0] = Quote(0, 2, text, "direct", text, "named")
    two.silenced = [Silenced(finding("byline/f", two.article, message=text), text)]
    two.translationese_reasons = [text]
    two.not_assessed = {"byline": text}
    two.article.declared_language = text
    span = at(two.article, "port")
    hostile = span.__class__(span.start, span.end, text, text, text, 1)
    two.findings.append(Finding("byline/g", "byline", "low", "publisher", text, (hostile,)))
    two.findings.append(
        Finding(
            "byline/g", "byline", "low", "publisher", text, (hostile,), reference=one.article, reference_span=hostile
        )
    )
    story.relations[0].reasons = [text]
    story.drifts.append(Drift("name-changed", one.article, two.article, text, text + "x", "high", text, message=text))
    story.drifts.append(
        Drift("quote-name", one.article, two.article, text, "y", "high", text, at(one.article, "Rehn"), None)
    )
    rubric.score(two)
    shown = wording.one_line(text)[:40].strip()
    for html in every_report(Renderer(), cards, story):
        page = Page(html)
        assert not set(page.tags) & {"script", "style", "img", "iframe", "form", "object", "title", "foreignobject"}
        assert not [n for n, _ in page.attributes if n.startswith("on") or n in ("style", "src")]
        assert not [v for n, v in page.attributes if n == "href" and not v.startswith("../")]
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]", html)
        assert shown.split()[0] in page.text
        html.encode("utf-8")
    svg.badge(two).encode("utf-8")
    ElementTree.fromstring(svg.badge(two))  # noqa: S314
    assert json.loads(json_report.dumps(json_report.document(cards, [story], site=text)))["site"] == text


def test_links_cannot_run(pair):
    cards, story = pair
    for target in ("javascript:alert(1)", "java\nscript:alert(1)", " data:text/html,x", "vbscript:x"):
        for html in (
            Renderer().badge(cards[1], href=lambda _key, t=target: t, story=story),
            Renderer().table(cards, [story], href=lambda _key, t=target: t),
            Renderer().story(story, cards, href=lambda _key, t=target: t),
        ):
            assert "<a " not in html
    assert wording.safe_href("https://example.org/a") == "https://example.org/a"
    assert wording.safe_href("../a:b/") == "../a:b/"
    assert wording.safe_href("") is None


def test_pages_without_a_page_are_named_unlinked(pair):
    cards, story = pair
    html = Renderer().story(story, cards, href=lambda _key: None)
    assert "<a " not in html
    assert "Stranded ferry" in html


def test_same_cards_same_bytes(pair):
    cards, story = pair
    assert every_report(Renderer(), cards, story) == every_report(Renderer(), cards, story)
    documents = [json_report.dumps(json_report.document(cards, [story])) for _ in range(2)]
    assert documents[0] == documents[1]


# stylesheet


def css():
    return files("mkdocs_credibility").joinpath("reports/assets/credibility.css").read_text("utf-8")


def test_stylesheet_is_small_and_alone():
    text = files("mkdocs_credibility").joinpath("reports/assets/credibility.min.css").read_text("utf-8")
    assert len(text.encode()) < 8000
    assert not re.search(r"url\(|@import|expression|!important", text)
    assert text.count("{") == text.count("}")


def test_stylesheet_and_templates_know_the_same_classes(pair):
    cards, story = pair
    story.unseen_source, story.unseen_members = True, [story.articles[1]]
    used = {
        name
        for html in every_report(Renderer(), cards, story)
        for attribute, value in Page(html).attributes
        if attribute == "class"
        for name in value.split()
    }
    known = set(re.findall(r"\.(cr-[a-z0-9-]+)", css()))
    by_data = {f"cr-{band}" for _, band in rubric.BANDS} | {"cr-not-assessed"} | {f"cr-depth-{n}" for n in range(5)}
    assert known - used - by_data <= {"cr-same", "cr-mark", "cr-back", "cr-pages", "cr-sorted"}
    hooks = {"cr-dim", "cr-family", "cr-story", "cr-sum", "cr-sumline", "cr-lead", "cr-more", "cr-versions", "cr-below"}
    assert {n for n in used - known - by_data if not n.startswith("cr-cell-")} - {"credibility"} <= hooks


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_read():
    full = {m[1]: (m[2], m[3]) for m in re.finditer(r"(--cr-\w+): light-dark\((#\w+), (#\w+)\)", css())}
    assert len(full) == 6
    on = [c if len(c) == 7 else "#ffffff" for c in full.pop("--cr-on")]
    for name, (light, dark) in full.items():
        assert contrast(light, "#f2f2f2") >= 4.5, name  # white under a hover or a striped row
        assert contrast(dark, "#2e303e") >= 4.5, name  # Material's slate and Bootstrap's dark, lifted as much
        assert contrast(light, on[0]) >= 4.5, name
        assert contrast(dark, on[1]) >= 4.5, name
    for colour in svg.COLOURS.values():
        assert contrast(colour, "#ffffff") >= 4.5


# svg badge


def test_badge_image_is_complete(pair):
    cards, _ = pair
    image = svg.badge(cards[1])
    root = ElementTree.fromstring(image)  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    assert (
        root.find(f"{space}title").text
        == f"Stranded ferry: {int(cards[1].score)} · {texts('en').plain('band.' + cards[1].band)}"
    )
    assert root.get("role") == "img"
    assert root.get("aria-label").startswith("credibility: ")
    total = float(root.get("width"))
    for text in root.iter(f"{space}text"):
        assert float(text.get("x")) + float(text.get("textLength")) < total
        assert float(text.get("textLength")) == pytest.approx(width(text.text, svg.SIZE), abs=0.6)
    assert "http" not in image.replace('xmlns="http://www.w3.org/2000/svg"', "")


@pytest.mark.parametrize(
    "text", ["plain words", "Ünïcödé — “x”", "日本語の題名", "Ж" * 60, "e\u0301" * 40, "W" * 300, ""]
)
def test_text_is_cut_to_its_room(text):
    for room in (20, 100, 333):
        assert width(fitted(text, room, 14), 14) <= max(room, width("…", 14))
    assert fitted("short", 1000, 14) == "short"
    assert width("日本", 10) == 20
    assert width("e\u0301", 10) == width("é", 10) == width("e", 10)


# json


def test_document_keeps_to_its_schema(pair):
    cards, story = pair
    schema = json.loads(json_report.schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    alone = Scorecard(read_html("<p>x</p>", url="https://example.org/"))
    for dimension in DIMENSIONS:
        alone.abstain(dimension, "too short")
    rubric.score(alone)
    document = json.loads(json_report.dumps(json_report.document([*cards, alone], [story], site="The Ledger")))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert schema["properties"]["schema_version"]["const"] == json_report.SCHEMA_VERSION


def test_schema_knows_every_kind():
    definitions = json.loads(json_report.schema())["$defs"]
    assert definitions["relation"]["properties"]["kind"]["enum"] == list(get_args(RelationKind))
    assert definitions["drift"]["properties"]["kind"]["enum"] == list(get_args(DriftKind))
    assert definitions["article"]["properties"]["byline_kind"]["enum"] == list(get_args(BylineKind))
    assert set(definitions["band"]["enum"]) == {b for _, b in rubric.BANDS} | {rubric.NOT_ASSESSED}


def test_document_ties_points_to_evidence(pair):
    cards, story = pair
    document = json_report.document(cards, [story])
    article = document["articles"][1]
    text = cards[1].article.text
    for dimension, result in article["dimensions"].items():
        lost = sum(f["points"] for f in article["findings"] if f["dimension"] == dimension)
        assert lost == pytest.approx(sum(result["deductions"].values()))
        assert max(0, 100 - lost) == pytest.approx(result["score"])
    for found in article["findings"]:
        for evidence in found["evidence"]:
            quote, position = evidence["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
    assert article["story"] == "ferry"
    credweb = document["stories"][0]["relations"][0]["credweb"]
    assert credweb["copy"] == "copy.md"
    assert credweb["originality"]["id"] == "6acabe52"
    assert credweb["attribution"]["label"] == "attribution not given"


@pytest.mark.parametrize(
    ("kind", "source", "agencies", "originality", "attribution"),
    [
        ("identical", True, ("NWA", "NWA"), "wholesale duplicate", "attribution given and accurate"),
        ("edited", True, ("NWA", "Other"), "copy with some different portions", "attribution given and inaccurate"),
        ("quotes-only", True, (None, None), "quotes extensively from another source", "attribution not given"),
        ("rewritten", False, (None, None), None, "unclear which is original"),
    ],
)
def test_relations_in_credweb_classes(pair, kind, source, agencies, originality, attribution):
    cards, story = pair
    relation = story.relations[0]
    relation.kind = kind
    relation.likely_source = relation.a if source else None
    cards[0].agency, cards[1].agency = agencies
    classes = json_report.document(cards, [story])["stories"][0]["relations"][0]["credweb"]
    assert (classes["originality"] or {}).get("label") == originality
    assert classes["attribution"]["label"] == attribution
    relation.kind = "same-event"
    assert json_report.document(cards, [story])["stories"][0]["relations"][0]["credweb"] is None


def test_dumps_is_stable_text():
    text = json_report.dumps({"b": "é“”", "a": "\ud800"})
    assert text == '{\n"a": "\\ud800",\n"b": "é“”"\n}\n'
    assert json.loads(text.encode("utf-8"))["a"] == "\ud800"


# terminal


def test_terminal_shows_control_characters():
    assert safe("a\x1b[31mb\x07\x9bc\u202ed\r\ne\tf\u2028") == "a␛[31mb␇\ufffdc\ufffdd e f\ufffd"
    assert columns("aé日e\u0301") == 5


def test_places_are_line_and_column():
    text = read_text("one\n\ntwo three")
    assert place(text, at(text, "three")) == "3:5"
    markdown = read_markdown("---\ntitle: x\n---\n\nSome *stressed* words here.")
    assert place(markdown, at(markdown, "words")) == "5:17"
    page = read_html("<html>\n<body><article>\n  <p>Some <b>bold</b> words here.</p></article></body></html>")
    assert place(page, at(page, "words")) == "3:23"


def test_terminal_underlines_the_evidence(pair):
    cards, story = pair
    article = cards[1].article
    for width_, text in (
        (100, "Leave a comment"),
        (40, "tremor and then nothing,” said Ilse Varga, a nurse. “Nobody"),
        (60, "Nobody"),
    ):
        shown, marks = Terminal(width=width_).excerpt(article, at(article, text), "  ")
        start = marks.index("^")
        under = shown[start : start + marks.count("^")]
        assert under == text or (under.endswith("…") and text.startswith(under[:-1]))
        assert len(shown) <= width_
    wide = read_text("日本語の本文 marked 後ろ")
    shown, marks = Terminal().excerpt(wide, at(wide, "marked"), "")
    assert columns(shown[: shown.index("marked")]) == marks.index("^")
    everything = Terminal().card(cards[1]) + Terminal().story(story, cards)
    assert "\x1b" not in everything
    assert "\x1b[31m" in Terminal(colour=True).card(cards[1])


def test_terminal_tells_the_story(pair):
    cards, story = pair
    text = Terminal().story(story, cards)
    assert "A  wire.md" in text
    assert "B  copy.md" in text
    assert "Reworded throughout from A" in text
    assert "“We [-felt one-]{+sensed a+} long [-shudder-]{+tremor+} and then nothing[- at all-],”" in text
    assert "also: Quote: spelling only (1)" in text


def test_the_report_in_pieces_is_the_report(pair):
    cards, story = pair
    for some, stories in ((cards, [story]), ([], []), (cards[:1], [])):
        whole = json_report.dumps(json_report.document(some, stories, site="A \ud800 site"))
        assert "".join(json_report.parts(some, stories, site="A \ud800 site")) == whole
