"""The words of an article's body in the forms that versions are compared in, each made when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import Final

from mkdocs_credibility.article import BODY, Article, Block
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.stories.grams import neighbours, runs
from mkdocs_credibility.stories.lexicon import ALPHABET, Lexicon, lexicon
from mkdocs_credibility.stories.marks import all_marked
from mkdocs_credibility.stories.pieces import agency_of

SPOKEN: Final = 5
"""Words of a quote that two articles must share in a row before it leads one to the other."""


class Body:
    """The words of an article's body, without headings, captions and found residue.

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

    @cached_property
    def agency(self) -> str | None:
        """Who is credited for the text."""
        return agency_of(self.card)

    # words ------------------------------------------------------------------------------------------------------

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The article's blocks, which it may hold as plain numbers."""
        return tuple(self.article.blocks)

    @cached_property
    def residue(self) -> list[tuple[int, int]]:
        """Characters of the text that boilerplate findings cover, in order."""
        return sorted((s.start, s.end) for f in self.card.findings if f.dimension == "boilerplate" for s in f.spans)

    @cached_property
    def body(self) -> list[int]:
        """Indices of the blocks that carry the story: no headings, captions, table cells, no found residue."""
        running = [(index, block) for index, block in enumerate(self.blocks) if block.kind in BODY]
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
        if len(self.body) == len(self.blocks):
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
    def plain_marks(self) -> list[tuple[int, int]]:
        """What stands between quotation marks in the body, in order, by the marks alone: places in the prose."""
        return all_marked(self.article.prose, self._stretches)

    @cached_property
    def _stretches(self) -> list[tuple[int, int]]:
        return [(self.blocks[i].prose_start, self.blocks[i].prose_end) for i in self.body]

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
