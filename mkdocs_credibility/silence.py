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
    for finding in card.findings:
        n = _guard_around(finding, guards)
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


def _guard_around(finding: Finding, guards: Sequence[tuple[Guard, frozenset[str]]]) -> int | None:
    """The first guard that holds every place of a finding; one without places is about the page, not about a part."""
    if not finding.spans:
        return None
    start, end = min(s.start for s in finding.spans), max(s.end for s in finding.spans)
    for n, (guard, only) in enumerate(guards):
        if guard.start <= start and end <= guard.end and (not only or finding.rule in only):
            return n
    return None
