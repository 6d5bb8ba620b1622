"""Signals that other packages bring: each has `RULES` and, like ours, `examine(card)`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from mkdocs_credibility import extensions, rules
from mkdocs_credibility.extensions import Extension, ExtensionError
from mkdocs_credibility.scorecard import Scorecard


@cache
def _signals() -> tuple[tuple[Extension, Callable[[Scorecard], None]], ...]:
    found = []
    for name, extension in extensions.installed("signals").items():
        signal = extensions.loaded("signals")[name]
        if not callable(getattr(signal, "examine", None)):
            raise ExtensionError(f"{extension}: has no function `examine`")
        found.append((extension, signal.examine))
    rules.built_in("")  # looks their rules over before the first finding
    return tuple(found)


def examine(card: Scorecard) -> None:
    """Let each of them examine the article, after our own.  Raises ExtensionError, with the article's key."""
    for extension, signal in _signals():
        extensions.call(extension, signal, card, page=card.article.key)
