"""`python -m benchmarks`: what the plugin costs in a build, beside the build itself and other plugins.

Every build is a process of its own, builds to be compared take turns, and the middle of the rounds is what counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.make_site import make_site
from benchmarks.recall import recall
from benchmarks.several import JOBS, several

PEERS = {"minify": "mkdocs_minify_plugin", "meta-descriptions": "mkdocs_meta_descriptions_plugin"}
OPTIONS = {"minify": {"minify_html": True}}
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- figures: made by `python -m benchmarks --write` -->", "<!-- end of figures -->"


class Site:
    """A site in a folder, and builds of it with one plugin or another."""

    def __init__(self, folder: Path, articles: int, theme: str = "mkdocs") -> None:
        self.folder = folder
        self.articles = articles
        make_site(folder, articles, theme=theme)

    def build(self, plugin: str | None = "credibility", *arguments: str, fresh: bool = True) -> dict[str, Any]:
        """One build in a process of its own."""
        if fresh:
            shutil.rmtree(self.folder / ".cache", ignore_errors=True)
        config = self.folder / f"{plugin}.yml"
        plugins = ["search", *([{plugin: OPTIONS.get(plugin, {})}] if plugin else [])]
        config.write_text(f"INHERIT: mkdocs.yml\nplugins: {json.dumps(plugins)}\n", "utf-8")
        command = [sys.executable, "-m", "benchmarks.one_build", str(config), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PAGE.parents[1])
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def middle(rounds: list[dict[str, Any]], name: str) -> float:
    return statistics.median(r[name] for r in rounds)


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shares(site: Site, rounds: int) -> dict[str, list[dict[str, Any]]]:
    """Cold and warm builds in turns, and the rebuild after an edit under `serve`."""
    found: dict[str, list[dict[str, Any]]] = {"cold": [], "warm": [], "edit": []}
    for number in range(rounds):
        found["cold"].append(site.build())
        found["warm"].append(site.build(fresh=False))
        page = site.folder / "docs" / "03" / f"{25 * (number + 1) + 3}.md"
        found["edit"].append(site.build("credibility", "serve", str(page), fresh=False))
    return found


def whole_builds(site: Site, rounds: int) -> list[list[str]]:
    """Processor time of whole builds with one plugin, against the build without, in turns."""
    peers = [name for name, module in PEERS.items() if importlib.util.find_spec(module.partition(".")[0])]
    ratios: dict[str, list[float]] = {}
    for _ in range(rounds):
        bare = site.build(None)["total"]
        ratios.setdefault("credibility, cold", []).append(site.build()["total"] / bare)
        ratios.setdefault("credibility, warm", []).append(site.build(fresh=False)["total"] / bare)
        for name in peers:
            ratios.setdefault(name, []).append(site.build(name)["total"] / bare)
    return [[name, f"{statistics.median(r):.2f}", f"{min(r):.2f} to {max(r):.2f}"] for name, r in ratios.items()]


def by_stage(site: Site) -> list[list[str]]:
    stages = site.build("credibility", "stages")["stages"]
    rows = [[name, f"{1000 * seconds / site.articles:.2f}"] for name, seconds in sorted(stages.items())]
    return [*rows, ["all", f"{1000 * sum(stages.values()) / site.articles:.2f}"]]


def growth(folder: Path, sizes: list[int], rounds: int) -> list[list[str]]:
    """Processor time an article and memory over a build without the plugin, by size; the exponent is that of all the
    time in the number of articles, from the first size to this one: 1 is in step."""
    rows, first = [], 0.0
    for size in sizes:
        site = Site(folder / f"g{size}", size)
        bare = min(site.build(None)["peak"] for _ in range(rounds))
        ours = [site.build() for _ in range(rounds)]
        each = 1000 * middle(ours, "ours") / size
        first = first or each
        exponent = f"{1 + math.log(each / first) / math.log(size / sizes[0]):.2f}" if size != sizes[0] else ""
        over = f"{middle(ours, 'peak') - bare:.0f}"
        rows.append([f"{size:,}", f"{each:.2f}", f"{each / first:.2f}", exponent, over])
    return rows


def machine() -> str:
    """How many cores there are, and how many programs wanted one: on a busy machine the same work takes longer."""
    load = f", {os.getloadavg()[0]:.0f} programs waiting for them" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{load}"


def report(arguments: argparse.Namespace, folder: Path) -> str:
    size, rounds = arguments.articles, arguments.rounds
    parts: list[str] = []
    rows = []
    for theme in arguments.themes:
        found = shares(Site(folder / theme, size, theme), rounds)
        rows.append([theme, *(percent(middle(found[kind], "share")) for kind in ("cold", "warm", "edit"))])
    parts.append("### Share of the rest of the build\n\n" + table(["Theme", "Cold", "Warm", "One edit, serve"], rows))
    site = Site(folder / "stages", size)
    parts.append(
        "### Processor time of whole builds, in times of one without the plugin\n\n"
        + table(["Plugin", "Median", "From, to"], whole_builds(site, rounds))
    )
    parts.append("### Milliseconds an article, cold\n\n" + table(["Stage", "ms"], by_stage(site)))
    parts.append(
        "### As a site grows, cold\n\n"
        + table(
            ["Articles", "ms an article", "against the first", "exponent", "MiB over the build without"],
            growth(folder, arguments.sizes, max(1, rounds // 2)),
        )
    )
    counts = [size // 5 * factor for factor in (1, 2, 4)]
    parts.append(
        "### Seconds on the clock until articles are assessed, the shortest of the rounds\n\n"
        + table(["Articles", *(f"{n} process{'es' * (n > 1)}" for n in JOBS)], several(site.folder, counts, rounds))
    )
    pairs, kept, of = recall(arguments.pairs)
    parts.append(
        "### Pairs found without comparing all with all\n\n"
        f"{kept} of {of} pairs that derive from one text, {percent(kept / max(1, of))}, among {pairs:,} pairs of "
        f"{arguments.pairs} articles."
    )
    return "\n\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="articles of the site")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of which the middle counts")
    parser.add_argument("--themes", nargs="*", default=["mkdocs", "material"])
    parser.add_argument("--sizes", nargs="*", type=int, default=[1000, 5000, 20000], help="sizes to grow to")
    parser.add_argument("--pairs", type=int, default=150, help="articles of which all pairs are compared")
    parser.add_argument("--small", action="store_true", help="a minute's worth, to see that it runs")
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    parser.add_argument("--out", type=Path, help="write the figures into a file as well")
    arguments = parser.parse_args()
    if arguments.small:
        arguments.articles, arguments.rounds, arguments.sizes, arguments.pairs = 60, 1, [60, 120], 40
        arguments.themes = ["mkdocs"]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    shown = " ".join(sys.argv[1:])
    made = (
        f"`python -m benchmarks{' ' + shown if shown else ''}`, {datetime.now(UTC):%Y-%m-%d}, commit "
        f"{commit.stdout.strip() or 'unknown'}, Python {sys.version.split()[0]}, {arguments.articles:,} articles of "
        f"800 words, median of {arguments.rounds}, {machine()}."
    )
    with tempfile.TemporaryDirectory(prefix="credibility-benchmark-") as folder:
        text = f"{made}\n\n{report(arguments, Path(folder))}"
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n", "utf-8")
    if arguments.write:
        page = PAGE.read_text("utf-8")
        head, _, rest = page.partition(BEGIN)
        _, _, tail = rest.partition(END)
        PAGE.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}", "utf-8")


if __name__ == "__main__":
    main()
