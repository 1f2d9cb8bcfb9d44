"""The catalogue: one SQLite file, to which entries are only ever added.

A rollback journal, not WAL: it is the one kind that is sound on a network share, leaves a single
file at rest for a program that synchronises folders, and can be read where nothing can be written
(docs/adr/0026-archive.md).
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path, PurePath

from reportgen.archive.problems import legible, telling
from reportgen.archive.record import (
    DESTROYED,
    FILED,
    FIRST,
    MAILED,
    SCANNED,
    Entry,
    Holding,
    Record,
    letters_of,
    record_of,
)
from reportgen.archive.words import query, words
from reportgen.bundled import TRY_LOCK, bundled, to_renew
from reportgen.diagnostics import Span, failure

FILE = "catalogue.sqlite"
JOURNAL = f"{FILE}-journal"     # SQLite's, of what a writer has not finished
_WAIT = 60.0            # seconds for another writer
LOCK = """import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], uri=True, timeout=0).execute("BEGIN IMMEDIATE")
except sqlite3.Error:
    sys.exit(1)"""
_CHAIN = (
    """CREATE TABLE entry (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
  body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
  document TEXT AS (json_extract(body, '$."文件"')),
  revision INTEGER AS (json_extract(body, '$."版次"')),
  class TEXT AS (json_extract(body, '$."类"')), item INTEGER AS (json_extract(body, '$."件号"')),
  year INTEGER AS (json_extract(body, '$."文件"[1]')),
  serial INTEGER AS (json_extract(body, '$."文件"[2]')),
  name TEXT AS (json_extract(body, '$."档号"'))
) STRICT""",
    "CREATE UNIQUE INDEX one_revision ON entry (document, revision) WHERE kind = '归档'",
    "CREATE UNIQUE INDEX one_item ON entry (class, item) WHERE kind = '归档'",
    "CREATE INDEX by_name ON entry (name) WHERE kind = '归档'",
    "CREATE INDEX by_number ON entry (year, serial, seq) WHERE kind = '归档'",
    "CREATE INDEX destroyed ON entry (kind) WHERE kind = '销毁'",
    """CREATE TRIGGER kept BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are only added'); END""",
    """CREATE TRIGGER never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are only added'); END""",
)
_INDEX = ("CREATE VIRTUAL TABLE words USING fts5 (text, content='', prefix='1')",)

_SCANS = (f"CREATE INDEX scanned ON entry (name) WHERE kind = '{SCANNED}'",)

_ALIVE = f"""kind = '{FILED}' AND name NOT IN (
  SELECT value FROM entry, json_each(body, '$."件"') WHERE kind = '{DESTROYED}')"""  # noqa: S608
# A record's body, and those of the scans filed with it.
_BODIES = f"""body, (SELECT json_group_array(scan.body) FROM
  (SELECT body FROM entry WHERE kind = '{SCANNED}' AND name = filed.name ORDER BY seq) AS scan)
  FROM entry AS filed"""  # noqa: S608

Texts = Callable[[Record], str]


def _index(db: sqlite3.Connection, texts: Texts) -> None:
    """An archive of version 1 gets its index from what it holds."""
    rows = db.execute(f"SELECT seq, body FROM entry WHERE {_ALIVE}").fetchall()  # noqa: S608
    db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)",
                   ((seq, words(texts(record_of(body)))) for seq, body in rows))


# Version n is made of version n − 1 by row n: what is created, and what fills it.
STEPS: Sequence[tuple[Sequence[str], Callable[[sqlite3.Connection, Texts], None] | None]] = (
    (_CHAIN, None), (_INDEX, _index), (_SCANS, None),
)
VERSION = len(STEPS)
_FINDS = 2      # the version from which on there is an index of words
_COLUMNS = "seq, at, who, kind, body, previous, hash"


class Catalogue:
    """An open catalogue. `texts` gives the full text of a record, for an index made anew."""

    def __init__(self, folder: Path, *, write: bool, texts: Texts, file: str = FILE) -> None:
        self.folder, self._write = folder, write
        with telling(folder), ExitStack() as undo:
            self._db = _sound(folder / file, write)
            undo.callback(self._db.close)
            self._migrate(write, texts)
            undo.pop_all()

    @staticmethod
    def create(folder: Path) -> None:
        """A new, empty file; only its version tells what will be in it."""
        with telling(folder):
            _connect(folder / FILE, write=True, new=True).close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _migrate(self, write: bool, texts: Texts) -> None:
        version = self._version()
        if version > VERSION:
            what = f"档案“{self.folder}”是更新的版本写的（{version}，这里认得 {VERSION}）"
            raise failure("E1102", what, Span(str(self.folder)),
                          to_renew(newer=True))
        if version == VERSION or not write:
            return
        with self.writing():
            for step, (statements, fill) in enumerate(STEPS[self._version():], self._version()):
                for statement in statements:
                    self._db.execute(statement)
                if fill is not None:
                    fill(self._db, texts)
                self._db.execute(f"PRAGMA user_version = {step + 1}")

    def _version(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction; nobody else writes meanwhile. All of it is kept, or nothing."""
        with telling(self.folder):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def append(self, at: str, who: str, kind: str, body: str, text: str = "") -> Entry:
        """One more entry, within a transaction; `text` is what a record is found by."""
        last = self._db.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        seq, previous = last or (0, FIRST)
        entry = Entry(seq + 1, at, who, kind, body, previous, "")
        entry = entry._replace(hash=entry.expected())
        self._db.execute(f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                         entry)
        if text:
            self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)",
                             (entry.seq, words(text)))
        return entry

    def forget(self, seq: int, text: str) -> None:
        """Take a record's text out of the index, within a transaction."""
        self._db.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
                         (seq, words(text)))

    def entries(self, where: str = "1", values: Sequence[object] = ()) -> Iterator[Entry]:
        """The entries that a condition chooses, in the order in which they were made."""
        with telling(self.folder):
            yield from map(Entry._make, self._db.execute(
                f"SELECT {_COLUMNS} FROM entry WHERE {where} ORDER BY seq", values))  # noqa: S608

    def next_item(self, kind: str) -> int:
        """The 件号 that is free in a class."""
        (last,) = self._db.execute("SELECT max(item) FROM entry WHERE kind = ? AND class = ?",
                                   (FILED, kind)).fetchone()
        return (last or 0) + 1

    def records(
        self, where: str = "1", values: Sequence[object] = (), *, alive: bool = True,
    ) -> list[tuple[int, Record]]:
        """Records with the entry that made them, by year and number; destroyed ones on request."""
        chosen = _ALIVE if alive else f"kind = '{FILED}'"
        with telling(self.folder):
            rows = self._db.execute(
                f"SELECT seq, {_BODIES} WHERE {chosen} AND ({where})"
                " ORDER BY year, serial, seq", values)
            return [(seq, self._record(*bodies)) for seq, *bodies in rows]

    def _record(self, body: str, scans: str) -> Record:
        with legible(self.folder):
            return record_of(body, json.loads(scans))

    def find(self, text: str, limit: int) -> tuple[list[Record], int]:
        """The newest records whose text has all of this, and how many there are."""
        asked = query(text)
        if not asked or self._version() < _FINDS:
            return [], 0
        with telling(self.folder):
            rows = self._db.execute(
                f"SELECT {_BODIES} JOIN words ON seq = words.rowid WHERE words MATCH ?"
                " ORDER BY words.rowid DESC LIMIT ?", (asked, limit)).fetchall()
            (count,) = self._db.execute("SELECT count(*) FROM words WHERE words MATCH ?",
                                        (asked,)).fetchone()
        return [self._record(*bodies) for bodies in rows], count

    def damage(self) -> list[str]:
        """What SQLite finds wrong with the file itself, its indexes and its rules."""
        with telling(self.folder):
            found = [text for (text,) in self._db.execute("PRAGMA integrity_check") if text != "ok"]
            found += self._index_damage()
            told = {sql for (sql,) in self._db.execute(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                " AND name NOT GLOB 'words_*'")}
        wanted = {sql for statements, _ in STEPS[:self._version()] for sql in statements}
        return found + [f"规则被改动：{sql.partition('(')[0].strip()}"
                        for sql in sorted(told ^ wanted)]

    def _index_damage(self) -> list[str]:
        if not self._write:     # SQLite asks for the index's own check as if it were a change
            return []
        try:
            self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            if (error.sqlite_errorcode & 0xFF) != sqlite3.SQLITE_CORRUPT:
                raise
            return ["检索用的索引坏了：reportgen archive verify --reindex 重建"]
        return []

    def reindex(self, texts: Texts) -> None:
        """Make the index anew, of what the records hold."""
        with self.writing():
            self._db.execute("INSERT INTO words (words) VALUES ('delete-all')")
            _index(self._db, texts)

    def backup(self, target: Path) -> None:
        """A consistent copy of the file, whoever writes meanwhile."""
        with telling(target.parent), closing(sqlite3.connect(target)) as other:
            self._db.backup(other)


def holdings(catalogue: Catalogue, *, alive: bool = True) -> Iterator[Holding]:
    """What records hold, and the letters on them."""
    names = set()
    for _, record in catalogue.records(alive=alive):
        names.add(record.name)
        yield from record.holdings
    for entry in catalogue.entries("kind = ?", (MAILED,)):
        name, held = letters_of(entry.body)
        if name in names:
            yield from held


def _sound(path: Path, write: bool) -> sqlite3.Connection:
    """The file, rid of what a killed writer left half done; that is written back even to read."""
    try:
        return _connect(path, write)
    except sqlite3.OperationalError:
        if write:
            raise
        _connect(path, write=True).close()
        return _connect(path, write)


def lock_holds(folder: Path) -> bool:
    """Whether another process is kept out, within a transaction: not on every share."""
    import subprocess

    how = [TRY_LOCK] if bundled() else ["-I", "-S", "-c", LOCK]
    told = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, *how, uri((folder / FILE).absolute())],
        capture_output=True, check=False)
    return told.returncode != 0


def conflicts(names: Sequence[str]) -> list[str]:
    """Of the names in an archive's folder, those a program that synchronises gives to the
    catalogue of the other machine, when both have written.
    """
    return [name for name in names if name != FILE
            and name.startswith("catalogue") and name.endswith(".sqlite")]


def uri(path: PurePath) -> str:
    """A path as SQLite takes it; a network share's name belongs behind an empty host."""
    told = path.as_uri()
    return told if told.startswith("file:///") else told.replace("file://", "file:////", 1)


def _connect(path: Path, write: bool, *, new: bool = False) -> sqlite3.Connection:
    mode = ("rwc" if new else "rw") if write else "ro"
    db = sqlite3.connect(f"{uri(path.absolute())}?mode={mode}", uri=True, timeout=_WAIT,
                         isolation_level=None)
    try:
        if write:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA synchronous = EXTRA")    # the journal's end is flushed, too
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.Error:
        db.close()      # what is open cannot be replaced on Windows
        raise
    return db
