"""A value of a page's metadata or markup as one line of text, and whether it can be a name at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Final, Literal

Entity = Literal["person", "organization"]

LONGEST: Final = 240
"""Characters of a value that can still be a byline: longer ones are a biography or a list of something else."""


def clean(value: object) -> str:
    """A value as one line of text; empty for what is none or too long."""
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return ""
    text = " ".join(re.sub(r"<[^<>]{0,300}>", " ", unescape(value)).split())
    return text if len(text) <= LONGEST else ""


def is_address(value: str) -> bool:
    """Whether a value is a link or an account and no name: article:author is a Facebook page as often as not."""
    return bool(re.match(r"(?:https?:)?//|www\.|/|@\w+$|mailto:", value)) or bool(
        re.fullmatch(r"\S+\.(?:com|org|net|html?)/\S*", value)
    )
