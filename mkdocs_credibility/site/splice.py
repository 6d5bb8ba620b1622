"""Insertions into a page's bytes that can be taken out again to the byte.

What was inserted where is written in a comment at the page's end, with a digest of the page as it was: nothing else has
to be kept, and a page that somebody changed afterwards is recognised and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

MARK: Final = b"<!-- credibility-annotated "
_COMMENT: Final = re.compile(rb"<!-- credibility-annotated 1 ([0-9a-f]{32}) ((?:[0-9]{1,12}\+[0-9]{1,12} )+)-->\Z")


class ChangedError(Exception):
    """An annotated page is not what the annotation left: it cannot be taken out."""


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest()[:32].encode()


def insert(data: bytes, insertions: Iterable[tuple[int, bytes]]) -> bytes:
    """The bytes with the insertions at their places (those at one place in the order given), and the comment that
    leads back.  Without any insertion the bytes as they are."""
    out: list[bytes] = []
    places: list[bytes] = []
    position = length = 0
    for at, inserted in sorted(insertions, key=lambda pair: pair[0]):
        if not inserted:
            continue
        out += [data[position:at], inserted]
        length += at - position
        places.append(b"%d+%d " % (length, len(inserted)))
        length += len(inserted)
        position = at
    if not places:
        return data
    out += [data[position:], MARK, b"1 ", _digest(data), b" ", *places, b"-->"]
    return b"".join(out)


def take_out(data: bytes) -> bytes | None:
    """The page as it was before `insert`, None for one that has no insertions.

    Raises ChangedError for a page that was changed since.
    """
    begins = data.rfind(MARK)
    if begins < 0:
        return None
    comment = _COMMENT.match(data, begins)
    if comment is None:
        # the words of the comment, quoted by a page that was never annotated, end in no digest of it
        if re.compile(rb"<!-- credibility-annotated 1 [0-9a-f]{32} [0-9+ ]++-->").match(data, begins):
            raise ChangedError
        return None
    out: list[bytes] = []
    position = 0
    for place in comment[2].split():
        at, length = map(int, place.split(b"+"))
        if at < position:
            raise ChangedError
        out.append(data[position:at])
        position = at + length
    if position > begins:
        raise ChangedError
    out.append(data[position:begins])
    before = b"".join(out)
    if _digest(before) != comment[1]:
        raise ChangedError
    return before
