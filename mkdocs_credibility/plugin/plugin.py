"""MkDocs' events, each handed on in a line or two to one build of the site."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_credibility.cache import DiskCache
from mkdocs_credibility.plugin import gate
from mkdocs_credibility.plugin.build import SiteBuild, uris
from mkdocs_credibility.plugin.config import CredibilityConfig, unmatched
from mkdocs_credibility.plugin.language import language_folder
from mkdocs_credibility.plugin.past import Layers, Past
from mkdocs_credibility.reports import packaged

log: logging.LoggerAdapter[logging.Logger] = get_plugin_logger("credibility")


class CredibilityPlugin(BasePlugin[CredibilityConfig]):
    """Reads every article of a site while it is built, and shows how each is sourced, signed and copied."""

    supports_multiple_instances = False

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.pasts: dict[str, Past] = {}
        self.build: SiteBuild | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Having this event keeps the object alive across the rebuilds of `mkdocs serve`."""
        self.serving, self.dirty = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig | None:
        """Start a build afresh: this comes once a rebuild, and once a language under static-i18n."""
        active = self.config.enabled and (self.config.enabled_on_serve or not self.serving)
        self.build = self._begin(config) if active else None
        if active and packaged.uri(packaged.STYLESHEET) not in config.extra_css:
            config.extra_css.append(packaged.uri(packaged.STYLESHEET))
        if active and self.config.rules and (path := self.config.rules.path) and path not in config.watch:
            config.watch.append(path)
        return config

    def _begin(self, config: MkDocsConfig) -> SiteBuild:
        root = Path(config.config_file_path or "").parent
        place = root / self.config.cache_dir  # an absolute path wins
        disk = DiskCache(place, root=root) if self.config.cache else None
        if not self.serving:
            return SiteBuild(self.config, config, disk, dirty=self.dirty)
        language = language_folder(config)
        first = language not in self.pasts
        past = self.pasts.setdefault(language, Past())
        store = Layers(past.texts, disk, write=first)
        return SiteBuild(self.config, config, store, serving=True, dirty=self.dirty, past=past)

    def on_build_error(self, *, error: Exception) -> None:
        """Forget the build that failed."""
        if self.build is not None:
            self.build.return_to_site()
            self.build.close()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep what stands in the site of `mkdocs serve`, which is emptied next."""
        if self.build is not None:
            self.build.leave_site()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files | None:
        """Add stylesheet and script (packaged files: static-i18n cannot copy files that live in memory alone)."""
        if self.build is None:
            return files
        self.build.return_to_site()
        for asset in (packaged.STYLESHEET, packaged.SCRIPT):
            if files.get_file_from_path(packaged.uri(asset)) is None:
                files.append(
                    File.generated(
                        config,
                        packaged.uri(asset),
                        abs_src_path=packaged.path(asset),
                        inclusion=InclusionLevel.INCLUDED,
                    )
                )
        pages = uris(files.documentation_pages())
        for option in ("include", "exclude"):
            for pattern in unmatched(self.config[option], pages):
                log.warning("%s: the pattern %r matches no page", option, pattern)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation | None:
        """Keep the navigation for the pages of our own."""
        if self.build is not None:
            self.build.nav = nav
        return nav

    # after other plugins have changed the content, so that places found in it still hold when the badge goes in
    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Read the page."""
        if self.build is not None:
            self.build.read(page, html)
        return html

    # all pages are rendered and none is written: the only place where articles can be compared
    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment | None:
        """Assess and compare."""
        if self.build is not None:
            with gate.extensions_in_a_line(), gate.faults_in_a_line():
                self.build.assess(env, files)
        return env

    # after search (0) and Material's blog (-100 too, but listed first) have taken the content for their own use
    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext | None:  # fmt: skip
        """Put badge and table in."""
        if self.build is not None:
            self.build.inject(page, context)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the table, the story pages, the report and the badges; then hold the site against its gates."""
        if self.build is not None:
            with gate.faults_in_a_line():
                self.build.write()
            log.info(self.build.summary())
            self.build.close()
            if gate.wanted(self.config):
                gate.hold(self.build.review, self.config, serving=self.serving)
