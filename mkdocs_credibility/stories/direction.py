"""Which of two versions the other likely derives from.

Direction cannot be proved from text.  What is counted here are signs, each worth a few points, and a source is named
only when one side leads clearly; every sign that counted is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories.notices import names_publisher, publishers
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.relation import Direction, Measures

LEAD: Final = 2.0
"""Points by which one side must lead."""
WEAR: Final = 1.5
"""Points of wording that machine translation leaves, and the other text has not."""
FULLER: Final = 1.15
"""How much longer a text must be to count as the fuller one."""
CUT: Final = 1.02
WITHIN: Final = 0.85
"""How much longer, and what share of the shorter's runs of five words it has, for the shorter to be cut from it; every
cut leaves four runs that are new."""


_LINKS: Final = Wording("reason.links", "{a} links to {b} as its original")
_UNCLEAR: Final = Wording("reason.unclear", "nothing in the texts says which came first")
_AGENCY_DATELINE: Final = Wording("reason.agency-dateline", "{a} opens with a dateline that names the agency")
_DATELINE: Final = Wording("reason.dateline", "{a} opens with a dateline")
_PUBLISHED_BY: Final = Wording("reason.published-by", "{a} is published by {agency} itself")
_CREDITS_AGENCY: Final = Wording("reason.credits-agency", "{a} credits the agency")
_NAMES_PUBLISHER: Final = Wording("reason.names-publisher", "{b} names {agency}, which publishes {a}")
_RELEASE: Final = Wording("reason.release", "{a} is a press release")
_CONTRIBUTORS: Final = Wording("reason.contributors", "{a} names the people who contributed")
_SIGNED: Final = Wording("reason.signed", "{a} is signed, {b} is not")
_FULLER: Final = Wording("reason.fuller", "{a} has the fuller text")
_HOLDS: Final = Wording("reason.holds", "{a} has all of the text of {b}, and more")
_CUTS: Final = Wording("reason.cuts", "both credit one agency, and {b} is the shorter for nothing but cuts")
_PICKUP: Final = Wording("reason.pickup", "{a} names the outlet that reported first")
_MACHINE: Final = Wording("reason.machine", "{b} has wording that machine translation leaves, {a} has not")
_SITE_NAME: Final = Wording("reason.site-name", "{b} has the site's name where a dateline has the place")
_EARLIER: Final = Wording("reason.earlier", "{a} bears the earlier date (a weak hint)")


class Sign(NamedTuple):
    """What speaks for an article being the source: points, and the reason ("{a}" and "{b}" name the two, `agency` an
    agency)."""

    points: float
    reason: Wording
    agency: str = ""


CatchUp = Callable[[Scorecard, bool], None]
"""Fills a card with the facts about credits, or (True) with what its wording shows."""


def direction(m: Measures, catch_up: CatchUp | None = None) -> Direction:
    """The likely source of a pair of versions; the same answer in either order.

    `catch_up` fills cards that lack the facts, as far as the answer asks for them.
    """
    if m.judged is None:
        m.judged = _judge(m, catch_up)
    return m.judged


def _judge(m: Measures, catch_up: CatchUp | None) -> Direction:
    a, b = m.a, m.b
    if catch_up:
        catch_up(a.card, False)
        catch_up(b.card, False)
    link = _links(a.card, b.article)
    if link != _links(b.card, a.article):
        original, other = (b.article, a.article) if link else (a.article, b.article)
        return Direction(original, [_LINKS(a=name(other), b=name(original))], -9.0 if link else 9.0)
    lead = 0.0
    reasons: list[tuple[float, Phrase]] = []
    signs = [(sign, x, y) for x, y in ((a, b), (b, a)) for sign in _signs(m, x, y)]
    if catch_up and _open(sum(s.points if first is a else -s.points for s, first, _ in signs)):
        catch_up(a.card, True)
        catch_up(b.card, True)
    signs += [(sign, x, y) for x, y in ((a, b), (b, a)) for sign in _wear(x, y)]
    for sign, first, second in signs:
        points = sign.points if first is a else -sign.points
        lead += points
        names = {"a": name(first.article), "b": name(second.article), "agency": sign.agency}
        reasons.append((points, sign.reason(**names)))
    source = a.article if lead >= LEAD else b.article if lead <= -LEAD else None
    if source is None:
        return Direction(None, [_UNCLEAR()], lead)
    return Direction(source, [r for p, r in sorted(reasons, key=lambda r: (-abs(r[0]), r[1])) if p * lead > 0], lead)


def name(article: Article) -> str:
    """What an article is called in a reason."""
    return article.path or article.url or article.title or f"“{' '.join(article.prose.split()[:6])} …”"


def _links(card: Scorecard, other: Article) -> bool:
    urls = [u.rstrip("/") for u in (other.url, other.path) if u]
    return any(
        c.kind in ("canonical", "based-on") and any(c.name.rstrip("/").endswith(u) for u in urls) for c in card.credits
    ) and not (card.article.url and any(c.kind == "canonical" and c.name == card.article.url for c in card.credits))


def _signs(m: Measures, a: Profile, b: Profile) -> Iterator[Sign]:
    """What speaks for `a` being the source of `b`, of the two that were measured."""
    given = a.card.credits
    if a.agency and any(c.kind == "dateline" and (c.agency or c.name == a.agency) for c in given):
        yield Sign(3.0, _AGENCY_DATELINE)
    elif a.card.dateline:
        yield Sign(1.0, _DATELINE)
    if (agency := b.agency or a.agency) and _published_by(a.article, agency):
        yield Sign(2.5, _PUBLISHED_BY, agency)
    if a.agency:
        yield Sign(2.0, _CREDITS_AGENCY)
    if publisher := names_publisher(b, a.article):
        yield Sign(2.5, _NAMES_PUBLISHER, publisher)
    if a.is_release:
        yield Sign(3.0, _RELEASE)
    if a.card.contributors:
        yield Sign(2.0, _CONTRIBUTORS)
    if a.card.authors and not (b.card.authors or b.agency):
        yield Sign(2.0, _SIGNED)
    if len(a.words) >= FULLER * max(1, len(b.words)):
        yield Sign(1.5, _FULLER)
    elif len(a.words) > CUT * len(b.words) and _within(m, b):
        yield Sign(1.0, _HOLDS)
    if a.agency and a.agency == b.agency and len(a.words) > CUT * len(b.words) and _within(m, b):
        yield Sign(1.0, _CUTS)
    if any(c.kind == "pickup" for c in given):
        yield Sign(0.5, _PICKUP)
    if any(f.rule == "byline/site-name-as-dateline" for f in b.card.findings):
        yield Sign(2.0, _SITE_NAME)
    mine, theirs = _day(a.article), _day(b.article)
    if mine and theirs and mine < theirs:
        yield Sign(0.5, _EARLIER)


def _wear(a: Profile, b: Profile) -> Iterator[Sign]:
    """What the wording alone says of `a` being the source of `b`; the rest of the signs are cheaper to have."""
    if _glitches(b.card) >= _glitches(a.card) + 2:
        yield Sign(WEAR, _MACHINE)


def _open(lead: float) -> bool:
    """Whether the wording may decide, or turn, what the other signs say."""
    return LEAD - WEAR <= abs(lead) < LEAD + WEAR


def _published_by(article: Article, agency: str) -> bool:
    """Whether the page names the agency as its publisher or stands under the agency's name."""
    word = re.compile(rf"\b{re.escape(agency)}\b", re.IGNORECASE)
    stated = [article.url, article.path, *publishers(article)]
    return any(word.search(value) for value in stated if isinstance(value, str))


def _within(m: Measures, short: Profile) -> bool:
    """Whether the shorter of two texts stands in the longer one almost to the word."""
    return m.shared_fives >= WITHIN * len(short.fives)


def _glitches(card: Scorecard) -> int:
    return sum(1 for f in card.findings if f.dimension == "translation" and f.owner == "publisher")


def _day(article: Article) -> str:
    return str(article.metadata.get("date") or article.metadata.get("published") or "")[:10]
