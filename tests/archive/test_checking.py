"""One byte that is not as it was is found, wherever it stands."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from support.filings import StillDisk, filing, founded

from reportgen.archive.catalogue import FILE
from reportgen.archive.checking import Checked, check
from reportgen.archive.objects import digest_of
from reportgen.archive.store import Archive, file, opened
from reportgen.diagnostics import ReportError, Severity


@pytest.fixture
def filled(archive: Archive) -> Archive:
    file(archive, [filing(serial) for serial in (4, 5, 6)], "甲某")
    return archive


def codes(found: Checked) -> set[str]:
    return {each.code for each in found.sink if each.severity is Severity.ERROR}


def test_nothing_is_found_where_nothing_is_wrong(filled: Archive) -> None:
    found = check(filled, "", str)
    assert [each.code for each in found.sink] == ["W1116"]
    assert (found.entries, len(found.records), found.copied) == (4, 3, "")
    assert found.objects == 3 * 3 + 2       # data and Word are the same in all three
    assert len(found.head) == 64


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def test_one_flipped_byte_in_any_object(filled: Archive) -> None:
    objects = [path for path in filled.objects.folder.rglob("*") if path.is_file()]
    assert len(objects) == 11
    for path in objects:
        whole = path.read_bytes()
        path.chmod(0o644)
        for at in {0, len(whole) // 2, len(whole) - 1}:
            path.write_bytes(flipped(whole, at))
            assert codes(check(filled, "", str)) == {"E1111"}, path
        path.write_bytes(whole[:-1])
        assert codes(check(filled, "", str)) == {"E1111"}, path
        path.unlink()
        assert codes(check(filled, "", str)) == {"E1110"}, path
        path.symlink_to(filled.folder / FILE)
        assert codes(check(filled, "", str)) == {"E1110"}, path
        path.unlink()
        path.write_bytes(whole)
    assert not codes(check(filled, "", str))


def unlocked(folder: Path) -> sqlite3.Connection:
    """The catalogue, its rules taken away and put back by someone who knows how."""
    db = sqlite3.connect(folder / FILE, isolation_level=None)
    db.execute("PRAGMA writable_schema = ON")
    return db


@pytest.mark.parametrize("column", ["at", "who", "kind", "body", "previous", "hash"])
@pytest.mark.parametrize("seq", [1, 3, 4])
def test_one_changed_character_in_any_row(filled: Archive, column: str, seq: int) -> None:
    with closing(unlocked(filled.folder)) as db:
        (rule,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'kept'").fetchone()
        db.execute("DROP TRIGGER kept")
        (old,) = db.execute(
            f"SELECT {column} FROM entry WHERE seq = ?", (seq,)).fetchone()  # noqa: S608
        at = old.index("示") if "示" in old else len(old) // 2
        db.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?",  # noqa: S608
                   (old[:at] + ("0" if old[at] != "0" else "1") + old[at + 1:], seq))
        db.execute(rule)
    assert "E1112" in codes(check(filled, "", str))


@pytest.mark.parametrize(("sql", "code"), [
    ("DELETE FROM entry WHERE seq = 2", "E1112"), ("DELETE FROM entry WHERE seq = 1", "E1112"),
    ("UPDATE entry SET seq = 9 WHERE seq = 4", "E1112"),
])
def test_a_row_that_is_gone(filled: Archive, sql: str, code: str) -> None:
    with closing(unlocked(filled.folder)) as db:
        rules = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in rules:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(sql)
        for _, rule in rules:
            db.execute(rule)
    assert code in codes(check(filled, "", str))


def test_a_rule_that_is_gone(filled: Archive) -> None:
    with closing(unlocked(filled.folder)) as db:
        db.execute("DROP TRIGGER kept")
    found = check(filled, "", str)
    assert codes(found) == {"E1113"}


def test_a_chain_made_anew_is_known_by_a_noted_digest(filled: Archive) -> None:
    """Whoever can rewrite everything leaves no trace in it, but for what was written down."""
    noted = check(filled, "", str).head
    assert not codes(check(filled, noted[:12].upper(), str))
    with closing(unlocked(filled.folder)) as db:
        db.execute("DROP TRIGGER never_deleted")
        db.execute("DELETE FROM entry WHERE seq = 4")
        db.execute("CREATE TRIGGER never_deleted BEFORE DELETE ON entry\n"
                   "BEGIN SELECT RAISE(ABORT, 'entries are only added'); END")
    assert not codes(check(filled, "", str)), "the rest of the chain is whole"
    assert codes(check(filled, noted[:12], str)) == {"E1114"}
    assert codes(check(filled, noted[:4], str)) == {"E1114"}, "too short to tell anything"


@pytest.mark.slow
def test_one_flipped_byte_anywhere_in_the_catalogue_is_found_or_changes_nothing(
    tmp_path: Path,
) -> None:
    """Free space, and what SQLite itself makes anew, may differ: then every answer is the same."""
    folder, disk = founded(tmp_path / "档案"), StillDisk()
    with opened(folder, disk, write=True) as archive:
        file(archive, [filing(serial) for serial in range(1, 6)], "甲某")
    whole = (folder / FILE).read_bytes()
    with opened(folder, disk) as archive:
        wanted = answers(archive)
    rng, silent = random.Random(7), 0  # noqa: S311
    places = [*range(100), *rng.sample(range(len(whole)), 250)]
    other = tmp_path / "另"
    shutil.copytree(folder, other)
    for at in places:
        (other / FILE).write_bytes(flipped(whole, at))
        try:
            with opened(other, disk, write=True) as archive:
                if codes(check(archive, "", str)):
                    continue
                silent += 1
                assert answers(archive) == wanted, at
        except ReportError as error:
            assert error.diagnostics[0].code in ("E1100", "E1101", "E1102", "E1105"), at
    assert silent < len(places), "most were found"


def answers(archive: Archive) -> object:
    """Everything that the catalogue tells."""
    return [*archive.catalogue.entries()], archive.catalogue.records(), [
        archive.catalogue.find(text, 9) for text in ("油", "油菜", "第3期", "示例镇")]


def test_what_no_entry_names(filled: Archive) -> None:
    left = b"left by an add that was cut off"
    filled.objects.place({digest_of(left): left})
    (filled.objects.folder / "ab").mkdir(exist_ok=True)
    (filled.objects.folder / "ab" / "tmp-x").write_bytes(b"")
    (filled.objects.folder / "ab" / "备份.pdf").write_bytes(b"")
    (filled.objects.folder / "甲.txt").write_bytes(b"")
    found = check(filled, "", str)
    told = sorted(each.code for each in found.sink if each.code != "W1116")
    assert told == ["I1117", "I1117", "W1118", "W1118"]


def test_clocks_that_disagree(archive: Archive) -> None:
    file(archive, [filing(5)], "甲某")
    disk = archive.disk
    assert isinstance(disk, StillDisk)
    disk.time -= timedelta(days=400)
    file(archive, [filing(6)], "乙某")
    found = check(archive, "", str)
    assert "W1119" in {each.code for each in found.sink}
    assert not codes(found), "the order is that of the chain"


def test_how_old_the_copy_is(filled: Archive) -> None:
    filled.note("复制", "甲某", {"到": "副本"})
    assert not list(check(filled, "", str).sink)
    disk = filled.disk
    assert isinstance(disk, StillDisk)
    disk.time += timedelta(days=40)
    (old,) = check(filled, "", str).sink
    assert (old.code, "40 天" in old.message) == ("W1116", True)


@pytest.mark.parametrize("name", [
    "catalogue (甲的电脑的冲突副本 2024-06-07).sqlite", "catalogue-DESKTOP-1.sqlite",
    "catalogue.sync-conflict-20240607-090000-ABCDEFG.sqlite", "catalogue(1).sqlite",
])
def test_two_machines_wrote_and_both_were_kept(filled: Archive, name: str) -> None:
    """A synchronising folder: the other machine's catalogue lies beside ours."""
    twin = filled.folder / name
    shutil.copyfile(filled.folder / FILE, twin)
    own = filled.folder / "own"
    shutil.move(filled.folder / FILE, own)
    shutil.move(twin, filled.folder / FILE)
    with opened(filled.folder, filled.disk, write=True) as elsewhere:
        file(elsewhere, [filing(7)], "乙某")
    shutil.move(filled.folder / FILE, twin)
    shutil.move(own, filled.folder / FILE)
    with pytest.raises(ReportError, match="E1141"), \
            opened(filled.folder, filled.disk, write=True):
        pass
    with opened(filled.folder, filled.disk) as reading:
        (told,) = (each for each in check(reading, "", str).sink if each.code == "E1141")
    assert "只有它有：示例镇工作简报2024-7" in told.message
    twin.write_bytes(b"half a file")
    with opened(filled.folder, filled.disk) as reading:
        assert "E1141" in codes(check(reading, "", str))
    twin.unlink()
    with opened(filled.folder, filled.disk, write=True) as archive:
        assert file(archive, [filing(7)], "甲某")[0].new
        assert not codes(check(archive, "", str))


def test_a_folder_of_objects_that_is_a_link(filled: Archive, tmp_path: Path) -> None:
    fan = filled.objects.path(filled.catalogue.records()[0][1].holdings[0].digest).parent
    shutil.move(fan, tmp_path / "别处")
    fan.symlink_to(tmp_path / "别处", target_is_directory=True)
    assert codes(check(filled, "", str)) == {"E1110"}
    digest = fan.name + "0" * 62
    with pytest.raises(OSError, match="exists"):
        filled.objects.place({digest: b""})
    assert not (tmp_path / "别处" / digest).exists(), "nothing is written behind a link"


def test_an_endless_object_is_not_read(filled: Archive) -> None:
    holding = filled.catalogue.records()[0][1].holdings[0]
    path = filled.objects.path(holding.digest)
    path.chmod(0o644)
    with path.open("r+b") as out:
        out.truncate(1 << 40)
    with pytest.raises(ValueError, match=holding.digest):
        filled.objects.read(holding.digest, holding.size)
    with pytest.raises(ReportError, match="E1111"):
        filled.read(holding)
