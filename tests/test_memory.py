"""What an article leaves behind when it has been examined: nothing that only the cycle collector would find."""

import gc
from pathlib import Path

import pytest
from families import NAMES, TOLD, family, told_family

from mkdocs_credibility import read_markdown, read_text
from mkdocs_credibility.article import Article
from mkdocs_credibility.examining import examine
from mkdocs_credibility.stories import feedback, find, leads

NEWSROOM = Path(__file__).parents[1] / "docs" / "newsroom"


def articles() -> list[Article]:
    """The demo newsroom and the invented families: all that the signals know to find."""
    found = [read_markdown(p.read_text("utf-8"), path=p.name) for p in sorted(NEWSROOM.rglob("*.md"))]
    found += [read_text(v.text, path=f"{n}/{k}") for n in NAMES for k, v in family(n).items()]
    return found + [read_markdown(v.source, path=v.path) for n in TOLD for v in told_family(n).values()]


@pytest.fixture
def no_collector():
    examine(articles()[0])  # what is loaded at the first article stays anyway
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_an_examined_article_is_freed_without_the_cycle_collector(no_collector):
    """Reviews hold the collector back: a circle of objects would keep the words of every article to the end."""
    for article in articles():
        leads(examine(article), 4)
        article.forget()
    assert gc.collect() < 50  # a hundred an article, when there was such a circle


def test_a_story_is_freed_without_the_cycle_collector(no_collector):
    cards = [examine(article) for article in articles()]
    gc.collect()
    by_key = {card.article.key: card for card in cards}
    for story in find(cards):
        feedback(story, by_key)
    del story
    assert gc.collect() < 50
