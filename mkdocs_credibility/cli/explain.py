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
@COLOUR
def explain(
    target: str, paths: tuple[Path, ...], config_file: Path | None, rule_file: str | None, colour: bool | None
) -> None:
    """Say how a page's score came about, step by step, or what a rule looks for.

    A page of a project is compared with the others there; any other page with those under PATH, if given.
    """
    config_file = config_file or (None if paths else find_config(Path()))
    rule = _rule(target, config_file, rule_file)
    if rule is not None:
        shown = terminal(colour)
        echo(shown, shown.rule(rule))
        return
    work = _work(target, paths, config_file, rule_file)
    result, _ = carry_out(work, quiet=True)
    wanted = Path(target)
    for card in result.cards:
        file = Path(work.file_of(card.article.key))
        if card.article.key == target or (wanted.exists() and file.samefile(wanted)):
            shown = terminal(colour, file_of=work.file_of)
            echo(shown, "\n".join(steps(card, shown)) + "\n")
            return
    raise Failure(f"{safe(target)}: left out by the options or by its own front matter")


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
    yield shown.style(safe(shown.file_of(card.article.key)), "bold")
    if card.score is None:
        yield f"{INDENT}not assessed: {safe(card.band_reason or '')}"
        return
    cost = {id(d.finding): d.points for result in card.dimensions.values() for d in result.deductions}
    for name, result in card.dimensions.items():
        label = shown.t.plain(f"dimension.{name}")
        yield ""
        if result.score is None:
            yield f"{shown.style(label, 'bold')}  not assessed: {safe(result.reason or '')}"
            continue
        yield f"{shown.style(label, 'bold')}  begins with 100"
        for finding in (f for f in card.findings if f.dimension == name):
            yield from _cost(card, finding, cost.get(id(finding), 0.0), shown)
        for silenced in (s for s in card.silenced if s.finding.dimension == name):
            yield f"{INDENT}     –  {silenced.finding.rule}: silenced ({safe(silenced.reason)})"
        lost = sum(d.points for d in result.deductions)
        sign = f"100 − {_number(lost)} = {_number(result.score)}" if lost else "nothing lost: 100"
        yield f"{INDENT}{sign}"
    weighed = [(r.weight, r.score) for r in card.dimensions.values() if r.score is not None]
    yield ""
    sums = " + ".join(f"{weight:.3g} × {_number(score)}" for weight, score in weighed)
    word = shown.t.plain(f"band_short.{card.band}")
    total = f"{sums} = {_number(card.score)}, {word}"
    yield f"{shown.style('Total', 'bold')}  {shown.style(total, card.band)}"
    if any(r.score is None for r in card.dimensions.values()):
        yield f"{INDENT}(what was not assessed leaves its weight to the others)"
    yield f"{INDENT}bands: {', '.join(f'{name} from {floor:g}' for floor, name in rubric.BANDS)}"


def _cost(card: Scorecard, finding: Finding, points: float, shown: Terminal) -> Iterable[str]:
    place = first_place(card.article, finding)
    factors = [f"{finding.severity} {rubric.POINTS[finding.severity]:g}"]
    if (share := rubric.OWNER_SHARE[finding.owner]) != 1:
        factors.append(f"owner {finding.owner} {share:g}")
    if finding.compared:
        factors.append(f"comparison {rubric.COMPARED_SHARE:g}")
    if finding.confidence != 1:
        factors.append(f"confidence {finding.confidence:.2g}")
    told = " × ".join(factors)
    if points < round(rubric.points(finding), 2):
        told += f" = {_number(rubric.points(finding))}, of which the cap of the rule leaves {_number(points)}"
    amount = f"−{_number(points)}" if points else "0"
    yield f"{INDENT}{amount:>6}  {shown.style(finding.rule, 'bold')}  line {place.line}  ({told})"
    yield from shown.wrapped(finding.message, INDENT + " " * 8)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
