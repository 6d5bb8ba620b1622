"""The work of reading, assessing, comparing and silencing grows with the length of a text, on texts made to be hard:
twice the text takes less than two and a half times as long."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from growth import GENERIC, MOST, fill, growth
from hostile_sites import PARAGRAPHS

from mkdocs_credibility import Article, Finding, Options, Span, assess, read_html, read_markdown, read_text, review
from mkdocs_credibility.article import Guard
from mkdocs_credibility.options import PageOptions
from mkdocs_credibility.silence import silence

SIZE, LONG = 24_000, 80_000
FLOOR = 0.15
"""Seconds: a cost that grows with the square and is not seen here takes minutes only for a page of many megabytes."""
READERS = (read_text, read_markdown, read_html)
OTHER_EACH_TIME = (
    "Ana B%ndt said. ", "“We saw the %th ship,” said Ana B%n. ", "Wort%heit ", "Ana%, ", "see%.example ", "Photo: Ana B%\n\n",
    "# Part %\n\n", "- item %\n", "[a%](b%) ", "<b>a%</b> ", "%,000 people ", "on %/12/2024 ", "“word%” ", "Read more: part %\n\n",
    "A%: what is it?\n\n", "| a% | b |\n", "![a%](b%.jpg)\n\n", "[^%]: note\n\n", "<div id=a%>", "&#%;", "PARIS (AP) - part %.\n\n",
)  # fmt: skip
"""What is another word, name, number or line each time: it fills tables that a row of one thing leaves small."""


def around(unit: str, size: int) -> str:
    return f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{fill(unit, size)}\n\n{PARAGRAPHS[2]}"


@pytest.mark.parametrize(("n", "unit"), [*enumerate(GENERIC)][::3], ids=repr)
def test_twice_the_text_takes_about_twice_the_time(n, unit):
    read = READERS[n // 3 % 3]
    assert growth(lambda text: assess(read(text)), lambda size: around(unit, size), SIZE, FLOOR) < MOST


def test_twice_the_captions_with_an_agency_take_about_twice_the_time():
    def page(captions: int) -> Article:
        return read_html(f"<article><p>{PARAGRAPHS[0]}</p>{'<figure><figcaption>Photo: AP' * captions}</article>")

    assert len(assess(page(3)).credits) >= 3
    assert growth(assess, page, 4000, FLOOR) < MOST


@pytest.mark.exhaustive
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("unit", [*GENERIC, *OTHER_EACH_TIME], ids=repr)
def test_it_does_in_each_reader(read, unit):
    assert growth(lambda text: assess(read(text)), lambda size: around(unit, size), LONG, 2 * FLOOR) < MOST


@pytest.mark.exhaustive
@pytest.mark.parametrize("unit", OTHER_EACH_TIME, ids=repr)
def test_two_versions_are_compared_in_step_with_their_length(unit):
    def make(size: int) -> list[Article]:
        return [read_text(around(unit, size), path="a"), read_text(around(unit, size) + PARAGRAPHS[1], path="b")]

    assert growth(review, make, LONG, 2 * FLOOR) < MOST


def findings_in_guards(size: int) -> SimpleNamespace:
    """What `silence` needs of a card with so many findings, each in a guard of its own."""
    findings = [
        Finding("byline/byline-missing", "byline", "low", "publisher", "", (Span(10 * n + 2, 10 * n + 4, ""),))
        for n in range(size)
    ]
    guards = [Guard(10 * n, 10 * n + 8, (), "quoted", n) for n in range(size)]
    return SimpleNamespace(article=SimpleNamespace(key="a", guards=guards), findings=findings, silenced=[])


def test_twice_the_guards_and_findings_take_about_twice_the_time():
    def silenced(card: SimpleNamespace) -> None:
        card.findings += [s.finding for s in card.silenced]  # as they were when it is measured again
        silence(card, Options(), PageOptions())
        assert len(card.silenced) == len(card.article.guards)

    assert growth(silenced, findings_in_guards, 8000, 0.01) < MOST
