"""What the page's metadata and markup declare, read as names: persons, generic accounts, organisations, agencies."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mkdocs_credibility.article import Article, Declared
from mkdocs_credibility.signals.byline.bylines import clean_end
from mkdocs_credibility.signals.byline.datelines import site_names
from mkdocs_credibility.signals.byline.lexicon import Lexicon, agency_named, every, fold, given_name
from mkdocs_credibility.signals.byline.names import Name, first_is_given, read_names, without_contacts

_ABOUT: Final = re.compile(
    r"^(?:about the authors?|über den autor|über die autorin|à propos de l'auteur|sobre el autor|sull'autore)\b[: ]*",
    re.IGNORECASE,
)
_NO_LETTER: Final = re.compile(r"[\W_]+")
_EDGE: Final = " \t\n.,;:|*_–—-~·•/"


_SURNAME_FIRST: Final = re.compile(r"([^\W\d_][\w'’-]{1,30}), ([^\W\d_][\w'’-]{1,30}(?: [^\W\d_]\.?)?)")


class Said(NamedTuple):
    """One declared name: as printed, what it is, where it was declared, whether readers see it on the page, whether a
    word as "by" stands before it, and whether it is the account of a forum's member."""

    name: str
    kind: str
    source: str
    visible: bool = True
    marked: bool = False
    account: bool = False


def compact(text: str) -> str:
    """A text as letters and digits alone, in lower case."""
    low = text.lower()
    return low if low.isalnum() else _NO_LETTER.sub("", low)


def read_value(value: str, lex: Lexicon) -> list[Name]:
    """The names in a declared value: "By Ana Brandt, Reporter | 3 May", "Brandt, Ana", "Ana Brandt und Jo Peters"."""
    text = _ABOUT.sub("", without_contacts(value))
    if (turned := _SURNAME_FIRST.fullmatch(text.strip())) and given_name(turned[2].split()[0]):
        text = f"{turned[2]} {turned[1]}"
    at = len(text) - len(text.lstrip(_EDGE + "("))
    while opener := lex.opener(text, at):
        at = opener.end()
    names: list[Name] = []
    pieces = re.split(r"\s[|·•]\s|\s[–—]\s|\t", text[at:])
    for i, piece in enumerate(pieces):  # what stands before "by" is a category or a date
        if at == 0 and i and lex.opener(piece.strip(_EDGE)):
            pieces = pieces[i:]
            break
    for raw in pieces:
        piece = _bare_piece(raw, lex)
        if not piece:
            continue
        found = read_names(piece, lex)
        if names and not any(n.kind in ("person", "agency") for n in found):
            continue  # a role, a place or an outlet beside the name
        names.extend(found)
    if not names and (piece := text[at:].strip(_EDGE)):
        names = read_names(piece, lex)
    return names


def _bare_piece(piece: str, lex: Lexicon) -> str:
    """A piece of a value without the words before its names and the date behind them."""
    piece = piece.strip(_EDGE)
    while opener := lex.opener(piece):
        piece = piece[opener.end() :].strip(_EDGE)
    return piece[: clean_end(piece, 0, lex)].strip(_EDGE)


def bodies(article: Article) -> set[str]:
    """The site and the organisations that the page names as its own, without spaces, in lower case."""
    named = {compact(d.value) for d in article.declared if d.entity == "organization" or d.kind == "publisher"}
    return named | set(site_names(article))


def is_body(name: str, own: set[str]) -> bool:
    """Whether a name is the site's or an organisation's that the page names as its own."""
    short = compact(name)
    return short in own or any(len(short) > 4 and short in s and len(short) * 1.5 > len(s) for s in own)


def read_declared(article: Article, own: set[str]) -> list[Said]:
    """Every author that the page declares, in the order of the page's sources; `own` as `bodies` gives it."""
    lex = every()
    forum = _described_as(article, "DiscussionForumPosting")
    out: list[Said] = []
    for item in article.declared:
        if item.kind != "author":
            continue
        if forum and item.source == "json-ld" and item.entity == "person":  # an account, whatever it is called
            out.append(Said(item.value, "handle", item.source, item.visible, account=True))
            continue
        names = read_value(item.value, lex)
        marked = item.source in ("class", "rel", "microdata") and _opens(item.value, lex)
        for name in names:
            alone = len(names) == 1
            out.append(Said(name.text, _kind(name, item, own, lex, alone), item.source, item.visible, marked))
    return out


def _opens(value: str, lex: Lexicon) -> bool:
    """Whether a value, or a piece of it, opens with a word as "by"."""
    return any(lex.opener(piece.strip(_EDGE)) for piece in re.split(r"\s[|·•]\s", value))


def _kind(name: Name, item: Declared, own: set[str], lex: Lexicon, alone: bool) -> str:
    """What a declared name is, with what the page says of it; `own` as `bodies` gives it."""
    kind: str = name.kind
    if agency_named(name.text):
        return "agency"
    if item.entity == "organization":
        return "generic" if kind == "generic" else "organisation"
    if kind == "person" and (compact(name.text) not in own or first_is_given(name.text)):
        if not first_is_given(name.text) and _OF.search(item.value):
            return "organisation"  # "Department of Works", "Amt für Statistik"
        return kind
    if compact(name.text) in own or (item.entity != "person" and is_body(name.text, own)):
        return "generic" if kind == "generic" else "organisation"
    if (
        alone
        and item.entity == "person"
        and kind in ("other", "role", "organisation")
        and 2 <= len(name.text.split()) <= 4
    ):
        words = [fold(w) for w in name.text.split()]
        return kind if any(w in lex["organisations"] for w in words) else "person"
    return kind


_OF: Final = re.compile(r"\s(?:for|of|für|pour|para|per|voor|and)\s")


def names_article(article: Article) -> bool:
    """Whether the metadata describes this very article as news, so that its author is the text's and not the site's."""
    return _described_as(article, "NewsArticle")


def _described_as(article: Article, kind: str) -> bool:
    """Whether a node of the page's JSON-LD is of a type whose name ends so."""
    nodes = article.metadata.get("json_ld")
    for node in nodes if isinstance(nodes, list) else ():
        types = node.get("@type") if isinstance(node, dict) else None
        for name in types if isinstance(types, list) else [types]:
            if isinstance(name, str) and name.endswith(kind):
                return True
    return False
