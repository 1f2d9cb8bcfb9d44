"""Files that lie elsewhere: read, listed and written as on a disk; what is at hand stays there."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.remote_world import RemoteWorld, is_remote, reaching

STORE = Path("memory://店")


@pytest.fixture
def world() -> Iterator[RemoteWorld]:
    """A world with a file at hand and a store that is empty."""
    store = fsspec.filesystem("memory")
    yield RemoteWorld(MemoryWorld({"近/a.md": b"near"}))
    store.store.clear()
    store.pseudo_dirs[:] = [""]


def test_what_an_address_is() -> None:
    assert is_remote(Path("s3://桶/路"))
    assert not any(map(is_remote, map(Path, ("out", "/s3:/x", "C:/x", "a:b", "s3:"))))
    near = MemoryWorld({})
    assert reaching(near, Path("out")) is near


def test_a_store_is_read_as_a_disk_is(world: RemoteWorld) -> None:
    world.write_all({STORE / "甲.txt": b"1", STORE / "里/乙.txt": b"22", Path("近/b.md"): b"3"})
    assert world.names_in(STORE) == ("甲.txt", "里")
    assert world.is_dir(STORE / "里")
    assert not world.is_file(STORE / "里")
    assert (world.read(STORE / "里/乙.txt"), world.size(STORE / "里/乙.txt")) == (b"22", 2)
    assert world.open(STORE / "甲.txt").read() == b"1"
    assert world.resolve(STORE / "甲.txt") == STORE / "甲.txt"
    assert world.on_disk(STORE / "甲.txt") is None
    assert not world.settle(STORE).done
    assert world.cache().folder is None


def test_what_is_at_hand_is_asked_there(world: RemoteWorld) -> None:
    near = Path("近/a.md")
    assert (world.read(near), world.open(near).read(), world.size(near)) == (b"near", b"near", 4)
    assert world.is_file(near)
    assert world.is_dir(near.parent)
    assert world.names_in(near.parent) == ("a.md",)
    assert world.resolve(near) == Path("/近/a.md")
    assert world.on_disk(near) is None
    assert [each.path for each in world.below(Path("/"), frozenset({".md"}))] == [Path("/近/a.md")]


def test_what_is_not_there(world: RemoteWorld) -> None:
    gone = STORE / "没有"
    assert not (world.is_file(gone) or world.is_dir(gone) or world.names_in(gone))
    assert world.size(gone) == -1
    with pytest.raises(ReportError) as error:
        world.read(gone)
    assert error.value.diagnostics[0].code == "E0101"


@pytest.mark.parametrize(("path", "hint"), [
    ("file:///tmp/x/y", "直接写路径：/tmp/x/y"), ("nosuch://x/y/z", "写 s3://桶/路径"),
])
def test_addresses_that_are_none(world: RemoteWorld, path: str, hint: str) -> None:
    with pytest.raises(ReportError) as error:
        world.is_file(Path(path))
    assert error.value.diagnostics[0].code == "E1450"
    assert hint in error.value.diagnostics[0].hints[0]


def test_what_is_not_installed_is_named(
    world: RemoteWorld, monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *more: object) -> object:
        if name == "fsspec":
            raise ModuleNotFoundError(name, name=name)
        return real(name, *more)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "fsspec")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ReportError) as error:
        world.read(Path("s3://桶/路"))
    assert error.value.diagnostics[0].hints == ("安装：pip install 'reportgen[s3]'",)


def test_what_a_store_refuses_is_told_in_our_words(
    world: RemoteWorld, monkeypatch: pytest.MonkeyPatch,
) -> None:
    class OddError(Exception):
        """As the libraries of stores have them."""

    def refuse(*_: object, **__: object) -> None:
        raise OddError("quota")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "pipe", refuse)
    with pytest.raises(ReportError) as error:
        world.write_all({STORE / "甲.txt": b"1"})
    assert error.value.diagnostics[0].code == "E0102"
    assert "OddError：quota" in error.value.diagnostics[0].message
