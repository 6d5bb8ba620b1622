"""The words that readers see, by language: two TOML files a locale, and the one class that fills them in.

`<code>.toml` has the reports' own words; `<code>.findings.toml` what rules, reasons and changes say, whose English
stands in the code that says it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from markupsafe import Markup, escape

from mkdocs_credibility import rules
from mkdocs_credibility.phrase import KNOWN, Phrase

DEFAULT: Final = "en"
THOUSAND: Final = 1000
"""From here on a number has marks between its digits."""

_LOCALES = files(__package__) / "locales"


@cache
def locales() -> tuple[str, ...]:
    """Codes of the locales there are texts for."""
    names = (f.name.removesuffix(".toml") for f in _LOCALES.iterdir() if f.name.endswith(".toml"))
    return tuple(sorted(name for name in names if "." not in name))


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested tables as one, keyed by dotted names; a table of plural forms stays one value."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


@cache
def _load(code: str) -> dict[str, Any]:
    parts = (_LOCALES / f"{code}.toml", _LOCALES / f"{code}.findings.toml")
    return {k: v for part in parts if part.is_file() for k, v in _flat(tomllib.loads(part.read_text("utf-8"))).items()}


@cache
def texts(locale: str | None = None) -> Texts:
    """The texts of a locale ("pt-BR" falls back to "pt", anything unknown to English)."""
    code = (locale or DEFAULT).replace("_", "-")
    for candidate in (code, code.split("-")[0].lower()):
        if candidate in locales():
            return Texts(candidate)
    return Texts(DEFAULT)


def _english(phrase: Phrase) -> str | None:
    """The English text of a phrase with its places; None for what only its maker knows, as a site's own rule."""
    if wording := KNOWN.get(phrase.key):
        return wording.form(phrase.values)
    return rules.get(phrase.key).message if rules.built_in(phrase.key) else None


def _same_in_english(value: Any) -> bool:
    """Whether a value stands in a phrase as our English texts would print it."""
    return type(value) is str or (type(value) is int and 0 <= value < THOUSAND)


class Texts:
    """Texts by dotted key, as "badge.disclaimer".  A text that a locale lacks comes from the English one."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._texts = _load(DEFAULT) | _load(code)
        self.direction: str = self._texts["meta.direction"]

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def _pattern(self, key: str, n: object) -> str:
        value = self._texts[key]
        if isinstance(value, dict):
            one = isinstance(n, int | float) and abs(n) in self._texts["meta.plural_one"]
            value = value["one"] if one and "one" in value else value["other"]
        return str(value)

    def plain(self, key: str, **values: Any) -> str:
        """The text with the values filled in, as plain text; `n` chooses the plural form.  Raises KeyError."""
        if not values:
            return self._bare(key)
        return self._pattern(key, values.get("n")).format(**self._shown(values))

    @cache  # noqa: B019  # there is one object a locale, and it stays
    def _bare(self, key: str) -> str:
        return self._pattern(key, None).format()

    def html(self, key: str, **values: Any) -> Markup:
        """The text as HTML: the values are escaped unless they are markup already.  Raises KeyError."""
        # what Markup.format() does, at a fifth of its time
        shown = {name: escape(value) for name, value in self._shown(values).items()}
        return Markup(str(escape(self._pattern(key, values.get("n")))).format(**shown))  # noqa: S704  # all escaped

    def say(self, text: str) -> str:
        """A phrase in this language, and the phrases in it; a text that is none, or unknown here, as it is."""
        if not isinstance(text, Phrase):
            return text
        if self.code == DEFAULT and all(map(_same_in_english, text.values.values())):
            return str(text)
        key = text.key if text.key in self._texts else f"{text.key}.message"
        pattern = self._pattern(key, text.values.get("n")) if key in self._texts else _english(text)
        if pattern is None:
            return str(text)
        return pattern.format(**self._shown({name: self._said(value) for name, value in text.values.items()}))

    def _said(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return self._texts["list.comma"].join(str(self._said(item)) for item in value)
        return self.say(value) if isinstance(value, str) else value

    def rule(self, rule_id: str, part: str) -> str | None:
        """A rule's `title`, `message` (its places not filled), `why` or `fix`; None where its own English serves."""
        text = self._texts.get(f"{rule_id}.{part}")
        return None if text is None else str(text)

    def _shown(self, values: dict[str, Any]) -> dict[str, Any]:
        return {k: self.number(v) if isinstance(v, int | float) else v for k, v in values.items()}

    def number(self, value: float, digits: int = 1) -> str:
        """A number as the locale writes it: at most `digits` decimals and none that say nothing."""
        if type(value) is int and 0 <= value < THOUSAND:
            return str(value)
        text = f"{value:,.{digits}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        marks = {",": self._texts["meta.thousands"], ".": self._texts["meta.decimal"], "-": "\N{MINUS SIGN}"}
        return "".join(marks.get(c, c) for c in text) if text != "-0" else "0"

    def several(self, items: list[Any], limit: int = 0) -> Markup:
        """Items in a row, the last after "and"; past `limit` (0: none) how many more there are."""
        more = len(items) - limit if limit and len(items) > limit else 0
        shown = [escape(item) for item in (items[:limit] if more else items)]
        if more:
            shown.append(self.html("list.more", n=more))
        if len(shown) < 2:
            return Markup("").join(shown)
        head = escape(self._texts["list.comma"]).join(shown[:-1])
        return self.html("list.and", a=head, b=shown[-1])
