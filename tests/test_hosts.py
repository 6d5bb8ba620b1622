"""A site each for the themes, hosts and plugins that the plugin works beside, built strictly with it and without it.

What is not installed is skipped; CREDIBILITY_HOSTS holds the names of those that must be there, or "all".
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from hosts import SITES

REQUIRED = os.environ.get("CREDIBILITY_HOSTS", "").split()
OURS = re.compile(r"(?:de/)?credibility(?:/.*|\.json|\.schema\.json)|assets/credibility\.[0-9a-f]+\.(?:css|js)")
FEEDS = re.compile(r"feed_(?:json|rss)_\w+\.(?:json|xml)")
NOW = re.compile(rb"<(?:pubDate|lastBuildDate)>[^<]+</(?:pubDate|lastBuildDate)>")
"""When a feed was written; its items carry the day of their article, which is in their pages."""


@pytest.fixture(scope="module", params=SITES)
def built(request, tmp_path_factory):
    """One site, built without our plugin, with it, again by what is remembered, and again without that."""
    site = SITES[request.param]
    if missing := site.missing():
        if request.param in REQUIRED or REQUIRED == ["all"]:
            pytest.fail(missing)
        pytest.skip(f"{missing} (see .ci/run)")
    root = tmp_path_factory.mktemp(request.param)
    site.write(root)
    runs = {out: site.build(root, name, out) for name, out in RUNS}
    return SimpleNamespace(site=site, **runs)


RUNS = (("off", "off"), ("on", "on"), ("on", "warm"), ("fresh", "fresh"))


def contents(root):
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def timeless(root):
    return {p: NOW.sub(b"", data) if FEEDS.fullmatch(p) else data for p, data in contents(root).items()}


def soup_of(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def without_ours(data):
    """A page without what the plugin put in: the stylesheet's link, badge, marks and ways back."""
    soup = BeautifulSoup(data.decode(), "html.parser")
    for tag in soup.select("link[href*='assets/credibility.'], aside.credibility, a.cr-back"):
        tag.decompose()
    for tag in soup.select("mark.cr-mark"):
        tag.unwrap()
    return "".join(str(soup).split())


def pagefind(root):
    """What MaterialX's search finds: each page's text, by its address.

    Pagefind sets a space where an element that can be linked to begins: white space is left out.
    """
    found = {}
    for file in (root / "search/fragment").glob("*.pf_fragment"):
        data = gzip.decompress(file.read_bytes())
        page = json.loads(data[data.index(b"{") :])
        headings = [a for a in page["anchors"] if re.fullmatch(r"h[1-6]", a["element"])]
        found[page["url"]] = ("".join(page["content"].split()), page["meta"], [a["id"] for a in headings])
    return found


def test_articles_have_one_badge_and_other_pages_none(built):
    articles = {
        folder + place + "index.html" for folder in built.site.folders for place in built.site.articles().values()
    }
    badges = Counter()
    for path, data in contents(built.on).items():
        if path.endswith(".html"):
            badges[path] = len(BeautifulSoup(data.decode(), "html.parser").select("aside.credibility"))
    assert {path: n for path, n in badges.items() if n} == dict.fromkeys(articles, 1)
    assert len(articles) >= 6


def test_report_table_and_story_are_there_and_lead_to_each_other(built):
    for folder in built.site.folders:
        root = built.on / folder
        report = json.loads((root / "credibility.json").read_text("utf-8"))
        assert sorted(a["key"] for a in report["articles"]) == sorted(built.site.articles())
        [story] = report["stories"]
        assert len(story["articles"]) >= 5
        page = root / "credibility/stories" / story["id"] / "index.html"
        table = root / "credibility/index.html"
        assert len(soup_of(table).select("table.cr-list tbody tr:not(.cr-group)")) == len(report["articles"])
        for file in (page, table, *(root / place / "index.html" for place in built.site.articles().values())):
            links = soup_of(file).select(".credibility a[href], link[href*='assets/credibility.'], a.cr-back")
            assert links
            for link in links:
                place, _, name = link["href"].partition("#")
                target = (file.parent / place).resolve() if place else file
                target = target / "index.html" if target.is_dir() else target
                assert target.is_file(), link
                assert not name or soup_of(target).find(id=name) is not None, link


def test_all_that_is_not_ours_is_the_same_with_and_without(built):
    off, on = contents(built.off), contents(built.on)
    indexed = "search/pagefind-entry.json" in off
    if indexed:
        assert pagefind(built.on) == pagefind(built.off)
        assert len(pagefind(built.on)) == sum(path.endswith(".html") for path in off)
        off, on = ({k: v for k, v in site.items() if not k.startswith("search/")} for site in (off, on))
    added = set(on) - set(off)
    assert all(OURS.fullmatch(path) for path in added)
    assert set(off) <= set(on)
    assert indexed or "search/search_index.json" in off or "search.json" in off
    assert "sitemap.xml" in off
    for path, data in off.items():
        if FEEDS.fullmatch(path):
            assert NOW.sub(b"", on[path]) == NOW.sub(b"", data), path
        elif path.endswith(".html"):
            assert without_ours(on[path]) == without_ours(data), path
        else:
            assert on[path] == data, path


def test_pages_that_hold_nothing_of_ours_differ_by_one_line(built):
    off, on = contents(built.off), contents(built.on)
    other = [p for p in off if p.endswith(".html") and b"cr-badge" not in on[p]]
    link = re.compile(rb"<link [^>]*assets/credibility\.[^>]*>")
    assert other
    for path in other:
        assert len(link.findall(on[path])) == 1
        assert b"".join(link.sub(b"", on[path]).split()) == b"".join(off[path].split()), path


def test_two_builds_write_the_same_bytes_and_so_does_one_that_remembers(built):
    first = timeless(built.on)
    assert timeless(built.fresh) == first
    assert timeless(built.warm) == first
