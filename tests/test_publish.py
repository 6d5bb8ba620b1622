"""What the plugin puts into pages and beside them: evidence, markers, the theme's variable, pages of the table."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import STORY
from test_build import DOCS, HOME

from mkdocs_credibility.options import Options
from mkdocs_credibility.pipeline import review
from mkdocs_credibility.readers import read_text
from mkdocs_credibility.reports import shields
from mkdocs_credibility.reports.html import Renderer
from mkdocs_credibility.reports.svg import COLOURS
from mkdocs_credibility.reports.table_views import ROWS, page_key, paged

ROOT = Path(__file__).parents[1]
FERRY = "news/ferry/index.html"
COPY = "news/copy/index.html"
MARKS = re.compile(r'<mark class="cr-mark"[^<>]*>|</mark>|<a class="cr-back"[^<>]*></a>')


def soup_of(site, name):
    return BeautifulSoup(site.page(name), "html.parser")


def outside_of_badge(html):
    start, end = html.index('<aside class="credibility'), html.index("</aside>") + len("</aside>")
    return html[:start].rstrip("\n") + html[end:].replace("\n", "", 1)


# evidence


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_quotes_lead_to_their_places_and_back(site, theme):
    site.build(DOCS, theme={"name": theme})
    soup = soup_of(site, COPY)
    badge = soup.select_one("aside.credibility")
    there = [a["href"] for a in badge.select('a[href^="#"]')]
    assert there
    for href in there:
        mark = soup.find(id=href[1:])
        assert mark.name == "mark"
        assert mark.find_parent("aside") is None
        for issue in mark["aria-describedby"].split():
            assert badge.find(id=issue) is not None
    back = soup.select("a.cr-back")
    assert len(back) >= len({a["href"] for a in badge.select('a[href^="#cr-e"]')})
    assert all(badge.find(id=a["href"][1:]) is not None and a["aria-label"] for a in back)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_evidence_changes_nothing_but_adds_marks(site):
    site.build(DOCS)
    marked = outside_of_badge(site.page(COPY))
    assert "cr-mark" in marked
    site.build(DOCS, plugins=["search", {"credibility": {"evidence": False}}])
    plain = site.page(COPY)
    assert "cr-mark" not in plain
    assert "cr-i1" not in plain
    assert MARKS.sub("", marked) == outside_of_badge(plain)


MARKDOWN = f"""# Ship stuck on rocks

{STORY}
!!! note "A note on “sources”"

    The harbour office[^1] wrote “no lights” to [the paper](https://paper.example/a_b) in `code` and *stressed* words.

=== "One"

    | who | said |
    | --- | --- |
    | Rehn | “It should not have been there.” |

```python
print("no lights")
```

[^1]: A note that says as much.
"""


def test_no_markup_is_broken(site):
    extensions = ["admonition", "footnotes", "tables", "pymdownx.superfences", "smarty", {"toc": {"permalink": True}}]
    extensions.append({"pymdownx.tabbed": {"alternate_style": True}})
    rules = site.root / "rules.toml"
    rules.write_text(
        '[[rule]]\nid = "boilerplate/office-words"\nphrases = ["harbour office", "the paper", "wrote",'
        ' "stressed words", "says as much"]\ntitle = "Office words"\nmessage = "Office words"\nfix = "Drop it"\n',
        "utf-8",
    )
    docs = {"index.md": HOME, "news/ship.md": MARKDOWN}
    pages = []
    for evidence in (True, False):
        options = {"evidence": evidence, "rules": "rules.toml", "cache": False}
        site.build(
            docs, ["search", {"credibility": options}], theme={"name": "material"}, markdown_extensions=extensions
        )
        pages.append(outside_of_badge(site.page("news/ship/index.html")))
    marked, plain = pages
    assert MARKS.sub("", marked) == plain
    soup = BeautifulSoup(marked, "html.parser")
    texts = [mark.get_text() for mark in soup.select("mark.cr-mark")]
    assert {"harbour office", "the paper", "wrote", "stressed", " words"} <= set(texts)
    for mark in soup.select("mark.cr-mark"):
        assert not mark.find_parent(["code", "pre", "script", "style", "svg"])
        assert mark.find_parent(class_="headerlink") is None
    for link in soup.select("a.cr-back"):
        assert link.find_parent(["a", "label", "summary"]) is None


# markers


def test_badge_stands_where_the_page_says(site):
    docs = {**DOCS, "news/mill.md": DOCS["news/mill.md"] + "\n\n<!-- credibility:badge -->\n\nThe end of it.\n"}
    for position in ("after-title", "none", "theme"):
        site.build(docs, plugins=["search", {"credibility": {"badge": position}}])
        soup = soup_of(site, "news/mill/index.html")
        [badge] = soup.select("aside.credibility")
        assert badge.find_next("p", string="The end of it.") is not None
        assert badge.find_previous("p").get_text().startswith("The paper mill")
    assert not soup_of(site, FERRY).select("aside.credibility")


def test_a_story_stands_where_a_page_asks_for_it(site, caplog):
    site.build(DOCS)
    [story] = json.loads(site.page("credibility.json"))["stories"]
    markers = "\n\n".join(f"<!-- credibility:story {name} -->" for name in (story["id"], story["id"] + "x"))
    site.build({**DOCS, "about.md": f"# About\n\n{markers}\n"})
    soup = soup_of(site, "about/index.html")
    [page] = soup.select(".credibility.cr-page")
    assert "Where each version likely comes from" in page.get_text()
    assert "../news/copy/" in [a["href"] for a in page.select("a[href]")]
    assert len(soup.find_all("h1")) == 1
    assert f"about.md: there is no story '{story['id']}x' (did you mean '{story['id']}'?)" in caplog.text


# themes


def test_a_theme_places_what_it_wants(site):
    theme = site.root / "theme"
    (theme / "credibility").mkdir(parents=True)
    (theme / "main.html").write_text(
        '{% extends "base.html" %}{% block content %}{% if credibility %}'
        '<div id="ours" data-band="{{ credibility.band }}" data-score="{{ credibility.score | int }}"'
        ' data-story="{{ credibility.story_url }}"'
        ' data-table="{{ credibility.table_url }}" data-image="{{ credibility.image_url }}">{{ credibility.word }}:'
        " {{ credibility.summary }} by {{ credibility.card.authors | join }}{{ credibility.badge }}</div>{% endif %}"
        "{{ super() }}{% endblock %}",
        "utf-8",
    )
    for position in ("theme", "none"):
        site.build(
            DOCS, plugins=[{"credibility": {"badge": position}}], theme={"name": "mkdocs", "custom_dir": str(theme)}
        )
        soup = soup_of(site, FERRY)
        ours = soup.find(id="ours")
        [badge] = soup.select("aside.credibility")
        assert badge.parent is ours
        report = json.loads(site.page("credibility.json"))["articles"][1]
        assert ours["data-band"] == report["band"]
        assert ours["data-score"] == str(int(report["score"]))
        assert "by Ana Brandt" in ours.get_text()
        page = (site.out / FERRY).parent
        for key in ("data-story", "data-table", "data-image"):
            target = (page / ours[key]).resolve()
            assert target.is_file() or (target / "index.html").is_file(), key
        assert soup_of(site, "index.html").find(id="ours") is None
        assert bool(soup_of(site, COPY).select("mark.cr-mark")) == (position == "theme")


# the table and its pages


def article(n):
    text = f"{STORY}\n\nNumber {n} of {n * 7}, the office of Port {n} said. " if n % 50 < 2 else f"Notice {n}. " * 60
    made = read_text(text, path=f"news/{n}.md")
    made.title = f"Article number {n}"
    return made


def test_every_article_is_on_one_page_of_the_table():
    cards = review([article(n) for n in range(12)]).cards
    stories = review([article(n) for n in range(2)]).stories
    for size in (1, 2, 3, 5, 11, 12, 100):
        table = paged(cards, stories, size)
        shown = [card for page in table.pages for group in page for card, _ in group.rows]
        assert sorted(map(id, shown)) == sorted(map(id, cards))
        assert all(sum(len(group.rows) for group in page) <= size for page in table.pages)
        assert len(table.pages) <= -(-12 // size) + 1
    assert paged([], []).pages == ((),)


def test_a_story_is_not_cut_in_two_if_it_fits_a_page():
    result = review([article(n) for n in (0, 2, 1, 3, 50, 51)])
    [story] = result.stories
    assert len(story.articles) == 4
    table = paged(result.cards, [story], 4)
    assert [[len(group.rows) for group in page] for page in table.pages] == [[4], [2]]


def test_long_tables_are_cut_into_pages_that_lead_to_one_another(site, monkeypatch):
    monkeypatch.setattr("mkdocs_credibility.reports.table_views.ROWS", 2)
    monkeypatch.setattr(paged, "__defaults__", (2,))
    site.build(DOCS, plugins=[{"credibility": {"cache": False}}])
    first, second = soup_of(site, "credibility/index.html"), soup_of(site, "credibility/page/2/index.html")
    assert "articles 1 to 2" in first.caption.get_text()
    assert "articles 3 to 3" in second.caption.get_text()
    assert {a["href"] for a in first.select(".cr-pages a")} == {"page/2/"}
    assert {a["href"] for a in second.select(".cr-pages a")} == {"../../"}
    assert first.select_one("[aria-current=page]").get_text() == "1"
    assert "on this page" in first.select_one(".cr-tools").get_text()
    script = second.select_one(".credibility script")["src"]
    assert ((site.out / "credibility/page/2") / script).resolve().is_file()


def test_a_thousand_articles_stay_readable():
    cards = review([article(n) for n in range(40)], options=Options()).cards
    for card in cards:
        card.article.title = "A headline of the length that headlines have, " * 2
    table = Renderer().table(paged(cards * (ROWS // 40 + 1), [], ROWS), href=lambda key: f"../../news/archive/{key}/")
    assert len(table) < 400_000
    assert page_key(1) == "table"
    assert page_key(2) == "table:2"


# hostile pages

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    '\\" onfocus=\\"alert(1)',
    "\u202eevil\u202c \u2066x",
    "</details></aside><!-- credibility:badge -->",
    "W" * 300,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_articles_say_of_themselves_is_only_text(site, text):
    def page(body):
        return f'---\ntitle: "{text}"\nauthor: "{text}"\nagency: "{text}"\n---\n\n{body}'

    as_text = text.replace("\\", "").replace("<", "&lt;")
    quoted = STORY.replace("Ilse Varga", as_text).replace("Nobody shouted", as_text)
    docs = {
        "index.md": HOME,
        "news/ferry.md": page(STORY),
        "news/copy.md": page(quoted.replace("said", "according to")),
        "news/other.md": page(quoted.replace("one long shudder", "a shock")),
        "table.md": "# All\n\n<!-- credibility:table -->\n",
    }
    site.build(docs, plugins=[{"credibility": {"cache": False, "include": ["news/"]}}], theme={"name": "readthedocs"})
    [story] = json.loads(site.page("credibility.json"))["stories"]
    names = [*(f"news/{name}/index.html" for name in ("ferry", "copy", "other")), "table/index.html"]
    for name in (*names, f"credibility/stories/{story['id']}/index.html"):
        soup = soup_of(site, name)
        [ours] = soup.select(".credibility")
        assert {tag.name for tag in ours.find_all(["script", "img", "style", "iframe"])} <= {"script"}
        assert all(tag.has_attr("src") and not tag.string for tag in ours.find_all("script"))
        for tag in (*ours.find_all(True), *soup.select(".cr-mark, .cr-back")):
            assert not [a for a in tag.attrs if a.startswith("on") or a == "style"]
            assert not str(tag.get("href", "")).startswith(("javascript", "data"))
        if name.startswith("news"):
            assert ours.find_parent("details") is None
            assert ours.find("details").find("summary") is not None
        assert max(len(tag.get("aria-label", "")) for tag in ours.find_all(True)) < 2000
    articles = json.loads(site.page("credibility.json"))["articles"]
    assert len(articles) == 3
    for entry in articles:
        image = site.page(f"credibility/badges/{entry['key'].removesuffix('.md')}.svg")
        assert "<script" not in image
        assert "\u202e" not in image


# files beside the pages


def test_badges_as_data(site):
    site.build(DOCS)
    articles = json.loads(site.page("credibility.json"))["articles"]
    assert len(articles) > 1
    for entry in articles:
        name = entry["key"].removesuffix(".md")
        badge = json.loads(site.page(f"credibility/badges/{name}.json"))
        assert badge["schemaVersion"] == 1
        assert badge["label"] == "credibility"
        assert badge["color"] == COLOURS[entry["band"]]
        assert badge["message"].startswith(f"{int(entry['score'])} · ")


def test_a_badge_without_a_number():
    [card] = review([read_text("Two words.", path="short.md")]).cards
    assert json.loads(shields.endpoint(card))["message"] == "Not assessed"


def test_the_stylesheet_that_sites_get_is_made_of_the_readable_one():
    spec = importlib.util.spec_from_file_location("minify_css", ROOT / "scripts" / "minify_css.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.MADE.read_text("utf-8") == module.minified(module.SOURCE.read_text("utf-8"))
    assert (
        module.minified('a :is(b, c) > d { x: y z; content: " ; " }\n/* no */') == 'a :is(b,c)>d{x:y z;content:" ; "}\n'
    )


def test_pages_without_a_table_load_no_script(site):
    site.build(DOCS, plugins=["credibility"])
    assert "<script" not in str(soup_of(site, FERRY).select_one("aside.credibility"))
    assert [s["src"] for s in soup_of(site, FERRY).select("script[src*=credibility]")] == []
    [script] = soup_of(site, "credibility/index.html").select("script[src*=credibility]")
    assert script.has_attr("defer")
    assert not script.get_text()
