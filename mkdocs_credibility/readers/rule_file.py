"""A site's own rules from a TOML file; whatever is wrong in it is named with its line, all of it at once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeGuard, get_args

from mkdocs_credibility import rules
from mkdocs_credibility.options import suggestion
from mkdocs_credibility.readers.toml_lines import Key, Table, tables
from mkdocs_credibility.rules import Dimension, Owner, Rule, Severity
from mkdocs_credibility.rules.own import OwnRule, OwnRules, Where

KEYS: Final = (
    "id", "phrases", "message", "title", "why", "source", "fix", "severity", "owner", "where", "except", "in_quotes",
    "case", "languages",
)  # fmt: skip
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "severity": get_args(Severity),
    "owner": get_args(Owner),
    "where": get_args(Where),
}
DEFAULTS: Final[Mapping[str, str]] = {"severity": "low", "owner": "publisher", "where": "anywhere"}

_ID = re.compile(r"([a-z]+)/[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELD = re.compile(r"\{\{|\}\}|\{phrase\}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}")
_TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)$")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese letters: no space says where their words end."""


class RuleFileError(ValueError):
    """A file of rules that cannot be used; `problems` are one line each, "house-rules.toml:12: rule 2: severity: …"."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def load_rules(path: str | os.PathLike[str], *, name: str | None = None) -> OwnRules:
    """The rules in the TOML file at `path`, for `Options(rules=...)`.

    `name` is what messages call the file, else its path as given.  Raises RuleFileError when the file cannot be read
    or holds anything that is not understood.
    """
    name = name or os.fspath(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise RuleFileError([f"{name}: {error.strerror or error}"]) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleFileError([f"{name}:{line}: not UTF-8 (byte 0x{data[error.start]:02x})"]) from error
    return OwnRules(parse_rules(text, name), os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links


def parse_rules(text: str, name: str) -> tuple[OwnRule, ...]:
    """The rules in the text of a TOML file that messages call `name`.  Raises RuleFileError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError([_syntax(str(error), text, name)]) from error
    except RecursionError as error:
        raise RuleFileError([f"{name}: nested too deeply"]) from error
    return _File(data, tables(text), name).read()


def _syntax(message: str, text: str, name: str) -> str:
    place = _TOML_PLACE.search(message)
    said = message[: place.start()].rstrip() if place else message
    line, column = place.groups() if place else (None, None)
    where = f" (column {column})" if column else ""
    return f"{name}:{line or text.rstrip().count(chr(10)) + 1}: not valid TOML: {said}{where}"


class _File:
    """Reads the tables of a file and gathers what is wrong in them."""

    def __init__(self, data: Mapping[str, Any], found: list[Table], name: str) -> None:
        self.data = data
        self.tables = found
        self.name = name
        self.problems: list[tuple[int, str]] = []
        self.ids: dict[str, int] = {}

    def read(self) -> tuple[OwnRule, ...]:
        for key in self.data:
            if key != "rule":
                self.say(self.line_of(key), f"{key}: unknown key{suggestion(key, ['rule'])}")
        entries = self.data.get("rule", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.say(self.line_of("rule"), "rule: begin each rule with a line [[rule]]")
            entries = []
        places = self.entries(len(entries))
        pairs = enumerate(zip(entries, places, strict=True), 1)
        read = [_Entry(self, n, entry, place).read() for n, (entry, place) in pairs]
        if self.problems:
            raise RuleFileError(f"{self.name}:{line}: {problem}" for line, problem in sorted(self.problems))
        return tuple(rule for rule in read if rule is not None)

    def say(self, line: int, problem: str) -> None:
        """Note what is wrong."""
        self.problems.append((line, problem))

    def line_of(self, key: str) -> int:
        """The line of a key at the top of the file, or of the first table of that name."""
        first = self.tables[0].keys.get(key)
        return first.line if first else next((t.line for t in self.tables if t.name[:1] == (key,)), 1)

    def entries(self, count: int) -> list[Table]:
        """Where each rule stands; rules written as one inline array all stand where that begins."""
        found: list[Table] = []
        for table in self.tables:
            if table.name == ("rule",):
                found.append(table)
            elif table.name[:1] == ("rule",) and found:  # a table inside a rule
                found[-1].keys.setdefault(table.name[1], Key(table.line))
        return found if len(found) == count else [Table(("rule",), self.line_of("rule")) for _ in range(count)]


class _Entry:
    """Reads one rule."""

    def __init__(self, file: _File, number: int, data: Mapping[str, Any], place: Table) -> None:
        self.file, self.number, self.data, self.place = file, number, data, place
        self.failed = False

    def read(self) -> OwnRule | None:
        """The rule, or None when something is wrong with it."""
        for key in self.data:
            if key not in KEYS:
                self.say(key, f"unknown key{suggestion(key, KEYS)}")
        rule_id = self.id()
        phrases = self.phrases("phrases", required=True)
        unless = self.phrases("except")
        languages = self.languages()
        message = self.message()
        severity, owner, where = (self.choice(key) for key in ("severity", "owner", "where"))
        in_quotes, case = self.switch("in_quotes"), self.switch("case")
        title, why, source, fix = (self.text(key) for key in ("title", "why", "source", "fix"))
        if self.failed:
            return None
        title = title or rule_id.partition("/")[2].replace("-", " ").capitalize()
        source = source or f"The site's own rules ({Path(self.file.name).name})"
        rule = Rule(rule_id, severity, owner, title, message, why, source, fix)  # type: ignore[arg-type]  # of CHOICES
        return OwnRule(rule, phrases, where, unless, in_quotes, case, languages)  # type: ignore[arg-type]  # of CHOICES

    def say(self, key: str, problem: str, item: int | None = None) -> None:
        """Note what is wrong with a key, on its line or an item's, or on the rule's where the key is absent."""
        self.failed = True
        place = self.place.keys.get(key)
        line = place.line if place else self.place.line
        if place and item is not None and item < len(place.items):
            line = place.items[item]
        self.file.say(line, f"rule {self.number}: {key}: {problem}")

    def id(self) -> str:
        """The id, held to the form of every rule's, to the four dimensions, and to names that nobody has yet."""
        value = self.data.get("id")
        if not isinstance(value, str):
            self.say("id", "missing" if value is None else "expected a text")
            return ""
        dimensions = get_args(Dimension)
        if not (form := _ID.fullmatch(value)):
            self.say("id", f"expected dimension/name in lower case, as in 'boilerplate/app-promo', not {value!r}")
        elif form[1] not in dimensions:
            self.say("id", f"expected one of {_listed(dimensions)} before the slash{suggestion(form[1], dimensions)}")
        elif value in self.file.ids:
            self.say("id", f"{value!r} is rule {self.file.ids[value]} already")
        elif rules.built_in(value):
            self.say("id", f"{value!r} is a built-in rule; choose another name")
        else:
            self.file.ids[value] = self.number
        return value

    def phrases(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts that whole words can match."""
        value = self.data.get(key)
        if value is None and not required:
            return ()
        if value is None:
            self.say(key, "missing")
            return ()
        if not _texts(value) or (required and not value):
            self.say(key, "expected a list of texts in quotation marks" + (", one at least" if value == [] else ""))
            return ()
        for i, phrase in enumerate(value):
            if not any(c.isalnum() for c in phrase):
                self.say(key, f"{phrase!r} has no word in it", i)
            elif _UNSPACED.search(phrase):
                self.say(key, f"{phrase!r} is of a script without spaces; only whole words can be found", i)
        return tuple(value)

    def languages(self) -> tuple[str, ...]:
        """Primary language subtags in lower case."""
        value = self.data.get("languages", [])
        if not _texts(value):
            self.say("languages", 'expected a list of codes, as in ["en", "de"]')
            return ()
        for i, code in enumerate(value):
            if not _LANGUAGE.fullmatch(code):
                self.say("languages", f"expected a code of two or three letters, as in 'en', not {code!r}", i)
        return tuple(code.lower() for code in value)

    def message(self) -> str:
        """What a finding says: a format string with no other field than `{phrase}`."""
        text = self.text("message", required=True)
        if re.search(r"[{}]", _FIELD.sub("", text)):
            self.say("message", "only {phrase} may stand in braces; write {{ and }} for braces of your own")
        return text

    def text(self, key: str, *, required: bool = False) -> str:
        """A text, its white space made single; empty when it is not given."""
        value = self.data.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.say(key, "missing" if value is None else "expected a text in quotation marks")
            return ""
        return " ".join(value.split())

    def choice(self, key: str) -> str:
        """One of a few words."""
        value = self.data.get(key, DEFAULTS[key])
        if value not in CHOICES[key]:
            near = suggestion(value, CHOICES[key]) if isinstance(value, str) else ""
            self.say(key, f"expected {_listed(CHOICES[key])}{near}")
        return str(value)

    def switch(self, key: str) -> bool:
        """A yes or no; no when it is not given."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.say(key, "expected true or false")
        return value is True


def _texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"
