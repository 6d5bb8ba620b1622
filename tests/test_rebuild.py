"""Builds after builds: what is taken over from the build before is what a build without a memory would make."""

from __future__ import annotations

import json
import logging
import os
import re

import pytest
from conftest import STORY
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.contrib.search import SearchPlugin
from mkdocs.exceptions import Abort, PluginError

from mkdocs_credibility import examining
from mkdocs_credibility.cache import FILE
from mkdocs_credibility.plugin import pages, publish, replay
from mkdocs_credibility.plugin.publish import Publisher
from mkdocs_credibility.reports.html import Renderer

COPY = STORY.replace("the harbour office said", "according to the harbour office")
MILL = "The paper mill at Osby will close in the spring, its owner said on Monday. “Nobody came,” said Petra Holm. " * 8
TEXTS = {
    "index.md": "# The Ledger\n\nNews.\n",
    "tables.md": "---\ncredibility: false\n---\n\n# All\n\n<!-- credibility:table -->\n",
    "solo.md": "# Bridge to open\n\n"
    + "The bridge over the Tarn opens in May, said Ana Brandt of the road office. " * 9,
    "a/ferry.md": f"---\nauthor: Ana Brandt\n---\n\n# Ferry aground\n\n{STORY}",
    "a/copy.md": f"# Ship stuck on rocks\n\n{COPY}",
    **{
        f"b/mill{n}.md": f"# Mill {n} to close\n\nShare this article\n\n{MILL}\n\nNumber {n} of {n}.\n"
        for n in range(6)
    },
}


def contents(folder):
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    for name in [n for n in files if n.endswith(("sitemap.xml", "sitemap.xml.gz"))]:
        del files[name]  # it holds the day
    return {name: data.split(b"Build Date")[0] for name, data in files.items()}


class Site:
    """A site on disk: `built` builds it as a fresh program would, `served` as one that goes on running."""

    def __init__(self, root):
        self.root = root
        self.out = root / "site"
        self.started = False
        for name, text in TEXTS.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def config(self, **options):
        file = self.root / "mkdocs.yml"
        settings = {"site_name": "The Ledger", "site_url": "https://ledger.example/"}
        file.write_text(json.dumps(settings | {"plugins": ["search", {"credibility": options}]}), "utf-8")
        return load_config(str(file))  # MkDocs keeps one plugin object for the whole process, as under `serve`

    def built(self, *, dirty=False, **options):
        config = self.config(**options)
        config.plugins.on_startup(command="build", dirty=dirty)
        build(config, dirty=dirty)
        return contents(self.out)

    def served(self, *, dirty=False, **options):
        config = self.config(**options)
        config.plugins.on_startup(command="serve", dirty=dirty)
        if not self.started:
            config.plugins["credibility"].pasts.clear()
            self.started = True
        build(config, dirty=dirty)
        return contents(self.out)


@pytest.fixture
def site(tmp_path):
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    return Site(tmp_path)


EDITS = [
    ("b/mill3.md", TEXTS["b/mill3.md"].replace("Petra Holm", "Jon Aske")),
    ("a/copy.md", TEXTS["a/copy.md"].replace("aboard", "on board")),
    ("a/third.md", f"# Third\n\n{COPY}"),
    ("a/copy.md", f"---\ncredibility:\n  story: false\n---\n\n{TEXTS['a/copy.md']}"),
    ("b/mill0.md", "# Short\n\nNothing.\n"),
]


def test_a_second_build_writes_the_same_without_reading_anything(site, monkeypatch):
    plain = site.built(cache=False)
    assert not (site.root / ".cache").exists()
    cold = site.built()
    assert cold == plain
    assert (site.root / ".cache" / "plugin" / "credibility" / FILE).is_file()
    for owner, name in ((examining, "examine"), (Renderer, "badge"), (Publisher, "outputs")):
        monkeypatch.setattr(owner, name, lambda *_a, **_k: pytest.fail("worked out again"))
    assert site.built() == plain


def test_a_large_site_is_kept_and_reported_in_pieces_that_make_the_same(site, monkeypatch):
    plain = site.built(cache=False)
    monkeypatch.setattr(replay, "GROUP", 1000)
    monkeypatch.setattr(publish, "PIECE", 1000)
    assert site.built() == plain
    assert site.built() == plain


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e[0])
def test_a_build_after_an_edit_is_the_build_without_a_cache(site, edit):
    site.built()
    site.write(*edit)
    after = site.built()
    assert after == site.built(cache=False)


def test_serving_writes_what_building_writes(site):
    for edit in [EDITS[0], *EDITS, ("b/mill0.md", TEXTS["b/mill0.md"]), EDITS[1]]:
        served = site.served(audience="readers")
        assert served == site.built(audience="readers", cache=False)
        site.write(*edit)


def test_one_edit_under_serve_examines_one_article_and_makes_one_badge(site, monkeypatch):
    site.served()
    examined, made = [], []
    examine, badge = examining.examine_all, Renderer.badge
    monkeypatch.setattr(examining, "examine_all", lambda a, o: examined.extend(x.path for x in a) or examine(a, o))
    monkeypatch.setattr(Renderer, "badge", lambda s, c, **k: made.append(c.article.path) or badge(s, c, **k))
    site.write("solo.md", TEXTS["solo.md"].replace("May", "June"))
    site.served()
    assert (examined, made) == (["solo.md"], ["solo.md"])


def test_under_serve_files_that_come_out_as_they_are_stay_where_they_are(site):
    def files():
        return {path.relative_to(badges).as_posix(): path.stat().st_ino for path in badges.rglob("*.*")}

    badges = site.out / "credibility" / "badges"
    site.served()
    before = files()
    site.write("solo.md", "# Short\n\nNothing.\n")
    site.served()
    assert files().items() & before.items() >= {(name, inode) for name, inode in before.items() if "mill" in name}
    assert not (site.out / ".credibility").exists()


def test_under_serve_a_file_that_somebody_touched_is_written_again(site):
    first = site.served(audience="readers")
    changed, lost = (site.out / "credibility" / "badges" / "b" / name for name in ("mill1.svg", "mill2.json"))
    changed.write_bytes(changed.read_bytes().replace(b"<svg", b"<SVG"))
    lost.unlink()
    assert site.served(audience="readers") == first


def test_what_a_served_build_no_longer_writes_does_not_stay(site):
    site.write("a/third.md", f"# Third\n\n{COPY}")
    site.write("credibility/notes.md", "---\ncredibility: false\n---\n\n# Notes\n\nOn our badges.\n")
    site.write("c/last.md", TEXTS["solo.md"])
    first = site.served(audience="readers")
    assert {"credibility/badges/c/last.svg", "credibility/notes/index.html"} <= first.keys()
    for name in ("a/third.md", "a/copy.md", "credibility/notes.md", "c/last.md"):
        (site.root / "docs" / name).unlink()
    served = site.served(audience="readers")
    folders = {p.relative_to(site.out).as_posix() for p in site.out.rglob("*") if p.is_dir()}
    assert served == site.built(audience="readers", cache=False)
    assert folders == {p.relative_to(site.out).as_posix() for p in site.out.rglob("*") if p.is_dir()}


@pytest.mark.parametrize("event", ["pre_build", "nav", "page_context", "post_build"])
def test_a_served_build_that_fails_leaves_nothing_in_hiding(site, monkeypatch, event):
    site.served(audience="readers")

    def fail(self, *_a, **_k):
        raise PluginError("not now")

    with monkeypatch.context() as patched:
        patched.setattr(SearchPlugin, f"on_{event}", fail, raising=False)
        with pytest.raises(Abort):
            site.served(audience="readers")
    assert not (site.out / ".credibility").exists()
    assert site.served(audience="readers") == site.built(audience="readers", cache=False)


def test_a_page_that_another_plugin_changes_late_is_made_anew(site, monkeypatch):
    site.built()

    def change(self, context, *, page, config, nav):
        page.content = page.content.replace("Osby", "Varne")
        return context

    monkeypatch.setattr(SearchPlugin, "on_page_context", change, raising=False)
    after = site.built()
    assert b"Varne" in after["b/mill1/index.html"]
    assert after == site.built(cache=False)


def test_a_theme_that_prints_parts_itself_gets_the_same_from_a_build_that_remembers(site, monkeypatch):
    """What its template asked of `credibility` is kept; asked for something else, it gets that, too."""
    folder = site.root / "ours"
    folder.mkdir()
    template = (
        '{% extends "base.html" %}{% block content %}{% if credibility %}%s{% endif %}{{ super() }}{% endblock %}'
    )

    def themed(parts, **options):
        (folder / "main.html").write_text(template.replace("%s", parts), "utf-8")
        config = site.config(**options)
        config.theme.dirs.insert(0, str(folder))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        return contents(site.out)

    few = "<b>{{ credibility.score }} {{ credibility.word }} {{ credibility.story_url }}</b>{{ credibility.badge }}"
    first = themed(few)
    assert re.search(rb"<b>\d+\.\d No notable issues", first["solo/index.html"])
    assert b"No notable issues</b>" not in first["tables/index.html"]
    with monkeypatch.context() as patched:
        patched.setattr(Renderer, "badge", lambda *_a, **_k: pytest.fail("made again"))
        assert themed(few) == first
    more = few + "<i>{{ credibility.summary }} {{ credibility.table_url }} {{ credibility.image_url }}</i>"
    assert themed(more) == themed(more, cache=False)


def test_a_dirty_rebuild_keeps_the_table_whole(site):
    site.served(dirty=False)
    site.write(*EDITS[0])
    (site.root / "docs" / "tables.md").touch()
    site.served(dirty=True)
    table = (site.out / "tables" / "index.html").read_text("utf-8")
    assert all(f"Mill {n} to close" in table for n in range(6))
    assert "Ferry aground" in table


def test_a_dirty_build_of_a_fresh_program_leaves_table_and_report_alone(site):
    before = site.built()["credibility.json"]
    site.write(*EDITS[0])
    after = site.built(dirty=True)
    assert after["credibility.json"] == before


def test_warnings_are_given_in_every_build(site, caplog):
    site.write("b/mill0.md", "---\ncredibility:\n  ignor: {}\n---\n" + TEXTS["b/mill0.md"])
    for _ in range(2):
        caplog.clear()
        site.built()
        assert "ignor" in caplog.text


def test_a_damaged_cache_is_no_reason_to_fail(site):
    plain = site.built()
    path = site.root / ".cache" / "plugin" / "credibility" / FILE
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 5000] = bytes(5000)
    path.write_bytes(data)
    assert site.built() == plain
    assert site.built() == plain


def test_under_serve_a_source_is_read_again_only_when_it_was_touched(site, monkeypatch):
    read = []
    source_of = pages.source_of
    monkeypatch.setattr(pages, "source_of", lambda file: read.append(file.src_uri) or source_of(file))
    site.served()
    site.served()
    assert len(read) == 2 * (len(TEXTS) - 2)  # files as new as these may change once more without its showing
    monkeypatch.setattr(pages, "SETTLED", -1)
    site.served()
    read.clear()
    site.served()
    assert not read
    path = site.root / "docs" / "solo.md"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("May", "Mai"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as long and, it says, as old as it was
    site.served()
    assert read == ["solo.md"]
