"""One build of a site: its articles, and what the review said of them.

Kept apart from the hooks so that these stay thin, and thrown away with each build: nothing leaks from one rebuild under
`mkdocs serve`, or from one language of a multilingual site, into the next.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_credibility.cache import digest, fingerprint
from mkdocs_credibility.plugin.config import CredibilityConfig
from mkdocs_credibility.plugin.fragments import Fragments, no_keep
from mkdocs_credibility.plugin.language import language_folder, theme_language
from mkdocs_credibility.plugin.log import Progress, log
from mkdocs_credibility.plugin.pages import Source, page_key, read_page, source_of, why_left_out
from mkdocs_credibility.plugin.past import Past
from mkdocs_credibility.plugin.replay import LostError, Recording, Replay, Store, keep_page, kept_page
from mkdocs_credibility.plugin.write import Output, OwnPage, Writer, own_uri
from mkdocs_credibility.program import program_key
from mkdocs_credibility.reports.placing import MARKER, TABLE_MARKER
from mkdocs_credibility.reports.texts import texts

if TYPE_CHECKING:  # what reads, judges and writes is imported when there is something to read, judge or write
    from mkdocs_credibility.article import Article
    from mkdocs_credibility.pipeline import Review
    from mkdocs_credibility.plugin.publish import Publisher


class SiteBuild:
    """State of one build: call `read` for every page, `assess`, then `inject` for every page and `write` once.

    With a `store`, what is made of a site is kept in it, and a build of a site that did not change takes it from there.
    `past` is what a program that goes on running remembers of the build before; `dirty` says that MkDocs renders only
    the pages that changed.
    """

    def __init__(
        self,
        options: CredibilityConfig,
        config: MkDocsConfig,
        store: Store | None = None,
        *,
        serving: bool = False,
        dirty: bool = False,
        past: Past | None = None,
    ) -> None:
        self.options = options
        self.editors = (options.audience or ("editors" if serving else "readers")) == "editors"
        self.config = config
        self.store = store
        self.past = past
        self.dirty = dirty
        self.pages: dict[str, Page] = {}
        self.contents: dict[str, str] = {}
        self._source: Callable[[File], Source] = source_of if past is None else past.sources
        self._known: dict[str, Source] = {}
        self.nav = Navigation([], [])
        self.table_page: Page | None = None
        self.writer: Writer | None = None
        self.replay: Replay | None = None
        self.recording: Recording | None = None
        self.whole = True
        self._written: tuple[Page, str | None] | None = None

    def leave_site(self) -> None:
        """Save what stands in the site from MkDocs, which empties it now."""
        if self.past is not None and not self.dirty:
            self.past.standing.leave(self.config.site_dir)

    def return_to_site(self) -> None:
        """Put back what `leave_site` has saved."""
        if self.past is not None:
            self.past.standing.come_back()

    def read(self, page: Page, html: str) -> None:
        """Take a page's rendered content in, if it is an article; remember the page that asks for the table."""
        if self.table_page is None and (TABLE_MARKER in html or page.file.src_uri == own_uri("table")):
            self.table_page = page
        reason = why_left_out(page, self.options)
        source = None if reason else self._source(page.file)
        if source is None or source.lists_tags:
            log.debug("%s is not read: %s", page.file.src_uri, reason or "list of tags")
            return
        self._known[page.file.src_uri] = source
        self.pages[page.file.src_uri] = page
        self.contents[page.file.src_uri] = html

    def assess(self, env: jinja2.Environment, files: Files) -> None:
        """Review everything that was read, unless nothing changed since it was reviewed before."""
        self.writer = Writer(env, files, self.nav, self.config, self.past.standing if self.past is not None else None)
        if self.dirty:
            self._add_unrendered(files)
        if self.store is not None and self.whole:
            key = digest(self._context, *self._sources.values())
            replay = Replay(self.store, key)
            if replay.found:
                self.replay = replay
                for warning in replay.warnings:
                    log.warning("%s", warning)
                return
            if self.past is None:
                self.recording = Recording(self.store, key)
        self._read_and_review()
        for page, problem in self.review.problems:
            log.warning("%s: %s", page, problem)
        level = logging.WARNING if self.options.warn_unused else logging.INFO
        for page, note in self.review.unused:
            log.log(level, "%s", f"{page}: {note}" if page else note)
        # what is known now lives to the end of the build: looked over by the collector again and again, it would make
        # all that follows slower
        gc.freeze()

    def _read_and_review(self) -> None:
        """Hold the cycle collector back meanwhile, which would look all that MkDocs has in memory over again and again
        for garbage that nothing here leaves."""
        was_on = gc.isenabled()
        gc.disable()
        try:
            _ = self.review
        finally:
            if was_on:
                gc.enable()

    def _add_unrendered(self, files: Files) -> None:
        """Put the pages that MkDocs did not render this time with the others, as they were read before."""
        past = self.past.pages if self.past is not None else {}
        pages, contents = self.pages, self.contents
        self.pages, self.contents = {}, {}
        for file in files.documentation_pages():
            uri = file.src_uri
            if uri in pages:
                self.pages[uri], self.contents[uri] = pages[uri], contents[uri]
            elif file.page is not None and file.page.content is None:
                if uri in past:
                    self.pages[uri], self.contents[uri] = past[uri]
                elif not past:
                    self.whole = False

    # what is known ----------------------------------------------------------------------------------------------

    @cached_property
    def _context(self) -> bytes:
        """A key over everything besides the pages that decides what the plugin writes."""
        config, own = self.config, self.options
        return digest(
            program_key(),
            repr((config.site_name, config.site_url, config.use_directory_urls, theme_language(config))),
            repr((self.editors, language_folder(config))),
            repr([(name, value) for name, value in sorted(own.items()) if name not in ("include", "exclude")]),
            self.table_page.file.src_uri if self.table_page else "",
            *(fingerprint(str(path), ("",)) for d in config.theme.dirs if (path := Path(d, "credibility")).is_dir()),
            *(fingerprint(folder, ("",)) for folder in own.references),
        )

    @cached_property
    def _sources(self) -> dict[str, bytes]:
        """A key over what each article is made of, by the article's key."""
        return {
            uri: page_key(page, self.contents[uri], self._known.get(uri) or self._source(page.file), self.config)
            for uri, page in self.pages.items()
        }

    @cached_property
    def _everything(self) -> bytes:
        return digest(*self._sources.values())

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles that were read, by key."""
        known = self.past.articles if self.past is not None else {}
        found: dict[str, Article] = {}
        for uri, page in self.pages.items():
            origin = self._sources[uri]
            article = known.get(origin) or read_page(page, self.contents[uri], self.config)
            article.origin = origin
            found[uri] = article
        if self.past is not None:
            self.past.articles = {self._sources[uri]: article for uri, article in found.items()}
        return found

    @cached_property
    def review(self) -> Review:
        """What the review says of them."""
        from mkdocs_credibility.pipeline import review
        from mkdocs_credibility.readers.files import read_folder

        references = [a for folder in self.options.references for a in read_folder(Path(folder))]
        return review(
            list(self.articles.values()), references, options=self.options.options(),
            cache=self.store, jobs=self.options.jobs, session=self.past.session if self.past is not None else None,
            progress=Progress().tell,
        )  # fmt: skip

    @cached_property
    def fragments(self) -> Fragments | None:
        """The texts of the builds before, if any are kept."""
        if self.store is None:
            return None
        return Fragments(self.store, self._context, self._sources, self.review.cards, self.review.stories)

    @cached_property
    def publisher(self) -> Publisher:
        """What makes pages and files of the review."""
        from mkdocs_credibility.plugin.publish import Publisher

        if self.writer is None:
            raise RuntimeError("nothing can be published before it was assessed")
        return Publisher(
            self.review, self.pages, self.table_page,
            options=self.options, config=self.config, writer=self.writer, editors=self.editors,
            keep=no_keep if self.fragments is None else self.fragments.keep,
        )  # fmt: skip

    # what is made of it -----------------------------------------------------------------------------------------

    def inject(self, page: Page, context: Any) -> None:
        """Put what belongs there into a page that is about to be written."""
        self._take_back()
        uri, before = page.file.src_uri, page.content
        self._written = page, before
        mine = uri in self.pages
        if before is None or not (mine or MARKER in before):
            context["credibility"] = None
            return
        mark = self._mark(uri, before)
        if self.replay is not None and (after := self.replay.page(uri, mark)) is not None:
            page.content = after
            context["credibility"] = self.replay.theme(uri, lambda: self.publisher.for_theme(page)) if mine else None
            return
        key = self._key_of(page, before)
        if key is not None and self.store is not None and (after := kept_page(self.store, key, mark)) is not None:
            context["credibility"] = self.publisher.for_theme(page)
            page.content = after
        else:
            self.publisher.inject(page, context)
            if key is not None and self.store is not None and page.content is not None:
                keep_page(self.store, key, mark, page.content)
        if self.recording is not None and key is not None:
            self.recording.page(uri, key)
            if context["credibility"] is not None:
                context["credibility"] = self.recording.theme(uri, context["credibility"])

    def _mark(self, uri: str, content: str) -> bytes:
        """A key over a page's content: that of its source says it too, if nobody has changed the content since."""
        return self._sources[uri] if content is self.contents.get(uri) else digest(content)

    def _take_back(self) -> None:
        """Give the page that was written last the content it had: MkDocs keeps all contents to the end of a build, and
        with what we put in they would be three times as long."""
        if self._written is not None:
            page, before = self._written
            page.content = before
            self._written = None

    def _key_of(self, page: Page, before: str) -> bytes | None:
        """A key over what decides about a page; of one with a marker, which may show any story or the table, all."""
        if self.fragments is None:
            return None
        card = self.publisher.cards.get(page.file.src_uri)
        state = self._everything if card is None or MARKER in before else self.fragments.state(card)
        return digest(self._context, "page", page.file.src_uri, page.url, state)

    def write(self) -> None:
        """Write the pages and files of our own."""
        self._take_back()
        if self.writer is None:
            return
        if not self.whole:
            log.info("table, stories and report stay as they were: not all pages were rendered")
            return
        try:
            if self.replay is None:
                self._write_anew(self.writer)
            else:
                same_theme = self.replay.themed == self.writer.theme_key.hex()
                for output, html in self.replay.outputs():
                    self.writer.write(output, html if same_theme else None)
        except LostError:
            for output in self._outputs():
                self.writer.write(output)
        self.writer.finish()
        if self.recording is not None:
            self.recording.finish(self.summary(), self.writer.theme_key)

    def _write_anew(self, writer: Writer) -> None:
        for output in self._outputs():
            html = writer.write(output)
            if self.recording is not None and html is not None and isinstance(output, OwnPage):
                self.recording.themed(output, html)

    def _outputs(self) -> Iterable[Output]:
        made = self.publisher.outputs()
        return made if self.recording is None else self.recording.outputs(made)

    def close(self) -> None:
        """End the build: keep what is to be kept."""
        gc.unfreeze()
        if self.past is not None:
            self.past.pages = {uri: (page, self.contents[uri]) for uri, page in self.pages.items()}
        if self.recording is not None:
            self.recording.stop()
        if self.store is not None:
            self.store.flush()

    def summary(self) -> str:
        """One line for the end of the build."""
        if self.replay is not None:
            return self.replay.summary
        t, cards, stories = texts("en"), self.review.cards, self.review.stories
        return t.plain(
            "terminal.summary",
            n=len(cards),
            assessed=sum(card.score is not None for card in cards),
            findings=t.plain("terminal.findings", n=sum(len(card.findings) for card in cards)),
            stories=t.plain("terminal.stories", n=len(stories)),
        )


def uris(files: Iterable[File]) -> list[str]:
    """The paths of a site's pages in `docs_dir`."""
    return [file.src_uri for file in files]
