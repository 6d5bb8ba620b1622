"""A site that any generator has built: read as it stands, given badges and tables, and given back as it was."""

from mkdocs_credibility.site.annotate import Annotated, annotate, remove
from mkdocs_credibility.site.files import SiteError
from mkdocs_credibility.site.pages import BuiltSite, SitePage, looks_built, page_paths, read_site

__all__ = [
    "Annotated",
    "BuiltSite",
    "SiteError",
    "SitePage",
    "annotate",
    "looks_built",
    "page_paths",
    "read_site",
    "remove",
]
