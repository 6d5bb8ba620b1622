"""Where things go in a page's HTML: by splicing strings, so that every other byte stays as it was."""

from __future__ import annotations

import re
from typing import Final

TABLE: Final = "credibility/index.md"
"""The page of the site, or of ours if the site has none there, that holds the table."""

TABLE_MARKER: Final = "<!-- credibility:table -->"

_AFTER_TITLE = re.compile(r"</h1\s*>", re.IGNORECASE)


def place_badge(content: str, badge: str, position: str) -> str:
    """The page's content with the badge in it; `position` is the `badge` option's value.

    A page whose title the theme prints outside the content gets the badge at the start, which is right below it.
    """
    if position == "after-content":
        return f"{content}\n{badge}"
    if position == "after-title" and (title := _AFTER_TITLE.search(content)):
        return f"{content[: title.end()]}\n{badge}{content[title.end() :]}"
    return f"{badge}\n{content}"
