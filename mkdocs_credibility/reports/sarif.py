"""Findings as SARIF 2.1.0 (OASIS), which code hosts show as alerts and follow from one run to the next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from mkdocs_credibility import rules
from mkdocs_credibility.article import Article
from mkdocs_credibility.baseline import fingerprint
from mkdocs_credibility.reports.addresses import quoted
from mkdocs_credibility.reports.json import GENERATOR, program_version
from mkdocs_credibility.reports.places import LEVELS, FileOf, as_is, place_of
from mkdocs_credibility.reports.wording import one_line, printable
from mkdocs_credibility.rules import Rule
from mkdocs_credibility.scorecard import Finding, Scorecard
from mkdocs_credibility.span import Span

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "credibilityEvidence/v1"


def log(
    cards: Sequence[Scorecard],
    *,
    own: Mapping[str, Rule] = rules.NONE,
    file_of: FileOf = as_is,
    known: AbstractSet[int] | None = None,
) -> str:
    """The findings of the cards, one run.

    `own` are the site's own rules by id.  With a baseline, `known` holds the `id()` of the findings it knows, and each
    result says whether it is new.  Silenced findings are there too, suppressed, with the reason.
    """
    used = sorted({f.rule for card in cards for f in (*card.findings, *(s.finding for s in card.silenced))})
    index = {rule: n for n, rule in enumerate(used)}
    results: list[dict[str, Any]] = []
    for card in cards:
        for finding in card.findings:
            result = _result(card.article, finding, index, file_of)
            if known is not None:
                result["baselineState"] = "unchanged" if id(finding) in known else "new"
            results.append(result)
        for silenced in card.silenced:
            result = _result(card.article, silenced.finding, index, file_of)
            result["suppressions"] = [{"kind": "external", "justification": printable(silenced.reason)}]
            results.append(result)
    driver = {
        "name": GENERATOR,
        "version": program_version(),
        "rules": [_rule(rules.get(rule, own)) for rule in used],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=True, indent=1, sort_keys=True) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    help_text = "\n\n".join(part for part in (rule.rationale, rule.fix, rule.source) if part)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.replace("/", "-").split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.rationale or rule.title},
        "help": {"text": help_text or rule.title},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.dimension], "owner": rule.owner},
    }


def _result(article: Article, finding: Finding, index: Mapping[str, int], file_of: FileOf) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": one_line(finding.message)},
        "locations": list(_locations(article, finding.spans[:1] or (None,), file_of)),
        "partialFingerprints": {FINGERPRINT: fingerprint(article, finding)},
        "properties": {
            "severity": finding.severity,
            "owner": finding.owner,
            "confidence": round(finding.confidence, 3),
        },
    }
    related = list(_locations(article, finding.spans[1:], file_of))
    if finding.reference is not None:
        other = next(iter(_locations(finding.reference, (finding.reference_span,), file_of)))
        related.append({**other, "message": {"text": "the version it was compared with"}})
    if related:
        result["relatedLocations"] = [{**location, "id": n} for n, location in enumerate(related)]
    return result


def _locations(article: Article, spans: Iterable[Span | None], file_of: FileOf) -> Iterable[dict[str, Any]]:
    uri = quoted(file_of(article.key), safe="/@!$&'()*+,;=~")
    for span in spans:
        place = place_of(article, span)
        region: dict[str, Any] = {"startLine": place.line}
        if place.column is not None:
            region |= {"startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
        if span is not None:
            region["snippet"] = {"text": printable(span.exact)}
        yield {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
