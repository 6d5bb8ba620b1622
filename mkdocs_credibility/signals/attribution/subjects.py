"""The noun phrase that a reporting verb belongs to, found by what stands around the verb: there is no parser here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Final

from mkdocs_credibility.signals.attribution.page import COMMA, Page, Unit

_REACH: Final = 45
"""Words looked at on either side of a verb."""

Phrase = tuple[int, int]
"""Word indices, the last excluded."""


class Subjects:
    """Finds the noun phrases of one page's verbs."""

    def __init__(self, page: Page, names: Mapping[int, int] | None = None) -> None:
        self.page, self.lex, self.low = page, page.lex, page.low
        self.names = names or {}
        lex = page.lex
        self.broken, self.caps = page.broken, page.capital
        self.skip, self.stop = lex.skipped, lex.stop
        self.adverb_ending = lex.adverb_ending
        self.relative = lex.relative

    def skipped(self, word: str) -> bool:
        """Whether a word may stand between a subject and its verb."""
        return word in self.skip or (len(word) > 4 and word.endswith(self.adverb_ending))

    def verb_start(self, k: int, first: int) -> int:
        """The first word of the verb group that ends with word k ("has also repeatedly said")."""
        low, broken = self.low, self.broken
        while k > first and not broken[k] and self.skipped(low[k - 1]) and not self.page.inside[k - 1]:
            k -= 1
        return k

    def before(self, k: int, unit: Unit) -> Phrase | None:
        """The subject that stands before the verb at word k."""
        low, first, page = self.low, unit.first, self.page
        j = self.verb_start(k, first)
        j = self._before_time(j, first)
        if j <= first:
            return None
        gap = page.gaps[j]
        if ")" in gap and "(" not in gap:  # "Sen. Ann Lee (R-Ky.) said"
            x = j - 1
            while x > first and "(" not in page.gaps[x] and j - x < 12:
                x -= 1
            if "(" in page.gaps[x] and not page.inside[x - 1]:
                return self.phrase(x, first)
            return None
        if page.inside[j - 1]:
            return None
        if self.broken[j]:
            if "," in gap or "—" in gap or " - " in gap or " – " in gap:
                return self._over_apposition(j, first)
            return None
        if low[j - 1] in self.relative:
            end = j - 1
            if end > first and not page.inside[end - 1]:
                return self._antecedent(end, first) or self.phrase(end, first)
            return None
        return self.phrase(j, first)

    def _antecedent(self, end: int, first: int) -> Phrase | None:
        """The thing right before ", which": "the hall of trade with a sign, which called ..." is about the sign."""
        low, lex = self.low, self.lex
        if low[end] in lex["personal_relatives"] or not self.gap_comma(end):
            return None
        for x in range(end - 1, max(first, end - 5), -1):
            if low[x] in lex["determiners"]:
                return (x, end) if low[x - 1] in lex["prepositions"] else None
            if self.broken[x] or low[x] in lex["prepositions"]:
                return None
        return None

    def _before_time(self, j: int, first: int) -> int:
        """Leave out "this week", "on Monday" between the subject and its verb."""
        low, lex = self.low, self.lex
        k = j
        while k - 1 > first and not self.broken[k] and low[k - 1] in lex["time"]:
            k -= 1
        if k == j:
            return j
        while (
            k - 1 > first
            and not self.broken[k]
            and (low[k - 1] in lex["prepositions"] or low[k - 1] in lex["determiners"])
        ):
            k -= 1
        return j if self.broken[k] == 1 else k

    def phrase(self, end: int, first: int, *, whole: bool = True) -> Phrase | None:
        """The noun phrase that ends before word `end`."""
        low, page, lex = self.low, self.page, self.lex
        if end <= first:
            return None
        word = low[end - 1]
        if word in lex.pronoun:
            return None if word in self.relative and word not in lex["determiners"] else (end - 1, end)
        j = until = end
        conjunctions, prepositions, auxiliaries = lex["conjunctions"], lex["prepositions"], lex["auxiliaries"]
        while j > first and end - j < 25 and not page.inside[j - 1]:
            word = low[j - 1]
            if word in lex.ends_phrase or word.endswith(lex.past_ending):  # as few
                if word in self.stop and not (word in prepositions and j < end):
                    joins = word in conjunctions and j < end and j - 1 > first
                    if joins and self.caps[j] and self.caps[j - 2] and not self.broken[j - 1]:
                        j -= 1
                        continue
                    break
                if j < end and (
                    (word in auxiliaries and not self.caps[j - 1])  # "May 4"
                    or (word in lex.cues and low[j] not in prepositions and not self.caps[j - 1])
                    or (word in lex.pronoun and word not in lex["determiners"])
                ):
                    break
                if j < end and word.endswith(lex.past_ending) and j - 1 > first and self._verbal(j - 1):
                    if all(w.isdigit() or w in lex["time"] or w in lex["not_names"] for w in low[j:end]):
                        j -= 1  # "a report dated April 29 said"
                        until = j
                        continue
                    break
            j -= 1
            if j > first and self.broken[j]:
                break
        if whole and j > first and not self.broken[j]:
            who = self._before_relative(j, first)  # "an official who was not authorised to speak"
            if who is not None:
                return who, end
        if j == end:
            return None
        if whole and end - j > 1 and low[j] in lex["participles"] and not self.caps[j]:
            start = j - 1  # "a report dated April 29 and seen by the paper said"
            while start > first and not self.broken[start]:
                start -= 1
            return self.opening(start, j)
        if low[j] in prepositions or low[j] in lex["time"]:
            return self._behind_adverbial(j, end)
        return j, until

    def _before_relative(self, j: int, first: int) -> int | None:
        """Where the noun phrase starts whose relative clause ("who ...") the words from `j` on belong to."""
        for x in range(j - 1, max(first, j - 6), -1):
            if self.low[x] in self.lex["personal_relatives"] and not self.page.inside[x - 1]:
                noun = self.phrase(x, first, whole=False)
                return noun[0] if noun is not None else None
            if self.broken[x]:
                return None
        return None

    def _verbal(self, k: int) -> bool:
        """Whether the past form at word k is more likely a verb than a part of a noun phrase ("received letters")."""
        low, lex = self.low, self.lex
        if self.caps[k] or self.broken[k]:
            return False
        return not (low[k - 1] in lex["determiners"] or low[k - 1] in lex["prepositions"] or self.skipped(low[k - 1]))

    def _behind_adverbial(self, j: int, end: int) -> Phrase | None:
        """The subject in "On Monday the mayor said": the last phrase that starts anew behind the preposition."""
        k = end - 1
        lex, low = self.lex, self.low
        while k > j:
            if self.caps[k] and low[k] not in lex["time"]:
                while k - 1 > j and self.caps[k - 1] and low[k - 1] not in lex["time"]:
                    k -= 1
                return (k - 1 if low[k - 1] in lex["determiners"] and k - 1 > j else k), end
            if low[k] in lex["determiners"]:
                return k, end
            if low[k] in lex["prepositions"]:
                break
            k -= 1
        return None

    def _over_apposition(self, j: int, first: int) -> Phrase | None:
        """The subject of "X, 27, the mayor of Y, said": go back over the commas to where the phrase starts."""
        low, page, lex = self.low, self.page, self.lex
        k, best, inner = j - 1, None, False
        while k >= first and j - k < _REACH and not page.inside[k]:
            if k == first or self.broken[k]:
                start = k
                if start < j:
                    if low[start] in lex["conjunctions"] and start + 1 < j:
                        start += 1
                    word = low[start]
                    opens = self.caps[start] or word in lex["determiners"] or word[0].isdigit()
                    if word in lex["prepositions"] or word in lex["subordinators"] or word in lex["adverbs"]:
                        opens = False
                    if opens and not word[0].isdigit():
                        best = start
                if k == first:
                    break
                inner = True
                gap = page.gaps[k]
                if not ("," in gap or "(" in gap or ")" in gap) or any(c in gap for c in '”":;?'):
                    break
                if low[k] in lex["conjunctions"] and best is not None:
                    break
            elif ((low[k] in lex["auxiliaries"] and not self.caps[k]) or self._reports(k)) and not self._in_relative(
                k, first
            ):
                break
            k -= 1
        return None if best is None or not inner else (best, j)

    def _reports(self, k: int) -> bool:
        """Whether word k is a reporting verb that is no noun as well."""
        word = self.low[k]
        return word in self.lex.cues and word not in self.lex["nouns"] and not self.caps[k]

    def _in_relative(self, k: int, first: int) -> bool:
        """Whether word k stands in a clause that "who" or "which" opens behind a comma."""
        while True:
            if self.low[k] in self.relative or self.low[k] in self.lex["subordinators"]:
                return True
            if k <= first or self.broken[k]:
                return False
            k -= 1

    def after(self, k: int, unit: Unit) -> Phrase | None:
        """The noun phrase behind the verb at word k, in an inversion ("said the mayor")."""
        j, last, low, lex = k + 1, unit.last, self.low, self.lex
        if j >= last or self.broken[j] or self.page.inside[j]:
            return None
        if low[j] in lex.pronoun and low[j] not in lex["determiners"]:
            return None if low[j] in self.relative else (j, j + 1)
        opens = (
            self.caps[j]
            or low[j][0].isdigit()
            or low[j] in lex["determiners"]
            or low[j] in lex["roles"]
            or low[j] in lex["role_adjectives"]
        )
        if not opens or low[j] in lex["time"] or low[j] in lex["that"]:
            return None
        end = j
        while end < last and end - j < 25 and not self.page.inside[end]:
            if end > j and (self.broken[end] or (low[end] in self.stop and low[end] not in lex["prepositions"])):
                break
            if end > j and low[end] in lex["time"]:
                break
            end += 1
        if end < last and j not in self.names and end - 1 not in self.names and self.page.gaps[end].strip() == ",":
            end = self.names.get(end, end)  # "said its secretary, Ann Lee"
        return j, end

    def _named_ahead(self, k: int, limit: int) -> Phrase | None:
        """The phrase from word k to a name with nothing but a description before it ("police chief Ann Lee")."""
        low, lex = self.low, self.lex
        for x in range(k, min(limit, k + 9)):
            if x in self.names:
                return k, self.names[x]
            word = low[x]
            if x > k and (self.broken[x] or word in lex["prepositions"] or word in lex["determiners"]):
                return None
            if (
                word in lex["auxiliaries"]
                or word in lex["subordinators"]
                or word in lex.pronoun
                or (x > k and word in lex.cues and not self.caps[x])
            ):
                return None
            if word.endswith(lex.past_ending) and x > k and not self.caps[x]:
                return None
        return None

    def gap_comma(self, k: int) -> bool:
        """Whether a comma stands before word k."""
        return self.page.broken[k] == COMMA

    def clause_start(self, k: int, unit: Unit) -> int:
        """The first word of the clause that word k stands in: behind ", and she", ", but the mayor", ", he"."""
        low, lex, page = self.low, self.lex, self.page
        breaks = page.breaks
        at = bisect_left(breaks, k)
        for x in reversed(breaks[max(bisect_right(breaks, unit.first, 0, at), at - _REACH) : at]):
            if page.inside[x] or self.broken[x] != COMMA:
                continue
            if low[x] in lex["conjunctions"] and x + 1 < k and self.opens(x + 1):
                return x + 1
            if low[x] in lex.pronoun and low[x] not in self.relative and low[x] not in lex["determiners"]:
                return x
        return unit.first

    def noun_phrase_end(self, j: int, limit: int) -> int:
        """The end of the noun phrase that begins at word j, in languages that set their verb second."""
        low, lex = self.low, self.lex
        x = j
        if low[x] in lex["determiners"]:
            x += 1
        noun = next((y for y in range(x, min(limit, x + 4)) if self.caps[y] or self.broken[y]), limit)
        if noun < limit and self.caps[noun]:  # adjectives before a noun or a name
            x = noun
        x += 1
        while x < limit and not self.broken[x]:
            if self.caps[x] and low[x] not in lex["auxiliaries"]:
                x += 1
                continue
            links = low[x] in lex["genitive"] or (x == j + 1 and low[x] in lex["determiners"])
            ahead = next((y for y in range(x + 1, min(limit, x + 4)) if self.caps[y] or self.broken[y]), limit)
            if not links or ahead >= limit or self.broken[ahead]:
                break
            x = ahead + 1
        return min(x, limit)

    def of_clause(self, k: int, unit: Unit) -> Phrase | None:
        """The subject of the clause that word k hangs on: for "..., saying", "... and said", "X put it: ..."."""
        return self.opening(self.clause_start(k, unit), k)

    def opens(self, k: int) -> bool:
        """Whether word k can open a noun phrase: a name, a pronoun, a determiner."""
        low, lex = self.low[k], self.lex
        return self.caps[k] or (low in lex.pronoun and low not in self.relative) or low in lex["determiners"]

    def opening(self, start: int, limit: int) -> Phrase | None:
        """The first noun phrase of a clause, behind an introductory phrase and its comma."""
        low, lex, page = self.low, self.lex, self.page
        k = start
        for _ in range(4):
            if k >= limit:
                return None
            word = low[k]
            alone = k + 1 < limit and self.gap_comma(k + 1) and k not in self.names and word not in lex.pronoun
            if word in lex["conjunctions"] or alone:  # "But ...", "Here, ..."
                k += 1
                continue
            intro = (
                word in lex["prepositions"]
                or word in lex["subordinators"]
                or word in lex["time"]
                or word in lex["adverbs"]
            )
            if k + 1 < limit and word.endswith(lex.past_ending) and low[k + 1] in lex["prepositions"]:
                intro = True  # "Pressed over the delay, the mayor ..."
            if intro or word.endswith(lex.participle_ending) or (word in lex.cues and not page.inside[k]):
                x, last = k + 1, min(limit, k + 2 * _REACH)
                while x < last and self.broken[x] != COMMA:
                    x += 1
                if x >= last:
                    return None
                k = x
                continue
            break
        if k >= limit or page.inside[k]:
            return None
        if low[k] in lex.pronoun and low[k] not in lex["determiners"]:
            return None if low[k] in self.relative else (k, k + 1)
        named = self._named_ahead(k, limit)
        if named is not None:
            return named
        end = k
        capital = self.caps[k] and low[k] not in lex["determiners"]
        if capital and low[k] in lex["not_names"] and low[k] not in lex["honorifics"] and not low[k].endswith("'s"):
            return None
        while end < limit and end - k < 12 and not page.inside[end]:
            word = low[end]
            if end > k and (self.broken[end] or word in self.stop or word in lex["auxiliaries"] or word in lex["time"]):
                break
            if end > k and (
                (word in lex.cues and not self._noun(end, limit))
                or (
                    capital
                    and not self.caps[end]
                    and word not in lex["prepositions"]
                    and word not in lex["particles_of_names"]
                )
            ):
                break
            if end > k and not capital and word.endswith("ed"):
                break
            if end > k and (self.skipped(word) or word in lex["negations"]):
                break
            end += 1
        while end - 1 > k and low[end - 1] in lex["prepositions"]:
            end -= 1
        if capital or low[k] in lex["determiners"] or low[k].endswith("'s"):
            return k, self._with_apposition(end, limit)
        return None

    def _noun(self, k: int, limit: int) -> bool:
        """Whether a form that reports or names is a noun at word k ("an inspection report dated ...")."""
        low, lex = self.low, self.lex
        if low[k] not in lex["nouns"] or k + 1 >= len(low) or low[k].endswith(lex.past_ending):
            return False
        if k + 1 >= limit:
            return low[k + 1] in lex["participles"]
        return low[k + 1] in lex["participles"] or low[k + 1] in lex["auxiliaries"] or low[k + 1] in lex["prepositions"]

    def _with_apposition(self, end: int, limit: int) -> int:
        """The end of a phrase with the name that stands behind its comma ("the head of X and Y, Ann Lee, ...")."""
        for x in range(end, min(limit, end + 6)):
            if self.gap_comma(x):
                return self.names.get(x, end)
            if not (self.caps[x] or self.low[x] in self.lex["conjunctions"] or self.low[x] in self.lex["prepositions"]):
                break
        return end
