"""What a result depends on besides articles and options: this program itself, and what it is built on."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from mkdocs_credibility import extensions
from mkdocs_credibility.cache import digest, fingerprint

_LIBRARIES = ("beautifulsoup4", "jinja2", "nupunkt", "pyphen", "rapidfuzz", "textstat")
"""Those whose next release may give another result for the same text, or other HTML for the same result."""

_PARTS = (".py", ".toml", ".json", ".z", ".html", ".css", ".js")


@cache
def program_key() -> bytes:
    """A key that changes with every rule, word list and template of this package and with what it calls."""
    return digest(
        fingerprint(os.path.dirname(__file__), _PARTS),  # noqa: PTH120  # asked for in every build, cached ones above all
        sys.version,
        *map(_version, _LIBRARIES),
        *extensions.versions(),
    )


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
