"""One name in two spellings on one page."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from mkdocs_credibility import language
from mkdocs_credibility.language import lexicon
from mkdocs_credibility.rules import Severity
from mkdocs_credibility.signals.translation.page import Page

_SHORTEST: Final = 4
"""Letters of the shortest family name that is compared by sound."""

_POSSESSIVE: Final = ("'s", "’s")

_NEAR: Final = 40
"""Characters between two spellings within which a text explains one by the other: "Kyiv (Kiev in Russian)"."""


@cache
def _groups(code: str) -> tuple[dict[str, str], re.Pattern[str] | None, re.Pattern[str] | None]:
    """Spelling -> the name's first spelling; what beside a name makes it another's; what in a sentence is history."""
    table = language.load(code)["translation"].get("names", {})
    spellings = {spelling: group[0] for group in table.get("groups", ()) for spelling in group}
    fixed = "|".join(table.get("fixed", ()))
    deliberate = "|".join(table.get("deliberate", ()))
    return (
        spellings,
        re.compile(rf"\b(?:{fixed})\b", re.IGNORECASE) if fixed else None,
        re.compile(rf"\b(?:{deliberate})|\b1\d{{3}}\b(?!,)", re.IGNORECASE) if deliberate else None,
    )


def examine(page: Page) -> None:
    """Report each name that the writer's own text spells in two ways, or in another language's case."""
    page.report("translation/inflected-name", _inflected(page))
    found: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    spellings, _, _ = _groups(page.code)
    words = page.article.tokens
    if len(_in_small(page.code) & page.article.vocabulary) > 1:
        for i in page.coded.capitals:
            spelling = words.printed[i]
            if spelling[-2:] in _POSSESSIVE:
                spelling = spelling[:-2]
            if (name := spellings.get(spelling)) is not None:
                start = words.starts[i]
                if _counts(page, start, start + len(spelling)):
                    found[name][spelling].append((start, start + len(spelling)))
    for variants in found.values():
        _report(page, variants)
    given = _given_names(page.code)
    for half, variants in _page_names(page, spellings.keys()):
        # the same family name after two given names may be a father and a daughter, unless they are one name
        one_name = half == 0 or len({given.get(name.split()[0]) for name in variants} - {None}) == 1
        _report(page, variants, None if one_name else "info")


def _report(page: Page, variants: Mapping[str, list[tuple[int, int]]], severity: Severity | None = None) -> None:
    """A finding on the spellings of one name, unless there is one alone or the text explains them."""
    if len(variants) > 1 and not _explained(variants):
        common, *others = sorted(variants, key=lambda v: (-len(variants[v]), variants[v][0]))
        places = [*(place for other in others for place in variants[other][:3]), variants[common][0]]
        page.card.add(
            "translation/mixed-transliteration",
            [page.article.span(*place) for place in places],
            severity=severity,
            common=common,
            other=tuple(others),
        )


@cache
def _in_small(code: str) -> frozenset[str]:
    """Every spelling and its possessive as an article's vocabulary has them: most articles have none or one."""
    small = [spelling.lower().replace("’", "'") for spelling in _groups(code)[0]]
    return frozenset(small).union(f"{spelling}'s" for spelling in small)


@cache
def _given_names(code: str) -> dict[str, str]:
    """Spelling of a given name -> the first of its group."""
    groups = language.load(code)["translation"].get("names", {}).get("given", ())
    return {spelling: group[0] for group in groups for spelling in group}


def _inflected(page: Page) -> list[tuple[int, int]]:
    """Names in running text that end in another language's case, on a page that has the same name without it.

    Family names in -ov, -in and the like take an -a for a woman, and names that the lexicon has are no case forms.
    """
    endings = _case_endings(page.code)
    if not endings:
        return []
    words, prose = page.article.tokens, page.article.prose
    printed = words.printed
    names = set(map(printed.__getitem__, page.coded.inner))
    found = []
    for name in names:
        for ending in endings.get(name[-1], ()):
            stem = name[: -len(ending)]
            if (
                stem in names
                and name.endswith(ending)
                and len(stem) >= _SHORTEST
                and stem[-1] not in "aeiouy"
                and not stem.endswith(_TAKES_A)
                and name.istitle()
                and name.lower() not in lexicon.table()
            ):
                i = next(i for i in page.coded.inner if printed[i] == name)
                found.append((words.starts[i], words.ends[i]))
                break
    if not found:
        return []
    found.sort()
    starts = {words.starts[i] for i in page.coded.capitals}
    return page.own(place for place in found if place[1] + 1 not in starts or prose[place[1]] != " ")


_TAKES_A: Final = ("ov", "ev", "in", "yn", "sky", "ski")


@cache
def _case_endings(code: str) -> dict[str, tuple[str, ...]]:
    """Endings by their last letter."""
    endings = language.load(code)["translation"].get("names", {}).get("case_endings", ())
    return {last: tuple(e for e in endings if e.endswith(last)) for last in {e[-1] for e in endings}}


def _counts(page: Page, start: int, end: int) -> bool:
    """Whether a spelling is the writer's own choice: in running text, unquoted, in no fixed name and no history."""
    if not page.running(start, end) or page.quoted(start, end):
        return False
    prose = page.article.prose
    _, fixed, deliberate = _groups(page.code)
    before, after = prose[max(0, start - 24) : start], prose[end : end + 24]
    if re.match(r"[- ][A-ZÀ-Þ]|-", after) or re.search(r"-\Z", before):
        return False
    if fixed and (fixed.search(after.split(".")[0]) or fixed.search(before.rsplit(".", 1)[-1])):
        return False
    block = page.block(start)
    if block is None or deliberate is None:
        return True
    first = max(block.prose_start, prose.rfind(". ", block.prose_start, start), start - 300)
    last = prose.find(". ", end, min(block.prose_end, end + 300))
    return deliberate.search(prose[first : last if last > 0 else min(block.prose_end, end + 300)]) is None


def _explained(variants: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether two spellings stand side by side somewhere: the text tells its readers about them."""
    places = sorted((place, spelling) for spelling, found in variants.items() for place in found)
    return any(one != two and second[0] - first[1] <= _NEAR for (first, one), (second, two) in pairwise(places))


_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"iy\b|yy\b|ij\b|yi\b|y\b|ii\b", "i"), (r"kh", "h"), (r"ya|ja|ia", "a"), (r"ye|je|ie", "e"),
        (r"yu|ju|iu", "u"), (r"w|v|ff|ph", "f"), (r"ks", "x"), (r"tz|ts", "c"), (r"zh", "j"), (r"q|ck|k", "k"),
        (r"dj|gh", "g"), (r"ou|oo", "u"), (r"y|j", "i"), (r"sch|tch|tsh", "ch"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=20_000)
def _sound(name: str) -> str:
    """A name as transliterations agree on it: "Sergei" and "Sergey", "Zelensky" and "Zelenskyy" are one."""
    sound = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    for pattern, instead in _SOUNDS:
        sound = pattern.sub(instead, sound)
    return sound


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _page_names(page: Page, listed: Set[str]) -> list[tuple[int, dict[str, list[tuple[int, int]]]]]:
    """Full names on the page that agree in one half (0, the given name; 1, the family name) to the letter and in the
    other only by sound, each with its places."""
    words = page.article.tokens
    printed, gaps = words.printed, words.gaps
    twos: dict[tuple[str, str], list[int]] = defaultdict(list)
    capitals = page.coded.capitals
    for i, j, next_ in zip(capitals, capitals[1:], [*capitals[2:], -1], strict=False):
        # a third capital: the name of something else, or the middle name comes first
        if j == i + 1 and gaps[i] == " " and not (next_ == j + 1 and gaps[j] == " "):
            twos[printed[i], printed[j]].append(i)
    full: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for (first, printed_last), at in twos.items():
        if len(printed_last) >= _SHORTEST and first.istitle():
            last = printed_last.removesuffix("'s").removesuffix("’s")
            if last.istitle():
                full[first, last] += [(words.starts[i], words.starts[i + 1] + len(last)) for i in at]
    found = []
    for half in (0, 1):
        agreeing: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in full:
            agreeing[name[half]].append(name)
        for family in [family for family in agreeing.values() if len(family) > 1] if len(agreeing) < len(full) else ():
            by_sound: dict[str, list[tuple[str, str]]] = defaultdict(list)
            for name in family:
                by_sound[_sound(name[1 - half])].append(name)
            for names in by_sound.values():
                others = {name[1 - half] for name in names}
                if len(names) > 1 and len({_plain(other) for other in others}) > 1 and not others <= listed:
                    own = {" ".join(name): page.own(full[name]) for name in names}
                    found.append((half, {name: places for name, places in own.items() if places}))
    return found
