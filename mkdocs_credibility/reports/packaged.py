"""The files that pages need beside their HTML: one stylesheet, one script for those with a table, and a second
stylesheet for pages that no theme dresses."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from typing import Final

STYLESHEET: Final = "credibility.min.css"
SCRIPT: Final = "credibility.js"
ALONE: Final = "alone.css"

_FOLDER: Final = files("mkdocs_credibility.reports") / "assets"


def path(asset: str) -> str:
    """Where an asset lies in the package."""
    return str(_FOLDER / asset)


def text(asset: str) -> str:
    """What is in an asset."""
    return (_FOLDER / asset).read_text("utf-8")


@cache
def uri(asset: str) -> str:
    """An asset's place in the site; the hash in its name makes browsers fetch a new one after an upgrade."""
    return f"assets/credibility.{sha256((_FOLDER / asset).read_bytes()).hexdigest()[:8]}{PurePath(asset).suffix}"
