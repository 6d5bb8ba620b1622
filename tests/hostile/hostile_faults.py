"""Faults injected while a program works: every row of the last group of the table."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import yaml
from hostile_sites import PAGE, STORY, THEME, called, report, write
from hostile_table import case

FAULTS = "Faults"
COPY = STORY.replace("on Tuesday morning", "early on Tuesday").replace("Nobody shouted", "Nobody spoke")
DOCS = {
    "index.md": "# Home\n",
    "a.md": f"---\nauthor: Ana Brandt\n---\n\n# Ferry aground\n\n{STORY}",
    "b.md": f"# Ship on rocks\n\nShare this article\n\n{COPY}",
    **{
        f"c{n}.md": f"# Mill {n}\n\n" + f"The mill number {n} will close, said Petra Holm of Osby. " * 12
        for n in range(4)
    },
}
BUILD = """
import logging, sys
logging.disable(logging.INFO)
{before}
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(sys.argv[1], site_dir=sys.argv[2])
config.plugins.on_startup(command="build", dirty=False)
build(config)
"""
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def project(folder: Path, **options: object) -> Path:
    """A project's configuration file."""
    write(folder / "docs", DOCS)
    write(folder / "theme", {"main.html": THEME})
    theme = {"name": None, "custom_dir": "theme"}
    settings = {"site_name": "The Ledger", "theme": theme, "plugins": [{"credibility": options}]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder / "mkdocs.yml"


def started(config: Path, site: Path, before: str = "") -> subprocess.Popen[str]:
    """A build in a program of its own, which runs some code first."""
    command = [sys.executable, "-c", BUILD.format(before=before), str(config), str(site)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)


def run(config: Path, site: Path, before: str = "") -> tuple[int, str]:
    """The same to its end: exit code and what it said."""
    program = started(config, site, before)
    out, err = program.communicate(timeout=300)
    return program.returncode, out + err


def contents(site: Path) -> dict[str, bytes]:
    """All files of a site; without those that hold the day."""
    files = {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}
    return {name: data.split(b"Build Date")[0] for name, data in files.items() if not name.startswith("sitemap")}


def whole(site: Path) -> bool:
    """Whether a site has no report, or a whole one."""
    return not (site / "credibility.json").exists() or "articles" in report(site)


KILL = """
import os, signal
from mkdocs_credibility.plugin import publish, write
publish.PIECE = 500  # the report is written in many pieces
real, left = write.Writer._write, [{after}]
def dying(self, path, text, **more):
    left[0] -= 1
    if not left[0]:
        real(self, path, text[: len(text) // 2], **more)
        os.kill(os.getpid(), signal.SIGKILL)
    real(self, path, text, **more)
write.Writer._write = dying
"""


@case(
    FAULTS, "a build killed (SIGKILL) in the middle of a file: the table, the report's first piece, a later one, a badge",
    "`mkdocs build`", "no half-written report; the next build writes what an undisturbed one does",
)  # fmt: skip
def killed(folder: Path) -> None:
    config = project(folder)
    assert run(project(folder / "plain", cache=False), folder / "plain" / "site")[0] == 0
    expected = contents(folder / "plain" / "site")
    for after in (1, 3, 6, 12):
        code, _ = run(config, folder / "site", KILL.format(after=after))
        assert code == -signal.SIGKILL
        assert whole(folder / "site"), after
    code, said = run(config, folder / "site")
    assert code == 0, said
    assert contents(folder / "site") == expected


@case(
    FAULTS,
    "a build killed while it writes its cache",
    "`mkdocs build`",
    "the next build writes what one without a cache does",
)
def killed_in_the_cache(folder: Path) -> None:
    config = project(folder)
    assert run(project(folder / "plain", cache=False), folder / "plain" / "site")[0] == 0
    kill = (
        "import os, signal\nfrom mkdocs_credibility.cache import DiskCache\nreal = DiskCache._write\n"
        "def dying(self, connection):\n    real(self, connection)\n    os.kill(os.getpid(), signal.SIGKILL)\nDiskCache._write = dying\n"
    )
    assert run(config, folder / "site", kill)[0] == -signal.SIGKILL
    for _ in range(2):
        assert run(config, folder / "site")[0] == 0
        assert contents(folder / "site") == contents(folder / "plain" / "site")


FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""


@case(
    FAULTS,
    "a disk that fills up in the middle of a file",
    "`mkdocs build`",
    "the build fails and says why; no half-written report",
)
def full_disk(folder: Path) -> None:
    config = project(folder)
    pieces = "from mkdocs_credibility.plugin import publish, write\npublish.PIECE = 500\n"
    full = FULL.format(size=20_000)
    late = f"real = write.Writer.write\ndef writing(self, output):\n    exec({full!r}, {{}})\n    real(self, output)\nwrite.Writer.write = writing\n"
    code, said = run(config, folder / "site", pieces + late)
    assert code != 0
    assert "File too large" in said
    assert whole(folder / "site")


@case(
    FAULTS,
    "a full disk under a report's file (`/dev/full`)",
    "`check -o`",
    "one line, exit code 2, the old report stays",
)
def full_report(folder: Path) -> None:
    write(folder, {"a.md": DOCS["a.md"], "report.json": "old"})
    code, _, err = called("check", folder / "a.md", "--format", "json", "-o", "/dev/full")
    assert (code, err.count("\n")) == (2, 1)
    program = FULL.format(size=1000) + "import sys\nfrom mkdocs_credibility.cli import main\nmain(sys.argv[1:])\n"
    command = [sys.executable, "-c", program, "check", "a.md", "--format", "json", "-o", "report.json"]
    # nothing measured: what measures could not write its own file either, and would say so
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (folder / "report.json").read_text("utf-8") == "old"
    assert sorted(p.name for p in folder.iterdir()) == ["a.md", "report.json"]


@case(
    FAULTS,
    "three builds at once that share a cache",
    "`mkdocs build`",
    "all write the same, and what a fourth then reads is right",
)
def shared_cache(folder: Path) -> None:
    config = project(folder)
    running = [started(config, folder / f"site{n}") for n in range(3)]
    assert [p.wait(timeout=300) for p in running] == [0, 0, 0]
    for program in running:
        program.communicate()
    assert run(config, folder / "last")[0] == 0
    assert (
        contents(folder / "site0")
        == contents(folder / "site1")
        == contents(folder / "site2")
        == contents(folder / "last")
    )


@case(
    FAULTS, "a cache that is cut short, random bytes, another program's database, of a later version, with altered values, a folder, locked",
    "`mkdocs build`", "nothing of it is believed; the site is the same",
)  # fmt: skip
def bad_caches(folder: Path) -> None:
    from hostile_sites import built

    from mkdocs_credibility.cache import FILE

    expected = contents(built(folder, DOCS))
    place = folder / ".cache" / "plugin" / "credibility" / FILE
    good = place.read_bytes()

    def again() -> bool:
        return contents(built(folder, DOCS)) == expected

    for data in (good[: len(good) // 2], os.urandom(5000), b"", good[:100] + bytes(len(good) - 100), b"\x89PNG" * 99):
        place.write_bytes(data)
        assert again()
    for statement in (
        "PRAGMA application_id = 99", "PRAGMA user_version = 99", "DROP TABLE kept", "UPDATE kept SET value = x'00'",
        "UPDATE kept SET value = value || x'00'", "UPDATE kept SET day = 99999999", "ALTER TABLE kept RENAME TO other",
        "CREATE TRIGGER t AFTER UPDATE ON kept BEGIN DELETE FROM kept; END",
    ):  # fmt: skip
        place.write_bytes(good)
        connection = sqlite3.connect(place)
        connection.execute(statement)
        connection.commit()
        connection.close()
        assert again(), statement
    place.unlink()
    place.mkdir()
    assert again()


@case(
    FAULTS,
    "values of a cache that were exchanged for one another",
    "`mkdocs build`",
    "the build ends, and says nothing of code",
)
def exchanged_values(folder: Path) -> None:
    from hostile_sites import built

    from mkdocs_credibility.cache import FILE

    built(folder, DOCS)
    connection = sqlite3.connect(folder / ".cache" / "plugin" / "credibility" / FILE)
    rows = connection.execute("SELECT key, value, size FROM kept ORDER BY key").fetchall()
    for (key, _, _), (_, value, size) in zip(rows, [*rows[1:], rows[0]], strict=True):
        connection.execute("UPDATE kept SET value = ?, size = ? WHERE key = ?", (value, size, key))
    connection.commit()
    connection.close()
    assert report(built(folder, DOCS))["articles"]


DYING = """
import os, signal, sys
from mkdocs_credibility import examining
def work(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    from mkdocs_credibility.cli import main
    import dying
    examining.work = dying.work
    main(sys.argv[1:])
"""


@case(
    FAULTS,
    "worker processes that die (SIGKILL)",
    "`check -j 2`",
    "said in a line; the rest is done in one process, all assessed",
)
def worker_death(folder: Path) -> None:
    write(folder, {"dying.py": DYING, **{f"in/{name}": text for name, text in DOCS.items()}})
    command = [sys.executable, "dying.py", "check", "in", "--format", "json", "-j", "2"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "ended early" in done.stderr
    assert len(json.loads(done.stdout)["articles"]) == len(DOCS)


INTERRUPTED = """
import os, signal, sys
from mkdocs_credibility.signals import attribution
real, left = attribution.examine, [3]
def examine(*arguments):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGINT)
    return real(*arguments)
if __name__ == "__main__":
    attribution.examine = examine
    from mkdocs_credibility.cli import main
    main(sys.argv[1:])
"""


@case(
    FAULTS,
    "Ctrl-C (SIGINT) in the middle of the work",
    "`check -o`, `annotate`, `annotate --out`",
    "ends at once with exit code 130, without a traceback; nothing half-written",
)
def interrupted(folder: Path) -> None:
    page = "<html><head><title>A</title></head><body><article><h1>A</h1>{}</article></body></html>"
    pages = {f"site/{n}.html": page.format(PAGE.replace("Tuesday", f"day {n}")) for n in range(5)}
    write(folder, {"program.py": INTERRUPTED, "old.json": "old", **{f"in/{n}": t for n, t in DOCS.items()}, **pages})
    before = contents(folder)
    for arguments in (
        ("check", "in", "--format", "json", "-o", "old.json"),
        ("annotate", "site"), ("annotate", "site", "--out", "copy"),
    ):  # fmt: skip
        command = [sys.executable, "-B", "program.py", *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 130, arguments
        assert "Traceback" not in done.stderr, done.stderr
        assert contents(folder) == before, arguments


@case(
    FAULTS,
    "an annotation killed (SIGKILL) while it puts pages in place",
    "`annotate`",
    "every page is old or new; again, and `--remove` gives the old bytes",
)
def killed_annotation(folder: Path) -> None:
    page = "<html><head><title>A</title></head><body><article><h1>A</h1>{}</article></body></html>"
    pages = {f"{n}.html": page.format(PAGE.replace("Tuesday", f"day {n}")) for n in range(4)}
    for after in (1, 3, 8):
        site = write(folder / str(after), pages)
        program = (
            "import os, signal, sys\nfrom pathlib import Path\nreal, left = Path.replace, [%d]\n"
            "def replace(self, target):\n    left[0] -= 1\n    if not left[0]: os.kill(os.getpid(), signal.SIGKILL)\n    return real(self, target)\n"
            "Path.replace = replace\nfrom mkdocs_credibility.cli import main\nmain(sys.argv[1:])\n"
        ) % after
        done = subprocess.run([sys.executable, "-c", program, "annotate", str(site)], capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        for name, text in pages.items():
            now = (site / name).read_text("utf-8")
            assert now == text or "cr-badge" in now
        assert called("annotate", site)[0] == 0
        assert called("annotate", site, "--remove")[0] == 0
        assert contents(site) == {name: text.encode() for name, text in pages.items()}


def living(group: int) -> list[str]:
    """The processes of a group that still run, as the system names them."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = place.read_text("utf-8", "replace").rpartition(")")
        except OSError:
            continue  # it has gone meanwhile
        state, _, its_group = rest.split()[:3]
        if int(its_group) == group and state not in "ZX":
            found.append(name)
    return found


def ended(program: subprocess.Popen[str], number: int, *, together: bool) -> tuple[int, str]:
    """The exit code and the errors of a program with two workers that a signal ends; none of its processes is left."""
    until = time.monotonic() + 60
    while len(living(program.pid)) < 3 and program.poll() is None:  # the program and both workers
        assert time.monotonic() < until
        time.sleep(0.05)
    time.sleep(0.5)  # they have work
    (os.killpg if together else os.kill)(program.pid, number)
    program.wait(60)
    while living(program.pid):
        assert time.monotonic() < until + 60, living(program.pid)
        time.sleep(0.05)
    return program.returncode, program.communicate()[1]


def pooled(folder: Path) -> subprocess.Popen[str]:
    """A check of 300 articles in two processes that is to write a report over an old one, in a group of its own."""
    page = f"# Ferry {{}}\n\n{STORY}\n" + "The mill will close, said Petra Holm of Osby, who had seen it. " * 40
    write(folder, {"old.json": "old", **{f"in/{n}.md": page.format(n) for n in range(300)}})
    command = [
        sys.executable,
        "-m",
        "mkdocs_credibility",
        "check",
        "in",
        "--format",
        "json",
        "-o",
        "old.json",
        "-j",
        "2",
    ]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, start_new_session=True
    )  # fmt: skip


@case(
    FAULTS,
    "Ctrl-C while two processes assess, sent to all of them as a terminal does, and to the first alone",
    "`check -j 2 -o`",
    "exit code 130, one line, no process left, the old report stays",
)
def interrupted_together(folder: Path) -> None:
    for together in (True, False):
        code, said = ended(pooled(folder), signal.SIGINT, together=together)
        assert code == 130, said
        assert said.endswith("Interrupted.\n")
        assert "Traceback" not in said
        assert (folder / "old.json").read_text("utf-8") == "old"
        assert sorted(p.name for p in folder.iterdir()) == ["in", "old.json"]


@case(
    FAULTS,
    "a program ended from outside (SIGTERM) or killed (SIGKILL) while two processes assess for it",
    "`check -j 2 -o`",
    "its processes end with it; the old report stays",
)
def killed_with_workers(folder: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        code, said = ended(pooled(folder), number, together=False)
        assert code == -number
        assert "Traceback" not in said
        assert (folder / "old.json").read_text("utf-8") == "old"


READ_ONLY = """
import errno, os, runpy, sys
folder, program, sys.argv = sys.argv[1], sys.argv[2], sys.argv[2:]
def refuse(event, given):
    writes = event in ("os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.truncate", "os.chmod")
    if event == "open" and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        writes = True
    if writes and not isinstance(given[0], int) and os.path.abspath(os.fsdecode(given[0])).startswith(folder):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), os.fsdecode(given[0]))
sys.addaudithook(refuse)
runpy.run_module(program, run_name="__main__", alter_sys=True)
"""
"""Runs a module, and refuses what would write under a folder, as a disk does that is mounted to be read."""


def read_only(under: Path, program: str, *arguments: object, where: Path) -> tuple[int, str]:
    """Exit code of a program for which what begins with a path cannot be written, and what it said."""
    command = [sys.executable, "-c", READ_ONLY, str(under), program, *map(str, arguments)]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=300)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


@case(
    FAULTS,
    "a disk that can only be read (EROFS) under reports, a baseline, a site's pages, a configuration",
    "`check -o`, `--update-baseline`, `annotate`, `annotate --remove`, `init`",
    "one line with the file's name, exit code 2; every file as it was",
)
def read_only_disk(folder: Path) -> None:
    page = f"<html><head><title>A</title></head><body><article><h1>A</h1>{PAGE}</article></body></html>"
    write(
        folder,
        {
            "in/a.md": DOCS["a.md"],
            "out.json": "old",
            "site/a.html": page,
            "site/b.html": page.replace("Tuesday", "Friday"),
        },
    )
    write(folder, {"mkdocs.yml": "site_name: X\n", "docs/index.md": "# A\n", "known.json": '{"old": 1}'})
    assert called("annotate", write(folder / "done", {"a.html": page}))[0] == 0
    before = contents(folder)
    for arguments in (
        ("check", "in", "--format", "json", "-o", "out.json"), ("check", "in", "--baseline", "new.json", "--update-baseline"),
        ("annotate", "site"), ("annotate", "site", "--out", "copy"), ("annotate", "done", "--remove"), ("init", "."),
    ):  # fmt: skip
        code, said = read_only(folder, "mkdocs_credibility", *arguments, where=folder)
        assert code == 2, (arguments, said)
        assert "Read-only file system" in said, arguments
        assert said.strip().count("\n") == 0, said
        assert contents(folder) == before, arguments


@case(
    FAULTS,
    "a disk that turns read-only when our first file, a story's page, a badge or the report is to be written; a file named `credibility` in the way",
    "`mkdocs build`",
    "the build fails with a line that names the file",
)
def read_only_site(folder: Path) -> None:
    config = project(folder)
    for name in (
        "credibility/index.html",
        "credibility/stories",
        "credibility/badges",
        "credibility.json",
        "credibility",
    ):
        code, said = read_only(folder / "site" / name, "mkdocs", "build", "-q", where=config.parent)
        assert code == 1, (name, said)
        assert "Read-only file system" in said
        assert f"credibility: {folder / 'site' / 'credibility'}" in said
        assert whole(folder / "site")
        shutil.rmtree(folder / "site")  # which MkDocs clears first
    (folder / "docs" / "credibility").write_text("in the way", "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(folder / "site" / "credibility") in done.stderr


@case(
    FAULTS,
    "a cache folder that cannot be made: read-only, a file in its place",
    "`mkdocs build`",
    "the site is the same, the build goes on without a cache",
)
def no_place_for_a_cache(folder: Path) -> None:
    config = project(folder)
    assert run(project(folder / "plain", cache=False), folder / "plain" / "site")[0] == 0
    expected = contents(folder / "plain" / "site")
    code, said = read_only(folder / ".cache", "mkdocs", "build", "-q", where=config.parent)
    assert (code, contents(folder / "site")) == (0, expected), said
    assert not (folder / ".cache").exists()
    (folder / ".cache").write_text("a file", "utf-8")
    code, said = run(config, folder / "site")
    assert (code, contents(folder / "site")) == (0, expected), said
    assert (folder / ".cache").read_text("utf-8") == "a file"
