"""What the plugin writes: badges and tables into pages, pages and files of its own.

Given a finished review, it changes nothing of it; reading and assessing are `build`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_credibility.options import suggestion
from mkdocs_credibility.pipeline import Review
from mkdocs_credibility.plugin.config import CredibilityConfig
from mkdocs_credibility.plugin.fragments import Keep, no_keep
from mkdocs_credibility.plugin.language import language_folder, theme_language
from mkdocs_credibility.plugin.log import log
from mkdocs_credibility.plugin.theme import PageCredibility
from mkdocs_credibility.plugin.write import Output, OwnFile, OwnMore, OwnPage, Writer, own_uri
from mkdocs_credibility.reports import addresses, jsonld, packaged, shields, svg
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.reports.evidence import Evidence
from mkdocs_credibility.reports.html import Renderer
from mkdocs_credibility.reports.placing import BADGE_MARKER, TABLE_MARKER, place_badge, place_stories
from mkdocs_credibility.reports.table_views import page_key, paged
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.story import Story

PIECE: Final = 1024 * 1024
"""Characters of the report that are written at a time."""


class Publisher:
    """`pages` are the articles' pages by key, `table_page` the site's page that holds the table, if it has one."""

    def __init__(
        self,
        review: Review,
        pages: Mapping[str, Page],
        table_page: Page | None,
        *,
        options: CredibilityConfig,
        config: MkDocsConfig,
        writer: Writer,
        editors: bool = False,
        keep: Keep = no_keep,
    ) -> None:
        self.review = review
        self.keep = keep
        self.pages = pages
        self.table_page = table_page
        self.options = options
        self.config = config
        self.writer = writer
        self.files = writer.files
        self.cards = {card.article.key: card for card in review.cards}
        self.stories = {article.key: story for story in review.stories for article in story.articles}
        self.by_id = {story.id: story for story in review.stories}
        self.table = paged(review.cards, review.stories)
        self.language = options.lang or theme_language(config)
        self.folder = language_folder(config)
        self.renderer = Renderer(writer.env.loader, locale=self.language, editors=editors)

    # links ------------------------------------------------------------------------------------------------------

    def _url(self, key: str) -> str | None:
        if key == "table" and self.table_page:
            return self.table_page.url
        if addresses.folder(key) is not None:
            own = self.folder + own_uri(key)
            return File(own, None, self.config.site_dir, self.config.use_directory_urls).url
        if key.startswith("badge:"):
            return self.folder + addresses.badge(key.removeprefix("badge:"))
        page = self.pages.get(key)
        return page.url if page else None

    def href_from(self, page: Page) -> Callable[[str], str | None]:
        """What leads from a page to an article (by key), a story ("story:<id>") or the table ("table")."""

        def href(key: str) -> str | None:
            url = self._url(key)
            return None if url is None else get_relative_url(url, page.url)

        return href

    # what readers see -------------------------------------------------------------------------------------------

    def inject(self, page: Page, context: Any) -> None:
        """Put the badge in an article's page, table and stories where a page asks for them, and tell the theme."""
        theme = context["credibility"] = self.for_theme(page)
        if page.content is None:
            return
        # evidence first: its places are those of the page as it was read
        if theme is not None and (self.options.badge != "none" or BADGE_MARKER in page.content):
            page.content = theme.marked(page.content)
            if self.options.badge != "theme" or BADGE_MARKER in page.content:
                page.content = place_badge(page.content, theme.badge, self.options.badge)
        if theme is not None and self.options.structured_data:
            page.content = f"{page.content}\n{self._structured(page, theme)}"
        heading = "<h1" not in page.content
        page.content, unknown = place_stories(page.content, lambda name: self._story(name, page, heading=heading))
        for name in unknown:
            log.warning("%s: there is no story %r%s", page.file.src_uri, name, suggestion(name, self.by_id))
        if TABLE_MARKER in page.content:
            page.content = page.content.replace(TABLE_MARKER, self._table(page, heading=heading))

    def for_theme(self, page: Page) -> PageCredibility | None:
        """The variable `credibility` of a page's template."""
        card = self.cards.get(page.file.src_uri)
        if card is None:
            return None
        href = self.href_from(page)
        wanted = self.options.evidence and self.options.badge != "none"
        evidence = partial(Evidence, card.article, page.content) if wanted and page.content else None
        return PageCredibility(card, self.stories.get(page.file.src_uri), href, self.renderer, evidence)

    def _structured(self, page: Page, theme: PageCredibility) -> str:
        """The article's JSON-LD, as what a page holds."""

        def url_of(key: str) -> str | None:
            return found.canonical_url if (found := self.pages.get(key)) else None

        story = self.stories.get(page.file.src_uri)
        return jsonld.script(
            jsonld.review(theme.card, url_of, site=self.config.site_name, story=story, locale=self.language)
        )

    def _story(self, name: str, page: Page, *, heading: bool) -> str | None:
        story = self.by_id.get(name)
        if story is None:
            return None
        return self.renderer.story(story, self._members(story), href=self.href_from(page), heading=heading)

    def _members(self, story: Story) -> list[Scorecard]:
        return [card for article in story.articles if (card := self.cards.get(article.key))]

    def _table(self, page: Page, number: int = 1, *, heading: bool) -> str:
        """A page of the table, kept under its cards and what is said there of the others."""
        table = self.table
        script = get_relative_url(packaged.uri(packaged.SCRIPT), page.url)
        make = partial(
            self.renderer.table, table, href=self.href_from(page), heading=heading, page=number, script=script
        )  # fmt: skip
        others = (page.url, number, len(table.pages), table.before(number), len(table.cards), table.stories, heading)
        return self.keep(f"table {others}", table.shown(number), make)

    def outputs(self) -> Iterator[Output]:
        """Everything of ours that is not part of an article's page; of a further language in that language's folder."""
        for output in self._outputs():
            yield output._replace(**{output._fields[0]: self.folder + output[0]})

    def _outputs(self) -> Iterator[Output]:
        title = self.renderer.text("table.title")
        for number in range(1, len(self.table.pages) + 1):
            src_uri = own_uri(page_key(number))
            if number == 1 and self.files.get_file_from_path(src_uri) is not None:
                continue
            yield OwnPage(src_uri, title, self._table(self._page(src_uri, title), number, heading=True))
        for story in self.review.stories:
            src_uri = own_uri(f"story:{story.id}")
            href = self.href_from(self._page(src_uri, story.title))
            html = self.keep("story", story, partial(self.renderer.story, story, self._members(story), href=href))
            yield OwnPage(src_uri, story.title, html)
        yield from self._report()
        yield OwnFile(addresses.SCHEMA, json_report.schema())
        for card in self.review.cards:
            for ending, make in (("svg", svg.badge), ("json", shields.endpoint)):
                text = self.keep(ending, card, partial(make, card, self.language))
                yield OwnFile(addresses.badge(card.article.key, ending), text)

    def _report(self) -> Iterator[Output]:
        """The report, a few hundred articles at a time."""
        waiting: list[str] = []
        kind: type[OwnFile | OwnMore] = OwnFile
        size = 0
        site = self.config.site_name
        for part in json_report.parts(self.review.cards, self.review.stories, site=site, keep=self.keep):
            waiting.append(part)
            size += len(part)
            if size >= PIECE:
                yield kind(addresses.REPORT, "".join(waiting))
                waiting, size, kind = [], 0, OwnMore
        yield kind(addresses.REPORT, "".join(waiting))

    def _page(self, src_uri: str, title: str) -> Page:
        return self.writer.page(self.folder + src_uri, title)
