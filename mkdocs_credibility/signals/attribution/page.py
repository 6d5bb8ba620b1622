"""The article laid out for reading speech: words, the quotations among them, and the sentences that belong together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article, Sentence
from mkdocs_credibility.signals.attribution import quotes
from mkdocs_credibility.signals.attribution.lexicon import Lexicon

_SILENT: Final = frozenset(("heading", "caption", "table-cell"))
"""Blocks in which nobody speaks."""
_BREAK: Final = re.compile(r"[,;:()\[\]“”„\"«»?!|]|--|''|\s[–—-]\s|—|\.\.\.|…|\n")
_NOON: Final = re.compile(r"\b[ap]\.m$")
_STOP: Final = re.compile(r"\. (?=[“\"«„‘»]?[^\W\d_a-zà-ÿ])")


Phrase = tuple[int, int]
"""Word indices, the last excluded."""


class Unit(NamedTuple):
    """Sentences that one quotation holds together: characters of the prose, words, and the quotations inside."""

    start: int
    end: int
    first: int
    last: int
    block: int
    marks: tuple[int, ...]


class Page:
    """An article's words with what stands between them.

    `inside[k]` is 1 + the index of the quotation that word k stands in, or 0; `gaps[k]` is what stands before word k,
    `broken[k]` whether that is punctuation; `credits` are the places of credits in the article's text.
    """

    def __init__(self, article: Article, lex: Lexicon, printed: Sequence[tuple[int, int]] = ()) -> None:
        self.article = article
        self.credits = [(self._in_prose(article, first), self._in_prose(article, last)) for first, last in printed]
        self.lex = lex
        self.prose = article.prose
        self.words = article.words
        low, starts, ends = zip(*self.words, strict=True) if self.words else ((), (), ())
        self.low: tuple[str, ...] = low
        self.starts: tuple[int, ...] = starts
        prose = self.prose
        self.gaps = ["\n"]
        self.gaps += [prose[a:b] for a, b in zip(ends, starts[1:], strict=False)]
        self.gaps.append("\n")
        self.broken = [len(gap) > 1 and _BREAK.search(gap) is not None for gap in self.gaps]
        self.capital = [prose[start].isupper() for start in starts]
        self.triggers = [k for k, word in enumerate(low) if word in lex.triggers]
        self.marks = quotes.find(self.prose, article.blocks, article.sentences)
        self.found = self._phrases()
        self.inside = [0] * len(self.words)
        for i, mark in enumerate(self.marks):
            for k in range(bisect_left(self.starts, mark.start), bisect_left(self.starts, mark.end)):
                self.inside[k] = i + 1
        self.units = self._units()

    def word_at(self, offset: int) -> int:
        """Index of the first word that starts at or after a character of the prose."""
        return bisect_left(self.starts, offset)

    def gap(self, k: int) -> str:
        """What stands between word k - 1 and word k."""
        return self.gaps[k]

    def find(self, name: str) -> Iterator[Phrase]:
        """Where the phrases of a list stand outside quotations, as words (the last excluded)."""
        return (phrase for phrase in self.found.get(name, ()) if not self.inside[phrase[0]])

    def _phrases(self) -> dict[str, list[Phrase]]:
        """Every phrase of the lexicon on the page, by the name of its list: one pass for all of them."""
        low, starters = self.low, self.lex.starters
        found: dict[str, list[Phrase]] = {}
        for k in self.triggers:
            for name, phrases in starters.get(low[k], ()):
                for phrase in phrases:
                    if low[k : k + len(phrase)] == phrase:
                        found.setdefault(name, []).append((k, k + len(phrase)))
                        break
        return found

    @staticmethod
    def _in_prose(article: Article, offset: int) -> int:
        """The place in the prose of a character of the text."""
        pairs = article.prose_offsets
        if not pairs:
            return offset
        i = max(0, bisect_right(pairs, offset, key=lambda pair: pair[1]) - 1)
        at = pairs[i][0] + max(0, offset - pairs[i][1])
        return min(at, pairs[i + 1][0]) if i + 1 < len(pairs) else at

    def titled(self, i: int) -> bool:
        """Whether the words of quotation i are capitalised like a title's."""
        mark = self.marks[i]
        first, last = self.word_at(mark.start), self.word_at(mark.end)
        small = self.lex["small"]
        return last - first <= 14 and all(
            not self.prose[self.words[k].start].islower() or self.low[k] in small for k in range(first, last)
        )

    def text(self, first: int, last: int) -> str:
        """Words from `first` up to and without `last` as printed, with what stands between them."""
        return self.prose[self.words[first].start : self.words[last - 1].end] if last > first else ""

    def _behind_credit(self, start: int, end: int) -> int:
        """Where a sentence begins behind a dateline; its end when it is a credit altogether."""
        for first, last in self.credits:
            if first >= end:
                break
            if 2 * (min(last, end) - max(first, start)) > end - start:
                return end
            if first <= start < last:
                behind = self.word_at(last)
                return self.starts[behind] if behind < len(self.starts) else end
        return start

    def _sentences(self) -> list[Sentence]:
        """The article's sentences, cut where the splitter took a full stop for an abbreviation's."""
        found: list[Sentence] = []
        stops = iter([m.start() for m in _STOP.finditer(self.prose) if self._ends_sentence(m.start())])
        stop = next(stops, None)
        for sentence in self.article.sentences:
            start = sentence.start
            while stop is not None and stop + 2 < sentence.end:
                if stop > start:
                    found.append(Sentence(start, stop + 1, sentence.block))
                    start = stop + 2
                stop = next(stops, None)
            found.append(Sentence(start, sentence.end, sentence.block))
        return found

    def _ends_sentence(self, stop: int) -> bool:
        """Whether the full stop at a place ends a word of three letters or more that is no listed abbreviation."""
        word = self.prose[max(0, stop - 20) : stop].rpartition(" ")[2]
        if not word.isalpha():
            if _NOON.search(word) is None:
                return False
            following = self.low[self.word_at(stop)] if self.word_at(stop) < len(self.low) else ""
            lex = self.lex
            return following in lex["roles"] or following in lex.pronoun or following in lex["honorifics"]
        if len(word) == 2:  # "no.", "it.": a word of the language, not the "no." of a number
            return word.islower() and (word in self.lex.small_words or word in self.lex.pronoun)
        return len(word) >= 3 and word.lower() not in self.lex["abbreviations"]

    def _units(self) -> list[Unit]:
        units: list[Unit] = []
        sentences = self._sentences()
        mark_starts = [m.start for m in self.marks]
        start = -1
        for i, sentence in enumerate(sentences):
            if start < 0:
                start = sentence.start
            following = sentences[i + 1] if i + 1 < len(sentences) else None
            if following is not None and following.block == sentence.block:
                m = bisect_right(mark_starts, sentence.end - 1) - 1
                if m >= 0 and self.marks[m].end > following.start:
                    continue
                if self.prose[following.start].islower() and self.prose[sentence.end - 1] in '”"’»“?!':
                    continue
            start = self._behind_credit(start, sentence.end)
            if start >= sentence.end or self.article.blocks[sentence.block].kind in _SILENT:
                start = -1
                continue
            first, last = self.word_at(start), self.word_at(sentence.end)
            inner = tuple(range(bisect_left(mark_starts, start), bisect_left(mark_starts, sentence.end)))
            units.append(Unit(start, sentence.end, first, last, sentence.block, inner))
            start = -1
        return units
