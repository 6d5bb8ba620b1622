"""Which sentences that tell the same may differ in a fact, told from their words without comparing them one by one.

Most differ in a word or two of no weight.  Nothing is found here: what passes is looked at closely, what does not has
none of the words that a difference is made of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from mkdocs_credibility.stories.lexicon import Lexicon, Memo

if TYPE_CHECKING:
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


class Hints:
    """What one article's statements may be compared for, whatever they are compared with."""

    def __init__(self, p: Profile) -> None:
        self._statements = p.statements
        self._words = p.body_words[0]
        self._known = _traits(p.lexicon)
        self._traits = bytes(map(self._known.of.__getitem__, self._words))
        self._starts = [s.start for s in p.statements]
        self.initials = {self._home(m.start()) for m in _INITIALS.finditer(p.article.prose)}
        self._marks = p.marks
        self._capitals = p.capitals

    @cached_property
    def quoting(self) -> set[int]:
        """The statements some of whose words may stand between quotation marks."""
        return {i for start, end, _ in self._marks for i in range(self._home(start), self._home(end) + 1)}

    def _home(self, place: int) -> int:
        """The statement that begins at or last before a character of the prose."""
        return bisect_right(self._starts, place) - 1

    def traits(self, index: int) -> int:
        """What any of a statement's words may be."""
        s = self._statements[index]
        found = 0
        for trait in set(self._traits[s.first : s.last]):
            found |= trait
        return found

    def days(self, index: int) -> frozenset[str]:
        """Days of the week and months that a statement names."""
        s, known = self._statements[index], self._known
        named = [self._words[i] for i in range(s.first, s.last) if self._traits[i] & DAY]
        return frozenset[str]().union(*map(known.forms.__getitem__, named)) & known.lexicon.calendar

    def denials(self, index: int) -> list[list[str]]:
        """A statement's words of denial, each with its neighbours, on which it hangs whether it denies anything."""
        s = self._statements[index]
        at = [i for i in range(s.first, s.last) if self._traits[i] & DENIAL]
        return sorted([list(self._words[max(s.first, i - 1) : min(s.last, i + 2)]) for i in at])

    def names(self, elsewhere: frozenset[str]) -> set[str]:
        """Words with a capital that may be names of which the other article has not every one."""
        return {word for word in self._capitals if not elsewhere.issuperset(self._known.names[word])}

    def has_any(self, index: int, words: set[str]) -> bool:
        """Whether a statement has one of the words."""
        s = self._statements[index]
        return not words.isdisjoint(self._words[s.first : s.last])


class Suspects:
    """Two articles whose matched sentences are looked through."""

    def __init__(self, source: Profile, target: Profile) -> None:
        self._source, self._target = source, target
        self._one_language = source.lexicon is target.lexicon
        if self._one_language:
            self._new = source.hints.names(target.vocabulary), target.hints.names(source.vocabulary)

    def differ(self, a: int, b: int) -> bool:
        """Whether a statement of the source and one of the target may differ in a number, a day, a name or a denial."""
        if not self._one_language:
            return True
        x, y = self._source.hints, self._target.hints
        one, two = x.traits(a), y.traits(b)
        if a in x.initials or b in y.initials:
            return True
        if one & two & NUMBER and _each_has_its_own(
            self._source.numbers.get(a, _NONE), self._target.numbers.get(b, _NONE)
        ):
            return True
        if one & two & DAY and _each_has_its_own(x.days(a), y.days(b)):
            return True
        if (one | two) & DENIAL and (a in x.quoting or b in y.quoting or x.denials(a) != y.denials(b)):
            return True
        return x.has_any(a, self._new[0]) and y.has_any(b, self._new[1])


_NONE: Final = frozenset[float]()


def _each_has_its_own(x: frozenset[Any], y: frozenset[Any]) -> bool:
    return not (x <= y or y <= x)
