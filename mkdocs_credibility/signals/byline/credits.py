"""All credits of an article, put together: which names are its authors, which agency the text's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from mkdocs_credibility import links
from mkdocs_credibility.article import Article
from mkdocs_credibility.scorecard import Credit, CreditKind, Scorecard
from mkdocs_credibility.signals.byline import bylines, datelines, declared, photos, resolve, taglines
from mkdocs_credibility.signals.byline.lexicon import Lexicon, agency_hosts, agency_named, lexicon
from mkdocs_credibility.signals.byline.names import first_is_given, same_person

DATELINE_BLOCKS: Final = 8
"""Paragraphs from the start in which the dateline is looked for: captions and teasers can stand before it."""
DATELINED: Final = 40
"""Characters that a paragraph with a dateline has at least: shorter ones are a page's furniture."""
CLOSING_BLOCKS: Final = 6
"""Blocks from the end in which taglines and credit lines are looked for."""


@dataclass(slots=True)
class Reading:
    """What was read, for the findings: where the running text stands (see `bylines.zones`), byline lines, dateline,
    closing credits, photo credits, declared names."""

    lex: Lexicon
    text: tuple[int, int]
    bylines: list[bylines.Byline] = field(default_factory=list)
    dateline: datelines.Dateline | None = None
    tags: list[taglines.Tag] = field(default_factory=list)
    photos: list[photos.PhotoCredit] = field(default_factory=list)
    said: list[declared.Said] = field(default_factory=list)
    resolved: resolve.Resolved = field(default_factory=lambda: resolve.Resolved([], False, [], [], []))
    taken: list[tuple[int, int]] = field(default_factory=list)


def _add(names: list[str], name: str, known: list[str]) -> None:
    if not any(same_person(name, n) for n in (*names, *known)):
        names.append(name)


def collect(card: Scorecard) -> Reading:
    """Read the article's credits onto the card."""
    reading = Reading(lexicon(card.article.language), bylines.zones(card.article))
    in_byline = _bylines(card, reading)
    in_dateline = _dateline(card, reading)
    in_tags = _tags(card, reading)
    _photos(card, reading)
    in_metadata = _metadata(card, reading)
    card.agency = in_dateline or in_tags or in_byline or in_metadata
    if card.authors:
        card.byline_kind = "pseudonym" if reading.resolved.pseudonyms else "named"
    elif card.agency:
        card.byline_kind = "agency"
    elif reading.resolved.staff:
        card.byline_kind = "staff"
    return reading


def _bylines(card: Scorecard, reading: Reading) -> str | None:
    """Byline lines and declared authors onto the card; the agency that a byline names."""
    article = card.article
    agency = None
    own = declared.bodies(article)
    reading.said = declared.read_declared(article, own)
    found = [_own_apart(b, own) for b in bylines.find(article, reading.lex, reading.text)]
    reading.bylines = resolve.of_this_article(found, reading.said)
    for byline in reading.bylines:
        reading.taken.append((byline.start, byline.end))
        for name in byline.names:
            named = bylines.agency_of(byline) if name.kind == "agency" else None
            agency = agency or named
            card.credits.append(Credit("byline", name.text, article.span(name.start, name.end), named))
    reading.resolved = resolve.resolve(
        reading.bylines, reading.said, hidden=declared.names_article(article), alone=bylines.short_lines(article)
    )
    card.authors = list(reading.resolved.authors)
    return agency


def _own_apart(byline: bylines.Byline, own: set[str]) -> bylines.Byline:
    """The byline with the site's own name marked as an organisation's and no person's."""
    names = tuple(
        n._replace(kind="organisation")
        if n.kind in ("handle", "person") and not first_is_given(n.text) and declared.is_body(n.text, own)
        else n
        for n in byline.names
    )
    return byline._replace(names=names)


def _dateline(card: Scorecard, reading: Reading) -> str | None:
    article = card.article
    running = (
        b for b in article.blocks if b.kind in ("paragraph", "quote") and b.prose_end - b.prose_start >= DATELINED
    )
    for block in islice(running, DATELINE_BLOCKS):
        start = next(
            (e + 1 for s, e in reading.taken if s <= block.prose_start < e < block.prose_end), block.prose_start
        )
        line = datelines.read_dateline(article, start, block.prose_end, reading.lex)
        if line is None:
            continue
        reading.dateline = line
        reading.taken.append((line.start, line.end))
        span = article.span(line.start, len(article.prose[: line.end].rstrip()))
        card.dateline = line.place
        name = line.agency or line.outlet or line.place or line.brand or ""
        card.credits.append(Credit("dateline", name, span, line.agency, line.place))
        return line.agency
    return None


_KINDS: Final[dict[str, CreditKind]] = {"author": "byline", "contributor": "contributor", "editor": "editor"}


def _tags(card: Scorecard, reading: Reading) -> str | None:
    """Taglines, "Reporting by", editors and credit lines onto the card; the agency that they credit."""
    article = card.article
    closing = article.blocks[max(0, min(reading.text[1], len(article.blocks) - CLOSING_BLOCKS)) :]
    tagged = bool(closing) and reading.lex.may_tag(article.prose[closing[0].prose_start : closing[-1].prose_end])
    for block in closing:
        if block.kind in ("heading", "table-cell", "caption"):
            continue
        final = block is closing[-1]
        place = (block.prose_start, block.prose_end)
        if found := taglines.read_tags(article.prose, *place, reading.lex, final=final, tagged=tagged):
            reading.taken.append((min(t.start for t in found), block.prose_end))
            reading.tags.extend(found)
    named = list(card.authors)
    has_people = any(t.role == "contributor" for t in reading.tags)
    for tag in reading.tags:
        span = article.span(tag.start, tag.end)
        if tag.role in ("agency", "originally"):
            kind: CreditKind = "tagline" if has_people and tag.role == "agency" else "credit-line"
            card.credits.append(Credit(kind, tag.name, span, tag.agency))
            continue
        card.credits.append(Credit(_KINDS[tag.role], tag.name, span, tag.agency, tag.place))
        if tag.role == "author" and not named:
            _add(card.authors, tag.name, [])
        elif tag.role in ("author", "contributor"):
            _add(card.contributors, tag.name, card.authors)
    return next((t.agency for t in reading.tags if t.agency), None)


def _photos(card: Scorecard, reading: Reading) -> None:
    article = card.article
    reading.photos = list(photos.photo_credits(article.prose, article.blocks, reading.lex, reading.taken))
    for photo in reading.photos:
        span = article.span(photo.start, photo.end)
        card.credits.append(Credit("rights" if photo.rights else "photo", photo.name, span, photo.agency))


def _metadata(card: Scorecard, reading: Reading) -> str | None:
    """What the metadata declares, as credits without a span; the agency that it credits."""
    agency = None
    for said in (s for s in reading.said if s.kind not in ("other", "role")):
        named = agency_named(said.name, loose=True) if said.kind == "agency" else None
        agency = agency or named
        card.credits.append(Credit("metadata", said.name, None, named))
    for kind, value, named in _declared_agencies(card.article):
        agency = agency or named
        card.credits.append(Credit(kind, value, None, named))
    for item in card.article.declared:
        if item.kind == "contributor":
            for name in declared.read_value(item.value, reading.lex):
                if name.kind == "person":
                    card.credits.append(Credit("metadata", name.text))
                    _add(card.contributors, name.text, card.authors)
    return agency


def _declared_agencies(article: Article) -> Iterator[tuple[CreditKind, str, str | None]]:
    """Credits for agencies and sources that metadata and links state, with the agency where it is one."""
    for item in article.declared:
        if item.kind == "agency":
            yield "metadata", item.value, agency_named(item.value, loose=True)
        elif item.kind in ("canonical", "based-on"):
            host = (links.split(item.value).hostname or "").removeprefix("www.")
            agency = next((a for h, a in agency_hosts().items() if host == h or host.endswith("." + h)), None)
            if item.kind == "based-on":
                yield "based-on", item.value, agency or agency_named(item.value)
            elif agency:
                yield "canonical", item.value, agency
