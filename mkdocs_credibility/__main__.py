"""`python -m mkdocs_credibility`."""

from mkdocs_credibility.cli import main

main(prog_name="mkdocs-credibility")
