"""The repo's own site in a real browser: opened by keyboard, read at phone width, in both palettes, and by axe."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from contextlib import ExitStack
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

REPO = Path(__file__).parents[2]
REQUIRED = os.environ.get("CREDIBILITY_BROWSER") == "required"
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

if not REQUIRED:
    pytest.importorskip("selenium", reason="selenium is not installed (extra: dev)")
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed (extra: dev)")
    if not (CHROMIUM and DRIVER):
        pytest.skip("there is no chromium with its driver on this machine", allow_module_level=True)

from browsing import FLAGS, open_fresh, served
from selenium import webdriver
from selenium.common.exceptions import ElementClickInterceptedException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser
THEMES = {
    "mkdocs": {"name": "mkdocs", "color_mode": "auto", "highlightjs": False},
    "readthedocs": {"name": "readthedocs", "highlightjs": False},
    "instant": {
        "name": "material",
        "font": False,
        "features": ["navigation.instant"],
        "palette": [{"media": "(prefers-color-scheme: dark)", "scheme": "slate"}],
    },
}
ARTICLE = "newsroom/bridge/globe-daily-post/"
AXE = """
const done = arguments[0]
const ours = [".credibility", ".cr-mark", ".cr-back"].filter(name => document.querySelector(name)).map(name => [name])
axe.run({include: ours}).then(done)
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The address of the repo's own site, built and served."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--no-strict"]
    command += ["-f", str(REPO / "mkdocs.yml"), "-d", str(out)]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})  # noqa: S603
    with served(out) as address:
        yield address


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Builds one of the demo's stories as a site of its own with other settings; returns its address."""
    with ExitStack() as stack:

        def build_small(theme):
            root = tmp_path_factory.mktemp("small")
            (root / "site").mkdir()
            shutil.copytree(REPO / "docs/newsroom/bridge", root / "docs/bridge")
            (root / "docs/index.md").write_text("# Home\n\n[A version](bridge/globe-daily-post.md)\n", "utf-8")
            (root / "docs/table.md").write_text("# All\n\n<!-- credibility:table -->\n", "utf-8")
            address = stack.enter_context(served(root / "site"))
            plugins = ["search", {"credibility": {"cache": False, "include": ["bridge/"]}}]
            settings = {"site_name": "Bridge", "site_url": address, "theme": theme, "plugins": plugins}
            (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
            command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")]
            subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})  # noqa: S603
            return address

        yield cache(lambda name: build_small(THEMES[name]))


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    browser = webdriver.Chrome(service=Service(str(DRIVER)), options=options)
    yield browser
    browser.quit()


@pytest.fixture
def page(base, driver):
    """Opens a page of the site, or of another one: `page(path, width, dark)`."""

    def open_page(path, width=1280, *, dark=False, site=base):
        open_fresh(driver, site + path, width, dark=dark)
        return driver

    return open_page


def story_path(driver, page):
    page(ARTICLE)
    link = driver.find_element(By.CSS_SELECTOR, "aside.credibility a[href*='credibility/stories/']")
    return link.get_attribute("href").split("/", 3)[3]


def tab_to(driver, selector, limit=120):
    """Walk by the tab key to an element that the selector fits."""
    for _ in range(limit):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        if driver.execute_script("return document.activeElement.matches(arguments[0])", selector):
            return driver.switch_to.active_element
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def press(driver, key=Keys.ENTER):
    driver.switch_to.active_element.send_keys(key)


def in_view(driver, element):
    return driver.execute_script(
        "const box = arguments[0].getBoundingClientRect();"
        "return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;",
        element,
    )


def errors(driver):
    messages = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    # mkdocs' own theme looks for the style of the highlighter that these sites do without
    return [message for message in messages if "favicon" not in message and "js/darkmode.js" not in message]


def violations(driver):
    driver.execute_script((files("axe_core_python") / "axe.min.js").read_text("utf-8"))
    return [(v["id"], v["nodes"][0]["html"]) for v in driver.execute_async_script(AXE)["violations"]]


def overflow(driver):
    return driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")


def open_all(driver):
    driver.execute_script("document.querySelectorAll('.credibility details').forEach(d => d.open = true)")


def rows(driver):
    """The rows that are shown, as (title, total)."""
    return driver.execute_script(
        "return [...document.querySelectorAll('.cr-list tbody tr:not(.cr-group)')].filter(r => r.checkVisibility())"
        ".map(r => [r.cells[0].querySelector('a').textContent, parseInt(r.cells[1].textContent)])"
    )


def test_a_badge_opens_and_closes_by_keyboard(page):
    driver = page(ARTICLE)
    details = driver.find_element(By.CSS_SELECTOR, "aside.credibility details")
    evidence = driver.find_element(
        By.CSS_SELECTOR, "aside.credibility blockquote, aside.credibility q, aside.credibility mark"
    )
    summary = details.find_element(By.TAG_NAME, "summary")
    assert not evidence.is_displayed()
    assert tab_to(driver, ".cr-card > summary") == summary
    summary.send_keys(Keys.ENTER)
    assert details.get_attribute("open") is not None
    assert evidence.is_displayed()
    summary.send_keys(Keys.ENTER)
    assert not evidence.is_displayed()


def test_the_badge_leads_to_the_story_and_back(page):
    driver = page(ARTICLE)
    driver.execute_script("document.querySelector('aside.credibility details').open = true")
    link = driver.find_element(By.CSS_SELECTOR, "aside.credibility a[href*='credibility/stories/']")
    driver.execute_script("arguments[0].click()", link)
    assert "/credibility/stories/" in driver.current_url
    back = driver.find_element(By.CSS_SELECTOR, f".credibility a[href*='{ARTICLE}']")
    driver.execute_script("arguments[0].click()", back)
    assert driver.current_url.endswith(ARTICLE)


def follow_evidence(driver):
    """From the badge to a passage in the text and back, by keyboard alone."""
    tab_to(driver, ".cr-card > summary")
    if not driver.execute_script("return document.querySelector('.cr-card').open"):
        press(driver)
    link = tab_to(driver, '.cr-badge a[href*="#cr-e"]')  # Material makes addresses absolute
    target = link.get_attribute("href").split("#")[1]
    press(driver)
    mark = driver.find_element(By.ID, target)
    wait(lambda: in_view(driver, mark))
    assert mark.tag_name == "mark"
    assert driver.find_element(By.CSS_SELECTOR, ".cr-mark:target") == mark
    assert not in_view(driver, link)
    back = tab_to(driver, ".cr-back", limit=1)
    assert back.accessible_name.endswith("back to the issue")
    issue = back.get_attribute("href").split("#")[1]
    press(driver)
    wait(lambda: in_view(driver, driver.find_element(By.ID, issue)))
    assert driver.find_element(By.ID, issue).find_element(By.XPATH, "ancestor::aside") is not None


def click(driver, selector):
    """Click in the middle of the window: a page that was swapped may still be scrolling below its sticky header."""
    element = driver.find_element(By.CSS_SELECTOR, selector)

    def done():
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        try:
            element.click()
        except ElementClickInterceptedException:
            return False
        return True

    wait(done)


def wait(true, seconds=5):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_evidence_leads_to_its_place_and_back_by_keyboard(page):
    driver = page(ARTICLE)
    shown = "return getComputedStyle(document.querySelector('.cr-mark')).backgroundColor"
    assert driver.execute_script(shown) == "rgba(0, 0, 0, 0)"
    assert not driver.find_element(By.CSS_SELECTOR, ".cr-back").is_displayed()
    follow_evidence(driver)
    assert driver.execute_script(shown) != "rgba(0, 0, 0, 0)"
    assert errors(driver) == []


def test_the_table_sorts_by_keyboard(page):
    driver = page("credibility/")
    before = rows(driver)
    tab_to(driver, ".cr-list thead th:nth-child(2) button")
    head = driver.find_element(By.CSS_SELECTOR, ".cr-list thead th:nth-child(2)")
    press(driver)
    scores = [score for _, score in rows(driver) if score is not None]
    assert head.get_attribute("aria-sort") == "ascending"
    assert scores == sorted(scores)
    assert len(rows(driver)) == len(before)
    assert [row for row in rows(driver)[len(scores) :] if row[1] is not None] == []
    press(driver, Keys.SPACE)
    scores = [score for _, score in rows(driver) if score is not None]
    assert head.get_attribute("aria-sort") == "descending"
    assert scores == sorted(scores, reverse=True)
    press(driver)
    assert head.get_attribute("aria-sort") is None
    assert rows(driver) == before
    click(driver, ".cr-list thead th:first-child button")
    titles = [unicodedata.normalize("NFKD", title) for title, _ in rows(driver)]
    assert titles == sorted(titles, key=lambda title: re.sub(r"[^\w ]", "", title).casefold())
    assert errors(driver) == []


def test_the_table_filters(page):
    driver = page("credibility/")
    everything = rows(driver)
    field = driver.find_element(By.CSS_SELECTOR, ".cr-tools input")
    assert field.accessible_name == "Filter"
    status = driver.find_element(By.CSS_SELECTOR, ".cr-tools [role=status]")
    assert status.text == f"{len(everything)} of {len(everything)} shown"
    field.send_keys("meridian bell")
    found = rows(driver)
    assert 0 < len(found) < len(everything)
    assert status.text == f"{len(found)} of {len(everything)} shown"
    groups = "return [...document.querySelectorAll('.cr-group')].filter(r => r.checkVisibility()).length"
    assert 0 < driver.execute_script(groups) <= len(found)
    click(driver, ".cr-list thead th:nth-child(2) button")
    assert sorted(rows(driver)) == sorted(found)
    field.send_keys(" xyzzy")
    assert rows(driver) == []
    assert status.text.startswith("0 of")
    click(driver, ".cr-tools button")
    assert rows(driver) == everything
    assert driver.switch_to.active_element == field


def test_without_scripts_everything_is_there(page, driver):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page("credibility/")
        assert not driver.find_element(By.CSS_SELECTOR, ".cr-tools").is_displayed()
        assert driver.find_elements(By.CSS_SELECTOR, ".cr-list thead button") == []
        found = driver.find_elements(By.CSS_SELECTOR, ".cr-list tbody tr:not(.cr-group)")
        assert len(found) > 20
        assert all(row.is_displayed() for row in found)
        page(ARTICLE)
        click(driver, ".cr-badge summary")
        assert driver.find_element(By.CSS_SELECTOR, ".cr-badge mark").is_displayed()
        assert driver.find_element(By.CSS_SELECTOR, ".cr-back").is_displayed()
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_instant_navigation_there_and_back(page, small):
    """Material swaps the page's content: badge and table work after, on pages that were never loaded."""
    site = small("instant")
    driver = page("", site=site)
    driver.execute_script("window.sameDocument = true")

    def go(part, to):
        driver.execute_script(f"document.querySelector('.md-sidebar a[href*=\"{part}\"]').click()")
        wait(lambda: part in driver.current_url and driver.find_elements(By.CSS_SELECTOR, to))
        assert driver.execute_script("return window.sameDocument"), "the page was loaded as a whole"

    for _ in range(2):
        go("table", ".cr-list[data-ready]")
        assert driver.find_element(By.CSS_SELECTOR, ".cr-tools").is_displayed()
        assert len(driver.find_elements(By.CSS_SELECTOR, ".cr-list thead button")) == 8
        click(driver, ".cr-list thead th:nth-child(2) button")
        scores = [score for _, score in rows(driver) if score is not None]
        assert scores == sorted(scores)
        driver.find_element(By.CSS_SELECTOR, ".cr-tools input").send_keys("globe")
        assert len(rows(driver)) < len(scores)
        go("globe-daily-post", ".cr-badge")
        follow_evidence(driver)
    assert errors(driver) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes(page, small, theme, dark):
    site = small(theme)
    for path in ("bridge/globe-daily-post/", "table/"):
        for width in (1280, 390):
            driver = page(path, width, dark=dark, site=site)
            before = overflow(driver)
            open_all(driver)
            assert overflow(driver) <= before
            assert violations(driver) == []
            assert errors(driver) == []


def test_on_paper_a_badge_is_as_it_was_left(page, driver):
    page(ARTICLE, 800)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    evidence = driver.find_element(By.CSS_SELECTOR, ".cr-badge .cr-rest mark, .cr-badge .cr-rest del")
    assert not evidence.is_displayed()
    assert driver.find_element(By.CSS_SELECTOR, ".cr-badge .cr-word").is_displayed()
    driver.execute_script("document.querySelector('.cr-card').open = true")
    driver.execute_script("arguments[0].scrollIntoView()", evidence)  # what is far off may not be rendered yet
    shown = "return arguments[0].checkVisibility({contentVisibilityAuto: true})"
    wait(lambda: driver.execute_script(shown, evidence))
    assert not driver.find_element(By.CSS_SELECTOR, ".cr-back").is_displayed()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["article", "table", "story"])
def test_no_violation_no_overflow_no_console_error(page, driver, name, width, dark):
    path = {"article": lambda: ARTICLE, "table": lambda: "credibility/", "story": lambda: story_path(driver, page)}[
        name
    ]()
    page(path, width, dark=dark)
    open_all(driver)
    assert overflow(driver) <= 0
    assert errors(driver) == []
    assert violations(driver) == []
