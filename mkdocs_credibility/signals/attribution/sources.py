"""What the quotes of an article rest on: unnamed sources and the reasons given, pick-up credits, and the findings."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from mkdocs_credibility.phrase import Wording
from mkdocs_credibility.scorecard import Credit, Scorecard
from mkdocs_credibility.signals.attribution.assemble import Said
from mkdocs_credibility.signals.attribution.page import COMMA, Page
from mkdocs_credibility.signals.attribution.speakers import Cast
from mkdocs_credibility.signals.attribution.subjects import Phrase, Subjects
from mkdocs_credibility.span import Span

QUOTED: Final = Wording("said.quoted", "“{words}”")

REASON_REACH: Final = 2
"""Sentences before and after a source in which the reason for its anonymity may stand."""
SINGLE_SOURCE_WORDS: Final = 250
SINGLE_SOURCE_QUOTES: Final = 4
_PICKUPS: Final = (
    ("pickup_before", False, True),
    ("pickup_after", True, True),
    ("pickup_before_outlet", False, False),
    ("pickup_after_outlet", True, False),
)
"""Phrases that credit an outlet: whether its name stands behind them, and whether they say so of any name."""
QUOTE_WORDS: Final = 4
"""A direct quote shorter than this needs no speaker of its own."""


class Sources:
    """The unnamed sources of one page."""

    def __init__(self, card: Scorecard, page: Page, cast: Cast, subjects: Subjects, quotes: list[Said]) -> None:
        self.card, self.page, self.cast, self.subjects, self.quotes = card, page, cast, subjects, quotes
        self.lex = page.lex
        self.mentions: list[Phrase] = []
        self.picked: set[int] = set()

    def span(self, phrase: Phrase) -> Span:
        """Where a phrase stands in the article's text."""
        return self.page.article.span(self.page.starts[phrase[0]], self.page.ends[phrase[1] - 1])

    def unnamed(self) -> list[Said]:
        """The quotes, with roles made anonymous that ask not to be named ("one deckhand, who asked ...")."""
        asking = [k for name in ("anonymity", "reasons") for k, _ in self.page.find(name)]
        if not asking:
            return self.quotes
        starts = [s.start for s in self.page.article.sentences]
        asked = {bisect_right(starts, self.page.starts[k]) - 1 for k in asking}
        low, lex = self.page.low, self.lex
        for i, said in enumerate(self.quotes):
            speaker, subject = said.speaker, said.subject
            if speaker is None or speaker.kind != "role" or subject is None:
                continue
            words = tuple(speaker.name.lower().split())
            if words[0] not in lex["individual"] or words[0] in lex["definite"]:
                continue
            for k in range(subject[0], max(-1, subject[0] - 60), -1):
                if low[k : k + len(words)] == words:
                    if bisect_right(starts, self.page.starts[k]) - 1 in asked:
                        place = (k, k + len(words))
                        self.quotes[i] = said._replace(speaker=speaker._replace(kind="anonymous"), subject=place)
                    break
        return self.quotes

    def _asking(self) -> list[Phrase]:
        """Whoever asks not to be named, where no quote names them so: the phrase that first describes them."""
        page, low, lex = self.page, self.page.low, self.lex
        found: list[Phrase] = []
        requests = list(page.find("requests"))
        firsts = [unit.first for unit in page.units] if requests else []
        for k, _ in requests:
            at = bisect_right(firsts, k) - 1
            if at < 0 or k >= page.units[at].last:
                continue
            unit = page.units[at]
            start = k
            while start > unit.first and low[start - 1] in lex["auxiliaries"]:
                start -= 1
            if start > unit.first and low[start - 1] in lex["personal_relatives"]:
                phrase = self.subjects.phrase(start - 1, unit.first)
            else:
                phrase = self.subjects.opening(unit.first, start)
            if phrase is None or phrase[1] - phrase[0] > 8 or any(x in self.cast.at for x in range(*phrase)):
                continue
            if low[phrase[0]] in lex["individual"] and low[phrase[0]] not in lex["definite"]:
                found.append(phrase)
            elif low[phrase[0]] in lex["definite"] and phrase[1] - phrase[0] <= 3:
                head = low[phrase[1] - 1]  # "The member asked ...", described in the sentences before
                for x in range(phrase[0] - 1, max(-1, page.units[max(0, at - REASON_REACH)].first - 1), -1):
                    if low[x] == head and not page.inside[x]:
                        first = next((y for y in range(x - 1, max(-1, x - 5), -1) if low[y] in lex["individual"]), None)
                        if first is not None and low[first] not in lex["definite"]:
                            found.append((first, x + 1))
                        break
        return found

    def collect(self) -> None:
        """Every mention of an unnamed source, in order, into the card."""
        seen: set[int] = set()
        for said in self.quotes:
            if said.speaker is not None and said.speaker.kind == "anonymous" and said.subject is not None:
                if said.subject[1] - said.subject[0] == 1 and self.page.low[said.subject[0]] in self.lex.pronoun:
                    continue
                phrase = self._described(said.subject)
                if phrase[0] not in seen:
                    seen.add(phrase[0])
                    self.mentions.append(phrase)
        told = {x for mention in self.mentions for x in range(*mention)}
        for phrase in self._asking():
            if told.isdisjoint(range(*phrase)):
                told.update(range(*phrase))
                self.mentions.append(phrase)
        self.mentions.sort()
        self.card.anonymous_sources.extend(self.span(phrase) for phrase in self.mentions)

    def _described(self, phrase: Phrase) -> Phrase:
        """A phrase up to its first comma."""
        for x in range(phrase[0] + 1, phrase[1]):
            if self.page.broken[x] and any(mark in self.page.gaps[x] for mark in ",("):
                return phrase[0], x
        return phrase

    # findings ---------------------------------------------------------------------------------------------------

    def report(self) -> None:
        """Add what the sources show."""
        if self.mentions:
            names = list(dict.fromkeys(self.page.text(*m) for m in self.mentions))
            listed = (*(QUOTED(words=n) for n in names[:5]), *(["..."] if len(names) > 5 else []))
            self.card.add("attribution/anonymous-source", [self.span(m) for m in self.mentions], sources=listed)
        self._reasons()
        self._bare()
        unsigned = self.card.byline_kind == "none" and not self.card.agency and not self.card.authors
        individuals = [m for m in self.mentions if self._individual(m)]
        if unsigned and individuals:
            self.card.add("attribution/anonymous-without-byline", [self.span(m) for m in individuals])

    def _head(self, phrase: Phrase) -> str:
        """The noun that says what an unnamed source is, in the singular where the language marks the plural with -s."""
        low = self.page.low
        for x in range(phrase[0], phrase[1]):
            if low[x] in self.lex["anonymous"]:
                return low[x].rstrip("s")
        return low[phrase[1] - 1].rstrip("s")

    def _individual(self, phrase: Phrase) -> bool:
        """Whether a phrase means certain people ("an official", "two aides"), not a body of them ("officials")."""
        low, lex = self.page.low, self.lex
        words = low[phrase[0] : phrase[1]]
        return any(w in lex["individual"] for w in words[:2]) or any(w in lex["access"] for w in words)

    def _reasons(self) -> None:
        page = self.page
        wanted = [m for m in self.mentions if self._individual(m)]
        if not wanted:
            return
        starts = [s.start for s in page.article.sentences]
        reasons = self._reason_sentences(starts)
        heads = {page.low[k].rstrip("s") for i in reasons for k in self._words(i)}
        told: set[str] = set()
        near = {i + away for i in reasons for away in range(-REASON_REACH, REASON_REACH + 1)}
        for mention in wanted:
            head = self._head(mention)
            at = bisect_right(starts, page.starts[mention[0]]) - 1
            if head in told or head in heads or at in near:
                continue
            told.add(head)
            self.card.add(
                "attribution/anonymity-reason-missing", self.span(mention), confidence=0.8, source=page.text(*mention)
            )

    def _words(self, sentence: int) -> range:
        found = self.page.article.sentences[sentence]
        return range(self.page.word_at(found.start), self.page.word_at(found.end))

    def _reason_sentences(self, starts: list[int]) -> set[int]:
        """Sentences that say why somebody is not named: a reason of its own, or anonymity and a because."""

        def of(name: str) -> set[int]:
            return {bisect_right(starts, self.page.starts[k]) - 1 for k, _ in self.page.find(name)}

        return of("reasons") | (of("anonymity") & of("because"))

    def _bare(self) -> None:
        page, low, lex = self.page, self.page.low, self.lex
        described = False
        plural: Phrase | None = None
        single = 0
        for mention in self.mentions:
            words = low[mention[0] : mention[1]]
            head = next((w for w in words if w in lex["source_nouns"]), None)
            if head is None:
                continue
            following = low[mention[1]] if mention[1] < len(low) else ""
            plain = all(w in lex["source_nouns"] or w in lex["plain_determiners"] for w in words)
            plain = (
                plain
                and following not in lex["access"]
                and following not in lex["prepositions"]
                and page.broken[mention[1]] != COMMA
            )
            if not plain:
                described = True
            elif not described and not (words[0] in lex["definite"] and self.mentions[0] != mention):
                self.card.add("attribution/bare-source", self.span(mention), source=page.text(*mention))
                described = True
            if head in lex["source_plurals"]:
                plural = plural or mention
            else:
                single += 1
        if plural is not None and single and not any(w in lex["counting"] for w in low[plural[0] : plural[1]]):
            self.card.add("attribution/plural-sources-one-described", self.span(plural), source=page.text(*plural))

    def pickups(self) -> None:
        """Credits to other outlets for the first report ("X was first to report", "first reported by X")."""
        for name, behind, sure in _PICKUPS:
            for first, last in self.page.find(name):
                self._pickup(first, last, behind=behind, sure=sure)

    def _outlet(self, name: str) -> bool:
        """Whether a name is known to be an outlet's or an agency's."""
        words = name.lower().split()
        return words[-1] in self.lex["outlets"] or words[0] in self.lex["outlets"]

    def _itself(self, name: str) -> bool:
        """Whether a name is that of the paper the article stands in."""
        own = [self.card.article.site_name, self.card.article.metadata.get("publisher")]
        own += [d.value for d in self.card.article.declared if d.kind == "publisher"]
        plain = name.lower().removeprefix("the ")
        return any(isinstance(o, str) and plain in o.lower() for o in own)

    def _pickup(self, first: int, last: int, *, behind: bool, sure: bool) -> None:
        low = self.page.low
        x = last if behind else first - 1
        if behind and x < len(low) and low[x] in self.lex["determiners"]:
            x += 1
        while not behind and x > 0 and (low[x] in self.lex["auxiliaries"] or low[x] in self.lex["determiners"]):
            x -= 1
        mention = self.cast.at.get(x)
        if mention is None or mention.last - mention.first > 6:
            return
        name = self.cast.name(mention)
        if self._itself(name) or not (sure or self._outlet(name)):
            return
        start, end = (first, mention.last) if behind else (mention.first, last)
        span = self.span((start, end))
        if not self.picked.isdisjoint(range(start, end)):
            return
        self.picked.update(range(start, end))
        self.card.credits.append(Credit("pickup", name, span))
        self.card.add("attribution/pickup-credit", span, outlet=name)

    def unattributed(self) -> None:
        """Direct quotes of whole sentences that nobody is named for."""
        page = self.page
        spoken: set[int] | None = None
        for said in self.quotes:
            if said.kind != "direct" or said.speaker is not None or said.subject or not said.full or not said.marks:
                continue
            if page.word_at(said.end) - page.word_at(said.start) < QUOTE_WORDS:
                continue
            mark = page.marks[said.marks[0]]
            if not mark.closed and not mark.continues:
                continue
            if spoken is None:
                spoken = {m.block for m in page.marks if self._verb_behind(m.end)}
            if mark.block in spoken:
                continue  # a stray mark is no quote, and "...,” murmured x" has a speaker that was not understood
            self.card.add("attribution/quote-without-speaker", page.article.span(said.start, said.end), confidence=0.8)

    def _verb_behind(self, end: int) -> bool:
        """Whether a word that may be a verb follows a quotation: in lower case, and no small word."""
        page, lex = self.page, self.lex
        k = page.word_at(end)
        if k >= len(page.low) or page.starts[k] - end > 2 or page.capital[k]:
            return False
        small = ("conjunctions", "prepositions", "determiners", "subordinators")
        return not any(page.low[k] in lex[name] for name in small)

    def single(self) -> None:
        """Articles in which everything attributed goes back to one named source."""
        if self.card.article.word_count < SINGLE_SOURCE_WORDS:
            return
        told = [s for s in self.quotes if s.speaker is not None and (s.cue is not None or s.kind == "direct")]
        names = {s.speaker.name for s in told if s.speaker is not None}
        if len(told) >= SINGLE_SOURCE_QUOTES and len(names) == 1 and len(told) >= 0.8 * len(self.quotes):
            first = next(s for s in told)
            place = self.span(first.subject) if first.subject else self.page.article.span(first.start, first.end)
            self.card.add("attribution/single-source", place, source=next(iter(names)))
