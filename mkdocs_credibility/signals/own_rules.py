"""A site's own rules: phrases of its authors found in an article.

Phrases are plain text, not regular expressions: what many people write into a file must not be able to make a build
slow, and a tree of words finds any number of phrases in one walk over the article's words, at a cost that depends on
neither how many they are nor what they say.  It also keeps a phrase to whole words without anyone having to say so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from mkdocs_credibility.article import Article, Block, Word
from mkdocs_credibility.rules.own import OwnRule, OwnRules
from mkdocs_credibility.scorecard import Scorecard
from mkdocs_credibility.signals.attribution import quotes

SHOWN: Final = 20
"""Places of one phrase in one article that a finding shows."""

_LEVEL: Final = str.maketrans("“”„‟«»‘’‚‛‹›\t\n\r\u00a0\u202f\u2009", "\"\"\"\"\"\"''''''      ")
"""One character for one, so that places stay; `Article.words` levels apostrophes alike."""

_ADDRESS: Final = re.compile(r"://|@|\bwww\.|[^\W_]\.[a-z]{2}")
"""A sign that what stands between two spaces is a web or mail address, a handle or a file's name."""

_HERE: Final = ""
"""Key of a node of the tree under which the phrases are that end there; no word is empty."""


class Phrase(NamedTuple):
    """A phrase of the rule with number `entry`: its text between the first and the last word as it is compared, the
    signs before and behind, and whether it makes others right (`unless`)."""

    entry: int
    text: str
    inner: str
    lead: str
    trail: str
    unless: bool


class Hit(NamedTuple):
    """Where a phrase stands: characters of the prose."""

    start: int
    end: int
    phrase: Phrase


class Spans:
    """Stretches of the prose, asked for by place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def hold(self, start: int, end: int) -> bool:
        """Whether one of the stretches holds all of this one."""
        i = bisect_right(self.starts, start) - 1
        return i >= 0 and end <= self.ends[i]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the stretches shares a character with this one."""
        i = bisect_right(self.starts, end - 1) - 1
        return i >= 0 and start < self.ends[i]


def examine(card: Scorecard) -> None:
    """Add what the site's own rules find: one finding for each phrase that stands in the article."""
    entries = card.options.rules.entries
    if not entries:
        return
    page = _Page(card.article)
    by_entry: dict[int, list[Hit]] = {}
    for hit in page.hits(_tree(card.options.rules), entries):
        by_entry.setdefault(hit.phrase.entry, []).append(hit)
    for n in sorted(by_entry):
        entry = entries[n]
        if entry.languages and card.article.language not in entry.languages:
            continue
        found: dict[str, list[Hit]] = {}
        for hit in _kept(page, entry, by_entry[n]):
            found.setdefault(hit.phrase.text, []).append(hit)
        for text, hits in found.items():
            spans = [card.article.span(hit.start, hit.end) for hit in hits[:SHOWN]]
            card.add(entry.rule, spans, phrase=text)


def _kept(page: _Page, entry: OwnRule, hits: list[Hit]) -> Iterator[Hit]:
    """The hits of a rule that count, the longest where several begin, none twice over the same words."""
    right = Spans((hit.start, hit.end) for hit in hits if hit.phrase.unless)
    last = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.phrase.unless or hit.start < last or right.touch(hit.start, hit.end):
            continue
        if not entry.in_quotes and page.quoted.hold(hit.start, hit.end):
            continue
        if page.in_address(hit):
            continue
        last = hit.end
        yield hit


@lru_cache(maxsize=4)  # by identity: the rules of one build are never taken for those of another
def _tree(own: OwnRules) -> dict[str, Any]:
    """All phrases word by word: a node leads from a word to the next node."""
    root: dict[str, Any] = {}
    for n, entry in enumerate(own.entries):
        for text, unless in (*((p, False) for p in entry.phrases), *((p, True) for p in entry.unless)):
            plain = " ".join(text.split())
            words = _words(plain)
            if not words:
                continue
            first, last = words[0].start, words[-1].end
            inner = _level(plain[first:last], case=entry.case)
            lead, trail = plain[:first].translate(_LEVEL), plain[last:].translate(_LEVEL)
            node = root
            for word in words:
                node = node.setdefault(word.text, {})
            node.setdefault(_HERE, []).append(Phrase(n, text, inner, lead, trail, unless))
    return root


def _words(text: str) -> tuple[Word, ...]:
    """The words of a phrase, cut as those of articles are."""
    return Article(text, (Block("paragraph", 0, len(text), 0, len(text)),)).words


def _level(text: str, *, case: bool) -> str:
    """Text as it is compared: straight quotation marks, single spaces, and lower case unless capitals count."""
    text = " ".join(text.translate(_LEVEL).split())
    return text if case else text.lower()


class _Page:
    """An article laid out for the search; what only a hit needs is made when the first is there."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.prose = article.prose
        self.words = article.words

    @cached_property
    def block_starts(self) -> list[int]:
        return [block.prose_start for block in self.article.blocks]

    @cached_property
    def quoted(self) -> Spans:
        """Everything in quotation marks, and the blocks that are quotations: words that are not the article's own."""
        article = self.article
        marks = quotes.find(self.prose, article.blocks, article.sentences)
        blocks = ((b.prose_start, b.prose_end) for b in article.blocks if b.kind == "quote")
        return Spans((*((m.start, m.end) for m in marks), *blocks))

    @cached_property
    def addresses(self) -> Spans:
        """Addresses, handles and names of files, from space to space."""
        prose, found, end = self.prose, [], 0
        for sign in _ADDRESS.finditer(prose):
            if sign.start() < end:
                continue
            start = sign.start()
            while start > end and not prose[start - 1].isspace():
                start -= 1
            end = sign.end()
            while end < len(prose) and not prose[end].isspace():
                end += 1
            found.append((start, end))
        return Spans(found)

    def in_address(self, hit: Hit) -> bool:
        """Whether a hit is part of an address, and its phrase is none itself."""
        before, after = self.prose[hit.start - 1 : hit.start], self.prose[hit.end : hit.end + 2]
        if (not before or before.isspace()) and (after[:1].isspace() or not after[1:].strip()):
            return False  # it stands alone, as nearly all do: no need to look for addresses
        return not _ADDRESS.search(hit.phrase.text) and self.addresses.touch(hit.start, hit.end)

    def hits(self, tree: dict[str, Any], entries: tuple[OwnRule, ...]) -> Iterator[Hit]:
        """Every place where a phrase stands as its rule wants it, in the order of the words."""
        words = self.words
        for k in [k for k, word in enumerate(words) if word[0] in tree]:
            node, last = tree[words[k].text], k
            while True:
                for phrase in node.get(_HERE, ()):
                    if hit := self._hit(phrase, entries[phrase.entry], k, last):
                        yield hit
                last += 1
                if last == len(words) or (node := node.get(words[last].text)) is None:
                    break

    def _hit(self, phrase: Phrase, entry: OwnRule, first: int, last: int) -> Hit | None:
        """The phrase whose words are those from `first` to `last`, if the signs between and around agree as well."""
        words, prose = self.words, self.prose
        start, end = words[first].start, words[last].end
        block = self.article.blocks[bisect_right(self.block_starts, start) - 1]
        if entry.where != "anywhere" and not phrase.unless:
            if first and words[first - 1].start >= block.prose_start:
                return None
            if entry.where == "line" and last + 1 < len(words) and words[last + 1].end <= block.prose_end:
                return None
        if _level(prose[start:end], case=entry.case) != phrase.inner:
            return None
        from_, to = start - len(phrase.lead), end + len(phrase.trail)
        if from_ < block.prose_start or to > block.prose_end:
            return None
        if prose[from_:start].translate(_LEVEL) != phrase.lead or prose[end:to].translate(_LEVEL) != phrase.trail:
            return None
        return Hit(from_, to, phrase)
