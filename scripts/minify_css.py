"""Make what sites get of the stylesheet: `python scripts/minify_css.py` after every change of the readable one."""

from __future__ import annotations

import re
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "mkdocs_credibility" / "reports" / "assets"
SOURCE, MADE = ASSETS / "credibility.css", ASSETS / "credibility.min.css"


def minified(css: str) -> str:
    """The sheet without comments and without the white space that means nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    parts = re.split(r'("[^"]*")', css)
    for i in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[i])
        part = re.sub(r" ?([{};,>]) ?", r"\1", part)
        # a space before a colon may stand for "any element", one behind it means nothing
        part = re.sub(r"(?<=[\w-]): ", ":", part)
        parts[i] = part.replace(";}", "}")
    return "".join(parts).strip() + "\n"


if __name__ == "__main__":
    MADE.write_text(minified(SOURCE.read_text("utf-8")), "utf-8")
    print(f"{MADE.name}: {MADE.stat().st_size} bytes")
