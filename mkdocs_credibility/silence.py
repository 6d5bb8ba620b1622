"""What a site's authors do not want to hear: findings moved aside with the reason given, and what moved none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mkdocs_credibility import rules
from mkdocs_credibility.article import Guard
from mkdocs_credibility.options import Options, PageOptions, plain
from mkdocs_credibility.rules import Rule
from mkdocs_credibility.scorecard import Finding, Scorecard, Silenced

Note = tuple[str, str]
"""The key of an article, empty for the site's options, and what there is to say about its ignores and guards."""


def silence(card: Scorecard, options: Options, page: PageOptions) -> tuple[list[Note], list[Note]]:
    """Move what the options, the page's front matter and the guards in its text silence from `card.findings` to
    `card.silenced`; returns what is wrong with the page's ignores and guards, and which of them silence nothing."""
    key, own = card.article.key, options.rules.by_id
    problems: list[Note] = []
    unused: list[Note] = []
    reasons = _known(options.ignore, own)
    on_page: dict[str, str] = {}
    for rule_id, reason in page.ignore.items():
        try:
            on_page[rules.get(rule_id, own).id] = reason
        except rules.UnknownRuleError as error:
            problems.append((key, f"credibility.ignore.{plain(rule_id)}: {error}"))
    reasons |= on_page
    guards: list[tuple[Guard, frozenset[str]]] = []
    for guard in card.article.guards:
        if guard.problem:
            problems.append((key, f"line {guard.line}: {guard.problem}"))
            continue
        try:
            guards.append((guard, frozenset(rules.get(rule_id, own).id for rule_id in guard.rules)))
        except rules.UnknownRuleError as error:
            problems.append((key, f"line {guard.line}: credibility-off: {error}"))
    silenced: list[Silenced] = []
    kept: list[Finding] = []
    busy: set[int] = set()
    for finding, n in zip(card.findings, _guards_around(card.findings, guards), strict=True):
        if n is not None:
            busy.add(n)
            silenced.append(Silenced(finding, guards[n][0].reason))
        elif finding.rule in reasons:
            silenced.append(Silenced(finding, reasons[finding.rule]))
        else:
            kept.append(finding)
    card.silenced, card.findings = silenced, kept
    heard = {s.finding.rule for s in silenced}
    unused += [(key, f"credibility.ignore.{rule}: silences nothing here") for rule in on_page if rule not in heard]
    unused += [
        (key, f"line {guard.line}: credibility-off: silences nothing")
        for n, (guard, _) in enumerate(guards)
        if n not in busy
    ]
    return problems, unused


def unused_options(options: Options, cards: Iterable[Scorecard]) -> list[Note]:
    """Which of the site's own ignores silence nothing on any page."""
    heard = {s.finding.rule for card in cards for s in card.silenced}
    known = _known(options.ignore, options.rules.by_id)
    return [("", f"ignore.{rule}: silences nothing on any page") for rule in known if rule not in heard]


def _known(ignore: Mapping[str, str], own: Mapping[str, Rule]) -> dict[str, str]:
    found: dict[str, str] = {}
    for rule_id, reason in ignore.items():
        try:
            found[rules.get(rule_id, own).id] = reason
        except rules.UnknownRuleError:
            continue  # whoever reads the options has said so
    return found


def _guards_around(findings: Sequence[Finding], guards: Sequence[tuple[Guard, frozenset[str]]]) -> list[int | None]:
    """For each finding the first guard that holds every place of it; one without places is about the page, not about a
    part.  Findings and guards are walked in the order of the text, beside the few guards that are open there."""
    around: list[int | None] = [None] * len(findings)
    places = sorted((min(s.start for s in f.spans), i) for i, f in enumerate(findings) if f.spans)
    coming = sorted(range(len(guards)), key=lambda n: guards[n][0].start, reverse=True)
    opened: list[int] = []
    for start, i in places:
        while coming and guards[coming[-1]][0].start <= start:
            opened.append(coming.pop())
        opened = [n for n in opened if guards[n][0].end >= start]
        if opened:
            end, rule = max(s.end for s in findings[i].spans), findings[i].rule
            holding = (n for n in opened if end <= guards[n][0].end and (not guards[n][1] or rule in guards[n][1]))
            around[i] = min(holding, default=None)
    return around
