"""Reported speech around and without quotation marks: the verb that reports, who does, and what is reported.

Every reporting verb of a sentence is looked at where it stands.  What it reports is what follows it ("X said that
..."), what went before it ("..., X said."), or both ("..., X said, ...").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import Final

from mkdocs_credibility.signals.attribution.accounts import Accounts
from mkdocs_credibility.signals.attribution.following import ADVERBIAL, Ends, Following
from mkdocs_credibility.signals.attribution.page import COMMA, Page, Unit
from mkdocs_credibility.signals.attribution.report import Report, make_report
from mkdocs_credibility.signals.attribution.subjects import Phrase, Subjects
from mkdocs_credibility.signals.attribution.verbs import Verb, Verbs

_LONGEST_GRANTED: Final = 60
"""Words of a clause that the writer grants before the main clause."""


class Reader:
    """Finds the reports of one page."""

    def __init__(self, page: Page, names: Mapping[int, int] | None = None) -> None:
        self.page, self.lex, self.low = page, page.lex, page.low
        self.subjects = Subjects(page, names)
        self.verbs = Verbs(page, self.subjects)
        self.following = Following(page, self.subjects)
        self.accounts = Accounts(page, self.subjects, self.following)
        self.mark_starts = [m.start for m in page.marks]
        self.block_starts = [b.prose_start for b in page.article.blocks]

    def read(self) -> list[Report]:
        """Every report of the page, in order of the verbs."""
        found: list[Report] = []
        page = self.page
        inside, blocks = page.inside, page.article.blocks
        hits = [k for k in page.cues if not inside[k]]
        accounts = self.accounts
        accordings = accounts.phrases()
        sources = [k for k, _ in accordings]
        moods = bool(self.lex["subjunctive"])
        by_clause, postposed = bool(self.lex["as_words"]), bool(self.lex["postposed"])
        units: Iterable[Unit] = page.units
        if not moods:  # where nobody reports there is nothing to read
            firsts = [unit.first for unit in page.units]
            numbers = {bisect_right(firsts, k) - 1 for k in (*hits, *sources)}
            units = [page.units[i] for i in sorted(numbers) if i >= 0]
        at = source = 0
        for unit in units:
            until = unit.last
            here = bisect_left(hits, unit.first, at)
            at = bisect_left(hits, until, here)
            phrases: list[Phrase] = []
            if accordings:
                source = bisect_left(sources, unit.first, source)
                behind = bisect_left(sources, until, source)
                phrases, source = accordings[source:behind], behind
            if here == at and not phrases and not moods:
                continue
            if blocks[unit.block].kind == "heading":
                continue
            verbs = hits[here:at]
            if by_clause and (clauses := accounts.clauses(unit)):
                found += [report for _, report in clauses]
                named = {k for (first, last), _ in clauses for k in range(first, last)}
                verbs = [k for k in verbs if k not in named]
            if verbs:
                self._unit(unit, verbs, [k for k, _ in phrases], found)
            for phrase in phrases:
                found += accounts.according(phrase, unit, self._main_clause)
            if postposed:
                for k in accounts.postposed(unit):
                    found += accounts.behind(k, unit)
            if moods and (not found or found[-1].end <= unit.start):
                self._subjunctive(unit, found, reporting=here < at)
        return found

    def _subjunctive(self, unit: Unit, found: list[Report], *, reporting: bool) -> None:
        """Add a sentence whose mood alone says that it is reported ("Die Schienen seien sicher."): the last speaker's.

        The speaker stands in the same paragraph or the one before.  With "I", a quotation, a reporting verb of its own
        or an indicative before its subjunctive a sentence is not read so.  Sentences that follow one another are one.
        """
        low, page, lex = self.low, self.page, self.lex
        last = found[-1] if found else None
        if last is None or reporting or unit.marks or unit.block - self.block_of(last.start) > 1:
            return
        words = [k for k in range(unit.first, min(unit.last, unit.first + 60)) if not page.inside[k]]
        mood = next((k for k in words if low[k] in lex["subjunctive"]), None)
        if mood is None or any(low[k] in lex.pronouns["self"] for k in words):
            return
        if any(low[k] in lex["indicative"] for k in words if k < mood):
            return
        if last.subject is None and last.clear and not page.prose[last.end : unit.start].strip(" "):
            found[-1] = last._replace(end=unit.end)
            return
        cue = (mood, mood + 1)
        found.append(Report(unit.start, unit.end, cue, None, "neutral", "source", own=True, clear=True))

    def block_of(self, offset: int) -> int:
        """The index of the block that a character of the prose stands in."""
        return bisect_right(self.block_starts, offset) - 1

    def _unit(self, unit: Unit, ks: list[int], sources: list[int], found: list[Report]) -> None:
        """Add to `found` what the verbs among the words `ks` of a sentence report."""
        verbs = self.verbs.of(unit, ks)
        if len(verbs) == 1:  # as most
            found += self._reports(verbs[0], unit, Ends([], sources[:8]), [])
            return
        before = len(found)
        for i, verb in enumerate(verbs, 1):
            found += self._reports(
                verb, unit, Ends(verbs[i : i + 8], sources[:8]), found[max(before, len(found) - 8) :]
            )

    def _reports(self, verb: Verb, unit: Unit, ends: Ends, made: list[Report]) -> list[Report]:
        page, subjects, low = self.page, self.subjects, self.low
        k, subject = verb.at, verb.subject
        after = k + 1
        edge = k
        if verb.own and subject is not None:
            if verb.inverted:
                after = max(after, subject[1])
                edge = subjects.verb_start(k, unit.first)
            else:
                edge = subject[0]
        left_end = page.starts[edge]
        mark = self.verbs.mark_before_word(edge) if verb.own else None
        if mark is not None and self.page.work(mark, page.word_at(page.marks[mark].start), loose=True):
            mark = None
        tail = self._tail(after, unit)
        if (
            mark is not None
            and (subject is not None or self.lex.null_subject)
            and self._attached(mark, tail, inverted=verb.inverted)
            and (verb.inverted or not self._clause_ahead(after, unit))
        ):
            m = page.marks[mark]
            start = m.start
            if m.start > unit.start and not self._stands_alone(mark):
                start = self._left_start(unit, m.start, made)
            found = [self._report(start, m.end, verb)]
            return found + self._resumed(after, unit, verb, ends)
        bare = (
            verb.cue.frame == "clause" or after >= unit.last or subjects.broken[after] or low[after] in self.lex["time"]
        )
        if verb.cue.frame == "addressee" and not bare:
            bare = subjects.caps[after] or low[after] in self.lex.pronoun or low[after] in self.lex["venues"]
        if verb.own and subject is not None and edge > unit.first and tail and bare and page.broken[edge] == COMMA:
            left_start = self._left_start(unit, left_end, made)
            intro = self._intro(page.word_at(left_start), edge)
            resumed = self._resumed(after, unit, verb, ends)
            if resumed and (intro or self._begins_anew(resumed[0].start)):
                return resumed
            if low[edge - 1] in self.lex["subordinators"]:
                return []
            if not (intro and (tail == 2 or verb.cue.frame != "clause")):
                left_start = self._main_clause(left_start, edge)
                x = page.word_at(left_start)
                if low[x] in self.lex["left_out"]:
                    left_start = page.starts[x + 1]
                end = page.ends[edge - 1]
                if end > left_start:
                    return [self._report(left_start, end, verb), *resumed]
        if (subject is None and not verb.own and not verb.cue.participle) or verb.cue.frame == "post":
            return []
        begins = self.following.start(after, verb, unit)
        if begins is None:
            return []
        start = begins
        end = self.following.end(start, verb, unit, ends)
        first = page.word_at(start)
        clear = first < unit.last and low[first] in self.lex["that"]
        return [self._report(start, end, verb, clear)] if end > start else []

    def _report(self, start: int, end: int, verb: Verb, clear: bool = False) -> Report:
        at, cue, subject, own, _ = verb
        return make_report((start, end, (at, at + 1), subject, cue.group, cue.frame, own, clear))

    def _clause_ahead(self, j: int, unit: Unit) -> bool:
        """Whether "that" or "whether" right behind the verb says that the report follows."""
        return (
            j < unit.last
            and (self.low[j] in self.lex["that"] or self.low[j] in self.lex["whether"])
            and not self.subjects.broken[j]
        )

    def _attached(self, i: int, tail: int, *, inverted: bool) -> bool:
        """Whether a quotation belongs to the verb behind it: a comma does, a question mark may."""
        page, m = self.page, self.page.marks[i]
        last = page.prose[m.inner_end - 1]
        following = page.prose[m.end : m.end + 3].strip()[:1]
        if last in ",–—-" or following in (",", "–", "—", "-"):
            return True
        if last in "?!…":
            return tail > 0
        if last == ".":  # “...,” with a full stop for its comma
            return inverted or tail == 1
        if last == "’" or last == "'":
            return page.prose[m.inner_end - 2] in ",?!"
        return False

    def _stands_alone(self, i: int) -> bool:
        """Whether the words before a quotation are no part of what its speaker said."""
        prose, m = self.page.prose, self.page.marks[i]
        before = prose[max(0, m.start - 4) : m.start].rstrip()
        if not before or before[-1] in ":;(.?!—–" or before.endswith(" -"):
            return True
        return before[-1] in ',"”»' and prose[m.inner_start].isupper()

    def _left_start(self, unit: Unit, end: int, made: list[Report]) -> int:
        """Where what went before begins: behind what another verb of the sentence has reported."""
        start = unit.start
        for report in made:
            if start < report.end <= end:
                start = report.end
        prose = self.page.prose
        dot = prose.rfind(". ", start, end)
        if dot > start + 3 and prose[dot - 1].isalpha() and prose[dot - 3 : dot].islower() and prose[dot + 2].isupper():
            x = self.page.word_at(dot + 2)
            if x < len(self.low) and not self.page.inside[x]:
                start = dot + 2
        if start > unit.start:
            while start < end and prose[start] in ' ,;\u00a0”"':
                start += 1
        return start

    def _main_clause(self, start: int, until: int) -> int:
        """Where the main clause begins behind what the writer grants ("Although it rains, the road is ...")."""
        page, low, lex = self.page, self.low, self.lex
        mark = page.inside[until - 1] - 1
        if mark >= 0 and page.marks[mark].start > start and self._stands_alone(mark):
            return page.marks[mark].start
        first = page.word_at(start)
        x = first + (first < until and low[first] in lex["conjunctions"])
        x += x < until and low[x] in lex["adverbs"]
        if x >= until or low[x] not in lex["granting"]:
            return start
        for y in range(x + 3, min(until, x + _LONGEST_GRANTED)):
            if (
                page.broken[y] == COMMA
                and not page.inside[y]
                and self.subjects.opens(y)
                and self.following.clause_at(y, until)
            ):
                return page.starts[y]
        return start

    def _intro(self, first: int, last: int) -> bool:
        """Whether the words before a subject are no clause of their own ("In a statement, X said, ...")."""
        low, lex = self.low, self.lex
        if last - first <= 2 and not any(low[x] in lex.pronoun for x in range(first, last)):
            return (
                low[first] in lex["adverbs"]
                or low[first] in lex["time"]
                or low[first] in lex["conjunctions"]
                or last - first == 1
                or low[first] in lex["prepositions"]
            )
        if last - first > ADVERBIAL * 3:
            return False
        word = low[first]
        if word in lex["conjunctions"]:
            first += 1
            word = low[first] if first < last else ""
        return (
            word in lex["prepositions"]
            or word in lex["subordinators"]
            or (word in lex["adverbs"] and word not in lex["auxiliaries"])
            or word in lex["time"]
            or word.endswith(lex.participle_ending)
            or word in lex.cues
        ) and not any(
            self.subjects.broken[x] and not low[x].isdigit() and not (x > first + 1 and self.page.inside[x])
            for x in range(first + 1, last)
        )

    def _begins_anew(self, start: int) -> bool:
        """Whether a quotation starts with a capital: then what stood before it was no part of it."""
        i = bisect_right(self.mark_starts, start) - 1
        if i < 0 or self.page.marks[i].start != start:
            return False
        return self.page.prose[self.page.marks[i].inner_start].isupper()

    def _resumed(self, after: int, unit: Unit, verb: Verb, ends: Ends) -> list[Report]:
        """What goes on behind "..., X said," in the same sentence."""
        page, low, lex, subject = self.page, self.low, self.lex, verb.subject
        x = after
        while x < unit.last and not self.subjects.broken[x] and x - after < ADVERBIAL:
            x += 1
        if x >= unit.last or not self.subjects.broken[x]:
            return []
        gap = page.gaps[x]
        if page.inside[x]:
            i = page.inside[x] - 1
            m = page.marks[i]
            if ("," in gap or ":" in gap) and not self.page.work(i, x):
                return [self._report(m.start, self.following.end(m.start, verb, unit, ends), verb)]
            return []
        if verb.inverted or gap.strip() != "," or any(page.inside[y] for y in range(after, x)):
            return []
        word = low[x]
        if word in lex["that"] and x + 1 < unit.last:  # "..., he said in an interview, that ..."
            start = page.starts[x]
            return [self._report(start, self.following.end(start, verb, unit, ends), verb)]
        if word in lex["subordinators"] or word in lex["conjunctions"] or word.endswith(lex.participle_ending):
            return []
        if word in lex["prepositions"] and page.inside[after - 1]:
            return []
        if (subject is not None and self.verbs.mark_before_word(subject[0]) is not None) or not self.following.finite(
            x, unit
        ):
            return []
        start = page.starts[x]
        return [self._report(start, self.following.end(start, verb, unit, ends), verb)]

    def _tail(self, j: int, unit: Unit) -> int:
        """1 when nothing but an adverbial follows up to the end of the sentence, 2 up to the next comma, else 0."""
        low, lex, page = self.low, self.lex, self.page
        if j >= unit.last:
            return 1
        if self.subjects.broken[j]:
            gap = page.gaps[j]
            return 0 if ":" in gap else 2
        opens = (
            low[j] in lex["time"]
            or low[j] in lex["prepositions"]
            or low[j] in lex["adverbs"]
            or low[j] in lex["subordinators"]
            or low[j] in lex["venues"]
        )
        if low[j] in lex["that"] or not (opens or low[j].endswith(lex.adverb_ending) or self._addressed(j)):
            return 0
        x = j
        subordinate = False
        while x < unit.last and x - j < ADVERBIAL + 8:
            if x > j and self.subjects.broken[x]:
                return 2
            word = low[x]
            if page.inside[x] or word in lex["that"]:
                return 0
            subordinate = subordinate or word in lex["subordinators"]
            if not subordinate and (
                word in lex["auxiliaries"] or (word in lex.pronoun and word not in lex["determiners"] and x > j + 1)
            ):
                return 0
            x += 1
        return 1 if x >= unit.last else 0

    def _addressed(self, j: int) -> bool:
        """Whether word j is whom the verb addresses ("told reporters", "told the BBC")."""
        return self.low[j - 1] in self.lex.cues and self.lex.cues[self.low[j - 1]].frame == "addressee"
