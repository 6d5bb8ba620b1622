"""Where things go in a page's HTML: by splicing strings, so that every other byte stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

MARKER: Final = "<!-- credibility:"
"""What every marker begins with."""

TABLE_MARKER: Final = "<!-- credibility:table -->"
BADGE_MARKER: Final = "<!-- credibility:badge -->"

STORY_MARKER = re.compile(r"<!-- credibility:story[ \t]+([^\s<>]{1,200}) -->")
_AFTER_TITLE = re.compile(r"</h1\s*>", re.IGNORECASE)


def place_badge(content: str, badge: str, position: str) -> str:
    """The page's content with the badge in it; `position` is the `badge` option's value.

    A marker in the page wins over the position.  A page whose title the theme prints outside the content gets the
    badge at the start, which is right below it.
    """
    if BADGE_MARKER in content:
        return content.replace(BADGE_MARKER, badge, 1)
    if position == "after-content":
        return f"{content}\n{badge}"
    if position == "after-title" and (title := _AFTER_TITLE.search(content)):
        return f"{content[: title.end()]}\n{badge}{content[title.end() :]}"
    return f"{badge}\n{content}"


def place_stories(content: str, story: Callable[[str], str | None]) -> tuple[str, list[str]]:
    """The page's content with the stories in the places it asks for, and the ids that no story has."""
    unknown: list[str] = []

    def fill(marker: re.Match[str]) -> str:
        html = story(marker[1])
        if html is None:
            unknown.append(marker[1])
            return marker[0]
        return html

    return STORY_MARKER.sub(fill, content), unknown
