"""Files of ours that stand in the site of `mkdocs serve` from the build before.

MkDocs empties the site before each build.  To create two files an article anew takes longer than all else that there
is to do for us when one article was edited: those that would come out as they are stay where they are.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from mkdocs_credibility.cache import digest
from mkdocs_credibility.reports.addresses import ROOT

HOME: Final = ROOT.rstrip("/")
ASIDE: Final = f".{HOME}"
"""Where they are while the site is emptied, which leaves alone what is hidden."""


class _File(NamedTuple):
    """What was written, and what the file looked like then: whoever touched it since has it written anew."""

    content: bytes
    size: int
    time: int


class Standing:
    """The files of one site, or of one language of it.

    A build calls `leave` and `come_back`; for each file `has` and, if that says no, `wrote`; at its end `sweep`.
    """

    def __init__(self) -> None:
        self._before: dict[str, _File] = {}
        self._now: dict[str, _File] = {}
        self._aside: tuple[Path, Path] | None = None

    def leave(self, site_dir: str) -> None:
        """Go out of the way of whoever empties the site."""
        self._before |= self._now  # of a build that did not come to its end
        self._now = {}
        if not self._before:
            return
        home, aside = Path(site_dir, HOME), Path(site_dir, ASIDE)
        with suppress(OSError):  # not there any more, or held by somebody: they will be written anew
            home.rename(aside)
            self._aside = home, aside

    def come_back(self) -> None:
        """Stand where they stood; once after each `leave`, whatever happens."""
        if self._aside is None:
            return
        home, aside = self._aside
        self._aside = None
        for folder, _, names in os.walk(aside, topdown=False):
            there = folder.replace(str(aside), str(home), 1)
            for name in names:
                if f"{there}{os.sep}{name}" not in self._before:  # the site's own, which was to be emptied
                    _remove(Path(folder, name))
        with suppress(OSError):
            aside.rename(home)
        shutil.rmtree(aside, ignore_errors=True)  # somebody else has made a folder of that name meanwhile

    def has(self, path: str, content: bytes) -> bool:
        """Whether the file stands there, as it was written, and with this content."""
        known = self._before.get(path)
        if known is None or known.content != digest(content) or known != _file(path, known.content):
            return False
        self._now[path] = known
        return True

    def wrote(self, path: str, content: bytes) -> None:
        """Note a file that was written."""
        file = _file(path, digest(content))
        if file is not None:
            self._now[path] = file

    def sweep(self) -> None:
        """Take away what the build before wrote and this one did not: called at its end."""
        for path in self._before.keys() - self._now.keys():
            _remove(Path(path))
        self._before, self._now = self._now, {}


def _remove(path: Path) -> None:
    """Remove a file, and what folders below ours hold nothing else."""
    with suppress(OSError):  # it is gone already, or the folder holds something
        path.unlink()
        for folder in path.parents if {HOME, ASIDE} & {*path.parts} else ():
            if folder.name in (HOME, ASIDE):
                break
            folder.rmdir()


def _file(path: str, content: bytes) -> _File | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return _File(content, found.st_size, found.st_mtime_ns)
