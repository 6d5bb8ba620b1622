"""Attribution: who says what in an article, whether the speaker is named, and on what the article rests."""

from __future__ import annotations

from sys import intern
from typing import Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import Quote, Scorecard
from mkdocs_credibility.signals.attribution import quotes
from mkdocs_credibility.signals.attribution.assemble import Assembly, Said
from mkdocs_credibility.signals.attribution.lexicon import lexicon
from mkdocs_credibility.signals.attribution.page import Page
from mkdocs_credibility.signals.attribution.sources import Sources
from mkdocs_credibility.signals.attribution.speakers import Cast

SHORTEST: Final = 60
"""Words below which an article is too short to be judged by its attribution."""

_FEW_WORDS: Final = Wording("abstain.few-words", "fewer than {n} words")
_LANGUAGE_UNKNOWN: Final = Wording("abstain.language-unknown", "no attribution data for {language}")
_LANGUAGE_UNCLEAR: Final = Wording("abstain.language-unclear", "the language is not clear")

_NO_SPEECH: Final = frozenset(
    ("byline", "contributor", "editor", "dateline", "tagline", "credit-line", "photo", "rights")
)
"""Kinds of credits whose text is no speech."""


def examine(card: Scorecard) -> None:
    """Fill the card's quotes, anonymous sources and pick-up credits, and add what they show."""
    article = card.article
    lex = lexicon(article.language)
    if lex is None:
        card.quotes.extend(_marked(article))
        code = article.language
        card.abstain("attribution", _LANGUAGE_UNKNOWN(language=code) if code else _LANGUAGE_UNCLEAR())
        return
    printed = sorted((c.span.start, c.span.end) for c in card.credits if c.span is not None and c.kind in _NO_SPEECH)
    page = Page(article, lex, printed)
    cast = Cast(page)
    assembly = Assembly(page, cast)
    said = assembly.quotes()
    sources = Sources(card, page, cast, assembly.subjects, said)
    card.quotes.extend(_quote(page, s) for s in sources.unnamed())
    sources.collect()
    sources.pickups()
    if article.word_count < SHORTEST:
        card.abstain("attribution", _FEW_WORDS(n=SHORTEST))
        card.findings = [f for f in card.findings if f.dimension != "attribution"]
        return
    sources.report()
    sources.unattributed()
    sources.single()


def _quote(page: Page, said: Said) -> Quote:
    article = page.article
    start, end = said.start, said.end
    if article.prose_offsets:
        span = article.span(start, end)
        start, end = span.start, span.end
    named = None
    if said.subject is not None:
        named = article.span(page.starts[said.subject[0]], page.ends[said.subject[1] - 1])
    # the same few words and names in all quotes of an article, and in many articles: one string for all
    cue = intern(page.text(*said.cue)) if said.cue is not None else None
    who = said.speaker
    name, kind = (intern(who.name), who.kind) if who is not None else (None, None)
    return Quote(start, end, article.text[start:end], said.kind, name, kind, cue, named)


def _marked(article: Article) -> list[Quote]:
    """Direct quotes by their marks alone: four words or more."""
    found = []
    for mark in quotes.find(article.prose, article.blocks, article.sentences):
        if mark.closed and len(article.prose[mark.inner_start : mark.inner_end].split()) >= 4:
            span = article.span(mark.start, mark.end)
            found.append(Quote(span.start, span.end, span.exact, "direct"))
    return found
