"""Files and folders to articles: which reader a name asks for, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mkdocs_credibility import extensions
from mkdocs_credibility.article import Article
from mkdocs_credibility.readers.html import decode, read_html
from mkdocs_credibility.readers.markdown import read_markdown
from mkdocs_credibility.readers.text import read_text

OURS: Final = frozenset({".md", ".markdown", ".html", ".htm", ".txt"})


def suffixes() -> frozenset[str]:
    """The endings of files that can be read, those that other packages read among them."""
    return OURS.union(f".{name}" for name in extensions.installed("readers"))


def read_file(path: Path, *, key: str | None = None) -> Article:
    """The article in a file, by the reader its suffix names (`.md`, `.html`, else text).

    `key` is what the article is called in reports, the path as given unless said otherwise.  Raises OSError, and
    ExtensionError when another package's reader fails.
    """
    data = path.read_bytes()
    name = key or path.as_posix()
    suffix = path.suffix.lower()
    if suffix not in OURS and (extension := extensions.installed("readers").get(suffix[1:])):
        article: Article = extensions.call(extension, extension.load(), data, path=name, page=name)
        return article
    match suffix:
        case ".md" | ".markdown":
            return read_markdown(decode(data), path=name)
        case ".html" | ".htm":
            return read_html(data, path=name)
        case _:
            return read_text(decode(data), path=name)


def find_files(folder: Path) -> Iterator[Path]:
    """Every article file under a folder, in the order of paths; no hidden ones, no links that lead out of it."""
    root, wanted = folder.resolve(), suffixes()
    for path in sorted(folder.rglob("*"), key=lambda p: p.as_posix()):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in wanted and not hidden and path.is_file() and path.resolve().is_relative_to(root):
            yield path


def read_folder(folder: Path) -> list[Article]:
    """The articles of a folder, called by its name and their paths in it."""
    return [read_file(path, key=f"{folder.name}/{path.relative_to(folder).as_posix()}") for path in find_files(folder)]
