"""Which language a site speaks to its readers, and where a site in several languages keeps each of them."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig


def theme_language(config: MkDocsConfig) -> str:
    """The theme's language: `language` of Material and its kin, else the `locale` that MkDocs gives every theme.

    static-i18n builds the site once a language and sets the theme's to it each time.  A page that falls back to another
    language is still read by somebody who chose this one.
    """
    return str(config.theme.get("language") or config.theme.locale or "en")


def language_folder(config: MkDocsConfig) -> str:
    """The folder of the site for the language that static-i18n is building ("de/"); empty for its default language, and
    on any other site."""
    i18n = config.plugins.get("i18n")
    language = getattr(i18n, "current_language", None)
    return f"{language}/" if language and not getattr(i18n, "is_default_language_build", True) else ""
