"""Reported speech around and without quotation marks: the verb that reports, who does, and what is reported.

Every reporting verb of a sentence is looked at where it stands.  What it reports is what follows it ("X said that ..."),
what went before it ("..., X said."), or both ("..., X said, ...").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final, NamedTuple

from mkdocs_credibility.signals.attribution.lexicon import Cue
from mkdocs_credibility.signals.attribution.page import Page, Unit
from mkdocs_credibility.signals.attribution.subjects import Phrase, Subjects

_ADVERBIAL: Final = 16
"""Words that an adverbial behind the verb may have ("said in a telephone interview with ... on Monday")."""


class Report(NamedTuple):
    """Something reported: characters of the prose, the cue's words, the subject's words (None: nobody is named)."""

    start: int
    end: int
    cue: Phrase
    subject: Phrase | None
    group: str
    frame: str
    own: bool
    clear: bool = False


class _Verb(NamedTuple):
    """A reporting verb of a unit with its subject; `own` is False when the subject is another clause's."""

    at: int
    cue: Cue
    subject: Phrase | None
    own: bool
    inverted: bool = False


class Reader:
    """Finds the reports of one page."""

    def __init__(self, page: Page, names: Mapping[int, int] | None = None) -> None:
        self.page, self.lex, self.low = page, page.lex, page.low
        self.subjects = Subjects(page, names)
        self.mark_ends = [m.end for m in page.marks]
        self.mark_starts = [m.start for m in page.marks]

    def read(self) -> list[Report]:
        """Every report of the page, in order of the verbs."""
        found: list[Report] = []
        page, low, cues = self.page, self.low, self.lex.cues
        hits = [k for k in page.triggers if low[k] in cues and not page.inside[k]]
        at = source = 0
        accordings = list(page.find(self.lex.phrases["according"]))
        for unit in page.units:
            ks: list[int] = []
            while at < len(hits) and hits[at] < unit.last:
                if hits[at] >= unit.first:
                    ks.append(hits[at])
                at += 1
            if page.article.blocks[unit.block].kind == "heading":
                continue
            while source < len(accordings) and accordings[source][0] < unit.first:
                source += 1
            phrases: list[Phrase] = []
            while source < len(accordings) and accordings[source][0] < unit.last:
                phrases.append(accordings[source])
                source += 1
            if ks:
                found += self._unit(unit, ks, [k for k, _ in phrases])
            for phrase in phrases:
                found += self._according(phrase, unit)
        return found

    # verbs ------------------------------------------------------------------------------------------------------

    def _unit(self, unit: Unit, ks: list[int], sources: list[int]) -> list[Report]:
        verbs: list[_Verb] = []
        for k in ks:
            verb = self._verb(k, unit, verbs)
            if verb is not None:
                verbs.append(verb)
        found: list[Report] = []
        done = -1
        for i, verb in enumerate(verbs):
            if verb.at < done:
                continue
            found += self._reports(verb, unit, verbs[i + 1 :], sources, found)
        return found

    def _verb(self, k: int, unit: Unit, before: list[_Verb]) -> _Verb | None:
        cue, subjects = self.lex.cues[self.low[k]], self.subjects
        if self.low[k] in self.lex.pronoun:
            return _Verb(k, cue, (k, k + 1), True, inverted=True)
        if k > unit.first and not self._active(k, cue, unit):
            return None
        hangs = cue.participle and (k == unit.first or subjects.broken[k])  # ", saying": its subject is the clause's
        subject = None if hangs else subjects.before(k, unit)
        mark = self._mark_before(self.page.words[k].start)
        if subject is not None and not (mark is not None and cue.frame != "object"):
            return _Verb(k, cue, subject, True)
        if not cue.participle or k == unit.first:
            inverted = subjects.after(k, unit)
            if inverted is not None and (mark is not None or k == unit.first or subjects.broken[k]):
                return _Verb(k, cue, inverted, True, inverted=True)
        if subject is not None:
            return _Verb(k, cue, subject, True)
        joined = k > unit.first and self.low[subjects.verb_start(k, unit.first) - 1] in self.lex["conjunctions"]
        if cue.participle or joined:
            start = subjects.clause_start(k, unit)
            near = [v for v in before if v.own and v.subject is not None and v.at >= start]
            clause = near[-1].subject if near else subjects.opening(start, k)
            if clause is None and before:
                clause = before[-1].subject
            if cue.participle and k == unit.first:
                clause = subjects.opening(unit.first, unit.last)
            return _Verb(k, cue, clause, False)
        if self.lex.null_subject and (mark is not None or self._clear(k, unit)):
            return _Verb(k, cue, None, True)
        return None

    def _active(self, k: int, cue: Cue, unit: Unit) -> bool:
        """Whether word k can be a reporting verb in the active voice, affirmed; many forms are nouns or adjectives too."""
        page, low, lex, subjects = self.page, self.low, self.lex, self.subjects
        before = low[k - 1]
        if subjects.caps[k]:
            return subjects.broken[k] and page.inside[k - 1] > 0
        if subjects.broken[k]:
            return low[k] not in lex["nouns"] or cue.participle or self._clear(k, unit)
        if before in lex["negations"] or before in lex["infinitive"]:
            return False
        free = before in lex.pronoun or before in lex["free_determiners"]
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
            if low[k] in lex["naming"] and before not in lex.pronoun and not subjects.caps[k - 1] and not subjects.skipped(before):
                return False
        if low[k] in lex["nouns"] and before not in lex.pronoun:
            if before in lex["prepositions"] or before in lex["conjunctions"]:
                return cue.participle and self._clear(k, unit)
            if not (subjects.caps[k - 1] or (before.endswith("s") and low[k] == cue.lemma) or subjects.skipped(before)):
                return False
            if not self._clear(k, unit):
                following = low[k + 1] if k + 1 < unit.last else ""
                return following in lex.pronoun or following in lex["determiners"] or subjects.broken[k + 1]
        return True

    def _clear(self, k: int, unit: Unit) -> bool:
        """Whether what follows word k can only be reported speech: "that", a colon or a quotation."""
        if k + 1 >= unit.last:
            return False
        return self.low[k + 1] in self.lex["that"] or self.page.inside[k + 1] > 0 or ":" in self.page.gap(k + 1)

    # reports ----------------------------------------------------------------------------------------------------

    def _reports(self, verb: _Verb, unit: Unit, later: list[_Verb], sources: list[int], made: list[Report]) -> list[Report]:
        page, subjects, low = self.page, self.subjects, self.low
        k, subject = verb.at, verb.subject
        after = k + 1
        edge = k
        if verb.own and subject is not None:
            if verb.inverted:
                after = max(after, subject[1])
            else:
                edge = subject[0]
        left_end = page.words[edge].start
        cue = (k, k + 1)
        mark = self._mark_before(left_end) if verb.own else None
        if mark is not None and self._work(mark, page.word_at(page.marks[mark].start), loose=True):
            mark = None
        tail = self._tail(after, unit)
        if mark is not None and (subject is not None or self.lex.null_subject) and self._attached(mark, tail) and not self._clause_ahead(after, unit):
            m = page.marks[mark]
            start = m.start
            if m.start > unit.start and not self._stands_alone(mark):
                start = self._left_start(unit, m.start, made)
            found = [Report(start, m.end, cue, subject, verb.cue.group, verb.cue.frame, verb.own)]
            return found + self._resumed(after, unit, cue, subject, verb, later, sources)
        bare = verb.cue.frame == "clause" or after >= unit.last or subjects.broken[after] or low[after] in self.lex["time"]
        if verb.cue.frame == "addressee" and not bare:
            bare = subjects.caps[after] or low[after] in self.lex.pronoun or low[after] in self.lex["venues"]
        if verb.own and subject is not None and edge > unit.first and tail and bare and "," in page.gap(edge):
            left_start = self._left_start(unit, left_end, made)
            intro = self._intro(page.word_at(left_start), edge)
            resumed = self._resumed(after, unit, cue, subject, verb, later, sources)
            if resumed and (intro or self._begins_anew(resumed[0].start)):
                return resumed
            if low[edge - 1] in self.lex["subordinators"]:
                return []
            if not (intro and (tail == 2 or verb.cue.frame != "clause")):
                first = page.word_at(left_start)
                if subjects.low[first] in self.lex["left_out"]:
                    left_start = page.words[first + 1].start
                end = page.words[edge - 1].end
                if end > left_start:
                    return [Report(left_start, end, cue, subject, verb.cue.group, verb.cue.frame, verb.own), *resumed]
        if (subject is None and not verb.own and not verb.cue.participle) or verb.cue.frame == "post":
            return []
        start = self._content_start(after, verb, unit)
        if start is None:
            return []
        end = self._content_end(start, verb, unit, later, sources)
        clear = page.word_at(start) < unit.last and low[page.word_at(start)] in self.lex["that"]
        return [Report(start, end, cue, subject, verb.cue.group, verb.cue.frame, verb.own, clear)] if end > start else []

    def _mark_before(self, offset: int) -> int | None:
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

    def _clause_ahead(self, j: int, unit: Unit) -> bool:
        """Whether "that" or "whether" right behind the verb says that the report follows."""
        return j < unit.last and (self.low[j] in self.lex["that"] or self.low[j] in self.lex["whether"]) and not self.subjects.broken[j]

    def _attached(self, i: int, tail: int) -> bool:
        """Whether a quotation belongs to the verb behind it: a comma does, a question mark may."""
        page, m = self.page, self.page.marks[i]
        last = page.prose[m.inner_end - 1]
        following = page.prose[m.end : m.end + 3].strip()[:1]
        if last in ",–—-" or following in (",", "–", "—", "-"):
            return True
        if last in "?!…":
            return tail > 0
        if last == "’" or last == "'":
            return page.prose[m.inner_end - 2] in ",?!"
        return False

    def _stands_alone(self, i: int) -> bool:
        """Whether the words before a quotation are no part of what its speaker said."""
        prose, m = self.page.prose, self.page.marks[i]
        before = prose[max(0, m.start - 4) : m.start].rstrip()
        if not before or before[-1] in ":;(.?!—–" or before.endswith(" -"):
            return True
        return before[-1] in ",\"”»" and prose[m.inner_start].isupper()

    def _left_start(self, unit: Unit, end: int, made: list[Report]) -> int:
        """Where what went before begins: behind what another verb of the sentence has reported."""
        start = unit.start
        for report in made:
            if start < report.end <= end:
                start = report.end
        prose = self.page.prose
        dot = prose.rfind(". ", start, end)
        if dot > start + 3 and prose[dot - 3 : dot].islower() and prose[dot + 2].isupper():
            x = self.page.word_at(dot + 2)
            if x < len(self.low) and not self.page.inside[x]:
                start = dot + 2
        if start > unit.start:
            while start < end and prose[start] in " ,;\u00a0”\"":
                start += 1
        return start

    def _intro(self, first: int, last: int) -> bool:
        """Whether the words before a subject are no clause of their own ("In a statement, X said, ...")."""
        low, lex = self.low, self.lex
        if last - first <= 2 and not any(low[x] in lex.pronoun for x in range(first, last)):
            return low[first] in lex["adverbs"] or low[first] in lex["conjunctions"] or last - first == 1 or low[first] in lex["prepositions"]
        word = low[first]
        if word in lex["conjunctions"]:
            first += 1
            word = low[first] if first < last else ""
        return (
            word in lex["prepositions"]
            or word in lex["subordinators"]
            or word in lex["adverbs"]
            or word in lex["time"]
            or word.endswith(lex.participle_ending)
            or word in lex.cues
        ) and not any(self.subjects.broken[x] for x in range(first + 1, last))

    def _begins_anew(self, start: int) -> bool:
        """Whether a quotation starts with a capital: then what stood before it was no part of it."""
        i = bisect_right(self.mark_starts, start) - 1
        if i < 0 or self.page.marks[i].start != start:
            return False
        return self.page.prose[self.page.marks[i].inner_start].isupper()

    def _resumed(self, after: int, unit: Unit, cue: Phrase, subject: Phrase | None, verb: _Verb, later: list[_Verb], sources: list[int]) -> list[Report]:
        """What goes on behind "..., X said," in the same sentence."""
        page, low, lex = self.page, self.low, self.lex
        x = after
        while x < unit.last and not self.subjects.broken[x] and x - after < _ADVERBIAL:
            x += 1
        if x >= unit.last or not self.subjects.broken[x]:
            return []
        gap = page.gap(x)
        if page.inside[x]:
            i = page.inside[x] - 1
            m = page.marks[i]
            if ("," in gap or ":" in gap) and not self._work(i, x):
                return [Report(m.start, self._content_end(m.start, verb, unit, later, sources), cue, subject, verb.cue.group, verb.cue.frame, verb.own)]
            return []
        if verb.inverted or gap.strip() != "," or any(page.inside[y] for y in range(after, x)):
            return []
        word = low[x]
        if word in lex["subordinators"] or word in lex["conjunctions"] or word.endswith(lex.participle_ending):
            return []
        if word in lex["prepositions"] and page.inside[after - 1]:
            return []
        if (subject is not None and self._mark_before(page.words[subject[0]].start) is not None) or not self._finite(x, unit):
            return []
        start = page.words[x].start
        return [Report(start, self._content_end(start, verb, unit, later, sources), cue, subject, verb.cue.group, verb.cue.frame, verb.own)]

    def _work(self, i: int, first: int, *, loose: bool = False) -> bool:
        """Whether a quotation is the title of a work or a programme ("said on 'Morning Talk'")."""
        page, lex = self.page, self.lex
        if not page.titled(i):
            return False
        before = page.low[first - 1] if first else ""
        gap = page.gap(first)
        if loose and page.prose[page.marks[i].inner_end - 1] in "?!":
            return False
        return before in lex["works"] or (loose and before in lex["prepositions"]) or not (loose or "," in gap or ":" in gap)

    def _finite(self, x: int, unit: Unit) -> bool:
        """Whether a finite verb stands within a few words."""
        low, lex = self.low, self.lex
        return any(low[y] in lex["auxiliaries"] or low[y] in lex.cues or low[y].endswith("ed") for y in range(x, min(unit.last, x + 9)))

    def _tail(self, j: int, unit: Unit) -> int:
        """1 when nothing but an adverbial follows up to the end of the sentence, 2 up to the next comma, else 0."""
        low, lex, page = self.low, self.lex, self.page
        if j >= unit.last:
            return 1
        if self.subjects.broken[j]:
            gap = page.gap(j)
            return 0 if ":" in gap else 2
        opens = low[j] in lex["time"] or low[j] in lex["prepositions"] or low[j] in lex["adverbs"] or low[j] in lex["subordinators"] or low[j] in lex["venues"]
        if low[j] in lex["that"] or not (opens or low[j].endswith(lex.adverb_ending) or self._addressed(j)):
            return 0
        x = j
        subordinate = False
        while x < unit.last and x - j < _ADVERBIAL + 8:
            if x > j and self.subjects.broken[x]:
                return 2
            word = low[x]
            if page.inside[x] or word in lex["that"]:
                return 0
            subordinate = subordinate or word in lex["subordinators"]
            if not subordinate and (word in lex["auxiliaries"] or (word in lex.pronoun and word not in lex["determiners"] and x > j + 1)):
                return 0
            x += 1
        return 1 if x >= unit.last else 0

    def _addressed(self, j: int) -> bool:
        """Whether word j is whom the verb addresses ("told reporters", "told the BBC")."""
        return self.low[j - 1] in self.lex.cues and self.lex.cues[self.low[j - 1]].frame == "addressee"

    # what follows -----------------------------------------------------------------------------------------------

    def _content_start(self, j: int, verb: _Verb, unit: Unit) -> int | None:
        page, low, lex, subjects = self.page, self.low, self.lex, self.subjects
        if j >= unit.last:
            return None
        frame = verb.cue.frame
        particles = lex.particles.get(verb.cue.lemma, frozenset())
        reach = min(unit.last, j + _ADVERBIAL + 6)
        for x in range(j, reach):
            if page.inside[x]:
                m = page.marks[page.inside[x] - 1]
                gap = page.gap(x)
                if self._work(page.inside[x] - 1, x):
                    if x == j:
                        return None
                    continue
                if x == j or "," in gap or ":" in gap or (x - j <= 2 and low[x - 1] in lex["as"]):
                    return m.start
                if frame == "object" and x - j <= 3:
                    break
                break
            if low[x] in lex["that"] and x + 1 < unit.last and (x == j or not self._noun_before(x)):
                if not any(low[y] in lex.cues or low[y] in lex["auxiliaries"] for y in range(j, x)):
                    return page.words[x].start
                break
            if x > j and subjects.broken[x] and "," not in page.gap(x) and ":" not in page.gap(x):
                break
            if ":" in page.gap(x):
                return page.words[x].start if frame != "that" else None
        if frame == "that":
            return None
        if subjects.broken[j]:
            opens = lex.comma_clause and page.gaps[j].strip() == "," and (subjects._opens(j) or low[j] in lex.pronoun)
            return page.words[j].start if opens and self._finite(j, unit) else None
        if low[j] in particles:
            j += 1
            return page.words[j].start if j < unit.last and not subjects.broken[j] else None
        if frame == "addressee":
            behind = self._behind_addressee(j, unit, verb.cue.group == "directive")
            if behind is None or behind >= unit.last or subjects.broken[behind]:
                return None
            j = behind
        while j < unit.last and (low[j] in lex["time"] or low[j].endswith(lex.adverb_ending) and len(low[j]) > 4 or (low[j] in lex["prepositions"] and j + 1 < unit.last and low[j + 1] in lex["time"])):
            if low[j] in lex["time"] and j + 1 < unit.last and low[j + 1] in lex["auxiliaries"]:
                break
            j += 1
        if j >= unit.last or subjects.broken[j] and not page.inside[j]:
            return None
        word = low[j]
        if word in lex["infinitive"]:
            return page.words[j].start if frame in ("promise", "addressee") else None
        if word in lex["negations"] and j + 1 < unit.last and low[j + 1] in lex["infinitive"]:
            return page.words[j].start
        if word in lex["prepositions"]:
            behind = self._behind_venue(j, unit)
            if behind is None:
                return None
            j = behind
            word = low[j]
        if word in lex["conjunctions"] or (word in lex["subordinators"] and word not in lex["whether"]):
            return None
        if frame in ("strict", "promise") and not page.inside[j] and word not in lex["whether"] and not self._clause(j, unit):
            return None
        if page.inside[j]:
            return page.marks[page.inside[j] - 1].start
        return page.words[j].start

    def _noun_before(self, x: int) -> bool:
        """Whether "that" at word x opens a relative clause rather than what is reported."""
        return False

    def _clause(self, j: int, unit: Unit) -> bool:
        """Whether a clause with its own verb begins at word j."""
        low, lex = self.low, self.lex
        if low[j] in lex.pronoun and low[j] not in lex["objective"] and low[j] not in self.subjects.relative:
            return True
        for x in range(j + 1, min(unit.last, j + 9)):
            if self.subjects.broken[x]:
                return False
            if low[x] in lex["auxiliaries"]:
                return True
            if low[x] in self.subjects.stop:
                return False
        return False

    def _behind_venue(self, j: int, unit: Unit) -> int | None:
        low, lex = self.low, self.lex
        for x in range(j, min(unit.last, j + 9)):
            if x > j and self.subjects.broken[x]:
                return None
            if low[x] in lex["venues"] or low[x] in lex["time"]:
                x += 1
                while x < unit.last and (low[x] in lex["time"] or (low[x] in lex["prepositions"] and x + 1 < unit.last and low[x + 1] in lex["time"])):
                    x += 1
                if x < unit.last and low[x] not in lex["prepositions"] and not self.subjects.broken[x]:
                    return x
                return None
        return None

    def _behind_addressee(self, j: int, unit: Unit, directive: bool) -> int | None:
        """Where what is said begins behind the person who is told ("told reporters he ...", "urged the crowd to ...")."""
        low, lex, subjects = self.low, self.lex, self.subjects
        behind = None
        if low[j] in lex.pronoun or low[j] in lex["venues"]:
            behind = j + 1
        named = subjects.caps[j]
        for x in range(j + (behind is None), min(unit.last, j + 9)):
            word = low[x]
            if self.page.inside[x]:
                return x
            if x > j and subjects.broken[x]:
                break
            if word in lex["infinitive"] or word in lex["whether"]:
                return x
            if word in lex["negations"] and x + 1 < unit.last and low[x + 1] in lex["infinitive"]:
                return x
            if x == j:
                continue
            if behind is None and (word in lex.pronoun or word in lex["determiners"]):
                behind = x
            elif behind is None and named and not subjects.caps[x] and word not in lex["prepositions"]:
                behind = x
            elif word in lex["prepositions"] or word in lex["auxiliaries"]:
                break
        return None if directive else behind

    def _content_end(self, start: int, verb: _Verb, unit: Unit, later: list[_Verb], sources: list[int]) -> int:
        page, low, lex, subjects = self.page, self.low, self.lex, self.subjects
        for i in unit.marks:
            m = page.marks[i]
            if m.start == start:
                after = page.prose[m.end : m.end + 2].strip()
                if page.prose[m.inner_end - 1] in ",.?!…" or after[:1] in (",", ".", ";", ")", "—", ""):
                    return m.end
        stops = {k for k in sources}
        for other in later:
            edge = other.at
            if other.own and other.subject is not None and not other.inverted:
                edge = min(edge, other.subject[0])
            elif not other.cue.participle:
                edge = subjects.verb_start(edge, unit.first)
            stops.add(edge)
        introduced = verb.own and verb.subject is not None and verb.subject[0] > unit.first and low[verb.subject[0] - 1] in lex["subordinators"] and low[verb.subject[0] - 1] not in lex["that"]
        objective = verb.cue.frame == "object"
        x = page.word_at(start)
        first = x
        that = low[x] in lex["that"] or low[x] in lex["whether"]
        while x < unit.last:
            if page.inside[x]:
                x += 1
                continue
            if x <= first:
                x += 1
                continue
            word, gap = low[x], page.gap(x)
            breaks = subjects.broken[x]
            if breaks:
                if ";" in gap or ")" in gap and "(" not in page.prose[start : page.words[x].start]:
                    return self._close(x)
                if "," in gap or "—" in gap or " - " in gap:
                    if x in stops or (word in lex["conjunctions"] or word in lex["clause_links"]) and x + 1 in stops:
                        return self._close(x)
                    if x - first >= 5 and self._aside(x):
                        return self._close(x)
                    if introduced and subjects._opens(x):
                        return self._close(x)
                    if objective and not that:
                        return self._close(x)
                    if page.inside[x - 1] and "," in gap and word.endswith(lex.participle_ending):
                        return self._close(x)
            elif word in lex["conjunctions"] and x + 1 in stops:
                other = next(v for v in later if x + 1 in (v.at, subjects.verb_start(v.at, unit.first), v.subject[0] if v.subject else -1)) if later else None
                if other is not None and not other.cue.participle:
                    return self._close(x)
            elif objective and not that and word in lex["object_ends"]:
                return self._close(x)
            elif x in stops and x in sources:
                return self._close(x)
            x += 1
        return unit.end

    def _aside(self, x: int) -> bool:
        """Whether the writer's own remark begins behind a comma or dash before word x."""
        low, lex = self.low, self.lex
        if low[x] in lex["clause_links"] or low[x] in lex["indefinite"]:
            return True
        return low[x] in lex["contrast"] and x + 1 < len(low) and self.subjects._opens(x + 1)

    def _close(self, x: int) -> int:
        """The end of what is reported when it stops before word x."""
        i = self.page.inside[x - 1]
        end = self.page.words[x - 1].end
        return max(end, self.page.marks[i - 1].end) if i else end

    # "according to" ---------------------------------------------------------------------------------------------

    def _according(self, phrase: Phrase, unit: Unit) -> list[Report]:
        """What a source phrase ("according to X") goes with: the rest of its sentence."""
        page, low, subjects = self.page, self.low, self.subjects
        k, j = phrase
        if j >= unit.last:
            return []
        end = j
        while end < unit.last and not (end > j and subjects.broken[end]) and not page.inside[end]:
            end += 1
        if end == j:
            return []
        subject, cue = (j, end), phrase
        intro = k == unit.first or (k - unit.first <= 2 and low[k - 1] in self.lex["conjunctions"])
        if intro:
            x = end
            while x < unit.last and not ("," in page.gap(x) and (subjects._opens(x) or page.inside[x])):
                x += 1
            x = x if x < unit.last else end
            if x >= unit.last:
                return []
            start = page.marks[page.inside[x] - 1].start if page.inside[x] else page.words[x].start
            return [Report(start, unit.end, cue, subject, "neutral", "source", True, True)]
        return [Report(unit.start, self._close(k), cue, subject, "neutral", "source", True, True)]
