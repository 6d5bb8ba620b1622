"""What an article says of itself, in words: who wrote it, for whom, whom it quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from mkdocs_credibility.reports.texts import Texts
from mkdocs_credibility.reports.wording import printable, shortened
from mkdocs_credibility.scorecard import Scorecard

LONGEST_NAME: Final = 80
"""Characters of a name that reports print."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts: what it is called and what the page says; `note` is smaller print."""

    name: str
    label: str
    value: Markup
    note: str | None = None


def _apart(name: str) -> Markup:
    """What `Markup("<bdi>{}</bdi>").format(name)` makes, at a tenth of its time."""
    return Markup(f"<bdi>{escape(name)}</bdi>")  # noqa: S704  # the name is escaped


class Facts:
    """Makes the facts of scorecards, in one language."""

    def __init__(self, t: Texts) -> None:
        self.t = t

    def names(self, items: Iterable[str], limit: int = 8) -> Markup:
        """Names from an article, each on its own in the order of letters that it needs."""
        return self.t.several([_apart(shortened(printable(i), LONGEST_NAME)) for i in items], limit)

    def author(self, card: Scorecard) -> Markup:
        """Who a page says wrote it, or what it says instead."""
        match card.byline_kind:
            case "staff":
                return self.t.html("fact.staff")
            case "agency":
                return self.t.html("fact.byline_agency") if not card.authors else self.names(card.authors)
            case "pseudonym" if card.authors:
                return self.t.html("fact.pseudonym", names=self.names(card.authors))
        return self.names(card.authors) if card.authors else self.t.html("fact.no_author")

    def agency(self, card: Scorecard) -> Markup | None:
        """The agency credited for the text; where neither it nor a writer is named, that; else nothing."""
        if card.agency:
            return self.names([card.agency])
        return self.t.html("table.no_agency") if not card.authors else None

    def all(self, card: Scorecard) -> Iterable[Fact]:
        """What the page says of itself, whether that is much or little."""
        t = self.t

        def fact(name: str, value: Markup, note: str | None = None) -> Fact:
            return Fact(name, t.plain(f"fact.{name}"), value, note)

        yield fact("authors", self.author(card))
        if card.contributors:
            yield fact("contributors", self.names(card.contributors, 12))
        yield fact("agency", self.names([card.agency]) if card.agency else t.html("fact.no_agency"))
        yield fact("dateline", self.names([card.dateline]) if card.dateline else t.html("fact.no_dateline"))
        yield fact("quotes", *self._quotes(card))
        speakers = dict.fromkeys(q.speaker for q in card.quotes if q.speaker and q.speaker_kind != "anonymous")
        yield fact("sources", self.names(speakers, 10) if speakers else t.html("fact.no_sources"))
        if card.anonymous_sources:
            unnamed = dict.fromkeys(shortened(s.exact, 60) for s in card.anonymous_sources)
            yield fact("anonymous", self.names(unnamed, 6))
        reading = card.readability
        yield fact("length", t.html("fact.words", n=reading.words if reading else card.article.word_count))
        if reading and reading.reading_ease is not None:
            ease = t.number(reading.reading_ease, 0)
            value = t.html("fact.ease", ease=ease)
            if reading.grade is not None:
                years = t.number(max(reading.grade, 0), 0)
                value = t.html("fact.grade", n=years, grade=t.number(reading.grade), ease=ease)
            yield fact("readability", value, t.plain("fact.context"))
        # translationese is left to programs and editors: one native text in a hundred scores high, and readers would
        # take the figure for a verdict

    def _quotes(self, card: Scorecard) -> tuple[Markup, str | None]:
        if not card.quotes:
            return self.t.html("fact.quotes_none"), None
        spoken = sum(1 for q in card.quotes if q.speaker)
        parts = [self.t.plain("fact.quotes_named", n=spoken)]
        if spoken < len(card.quotes):
            parts.append(self.t.plain("fact.quotes_unnamed", n=len(card.quotes) - spoken))
        return self.t.html("fact.quotes_count", n=len(card.quotes)), ", ".join(parts)
