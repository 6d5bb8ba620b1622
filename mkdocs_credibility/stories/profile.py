"""What a comparison reads of one article, each part made when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress, count
from operator import ne
from typing import Final

from mkdocs_credibility.article import BODY, Article
from mkdocs_credibility.scorecard import Quote, Scorecard
from mkdocs_credibility.span import Span
from mkdocs_credibility.stories.grams import neighbours, runs
from mkdocs_credibility.stories.lexicon import ALPHABET, COUNTS, Lexicon, Token, lexicon
from mkdocs_credibility.stories.marks import all_marked, doubly_marked, marked
from mkdocs_credibility.stories.pieces import Saying, Statement, agency_of, figures, prose_offset
from mkdocs_credibility.stories.suspects import Hints

_GRAMMAR: Final = frozenset({0})
_JOINS: Final = frozenset(" \u00a0\u202f(-–—/")
_STOPS: Final = frozenset('.!?:;…\n”"»“„«‘')
"""What stands directly before a name inside a sentence, and what before that ends a sentence or opens a quote: the
capital after it says nothing."""
SENTENCE_FLOOR: Final = 3
"""Words a sentence must have to be aligned with another."""
SPOKEN: Final = 5
"""Words of a quote that two articles must share in a row before it leads one to the other."""


class Profile:
    """One article as the comparison sees it: the words of its body without headings, captions and found residue.

    Words are numbers here (`Lexicon.numbers`): the same form has the same number on any machine.
    """

    def __init__(self, card: Scorecard) -> None:
        self.card = card
        self.article: Article = card.article
        self.lexicon: Lexicon = lexicon(card.article.language)

    def forget(self) -> None:
        """Let go of everything that was made, the article's words with it: it is made again when asked for."""
        self.article.forget()
        for name in [name for name in self.__dict__ if name not in ("card", "article", "lexicon")]:
            del self.__dict__[name]

    def know(self, spoken: Iterable[int], facts: Iterable[int]) -> None:
        """Take what is known of an article from its fingerprint: it need not be made again."""
        self.__dict__ |= {"spoken": frozenset(spoken), "facts": frozenset(facts)}

    @property
    def agency(self) -> str | None:
        """Who is credited for the text."""
        return agency_of(self.card)

    # words ------------------------------------------------------------------------------------------------------

    @cached_property
    def residue(self) -> list[tuple[int, int]]:
        """Characters of the text that boilerplate findings cover, in order."""
        return sorted((s.start, s.end) for f in self.card.findings if f.dimension == "boilerplate" for s in f.spans)

    @cached_property
    def body(self) -> list[int]:
        """Indices of the blocks that carry the story: no headings, captions, table cells, no found residue."""
        running = [(index, block) for index, block in enumerate(self.article.blocks) if block.kind in BODY]
        if not self.residue:
            return [index for index, block in running if block.start < block.end]
        begins = [start for start, _ in self.residue]
        reach = list(accumulate((end for _, end in self.residue), max))  # how far those up to here go
        kept = []
        for index, block in running:
            start, end = block.start, block.end
            there = self.residue[bisect_right(reach, start) : bisect_left(begins, end)]
            covered = sum(max(0, min(end, e) - max(start, s)) for s, e in there)
            if covered * 2 < end - start:
                kept.append(index)
        return kept

    @cached_property
    def body_words(self) -> tuple[Sequence[str], Sequence[int], Sequence[str]]:
        """The words of the body in lower case, where each begins in the prose, and as they are printed."""
        columns = self.article.tokens
        if len(self.body) == len(self.article.blocks):
            return columns.texts, columns.starts, columns.printed
        texts: list[str] = []
        starts: list[int] = []
        printed: list[str] = []
        body = iter(self.body)
        begun = before = next(body, -1)
        for index in chain(body, (-1,)):  # neighbouring blocks at once: most articles are two or three such runs
            if index != before + 1 and before >= 0:
                first, last = columns.firsts[begun], columns.firsts[before + 1]
                texts += columns.texts[first:last]
                starts += columns.starts[first:last]
                printed += columns.printed[first:last]
                begun = index
            before = index
        return texts, starts, printed

    @cached_property
    def words(self) -> list[int]:
        """The words of the body in the form that versions are compared in."""
        return list(map(self.lexicon.numbers_of.__getitem__, self.body_words[0]))

    @cached_property
    def letters(self) -> str:
        """The same words, one character each."""
        return "".join(map(ALPHABET.of(self.lexicon).__getitem__, self.body_words[0]))

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Ranges of words that stand between quotation marks, in order.

        They are read from the marks alone, so that two texts are weighed alike whether or not their speakers are known.
        """
        starts = self.body_words[1]
        found = []
        last = 0
        for start, end in self.plain_marks:
            first = max(last, bisect_left(starts, start))
            last = max(first, bisect_left(starts, end, first))
            found.append((first, last))
        return found

    def _split(self, words: list[int]) -> tuple[list[int], list[int]]:
        """What is quoted of a list of words, and what is not."""
        said: list[int] = []
        told: list[int] = []
        at = 0
        for first, last in self.quoted:
            told += words[at:first]
            said += words[first:last]
            at = last
        return said, told + words[at:]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the body."""
        return frozenset(map(self.lexicon.forms.__getitem__, set(self.body_words[0])))

    @cached_property
    def _parts(self) -> tuple[list[int], list[int]]:
        return self._split(self.words)

    @property
    def speech(self) -> list[int]:
        """The words between quotation marks."""
        return self._parts[0]

    @property
    def narration(self) -> list[int]:
        """The words outside quotation marks."""
        return self._parts[1]

    @cached_property
    def narration_letters(self) -> str:
        """The same, one character a word."""
        ends = [at for piece in self.quoted for at in piece]
        return "".join([self.letters[i:j] for i, j in zip([0, *ends[1::2]], [*ends[::2], None], strict=True)])

    @cached_property
    def _codes(self) -> list[int]:
        return list(map(self.lexicon.codes.__getitem__, self.body_words[0]))

    def pairs(self, every: int = 1) -> frozenset[int]:
        """Neighbouring stems of the whole body, or one in so many, as numbers that are the same on any machine."""
        return neighbours(self._codes, every)

    @cached_property
    def narration_pairs(self) -> frozenset[int]:
        """Neighbouring stems outside quotation marks."""
        return neighbours(self._split(self._codes)[1])

    @cached_property
    def said(self) -> list[tuple[int, ...]]:
        """The words of each piece between quotation marks."""
        return [tuple(self.words[first:last]) for first, last in self.quoted]

    @cached_property
    def spoken(self) -> frozenset[int]:
        """Runs of `SPOKEN` quoted words, the same on any machine."""
        texts = self.body_words[0]
        said = chain.from_iterable([texts[first:last] for first, last in self.quoted])
        return runs(list(map(self.lexicon.numbers_of.__getitem__, said)), SPOKEN)

    @cached_property
    def threes(self) -> frozenset[int]:
        """Runs of three words of the body."""
        return runs(self.words, 3)

    @cached_property
    def fives(self) -> frozenset[int]:
        """Runs of five words of the body."""
        return runs(self.words, 5)

    @cached_property
    def narrated_threes(self) -> frozenset[int]:
        """Runs of three words outside quotation marks."""
        return runs(self.narration, 3) if self.speech else self.threes

    @cached_property
    def spoken_threes(self) -> frozenset[int]:
        """Runs of three quoted words."""
        return runs(self.speech, 3)

    # sentences --------------------------------------------------------------------------------------------------

    @cached_property
    def statements(self) -> list[Statement]:
        """The sentences of the body that are long enough to be told again."""
        kept = set(self.body)
        starts = self.body_words[1]
        found: list[Statement] = []
        for start, end, block in self.article.sentences:
            if block in kept:
                first, last = bisect_left(starts, start), bisect_left(starts, end)
                if last - first >= SENTENCE_FLOOR:
                    found.append(Statement(start, end, first, last, block))
        return found

    @cached_property
    def statement_words(self) -> list[str]:
        """Each statement in letters."""
        letters = self.letters
        return [letters[s.first : s.last] for s in self.statements]

    @cached_property
    def statement_keys(self) -> list[list[int]]:
        """Each statement's telling stems, ascending."""
        return [sorted(_GRAMMAR.union(self._codes[s.first : s.last]))[1:] for s in self.statements]

    @cached_property
    def telling(self) -> dict[int, list[int]]:
        """By telling stem the statements that have it."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, keys in enumerate(self.statement_keys):
            for key in keys:
                found[key].append(index)
        return found

    def tokens(self, statement: Statement) -> list[Token]:
        """A statement's tokens for comparing word by word; kept, since several versions ask."""
        found = self._tokens.get(statement.start)
        if found is None:
            piece = self.article.prose[statement.start : statement.end]
            found = self._tokens[statement.start] = self.lexicon.tokens(piece, statement.start)
        return found

    def told(self, statement: Statement) -> list[Token]:
        """A statement's tokens that do not stand between quotation marks."""
        found = self._told.get(statement.start)
        if found is None:
            first = max(0, bisect_right(self.marks, statement.start, key=lambda mark: mark[0]) - 1)
            last = bisect_right(self.marks, statement.end, key=lambda mark: mark[0])
            marks = [mark for mark in self.marks[first:last] if mark[1] > statement.start]
            found = self.tokens(statement)
            if marks:
                found = [t for t in found if not any(s <= t.start < e for s, e, _ in marks)]
            self._told[statement.start] = found
        return found

    @cached_property
    def _told(self) -> dict[int, list[Token]]:
        return {}

    @cached_property
    def _tokens(self) -> dict[int, list[Token]]:
        return {}

    @cached_property
    def numbers(self) -> dict[int, frozenset[float]]:
        """By index the numbers of the statements that have any, read with what they hang on: the words around."""
        prose, starts = self.article.prose, self.body_words[1]
        at = list(compress(count(), self._counts))
        found: dict[int, frozenset[float]] = {}
        for index, s in enumerate(self.statements):
            if mine := at[bisect_left(at, s.first) : bisect_left(at, s.last)]:
                around = figures(mine, s, starts)
                found[index] = frozenset[float]().union(*[self.lexicon.values[prose[i:j]] for i, j in around])
        return found

    @cached_property
    def values(self) -> frozenset[float]:
        """Every number of the statements that count something."""
        return frozenset[float]().union(*[self.numbers[i] for i in self.counting])

    @cached_property
    def _counts(self) -> bytes:
        return bytes(map(self.lexicon.counts.__getitem__, self.body_words[0]))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Words of the body that are printed with a capital anywhere."""
        texts, _, printed = self.body_words
        return frozenset(compress(texts, map(ne, texts, printed)))

    @cached_property
    def hints(self) -> Hints:
        """What the statements may be compared for."""
        return Hints(self)

    @cached_property
    def counting(self) -> list[int]:
        """Indices of the statements that have a number, in digits or in letters."""
        counts, statements = self._counts, self.statements
        return [i for i in self.numbers if counts.find(COUNTS, statements[i].first, statements[i].last) >= 0]

    def span(self, start: int, end: int) -> Span:
        """The span in the article's text of characters of its prose."""
        return self.article.span(start, end)

    @cached_property
    def reasons(self) -> list[int]:
        """Indices of the statements that say why a source is not named."""
        phrases = self.lexicon.anonymity_reasons
        prose = self.article.prose
        whole = prose.casefold()
        phrases = tuple([phrase for phrase in phrases if phrase in whole])
        if not phrases:
            return []
        texts = [prose[s.start : s.end].casefold() for s in self.statements]
        return [index for index, text in enumerate(texts) if any(phrase in text for phrase in phrases)]

    # quotes -----------------------------------------------------------------------------------------------------

    @cached_property
    def marks(self) -> list[tuple[int, int, Quote]]:
        """The pieces between quotation marks, in order: their characters in the prose and the quote they belong to."""
        article = self.article
        found = []
        for quote in sorted(self.card.quotes, key=lambda q: (q.start, q.end)):
            if quote.kind == "indirect":
                continue
            start, end = prose_offset(article, quote.start), prose_offset(article, quote.end)
            found += [(first, last, quote) for first, last in marked(article.prose, start, end)]
        taken = [(first, last) for first, last, _ in found]
        for first, last in doubly_marked(article.prose, self._stretches):
            at = bisect_right(taken, (first, last))
            if (at == 0 or taken[at - 1][1] <= first) and (at == len(taken) or taken[at][0] >= last):
                text = article.span(first, last)
                found.append((first, last, Quote(text.start, text.end, text.exact, "direct")))
        return sorted(found, key=lambda mark: mark[:2])

    @cached_property
    def sayings(self) -> list[Saying]:
        """What stands between quotation marks, in order, with its tokens."""
        found = []
        for start, end, quote in self.marks:
            tokens = self.lexicon.tokens(self.article.prose[start:end], start)
            if tokens:
                found.append(Saying(start, end, quote, tuple(tokens)))
        return found

    @cached_property
    def plain_marks(self) -> list[tuple[int, int]]:
        """What stands between quotation marks in the body, in order, by the marks alone: places in the prose."""
        return all_marked(self.article.prose, self._stretches)

    @property
    def _stretches(self) -> list[tuple[int, int]]:
        blocks = tuple(self.article.blocks)
        return [(blocks[i].prose_start, blocks[i].prose_end) for i in self.body]

    # facts ------------------------------------------------------------------------------------------------------

    @cached_property
    def _capitals(self) -> set[str]:
        """Words printed with a capital inside sentences."""
        prose = self.article.prose
        texts, starts, printed = self.body_words
        found = set()
        for i in compress(count(), map(ne, texts, printed)):  # the few that are not printed in lower case
            word = texts[i]
            at = starts[i]
            if (
                len(word) > 2
                and word not in found
                and prose[at - 1] in _JOINS
                and prose[at - 2] not in _STOPS
                and printed[i][0].isupper()
            ):
                found.add(word)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Words printed with a capital inside sentences: names of people, places and bodies, as compared; no dates."""
        return frozenset(map(self.lexicon.forms.__getitem__, self._capitals)) - self.lexicon.calendar

    @cached_property
    def facts(self) -> frozenset[int]:
        """Names, and numbers in digits that say something (two digits and more), each as a number."""
        forms, calendar = self.lexicon.forms, self.lexicon.calendar
        telling = [word for word in self._capitals if forms[word] not in calendar]
        telling += [w for w in compress(self.body_words[0], self._counts) if w[0].isdigit() and len(w) > 1]
        return frozenset(map(self.lexicon.numbers_of.__getitem__, telling))
