"""What a comparison reads of one article, each part made when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import compress, count
from operator import ne
from typing import Final

from mkdocs_credibility.scorecard import Quote
from mkdocs_credibility.span import Span
from mkdocs_credibility.stories.body import Body
from mkdocs_credibility.stories.lexicon import COUNTS, Token
from mkdocs_credibility.stories.marks import doubly_marked, marked
from mkdocs_credibility.stories.pieces import Saying, Statement, figures, prose_offset
from mkdocs_credibility.stories.suspects import Hints

_GRAMMAR: Final = frozenset({0})
_JOINS: Final = frozenset(" \u00a0\u202f(-–—/")
_STOPS: Final = frozenset('.!?:;…\n”"»“„«‘')
"""What stands directly before a name inside a sentence, and what before that ends a sentence or opens a quote: the
capital after it says nothing."""
ENDS: Final = 3
"""Blocks at the beginning and at the end of an article among which it says whose text it is."""
_LEAD: Final = " \t([*_–—-"
SENTENCE_FLOOR: Final = 3
"""Words a sentence must have to be aligned with another."""


class Profile(Body):
    """One article as the comparison sees it: its words, sentences, quotes and facts."""

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

    # ends -------------------------------------------------------------------------------------------------------

    @cached_property
    def ends(self) -> list[str]:
        """The blocks among which the article says whose it is, without headings and captions."""
        blocks = [b for b in self.blocks if b.kind not in ("caption", "table-cell", "heading")]
        places = {b.prose_start: b.prose_end for b in (*blocks[:ENDS], *blocks[-ENDS:])}
        return [self.article.prose[start:end] for start, end in places.items()]

    def opening(self, phrases: tuple[str, ...]) -> list[str]:
        """Those of them that open with one of the phrases."""
        if not phrases:
            return []
        return [text for text, begun in zip(self.ends, self._begun, strict=True) if begun.startswith(phrases)]

    @cached_property
    def _begun(self) -> list[str]:
        return [text.lstrip(_LEAD).casefold().replace("’", "'") for text in self.ends]

    @cached_property
    def is_release(self) -> bool:
        """Whether the text says that it is a press release, or whom the press may ask about it."""
        return bool(self.opening(self.lexicon.release))

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
