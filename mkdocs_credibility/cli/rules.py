"""`rules`: what is looked for, and why; `schema`: what an editor needs to complete a `mkdocs.yml`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mkdocs_credibility import rules as registry
from mkdocs_credibility import settings
from mkdocs_credibility.cli.work import COLOUR, CONFIG, LANG, RULES, Failure, echo, site_of, terminal
from mkdocs_credibility.reports.terminal import safe


def complete_rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The rule ids that begin so, for the shell."""
    return [rule.id for rule in registry.every() if rule.id.startswith(incomplete)]


@click.command()
@click.argument("rule_id", metavar="[ID]", required=False, shell_complete=complete_rule)
@RULES
@CONFIG
@LANG
@COLOUR
def rules(
    rule_id: str | None, rule_file: str | None, config_file: Path | None, lang: str | None, colour: bool | None
) -> None:
    """List the rules, or say what one looks for, why, and how to silence it."""
    site = site_of(config_file, rule_file)[0]
    shown, own = terminal(colour, lang=lang or site.settings.lang), site.options.rules.by_id
    if rule_id is None:
        echo(shown, shown.rules(registry.every(own)))
        return
    try:
        rule = registry.get(rule_id, own)
    except registry.UnknownRuleError as error:
        raise Failure(safe(str(error))) from None
    echo(shown, shown.rule(rule))


@click.command()
def schema() -> None:
    """Print the JSON Schema of the options, with which an editor completes and checks a mkdocs.yml."""
    click.echo(json.dumps(settings.schema(), indent=2, ensure_ascii=False))
