"""Attribution: who says what in an article, whether the speaker is named, and on what the article rests."""

from __future__ import annotations

from mkdocs_credibility.scorecard import Quote, Scorecard
from mkdocs_credibility.signals.attribution.assemble import Assembly
from mkdocs_credibility.signals.attribution.lexicon import lexicon
from mkdocs_credibility.signals.attribution.page import Page
from mkdocs_credibility.signals.attribution.speakers import Cast


def examine(card: Scorecard) -> None:
    """Fill the card's quotes and anonymous sources, and add what they show."""
    article = card.article
    lex = lexicon(article.language)
    if lex is None:
        card.abstain("attribution", "no attribution data for the article's language")
        return
    page = Page(article, lex)
    cast = Cast(page)
    for said in Assembly(page, cast).quotes():
        span = article.span(said.start, said.end)
        named = None
        if said.subject is not None:
            named = article.span(page.words[said.subject[0]].start, page.words[said.subject[1] - 1].end)
        cue = page.text(*said.cue) if said.cue is not None else None
        who = said.speaker
        card.quotes.append(
            Quote(
                span.start, span.end, span.exact, said.kind,
                who.name if who else None, who.kind if who else None, cue, named,
            )
        )  # fmt: skip
        if who is not None and who.kind == "anonymous" and named is not None and named not in card.anonymous_sources:
            card.anonymous_sources.append(named)
