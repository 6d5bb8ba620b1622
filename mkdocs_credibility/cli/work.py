"""What the commands share: which files are read, with which options, how far it has got, and how output looks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from mkdocs_credibility.article import Article
from mkdocs_credibility.cache import DiskCache
from mkdocs_credibility.cli.progress import Progress
from mkdocs_credibility.options import page_options
from mkdocs_credibility.pipeline import Review, review
from mkdocs_credibility.readers import RuleFileError, load_rules
from mkdocs_credibility.readers.files import find_files, read_file, read_folder, suffixes
from mkdocs_credibility.readers.project import (
    NAMES,
    Project,
    ProjectError,
    Site,
    find_config,
    name_authors,
    read_project,
)
from mkdocs_credibility.reports.places import as_is
from mkdocs_credibility.reports.terminal import Terminal, safe
from mkdocs_credibility.reports.texts import DEFAULT, locales
from mkdocs_credibility.site import looks_built, page_paths, read_site

PAGES: Final = frozenset({".md", ".markdown"})
"""What of a `docs_dir` MkDocs makes pages of."""
HOMES: Final = frozenset({"index.md", "README.md"})
"""The home page of a site is no article; the plugin leaves it out as well."""

F = TypeVar("F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """A command that cannot be carried out: a line to read (one for each problem of a file), exit code 2."""

    exit_code = 2


def fail(problems: Sequence[str]) -> Failure:
    """The failure that says each of the problems in a line."""
    return Failure("\n".join(map(safe, problems)))


# options of several commands ----------------------------------------------------------------------------------------

RULES = click.option(
    "--rules", "rule_file", metavar="FILE", help="A TOML file with rules of your own, beside the built-in ones."
)
CONFIG = click.option(
    "-f", "--config-file", metavar="FILE", type=click.Path(path_type=Path),
    help="A mkdocs.yml whose plugin options count; without PATH its pages are read.",
)  # fmt: skip
LANG = click.option(
    "--lang", type=click.Choice(locales()), help="Language of what is printed (else the option in mkdocs.yml, or en)."
)
COLOUR = click.option("--color/--no-color", "colour", default=None, help="Colours, or none (else: on a terminal).")
JOBS = click.option(
    "-j", "--jobs", type=click.IntRange(0), metavar="N", help="Processes to use; 0 for as many as pay off."
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is held back and what went wrong.")


def paths(*, required: bool) -> Callable[[F], F]:
    """The argument PATH..."""
    return click.argument("paths", nargs=-1, required=required, type=click.Path(path_type=Path))


def terminal(
    colour: bool | None = None,
    *,
    lang: str | None = None,
    to_file: bool = False,
    file_of: Callable[[str], str] = as_is,
) -> Terminal:
    """How text looks: colours where they are wanted (`colour`, else NO_COLOR, FORCE_COLOR and the terminal decide)."""
    if colour is None:
        plain = to_file or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
        colour = bool(os.environ.get("FORCE_COLOR")) or not plain
        colour = colour and not os.environ.get("NO_COLOR")
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    return Terminal(colour=colour, width=width, locale=lang or DEFAULT, file_of=file_of)


def echo(shown: Terminal, text: str) -> None:
    """Print text that ends its last line itself."""
    click.echo(text, nl=False, color=shown.colour)


def write_file(path: Path, content: str) -> None:
    """Put a file in place at once, with the rights of the one before: whoever reads it meanwhile sees the old one or
    the new one.  Raises Failure."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(content, "utf-8", "backslashreplace", "\n")  # a pipe or a device cannot be replaced
            return
        real = path.resolve()
        part = real.with_name(f".{real.name}.{os.getpid()}")
        try:
            part.write_text(content, "utf-8", "backslashreplace", "\n")
            if real.exists():
                part.chmod(real.stat().st_mode & 0o7777)
            part.replace(real)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Failure(f"{safe(str(path))}: {error.strerror or error}") from None


# what is read -------------------------------------------------------------------------------------------------------


@dataclass
class Work:
    """The files to read with their keys, and the options that count.

    Articles of a project are called by their path in `docs_dir`, as the plugin calls them; those of a site that is
    `built` already by their path in it; any others by their path.
    """

    files: list[tuple[Path, str]]
    site: Site = field(default_factory=Site)
    project: Project | None = None
    whole: bool = False
    store: DiskCache | None = None
    built: Path | None = None

    @cached_property
    def places(self) -> dict[str, str]:
        """From keys to the paths of files."""
        return {key: path.as_posix() for path, key in self.files}

    def file_of(self, key: str) -> str:
        """The path of an article's file."""
        return self.places.get(key, key)


def gather(given: Sequence[Path], config_file: Path | None, rule_file: str | None) -> Work:
    """The work that the arguments of a command describe.  Raises Failure."""
    alone = [path for path in given if find_config(path)]
    if not given and config_file is None:
        config_file = find_config(Path())
        if config_file is None:
            raise click.UsageError(f"give a PATH, or call it where a {NAMES[0]} is")
    elif alone and config_file is None:
        if len(given) > 1:
            raise Failure(f"{safe(str(alone[0]))} is a project: give it alone, or its {NAMES[0]} as --config-file")
        config_file, given = find_config(alone[0]), ()
    site, project = site_of(config_file, rule_file)
    if project is None and len(given) == 1 and given[0].is_dir() and looks_built(given[0]):
        root = given[0]
        return Work([(root / path, path) for path in page_paths(root)], site, whole=True, built=root)
    if project is None:
        files = list(_files(given))
        if not files:
            raise Failure(f"no article among {', '.join(safe(str(p)) for p in given)} ({_readable()})")
        return Work(files, site)
    files = list(_pages(project)) if not given else [f for f in map(project_key(project), _files(given)) if f]
    settings = site.settings
    root = project.file.parent
    store = DiskCache(root / settings.cache_dir, root=root) if settings.cache else None
    return Work(files, site, project, not given, store)


def site_of(config_file: Path | None, rule_file: str | None) -> tuple[Site, Project | None]:
    """What a `mkdocs.yml` and a file of rules say, as far as they are given.  Raises Failure."""
    try:
        project = read_project(config_file) if config_file is not None else None
        site = project.site if project else Site()
        if rule_file is not None:
            site = replace(site, options=replace(site.options, rules=load_rules(rule_file)))
    except (ProjectError, RuleFileError) as error:
        raise fail(error.problems) from None
    return site, project


def _pages(project: Project) -> Iterator[tuple[Path, str]]:
    if not project.docs_dir.is_dir():
        raise Failure(f"{safe(project.docs_dir.as_posix())}: no such folder (docs_dir of {safe(str(project.file))})")
    for path in find_files(project.docs_dir):
        key = path.relative_to(project.docs_dir).as_posix()
        if path.suffix.lower() in PAGES and _wanted(project, key):
            yield path, key


def _wanted(project: Project, key: str) -> bool:
    settings = project.site.settings
    if key in HOMES or project.excluded.match(key) or settings.exclude.match(key):
        return False
    return not settings.include or settings.include.match(key)


def project_key(project: Project) -> Callable[[tuple[Path, str]], tuple[Path, str] | None]:
    """What calls a file of the project's pages by its path in `docs_dir`, and gives None for one left out there."""
    root = project.docs_dir.resolve()

    def named(file: tuple[Path, str]) -> tuple[Path, str] | None:
        real = file[0].resolve()
        if not real.is_relative_to(root):
            return file
        key = real.relative_to(root).as_posix()
        return (file[0], key) if _wanted(project, key) else None

    return named


def _readable() -> str:
    return ", ".join(sorted(suffixes()))


def _files(given: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The files under the paths, each once, in the order given."""
    seen: set[Path] = set()
    for path in given:
        if path.is_dir():
            found = list(find_files(path))
        elif path.is_file():
            if path.suffix.lower() not in suffixes():
                raise Failure(f"{safe(str(path))}: cannot read {path.suffix or 'this'} ({_readable()})")
            found = [path]
        else:
            raise Failure(f"{safe(str(path))}: no such file or folder")
        for file in found:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file, file.as_posix()


# the review ---------------------------------------------------------------------------------------------------------


def carry_out(work: Work, *, quiet: bool = False, jobs: int | None = None) -> tuple[Review, bool]:
    """The review of all files, and whether every one could be read; what went wrong is printed.  Raises Failure when
    there is no article among them."""
    jobs = work.site.settings.jobs if jobs is None else jobs
    with Progress(len(work.files), quiet=quiet) as progress:
        articles, complete = _read(work, progress)
        references = [a for folder in work.site.references for a in read_folder(folder)]
        result = review(
            articles, references, options=work.site.options, cache=work.store, jobs=jobs, progress=progress.tell
        )
        if work.store is not None:
            work.store.flush()
    for key, problem in result.problems:
        click.echo(f"{safe(work.file_of(key))}: {safe(problem)}", err=True)
    if not quiet:
        kind = "warning" if work.site.settings.warn_unused else "note"
        for key, note in result.unused:
            place = work.file_of(key) if key else (str(work.project.file) if work.project else "options")
            click.echo(f"{kind}: {safe(place)}: {safe(note)}", err=True)
    return result, complete


def _read(work: Work, progress: Progress) -> tuple[list[Article], bool]:
    if work.built is not None:
        return _read_built(work.built, progress)
    articles: list[Article] = []
    complete = True
    for n, (path, key) in enumerate(work.files):
        progress.tell("read", n, len(work.files))
        try:
            article = read_file(path, key=key)
        except OSError as error:
            click.echo(f"{safe(str(path))}: {error.strerror or error}", err=True)
            complete = False
            continue
        if work.project:
            article.site_name = article.site_name or work.project.site_name
            name_authors(article, work.project.authors)
        if not page_options(article.metadata).excluded:
            articles.append(article)
    return articles, complete


def _read_built(root: Path, progress: Progress) -> tuple[list[Article], bool]:
    """The articles of a built site; what is none of them is a page like any, and no reason to say so."""
    built = read_site(root, progress=progress.tell)
    for path, note in built.notes:
        click.echo(f"{safe(str(root / path))}: {safe(note)}", err=True)
    if not built.articles:
        raise Failure(f"{safe(str(root))}: no article among its {len(built.pages)} pages")
    return built.articles, not built.notes
