"""What an archive costs: `python -m benchmarks.archive 2000 [--length WORDS] [options of corpus]`.

Makes an archive, runs `mkdocs-credibility corpus` on it, and prints processor time, memory and disk as they are seen
from outside (Linux); with `--engine spark` also what Spark's own log says of shuffles.  Of a cluster's workers, which
are no processes of this program, only that log tells.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from threading import Thread
from typing import Any

from benchmarks.make_archive import make_archive
from benchmarks.make_site import told

MB = 1_000_000
TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """Processor seconds and peak memory of a program's processes, each under the stage that it began in; disk."""

    def __init__(self, program: subprocess.Popen[str], work: Path) -> None:
        self.program, self.work = program, work
        self.stage = "assess"
        self.began: dict[int, str] = {program.pid: "program"}
        self.seconds: dict[int, float] = {}
        self.peak: dict[int, float] = {}
        self.disk = 0

    def look(self) -> None:
        for pid in self._family(self.program.pid):
            try:
                numbers = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
                high = Path(f"/proc/{pid}/status").read_text("utf-8").partition("VmHWM:")[2].split()
            except OSError:  # it ended meanwhile
                continue
            self.began.setdefault(pid, self.stage)
            self.seconds[pid] = (int(numbers[11]) + int(numbers[12])) / TICKS
            self.peak[pid] = max(self.peak.get(pid, 0.0), int(high[0]) / 1000 if high else 0.0)
        self.disk = max(self.disk, sum(p.stat().st_size for p in self.work.rglob("*") if p.is_file()))

    def _family(self, pid: int) -> list[int]:
        try:
            tasks = [p.read_text("utf-8").split() for p in Path(f"/proc/{pid}/task").glob("*/children")]
        except OSError:
            return []
        return [pid, *(n for task in tasks for child in task for n in self._family(int(child)))]

    def listen(self) -> None:
        for line in self.program.stderr or ():
            print(line, end="", file=sys.stderr)
            if line.startswith("grouped:"):
                self.stage = "compare"


def shuffled(folder: Path) -> dict[str, int]:
    """What Spark's log says of all tasks."""
    found: dict[str, int] = defaultdict(int)
    for file in (p for p in folder.rglob("*") if p.is_file()):
        for line in file.read_text("utf-8").splitlines():
            event: dict[str, Any] = json.loads(line) if line.startswith('{"Event":"SparkListenerTaskEnd"') else {}
            if event:
                metrics = event.get("Task Metrics") or {}
                found["tasks"] += 1
                found["failed"] += bool(event["Task Info"]["Failed"])
                found["shuffled"] += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
                found["spilled"] += metrics.get("Disk Bytes Spilled", 0)
                found["most"] = max(found["most"], metrics.get("Peak Execution Memory", 0))
    return found


def planted(articles: int, length: int) -> list[set[str]]:
    """The addresses of each story that the generator planted."""
    stories: dict[int, set[str]] = defaultdict(set)
    for number, member, members, *_ in told(articles, length, 1):
        if members > 1:
            stories[number - member].add(f"https://archive.example/{number % 1009}/{number}")
    return [story for story in stories.values() if len(story) > 1]


def measure(articles: int, length: int, options: list[str], folder: Path) -> list[tuple[str, str]]:
    import pyarrow.parquet as pq

    archive, out, events = folder / "archive.jsonl", folder / "out", folder / "events"
    events.mkdir()
    make_archive(archive, articles, length=length)
    spark = "spark" in options
    logged = {"enabled": "true", "dir": events.as_uri(), "compress": "false"} if spark else {}
    confs = [part for name, value in logged.items() for part in ("--conf", f"spark.eventLog.{name}={value}")]
    command = [sys.executable, "-m", "mkdocs_credibility", "corpus", str(archive), "--out", str(out), *options, *confs]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        watch = Watch(program, out / ".work")
        Thread(target=watch.listen, daemon=True).start()
        while program.poll() is None:
            watch.look()
            time.sleep(0.1)
    if program.returncode:
        raise SystemExit(program.returncode)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = used.ru_utime + used.ru_stime
    of = {stage: [pid for pid, began in watch.began.items() if began == stage] for stage in ("assess", "compare")}
    spent = {stage: sum(watch.seconds[pid] for pid in pids) for stage, pids in of.items()}
    most = {stage: max((watch.peak[pid] for pid in pids), default=0.0) for stage, pids in of.items()}
    rows = pq.read_table(out / "stories", columns=["articles"]).to_pylist()
    found = {frozenset(json.loads(r["articles"]) if isinstance(r["articles"], str) else r["articles"]) for r in rows}
    wanted = planted(articles, length)
    rest = total - sum(spent.values())
    lines = [
        ("size of the archive", f"{archive.stat().st_size / MB:.0f} MB"),
        ("processor time", f"{total:.0f} s; of a million such articles {total / articles / 3600 * MB:.2f} hours"),
        ("assessing, an article", f"{1000 * spent['assess'] / articles:.2f} ms"),
        ("comparing, an article of the archive", f"{1000 * spent['compare'] / articles:.2f} ms"),
        ("all else, an article", f"{1000 * rest / articles:.2f} ms"),
        ("peak memory of a process that assesses; compares", f"{most['assess']:.0f} MB; {most['compare']:.0f} MB"),
        ("peak memory of the program", f"{watch.peak[program.pid]:.0f} MB"),
        ("half-done work on disk", f"{watch.disk / MB:.0f} MB"),
        ("stories", f"{len(rows):,}"),
        ("planted; found with exactly their articles", f"{len(wanted):,}; {sum(s in found for s in wanted):,}"),
    ]
    if spark:
        log = shuffled(events)
        lines += [
            ("tasks; failed", f"{log['tasks']:,}; {log['failed']:,}"),
            ("shuffled; spilled", f"{log['shuffled'] / MB:.1f} MB; {log['spilled'] / MB:.1f} MB"),
            ("most execution memory of a task", f"{log['most'] / MB:.0f} MB"),
        ]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("articles", type=int)
    parser.add_argument("--length", type=int, default=400, help="words of an article (400)")
    given, options = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="credibility-archive-") as folder:
        lines = measure(given.articles, given.length, options or ["-j", "2"], Path(folder))
    print("| | |\n| --- | --- |")
    for name, value in lines:
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
