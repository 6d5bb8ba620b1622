"""Sites of other generators, annotated and looked at: what was there stays where it was, what is ours works."""

from __future__ import annotations

import shutil
import time
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from generators import write
from hosts import SITES
from test_pages import (  # noqa: F401  # `driver` is a fixture; where there is no browser, this skips the module
    By,
    Keys,
    driver,
    errors,
    follow_evidence,
    in_view,
    open_all,
    open_fresh,
    overflow,
    rows,
    served,
    violations,
    wait,
)

from mkdocs_credibility.cli import main

pytestmark = pytest.mark.browser
ARTICLES = {
    "hugo": "posts/back/",
    "docusaurus": "blog/back/",
    "wordpress": "back/",
    "material": "news/back/",
}
PREFIX = {"docusaurus": "paper/"}
"""The folder of its host from which a site is served."""

LAYOUT = """
return [...document.body.querySelectorAll("*")]
  .filter(e => !e.closest(".credibility, .cr-back, .cr-mark, script, style, template, svg") && e.checkVisibility())
  .map(e => { const r = e.getBoundingClientRect(); return [e.tagName, Math.round(r.left), Math.round(r.width), r.top,
    e.closest(document.querySelector("article") ? "article" : "main") !== null] })
"""

ALONE = """
const box = document.querySelector("main").getBoundingClientRect(), style = getComputedStyle(document.body)
const red = colour => Number(colour.match(/[0-9]+/)[0])
return [box.left, innerWidth - box.right, red(style.color), red(style.backgroundColor)]
"""


@pytest.fixture(scope="module", params=ARTICLES)
def site(request, tmp_path_factory):
    """A site as its generator built it and as annotated, both served, with the path of an article."""
    name = request.param
    root = tmp_path_factory.mktemp(name)
    inside = PREFIX.get(name, "")
    plain, annotated = root / "plain" / inside, root / "annotated" / inside
    for folder in (plain.parent, annotated.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with served(root / "plain") as before, served(root / "annotated") as after:
        if name == "material":
            if missing := SITES[name].missing():
                pytest.skip(missing)
            SITES[name].write(root / "source", address=after)  # instant navigation works at the site's own address
            shutil.copytree(SITES[name].build(root / "source", "off", "out"), plain, dirs_exist_ok=True)
        else:
            write(plain, name)
        done = CliRunner().invoke(main, ["annotate", str(plain), "--out", str(annotated)])
        assert done.exit_code == 0, done.output
        yield SimpleNamespace(
            name=name, before=before + inside, after=after + inside, article=ARTICLES[name], root=annotated
        )


@pytest.fixture
def look(driver):  # noqa: F811
    """Opens an address: `look(url, width, dark)`."""

    def open_url(url, width=1280, *, dark=False):
        open_fresh(driver, url, width, dark=dark)
        return driver

    return open_url


def follow(driver, selector, part, there):  # noqa: F811
    """Click, and wait for the address and for something to be seen there."""
    driver.execute_script("document.querySelector(arguments[0]).click()", selector)
    shown = "const e = document.querySelector(arguments[0]); return e !== null && e.checkVisibility()"
    wait(lambda: part in driver.current_url and driver.execute_script(shown, there))


def at_rest(driver):  # noqa: F811
    """The layout, once the theme's scripts have stopped changing it."""
    found = []

    def same():
        found.append(driver.execute_script(LAYOUT))
        time.sleep(0.3)
        return len(found) > 2 and found[-1] == found[-2] == found[-3]

    wait(same, 10)
    return found[-1]


@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_there_stays_where_it_was(site, look, width):
    before = look(site.before + site.article, width)
    was, over = at_rest(before), overflow(before)
    after = look(site.after + site.article, width)
    now = at_rest(after)
    assert [row[:3] for row in now] == [row[:3] for row in was]
    places = [n for n, row in enumerate(was) if row[4]]  # what stands beside the text need not move with it
    assert len(places) >= 10
    assert sorted(places, key=lambda n: now[n][3]) == sorted(places, key=lambda n: was[n][3])
    badge = after.find_element(By.CSS_SELECTOR, ".cr-badge")
    assert in_view(after, badge.find_element(By.CSS_SELECTOR, "summary"))
    assert overflow(after) <= over
    open_all(after)
    assert overflow(after) <= over


def test_badge_evidence_story_table_and_home_lead_to_each_other(site, look):
    # Material swaps a page that was loaded as a whole at the first link within it, with or without anything of ours
    driver = look(site.after if site.name == "material" else site.after + site.article)  # noqa: F811
    if site.name == "material":
        follow(driver, f".md-sidebar a[href*='{site.article}']", site.article, ".cr-badge")
    follow_evidence(driver)
    follow(driver, ".cr-badge a[href*='credibility/stories/']", "/credibility/stories/", ".cr-alone .cr-quotes")
    follow(driver, f".credibility a[href*='{site.article}']", site.article, ".cr-badge")
    follow(driver, ".cr-badge .cr-foot a[href$='credibility/']", "/credibility/", ".cr-alone .cr-tools input")
    assert len(rows(driver)) == 6
    follow(driver, ".cr-alone > nav a", site.after, "body:not(.cr-alone)")
    assert driver.current_url == site.after
    assert driver.find_elements(By.CSS_SELECTOR, ".credibility") == []
    assert errors(driver) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_violation_no_overflow_no_console_error(site, look, width, dark):
    story = next((site.root / "credibility/stories").iterdir()).name
    for path in (site.article, "credibility/", f"credibility/stories/{story}/"):
        driver = look(site.after + path, width, dark=dark)  # noqa: F811
        before = overflow(driver)
        open_all(driver)
        assert overflow(driver) <= (before if path == site.article else 0)
        assert errors(driver) == []
        assert violations(driver) == []
        if path != site.article:
            left, right, ink, paper = driver.execute_script(ALONE)
            assert min(left, right) >= 15
            assert (ink > paper) == dark


def test_search_finds_the_articles_and_nothing_of_ours(site, look):
    if site.name != "material":
        pytest.skip("its fixture has no search of its own")
    driver = look(site.after + site.article)  # noqa: F811

    def found(words):
        driver.execute_script("document.querySelector('#__search').checked = true")
        field = driver.find_element(By.CSS_SELECTOR, "input.md-search__input")
        wait(field.is_displayed)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(words)
        meta = driver.find_element(By.CSS_SELECTOR, ".md-search-result__meta")
        wait(lambda: "matching" in meta.text)
        return driver.find_elements(By.CSS_SELECTOR, ".md-search-result__item > a")

    hits = found("sailors")
    assert hits
    assert all("credibility" not in hit.get_attribute("href") for hit in hits)
    address = hits[0].get_attribute("href").split("?")[0]
    driver.execute_script("arguments[0].click()", hits[0])
    wait(lambda: driver.current_url.startswith(address))
    assert errors(driver) == []


def test_a_comparison_on_one_page(look, tmp_path):
    root = write(tmp_path / "site", "hugo")
    sources = [str(root / f"posts/{name}/index.html") for name in ("wire", "uncredited", "back")]
    page = tmp_path / "out" / "page.html"
    page.parent.mkdir()
    assert CliRunner().invoke(main, ["compare", *sources, "--html", str(page), "-q"]).exit_code == 0
    with served(page.parent) as base:
        for width, dark in ((1280, False), (390, True)):
            driver = look(f"{base}page.html", width, dark=dark)
            open_all(driver)
            assert overflow(driver) <= 0
            assert errors(driver) == []
            assert violations(driver) == []
