"""Rules of the translation dimension."""

from __future__ import annotations

from mkdocs_credibility.rules import Rule

RULES: tuple[Rule, ...] = ()
