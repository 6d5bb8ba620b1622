"""Coverage-guided fuzzing of readers and assessment, for a bounded time: `python fuzz/run.py --seconds 20`.

Every target runs in a process of its own (libFuzzer ends the process when it finds something).  Inputs that were
interesting are kept in `--corpus`, so that a later run goes on where this one stopped; what breaks a promise is
written beside them as `crash-…`, `timeout-…` or `oom-…`.  Put such a file into `tests/hostile/found/<target>/` with
its repair, and the tests hold it from then on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SLOWEST = 20
"""Seconds that one input may take, of a few kilobytes: more is a cost that grows faster than its input."""
MEMORY = 2048
"""Megabytes."""


def main() -> int:
    """Run each target for a while; 0 when nothing was found, 1 with what was, 3 without atheris."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("targets", nargs="*", help="text, markdown, html, assess, review (else all)")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--corpus", type=Path, help="folder in which inputs are kept from run to run")
    arguments = parser.parse_args()
    try:
        import atheris  # noqa: F401 - asked before any process is started
    except ImportError:
        print("atheris is not installed: pip install 'mkdocs-credibility[fuzz]'", file=sys.stderr)
        return 3
    from targets import TARGETS

    corpus = arguments.corpus or Path(tempfile.mkdtemp(prefix="credibility-fuzz-"))
    found = [name for name in arguments.targets or TARGETS if not run(name, arguments.seconds, corpus / name)]
    for name in found:
        print(f"{name}: found something, see {corpus / name}", file=sys.stderr)
    return 1 if found else 0


def run(name: str, seconds: int, corpus: Path) -> bool:
    """One target in a process of its own; whether it held."""
    corpus.mkdir(parents=True, exist_ok=True)
    known = ROOT / "tests" / "hostile" / "found" / name
    seeds = [str(folder) for folder in (known, ROOT / "docs" / "newsroom") if folder.is_dir()]
    command = [sys.executable, str(HERE / "run.py"), "--one", name, str(corpus), *seeds]
    options = [
        f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}", "-max_len=8192",
        "-len_control=0",
        f"-dict={HERE / 'words.dict'}", f"-artifact_prefix={corpus}{os.sep}", "-print_final_stats=1", "-verbosity=1",
    ]  # fmt: skip
    print(f"--- {name}, {seconds} s", flush=True)
    return subprocess.run(command + options, check=False).returncode == 0


def one(name: str, rest: list[str]) -> int:
    """In a process of its own: hand the target to libFuzzer, which does not come back."""
    import atheris

    with atheris.instrument_imports(include=["mkdocs_credibility"]):
        from targets import STORY, TARGETS

        for seed in (STORY.encode(), *(p.read_bytes() for p in (ROOT / "docs" / "newsroom").rglob("*.md"))):
            TARGETS[name](seed)  # what is loaded at the first article of a language is loaded, and measured, now
    atheris.Setup([sys.argv[0], *rest], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(one(sys.argv[2], sys.argv[3:]) if sys.argv[1:2] == ["--one"] else main())
