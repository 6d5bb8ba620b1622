"""Credits and sources that a version has and the next one lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from mkdocs_credibility.phrase import Phrase, Wording
from mkdocs_credibility.rules import Severity
from mkdocs_credibility.scorecard import Credit, Quote, Scorecard
from mkdocs_credibility.span import Span
from mkdocs_credibility.stories.alignment import Alignment
from mkdocs_credibility.stories.lexicon import ALPHABET
from mkdocs_credibility.stories.pieces import Statement, agency_of, prose_offset
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.story import Drift, DriftKind

SOURCE_ALIKE = 0.6
"""Likeness of two sentences from which one that names no source has the other's claim."""
ENDS = 3
"""Blocks at the beginning and at the end of an article among which its credits stand."""
CLAIM_KEPT = 0.85
"""Share of the claim's telling words that must still stand."""

_AGENCY: Final = Wording("change.agency", "the text is credited to {agency} there and to no agency here")
_UNSIGNED: Final = Wording("change.unsigned", "{names} signed it there, nobody here")
_SIGNED: Final = Wording("change.signed", "the same text is signed {before} there and {after} here")
_CONTRIBUTORS: Final = Wording(
    "change.contributors",
    "{n} people named there as contributing are not named here",
    one="{n} person named there as contributing is not named here",
)
_IN_PLACE: Final = Wording("change.in-place", "{after} stands where the dateline was {before}")
_DATELINE: Final = Wording("change.dateline", "the dateline is {before} there and {after} here")
_PICKUP: Final = Wording("change.pickup", "{outlet} is named there as the first to report this, not here")
_REASON: Final = Wording("change.reason", "why the source is not named is said there, not here")
_SOURCE: Final = Wording("change.source", "{speaker} says this there; here it stands as a fact")
_SPEAKER: Final = Wording("change.speaker", "{speaker} is quoted there and not named here")


LACKED: Final[frozenset[DriftKind]] = frozenset(
    {
        "agency-credit-dropped",
        "byline-dropped",
        "contributors-dropped",
        "anonymity-reason-dropped",
        "pickup-credit-dropped",
    }
)
"""What a version lacks whichever way the text went."""


def credit_drifts(source: Profile, target: Profile, aligned: Callable[[], Alignment]) -> Iterator[Drift]:
    """Agency, byline, contributors, dateline, pick-up credits, anonymity reasons and sources of `source` that `target`
    lacks or replaces; nothing when both bear the same signature.  `aligned` is asked if something hangs on it."""
    yield from _signature(source, target)
    yield from _told_reasons(source, target, aligned)
    yield from _sources(source, target, aligned())
    yield from _cut_speakers(source, target)


def lacked_credits(source: Profile, target: Profile, aligned: Callable[[], Alignment]) -> Iterator[Drift]:
    """Of these, what `target` lacks whichever way the text went."""
    yield from (drift for drift in _signature(source, target) if drift.kind in LACKED)
    yield from _told_reasons(source, target, aligned)


def _told_reasons(source: Profile, target: Profile, aligned: Callable[[], Alignment]) -> Iterator[Drift]:
    """Credits inside the text and why sources are not named: most texts have neither."""
    if any(credit.kind == "pickup" for credit in source.card.credits):
        yield from _pickup(source, target, aligned())
    if source.reasons:
        yield from _anonymity(source, target, aligned())


def _drift(
    kind: DriftKind, source: Profile, target: Profile, before: str | None, after: str | None, severity: Severity,
    message: Phrase, before_span: Span | None = None, after_span: Span | None = None,
) -> Drift:  # fmt: skip
    return Drift(kind, source.article, target.article, before, after, severity, None, before_span, after_span, message)


# signature --------------------------------------------------------------------------------------------------------


def same_signature(a: Scorecard, b: Scorecard) -> bool:
    """Whether both are one house's own work: signed by the same people and credited to no agency, or published by the
    same publisher with the same agency's credit or none."""
    agency = agency_of(a)
    if agency != agency_of(b):
        return False
    same_people = any(same_person(x, y) for x in a.authors for y in b.authors)
    if same_people and not agency:
        return True
    houses = [{d.value.casefold() for d in c.article.declared if d.kind == "publisher"} for c in (a, b)]
    return bool(houses[0] & houses[1]) and (same_people or not (a.authors and b.authors))


def same_person(a: str, b: str) -> bool:
    """Whether two printed names are one person's: case, order and a middle initial aside."""
    x, y = a.lower(), b.lower()
    return x == y or fuzz.token_set_ratio(x, y) >= 95


def _named_at_an_end(p: Profile, agency: str) -> bool:
    """Whether an agency that no list knows is named at the beginning or the end, where credits stand; the credit of a
    caption is the picture's."""
    photos = [c.span for c in p.card.credits if c.kind == "photo" and c.span]
    blocks = [b for b in p.article.blocks if b.kind not in ("caption", "table-cell")]
    places = {b.prose_start: b for b in (*blocks[:ENDS], *blocks[-ENDS:])}.values()
    name = re.compile(rf"\b{re.escape(agency)}\b")
    return any(
        not any(span.start <= p.article.offset(match.start()) < span.end for span in photos)
        for block in places
        for match in name.finditer(p.article.prose, block.prose_start, block.prose_end)
    )


def agency_span(p: Profile) -> Span | None:
    """Where the text names the agency it is from."""
    order = ("dateline", "byline", "tagline", "credit-line", "rights", "metadata")
    found = [c for c in p.card.credits if c.kind in order and (c.agency or c.name == p.agency)]
    return min(found, key=lambda c: order.index(c.kind)).span if found else None


def _spans(card: Scorecard, kind: str) -> list[Span]:
    return [c.span for c in card.credits if c.kind == kind and c.span is not None]


def _signature(source: Profile, target: Profile) -> Iterator[Drift]:
    mine, theirs = source.card, target.card
    if same_signature(mine, theirs):
        return
    agency = source.agency
    if agency and not target.agency and not (mine.agency is None and _named_at_an_end(target, agency)):
        yield _drift(
            "agency-credit-dropped", source, target, agency, None, "high",
            _AGENCY(agency=agency), agency_span(source),
        )  # fmt: skip
    credited = bool(agency) and target.agency == agency
    signed_there = _spans(mine, "byline")
    signed_here = _spans(theirs, "byline")
    named = ", ".join(mine.authors)
    if mine.authors and not theirs.authors and not credited:
        yield _drift(
            "byline-dropped", source, target, named, None, "medium", _UNSIGNED(names=named),
            signed_there[0] if signed_there else None,
        )  # fmt: skip
    elif theirs.authors and not credited:
        before = named or agency or ", ".join(mine.contributors)
        known = [*mine.authors, *mine.contributors]
        strangers = [n for n in theirs.authors if not any(same_person(n, k) for k in known)]
        if before and len(strangers) == len(theirs.authors):
            after = ", ".join(theirs.authors)
            yield _drift(
                "byline-replaced", source, target, before, after, "high",
                _SIGNED(before=before, after=after),
                signed_there[0] if signed_there else agency_span(source), signed_here[0] if signed_here else None,
            )  # fmt: skip
    if mine.contributors:
        here = [*theirs.contributors, *theirs.authors]
        gone = [n for n in mine.contributors if not any(same_person(n, k) for k in here)]
        if len(gone) == len(mine.contributors):
            places = _spans(mine, "tagline") or _spans(mine, "contributor")
            yield _drift(
                "contributors-dropped", source, target, ", ".join(gone), None, "info" if credited else "medium",
                _CONTRIBUTORS(n=len(gone)), places[0] if places else None,
            )  # fmt: skip
    yield from _dateline(source, target)


def _dateline(source: Profile, target: Profile) -> Iterator[Drift]:
    mine = next((c for c in source.card.credits if c.kind == "dateline"), None)
    if mine is None and not source.card.dateline:
        return
    before = source.card.dateline or (mine.name if mine else "")
    here: Credit | None = next((c for c in target.card.credits if c.kind == "dateline"), None)
    pseudo = next((f for f in target.card.findings if f.rule == "byline/site-name-as-dateline" and f.spans), None)
    before_span = mine.span if mine else None
    if pseudo is not None and not _alike(pseudo.spans[0].exact, before):
        yield _drift(
            "dateline-replaced", source, target, before_span.exact if before_span else before, pseudo.spans[0].exact,
            "high", _IN_PLACE(after=pseudo.spans[0].exact, before=before), before_span, pseudo.spans[0],
        )  # fmt: skip
        return
    now = target.card.dateline
    if here is not None and now and before and not _alike(before, now):
        yield _drift(
            "dateline-replaced", source, target, before, now, "high",
            _DATELINE(before=before, after=now), before_span, here.span,
        )  # fmt: skip


def _alike(place: str, other: str) -> bool:
    return fuzz.token_set_ratio(place, other, processor=default_process) >= 80


# credits inside the text ------------------------------------------------------------------------------------------


def _statement_at(p: Profile, offset: int) -> int | None:
    """The statement at a character of the prose."""
    for index, statement in enumerate(p.statements):
        if statement.start <= offset < statement.end:
            return index
    return None


def _still_told(source: Profile, index: int, alignment: Alignment) -> bool:
    """Whether the target keeps what a statement speaks of: a sentence next to it in its paragraph, or one of the
    paragraph before that has a telling word in common with it."""
    kept = {m.a for m in alignment.matches}
    block, words = source.statements[index].block, set(source.statement_keys[index])
    for i in range(max(0, index - 2), min(len(source.statements), index + 3)):
        other = source.statements[i].block
        if i in kept and (other == block or (other == block - 1 and not words.isdisjoint(source.statement_keys[i]))):
            return True
    return False


def _pickup(source: Profile, target: Profile, alignment: Alignment) -> Iterator[Drift]:
    here = target.article.prose.casefold()
    for credit in source.card.credits:
        if credit.kind != "pickup" or credit.span is None or not credit.name or credit.name.casefold() in here:
            continue
        offset = prose_offset(source.article, credit.span.start)
        index = _statement_at(source, offset)
        if index is None or not _still_told(source, index, alignment):
            continue
        yield _drift(
            "pickup-credit-dropped", source, target, credit.name, None, "medium",
            _PICKUP(outlet=credit.name), credit.span,
        )  # fmt: skip


def _anonymity(source: Profile, target: Profile, alignment: Alignment) -> Iterator[Drift]:
    reasons = source.reasons
    here = set(target.reasons)
    partners = alignment.of_a()
    for index in reasons:
        around = {m.b for i in range(max(0, index - 2), index + 3) for m in partners.get(i, ())}
        near = {b + step for b in around for step in (-1, 0, 1)}
        if here & near or not _still_told(source, index, alignment):
            continue
        statement = source.statements[index]
        span = source.span(statement.start, statement.end)
        yield _drift(
            "anonymity-reason-dropped", source, target, span.exact, None, "medium",
            _REASON(), span,
        )  # fmt: skip


def _sources(source: Profile, target: Profile, alignment: Alignment) -> Iterator[Drift]:
    """A claim that keeps its wording and loses the words that say whose it is."""
    cues = target.lexicon.cues
    if not cues:
        return
    key = target.lexicon.key
    spoken = frozenset(map(ALPHABET.of(target.lexicon).__getitem__, cues))
    words_x, words_y = source.statement_words, target.statement_words
    best = {b: matches[0] for b, matches in alignment.of_b().items()}
    for b in sorted(best):
        match = best[b]
        if match.similarity < SOURCE_ALIKE:
            continue
        one, two = source.statements[match.a], target.statements[b]
        there, here = words_x[match.a], words_y[b]
        if spoken.isdisjoint(there) or not _count(there, spoken) - _count(here, spoken):
            continue
        x, y = source.told(one), target.told(two)
        if not Counter(t.form for t in x if t.form in cues) - Counter(t.form for t in y if t.form in cues):
            continue
        if _reported(target, two):
            continue
        quoted = [q for q in _reported(source, one) if q.speaker]
        if not quoted:
            continue
        speaker = {k for t in target.lexicon.tokens(quoted[0].speaker or "") if (k := key(t.form))}
        around = target.statements[max(0, b - 1) : b + 2]
        if speaker & {key(t.form) for s in around for t in target.tokens(s)}:
            continue
        said = [(prose_offset(source.article, q.start), prose_offset(source.article, q.end)) for q in quoted]
        words = [t for t in x if any(first <= t.start < last for first, last in said)] or x
        claim = {k for t in words if (k := key(t.form)) and t.form not in cues} - speaker
        if len(claim) < 4 or len(claim & {key(t.form) for t in y}) < CLAIM_KEPT * len(claim):
            continue
        before, after = source.span(one.start, one.end), target.span(two.start, two.end)
        yield _drift(
            "source-dropped", source, target, before.exact, after.exact, "medium",
            _SOURCE(speaker=quoted[0].speaker), before, after,
        )  # fmt: skip


def _count(words: str, listed: frozenset[str]) -> Counter[str]:
    return Counter([w for w in words if w in listed])


def _reported(p: Profile, statement: Statement) -> list[Quote]:
    """The reported speech, direct or not, that a statement holds."""
    first, last = p.article.offset(statement.start), p.article.offset(statement.end - 1)
    return [q for q in p.card.quotes if q.start < last and q.end > first]


def _cut_speakers(source: Profile, target: Profile) -> Iterator[Drift]:
    """People whose words the source gives and whom the target does not name: cut with what they said, no issue."""
    seen: set[str] = set()
    for quote in source.card.quotes:
        if quote.speaker_kind != "named" or not quote.speaker or quote.speaker in seen:
            continue
        seen.add(quote.speaker)
        surname = source.lexicon.form(quote.speaker.split()[-1].lower().replace("’", "'"))
        if len(surname) < 3 or surname in target.vocabulary or _transliterated(surname, target):
            continue
        yield _drift(
            "source-dropped", source, target, quote.speaker, None, "info",
            _SPEAKER(speaker=quote.speaker),
            quote.speaker_span or source.article.text_span(quote.start, quote.end),
        )  # fmt: skip


def _transliterated(surname: str, target: Profile) -> bool:
    return any(fuzz.ratio(w, surname) >= (70 if w[0] == surname[0] else 75) for w in target.names)
