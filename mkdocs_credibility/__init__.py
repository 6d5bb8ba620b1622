"""Show how each article of a site is sourced, signed and copied, with the evidence."""

from mkdocs_credibility.article import Article, Block, Declared, Span
from mkdocs_credibility.options import Agency, Options
from mkdocs_credibility.pipeline import Review, assess, compare, relate, review
from mkdocs_credibility.readers import RuleFileError, load_rules, read_html, read_markdown, read_text
from mkdocs_credibility.rules.own import OwnRules
from mkdocs_credibility.scorecard import Credit, DimensionResult, Finding, Quote, Scorecard
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
