"""The article laid out for reading speech: words, the quotations among them, and the sentences that belong together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import compress, pairwise
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


_unit: Final = partial(tuple.__new__, Unit)
"""A third of what Unit(...) takes."""


class _Breaks(dict[str, int]):
    """Whether what stands between two words is punctuation, looked up once for each short piece of text."""

    def __missing__(self, gap: str) -> int:
        found = 0 if len(gap) < 2 or _BREAK.search(gap) is None else COMMA if "," in gap else 1
        if len(gap) <= _SHORT_GAP:  # the rest is as good as unique: what is kept must not grow with what is read
            self[gap] = found
        return found


COMMA: Final = 2
"""What `Page.broken` says of punctuation with a comma in it."""
_SHORT_GAP: Final = 4
"""Characters between words up to which what was found of them is kept."""
_NO_SENTENCE: Final = Sentence(0, 0, -1)
_BREAKS: Final = _Breaks()


class Page:
    """An article's words with what stands between them.

    `inside[k]` is 1 + the index of the quotation that word k stands in, or 0.  `gaps[k]` is what stands before
    word k (a line break before the first and behind the last), `broken[k]` is 1 when punctuation stands
    before word k, COMMA when a comma does, else 0; `breaks` lists those words.  `capital[k]` says whether the word
    begins with a capital, `capitals` lists those that do; `cues` are the words that may be reporting verbs; `credits`
    are the places of credits.
    """

    def __init__(self, article: Article, lex: Lexicon, credited: Sequence[tuple[int, int]] = ()) -> None:
        self.article = article
        self.credits = [(self._in_prose(article, first), self._in_prose(article, last)) for first, last in credited]
        self.lex = lex
        self.prose = prose = article.prose
        words = article.tokens
        self.low = low = tuple(words.texts)
        self.starts, self.ends = starts, _ = words.starts, words.ends
        self.gaps = ["\n", *words.gaps, "\n"]
        # These look at every word: what can be asked of all at once is, and no word is an object of its own.
        self.broken = list(map(_BREAKS.__getitem__, self.gaps))
        self.breaks = list(compress(range(len(low)), self.broken))
        printed = words.printed
        self.capitals = capitals = [k for k in words.changed if printed[k][0].isupper()]
        self.capital = capital = [False] * (len(low) + 2)  # two more, for those who look ahead
        for k in capitals:
            capital[k] = True
        self.marks = quotes.find(prose, article.blocks, article.sentences)
        self._triggers()
        self.inside = inside = [0] * len(low)
        for i, mark in enumerate(self.marks, 1):
            first, last = bisect_left(starts, mark.start), bisect_left(starts, mark.end)
            inside[first:last] = [i] * (last - first)
        self.units = self._units()

    def word_at(self, offset: int) -> int:
        """Index of the first word that starts at or after a character of the prose."""
        return bisect_left(self.starts, offset)

    def find(self, name: str) -> Iterator[Phrase]:
        """Where the phrases of a list stand outside quotations, as words (the last excluded)."""
        return (phrase for phrase in self.found.get(name, ()) if not self.inside[phrase[0]])

    def _triggers(self) -> None:
        """Every word that may report and every phrase of the lexicon on the page, in one pass for all of them."""
        low, cues, anchors = self.low, self.lex.cues, self.lex.anchors
        self.cues: list[int] = []
        self.found: dict[str, list[Phrase]] = {}
        ranks: dict[tuple[str, int], tuple[int, int]] = {}
        for k in compress(range(len(low)), map(self.lex.triggers.__contains__, low)):
            word = low[k]
            if word in cues:
                self.cues.append(k)
            if word in anchors:
                for name, phrase, offset, rank in anchors[word]:
                    first = k - offset
                    if first >= 0 and low[first] == phrase[0] and low[first : first + len(phrase)] == phrase:
                        known = ranks.get((name, first))
                        if known is None or rank < known[0]:  # of several that begin with a word, the first listed
                            ranks[name, first] = rank, first + len(phrase)
        for name, first in sorted(ranks):
            self.found.setdefault(name, []).append((first, ranks[name, first][1]))

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
            not self.prose[self.starts[k]].islower() or self.low[k] in small for k in range(first, last)
        )

    def text(self, first: int, last: int) -> str:
        """Words from `first` up to and without `last` as printed, with what stands between them."""
        return self.prose[self.starts[first] : self.ends[last - 1]] if last > first else ""

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
        sentences = self.article.sentences
        known = {sentence.end - 1 for sentence in sentences}
        stops = [m.start() for m in _STOP.finditer(self.prose)]
        missed = [stop for stop in stops if stop not in known and self._ends_sentence(stop)]
        if not missed:
            return list(sentences)
        found: list[Sentence] = []
        at = 0
        for sentence in sentences:
            start = sentence.start
            while at < len(missed) and missed[at] + 2 < sentence.end:
                stop = missed[at]
                if stop > start:
                    found.append(Sentence(start, stop + 1, sentence.block))
                    start = stop + 2
                at += 1
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

    def _ordinal(self, end: int, following: int) -> bool:
        """Whether a full stop makes an ordinal of the number before it ("am 2. April")."""
        months, prose = self.lex["months"], self.prose
        if not months or not prose[max(0, end - 2) : end - 1].isdigit():
            return False
        word = self.low[self.word_at(following)] if self.word_at(following) < len(self.low) else ""
        return word in months

    def _units(self) -> list[Unit]:
        units: list[Unit] = []
        sentences = self._sentences()
        prose, starts, blocks, marks = self.prose, self.starts, self.article.blocks, self.marks
        mark_starts = [m.start for m in marks]
        silent = [block.kind in _SILENT for block in blocks]
        ordinals = bool(self.lex["months"])
        start = -1
        last = known = 0  # words and quotations before the unit
        credited = max((last for _, last in self.credits), default=0)
        mark, count, reach = (
            0,
            len(marks),
            -1,
        )  # the first quotation behind what has been read, the end of the last in it
        next_mark = mark_starts[0] if marks else len(prose) + 1
        for (begin, end, block), (following, _, behind) in pairwise((*sentences, _NO_SENTENCE)):
            if start < 0:
                start, known = begin, mark
            while next_mark < end:
                reach = marks[mark].end
                mark += 1
                next_mark = mark_starts[mark] if mark < count else len(prose) + 1
            if behind == block and (
                reach > following
                or (ordinals and self._ordinal(end, following))
                or (prose[following].islower() and prose[end - 1] in '”"’»“?!')
            ):
                continue
            if start < credited:
                start = self._behind_credit(start, end)
            if start < end and not silent[block]:
                first = bisect_left(starts, start, last)
                last = bisect_left(starts, end, first)
                inner = tuple(range(bisect_left(mark_starts, start, 0, mark), mark)) if mark > known else ()
                units.append(_unit((start, end, first, last, block, inner)))
            start = -1
        return units

    def work(self, i: int, first: int, *, loose: bool = False) -> bool:
        """Whether a quotation is the title of a work or a programme ("said on 'Morning Talk'")."""
        if not self.titled(i):
            return False
        before = self.low[first - 1] if first else ""
        gap = self.gaps[first]
        if loose and self.prose[self.marks[i].inner_end - 1] in "?!":
            return False
        return (
            before in self.lex["works"]
            or (loose and (before in self.lex["prepositions"] or before.endswith("'s")))
            or not (loose or "," in gap or ":" in gap)
        )
