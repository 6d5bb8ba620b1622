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
from mkdocs_credibility.corpus.engine import Engine, EngineError
from mkdocs_credibility.corpus.inputs import Columns, find, rows_up_to
from mkdocs_credibility.corpus.schema import ARTICLE, ASSESSED, STORY, TOLD
from mkdocs_credibility.options import Options
from mkdocs_credibility.program import program_key
from mkdocs_credibility.stories import sample
from mkdocs_credibility.stories.candidates import SAMPLES

WORK: Final = ".work"
RESULTS: Final = ("articles", "stories", "rejected")
_OURS: Final = frozenset({WORK, "index.html", summary.FILE, *RESULTS, *(f"{name}.part" for name in RESULTS)})
MANY: Final = SAMPLES[-1][0] + 1
"""Rows up to which it matters how many they are."""

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
        work_dir = _begin(plan, files, engine)
        return _run(plan, engine, files, work_dir, tell)
    except (ValueError, EngineError) as error:
        raise CorpusError(str(error)) from error
    except OSError as error:
        raise CorpusError(f"{error.filename or plan.out}: {error.strerror or error}") from error


def _run(plan: Plan, engine: Engine, files: dict[str, list[Path]], work_dir: Path, tell: Tell) -> Totals:
    scratch = work_dir / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    engine.begin(scratch)
    dialect = engine.dialect
    work = Work(plan.options, sample(rows_up_to(files, MANY)))
    engine.assess(files, plan.columns, work, work_dir / "assessed", tell)
    engine.table("every_row", work_dir / "assessed", ASSESSED)
    engine.settle("repeated", queries.REPEATED)
    engine.view("assessed", queries.ONE_EACH)
    count = engine.number("select count(*) from assessed")
    tell(f"assessed: {count:,} articles")
    for name, sql in queries.candidates(dialect, count=count, every=work.every).items():
        (engine.settle if name in ("worth", "edges") else engine.step)(name, sql)
    engine.settle("ties", queries.TIES)
    engine.settle("labels", queries.FIRST_LABELS)
    while engine.number(queries.CHANGED):
        engine.settle("labels", queries.NEXT_LABELS)
    for name, sql in queries.members(dialect, count=count).items():
        engine.step(name, sql)
    tell(f"grouped: {engine.number('select count(*) from labels'):,} articles")
    engine.tell(queries.MEMBERS, work, work_dir / "told", tell)
    engine.table("told", work_dir / "told", TOLD)
    _write(engine, plan.out)
    totals = Totals(*(engine.number(f"select count(*) from result_{name}") for name in RESULTS))
    summary.write(engine, plan.out, totals)
    shutil.rmtree(work_dir)
    return totals


def _begin(plan: Plan, files: dict[str, list[Path]], engine: Engine) -> Path:
    """Make the folder of the stages; what another program, input, engine or option left half done is thrown away."""
    out, work_dir = plan.out.resolve(), plan.out / WORK
    if out.exists() and not out.is_dir():
        raise CorpusError(f"{plan.out}: is a file")
    for folder in map(Path.resolve, plan.inputs):
        if folder == out or folder in out.parents or out in folder.parents:
            raise CorpusError(f"{plan.out}: is where the input is; give another folder for the result")
    before = _state(work_dir)
    if out.exists() and not _ours(out, before):
        raise CorpusError(f"{plan.out}: holds something else; give an empty folder")
    listed = [(kind, str(f), f.stat().st_size, f.stat().st_mtime_ns) for kind, found in files.items() for f in found]
    same = digest(program_key(), engine.name, repr((listed, plan.columns, plan.options))).hex()
    if before != same:
        if work_dir.exists():
            shutil.rmtree(work_dir)
        work_dir.mkdir(parents=True)
        (work_dir / "run.json").write_text(json.dumps({"mkdocs-credibility corpus": same}), "utf-8")
    return work_dir


def _state(work_dir: Path) -> str | None:
    """Which run was begun in the folder; None where none was."""
    try:
        data: Any = json.loads((work_dir / "run.json").read_text("utf-8"))
        return str(data["mkdocs-credibility corpus"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _ours(out: Path, begun: str | None) -> bool:
    """Whether nobody else's files are in the folder."""
    names = {path.name for path in out.iterdir()}
    return not names or (names <= _OURS and (begun is not None or (WORK not in names and summary.FILE in names)))


def _write(engine: Engine, out: Path) -> None:
    """The result: articles after their comparison where there was one, else alone; stories; rows kept aside."""

    def of(kind: str, names: Sequence[str]) -> str:
        return ", ".join(f"t.{kind}.{name} as {name}" for name in names)

    columns = ", ".join(ARTICLE.names)
    alone = ", ".join(f"a.{name}" for name in ARTICLE.names)
    engine.view("told_articles", f"select {of('article', ARTICLE.names)} from told t where t.article is not null")
    engine.view("told_stories", f"select {of('story', STORY.names)} from told t where t.story is not null")
    told = "select key from told_articles"
    queried = {
        "articles": f"select {columns} from (select {alone} from assessed a left join ({told}) g "
        f"on a.key = g.key where g.key is null union all select {columns} from told_articles) r order by key",
        "stories": "select * from told_stories order by id, title",
        "rejected": f"select key, rejected from ({queries.KEPT_ASIDE}) r order by key nulls first, rejected",
    }
    schemas = {"articles": ARTICLE, "stories": STORY, "rejected": summary.REJECTED}
    for name, sql in queried.items():
        engine.result(out / name, sql)
        engine.table(f"result_{name}", out / name, schemas[name])
