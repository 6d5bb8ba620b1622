"""A standalone badge for one page: a self-contained SVG to link or embed anywhere."""

from __future__ import annotations

from functools import cache
from typing import Final

from markupsafe import Markup, escape

from mkdocs_credibility.reports.texts import Texts, texts
from mkdocs_credibility.reports.views import CardViews
from mkdocs_credibility.reports.widths import width
from mkdocs_credibility.reports.wording import one_line, title
from mkdocs_credibility.scorecard import Scorecard

COLOURS: Final = {
    "clear": "#1d6b45",
    "minor": "#4d5f10",
    "notable": "#8a5200",
    "serious": "#9c2f26",
    "not-assessed": "#555b61",
}
"""White text on each has a contrast of 5.5 and more, on a light page and on a dark one."""

SIZE: Final = 11
PAD: Final = 8
HEIGHT: Final = 22
"""Pixels: of letters, beside them, and of the whole badge."""

_HOLE: Final = "\0"

_TEMPLATE: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" role="img" aria-label="{label}" lang="{lang}">'
    "<title>{title}</title>"
    '<rect width="{w}" height="{h}" rx="4" fill="#33383d"/>'
    '<path d="M{x} 0H{right}a4 4 0 0 1 4 4V{low}a4 4 0 0 1-4 4H{x}z" fill="{colour}"/>'
    '<rect x=".5" y=".5" width="{inner_w}" height="{inner_h}" rx="3.5" fill="none" stroke="#fff" stroke-opacity=".3"/>'
    '<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="{size}">'
    '<text x="{pad}" y="15" textLength="{name_w}">{name}</text>'
    '<text x="{value_x}" y="15" textLength="{value_w}">{value}</text>'
    "</g></svg>\n"
)


@cache
def _value(score: int | None, band: str, t: Texts) -> str:
    views = CardViews(t)
    word = views.word(band)
    return word if score is None else t.plain("svg.value", score=views.score(score), word=word)


def value(card: Scorecard, t: Texts) -> str:
    """What the badge says: the band, behind the number if it has one."""
    return _value(shown_score(card), card.band, t)


def shown_score(card: Scorecard) -> int | None:
    """The score in whole points, as readers see it: no site has more badges than there are of these and bands."""
    return None if card.score is None else int(card.score + 1e-9)  # as CardViews.score


@cache
def _around_title(score: int | None, band: str, t: Texts) -> tuple[str, str]:
    """The badge before and behind its title: the same for all articles of a score and band."""
    name, said = t.plain("svg.name"), _value(score, band, t)
    name_w, value_w = round(width(name, SIZE)), round(width(said, SIZE))
    x = name_w + 2 * PAD
    w = x + value_w + 2 * PAD
    whole = str(
        _TEMPLATE.format(
            w=w, h=HEIGHT, x=x, right=w - 4, low=HEIGHT - 4, inner_w=w - 1, inner_h=HEIGHT - 1, size=SIZE, pad=PAD,
            colour=COLOURS[band], name=name, name_w=name_w, value=said, value_w=value_w, value_x=x + PAD,
            label=t.plain("svg.label", name=name, value=said), lang=t.code, title=_HOLE,
        )
    )  # fmt: skip
    before, _, behind = whole.partition(_HOLE)
    return before, behind


def badge(card: Scorecard, locale: str = "en") -> str:
    """The badge of an article: what it is about and its band, with the number if it has one."""
    t = texts(locale)
    before, behind = _around_title(shown_score(card), card.band, t)
    shown = t.plain("svg.title", title=one_line(title(card.article)), value=value(card, t))
    return f"{before}{escape(shown)}{behind}"
