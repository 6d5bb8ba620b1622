"""A badge as data for shields.io and others that speak its endpoint schema."""

from __future__ import annotations

import json
from functools import cache

from mkdocs_credibility.reports.svg import COLOURS, value
from mkdocs_credibility.reports.texts import Texts, texts
from mkdocs_credibility.scorecard import Scorecard


def endpoint(card: Scorecard, locale: str = "en") -> str:
    """The endpoint document (https://shields.io/badges/endpoint-badge, schema version 1) of an article's badge."""
    t = texts(locale)
    return _document(value(card, t), card.band, t)


@cache
def _document(message: str, band: str, t: Texts) -> str:
    """One for all articles of a score and band."""
    document = {"schemaVersion": 1, "label": t.plain("svg.name"), "message": message, "color": COLOURS[band]}
    return json.dumps(document, ensure_ascii=False) + "\n"
