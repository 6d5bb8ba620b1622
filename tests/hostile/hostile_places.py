"""Files that are no files, links, and caches that somebody made: more rows of the table's groups on paths and faults."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from hostile_faults import DOCS, contents
from hostile_sites import STORY, built, called, report, write
from hostile_table import case

PATHS, FAULTS = "Paths", "Faults"


@case(
    PATHS,
    "a pipe, a dead link, a link to a device, a hidden folder among the `references` and a theme's templates",
    "`mkdocs build`, `check`",
    "left out; a change of any other file is seen by the next build",
)
def odd_references(folder: Path) -> None:
    write(folder / "wire", {"ok.md": f"# Wire\n\n{STORY}", "_old/more.md": f"# More\n\n{STORY}"})
    (folder / "wire" / "dead.md").symlink_to(folder / "nothing.md")
    (folder / "wire" / "zero.md").symlink_to("/dev/zero")
    os.mkfifo(folder / "wire" / "pipe.md")
    write(folder / "theme", {})
    (folder / "theme").mkdir()
    (folder / "theme" / ".#main.html").symlink_to("somebody@a-host.1234")  # what an editor leaves while it writes
    options = {"references": ["wire"]}
    assert _compared_with(built(folder, DOCS, options)) == {"wire/_old/more.md", "wire/ok.md"}
    assert called("check", folder)[0] == 0
    (folder / "wire" / "_old" / "more.md").write_text("# More\n\nSomething else.\n", "utf-8")
    assert _compared_with(built(folder, DOCS, options)) == {"wire/ok.md"}


def _compared_with(site: Path) -> set[str]:
    return {key for story in report(site)["stories"] for key in story["articles"] if key.startswith("wire/")}


@case(
    PATHS,
    "an authors' file of a blog that is a pipe, a device, a link to a file outside",
    "`check`",
    "not read",
)
def odd_authors(folder: Path) -> None:
    write(folder, {"out/authors.yml": "authors:\n  ana:\n    name: Ana Brandt\n", "mkdocs.yml": "site_name: X\n"})
    write(folder / "docs", {"a.md": f"---\nauthors: [ana]\n---\n\n# A\n\n{STORY}"})
    file = folder / "docs" / ".authors.yml"
    for make in (os.mkfifo, lambda f: f.symlink_to("/dev/zero"), lambda f: f.symlink_to(folder / "out/authors.yml")):
        make(file)
        code, out, _ = called("check", folder, "--format", "json")
        assert code == 0
        assert "Ana Brandt" not in out
        file.unlink()


@case(
    PATHS,
    "a cache whose file, folder or a folder above is a link that leads out of the project, to a file or to nothing",
    "`mkdocs build`, `check`",
    "nothing is read or written there; the site is the same",
)
def links_of_a_cache(folder: Path) -> None:
    from mkdocs_credibility.cache import FILE

    project = folder / "project"
    expected = contents(built(project, DOCS))
    place = project / ".cache" / "plugin" / "credibility"
    out = write(folder / "out", {"empty": "", "kept.txt": "kept"})
    before = contents(out)

    def link(path: Path, target: Path) -> Callable[[], None]:
        def make() -> None:
            path.rename(folder / f"moved{len(list(folder.iterdir()))}")
            path.symlink_to(target)

        return make

    for make in (
        link(place / FILE, out / "empty"), link(place / FILE, out / "new"), link(place / ".gitignore", out / "new"),
        link(place, out), link(project / ".cache", out), link(project / ".cache", out / "nowhere"),
    ):  # fmt: skip
        make()
        assert contents(built(project, DOCS)) == expected
        assert called("check", project)[0] == 0
        assert contents(out) == before, make


def forged(place: Path, make: Callable[[bytes], bytes]) -> None:
    """Change every value of a cache, and give each the checksum that it ought to have."""
    from mkdocs_credibility.cache import _check

    connection = sqlite3.connect(place)
    for key, value in connection.execute("SELECT key, value FROM kept").fetchall():
        made = make(value[:-4])
        connection.execute(
            "UPDATE kept SET value = ?, size = ? WHERE key = ?", (made + _check(key, made), len(made), key)
        )
    connection.commit()
    connection.close()


@case(
    FAULTS,
    "values of a cache that somebody wrote with the right checksums: no text, no JSON, JSON of another shape or 5,000 deep, files with paths out of the site",
    "`mkdocs build`, `check`",
    "no error; what is not of the right shape is made anew, and nothing is written outside the site",
)
def forged_values(folder: Path) -> None:
    from mkdocs_credibility.cache import FILE

    expected = contents(built(folder, DOCS))
    place = folder / ".cache" / "plugin" / "credibility" / FILE
    good = place.read_bytes()
    badge, elsewhere = b"credibility/badges/a.svg", b"../out/credibility/a.svg"
    assert len(badge) == len(elsewhere)
    shapes = (b"", b"null", b"5", b"[]", b"{}", b'"x"', b"[" * 5000)
    for make in (
        lambda value: value.replace(badge, elsewhere), lambda _: b"\xff\xfe\0",
        lambda value: b'{"summary": 1, "warnings": 2, "themed": 3}' if b'"summary"' in value else value,
        lambda value: b'{"a.md": 5}' if value.startswith(b'{"a.md"') else value,
    ):  # fmt: skip
        place.write_bytes(good)
        forged(place, make)
        assert contents(built(folder, DOCS)) == expected
        assert not (folder / "out").exists()
    for shape in shapes:  # a text that is one is believed: nobody can tell that it is not ours
        place.write_bytes(good)
        forged(place, lambda _, shape=shape: shape)
        assert report_of_any_kind(built(folder, DOCS))
        assert called("check", folder)[0] == 0


def report_of_any_kind(site: Path) -> bool:
    """Whether a build came to its end: the report is what it writes last."""
    return (site / "credibility.json").exists()
