"""How many articles of a labelled set have a finding above info, by group: the share of false alarms where there is
nothing to find, of recall where there is.

    python scripts/count_findings.py DIMENSION FILE.jsonl [--by FIELD ...] [--publisher]

FILE holds an article a line, with `text`, or `lines` of `{text}`.  `--publisher`: the publisher's alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from mkdocs_credibility import assess, read_text


def main() -> None:
    """Print a line for each group: articles, articles with a finding above info, their share in percent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dimension")
    parser.add_argument("file", type=Path)
    parser.add_argument("--by", nargs="*", default=[])
    parser.add_argument("--publisher", action="store_true")
    given = parser.parse_args()
    articles, found = Counter[str](), Counter[str]()
    for line in given.file.read_text("utf-8").splitlines():
        row = json.loads(line)
        group = " ".join(str(row[field]) for field in given.by) or "all"
        card = assess(read_text(row.get("text") or "\n".join(part["text"] for part in row["lines"])))
        articles[group] += 1
        found[group] += any(
            f.dimension == given.dimension and f.severity != "info" and (f.owner == "publisher" or not given.publisher)
            for f in card.findings
        )
    for group in sorted(articles):
        print(f"{group}: {found[group]} of {articles[group]}, {100 * found[group] / articles[group]:.1f} %")


if __name__ == "__main__":
    main()
