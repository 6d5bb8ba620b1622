"""Small sites for what the plugin meets: themes, hosts, and other plugins, each in a site of its own.

All hold one invented story in versions, so that every site gets badges, a table, a story page and marks in the text.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import yaml
from generators import Piece, pieces

ADDRESS = "https://paper.example/"
BUILT = "1772539200"
"""The second at which all these sites are built: what prints its date prints the same."""

BLOG = ("credited", "copy-of-copy")
"""The pieces that are posts, where a site has a blog."""

PALETTE = [
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "toggle": {"icon": "material/weather-night", "name": "Dark"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "toggle": {"icon": "material/weather-sunny", "name": "Light"},
    },
]
AUTHORS = "authors:\n  lund:\n    name: Mira Lund\n    description: Reporter\n    avatar: ../../avatar.svg\n"
AVATAR = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>\n'


@dataclass(frozen=True)
class Site:
    """A site: the distributions that it needs, its settings in mkdocs.yml, and the plugins that come before ours.

    `docs` are pages beside the story's, `appended` is put below the text of the piece of that name, `folders` are those
    in which the site keeps its further languages.
    """

    needs: tuple[str, ...] = ()
    theme: Mapping[str, Any] = field(default_factory=lambda: {"name": "mkdocs", "highlightjs": False})
    plugins: tuple[Any, ...] = ("search",)
    settings: Mapping[str, Any] = field(default_factory=dict)
    docs: Mapping[str, str] = field(default_factory=dict)
    appended: Mapping[str, str] = field(default_factory=dict)
    host: str = "mkdocs"
    blog: bool = False
    git: bool = False
    folders: tuple[str, ...] = ("",)

    def missing(self) -> str | None:
        """What is not there to build it; None when it can be built."""
        for name in self.needs:
            if not _installed(name):
                return f"{name} is not installed"
            if (other := UNLIKE.get(name)) and _installed(other):
                return f"{name} and {other} are both installed, and one has overwritten the other"
        if self.git and subprocess.run(["git", "--version"], capture_output=True, check=False).returncode:  # noqa: S607
            return "there is no git"
        return None

    def articles(self) -> dict[str, str]:
        """The articles' keys, with the folders that their pages are built into."""
        return {key: folder for key, (folder, _) in self._pages().items()}

    def _pages(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for n, piece in enumerate(pieces()):
            text = _page(piece, n, post=self.blog and piece.slug in BLOG) + self.appended.get(piece.slug, "")
            if self.blog and piece.slug in BLOG:
                slug = _slug(piece.title)
                found[f"blog/posts/{piece.slug}.md"] = f"blog/2026/03/{n + 1:02}/{slug}/", text
            else:
                found[f"news/{piece.slug}.md"] = f"news/{piece.slug}/", text
        return found

    def write(self, root: Path, address: str = ADDRESS) -> None:
        """Write the pages and two configurations: on.yml with our plugin, off.yml without."""
        docs = {key: text for key, (_, text) in self._pages().items()}
        docs |= {"index.md": "# Paper\n\nNews from the islands.\n", **self.docs}
        if self.blog:
            draft = docs["news/wire.md"].replace("date: 2026-03-01", "date: 2026-03-09\ndraft: true")
            docs |= {"blog/posts/draft.md": draft, "blog/index.md": "# Blog\n", "blog/.authors.yml": AUTHORS}
            docs |= {"avatar.svg": AVATAR}
        for name, text in docs.items():
            path = root / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        base = {"site_name": "Paper", "site_url": address, "theme": dict(self.theme), **self.settings}
        for name, ours in {
            "off": [],
            "on": [{"credibility": {}}],
            "fresh": [{"credibility": {"cache": False}}],
        }.items():
            settings = {**base, "plugins": [*self.plugins, *ours]}
            (root / f"{name}.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
        if self.git:
            self._commit(root)

    def _commit(self, root: Path) -> None:
        day = "2026-03-03T12:00:00Z"
        names = {
            f"GIT_{who}_{what}": f"a@{what}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        env = {**os.environ, **names, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        for command in ("init -q", "add docs", "commit -q -m pages"):
            subprocess.run(["git", *command.split()], cwd=root, env=env, check=True)  # noqa: S603, S607

    def build(self, root: Path, name: str, out: str) -> Path:
        """Build what `write` wrote by one of its configurations; raises AssertionError with what was printed."""
        command = [sys.executable, "-m", self.host, "build", "--strict", "-f", f"{name}.yml", "-d", out]
        env = {
            **os.environ,
            "SOURCE_DATE_EPOCH": BUILT,
            "TZ": "UTC",
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
        }
        done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stderr, done.stderr
        return root / out


def _page(piece: Piece, n: int, *, post: bool) -> str:
    rows = [f"date: 2026-03-{n + 1:02}"]
    if post:
        rows += ["authors: [lund]", "categories: [Islands]", "tags: [strike]"]
    elif piece.author:
        rows += [f"author: {piece.author}", "tags: [strike]"]
    first, *rest = piece.paragraphs
    body = "\n\n".join([first, *(["<!-- more -->"] if post else []), *rest])
    return "---\n" + "\n".join(rows) + f"\n---\n\n# {piece.title}\n\n{body}\n"


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _slug(title: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())


def _material(name: str, package: str) -> Site:
    """Material or its successor with all of it that lists articles: blog with authors' pages, tags."""
    return Site(
        needs=(package,),
        theme={"name": name, "font": False, "features": ["navigation.instant"], "palette": PALETTE},
        plugins=("search", {"blog": {"authors_profiles": True, "pagination_per_page": 1}}, "tags"),
        docs={"tags.md": "# Tags\n\n<!-- material/tags -->\n"},
        blog=True,
    )


MATERIAL = {"name": "material", "font": False}
UNLIKE = {"mkdocs-material": "mkdocs-materialx", "mkdocs-materialx": "mkdocs-material"}
"""Distributions that overwrite each other's modules: what needs one is no site where the other is."""

SITES = {
    "mkdocs": Site(),
    "readthedocs": Site(theme={"name": "readthedocs", "highlightjs": False}),
    "material": _material("material", "mkdocs-material"),
    "materialx": _material("materialx", "mkdocs-materialx"),
    "properdocs": Site(needs=("properdocs", "properdocs-theme-mkdocs"), host="properdocs"),
    "properdocs-material": Site(needs=("properdocs", "mkdocs-material"), theme=MATERIAL, host="properdocs"),
    "properdocs-materialx": Site(
        needs=("properdocs", "mkdocs-materialx"), theme={"name": "materialx", "font": False}, host="properdocs"
    ),
    "rss": Site(
        needs=("mkdocs-rss-plugin",),
        plugins=(
            "search",
            {
                "rss": {
                    "match_path": "news/.*",
                    "date_from_meta": {"as_creation": "date"},
                    "use_git": False,
                    "abstract_chars_count": -1,  # whole articles: where anything of ours would show
                }
            },
        ),
    ),
    "minify": Site(
        needs=("mkdocs-minify-plugin",),
        plugins=(
            "search",
            {
                "minify": {
                    "minify_html": True,
                    "minify_css": True,
                    "css_files": ["own.css"],
                    "htmlmin_opts": {"remove_comments": True},
                    "cache_safe": True,
                }
            },
        ),
        docs={"own.css": "h1 {\n  color: #123456;\n}\n"},
        settings={"extra_css": ["own.css"]},
    ),
    "privacy": Site(
        needs=("mkdocs-material",),
        theme=MATERIAL,
        plugins=(
            "search",
            {
                "privacy": {
                    "links_attr_map": {"target": "_blank"},
                    "assets_exclude": ["unpkg.com/*"],  # Material's own script names it; nothing is fetched
                }
            },
        ),
        appended={"wire": "\nThe [owners' statement](https://owners.example/statement) came late.\n"},
    ),
    "static-i18n": Site(
        needs=("mkdocs-static-i18n", "mkdocs-material"),
        theme=MATERIAL,
        plugins=(
            "search",
            {
                "i18n": {
                    "docs_structure": "suffix",
                    "languages": [
                        {"locale": "en", "default": True, "name": "English", "build": True},
                        {"locale": "de", "name": "Deutsch", "build": True},
                    ],
                }
            },
        ),
        docs={"index.de.md": "# Zeitung\n\nNeues von den Inseln.\n"},
        folders=("", "de/"),
    ),
    "macros": Site(
        needs=("mkdocs-macros-plugin",),
        plugins=("search", "macros"),
        settings={"extra": {"ships": "four ships"}},
        appended={"wire": "\nThe line runs {{ ships }} in winter and no more than {% raw %}{{ two }}{% endraw %}.\n"},
    ),
    "section-index": Site(
        needs=("mkdocs-section-index",),
        theme={"name": "readthedocs", "highlightjs": False},
        plugins=("search", "section-index"),
        settings={
            "nav": [
                "index.md",
                {"News": [f"news/{name}.md" for name in ("wire", "credited", "uncredited", "copy-of-copy")]},
                {"More": ["news/back.md", "news/independent.md"]},
            ]
        },
    ),
    "git-revision-date": Site(
        needs=("mkdocs-git-revision-date-localized-plugin", "mkdocs-material"),
        theme=MATERIAL,
        plugins=("search", {"git-revision-date-localized": {"type": "iso_date", "enable_creation_date": True}}),
        git=True,
    ),
}
"""The sites by what they stand for."""
