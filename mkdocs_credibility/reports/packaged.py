"""The files that pages need beside their HTML: one stylesheet, and one script for those with a table."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from typing import Final

STYLESHEET: Final = "credibility.min.css"
SCRIPT: Final = "credibility.js"

_FOLDER: Final = files("mkdocs_credibility.reports") / "assets"


def path(asset: str) -> str:
    """Where an asset lies in the package."""
    return str(_FOLDER / asset)


@cache
def uri(asset: str) -> str:
    """An asset's place in the site; the hash in its name makes browsers fetch a new one after an upgrade."""
    return f"assets/credibility.{sha256((_FOLDER / asset).read_bytes()).hexdigest()[:8]}{PurePath(asset).suffix}"
