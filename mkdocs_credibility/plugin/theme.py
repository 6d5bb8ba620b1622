"""The template variable `credibility`: what a theme may print of an article wherever it wants."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from markupsafe import Markup

from mkdocs_credibility.reports.badge_view import Href
from mkdocs_credibility.reports.evidence import Evidence
from mkdocs_credibility.reports.html import Renderer
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.story import Story


class PageCredibility:
    """`credibility` in the template of an article's page; on other pages the variable is None.

    Nothing is made before it is asked for: a theme that prints the score alone pays for no badge.
    """

    def __init__(
        self,
        card: Scorecard,
        story: Story | None,
        href: Href,
        renderer: Renderer,
        evidence: Callable[[], Evidence] | None,
    ) -> None:
        self.card = card
        """The scorecard, as in Python."""
        self._story = story
        self._href = href
        self._renderer = renderer
        self._make_evidence = evidence

    @cached_property
    def _evidence(self) -> Evidence | None:
        return self._make_evidence() if self._make_evidence is not None else None

    @property
    def score(self) -> float | None:
        """0 to 100, or None for what was not assessed."""
        return self.card.score

    @property
    def band(self) -> str:
        """`clear`, `minor`, `notable`, `serious` or `not-assessed`."""
        return self.card.band

    @property
    def word(self) -> str:
        """The band in the report's language, as on the badge."""
        return self._renderer.text(f"band.{self.card.band}")

    @property
    def summary(self) -> str:
        """The few words behind the band on the badge."""
        return self._renderer.cards.short(self.card)

    @cached_property
    def badge(self) -> Markup:
        """The badge, ready to print.  It leads to the evidence in the text unless the option `badge` is `none`."""
        badge = self._renderer.badge(self.card, href=self._href, story=self._story, evidence=self._evidence)
        return Markup(badge)  # noqa: S704  # HTML by now: our templates have escaped all that came out of articles

    @property
    def story_url(self) -> str | None:
        """The page of the story that the article tells with others, relative to this page."""
        return self._href(f"story:{self._story.id}") if self._story else None

    @property
    def table_url(self) -> str | None:
        """The page with the comparison table, relative to this page."""
        return self._href("table")

    @property
    def image_url(self) -> str | None:
        """The article's SVG badge, relative to this page."""
        return self._href(f"badge:{self.card.article.key}")

    def marked(self, content: str) -> str:
        """The page's content with marks for what the badge cites; as it is when there is no evidence to be marked."""
        return self._renderer.marked(self._evidence) if self._evidence and self.badge else content
