"""Text, Markdown and HTML in, `Article` out; and a site's own rules from their file."""

from mkdocs_credibility.readers.html import read_html
from mkdocs_credibility.readers.markdown import read_markdown
from mkdocs_credibility.readers.rule_file import RuleFileError, load_rules
from mkdocs_credibility.readers.text import read_text

__all__ = ["RuleFileError", "load_rules", "read_html", "read_markdown", "read_text"]
