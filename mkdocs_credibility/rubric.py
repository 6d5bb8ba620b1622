"""Findings to points and bands; nothing else in the package knows a weight.

A dimension starts at 100 and loses points to findings; nothing earns points for being there.  What a severity costs,
and how much one rule may cost at most, are judgements: they are kept in this one module and printed in the docs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.rules import Dimension, Owner, Severity
from mkdocs_credibility.scorecard import DIMENSIONS, Deduction, DimensionResult, Finding, Scorecard

POINTS: Final[dict[Severity, float]] = {"info": 0.0, "low": 4.0, "medium": 10.0, "high": 20.0}
"""What one finding of a severity costs its dimension, in points of 100, at confidence 1."""

CAP: Final[dict[Severity, float]] = {"info": 0.0, "low": 12.0, "medium": 30.0, "high": 60.0}
"""What all findings of one rule may cost together, by the severity of the worst: the tenth teaser line says no more
than the third."""

OWNER_SHARE: Final[dict[Owner, float]] = {"publisher": 1.0, "agency": 0.25, "ingest": 0.05}
"""Damage done on the way in (a scraper's prefix, a glued word) is shown and weighs next to nothing."""

COMPARED_SHARE: Final = 1.5
"""What a comparison of versions shows outranks what one text alone shows."""

WEIGHTS: Final[dict[Dimension, float]] = {"attribution": 0.3, "byline": 0.25, "boilerplate": 0.15, "translation": 0.3}
"""Share of each dimension in the total; dimensions that were not assessed leave theirs to the others."""

BANDS: Final[tuple[tuple[float, str], ...]] = ((90.0, "clear"), (75.0, "minor"), (50.0, "notable"), (0.0, "serious"))
"""Lower bound and name of each band of the total."""

NOT_ASSESSED: Final = "not-assessed"

_NOTHING: Final = Wording("abstain.nothing", "nothing could be assessed")


def band_of(score: float | None) -> str:
    """The band of a total or a dimension's score (0-100); "not-assessed" for None."""
    if score is None:
        return NOT_ASSESSED
    return next(name for floor, name in BANDS if score >= floor)


def points(finding: Finding) -> float:
    """What a finding costs its dimension before the cap of its rule."""
    share = OWNER_SHARE[finding.owner] * (COMPARED_SHARE if finding.compared else 1.0)
    return POINTS[finding.severity] * share * finding.confidence


def deductions(findings: Sequence[Finding]) -> list[Deduction]:
    """The points each finding costs, worst first within a rule, no rule over its cap."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    lost: list[Deduction] = []
    for group in by_rule.values():
        group.sort(key=points, reverse=True)
        worst = group[0]
        room = CAP[worst.severity] * (COMPARED_SHARE if worst.compared else 1.0)
        for finding in group:
            cost = round(min(points(finding), room), 2)
            room -= cost
            if cost > 0:
                lost.append(Deduction(finding, cost))
    return lost


def score(card: Scorecard) -> None:
    """Fill the card's dimensions, score and band from its findings."""
    card.dimensions = {}  # of its own: a copy of a card may share those of the first
    for dimension in DIMENSIONS:
        if reason := card.not_assessed.get(dimension):
            card.dimensions[dimension] = DimensionResult(None, reason)
            continue
        lost = deductions([f for f in card.findings if f.dimension == dimension])
        left = max(0.0, round(100.0 - sum(d.points for d in lost), 1))
        card.dimensions[dimension] = DimensionResult(left, deductions=lost, band=band_of(left))
    assessed = {d: r.score for d, r in card.dimensions.items() if r.score is not None}
    if not assessed:
        card.score, card.band = None, NOT_ASSESSED
        card.band_reason = next(iter(card.not_assessed.values()), _NOTHING())
        return
    weight = sum(WEIGHTS[d] for d in assessed)
    for dimension in assessed:
        card.dimensions[dimension].weight = WEIGHTS[dimension] / weight
    card.score = round(sum(WEIGHTS[d] * s for d, s in assessed.items()) / weight, 1)
    card.band, card.band_reason = band_of(card.score), None
