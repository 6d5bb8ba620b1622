"""`check`: the review of files, in the format of whoever reads it, held against the gates."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

import click

from mkdocs_credibility import baseline, extensions, gates, rules
from mkdocs_credibility.cli.work import (
    COLOUR,
    CONFIG,
    JOBS,
    LANG,
    QUIET,
    RULES,
    Failure,
    Work,
    carry_out,
    fail,
    gather,
    paths,
    terminal,
    write_file,
)
from mkdocs_credibility.pipeline import Review
from mkdocs_credibility.reports import csv, github, junit, sarif
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.reports.terminal import safe
from mkdocs_credibility.settings import Settings
from mkdocs_credibility.settings.kinds import SEVERITIES

FORMATS = ("text", "json", "sarif", "github", "csv", "junit")


def _formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The formats, those of other packages among them, that begin so."""
    return [name for name in (*FORMATS, *extensions.installed("reports")) if name.startswith(incomplete)]


def _format(ctx: click.Context, param: click.Parameter, value: str) -> str:
    names = _formats(ctx, param, "")
    if value not in names:
        raise click.BadParameter(f"{value!r} is not one of {', '.join(map(repr, names))}.")
    return value


@click.command()
@paths(required=False)
@CONFIG
@click.option(
    "--format", "form", default="text", show_default=True, metavar=f"[{'|'.join(FORMATS)}]", callback=_format,
    shell_complete=_formats,
    help="text for people; json, sarif, github (annotations), csv or junit for programs.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write the report to a file.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="N", help="Hold back pages with a score under N.")
@click.option(
    "--fail-on", multiple=True, metavar="RULE|SEVERITY", help="Hold back pages with such findings; repeatable."
)
@click.option("--warn-on", multiple=True, metavar="RULE|SEVERITY", help="Warn of such findings; repeat it.")
@click.option(
    "--baseline", "baseline_file", metavar="FILE", type=click.Path(path_type=Path),
    help="A file of known findings, which hold nothing back.",
)  # fmt: skip
@click.option("--update-baseline", is_flag=True, help="Write all findings to the baseline, and hold nothing back.")
@RULES
@JOBS
@QUIET
@click.option("-v", "--verbose", is_flag=True, help="Show known and silenced findings too.")
@LANG
@COLOUR
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    config_file: Path | None,
    form: str,
    output: Path | None,
    fail_under: float | None,
    fail_on: tuple[str, ...],
    warn_on: tuple[str, ...],
    baseline_file: Path | None,
    update_baseline: bool,
    rule_file: str | None,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
    lang: str | None,
    colour: bool | None,
) -> None:
    """Assess articles: .md, .html and .txt files, folders of them, or a project (a folder with a mkdocs.yml, whose
    pages and options count; also when no PATH is given)."""
    work = gather(paths, config_file, rule_file)
    settings = _settings(work, fail_under, fail_on, warn_on)
    file = baseline_file or work.site.baseline
    if update_baseline and file is None:
        raise click.UsageError("--update-baseline needs a --baseline, or the option in mkdocs.yml")
    before = _load(file, missing_is_empty=update_baseline) if file else None
    result, complete = carry_out(work, quiet=quiet, jobs=jobs)
    if update_baseline and file is not None:
        _update(file, before or {}, result, work)
        before = _load(file)
    old: set[int] = set()
    if before is not None:
        compared = baseline.compare(result.cards, before, gone=_gone(work, before))
        old = compared.old
        for page, rule, n in compared.stale if not quiet else ():
            click.echo(f"note: {safe(str(file))}: {safe(page)}: {safe(rule)}: {n} no longer found (stale)", err=True)
    verdict = gates.judge(result.cards, settings, old)
    lang = lang or work.site.settings.lang
    shown = terminal(colour, lang=lang, to_file=output is not None, file_of=work.file_of)
    held = shown.held_back(_lines(verdict.failures, work), len(verdict.pages)) if verdict.failures else ""
    warnings = [f"warning: {line}" for line in _lines(verdict.warnings, work, most=len(verdict.warnings))]
    if form != "text":
        report = _report(form, result, work, verdict, old if before is not None else None)
    elif quiet:
        report = ""
    else:
        cards = [shown.card(card, old, everything=verbose) + "\n" for card in result.cards]
        report = "".join([*cards, shown.summary(result.cards, result.stories, old)])
    if output is None:
        click.echo(report, nl=False, color=shown.colour)
    else:
        write_file(output, report)
    for line in warnings:
        click.echo(safe(line), err=True)
    click.echo(held, nl=False, err=form != "text" and output is None, color=shown.colour and output is None)
    ctx.exit(2 if not complete else 1 if verdict.failures else 0)


def _settings(work: Work, under: float | None, fail_on: Sequence[str], warn_on: Sequence[str]) -> Settings:
    """The gates of the options with those of the command line."""
    settings = work.site.settings
    if under is not None:
        settings = replace(settings, fail_under=replace(settings.fail_under, page=under))
    own = work.site.options.rules.by_id
    given: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for name, selectors in (("--fail-on", fail_on), ("--warn-on", warn_on)):
        found: list[str] = []
        for selector in selectors:
            try:
                found.append(selector if selector in SEVERITIES else rules.get(selector, own).id)
            except rules.UnknownRuleError as error:
                problems.append(f"{name}: {error}; a severity is one of {', '.join(SEVERITIES)}")
        given[name] = tuple(found)
    if problems:
        raise fail(problems)
    return replace(
        settings, fail_on=given["--fail-on"] or settings.fail_on, warn_on=given["--warn-on"] or settings.warn_on
    )


def _load(file: Path, *, missing_is_empty: bool = False) -> baseline.Known:
    if missing_is_empty and not file.exists():
        return {}
    try:
        return baseline.load(file)
    except baseline.BaselineError as error:
        raise Failure(safe(str(error))) from None


def _update(file: Path, before: baseline.Known, result: Review, work: Work) -> None:
    """Write what was found now; pages that were not looked at, and are still there, stay as they were."""
    gone = set(_gone(work, before))
    kept = {page: known for page, known in before.items() if page not in gone}
    write_file(file, baseline.text(result.cards, kept))


def _gone(work: Work, before: baseline.Known) -> list[str]:
    """Pages of a baseline that are no longer there: of a whole project what was not found, else files that went."""
    if work.whole:
        return sorted(set(before) - set(work.places))
    root = work.project.docs_dir if work.project else Path()
    return [page for page in before if page not in work.places and not (root / page).exists()]


def _lines(failures: Sequence[gates.Failure], work: Work, most: int = 20) -> list[str]:
    named = [replace(f, page=work.file_of(f.page) if f.page else f.page) for f in failures]
    return gates.summary(named, most=most)


def _report(
    form: str, result: Review, work: Work, verdict: gates.Verdict, known: AbstractSet[int] | None
) -> str:  # fmt: skip
    cards, old = result.cards, known or frozenset()
    match form:
        case "json":
            site = work.project.site_name if work.project else None
            return json_report.dumps(json_report.document(cards, result.stories, site=site))
        case "sarif":
            return sarif.log(cards, own=work.site.options.rules.by_id, file_of=work.file_of, known=known)
        case "github":
            return github.commands(cards, file_of=work.file_of, known=old)
        case "csv":
            return csv.table(cards, file_of=work.file_of, known=old)
        case "junit":
            reasons: dict[str, list[str]] = {}
            for failure in verdict.failures:
                reasons.setdefault(failure.page, []).append(f"{failure.gate}: {failure.reason}")
            return junit.report(cards, reasons, file_of=work.file_of, known=old)
    extension = extensions.installed("reports")[form]
    return str(extensions.call(extension, extension.load(), result, file_of=work.file_of))
