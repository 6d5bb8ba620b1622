"""What a name looks like, how a list of names is read, and when two names are one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from mkdocs_credibility.language import Further, further_agencies
from mkdocs_credibility.language.names import particles, titles
from mkdocs_credibility.signals.byline.lexicon import Lexicon, agency_named, fold, given_name

Kind = Literal["person", "handle", "generic", "agency", "organisation", "role", "other"]

_TOKEN: Final = re.compile(r"[^\s,;|&·•●，、；]+|[,;|&·•●，、；]")
_EMAIL: Final = re.compile(r"[(\[<]?\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b[)\]>]?")
_HANDLE: Final = re.compile(r"[(\[]?@\w{2,30}\b[)\]]?")
_URL: Final = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_BAD: Final = re.compile(r"[\d_<>{}=+*#%$€£\\^~\"“”„«»?!:()\[\]]")
SEPARATORS: Final = frozenset(";|&·•●/，、；")


class Name(NamedTuple):
    """A name as printed and its characters in the string it was read from."""

    text: str
    start: int
    end: int
    kind: Kind


def capitalised(token: str) -> bool:
    """Whether a token is written as part of a name: "Ana", "O’Neil", "J.", "BRANDT", "d'Arc"."""
    first = token[:1]
    if first.isupper():
        return True
    return len(token) > 2 and token[1] in "'’" and token[2].isupper()


def name_token(token: str) -> bool:
    """Whether a token is capitalised and of letters, apostrophes, hyphens and stops alone."""
    return capitalised(token) and not _BAD.search(token) and any(c.isalpha() for c in token)


def seam(token: str) -> int | None:
    """Where a capital follows a small letter inside a token, as of an outlet glued to a name; None for "McNeil"."""
    for i in range(2, len(token)):
        if token[i].isupper() and token[i - 1].islower() and re.split(r"[-.'’]", token[:i])[-1] not in _PREFIXES:
            return i
    return None


_PREFIXES: Final = frozenset(
    ["Mc", "Mac", "De", "Di", "Du", "Da", "La", "Le", "Van", "Fitz", "Del", "Des", "El", "Al", "Von"]
)


@lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str, ...]:
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    words = re.findall(r"[^\W_]+", flat.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("'", ""))
    return tuple(w for w in words if w not in titles()) or tuple(words)


def same_person(a: str, b: str) -> bool:
    """Whether two printed names can be one person's: order, initials, accents, titles and middle names do not count."""
    x, y = _key(a), _key(b)
    if not x or not y:
        return False
    if x == y or set(x) == set(y) or "".join(x) == "".join(y):
        return True
    if len(x) == 1 or len(y) == 1:
        short, long = (x[0], y) if len(x) == 1 else (y[0], x)
        return short in long or short == "".join(long) or short == "".join(w[0] for w in long)
    if set(x) <= set(y) or set(y) <= set(x):
        return True
    for p, q in ((x, y), (x, y[::-1])):
        if p[-1] == q[-1] and (p[0][0] == q[0][0] and (len(p[0]) == 1 or len(q[0]) == 1 or p[0] == q[0])):
            return True
    return len(x) == len(y) and all(
        v == w or (v[0] == w[0] and 1 in (len(v), len(w))) for v, w in zip(x, y, strict=True)
    )


_HOST: Final = re.compile(
    r"\w{3}\.(?:com|net|org|info|de|at|ch|it|fr|es|nl|be|eu|co\.uk|tv|news|online|blog)$", re.IGNORECASE
)


def classify(text: str, lex: Lexicon) -> Kind:
    """What a segment of a byline is."""
    return _classify(text, lex, further_agencies())


@lru_cache(maxsize=4096)
def _classify(text: str, lex: Lexicon, _: Further) -> Kind:
    text = text.strip(" .,;:|*–—-\t\n")
    if not text:
        return "other"
    if agency_named(text):
        return "agency"
    tokens = text.split()
    words = [fold(t).strip("(),;'\"") for t in tokens]
    if not lex["generic"].isdisjoint(words) and all(w in lex["generic"] or w in lex["generic_lead"] for w in words):
        return "generic"
    if len(tokens) > 7:
        return "other"
    if uncased(text):
        return "person"
    if words[-1] in _COMPANIES or any(w in lex["organisations"] for w in words) or text.startswith(("The ", "the ")):
        staff = any(w in lex["generic"] and w not in lex["organisations"] for w in words)
        return "generic" if staff else "organisation"
    if any(w in lex["roles"] for w in words):
        return "generic" if any(w in lex["generic"] for w in words) and not looks_like_person(text, lex) else "role"
    if looks_like_person(text, lex):
        return "person"
    if len(tokens) == 1 and _HOST.search(text):
        return "organisation"
    if len(tokens) == 1 and not text[0].isdigit() and re.fullmatch(r"[\w.\-’'!]{3,30}", text):
        return "handle"
    return "other"


def first_is_given(text: str) -> bool:
    """Whether a name begins with a common given name or an initial, titles aside."""
    for token in text.split():
        if fold(token) not in titles():
            return given_name(token)
    return False


def uncased(text: str) -> bool:
    """Whether a text is a short name in a script without capitals (Chinese, Japanese, Korean, Arabic, Hebrew)."""
    letters = [c for c in text if c.isalpha()]
    if not 2 <= len(letters) <= 24 or any(c.isdigit() for c in text) or len(text.split()) > 4:
        return False
    return all(ord(c) > 0x58F and c.lower() == c.upper() for c in letters)


def looks_like_person(text: str, lex: Lexicon) -> bool:
    """Whether a text is shaped like a person's full name and has no word that names do not hold."""
    tokens = text.split()
    while tokens and fold(tokens[0]).rstrip(".") in titles() and len(tokens) > 1:
        tokens = tokens[1:]
    if not 2 <= len(tokens) <= 6 or not name_token(tokens[0]):
        return False
    last = fold(tokens[-1]).strip(".,")
    if last in particles() and not tokens[-1].isupper():
        return False
    first, *others = tokens
    if len(first) > 2 and first.isupper() and not given_name(first) and not all(t.isupper() for t in others):
        return False  # an acronym before ordinary words is an institution
    full = 0
    for i, token in enumerate(tokens):
        word = fold(token).strip(",")
        if name_token(token):
            if i and word in particles():
                continue
            if i == 0 and given_name(word):
                full += 1
                continue
            if word in lex["not_names"] or (word in lex["months"] and not given_name(word)):
                return False
            full += len(word.replace(".", "")) > 1
        elif word not in particles():
            return False
    return full >= 1


def _segments(text: str, lex: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Pieces between separators and words for "and", with the separator that opened each."""
    start: int | None = None
    end = 0
    opened = ""
    for m in _TOKEN.finditer(text):
        word = m.group()
        # "E." is an initial; behind a comma "and" joins a further name alone: "Deputy Editor, and Kofi Osei"
        may_join = start is not None or (opened == "," and len(word) > 1 and text[m.end() + 1 : m.end() + 2].isupper())
        between = may_join and fold(word) in lex["and"] and not word.endswith(".")
        if word in SEPARATORS or word == "," or between:
            if start is not None:
                yield start, end, opened
            start, opened = None, "," if word == "," else "and"
            continue
        if start is None:
            start = m.start()
        end = m.end()
    if start is not None:
        yield start, end, opened


def without_contacts(text: str) -> str:
    """The text with e-mail addresses, handles and URLs blanked out, at the same length."""
    for pattern in (_URL, _EMAIL, _HANDLE):
        if (pattern is _URL and "http" not in text and "www." not in text) or (pattern is not _URL and "@" not in text):
            continue
        text = pattern.sub(lambda m: " " * len(m.group()), text)
    return text


_SLASH: Final = re.compile(r"(?<=\w)\s?/\s?(?=[^\W\d_a-z])")


def read_names(text: str, lex: Lexicon) -> list[Name]:
    """The names that a byline's text lists, in order, roles and places cut off.

    A piece after a comma counts as a name only if it has the shape of a full one: what follows a single name there is
    a role, a place or an outlet.
    """
    return list(_read_names(text, lex, further_agencies()))


@lru_cache(maxsize=1024)
def _read_names(text: str, lex: Lexicon, _: Further) -> tuple[Name, ...]:
    """The names of a byline: those who write for a site sign many of its pages, each in text, markup and metadata."""
    text = _SLASH.sub(lambda m: "|".ljust(len(m.group())), without_contacts(text))
    found: list[Name] = []
    for begin, stop, opened in _segments(text, lex):
        at = _after_role(text, begin, stop, lex)
        cut = _cut(text, at, stop, lex)
        if cut < stop and not first_is_given(text[at:stop]) and classify(text[at:stop], lex) == "generic":
            cut = stop  # "our correspondent" is no name "our"
        raw = text[at:cut]
        piece = raw.strip()
        if piece[-1:] in (")", "]", "）", "】") and not any(c in piece for c in "([（【"):
            piece = piece[:-1].rstrip()  # "(责编：…)": the bracket opened before the label
        if not piece:
            continue
        at += len(raw) - len(raw.lstrip())
        while " " in piece and piece.rsplit(None, 1)[1] in particles():
            piece = piece.rsplit(None, 1)[0]  # "Par Ana Brandt le 7 mai"
        half = piece[: len(piece) // 2].rstrip()
        if len(half) > 5 and piece == f"{half} {half}":  # a link's title beside its text
            piece = half
        kind = classify(piece, lex)
        if opened == "," and kind == "handle":
            continue
        if opened == "," and kind == "generic" and any(n.kind == "person" for n in found):
            kind = "role"  # "Ana Brandt, Political Editor"
        behind_role = opened == "," and found and found[-1].kind in ("role", "organisation", "generic")
        if behind_role and kind in ("person", "other") and not first_is_given(piece):
            kind = "role"  # "Ana Brandt, Director, Harbour Foundation"
        found.append(Name(piece, at, at + len(piece), kind))
    return tuple(found)


_LEGAL_FORMS: Final = ("eg", "ev", "e.v", "gmbh", "ag", "kg", "ug", "inc", "ltd", "llc", "sa", "srl", "bv", "plc")


_COMPANIES: Final = frozenset({"gmbh", "inc", "ltd", "llc", "plc", "srl"})
"""Those of them that no surname is ("Sá" is one)."""


def _is_role(token: str, lex: Lexicon) -> bool:
    word = fold(token).rstrip(":")
    return word in lex["roles"] or word in lex["labels"] or ("-" in word and word.rsplit("-", 1)[1] in lex["roles"])


def _after_role(text: str, start: int, end: int, lex: Lexicon) -> int:
    """Where the name begins behind a role: "Rechtsanwältin Ana Brandt", "Staff Writer Ana Brandt"."""
    tokens = list(re.finditer(r"\S+", text[start:end]))
    at = 0
    while at < len(tokens) - 2 and _is_role(tokens[at].group(), lex):
        at += 1
    if at and looks_like_person(text[start + tokens[at].start() : end].strip(" ."), lex):
        return start + tokens[at].start()
    return start


def _cut(text: str, start: int, end: int, lex: Lexicon) -> int:
    """Where a name ends: before "in Berlin", a bracket, a role in lower case, an outlet's acronym or an agency."""
    tokens = [(m.start() + start, m.end() + start, m.group()) for m in re.finditer(r"\S+", text[start:end])]
    for i, (at, _, token) in enumerate(tokens):
        word = fold(token).strip("()[],:")
        if i and token[-1] == ":":
            return at
        if token[0] in "([{–—" or token in ("-", "//", ">"):
            return at
        if i and word in _LEGAL_FORMS:
            return end
        if (at_seam := seam(token)) is not None and (i or len(token) > 14):
            return at + at_seam
        if i == 0:
            continue
        if word in lex["furniture"]:
            return at
        if token[0].islower() and word not in particles() and not capitalised(token):
            return tokens[i - 1][0] if i > 2 and word in lex["roles"] else at  # "Ana Brandt Political editor"
        if (
            word in lex["place_words"]
            and token[0].islower()
            and (word not in particles() or (i >= 2 and word != "de" and word != "da"))
        ):
            return at
        if i >= 2 and agency_named(text[at:end], loose=True):
            return at
        if (
            i >= 2
            and len(token) > 1
            and token.isupper()
            and not tokens[i - 1][2].isupper()
            and len(token) <= 4
            and fold(token) not in titles()
        ):
            return at
        if i >= 2 and (word in lex["roles"] or word in lex["organisations"]):
            staff = word in lex["generic"] and not given_name(tokens[0][2])  # "Harbour Post Staff" is nobody's name
            return end if staff or (i == 2 and word not in lex["roles"]) else at
    return end
