"""The gates at the end of a build: what they hold back, and how the log says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs_credibility.extensions import ExtensionError
from mkdocs_credibility.plugin.config import CredibilityConfig
from mkdocs_credibility.plugin.log import failure, log
from mkdocs_credibility.reports.texts import texts

if TYPE_CHECKING:
    from mkdocs_credibility.pipeline import Review


@contextmanager
def extensions_in_a_line() -> Iterator[None]:
    """Stop the build with a line when what another package brings cannot be used.  Raises PluginError."""
    try:
        yield
    except ExtensionError as error:
        raise failure([str(error)]) from error


@contextmanager
def faults_in_a_line() -> Iterator[None]:
    """Stop the build with a line when what is made cannot be written (a full or read-only disk, a file in the way), or
    an article of the references not be read.  Raises PluginError."""
    try:
        yield
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise failure([f"{place}{error.strerror or error}"]) from error


def wanted(options: CredibilityConfig) -> bool:
    """Whether the site has gates at all; without, the review need not be looked at."""
    limits = options.fail_under
    return bool(
        limits.site is not None or limits.page is not None or limits.dimensions or options.fail_on or options.warn_on
    )


def hold(review: Review, options: CredibilityConfig, *, serving: bool = False) -> None:
    """Hold a review against the gates.

    Raises PluginError, once, with the pages: an error stops a build under `--quiet` too, while a warning only counts
    under `--strict`, and there not with `--quiet`.  A site that is being served is told and goes on.
    """
    from mkdocs_credibility.baseline import BaselineError, compare, load  # most sites have no gates
    from mkdocs_credibility.gates import judge, summary

    known: frozenset[int] = frozenset()
    if options.baseline is not None:
        try:
            before = load(options.baseline)
        except BaselineError as error:
            raise failure([f"baseline: {error}"]) from error
        result = compare(review.cards, before, gone=before)
        known = frozenset(result.old)
        for page, rule, n in result.stale:
            log.info("baseline: %s: %s: %d no longer found", page, rule, n)
    verdict = judge(review.cards, options.gates(), known)
    for line in summary(verdict.warnings, most=len(verdict.warnings)):
        log.warning("%s", line)
    if not verdict.failures:
        return
    pages = summary(verdict.failures)
    head = texts("en").plain("terminal.held_back", n=len(verdict.pages))
    if serving:
        for line in (f"credibility: {head}", *(f"  {page}" for page in pages)):
            log.error("%s", line)
        return
    raise failure([head, *pages])
