"""From verbs, quotation marks and names to the quotes of a page: each with its kind, its speaker and its cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import Final, NamedTuple

from mkdocs_credibility.scorecard import QuoteKind
from mkdocs_credibility.signals.attribution.page import Page, Unit
from mkdocs_credibility.signals.attribution.people import Speaker
from mkdocs_credibility.signals.attribution.quotes import Marked
from mkdocs_credibility.signals.attribution.report import Report
from mkdocs_credibility.signals.attribution.speakers import Cast
from mkdocs_credibility.signals.attribution.speech import Reader
from mkdocs_credibility.signals.attribution.subjects import Phrase
from mkdocs_credibility.signals.attribution.turns import block_quotes, turns

_TRIM: Final = " \t\r\n\u00a0,;:–—-."

_PARAGRAPH: Final = 150
"""Words before a pronoun in which the person it means is looked for."""
_PIECE: Final = 3
"""Words of a quotation that is no name and no single expression."""
_CLOSING: Final = "'’\"”›» )\u00a0"
"""Marks that may stand between the last word of a quotation and its own closing mark."""


class Said(NamedTuple):
    """A quote in characters of the prose, with the words of its cue and of its speaker where there are any.

    `marks` are the indices of the quotations inside; `full` says that a direct quote reads as a whole sentence.
    """

    start: int
    end: int
    kind: QuoteKind
    speaker: Speaker | None
    cue: Phrase | None
    subject: Phrase | None
    marks: tuple[int, ...] = ()
    full: bool = False


_said: Final = partial(tuple.__new__, Said)
"""A third of what Said(...) takes."""


class Assembly:
    """Makes the quotes of one page."""

    def __init__(self, page: Page, cast: Cast) -> None:
        self.page, self.cast, self.lex = page, cast, page.lex
        self.reader = Reader(page, cast.humans)
        self.subjects = self.reader.subjects
        self.percent = "%" in page.prose
        self.reported: dict[int, bool] = {}
        self.mark_starts = [m.start for m in page.marks]
        self.block_starts = self.reader.block_starts
        self.unit_starts = [unit.start for unit in page.units]

    def quotes(self) -> list[Said]:
        """Every quote, in order; none overlaps another."""
        voiced = {turn.block: turn for turn in turns(self.page, self.cast)}
        for turn in block_quotes(self.page, self.cast):
            voiced.setdefault(turn.block, turn)
        self.voiced = frozenset(voiced)
        made: list[Said] = []
        taken: dict[int, Said] = {}
        end = -1
        previous: Speaker | None = None
        spoke = -1
        for report in sorted(self.reader.read(), key=lambda r: (r.start, -r.end)):
            if report.start < end or (voiced and self._block(report.start) in voiced):
                continue  # what somebody is said to have said is no speech of its own
            said = self._said(report)
            if said is None or (not said.marks and (self._weak(report) or self._act(report))):
                continue
            speaker = self._speaker(report, previous, spoke)
            if speaker is not None:
                previous = speaker
                spoke = self.page.starts[report.subject[0]] if report.subject is not None else report.start
            said = _said((*said[:3], speaker, *said[4:]))
            end = said.end
            made.append(said)
            for i in said.marks:
                taken[i] = said
        self.told = list(made)
        self.told_ends = [said.end for said in made]
        for i, mark in enumerate(self.page.marks):
            if i not in taken and mark.block not in voiced:
                said = self._unclaimed(i, taken)
                if said is not None:
                    taken[i] = said
                    made.append(said)
        for turn in voiced.values():
            speaker = turn.speaker or self._announced(turn.block)
            made.append(Said(turn.start, turn.end, "direct", speaker, None, None))
        made.sort(key=lambda said: said.start)
        apart: list[Said] = []
        for said in made:  # a stray mark may reach into the next sentence: the first one keeps its words
            if not apart or said.start >= apart[-1].end:
                apart.append(said)
        return apart

    def _block(self, offset: int) -> int:
        """The index of the block that a character of the prose stands in."""
        return bisect_right(self.block_starts, offset) - 1

    def _speaker(self, report: Report, previous: Speaker | None, spoke: int) -> Speaker | None:
        """Whose a report is; `previous` spoke last, at a character of the prose."""
        if report.subject is None:
            return previous if report.own else None  # the verb says it itself ("dijo")
        first, last = report.subject
        if last - first == 1:
            kind = self.lex.pronoun.get(self.page.low[first], "")
            if kind in ("he", "she"):
                topic = self._topic(first, kind, spoke)
                if topic is not None:
                    return topic
        return self.cast.resolve(first, last, previous, first)

    def _topic(self, k: int, kind: str, spoke: int) -> Speaker | None:
        """Whom the pronoun at word k means when its paragraph was about somebody since the last speaker.

        The subject of the nearest sentence before it comes first, else the only person of that gender the paragraph
        names.
        """
        page, cast = self.page, self.cast
        at = page.starts[k]
        block = self._block(at)
        here = bisect_right(self.unit_starts, at) - 1
        for unit in reversed(page.units[max(0, here - 5) : here + 1]):
            if unit.block != block or unit.end <= spoke:
                break
            if unit.first >= k or page.inside[unit.first]:
                continue
            phrase = self.subjects.opening(unit.first, min(unit.last, k, unit.first + _PARAGRAPH))
            if phrase is None or page.starts[phrase[0]] <= spoke:
                continue
            speaker = cast.resolve(*phrase, None, phrase[0])
            if speaker is not None and cast.fits(speaker, kind):
                who = speaker.kind == "named" or self._somebody(phrase)
                if who:
                    return speaker
        begin = page.article.blocks[block].prose_start
        if spoke < begin:
            named = cast.persons(max(page.word_at(begin), k - _PARAGRAPH), k, kind)
            if len(named) == 1:
                return named[0]
        return None

    def _somebody(self, phrase: Phrase) -> bool:
        """Whether a description must mean one person: "a deckhand, who ...", "an official ..."."""
        low, lex = self.page.low, self.lex
        first, last = phrase
        if low[first] not in lex["individual"] or low[last - 1].endswith("s"):
            return False
        relative = last < len(low) and low[last] in lex["personal_relatives"]
        return relative or low[last - 1] in lex["roles"] or low[last - 1] in lex["anonymous"]

    def _act(self, report: Report) -> bool:
        """Whether a report without marks tells of an act, not of words: "rejected the treaty", "urged her to stay".

        Measured on annotated news, fewer than half of what stands behind such verbs is marked as what was said.
        """
        if report.group in ("evaluative", "cognitive"):
            return True
        page, lex = self.page, self.lex
        first = page.word_at(report.start)
        if report.clear:
            return self._share(report)
        if report.group == "directive" and (report.frame == "object" or page.low[first] in lex["infinitive"]):
            return lex.bare_clause
        if self._attributive(report):
            return True
        if report.frame not in ("object", "that"):
            return self._share(report)
        if not lex.bare_clause:
            return False
        if report.cue[0] > first:  # "..., she recalled"
            return False
        unit = page.units[bisect_right(self.unit_starts, report.start) - 1]
        word = page.low[first]
        if word in lex["whether"]:
            return False
        following = self.reader.following
        narrow = word in lex["determiners"] or report.group == "neutral"
        return not (following.clause(first, unit) if narrow else following.finite(first, unit))

    def _attributive(self, report: Report) -> bool:
        """Whether the cue is a participle that belongs to a noun ("people reading this", "a petition calling on")."""
        k = report.cue[0]
        cue = self.lex.cues.get(self.page.low[k])
        if cue is None or not cue.participle or self.page.broken[k]:
            return False
        return k > 0 and not self.subjects.skipped(self.page.low[k - 1])

    def _share(self, report: Report) -> bool:
        """Whether the subject is a share of those asked in a poll ("61 percent said")."""
        if report.subject is None:
            return False
        page = self.page
        first, last = report.subject
        if not self.lex["shares"].isdisjoint(page.low[first:last]):
            return True
        return self.percent and any(page.low[x].isdigit() and "%" in page.gaps[x + 1] for x in range(first, last))

    def _weak(self, report: Report) -> bool:
        """Whether a verb that often says something else has a subject that does not speak."""
        if report.clear and report.frame == "addressee":
            return False  # somebody is told "that ..."
        if report.frame in ("clause", "source"):
            if report.group == "neutral":
                return False
            return (
                report.subject is not None and report.own and not report.clear and not self.cast.source(*report.subject)
            )
        return report.subject is None or not self.cast.source(*report.subject)

    def _said(self, report: Report) -> Said | None:
        """The quote that a report makes, its speaker left open."""
        page = self.page
        start, end = report.start, report.end
        first = bisect_left(self.mark_starts, start)
        inner = []
        while first < len(page.marks) and page.marks[first].start < end:
            inner.append(first)
            end = max(end, page.marks[first].end)
            first += 1
        if not inner:
            reported = page.prose[start:end].rstrip(_TRIM)
            end = start + len(reported)
            if " " not in reported:
                return None  # a single word ("otherwise") reports nothing
            return _said((start, end, "indirect", None, report.cue, report.subject, (), False))
        m = page.marks[inner[0]]
        if (
            len(inner) == 1
            and not page.prose[start : m.start].strip(" \u00a0")
            and not page.prose[m.end : end].strip(_TRIM)
        ):
            return Said(m.start, m.end, "direct", None, report.cue, report.subject, (inner[0],), self._full(m))
        while end > start and page.prose[end - 1] in _TRIM and end > page.marks[inner[-1]].end:
            end -= 1
        return Said(start, end, "mixed", None, report.cue, report.subject, tuple(inner))

    # quotations that no reporting verb claims -------------------------------------------------------------------

    def _full(self, m: Marked) -> bool:
        """Whether a quotation reads as a sentence: a capital at its start and an end of its own."""
        prose = self.page.prose
        inner = prose[m.inner_start : m.inner_start + 3].lstrip("[(… .\u00a0")
        last = prose[max(m.inner_start, m.inner_end - 4) : m.inner_end].rstrip(_CLOSING)[-1:]
        ends = last in tuple(",.?!…—–-") or prose[m.end : m.end + 1] in (",", ".", "?", "!")
        return bool(inner) and inner[0].isupper() and ends

    def _unclaimed(self, i: int, taken: dict[int, Said]) -> Said | None:
        page = self.page
        m = page.marks[i]
        first, last = page.word_at(m.start), page.word_at(m.end)
        count = last - first
        block = page.article.blocks[m.block]
        if count == 0 or block.kind == "heading":
            return None
        at = bisect_right(self.unit_starts, m.start) - 1
        unit = page.units[at] if at >= 0 and m.start < page.units[at].end else None
        prose = page.prose
        alone = m.start - block.prose_start <= 2 and block.prose_end - m.end <= 2
        full = self._full(m)
        if alone and prose[m.start] in "'‘‚‹" and count <= 9:
            return None  # a heading in quotation marks
        before = prose[max(block.prose_start, m.start - 3) : m.start].rstrip()[-1:]
        found = self._nearby(m, unit, first, last, before)
        if (
            found is not None
            and (full or count >= 3)
            and not (
                page.titled(i)
                and count < 14
                and not (before == ":" or (before == "," and prose[m.inner_end - 1] in "?!"))
            )
        ):
            speaker, subject = found
            return Said(m.start, m.end, "direct", speaker, None, subject, (i,), full)
        piece = count >= _PIECE and unit is not None and not page.titled(i) and self._reported(unit)
        if piece and not alone:
            return Said(m.start, m.end, "direct", self._continued(i, m, taken), None, None, (i,), False)
        if not full and not (count >= 6 and before in (",", ":")) and not m.continues:
            return None
        if (page.titled(i) and not (count == 1 and prose[m.inner_end - 1] in "?!")) or (
            count < 3 and not alone and not (i - 1 in taken and full)
        ):
            return None
        return Said(m.start, m.end, "direct", self._continued(i, m, taken), None, None, (i,), full)

    def _reported(self, unit: Unit) -> bool:
        """Whether the mood of a sentence says that it is reported: its quotations are pieces of what was said."""
        lex, page = self.lex, self.page
        if not lex["subjunctive"]:
            return False
        known = self.reported.get(unit.first)  # a sentence can hold thousands of quotations, and be asked for each
        if known is None:
            forms = lex["subjunctive"] | lex["reported"]
            known = any(page.low[k] in forms and not page.inside[k] for k in range(unit.first, unit.last))
            self.reported[unit.first] = known
        return known

    def _small(self, word: str) -> bool:
        """Whether a word can be no verb: a pronoun, determiner, preposition, conjunction or auxiliary."""
        lex = self.lex
        return (
            word in lex.pronoun
            or word in self.subjects.stop
            or any(word in lex[name] for name in ("prepositions", "determiners", "auxiliaries"))
        )

    def _nearby(
        self, m: Marked, unit: Unit | None, first: int, last: int, before: str
    ) -> tuple[Speaker, Phrase] | None:
        """The speaker whom an unknown verb right behind or before the quotation belongs to."""
        page, low, lex, subjects = self.page, self.page.low, self.lex, self.subjects
        if unit is None:
            return None
        prose = page.prose
        phrase: Phrase | None = None
        open_end = prose[m.inner_end - 1] in ",?!—–-" or prose[m.end : m.end + 1] == ","
        if open_end and last < unit.last and "\n" not in page.gaps[last] and page.starts[last] - m.end <= 3:
            word = low[last]
            if not subjects.caps[last] and not self._small(word) and not word.endswith(lex.participle_ending):
                phrase = subjects.after(last, unit)
            elif word not in lex["conjunctions"]:
                phrase = subjects.opening(last, unit.last)
        announced = before == ":" or (before == "," and low[first - 1] not in lex["prepositions"])
        if phrase is None and announced and first > unit.first and not page.inside[first - 1]:
            phrase = subjects.of_clause(first, unit)
        if phrase is None:
            return None
        speaker = self.cast.resolve(*phrase, None, phrase[0])
        return (speaker, phrase) if speaker is not None else None

    def _announced(self, block: int) -> Speaker | None:
        """Whom the block before announces, when it ends with a colon ("In her letter she wrote:")."""
        page = self.page
        if block == 0:
            return None
        above = page.article.blocks[block - 1]
        if not page.prose[max(above.prose_start, above.prose_end - 6) : above.prose_end].rstrip("*_ \n").endswith(":"):
            return None
        at = bisect_left(self.unit_starts, page.article.blocks[block].prose_start) - 1
        unit = page.units[at] if at >= 0 and page.units[at].block == block - 1 else None
        phrase = self.subjects.of_clause(unit.last, unit) if unit is not None else None
        return self.cast.resolve(*phrase, None, phrase[0]) if phrase is not None else None

    def _continued(self, i: int, m: Marked, taken: dict[int, Said]) -> Speaker | None:
        """The speaker of a quotation that goes on from another, or that the paragraph before announces."""
        page = self.page
        previous = taken.get(i - 1)
        if previous is not None and page.marks[i - 1].block == m.block:
            return previous.speaker
        following = taken.get(i + 1)
        if following is not None and page.marks[i + 1].block == m.block:
            return following.speaker
        announced = self._announced(m.block)
        if announced is not None:
            return announced
        if previous is not None and m.block - page.marks[i - 1].block <= 2:
            return previous.speaker
        before = bisect_right(self.told_ends, m.start) - 1
        if before >= 0 and m.block - self._block(self.told[before].start) <= 1:
            speaker = self.told[before].speaker
            if speaker is not None:
                return speaker
        return self.cast.nearest(page.word_at(m.start))
