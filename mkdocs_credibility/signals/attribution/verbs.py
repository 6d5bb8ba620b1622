"""The reporting verbs of a sentence: which words report, and whose they are."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import Final, NamedTuple

from mkdocs_credibility.signals.attribution.lexicon import Cue
from mkdocs_credibility.signals.attribution.page import COMMA, Page, Unit
from mkdocs_credibility.signals.attribution.subjects import Phrase, Subjects

_NEAR: Final = 8
"""Verbs of the same sentence that a verb may share its subject with."""


_DESCRIPTION: Final = 60
"""Words of a speaker's name and description in front of the verb."""


class Verb(NamedTuple):
    """A reporting verb of a unit with its subject; `own` is False when the subject is another clause's."""

    at: int
    cue: Cue
    subject: Phrase | None
    own: bool
    inverted: bool = False


_verb: Final = partial(tuple.__new__, Verb)
"""A third of what Verb(...) takes."""


class Verbs:
    """Reads the reporting verbs of one page."""

    def __init__(self, page: Page, subjects: Subjects) -> None:
        self.page, self.lex, self.low, self.subjects = page, page.lex, page.low, subjects
        self.mark_ends = [m.end for m in page.marks]

    def of(self, unit: Unit, ks: list[int]) -> list[Verb]:
        """The verbs among the words `ks` of a unit, in order."""
        if len(ks) == 1:  # as most
            alone = self._verb(ks[0], unit, [])
            return [] if alone is None else [alone]
        found: list[Verb] = []
        for k in ks:
            verb = self._verb(k, unit, found[-_NEAR:])
            if verb is not None:
                found.append(verb)
        return found

    def _verb(self, k: int, unit: Unit, before: list[Verb]) -> Verb | None:
        cue, subjects = self.lex.cues[self.low[k]], self.subjects
        if self.low[k] in self.lex.pronoun:
            return Verb(k, cue, (k, k + 1), True, inverted=True)
        if k > unit.first and not self._active(k, cue, unit):
            return None
        hangs = cue.participle and (k == unit.first or subjects.broken[k])  # ", saying": its subject is the clause's
        subject = None if hangs else subjects.before(k, unit)
        mark = self.mark_before_word(subjects.verb_start(k, unit.first))
        if mark is not None and subject is None and not hangs:
            described = self._over_description(k, unit, mark)
            if described is not None:
                return Verb(k, cue, described, True)
        if self.lex.verb_second and self._fronted(k, unit):
            inverted = subjects.after(k, unit)
            if inverted is not None:
                return Verb(k, cue, inverted, True, inverted=True)
        if subject is not None and not (mark is not None and cue.frame != "object"):
            return _verb((k, cue, subject, True, False))
        if not cue.participle or k == unit.first:
            inverted = subjects.after(k, unit)
            edge = k if self.lex.bare_clause else subjects.verb_start(k, unit.first)  # "a indiqué la mairie"
            if inverted is not None and (mark is not None or k == unit.first or subjects.broken[edge]):
                return _verb((k, cue, inverted, True, True))
        if subject is not None:
            return Verb(k, cue, subject, True)
        joined = k > unit.first and self.low[subjects.verb_start(k, unit.first) - 1] in self.lex["conjunctions"]
        if cue.participle or joined:
            start = subjects.clause_start(k, unit)
            near = [v for v in before if v.own and v.subject is not None and v.at >= start]
            clause = near[-1].subject if near else subjects.opening(start, k)
            if clause is None and before:
                clause = before[-1].subject
            if cue.participle and k == unit.first:
                clause = subjects.opening(unit.first, unit.last)
            return Verb(k, cue, clause, False)
        if self.lex.null_subject and (mark is not None or self._clear(k, unit)):
            return Verb(k, cue, None, True)
        return None

    def _over_description(self, k: int, unit: Unit, mark: int) -> Phrase | None:
        """The subject before the verb at word k when quotation `mark` between them only describes it.

        "Lena Hasko, who calls the plan “a toy,” said she would ...": a clause of its own follows the verb; or
        "Lena Hasko, the author of “Salt and Iron,” said ...": the quotation is a title.
        """
        page, low, lex, subjects = self.page, self.low, self.lex, self.subjects
        if page.inside[unit.first] or page.marks[mark].start < unit.start:
            return None
        phrase = subjects.opening(unit.first, min(k, unit.first + _DESCRIPTION))
        if phrase is None or phrase[0] != unit.first or page.broken[phrase[1]] != COMMA or page.inside[phrase[1]]:
            return None
        behind = low[phrase[1]].removesuffix("'s")
        described = behind in lex.relative or behind in lex["determiners"] or behind in lex["roles"]
        if not described and page.titled(mark):  # "Lena Hasko, star of “Salt and Iron,” said ..."
            described = not (page.capital[phrase[1]] or behind in lex.bounds or behind in lex["adverbs"])
        if not (described or behind.endswith(lex.participle_ending)):
            return None
        x = k + 1
        while x < unit.last and x - k < _NEAR and not page.broken[x] and not page.inside[x]:
            if x > k + 1 and low[x] in lex["auxiliaries"] and not subjects.caps[x]:
                return phrase
            x += 1
        return phrase if page.titled(mark) else None

    def _fronted(self, k: int, unit: Unit) -> bool:
        """Whether an adverbial stands before the verb, so that the subject follows it ("Am Montag sagte sie, ...")."""
        x = k
        while x > unit.first and not self.subjects.broken[x] and k - x < 20:
            x -= 1
        first = self.low[x]
        return any(first in self.lex[name] for name in ("prepositions", "adverbs", "fronted", "time"))

    def _active(self, k: int, cue: Cue, unit: Unit) -> bool:
        """Whether word k can be an active, affirmed reporting verb; many forms are nouns or adjectives too."""
        page, low, lex, subjects = self.page, self.low, self.lex, self.subjects
        before = low[k - 1]
        if subjects.caps[k]:
            return subjects.broken[k] > 0 and page.inside[k - 1] > 0
        if subjects.broken[k]:
            return low[k] not in lex["nouns"] or cue.participle or self._clear(k, unit)
        voted = before in lex["negations"] and before in lex["determiners"] and cue.group == "neutral"
        if (before in lex["negations"] and not voted) or before in lex["infinitive"]:
            return False
        free = before in lex.pronoun or before in lex["free_determiners"] or voted  # "who voted no said"
        if not free and (before in lex["determiners"] or before.endswith("'s") or before in lex["not_before"]):
            return False
        j = k
        while j > unit.first and not subjects.broken[j] and subjects.skipped(low[j - 1]):
            j -= 1
            if low[j] in lex["negations"] or (low[j] in lex["passive"] and not cue.participle):
                return False
        if cue.frame == "object":
            if before in lex["that"] or any(low[x] in lex["modals"] for x in range(j, k)):
                return False
            if (
                low[k] in lex["naming"]
                and before not in lex.pronoun
                and not subjects.caps[k - 1]
                and not subjects.skipped(before)
                and not (before in lex["conjunctions"] and k + 1 < unit.last and low[k + 1] in lex.pronoun)
            ):
                return False
        if self._passive(k, cue, unit):
            return False
        if low[k] in lex["nouns"] and before not in lex.pronoun:
            if before in lex["prepositions"] or before in lex["conjunctions"]:
                past = before in lex["conjunctions"] and low[k].endswith(lex.past_ending)
                return (cue.participle or past) and self._clear(k, unit)
            if not (subjects.caps[k - 1] or (before.endswith("s") and low[k] == cue.lemma) or subjects.skipped(before)):
                return False
            if not self._clear(k, unit):
                following = low[k + 1] if k + 1 < unit.last else ""
                return following in lex.pronoun or following in lex["determiners"] or subjects.broken[k + 1] > 0
        return True

    def _passive(self, k: int, cue: Cue, unit: Unit) -> bool:
        """Whether word k is a passive participle with its agent behind it ("a book written by Ann Lee")."""
        low, lex = self.low, self.lex
        if k + 2 >= unit.last or low[k + 1] not in lex["agents"] or self.subjects.broken[k + 1]:
            return False
        return low[k] not in (cue.lemma, cue.lemma + "s") and not low[k + 2].endswith(lex.participle_ending)

    def _clear(self, k: int, unit: Unit) -> bool:
        """Whether what follows word k can only be reported speech: "that", a colon or a quotation."""
        x, lex = k + 1, self.lex
        while x < min(unit.last, k + 4) and not self.subjects.broken[x]:
            dated = self.low[x] in lex["time"] or (
                self.low[x] in lex["prepositions"] and x + 1 < unit.last and self.low[x + 1] in lex["time"]
            )
            if not dated:
                break
            x += 1  # "reported on Monday that ..."
        if x >= unit.last:
            return False
        if self.low[x] in lex["that"]:  # "comments that were echoed"
            relative = lex.bare_clause and self.low[k] in lex["nouns"] and self.low[x + 1 : x + 2]
            return not (relative and relative[0] in lex["auxiliaries"])
        return self.page.inside[x] > 0 or (self.page.broken[x] > 0 and ":" in self.page.gaps[x])

    def mark_before_word(self, k: int) -> int | None:
        """The quotation that ends right before a word."""
        return None if self.page.gaps[k] == " " else self.mark_before(self.page.starts[k])

    def mark_before(self, offset: int) -> int | None:
        """The quotation that ends right before a character."""
        page = self.page
        i = bisect_right(self.mark_ends, offset) - 1
        if i < 0:
            return None
        end = page.marks[i].end
        if offset - end > 6:
            return None
        between = page.prose[end:offset]
        return None if "\n" in between or between.strip() not in ("", ",", "–", "—", "-", "--", "),") else i
