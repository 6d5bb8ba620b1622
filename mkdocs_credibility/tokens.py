"""Where the words and sentences of a prose are: found once an article, for every signal.

Both are kept as columns, not as objects: the words of a thousand articles are a million.  What is certain is decided
here, in one pass of a regular expression; where a sentence ends after an abbreviation, a number at a line's start or
an ellipsis is nupunkt's to say, which is asked about that stretch alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, compress, count, pairwise
from operator import ne
from typing import Final

_WORD: Final = re.compile(r"(\w+(?:['’\-‐‑]\w+)*+)")
"""A word where an underscore has become a space: half the time of asking for letters that are no underscore."""

Stretch = tuple[int, int]
"""First character and the one after the last."""


class _InSmall(dict[str, str]):
    """Word as printed -> in lower case with straight apostrophes.

    A word is one string for all articles, and a string that was looked up once is looked up faster.
    """

    def __missing__(self, printed: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        small = printed.lower().replace("’", "'")
        self[printed] = small = self.setdefault(small, small)
        return small


_REMEMBERED: Final = 50_000
"""Words kept, of any article: some ten megabytes."""

_in_small: Final = _InSmall()


class Words:
    """The words of a prose, one column a property; word k is `texts[k]` and stands at `starts[k]` to `ends[k]`.

    `texts` are in lower case with curly apostrophes made straight, `printed` as they stand; `gaps[k]` is what stands
    between word k and word k + 1.  `firsts[b]` is the first word of block b, and one entry more the number of words.
    `whole` says that outside the blocks there is nothing but space.
    """

    __slots__ = ("_changed", "_line", "ends", "firsts", "gaps", "printed", "starts", "texts", "whole")

    def __init__(self, prose: str, blocks: Sequence[Stretch]) -> None:
        """Find the words that stand in the blocks, which are ascending."""
        plain = prose.replace("_", " ")
        self.printed: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.gaps: list[str] = []
        stretches = _stretches(prose, blocks)
        outside = [prose[: stretches[0][0]], prose[stretches[0][1] :]] if len(stretches) == 1 else [prose]
        self.whole = not any(outside) or "".join(outside).isspace()
        for start, end in stretches:
            parts = _WORD.split(plain[start:end])  # what stands between, a word, what stands between, …
            offsets = list(accumulate(map(len, parts), initial=start))
            self.printed += parts[1::2]
            self.starts += offsets[1:-1:2]
            self.ends += offsets[2::2]
            self.gaps = parts[2:-1:2]
        if len(stretches) > 1 or "_" in prose:
            self.gaps = [prose[end:start] for end, start in zip(self.ends, self.starts[1:], strict=False)]
        self.texts = list(map(_in_small.__getitem__, self.printed))
        self._line: str | None = None
        self._changed: list[int] | None = None
        self.firsts = [*(bisect_left(self.starts, start) for start, _ in blocks), len(self.starts)]

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def changed(self) -> list[int]:
        """The words that are printed otherwise than in `texts`: with a capital or a curly apostrophe."""
        if self._changed is None:
            self._changed = list(compress(count(), map(ne, self.printed, self.texts)))
        return self._changed

    @property
    def line(self) -> str:
        """The `texts` with a space between them: what phrases of several words are looked for in."""
        if self._line is None:
            self._line = " ".join(self.texts)
        return self._line


def _stretches(prose: str, blocks: Sequence[Stretch]) -> Sequence[Stretch]:
    """The blocks, or all of them as one where nothing but space stands between: searched at once, they cost less."""
    if not blocks:
        return ()
    last = blocks[0][0]
    for start, end in blocks:
        if start != last and not prose[last:start].isspace():
            return blocks
        last = end
    joined = all(one[1] < two[0] for one, two in pairwise(blocks))
    return ((blocks[0][0], last),) if joined else blocks


# sentences ------------------------------------------------------------------------------------------------------

_CLOSING: Final = r"[\"')\]}”’»*]"
_END: Final = re.compile(
    rf"[.!?…](?:(?P<closed>{_CLOSING}+)\s+(?=[\"“‘'(]?[^\W_])"
    r"|\s+(?=[\"“‘'(]?[^\W_])"
    rf"|(?P<last>{_CLOSING}*\s*\Z)"
    r"|(?=[\s)\";}\]*:@({\[!?”»'’]))"
)
"""A mark that may end a sentence: with its closing marks and space where a word follows or the end, else alone."""

_ENUMERATOR: Final = re.compile(r"[ \t]*\(?(?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,6})\)?\.")
"""What numbers an item at the start of its line: nupunkt looks for it there, so none may come to stand there."""

_PLAIN: Final = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_SHORT: Final = re.compile(r"[^\W\d_]{2,}|[^\W\d_](?:\.[^\W\d_])+")
_FIGURE: Final = re.compile(r"[0-9][0-9,.]*")

_TITLES: Final = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "hon", "rev", "gen", "lt", "col", "capt", "sgt", "gov", "sen", "rep")
)
"""Titles that stand before a name and so end no sentence before a capital."""


_ENDLESS: Final = 2000
"""Characters without a space from which nothing is a sentence: nupunkt's time grows with their square."""


@cache
def _model() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """What nupunkt knows: abbreviations, and of pairs that hold together over a full stop the seconds by the firsts."""
    from nupunkt import load  # imported late: 40 ms that a build which scores nothing need not pay

    model = load("default")
    seconds: dict[str, list[str]] = {}
    for first, second in model.parameters.collocations:
        seconds.setdefault(first, []).extend("0123456789" if second == _NUMBER else (second,))
    return model.abbreviations, {first: tuple(those) for first, those in seconds.items()}


_NUMBER: Final = "##number##"
"""What nupunkt calls any number."""


def sentences(prose: str, blocks: Sequence[Stretch]) -> list[tuple[int, int, int]]:
    """The sentences of the blocks, without the space around them: first character, the one after the last, block."""
    found: list[tuple[int, int, int]] = []
    ends = _END.finditer
    for index, (start, end) in enumerate(blocks):
        first = start
        asked = False  # whether a mark since `first` needs nupunkt
        for m in ends(prose, start, end):
            closed = m.lastgroup
            if closed == "last":
                break
            verdict = _verdict(prose, start, m)
            if verdict is None:
                asked = True
            elif verdict:
                at = m.end()
                if _ENUMERATOR.match(prose, at, end) is not None:
                    asked = True
                elif asked or prose[first].isspace():
                    found += _pieces(prose, first, at, asked, index)
                    first, asked = at, False
                else:  # as most: `_pieces` would find the same
                    found.append((first, m.end("closed") if closed else m.start() + 1, index))
                    first = at
        if asked or first == end or prose[first].isspace() or prose[end - 1].isspace():
            found += _pieces(prose, first, end, asked, index)
        else:
            found.append((first, end, index))
    return found


def _verdict(prose: str, start: int, m: re.Match[str]) -> bool | None:
    """Whether a mark ends a sentence; None where that is nupunkt's to say."""
    mark, after = m.start(), m.end()
    if after == mark + 1:
        return None
    closed = m["closed"]
    if closed and prose[mark] != "…" and prose[after].islower() and not prose[m.end("closed") : after].strip(" \t"):
        return False  # “Is it?” he asked
    if prose[mark] != ".":
        return True if prose[mark] != "…" and prose[mark - 1 : mark].isalnum() else None
    space = prose.rfind(" ", start, mark)
    word = prose[space + 1 if space >= 0 else start : mark].lower()
    abbreviations, seconds = _model()
    if word in abbreviations or "." in word:
        next_ = prose[after]
        if closed or not _SHORT.fullmatch(word) or word.replace(".", "") not in abbreviations:
            return None
        if next_.islower() or next_ in "0123456789":
            return False
        return False if next_.isupper() and word in _TITLES and after == mark + 2 and prose[mark + 1] == " " else None
    if space <= start or prose[space - 1].isspace():
        return None
    if (len(word) > 1 and word.isalpha()) or _PLAIN.fullmatch(word):
        pairs = seconds.get(word)
        if "-" in word and word.rsplit("-", 1)[1] in abbreviations:
            return None
    elif _FIGURE.fullmatch(word) and prose[after].isupper():
        pairs = seconds.get(_NUMBER)
    else:
        return None
    return None if pairs and prose[after : after + 40].lower().startswith(pairs) else True


def _pieces(prose: str, start: int, end: int, asked: bool, block: int) -> list[tuple[int, int, int]]:
    """The sentences of a stretch: one, or those that nupunkt finds."""
    whole = prose[start:end]
    spans = [(0, len(whole))]
    if asked and (len(whole) <= _ENDLESS or max(map(len, whole.split()), default=0) <= _ENDLESS):
        from nupunkt import sent_spans

        spans = sent_spans(whole)
    found = []
    for first, last in spans:
        body = whole[first:last]
        if stripped := body.strip():
            at = start + first
            if body[0] != stripped[0]:
                at += len(body) - len(body.lstrip())
            found.append((at, at + len(stripped), block))
    return found
