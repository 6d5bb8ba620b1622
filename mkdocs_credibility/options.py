"""What a site's authors may say: about their site (`Options`) and, in front matter, about one page (`PageOptions`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mkdocs_credibility.rules.own import OwnRules

PAGE_KEYS: Final = ("story", "ignore")
FRONT_MATTER_ERROR: Final = "_front_matter_error"
"""Key of the metadata under which front matter that cannot be used is noted, as {"message": str, "line": int}."""
MOST_ITEMS: Final = 5000
"""Items that front matter may stand for with every alias written out: others will walk through it."""
MOST_CHARACTERS: Final = 10_000_000
DEEPEST: Final = 100
LONGEST_NUMBER: Final = 14_000
"""Binary digits of a number: Python prints none of more than 4,300 decimal ones."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency that the site credits and the built-in list lacks: `name`, short, and `aliases`, as printed."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Options:
    """What a site's authors may say about all of its articles.

    `agencies`: further agencies.  `ignore`: rule id to the reason why its findings are silenced everywhere.
    `rules`: the site's own, as `load_rules` reads them from a file.
    """

    agencies: tuple[Agency, ...] = ()
    ignore: Mapping[str, str] = field(default_factory=dict)
    rules: OwnRules = field(default_factory=OwnRules)


@dataclass(frozen=True)
class PageOptions:
    """`excluded`: the page is not to be read.  `story`: the story its author says it belongs to; False for none.
    `ignore`: rule id to reason.  `problems`: what could not be understood, each with its key."""

    excluded: bool = False
    story: str | bool | None = None
    ignore: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, in brackets and with a space before it; empty when none is near."""
    from difflib import get_close_matches  # for who slips alone

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""


def plain(word: object) -> str:
    """A word out of a file as logs and terminals may print it: nothing in it moves the cursor or turns the line."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(word))


def unwieldy(metadata: object) -> str | None:
    """Why metadata is nothing to work with: it stands for too much with every alias written out, is too deep for
    what walks through it, or holds a number that cannot be printed.  None when it is as it should be."""
    stack, items, characters = [(metadata, 0)], 0, 0
    while stack:
        item, depth = stack.pop()
        items += 1
        if isinstance(item, str | bytes):
            characters += len(item)
        if items > MOST_ITEMS:
            return f"front matter stands for more than {MOST_ITEMS:,} items"
        if characters > MOST_CHARACTERS or depth > DEEPEST:
            return "front matter is too long or too deep"
        parts = (*item, *item.values()) if isinstance(item, Mapping) else (item,)
        if any(isinstance(part, int) and part.bit_length() > LONGEST_NUMBER for part in parts):
            return "front matter has a number of thousands of digits"
        if isinstance(item, Mapping):
            stack += [(part, depth + 1) for part in item.values()]
        elif isinstance(item, list | tuple | set | frozenset):
            stack += [(part, depth + 1) for part in item]
    return None


def page_options(metadata: Mapping[str, Any]) -> PageOptions:
    """The front matter key `credibility`: false, true, or a mapping with `story` and `ignore`; never raises."""
    unread = metadata.get(FRONT_MATTER_ERROR)
    if isinstance(unread, Mapping):
        message = " ".join(str(unread.get("message")).split())
        return PageOptions(problems=(f"line {unread.get('line')}: front matter is left out: {plain(message)}",))
    value = metadata.get("credibility")
    if value is None or value is True:
        return PageOptions()
    if value is False:
        return PageOptions(excluded=True)
    if not isinstance(value, Mapping):
        return PageOptions(problems=(f"credibility: expected false or a mapping, not {type(value).__name__}",))
    problems = [
        f"credibility.{plain(key)}: unknown key{suggestion(str(key), PAGE_KEYS)}"
        for key in value
        if key not in PAGE_KEYS
    ]
    story = value.get("story")
    if story is not None and story is not False and not isinstance(story, str | int):
        problems.append("credibility.story: expected a name or false")
        story = None
    ignore = value.get("ignore")
    reasons: dict[str, str] = {}
    if isinstance(ignore, Mapping):
        for rule, reason in ignore.items():
            if isinstance(reason, str) and reason.strip():
                reasons[str(rule)] = reason.strip()
            else:
                problems.append(f"credibility.ignore.{plain(rule)}: say why (the reason is shown to readers)")
    elif ignore is not None:
        problems.append("credibility.ignore: expected a mapping of rule to reason, as in `ignore: {rule/id: why}`")
    named = False if story is False else None if story is None else str(story)
    return PageOptions(False, named, reasons, tuple(problems))
