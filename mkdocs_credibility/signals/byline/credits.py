"""All credits of an article, put together: which name is an author, which agency the text's, and what kind of byline."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_credibility.scorecard import Credit, CreditKind, Scorecard
from mkdocs_credibility.signals.byline import bylines, datelines, declared, photos, resolve, taglines
from mkdocs_credibility.signals.byline.lexicon import Lexicon, lexicon
from mkdocs_credibility.signals.byline.names import same_person


@dataclass(slots=True)
class Reading:
    """What was read, for the findings: the byline lines, the dateline, the tags and the photo credits."""

    lex: Lexicon
    bylines: list[bylines.Byline] = field(default_factory=list)
    dateline: datelines.Dateline | None = None
    tags: list[taglines.Tag] = field(default_factory=list)
    photos: list[photos.PhotoCredit] = field(default_factory=list)
    said: list[declared.Said] = field(default_factory=list)
    resolved: resolve.Resolved = field(default_factory=lambda: resolve.Resolved([], False, [], [], []))


def _add(names: list[str], name: str) -> None:
    if not any(same_person(name, n) for n in names):
        names.append(name)


def collect(card: Scorecard) -> Reading:
    """Read the article's credits onto the card."""
    article = card.article
    reading = Reading(lexicon(article.language))
    lex = reading.lex
    taken: list[tuple[int, int]] = []

    reading.bylines = bylines.find(article, lex)
    agency_in_byline = None
    for byline in reading.bylines:
        taken.append((byline.start, byline.end))
        for name in byline.names:
            agency = bylines.agency_of(byline) if name.kind == "agency" else None
            agency_in_byline = agency_in_byline or agency
            card.credits.append(Credit("byline", name.text, article.span(name.start, name.end), agency))

    reading.said = declared.read_declared(article)
    reading.resolved = resolve.resolve(reading.bylines, reading.said, hidden=declared.names_article(article))
    card.authors = list(reading.resolved.authors)

    for block in article.blocks[:10]:
        if block.kind in ("paragraph", "quote"):
            reading.dateline = datelines.read_dateline(article, block.prose_start, block.prose_end, lex)
        if reading.dateline:
            break
    if line := reading.dateline:
        taken.append((line.start, line.end))
        span = article.span(line.start, len(article.prose[: line.end].rstrip()))
        card.dateline = line.place
        card.credits.append(Credit("dateline", line.agency or line.outlet or line.place or line.brand or "", span, line.agency, line.place))

    _, finish = bylines.zones(article)
    for block in article.blocks[max(0, min(finish, len(article.blocks) - 6)) :]:
        if block.kind in ("heading", "table-cell", "caption"):
            continue
        tags = taglines.read_tags(article.prose, block.prose_start, block.prose_end, lex)
        if tags:
            taken.append((block.prose_start, block.prose_end))
            reading.tags.extend(tags)
    named = bool(card.authors)
    kinds: dict[str, CreditKind] = {"author": "byline", "contributor": "contributor", "editor": "editor"}
    for tag in reading.tags:
        span = article.span(tag.start, tag.end)
        if tag.role == "agency":
            card.credits.append(Credit("tagline" if any(t.role == "contributor" for t in reading.tags) else "credit-line", tag.name, span, tag.agency))
            continue
        if tag.role == "originally":
            card.credits.append(Credit("credit-line", tag.name, span, tag.agency))
            continue
        card.credits.append(Credit(kinds[tag.role], tag.name, span, tag.agency, tag.place))
        if tag.role == "author" and not named:
            _add(card.authors, tag.name)
        elif tag.role in ("author", "contributor") and not any(same_person(tag.name, a) for a in card.authors):
            _add(card.contributors, tag.name)

    reading.photos = list(photos.photo_credits(article.prose, article.blocks, lex, taken))
    for photo in reading.photos:
        card.credits.append(Credit("rights" if photo.rights else "photo", photo.name, article.span(photo.start, photo.end), photo.agency))

    card.agency = (
        (reading.dateline.agency if reading.dateline else None)
        or next((t.agency for t in reading.tags if t.agency), None)
        or agency_in_byline
    )
    if card.authors:
        card.byline_kind = "pseudonym" if reading.resolved.pseudonyms else "named"
    elif card.agency:
        card.byline_kind = "agency"
    elif reading.resolved.staff:
        card.byline_kind = "staff"
    return reading
