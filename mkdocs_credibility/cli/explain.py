"""`explain`: how a page's score came about, step by step; or what a rule looks for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from mkdocs_credibility import rubric
from mkdocs_credibility import rules as registry
from mkdocs_credibility.cli.rules import complete_rule
from mkdocs_credibility.cli.work import (
    COLOUR,
    CONFIG,
    LANG,
    RULES,
    Failure,
    Work,
    carry_out,
    echo,
    gather,
    site_of,
    terminal,
)
from mkdocs_credibility.readers.project import find_config
from mkdocs_credibility.reports.places import first_place
from mkdocs_credibility.reports.terminal import INDENT, Terminal, safe
from mkdocs_credibility.scorecard import Finding, Scorecard


@click.command()
@click.argument("target", metavar="ID|PAGE", shell_complete=complete_rule)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@CONFIG
@RULES
@LANG
@COLOUR
def explain(
    target: str,
    paths: tuple[Path, ...],
    config_file: Path | None,
    rule_file: str | None,
    lang: str | None,
    colour: bool | None,
) -> None:
    """Say how a page's score came about, step by step, or what a rule looks for.

    A page of a project is compared with the others there; any other page with those under PATH, if given.
    """
    config_file = config_file or (None if paths else find_config(Path()))
    rule = _rule(target, config_file, rule_file)
    if rule is not None:
        shown = terminal(colour, lang=lang or site_of(config_file, rule_file)[0].settings.lang)
        echo(shown, shown.rule(rule))
        return
    work = _work(target, paths, config_file, rule_file)
    result, _ = carry_out(work, quiet=True)
    wanted = Path(target)
    for card in result.cards:
        file = Path(work.file_of(card.article.key))
        if card.article.key == target or (wanted.exists() and file.samefile(wanted)):
            shown = terminal(colour, lang=lang or work.site.settings.lang, file_of=work.file_of)
            echo(shown, "\n".join(steps(card, shown)) + "\n")
            return
    raise Failure(f"{safe(target)}: not read: a home page, or left out by the options or its own front matter")


def _rule(target: str, config_file: Path | None, rule_file: str | None) -> registry.Rule | None:
    """The rule of that id; None for what can only be a page."""
    if Path(target).exists():
        return None
    own = site_of(config_file, rule_file)[0].options.rules.by_id
    try:
        return registry.get(target, own)
    except registry.UnknownRuleError as error:
        if config_file is None or (Path(target).suffix == "" and error.suggestions):
            raise Failure(f"{safe(target)}: no such page, and {safe(str(error))}") from None
        return None


def _work(target: str, paths: tuple[Path, ...], config_file: Path | None, rule_file: str | None) -> Work:
    page = Path(target)
    if config_file is not None and not paths:
        work = gather((), config_file, rule_file)
        if target in work.places or (page.exists() and page.resolve() in {file.resolve() for file, _ in work.files}):
            return work
    if not page.exists():
        raise Failure(f"{safe(target)}: no such page")
    return gather((page, *paths), config_file, rule_file)


def steps(card: Scorecard, shown: Terminal) -> Iterable[str]:
    """How a card's score came about: each finding's cost, each dimension's sum, the weighted mean."""
    t = shown.t
    yield shown.style(safe(shown.file_of(card.article.key)), "bold")
    if card.score is None:
        yield INDENT + t.plain("terminal.not_assessed", reason=safe(t.say(card.band_reason or "")))
        return
    cost = {id(d.finding): d.points for result in card.dimensions.values() for d in result.deductions}
    for name, result in card.dimensions.items():
        label = t.plain(f"dimension.{name}")
        yield ""
        if result.score is None:
            reason = t.plain("terminal.not_assessed", reason=safe(t.say(result.reason or "")))
            yield f"{shown.style(label, 'bold')}  {reason}"
            continue
        yield f"{shown.style(label, 'bold')}  {t.plain('explain.begins')}"
        for finding in (f for f in card.findings if f.dimension == name):
            yield from _cost(card, finding, cost.get(id(finding), 0.0), shown)
        for silenced in (s for s in card.silenced if s.finding.dimension == name):
            mark = t.plain("terminal.silenced_mark", reason=safe(silenced.reason))
            yield f"{INDENT}     –  {silenced.finding.rule}  {mark}"
        lost = sum(d.points for d in result.deductions)
        left = t.number(result.score, 2)
        sign = f"100 − {t.number(lost, 2)} = {left}" if lost else t.plain("explain.nothing_lost")
        yield f"{INDENT}{sign}"
    weighed = [(r.weight, r.score) for r in card.dimensions.values() if r.score is not None]
    yield ""
    sums = " + ".join(f"{t.number(weight, 3)} × {t.number(score, 2)}" for weight, score in weighed)
    total = f"{sums} = {t.number(card.score, 2)}, {t.plain(f'band_short.{card.band}')}"
    yield f"{shown.style(t.plain('table.total'), 'bold')}  {shown.style(total, card.band)}"
    if any(r.score is None for r in card.dimensions.values()):
        yield INDENT + t.plain("explain.left_out")
    bands = [t.plain("explain.band", name=t.plain(f"band_short.{name}"), n=floor) for floor, name in rubric.BANDS]
    yield INDENT + t.plain("explain.bands", list=", ".join(bands))


def _cost(card: Scorecard, finding: Finding, points: float, shown: Terminal) -> Iterable[str]:
    place = first_place(card.article, finding)
    t = shown.t
    factors = [f"{t.plain(f'severity.{finding.severity}')} {t.number(rubric.POINTS[finding.severity])}"]
    if (share := rubric.OWNER_SHARE[finding.owner]) != 1:
        owner = t.plain(f"owner_name.{finding.owner}")
        factors.append(t.plain("explain.owner", owner=owner, share=t.number(share, 2)))
    if finding.compared:
        factors.append(t.plain("explain.comparison", share=rubric.COMPARED_SHARE))
    if finding.confidence != 1:
        factors.append(t.plain("explain.confidence", share=t.number(finding.confidence, 2)))
    told = " × ".join(factors)
    if points < round(rubric.points(finding), 2):
        told += t.plain("explain.capped", cost=t.number(rubric.points(finding), 2), left=t.number(points, 2))
    amount = f"−{t.number(points, 2)}" if points else "0"
    line = t.plain("explain.line", line=str(place.line))
    yield f"{INDENT}{amount:>6}  {shown.style(finding.rule, 'bold')}  {line}  ({told})"
    yield from shown.wrapped(t.say(finding.message), INDENT + " " * 8)
