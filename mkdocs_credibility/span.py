"""A place in a text, with the words that stand there."""

from __future__ import annotations

from typing import Final

CONTEXT: Final = 32
"""Characters of context on each side of a span, as W3C TextQuoteSelector's prefix and suffix."""


class Span:
    """A place in `Article.text`: `article.text[start:end] == exact`.

    `line` is the line of the source (1-based; for HTML the line of the page's source), `prefix` and `suffix` are the 32
    characters before and behind it.  Nobody changes a span once it is made.
    """

    __slots__ = ("_words", "end", "line", "start")
    __match_args__ = ("start", "end", "exact", "prefix", "suffix", "line")

    start: int
    end: int
    line: int | None
    _words: str | tuple[str, str, str]
    # The words, or the whole text that they are cut out of when asked for: an article has some twenty spans, of which
    # most are never printed, and their words would weigh more than all its quotes and findings.

    def __init__(
        self, start: int, end: int, exact: str, prefix: str = "", suffix: str = "", line: int | None = None
    ) -> None:
        """A span that brings its own words."""
        self.start, self.end, self.line = start, end, line
        self._words = (exact, prefix, suffix)

    @classmethod
    def within(cls, text: str, start: int, end: int, line: int | None = None) -> Span:
        """The span of the characters from `start` up to and without `end` of a text."""
        span = cls.__new__(cls)
        span.start, span.end, span.line = start, end, line
        span._words = text  # noqa: SLF001  # its own
        return span

    @property
    def exact(self) -> str:
        """The words themselves."""
        words = self._words
        return words[self.start : self.end] if isinstance(words, str) else words[0]

    @property
    def prefix(self) -> str:
        """What stands before them."""
        words = self._words
        return words[max(0, self.start - CONTEXT) : self.start] if isinstance(words, str) else words[1]

    @property
    def suffix(self) -> str:
        """What stands behind them."""
        words = self._words
        return words[self.end : self.end + CONTEXT] if isinstance(words, str) else words[2]

    def is_of(self, text: str) -> bool:
        """Whether its words are those that stand at its place in a text."""
        return self._words is text or self == Span.within(text, self.start, self.end, self.line)

    @property
    def _all(self) -> tuple[int, int, str, str, str, int | None]:
        return self.start, self.end, self.exact, self.prefix, self.suffix, self.line

    def __eq__(self, other: object) -> bool:
        return self._all == other._all if isinstance(other, Span) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.exact))

    def __repr__(self) -> str:
        return f"Span({', '.join(map(repr, self._all))})"

    def __reduce__(self) -> tuple[type[Span], tuple[int, int, str, str, str, int | None]]:
        return Span, self._all  # without the text around it
