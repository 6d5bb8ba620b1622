"""Every rule: what it looks for, why, and who says so.  One module a dimension; the docs' reference is made from them.

A rule is one entry here and one function in a signal (or in `stories` when only a comparison can show it).  An id is
never renumbered or reused; a renamed rule keeps its old id in `aliases`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from mkdocs_credibility import extensions

Dimension = Literal["attribution", "byline", "boilerplate", "translation"]
Severity = Literal["info", "low", "medium", "high"]
Owner = Literal["publisher", "ingest", "agency"]

NONE: Final[Mapping[str, Rule]] = {}
"""A site without rules of its own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`message` is a format string that the finding's values fill; `rationale` says why it matters, `source` where the
    rule or its threshold comes from, `fix` what an editor does about it; `example` is (wrong, right).  `wordings` are
    further messages by name, for findings that lack what `message` tells."""

    id: str
    severity: Severity
    owner: Owner
    title: str
    message: str
    rationale: str
    source: str
    fix: str
    example: tuple[str, str] | None = None
    compared: bool = False
    aliases: tuple[str, ...] = ()
    wordings: tuple[tuple[str, str], ...] = ()

    @property
    def dimension(self) -> Dimension:
        """The part of the id before the slash."""
        return self.id.split("/", 1)[0]  # type: ignore[return-value]  # the registry's test holds every id to the four


class UnknownRuleError(KeyError):
    """No rule has that id; `suggestions` are the nearest ids."""

    def __init__(self, rule_id: str, own: Mapping[str, Rule] = NONE) -> None:
        super().__init__(rule_id)
        self.rule_id = rule_id
        from difflib import get_close_matches  # for who slips alone

        self.suggestions = get_close_matches(rule_id, [*_registry(), *own], n=3, cutoff=0.5)

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"no rule is called {self.rule_id!r}{hint}"


@cache
def _registry() -> dict[str, Rule]:
    from mkdocs_credibility.rules import attribution, boilerplate, byline, compared, translation

    ours = {
        name: rule
        for module in (attribution, byline, boilerplate, translation, compared)
        for rule in module.RULES
        for name in (rule.id, *rule.aliases)
    }
    return ours | _brought(ours)


def _brought(ours: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules of signals that other packages bring.  Raises ExtensionError for ids that are taken or of no
    dimension."""
    found: dict[str, Rule] = {}
    for name, extension in extensions.installed("signals").items():
        for rule in getattr(extensions.loaded("signals")[name], "RULES", ()):
            if rule.id in ours or rule.id in found:
                raise extensions.ExtensionError(f"{extension}: there is a rule {rule.id!r} already")
            if rule.dimension not in get_args(Dimension):
                raise extensions.ExtensionError(f"{extension}: {rule.id!r} begins with none of the dimensions")
            found[rule.id] = rule
    return found


def get(rule_id: str, own: Mapping[str, Rule] = NONE) -> Rule:
    """The rule of that id or alias, among the built-in ones and the site's `own` by id.

    Raises UnknownRuleError, with suggestions, when there is none.
    """
    rule = _registry().get(rule_id) or own.get(rule_id)
    if rule is None:
        raise UnknownRuleError(rule_id, own)
    return rule


def built_in(rule_id: str) -> bool:
    """Whether a built-in rule has that id or alias."""
    return rule_id in _registry()


def every(own: Mapping[str, Rule] = NONE) -> Iterator[Rule]:
    """All rules, by dimension and then in the order of their modules; a site's `own` after those of their dimension."""
    found = {rule.id: rule for rule in (*_registry().values(), *own.values())}
    order = get_args(Dimension)
    yield from sorted(found.values(), key=lambda rule: order.index(rule.dimension))
