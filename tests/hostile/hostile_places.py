"""Names and addresses that are none, files that are no files, links, caches that somebody made: rows of several groups."""

from __future__ import annotations

import gzip
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hostile_faults import DOCS, contents
from hostile_sites import PAGE, STORY, around, built, called, judged, report, write
from hostile_table import case, within

from mkdocs_credibility import read_html, read_markdown, read_text

SIZE, DATA, CODE, PATHS, FAULTS = (
    "Size and depth", "Front matter and page data", "Text that wants to be code", "Paths", "Faults",
)  # fmt: skip


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


@case(
    DATA,
    "addresses that are none (`http://[x`, `//[`, hosts that no host is called) as canonical link, source, author, publisher, of the page",
    "the three readers, `assess`",
    "taken as any text; the article is assessed",
)
def broken_addresses(_: Path) -> None:
    for url in ("http://[x", "https://a]b/", "//[", "http://℀.example/", "http://a:b:c/", "http://x:99999999/", "["):
        said = json.dumps(url)
        keys = ("canonical", "source", "original", "author", "publisher", "url")
        front = "".join(f"{key}: {said}\n" for key in keys)
        judged(read_markdown(f"---\n{front}---\n\n# A ferry\n\n[Ana Brandt]({url}) <{url}>\n\n{STORY}"))
        judged(read_text(STORY, metadata=dict.fromkeys(keys, url)))
        node = {"@type": "NewsArticle", **dict.fromkeys(("isBasedOn", "author", "publisher", "url"), url)}
        head = f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}"><meta name="author" content="{url}">'
        head += f'<script type="application/ld+json">{json.dumps(node)}</script>'
        judged(read_html(f'<head>{head}</head><article><a rel="author" href="{url}">Ana</a>{PAGE}</article>', url=url))


@case(
    PATHS,
    "a link to a page in the same site; names with a backslash, a colon, an escape code, bytes that are no UTF-8; a pipe",
    "`annotate`, `--out`, `--remove`",
    "links stay links; twice gives the same, `--remove` the old bytes",
)
def odd_names_in_a_site(folder: Path) -> None:
    page = f"<html><head><title>A</title></head><body><article><h1>A</h1>{PAGE}</article></body></html>"
    names = ("a.html", "back\\slash.html", "co:lon.html", "a\x1b[2Jb.html", "by\udcfftes/a\udcff.html", "%2e%2e/a.html")
    site = write(folder / "site", {n: page.replace("Tuesday", f"day {i}") for i, n in enumerate(names)})
    (site / "link.html").symlink_to("a.html")
    before = _with_links(site)
    assert called("annotate", site)[0] == 0
    after = _with_links(site)
    assert all(after[name] != before[name] for name in names)
    assert after["link.html"] == before["link.html"]
    assert called("annotate", site)[0] == 0
    assert _with_links(site) == after
    assert called("annotate", site, "--remove")[0] == 0
    assert _with_links(site) == before
    os.mkfifo(site / "pipe.html")
    for form in ("text", "json", "sarif", "csv", "github", "junit"):
        assert called("check", site, "--format", form)[0] == 0
    assert called("annotate", site, "--out", folder / "copy")[0] == 0
    assert _with_links(folder / "copy") == after


def _with_links(site: Path) -> dict[str, bytes]:
    files = contents(site)
    links = [path for path in site.rglob("*") if path.is_symlink()]
    return files | {path.relative_to(site).as_posix(): os.fsencode(path.readlink()) for path in links}


@case(
    PATHS,
    "a sitemap with addresses that are none, NUL, paths out of the site; packed and damaged; a pipe; one that unpacks to 1 GB",
    "`annotate`, `check`",
    "what fits no page is passed over",
)
def odd_sitemaps(folder: Path) -> None:
    page = f"<html><head><title>A</title></head><body><article><h1>A</h1>{PAGE}</article></body></html>"
    site = write(folder, {"index.html": "<p>Home</p>", "a.html": page})
    urls = ("http://[x/a.html", "//[", "http://a.example/\0.xml", "../../../etc/passwd.xml", "a" * 5000 + ".xml")
    text = "".join(f"<url><loc>{url}</loc></url>" for url in urls).encode()
    packed = gzip.compress(text)
    big = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(big.compress(bytes(1_000_000)) for _ in range(1000)), big.flush()])
    for name, data in (
        ("sitemap.xml", text), ("sitemap.xml.gz", packed), ("sitemap.xml.gz", packed[:30]),
        ("sitemap.xml.gz", packed[:12] + b"\xff" * 99), ("sitemap.xml.gz", bomb), ("sitemap.xml", None),
    ):  # fmt: skip
        if data is None:
            os.mkfifo(site / name)
        else:
            (site / name).write_bytes(data)
        with within(20):
            code, out, _ = called("check", site, "--format", "json")
        assert code == 0
        assert [card["key"] for card in json.loads(out)["articles"]] == ["a.html"]
        assert called("annotate", site)[0] == 0
        assert called("annotate", site, "--remove")[0] == 0
        (site / name).unlink()


@case(
    CODE,
    "terminal escape codes, marks of direction and line ends in names of files, front matter and guards of a site with gates",
    "`mkdocs build`",
    "shown as signs in the log; no line of theirs begins",
)
def log_of_a_build(folder: Path) -> None:
    from mkdocs.exceptions import Abort

    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    odd = "a\x1b[2J\u202e\n::error::owned"
    page = f"---\ncredibility:\n  {json.dumps(odd)}: 1\n  ignore: {{{json.dumps(odd)}: x}}\n---\n\n# A\n\n"
    docs = {f"{odd}.md": f"{page}<!-- credibility-off {odd} -->\n\nShare this article\n\n{STORY}"}
    listener = Listener()
    everything, own = logging.getLogger("mkdocs"), logging.getLogger("mkdocs.plugins.credibility")
    everything.addHandler(listener)
    level = own.level
    own.setLevel(logging.INFO)  # MkDocs' own is that of errors here
    try:
        for _ in range(2):  # the second time out of the cache
            built(folder, docs, {"warn_unused": True, "warn_on": ["info"]})
        with suppress(Abort):
            built(folder, docs, {"fail_under": 100})
    finally:
        everything.removeHandler(listener)
        own.setLevel(level)
    assert sum("unknown key" in said for said in heard) >= 2
    assert any("held back" in said for said in heard)
    lines = [line for said in heard for line in said.split("\n") if "owned" in line]
    assert not [line for line in lines if not line.isprintable() or line.startswith("::")], lines


@case(
    SIZE,
    "5 MB of comments, of guards, of empty scripts, all on one line",
    "the three readers, `assess`",
    "read, in time that grows with its length",
)
def one_line_of_signs(_: Path) -> None:
    for sign in ("<!-- x -->", "<!-- credibility-off -->", "<!-- credibility-off: x -->", "<script></script>"):
        tried = sign * (5_000_000 // len(sign))
        for read in (read_text, read_markdown, read_html):
            with within(20):
                judged(read(around(tried)))


@case(
    SIZE,
    "20,000 admonitions, definitions, footnotes, items, tables, fences in one another or one after the other",
    "`read_markdown`, `assess`",
    "read, in time that grows with their number",
)
def many_containers(_: Path) -> None:
    for unit in (
        "!!! note\n    x\n", "??? x\n\n    y\n", "=== x\n\n    y\n", "a\n: b\n", "a\n\n: b\n\n", "[^1]: x\n", "- a\n: b\n",
        "1. x\n\n    - y\n", "| a | b |\n", "```\n", "~~~x\na\n", "> - !!! note\n", "::: note\n", "<div markdown>\n",
    ):  # fmt: skip
        with within(8):
            judged(read_markdown(around(unit * 20_000)))
