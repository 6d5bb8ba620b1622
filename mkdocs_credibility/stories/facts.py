"""Numbers, dates, names and negations that differ in sentences which tell the same.

Conversion of units and currencies, rounding, another spelling of a name, a number left out: none of these is a change.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from mkdocs_credibility.stories.alignment import Alignment, Match
from mkdocs_credibility.stories.changes import VARIANT, changes, near
from mkdocs_credibility.stories.lexicon import Lexicon, Token
from mkdocs_credibility.stories.pieces import Statement
from mkdocs_credibility.stories.profile import Profile
from mkdocs_credibility.stories.suspects import Suspects
from mkdocs_credibility.story import DriftKind

ALIKE: Final = 0.5
"""Likeness of two sentences from which a difference in them is a change and not another statement."""
CLOSE: Final = 0.65
"""Likeness from which one sign is enough to tell what a number or a negation stands with; under it two are needed."""
AROUND: Final = 3
"""Words around a number or a negation that say what it is about."""

LEAST: Final = 10
"""Number from which one that stands elsewhere is told by what stands around it."""


class Difference(NamedTuple):
    """A fact that changed: the words in each version and their characters in the prose."""

    kind: DriftKind
    before: tuple[int, int]
    after: tuple[int, int]


def differences(source: Profile, target: Profile, alignment: Alignment) -> list[Difference]:
    """The facts that differ in matched sentences, in the order of the target; `alignment` has the source as its `a`."""
    if not target.lexicon.known:
        return []
    found: list[Difference] = []
    best = {b: matches[0] for b, matches in alignment.of_b().items()}
    suspects = Suspects(source, target)
    for b in sorted(best):
        match = best[b]
        if (
            match.similarity >= ALIKE
            and _text(source, match.a) != _text(target, match.b)
            and suspects.differ(match.a, match.b)
        ):
            found += _in_pair(source, target, match)
    found += _elsewhere(source, target, found)
    return list(dict.fromkeys(found))


def _text(p: Profile, index: int) -> str:
    statement = p.statements[index]
    return p.article.prose[statement.start : statement.end]


def _elsewhere(source: Profile, target: Profile, found: list[Difference]) -> list[Difference]:
    """Numbers in rearranged sentences: neither text has the other's number, the same words stand before and after."""
    lexicon = target.lexicon
    done = {d.before for d in found} | {d.after for d in found}
    rows = []
    changed = _changed(source, target), _changed(target, source)
    if not all(changed):
        return []
    for p, statements in ((source, changed[0]), (target, changed[1])):
        row = []
        for statement, own in statements:
            tokens = p.told(statement)
            row += [(tokens, i) for i, token in enumerate(tokens) if token.value in own]
        rows.append(row)
    more = []
    for x, i in rows[0]:
        about = _about(x, i, lexicon, -1), _about(x, i, lexicon, 1)
        for y, j in rows[1]:
            a, b = (x[i].start, x[i].end), (y[j].start, y[j].end)
            if (
                a in done
                or b in done
                or not (about[0] & _about(y, j, lexicon, -1) and about[1] & _about(y, j, lexicon, 1))
            ):
                continue
            if not _converted(source, target, x, i, y, j):
                more.append(Difference("number-changed", a, b))
                done |= {a, b}
    return more


def _changed(p: Profile, other: Profile) -> list[tuple[Statement, set[float]]]:
    """The statements with numbers that the other text has nowhere, and these numbers."""
    prose, theirs = p.article.prose, other.article.prose
    found = []
    for index in p.counting:
        own = {v for v in p.numbers[index] - other.values if v >= LEAST and not _rounded(v, other.values)}
        if own and prose[p.statements[index].start : p.statements[index].end] not in theirs:
            found.append((p.statements[index], own))
    return found


def _rounded(value: float, values: Collection[float]) -> bool:
    """Whether an article has a number anywhere in another precision."""
    return any(near(value, v) for v in values)


def _in_pair(source: Profile, target: Profile, match: Match) -> list[Difference]:
    one, two = source.statements[match.a], target.statements[match.b]
    x, y = source.told(one), target.told(two)
    if not x or not y:
        return []
    lexicon = target.lexicon
    around = (source, match.a), (target, match.b)
    found = _numbers(source, target, x, y, around, close=match.similarity >= CLOSE)
    found += _days(x, y, around, lexicon)
    found += _names(source, target, x, y)
    if match.similarity >= ALIKE + 0.05:
        found += [Difference("negation-changed", (one.start, one.end), (two.start, two.end))] * _negation(
            x, y, lexicon, close=match.similarity >= CLOSE
        )
    return found


Around = tuple[tuple[Profile, int], tuple[Profile, int]]
"""The two statements of a pair, each as its profile and its index."""


def _forms(place: tuple[Profile, int]) -> set[str]:
    """The words of a statement and its neighbours: a fact moved to the next sentence is not gone."""
    p, index = place
    near_by = p.statements[max(0, index - 1) : index + 2]
    return {t.form for s in near_by for t in p.tokens(s)}


# numbers ----------------------------------------------------------------------------------------------------------


def _numbers(
    source: Profile,
    target: Profile,
    x: list[Token],
    y: list[Token],
    around: Around,
    *,
    close: bool,
) -> list[Difference]:
    lexicon = target.lexicon
    left = [i for i, t in enumerate(x) if t.value is not None and not _has(t.value, y)]
    right = [i for i, t in enumerate(y) if t.value is not None and not _has(t.value, x)]
    if not left or not right:
        return []
    around_x, around_y = map(_forms, around)
    left = [i for i in left if x[i].form not in around_y]
    right = [i for i in right if y[i].form not in around_x]
    blocks = [(set(c.before), set(c.after)) for c in changes(x, y, lexicon)] if left and right else []
    found = []
    free = list(right)
    for i in left:
        for j in free:
            a, b = x[i], y[j]
            together = any(a in before and b in after for before, after in blocks)
            about = _about(x, i, lexicon, 1) & _about(y, j, lexicon, 1)
            before = _about(x, i, lexicon, -1) & _about(y, j, lexicon, -1)
            signs = bool(about) + bool(before) + (together and len(left) == len(right))
            if signs < (1 if close else 2):
                continue
            if _converted(source, target, x, i, y, j):
                continue
            free.remove(j)
            kind: DriftKind = "date-changed" if _dated(x, i, lexicon) and _dated(y, j, lexicon) else "number-changed"
            found.append(Difference(kind, (a.start, a.end), (b.start, b.end)))
            break
    return found


def _has(value: float, tokens: Sequence[Token]) -> bool:
    return any(t.value is not None and near(value, t.value) for t in tokens)


def _about(tokens: Sequence[Token], i: int, lexicon: Lexicon, step: int) -> set[str]:
    """The telling words next to a number on one side."""
    found = set()
    for k in range(1, AROUND + 1):
        if not 0 <= i + step * k < len(tokens):
            break
        token = tokens[i + step * k]
        if token.value is None and (key := lexicon.key(token.form)):
            found.add(key)
            if len(found) == 2:
                break
    return found


def _converted(source: Profile, target: Profile, x: list[Token], i: int, y: list[Token], j: int) -> bool:
    """Whether the two numbers are one quantity in two units or currencies, or one hour on two clocks."""
    lexicon = target.lexicon
    units = [{t.form for t in side[k + 1 : k + 4]} & lexicon.all_units for side, k in ((x, i), (y, j))]
    if any(lexicon.convertible(p, q) for p in units[0] - units[1] for q in units[1] - units[0]):
        return True
    money = [p.article.prose[max(0, t.start - 1) : t.start] for p, t in ((source, x[i]), (target, y[j]))]
    signs = [m if m in tuple("$€£¥₹") else "" for m in money]
    if signs[0] != signs[1]:
        return True
    a, b = x[i].value or 0.0, y[j].value or 0.0
    if {"pm", "am"} & (units[0] | units[1]) and abs(a - b) == 12:
        return True
    return bool(b) and bool(a) and any(abs(a * factor / b - 1) < 0.005 for factor in (100, 0.01, 12, 1 / 12))


def _dated(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> bool:
    near_by = tokens[max(0, i - 1) : i + 3]
    value = tokens[i].value or 0
    return value <= 31 and any(t.form in lexicon.months and lexicon.dated(t) for t in near_by)


# days, names, negations -------------------------------------------------------------------------------------------


def _days(x: list[Token], y: list[Token], around: Around, lexicon: Lexicon) -> list[Difference]:
    found = []
    for listed in (frozenset(lexicon.weekdays), frozenset(lexicon.months)):
        mine = [t for t in x if t.form in listed and lexicon.dated(t)]
        theirs = [t for t in y if t.form in listed and lexicon.dated(t)]
        if not mine or not theirs or mine == theirs:
            continue
        around_x, around_y = map(_forms, around)
        mine = [t for t in mine if t.form not in around_y]
        theirs = [t for t in theirs if t.form not in around_x]
        if len(mine) == len(theirs) == 1 and lexicon.months.get(mine[0].form, 0) != lexicon.months.get(
            theirs[0].form, -1
        ):
            found.append(Difference("date-changed", mine[0][1:3], theirs[0][1:3]))
    return found


def _names(source: Profile, target: Profile, x: list[Token], y: list[Token]) -> list[Difference]:
    """A name that the source does not have at all in the place of one that the sentence had."""
    lexicon = target.lexicon
    found = []
    for change in changes(x, y, lexicon):
        mine = [t for t in change.before if _name(t, lexicon)]
        theirs = [t for t in change.after if _name(t, lexicon)]
        if len(mine) != 1 or len(theirs) != 1 or len(change.before) > 2 or len(change.after) > 2:
            continue
        a, b = mine[0], theirs[0]
        if lexicon.nouns_in_capitals and not (_in_a_name(a, x) and _in_a_name(b, y)):
            continue
        if b.form in source.vocabulary or a.form in target.vocabulary:
            continue
        if fuzz.ratio(a.form, b.form) >= VARIANT or a.form[:4] == b.form[:4]:
            continue
        found.append(Difference("name-changed", (a.start, a.end), (b.start, b.end)))
    return found


def _in_a_name(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether another word with a capital stands directly beside it: where nouns have one, the mark of a name."""
    at = tokens.index(token)
    return any(
        other.capital and other.value is None and 0 <= max(token.start, other.start) - min(token.end, other.end) <= 1
        for other in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    )


def _name(token: Token, lexicon: Lexicon) -> bool:
    return (
        token.capital
        and len(token.form) > 3
        and token.value is None
        and not token.raw.isupper()
        and token.form not in lexicon.weekdays
        and token.form not in lexicon.months
        and bool(lexicon.key(token.form))
    )


def _negation(x: list[Token], y: list[Token], lexicon: Lexicon, *, close: bool) -> bool:
    """Whether one of the two denies what the other says: the same word denied in one and not in the other."""
    return _only(x, y, lexicon, close=close) or _only(y, x, lexicon, close=close)


def _only(x: list[Token], y: list[Token], lexicon: Lexicon, *, close: bool) -> bool:
    hard_x, hard_y = lexicon.denials(x), lexicon.denials(y)
    if len(hard_x) <= len(hard_y):
        return False
    soft = [sum(_soft(t.form, lexicon) for t in side) for side in (x, y)]
    if soft[1] > soft[0]:
        return False
    for i in hard_x:
        denied = next((k for t in x[i + 1 : i + 1 + 2 * AROUND] if (k := lexicon.key(t.form))), None)
        told = {k for t in x[max(0, i - 2 * AROUND) : i] if (k := lexicon.key(t.form))}
        for j, token in enumerate(y):
            if denied is None or lexicon.key(token.form) != denied:
                continue
            if any(-AROUND <= j - d <= 2 * AROUND for d in hard_y):
                continue
            if close or told & {lexicon.key(t.form) for t in y[max(0, j - 3 * AROUND) : j]}:
                return True
    return False


def _soft(form: str, lexicon: Lexicon) -> bool:
    return form in lexicon.soft_negations or any(
        form.startswith(p) and len(form) > len(p) + 4 for p in lexicon.negative_prefixes
    )
