"""The review as a JUnit report, which CI servers list as tests: an article is a test, a gate what it can fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import escape as html_escape
from typing import Final

from mkdocs_credibility.reports.places import FileOf, as_is, first_place
from mkdocs_credibility.reports.wording import one_line
from mkdocs_credibility.scorecard import Scorecard

SUITE: Final = "mkdocs-credibility"
SITE: Final = "all pages together"


def report(
    cards: Sequence[Scorecard],
    failures: Mapping[str, Sequence[str]],
    *,
    file_of: FileOf = as_is,
    known: AbstractSet[int] = frozenset(),
) -> str:
    """A test for each card.  `failures` are the reasons by key ("" for the whole site); articles that were not assessed
    are skipped tests; findings stand in the output, those whose `id()` is in `known` (a baseline's) do not."""
    cases = [_case(card, failures.get(card.article.key, ()), file_of, known) for card in cards]
    if "" in failures:
        cases.append(f"{_open(SITE, SITE)}>{_failure(failures[''])}</testcase>")
    failed = sum(bool(failures.get(card.article.key)) for card in cards) + ("" in failures)
    skipped = sum(card.score is None and not failures.get(card.article.key) for card in cards)
    counts = f'tests="{len(cases)}" failures="{failed}" errors="0" skipped="{skipped}" time="0"'
    body = "\n".join(cases)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="{SUITE}" {counts}>\n<testsuite name="{SUITE}" {counts}>\n{body}\n'
        "</testsuite>\n</testsuites>\n"
    )


def _case(card: Scorecard, reasons: Sequence[str], file_of: FileOf, known: AbstractSet[int]) -> str:
    file = file_of(card.article.key)
    folder, _, _ = file.rpartition("/")
    parts = [f"{_open(file, folder or SUITE)} file={_attribute(file)}>"]
    if reasons:
        parts.append(_failure(reasons))
    elif card.score is None:
        parts.append(f"<skipped message={_attribute(card.band_reason or '')}/>")
    lines = list(_findings(card, file, known))
    if lines:
        parts.append(f"<system-out>{_escaped(chr(10).join(lines))}</system-out>")
    parts.append("</testcase>")
    return "".join(parts)


def _open(name: str, classname: str) -> str:
    return f'<testcase name={_attribute(name)} classname={_attribute(classname)} time="0"'


def _failure(reasons: Sequence[str]) -> str:
    told = "; ".join(map(one_line, reasons))
    return f'<failure type="gate" message={_attribute(told)}>{_escaped(told)}</failure>'


def _findings(card: Scorecard, file: str, known: AbstractSet[int]) -> Iterable[str]:
    for finding in card.findings:
        if id(finding) not in known:
            place = first_place(card.article, finding)
            yield one_line(f"{file}:{place.line}: {finding.severity} {finding.rule}: {finding.message}")


def _escaped(text: str) -> str:
    return html_escape(text, quote=True)  # the five signs of XML; `xml.sax` brings all of urllib along


def _attribute(text: str) -> str:
    return f'"{_escaped(one_line(text))}"'
