"""Whole builds: what ends up in the site, on the themes and URL styles people use."""

from __future__ import annotations

import json
import logging
import re
from random import Random

import pytest
from bs4 import BeautifulSoup
from conftest import STORY

from mkdocs_credibility import examining
from mkdocs_credibility.plugin import log as plugin_log

HOME = "# The Brenmouth Ledger\n\nNews from the strait.\n"
COPY = STORY.replace("the harbour office said", "according to the harbour office").replace(
    "one long shudder", "a shock"
)
DOCS = {
    "index.md": HOME,
    "news/ferry.md": f"---\ntitle: Ferry aground\nauthor: Ana Brandt\n---\n\n# Ferry aground\n\n{STORY}",
    "news/copy.md": f"# Ship stuck on rocks\n\n{COPY}",
    "news/mill.md": "# Mill to close\n\n"
    + "The paper mill at Osby will close in the spring, its owner said on Monday. " * 8,
}
THEMES = [("mkdocs", True), ("mkdocs", False), ("readthedocs", True), ("material", True), ("material", False)]


def badge_of(html):
    return BeautifulSoup(html, "html.parser").select_one("aside.credibility")


@pytest.mark.parametrize(("theme", "directory_urls"), THEMES)
def test_every_article_gets_a_badge_and_a_row(site, theme, directory_urls):
    site.build(DOCS, theme={"name": theme}, use_directory_urls=directory_urls)
    ferry = site.page("news/ferry/index.html" if directory_urls else "news/ferry.html")
    soup = BeautifulSoup(ferry, "html.parser")
    badge = soup.select_one("aside.credibility")
    assert badge is not None
    assert badge.has_attr("data-search-exclude")
    assert soup.find("h1").find_next("aside") is badge
    links = {a["href"] for a in badge.select("a[href]")}
    page = site.out / ("news/ferry/index.html" if directory_urls else "news/ferry.html")
    for href in links:
        target = (page.parent / href.split("#")[0]).resolve()
        assert target.is_file() or (target / "index.html").is_file(), href
    assert badge_of(site.page("index.html")) is None
    table = BeautifulSoup(site.page("credibility/index.html"), "html.parser")
    rows = {a.get_text(strip=True) for a in table.select("table a[href]")}
    assert {"Ferry aground", "Ship stuck on rocks", "Mill to close"} <= rows
    stylesheets = [link["href"] for link in soup.select("link[rel=stylesheet]") if "credibility" in link["href"]]
    assert len(stylesheets) == 1
    assert (page.parent / stylesheets[0]).resolve().is_file()


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_search_index_and_sitemap_are_the_same_with_and_without(site, tmp_path, theme):
    site.build(DOCS, theme={"name": theme})
    names = ["search/search_index.json", "sitemap.xml"]
    with_plugin = [site.page(name) for name in names]
    site.build(DOCS, plugins=["search"], theme={"name": theme})
    assert [site.page(name) for name in names] == with_plugin


def test_outside_the_badge_the_page_is_byte_identical(site):
    site.build(DOCS)
    ferry = site.page("news/ferry/index.html")
    css = next(line for line in ferry.splitlines() if "assets/credibility." in line)
    start, end = ferry.index('<aside class="credibility'), ferry.index("</aside>") + len("</aside>")
    site.build(DOCS, plugins=["search"])
    plain = site.page("news/ferry/index.html")
    rest = (ferry[:start].rstrip("\n") + ferry[end:].replace("\n", "", 1)).replace(css + "\n", "")
    assert "".join(rest.split()) == "".join(plain.split())


def test_report_names_every_article_and_the_story(site):
    site.build(DOCS)
    report = json.loads(site.page("credibility.json"))
    assert [a["key"] for a in report["articles"]] == ["news/copy.md", "news/ferry.md", "news/mill.md"]
    ferry = report["articles"][1]
    assert ferry["authors"] == ["Ana Brandt"]
    assert {"attribution", "byline", "boilerplate", "translation"} == set(ferry["dimensions"])
    [story] = report["stories"]
    assert sorted(story["articles"]) == ["news/copy.md", "news/ferry.md"]
    assert (site.out / "credibility" / "stories" / story["id"] / "index.html").is_file()
    assert "Nobody" in site.page(f"credibility/stories/{story['id']}/index.html")


def test_two_builds_write_the_same_bytes(site):
    site.build(DOCS)
    ours = [p for p in sorted(site.out.rglob("*")) if p.is_file() and "credibility" in p.as_posix()]
    first = {p: p.read_bytes() for p in ours}
    site.build(DOCS)
    assert {p: p.read_bytes() for p in first} == first
    assert len(first) >= 7  # table, story, report, schema, stylesheet, three badges


def test_front_matter_leaves_a_page_out_or_silences_a_rule(site):
    docs = {
        **DOCS,
        "news/copy.md": f"---\ncredibility: false\n---\n{DOCS['news/copy.md']}",
        "news/mill.md": "---\ncredibility:\n  ignore:\n    byline/byline-missing: we sign no notices\n---\n"
        + DOCS["news/mill.md"],
    }
    site.build(docs)
    report = json.loads(site.page("credibility.json"))
    assert [a["key"] for a in report["articles"]] == ["news/ferry.md", "news/mill.md"]
    assert report["stories"] == []
    [silenced] = report["articles"][1]["silenced"]
    assert (silenced["rule"], silenced["reason"]) == ("byline/byline-missing", "we sign no notices")
    assert "we sign no notices" in badge_of(site.page("news/mill/index.html")).get_text()
    assert badge_of(site.page("news/copy/index.html")) is None


def test_include_and_exclude_are_gitignore_patterns(site):
    site.build(DOCS, plugins=[{"credibility": {"include": ["news/"], "exclude": "news/mill.md\n"}}])
    report = json.loads(site.page("credibility.json"))
    assert [a["key"] for a in report["articles"]] == ["news/copy.md", "news/ferry.md"]


def test_pattern_that_matches_nothing_is_named(site, caplog):
    site.build(DOCS, plugins=[{"credibility": {"exclude": ["nesw/"]}}])
    assert "exclude: the pattern 'nesw/' matches no page" in caplog.text


def test_a_page_that_is_not_read_says_why(site, caplog):
    docs = {"index.md": HOME, "news/ferry.md": STORY, "about.md": STORY, "news/map.md": STORY}
    docs["news/own.md"] = f"---\ncredibility: false\n---\n{STORY}"
    docs["news/tags.md"] = f"{STORY}\n<!-- material/tags -->\n"
    with caplog.at_level(logging.DEBUG, "mkdocs.plugins.credibility"):
        site.build(docs, ["search", {"credibility": {"include": ["news/"], "exclude": ["map.md"]}}])
    told = dict(re.findall(r"(\S+) is not read: (.+)", caplog.text))
    assert told == {
        "index.md": "home page",
        "about.md": "not in include",
        "news/map.md": "in exclude",
        "news/own.md": "credibility: false in its front matter",
        "news/tags.md": "list of tags",
    }


@pytest.mark.parametrize(("silence", "told"), [(0, True), (3600, False)])
def test_a_build_that_takes_long_says_how_far_it_is(site, caplog, monkeypatch, silence, told):
    monkeypatch.setattr(plugin_log, "EVERY", silence)
    monkeypatch.setattr(examining, "STEP", 2)
    with caplog.at_level(logging.INFO, "mkdocs.plugins.credibility"):
        site.build(DOCS, plugins=[{"credibility": {"cache": False}}])
    said = re.findall(r"credibility: ((?:assess|compar)ing .*)", caplog.text)
    assert said == (["assessing 2 of 3 articles", "comparing 3 articles"] if told else [])


def test_unknown_option_is_answered_with_the_nearest(site, caplog):
    site.build(DOCS, plugins=[{"credibility": {"exlude": []}}])
    assert "Unrecognised configuration name: exlude (did you mean 'exclude'?)" in caplog.text


def test_bad_front_matter_is_named_and_the_build_goes_on(site, caplog):
    docs = {**DOCS, "news/mill.md": "---\ncredibility:\n  ignor: {}\n---\n" + DOCS["news/mill.md"]}
    with caplog.at_level(logging.WARNING):
        site.build(docs)
    assert "news/mill.md: credibility.ignor: unknown key (did you mean 'ignore'?)" in caplog.text
    assert (site.out / "credibility.json").is_file()


@pytest.mark.parametrize("position", ["after-title", "before-content", "after-content", "none"])
def test_badge_position(site, position):
    site.build(DOCS, plugins=[{"credibility": {"badge": position}}])
    soup = BeautifulSoup(site.page("news/ferry/index.html"), "html.parser")
    badge, title = soup.select_one("aside.credibility"), soup.find("h1")
    last = next(p for p in soup.find_all("p") if "declined to comment" in p.get_text())
    if position == "none":
        assert badge is None
        return
    order = [node for node in soup.descendants if node in (badge, title, last)]
    assert order.index(badge) == {"after-title": 1, "before-content": 0, "after-content": 2}[position]


def test_the_table_goes_where_a_page_asks_for_it(site):
    docs = {**DOCS, "about.md": "# About\n\n<!-- credibility:table -->\n\nAfterwards.\n"}
    site.build(docs)
    soup = BeautifulSoup(site.page("about/index.html"), "html.parser")
    assert "Ferry aground" in soup.find("table").get_text()
    assert len(soup.find_all("h1")) == 1
    assert (site.out / "credibility" / "index.html").is_file()
    link = next(
        a["href"] for a in badge_of(site.page("news/ferry/index.html")).select("a[href]") if "about" in a["href"]
    )
    assert link == "../../about/"


def test_disabled_leaves_no_trace(site):
    site.build(DOCS, plugins=["search", {"credibility": {"enabled": False}}])
    assert not (site.out / "credibility.json").exists()
    assert badge_of(site.page("news/ferry/index.html")) is None
    assert "credibility" not in site.page("news/ferry/index.html")


def notices(count):
    """Market reports by one form, each of another town, with other names and figures."""
    random = Random(7)
    heads = ["Os", "Tar", "Vel", "Mar", "Qui", "Has", "Den", "Lor", "Pel", "Iv"]
    tails = ["by", "ney", "ling", "row", "mouth"]
    for town in [head + tail for head in heads for tail in tails][:count]:
        market, clerk = random.choice("ABCDEFGHKLM") + town[1:].lower() + "holt", f"{town[::-1].title()} Berg"
        n = [random.randint(100, 9999) for _ in range(10)]
        yield (
            f"news/{town.lower()}.md",
            f"""# Prices in {town}

Traders at {market} sold {n[0]} boxes of apples and {n[1]} sacks of barley in {town} on market day, {clerk} of the corn
exchange said. A sack cost {n[2]} crowns, a box {n[3]} crowns.

In {town} {n[4]} head of cattle changed hands at {n[5]} crowns each, {clerk} added, and {n[6]} lambs found a buyer. The
next sale at {market} takes place in {n[7] % 28 + 1} days.

Hay stood at {n[8]} crowns a load, straw at {n[9]}, which {clerk} called fair for the season.
""",
        )


def test_reports_by_one_form_make_no_story(site):
    site.build({"index.md": HOME, **dict(notices(50))})
    report = json.loads(site.page("credibility.json"))
    assert len(report["articles"]) == 50
    assert report["stories"] == []


def test_fifty_unrelated_articles_make_no_story(site):
    random = Random(11)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
    docs = {"index.md": HOME}
    for number in range(50):
        lexicon = ["".join(random.choices(syllables, k=random.randint(2, 3))) for _ in range(90)]
        glue = ["the", "of", "and", "in", "was", "to", "for", "with", "had", "on"]
        sentences = [
            " ".join(random.choice(lexicon if i % 2 else glue) for i in range(14)).capitalize() + "." for _ in range(25)
        ]
        docs[f"news/{number}.md"] = f"# {' '.join(lexicon[:4]).capitalize()}\n\n" + "\n\n".join(sentences)
    site.build(docs)
    report = json.loads(site.page("credibility.json"))
    assert len(report["articles"]) == 50
    assert report["stories"] == []


def test_the_site_s_own_table_page_is_kept(site):
    site.build({**DOCS, "credibility/index.md": "# Our sources\n\nOur words.\n\n<!-- credibility:table -->\n"})
    soup = BeautifulSoup(site.page("credibility/index.html"), "html.parser")
    assert soup.find("h1").get_text() == "Our sources"
    assert "Ferry aground" in soup.find("table").get_text()


def test_references_are_compared_and_not_published(site):
    archive = site.root / "wire"
    archive.mkdir()
    (archive / "ferry.txt").write_text(f"BRENMOUTH (AP) — {STORY}", "utf-8")
    site.build(
        {"index.md": HOME, "news/copy.md": DOCS["news/copy.md"]},
        plugins=[{"credibility": {"references": [str(archive)]}}],
    )
    report = json.loads(site.page("credibility.json"))
    assert [a["key"] for a in report["articles"]] == ["news/copy.md"]
    [story] = report["stories"]
    assert story["parents"] == {"news/copy.md": "wire/ferry.txt", "wire/ferry.txt": None}
    assert "attribution/agency-credit-dropped" in {f["rule"] for f in report["articles"][0]["findings"]}
    assert badge_of(site.page("news/copy/index.html")) is not None


def test_front_matter_names_the_story_or_none(site):
    docs = {
        **DOCS,
        "news/copy.md": f"---\ncredibility: {{story: false}}\n---\n{DOCS['news/copy.md']}",
        "news/mill.md": f"---\ncredibility: {{story: Hard times}}\n---\n{DOCS['news/mill.md']}",
        "news/ferry.md": DOCS["news/ferry.md"].replace("title:", "credibility: {story: Hard times}\ntitle:"),
    }
    site.build(docs)
    [story] = json.loads(site.page("credibility.json"))["stories"]
    assert story["id"] == "hard-times"
    assert story["articles"] == ["news/ferry.md", "news/mill.md"]
    assert story["relations"] == []
