"""Built sites page by page: what is an article, where its badge goes, and what is left alone and named."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from conftest import STORY

from mkdocs_credibility import review
from mkdocs_credibility.site import SiteError, annotate, files, pages, read_site, remove

PARAGRAPHS = "\n".join(f"<p>{p}</p>" for p in STORY.split("\n\n"))
BADGE = '<aside class="credibility'


def write(root: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def page(head="", body=f"<h1>The ferry</h1>\n{PARAGRAPHS}"):
    return (
        f"<!doctype html>\n<html><head><title>The ferry</title>{head}</head>\n<body><main>{body}</main></body></html>\n"
    )


def reasons(root):
    return {p.path: p.reason for p in read_site(root).pages}


def put(root, name="ferry.html", **options):
    """A page after its site was annotated, up to where its text ends."""
    built = read_site(root)
    annotate(built, review(built.articles), **options)
    return (root / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("", None),
        ('<meta http-equiv="refresh" content="0; url=other.html">', "leads to another page"),
        ('<link rel="canonical" href="https://ledger.example/other.html">', "calls other.html its original"),
        ('<link rel="canonical" href="https://ledger.example/ferry.html">', None),
        ('<link rel="canonical" href="https://[broken/other.html">', None),
        ('<link rel="canonical" href="https://elsewhere.example/news/of/the/day.html">', None),
        ('<link rel="canonical" href="https://ledger.example/">', None),  # of every page of a careless theme
        ('<meta property="og:type" content="website">', "no article by its own account"),
        ('<meta property="og:type" content="article">', None),
    ],
)
def test_what_a_page_says_of_itself(tmp_path, head, reason):
    declared = '<meta property="og:type" content="article">'
    root = write(tmp_path, {"ferry.html": page(head), "other.html": page(declared)})
    assert reasons(root) == {"ferry.html": reason, "other.html": None}


@pytest.mark.parametrize("part", ['<div class="md-post md-post--excerpt">x</div>', '<h2 id="tag:ferry">ferry</h2>'])
def test_a_list_as_material_marks_it_is_no_article(tmp_path, part):
    root = write(tmp_path, {"ferry.html": page(body=f"<h1>The ferry</h1>{part}\n{PARAGRAPHS}")})
    assert reasons(root) == {"ferry.html": "a list of articles"}


def test_a_page_changed_since_it_was_annotated_is_named_and_not_read(tmp_path):
    root = write(tmp_path, {"ferry.html": page(), "other.html": page()})
    put(root)
    changed = (root / "other.html").read_bytes() + b"<p>More.</p>"
    (root / "other.html").write_bytes(changed)
    built = read_site(root)
    assert [path for path, _ in built.notes] == ["other.html"]
    assert [p.path for p in built.pages if p.article] == ["ferry.html"]


def test_links_and_devices_are_no_pages(tmp_path):
    root = write(tmp_path, {"ferry.html": page()})
    (root / "gone.html").symlink_to("nowhere.html")
    (root / "folder.html").mkdir()
    (root / "loop.html").symlink_to("loop.html")
    built = read_site(root)
    assert [p.path for p in built.pages] == ["ferry.html"]
    assert {path for path, _ in built.notes} <= {"loop.html"}


def test_a_page_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    root = write(tmp_path, {"ferry.html": page(), "locked.html": page()})
    read = pages.read_bytes

    def refuses(path):
        if path.name == "locked.html":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(pages, "read_bytes", refuses)
    built = read_site(root)
    assert ([p.path for p in built.pages], built.notes) == (["ferry.html"], [("locked.html", "Permission denied")])


@pytest.mark.parametrize(
    "locations",
    [
        ["https://ledger.example/ferry.html"],
        ["https://[broken/other.html", "https://ledger.example/ferry.html"],
    ],
)
def test_a_sitemap_tells_which_pages_count(tmp_path, locations):
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in locations)
    root = write(tmp_path, {"ferry.html": page(), "draft.html": page(), "sitemap.xml": f"<urlset>{listed}</urlset>"})
    assert reasons(root) == {"ferry.html": None, "draft.html": "not in the sitemap"}


def test_a_sitemap_that_leads_to_packed_ones_is_followed(tmp_path):
    index = "<sitemapindex><sitemap><loc>https://ledger.example/map-a.xml.gz</loc></sitemap></sitemapindex>"
    root = write(tmp_path, {"ferry.html": page(), "draft.html": page(), "sitemap.xml": index})
    packed = gzip.compress(b"<urlset><url><loc>https://ledger.example/ferry.html</loc></url></urlset>")
    (root / "map-a.xml.gz").write_bytes(packed)
    assert reasons(root) == {"ferry.html": None, "draft.html": "not in the sitemap"}
    (root / "map-a.xml.gz").write_bytes(packed[:20])  # cut short: as if there was none
    assert reasons(root) == {"ferry.html": None, "draft.html": None}


def test_a_sitemap_out_of_the_site_is_not_read(tmp_path):
    listed = "<urlset><url><loc>https://ledger.example/none.html</loc></url></urlset>"
    write(tmp_path, {"sitemap.xml": listed})
    root = write(tmp_path / "site", {"ferry.html": page()})
    (root / "sitemap.xml").symlink_to(tmp_path / "sitemap.xml")
    assert reasons(root) == {"ferry.html": None}


def around(html):
    """The tags next to the badge, before and behind."""
    before, _, rest = html.partition(BADGE)
    behind = rest.partition("</aside>")[2]
    return re.findall(r"</?\w+", before)[-1], re.findall(r"</?\w+", behind)[0]


@pytest.mark.parametrize(
    ("body", "position", "expected"),
    [
        (f"<h1>The ferry</h1>\n{PARAGRAPHS}", "after-title", ("</h1", "<p")),
        (f"<h1>The ferry</h1>\n{PARAGRAPHS}", "before-content", ("<main", "<h1")),
        (f"<h1>The ferry</h1>\n{PARAGRAPHS}", "after-content", ("</p", "</main")),
        (f'<a href="x.html"><h1>The ferry</h1></a>\n{PARAGRAPHS}', "after-title", ("</a", "<p")),
        (PARAGRAPHS, "after-title", ("<main", "<p")),  # no title: before the text
        (f"<h1>The ferry</h1>\n{PARAGRAPHS}\n<ul><li>The end of it.</li></ul>", "after-content", ("</ul", "</main")),
        (f"<p>{STORY[:400]}</p><h1>The ferry</h1>\n{PARAGRAPHS}", "after-title", ("<main", "<p")),  # the text has begun
        (STORY, "before-content", None),  # text without an element of its own
    ],
)
def test_where_the_badge_stands(tmp_path, body, position, expected):
    root = write(tmp_path, {"ferry.html": page(body=body)})
    html = put(root, badge=position, evidence=False)
    assert html.count(BADGE) == 1
    if expected:
        assert around(html) == expected


@pytest.mark.parametrize(
    ("text", "before_sheet"),
    [
        (page(), "</title>"),
        (f"<h1>The ferry</h1>\n{PARAGRAPHS}\n", "</h1>"),  # a page without a head
        (page().replace("</head>", "").replace("<body>", "<body class=x>"), "</title>"),
    ],
)
def test_where_the_stylesheet_is_named(tmp_path, text, before_sheet):
    root = write(tmp_path, {"ferry.html": text})
    html = put(root)
    assert html.count('<link rel="stylesheet" href="') == 1
    assert re.sub(r"<!--.*?-->", "", html.partition("<link rel=")[0]).rstrip().endswith(before_sheet)
    remove(root)
    assert (root / "ferry.html").read_text("utf-8") == text


def test_links_count_from_the_base_that_a_page_names(tmp_path):
    root = write(tmp_path, {"ferry.html": page('<base href="https://ledger.example/a/b.html">')})
    assert 'href="https://ledger.example/a/' in put(root)


def test_taking_out_needs_a_folder(tmp_path):
    with pytest.raises(SiteError, match="no such folder"):
        remove(tmp_path / "none")


def test_a_file_of_ours_that_somebody_changed_is_left_and_named(tmp_path):
    root = write(tmp_path, {"ferry.html": page()})
    put(root)
    (ours,) = (root / "credibility").glob("index.html")
    ours.write_text("mine now", "utf-8")
    done = remove(root)
    assert ("credibility/index.html", "changed since it was written: left alone") in done.notes
    assert ours.read_text("utf-8") == "mine now"
    assert (root / "ferry.html").read_text("utf-8") == page()


def test_a_manifest_that_is_no_list_of_files_owns_nothing(tmp_path):
    root = write(tmp_path, {"ferry.html": page()})
    put(root)
    (root / files.MANIFEST).write_text('{"files": [1, 2]}', "utf-8")
    assert remove(root).files == []
