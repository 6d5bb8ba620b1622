"""Pages and files of the plugin's own, written into the site beside those that MkDocs writes."""

from __future__ import annotations

import os
from functools import cached_property
from typing import Final, NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

TABLE: Final = "credibility/index.md"
"""The page of the site, or of ours if the site has none there, that holds the table."""

TABLE_PAGE: Final = "credibility/page/{}/index.md"
"""Its further pages, from the second."""

REPORT: Final = "credibility.json"
"""What is written in pieces, for it is as large as all the rest."""

PART: Final = ".part"
"""What its name ends in until it is whole."""


class OwnPage(NamedTuple):
    """A page to be written in the site's theme: its path as if it stood in `docs_dir`, its title and its HTML."""

    src_uri: str
    title: str
    content: str


class OwnFile(NamedTuple):
    """A file to be written as it is: its path in the site, with forward slashes."""

    path: str
    text: str


class OwnMore(NamedTuple):
    """What follows in a file that was written last."""

    path: str
    text: str


Output = OwnPage | OwnFile | OwnMore


class Writer:
    """Writes into the site of one build."""

    def __init__(self, env: jinja2.Environment, files: Files, nav: Navigation, config: MkDocsConfig) -> None:
        self.env = env
        self.files = files
        self.nav = nav
        self.config = config
        self._site = os.path.join(config.site_dir, "")  # noqa: PTH118  # ends in a separator
        self._folders: set[str] = set()
        self._unfinished: dict[str, str] = {}

    @cached_property
    def _pages(self) -> list[File]:
        """The site's pages: looked up once, for MkDocs goes through all its files for each page that wants them."""
        return list(self.files.documentation_pages())

    def page(self, src_uri: str, title: str) -> Page:
        """A page of ours.  It is in no list of files: search, feeds, sitemap and navigation stay as they are."""
        file = File.generated(self.config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = Page(title, file, self.config)
        page.content, page.edit_url = "", None
        page.meta = {"title": title, "search": {"exclude": True}, "hide": ["toc"]}
        return page

    def write(self, output: Output) -> None:
        """Write one of them."""
        if not isinstance(output, OwnPage):
            path = self._site + output.path
            if output.path.endswith(REPORT):  # written in pieces: it is there when it is whole, whatever happens
                self._unfinished[path + PART] = path
                path += PART
            self._write(path, output.text, more=isinstance(output, OwnMore))
            return
        page = self.page(output.src_uri, output.title)
        page.content = output.content
        context = get_context(self.nav, self._pages, self.config, page)
        html = self.env.get_template("main.html").render(context)
        # minify, privacy and their kin work on finished pages; the events before this one would index the page
        html = self.config.plugins.on_post_page(html, page=page, config=self.config)
        # Pagefind, which MaterialX calls, reads what lies in the site, whether it is in a list of files or not
        html = html.replace("<body", '<body data-pagefind-ignore="all"', 1)
        self._write(page.file.abs_dest_path, html)

    def finish(self) -> None:
        """Put in place what was written in pieces."""
        for part, path in self._unfinished.items():
            os.replace(part, path)  # noqa: PTH105
        self._unfinished.clear()

    def _write(self, path: str, text: str, *, more: bool = False) -> None:
        folder = os.path.dirname(path)  # noqa: PTH120  # a path object costs more than the file, and these are thousands
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        with open(path, "ab" if more else "wb", buffering=0) as file:  # noqa: PTH123
            left = memoryview(text.encode("utf-8", "xmlcharrefreplace"))
            while left:  # a disk that is nearly full takes a part, and says so only when it is given the rest
                left = left[file.write(left) :]
