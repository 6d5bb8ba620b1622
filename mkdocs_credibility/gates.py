"""Gates: what may not pass, and which pages do not.  One judgement for the plugin and the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from mkdocs_credibility import rubric
from mkdocs_credibility.scorecard import Finding, Scorecard
from mkdocs_credibility.settings import Settings, selected
from mkdocs_credibility.settings.kinds import SEVERITIES

SITE = ""
"""The page of a failure that is the whole site's."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A page (its key; empty for the whole site) that a gate does not let pass.

    `gate` is the option's key, as "fail_under.page" or "fail_on", `reason` what was found, `finding` the finding that a
    `fail_on` or `warn_on` names.
    """

    page: str
    gate: str
    reason: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gates say of a review."""

    failures: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()

    @property
    def pages(self) -> list[str]:
        """The pages that fail, each once, in the order of the failures."""
        return list(dict.fromkeys(failure.page for failure in self.failures))


def judge(cards: Sequence[Scorecard], settings: Settings, known: AbstractSet[int] = frozenset()) -> Verdict:
    """Hold the cards against the gates.  Findings whose `id()` is in `known` (a baseline's) count in none of them: the
    scores are those that the pages would have without."""
    limits = settings.fail_under
    failures: list[Failure] = []
    warnings: list[Failure] = []
    scored = [_without(card, known) for card in cards]
    totals = [card.score for card in scored if card.score is not None]
    if limits.site is not None and totals:
        mean = round(sum(totals) / len(totals), 1)
        if mean < limits.site:
            failures.append(Failure(SITE, "fail_under.site", f"{_number(mean)}, under {_number(limits.site)}"))
    for card in scored:
        key = card.article.key
        if limits.page is not None and card.score is not None and card.score < limits.page:
            failures.append(Failure(key, "fail_under.page", f"{_number(card.score)}, under {_number(limits.page)}"))
        for name, limit in limits.dimensions.items():
            result = next((r for d, r in card.dimensions.items() if d == name), None)
            if result is not None and result.score is not None and result.score < limit:
                reason = f"{name} {_number(result.score)}, under {_number(limit)}"
                failures.append(Failure(key, f"fail_under.dimension.{name}", reason))
        failures += _found(card, "fail_on", settings.fail_on)
        warnings += _found(card, "warn_on", settings.warn_on)
    return Verdict(tuple(failures), tuple(warnings))


def _without(card: Scorecard, known: AbstractSet[int]) -> Scorecard:
    """The card as it would be without the known findings."""
    left = [finding for finding in card.findings if id(finding) not in known]
    if len(left) == len(card.findings):
        return card
    other = replace(card, findings=left)
    rubric.score(other)
    return other


def _found(card: Scorecard, gate: str, selectors: Iterable[str]) -> Iterable[Failure]:
    for finding in sorted(card.findings, key=lambda f: (-SEVERITIES.index(f.severity), f.rule)):
        if selected(selectors, finding.rule, finding.severity):
            yield Failure(card.article.key, gate, finding.rule, finding)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def summary(failures: Sequence[Failure], *, most: int = 20) -> list[str]:
    """The pages that fail, a line each, the gates by their keys; past `most` how many more there are.

    As in "news/a.md: fail_under.page: 61.2, under 80; fail_on: byline/x, translation/y × 2".
    """
    by_page: dict[str, dict[str, Counter[str]]] = {}
    for failure in failures:
        by_page.setdefault(failure.page, {}).setdefault(failure.gate, Counter())[failure.reason] += 1
    lines = []
    for page, by_gate in by_page.items():
        told = (
            f"{gate}: {', '.join(_times(reason, n) for reason, n in found.items())}" for gate, found in by_gate.items()
        )
        lines.append(f"{page or 'all pages together'}: {'; '.join(told)}")
    more = len(lines) - most
    return lines if more <= 0 else [*lines[:most], f"and {more} more"]


def _times(reason: str, n: int) -> str:
    return f"{reason} × {n}" if n > 1 else reason
