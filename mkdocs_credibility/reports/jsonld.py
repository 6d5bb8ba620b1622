"""An article's scorecard as JSON-LD for search engines and archives: a schema.org Review of a NewsArticle.

One Rating a dimension (`reviewAspect`, `ratingExplanation`).  Never a ClaimReview: no claim is checked here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from mkdocs_credibility.reports.texts import Texts, texts
from mkdocs_credibility.reports.wording import printable, title
from mkdocs_credibility.scorecard import DIMENSIONS, Quote, Scorecard
from mkdocs_credibility.story import Story

CONTEXT: Final = "https://schema.org"
QUOTATIONS: Final = 40
"""Quotations of one article that are listed."""

_SPEAKERS: Final = {"named": "Person", "organisation": "Organization"}
_HIDDEN: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})
"""What could end the block, or a line of a script, written as JSON may."""


def review(
    card: Scorecard,
    url_of: Callable[[str], str | None],
    *,
    site: str | None = None,
    story: Story | None = None,
    locale: str = "en",
) -> dict[str, Any]:
    """The article's node with its review.

    `site` publishes the review; `url_of` leads from an article's key to its absolute URL; the explanations are in the
    language `locale`.
    """
    article, t = card.article, texts(locale)
    url = url_of(article.key)
    node: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": f"{url}#article" if url else None,
        "url": url,
        "headline": printable(title(article)),
        "inLanguage": article.declared_language or article.language,
        "author": [{"@type": "Person", "name": printable(name)} for name in card.authors],
        "contributor": [{"@type": "Person", "name": printable(name)} for name in card.contributors],
        "creditText": card.agency,
        "sourceOrganization": card.agency and {"@type": "NewsMediaOrganization", "name": card.agency},
        "dateline": card.dateline and printable(card.dateline),
        "wordCount": article.word_count,
        "isBasedOn": _source(card, story, url_of),
        "hasPart": [_quotation(quote) for quote in card.quotes if quote.kind == "direct"][:QUOTATIONS],
        "review": _review(card, site, t) if card.score is not None else None,
    }
    return {key: value for key, value in node.items() if value not in (None, [], "")}


def script(node: dict[str, Any]) -> str:
    """The node as the data block that a page holds; nothing in it can end the block or begin markup."""
    text = json.dumps(node, ensure_ascii=False, sort_keys=True).translate(_HIDDEN)
    return f'<script type="application/ld+json">{text}</script>'


def _source(card: Scorecard, story: Story | None, url_of: Callable[[str], str | None]) -> dict[str, Any] | None:
    """What the article is likely based on: a version of this site, or an unnamed one that the comparison implies."""
    parent = story.parent_of(card.article) if story else None
    if parent is None:
        return None
    url = url_of(parent.key)
    node: dict[str, Any] = {"@type": "NewsArticle", "headline": printable(title(parent))}
    return node | ({"@id": f"{url}#article", "url": url} if url else {})


def _quotation(quote: Quote) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "Quotation", "text": printable(quote.text)}
    if quote.speaker and (kind := _SPEAKERS.get(quote.speaker_kind or "")):
        node["spokenByCharacter"] = {"@type": kind, "name": printable(quote.speaker)}
    return node


def _review(card: Scorecard, site: str | None, t: Texts) -> dict[str, Any]:
    ratings = []
    for name in DIMENSIONS:
        result = card.dimensions.get(name)
        if result is None or result.score is None:
            continue
        rules = list(dict.fromkeys(d.finding.message for d in result.deductions))
        said = [printable(t.say(message)) for message in rules[:5]]
        ratings.append(
            {
                "@type": "Rating",
                "reviewAspect": t.plain(f"dimension.{name}"),
                "ratingValue": result.score,
                "bestRating": 100,
                "worstRating": 0,
                "ratingExplanation": " ".join(said) or t.plain("badge.no_findings"),
            }
        )
    node: dict[str, Any] = {
        "@type": "Review",
        "name": t.plain("badge.label"),
        "reviewRating": ratings,
        "reviewBody": t.plain("badge.disclaimer"),
        "inLanguage": t.code,
    }
    if site:
        node["author"] = {"@type": "Organization", "name": printable(site)}
    return node
