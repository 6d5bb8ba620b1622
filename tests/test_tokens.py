"""Words and sentences: what is found in one pass is what the plain ways to find it find."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nupunkt import sent_spans

from mkdocs_credibility import language, read_html, read_markdown, read_text, tokens
from mkdocs_credibility.tokens import Words, sentences

WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")


def plainly(prose, blocks):
    """Every word, looked for one by one."""
    return [
        (m.group().lower().replace("’", "'"), *m.span())
        for start, end in blocks
        for m in WORD.finditer(prose, start, end)
    ]


def by_nupunkt(prose):
    """Sentences as nupunkt alone finds them, without the space around them."""
    found = []
    for start, end in sent_spans(prose):
        if body := prose[start:end].strip():
            at = start + prose[start:end].index(body)
            found.append((at, at + len(body)))
    return found


def columns(words):
    return list(zip(words.texts, words.starts, words.ends, strict=True))


@pytest.mark.parametrize(
    ("prose", "blocks"),
    [
        ("One two\n\nthree", [(0, 7), (9, 14)]),
        ("One two\n\nthree four", [(0, 7), (14, 18)]),  # words that stand in no block
        ("onetwo", [(0, 3), (3, 6)]),  # blocks that touch
        ("a_b’s _c_ d-e - f'", [(0, 18)]),
        ("İzmir’de ΣΑΣ Straße", [(0, 19)]),  # letters that grow in lower case, and one that looks at its neighbours
        ("", []),
        ("…", [(0, 1)]),
    ],
)
def test_words_are_those_that_are_found_one_by_one(prose, blocks):
    words = Words(prose, blocks)
    assert columns(words) == plainly(prose, blocks)
    assert words.firsts[-1] == len(words)
    assert words.printed == [prose[start:end] for _, start, end in columns(words)]
    assert words.gaps == [prose[a[2] : b[1]] for a, b in zip(columns(words), columns(words)[1:], strict=False)]


@given(st.text(alphabet="aB9 _-'’‑.\nİΣé", max_size=60))
def test_words_of_any_text(prose):
    assert columns(Words(prose, [(0, len(prose))])) == plainly(prose, [(0, len(prose))])


@pytest.mark.parametrize(
    "prose",
    [
        "The pier closed. It opened again.",
        "Mr. Brandt met Gov. Ilves at 5 p.m. on Monday. He left at 7 p.m. Then it rained.",
        "It cost 3.5 million in 2015. Nobody paid. No. 4 did.",
        "“Is it over?” he asked. “Yes!” she said. “Go.” They went.",
        '"It is." Then they left. "Why?" he asked. (He did not know.) She did.',
        "The U.S. economy grew. The U.S. The E.U. did not. J. Brandt and A. Ilves said so.",
        "Wait ... what? No… yes. And so on... He left.",
        "What?! Never!! He said: no.",
        "The mid-Jan. date held. The co-op. closed. It was the a.m. Nothing else.",
        "See sec. 4. Then sec. 5. The end.",
        "He left. 1. One. 2. Two. iv. Four.",
        "1. One item. It is long.\n2. Two items. a. A letter.",
        "Win. The team did. I met him at ten. I left. So did me. I know.",
        "a.b. c. d.\n\nE. F.",
        "A sentence.  \n Another one. \tA third.) A fourth.’ a fifth.” a sixth.",
        "Is it? he asked. Yahoo! in 1995 said so.",
        " . . . then. ",
        "",
    ],
)
def test_sentences_are_those_of_nupunkt(prose):
    assert [(start, end) for start, end, _ in sentences(prose, [(0, len(prose))])] == by_nupunkt(prose)


PIECES = ["The", "pier", "Mr", "U.S", "2015", "p.m", "J", "iv", "said", "co-op", "“No", "it"]
ENDS = [" ", ". ", ".” ", "? ", '!" ', "… ", ".\n", ", ", ".) ", ". “", " . "]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(ENDS)), max_size=12))
def test_sentences_of_any_mix_of_marks_are_those_of_nupunkt(parts):
    prose = "".join(word + end for word, end in parts)
    assert [(start, end) for start, end, _ in sentences(prose, [(0, len(prose))])] == by_nupunkt(prose)


def test_no_sentence_crosses_a_block():
    article = read_markdown("# A heading without a stop\n\nOne. Two.\n\n- an item\n- another\n")
    assert [article.prose[s.start : s.end] for s in article.sentences] == [
        "A heading without a stop", "One.", "Two.", "an item", "another",
    ]  # fmt: skip
    assert [s.block for s in article.sentences] == [0, 1, 1, 2, 3]


def test_what_an_article_forgets_it_finds_again():
    article = read_text("The pier closed at ten. Nobody had said so.\n\nIt rained.")
    words, found, count = article.words, article.sentences, article.word_count
    article.forget()
    assert not {"words", "tokens", "sentences"} & article.__dict__.keys()
    assert article.word_count == count
    assert article.words == words
    assert article.sentences == found


@pytest.mark.parametrize("piece", ["a.", "? ", '."', "Mr. ", "1. ", "’", "_", "… ", ". . "])
def test_time_is_in_step_with_length(piece):
    def seconds(times):
        text = piece * times
        begin = time.process_time()
        Words(text, [(0, len(text))])
        sentences(text, [(0, len(text))])
        return time.process_time() - begin

    seconds(100)
    assert seconds(20_000) < 40 * seconds(2_000) + 0.2


# what other views are made of --------------------------------------------------------------------------------------

SMALL = "the of and der die und l'homme qui İstanbul ve bir rock'n'roll 30-km well‑known 1st ½ naïve x_y O’Neill"


@given(st.lists(st.sampled_from(SMALL.split()), max_size=60), st.integers(3970, 4010), st.sampled_from(" \n"))
def test_the_language_is_the_same_from_words_and_from_text(some, filled, space):
    near = space.join([*some, *SMALL.split()])
    for prose in (near, "and " * (filled // 4) + near):
        words = Words(prose, [(0, len(prose))])
        assert words.whole
        assert language.detect(prose, words) == language.detect(prose)
        if "İ" not in prose[:4000]:
            letters = re.findall(r"[^\W\d_]+", prose[:4000])
            assert +language._counted(words) == language.Counter(w.lower() for w in letters)


def test_words_outside_the_blocks_count_for_the_language():
    prose = "the of and in the of and in the of\n\nder die und mit der die und mit der die und mit der die und mit"
    words = Words(prose, [(0, 34)])
    assert not words.whole
    assert language.detect(prose, words) == language.detect(prose) == "de"


def test_words_remembered_are_few_and_the_same(monkeypatch):
    monkeypatch.setattr(tokens, "_REMEMBERED", 4)
    prose = "One Two’s two's THREE one Two’s five six Seven one"
    texts = Words(prose, [(0, len(prose))]).texts
    assert texts == ["one", "two's", "two's", "three", "one", "two's", "five", "six", "seven", "one"]
    assert len(tokens._in_small) <= 7


def test_a_word_is_one_string_for_all_articles():
    one, two = (Words(prose, [(0, len(prose))]).texts for prose in ("Harbour dues", "the HARBOUR"))
    assert one[0] is two[1]


def test_space_around_a_block_changes_none_of_its_sentences():
    """With space at its ends a block's sentences are cut out and stripped, without they are known from their marks."""
    dice = random.Random(4)
    pieces = (
        "The ferry sank",
        "he said",
        "Dr",
        "No",
        "U.S",
        "3",
        "a",
        "It is (so",
        "rain)",
        "…",
        "Mr. Hale",
    )
    marks = (". ", "? ", "! ", ".” ", '!" ', ".) ", "… ", ".\n", " ", ". . ", ".", ", ")
    for _ in range(1000):
        prose = "".join(dice.choice(pieces) + dice.choice(marks) for _ in range(dice.randrange(1, 9))).strip()
        plain = sentences(prose, [(0, len(prose))])
        padded = sentences(f" \n{prose}\n ", [(0, len(prose) + 4)])
        assert [(start - 2, end - 2, block) for start, end, block in padded] == plain, prose
        assert all(prose[start:end].strip() == prose[start:end] for start, end, _ in plain)


@pytest.mark.parametrize("shared", [False, True])
def test_what_an_article_packs_it_gives_back(shared):
    text = "“Ana *Brandt*” spoke of \ud800 the **ferry** and [the quay](https://quay.example/).\n\nMore — of it."
    page = f"<article><h1>Ferry</h1>\n<p>{'“Not so,” said Ana &amp; Ole. ' * 9}</p></article>"
    for article, source in ((read_markdown(text), None), (read_html(page), page)):
        if shared and source:
            article.share(source)
        assert article.source == source
        before = article.prose, article.line(len(article.text) - 1), article.span(3, 9)
        for _ in range(2):
            article.forget()
            assert "prose" not in article.__dict__ or article.prose is article.text
            assert ("source" in article.__dict__) == (shared or source is None)
            assert (article.prose, article.line(len(article.text) - 1), article.span(3, 9)) == before
            assert article.source is source if shared else article.source == source
    with pytest.raises(AttributeError, match="no attribute 'prosa'"):
        _ = article.prosa
