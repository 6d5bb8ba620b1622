"""Credits that are not the text's: of photographs and graphics, in captions and loose in the body, and rights lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from typing import Final, NamedTuple

from mkdocs_credibility.article import Block
from mkdocs_credibility.signals.byline.lexicon import Lexicon, agency_named, agency_pattern, may_name_agency

_BRACKET: Final = re.compile(r"\(([^()\n]{2,120})\)")
_STOCK: Final = re.compile(
    r"\b(?:Getty(?:\s?Images)?|Shutterstock|iStock(?:photo)?|Alamy|Adobe\s?Stock|Unsplash|Pixabay|Pexels|Depositphotos|"
    r"Imago(?:\s?Images)?|IMAGO|picture[\s-]alliance|Picture\s?Alliance|Corbis|EPA|epa|ZUMA(?:\s?Press)?|Rex\s?Features|"
    r"Wikimedia(?:\s?Commons)?|Flickr|Fotolia|Magnum|VCG|NurPhoto|SIPA|Sipa|Abaca|Maxar|Planet\sLabs|handout|Handout|"
    r"pool|Pool|via\s[A-Z]\w+|AP\s?Photo|Reuters\s?Photo|AFP\s?Photo|courtesy|Courtesy)\b"
)
_RIGHTS_TEXT: Final = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|"
    r"tutti i diritti|alle rechten voorbehouden|may not be (?:published|reproduced|redistributed)|copyright",
    re.IGNORECASE,
)


MOST: Final = 400
"""Marks of a kind that are looked at: no article has more, and what is taken is looked up one by one."""


class PhotoCredit(NamedTuple):
    """A photo credit or a rights line: who is named, the agency among them, and the prose offsets."""

    name: str
    agency: str | None
    start: int
    end: int
    rights: bool = False


def _agency_in(text: str) -> str | None:
    """The agency that a credit names; with "via", the one that passed the picture on."""
    if not may_name_agency(text):
        return None
    _, via, tail = text.rpartition(" via ")
    if via and (agency := _agency_in(tail)):
        return agency
    for m in agency_pattern().finditer(text):
        if agency := agency_named(m.group(), loose=True):
            return agency
    return None


def _credit_in_brackets(body: str) -> bool:
    """Whether a bracket's content credits a picture: "Name/Agency", "Agency via Agency", a stock house."""
    if "/" in body or " via " in body:
        parts = [p.strip() for p in re.split(r"/|\svia\s|,\s", body) if p.strip()]
        return len(parts) > 1 and any(agency_named(p, loose=True) or _STOCK.search(p) for p in parts)
    return agency_named(body) is not None or (len(body.split()) <= 8 and _STOCK.search(body) is not None)


def photo_credits(
    prose: str, blocks: Sequence[Block], lex: Lexicon, taken: list[tuple[int, int]]
) -> Iterator[PhotoCredit]:
    """Photo credits and rights lines of the blocks, in order; what `taken` covers (dateline, tagline) is left out."""
    busy = list(taken)

    def free(start: int, end: int) -> bool:
        return not any(s < end and start < e for s, e in busy)

    for m in islice(_BRACKET.finditer(prose), 10 * MOST):
        if not free(m.start(), m.end()):
            continue
        body = m[1]
        if _credit_in_brackets(body) and (
            "/" in body or " via " in body or _ends_block(prose, m.end()) or _STOCK.search(body)
        ):
            yield PhotoCredit(body, _agency_in(body), m.start(), m.end())
            busy.append((m.start(), m.end()))
    for start, at in islice(_labels(prose, lex), MOST):
        line_end = _line_end(prose, at)
        body = re.split(r"[)\]]|\.\s", prose[at : min(line_end, at + 90)])[0].strip(" .")
        if not 2 <= len(body) <= 80 or len(body.split()) > 9 or not free(start, at):
            continue
        if body[0].islower() and not agency_named(body.split("/")[0], loose=True):
            continue
        end = prose.index(body, at) + len(body)
        yield PhotoCredit(body, _agency_in(body), start, end)
        busy.append((start, end))
    for start, at in islice(_rights_marks(prose), MOST):
        line_start, line_end = prose.rfind("\n", 0, start) + 1, _line_end(prose, at)
        if not free(start, min(line_end, at + 60)):
            continue
        line = prose[line_start : min(line_end, line_start + 400)]
        body = re.split(r"[)\]|]|\.\s", prose[at : min(line_end, at + 80)])[0].strip(" .,:")
        if not any(map(str.isalnum, body)) or (prose[start] != "©" and prose[line_start:start].strip()):
            continue
        rights = bool(re.match(r"\s?\d{4}", body) or _RIGHTS_TEXT.search(line))
        name = re.sub(r"^(?:\d{4}(?:\s?[-–]\s?\d{4})?|by)\s*", "", body).strip(" .,:") or body
        end = prose.index(body, at) + len(body)
        yield PhotoCredit(name, _agency_in(name), start, end, rights)
        busy.append((start, end))
    # captions, of which there may be any number, do not stand in one another: they need not be looked at for the next
    busy.sort()
    begins = [start for start, _ in busy]
    furthest = list(accumulate((end for _, end in busy), max))
    for block in blocks:
        if block.kind == "caption":
            start, end = max(block.prose_start, block.prose_end - 60), block.prose_end
            before = bisect_left(begins, end)
            if (agency := _agency_in(prose[start:end])) and not (before and furthest[before - 1] > start):
                yield PhotoCredit(agency, agency, block.prose_start, end)


_SPACE: Final = re.compile(r"\s*")
# From the beginning of a word alone: from within it would be found what is found from there.
_BEFORE_COLON: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?: [^\W\d_]++){0,2}$")


def _labels(prose: str, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Where a photo label and its colon begin and end: "Photo: ", "Foto/", "Image credit: "."""
    labels, ends = lex.photo_labels
    for at in sorted(chain.from_iterable(_places(prose, sign) for sign in ":：/")):
        end = at - (prose[at - 1 : at] == " ")
        head = prose[max(0, end - 30) : end]
        if not head.lower().endswith(ends) or not (before := _BEFORE_COLON.search(head)):
            continue
        words = before.group().split(" ")
        for i in range(len(words)):
            label = " ".join(words[i:])
            if label.lower() in labels:
                space = _SPACE.match(prose, at + 1)
                yield end - len(label), space.end() if space else at + 1
                break


_RIGHTS_MARKS: Final = (
    ("©", ("©",)),
    ("(c)", ("(c) ",)),
    ("(C)", ("(C) ",)),
    ("opyright", ("Copyright ", "copyright ")),
    ("COPYRIGHT", ("COPYRIGHT ",)),
)
"""Copyright marks behind a part that is searched fast: a search for what ends with a space looks at every word."""


def _rights_marks(prose: str) -> Iterator[tuple[int, int]]:
    """Where a copyright mark begins and ends."""
    for rare, marks in _RIGHTS_MARKS:
        if rare in prose:
            for mark in marks:
                for at in _places(prose, mark):
                    yield at, at + len(mark)


def _places(prose: str, mark: str) -> Iterator[int]:
    """Where a mark stands, in order."""
    at = prose.find(mark)
    while at >= 0:
        yield at
        at = prose.find(mark, at + len(mark))


def _line_end(prose: str, at: int) -> int:
    end = prose.find("\n", at)
    return len(prose) if end < 0 else end


def _ends_block(prose: str, at: int) -> bool:
    return not prose[at : _line_end(prose, at)].strip(" .")
