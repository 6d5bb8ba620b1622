"""Which language a page's badge, and a page of ours, speaks."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page


def language_of(page: Page | None, option: str | None, config: MkDocsConfig) -> str:
    """The code of the language: the option's, else the page's (static-i18n knows it), else the theme's.

    For pages of our own, which are no page of the site, `page` is None: under static-i18n the site is built once a
    language, each with the theme in it.
    """
    own = getattr(page.file, "locale", None) if page is not None else None
    return option or (str(own) if own else theme_language(config))


def theme_language(config: MkDocsConfig) -> str:
    """The theme's language: `language` of Material and its kin, else the `locale` that MkDocs gives every theme."""
    return str(config.theme.get("language") or config.theme.locale or "en")
