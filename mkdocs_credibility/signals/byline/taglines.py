"""The credits after a text: taglines, "Reporting by", "Additional reporting by", editors, credit lines."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from mkdocs_credibility.signals.byline.lexicon import (
    Lexicon,
    agency_named,
    agency_pattern,
    fold,
    may_name_agency,
)
from mkdocs_credibility.signals.byline.names import Name, capitalised, looks_like_person, name_token

Role = Literal["author", "contributor", "editor", "agency", "originally"]


class Tag(NamedTuple):
    """A person or agency credited after the text, with prose offsets; `place` is a reporter's."""

    role: Role
    name: str
    start: int
    end: int
    agency: str | None = None
    place: str | None = None


_WRITERS: Final = re.compile(
    r"^(?:(?:and|with|the)\s)?(?P<org>[^\W\d_][\w.’' -]{1,40}?)\s(?:(?:[a-z]+\s){0,2}(?:writers?|reporters?|"
    r"journalists?|"
    r"correspondents?|staffers?|producers?|editors?|photographers?|videojournalists?|staff))\b[:,]?\s*",
)


def _staff(text: str) -> tuple[str | None, int]:
    """The agency whose unnamed writers a credit begins with ("Reuters staff"), and where what follows them begins."""
    writers = _WRITERS.match(text)
    if not writers:
        return None, 0
    org = writers["org"].strip()
    agency = agency_named(org.removeprefix("The ").removeprefix("the "), loose=True) or agency_named(org, loose=True)
    return agency, writers.end()


def _people(text: str, offset: int, lex: Lexicon, *, behind_staff: bool = False) -> list[tuple[Name, str | None]]:
    """Names and their places in "A and B in Paris, C in Berlin, D in Copenhagen, Denmark, and E"; offsets moved.

    `behind_staff`: the text may begin with where an agency's staff is."""
    out: list[tuple[Name, str | None]] = []
    place_words = lex["place_words"]
    tokens = list(re.finditer(r"[^\s,;()]+|[,;]", text))
    i = 0
    current: list[re.Match[str]] = []
    pending: list[Name] = []

    def flush() -> None:
        if current:
            start, end = current[0].start(), current[-1].end()
            piece = text[start:end]
            if looks_like_person(piece, lex) or (
                len(current) == 1
                and name_token(piece)
                and fold(piece) not in lex["not_names"]
                and not agency_named(piece, loose=True)  # "Reporting by Reuters staff"
                and not out
                and not pending
            ):
                pending.append(Name(piece, start + offset, end + offset, "person"))
            current.clear()

    while i < len(tokens):
        word = tokens[i].group()
        low = word.lower()
        if low in place_words and (current or pending or (behind_staff and not i)):
            flush()
            i, place = _place(tokens, i + 1, text, lex)
            out.extend((n, place) for n in pending)
            pending.clear()
            continue
        inside = current and len(word) <= 4 and i + 1 < len(tokens) and capitalised(tokens[i + 1].group())
        if word in (",", ";") or low in lex["and"]:
            flush()
        elif capitalised(word) or inside:
            current.append(tokens[i])
        else:
            flush()
        i += 1
    flush()
    out.extend((n, None) for n in pending)
    return out


_IN_PLACES: Final = ("the", "of", "de", "la", "den", "der", "am")


def _place(tokens: list[re.Match[str]], i: int, text: str, lex: Lexicon) -> tuple[int, str | None]:
    """The place from token `i` on, with its country; the index after it."""
    first, last, commas = None, None, 0
    while i < len(tokens):
        word = tokens[i].group()
        if word == ";":
            break
        if word == ",":
            nxt = [t.group() for t in tokens[i + 1 : i + 4]]
            if commas or not nxt or nxt[0].lower() in lex["and"] or not capitalised(nxt[0]):
                break
            if len(nxt) > 1 and capitalised(nxt[1]) and nxt[1] not in (",", ";"):
                break  # two capitalised words after a comma are the next person
            commas += 1
        elif word.lower() in lex["and"] or not (capitalised(word) or word.lower() in _IN_PLACES):
            break
        else:
            first = first if first is not None else tokens[i].start()
            last = tokens[i].end()
        i += 1
    return i, (text[first:last] if first is not None else None)


_ROLES: Final[dict[str, Role]] = {"reporting": "author", "additional": "contributor", "editing": "editor"}
_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_]{3})[.!?][\s_*)]+(?=[A-ZÀ-Þ])")


CAPTION: Final = 120
"""Characters up to which a paragraph that ends on "(AP)" can be a caption: its credit is the picture's."""
_SIGNED: Final = re.compile(r"[.!?”\"»“]\s?[(\[]([^()\[\]]{2,25})[)\]]\s*$")


def read_tags(prose: str, start: int, end: int, lex: Lexicon, *, final: bool = False, tagged: bool = True) -> list[Tag]:
    """The credits that a closing block states, empty when it is no credit line.

    `final` is for an article's last block, `tagged` False where no word of a tagline stands in the closing blocks.
    """
    if end - start > 1200:
        return []
    text = prose[start:end]
    if (
        final
        and len(text) > CAPTION
        and (m := _SIGNED.search(text[-40:]))
        and (agency := agency_named(m[1], loose=True))
    ):
        at = end - len(m.group().lstrip(' .!?”"»“'))
        return [Tag("agency", agency, at, end, agency)]
    tags = _reporting(text, start, lex) or (_tagline(text, start, lex) if tagged else [])
    if not tags and len(text) <= 160:
        tags = _credit_line(text, start, lex)
    return tags


def _reporting(text: str, offset: int, lex: Lexicon) -> list[Tag]:
    """Reuters' form: "(Reporting by A in Berlin and B; Additional reporting by C; Editing by D)"."""
    opening = text.lstrip(" \t([*_—–-")
    if lex.closing(opening, 0) is None and not text.startswith("\n"):
        return []
    tags: list[Tag] = []
    at = 0
    for piece in _CREDITS.split(text):
        body = piece.lstrip(" \t([*_—–-")
        lead = at + len(piece) - len(body)
        mark = lex.closing(body, 0)
        if mark is None or not (mark.group().rstrip().lower().endswith(_BEFORE_NAMES)):
            if not tags and body.strip(" ;\n"):
                return []
            at += len(piece)
            continue
        kind = next(k for k in _ROLES if mark[k])
        names = re.split(r"[)\]]", body[mark.end() :])[0].rstrip(" .,")
        start = offset + lead + mark.end()
        agency, past = _staff(names)
        if agency:
            tags.append(Tag("agency", agency, start, start + len(names[:past].rstrip(" ,:")), agency))
        else:
            past = 0
        tags += [
            Tag(_ROLES[kind], name.text.rstrip("."), name.start, name.end, None, place)
            for name, place in _people(names[past:], start + past, lex, behind_staff=past > 0)
        ]
        at += len(piece)
    return tags


_CREDITS: Final = re.compile(r"([;\n]|\.\s(?=[A-Z][a-z]{2,} ))")
_BEFORE_NAMES: Final = (" by", " par", " por", " von", " door", " de", " da", " di", ":", " from", " with", "：")


def _tagline(text: str, offset: int, lex: Lexicon) -> list[Tag]:
    """The people of "X reported from Kyiv. Associated Press writers A in Paris and B contributed to this report."."""
    if not lex.may_tag(text) or lex.tagline_words.isdisjoint(text.lower().split()):
        return []
    tags: list[Tag] = []
    at = 0
    for sentence in _SENTENCE_END.split(text):
        at = text.index(sentence, at)
        if lex.may_tag(sentence) and (mark := lex.contributed.search(sentence)):
            head, tail = sentence[: mark.start()], sentence[mark.end() :]
            if mark["contributed"]:
                tags += _contributors(
                    head, tail, offset + at, offset + at + len(sentence), lex, bare=" " not in mark.group().strip()
                )
            elif len(head.split()) <= 14 and tail[:1].isupper() and len(tail.split()) <= 8:
                tags += [
                    Tag("contributor", n.text, n.start, n.end, None, tail.strip(" .)_*"))
                    for n, _ in _people(head, offset + at, lex)
                ]
        at += len(sentence)
    return tags


def _contributors(head: str, tail: str, start: int, end: int, lex: Lexicon, *, bare: bool) -> list[Tag]:
    """The people and the agency before "contributed to this report"; `bare` for "contributed" and nothing behind it."""
    if len(tail.split()) > 8 or (bare and tail.strip(" .)_*—–")):
        return []  # "contributed to" something that is no report
    lead = len(head) - len(head.lstrip(" (_*—–"))
    agency, past = _staff(head[lead:])
    lead += past
    people = _people(head[lead:], start + lead, lex)
    if not people:
        agency = agency or agency_named(head, loose=True)
    tags = [Tag("agency", agency, start, end, agency)] if agency else []
    return tags + [Tag("contributor", n.text, n.start, n.end, agency, place) for n, place in people]


_RIGHTS: Final = re.compile(r"^\s*(?:©|Copyright)\s*(?:\d{4}\s*)?")
_BETWEEN: Final = re.compile(r"\s?[/,+&]\s?|\s(?:and|und|et|y|e|en)\s")
_TAIL_AGENCY: Final = re.compile(r"[\s(\[*/—–-]*+(?P<agency>[^()\[\]\n]{2,60}?)[\s)\]*/.]*+$")


def _credit_line(text: str, offset: int, lex: Lexicon) -> list[Tag]:
    """The agency of "(dpa)", "— AFP", "Source: AFP", "With files from The Canadian Press", "© 2022 AFP"."""
    bodies: list[tuple[str, bool]] = []
    if may_name_agency(text):
        lead = lex.credit_line.match(text)
        bodies = [(text[lead.end() :], True)] if lead else []
        bodies.append((_RIGHTS.sub("", text), False))
    for body, led in bodies:
        loose = led or text.lstrip()[:1] in "([/—–-©"  # "AA" alone on a line is anything
        if not (m := _TAIL_AGENCY.match(body)):
            continue
        parts = _BETWEEN.split(m["agency"].strip())
        agencies = [agency_named(p, loose=loose) for p in parts]
        if agencies and agencies[0] and sum(a is not None for a in agencies) * 2 >= len(parts):
            return [Tag("agency", agencies[0], offset, offset + len(text.rstrip()), agencies[0])]
    if len(text) < 160 and (m2 := lex.first_published(text)):
        body = text[m2.end() :].strip(" .")
        if (body and body[0].isupper()) or agency_named(body):
            found = agency_pattern().search(body)
            agency = agency_named(found.group()) if found else None
            return [Tag("originally", body[:60], offset, offset + len(text.rstrip()), agency)]
    return []
