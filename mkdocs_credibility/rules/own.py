"""Rules that a site's authors wrote themselves: phrases their house does not print, and what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mkdocs_credibility.rules import Rule

Where = Literal["anywhere", "line", "start"]


@dataclass(frozen=True, slots=True)
class OwnRule:
    """Phrases and where they count; `rule` holds what every rule holds, its message may name `{phrase}`.

    `where`: anywhere, as all of a line (paragraph, heading, list item, caption or table cell), or at the start of one.
    `unless`: longer phrases inside which a phrase is right.  `in_quotes`: whether quotations are searched as well.
    `case`: whether capitals count.  `languages`: primary subtags of the articles it is for; empty means all.
    """

    rule: Rule
    phrases: tuple[str, ...]
    where: Where = "anywhere"
    unless: tuple[str, ...] = ()
    in_quotes: bool = False
    case: bool = False
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class OwnRules:
    """A site's own rules, `entries` in the order of their file; `path` is the file, if they come from one.

    Part of the options of one review, never of the registry: what one site calls an issue must not reach the next.
    """

    entries: tuple[OwnRule, ...] = ()
    path: str | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return {entry.rule.id: entry.rule for entry in self.entries}
