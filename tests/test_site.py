"""Built sites of any generator: which pages are articles, what goes into them, and that it comes out to the byte."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from generators import GENERATORS, pieces, write
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_credibility import review
from mkdocs_credibility.cli import main
from mkdocs_credibility.site import SiteError, annotate, read_site, remove
from mkdocs_credibility.site.splice import MARK, ChangedError, insert, take_out

EACH = pytest.mark.parametrize("name", GENERATORS)


def snapshot(root):
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def annotated(root, **options):
    built = read_site(root)
    return built, annotate(built, review(built.articles), **options)


@EACH
def test_of_all_pages_the_articles_are_read(tmp_path, name):
    built = read_site(write(tmp_path, name))
    titles = sorted(a.title for a in built.articles)
    assert titles == sorted(p.title for p in pieces())
    assert built.notes == []
    assert all(page.reason for page in built.pages if page.article is None)
    (signed,) = [c for c in review(built.articles).cards if c.article.title == "A week on Marrow without ships"]
    assert signed.authors == ["Oona Keld"]


@EACH
def test_every_article_gets_a_badge_below_its_title_and_every_link_leads_somewhere(tmp_path, name):
    root = write(tmp_path, name)
    built, done = annotated(root)
    assert sorted(done.pages) == sorted(a.path for a in built.articles)
    for article in built.articles:
        file = root / article.path
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        badge = soup.select_one("aside.credibility")
        assert badge.find_previous("h1").get_text().startswith(article.title)
        assert len(soup.select("aside.credibility")) == 1
        assert soup.head.select_one("link[href*='assets/credibility.']") is not None
        for tag in [*badge.select("a[href]"), *soup.select("link[href*='assets/credibility.']")]:
            path, _, fragment = tag["href"].partition("#")
            target = (file.parent / unquote(path)).resolve() if path else file
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), tag
            if fragment:
                assert BeautifulSoup(target.read_text("utf-8"), "html.parser").find(id=fragment), tag
    table = BeautifulSoup((root / "credibility/index.html").read_text("utf-8"), "html.parser")
    assert {a.get_text() for a in table.select("tbody th a")} >= {a.title for a in built.articles}
    for tag in table.select("a[href], link[href], script[src]"):
        href = tag.get("href") or tag["src"]
        target = (root / "credibility" / unquote(href)).resolve()
        assert target.is_file() or (target / "index.html").is_file(), href
    report = json.loads((root / "credibility.json").read_text("utf-8"))
    assert [a["key"] for a in report["articles"]] == [a.path for a in built.articles]
    assert len(report["stories"]) == 1


@EACH
def test_twice_is_once_and_taking_out_gives_the_bytes_back(tmp_path, name):
    root = write(tmp_path, name)
    before = snapshot(root)
    annotated(root)
    once = snapshot(root)
    untouched = [p for p in before if before[p] == once[p]]
    assert set(untouched) >= {p for p in before if not p.endswith(".html")}
    annotated(root)
    assert snapshot(root) == once
    done = remove(root)
    assert done.notes == []
    assert snapshot(root) == before
    assert sorted(p.name for p in root.iterdir()) == sorted({p.split("/")[0] for p in before})


def test_what_is_put_in_is_all_that_differs(tmp_path):
    root = write(tmp_path, "hugo")
    before = snapshot(root)
    annotated(root, evidence=True)
    changed = {path: data for path, data in snapshot(root).items() if path in before and data != before[path]}
    assert changed
    for path, data in changed.items():
        left = iter(data)
        assert all(byte in left for byte in before[path]), path  # a subsequence: nothing moved, nothing lost


@given(st.binary(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.binary(max_size=20)), max_size=8))
def test_insertions_come_out_of_any_bytes(data, insertions):
    places = [(min(at, len(data)), what) for at, what in insertions]
    out = insert(data, places)
    if any(what for _, what in places):
        assert take_out(out) == data
    else:
        assert out == data


def test_words_like_ours_in_a_page_are_left_alone():
    page = b"<p>It ends in <!-- credibility-annotated 1 and so on.</p>"
    assert take_out(page) is None
    assert take_out(insert(page, [(3, b"x")])) == page


@pytest.mark.parametrize("places", [b"5+2 1+1", b"0+9999", b"0+3"])
def test_a_comment_that_tells_of_other_places_takes_nothing_out(places):
    page = b"<p>The ferry.</p>"
    forged = page + b"<!-- credibility-annotated 1 " + b"0" * 32 + b" " + places + b" -->"
    with pytest.raises(ChangedError):
        take_out(forged)


@pytest.mark.parametrize("change", [b" ", b"<!-- minified -->"])
def test_a_page_changed_since_is_named_and_left_alone(tmp_path, change):
    root = write(tmp_path, "jekyll")
    annotated(root)
    page = root / "2026/03/03/wire.html"
    page.write_bytes(page.read_bytes().replace(b"flour", b"bread", 1) + change)
    changed = page.read_bytes()
    with pytest.raises(ChangedError):
        take_out(page.read_bytes().removesuffix(change))
    done = remove(root)
    assert [path for path, _ in done.notes] == ["2026/03/03/wire.html"]
    assert page.read_bytes() == changed
    assert MARK not in (root / "2026/03/03/back.html").read_bytes()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_encodings_are_kept(tmp_path, encoding):
    (piece,) = [p for p in pieces() if p.slug == "wire"]
    head = f"<head><meta charset={encoding}><title>T</title></head>"
    text = f"<!doctype html><html lang=en>{head}<body><main><h1>{piece.title}</h1>{piece.body}</main>"
    (tmp_path / "a.html").write_bytes(text.encode(encoding))
    before = snapshot(tmp_path)
    built, done = annotated(tmp_path)
    assert len(built.articles) == 1
    if encoding == "utf-16":
        assert "UTF-8" in dict(done.notes)["a.html"]
        assert (tmp_path / "a.html").read_bytes() == before["a.html"]
    else:
        out = (tmp_path / "a.html").read_bytes().decode(encoding)
        assert "aside" in out
        assert piece.paragraphs[1] in BeautifulSoup(out, "html.parser").get_text()
    remove(tmp_path)
    assert snapshot(tmp_path) == before


def test_nothing_changes_when_it_cannot_all_be_written(tmp_path, monkeypatch):
    root = write(tmp_path, "hugo")
    before = snapshot(root)
    built = read_site(root)
    result = review(built.articles)
    real, written = Path.open, []

    def full(self, mode="r", *args, **kwargs):
        if "x" in mode:
            written.append(self)
            if len(written) == 9:
                raise OSError(28, "No space left on device", str(self))
        return real(self, mode, *args, **kwargs)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(SiteError, match="No space left"):
        annotate(built, result)
    monkeypatch.undo()
    assert len(written) == 9
    assert snapshot(root) == before


def test_pages_out_of_the_site_are_not_followed(tmp_path):
    root = write(tmp_path / "site", "zensical")
    outside = tmp_path / "outside.html"
    outside.write_bytes((root / "news/wire/index.html").read_bytes())
    (root / "linked.html").symlink_to(outside)
    (root / "round").symlink_to(root, target_is_directory=True)
    kept = outside.read_bytes()
    built, _ = annotated(root)
    assert "linked.html" in dict(built.notes)
    assert outside.read_bytes() == kept
    remove(root)
    assert outside.read_bytes() == kept


def test_a_manifest_cannot_name_what_is_outside(tmp_path):
    root = write(tmp_path / "site", "hugo")
    annotated(root)
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    manifest = root / "credibility/annotated.json"
    listed = json.loads(manifest.read_text())
    from mkdocs_credibility.site.files import digest

    listed["files"]["../victim.txt"] = digest(b"mine")
    listed["files"][str(victim)] = digest(b"mine")
    manifest.write_text(json.dumps(listed))
    remove(root)
    assert victim.read_text() == "mine"


def test_a_page_of_the_sites_own_at_our_place_is_not_overwritten(tmp_path):
    root = write(tmp_path, "hugo")
    (root / "credibility").mkdir()
    (root / "credibility/index.html").write_text("<h1>Our promise</h1>")
    before = snapshot(root)
    with pytest.raises(SiteError, match="is there already"):
        annotated(root)
    assert snapshot(root) == before


def test_markers_ask_for_table_story_and_badge(tmp_path):
    root = write(tmp_path, "hugo")
    _, done = annotated(root)
    (story,) = [p for p in done.files if p.startswith("credibility/stories/")]
    remove(root)
    home = root / "index.html"
    asked = ("table", f"story {story.split('/')[2]}", "story x")
    markers = "".join(f"<!-- credibility:{what} -->" for what in asked)
    home.write_text(home.read_text().replace("</main>", f"{markers}</main>"))
    wire = root / "posts/wire/index.html"
    wire.write_text(wire.read_text().replace("<footer class=post-footer>", "<!-- credibility:badge --><footer>"))
    before = snapshot(root)
    _, done = annotated(root)
    soup = BeautifulSoup(home.read_text(), "html.parser")
    assert soup.select_one("table.cr-list") is not None
    assert soup.select_one("table.cr-quotes") is not None
    assert not (root / "credibility/index.html").exists()
    assert [note for path, note in done.notes if path == "index.html"] == ["there is no story 'x'"]
    badge = BeautifulSoup(wire.read_text(), "html.parser").select_one("aside.credibility")
    assert badge.find_next("footer") is not None
    assert badge.find_previous("p") is not None
    (table,) = badge.select("a[href='../../']")
    assert table is not None
    remove(root)
    assert snapshot(root) == before


def test_a_story_that_is_gone_loses_its_page(tmp_path):
    root = write(tmp_path, "hugo")
    annotated(root)
    for slug in ("credited", "uncredited", "copy-of-copy", "back", "independent"):
        (root / f"posts/{slug}/index.html").unlink()
    _, done = annotated(root)
    assert not (root / "credibility/stories").exists()
    assert [p for p in done.files if "stories/" in p] == []
    assert not list((root / "credibility/badges").rglob("back*"))


@EACH
def test_a_built_site_is_checked_as_one(tmp_path, name):
    root = write(tmp_path / "public", name)
    done = CliRunner().invoke(main, ["check", str(root), "--format", "json"])
    assert done.exit_code == 0
    report = json.loads(done.output)
    assert sorted(a["title"] for a in report["articles"]) == sorted(p.title for p in pieces())
    assert len(report["stories"]) == 1
    before = done.output
    annotated(root)
    assert CliRunner().invoke(main, ["check", str(root), "--format", "json"]).output == before
    shown = CliRunner().invoke(main, ["check", str(root), "--fail-under", "60"])
    assert shown.exit_code == 1
    assert (
        root / next(a["key"] for a in report["articles"] if a["title"].startswith("Sailors"))
    ).as_posix() in shown.output


def test_a_built_site_says_which_pages_it_could_not_check(tmp_path):
    root = write(tmp_path, "jekyll")
    annotated(root)
    changed = root / "2026/03/03/back.html"
    changed.write_bytes(changed.read_bytes() + b"<p>More.</p>")
    done = CliRunner().invoke(main, ["check", str(root)])
    assert f"{changed}: changed since it was annotated" in done.output


def test_a_built_site_without_an_article_is_no_clean_one(tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><html><body><h1>Home</h1></body></html>", "utf-8")
    (tmp_path / "sitemap.xml").write_text("<urlset></urlset>", "utf-8")
    done = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert done.exit_code == 2
    assert f"{tmp_path}: no article among its 1 pages" in done.output


class TestCommand:
    def run(self, *args):
        return CliRunner().invoke(main, ["annotate", *map(str, args)])

    def test_a_copy_leaves_the_site_as_it_is(self, tmp_path):
        root = write(tmp_path / "site", "wordpress")
        before = snapshot(root)
        out = tmp_path / "out"
        assert self.run(root, "--out", out).output == f"put into {out}: 6 pages, 19 files\n"
        once = snapshot(out)
        assert self.run(root, "--out", out, "-q").output == ""
        assert snapshot(out) == once
        assert snapshot(root) == before
        assert self.run(out, "--remove").output == f"taken out of {out}: 6 pages, 19 files\n"
        assert snapshot(out) == before

    def test_patterns_and_places(self, tmp_path):
        root = write(tmp_path / "site", "hugo")
        done = self.run(root, "--include", "posts/w*", "--badge", "before-content", "--no-evidence", "--lang", "de")
        assert done.output.startswith(f"put into {root}: 1 pages")
        page = (root / "posts/wire/index.html").read_text()
        assert 'class="credibility' in page
        assert "cr-mark" not in page
        assert 'lang="de"' in page

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (["nowhere"], "no such folder"),
            (["site", "--out", "site/in"], "beside the site"),
            (["site", "--out", "."], "beside the site"),
            (["site", "--out", "full"], "is there already, and no annotated site"),
            (["site", "--remove", "--out", "x"], "--remove works in place"),
            (["empty"], "no article in it"),
            (["site", "--config-file", "nowhere.yml"], "nowhere.yml"),
        ],
    )
    def test_what_cannot_be_done_is_said(self, tmp_path, monkeypatch, args, said):
        monkeypatch.chdir(tmp_path)
        write(tmp_path / "site", "hugo")
        (tmp_path / "empty").mkdir()
        (tmp_path / "full").mkdir()
        (tmp_path / "full/mine.txt").write_text("mine")
        before = snapshot(tmp_path)
        done = self.run(*args)
        assert done.exit_code == 2
        assert said in done.output
        assert snapshot(tmp_path) == before
