"""Sources that no verb names: "according to X", "X zufolge", "nach Angaben von X", "wie X mitteilte"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mkdocs_credibility.signals.attribution.following import Following
from mkdocs_credibility.signals.attribution.page import COMMA, Page, Unit
from mkdocs_credibility.signals.attribution.report import Report
from mkdocs_credibility.signals.attribution.subjects import Phrase, Subjects

_NEAR: Final = 4
"""Words between "nach" and the noun of its account ("nach ersten eigenen Angaben")."""
_SHORTEST_PART: Final = 2
"""Words of the part of a sentence that stands on one side of its source."""
_LONGEST_SOURCE: Final = 9
"""Words of a source in front of "zufolge"."""
_LONGEST_CLAUSE: Final = 30
"""Words of a clause that names the source ("wie die Polizei am Montag mitteilte")."""


class Accounts:
    """Reads the sources of one page."""

    def __init__(self, page: Page, subjects: Subjects, following: Following) -> None:
        self.page, self.lex, self.low = page, page.lex, page.low
        self.subjects, self.following = subjects, following

    def phrases(self) -> list[Phrase]:
        """Where a source phrase stands outside quotations: the listed ones, and "nach ersten Angaben" and its like."""
        found = list(self.page.find("according"))
        words, ending = self.lex["account_words"], self.lex.account_ending
        if not words:
            return found
        known = {first for first, _ in found}
        low, broken = self.low, self.page.broken
        for k, word in enumerate(low):
            if word not in words or k in known or self.page.inside[k]:
                continue
            if broken[k] and "(" in self.page.gaps[k]:
                continue
            for x in range(k + 1, min(len(low), k + 1 + _NEAR)):
                if broken[x] or low[x] in self.lex["auxiliaries"]:
                    break
                if low[x].endswith(ending):
                    named = x + 1 < len(low) and not broken[x + 1] and low[x + 1] in self.lex["genitive"]
                    found.append((k, x + 1 if named else k + 1))  # "nach ersten Angaben der Polizei"
                    break
        return sorted(found)

    def postposed(self, unit: Unit) -> list[int]:
        """Words behind which a source has been named ("Medienberichten zufolge")."""
        words = self.lex["postposed"]
        if not words:
            return []
        low, page = self.low, self.page
        return [
            k for k in range(unit.first + 1, unit.last) if low[k] in words and not page.broken[k] and not page.inside[k]
        ]

    def clauses(self, unit: Unit) -> list[tuple[Phrase, Report]]:
        """Clauses that name the source ("Wie die Polizei mitteilte, ...") with what they go with."""
        words = self.lex["as_words"]
        if not words:
            return []
        found: list[tuple[Phrase, Report]] = []
        low, page = self.low, self.page
        for k in range(unit.first, unit.last):
            if low[k] not in words or page.inside[k] or not (k == unit.first or page.broken[k] == COMMA):
                continue
            end = k + 1
            while end < unit.last and not page.broken[end] and end - k < _LONGEST_CLAUSE:
                end += 1
            if (
                end - k < 3
                or low[end - 1] not in self.lex["as_verbs"]
                or (end < unit.last and page.broken[end] != COMMA)
            ):
                continue
            subject = (k + 1, self.subjects.noun_phrase_end(k + 1, end - 1))
            if k > unit.first:
                begin, stop = unit.start, self.following.close(k)
            elif end < unit.last:
                begin, stop = page.starts[end], unit.end
                if page.inside[end]:
                    begin = page.marks[page.inside[end] - 1].start
            else:
                continue
            found.append(((k, end), Report(begin, stop, (end - 1, end), subject, "neutral", "source", True, True)))
        return found

    def behind(self, k: int, unit: Unit) -> list[Report]:
        """What the source before word k ("zufolge") goes with: what stands on both sides of it."""
        page, low, lex = self.page, self.low, self.lex
        first = k
        while first > unit.first and k - first < _LONGEST_SOURCE and not page.inside[first - 1]:
            word = low[first - 1]
            if first < k and (page.broken[first] or word in lex["auxiliaries"] or word in lex["adverbs"]):
                break
            if word in lex["prepositions"] and word not in lex["genitive"]:
                break
            first -= 1
        if first == k or (k - first == 1 and low[first] in lex.relative):
            return []
        found = []
        for start, end in ((unit.first, first), (k + 1, unit.last)):
            if end - start >= _SHORTEST_PART:
                stop = unit.end if end == unit.last else self.following.close(end)
                found.append(Report(page.starts[start], stop, (k, k + 1), (first, k), "neutral", "source", True, True))
        return found

    def according(self, phrase: Phrase, unit: Unit, main_clause: Callable[[int, int], int]) -> list[Report]:
        """What a source phrase ("according to X") goes with: the rest of its sentence.

        `main_clause` says where that begins behind what its writer grants; kept here, it would tie the page to itself.
        """
        page, low, subjects = self.page, self.low, self.subjects
        k, j = phrase
        if j >= unit.last or subjects.broken[j]:
            return []
        end = j
        limit = min(unit.last, j + _LONGEST_CLAUSE)
        while end < limit and not (end > j and subjects.broken[end]) and not page.inside[end]:
            end += 1
        if end == j:
            return []
        intro = k == unit.first or (k - unit.first <= 2 and low[k - 1] in self.lex["conjunctions"])
        found: list[Report] = []
        if self.lex.verb_second:  # "Laut der Behörde liegen zwei Angebote vor": there is no comma
            end = subjects.noun_phrase_end(j, end)
            behind = end
            while intro and end < unit.last and low[end] in self.lex["prepositions"] and not subjects.broken[end]:
                end = subjects.noun_phrase_end(end + 1, unit.last) if end + 1 < unit.last else unit.last
            if k > unit.first and low[k - 1] in self.lex.relative and subjects.broken[k - 1]:
                return self._relative(phrase, behind, unit)
            if end < unit.last and not subjects.broken[end] and not page.inside[end]:
                found.append(Report(page.starts[end], unit.end, phrase, (j, behind), "neutral", "source", True, True))
            end = behind
        subject, cue = (j, end), phrase
        if intro and found:
            return found
        if intro:
            x = end
            while x < unit.last and not (page.broken[x] == COMMA and (subjects.opens(x) or page.inside[x])):
                x += 1
            x = x if x < unit.last else end
            if x >= unit.last:
                return []
            start, stop = page.starts[x], unit.end
            if mark := page.inside[x]:
                start = page.marks[mark - 1].start
                stop = page.marks[mark - 1].end if self.following.whole(mark - 1) else stop
            return [Report(start, stop, cue, subject, "neutral", "source", True, True)]
        begin, stop = main_clause(unit.start, k), self.following.close(k)
        return [Report(begin, stop, cue, subject, "neutral", "source", True, True), *found]

    def _relative(self, phrase: Phrase, end: int, unit: Unit) -> list[Report]:
        """What a source inside a relative clause goes with: the rest of that clause ("die laut Polizei ..., ...")."""
        page = self.page
        stop = end
        while stop < unit.last and stop - end < _LONGEST_CLAUSE and not (stop > end and page.broken[stop]):
            stop += 1
        if end >= unit.last or page.broken[end]:
            return []
        close = unit.end if stop == unit.last else self.following.close(stop)
        return [Report(page.starts[end], close, phrase, (phrase[1], end), "neutral", "source", True, True)]
