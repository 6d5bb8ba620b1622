"""Rules of the byline dimension."""

from __future__ import annotations

from mkdocs_credibility.rules import Rule

RULES: tuple[Rule, ...] = ()
