"""Small built sites in the markup that generators other than MkDocs write, with one invented story in versions.

Written for these tests after the default themes' documentation and output: what differs between generators is where the
title stands, what calls itself an article, how lists and tags look, and which files lie beside the pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from families import family

BASE = "https://paper.example"


@dataclass
class Piece:
    """An article of the story: its name in addresses, title, who signs it, and its paragraphs."""

    slug: str
    title: str
    author: str | None
    paragraphs: list[str]

    @property
    def body(self) -> str:
        return "\n".join(f"<p>{escape(p, quote=False)}</p>" for p in self.paragraphs)


def pieces() -> list[Piece]:
    """The versions of the ferry story, each under a title of its own."""
    titles = {
        "wire": "Ferry strike leaves Marrow Islands without flour, then without patience",
        "credited": "Marrow Islands wait for flour as ferry strike drags on",
        "uncredited": "Islanders cut off in the week of the fair",
        "copy-of-copy": "Islands cut off: how the strike began",
        "back": "Sailors of the Marrow Islands leave ships",
        "independent": "A week on Marrow without ships",
    }
    authors = {"independent": "Oona Keld"}
    versions = family("ferry")
    return [
        Piece(name, title, authors.get(name), versions[name].text.strip().split("\n\n")[1:])
        for name, title in titles.items()
    ]


def _sitemap(addresses: list[str]) -> str:
    rows = "".join(f"<url><loc>{BASE}{a}</loc></url>" for a in addresses)
    return f'<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>\n'


def _teasers(found: list[Piece], href: Callable[[Piece], str], tag: str = "h2") -> str:
    return "\n".join(
        f'<article class="post-entry"><header><{tag}><a href="{href(p)}">{escape(p.title)}</a></{tag}></header>'
        f"<p>{escape(p.paragraphs[0])}</p></article>"
        for p in found
    )


def hugo() -> dict[str, str]:
    """A Hugo site: Open Graph types, minified attributes without quotes, taxonomy pages, a feed."""
    found = pieces()

    def page(title: str, main: str, kind: str, url: str, author: str | None = None) -> str:
        node: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "headline": title,
            "name": title,
        }
        if author:
            node["author"] = {"@type": "Person", "name": author}
        block = f"<script type=application/ld+json>{json.dumps(node)}</script>" if kind == "article" else ""
        return (
            f"<!doctype html><html lang=en dir=auto><head><meta charset=utf-8><title>{escape(title)} | Paper</title>"
            f'<link rel=canonical href={BASE}{url}><meta property="og:title" content="{escape(title)}">'
            f'<meta property="og:type" content="{kind}"><meta property="og:site_name" content="Paper">'
            f"<link rel=stylesheet href=/css/main.css>{block}</head><body><header class=header><nav class=nav><ul><li>"
            f"<a href=/>Paper</a><li><a href=/posts/>Posts</a></ul></nav></header><main class=main>{main}</main>"
            f"<footer class=footer><span>&copy; 2026 Paper</span></footer></body></html>"
        )

    files = {
        "index.html": page("Paper", _teasers(found, lambda p: f"/posts/{p.slug}/"), "website", "/"),
        "posts/index.html": page("Posts", _teasers(found, lambda p: f"/posts/{p.slug}/"), "website", "/posts/"),
        "tags/strike/index.html": page(
            "strike", _teasers(found, lambda p: f"/posts/{p.slug}/"), "website", "/tags/strike/"
        ),
        "404.html": page("404 Page not found", "<div class=not-found>404</div>", "website", "/404.html"),
        "css/main.css": "body { margin: 0 }\n",
        "index.xml": "<rss version='2.0'><channel><title>Paper</title></channel></rss>\n",
        "posts/page/1/index.html": f"<!doctype html><html><head><title>{BASE}/posts/</title>"
        f'<meta http-equiv=refresh content="0; url={BASE}/posts/"></head></html>',
    }
    for p in found:
        by = (
            f"<div class=post-meta><span>March 3, 2026</span>&nbsp;·&nbsp;<span>{p.author}</span></div>"
            if p.author
            else ""
        )
        main = (
            f'<article class=post-single><header class=post-header><h1 class="post-title entry-hint-parent">'
            f"{escape(p.title)}</h1>{by}</header><div class=post-content>{p.body}</div>"
            f"<footer class=post-footer><ul class=post-tags><li><a href=/tags/strike/>strike</a></ul></footer></article>"
        )
        files[f"posts/{p.slug}/index.html"] = page(p.title, main, "article", f"/posts/{p.slug}/", p.author)
    files["sitemap.xml"] = _sitemap(["/", "/posts/", "/tags/strike/", *(f"/posts/{p.slug}/" for p in found)])
    return files


def jekyll() -> dict[str, str]:
    """A Jekyll site with the minima theme and jekyll-seo-tag: JSON-LD in one line, dated addresses, microdata."""
    found = pieces()

    def page(title: str, main: str, node: dict[str, object]) -> str:
        return (
            '<!DOCTYPE html>\n<html lang="en"><head>\n  <meta charset="utf-8">\n'
            '  <meta name="viewport" content="width=device-width, initial-scale=1"><!-- Begin Jekyll SEO tag v2.8.0 -->\n'
            f"<title>{escape(title)} | Paper</title>\n"
            f'<script type="application/ld+json">\n{json.dumps({"@context": "https://schema.org", **node})}</script>\n'
            '<!-- End Jekyll SEO tag -->\n<link rel="stylesheet" href="/assets/main.css"></head>\n'
            '<body><header class="site-header" role="banner"><div class="wrapper"><a class="site-title" rel="author" '
            'href="/">Paper</a></div></header>\n'
            f'<main class="page-content" aria-label="Content"><div class="wrapper">{main}</div></main>\n'
            '<footer class="site-footer h-card"><p>News from the islands.</p></footer></body>\n\n</html>\n'
        )

    rows = "\n".join(
        f'<li><span class="post-meta">Mar 3, 2026</span>\n<h3><a class="post-link" href="/2026/03/03/{p.slug}.html">'
        f"{escape(p.title)}</a></h3></li>"
        for p in found
    )
    site = {"@type": "WebSite", "name": "Paper", "url": f"{BASE}/"}
    files = {
        "index.html": page(
            "Paper",
            f'<div class="home"><h2 class="post-list-heading">Posts</h2><ul class="post-list">{rows}</ul></div>',
            site,
        ),
        "archive.html": page(
            "Archive",
            f'<div class="home"><h2>All posts</h2><ul class="post-list">{rows}</ul></div>',
            {**site, "@type": "WebPage"},
        ),
        "assets/main.css": "body{margin:0}\n",
        "feed.xml": '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>\n',
    }
    for p in found:
        by = (
            f' • <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span class="p-author h-card" itemprop="name">{p.author}</span></span>'
            if p.author
            else ""
        )
        node = {"@type": "BlogPosting", "headline": p.title, "datePublished": "2026-03-03T00:00:00+00:00"}
        if p.author:
            node["author"] = {"@type": "Person", "name": p.author}
        main = (
            '<article class="post h-entry" itemscope itemtype="http://schema.org/BlogPosting">\n\n'
            f'  <header class="post-header">\n    <h1 class="post-title p-name" itemprop="name headline">{escape(p.title)}</h1>\n'
            f'    <p class="post-meta"><time class="dt-published" datetime="2026-03-03T00:00:00+00:00">Mar 3, 2026</time>{by}</p>\n'
            f'  </header>\n\n  <div class="post-content e-content" itemprop="articleBody">\n{p.body}\n  </div>'
            f'<a class="u-url" href="/2026/03/03/{p.slug}.html" hidden></a>\n</article>'
        )
        files[f"2026/03/03/{p.slug}.html"] = page(p.title, main, node)
    files["sitemap.xml"] = _sitemap(["/", "/archive.html", *(f"/2026/03/03/{p.slug}.html" for p in found)])
    return files


def docusaurus() -> dict[str, str]:
    """A Docusaurus blog served from a folder of its host: server-rendered React, hashed classes, no sitemap."""
    found = pieces()

    def page(title: str, main: str) -> str:
        return (
            '<!doctype html>\n<html lang="en" dir="ltr" class="blog-wrapper blog-post-page" data-has-hydrated="false">\n'
            '<head>\n<meta charset="UTF-8">\n<meta name="generator" content="Docusaurus v3.9.2">\n'
            f'<title data-rh="true">{escape(title)} | Paper</title><meta data-rh="true" property="og:title" content="{escape(title)} | Paper">'
            '<link rel="stylesheet" href="/paper/assets/css/styles.css">\n<script src="/paper/assets/js/main.js" defer></script>\n'
            '</head>\n<body class="navigation-with-keyboard">\n<div id="__docusaurus"><nav aria-label="Main" class="navbar '
            'navbar--fixed-top"><div class="navbar__inner"><a class="navbar__brand" href="/paper/">Paper</a></div></nav>'
            '<div id="__docusaurus_skipToContent_fallback" class="main-wrapper"><div class="container margin-vert--lg">'
            '<div class="row"><aside class="col col--3"><nav class="sidebar_re4s thin-scrollbar" aria-label="Blog recent posts '
            'navigation"><div class="sidebarItemTitle_pO2u">Recent posts</div></nav></aside>'
            f'<main class="col col--7">{main}</main></div></div></div><footer class="theme-layout-footer footer footer--dark">'
            "<div>Copyright © 2026 Paper.</div></footer></div>\n</body>\n</html>\n"
        )

    teasers = "".join(
        f'<article class="margin-bottom--xl"><header><h2 class="title_f1Hy"><a href="/paper/blog/{p.slug}">{escape(p.title)}</a>'
        f'</h2></header><div class="markdown"><p>{escape(p.paragraphs[0])}</p></div></article>'
        for p in found
    )
    files = {
        "index.html": page("Paper", "<h1>Paper</h1><p>News from the islands.</p>"),
        "blog/index.html": page("Blog", teasers),
        "search/index.html": page("Search", '<h1>Search</h1><input type="search">'),
        "404.html": page("Page Not Found", "<h1>Page Not Found</h1>"),
        "assets/css/styles.css": "body{margin:0}",
        "assets/js/main.js": "window.paper = 1\n",
        "search-index.json": "[]",
    }
    for p in found:
        by = f'<div class="avatar__intro"><span class="authorName_yefp">{p.author}</span></div>' if p.author else ""
        main = (
            f'<article><header><h1 class="title_f1Hy">{escape(p.title)}</h1><div class="container_mt6G margin-vert--md">'
            f'<time datetime="2026-03-03T00:00:00.000Z">March 3, 2026</time> · 4 min read</div>{by}</header>'
            f'<div id="__blog-post-container" class="markdown">{p.body}</div><footer class="docusaurus-mt-lg"><b>Tags:</b>'
            '<ul class="tags_jXut"><li><a class="tag_zVej" href="/paper/blog/tags/strike">strike</a></li></ul></footer></article>'
        )
        files[f"blog/{p.slug}/index.html"] = page(p.title, main)
    return files


def zensical() -> dict[str, str]:
    """A Zensical site: the shell of Material for MkDocs, no plugin to put a badge in."""
    found = pieces()

    def page(title: str, content: str, depth: int) -> str:
        up = "../" * depth or "./"
        return (
            '<!doctype html>\n<html lang="en" class="no-js">\n  <head>\n    <meta charset="utf-8">\n'
            f'    <meta name="generator" content="zensical-0.0.11">\n    <title>{escape(title)} - Paper</title>\n'
            f'    <link rel="stylesheet" href="{up}assets/stylesheets/main.css">\n  </head>\n  <body dir="ltr">\n'
            f'    <header class="md-header" data-md-component="header"><nav class="md-header__inner md-grid" aria-label="Header">'
            f'<a href="{up}" title="Paper" class="md-header__button md-logo" aria-label="Paper">P</a></nav></header>\n'
            '    <div class="md-container" data-md-component="container"><main class="md-main" data-md-component="main">'
            '<div class="md-main__inner md-grid"><div class="md-content" data-md-component="content">\n'
            f'<article class="md-content__inner md-typeset">\n{content}\n</article>\n</div></div></main></div>\n  </body>\n</html>'
        )

    rows = "".join(f'<li><a href="news/{p.slug}/">{escape(p.title)}</a></li>' for p in found)
    files = {
        "index.html": page("Paper", f"<h1>Paper</h1><ul>{rows}</ul>", 0),
        "404.html": page("Paper", "<h1>404 - Not found</h1>", 0),
        "assets/stylesheets/main.css": "body{margin:0}",
        "search.json": '{"items":[]}',
    }
    for p in found:
        by = f"<p>By {p.author}</p>\n" if p.author else ""
        heading = f'<h1 id="{p.slug}">{escape(p.title)}<a class="headerlink" href="#{p.slug}" title="Permanent link">&para;</a></h1>'
        files[f"news/{p.slug}/index.html"] = page(p.title, f"{heading}\n{by}{p.body}", 2)
    files["sitemap.xml"] = _sitemap(["/", *(f"/news/{p.slug}/" for p in found)])
    return files


def wordpress() -> dict[str, str]:
    """A static export of a WordPress site: block theme, Yoast's graph, sitemaps in an index, category pages."""
    found = pieces()

    def page(title: str, main: str, node: list[dict[str, object]], kind: str) -> str:
        graph = json.dumps({"@context": "https://schema.org", "@graph": node}).replace("/", "\\/")
        return (
            f'<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<meta charset="UTF-8" />\n<title>{escape(title)} &#8211; Paper</title>\n'
            f'<meta property="og:type" content="{kind}" />\n'
            f'<script type="application/ld+json" class="yoast-schema-graph">{graph}</script>\n'
            "<link rel='stylesheet' id='wp-block-library-css' href='/wp-includes/css/dist/block-library/style.min.css' media='all' />\n"
            '</head>\n<body class="wp-singular post-template-default single single-post wp-embed-responsive">\n'
            '<a class="skip-link screen-reader-text" href="#wp--skip-link--target">Skip to content</a>\n'
            '<div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">Paper</a></p></header>\n'
            f'<main class="wp-block-group" id="wp--skip-link--target">{main}</main>\n'
            '<footer class="wp-block-template-part"><p>Proudly powered by WordPress</p></footer></div>\n</body>\n</html>\n'
        )

    rows = "\n".join(
        f'<li class="wp-block-post post type-post"><h2 class="wp-block-post-title"><a href="/{p.slug}/" target="_self">{escape(p.title)}</a></h2>'
        f'<div class="entry-content wp-block-post-content"><p>{escape(p.paragraphs[0])}</p></div></li>'
        for p in found
    )
    listing = f'<h1 class="wp-block-query-title">Category: News</h1><ul class="wp-block-post-template">{rows}</ul>'
    files = {
        "index.html": page(
            "Paper",
            f'<ul class="wp-block-post-template">{rows}</ul>',
            [{"@type": "WebSite", "name": "Paper"}],
            "website",
        ),
        "category/news/index.html": page("News", listing, [{"@type": "CollectionPage"}], "article"),
        "wp-includes/css/dist/block-library/style.min.css": "body{margin:0}",
        "feed/index.xml": "<rss version='2.0'></rss>\n",
        "sitemap_index.xml": f"<sitemapindex><sitemap><loc>{BASE}/post-sitemap.xml</loc></sitemap></sitemapindex>",
        "post-sitemap.xml": _sitemap([f"/{p.slug}/" for p in found]),
    }
    for p in found:
        node: list[dict[str, object]] = [
            {"@type": "Article", "headline": p.title, "isPartOf": {"@id": f"{BASE}/{p.slug}/"}}
        ]
        by = ""
        if p.author:
            node[0]["author"] = {"name": p.author, "@id": f"{BASE}/#/person/1"}
            node.append({"@type": "Person", "@id": f"{BASE}/#/person/1", "name": p.author})
            by = f'<div class="wp-block-post-author-name"><a href="/author/one/" class="wp-block-post-author-name__link">{p.author}</a></div>'
        main = (
            f'<h1 class="wp-block-post-title">{escape(p.title)}</h1>{by}<div class="entry-content alignfull wp-block-post-content '
            f'is-layout-constrained">{p.body}</div><div class="wp-block-comments"><h2>Leave a Reply</h2><form action="/wp-comments-post.php">'
            '<p class="comment-form-comment"><label for="comment">Comment</label><textarea id="comment"></textarea></p></form></div>'
        )
        files[f"{p.slug}/index.html"] = page(p.title, main, node, "article")
    return files


GENERATORS: dict[str, Callable[[], dict[str, str]]] = {
    "hugo": hugo, "jekyll": jekyll, "docusaurus": docusaurus, "zensical": zensical, "wordpress": wordpress,
}  # fmt: skip


def write(folder: Path, name: str) -> Path:
    """Write a generator's site into a folder."""
    for path, text in GENERATORS[name]().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    return folder
