"""Locales: every text in every language, with the same places to fill, and no English left on a page in another one."""

import importlib
import json
import pickle
import pkgutil
import re
import tomllib
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner
from conftest import STORY
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

import mkdocs_credibility
from mkdocs_credibility import read_markdown, read_text, review, rules, settings
from mkdocs_credibility.cli import main
from mkdocs_credibility.phrase import KNOWN, Phrase, Wording
from mkdocs_credibility.plugin.build import SiteBuild
from mkdocs_credibility.plugin.language import language_folder
from mkdocs_credibility.reports import editors as editors_view
from mkdocs_credibility.reports import svg
from mkdocs_credibility.reports import texts as texts_module
from mkdocs_credibility.reports.html import Renderer
from mkdocs_credibility.reports.terminal import Terminal
from mkdocs_credibility.reports.texts import locales, texts
from mkdocs_credibility.scorecard import Scorecard

LOCALES = texts_module._LOCALES  # the files themselves, to hold them against each other
FOREIGN = [code for code in locales() if code != "en"]


def wordings():
    """The English of every wording in the code, by key: its forms."""
    for module in pkgutil.walk_packages(mkdocs_credibility.__path__, "mkdocs_credibility."):
        # what engines of archives need may not be there, and says nothing to readers
        if not module.name.endswith("__main__") and ".corpus" not in module.name:
            importlib.import_module(module.name)
    own = {key: [w.text] if w.one is None else [w.text, w.one] for key, w in KNOWN.items() if "." in key}
    for rule in rules.every():
        own[f"{rule.id}.title"] = [rule.title]
        own[f"{rule.id}.message"] = [rule.message]
        own[f"{rule.id}.why"] = [rule.rationale]
        own[f"{rule.id}.fix"] = [rule.fix]
        own |= {f"{rule.id}.{name}": [text] for name, text in rule.wordings}
    return own


def flat(name):
    return texts_module._flat(tomllib.loads((LOCALES / name).read_text("utf-8")))


def forms(value):
    return list(value.values()) if isinstance(value, dict) else [value] if isinstance(value, str) else []


def places(value):
    return {name for form in forms(value) for _, name, _, _ in Formatter().parse(form) if name}


def test_the_four_languages_are_there_and_the_options_offer_them():
    assert locales() == ("de", "en", "es", "fr")
    offered = settings.schema()["definitions"]["credibility"]["properties"]["lang"]["enum"]
    assert [code for code in offered if code] == list(locales())


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


# phrases


def test_a_phrase_is_its_english_text_and_remembers_how_it_was_made():
    boats = Wording("test.boats", "{n} boats of {who}", one="{n} boat of {who}")
    made = boats(n=1, who=("Ana", "Ben"))
    assert made == "1 boat of Ana, Ben"
    assert hash(made) == hash("1 boat of Ana, Ben")
    assert (made.key, dict(made.values)) == ("test.boats", {"n": 1, "who": ("Ana", "Ben")})
    again = pickle.loads(pickle.dumps(made))  # noqa: S301  # made in this line
    assert (again, again.key, again.values) == (made, made.key, made.values)
    assert boats(n=2, who="Ana") == "2 boats of Ana"
    with pytest.raises(ValueError, match=r"test\.boats"):
        Wording("test.boats", "another text")
    del KNOWN["test.boats"]


def test_a_phrase_is_said_in_the_language_with_the_phrases_in_it():
    card = Scorecard(read_text("The council met."))
    finding = card.add(
        "translation/parallel-paraphrase", source="a.md", what=KNOWN["reason.aligned"](share=94, verbatim=3)
    )
    assert finding.message.key == "translation/parallel-paraphrase"
    assert texts("en").say(finding.message) == finding.message
    assert "94\u00a0% der Sätze" in texts("de").say(finding.message)
    assert texts("de").say("no phrase") == "no phrase"
    assert texts("fr").say(Phrase("unknown here", "no.such-key")) == "unknown here"


def test_a_rule_may_choose_among_its_wordings():
    card = Scorecard(read_text("The council met."))
    spoken = card.add("translation/altered-quote", here="a", there="b", source="s", what="w", speaker="Ana")
    unknown = card.add(
        "translation/altered-quote", wording="unknown-speaker", here="a", there="b", source="s", what="w"
    )
    assert "The quote of Ana reads" in spoken.message
    assert unknown.message.startswith("A quote reads")
    assert texts("de").say(unknown.message).startswith("Ein Zitat lautet")
    with pytest.raises(KeyError):
        card.add("translation/altered-quote", wording="no-such", here="a")


@pytest.mark.parametrize(
    ("code", "number", "words", "none"),
    [
        ("de", "1.234,5", "1 Wort", "0 Wörter"),
        ("fr", "1\u202f234,5", "1 mot", "0 mot"),
        ("es", "1.234,5", "1 palabra", "0 palabras"),
    ],
)
def test_numbers_and_plurals_are_the_languages_own(code, number, words, none):
    t = texts(code)
    assert t.number(1234.5) == number
    assert (t.plain("fact.words", n=1), t.plain("fact.words", n=0)) == (words, none)


@pytest.mark.parametrize("code", FOREIGN)
def test_typography_is_the_languages_own(code):
    tables = flat(f"{code}.toml") | flat(f"{code}.findings.toml")
    text = "\n".join(form for value in tables.values() for form in forms(value))
    assert not re.search(r"[\"“”]" if code != "de" else r"[\"”]|“(?=\w)", text.replace("''", ""))
    assert not re.search(r"\d %|} %|'", text)
    if code == "fr":
        said = re.sub(r"`[^`]*`", "", text)
        assert not re.search(r"(?<![\u202f\u00a0])[;?!»]|«(?!\u00a0)|(?<!\u00a0):(?=\s|$)", said)


# the plugin


def article(site, theme, **options):
    ferry = f"---\nauthor: Ana Brandt\n---\n\n# Ferry aground\n\n{STORY}\n\nLeave a Reply\n"
    other = f"# Other\n\n{STORY.replace('the harbour office said', 'it was said')}"
    plugin = {"credibility": {"cache": False, **options}}
    site.build({"index.md": "# Home\n", "ferry.md": ferry, "other.md": other}, plugins=[plugin], theme=theme)
    return BeautifulSoup(site.page("ferry/index.html"), "html.parser").select_one("aside.credibility")


@pytest.mark.parametrize(
    ("theme", "options", "code"),
    [
        ({"name": "material", "language": "de"}, {}, "de"),
        ({"name": "mkdocs", "locale": "fr"}, {}, "fr"),
        ({"name": "readthedocs", "locale": "es"}, {}, "es"),
        ({"name": "material", "language": "de"}, {"lang": "fr"}, "fr"),
        ({"name": "material", "language": "pt-BR"}, {}, "en"),
        ({"name": "material", "language": "ar"}, {}, "en"),
        ({"name": "mkdocs"}, {}, "en"),
    ],
)
def test_pages_speak_the_themes_language_or_the_options(site, theme, options, code):
    badge = article(site, theme, **options)
    assert (badge["lang"], badge["dir"]) == (code, "ltr")
    assert badge["aria-label"] == texts(code).plain("badge.label")
    table = site.page("credibility/index.html")
    assert f'lang="{code}" dir="ltr"' in table
    assert texts(code).plain("table.title") in table
    assert f'lang="{code}"' in site.page("credibility/badges/ferry.svg")
    assert json.loads(site.page("credibility/badges/ferry.json"))["label"] == texts(code).plain("svg.name")
    messages = {f["message"] for a in json.loads(site.page("credibility.json"))["articles"] for f in a["findings"]}
    assert any(m.startswith("Part of a comment form stands in the text") for m in messages), "programs get English"


def test_an_unknown_language_is_told(site):
    with pytest.raises(Abort):
        article(site, {"name": "mkdocs"}, lang="xx")


def test_each_language_of_a_multilingual_site_has_its_folder(site):
    config = MkDocsConfig()
    i18n = SimpleNamespace(current_language="de", is_default_language_build=False)
    config.plugins = {"i18n": i18n}
    assert language_folder(config) == "de/"
    i18n.is_default_language_build = True
    assert language_folder(config) == ""
    config.plugins = {}
    assert language_folder(config) == ""


def test_static_i18n_gets_a_table_and_badges_for_every_language(site):
    pytest.importorskip("mkdocs_static_i18n", reason="mkdocs-static-i18n is not installed")
    languages = [{"locale": "en", "default": True, "name": "English", "build": True},
                 {"locale": "de", "name": "Deutsch", "build": True}]  # fmt: skip
    plugins = [{"i18n": {"docs_structure": "suffix", "languages": languages}}, {"credibility": {"cache": False}}]
    docs = {"index.md": "# Home\n", "ferry.md": f"# Ferry aground\n\n{STORY}", "copy.md": f"# Copy\n\n{STORY}"}
    site.build(docs, plugins=plugins, theme={"name": "material"})
    for folder, code in (("", "en"), ("de/", "de")):
        for name in ("ferry/index.html", "credibility/index.html", "credibility/badges/ferry.svg"):
            assert f'lang="{code}"' in site.page(folder + name), folder + name
        for link in BeautifulSoup(site.page(f"{folder}ferry/index.html"), "html.parser").select("aside a[href]"):
            target = (site.out / f"{folder}ferry" / link["href"].split("#")[0]).resolve()
            assert (target / "index.html").is_file()
            assert target.is_relative_to(site.out / folder)


# the editors' view


def test_editors_are_told_where_and_how_to_set_aside(site):
    badge = article(site, {"name": "mkdocs"}, audience="editors")
    text = badge.get_text(" ", strip=True)
    source = (site.root / "docs/ferry.md").read_text("utf-8").splitlines()
    assert f"ferry.md:{source.index('Leave a Reply') + 1} · boilerplate/comment-form" in text
    copied = [code.get_text() for code in badge.select("pre code")]
    front = next(c for c in copied if "boilerplate/comment-form" in c and c.startswith("credibility:"))
    assert yaml.safe_load(front)["credibility"]["ignore"] == {"boilerplate/comment-form": "why it is right here"}
    guard = next(c for c in copied if "comment-form" in c and c.startswith("<!--"))
    guarded = f"# A\n\n{STORY}\n\n" + guard.replace("…", "\nLeave a Reply\n")
    card = review([read_markdown(guarded)]).cards[0]
    assert [s.finding.rule for s in card.silenced] == ["boilerplate/comment-form"]
    assert card.silenced[0].reason == "why it is right here"


def test_readers_are_not(site):
    badge = article(site, {"name": "mkdocs"})
    assert badge.select("pre") == []
    assert "comment-form" not in badge.get_text()
    assert "ferry.md" not in badge.get_text()


@pytest.mark.parametrize(
    ("audience", "serving", "editors"),
    [(None, False, False), (None, True, True), ("readers", True, False), ("editors", False, True)],
)
def test_whose_view_it_is(audience, serving, editors):
    options = SimpleNamespace(audience=audience)
    assert SiteBuild(options, None, serving=serving).editors is editors


@pytest.mark.parametrize(("command", "editors"), [("serve", True), ("build", False)])
def test_mkdocs_serve_is_for_editors(site, command, editors):
    site.build({"index.md": "# Home\n"}, plugins=[{"credibility": {"cache": False}}])
    config = load_config(str(site.root / "mkdocs.yml"))
    plugin = config.plugins["credibility"]
    plugin.on_startup(command=command, dirty=False)
    plugin.on_config(config)
    assert plugin.build.editors is editors


def test_what_was_set_aside_shows_its_reason_to_readers(site):
    reason = "Quoted from the form we write about."
    front = f"---\ncredibility: {{ignore: {{boilerplate/comment-form: {reason}}}}}\n---\n\n"
    ferry = f"{front}# Ferry\n\n{STORY}\n\nLeave a Reply\n"
    docs = {"index.md": "# Home\n", "ferry.md": ferry}
    site.build(docs, plugins=[{"credibility": {"cache": False, "lang": "de"}}], theme={"name": "mkdocs"})
    text = BeautifulSoup(site.page("ferry/index.html"), "html.parser").select_one("aside").get_text(" ", strip=True)
    assert "Von der Redaktion ausgenommen" in text
    assert f"Begründung: {reason}" in text


def test_a_rules_entry_in_the_docs_is_linked_where_the_docs_are_known(monkeypatch):
    assert editors_view.page_of("house/own") is None
    monkeypatch.setattr(editors_view, "_documentation", lambda: "https://docs.example")
    assert editors_view.page_of("byline/byline-missing") == "https://docs.example/rules/#byline-byline-missing"
    assert editors_view.page_of("byline/house-rule") is None


# the command line


@pytest.mark.parametrize(("code", "said"), [("de", "von 100"), ("fr", "sur 100"), ("es", "de 100"), ("en", "of 100")])
def test_the_command_line_speaks_the_language(tmp_path, code, said):
    (tmp_path / "ferry.md").write_text(f"# Ferry\n\n{STORY}", "utf-8")
    result = CliRunner().invoke(main, ["check", "--lang", code, str(tmp_path / "ferry.md")])
    assert said in result.output


def test_the_command_line_takes_the_projects_language(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/ferry.md").write_text(f"# Ferry\n\n{STORY}", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nplugins:\n  - credibility: {lang: fr, cache: false}\n", "utf-8")
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert "sur 100" in result.output, result.output
    result = CliRunner().invoke(main, ["check", "--lang", "en", str(tmp_path)])
    assert "of 100" in result.output
