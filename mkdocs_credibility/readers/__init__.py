"""Text, Markdown and HTML in, `Article` out; and a site's own rules from their file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs_credibility.readers.html import read_html
    from mkdocs_credibility.readers.markdown import read_markdown
    from mkdocs_credibility.readers.rule_file import RuleFileError, load_rules
    from mkdocs_credibility.readers.text import read_text

__all__ = ["RuleFileError", "load_rules", "read_html", "read_markdown", "read_text"]

_HOMES = {
    "RuleFileError": "rule_file",
    "load_rules": "rule_file",
    "read_html": "html",
    "read_markdown": "markdown",
    "read_text": "text",
}


def __getattr__(name: str) -> Any:  # a build of HTML pages has no use for the reader of Markdown
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
