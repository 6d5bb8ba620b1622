"""Two runs of words compared one by one: what was exchanged, added or left out, and how grave it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, cast

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from mkdocs_credibility.rules import Severity
from mkdocs_credibility.stories.lexicon import Lexicon, Token

ChangeKind = Literal["negation", "number", "date", "name", "words"]

VARIANT: Final = 75
"""Likeness (0-100) of two names from which one is another spelling of the other."""
REACH: Final = 3
"""Words before a verb in which its negation stands."""


class Change(NamedTuple):
    """Words of the source that became words of the target; `outer` when it stands at the beginning or the end."""

    before: tuple[Token, ...]
    after: tuple[Token, ...]
    outer: bool


def changes(source: Sequence[Token], target: Sequence[Token], lexicon: Lexicon) -> list[Change]:
    """Where the words differ, in order, without what is only another spelling."""
    x, y = [t.form for t in source], [t.form for t in target]
    found: list[Change] = []
    for op in _blocks(x, y):
        a, b, c, d = op
        before, after = tuple(source[a:b]), tuple(target[c:d])
        if same(before, after, lexicon):
            continue
        found.append(Change(before, after, a == 0 or b == len(source)))
    return found


def _blocks(x: list[str], y: list[str]) -> list[tuple[int, int, int, int]]:
    """Maximal stretches of x and y that do not match."""
    found: list[tuple[int, int, int, int]] = []
    steps = Indel.opcodes(x, y).as_list()  # plain tuples, unlike the opcodes
    for tag, a, b, c, d in cast("list[tuple[str, int, int, int, int]]", steps):
        if tag == "equal":
            continue
        if found and found[-1][1] == a and found[-1][3] == c:
            last = found.pop()
            found.append((last[0], b, last[2], d))
        else:
            found.append((a, b, c, d))
    return found


def same(before: Sequence[Token], after: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether two stretches are the same words in another spelling, or another spelling of one name or month."""
    x, y = [t.form for t in before], [t.form for t in after]
    if "".join(x) == "".join(y):
        return True
    return len(x) == len(y) and all(
        p == q or _month(p, lexicon) == _month(q, lexicon) != 0 or name_variant(s, t, lexicon)
        for p, q, s, t in zip(x, y, before, after, strict=True)
    )


def _month(form: str, lexicon: Lexicon) -> int:
    return lexicon.months.get(form, 0)


def name_variant(a: Token, b: Token, lexicon: Lexicon) -> bool:
    """Whether two capitalised words are spellings of one name."""
    if not (a.capital and b.capital) or min(len(a.form), len(b.form)) < 4:
        return False
    return a.form[0] == b.form[0] and fuzz.ratio(a.form, b.form) >= VARIANT and not _listed(a, b, lexicon)


def _listed(a: Token, b: Token, lexicon: Lexicon) -> bool:
    days = lexicon.weekdays
    return (a.form in days and b.form in days) or (a.form in lexicon.months and b.form in lexicon.months)


# gravity ----------------------------------------------------------------------------------------------------------


def gravest(found: Sequence[Change], lexicon: Lexicon) -> tuple[ChangeKind, Severity]:
    """The gravest of a quote's changes: a negation, number or name counts more than a word, a word of grammar less."""
    kinds = {kind(c, lexicon) for c in found}
    before = [t for c in found for t in c.before]
    after = [t for c in found for t in c.after]
    if negation_turned(before, after, lexicon):
        return "negation", "high"
    graver: tuple[ChangeKind, ...] = ("number", "date", "name")
    for grave in graver:
        if grave in kinds:
            return grave, "high"
    words = [t for t in (*before, *after) if t.form not in lexicon.function_words]
    return "words", "medium" if words else "low"


def kind(change: Change, lexicon: Lexicon) -> ChangeKind:
    """What sort of words a change touches."""
    if numbers_differ(change):
        return "number"
    if day_differs(change, lexicon):
        return "date"
    if not lexicon.nouns_in_capitals and names_differ(change):
        return "name"
    return "words"


def negation_turned(before: Sequence[Token], after: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a negation came or went and no other word of denial makes up for it."""
    lost, won = _denials(before, lexicon), _denials(after, lexicon)
    if lost[0] == won[0]:
        return False
    more, fewer = (won, lost) if won[0] > lost[0] else (lost, won)
    return more[0] - fewer[0] > fewer[1] - min(more[1], fewer[1]) and not fewer[1] > more[1]


def _denials(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, int]:
    hard = sum(t.form in lexicon.negations for t in tokens)
    soft = sum(
        t.form in lexicon.soft_negations
        or any(t.form.startswith(p) and len(t.form) > len(p) + 3 for p in lexicon.negative_prefixes)
        for t in tokens
        if t.form not in lexicon.negations
    )
    return hard, soft


def numbers_differ(change: Change) -> bool:
    """Whether a number gave way to another."""
    x = [t.value for t in change.before if t.value is not None]
    y = [t.value for t in change.after if t.value is not None]
    return bool(x and y) and sorted(x) != sorted(y) and not any(near(p, q) for p in x for q in y)


def near(a: float, b: float) -> bool:
    """Whether one number is the other, rounded: within a twentieth of it and with fewer digits that count."""
    if a == b:
        return True
    if not a or not b or abs(a - b) > 0.05 * max(abs(a), abs(b)):
        return False
    x, y = _digits(a), _digits(b)
    rough, fine = (a, b) if x < y else (b, a)
    if x == y or rough < 10:
        return False
    return _round(fine, min(x, y)) == rough or _digits(rough) <= 2


def _digits(value: float) -> int:
    """Digits that count: 4,500 has two."""
    text = f"{value:.10g}".replace(".", "").lstrip("0")
    return len(text.rstrip("0")) or 1


def _round(value: float, digits: int) -> float:
    return float(f"{value:.{max(1, digits)}g}")


def day_differs(change: Change, lexicon: Lexicon) -> bool:
    """Whether a day of the week or a month gave way to another."""
    for listed in (frozenset(lexicon.weekdays), frozenset(lexicon.months)):
        x = {_month(t.form, lexicon) or t.form for t in change.before if t.form in listed and lexicon.dated(t)}
        y = {_month(t.form, lexicon) or t.form for t in change.after if t.form in listed and lexicon.dated(t)}
        if x and y and not x & y:
            return True
    return False


def names_differ(change: Change) -> bool:
    """Whether a name gave way to another: as many capitalised words on both sides, none a spelling of the other."""
    x = [t for t in change.before if t.capital and len(t.form) > 2 and not t.raw.isupper()]
    y = [t for t in change.after if t.capital and len(t.form) > 2 and not t.raw.isupper()]
    if not x or not y or len(x) != len(y) or len(change.before) > len(x) + 1 or len(change.after) > len(y) + 1:
        return False
    return not any(fuzz.ratio(p.form, q.form) >= VARIANT or p.form[:4] == q.form[:4] for p in x for q in y)
