"""Show how each article of a site is sourced, signed and copied, with the evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs_credibility.article import Article, Block, Declared
    from mkdocs_credibility.options import Agency, Options
    from mkdocs_credibility.pipeline import Review, assess, compare, relate, review
    from mkdocs_credibility.readers import RuleFileError, load_rules, read_html, read_markdown, read_text
    from mkdocs_credibility.rules.own import OwnRules
    from mkdocs_credibility.scorecard import Credit, DimensionResult, Finding, Quote, Scorecard
    from mkdocs_credibility.span import Span
    from mkdocs_credibility.story import Drift, Relation, Story

__all__ = [
    "Agency",
    "Article",
    "Block",
    "Credit",
    "Declared",
    "DimensionResult",
    "Drift",
    "Finding",
    "Options",
    "OwnRules",
    "Quote",
    "Relation",
    "Review",
    "RuleFileError",
    "Scorecard",
    "Span",
    "Story",
    "assess",
    "compare",
    "load_rules",
    "read_html",
    "read_markdown",
    "read_text",
    "relate",
    "review",
]

_ROOMS = {
    "article": ("Article", "Block", "Declared"),
    "options": ("Agency", "Options"),
    "pipeline": ("Review", "assess", "compare", "relate", "review"),
    "readers": ("RuleFileError", "load_rules", "read_html", "read_markdown", "read_text"),
    "rules.own": ("OwnRules",),
    "scorecard": ("Credit", "DimensionResult", "Finding", "Quote", "Scorecard"),
    "span": ("Span",),
    "story": ("Drift", "Relation", "Story"),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}


# Names are fetched when they are first asked for: whoever imports the package to check that it is there, or an MkDocs
# build that has nothing to score, does not wait for what reads and judges articles.
def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
