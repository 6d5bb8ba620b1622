"""What a comparison reads of one article, made once and kept with its card."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from copy import copy
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary
from zlib import crc32

from mkdocs_credibility.article import Article, Span, Word
from mkdocs_credibility.scorecard import Quote, Scorecard
from mkdocs_credibility.stories.lexicon import Lexicon, Token, lexicon

_BODY: Final = frozenset({"paragraph", "quote", "list-item"})
_OPEN: Final = re.compile('[“"„«‟❝]')
_CLOSE: Final = re.compile('[”"“»❞]')
_MARKED = re.compile(
    r"(?=[“\"«„‘`])(?:“[^“”\n]{1,600}”|\"(?=\S)[^\"\n]{1,600}(?<=\S)\"|«[^«»\n]{1,600}»|„[^„“”\n]{1,600}[“”]"
    r"|‘‘(?:[^’\n]|’(?!’)){1,600}’’|``(?:[^'\n]|'(?!')){1,600}'')"
)
SENTENCE_FLOOR: Final = 3
"""Words a sentence must have to be aligned with another."""


SPOKEN: Final = 5
"""Words of a quote that two articles must share in a row before it leads one to the other."""


class Statement(NamedTuple):
    """A sentence of the body: its characters in the prose, its words (a range of `Profile.words`) and its block."""

    start: int
    end: int
    first: int
    last: int
    block: int


class Saying(NamedTuple):
    """Words between quotation marks: places in the prose (marks left out), the quote they come from, their tokens."""

    start: int
    end: int
    quote: Quote
    tokens: tuple[Token, ...]


class Profile:
    """One article as the comparison sees it: the words of its body without headings, captions and found residue."""

    def __init__(self, card: Scorecard) -> None:
        self.card = copy(card)  # a copy, so that the store below, which is keyed by the card, can forget it
        self.article: Article = card.article
        self.lexicon: Lexicon = lexicon(card.article.language)

    @cached_property
    def agency(self) -> str | None:
        """Who is credited for the text: the agency the card names, or whoever stands in a dateline's brackets."""
        if self.card.agency:
            return self.card.agency
        for credit in self.card.credits:
            if credit.kind == "dateline" and credit.span and f"({credit.name})" in credit.span.exact:
                return credit.name
        return None

    # words ------------------------------------------------------------------------------------------------------

    @cached_property
    def residue(self) -> list[tuple[int, int]]:
        """Characters of the text that boilerplate findings cover, in order."""
        return sorted((s.start, s.end) for f in self.card.findings if f.dimension == "boilerplate" for s in f.spans)

    @cached_property
    def body(self) -> list[int]:
        """Indices of the blocks that carry the story: no headings, captions, table cells, no found residue."""
        kept = []
        for index, block in enumerate(self.article.blocks):
            if block.kind not in _BODY:
                continue
            covered = sum(max(0, min(block.end, e) - max(block.start, s)) for s, e in self.residue)
            if covered * 2 < block.end - block.start:
                kept.append(index)
        return kept

    @cached_property
    def _body_words(self) -> list[Word]:
        words = self.article.words
        if len(self.body) == len(self.article.blocks):
            return list(words)
        starts = [word.start for word in words]
        found: list[Word] = []
        for index in self.body:
            block = self.article.blocks[index]
            found += words[bisect_left(starts, block.prose_start) : bisect_left(starts, block.prose_end)]
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self._body_words]

    @cached_property
    def words(self) -> list[str]:
        """The words of the body in the form that versions are compared in."""
        forms = self.lexicon.forms
        return [forms[w[0]] for w in self._body_words]

    @cached_property
    def quoted(self) -> list[bool]:
        """Of each word whether it stands between quotation marks."""
        starts = self._starts
        flags = [False] * len(starts)
        for start, end, _ in self.marks:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            flags[first:last] = [True] * (last - first)
        return flags

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the body."""
        return frozenset(self.words)

    @cached_property
    def narration(self) -> list[str]:
        """The words outside quotation marks."""
        return [w for w, q in zip(self.words, self.quoted, strict=True) if not q]

    @cached_property
    def _codes(self) -> list[int]:
        codes = self.lexicon.codes
        return [codes[w[0]] for w in self._body_words]

    @cached_property
    def pairs(self) -> frozenset[int]:
        """Neighbouring stems of the whole body, as numbers that are the same on any machine."""
        return _pairs([c for c in self._codes if c])

    @cached_property
    def narration_pairs(self) -> frozenset[int]:
        """Neighbouring stems outside quotation marks."""
        return _pairs([c for c, q in zip(self._codes, self.quoted, strict=True) if c and not q])

    @cached_property
    def spoken(self) -> frozenset[int]:
        """Runs of `SPOKEN` quoted words, as numbers that are the same on any machine."""
        words = [w for w, q in zip(self.words, self.quoted, strict=True) if q]
        runs = zip(*(words[i:] for i in range(SPOKEN)), strict=False)
        return frozenset([crc32(("“" + " ".join(run)).encode()) for run in runs])

    def grams(self, size: int, *, quoted: bool | None = None) -> frozenset[tuple[str, ...]]:
        """Runs of `size` words: of the whole body, or only of what is quoted, or only of what is not."""
        if quoted is None:
            words = self.words
        elif quoted:
            words = [w for w, q in zip(self.words, self.quoted, strict=True) if q]
        else:
            words = self.narration
        return frozenset(zip(*(words[i:] for i in range(size)), strict=False))

    @cached_property
    def fives(self) -> frozenset[tuple[str, ...]]:
        """Runs of five words of the body."""
        return self.grams(5)

    # sentences --------------------------------------------------------------------------------------------------

    @cached_property
    def statements(self) -> list[Statement]:
        """The sentences of the body that are long enough to be told again."""
        kept = set(self.body)
        starts = self._starts
        found: list[Statement] = []
        for start, end, block in self.article.sentences:
            if block in kept:
                first, last = bisect_left(starts, start), bisect_left(starts, end)
                if last - first >= SENTENCE_FLOOR:
                    found.append(Statement(start, end, first, last, block))
        return found

    @cached_property
    def statement_words(self) -> list[list[str]]:
        """Each statement's words."""
        return [self.words[s.first : s.last] for s in self.statements]

    @cached_property
    def statement_keys(self) -> list[frozenset[str]]:
        """Each statement's telling stems."""
        keys = self.lexicon.keys
        words = self._body_words
        return [frozenset([k for w in words[s.first : s.last] if (k := keys[w[0]])]) for s in self.statements]

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
            marks = self.marks[first:last]
            found = [t for t in self.tokens(statement) if not any(s <= t.start < e for s, e, _ in marks)]
            self._told[statement.start] = found
        return found

    @cached_property
    def _told(self) -> dict[int, list[Token]]:
        return {}

    @cached_property
    def _tokens(self) -> dict[int, list[Token]]:
        return {}

    @cached_property
    def facts(self) -> frozenset[str]:
        """Names and figures."""
        return self.names | self.figures

    @cached_property
    def values(self) -> frozenset[float]:
        """Every number of the statements."""
        return frozenset(t.value for s in self.statements for t in self.tokens(s) if t.value is not None)

    def span(self, start: int, end: int) -> Span:
        """The span in the article's text of characters of its prose."""
        return self.article.span(start, end)

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
        for first, last in self._other_marks():
            at = bisect_right(taken, (first, last))
            if (at == 0 or taken[at - 1][1] <= first) and (at == len(taken) or taken[at][0] >= last):
                text = article.span(first, last)
                found.append((first, last, Quote(text.start, text.end, text.exact, "direct")))
        return sorted(found, key=lambda mark: mark[:2])

    def _other_marks(self) -> Iterator[tuple[int, int]]:
        """Whatever else stands between quotation marks in the body: labels, titles, words of unclear origin.  A version
        that alters them alters what it shows as quoted."""
        prose = self.article.prose
        for index in self.body:
            block = self.article.blocks[index]
            even = prose.count('"', block.prose_start, block.prose_end) % 2 == 0
            for match in _MARKED.finditer(prose, block.prose_start, block.prose_end):
                if match.group()[0] == '"' and not even:  # one is missing: which ones belong together is a guess
                    continue
                width = 2 if match.group()[0] in "‘`" else 1
                yield match.start() + width, match.end() - width

    @cached_property
    def sayings(self) -> list[Saying]:
        """What stands between quotation marks, in order, with its tokens."""
        found = []
        for start, end, quote in self.marks:
            tokens = self.lexicon.tokens(self.article.prose[start:end], start)
            if tokens:
                found.append(Saying(start, end, quote, tuple(tokens)))
        return found

    # facts ------------------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> frozenset[str]:
        """Words printed with a capital inside sentences: names of people, places and bodies, as compared; no dates."""
        prose = self.article.prose
        found: set[str] = set()
        forms, words = self.words, self._body_words
        for statement in self.statements:
            for i in range(statement.first + 1, statement.last):
                if prose[words[i][1]].isupper() and len(forms[i]) > 2:
                    found.add(forms[i])
        return frozenset(found - self.lexicon.calendar)

    @cached_property
    def figures(self) -> frozenset[str]:
        """Numbers in digits that say something: two digits and more."""
        return frozenset(w for w in self.words if len(w) > 1 and w[0].isdigit())


def marked(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces between quotation marks of a quote's characters; all of it when it has no marks."""
    at = start
    found = False
    while opening := _OPEN.search(prose, at, end):
        closing = _CLOSE.search(prose, opening.end(), end)
        last = closing.start() if closing else end
        if last > opening.end():
            found = True
            yield opening.end(), last
        at = last + 1
    if not found:
        yield start, end


def prose_offset(article: Article, offset: int) -> int:
    """The place in the prose of a character of the text: the inverse of `Article.offset`."""
    if not article.prose_offsets:
        return offset
    low, high = 0, len(article.prose)
    while low < high:
        middle = (low + high) // 2
        if article.offset(middle) < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _pairs(codes: list[int]) -> frozenset[int]:
    return frozenset([(a * 1_000_003 ^ b) & 0xFFFFFFFF for a, b in pairwise(codes)])


_profiles: WeakKeyDictionary[Scorecard, Profile] = WeakKeyDictionary()


def profile(card: Scorecard) -> Profile:
    """The card's profile, made at the first call and forgotten with the card."""
    found = _profiles.get(card)
    if found is None:
        found = _profiles[card] = Profile(card)
    return found
