"""Show how each article of a site is sourced, signed and copied, with the evidence."""

from mkdocs_credibility.pipeline import assess
from mkdocs_credibility.readers import read_html, read_markdown, read_text

__all__ = ["assess", "read_html", "read_markdown", "read_text"]
