"""`mkdocs-credibility`: the review of files from a terminal.

Exit codes: 0 done, 1 an article is under the gate, 2 the command cannot be carried out (or a file could not be read).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from mkdocs_credibility import rules as registry
from mkdocs_credibility.article import Article
from mkdocs_credibility.options import Options, page_options
from mkdocs_credibility.pipeline import Review, review
from mkdocs_credibility.readers import RuleFileError, load_rules
from mkdocs_credibility.readers.files import SUFFIXES, find_files, read_file
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.reports.terminal import Terminal, safe
from mkdocs_credibility.rules.own import OwnRules

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
RULES = click.option(
    "--rules", "rule_file", metavar="FILE", help="A TOML file with rules of your own, beside the built-in ones."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-credibility", prog_name="mkdocs-credibility")
def main() -> None:
    """Show how articles are sourced, signed and copied, with the evidence.  Not a judgement of truth."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that lacks a character shows its number; it is no reason to stop
            stream.reconfigure(errors="backslashreplace")


@main.command()
@PATHS
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text for people, json for programs.",
)  # fmt: skip
@click.option(
    "--fail-under", type=click.FloatRange(0, 100), metavar="N", help="Exit with 1 if an article's score is under N."
)
@RULES
@click.pass_context
def check(
    ctx: click.Context, paths: tuple[Path, ...], form: str, fail_under: float | None, rule_file: str | None
) -> None:
    """Assess articles: .md, .html and .txt files, or folders of them."""
    result, complete = _review(paths, _own(rule_file))
    if form == "json":
        click.echo(json_report.dumps(json_report.document(result.cards, result.stories)), nl=False)
    else:
        terminal = _terminal()
        for card in result.cards:
            _echo(terminal, terminal.card(card))
        _echo(terminal, terminal.summary(result.cards, result.stories, fail_under), nl=False)
    under = any(c.score is not None and fail_under is not None and c.score < fail_under for c in result.cards)
    ctx.exit(2 if not complete else 1 if under else 0)


@main.command()
@PATHS
@click.pass_context
def compare(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Show which articles tell one story, how they relate, and what each version changed."""
    result, complete = _review(paths)
    terminal = _terminal()
    if not result.stories:
        click.echo(terminal.t.plain("terminal.no_stories"))
    for story in result.stories:
        _echo(terminal, terminal.story(story, result.cards))
    ctx.exit(0 if complete else 2)


@main.command()
@click.argument("rule_id", metavar="[ID]", required=False)
@RULES
def rules(rule_id: str | None, rule_file: str | None) -> None:
    """List the rules, or say what one looks for, why, and how to silence it."""
    terminal = _terminal()
    own = _own(rule_file).by_id
    if rule_id is None:
        _echo(terminal, terminal.rules(registry.every(own)), nl=False)
        return
    try:
        rule = registry.get(rule_id, own)
    except registry.UnknownRuleError as error:
        raise Failure(safe(str(error))) from None
    _echo(terminal, terminal.rule(rule), nl=False)


class Failure(click.ClickException):
    """A command that cannot be carried out: a line to read (one for each problem of a file), exit code 2."""

    exit_code = 2


def _terminal() -> Terminal:
    plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Terminal(colour=not plain, width=min(shutil.get_terminal_size((100, 24)).columns, 120))


def _echo(terminal: Terminal, text: str, *, nl: bool = True) -> None:
    click.echo(text, nl=nl, color=terminal.colour)


def _own(rule_file: str | None) -> OwnRules:
    """The rules of a file, none without one."""
    if rule_file is None:
        return OwnRules()
    try:
        return load_rules(rule_file)
    except RuleFileError as error:
        raise Failure("\n".join(map(safe, error.problems))) from None


def _review(paths: Sequence[Path], own: OwnRules | None = None) -> tuple[Review, bool]:
    """The review of everything under the paths, and whether every file could be read."""
    articles: list[Article] = []
    complete = True
    for path in _files(paths):
        try:
            article = read_file(path)
        except OSError as error:
            click.echo(f"{safe(str(path))}: {error.strerror or error}", err=True)
            complete = False
            continue
        if not page_options(article.metadata).excluded:
            articles.append(article)
    if not articles and complete:
        raise Failure(f"no article among {', '.join(safe(str(p)) for p in paths)} ({', '.join(sorted(SUFFIXES))})")
    result = review(articles, options=Options(rules=own or OwnRules()))
    for key, problem in result.problems:
        click.echo(f"{safe(key)}: {safe(problem)}", err=True)
    return result, complete


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files under the paths, each once, in the order given."""
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found = list(find_files(path))
        elif path.is_file():
            if path.suffix.lower() not in SUFFIXES:
                raise Failure(f"{safe(str(path))}: cannot read {path.suffix or 'this'} ({', '.join(sorted(SUFFIXES))})")
            found = [path]
        else:
            raise Failure(f"{safe(str(path))}: no such file or folder")
        for file in found:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file
