"""A signal with one rule: a study that is told of, and neither named nor linked."""

from __future__ import annotations

import re

from mkdocs_credibility.rules import Rule
from mkdocs_credibility.scorecard import Scorecard

RULES = (
    Rule(
        id="attribution/unnamed-study",
        severity="low",
        owner="publisher",
        title="Study without a name",
        message="“{phrase}” is not said to be any particular study.",
        rationale="Readers who cannot find a study cannot judge it.",
        source="House rule of this example.",
        fix="Name its authors or its journal, or link to it.",
        example=("Studies show that cats sleep.", "A study in the Journal of Naps shows that cats sleep."),
    ),
)

_STUDY = re.compile(r"\b(?:studies|research|experts) (?:show|shows|suggest|suggests|say|find)\b", re.IGNORECASE)


def examine(card: Scorecard) -> None:
    """Add a finding for every such phrase outside quotations."""
    article = card.article
    if article.language != "en":
        return
    for m in _STUDY.finditer(article.prose):
        span = article.span(m.start(), m.end())
        if not card.inside_quotes(span.start, span.end):
            card.add(RULES[0], span, phrase=m[0])
