"""A scorecard as what its badge shows: counts, orders and puts in words what `badge_view` holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from mkdocs_credibility import rules
from mkdocs_credibility.article import Article
from mkdocs_credibility.reports import diff
from mkdocs_credibility.reports.badge_view import (
    BadgeView,
    DimensionView,
    Excerpt,
    Href,
    Issue,
    IssueKind,
    Link,
    SilencedView,
    Sum,
    Told,
)
from mkdocs_credibility.reports.editors import note as editors_note
from mkdocs_credibility.reports.evidence import Evidence
from mkdocs_credibility.reports.facts import LONGEST_NAME, Facts
from mkdocs_credibility.reports.texts import Texts
from mkdocs_credibility.reports.wording import printable, renamed, safe_href, shortened, title
from mkdocs_credibility.rules import Dimension
from mkdocs_credibility.scorecard import DIMENSIONS, DimensionResult, Finding, Scorecard
from mkdocs_credibility.span import Span

FULL: Final = 100
"""Points a dimension starts with."""

OPEN_ISSUES: Final = 4
"""Issues of one kind shown at once; the rest is one click away."""

MOST_ISSUES: Final = 60
"""Issues of one kind that a badge lists at all; the report has every one."""

LONGEST_EXCERPT: Final = 360
"""Characters of a quoted passage that a badge prints."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every line of one badge is made with."""

    card: Scorecard
    href: Href
    evidence: Evidence | None
    told: Told
    points: Mapping[int, float]


class CardViews:
    """Makes the views of scorecards, in one language."""

    def __init__(self, t: Texts, *, editors: bool = False) -> None:
        self.t = t
        self.facts = Facts(t)
        self.editors = editors

    # names ------------------------------------------------------------------------------------------------------

    def link(self, article: Article, href: Href) -> Link:
        """An article by its title, leading to its page if it has one."""
        return Link(title(article), safe_href(href(article.key)), self.foreign(article))

    def foreign(self, article: Article) -> str | None:
        """The article's language if it is not the one the report is in."""
        language = article.declared_language or article.language
        return printable(language) if language and language.split("-")[0].lower() != self.t.code else None

    def quoted(self, article: Article) -> str:
        """An article's title as it stands in a sentence."""
        return self.t.plain("story.quoted", title=shortened(title(article), LONGEST_NAME))

    def message(self, finding: Finding, source: Article | None = None) -> str:
        """What a finding says, with the version it was compared with called by its title, or by what it is if it is
        the likely `source` that the badge has named already."""
        other, text = finding.reference, printable(self.t.say(finding.message))
        if other is None:
            return text
        said = renamed(text, [(other.key, self.t.plain("story.source") if other is source else self.quoted(other))])
        return said if said == text else said[:1].upper() + said[1:]

    def reason(self, card: Scorecard) -> str | None:
        """Why the article was not assessed, if it was not."""
        return printable(self.t.say(card.band_reason)) if card.band_reason else None

    def word(self, band: str) -> str:
        """What readers are told a band means."""
        return self.t.plain(f"band.{band}")

    def rule_title(self, finding: Finding) -> str:
        """The rule's title in the report's language, else as the rule has it."""
        if known := self.t.rule(finding.rule, "title"):
            return known
        if finding.title:  # a site's own rule is in no registry
            return printable(finding.title)
        try:
            return rules.get(finding.rule).title
        except rules.UnknownRuleError:
            return self.t.say(finding.message)

    def score(self, value: float) -> str:
        """A score as readers see it: whole points, rounded down so that 89.9 is not called 90 in the band below."""
        return self.t.number(int(value + 1e-9), 0)

    # the badge --------------------------------------------------------------------------------------------------

    def badge(
        self,
        card: Scorecard,
        href: Href,
        evidence: Evidence | None = None,
        told: Told | None = None,
    ) -> BadgeView:
        """What the badge shows of the article itself; `evidence` knows where a span stands on the page."""
        points = {id(d.finding): d.points for r in card.dimensions.values() for d in r.deductions}
        sheet = _Sheet(card, href, evidence, told or Told(), points)
        dimensions = tuple(self.dimension(card, name, self._kinds(sheet, name)) for name in DIMENSIONS)
        return BadgeView(
            title=title(card.article),
            band=card.band,
            word=self.word(card.band),
            score=None if card.score is None else self.score(card.score),
            short=self.short(card),
            reason=self.reason(card) if card.score is None else None,
            dimensions=dimensions,
            facts=tuple(self.facts.all(card)),
            silenced=tuple(
                SilencedView(self.message(s.finding), s.finding.rule, printable(s.reason)) for s in card.silenced
            ),
            sum=self._sum(card, dimensions),
            table=safe_href(href("table")),
            language=self.foreign(card.article),
        )

    def short(self, card: Scorecard) -> str:
        """The few words after the band: the two kinds of issue that cost the article most."""
        if card.score is None:
            return self.reason(card) or self.t.plain("badge.no_reason")
        cost: dict[str, float] = {}
        for result in card.dimensions.values():
            for deduction in result.deductions:
                cost[deduction.finding.rule] = cost.get(deduction.finding.rule, 0) + deduction.points * result.weight
        worst = sorted((rule for rule in cost if cost[rule] >= 0.5), key=lambda rule: (-cost[rule], rule))
        if not worst:
            return self.t.plain("badge.no_findings")
        by_rule = {rule: [f for f in card.findings if f.rule == rule] for rule in worst[:2]}
        named = [self._times(self.rule_title(found[0]), len(found)) for found in by_rule.values() if found]
        if len(worst) > 2:
            named.append(self.t.plain("badge.short_more", n=len(worst) - 2))
        return " · ".join(named)

    def _times(self, name: str, n: int) -> str:
        return self.t.plain("badge.short_times", title=name, n=n) if n > 1 else name

    def dimension(self, card: Scorecard, name: Dimension, kinds: tuple[IssueKind, ...] = ()) -> DimensionView:
        """One dimension's score in words, with these issues."""
        result = card.dimensions.get(name, DimensionResult())
        reason = None
        if result.score is None:
            reason = (
                self.t.plain("badge.not_assessed", reason=printable(self.t.say(result.reason)))
                if result.reason
                else self.t.plain("badge.no_reason")
            )
        return DimensionView(
            name=name,
            label=self.t.plain(f"dimension.{name}"),
            question=self.t.plain(f"dimension_question.{name}"),
            score=None if result.score is None else self.score(result.score),
            percent=round(result.score or 0.0, 1),
            band=result.band,
            word=self.t.plain(f"band_short.{result.band}"),
            reason=reason,
            share=self.t.number(100 * result.weight, 0),
            floor=sum(d.points for d in result.deductions) > FULL,
            kinds=kinds,
        )

    def _kinds(self, sheet: _Sheet, name: Dimension) -> tuple[IssueKind, ...]:
        """The issues of a dimension by rule, those that cost most first."""
        found = [f for f in sheet.card.findings if f.dimension == name]
        if not found:
            return ()
        found.sort(key=lambda f: f.rule)
        kinds = [self._kind(sheet, list(group)) for _, group in groupby(found, lambda f: f.rule)]
        return tuple(sorted(kinds, key=lambda k: (-k.points, k.rule)))

    def _kind(self, sheet: _Sheet, found: list[Finding]) -> IssueKind:
        worst = max(found, key=lambda f: sheet.points.get(id(f), 0.0))
        total = sum(sheet.points.get(id(f), 0.0) for f in found)
        costly = sorted(found, key=lambda f: -sheet.points.get(id(f), 0.0))
        # said once for all that were compared with one version, and not at all for the one named at the badge's top
        references = {id(f.reference): f.reference for f in found}
        only = next(iter(references.values())) if len(references) == 1 else None
        issues = [self._issue(sheet, f, said=only is not None) for f in costly[:MOST_ISSUES]]
        notes = [self.t.plain(f"owner.{worst.owner}")] if f"owner.{worst.owner}" in self.t else []
        if worst.severity != "info" and any(i.points == 0 for i in issues):
            notes.append(self.t.plain("badge.capped"))
        return IssueKind(
            rule=worst.rule,
            title=self.rule_title(worst),
            severity=worst.severity,
            owner=worst.owner,
            points=total,
            cost=self._cost(total, compared=only is not None and only is sheet.told.source),
            count=len(found),
            note=" ".join(notes) or None,
            fix=self.t.rule(worst.rule, "fix") or worst.fix,
            reference=self.link(only, sheet.href) if only and only is not sheet.told.source else None,
            shown=tuple(issues[:OPEN_ISSUES]),
            more=tuple(issues[OPEN_ISSUES:]),
            editors=editors_note(sheet.card.article.key, found, self.t) if self.editors else None,
        )

    def _cost(self, points: float, *, compared: bool = False) -> str:
        cost = self.t.plain("badge.points", n=round(points, 1)) if points else self.t.plain("badge.no_points")
        return self.t.plain("badge.compared", cost=cost) if compared else cost

    def _issue(self, sheet: _Sheet, finding: Finding, *, said: bool = False) -> Issue:
        """A finding in words; `said` is that the version it was compared with is named elsewhere."""
        pieces: tuple[diff.Piece, ...] = ()
        there = None
        message = self.message(finding, sheet.told.source)
        language = self.foreign(sheet.card.article)
        if finding.reference and finding.reference_span:
            if finding.spans:
                before, after = finding.reference_span, finding.spans[0]
                pieces = tuple(diff.words(printable(before.exact), printable(after.exact)))
                message = sheet.told.changes.get((before, after), message)
            else:
                there = self.excerpt(finding.reference_span, self.foreign(finding.reference))
        points = sheet.points.get(id(finding), 0.0)
        shown = finding.spans[:1] if pieces else finding.spans
        places = sheet.evidence
        return Issue(
            message=message,
            points=points,
            cost=self._cost(points),
            excerpts=() if pieces else tuple(self.excerpt(s, language, places) for s in shown),
            there=there,
            pieces=pieces,
            reference=self.link(finding.reference, sheet.href) if finding.reference and not said else None,
            language=language,
            href=places.href(shown[0]) if places and pieces else None,
            id=places.cite(shown, self.rule_title(finding)) if places else None,
        )

    def excerpt(self, span: Span, language: str | None, evidence: Evidence | None = None) -> Excerpt:
        """A span with as much of its surroundings as stays on its line, cut at words."""
        before = printable(span.prefix.rpartition("\n")[2])
        after = printable(span.suffix.partition("\n")[0])
        if "\n" not in span.prefix and len(span.prefix) > 20:
            before = "…" + before.partition(" ")[2]
        if "\n" not in span.suffix and len(span.suffix) > 20:
            after = after.rpartition(" ")[0] + "…"
        if not span.exact.strip():
            return Excerpt("", shortened(before + after, LONGEST_EXCERPT), "", span.line, None, language)
        text = shortened(printable(span.exact), LONGEST_EXCERPT)
        return Excerpt(before, text, after, span.line, evidence.href(span) if evidence else None, language)

    def _sum(self, card: Scorecard, dimensions: Iterable[DimensionView]) -> Sum | None:
        if card.score is None:
            return None
        rows, notes = [], []
        for d in dimensions:
            if d.score is None:
                notes.append(self.t.plain("badge.sum_not_assessed", name=d.label))
            else:
                score = self.t.number(card.dimensions[d.name].score or 0.0)
                rows.append(self.t.plain("badge.sum_item", name=d.label, score=score, share=d.share))
        total = self.t.plain("badge.sum_total", score=self.t.number(card.score))
        return Sum(tuple(rows), total, tuple(notes))
