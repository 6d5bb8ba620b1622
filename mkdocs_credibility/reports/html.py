"""Badge, comparison table and story page as HTML fragments, from Jinja templates that a theme may override.

Nothing here runs in the reader's browser: no script, no inline style, no URL of another site.  Everything that comes
out of an article is data and is escaped by the templates' autoescape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from mkdocs_credibility.reports import packaged, tree
from mkdocs_credibility.reports.badge_view import Href
from mkdocs_credibility.reports.evidence import Evidence
from mkdocs_credibility.reports.story_views import StoryViews
from mkdocs_credibility.reports.table_views import Table, paged, table_view
from mkdocs_credibility.reports.templating import PREFIX, environment
from mkdocs_credibility.reports.texts import Texts, texts
from mkdocs_credibility.reports.views import CardViews
from mkdocs_credibility.reports.wording import printable, safe_href
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.story import Story


class Renderer:
    """`lookup` is asked first for the templates (a theme's loader); `locale` is the language of the texts; `editors`
    says whether badges are for those who can change the source."""

    def __init__(self, lookup: jinja2.BaseLoader | None = None, locale: str = "en", *, editors: bool = False) -> None:
        self.t: Texts = texts(locale)
        self.env = environment(lookup, self.t)
        self.cards = CardViews(self.t, editors=editors)
        self.stories = StoryViews(self.cards)

    def text(self, key: str, **values: Any) -> str:
        """A text of the locale, plain.  Raises KeyError for a key that no locale has."""
        return self.t.plain(key, **values)

    def badge(
        self,
        card: Scorecard,
        *,
        href: Href,
        story: Story | None = None,
        evidence: Evidence | None = None,
    ) -> str:
        """The evidence card of one article; with `evidence` what it quotes leads to its place on the page."""
        told = self.stories.told(card.article, story) if story else None
        view = self.cards.badge(card, href, evidence, told)
        related = self.stories.in_badge(card, story, href) if story else None
        return self._render("badge.html", badge=view, story=related)

    def marked(self, evidence: Evidence) -> str:
        """The page's content with a mark for every passage that the badge made with `evidence` cites."""
        return evidence.marked(self._back)

    def marks(self, evidence: Evidence) -> list[tuple[int, str]]:
        """The same marks as insertions: where in the content, and what."""
        return evidence.tags(self._back)

    def _back(self, title: str) -> str:
        return self.t.plain("badge.back", title=title)

    def table(
        self,
        cards: Sequence[Scorecard] | Table,
        stories: Sequence[Story] = (),
        *,
        href: Href,
        heading: bool = True,
        page: int = 1,
        script: str | None = None,
    ) -> str:
        """The comparison table: every article, those of one story together; no `heading` where the page has one.

        Of a table that is cut into pages, `page` is the one to show.  `script` is the URL of the one that sorts and
        filters; without it, and without scripts, the table stands as it is.
        """
        table = cards if isinstance(cards, Table) else paged(cards, stories)
        view = table_view(table, href, self.cards, self.stories, page)
        return self._render("table.html", table=view, heading=heading, script=safe_href(script))

    def story(self, story: Story, cards: Sequence[Scorecard], *, href: Href, heading: bool = True) -> str:
        """One story's page: family tree, versions, quotes by version, changes, texts side by side."""
        view = self.stories.page(story, cards, href)
        return self._render("story.html", story=view, tree=tree.svg(view, self.t), heading=heading)

    def corpus(self, found: Mapping[str, Any], *, style: str) -> str:
        """The page that sums an archive up, with the stylesheet's text in it."""
        body = self._render("corpus.html", found=found)
        return self.page(self.t.plain("corpus.title"), body, style=style)

    def page(
        self,
        title: str,
        body: str,
        *,
        stylesheets: Iterable[str] = (),
        style: str | None = None,
        home: str | None = None,
    ) -> str:
        """A whole page around one of these fragments, for where no theme makes one.

        It takes the URLs of the stylesheets, or the text of ours (`style`) in a page that is to need no other file;
        `home` leads to the site's first page.
        """
        dress = packaged.text(packaged.ALONE) + style if style else ""
        values = {"title": title, "body": Markup(body), "style": Markup(dress)}  # noqa: S704  # both are ours
        links = [safe_href(url) for url in stylesheets]
        return self._render("page.html", stylesheets=links, home=safe_href(home), **values)

    def _render(self, name: str, **values: Any) -> str:
        # whatever a template lets through, no control character reaches a page
        return printable(self.env.get_template(PREFIX + name).render(**values))
