"""One build of a site: its articles, and what the review said of them.

Kept apart from the hooks so that these stay thin, and thrown away with each build: nothing leaks from one rebuild under
`mkdocs serve`, or from one language of a multilingual site, into the next.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_credibility.cache import DiskCache, digest, fingerprint
from mkdocs_credibility.options import page_options
from mkdocs_credibility.plugin.config import CredibilityConfig
from mkdocs_credibility.plugin.language import language_folder, theme_language
from mkdocs_credibility.plugin.pages import is_article, page_key, read_page
from mkdocs_credibility.plugin.replay import Recording, Replay
from mkdocs_credibility.plugin.write import TABLE, OwnFile, OwnPage, Writer
from mkdocs_credibility.program import program_key
from mkdocs_credibility.reports.placing import MARKER, TABLE_MARKER

if TYPE_CHECKING:  # what reads, judges and writes is imported when there is something to read, judge or write
    from mkdocs_credibility.article import Article
    from mkdocs_credibility.pipeline import Review
    from mkdocs_credibility.plugin.publish import Publisher

log = logging.getLogger("mkdocs.plugins.credibility")


class SiteBuild:
    """State of one build: call `read` for every page, `assess`, then `inject` for every page and `write` once.

    With a `store`, what is made of a site is kept in it, and a build of a site that did not change takes it from there.
    """

    def __init__(
        self, options: CredibilityConfig, config: MkDocsConfig, store: DiskCache | None = None, *, serving: bool = False
    ) -> None:
        self.options = options
        self.editors = (options.audience or ("editors" if serving else "readers")) == "editors"
        self.config = config
        self.store = store
        self.pages: dict[str, Page] = {}
        self.contents: dict[str, str] = {}
        self.nav = Navigation([], [])
        self.table_page: Page | None = None
        self.writer: Writer | None = None
        self.replay: Replay | None = None
        self.recording: Recording | None = None

    def read(self, page: Page, html: str) -> None:
        """Take a page's rendered content in, if it is an article; remember the page that asks for the table."""
        if self.table_page is None and (TABLE_MARKER in html or page.file.src_uri == TABLE):
            self.table_page = page
        if page_options(page.meta).excluded or not is_article(page, self.options):
            return
        self.pages[page.file.src_uri] = page
        self.contents[page.file.src_uri] = html

    def assess(self, env: jinja2.Environment, files: Files) -> None:
        """Review everything that was read, unless nothing changed since it was reviewed before."""
        self.writer = Writer(env, files, self.nav, self.config)
        if self.store is not None:
            key = self._key()
            replay = Replay(self.store, key)
            if replay.found:
                self.replay = replay
                for warning in replay.warnings:
                    log.warning("%s", warning)
                return
            self.recording = Recording(self.store, key)
        for page, problem in self.review.problems:
            log.warning("%s: %s", page, problem)
        level = logging.WARNING if self.options.warn_unused else logging.INFO
        for page, note in self.review.unused:
            log.log(level, "%s", f"{page}: {note}" if page else note)

    def _key(self) -> bytes:
        """A key over everything that decides what the plugin writes."""
        config, own = self.config, self.options
        return digest(
            program_key(),
            repr((config.site_name, config.site_url, config.use_directory_urls, theme_language(config))),
            repr((self.editors, language_folder(config))),
            repr([(name, value) for name, value in sorted(own.items()) if name not in ("include", "exclude")]),
            self.table_page.file.src_uri if self.table_page else "",
            *(fingerprint(path, ("",)) for d in config.theme.dirs if os.path.isdir(path := f"{d}/credibility")),  # noqa: PTH112
            *(fingerprint(folder, ("",)) for folder in own.references),
            *(page_key(page, self.contents[uri], self.config) for uri, page in self.pages.items()),
        )

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles that were read, by key."""
        return {uri: read_page(page, self.contents[uri], self.config) for uri, page in self.pages.items()}

    @cached_property
    def review(self) -> Review:
        """What the review says of them."""
        from mkdocs_credibility.pipeline import review
        from mkdocs_credibility.readers.files import read_folder

        references = [a for folder in self.options.references for a in read_folder(Path(folder))]
        return review(list(self.articles.values()), references, options=self.options.options(), cache=self.store)

    @cached_property
    def publisher(self) -> Publisher:
        """What makes pages and files of the review."""
        from mkdocs_credibility.plugin.publish import Publisher

        assert self.writer is not None  # noqa: S101  # `assess` comes first
        return Publisher(
            self.review, self.pages, self.table_page,
            options=self.options, config=self.config, writer=self.writer, editors=self.editors,
        )  # fmt: skip

    def inject(self, page: Page, context: Any) -> None:
        """Put what belongs there into a page that is about to be written."""
        uri, before = page.file.src_uri, page.content
        if self.replay is not None:
            concerned = uri in self.pages or (before is not None and MARKER in before)
            after = self.replay.page(uri, before) if concerned and before is not None else before
            if not concerned or after is not None:
                page.content = after
                context["credibility"] = (
                    self.replay.theme(uri, lambda: self.publisher.for_theme(page)) if uri in self.pages else None
                )
                return
        self.publisher.inject(page, context)
        if self.recording is not None and before is not None and page.content is not None:
            if uri in self.pages or page.content != before:
                self.recording.page(uri, before, page.content)
            if context["credibility"] is not None:
                context["credibility"] = self.recording.theme(uri, context["credibility"])

    def write(self) -> None:
        """Write the pages and files of our own."""
        if self.writer is None:
            return
        outputs = self.replay.outputs() if self.replay is not None else None
        for output in self._outputs() if outputs is None else outputs:
            self.writer.write(output)
        if self.recording is not None:
            self.recording.finish(self.summary())

    def _outputs(self) -> Iterable[OwnPage | OwnFile]:
        made = self.publisher.outputs()
        return made if self.recording is None else self.recording.outputs(made)

    def close(self) -> None:
        """End the build: keep what is to be kept."""
        if self.recording is not None:
            self.recording.stop()
        if self.store is not None:
            self.store.flush()

    def summary(self) -> str:
        """One line for the end of the build."""
        if self.replay is not None:
            return self.replay.summary
        scored = [c for c in self.review.cards if c.score is not None]
        return (
            f"{len(self.review.cards)} articles read, {len(scored)} assessed, {len(self.review.stories)} stories, "
            f"{sum(len(c.findings) for c in scored)} findings"
        )


def uris(files: Iterable[File]) -> list[str]:
    """The paths of a site's pages in `docs_dir`."""
    return [file.src_uri for file in files]
