"""`annotate`: badges, story pages, the table and the reports into a site that is built already."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import click

from mkdocs_credibility.cli.progress import Progress
from mkdocs_credibility.cli.work import CONFIG, JOBS, LANG, QUIET, RULES, Failure, fail, site_of
from mkdocs_credibility.pipeline import review
from mkdocs_credibility.readers.files import read_folder
from mkdocs_credibility.reports.terminal import safe
from mkdocs_credibility.settings.kinds import Patterns
from mkdocs_credibility.site import Annotated, SiteError, read_site, remove
from mkdocs_credibility.site import annotate as into
from mkdocs_credibility.site.files import MANIFEST

POSITIONS = ("after-title", "before-content", "after-content", "none")


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), help="Write a copy of the site, and leave SITE as it is."
)
@click.option("--remove", "taking_out", is_flag=True, help="Take everything out again, byte for byte.")
@click.option("--badge", type=click.Choice(POSITIONS), help="Where badges go.  [default: after-title]")
@click.option("--evidence/--no-evidence", default=None, help="Mark in the articles what badges quote, or not.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Pages that may be articles, as in .gitignore.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Pages that are no articles, as in .gitignore.")
@CONFIG
@RULES
@LANG
@JOBS
@QUIET
def annotate(
    site: Path,
    out: Path | None,
    taking_out: bool,
    badge: str | None,
    evidence: bool | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    config_file: Path | None,
    rule_file: str | None,
    lang: str | None,
    jobs: int | None,
    quiet: bool,
) -> None:
    """Put badges, story pages and the table into a generated site (Hugo, Jekyll, Zensical, Docusaurus, WordPress
    export: any), without building it anew.  The same again changes nothing; --remove gives back the same bytes."""
    try:
        if taking_out:
            if out is not None:
                raise click.UsageError("--remove works in place, without --out")
            _tell(site, remove(site), quiet=quiet, taken="taken out of")
            return
        said, _project = site_of(config_file, rule_file)
        settings = said.settings
        wanted = _wanted(Patterns(include) or settings.include, Patterns(exclude) or settings.exclude)
        target = site if out is None else _copy(site, out)
        try:
            with Progress(sum(1 for _ in target.rglob("*.html")), quiet=quiet) as progress:
                built = read_site(target, wanted=wanted, progress=progress.tell)
                if not built.articles:
                    raise Failure(f"{safe(str(site))}: no article in it")
                references = [a for folder in said.references for a in read_folder(folder)]
                result = review(built.articles, references, options=said.options, jobs=jobs, progress=progress.tell)
                done = into(
                    built,
                    result,
                    badge=badge or (settings.badge if settings.badge in POSITIONS else POSITIONS[0]),
                    evidence=settings.evidence if evidence is None else evidence,
                    lang=lang or settings.lang,
                )
            if out is not None:
                _swap(target, out)
        finally:
            if out is not None:
                shutil.rmtree(target, ignore_errors=True)
    except SiteError as error:
        raise fail(error.problems) from None
    except shutil.Error as error:  # a copy goes on to its end, and then says all that it could not take along
        raise fail([f"{source}: {why}" for source, _, why in error.args[0]]) from None
    except OSError as error:
        raise Failure(f"{safe(str(error.filename or out or site))}: {error.strerror or error}") from None
    for key, problem in result.problems:
        click.echo(f"{safe(key)}: {safe(problem)}", err=True)
    _tell(out or site, done, quiet=quiet, taken="put into")


def _wanted(include: Patterns, exclude: Patterns) -> Callable[[str], bool]:
    """Whether a page may be an article; the patterns of a `mkdocs.yml` are of its sources, and match those as well."""

    def wanted(path: str) -> bool:
        stem = path.rsplit(".", 1)[0]
        names = (path, f"{stem}.md", f"{stem.removesuffix('/index')}.md")
        return (not include or any(map(include.match, names))) and not any(map(exclude.match, names))

    return wanted


def _copy(site: Path, out: Path) -> Path:
    """A copy of the site beside where it is to go.  Raises Failure, SiteError, OSError."""
    real, goal = site.resolve(), out.resolve()
    if not site.is_dir():
        raise SiteError([f"{site}: no such folder"])
    if goal == real or goal.is_relative_to(real) or real.is_relative_to(goal):
        raise Failure(f"{safe(str(out))}: give --out a folder beside the site, not in it or around it")
    if goal.exists() and (not goal.is_dir() or (any(goal.iterdir()) and not (goal / MANIFEST).is_file())):
        raise Failure(f"{safe(str(out))}: is there already, and no annotated site")
    goal.parent.mkdir(parents=True, exist_ok=True)
    beside = goal.with_name(f".{goal.name}.{os.getpid()}.part")
    shutil.copytree(real, beside, symlinks=True, ignore=_no_files)
    return beside


def _no_files(folder: str, names: list[str]) -> set[str]:
    """What in a folder cannot be copied: pipes, sockets, devices."""
    places = {name: Path(folder, name) for name in names}
    return {name for name, at in places.items() if not (at.is_symlink() or at.is_file() or at.is_dir())}


def _swap(new: Path, out: Path) -> None:
    """Put the finished copy in place of the one before."""
    goal = out.resolve()
    old = goal.with_name(f".{goal.name}.{os.getpid()}.old")
    if goal.exists():
        goal.rename(old)
    new.rename(goal)
    shutil.rmtree(old, ignore_errors=True)


def _tell(site: Path, done: Annotated, *, quiet: bool, taken: str) -> None:
    for path, note in done.notes:
        click.echo(f"{safe(path)}: {safe(note)}", err=True)
    if not quiet:
        click.echo(f"{taken} {safe(str(site))}: {len(done.pages)} pages, {len(done.files)} files")
