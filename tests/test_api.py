"""The public surface: what programs outside the repo call, exactly so."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import mkdocs_credibility
from mkdocs_credibility import assess, compare, read_html, read_markdown, read_text, relate, review

TEXT = """\
OSBY (AP) — The paper mill at Osby will close in the spring, its owner said on Monday, ending 140 years of work.

“We looked for a buyer for three years,” said Petra Holm, the owner. “Nobody came.”

The town's mayor, Jon Aske, said the council would ask the government for help. He called the news “a blow to every
family” in the valley, where 212 people work at the mill and many more depend on it.
"""


def told(thing):
    """The words that a docstring sets as code."""
    return set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", inspect.getdoc(thing) or ""))))


@pytest.mark.parametrize("name", mkdocs_credibility.__all__)
def test_a_public_name_says_what_goes_in_and_what_it_holds(name):
    """Every argument and every attribute stands in the docstring by its name."""
    found = getattr(mkdocs_credibility, name)
    assert inspect.getdoc(found)
    if inspect.isfunction(found):
        parameters = inspect.signature(found).parameters
        assert set(parameters) - told(found) <= {"text", "source"}  # what a reader reads: its name says so
        assert inspect.signature(found).return_annotation is not inspect.Signature.empty
        return
    own = {field.name for field in fields(found)} if is_dataclass(found) else set()
    assert own - told(found) == set()
    for attribute, member in vars(found).items():
        if not attribute.startswith("_") and attribute not in own and not inspect.ismemberdescriptor(member):
            assert inspect.getdoc(getattr(member, "func", member)), attribute


def test_nothing_else_is_public():
    """What is exported, what type checkers see and what is fetched when asked for are one list."""
    tree = ast.parse(Path(mkdocs_credibility.__file__).read_text("utf-8"))
    [checked] = [node for node in tree.body if isinstance(node, ast.If)]
    seen = [alias.name for node in checked.body for alias in node.names]
    assert sorted(seen) == sorted(mkdocs_credibility._HOMES) == sorted(mkdocs_credibility.__all__)
    assert {name for name in dir(mkdocs_credibility) if name[0].isupper()} - {"TYPE_CHECKING", "Any"} <= set(seen)
    with pytest.raises(AttributeError, match="no attribute 'read_pdf'"):
        mkdocs_credibility.read_pdf  # noqa: B018  # asked for, to be refused


@pytest.mark.parametrize(
    ("function", "signature"),
    [
        (read_text, ["text", "*path", "*metadata"]),
        (read_markdown, ["source", "*path"]),
        (read_html, ["html", "*path", "*url"]),
        (assess, ["article"]),
        (relate, ["a", "b"]),
        (compare, ["articles"]),
        (review, ["articles", "references"]),
    ],
)
def test_signatures_only_ever_grow(function, signature):
    parameters = inspect.signature(function).parameters.values()
    got = [f"{'*' if p.kind is p.KEYWORD_ONLY else ''}{p.name}" for p in parameters]
    assert [name for name in got if name in signature] == signature
    added = [p for p, name in zip(parameters, got, strict=True) if name not in signature]
    assert all(p.kind is p.KEYWORD_ONLY and p.default is not p.empty for p in added)


def test_a_card_carries_what_the_contract_names():
    article = read_text(TEXT, path="mill.txt")
    card = assess(article)
    assert article.text == TEXT
    quote = card.quotes[-1]
    assert TEXT[quote.start : quote.end] == quote.text
    assert {q.kind for q in card.quotes} <= {"direct", "indirect", "mixed"}
    assert any(q.speaker == "Petra Holm" and not q.anonymous for q in card.quotes)
    assert (card.authors, card.contributors, card.byline_kind) == ([], [], "agency")
    assert (card.agency, card.dateline) == ("AP", "OSBY")
    assert {"dateline"} <= {credit.kind for credit in card.credits}
    assert card.anonymous_sources == []
    assert set(card.dimensions) == {"attribution", "byline", "boilerplate", "translation"}
    assert all((r.score is None) == bool(r.reason) for r in card.dimensions.values())
    assert card.score == 100
    assert card.band == "clear"
    for finding in card.findings:
        assert finding.dimension in finding.rule
        assert all((finding.severity, finding.owner, finding.message))
        assert all(TEXT[s.start : s.end] == s.exact and s.line for s in finding.spans)


def test_a_pair_and_a_story():
    a = read_text(TEXT, path="mill.txt")
    b = read_text(TEXT.replace("OSBY (AP) — ", "").replace("a blow to every", "a shock to every"), path="copy.txt")
    relation = relate(a, b)
    assert relation.kind == "edited"
    assert 0.5 < relation.similarity <= 1
    assert relation.likely_source is relation.a is a
    assert relation.reasons
    [story] = compare([b, a])
    assert story.articles == [b, a]
    assert story.parent_of(b) is a
    assert story.parent_of(a) is None
    assert not story.unseen_source
    kinds = {d.kind: d for d in story.drifts}
    assert kinds["quote-word-swap"].before == "a blow to every\nfamily"
    assert kinds["quote-word-swap"].source is a
    assert kinds["quote-word-swap"].target is b
    assert kinds["quote-word-swap"].speaker == "Jon Aske"
    assert "agency-credit-dropped" in kinds


def test_review_keeps_the_order_and_leaves_references_unpublished():
    a, b = read_text(TEXT, path="mill.txt"), read_text(TEXT.replace("OSBY (AP) — ", ""), path="copy.txt")
    result = review([b], references=[a])
    assert [card.article for card in result.cards] == [b]
    [story] = result.stories
    assert story.parent_of(b) is a
    assert story.reference_keys == {"mill.txt"}
    assert result.cards[0].score < assess(b).score


def test_nothing_is_assessed_of_a_notice():
    card = assess(read_text("The library is closed on Friday."))
    assert card.score is None
    assert card.band == "not-assessed"
    assert {r.reason for r in card.dimensions.values()} == {"too short: 6 words of running text, fewer than 50"}
