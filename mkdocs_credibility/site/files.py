"""Many files of a site put in place together, or none of them."""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Iterable, Mapping, Set
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Final

MANIFEST: Final = "credibility/annotated.json"
"""What lists the files that are not pages of the site's own, with their digests."""


_PART: Final = re.compile(r"\.(.+)\.([0-9]+)\.part\Z", re.DOTALL)
"""What a file is called beside its place until all are written: its name, and the process."""


class SiteError(Exception):
    """A site that cannot be read or written; `problems` are lines to read."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def digest(data: bytes) -> str:
    """What the manifest keeps of a file."""
    return sha256(data).hexdigest()


def read_manifest(root: Path) -> dict[str, str]:
    """The files of ours in a site, by path; empty where there is no manifest that can be read."""
    try:
        listed = json.loads((root / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not isinstance(listed, dict):
        return {}
    return {
        path: known
        for path, known in listed.items()
        if isinstance(path, str) and isinstance(known, str) and inside(root, path)
    }


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest of these files."""
    listed = {path: digest(data) for path, data in sorted(files.items())}
    return (json.dumps({"files": listed}, indent=1, ensure_ascii=True) + "\n").encode()


def inside(root: Path, path: str) -> bool:
    """Whether a relative path stays in the site, links followed."""
    pure = PurePath(path)
    if pure.anchor or ".." in pure.parts or "\0" in path:
        return False
    try:
        return (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def ours(root: Path, path: str, known: Mapping[str, str]) -> bool:
    """Whether a file is there and is what the manifest says we wrote."""
    try:
        return path in known and digest((root / path).read_bytes()) == known[path]
    except OSError:
        return False


def put(root: Path, files: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
    """Write the files and remove those that are `gone`: first all beside their places, then all into them.

    A disk that is full or read-only shows in the first half, and leaves the site as it was, as does a folder that is a
    link out of it.  What a run before this one left beside a place when it was killed goes.  Raises SiteError.
    """
    gone = list(gone)
    folders = {posixpath.dirname(path) for path in (*files, *gone)}
    if outside := sorted(folder for folder in folders if not inside(root, folder)):
        raise SiteError(f"{root / folder}: leads out of the site" for folder in outside)
    staged: list[tuple[Path, Path]] = []
    try:
        _clear(root, folders, {posixpath.basename(path) for path in (*files, *gone)})
        for path, data in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.{os.getpid()}.part")
            staged.append((beside, target))
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o7777)
        for beside, target in staged:
            beside.replace(target)
        for path in gone:
            (root / path).unlink(missing_ok=True)
            _prune(root, (root / path).parent)
    except OSError as error:
        raise SiteError([f"{error.filename or root}: {error.strerror or error}"]) from None
    finally:
        for beside, target in staged:
            beside.unlink(missing_ok=True)
            _prune(root, target.parent)


def _clear(root: Path, folders: Iterable[str], names: Set[str]) -> None:
    """Remove what a killed run left of these names."""
    for folder in folders:
        if not (root / folder).is_dir():
            continue
        for entry in list(os.scandir(root / folder)):
            left = _PART.match(entry.name)
            if left and left[1] in names and left[2] != str(os.getpid()) and entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink(missing_ok=True)


def _prune(root: Path, folder: Path) -> None:
    """Remove folders that are empty now, from the inside out."""
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
