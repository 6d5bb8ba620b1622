"""English texts that remember how they were made, so that a report can say them in another language.

A `Wording` stands where its sentence is used, with a key; called with values it makes a `Phrase`: the English text, and
the key and values from which `reports.texts` makes the same sentence in the report's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Phrase(str):
    """A text in English with the `key` of its wording and the `values` in it; for all else it is that text.

    A value is a text, a number, a phrase, or a tuple of these (said in a row, with commas between them).
    """

    __slots__ = ("key", "values")

    key: str
    values: Mapping[str, Any]

    def __new__(cls, text: str, key: str, values: Mapping[str, Any] = NOTHING) -> Phrase:
        """`text` is the finished English sentence."""
        phrase = super().__new__(cls, text)
        phrase.key = key
        phrase.values = values
        return phrase

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, str, dict[str, Any]]]:
        return Phrase, (str(self), self.key, dict(self.values))


def fill(text: str, values: Mapping[str, Any]) -> str:
    """The text with its places filled in English; a tuple's items are separated by commas."""
    shown = {k: ", ".join(map(str, v)) if isinstance(v, tuple) else v for k, v in values.items()}
    return text.format(**shown)


class Wording:
    """A sentence with places to fill (`{name}`), and the key by which locales know it.

    `one` is the form for a value `n` of 1, where the sentence has one.  A key is used once: raises ValueError else.
    """

    __slots__ = ("_plain", "key", "one", "text")

    def __init__(self, key: str, text: str, one: str | None = None) -> None:
        self.key, self.text, self.one = key, text, one
        self._plain: Phrase | None = None  # the sentence without places: one for all who say it
        known = KNOWN.setdefault(key, self)
        if (known.text, known.one) != (text, one):
            raise ValueError(f"two wordings are called {key!r}")

    def __call__(self, **values: Any) -> Phrase:
        """The sentence with these values."""
        if values:
            return Phrase(fill(self.form(values), values), self.key, values)
        if self._plain is None:
            self._plain = Phrase(self.text, self.key)
        return self._plain

    def form(self, values: Mapping[str, Any]) -> str:
        """The sentence in the form that the values want, with its places."""
        return self.one if self.one is not None and values.get("n") == 1 else self.text


KNOWN: Final[dict[str, Wording]] = {}
"""Every wording of the modules that were imported, by key: what a complete locale has a text for, beside rules."""
