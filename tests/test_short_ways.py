"""The short ways of a comparison lead where the long ones do: each against the slow truth."""

import random
from array import array
from functools import cache
from itertools import combinations

import pytest
from families import NAMES, family
from jinja2 import DictLoader
from markupsafe import escape

from mkdocs_credibility import read_html, read_markdown, read_text
from mkdocs_credibility.examining import examine
from mkdocs_credibility.options import Options
from mkdocs_credibility.pipeline import Session, review
from mkdocs_credibility.reports.diff import Piece, sides
from mkdocs_credibility.reports.diff import html as pieces_html
from mkdocs_credibility.reports.html import Renderer
from mkdocs_credibility.reports.side_by_side import Row
from mkdocs_credibility.reports.side_by_side import html as rows_html
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories import facts, search_again
from mkdocs_credibility.stories.alignment import align
from mkdocs_credibility.stories.candidates import Fingerprint, search
from mkdocs_credibility.stories.lexicon import ALPHABET, lexicon
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.search_again import search_again as again
from mkdocs_credibility.stories.suspects import Suspects
from mkdocs_credibility.story import AlignedSentences, Relation

PIECES = [
    "4 million", "twenty five", "twenty-five", "two", "the twofold rise", "2:30 p.m.", "2.30 p.m.", "4,500", "12 000",
    "the 21st", "A320", "covid-19", "U.S.", "a.m.", "in May", "on Monday", "did not", "didn't", "never", "no longer",
    "whether or not", "not-for-profit", "Anna Keller", "Smith-Jones", "“not now”", "“4 of them”", "half", "a third",
    "1.5", "1 500 000", "per cent", "%", "ten",
]  # fmt: skip
"""What numbers, days, names and denials look like, and what looks like them."""
WORDS = [
    "the",
    "council",
    "of",
    "harbour",
    "town",
    "said",
    "that",
    "boats",
    "were",
    "late",
    "again",
    "and",
    "nobody",
    "knew",
    "why",
    "it",
    "had",
    "come",
    "so",
    "far",
]


def sentence(rng):
    words = [rng.choice(PIECES) if rng.random() < 0.3 else rng.choice(WORDS) for _ in range(rng.randrange(5, 16))]
    return " ".join(words).capitalize() + "."


def changed(rng, text):
    words = text.split()
    for _ in range(rng.randrange(3)):
        words[rng.randrange(len(words))] = rng.choice([*PIECES, *WORDS])
    return " ".join(words)


def random_pair(seed):
    rng = random.Random(seed)
    text = [sentence(rng) for _ in range(30)]
    other = [changed(rng, s) if rng.random() < 0.6 else s for s in text]
    return [Profile(examine(read_text(" ".join(t), metadata={"lang": "en"}))) for t in (text, other)]


@cache
def family_pairs(name):
    cards = [examine(read_text(v.text, path=f"{name}/{key}.txt")) for key, v in family(name).items()]
    return list(combinations(map(Profile, cards), 2))


def pairs():
    yield from (random_pair(seed) for seed in range(40))
    for name in NAMES:
        yield from family_pairs(name)


def test_sentences_that_are_passed_over_differ_in_no_fact():
    passed = looked_at = 0
    for source, target in pairs():
        suspects = Suspects(source, target)
        for match in align(source, target).matches:
            if suspects.differ(match.a, match.b):
                looked_at += 1
            else:
                passed += 1
                assert facts._in_pair(source, target, match) == []
    assert passed > 500
    assert looked_at > 500


def test_numbers_are_those_of_the_whole_sentence():
    for pair in pairs():
        for p in pair:
            for index, statement in enumerate(p.statements):
                whole = p.lexicon.tokens(p.article.prose[statement.start : statement.end])
                assert p.numbers.get(index, frozenset()) == {t.value for t in whole if t.value is not None}


def test_letters_tell_apart_what_words_do():
    for pair in pairs():
        together = {}
        for p in pair:
            assert len(p.letters) == len(p.words)
            assert len(p.narration_letters) == len(p.narration)
            for word, letter in zip(p.words, p.letters, strict=True):
                assert together.setdefault(word, letter) == letter
        assert len(set(together.values())) == len(together)


def test_letters_begin_anew_when_there_are_many(monkeypatch):
    monkeypatch.setattr("mkdocs_credibility.stories.lexicon.MOST_LETTERS", 3)
    letters = ALPHABET.of(lexicon("en"))
    for word in ("harbour", "council", "boats", "nobody", "harbor"):
        assert len(letters[word]) == 1
    assert letters["harbour"] == letters["harbor"]
    ALPHABET.tidy()
    assert ALPHABET.of(lexicon("en"))["nobody"] == "\0"


# candidates -----------------------------------------------------------------------------------------------------------


def random_print(rng, name, site):
    base = rng.randrange(6) * 1000
    told = {base + rng.randrange(60) for _ in range(rng.randrange(40))}
    told |= {rng.randrange(10**5) + 10**6 for _ in range(10)}
    if rng.random() < site:  # what a site has on many pages
        told |= set(range(500, 500 + rng.randrange(60)))
    if rng.random() < 0.3:
        told |= {700 + rng.randrange(4)}
    said = {base + rng.randrange(30) for _ in range(rng.randrange(10))}
    names = {base + rng.randrange(20) for _ in range(rng.randrange(14))}
    return fingerprint(rng, name, told, said, names)


def fingerprint(rng, name, *marks):
    return Fingerprint((name, str(rng.random())), *(array(t, sorted(m)) for t, m in zip("QqQ", marks, strict=True)))


def edited(rng, p):
    marks = [set(kind) for kind in p[1:]]
    for kind in marks:
        for _ in range(rng.randrange(3)):
            kind.add(rng.choice([rng.randrange(6) * 1000 + rng.randrange(60), 500 + rng.randrange(60), 700]))
            kind.discard(rng.choice(sorted(kind)))
    return fingerprint(rng, p.key[0], *marks)


@pytest.mark.parametrize("site", [0, 0.3, 0.8])
def test_looking_again_finds_what_looking_anew_finds(site, monkeypatch):
    monkeypatch.setattr(search_again, "AGAIN_SHARE", 0.5)
    around = []
    monkeypatch.setattr(search_again, "_around", lambda *a, of=search_again._around: around.append(1) or of(*a))
    for seed in range(60):
        rng = random.Random(seed)
        prints = [random_print(rng, f"{i}", site) for i in range(rng.choice([8, 20, 60, 120]))]
        found = None
        for _ in range(4):
            found = again(found, prints, 1)
            assert found == search(prints, 1)
            prints = list(prints)
            for _ in range(rng.randrange(3)):
                i = rng.randrange(len(prints))
                prints[i] = edited(rng, prints[i])
            if rng.random() < 0.1:
                prints.append(random_print(rng, f"{len(prints)}", site))
    assert len(around) > 40


# rounds ---------------------------------------------------------------------------------------------------------------


def test_a_round_after_an_edit_gives_what_a_first_one_gives_and_keeps_the_rest():
    articles = [read_text(v.text, path=f"{n}/{key}.txt") for n in NAMES[:3] for key, v in family(n).items()]
    session, options = Session(), Options()
    first = review(articles, options=options, session=session)
    edit = articles[0]
    articles[0] = read_text(edit.text.replace("said", "claimed") + "\n\nNobody had expected more.", path=edit.path)
    second, alone = review(articles, options=options, session=session), review(articles, options=options)
    assert list(map(shown, second.cards)) == list(map(shown, alone.cards))
    assert [(s.id, len(s.drifts)) for s in second.stories] == [(s.id, len(s.drifts)) for s in alone.stories]
    others = [c for c in first.cards if c.article.path.split("/")[0] != edit.path.split("/")[0]]
    assert len(others) > 3
    assert {id(c) for c in others} <= {id(c) for c in second.cards}


def shown(card: Scorecard):
    return card.article.key, card.score, [(f.rule, f.severity, f.message, f.spans) for f in card.findings]


def test_sentences_side_by_side_are_spans_of_the_two():
    told = review([read_text(v.text, path=f"{key}.txt") for key, v in family(NAMES[0]).items()]).stories[0]
    relation = max(told.relations, key=lambda r: len(r.aligned))
    rows = list(relation.aligned)
    assert len(rows) == len(relation.aligned) > 3
    assert relation.aligned[-1] == rows[-1]
    assert relation.aligned[1:3] == rows[1:3]
    for row in rows:
        assert row.a or row.b
        for article, span in ((relation.a, row.a), (relation.b, row.b)):
            assert span is None or article.text[span.start : span.end] == span.exact
    with pytest.raises(IndexError):
        relation.aligned[len(rows)]


def test_places_of_sentences_side_by_side_are_those_of_their_spans():
    one = read_markdown(
        "The **ferry** came in *late &amp;* again on Monday.\n\nNobody was on board &amp;\n", path="a.md"
    )
    two = read_markdown("The ferry came in late &amp; again on *Monday*.\n\nAll on board were safe.\n", path="b.md")
    stories = [review([read_text(v.text, path=f"{k}.txt") for k, v in family(n).items()]).stories[0] for n in NAMES[:3]]
    relations = [r for told in stories for r in told.relations if r.aligned]
    sentences = [[(s.start, s.end) for s in a.sentences] for a in (one, two)]
    rows = [(sentences[0][0], sentences[1][0], 0.875), (sentences[0][1], None, 0.0), (None, sentences[1][1], 0.0)]
    relations.append(Relation(one, two, "edited", 0.9, aligned=AlignedSentences(one, two, rows)))
    assert len(relations) > 4
    for relation in relations:
        quick = list(relation.rows())
        relation.aligned = list(relation.aligned)
        assert quick == list(relation.rows())


def test_pieces_in_a_row_are_written_as_each_alone():
    def alone(op, text):
        bare = text.strip()
        before, _, after = text.partition(bare) if bare else (text, "", "")
        return str(escape(text)) if op == "same" or not bare else f"{before}<{op}>{escape(bare)}</{op}>{after}"

    rng = random.Random(1)
    for _ in range(500):
        texts = ["".join(rng.choices("a<&'\" \n", k=rng.randrange(5))) for _ in range(rng.randrange(6))]
        pieces = [Piece(rng.choice(["same", "del", "ins"]), text) for text in texts]
        assert pieces_html(pieces) == "".join(alone(*piece) for piece in pieces)
        left, right = sides("".join(texts), "".join(texts))
        assert left == right == ([Piece("same", "".join(texts))] if "".join(texts) else [])


def test_rows_are_written_with_the_pieces_of_a_theme():
    row = Row((Piece("same", "A & b"),), (), same=False)
    same = Row((Piece("same", "c"),), (Piece("same", "c"),), same=True)
    cells = '<td lang="de">', "<td>", "<i>none</i>"
    assert rows_html([row, same], *cells) == (
        '<tr>\n<td lang="de">A &amp; b</td>\n<td><i>none</i></td>\n</tr>\n'
        '<tr class="cr-same">\n<td lang="de">c</td>\n<td>c</td>\n</tr>\n'
    )
    lookup = DictLoader({"credibility/macros.html": MACROS})
    wire, copy = (read_text(v.text, path=k) for k, v in list(family(NAMES[0]).items())[:2])
    found = review([wire, copy])
    page = Renderer(lookup).story(found.stories[0], found.cards, href=lambda _: None)
    assert page.partition('class="cr-pair"')[2].count("<mark>") > 3


MACROS = """
{% macro pieces(all) %}{% for piece in all %}<mark>{{ piece.text }}</mark>{% endfor %}{% endmacro %}
{% macro lang(code) %}{% endmacro %}{% macro reasons(said) %}{% endmacro %}
"""


def test_sentences_are_the_same_after_words_were_forgotten():
    for name in NAMES[:3]:
        for version in family(name).values():
            article = read_text(version.text)
            before = article.sentences
            article.forget()
            assert "sentences" not in article.__dict__
            assert article.sentences == before
            assert [type(s) for s in article.sentences] == [type(s) for s in before]
    empty = read_text("")
    assert empty.sentences == ()
    empty.forget()
    assert empty.sentences == ()


def test_places_are_the_same_after_words_were_forgotten():
    page = "<article><h1>Ferry late</h1><p>The &amp; ferry came in late.</p><ul><li>One boat</li></ul></article>"
    for article in (
        read_html(page),
        read_markdown("# Ferry *late*\n\nThe **ferry** came in [late](x.md).\n\n- One boat\n"),
    ):
        article.line_map = article.line_map or ((0, 1), (12, 3))
        rows = "blocks", "source_runs", "prose_offsets", "line_map"
        before = [getattr(article, name) for name in rows]
        spans = [article.span(b.prose_start, b.prose_end) for b in article.blocks]
        article.forget()
        after = [getattr(article, name) for name in rows]
        assert [tuple(row) for row in after] == before
        assert repr(after) == repr(before)
        assert [len(row) for row in after] == list(map(len, before))
        assert [row[-1:] for row in after if row] == [row[-1:] for row in before if row]
        assert [row[-1] for row in after if row] == [row[-1] for row in before if row]
        assert [article.span(b.prose_start, b.prose_end) for b in article.blocks] == spans
        article.forget()  # again: nothing is lost
        assert [article.span(b.prose_start, b.prose_end) for b in article.blocks] == spans
        assert article.blocks == before[0]
        assert len({article.blocks, before[0]}) == 1
