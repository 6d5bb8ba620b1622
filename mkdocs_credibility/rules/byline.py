"""Rules of the byline dimension."""

from __future__ import annotations

from mkdocs_credibility.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="byline/site-name-as-dateline",
        severity="medium",
        owner="publisher",
        title="The site's name stands where a dateline has its place",
        message="“{name}” stands in the dateline's place, where readers expect the place that was reported from",
        rationale="A dateline says where a report was filed. A site's or an outlet's name in that slot tells readers "
        "nothing of the kind and can hide that the report was filed elsewhere, by somebody else.",
        source="AP and Reuters style: a dateline is a place; Associated Press, Statement of News Values (datelines).",
        fix="Put the place of the reporting there, credit the agency in brackets, or drop the line.",
        example=("HARBOURNEWS — The council met on Monday.", "HARBOUR TOWN — The council met on Monday."),
    ),
)
