"""Attribution: who says what in an article, whether the speaker is named, and on what the article rests."""

from __future__ import annotations

from mkdocs_credibility.scorecard import Quote, QuoteKind, Scorecard
from mkdocs_credibility.signals.attribution.lexicon import lexicon
from mkdocs_credibility.signals.attribution.page import Page
from mkdocs_credibility.signals.attribution.speakers import Cast, Speaker
from mkdocs_credibility.signals.attribution.speech import Reader, Report

_TRIM = " \t\r\n\u00a0,;:–—-."


def examine(card: Scorecard) -> None:
    """Fill the card's quotes and anonymous sources, and add what they show."""
    article = card.article
    lex = lexicon(article.language)
    if lex is None:
        card.abstain("attribution", "no attribution data for the article's language")
        return
    page = Page(article, lex)
    reports = Reader(page).read()
    cast = Cast(page)
    made: list[tuple[int, int, QuoteKind, Speaker | None, str | None, tuple[int, int] | None]] = []
    taken: set[int] = set()
    reports.sort(key=lambda r: (r.start, -r.end))
    resolved: list[tuple[Report, Speaker | None]] = []
    previous: Speaker | None = None
    for report in sorted(reports, key=lambda r: r.cue[0]):
        speaker = None
        if report.subject:
            speaker = cast.resolve(*report.subject, previous, report.subject[0])
        if speaker is not None:
            previous = speaker
        resolved.append((report, speaker))
    ends = -1
    for report, speaker in sorted(resolved, key=lambda r: (r[0].start, -r[0].end)):
        if report.start < ends:
            continue
        ends = report.end
        start, end = report.start, report.end
        inner = [i for i, m in enumerate(page.marks) if m.start >= start and m.end <= end + 1]
        taken.update(inner)
        kind: QuoteKind = "mixed" if inner else "indirect"
        if inner and page.marks[inner[0]].start - start <= 1 and inner[-1] == inner[0] and page.marks[inner[0]].end >= end - 2:
            kind = "direct"
            end = page.marks[inner[0]].end
        made.append((start, end, kind, speaker, page.text(*report.cue), report.subject))
    # quotations that no verb claims: the speaker of their paragraph, or the one before
    by_mark: dict[int, Speaker | None] = {}
    for start, end, _, speaker, _, _ in made:
        for i, m in enumerate(page.marks):
            if m.start >= start and m.end <= end + 1:
                by_mark[i] = speaker
    for i, m in enumerate(page.marks):
        if i in taken:
            continue
        words = sum(1 for k in range(page.word_at(m.start), page.word_at(m.end)))
        if words < 3 and m.closed:
            continue
        speaker = None
        for other in (i - 1, i + 1):
            if other in by_mark and page.marks[other].block == m.block:
                speaker = by_mark[other]
                break
        if speaker is None and i - 1 in by_mark and page.marks[i - 1].block == m.block - 1:
            speaker = by_mark[i - 1]
        if speaker is None:
            speaker = cast.nearest(page.word_at(m.start))
        by_mark[i] = speaker
        made.append((m.start, m.end, "direct", speaker, None, None))
    for start, end, kind, who, cue, subject in sorted(made, key=lambda x: x[0]):
        while end > start and kind != "direct" and article.prose[end - 1] in _TRIM:
            end -= 1
        span = article.span(start, end)
        named = None
        if subject:
            named = article.span(page.words[subject[0]].start, page.words[subject[1] - 1].end)
        card.quotes.append(
            Quote(
                span.start, span.end, span.exact, kind, who.name if who else None, who.kind if who else None, cue, named
            )
        )
    card.anonymous_sources.extend(q.speaker_span for q in card.quotes if q.anonymous and q.speaker_span)
