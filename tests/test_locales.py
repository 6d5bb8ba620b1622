"""Locales: every text in every language, with the same places to fill, and no English left on a page in another one."""

import importlib
import pkgutil
import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from bs4 import BeautifulSoup

import mkdocs_credibility
from mkdocs_credibility import read_markdown, review, rules
from mkdocs_credibility.phrase import KNOWN
from mkdocs_credibility.reports import svg
from mkdocs_credibility.reports import texts as texts_module
from mkdocs_credibility.reports.html import Renderer
from mkdocs_credibility.reports.terminal import Terminal
from mkdocs_credibility.reports.texts import locales

LOCALES = texts_module._LOCALES  # the files themselves, to hold them against each other
FOREIGN = [code for code in locales() if code != "en"]


def wordings():
    """The English of every wording in the code, by key: its forms."""
    for module in pkgutil.walk_packages(mkdocs_credibility.__path__, "mkdocs_credibility."):
        importlib.import_module(module.name)
    own = {key: [w.text] if w.one is None else [w.text, w.one] for key, w in KNOWN.items() if "." in key}
    for rule in rules.every():
        own[f"{rule.id}.title"] = [rule.title]
        own[f"{rule.id}.message"] = [rule.message]
        own[f"{rule.id}.fix"] = [rule.fix]
        own |= {f"{rule.id}.{name}": [text] for name, text in rule.wordings}
    return own


def flat(name):
    return texts_module._flat(tomllib.loads((LOCALES / name).read_text("utf-8")))


def forms(value):
    return list(value.values()) if isinstance(value, dict) else [value] if isinstance(value, str) else []


def places(value):
    return {name for form in forms(value) for _, name, _, _ in Formatter().parse(form) if name}


def test_the_four_languages_are_there():
    assert locales() == ("de", "en", "es", "fr")


@pytest.mark.parametrize("code", FOREIGN)
def test_the_reports_own_words_are_complete(code):
    english, here = flat("en.toml"), flat(f"{code}.toml")
    assert sorted(here) == sorted(english)
    wrong = {key for key in english if places(english[key]) != places(here[key])}
    assert not wrong
    assert not {key for key in english if isinstance(english[key], dict) and set(here[key]) != {"one", "other"}}


@pytest.mark.parametrize("code", FOREIGN)
def test_every_rule_reason_and_change_is_said(code):
    english, here = wordings(), flat(f"{code}.findings.toml")
    assert sorted(here) == sorted(english)
    for key, own in english.items():
        wanted = {name for form in own for _, name, _, _ in Formatter().parse(form) if name}
        assert places(here[key]) == wanted, key
        assert (len(own) > 1) == isinstance(here[key], dict), f"{key}: forms"


# pages

NEWSROOM = Path(__file__).parents[1] / "docs" / "newsroom"


@pytest.fixture(scope="module")
def newsroom():
    """The review of the demo newsroom: stories in many versions, nearly every rule, several languages."""
    return review([read_markdown(p.read_text("utf-8"), path=p.name) for p in sorted(NEWSROOM.rglob("*.md"))])


def every_page(found, code):
    """All that readers and editors see of a review in a language, as (what, text)."""
    renderer = Renderer(locale=code, editors=True)
    stories = {a.key: s for s in found.stories for a in s.articles}
    yield "table", renderer.table(found.cards, found.stories, href=lambda key: f"/{key}", script="x.js")
    for story in found.stories:
        yield story.id, renderer.story(story, found.cards, href=lambda key: f"/{key}")
    for card in found.cards:
        key = card.article.key
        yield key, renderer.badge(card, href=lambda key: f"/{key}", story=stories.get(key))
        yield key + ".svg", svg.badge(card, code)


def shown(html):
    """What a page says: its text and the attributes that are read out, without the articles' own words."""
    soup = BeautifulSoup(html, "html.parser")
    for own in soup.find_all(["blockquote", "bdi", "code", "td"]):
        own.clear()
    said = [soup.get_text(" ", strip=True)]
    said += [str(e[a]) for e in soup.find_all(True) for a in ("aria-label", "title", "placeholder") if e.has_attr(a)]
    return "\n".join(said)


def telling(form):
    """The parts of a text between its places that are long enough to be recognised."""
    return [part.strip() for part in re.split(r"\{\w+\}", form) if len(part.split()) >= 3]


@pytest.mark.parametrize("code", FOREIGN)
def test_no_english_sentence_of_ours_is_left(newsroom, code):
    english = {part for value in flat("en.toml").values() for form in forms(value) for part in telling(form)}
    english |= {part for own in wordings().values() for form in own for part in telling(form)}
    assert len(english) > 300
    left = set()
    for what, html in every_page(newsroom, code):
        text = shown(html)
        assert f'lang="{code}"' in html, what
        left |= {(what, part) for part in english if part in text}
    assert not left


def test_the_pages_would_show_english_if_they_were(newsroom):
    english = {part for value in flat("en.toml").values() for form in forms(value) for part in telling(form)}
    text = "\n".join(shown(html) for _, html in every_page(newsroom, "en"))
    assert sum(part in text for part in english) > 30


@pytest.mark.parametrize("code", FOREIGN)
def test_the_terminal_speaks_the_language(newsroom, code):
    terminal = Terminal(width=200, locale=code)
    text = "\n".join(
        [
            *map(terminal.card, newsroom.cards),
            *(terminal.story(s, newsroom.cards) for s in newsroom.stories),
            terminal.summary(newsroom.cards, newsroom.stories),
            terminal.rules(rules.every()),
        ]
    )
    english = {part for own in wordings().values() for form in own for part in telling(form)}
    told = {finding.message for card in newsroom.cards for finding in card.findings}
    assert len(told) > 100
    own = "\n".join(card.article.text for card in newsroom.cards)
    assert not {part for part in english if part in text and part not in own}
