"""Boilerplate: what is left in an article that nobody wrote as part of it, typed, with its place and its owner."""

from __future__ import annotations

from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.boilerplate import captions, damage, seams, wording
from mkdocs_credibility.signals.boilerplate import words as spelling
from mkdocs_credibility.signals.boilerplate.furniture import mark_lines
from mkdocs_credibility.signals.boilerplate.lines import Line, Mark, lines_of
from mkdocs_credibility.signals.boilerplate.phrases import CERTAIN, compiled
from mkdocs_credibility.signals.boilerplate.repetition import examine_site, keep_lines, repeated_lines

__all__ = ["examine", "examine_site", "repeated_lines"]

_FEW_WORDS: Final = Wording("abstain.few-words", "fewer than {n} words")

ENOUGH: Final = 20
"""Words below which there is no article to judge."""

CONFIDENCE: Final = {3: 0.95, 2: 0.8}
"""How sure a certain and a likely mark is."""


SCATTERED: Final = frozenset(("date-line", "page-furniture"))
"""Kinds that only inform: all their lines in an article make one finding."""

RULE_OF: Final = {
    "comment-form": "boilerplate/comment-form",
    "share-bar": "boilerplate/share-bar",
    "newsletter-prompt": "boilerplate/newsletter-prompt",
    "sign-in-prompt": "boilerplate/sign-in-prompt",
    "cookie-policy": "boilerplate/cookie-policy",
    "advert-marker": "boilerplate/advert-marker",
    "pagination": "boilerplate/pagination",
    "breadcrumb": "boilerplate/breadcrumb",
    "tag-list": "boilerplate/tag-list",
    "teaser-line": "boilerplate/teaser-line",
    "app-promo": "boilerplate/app-promo",
    "live-blog": "boilerplate/live-blog",
    "embedded-post": "boilerplate/embedded-post",
    "author-box": "boilerplate/author-box",
    "navigation": "boilerplate/navigation",
    "rights-line": "boilerplate/rights-line",
    "date-line": "boilerplate/date-line",
    "page-furniture": "boilerplate/page-furniture",
    "caption-in-body": "boilerplate/caption-in-body",
}
"""The rule of each kind of line; the kinds are the names of the tables of phrases."""


def examine(card: Scorecard) -> None:
    """Find the residue in the card's article.  Abstains from texts of fewer than 20 words."""
    article = card.article
    lines = lines_of(article)
    keep_lines(article, lines)
    if sum(line.words for line in lines) < ENOUGH:
        card.abstain("boilerplate", _FEW_WORDS(n=ENOUGH))
        return
    code = article.language
    words = article.vocabulary
    marks = mark_lines(lines, compiled(code), article.tokens, words)
    captions.find(card, lines, marks, code)
    head = damage.find(card, lines)
    if lines[0].start < head < lines[0].end:  # a prefix, and text behind it
        rest = article.prose[head : lines[0].end]
        lines[0].start = head + len(rest) - len(rest.lstrip())
    _report(card, lines, marks, head)
    wording.find(card, lines, words, {i for i, mark in enumerate(marks) if mark is not None})
    if code == "en":
        spelling.find(card, lines)
    elif code in language.codes():
        seams.find(card, str(code))


def _credited(card: Scorecard, line: Line, credited: list[tuple[int, int]]) -> bool:
    """Whether a byline, tagline or credit line stands in the line: what its place makes furniture is none then."""
    span = card.article.span(line.start, line.end)
    return any(start < span.end and span.start < end for start, end in credited)


def _report(card: Scorecard, lines: list[Line], marks: list[Mark | None], head: int) -> None:
    """One finding for each stretch of neighbouring lines of a kind, or for all of a kind that only informs; `head` is
    where a scraper's own prefix ends."""
    credited = [(c.span.start, c.span.end) for c in card.credits if c.span and c.kind not in ("photo", "rights")]
    marked = [
        (line, mark)
        for line, mark in zip(lines, marks, strict=True)
        if mark is not None
        and line.end > head
        and (mark.strength == CERTAIN or not credited or not _credited(card, line, credited))
    ]
    groups: list[tuple[Mark, list[Line]]] = []
    scattered: dict[str, int] = {}
    for line, mark in marked:
        at = scattered.get(mark.kind, -1)
        if at < 0 and groups and groups[-1][0].kind == mark.kind and groups[-1][1][-1].index == line.index - 1:
            at = len(groups) - 1
        if at < 0:
            if mark.kind in SCATTERED:
                scattered[mark.kind] = len(groups)
            groups.append((mark, [line]))
        else:
            best, group = groups[at]
            group.append(line)
            groups[at] = (max(best, mark, key=lambda m: m.strength), group)
    article = card.article
    for mark, group in groups:
        spans = [article.span(line.start, line.end) for line in group]
        if mark.strength < CERTAIN and all(card.inside_quotes(s.start, s.end) for s in spans):
            continue
        card.add(RULE_OF[mark.kind], spans, confidence=CONFIDENCE[mark.strength], why=mark.why)
