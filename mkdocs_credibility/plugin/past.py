"""What a program that goes on running remembers of the build before: `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mkdocs.structure.pages import Page

from mkdocs_credibility.cache import DiskCache, MemoryCache
from mkdocs_credibility.plugin.pages import Sources
from mkdocs_credibility.plugin.standing import Standing

if TYPE_CHECKING:
    from mkdocs_credibility.article import Article
    from mkdocs_credibility.pipeline import Session


class Past:
    """Articles by the key of what they were read from, the pages they stand on, what was found and made of them, and
    the files of ours that stand in the site."""

    def __init__(self) -> None:
        self.articles: dict[bytes, Article] = {}
        self.pages: dict[str, tuple[Page, str]] = {}
        self.texts = MemoryCache()
        self.standing = Standing()
        self.sources = Sources()
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """What the reviews remember; made when there is something to review."""
        if self._session is None:
            from mkdocs_credibility.pipeline import Session

            self._session = Session()
        return self._session


class Layers:
    """A memory before a folder: what is found in the folder, or is new, is in memory from then on.

    Under `mkdocs serve` the folder is written to in the first build alone; what later ones need of the builds before
    them is in memory, and writing every state of a text that somebody is typing helps nobody.
    """

    def __init__(self, memory: MemoryCache, disk: DiskCache | None, *, write: bool) -> None:
        self.memory = memory
        self.disk = disk
        self.write = write

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""
        value = self.memory.get(key)
        if value is None and self.disk is not None and (value := self.disk.get(key)) is not None:
            self.memory.put(key, value)
        return value

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under these keys."""
        found = self.memory.get_many(keys)
        if self.disk is not None and len(found) < len(keys):
            for key, value in self.disk.get_many([key for key in keys if key not in found]).items():
                self.memory.put(key, value)
                found[key] = value
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""
        self.memory.put(key, value)
        if self.write and self.disk is not None:
            self.disk.put(key, value)

    def flush(self) -> None:
        """End a build."""
        self.memory.flush()
        if self.disk is not None:
            self.disk.flush()
