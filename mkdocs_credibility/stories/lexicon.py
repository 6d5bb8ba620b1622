"""The words of two versions brought to one form: spellings, contractions, numbers, names.

What stands in no language file is left as it is: a language without data is compared by its plain words.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from operator import itemgetter
from threading import local
from typing import Any, Final, NamedTuple, TypeVar
from zlib import crc32

from mkdocs_credibility import language

_TOKEN = re.compile(
    r"([^\W\d_]{2,}(?:['’][^\W\d_]+)*"  # most are such words: asked for first, they cost a third less
    r"|(?=\d)(?:(?:[01]?\d|2[0-3]):[0-5]\d"
    r"|\d{1,2}\.[0-5]\d(?= ?[ap]\.?m)"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,4}(?![\d.,])"
    r"|\d{1,15}(?:[.,]\d{1,15}){0,6})"
    r"|(?:[^\W\d_]\.){2,6}"
    r"|[^\W\d_](?:['’][^\W\d_]+)*"
    r"|%)"
)
_CLOCK = re.compile(r" ?[ap]\.?m\b")
_ORDINAL: Final = frozenset({"st", "nd", "rd", "th"})
_ENDS: Final = frozenset('.!?:;“”"«»')
_DOUBLING: Final = ("ed", "ing", "er", "ers", "ation")
STEM_FLOOR: Final = 4
"""Letters that must stay when an ending is cut."""
CROP: Final = 6
"""Letters kept of a word in a language whose endings no data names: a poor man's stem that suits most of Europe."""
COUNTS: Final = 2
FIGURES: Final = 1
MOST_LETTERS: Final = 200_000
"""Words that have a letter before they are given out anew."""


class Token(NamedTuple):
    """A word, a number or a percent sign: its form for comparing, its characters in the text, the text itself.

    A contraction gives two tokens on the same characters.  `value` is a number's.  `lead`: it opens a sentence, so that
    its capital says nothing.  `hyphen`: one follows.
    """

    form: str
    start: int
    end: int
    raw: str
    value: float | None = None
    lead: bool = False
    hyphen: bool = False

    @property
    def capital(self) -> bool:
        """Whether it is printed with a capital first letter where a sentence does not ask for one."""
        return not self.lead and self.raw[:1].isupper()


Value = TypeVar("Value")


class Memo(dict[str, Value]):
    """Words and what was once made of them: a plain look-up from the second time on.

    After `most` of them it begins anew: an archive has new words on every page.
    """

    def __init__(self, make: Callable[[str], Value], most: int = 250_000) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, word: str) -> Value:
        if len(self) >= self._most:
            self.clear()
        value = self[word] = self._make(word)
        return value


class Alphabet(local):
    """Forms of words as one character each, so that a text is a string of them: what distances are fastest on.

    Characters are given out as forms come along and compared with nothing but each other, of whatever language; every
    thread has its own.
    """

    def __init__(self) -> None:
        self._of_form: dict[str, str] = {}
        self._letters: dict[Lexicon, Memo[str]] = {}

    def of(self, lexicon: Lexicon) -> Memo[str]:
        """The character of each word of a language."""
        found = self._letters.get(lexicon)
        if found is None:
            found = self._letters[lexicon] = Memo(partial(self._make, lexicon.forms), sys.maxsize)
        return found

    def _make(self, forms: Mapping[str, str], word: str) -> str:
        return self._of_form.setdefault(forms[word], chr(min(len(self._of_form), sys.maxunicode)))

    def tidy(self) -> None:
        """Begin anew when there are many; for whoever holds no text that was written in them."""
        if len(self._of_form) > MOST_LETTERS:
            self._of_form.clear()
            self._letters.clear()


ALPHABET: Final = Alphabet()


class Lexicon:
    """What the comparison knows of one language; made once a language by `lexicon()`."""

    def __init__(self, code: str | None) -> None:
        tables = language.load(code) if code else {}
        data: Mapping[str, Any] = tables.get("stories", {})
        general: Mapping[str, Any] = tables.get("general", {})
        self.known = bool(data)
        self.stopwords = frozenset(data.get("stopwords", ())) | frozenset(general.get("stopwords", ()))
        self.endings: tuple[str, ...] = tuple(data.get("endings", ()))
        self.negations = _folded(data, "negations")
        self.soft_negations = _folded(data, "soft_negations")
        self.negating_phrases = frozenset(data.get("negating_phrases", ()))
        self.denying = self.negations | {phrase.split()[0] for phrase in self.negating_phrases}
        self.idle_before = frozenset(data.get("idle_before", ()))
        self.negative_prefixes: tuple[str, ...] = tuple(data.get("negative_prefixes", ()))
        self.function_words = _folded(data, "function_words") or frozenset(map(fold, self.stopwords))
        self.units = tuple(frozenset(map(fold, group)) for group in data.get("units", ()))
        self.all_units = frozenset(u for group in self.units for u in group)
        self.weekdays: tuple[str, ...] = tuple(map(fold, data.get("weekdays", ())))
        self.months = {fold(m): i for i, m in enumerate(data.get("months", ()), 1)}
        for i, short in enumerate(data.get("month_abbreviations", ())):
            self.months.setdefault(short, min(i + 1, 12) if i < 12 else 9)
        self.dates_in_lower_case = bool(data.get("dates_in_lower_case"))
        self.nouns_in_capitals = bool(data.get("nouns_in_capitals"))
        self.calendar = frozenset(self.weekdays) | frozenset(self.months)
        self.cues = _folded(data, "attribution_cues")
        self.elisions = frozenset(data.get("elisions", ()))
        self.anonymity_reasons: tuple[str, ...] = tuple(data.get("anonymity_reasons", ()))
        self.release: tuple[str, ...] = tuple(data.get("release", ()))
        self.corrections: tuple[str, ...] = tuple(data.get("corrections", ()))
        self.irregular: Mapping[str, str] = data.get("irregular", {})
        self.contractions: Mapping[str, str] = data.get("contractions", {})
        self.contracted: Mapping[str, str] = data.get("contracted_endings", {})
        self.numbers: Mapping[str, float] = data.get("numbers", {})
        self.magnitudes: Mapping[str, float] = data.get("magnitudes", {})
        self.special = frozenset({*self.numbers, *self.magnitudes, *self.contractions, *_ORDINAL})
        self.spelling: Mapping[str, str] = data.get("spelling", {})
        endings: Mapping[str, str] = data.get("spelling_endings", {})
        self.spelling_endings = tuple(sorted(endings.items(), key=lambda pair: (-len(pair[0]), pair[0])))
        self._respelt = tuple(endings)  # most words have none of them: asked for at once, each is asked for seldom
        self.doubled = frozenset(data.get("doubled", {}).get("stems", ()))
        names: Mapping[str, list[str]] = data.get("names", {})
        self.names = {other: first for first, others in names.items() for other in others}
        self.forms = Memo(self._make_form)
        self._plain_words = Memo(self._make_plain_word)
        self.keys = Memo(self._make_key)
        self.numbers_of = Memo(self._make_number)
        """The form of a word as a number that is the same on any machine."""
        self.counts = Memo(self._make_counts)
        """`COUNTS` for a word that is a number, in digits or in letters, or a part of one; `FIGURES` for another that
        has digits in it ("A320"); else 0."""
        self.codes = Memo(self._make_code)
        """The key of a word as a number that is the same on any machine, 0 for a word of grammar."""
        self.values = Memo(self._make_values, 2_000)
        """The numbers of a sentence: versions of a text have most of their sentences in common."""

    # words ------------------------------------------------------------------------------------------------------

    def form(self, word: str) -> str:
        """A lower-case word in the one spelling that both versions are compared in."""
        return self.forms[word]

    def _make_form(self, word: str) -> str:
        if not word.isascii():
            word = fold(word)
        if word.endswith("'s"):
            word = word[:-2]
        elif word.endswith("s'"):
            word = word[:-1]
        word = self.names.get(word, word)
        if (plain := self.spelling.get(word)) is not None:
            return plain
        if len(word) >= 5 and word.endswith(self._respelt):
            for ending, plain in self.spelling_endings:
                if word.endswith(ending) and len(word) - len(ending) >= 3:
                    return word[: -len(ending)] + plain
        if word.endswith(_DOUBLING):
            for ending in _DOUBLING:
                stem = word[: -len(ending)]
                if word.endswith(ending) and stem[-1:] == stem[-2:-1] and stem[:-1] in self.doubled:
                    return stem[:-1] + ending
        return word

    def key(self, word: str) -> str:
        """The stem of a word that tells something of a story, or "" for a word of grammar."""
        return self.keys[word]

    def _make_counts(self, word: str) -> int:
        if word.isalpha():
            return COUNTS if word in self.numbers or word in self.magnitudes else 0
        if any(p[:1].isdigit() or p in self.numbers or p in self.magnitudes for p in re.split("[-‐‑]", word)):
            return COUNTS
        return FIGURES if any(map(str.isdigit, word)) else 0

    def _make_values(self, sentence: str) -> frozenset[float]:
        return frozenset([token.value for token in self.tokens(sentence) if token.value is not None])

    def _make_number(self, word: str) -> int:
        return crc32(self.forms[word].encode("utf-8", "surrogatepass"))

    def _make_code(self, word: str) -> int:
        key = self.keys[word]
        return (crc32(key.encode()) or 1) if key else 0

    def _make_key(self, word: str) -> str:
        base, _, rest = word.partition("'")
        if rest and base in self.elisions:
            base = word = rest
        if word in self.stopwords or base in self.stopwords or not base:
            return ""
        if not self.stopwords and len(base) <= 3 and not base.isdigit():
            return ""
        base = self.form(base)
        base = self.irregular.get(base, base)
        if not self.endings:
            return base[:CROP]
        for ending in self.endings if base.endswith(self.endings) else ():
            if base.endswith(ending) and len(base) - len(ending) >= STEM_FLOOR:
                return base[: -len(ending)]
        return base

    def tokens(self, text: str, offset: int = 0) -> list[Token]:
        """The text's words for comparing one by one; `offset` is added to their places."""
        found: list[Token] = []
        plain, add = self._plain_words, found.append
        new = partial(tuple.__new__, Token)  # a third of what Token(...) takes, and there is one for every word
        parts = _TOKEN.split(text)  # what stands between, a word, what stands between, …
        gap, last = parts[0], offset
        for raw, after in zip(parts[1::2], parts[2::2], strict=True):
            start = last + len(gap)
            lead = last == offset or (gap != " " and not _ENDS.isdisjoint(gap))
            last = start + len(raw)
            hyphen = after != " " and after[:1] == "-"
            if form := plain[raw]:
                add(new((form, start, last, raw, None, lead, hyphen)))
            elif form is None:
                self._odd(text, offset, Token("", start, last, raw, None, lead, hyphen), found)
            gap = after
        return found if all(map(itemgetter(0), found)) else [t for t in found if t[0]]

    def _make_plain_word(self, raw: str) -> str | None:
        """The form of a word as printed; None for what is more than a word of letters."""
        return self.forms[word] if raw.isalpha() and (word := raw.lower()) not in self.special else None

    def _odd(self, text: str, offset: int, token: Token, found: list[Token]) -> None:
        """Add what a number, a sign or an unusual word stands for."""
        raw = token.raw
        if raw[0].isdecimal():
            hours = ":" in raw or ("." in raw and _CLOCK.match(text, token.end - offset))
            value = clock(raw) if hours else number(raw)
            found.append(Token(_plain(value), token.start, token.end, raw, value))
            return
        word = raw.lower().replace("’", "'")
        if word not in self.special and "." not in word and "'" not in word:
            found.append(token._replace(form=self.forms[word]))
        else:
            self._special(word, token, found)

    def _special(self, word: str, token: Token, found: list[Token]) -> None:
        """Add what a contraction, an abbreviation with stops or a number word stands for."""
        last = found[-1] if found else None
        if word in _ORDINAL and last is not None and last.end == token.start and last.value is not None:
            return
        if "." in word:
            found.append(token._replace(form=word.replace(".", "")))
        elif "'" in word or word in self.contractions:
            found += [token._replace(form=part) for part in self._expand(word)]
        else:
            found.append(self._number_word(word, token, found))

    def _expand(self, word: str) -> list[str]:
        whole = self.contractions.get(word)
        if whole is not None:
            return whole.split()
        for ending, full in self.contracted.items():
            if word.endswith(ending) and len(word) > len(ending):
                return [self.form(word[: -len(ending)]), *full.split()]
        return [self.form(word.strip("'"))]

    def _number_word(self, word: str, token: Token, before: list[Token]) -> Token:
        """A number word; "4 million" and "twenty five" are folded into one with the token before."""
        last = before[-1] if before else None
        value = float(self.numbers.get(word, 0))
        if last is not None and last.value is not None and token.start - last.end <= 1:
            folded = None
            if (times := self.magnitudes.get(word)) is not None:
                folded = last.value * times
            elif last.value in _TENS and 0 < value < 10 and last.raw.isalpha():
                folded = last.value + value
            if folded is not None:
                before.pop()
                raw = last.raw + " " + token.raw
                return Token(_plain(folded), last.start, token.end, raw, folded, last.lead, token.hyphen)
        if word in self.numbers:
            return token._replace(form=_plain(value), value=value)
        return token._replace(form=self.form(word))

    def denials(self, tokens: Sequence[Token]) -> list[int]:
        """Indices of the words that turn a statement round; "whether or not" and "not-for-profit" do not."""
        found: list[int] = []
        if self.denying.isdisjoint([token.form for token in tokens]):
            return found
        for i, token in enumerate(tokens):
            after = tokens[i + 1].form if i + 1 < len(tokens) else ""
            if f"{token.form} {after}" in self.negating_phrases:
                found.append(i)
                continue
            if token.form not in self.negations or (i and tokens[i - 1].form in self.idle_before):
                continue
            joined = i + 1 < len(tokens) and tokens[i + 1].start == token.end + 1 and token.hyphen
            if not joined:
                found.append(i)
        return found

    # kinds of words ---------------------------------------------------------------------------------------------

    def dated(self, token: Token) -> bool:
        """Whether a token names a day of the week or a month: "may" and "march" need their capital in English."""
        return token.form in self.calendar and (self.dates_in_lower_case or token.raw[:1].isupper())

    def convertible(self, a: str, b: str) -> bool:
        """Whether two unit words measure the same thing in different units."""
        return a != b and any(a in group and b in group for group in self.units)


_TENS: Final = frozenset({20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0})


def number(raw: str) -> float:
    """The value of printed digits: "4,500" is 4500, "4.500" too, "4.5" and "4,5" are 4.5."""
    raw = re.sub(r"\s", "", raw)
    parts = re.split(r"[.,]", raw)
    if len(parts) == 1:
        return float(int(raw))
    if all(len(p) == 3 for p in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0":
        return float(int("".join(parts)))
    if len(parts) == 2:
        return float(f"{parts[0]}.{parts[1]}")
    whole, last = parts[:-1], parts[-1]
    if all(len(p) == 3 for p in whole[1:]):
        return float("".join(whole) + "." + last)
    return float(int("".join(parts)))


def clock(raw: str) -> float:
    """The hours of a printed time of day: "2:30" and "2.30" are 2.5."""
    hours, minutes = re.split("[.:]", raw)[:2]
    return int(hours) + int(minutes) / 60


def _plain(value: float) -> str:
    return str(int(value)) if value < 1e18 and value == int(value) else f"{value:.6g}"


def fold(word: str) -> str:
    """The word without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _folded(data: Mapping[str, Any], name: str) -> frozenset[str]:
    """A list of words in the form that tokens have."""
    return frozenset(map(fold, data.get(name, ())))


@cache
def lexicon(code: str | None) -> Lexicon:
    """The language's words; a code without data gives one that compares plain words."""
    return Lexicon(code)
