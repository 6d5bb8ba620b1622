"""Pages and files of the plugin's own, written into the site beside those that MkDocs writes."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path, PurePath
from typing import Final, NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_credibility.cache import digest, fingerprint
from mkdocs_credibility.plugin.standing import Standing
from mkdocs_credibility.reports.addresses import REPORT, folder

PART: Final = ".part"
"""What the report's name ends in until it is whole: it is written in pieces, being as large as all the rest."""


def own_uri(key: str) -> str:
    """The path, as if it stood in `docs_dir`, of a page of ours: of "table", "table:2" or "story:<id>"."""
    return f"{folder(key)}index.md"


class OwnPage(NamedTuple):
    """A page to be written in the site's theme: its path as if it stood in `docs_dir`, its title and its HTML."""

    src_uri: str
    title: str
    content: str


class OwnFile(NamedTuple):
    """A file to be written as it is: its path in the site, with forward slashes."""

    path: str
    text: str | bytes


class OwnMore(NamedTuple):
    """What follows in a file that was written last."""

    path: str
    text: str | bytes


Output = OwnPage | OwnFile | OwnMore

SAMPLES: Final = 2
"""Pages of ours (the table's, a story's) that have to come out of the theme as before until the others are believed
to: what is in the navigation, the options and the site's other pages shows in any page or in none."""
_NOT_ALIKE: Final = 10**9


def inside(path: str) -> bool:
    """Whether a path of a file of ours, as of anything in a site, stays in the site."""
    pure = PurePath(path)
    return bool(pure.parts) and not pure.anchor and ".." not in pure.parts and "\0" not in path


def encoded(text: str | bytes) -> bytes:
    """A text as it is written; what is bytes has been encoded."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "xmlcharrefreplace")


class Writer:
    """Writes into the site of one build."""

    def __init__(
        self,
        env: jinja2.Environment,
        files: Files,
        nav: Navigation,
        config: MkDocsConfig,
        standing: Standing | None = None,
    ) -> None:
        """`standing` are the files of ours that stand in the site already."""
        self.env = env
        self.files = files
        self.nav = nav
        self.config = config
        self.standing = standing
        self._site = f"{config.site_dir}{os.sep}"
        self._folders: set[str] = set()
        self._unfinished: dict[str, str] = {}
        self._alike = 0

    @cached_property
    def _pages(self) -> list[File]:
        """The site's pages: looked up once, for MkDocs goes through all its files for each page that wants them."""
        return list(self.files.documentation_pages())

    @cached_property
    def theme_key(self) -> bytes:
        """A key over the theme's templates."""
        folders = [folder for folder in self.config.theme.dirs if Path(folder).is_dir()]
        return digest(*(fingerprint(folder, (".html",)) for folder in folders))

    def _file(self, src_uri: str) -> File:
        return File.generated(self.config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)

    def page(self, src_uri: str, title: str) -> Page:
        """A page of ours.  It is in no list of files: search, feeds, sitemap and navigation stay as they are."""
        page = Page(title, self._file(src_uri), self.config)
        page.content, page.edit_url = "", None
        page.meta = {"title": title, "search": {"exclude": True}, "hide": ["toc"]}
        return page

    def write(self, output: Output, known: str | None = None) -> str | None:
        """Write one of them; returns what the theme made of a page.

        `known` is what it made of the very same page before, with templates of the same `theme_key`: where the first
        pages show that it would do so again, the others are not rendered.
        """
        if not isinstance(output, OwnPage):
            path = self._site + output.path.replace("/", os.sep)
            if output.path.endswith(REPORT):  # written in pieces: it is there when it is whole, whatever happens
                self._unfinished[path + PART] = path
                path += PART
            self._write(path, output.text, more=isinstance(output, OwnMore))
            return None
        if known and self._alike >= SAMPLES and not self.config.plugins.events["post_page"]:
            self._write(self._file(output.src_uri).abs_dest_path, self._hidden(known))
            return known
        page = self.page(output.src_uri, output.title)
        page.content = output.content
        if known and self._alike >= SAMPLES:
            html = known
        else:
            context = get_context(self.nav, self._pages, self.config, page)
            html = self.env.get_template("main.html").render(context)
            self._alike = self._alike + 1 if html == known else -_NOT_ALIKE
        # minify, privacy and their kin work on finished pages; the events before this one would index the page
        written = self.config.plugins.on_post_page(html, page=page, config=self.config)
        self._write(page.file.abs_dest_path, self._hidden(written))
        return html

    @staticmethod
    def _hidden(html: str) -> str:
        # Pagefind, which MaterialX calls, reads what lies in the site, whether it is in a list of files or not
        return html.replace("<body", '<body data-pagefind-ignore="all"', 1)

    def finish(self) -> None:
        """Put in place what was written in pieces, and take away what is of the build before."""
        for part, path in self._unfinished.items():
            Path(part).replace(path)
        self._unfinished.clear()
        if self.standing is not None:
            self.standing.sweep()

    def _write(self, path: str, text: str | bytes, *, more: bool = False) -> None:
        content = encoded(text)
        in_one = not (more or path.endswith(PART))
        if in_one and self.standing is not None and self.standing.has(path, content):
            return
        folder = os.path.dirname(path)  # noqa: PTH120  # asked for each of thousands of files: a Path costs as much as writing one
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # as above
            self._folders.add(folder)
        with open(path, "ab" if more else "wb", buffering=0) as file:  # noqa: PTH123  # as above: no Path a file
            left = memoryview(content)
            while left:  # a disk that is nearly full takes a part, and says so only when it is given the rest
                left = left[file.write(left) :]
        if in_one and self.standing is not None:
            self.standing.wrote(path, content)
