"""One text with its metadata, and the views of it that every signal shares.

An article has two strings.  `Article.text` is what the reader was given (for HTML: what it took out of the page), and
every span that leaves the package counts its characters.  `Article.prose` is the same text without the markup that
stands between words (Markdown emphasis, links, front matter); the signals read the prose, and `Article.span` leads
back.  For plain text and HTML the two are one string.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar, dataclass_transform, overload

from mkdocs_credibility import language as languages
from mkdocs_credibility import tokens
from mkdocs_credibility.language import lexicon
from mkdocs_credibility.packed import PackedRows, packed
from mkdocs_credibility.span import Span

T = TypeVar("T")
Place = tuple[int, int]
"""Characters of a text: the first and the one after the last."""
BlockKind = Literal["paragraph", "heading", "quote", "list-item", "caption", "table-cell"]
Format = Literal["text", "markdown", "html"]

BODY: Final = frozenset(("paragraph", "quote", "list-item"))
"""Kinds of blocks that are running text."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A class of values that nobody changes, which type checkers hold: a dataclass that is frozen as the program runs
    takes four times as long to make, and an article has a hundred of them."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


@record
class Block:
    """A paragraph, heading, quote, list item, caption or table cell, as `kind` says.

    `start` and `end` count characters of `Article.text`, `prose_start` and `prose_end` those of `Article.prose`.
    `level` is a heading's (1-6) or a list item's depth, else 0.
    """

    kind: BlockKind
    start: int
    end: int
    prose_start: int
    prose_end: int
    level: int = 0


_KINDS: Final[tuple[BlockKind, ...]] = ("paragraph", "heading", "quote", "list-item", "caption", "table-cell")
_NUMBERS: Final = 6


class PackedBlocks(Sequence[Block]):
    """Blocks as plain numbers, a tenth of what they weigh: for articles that wait to be printed, with many others.

    Each `Block` is made when it is asked for.
    """

    __slots__ = ("_numbers",)

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._numbers = packed(
            n for b in blocks for n in (_KINDS.index(b.kind), b.start, b.end, b.prose_start, b.prose_end, b.level)
        )

    def __len__(self) -> int:
        return len(self._numbers) // _NUMBERS

    @property
    def starts(self) -> array[int]:
        """Where each begins in the text."""
        return self._numbers[1::_NUMBERS]

    def __iter__(self) -> Iterator[Block]:
        numbers = iter(self._numbers)
        for kind, *places in zip(*[numbers] * _NUMBERS, strict=True):
            yield Block(_KINDS[kind], *places)

    @overload
    def __getitem__(self, index: int) -> Block: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        at = range(len(self))[index] * _NUMBERS
        kind, *places = self._numbers[at : at + _NUMBERS]
        return Block(_KINDS[kind], *places)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedBlocks | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Declared:
    """A credit that the page's metadata or markup states, before anything was cleaned away.

    `kind`: author, contributor, agency (a `sourceOrganization` or `creditText`), publisher, canonical, based-on.
    `source`: front-matter, json-ld, meta, microdata, rel, class, theme.  `value` is as printed.
    `entity` is "person" or "organization" where the page says so (JSON-LD `@type`, Open Graph), else None.
    `visible` is False for a name in the metadata that the page itself shows nowhere.
    """

    kind: Literal["author", "contributor", "agency", "publisher", "canonical", "based-on"]
    value: str
    source: Literal["front-matter", "json-ld", "meta", "microdata", "rel", "class", "theme"]
    entity: Literal["person", "organization"] | None = None
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Guard:
    """Characters of `Article.text` within which the page's author silences findings, with the reason given.

    `rules`: the ids silenced; empty means all.  `line`: where the guard stands in the source, from 1.  `problem`: what
    is wrong with it, if anything: then it silences nothing.
    """

    start: int
    end: int
    rules: tuple[str, ...]
    reason: str
    line: int
    problem: str | None = None


class Sentence(NamedTuple):
    """A sentence of the prose: its characters and the index of its block."""

    start: int
    end: int
    block: int


class Word(NamedTuple):
    """A word of the prose in lower case with curly apostrophes made straight, and its characters."""

    text: str
    start: int
    end: int


@dataclass(eq=False)
class Article:
    """One text with its metadata; made by the readers, compared by identity.

    `text` is what spans count in, `prose` the same without markup, `blocks` what it consists of, in order.  `metadata`
    is what front matter or the page's head says, `declared` the credits among that, `declared_language` the language;
    `title` is the headline, `site_name` what the site calls itself, `path` and `url` are where the text is from.
    `format` is that of the source, `source` the page itself for HTML, `guards` are the parts where its author silences
    findings.

    `prose_offsets` are the pairs (prose offset, text offset) at which the two strings fall out of step, ascending;
    empty when prose and text are one.  `source_runs` are, for HTML, the triples (text offset, source offset, length)
    of text that stands verbatim in the page's source, ascending: what evidence in place is spliced with.  `line_map`
    are pairs (text offset, line), ascending, for text that was rendered from a source of which someone knows the lines.
    `origin` is a key over all that the article was made from, where its maker knows one; `shared` says that its maker
    holds the source for as long as the article, which then weighs nothing here.
    """

    text: str
    blocks: Sequence[Block] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    format: Format = "text"
    path: str | None = None
    url: str | None = None
    title: str | None = None
    site_name: str | None = None
    declared: tuple[Declared, ...] = ()
    declared_language: str | None = None
    prose: str = field(default_factory=str)  # no attribute of the class: see `__getattr__`
    prose_offsets: Sequence[tuple[int, int]] = ()
    source: str | None = field(default_factory=lambda: None)
    source_runs: Sequence[tuple[int, int, int]] = ()
    line_map: Sequence[tuple[int, int]] = ()
    guards: tuple[Guard, ...] = ()
    origin: bytes | None = None
    shared: bool = False

    def __post_init__(self) -> None:
        if not self.prose_offsets:
            self.prose = self.text

    def __repr__(self) -> str:
        return f"Article({self.path or self.url or self.title or self.text[:40]!r}, {len(self.text)} characters)"

    # places -----------------------------------------------------------------------------------------------------

    def offset(self, prose_offset: int) -> int:
        """The place in `text` of a character of the prose."""
        if not self.prose_offsets:
            return prose_offset
        i = bisect_left(self.prose_offsets, (prose_offset + 1,)) - 1
        if i < 0:
            return 0
        at, text_at = self.prose_offsets[i]
        return text_at + prose_offset - at

    def place(self, start: int, end: int) -> Place:
        """The characters of `text` that the prose from `start` to `end` comes from."""
        if not self.prose_offsets:
            return start, max(start, end)
        first = self.offset(start)
        last = self.offset(end - 1) + 1 if end > start else first
        if self.text[last - 1 : last] == "&" and (m := _ENTITY.match(self.text, last - 1)):
            last = m.end()  # the last character of the prose is written as an entity: quote all of it
        return first, last

    def span(self, start: int, end: int) -> Span:
        """The span of `text` that the prose from `start` to `end` comes from."""
        return self.text_span(*self.place(start, end))

    def text_span(self, start: int, end: int) -> Span:
        """A span from offsets that already count characters of `text`."""
        return Span.within(self.text, start, end, self.line(start))

    def line(self, offset: int) -> int | None:
        """The 1-based line of the source on which a character of `text` stands."""
        if self.line_map:
            i = bisect_left(self.line_map, (offset + 1,)) - 1
            return self.line_map[max(i, 0)][1]
        if self.format != "html":
            return bisect_right(self._line_starts, offset)
        source_offset = self.source_offset(offset)
        return None if source_offset is None else bisect_right(self._line_starts, source_offset)

    def source_offset(self, offset: int) -> int | None:
        """For HTML, the place in the page's source of a character of `text` (of the run before it, if between two)."""
        if not self.source_runs:
            return None
        i = max(0, bisect_left(self.source_runs, (offset + 1,)) - 1)
        at, source_at, length = self.source_runs[i]
        return source_at + max(0, min(offset - at, length))

    @cached_property
    def _line_starts(self) -> list[int]:
        text = self.source if self.source is not None else self.text
        if "\r" in text:
            return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]
        lengths = map(len, text.split("\n")[:-1])
        return [at + breaks for breaks, at in enumerate(accumulate(lengths, initial=0))]

    # views ------------------------------------------------------------------------------------------------------

    @cached_property
    def key(self) -> str:
        """What the article is called in reports: its path, else its URL, else a hash of its text."""
        return self.path or self.url or self.content_hash

    @cached_property
    def content_hash(self) -> str:
        """32 hex digits over the text: the same text has the same hash on any machine."""
        return blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    @cached_property
    def language(self) -> str | None:
        """Primary language subtag: what the page declares, else what its words look like, else None."""
        declared = (self.declared_language or "").replace("_", "-").split("-")[0].lower()
        return declared or languages.detect(self.prose, self.tokens)

    @cached_property
    def tokens(self) -> tokens.Words:
        """Every word of the blocks, in columns: what `words` is made of, for those who read all of them."""
        return tokens.Words(self.prose, self._stretches)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word of the blocks, in order."""
        columns = self.tokens
        new = partial(tuple.__new__, Word)  # a third of what Word(...) takes, and this is every article's longest list
        return tuple(map(new, zip(columns.texts, columns.starts, columns.ends, strict=True)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the blocks once, in lower case."""
        return frozenset(self.tokens.texts)

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """The words of the vocabulary that are not in the English lexicon: names, foreign words, compounds, slips."""
        return lexicon.unlisted(self.vocabulary)

    @cached_property
    def word_count(self) -> int:
        """Words of running text: headings, captions and table cells left out."""
        return sum(last - first for first, last in self.body_words)

    @property
    def body_words(self) -> list[tuple[int, int]]:
        """The words of running text: first word and the one after the last, of each such block."""
        firsts = self.tokens.firsts
        return [(firsts[i], firsts[i + 1]) for i, block in enumerate(self.blocks) if block.kind in BODY]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of every block, in order; no sentence crosses a block."""
        kept = iter(self.__dict__.get("_kept_sentences", ()))
        found = list(zip(kept, kept, kept, strict=True)) or tokens.sentences(self.prose, self._stretches)
        return tuple(map(partial(tuple.__new__, Sentence), found))

    @property
    def _stretches(self) -> list[tuple[int, int]]:
        return [(block.prose_start, block.prose_end) for block in self.blocks]

    def forget(self) -> None:
        """Let go of words and sentences, which are most of what an article weighs; who asks again has them made again.

        For those who have examined an article and will hold it with many others.  Blocks, and where sentences end,
        are kept as plain numbers.
        """
        if isinstance(self.blocks, tuple):
            self.blocks = PackedBlocks(self.blocks)
            self.source_runs, self.line_map = PackedRows(self.source_runs), PackedRows(self.line_map)
            self.prose_offsets = PackedRows(self.prose_offsets) if self.prose_offsets else ()
        if "sentences" in self.__dict__ and "_kept_sentences" not in self.__dict__:
            self.__dict__["_kept_sentences"] = packed(chain.from_iterable(self.sentences))
        self.__dict__["word_count"] = self.word_count  # reports still ask for the number: it outlives the words
        for view in ("tokens", "words", "vocabulary", "unlisted", "sentences", "_line_starts"):
            self.__dict__.pop(view, None)
        self.pack()

    def pack(self) -> Article:
        """The article itself, prose and source held in as few bytes as they take until somebody asks for them.

        With one quotation mark in it a text weighs two bytes a character.  Readers call this before anything else is
        made: what is let go of then makes room for the next article, which is not so among what an examination leaves.
        """
        for name in ("prose",) if self.shared else ("prose", "source"):
            value = self.__dict__.get(name)
            if value is None or value is self.text:
                continue
            if f"_packed_{name}" not in self.__dict__:
                data = value.encode("utf-8", "surrogatepass")
                if len(data) >= value.__sizeof__():
                    continue
                self.__dict__[f"_packed_{name}"] = data
            del self.__dict__[name]
        return self

    def share(self, source: str) -> None:
        """Take for the source one that somebody else holds for as long as the article: it weighs nothing here."""
        self.__dict__.pop("_packed_source", None)
        self.source, self.shared = source, True

    if not TYPE_CHECKING:  # which would take it for an attribute of any name

        def __getattr__(self, name: str) -> str:
            """What was packed, until it is packed again."""
            data = self.__dict__.get(f"_packed_{name}")
            if data is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            value = self.__dict__[name] = data.decode("utf-8", "surrogatepass")
            return value
