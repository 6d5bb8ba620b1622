"""`mkdocs-credibility`: the review of files from a terminal.  One module a command; what they share is in `work`.

Exit codes: 0 nothing held back, 1 a page is held back by a gate, 2 the command cannot be carried out (or a file could
not be read), 130 it was interrupted (Ctrl-C).
"""

from __future__ import annotations

import io
import sys
from errno import EPIPE
from typing import Any, Final

import click

from mkdocs_credibility.cli.annotate import annotate
from mkdocs_credibility.cli.check import check
from mkdocs_credibility.cli.compare import compare
from mkdocs_credibility.cli.corpus import corpus
from mkdocs_credibility.cli.explain import explain
from mkdocs_credibility.cli.init import init
from mkdocs_credibility.cli.rules import rules, schema
from mkdocs_credibility.cli.work import fail
from mkdocs_credibility.extensions import ExtensionError

INTERRUPTED: Final = 130
"""The exit code of what Ctrl-C ended, as shells and other programs have it: 128 and the number of the signal."""


class Program(click.Group):
    """The commands; what another package breaks is said in a line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ExtensionError as error:
            raise fail([str(error)]) from error
        except OSError as error:
            if error.errno == EPIPE:  # whoever read the output has gone; click ends without a word
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise fail([f"{place}{error.strerror or error}"]) from error
        except KeyboardInterrupt:
            click.echo("\nInterrupted.", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-credibility", prog_name="mkdocs-credibility")
def main() -> None:
    """Show how articles are sourced, signed and copied, with the evidence.  Not a judgement of truth."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that lacks a character shows its number; it is no reason to stop
            stream.reconfigure(errors="backslashreplace")


for command in (check, compare, annotate, corpus, explain, rules, init, schema):
    main.add_command(command)
