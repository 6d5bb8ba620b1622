"""One run over an archive: read and assess, find what may tell one story, compare, and write the result.

Every stage leaves its files in `OUT/.work`; a run that was stopped goes on behind the last of them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mkdocs_credibility.cache import digest
from mkdocs_credibility.corpus import queries, summary
from mkdocs_credibility.corpus.batches import Work
from mkdocs_credibility.corpus.engine import Engine
from mkdocs_credibility.corpus.inputs import Columns, find
from mkdocs_credibility.options import Options
from mkdocs_credibility.program import program_key
from mkdocs_credibility.stories import sample

WORK: Final = ".work"
RESULTS: Final = ("articles", "stories", "rejected")
Tell = Callable[[str], None]


class CorpusError(Exception):
    """A run that cannot be begun or ended; says why in a line."""


@dataclass(frozen=True)
class Plan:
    """What to do: `inputs` are files and folders, `out` the folder of the result."""

    inputs: Sequence[Path]
    out: Path
    columns: Columns = field(default_factory=Columns)
    options: Options = field(default_factory=Options)


@dataclass(frozen=True)
class Totals:
    """What came out: numbers of articles, of stories, and of rows kept aside."""

    articles: int
    stories: int
    rejected: int


def run(plan: Plan, engine: Engine, tell: Tell = lambda _line: None) -> Totals:
    """Carry the plan out.  Raises CorpusError."""
    try:
        files = find(plan.inputs)
    except ValueError as error:
        raise CorpusError(str(error)) from None
    work_dir = plan.out / WORK
    _begin(plan, files, work_dir)
    count = engine.count(files)
    work = Work(plan.options, sample(count))
    tell(f"{count:,} rows")
    assessed = work_dir / "assessed"
    engine.assess(files, plan.columns, work, assessed, tell)
    tell("assessed")
    engine.table("every_row", assessed)
    # of rows with one key the first by its text stays: the same one whatever the order of the files
    engine.query(
        "ranked",
        "select *, row_number() over (partition by key order by hash, metadata) as place from every_row "
        "where rejected is null",
    )
    engine.query("assessed", "select * from ranked where place = 1")
    for name, sql in queries.candidates(engine.dialect, count=count, every=work.every).items():
        engine.query(name, sql)
    engine.keep("edges", work_dir / "edges")
    _groups(engine)
    engine.keep("labels", work_dir / "labels")
    tell("grouped")
    engine.tell(queries.groups(engine.dialect), work, work_dir / "told", tell)
    tell("compared")
    engine.table("told", work_dir / "told")
    _write(engine, plan.out)
    totals = Totals(*(engine.rows(plan.out / name) for name in RESULTS))
    summary.write(engine, plan.out, totals)
    shutil.rmtree(work_dir)
    return totals


def _begin(plan: Plan, files: dict[str, list[Path]], work_dir: Path) -> None:
    """Make the folder; what another program, input or options left half done there is thrown away."""
    listed = [(kind, str(f), f.stat().st_size, f.stat().st_mtime_ns) for kind, found in files.items() for f in found]
    same = digest(program_key(), repr((listed, plan.columns, plan.options.agencies, plan.options.rules))).hex()
    state = work_dir / "run.json"
    try:
        before: Any = json.loads(state.read_text("utf-8"))
    except (OSError, ValueError):
        before = None
    if plan.out.exists() and not plan.out.is_dir():
        raise CorpusError(f"{plan.out}: is a file")
    if not work_dir.exists() and plan.out.exists() and any(p.name not in _OURS for p in plan.out.iterdir()):
        raise CorpusError(f"{plan.out}: holds something else; give an empty folder")
    if before != {"run": same}:
        shutil.rmtree(work_dir, ignore_errors=True)
        work_dir.mkdir(parents=True)
        state.write_text(json.dumps({"run": same}), "utf-8")


_OURS: Final = frozenset({WORK, "index.html", "summary.json", *RESULTS})


def _groups(engine: Engine) -> None:
    """Spread the lowest key over everything that hangs together: each round reaches at least twice as far."""
    engine.query("labels", queries.FIRST_LABELS)
    while True:
        engine.query("next_labels", queries.NEXT_LABELS)
        changed = engine.number(queries.CHANGED)
        engine.rename("next_labels", "labels")
        if not changed:
            return


def _write(engine: Engine, out: Path) -> None:
    """The result: articles after their comparison where there was one, else alone; stories; rows kept aside."""
    from mkdocs_credibility.corpus.schema import ARTICLE, STORY

    def of(kind: str, names: Sequence[str]) -> str:
        return ", ".join(f"t.{kind}.{name} as {name}" for name in names)

    alone = ", ".join(f"a.{name}" for name in ARTICLE.names)
    engine.query("told_articles", f"select {of('article', ARTICLE.names)} from told t where t.article is not null")
    engine.result(
        out / "articles",
        f"select {alone} from assessed a left join told_articles g on a.key = g.key where g.key is null "
        f"union all select {', '.join(ARTICLE.names)} from told_articles",
        "key",
    )
    engine.result(out / "stories", f"select {of('story', STORY.names)} from told t where t.story is not null", "id")
    engine.result(
        out / "rejected",
        "select key, rejected from every_row where rejected is not null union all "
        "select key, 'another row has this key' as rejected from ranked where place > 1",
        "key, rejected",
    )
