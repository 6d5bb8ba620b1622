"""Bytes kept from one run for the next, by key: content-addressed, so that nothing kept is ever out of date.

Knows nothing of what it keeps.  One SQLite file in one folder: a thousand small files would cost more than they save,
and two builds at once need somebody who knows how to share a file.  Everything that can go wrong with it (no rights, no
space, a locked, damaged or foreign file) means that nothing is found, never that a build fails.

What is kept is data: whoever can write to the folder can change what the next build takes for known, but a value is
only ever handed back as bytes.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

FILE: Final = "cache-1.sqlite3"
"""The number rises when the tables change: a version of the program never reads the file of another."""

LIMIT: Final = 1024**3
"""Bytes of values from which those that were not used for longest go."""

KEEP_DAYS: Final = 30
"""Days after which a value that nobody used goes."""

LARGE: Final = 64 * 1024**2
"""Bytes of one value beyond which it is not kept."""

BATCH: Final = 8 * 1024**2
"""Bytes that wait in memory to be written together."""

ASKED: Final = 100
"""Values asked for at a time: SQLite takes some hundred in one question on any system."""

KEY: Final = 20
"""Bytes of a key."""

_CHECK: Final = 4
_DAY: Final = 86_400
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, size INTEGER NOT NULL, day INTEGER NOT NULL)
"""
_APPLICATION: Final = 0x43524544
"""What SQLite's files say they belong to: a file of our name that says something else is none of ours."""
_IGNORE: Final = "*\n"
_TAG: Final = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"  # says "leave this out of backups", see bford.info/cachedir
    "# This folder holds results of mkdocs-credibility; it can be deleted at any time.\n"
)


class MemoryCache:
    """Values for as long as the program runs; those that a round did not use are dropped at its end."""

    def __init__(self) -> None:
        self._values: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""
        value = self._values.get(key)
        if value is not None:
            self._used.add(key)
        return value

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under these keys."""
        return {key: value for key in keys if (value := self.get(key)) is not None}

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""
        self._values[key] = value
        self._used.add(key)

    def flush(self) -> None:
        """End a round: what it did not use is dropped."""
        self._values = {key: value for key, value in self._values.items() if key in self._used}
        self._used = set()


class DiskCache:
    """Values in a folder.  A value is there whole or not at all, whatever happens while it is written; what is put in
    is written a batch at a time, the rest by `flush`.

    With a `root`, a folder in it that leads out of it by a link is none: nothing is read or written there.
    """

    def __init__(
        self, folder: str | Path, *, limit: int = LIMIT, keep_days: int = KEEP_DAYS, root: Path | None = None
    ) -> None:
        self.path = Path(folder) / FILE
        self._astray = root is not None and _astray(Path(folder), root)
        self.limit = limit
        self.keep_days = keep_days
        self._touched: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._waiting = 0
        self._used: set[bytes] = set()
        self._today = int(time.time()) // _DAY
        self._connection: sqlite3.Connection | None = None
        self._broken = False

    def get(self, key: bytes) -> bytes | None:
        """The bytes kept under a key."""
        if key in self._new:
            return self._new[key]
        return self._rows([key]).get(key)

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under these keys, for less than asking for each."""
        found = {key: self._new[key] for key in keys if key in self._new}
        return found | self._rows([key for key in keys if key not in found])

    def put(self, key: bytes, value: bytes) -> None:
        """Keep bytes under a key."""
        if len(value) > LARGE:
            return
        self._new[key] = value
        self._touched.add(key)
        self._waiting += len(value)
        if self._waiting >= BATCH:
            self._save(tidy=False)

    def flush(self) -> None:
        """Write what is new, note what was used, drop what is too much or was not used for long; then close."""
        if self._new or self._used:
            self._save(tidy=True)
        self._touched = set()
        self.close()

    def _save(self, *, tidy: bool) -> None:
        with self._writing() as connection:
            if connection is not None:
                self._write(connection)
                if tidy:
                    self._tidy(connection)
        self._new, self._used, self._waiting = {}, set(), 0

    def close(self) -> None:
        """Let go of the file; the next `get` opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # the file ---------------------------------------------------------------------------------------------------

    def _rows(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The sound ones among the values in the file; those of another day are noted as used."""
        connection = self._open() if keys else None
        if connection is None:
            return {}
        import sqlite3

        found: dict[bytes, bytes] = {}
        try:
            for at in range(0, len(keys), ASKED):
                part = keys[at : at + ASKED]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, value, day FROM kept WHERE key IN ({marks})"  # noqa: S608  # holds "?" and no value: the keys are bound
                for key, kept, day in connection.execute(query, part):
                    if not isinstance(kept, bytes) or not isinstance(day, int):
                        continue
                    value = kept[:-_CHECK]
                    if _check(key, value) != kept[-_CHECK:]:
                        continue  # damaged: it will be worked out and kept anew
                    found[key] = value
                    self._touched.add(key)
                    if day != self._today:
                        self._used.add(key)
        except sqlite3.OperationalError:  # no table yet, or somebody else writes for longer than we wait
            return found
        except sqlite3.DatabaseError:
            self._discard()
        return found

    def _open(self) -> sqlite3.Connection | None:
        """The file, if there is one that can be read."""
        if self._connection is None and not self._broken and not self._astray and self.path.is_file():
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection | None:
        try:
            import sqlite3
        except ImportError:  # a Python without SQLite
            self._broken = True
            return None
        if self.path.is_symlink():  # SQLite would write to what it leads to
            self._discard()
            return None
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self.path, timeout=5, isolation_level=None)
            # a file that somebody else made must not run anything of its own
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA synchronous = OFF")  # lost in a power cut: worked out anew
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:  # locked for longer than we wait, or not to be opened
            if connection is not None:
                connection.close()
            self._broken = True
            return None
        except sqlite3.DatabaseError:
            owner, tables = 0, 1
        if owner == _APPLICATION or not tables:
            return connection
        if connection is not None:
            connection.close()
        self._discard()
        return None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection | None]:
        try:
            import sqlite3
        except ImportError:  # a Python without SQLite
            yield None
            return
        if self._astray:
            yield None
            return
        try:
            self._prepare()
            # a file that had to be thrown away leaves room for one of ours
            connection = self._connection or self._connect() or self._connect()
            if connection is None:
                yield None
                return
            self._connection = connection
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:  # locked, read-only, no space
            yield None
            return
        except sqlite3.DatabaseError:  # no database, or a damaged one: the next run begins afresh
            self._discard()
            yield None
            return
        except OSError:
            yield None
            return
        try:
            yield connection
            connection.execute("COMMIT")
        except sqlite3.OperationalError:
            self._roll_back(connection)
        except sqlite3.DatabaseError:
            self._discard()
        except BaseException:
            self._roll_back(connection)
            raise

    def _prepare(self) -> None:
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in ((".gitignore", _IGNORE), ("CACHEDIR.TAG", _TAG)):
            if not os.path.lexists(folder / name):  # a dead link is there, too
                (folder / name).write_text(text, "utf-8")

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        import sqlite3

        try:
            connection.execute("ROLLBACK")
        except sqlite3.Error:
            self.close()

    def _discard(self) -> None:
        """Take a file that is none of ours, or damaged, out of the way."""
        self.close()
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            self._broken = True

    def _write(self, connection: sqlite3.Connection) -> None:
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.executemany(
            "INSERT OR REPLACE INTO kept (key, value, size, day) VALUES (?, ?, ?, ?)",
            ((key, value + _check(key, value), len(value), self._today) for key, value in self._new.items()),
        )
        connection.executemany(
            "UPDATE kept SET day = ? WHERE key = ?", ((self._today, key) for key in sorted(self._used))
        )

    def _tidy(self, connection: sqlite3.Connection) -> None:
        oldest = self._today - self.keep_days
        connection.execute("DELETE FROM kept WHERE day < ? OR day > ?", (oldest, self._today + 1))
        (total,) = connection.execute("SELECT coalesce(sum(size), 0) FROM kept").fetchone()
        if total <= self.limit:
            return
        spare, gone = total - self.limit, []
        rows = connection.execute("SELECT key, size FROM kept ORDER BY day, rowid").fetchall()
        # of a day's builds each leaves what it wrote, of which the next asks for most parts: these go last
        rows.sort(key=lambda row: row[0] in self._touched)
        for key, size in rows:
            gone.append((key,))
            spare -= size
            if spare <= 0:
                break
        connection.executemany("DELETE FROM kept WHERE key = ?", gone)


def _astray(folder: Path, root: Path) -> bool:
    """Whether a folder that is named as one in the root lies somewhere else."""
    named, real = os.path.abspath(folder), os.path.realpath(folder)  # noqa: PTH100  # Path has nothing that leaves links alone
    return Path(named).is_relative_to(os.path.abspath(root)) and not Path(real).is_relative_to(os.path.realpath(root))  # noqa: PTH100  # as above


def _check(key: bytes, value: bytes) -> bytes:
    """Over the key, too: a value that came under another key is none."""
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(_CHECK, "little")


def digest(*parts: bytes | str) -> bytes:
    """A key of `KEY` bytes over the parts and where each ends."""
    pieces: list[bytes] = []
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        pieces += (len(data).to_bytes(8, "little"), data)
    # most processors have this one built in: on an article's text it takes half of what BLAKE2 does
    return sha256(b"".join(pieces), usedforsecurity=False).digest()[:KEY]


def fingerprint(folder: str, suffixes: tuple[str, ...]) -> bytes:
    """A key over what the files below a folder hold that have one of the suffixes; folders in hiding are left out, and
    what is no file to read: pipes, devices, links that lead nowhere (such as an editor leaves while it writes)."""
    found: list[bytes | str] = []
    folders = [(folder, "")]
    while folders:
        path, name = folders.pop()
        with os.scandir(path) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir(follow_symlinks=False):
                    if entry.name[0] != "." and entry.name != "__pycache__":
                        folders.append((entry.path, f"{name}{entry.name}/"))
                elif entry.name.endswith(suffixes) and entry.is_file():
                    with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123  # Path.open takes twice as long, and this runs for every file
                        found += (f"{name}{entry.name}", file.read())
    return digest(*found)
