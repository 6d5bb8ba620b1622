"""`python -m mkdocs_credibility`: the command line."""

from mkdocs_credibility.cli import main

if __name__ == "__main__":
    main(prog_name="mkdocs-credibility")
