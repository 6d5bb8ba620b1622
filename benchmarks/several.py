"""How long it takes until a site's articles are assessed, in one process and in several: `several.py FOLDER JOBS`.

Seconds on the clock, unlike all else that is measured here: several processes take more of the machine, not less.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

JOBS = (1, 2)


def several(folder: Path, sizes: list[int], rounds: int) -> list[list[str]]:
    """The shortest of the rounds by number of articles: whatever else the machine does only makes them longer."""
    rows = []
    for size in sizes:
        took: dict[int, list[float]] = {jobs: [] for jobs in JOBS}
        for _ in range(rounds):
            for jobs, seconds in took.items():
                command = [sys.executable, "-m", "benchmarks.several", str(folder), str(size), str(jobs)]
                done = subprocess.run(
                    command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
                )
                seconds.append(json.loads(done.stdout))
        rows.append([f"{size:,}", *(f"{min(seconds):.2f}" for seconds in took.values())])
    return rows


def main(folder: str, size: str, jobs: str) -> None:
    from mkdocs_credibility import Options, examining, read_markdown, stories

    files = sorted(Path(folder, "docs").rglob("*/*.md"))[: int(size)]
    articles = [read_markdown(path.read_text("utf-8"), path=str(path)) for path in files]
    start = time.perf_counter()
    examining.cards(
        articles, Options(), stories.Memory(), every=stories.sample(len(articles)), jobs=int(jobs),
        progress=lambda *_: None,
    )  # fmt: skip
    print(json.dumps(time.perf_counter() - start))


if __name__ == "__main__":
    main(*sys.argv[1:])
