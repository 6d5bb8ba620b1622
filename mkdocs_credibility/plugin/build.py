"""One build of a site: its articles, and what the review said of them.

Kept apart from the hooks so that these stay thin, and thrown away with each build: nothing leaks from one rebuild under
`mkdocs serve`, or from one language of a multilingual site, into the next.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_credibility.options import page_options
from mkdocs_credibility.plugin.config import CredibilityConfig
from mkdocs_credibility.plugin.inject import TABLE, TABLE_MARKER
from mkdocs_credibility.plugin.pages import is_article, read_page
from mkdocs_credibility.plugin.write import Writer

if TYPE_CHECKING:  # what reads, judges and writes is imported when there is something to read, judge or write
    from mkdocs_credibility.article import Article
    from mkdocs_credibility.pipeline import Review
    from mkdocs_credibility.plugin.publish import Publisher

log = logging.getLogger("mkdocs.plugins.credibility")


class SiteBuild:
    """State of one build: call `read` for every page, `assess`, then `inject` for every page and `write` once."""

    def __init__(self, options: CredibilityConfig, config: MkDocsConfig) -> None:
        self.options = options
        self.config = config
        self.articles: dict[str, Article] = {}
        self.pages: dict[str, Page] = {}
        self.review: Review | None = None
        self.nav = Navigation([], [])
        self.table_page: Page | None = None
        self.publisher: Publisher | None = None
        self.writer: Writer | None = None

    def read(self, page: Page, html: str) -> None:
        """Take a page's rendered content in, if it is an article; remember the page that asks for the table."""
        if self.table_page is None and (TABLE_MARKER in html or page.file.src_uri == TABLE):
            self.table_page = page
        if page_options(page.meta).excluded or not is_article(page, self.options):
            return
        uri = page.file.src_uri
        self.pages[uri] = page
        self.articles[uri] = read_page(page, html, self.config)

    def assess(self, env: jinja2.Environment, files: Files) -> None:
        """Review everything that was read."""
        from mkdocs_credibility.pipeline import review
        from mkdocs_credibility.plugin.publish import Publisher
        from mkdocs_credibility.readers.files import read_folder

        references = [a for folder in self.options.references for a in read_folder(Path(folder))]
        self.review = review(list(self.articles.values()), references, options=self.options.options())
        for key, problem in self.review.problems:
            log.warning("%s: %s", key, problem)
        self.writer = Writer(env, files, self.nav, self.config)
        self.publisher = Publisher(
            self.review, self.pages, self.table_page,
            options=self.options, config=self.config, writer=self.writer,
        )  # fmt: skip

    def inject(self, page: Page, context: Any) -> None:
        """Put what belongs there into a page that is about to be written."""
        if self.publisher is not None:
            self.publisher.inject(page, context)

    def write(self) -> None:
        """Write the pages and files of our own."""
        if self.publisher is not None and self.writer is not None:
            for output in self.publisher.outputs():
                self.writer.write(output)

    def summary(self) -> str:
        """One line for the end of the build."""
        if self.review is None:
            return "no articles read"
        scored = [c for c in self.review.cards if c.score is not None]
        return (
            f"{len(self.review.cards)} articles read, {len(scored)} assessed, {len(self.review.stories)} stories, "
            f"{sum(len(c.findings) for c in scored)} findings"
        )


def uris(files: Iterable[File]) -> list[str]:
    """The paths of a site's pages in `docs_dir`."""
    return [file.src_uri for file in files]
