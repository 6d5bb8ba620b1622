"""`corpus`: an archive of millions of articles, assessed and clustered on an engine made for it."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_credibility.cli.work import CONFIG, QUIET, RULES, Failure, site_of
from mkdocs_credibility.reports.terminal import safe


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder of the result.")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True,
    help="duckdb on this machine; spark on a cluster.",
)  # fmt: skip
@click.option("--master", metavar="URL", help="Spark's master; without it what spark-submit says, else this machine.")
@click.option("--key", metavar="COLUMN", help="Column with an article's name or address.  [default: looked for]")
@click.option("--content", metavar="COLUMN", help="Column with its text or HTML.  [default: looked for]")
@click.option("--content-format", type=click.Choice(["text", "markdown", "html"]), help="What that column holds.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="With duckdb: processes.  [default: all cores]")
@click.option(
    "--memory", metavar="SIZE", help="With duckdb: what its tables take before they go to disk (4GB).  [default: most]"
)
@click.option("--conf", multiple=True, metavar="NAME=VALUE", help="With spark: a setting of its own, such as "
              "spark.executor.memory=8g; may be given again.")  # fmt: skip
@CONFIG
@RULES
@QUIET
def corpus(
    inputs: tuple[Path, ...],
    out: Path,
    engine: str,
    master: str | None,
    key: str | None,
    content: str | None,
    content_format: str | None,
    jobs: int | None,
    memory: str | None,
    conf: tuple[str, ...],
    config_file: Path | None,
    rule_file: str | None,
    quiet: bool,
) -> None:
    """Assess and compare archives: Parquet, JSON Lines or WARC files, or folders of them.

    The result is Parquet with the names of credibility.json, and a page that sums it up.  A run that was stopped goes
    on where it was when it is called again.  Needs the extra `corpus` (or `spark`) of this package.
    """
    site, _project = site_of(config_file, rule_file)
    wrong = next((setting for setting in conf if "=" not in setting), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not NAME=VALUE", param_hint="--conf")
    try:
        from mkdocs_credibility.corpus import CorpusError, Plan, run
        from mkdocs_credibility.corpus.engine import Engine
        from mkdocs_credibility.corpus.inputs import Columns

        made: Engine
        if engine == "spark":
            from mkdocs_credibility.corpus.spark_engine import SparkEngine

            made = SparkEngine(master, dict(setting.split("=", 1) for setting in conf))
        else:
            from mkdocs_credibility.corpus.duckdb_engine import DuckDBEngine

            made = DuckDBEngine(jobs, memory)
    except ImportError as error:
        extra = "spark" if engine == "spark" else "corpus"
        raise Failure(f"{error.name} is not installed: pip install 'mkdocs-credibility[{extra}]'") from None
    plan = Plan(inputs, out, Columns(key, content, content_format), site.options)

    def tell(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    try:
        totals = run(plan, made, tell)
    except CorpusError as error:
        raise Failure(safe(str(error))) from None
    finally:
        made.close()
    click.echo(
        f"{safe(str(out))}: {totals.articles:,} articles, {totals.stories:,} stories, {totals.rejected:,} kept aside"
    )
