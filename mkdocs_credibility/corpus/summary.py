"""What came out, in numbers: for people a page, for programs a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from mkdocs_credibility.corpus.engine import Engine

if TYPE_CHECKING:
    from mkdocs_credibility.corpus.run import Totals


FILE: Final = "summary.json"
REJECTED: Final = pa.schema([("key", pa.string()), ("rejected", pa.string())])


def write(engine: Engine, out: Path, totals: Totals) -> None:
    """Write `summary.json` and `index.html`; two runs over the same rows give the same."""
    found: dict[str, Any] = {
        "articles": totals.articles,
        "stories": totals.stories,
        "rejected": totals.rejected,
        "in_stories": engine.number("select count(*) from result_articles where story is not null"),
        "bands": _counts(engine, "select band as name, count(*) as n from result_articles group by band"),
        "rules": _counts(
            engine,
            f"select name, count(*) as n from (select {engine.dialect.unnest.format(list='rules')} as name "
            "from result_articles) r group by name",
        ),
        "reasons": _counts(engine, "select rejected as name, count(*) as n from result_rejected group by rejected"),
    }
    (out / FILE).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (out / "index.html").write_text(_page(found), "utf-8")


def _counts(engine: Engine, sql: str) -> dict[str, int]:
    rows = [(str(row["name"]), int(row["n"])) for row in engine.select(sql)]
    return dict(sorted(rows, key=lambda pair: (-pair[1], pair[0])))


def _page(found: dict[str, Any]) -> str:
    from mkdocs_credibility.reports import packaged
    from mkdocs_credibility.reports.html import Renderer

    style = Path(packaged.path(packaged.STYLESHEET)).read_text("utf-8")
    return Renderer().corpus(found, style=style)
