"""Which of a site's pages are articles, and how they are read."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from mkdocs_credibility.cache import digest
from mkdocs_credibility.options import FRONT_MATTER_ERROR, page_options, unwieldy
from mkdocs_credibility.plugin.config import CredibilityConfig, matches

if TYPE_CHECKING:
    from mkdocs_credibility.article import Article

BLOG_VIEWS: Final = frozenset({"View", "Archive", "Category", "Profile", "Reference"})
"""Page classes of Material's and MaterialX's blog and tags that list articles: no articles themselves."""

HOMES: Final = frozenset({"index.md", "README.md"})
_TAGS: Final = re.compile(rb"<!--\s{0,9}material/tags\b")
"""Where Material's and MaterialX's tags plugin lists the pages by their tags."""
SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a further change of a file shows in its time: some file systems count seconds."""


def why_left_out(page: Page, options: CredibilityConfig) -> str | None:
    """Why a page is not read, in a few words for the log; None if it may be an article."""
    uri = page.file.src_uri
    if page_options(_metadata(page)).excluded:
        return "credibility: false in its front matter"
    # on a multilingual site the home page of a further language does not call itself one
    locale = getattr(page.file, "locale", None)
    if page.is_homepage or uri in HOMES or (locale and page.url in (f"{locale}/", f"{locale}/index.html")):
        return "home page"
    if type(page).__name__ in BLOG_VIEWS:
        return "list of the blog"
    if options.include and not matches(options.include, uri):
        return "not in include"
    if matches(options.exclude, uri):
        return "in exclude"
    return None


class Source(NamedTuple):
    """What matters of a page's source before it is read: a key over it, and whether it asks for a list of pages by
    their tags, which is no article."""

    key: bytes
    lists_tags: bool


def source_of(file: File) -> Source:
    """A page's source; read from the disk, as MkDocs does each time it is asked."""
    source = file.content_bytes
    return Source(digest(source), _TAGS.search(source) is not None)


class Sources:
    """The sources of builds after builds: a file that nobody touched meanwhile is not read again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, ...], Source]] = {}

    def __call__(self, file: File) -> Source:
        """As `source_of`."""
        try:
            found = os.stat(file.abs_src_path or "")  # noqa: PTH116  # asked for every page: a Path costs as much again
        except OSError:  # a page that was never in a file
            return source_of(file)
        mark = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
        known = self._known.get(file.src_uri)
        if known is not None and known[0] == mark:
            return known[1]
        source = source_of(file)
        if time.time_ns() - max(mark[:2]) > SETTLED:
            self._known[file.src_uri] = mark, source
        return source


def read_page(page: Page, html: str, config: MkDocsConfig) -> Article:
    """The article of a page whose content has been rendered; its key is the page's path in `docs_dir`."""
    from mkdocs_credibility.plugin.lines import block_lines, guards_with_lines
    from mkdocs_credibility.readers import read_html

    article = read_html(html, path=page.file.src_uri, url=page.canonical_url or page.url, metadata=_metadata(page))
    article.title = article.title or _title(page)
    article.site_name = article.site_name or config.site_name
    article.share(html)  # MkDocs keeps all contents to the end of a build
    source = page.file.content_string  # MkDocs reads the file each time it is asked
    article.line_map = block_lines(article, source)
    article.guards = guards_with_lines(article, source)
    return article


def page_key(page: Page, html: str, source: Source, config: MkDocsConfig) -> bytes:
    """A key over everything that `read_page` makes the article of."""
    given = (page.file.src_uri, page.canonical_url, page.url, _title(page), config.site_name, _metadata(page))
    return digest(repr(given), html, source.key)


def _title(page: Page) -> str | None:
    return str(page.title) if page.title and not unwieldy(page.title) else None


def _metadata(page: Page) -> dict[str, Any]:
    problem = unwieldy(page.meta)  # MkDocs reads it without a limit
    metadata: dict[str, Any] = {FRONT_MATTER_ERROR: {"message": problem, "line": 1}} if problem else dict(page.meta)
    # Material's blog has looked the ids of `authors:` up in .authors.yml by now; the ids alone are no names
    if names := [name for a in getattr(page, "authors", None) or () if (name := getattr(a, "name", None))]:
        metadata["authors"] = names
    # static-i18n knows each page's language; the theme's own says nothing of the text (its default is English)
    if locale := getattr(page.file, "locale", None):
        metadata.setdefault("lang", str(locale))
    return metadata
