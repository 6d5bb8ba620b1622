"""What editors are told of an issue and readers are not: where it stands in the source, and how to set it aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

from mkdocs_credibility import rules
from mkdocs_credibility.reports.texts import Texts
from mkdocs_credibility.reports.wording import one_line
from mkdocs_credibility.scorecard import Finding

PROGRAM: Final = "mkdocs-credibility"
DOCUMENTATION: Final = "documentation"

MOST_LINES: Final = 12
"""Lines of the source that are named."""


@dataclass(frozen=True, slots=True)
class EditorsNote:
    """`place` is the file with its lines ("news/harbour.md:12, 40"), `href` the rule's entry in the docs, if known;
    `front_matter` and `guard` are what to copy into the page (`guard` is None for what stands nowhere in the text)."""

    rule: str
    href: str | None
    place: str
    front_matter: str
    guard: str | None


def note(file: str, found: Sequence[Finding], t: Texts) -> EditorsNote:
    """The note on all findings of one rule in an article, whose source is `file`."""
    rule = found[0].rule
    lines = sorted({span.line for finding in found for span in finding.spans if span.line})
    shown = ", ".join(map(str, lines[:MOST_LINES])) + (", …" if len(lines) > MOST_LINES else "")
    reason = t.plain("editors.reason")
    guard = f"<!-- credibility-off {rule}: {reason} -->\n…\n<!-- credibility-on -->"
    return EditorsNote(
        rule,
        page_of(rule),
        one_line(f"{file}:{shown}" if shown else file),
        f"credibility:\n  ignore:\n    {rule}: {reason}",
        guard if any(finding.spans for finding in found) else None,
    )


def page_of(rule: str) -> str | None:
    """A rule's entry in the program's documentation; None for a site's own rules, and where none is known."""
    docs = _documentation()
    return f"{docs}/rules/#{rule.replace('/', '-')}" if docs and rules.built_in(rule) else None


@cache
def _documentation() -> str | None:
    """Where the installed program says that its documentation stands."""
    try:
        links = metadata(PROGRAM).get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = dict(link.split(", ", 1) for link in links if ", " in link)
    found = next((url for name, url in named.items() if name.lower() == DOCUMENTATION), None)
    return found.rstrip("/") if found and found.startswith("https://") else None
