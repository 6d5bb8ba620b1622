"""What the cases share: an article, a site built or checked in this process, and what a page of ours may hold."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from hostile_table import ROOT
from targets import STORY, check_article, check_card

from mkdocs_credibility import Article, Scorecard, assess, read_html, read_markdown, read_text

PARAGRAPHS = STORY.split("\n\n")
PAGE = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)


THEME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ page.title | e }}</title></head>
<body><main>{{ page.content }}</main></body></html>
"""
"""A theme with nothing of its own: what is in a page is the article's or ours."""


def around(tried: str) -> str:
    """An article with something between its paragraphs."""
    return f"{PARAGRAPHS[0]}\n\n{tried}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}"


def judged(article: Article) -> Scorecard:
    """The card of an article; both keep all that is promised of them."""
    check_article(article)
    return check_card(assess(article))


def judged_each_way(tried: str) -> list[Scorecard]:
    """The cards of an article with something in it, as text, as Markdown and as a page."""
    whole = around(tried)
    page = f"<html><body><article><h1>A ferry</h1>{PAGE}<p>{tried}</p></article></body></html>"
    return [judged(read_text(whole)), judged(read_markdown(whole)), judged(read_html(page))]


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def built(folder: Path, docs: Mapping[str, str | bytes], options: Mapping[str, Any] | None = None) -> Path:
    """The site that MkDocs makes of the docs with the plugin."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    write(folder / "docs", docs)
    write(folder / "theme", {"main.html": THEME})
    theme = {"name": None, "custom_dir": "theme"}
    settings = {"site_name": "The Ledger", "theme": theme, "plugins": [{"credibility": dict(options or {})}]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return folder / "site"


def called(*arguments: object) -> tuple[int, str, str]:
    """What the command line says to these arguments: exit code, output, errors.  An exception is one here."""
    from mkdocs_credibility.cli import main

    out, err = io.StringIO(), io.StringIO()
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(a) for a in arguments], standalone_mode=True)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1 if end.code else 0
    assert "Traceback" not in err.getvalue()
    return code, out.getvalue(), err.getvalue()


def report(site: Path) -> Any:
    """The site's report."""
    return json.loads((site / "credibility.json").read_text("utf-8"))


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """Every element of a page with its attributes."""
    parser = _Elements()
    parser.feed(html)
    parser.close()
    return parser.found


def harmless(html: str) -> None:
    """Nothing in a page runs what an article wrote: no handlers, no scripts in place but data, no `javascript:`."""
    for tag, attributes in elements(html):
        assert tag not in ("iframe", "object", "embed", "base", "form"), tag
        assert tag != "script" or attributes.get("src") or attributes.get("type") == "application/ld+json", attributes
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name, value)
            if name in ("href", "src", "action", "xlink:href"):
                scheme = urlsplit("".join((value or "").split())).scheme
                assert scheme in ("", "http", "https", "mailto"), (tag, name, value)


def own_pages(site: Path) -> list[str]:
    """The pages that the plugin makes of its own, and the badges."""
    made = [*site.glob("credibility/**/*.html"), *site.glob("credibility/**/*.svg")]
    return [path.read_text("utf-8") for path in sorted(made)]


def docs_of_the_repo() -> dict[str, str]:
    """The articles of the demo newsroom by path."""
    folder = ROOT / "docs" / "newsroom"
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.md"))}
