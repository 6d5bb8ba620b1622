"""What the plugin writes: badges and tables into pages, pages and files of its own.

Given a finished review, it changes nothing of it; reading and assessing are `build`'s.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file

from mkdocs_credibility.options import suggestion
from mkdocs_credibility.pipeline import Review
from mkdocs_credibility.plugin.config import CredibilityConfig
from mkdocs_credibility.plugin.inject import BADGE_MARKER, TABLE, TABLE_MARKER, place_badge, place_stories
from mkdocs_credibility.plugin.theme import PageCredibility
from mkdocs_credibility.reports import json as json_report
from mkdocs_credibility.reports import shields, svg
from mkdocs_credibility.reports.evidence import Evidence
from mkdocs_credibility.reports.html import Renderer

log = logging.getLogger("mkdocs.plugins.credibility")


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
        env: jinja2.Environment,
        files: Files,
        nav: Navigation,
    ) -> None:
        self.review = review
        self.pages = pages
        self.table_page = table_page
        self.options = options
        self.config = config
        self.env = env
        self.files = files
        self.nav = nav
        self.cards = {card.article.key: card for card in review.cards}
        self.stories = {article.key: story for story in review.stories for article in story.articles}
        self.by_id = {story.id: story for story in review.stories}
        self.renderer = Renderer(env.loader, locale="en")

    # links ------------------------------------------------------------------------------------------------------

    def _own_page(self, src_uri: str, title: str, content: str) -> Page:
        """A page of ours.  It is in no list of files: search, feeds, sitemap and navigation stay as they are."""
        file = File.generated(self.config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = Page(title, file, self.config)
        page.content, page.edit_url = content, None
        page.meta = {"title": title, "search": {"exclude": True}, "hide": ["toc"]}
        return page

    def _url(self, key: str) -> str | None:
        if key == "table":
            return self.table_page.url if self.table_page else self._generated_url(TABLE)
        if key.startswith("story:"):
            return self._generated_url(f"credibility/stories/{key.removeprefix('story:')}/index.md")
        if key.startswith("badge:"):
            return _badge_path(key.removeprefix("badge:"), "svg")
        page = self.pages.get(key)
        return page.url if page else None

    def _generated_url(self, src_uri: str) -> str:
        return File(src_uri, None, self.config.site_dir, self.config.use_directory_urls).url

    def href_from(self, page: Page) -> Callable[[str], str | None]:
        """What leads from a page to an article (by key), a story ("story:<id>") or the table ("table")."""

        def href(key: str) -> str | None:
            url = self._url(key)
            return None if url is None else get_relative_url(url, page.url)

        return href

    # what readers see -------------------------------------------------------------------------------------------

    def inject(self, page: Page, context: Any) -> None:
        """Put the badge in an article's page, table and stories where a page asks for them, and tell the theme."""
        theme = context["credibility"] = self._for_theme(page)
        if page.content is None:
            return
        # evidence first: its places are those of the page as it was read
        if theme is not None and (self.options.badge != "none" or BADGE_MARKER in page.content):
            page.content = theme.marked(page.content)
            if self.options.badge != "theme" or BADGE_MARKER in page.content:
                page.content = place_badge(page.content, theme.badge, self.options.badge)
        heading = "<h1" not in page.content
        page.content, unknown = place_stories(page.content, lambda name: self._story(name, page, heading=heading))
        for name in unknown:
            log.warning("%s: there is no story %r%s", page.file.src_uri, name, suggestion(name, self.by_id))
        if TABLE_MARKER in page.content:
            page.content = page.content.replace(TABLE_MARKER, self._table(page, heading=heading))

    def _for_theme(self, page: Page) -> PageCredibility | None:
        card = self.cards.get(page.file.src_uri)
        if card is None:
            return None
        href = self.href_from(page)
        wanted = self.options.evidence and self.options.badge != "none"
        evidence = Evidence(card.article, page.content) if wanted and page.content else None
        return PageCredibility(card, self.stories.get(page.file.src_uri), href, self.renderer, evidence)

    def _story(self, name: str, page: Page, *, heading: bool) -> str | None:
        story = self.by_id.get(name)
        if story is None:
            return None
        return self.renderer.story(story, self.review.cards, href=self.href_from(page), heading=heading)

    def _table(self, page: Page, *, heading: bool) -> str:
        href = self.href_from(page)
        return self.renderer.table(self.review.cards, self.review.stories, href=href, heading=heading)

    def write(self) -> None:
        """Write everything of ours that is not part of an article's page."""
        if self.files.get_file_from_path(TABLE) is None:
            page = self._own_page(TABLE, self.renderer.text("table.title"), "")
            page.content = self._table(page, heading=True)
            self._write_page(page)
        for story in self.review.stories:
            page = self._own_page(f"credibility/stories/{story.id}/index.md", story.title, "")
            page.content = self.renderer.story(story, self.review.cards, href=self.href_from(page))
            self._write_page(page)
        site = Path(self.config.site_dir)
        document = json_report.document(self.review.cards, self.review.stories, site=self.config.site_name)
        _write(site / "credibility.json", json_report.dumps(document))
        _write(site / "credibility.schema.json", json_report.schema())
        for card in self.review.cards:
            _write(site / _badge_path(card.article.key, "svg"), svg.badge(card))
            _write(site / _badge_path(card.article.key, "json"), shields.endpoint(card))

    def _write_page(self, page: Page) -> None:
        context = get_context(self.nav, self.files, self.config, page)
        output = self.env.get_template("main.html").render(context)
        # minify, privacy and their kin work on finished pages; the events before this one would index the page
        output = self.config.plugins.on_post_page(output, page=page, config=self.config)
        _write(Path(page.file.abs_dest_path), output)


def _badge_path(key: str, extension: str) -> str:
    return f"credibility/badges/{key.rsplit('.', 1)[0]}.{extension}"


def _write(path: Path, text: str) -> None:
    write_file(text.encode("utf-8", "xmlcharrefreplace"), str(path))
