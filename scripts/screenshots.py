"""Take the pictures of the docs: `python scripts/screenshots.py` builds the demo newsroom and photographs it.

Needs Debian's chromium with its driver, and the `dev` extra.  The same machine takes the same pictures.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from browsing import FLAGS, served
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT: Final = Path(__file__).parents[1]
OUT: Final = ROOT / "docs" / "assets"
ARTICLE: Final = "newsroom/bridge/globe-daily-post/"
OPEN: Final = "document.querySelector('.cr-card').open = true;"
LOOKS: Final = (*FLAGS, "--hide-scrollbars", "--force-prefers-reduced-motion")


class Shot(NamedTuple):
    """A picture: its name, the page, what is done there first, the element at its top, and how much of it is shown."""

    name: str
    path: str
    script: str
    top: str
    height: int
    phone_height: int


class View(NamedTuple):
    """How a page is looked at."""

    name: str
    width: int
    dark: bool


VIEWS: Final = (View("light", 1000, dark=False), View("dark", 1000, dark=True), View("phone", 390, dark=False))


def shots(story: str) -> tuple[Shot, ...]:
    """The pictures; `story` is the path of the story's page."""
    sides = "document.querySelector('.cr-side').open = true;"
    return (
        Shot("badge", ARTICLE, "", "h1", 390, 560),
        Shot("evidence", ARTICLE, OPEN, ".cr-dim", 640, 760),
        Shot("marks", ARTICLE, OPEN + "location.hash = document.querySelector('.cr-mark[id]').id;",
             ".md-content article > p:nth-of-type(2)", 400, 560),
        Shot("table", "credibility/", "", ".cr-tools", 660, 760),
        Shot("story", story, "", ".cr-kicker", 660, 760),
        Shot("side-by-side", story, sides, ".cr-side tbody tr:nth-child(5)", 430, 620),
    )  # fmt: skip


def browser(profile: str) -> webdriver.Chrome:
    """Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in (*LOOKS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(service=Service(str(shutil.which("chromedriver"))), options=options)


def take(driver: webdriver.Chrome, base: str, shot: Shot, view: View) -> bytes:
    """One picture as PNG."""
    height = shot.phone_height if view.width < 500 else shot.height
    size = {"width": view.width, "height": height + 400, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get(base + shot.path)
    scheme = "slate" if view.dark else "default"
    driver.execute_script(
        f"document.body.dataset.mdColorScheme = '{scheme}';"
        "document.querySelectorAll('.md-header, .md-top').forEach(element => element.remove());" + shot.script
    )
    driver.execute_async_script("setTimeout(arguments[0], 400)")
    box = driver.execute_script(
        "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        "const page = document.querySelector('.md-content article').getBoundingClientRect();"
        "return [page.left, box.top + scrollY, page.width]",
        shot.top,
    )
    clip = {"x": max(0, box[0] - 12), "y": max(0, box[1] - 16), "width": box[2] + 24, "height": height, "scale": 1}
    png = driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"format": "png", "clip": clip, "captureBeyondViewport": True}
    )
    return base64.b64decode(png["data"])


def main() -> None:
    """Build, look, write."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "-q",
            "-f",
            str(ROOT / "mkdocs.yml"),
            "-d",
            f"{folder}/site",
        ]
        subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        [story] = Path(folder, "site", "credibility", "stories").glob("barges-*")
        OUT.mkdir(exist_ok=True)
        driver = browser(f"{folder}/profile")
        try:
            with served(f"{folder}/site") as base:
                for shot in shots(f"credibility/stories/{story.name}/"):
                    for view in VIEWS:
                        path = OUT / f"{shot.name}-{view.name}.png"
                        path.write_bytes(take(driver, base, shot, view))
                        print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} kB")
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
