"""Text, Markdown and HTML in, `Article` out."""

from mkdocs_credibility.readers.html import read_html
from mkdocs_credibility.readers.markdown import read_markdown
from mkdocs_credibility.readers.text import read_text

__all__ = ["read_html", "read_markdown", "read_text"]
