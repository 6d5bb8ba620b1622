"""YAML from strangers: plain values alone, aliases counted, every way to fail one error with a line."""

from __future__ import annotations

from typing import Any, Final

import yaml

MOST_ALIASES: Final = 30
"""Aliases in front matter; merging mappings of mappings through so many stays under 100,000 steps."""


FAILURES: Final = (
    yaml.YAMLError, ValueError, RecursionError, TypeError, OverflowError, AttributeError, LookupError,
)  # fmt: skip
"""All that PyYAML raises for one text or another: `!!bool maybe` is a KeyError, `!!int ''` an IndexError."""


class NotYamlError(ValueError):
    """What is wrong, and the 1-based line of it (0 when there is none)."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class _Loader(yaml.SafeLoader):
    """SafeLoader that counts aliases: nine lines of nine aliases each stand for a billion items, or as many merges."""

    aliases = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            self.aliases += 1
            if self.aliases > MOST_ALIASES:
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # PyYAML has no type for it
                raise yaml.composer.ComposerError(None, None, f"more than {MOST_ALIASES} aliases", mark)
        return super().compose_node(parent, index)


def load(raw: str) -> Any:
    """The value that YAML text stands for.  Raises NotYamlError, whatever the text."""
    try:
        return yaml.load(raw, Loader=_Loader)  # noqa: S506  # a SafeLoader, only stricter
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYamlError(error.problem or error.context or "not valid YAML", mark.line + 1 if mark else 0) from error
    except FAILURES as error:
        raise NotYamlError(reason(error), 0) from error


def reason(error: Exception) -> str:
    """What one of FAILURES says, in a line."""
    if isinstance(error, LookupError):
        return "a value that its tag does not allow"
    return str(error).split("\n", 1)[0] or type(error).__name__
