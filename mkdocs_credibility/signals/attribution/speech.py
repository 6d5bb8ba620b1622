"""Reported speech outside and around quotation marks: the verb that reports, who does, and what is reported.

There is no parser here.  Every reporting verb of a sentence is looked at where it stands: its subject is the noun phrase
before it (or behind it, in inversions), and what it reports is what follows it, what went before it, or both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from mkdocs_credibility.signals.attribution.lexicon import Cue
from mkdocs_credibility.signals.attribution.page import Page, Unit

_BREAK: Final = re.compile(r"[,;:()\[\]“”„\"«»?!]|--|\s[–—-]\s|—|\.\s*$")
_TRIM: Final = " \t\r\n\u00a0,;:–—-"
_REACH: Final = 45
"""Words looked at on either side of a verb."""


class Report(NamedTuple):
    """Something reported: characters of the prose, the cue's words, the subject's words (or None: look elsewhere)."""

    start: int
    end: int
    cue: tuple[int, int]
    subject: tuple[int, int] | None
    group: str


class Reader:
    """Finds the reports of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lex = page.lex
        self.low = page.low
        lex = self.lex
        self.cues = lex.cues
        self.mark_ends = [m.end for m in page.marks]
        self.skip = lex["adverbs"] | lex["auxiliaries"]
        self.stop = lex["subordinators"] | lex["conjunctions"]

    def read(self) -> list[Report]:
        """Every report of the page, in order."""
        found: list[Report] = []
        cues, low, inside = self.cues, self.low, self.page.inside
        for unit in self.page.units:
            if unit.first == unit.last:
                continue
            previous: Report | None = None
            block = self.page.article.blocks[unit.block]
            if block.kind == "heading":
                continue
            done = unit.first
            for k in range(unit.first, unit.last):
                cue = cues.get(low[k])
                if cue is None or inside[k] or k < done:
                    continue
                for report in self._at(k, cue, unit, previous):
                    found.append(report)
                    previous = report
            found += self._according(unit)
        return found

    # subjects ---------------------------------------------------------------------------------------------------

    def _breaks(self, k: int) -> bool:
        gap = self.page.gap(k)
        return len(gap) > 1 and _BREAK.search(gap) is not None

    def subject_before(self, k: int, unit: Unit) -> tuple[int, int] | None:
        """The noun phrase that the verb at word k belongs to."""
        low, inside = self.low, self.page.inside
        first = unit.first
        j = k
        while j > first and not self._breaks(j) and (low[j - 1] in self.skip or low[j - 1].endswith("ly")):
            j -= 1
        if j <= first or inside[j - 1]:
            return None
        if self._breaks(j):
            if "," not in self.page.gap(j):
                return None
            return self._over_apposition(j, first)
        if low[j - 1] in self.lex.pronouns["relative"]:
            end = j - 1
            if end > first and not inside[end - 1]:
                return self._phrase(end, first)
            return None
        return self._phrase(j, first)

    def _phrase(self, end: int, first: int) -> tuple[int, int] | None:
        """The noun phrase that ends before word `end`."""
        low, page = self.low, self.page
        j = end
        preposition = -1
        while j > first and end - j < 25 and not page.inside[j - 1]:
            word = low[j - 1]
            if word in self.lex.pronoun and j == end:
                return (j - 1, end) if word not in self.lex.pronouns["relative"] else None
            if word in self.stop:
                if word in self.lex["conjunctions"] and j < end and j - 1 > first and self._capital(j) and self._capital(j - 2):
                    j -= 1
                    continue
                break
            if word in self.lex["auxiliaries"] or (word in self.cues and j < end and low[j] not in self.lex["prepositions"]):
                break
            j -= 1
            if word in self.lex["prepositions"]:
                preposition = j
            if j > first and self._breaks(j):
                break
        if j == end:
            return None
        if low[j] in self.lex["prepositions"]:
            return self._behind_adverbial(j, end)
        return j, end

    def _behind_adverbial(self, j: int, end: int) -> tuple[int, int] | None:
        """The subject in "On Monday the mayor said": the last phrase that starts anew behind the preposition."""
        k = end - 1
        while k > j:
            if self._capital(k) and not self.low[k] in self.lex["time"]:
                while k - 1 > j and self._capital(k - 1) and self.low[k - 1] not in self.lex["time"]:
                    k -= 1
                if self.low[k - 1] in self.lex["determiners"]:
                    k -= 1
                return k, end
            if self.low[k] in self.lex["determiners"]:
                return k, end
            if self.low[k] in self.lex["prepositions"]:
                break
            k -= 1
        return None

    def _capital(self, k: int) -> bool:
        return self.page.prose[self.page.words[k].start].isupper()

    def _over_apposition(self, j: int, first: int) -> tuple[int, int] | None:
        """The subject of "X, the mayor of Y, said": the verb stands behind a comma, so does the apposition's start."""
        low, page = self.low, self.page
        k = j - 1
        while k > first and j - k < _REACH and not page.inside[k]:
            if self._breaks(k):
                gap = page.gap(k)
                if "," not in gap or any(c in gap for c in "”\""):
                    break
                if not page.inside[k - 1]:
                    before = self._phrase(k, first)
                    if before is not None:
                        # a list of places or a second apposition: go on to the comma before
                        if all(self._capital(x) for x in range(k, j)) and low[before[0]] in self.lex["determiners"] | frozenset():
                            return k, j
                        return before[0], j
                break
            k -= 1
        return None

    def subject_after(self, k: int, unit: Unit) -> tuple[int, int] | None:
        """The noun phrase behind the verb at word k, in an inversion ("said the mayor")."""
        j = k + 1
        last = unit.last
        if j >= last or self._breaks(j) or self.page.inside[j]:
            return None
        if not (self._capital(j) or self.low[j] in self.lex["determiners"] or self.low[j] in self.lex.pronoun
                or self.low[j] in self.lex["roles"]):
            return None
        end = j
        while end < last and end - j < 25 and not self.page.inside[end]:
            if end > j and (self._breaks(end) or self.low[end] in self.stop or self.low[end] in self.lex["time"]):
                break
            end += 1
        return j, end

    # reports ----------------------------------------------------------------------------------------------------

    def _at(self, k: int, cue: Cue, unit: Unit, previous: Report | None) -> list[Report]:
        page, low = self.page, self.low
        if k > unit.first and (low[k - 1] in self.lex["negations"] or low[k - 1] == "to"):
            return []
        subject = self.subject_before(k, unit)
        inherited = False
        if subject is None and (cue.participle or (k > unit.first and low[k - 1] in self.lex["conjunctions"])):
            subject = previous.subject if previous else None
            inherited = True
        left_end = page.words[subject[0]].start if subject and not inherited else page.words[k].start
        mark = self._mark_before(left_end)
        if mark is not None and not inherited and self._attached(mark):
            after = None if subject else self.subject_after(k, unit)
            who = subject or after
            if who is not None and not (k + 1 < unit.last and low[k + 1] in self.lex["that"]):
                return self._left(unit, mark, (k, k + 1), who, cue.group)
        if subject is None and not inherited and mark is None:
            # an inversion behind a clause without marks: "..., said the mayor."
            if k > unit.first and "," in page.gap(k):
                who = self.subject_after(k, unit)
                if who is not None and self._tail(who[1], unit):
                    return self._plain_left(unit, k, k, who, cue)
        tail = self._tail(k + 1, unit)
        if subject and not inherited and tail and subject[0] > unit.first and "," in page.gap(subject[0]):
            return self._plain_left(unit, subject[0], k, subject, cue)
        if subject is None and not (cue.participle and previous is None and k == unit.first):
            if not (cue.participle or inherited or self._mark_after(k, unit)):
                return []
        start = self._content_start(k, cue, unit)
        if start is None:
            return []
        end = self._content_end(start, k, unit)
        if end <= start:
            return []
        return [Report(start, end, (k, k + 1), subject, cue.group)]

    def _mark_before(self, offset: int) -> int | None:
        """The quotation that ends right before a character."""
        page = self.page
        i = bisect_right(self.mark_ends, offset) - 1
        if i < 0:
            return None
        between = page.prose[page.marks[i].end : min(offset, page.marks[i].end + 8)]
        if offset - page.marks[i].end > 6 or "\n" in between or between.strip() not in ("", ",", "–", "—", "-", ":"):
            return None
        return i

    def _attached(self, i: int) -> bool:
        m = self.page.marks[i]
        after = self.page.prose[m.end : m.end + 1]
        return self.page.prose[m.inner_end - 1] in ",?!.…—–-" or after in ",–—"

    def _mark_after(self, k: int, unit: Unit) -> int | None:
        for i in unit.marks:
            m = self.page.marks[i]
            if m.start >= self.page.words[k].end:
                return i
        return None

    def _left(self, unit: Unit, mark: int, cue: tuple[int, int], who: tuple[int, int], group: str) -> list[Report]:
        m = self.page.marks[mark]
        start = min(unit.start, m.start) if m.start >= unit.start else m.start
        start = self._after_colon(start, m.start)
        return [Report(start, m.end, cue, who, group)]

    def _after_colon(self, start: int, mark_start: int) -> int:
        return start

    def _plain_left(self, unit: Unit, before: int, k: int, who: tuple[int, int], cue: Cue) -> list[Report]:
        end = self.page.words[before - 1].end
        reports = [Report(unit.start, end, (k, k + 1), who, cue.group)]
        return reports

    def _tail(self, j: int, unit: Unit) -> bool:
        """Whether nothing but an adverbial follows up to the end of the sentence or the next comma."""
        low = self.low
        steps = 0
        if j >= unit.last:
            return True
        if self._breaks(j):
            return True
        if not (low[j] in self.lex["time"] or low[j] in self.lex["prepositions"] or low[j] in self.lex["adverbs"]):
            return False
        while j < unit.last and steps < 14:
            if steps and self._breaks(j):
                return True
            if low[j] in self.lex["that"] or low[j] in self.lex["auxiliaries"] or self.page.inside[j] or low[j] in self.lex["conjunctions"]:
                return False
            if low[j] in self.lex.pronoun:
                return False
            j += 1
            steps += 1
        return j >= unit.last

    def _content_start(self, k: int, cue: Cue, unit: Unit) -> int | None:
        page, low, lex = self.page, self.low, self.lex
        j = k + 1
        if j >= unit.last:
            return None
        limit = min(unit.last, k + 30)
        # "that" or a mark within reach, with nothing but an addressee or an adverbial between
        for x in range(j, limit):
            if page.inside[x]:
                m = page.marks[page.inside[x] - 1]
                gap = page.gap(x)
                if x == j or "," in gap or ":" in gap:
                    return m.start
                break
            if low[x] in lex["that"] and x + 1 < unit.last and not self._breaks(x + 1):
                between = range(j, x)
                if not any(low[y] in self.cues or low[y] in lex["auxiliaries"] for y in between):
                    return page.words[x].start
                break
            if x > j and self._breaks(x) and "," not in page.gap(x):
                break
        if cue.frame == "that":
            return None
        if self._breaks(j):
            return None
        if cue.frame == "addressee":
            j = self._behind_addressee(j, unit)
            if j is None:
                return None
        while j < unit.last and (low[j] in lex["time"] or (low[j] == "on" and j + 1 < unit.last and low[j + 1] in lex["time"])):
            if j + 1 < unit.last and low[j] in lex["time"] and low[j + 1] in lex["auxiliaries"]:
                break
            j += 1
        if j >= unit.last:
            return None
        if low[j] in lex["prepositions"]:
            for x in range(j, min(unit.last, j + 8)):
                if low[x] in lex["venues"] or low[x] in lex["time"]:
                    j = x + 1
                    while j < unit.last and low[j] in lex["time"]:
                        j += 1
                    break
            else:
                return None
            if j >= unit.last or low[j] in lex["prepositions"]:
                return None
        if page.inside[j]:
            return page.marks[page.inside[j] - 1].start
        return page.words[j].start

    def _behind_addressee(self, j: int, unit: Unit) -> int | None:
        low, lex = self.low, self.lex
        if low[j] in lex.pronoun or low[j] in lex["venues"]:
            return j + 1
        x = j
        if low[x] in lex["determiners"]:
            x += 1
            while x < unit.last and not self._capital(x) and low[x] not in lex.pronoun and low[x] not in lex["determiners"]:
                if self._breaks(x) or low[x] in lex["prepositions"] or low[x] == "to":
                    break
                x += 1
            return x
        while x < unit.last and self._capital(x) and not (x > j and self._breaks(x)):
            x += 1
        return x if x > j else None

    def _content_end(self, start: int, k: int, unit: Unit) -> int:
        page, low, lex = self.page, self.low, self.lex
        x = page.word_at(start)
        for i in unit.marks:
            m = page.marks[i]
            if m.start == start and page.prose[m.inner_end - 1] in ",.?!…":
                return m.end
        while x < unit.last:
            if page.inside[x]:
                x += 1
                continue
            gap = page.gap(x)
            breaks = x > k + 1 and self._breaks(x)
            if breaks and page.words[x].start > start:
                cue = self.cues.get(low[x])
                if cue and cue.participle and "," in gap:
                    return self._trim_end(start, page.words[x - 1].end, x)
                if ";" in gap:
                    return self._trim_end(start, page.words[x - 1].end, x)
                if low[x] == "according":
                    return self._trim_end(start, page.words[x - 1].end, x)
            if low[x] in lex["conjunctions"] and x + 1 < unit.last and page.words[x].start > start:
                y = x + 1
                if low[y] in lex["adverbs"]:
                    y += 1
                cue = self.cues.get(low[y]) if y < unit.last and not page.inside[y] else None
                if cue and not cue.participle and low[y] != cue.lemma:
                    return self._trim_end(start, page.words[x - 1].end, x)
            x += 1
        return unit.end

    def _trim_end(self, start: int, end: int, x: int) -> int:
        """Close the quotation that the last word stands in."""
        i = self.page.inside[x - 1]
        return max(end, self.page.marks[i - 1].end) if i else end

    def _according(self, unit: Unit) -> list[Report]:
        page, low = self.page, self.low
        found: list[Report] = []
        for k in range(unit.first, unit.last - 1):
            if low[k] == "according" and low[k + 1] == "to" and not page.inside[k]:
                j = k + 2
                if j >= unit.last:
                    continue
                end = j
                while end < unit.last and not (end > j and self._breaks(end)) and not page.inside[end]:
                    end += 1
                if k == unit.first:
                    if end < unit.last:
                        x = end
                        start = page.marks[page.inside[x] - 1].start if page.inside[x] else page.words[x].start
                        found.append(Report(start, unit.end, (k, k + 2), (j, end), "neutral"))
                else:
                    stop = page.words[k - 1].end
                    i = page.inside[k - 1]
                    if i:
                        stop = page.marks[i - 1].end
                    found.append(Report(unit.start, stop, (k, k + 2), (j, end), "neutral"))
        return found
