"""What a reporting verb reports when it follows the verb: where it begins, and where it ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from mkdocs_credibility.signals.attribution.page import COMMA, Page, Unit
from mkdocs_credibility.signals.attribution.subjects import Subjects
from mkdocs_credibility.signals.attribution.verbs import Verb

ADVERBIAL: Final = 16
"""Words that an adverbial behind the verb may have ("said in a telephone interview with ... on Monday")."""
_LONGEST: Final = 120
"""Words after which what is reported is cut off, whatever follows."""


class Ends(NamedTuple):
    """What may end a report: the verbs that come after its own, and the words at which "according to" stands."""

    later: list[Verb]
    sources: list[int]


class Following:
    """Finds what follows the verbs of one page."""

    def __init__(self, page: Page, subjects: Subjects) -> None:
        self.page, self.lex, self.low, self.subjects = page, page.lex, page.low, subjects
        self.mark_ends = [m.end for m in page.marks]

    def start(self, j: int, verb: Verb, unit: Unit) -> int | None:
        """Where what is reported begins when word j follows the verb; None when nothing is reported there."""
        page, low, lex, subjects = self.page, self.low, self.lex, self.subjects
        if j >= unit.last:
            return None
        if low[j] in lex["empty"]:
            return None
        frame = verb.cue.frame
        particles = lex.particles.get(verb.cue.lemma, frozenset())
        inside, broken, that = page.inside, page.broken, lex["that"]
        for x in range(j, min(unit.last, j + ADVERBIAL + 6)):
            if not (inside[x] or broken[x] or low[x] in that):
                continue
            if inside[x]:
                m = page.marks[page.inside[x] - 1]
                gap = page.gaps[x]
                if frame == "object" and not lex.bare_clause:
                    return m.start  # "bezeichnete den Plan als „Unfug“"
                if page.work(page.inside[x] - 1, x):
                    if x == j:
                        return None
                    continue
                if x == j or "," in gap or ":" in gap or (x - j <= 2 and low[x - 1] in lex["as"]):
                    return m.start
                break
            if low[x] in that and x + 1 < unit.last:
                if self._opens_report(j, x, frame):
                    return page.starts[x]
                break
            if not broken[x]:
                continue
            colon = ":" in page.gaps[x]
            if x > j and broken[x] != COMMA and not colon:
                break
            if colon:
                return page.starts[x] if frame != "that" else None
        if frame == "that":
            return None
        if subjects.broken[j]:
            opens = lex.comma_clause and page.gaps[j].strip() == "," and (subjects.opens(j) or low[j] in lex.pronoun)
            return page.starts[j] if opens and self.finite(j, unit) else None
        if not lex.bare_clause and not page.inside[j]:
            if self._infinitive(j, unit):
                return page.starts[j]
            return None  # only English lets a clause follow its verb bare
        if particles and low[j] in lex["time"] and j + 1 < unit.last and low[j + 1] in particles:
            j += 1  # "called on Monday for"
        if low[j] in particles:
            j += 1
            return page.starts[j] if j < unit.last and not subjects.broken[j] else None
        if frame == "object" and particles and low[j] not in particles and not self._marked(j, unit):
            return None  # "referred the matter to", "called the police"
        if frame == "addressee":
            directive = verb.cue.group == "directive"
            behind = self._behind_addressee(j, unit, directive)
            if directive and behind == j and (low[j] in lex["infinitive"] or low[j] in lex["negations"]):
                return None  # "asked not to be named"
            if behind is None or behind >= unit.last or (subjects.broken[behind] and not page.inside[behind]):
                return None
            j = behind
        while j < unit.last and (
            low[j] in lex["time"]
            or (low[j] in lex["definite"] and j + 1 < unit.last and low[j + 1] in lex["time"])
            or (low[j].endswith(lex.adverb_ending) and len(low[j]) > 4)
            or (low[j] in lex["prepositions"] and j + 1 < unit.last and low[j + 1] in lex["time"])
        ):
            x = j + (low[j] not in lex["time"] and low[j] in lex["definite"])
            if low[x] in lex["time"] and x + 1 < unit.last and low[x + 1] in lex["auxiliaries"]:
                break
            j = x + 1
        if j >= unit.last or (subjects.broken[j] and not page.inside[j]):
            return None
        if page.inside[j]:
            return page.marks[page.inside[j] - 1].start
        word = low[j]
        if word in lex["infinitive"]:
            return page.starts[j] if frame in ("promise", "offer", "addressee") else None
        if word in lex["negations"] and j + 1 < unit.last and low[j + 1] in lex["infinitive"]:
            return page.starts[j]
        if word in lex["prepositions"]:
            behind = self._behind_venue(j, unit)
            if behind is None:
                return None
            j = behind
            word = low[j]
        if word in lex["conjunctions"] or (word in lex["subordinators"] and word not in lex["whether"]):
            return None
        if frame == "strict" and word in lex["auxiliaries"] and not subjects.caps[j]:
            return None  # "how she responds will matter"
        if (
            frame in ("strict", "promise", "offer")
            and not page.inside[j]
            and word not in lex["whether"]
            and not self.clause(j, unit)
        ):
            return None
        if page.inside[j]:  # behind "in a statement"
            return page.marks[page.inside[j] - 1].start
        return page.starts[j]

    def _infinitive(self, j: int, unit: Unit) -> bool:
        """Whether an infinitive is what is reported ("assure avoir prévenu", "ha detto di voler")."""
        low, lex = self.low, self.lex
        if low[j] in lex["reported_infinitives"]:
            return True
        if low[j] in lex["infinitive_links"]:
            following = low[j + 1 : j + 3]
            return any(word.endswith(lex.infinitive_ending) for word in following)
        if (
            not lex["final_infinitives"]
            or unit.last - j > _LONGEST
            or any(self.subjects.broken[x] for x in range(j, unit.last))
        ):
            return False
        return any(low[x] in lex["final_infinitives"] for x in range(max(j + 2, unit.last - 4), unit.last - 1))

    def clause_at(self, j: int, until: int) -> bool:
        """Whether a verb stands within a few words behind word j: an auxiliary or a past form."""
        low, lex = self.low, self.lex
        return any(
            low[x] in lex["auxiliaries"] or low[x].endswith(lex.past_ending) or low[x].endswith("s")
            for x in range(j + 1, min(until, j + 7))
        )

    def _marked(self, j: int, unit: Unit) -> bool:
        """Whether a quotation stands behind word j in the same clause ("called her “a leader”")."""
        for x in range(j, min(unit.last, j + _LONGEST)):
            if self.page.inside[x]:
                return True
            if self.page.broken[x]:
                break
        return False

    def clause(self, j: int, unit: Unit) -> bool:
        """Whether a clause with its own verb begins at word j."""
        low, lex = self.low, self.lex
        if low[j] in lex.pronoun and low[j] not in lex["objective"] and low[j] not in self.subjects.relative:
            return True
        for x in range(j + 1, min(unit.last, j + 9)):
            if self.subjects.broken[x]:
                return False
            if low[x] in lex["auxiliaries"] and not self.subjects.caps[x]:  # "in May"
                return True
            if low[x] in self.subjects.stop:
                return False
        return False

    def _behind_venue(self, j: int, unit: Unit) -> int | None:
        """Where a clause begins behind "in a statement", "on Monday"; None when nothing follows it directly."""
        low, lex = self.low, self.lex
        for place in range(j, min(unit.last, j + 9)):
            if place > j and self.subjects.broken[place]:
                return None
            if low[place] in lex["venues"] or low[place] in lex["time"]:
                x = place + 1
                while x < unit.last and (
                    low[x] in lex["time"]
                    or (low[x] in lex["prepositions"] and x + 1 < unit.last and low[x + 1] in lex["time"])
                ):
                    x += 1
                if x < unit.last and low[x] not in lex["prepositions"] and not self.subjects.broken[x]:
                    return x
                return None
        return None

    def _behind_addressee(self, j: int, unit: Unit, directive: bool) -> int | None:
        """Where what is said begins behind whoever is told ("told reporters he ...", "urged the crowd to ...")."""
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
            if (behind is None and (word in lex.pronoun or word in lex["determiners"])) or (
                behind is None and named and not subjects.caps[x] and word not in lex["prepositions"]
            ):
                behind = x
            elif word in lex["prepositions"] or word in lex["auxiliaries"]:
                break
        return None if directive else behind

    def end(self, start: int, verb: Verb, unit: Unit, ends: Ends) -> int:
        """Where what is reported ends: at the next verb's clause, at the writer's own remark, or with the sentence."""
        page, low, lex, subjects = self.page, self.low, self.lex, self.subjects
        first = page.word_at(start)
        i = page.inside[first] - 1 if first < len(low) else -1
        piece = verb.cue.frame == "object" and not lex.bare_clause
        if i >= 0 and page.marks[i].start == start and (piece or self.whole(i)):
            return page.marks[i].end
        stops = self._stops(verb, unit, ends) if ends.later or ends.sources else {}
        narrow = verb.cue.frame == "object" and not (low[first] in lex["that"] or low[first] in lex["whether"])
        parenthesis = False
        limit = min(unit.last, first + _LONGEST)
        inside, broken, breaks = page.inside, page.broken, page.breaks
        places: Iterable[int] = range(first + 1, limit)
        if not narrow:  # only where punctuation or another verb's clause stands can anything end
            at = bisect_right(breaks, first)
            near = breaks[at : bisect_left(breaks, limit, at)]
            links = [x for s in stops for x in (s - 1, s) if first < x < limit]
            if unit.marks:
                links += self._behind_marks(first, limit)
            places = sorted({*near, *links}) if links else near
        for x in places:
            if inside[x]:
                continue
            word = low[x]
            if broken[x]:
                gap = page.gaps[x]
                parenthesis = (parenthesis or "(" in gap) and ")" not in gap
                if ";" in gap or (")" in gap and not parenthesis and "(" not in page.prose[start : page.starts[x]]):
                    return self.close(x)
                if page.inside[x - 1] and word in lex["conjunctions"] and stops.get(x + 1, False):
                    return self.close(x)
                if inside[x - 1] and (self._dash(x, unit) or self._behind_quote(x, first, unit)):
                    return self.close(x)
                if any(mark in gap for mark in (",", "—", "–", " - ")) and (
                    narrow
                    or x in stops
                    or (x + 1 in stops and (word in lex["conjunctions"] or word in lex["clause_links"]))
                    or (x - first >= 5 and self._aside(x))
                    or (subjects.opens(x) and self._introduced(verb, unit))
                    or (not subjects.caps[x] and self._relative(verb, unit))
                    or (page.inside[x - 1] and "," in gap and word.endswith(lex.participle_ending))
                ):
                    return self.close(x)
            elif (
                (word in lex["conjunctions"] and stops.get(x + 1, False))
                or x in ends.sources
                or (narrow and word in lex["object_ends"])
            ):
                return self.close(x)
            elif word in lex["infinitive"]:
                narrow = False  # "called on the crowd to stay and to sing"
        return unit.end if unit.last - first <= _LONGEST else self.close(first + _LONGEST)

    def _behind_marks(self, first: int, limit: int) -> list[int]:
        """The words right behind the quotations that end between two words."""
        page, found = self.page, []
        for i in range(bisect_right(self.mark_ends, page.starts[first]), len(self.mark_ends)):
            x = page.word_at(self.mark_ends[i])
            if x >= limit:
                break
            if x > first:
                found.append(x)
        return found

    def whole(self, i: int) -> bool:
        """Whether a quotation is all that is said: it ends like a sentence, inside or behind its marks."""
        prose, m = self.page.prose, self.page.marks[i]
        following = prose[m.end : m.end + 2].strip()[:1]
        return prose[m.inner_end - 1] in ",.?!…" or not following or following in ",.;)—"

    def _stops(self, verb: Verb, unit: Unit, ends: Ends) -> dict[int, bool]:
        """Words at which other verbs' clauses begin; True where "and" before it ends a report: the verb is finite, or
        both are participles ("saying ... and warning ...")."""
        stops = dict.fromkeys(ends.sources, False)
        for other in ends.later:
            edge = other.at
            if other.own and other.subject is not None and not other.inverted:
                edge = min(edge, other.subject[0])
            elif not other.cue.participle:
                edge = self.subjects.verb_start(edge, unit.first)
            stops[edge] = not other.cue.participle or (verb.cue.participle and other.cue.participle)
        return stops

    def _opens_report(self, j: int, x: int, frame: str) -> bool:
        """Whether "that" at word x opens what the verb before word j reports, and no relative clause or noun phrase."""
        low, lex = self.low, self.lex
        if frame == "offer" or not self._between(j, x, frame):
            return False
        if any(low[y] in lex.cues or low[y] in lex["auxiliaries"] for y in range(j, x)):
            return False
        if x == j or not lex.bare_clause:
            return True
        if (
            low[x - 1] in lex["prepositions"] and low[x - 1] not in lex["subordinators"]
        ):  # "wrote in May for people in that spot"
            return False
        return self.subjects.broken[x] > 0 or not (self.subjects.broken[j] or low[x + 1] in lex["auxiliaries"])

    def _between(self, j: int, x: int, frame: str) -> bool:
        """Whether words j to x, before "that", can be an adverbial or whoever is told, not a clause of their own."""
        low, lex = self.low, self.lex
        if x == j or not lex.bare_clause or frame in ("addressee", "that") or self.subjects.broken[j]:
            return True
        return any(low[j] in lex[name] for name in ("prepositions", "time", "adverbs")) or low[j].endswith(
            lex.adverb_ending
        )

    def _relative(self, verb: Verb, unit: Unit) -> bool:
        """Whether the verb stands in a relative clause ("X, who said ..., ..."; "..., which he said was ..., ...")."""
        low, relative = self.low, self.subjects.relative
        first = self.subjects.verb_start(verb.at, unit.first)
        if first > unit.first and low[first - 1] in relative:
            return True
        if not verb.own or verb.inverted or verb.subject is None or verb.subject[0] <= unit.first:
            return False
        return low[verb.subject[0] - 1] in relative and low[verb.subject[0] - 1] not in self.lex["that"]

    def _introduced(self, verb: Verb, unit: Unit) -> bool:
        """Whether the verb stands in a subordinate clause ("Although he said ..., the board ...")."""
        if not verb.own or verb.subject is None or verb.subject[0] <= unit.first:
            return False
        before = self.low[verb.subject[0] - 1]
        return before in self.lex["subordinators"] and before not in self.lex["that"]

    def _behind_quote(self, x: int, first: int, unit: Unit) -> bool:
        """Whether a clause of the writer's own begins at word x, right behind a quotation ("... “so” while ...").

        When the report begins with the quotation, that is likelier: "“We go on” when ...".
        """
        low, lex, page = self.low, self.lex, self.page
        if page.marks[unit.marks[-1]].end > page.starts[x]:
            return False  # what is said goes on in another quotation
        if low[x] in lex["contrasting"]:
            return True
        if not page.inside[first]:
            return False
        if low[x] in lex["quote_ends"]:
            return True
        return low[x] in lex["conjunctions"] and x + 1 < len(low) and low[x + 1].endswith(lex.participle_ending)

    def _dash(self, x: int, unit: Unit) -> bool:
        """Whether a dash stands before word x that no second one closes."""
        prose, starts = self.page.prose, self.page.starts
        dash = next((mark for mark in ("—", "–", " - ", "--") if mark in self.page.gaps[x]), "")
        return bool(dash) and prose.find(dash, starts[x], unit.end) < 0

    def _aside(self, x: int) -> bool:
        """Whether the writer's own remark begins behind a comma or dash before word x."""
        low, lex = self.low, self.lex
        if low[x] in lex["clause_links"] or low[x] in lex["indefinite"]:
            return True
        return low[x] in lex["contrast"] and x + 1 < len(low) and self.subjects.opens(x + 1)

    def close(self, x: int) -> int:
        """The end of what is reported when it stops before word x."""
        i = self.page.inside[x - 1]
        end = self.page.ends[x - 1]
        return max(end, self.page.marks[i - 1].end) if i else end

    def finite(self, x: int, unit: Unit) -> bool:
        """Whether a finite verb stands within a few words."""
        low, lex = self.low, self.lex
        return any(
            low[y] in lex["auxiliaries"] or low[y] in lex.cues or low[y].endswith("ed")
            for y in range(x, min(unit.last, x + 9))
        )
