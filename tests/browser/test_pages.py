"""The repo's own site in a real browser: opened by keyboard, read at phone width, in both palettes, and by axe."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
REQUIRED = os.environ.get("CREDIBILITY_BROWSER") == "required"
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

if not REQUIRED:
    pytest.importorskip("selenium", reason="selenium is not installed (extra: dev)")
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed (extra: dev)")
    if not (CHROMIUM and DRIVER):
        pytest.skip("there is no chromium with its driver on this machine", allow_module_level=True)

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip
ARTICLE = "newsroom/bridge/globe-daily-post/"
AXE = "const done = arguments[0]; axe.run({include: [['.credibility']]}).then(done)"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The address of the repo's own site, built and served."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(REPO / "mkdocs.yml"), "-d", str(out)]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})  # noqa: S603
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(out)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


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
    """Opens a page of the site: `page(path, width, dark)`."""

    def open_page(path, width=1280, *, dark=False):
        driver.set_window_size(width, 1000)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        driver.get_log("browser")
        driver.get(base + path)
        return driver

    return open_page


def story_path(driver, page):
    page(ARTICLE)
    link = driver.find_element(By.CSS_SELECTOR, "aside.credibility a[href*='credibility/stories/']")
    return link.get_attribute("href").split("/", 3)[3]


def test_a_badge_opens_and_closes_by_keyboard(page):
    driver = page(ARTICLE)
    details = driver.find_element(By.CSS_SELECTOR, "aside.credibility details")
    evidence = driver.find_element(
        By.CSS_SELECTOR, "aside.credibility blockquote, aside.credibility q, aside.credibility mark"
    )
    summary = details.find_element(By.TAG_NAME, "summary")
    assert not evidence.is_displayed()
    for _ in range(80):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        if driver.switch_to.active_element == summary:
            break
    assert driver.switch_to.active_element == summary
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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["article", "table", "story"])
def test_no_violation_no_overflow_no_console_error(page, driver, name, width, dark):
    path = {"article": lambda: ARTICLE, "table": lambda: "credibility/", "story": lambda: story_path(driver, page)}[
        name
    ]()
    page(path, width, dark=dark)
    driver.execute_script("document.querySelectorAll('.credibility details').forEach(d => d.open = true)")
    wide = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    errors = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert [e for e in errors if "favicon" not in e] == []
    driver.execute_script((files("axe_core_python") / "axe.min.js").read_text("utf-8"))
    violations = driver.execute_async_script(AXE)["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
