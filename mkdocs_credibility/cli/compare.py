"""`compare`: the versions of a story side by side, in the terminal or as a page."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_credibility.cli.work import (
    COLOUR,
    CONFIG,
    JOBS,
    LANG,
    QUIET,
    carry_out,
    echo,
    gather,
    paths,
    terminal,
    write_file,
)
from mkdocs_credibility.pipeline import Review


@click.command()
@paths(required=False)
@CONFIG
@click.option(
    "--html", "page", metavar="FILE", type=click.Path(path_type=Path), help="Write a page that needs no other."
)
@JOBS
@QUIET
@LANG
@COLOUR
@click.pass_context
def compare(
    ctx: click.Context,
    paths: tuple[Path, ...],
    config_file: Path | None,
    page: Path | None,
    jobs: int | None,
    quiet: bool,
    lang: str | None,
    colour: bool | None,
) -> None:
    """Show which articles tell one story, how they relate, and what each version changed."""
    work = gather(paths, config_file, None)
    result, complete = carry_out(work, quiet=quiet, jobs=jobs)
    shown = terminal(colour, lang=lang or work.site.settings.lang, file_of=work.file_of)
    if page is not None:
        write_file(page, html(result, shown.t.code))
    if not quiet:
        if not result.stories:
            click.echo(shown.t.plain("terminal.no_stories"))
        for story in result.stories:
            echo(shown, shown.story(story, result.cards) + "\n")
    ctx.exit(0 if complete else 2)


def html(result: Review, locale: str = "en") -> str:
    """All stories as one page with its stylesheet inside: no script, and nothing is fetched from elsewhere."""
    from mkdocs_credibility.reports import packaged
    from mkdocs_credibility.reports.html import Renderer

    renderer = Renderer(locale=locale)

    def nowhere(_key: str) -> str | None:
        return None

    parts = [renderer.story(story, [*result.cards, *result.references], href=nowhere) for story in result.stories]
    body = "\n".join(parts) or f"<p>{renderer.text('terminal.no_stories')}</p>"
    return renderer.page(renderer.text("table.title"), body, style=packaged.text(packaged.STYLESHEET))
