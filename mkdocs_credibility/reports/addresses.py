"""Where everything of ours lies in a site: the same for the plugin and for a site that is annotated."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

ROOT: Final = "credibility/"
"""The folder of our pages and badges."""

REPORT: Final = "credibility.json"
SCHEMA: Final = "credibility.schema.json"


def folder(key: str) -> str | None:
    """The folder of a page of ours, by what it is asked for with: "table", "table:2" (a further page of it) or
    "story:<id>"; None for anything else."""
    kind, _, name = key.partition(":")
    match kind:
        case "table":
            return f"{ROOT}page/{name}/" if name else ROOT
        case "story" if name:
            return f"{ROOT}stories/{name}/"
    return None


def badge(key: str, extension: str = "svg") -> str:
    """The file of an article's badge, by the article's key."""
    return f"{ROOT}badges/{key.rsplit('.', 1)[0]}.{extension}"


def quoted(path: str, safe: str = "/") -> str:
    """A path as URLs write it, byte for byte: a file's name need not be UTF-8, nor any text at all."""
    try:
        return quote(path, safe, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, safe, errors="surrogatepass")
