"""Which sentences that tell the same may differ in a fact, told from their words without comparing them one by one.

Most differ in a word or two of no weight.  Nothing is found here: what passes is looked at closely, what does not has
none of the words that a difference is made of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, cached_property
from itertools import compress
from operator import ne
from typing import Any, Final

from mkdocs_credibility.stories.lexicon import Lexicon, Memo
from mkdocs_credibility.stories.profile import Profile

NUMBER: Final = 1
DAY: Final = 2
DENIAL: Final = 4
"""What a word may be or hold."""
NAME_LETTERS: Final = 4
"""Letters that a name has at least."""

_INITIALS: Final = re.compile(r"\b[^\W\d_]\.[^\W\d_]\.")
"""Letters with stops are several words to an article and one to a comparison: what they spell is not told here."""


class _Traits:
    """What words of a language may be part of, whatever stands around them; each word looked at once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.of = Memo(self._make)
        self.forms = Memo(self._make_forms)
        self.names = Memo(self._make_names)

    def _make(self, word: str) -> int:
        lexicon = self.lexicon
        tokens = lexicon.tokens(word)
        forms = {token.form for token in tokens}
        found = NUMBER if lexicon.counts[word] or any(token.value is not None for token in tokens) else 0
        if not forms.isdisjoint(lexicon.calendar):
            found |= DAY
        return found if forms.isdisjoint(lexicon.denying) else found | DENIAL

    def _make_forms(self, word: str) -> frozenset[str]:
        return frozenset([token.form for token in self.lexicon.tokens(word)])

    def _make_names(self, word: str) -> frozenset[str]:
        """The forms that can be names."""
        forms = [token.form for token in self.lexicon.tokens(word) if token.value is None]
        return frozenset([form for form in forms if len(form) >= NAME_LETTERS and self.lexicon.key(form)])


@cache
def _traits(lexicon: Lexicon) -> _Traits:
    return _Traits(lexicon)


class Suspects:
    """Two articles whose matched sentences are looked through."""

    def __init__(self, source: Profile, target: Profile) -> None:
        traits = _traits(target.lexicon)
        self._sides = _Side(source, target, traits), _Side(target, source, traits)

    def differ(self, a: int, b: int) -> bool:
        """Whether a statement of the source and one of the target may differ in a number, a day, a name or a denial."""
        x, y = self._sides
        one, two = x.traits(a), y.traits(b)
        if a in x.initials or b in y.initials:
            return True
        if one & two & NUMBER and _each_has_its_own(x.p.numbers.get(a, _NONE), y.p.numbers.get(b, _NONE)):
            return True
        if one & two & DAY and _each_has_its_own(x.days(a), y.days(b)):
            return True
        if (one | two) & DENIAL and (a in x.quoting or b in y.quoting or x.denials(a) != y.denials(b)):
            return True
        return x.new_name(a) and y.new_name(b)


_NONE: Final = frozenset[float]()


def _each_has_its_own(x: frozenset[Any], y: frozenset[Any]) -> bool:
    return not (x <= y or y <= x)


class _Side:
    def __init__(self, p: Profile, other: Profile, traits: _Traits) -> None:
        self.p = p
        self._words, _, printed = p.body_words
        self._known = traits
        self._traits = bytes(map(traits.of.__getitem__, self._words))
        self._starts = [s.start for s in p.statements]
        self.initials = {self._home(m.start()) for m in _INITIALS.finditer(p.article.prose)}
        capitals = set(compress(self._words, map(ne, self._words, printed)))
        self._new = {w for w in capitals if not other.vocabulary.issuperset(traits.names[w])}

    @cached_property
    def quoting(self) -> set[int]:
        """The statements some of whose words may stand between quotation marks."""
        return {i for start, end, _ in self.p.marks for i in range(self._home(start), self._home(end) + 1)}

    def _home(self, place: int) -> int:
        """The statement that begins at or last before a character of the prose."""
        return bisect_right(self._starts, place) - 1

    def traits(self, index: int) -> int:
        """What any of a statement's words may be."""
        s = self.p.statements[index]
        found = 0
        for trait in set(self._traits[s.first : s.last]):
            found |= trait
        return found

    def days(self, index: int) -> frozenset[str]:
        """Days of the week and months that a statement names."""
        s, known = self.p.statements[index], self._known
        return frozenset[str]().union(
            *[
                known.forms[self._words[i]] & known.lexicon.calendar
                for i in range(s.first, s.last)
                if self._traits[i] & DAY
            ]
        )

    def denials(self, index: int) -> list[list[str]]:
        """A statement's words of denial, each with its neighbours, on which it hangs whether it denies anything."""
        s = self.p.statements[index]
        at = [i for i in range(s.first, s.last) if self._traits[i] & DENIAL]
        return sorted([list(self._words[max(s.first, i - 1) : min(s.last, i + 2)]) for i in at])

    def new_name(self, index: int) -> bool:
        """Whether a statement has a word with a capital that the other article has nowhere."""
        s = self.p.statements[index]
        return not self._new.isdisjoint(self._words[s.first : s.last])
