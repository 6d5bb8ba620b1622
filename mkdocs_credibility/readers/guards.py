"""Comments in a text that silence findings from one to the next: `<!-- credibility-off: reason -->` ... `-on`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mkdocs_credibility.article import Guard
from mkdocs_credibility.options import suggestion
from mkdocs_credibility.readers.tree import RAW, Node

MOST_OPEN: Final = 50
"""Guards that may be open at one place: nobody needs more, and each costs time at every other."""

WORDS: Final = ("credibility-off", "credibility-on")
_HEAD: Final = re.compile(r"<!--[ \t\r\n]*+(credibility-o\w*+)")
_RULES: Final = re.compile(r"[\s,]*+((?:[a-z]++/[\w-]++[\s,]*+)*+)(?::(.*))?\Z", re.DOTALL)
_LINE_END: Final = re.compile(r"\r\n|\r|\n")

Comment = tuple[int, int]
"""Characters of the source from the comment's first to behind its last."""


def comments(source: str) -> list[Comment]:
    """Every comment in the source that may be a guard, code or not: the readers know which are none."""
    found: list[Comment] = []
    end = 0
    for m in _HEAD.finditer(source):
        if m.start() < end:
            continue  # inside the comment before
        end = source.find("-->", m.end()) + 3
        if end < 3:
            break
        found.append((m.start(), end))
    return found


def in_page(html: str, root: Node) -> list[Comment]:
    """The comments of a page that may be guards, without those in scripts and the like."""
    found = comments(html)
    if not found:
        return []
    raw = [(node.inner, node.end) for node in root.elements() if node.name in RAW]
    starts = [start for start, _ in raw]
    at = [bisect_right(starts, start) - 1 for start, _ in found]
    return [comment for comment, i in zip(found, at, strict=True) if i < 0 or comment[0] >= raw[i][1]]


def guards(source: str, found: Sequence[Comment]) -> tuple[Guard, ...]:
    """The guards that comments of a source open and close, in the order of their places; offsets count the source.

    `credibility-off` silences what stands wholly between it and the next `credibility-on`, or the end; with rule ids
    it silences those alone.  `credibility-on` with rule ids closes the guards of those alone.  What is wrong with one
    (no reason, nothing to close) stands in its `problem`, and such a guard silences nothing.
    """
    made: list[Guard] = []
    opened: list[Guard] = []
    starts = [m.end() for m in _LINE_END.finditer(source)] if found else []
    for begin, end in sorted(set(found)):
        line = bisect_right(starts, begin) + 1
        m = _HEAD.match(source, begin)
        if m is None:
            continue
        word = m[1]
        parts = _RULES.match(source[m.end() : end - len("-->")])
        rules = tuple(re.findall(r"[^\s,]+", parts[1])) if parts else ()
        if word == "credibility-off":
            reason = " ".join((parts[2] or "").split()) if parts else ""
            problem = None
            if parts is None:
                problem = "put a colon before the reason, as in <!-- credibility-off: why -->"
            elif not reason:
                problem = "say why (the reason is shown to readers)"
            elif len(opened) >= MOST_OPEN:
                problem = f"more than {MOST_OPEN} at once; close some with <!-- credibility-on -->"
            guard = Guard(end, len(source), rules, reason, line, problem and f"{word}: {problem}")
            if len(opened) < MOST_OPEN:
                opened.append(guard)
            else:
                made.append(guard)
            continue
        if word != "credibility-on":
            made.append(Guard(begin, begin, (), "", line, f"{word}: unknown{suggestion(word, WORDS)}"))
            continue
        ending = [guard for guard in opened if not rules or set(guard.rules) & set(rules)]
        if not ending:
            made.append(Guard(begin, begin, rules, "", line, f"{word}: no credibility-off before it"))
        made += [replace(guard, end=begin) for guard in ending]
        opened = [guard for guard in opened if guard not in ending]
    made += opened
    return tuple(sorted(made, key=lambda guard: (guard.line, guard.start, guard.end)))
