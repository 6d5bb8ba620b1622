"""What is wrong with an article's credits, as findings."""

from __future__ import annotations

from typing import Final

from mkdocs_credibility.article import Article
from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.byline.credits import Reading
from mkdocs_credibility.signals.byline.datelines import after_ingest
from mkdocs_credibility.signals.byline.lexicon import complete
from mkdocs_credibility.signals.byline.names import same_person
from mkdocs_credibility.span import Span

SHORTEST: Final = 40
"""Words of running text under which no byline is expected: a notice, a caption, a page of links."""
MISSING_FROM: Final = 100
"""Words of running text from which a missing byline is worth a look: news in brief is rarely signed."""


_FEW_WORDS: Final = Wording("abstain.few-running-words", "fewer than {n} words of running text")
_LANGUAGE: Final = Wording("abstain.bylines-unknown", "bylines in this language are not known")

OPENING: Final = 60
"""Characters from which a paragraph is the text's opening and no title, teaser or date."""


def running_words(article: Article, enough: int = MISSING_FROM) -> int:
    """Words of paragraphs and quotes, counted no further than `enough`."""
    count = 0
    for block in article.blocks:
        if block.kind in ("paragraph", "quote"):
            count += len(article.prose[block.prose_start : block.prose_end].split())
            if count >= enough:
                break
    return count


def report(card: Scorecard, reading: Reading) -> None:
    """Record the byline dimension's findings on the card, or why it is not assessed."""
    article = card.article
    words = running_words(article)
    anything = bool(card.authors or card.contributors or card.agency or reading.resolved.staff)
    if words < SHORTEST:
        card.abstain("byline", _FEW_WORDS(n=SHORTEST))
        return
    if not anything and not complete(article.language or ""):
        card.abstain("byline", _LANGUAGE())
        return
    _dateline(card, reading)
    _agency(card, reading)
    _who(card, reading, anything, words)
    _disagreement(card, reading)
    _place(card, reading)


def _dateline(card: Scorecard, reading: Reading) -> None:
    line = reading.dateline
    if line is not None and line.brand:
        span = card.article.span(line.start, line.start + len(line.brand))
        card.add("byline/site-name-as-dateline", span, name=line.brand)


def _agency(card: Scorecard, reading: Reading) -> None:
    if card.agency:
        spans = [c.span for c in card.credits if c.agency and c.span and c.kind not in ("photo", "rights")][:1]
        card.add("byline/agency-credited", spans, agency=card.agency)
        return
    credited = [p for p in reading.photos if p.agency and not p.rights]
    if credited:
        agencies = ", ".join(dict.fromkeys(str(p.agency) for p in credited))
        spans = [card.article.span(p.start, p.end) for p in credited]
        card.add("byline/agency-only-in-photo-credits", spans, agency=agencies)


def _no_byline_policy(article: Article) -> bool:
    """Whether the page or its publisher states a policy of unsigned articles (schema.org `noBylinesPolicy`)."""
    if any(
        str(k).lower().replace("_", "").replace("-", "") == "nobylinespolicy" and v for k, v in article.metadata.items()
    ):
        return True
    nodes = article.metadata.get("json_ld")
    for node in nodes if isinstance(nodes, list) else ():
        publisher = node.get("publisher") if isinstance(node, dict) else None
        if isinstance(publisher, dict) and publisher.get("noBylinesPolicy"):
            return True
    return False


def _spans_of(reading: Reading, article: Article, *kinds: str) -> list[Span]:
    return [article.span(n.start, n.end) for b in reading.bylines for n in b.names if n.kind in kinds]


def _who(card: Scorecard, reading: Reading, anything: bool, words: int) -> None:
    """Missing, generic and organisations' bylines."""
    article = card.article
    if not anything:
        if words >= MISSING_FROM and not _no_byline_policy(article):
            card.add("byline/byline-missing", _opening(article))
        return
    if card.byline_kind != "staff":
        return
    generic = _spans_of(reading, article, "generic")
    names = [n.text for b in reading.bylines for n in b.names if n.kind == "generic"]
    names += [s.name for s in reading.said if s.kind == "generic"]
    if names:
        if not _no_byline_policy(article):
            card.add("byline/byline-generic", generic[:1], name=names[0])
        return
    spans = _spans_of(reading, article, "organisation")
    card.add("byline/author-is-organisation", spans[:1], name=reading.resolved.staff[0])


def _opening(article: Article) -> list[Span]:
    """The first words of the text: where readers look for a byline in vain."""
    for block in article.blocks:
        if block.kind == "paragraph" and block.prose_end - block.prose_start >= OPENING:
            start = after_ingest(article.prose, block.prose_start, block.prose_end)
            end = min(block.prose_end, start + 80)
            piece = article.prose[start:end]
            cut = len(piece) if end == block.prose_end else (piece.rfind(" ") if " " in piece else len(piece))
            return [article.span(start, start + cut)]
    return []


def _disagreement(card: Scorecard, reading: Reading) -> None:
    """The byline that readers see against the one that machines read."""
    article = card.article
    printed = [
        n for b in reading.bylines if b.marked and b.where == "head" for n in b.names if n.kind == "person"
    ]  # fmt: skip
    stated = [s.name for s in reading.said if s.kind == "person" and s.source in ("json-ld", "front-matter")]
    if printed and stated and not any(same_person(n.text, s) for n in printed for s in stated):
        card.add(
            "byline/byline-disagrees-with-metadata",
            [article.span(n.start, n.end) for n in printed],
            printed=", ".join(n.text for n in printed),
            stated=", ".join(dict.fromkeys(stated)),
        )
    elif not printed:
        hidden = [s.name for s in reading.said if s.kind == "person" and s.source == "json-ld" and not s.visible]
        seen = [s for s in reading.said if s.visible and s.kind in ("person", "handle")]
        if hidden and not seen and not any(b.names for b in reading.bylines):
            card.add("byline/author-only-in-metadata", (), name=", ".join(dict.fromkeys(hidden)))


def _place(card: Scorecard, reading: Reading) -> None:
    """Names that something is glued to, and bylines behind the text."""
    article = card.article
    for byline in reading.bylines:
        people = [n for n in byline.names if n.kind in ("person", "handle")]
        if not people:
            continue
        if byline.glued:
            card.add("byline/byline-glued", article.span(byline.start, byline.end), name=people[-1].text)
        if byline.where == "tail":
            card.add("byline/byline-after-text", article.span(byline.start, byline.end), name=people[0].text)
