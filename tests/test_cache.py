"""The cache: an entry answers to its name or is thrown away; nothing is waited for; it has a size.
"""

from __future__ import annotations

import errno
import importlib.util
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support import briefings, budgets
from support.charts.samples import BARS, SAMPLES
from support.charts.stub import CHAIN, THEME

import reportgen
from reportgen import files
from reportgen.cache import MOST, NONE, Cache, entry_name, usable
from reportgen.charts import compile as compiling
from reportgen.charts.compile import drawing
from reportgen.charts.record.cache import LIBRARIES, ROOMS, decode, encode
from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.diagnostics import ReportError
from reportgen.world import DiskWorld

NAME, OTHER = entry_name("drawing", 1), entry_name("drawing", 2)
POSIX = pytest.mark.skipif(os.name == "nt", reason="skipped: pipes, owners and modes of POSIX")


def made(cache: Cache, name: str = NAME) -> list[str]:
    """What is asked of a cache, and whether it was made."""
    calls: list[str] = []
    content = cache.entry(name, lambda: calls.append("made") or b"content", bytes, bytes)
    assert content == b"content"
    return calls


def test_made_once_and_kept(tmp_path: Path) -> None:
    assert made(Cache(tmp_path)) == ["made"]
    assert made(Cache(tmp_path)) == []
    assert made(Cache(tmp_path).fresh()) == ["made"]
    assert made(Cache(tmp_path)) == []
    assert made(NONE) == made(NONE) == ["made"]


def test_exchanged_entries_are_made_anew(tmp_path: Path) -> None:
    """As after a copy that went wrong: each is whole, and neither is what it is called."""
    cache = Cache(tmp_path)
    specs = list(SAMPLES.values())[:2]
    wanted = [drawing(spec, THEME, CHAIN, cache) for spec in specs]
    first, second = tmp_path.iterdir()
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert [drawing(spec, THEME, CHAIN, cache) for spec in specs] == wanted
    assert (first.read_bytes(), second.read_bytes()) == (one, two)


def swap(path: Path) -> Path:
    path.unlink()
    return path


def linked(path: Path) -> None:
    """A whole entry, at the end of a link."""
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


SPOILT: dict[str, Callable[[Path], object]] = {
    "pipe": lambda path: os.mkfifo(swap(path)),
    "device": lambda path: swap(path).symlink_to("/dev/zero"),
    "link": linked,
    "folder": lambda path: (swap(path) / "in it").mkdir(parents=True),
    "unreadable": lambda path: path.chmod(0),
    "of all": lambda path: path.chmod(0o666),
    "torn": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "empty": lambda path: path.write_bytes(b""),
    "endless": lambda path: os.truncate(path, 1 << 42),
    "of another": lambda path: os.chown(path, 65534, 65534),
}


@POSIX
@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_not_to_be_trusted_is_thrown_away(tmp_path: Path, kind: str) -> None:
    if (os.geteuid() and kind == "of another") or (not os.geteuid() and kind == "unreadable"):
        pytest.skip("skipped: root alone gives files away; and may read everything")
    made(Cache(tmp_path))
    SPOILT[kind](tmp_path / NAME)
    assert made(Cache(tmp_path)) == ["made"]
    assert made(Cache(tmp_path)) == [], "the next finds a good one"
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_nonsense_within_is_made_anew(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    good = drawing(BARS, THEME, CHAIN, cache)
    (entry,) = tmp_path.iterdir()
    cache.put(entry.name, b"[" * 500_000)
    assert cache.entry(entry.name, lambda: good, encode, decode) == good


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_full_disk_leaves_no_temporary_file(
    tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As every call that writes would say; a file that takes no byte is there by then."""
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "planted")

    class Full:
        """A file that takes nothing."""

        def __init__(self, handle: int, _mode: str) -> None:
            self.handle = handle

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self.handle)

        write = full

    if call == "fsync":     # the cache waits for no disk: what it writes fails
        monkeypatch.setattr(files.os, "fdopen", Full)
    else:
        monkeypatch.setattr(os, call, full)
    assert made(Cache(tmp_path)) == ["made"]
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_it_prunes_itself(tmp_path: Path) -> None:
    """The longest not asked for goes; what is not ours stays, and what a killed run left goes."""
    cache = Cache(tmp_path, most=40 << 10)
    names = [f"f{n:039x}.drawing" for n in range(16, 26)]
    for age, name in enumerate(names):
        cache.put(name, b"x" * 5000)
        os.utime(tmp_path / name, (1000 + age,) * 2)
    (tmp_path / "家书.txt").write_bytes(b"x" * 99_999)
    left = files.staged(tmp_path, b"left", lasting=False)
    os.utime(left, (1000, 1000))
    assert cache.get(names[0]) is not None      # asked for: the newest now
    cache.prune()
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {names[0], *names[5:], "家书.txt"}
    assert left.name not in there


def test_pruning_comes_by_itself(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=100 << 10)
    for n in range(400):
        cache.put(entry_name("drawing", n), b"x" * 4000)
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert size < 4 * cache.most, "looked through at every sixteenth or so"
    large = Cache(tmp_path, most=10 << 20)
    for n in range(9):
        large.put(entry_name("print", n), b"x" * (2 << 20))
        size = sum(path.stat().st_size for path in tmp_path.iterdir())
        assert size <= large.most, "and at each that is large"
    cache.put(NAME, b"x" * (101 << 10))
    assert not (tmp_path / NAME).exists(), "what has no room is not kept"


@POSIX
def test_whose_folder_is_used(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    assert usable(mine)
    assert mine.stat().st_mode & 0o777 == 0o700
    mine.chmod(0o777)
    assert not usable(mine), "all may write there"
    (tmp_path / "file").write_bytes(b"")
    assert not usable(tmp_path / "file")
    assert not usable(tmp_path / "file" / "within")
    assert not usable(Path("a\0b"))
    if os.geteuid() == 0:
        mine.chmod(0o700)
        os.chown(mine, 65534, 65534)
        assert not usable(mine), "another user's"


@POSIX
@pytest.mark.parametrize(("env", "folder"), [
    ({}, None), ({"HOME": ""}, None), ({"REPORTGEN_CACHE": "~/own"}, None),
    ({"REPORTGEN_CACHE": "~/own", "HOME": "{}"}, "own"),
    ({"REPORTGEN_CACHE": "~", "HOME": "{}"}, "."),
    ({"REPORTGEN_CACHE": "~other/own", "HOME": "{}"}, None),
    ({"XDG_CACHE_HOME": "~/xdg", "HOME": "{}"}, "xdg/reportgen"),
    ({"HOME": "{}", "REPORTGEN_CACHE_MB": "0"}, None),
])
def test_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], folder: str | None,
) -> None:
    """Without a home there is none: never in a folder that all share."""
    monkeypatch.chdir(tmp_path)
    found = DiskWorld({name: each.format(tmp_path) for name, each in env.items()}).cache().folder
    assert found == (None if folder is None else tmp_path / folder)
    assert not list(tmp_path.glob("~*"))


@pytest.mark.parametrize(("told", "most"), [
    ("", MOST), ("3", 3 << 20), ("-1", MOST), ("many", MOST)])
def test_its_size_may_be_told(tmp_path: Path, told: str, most: int) -> None:
    env = {"REPORTGEN_CACHE": str(tmp_path), "REPORTGEN_CACHE_MB": told}
    assert DiskWorld(env).cache().most == most


def test_all_that_a_drawing_depends_on_is_in_its_name(root: Path) -> None:
    """Walk the imports of all that draws: what is of ours is digested, the rest has its version."""
    modules = budgets.package(root)
    silent = {      # what says nothing of how a drawing looks: names, errors, where files lie
        "reportgen", "reportgen.cache", "reportgen.diagnostics", "reportgen.files",
        "reportgen.frozen", "reportgen.limits", "reportgen.refusals", "reportgen.version",
        "reportgen.world", "reportgen.gc_pause", "reportgen.patterns", "reportgen.bundled",
    }
    starts = {name for name in modules if name.startswith(
        ("reportgen.charts.kinds", "reportgen.charts.compile", "reportgen.charts.paint.png"))}
    reached = budgets.reached(modules, starts)
    rooms = {name.split(".")[1] for name in reached - silent}
    assert rooms - set(ROOMS) == set(), "these draw too, and are not in the digest"
    assert len(reached) > 60
    for package, _ in LIBRARIES:
        assert importlib.util.find_spec(package)
    images = budgets.reached(modules, {"reportgen.images.develop"}) - silent
    assert {name.split(".")[1] for name in images} == {"images"}


def falsified(made: Drawing) -> Drawing:
    """The same with other figures at its bars."""
    marks = [replace(mark, text=mark.text.translate(str.maketrans("123", "312")))
             if isinstance(mark, TextMark) and mark.fact else mark for mark in made.marks]
    return replace(made, marks=tuple(marks))


@pytest.mark.slow
def test_a_forged_drawing_is_drawn_afresh_before_anyone_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = briefings.make(tmp_path / "示例")
    world = DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "cache")})
    wanted = reportgen.build(folder, tmp_path / "甲", world)
    entries = list((tmp_path / "cache").glob("*.drawing"))
    assert entries
    for entry in entries:       # with its right seal, and a figure that is another
        found = decode(world.cache().get(entry.name) or b"")
        assert found is not None
        forged = encode(falsified(found))
        world.cache().put(entry.name, forged)
    again = reportgen.build(folder, tmp_path / "乙", world)
    for name in wanted.files:
        assert again.files[name].read_bytes() == wanted.files[name].read_bytes()
    assert world.cache().get(entry.name) != forged, "and the next finds a good one"
    # One that cannot be drawn rightly is blamed, after two tries.
    tries: list[int] = []
    real = compiling._draw

    def wrong(*given: object) -> Drawing:
        tries.append(1)
        return falsified(real(*given))  # type: ignore[arg-type]

    monkeypatch.setattr(compiling, "_draw", wrong)
    other = DiskWorld({"REPORTGEN_CACHE": str(tmp_path / "other")})
    with pytest.raises(ReportError, match="E0730"):
        reportgen.build(folder, tmp_path / "丙", other)
    assert len(tries) == 2 * len(entries)
