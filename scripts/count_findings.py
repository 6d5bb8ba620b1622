"""How many articles of a labelled set have a finding above info, by group: the share of false alarms where there is
nothing to find, of recall where there is.

    python scripts/count_findings.py DIMENSION FILE.jsonl [--by FIELD ...] [--publisher] [--rules]

DIMENSION is one of the four, or `all`.  FILE holds an article a line, with `text`, or `lines` of `{text}`.
`--publisher`: the publisher's alone.  `--rules`: a line for each rule instead, those of severity info too.
`--lines`: of the lines (`label`: content, boilerplate or ignore) that each rule marks, how many are labelled
boilerplate, and how many content.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from mkdocs_credibility import Finding, assess, read_text


def main() -> None:
    """Print a line for each group: articles, articles with a finding above info, their share in percent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dimension", choices=("all", "attribution", "byline", "boilerplate", "translation"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--by", nargs="*", default=[])
    parser.add_argument("--publisher", action="store_true")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--lines", action="store_true")
    given = parser.parse_args()
    if given.lines:
        count_lines(given)
        return
    articles, found = Counter[str](), Counter[tuple[str, str]]()
    for line in given.file.read_text("utf-8").splitlines():
        row = json.loads(line)
        group = " ".join(str(row[field]) for field in given.by) or "all"
        card = assess(read_text(row.get("text") or "\n".join(part["text"] for part in row["lines"])))
        articles[group] += 1
        counted = [f for f in card.findings if _counts(f, given)]
        found.update((group, name) for name in {f.rule if given.rules else "" for f in counted})
    for group in sorted(articles):
        names = sorted(rule for of, rule in found if of == group) if given.rules else [""]
        if not names:
            print(f"{group}: nothing found in {articles[group]}")
        for name in names:
            count, all_of = found[group, name], articles[group]
            print(f"{group}: {name + ' ' if name else ''}{count} of {all_of}, {100 * count / all_of:.1f} %")


def count_lines(given: Any) -> None:
    """Print, for each rule, the lines it marks, and how many of them are labelled boilerplate and content."""
    found = Counter[tuple[str, str]]()
    for line in given.file.read_text("utf-8").splitlines():
        parts = json.loads(line)["lines"]
        card = assess(read_text("\n".join(part["text"] for part in parts)))
        start, places = 0, []
        for part in parts:
            places.append((start, start + len(part["text"]), part["label"]))
            start += len(part["text"]) + 1
        marked = {
            (finding.rule, start, label)
            for finding in card.findings
            if given.dimension in ("all", finding.dimension)
            for span in finding.spans
            for start, end, label in places
            if span.start < end and start < span.end
        }
        found.update((rule, label) for rule, _, label in marked)
    for rule in sorted({rule for rule, _ in found}):
        residue, content = found[rule, "boilerplate"], found[rule, "content"]
        print(f"{rule}: {residue} boilerplate, {content} content")


def _counts(finding: Finding, given: Any) -> bool:
    """Whether a finding is one that was asked for."""
    return (
        given.dimension in ("all", finding.dimension)
        and (given.rules or finding.severity != "info")
        and (finding.owner == "publisher" or not given.publisher)
    )


if __name__ == "__main__":
    main()
