"""What each version changed against the one it hangs under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from mkdocs_credibility.article import Article
from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.rules import Severity
from mkdocs_credibility.scorecard import Quote
from mkdocs_credibility.span import Span
from mkdocs_credibility.stories.alignment import Alignment, Match
from mkdocs_credibility.stories.alteration import Pairing, alteration
from mkdocs_credibility.stories.credits import credit_drifts, lacked_credits
from mkdocs_credibility.stories.descent import Descent
from mkdocs_credibility.stories.facts import differences
from mkdocs_credibility.stories.notices import put_right
from mkdocs_credibility.stories.pieces import Saying
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.quotes import pair_quotes
from mkdocs_credibility.stories.relation import Measures
from mkdocs_credibility.story import DERIVED, Drift, DriftKind, Story

_SEVERITY: dict[DriftKind, Severity] = {
    "number-changed": "high", "date-changed": "medium", "name-changed": "medium", "negation-changed": "high",
}  # fmt: skip


def drifts(story: Story, members: Sequence[Profile], measures: Sequence[Measures], descent: Descent) -> list[Drift]:
    """All changes of a story, by target in the order of its articles.

    A version with a parent is compared with it in everything.  One without, which still shares its text with fuller
    versions, is compared with them only in what holds whichever way the text went: the credits it lacks.
    """
    by_article = {id(p.article): p for p in members}
    found: list[Drift] = []
    for target in members:
        parent = story.parent_of(target.article)
        if parent is not None:
            source = by_article[id(parent)]
            found += _against(source, target, alignment_of(measures, source, target))
            continue
        seen: set[tuple[DriftKind, str | None]] = set()
        for other in descent.compared.get(target.article.key, ()):
            source = by_article[id(other)]
            for drift in lacked_credits(source, target, partial(alignment_of, measures, source, target)):
                if (drift.kind, drift.before) not in seen:
                    seen.add((drift.kind, drift.before))
                    found.append(drift)
    return found


def alignment_of(measures: Sequence[Measures], source: Profile, target: Profile) -> Alignment:
    """The pair's alignment with the source as its `a`."""
    m = next(m for m in measures if {id(m.a), id(m.b)} == {id(source), id(target)})
    return oriented(m, source)


def oriented(m: Measures, first: Profile) -> Alignment:
    """The measures' alignment with `first` as its `a`."""
    found = m.alignment
    if m.a is first:
        return found
    matches = tuple(sorted((Match(x.b, x.a, x.similarity) for x in found.matches), key=lambda x: (x.b, x.a)))
    return Alignment(matches, found.share_b, found.share_a, found.verbatim, found.breaks)


def _against(source: Profile, target: Profile, alignment: Alignment) -> Iterator[Drift]:
    yield from quote_drifts(source, target, alignment)
    yield from credit_drifts(source, target, lambda: alignment)
    for difference in differences(source, target, alignment):
        before, after = source.span(*difference.before), target.span(*difference.after)
        severity = "info" if put_right(source, target, before.exact, after.exact) else _SEVERITY[difference.kind]
        yield Drift(
            difference.kind, source.article, target.article, before.exact, after.exact, severity, None, before, after,
            _DIFFERS[difference.kind](before=before.exact, after=after.exact),
        )  # fmt: skip


_DIFFERS: dict[str, Wording] = {
    "number-changed": Wording("change.number", "a number differs: “{before}” became “{after}”"),
    "date-changed": Wording("change.date", "a date differs: “{before}” became “{after}”"),
    "name-changed": Wording("change.name", "a name differs: “{before}” became “{after}”"),
    "negation-changed": Wording("change.negation", "a negation differs: “{before}” became “{after}”"),
}

_DONE: dict[DriftKind, Phrase] = {
    "quote-word-swap": Wording("change.quote-words", "words of the quote differ")(),
    "quote-number": Wording("change.quote-number", "a number in the quote differs")(),
    "quote-name": Wording("change.quote-name", "a name in the quote differs")(),
    "quote-negation": Wording("change.quote-negation", "a negation in the quote differs")(),
    "quote-speaker": Wording("change.quote-speaker", "the quote is given to another speaker")(),
    "quote-merged": Wording("change.quote-merged", "two quotes became one")(),
    "quote-from-paraphrase": Wording("change.quote-from-paraphrase", "the source tells this in its own words")(),
    "quote-truncation": Wording("change.quote-cut", "the quote was cut")(),
}


def quote_drifts(source: Profile, target: Profile, alignment: Alignment) -> Iterator[Drift]:
    """What was done to the quotes, each quote of the target once, in its order."""
    pairings, invented = pair_quotes(source, target, alignment)
    for pairing in pairings:
        first, last = pairing.source[0], pairing.source[-1]
        joined_over = len(pairing.source) > 1 and (last.start < first.start or _told_between(source, first, last))
        done = alteration(pairing, target.lexicon, joined_over=joined_over)
        if done is None or (done.kind == "quote-speaker" and _beside(source, target, pairing)):
            continue
        before = source.span(min(first.start, last.start), max(first.end, last.end))
        after = target.span(pairing.target.start, pairing.target.end)
        words = " … ".join(source.article.prose[s.start : s.end] for s in pairing.source)
        speaker = _speaker(first.quote, pairing.target.quote)
        yield Drift(
            done.kind, source.article, target.article, words, after.exact, done.severity, speaker, before, after,
            _DONE[done.kind],
        )  # fmt: skip
    for saying, start, end in invented:
        before, after = source.span(start, end), target.span(saying.start, saying.end)
        yield Drift(
            "quote-from-paraphrase", source.article, target.article, before.exact, after.exact, "high",
            saying.quote.speaker, before, after, _DONE["quote-from-paraphrase"],
        )  # fmt: skip


def _speaker(source: Quote, target: Quote) -> str | None:
    """Whose words they are: as the source names them, unless only the other does."""
    if source.speaker and (source.speaker_kind == "named" or target.speaker_kind != "named"):
        return source.speaker
    return target.speaker or source.speaker


def _beside(source: Profile, target: Profile, pairing: Pairing) -> bool:
    """Whether the sentence of either quote names the other's speaker, too: then who speaks is a matter of reading."""
    saying = pairing.source[0]
    for p, mine, theirs in ((source, saying, pairing.target), (target, pairing.target, saying)):
        surname = p.lexicon.form((theirs.quote.speaker or "").split()[-1].lower().replace("’", "'"))
        homes = [s for s in p.statements if s.start < mine.end and mine.start < s.end]
        around = [t.form for s in homes for t in p.tokens(s) if not mine.start <= t.start < mine.end]
        if surname in around:
            return True
    return False


def _told_between(p: Profile, first: Saying, last: Saying) -> bool:
    """Whether whole sentences stand between two quotes, so that joining them leaves words out."""
    return any(first.end < s.start and s.end < last.start for s in p.statements)


def related(story: Story, a: Article, b: Article) -> bool:
    """Whether two members are versions of one text."""
    relation = story.relation(a, b)
    return relation is not None and relation.kind in DERIVED


def excerpt(span: Span, limit: int = 120) -> str:
    """A span's words, cut for a message."""
    text = " ".join(span.exact.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"
