"""A world of which some files lie elsewhere: `s3://桶/路径` and whatever else fsspec knows.

A path that begins so goes there, any other to the world beside it. An object is put by one request
and is whole or not there; several are not put together, so what must come last is written last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from reportgen import limits
from reportgen.bundled import to_install
from reportgen.cache import Cache
from reportgen.diagnostics import NOWHERE, ReportError, failure
from reportgen.files import Settled
from reportgen.refusals import UnfitError, reading, writing
from reportgen.world import Listed, World

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")     # the drives of Windows have one letter
_THERE = {"use_listings_cache": False}


def is_remote(path: Path) -> bool:
    """Whether a path is an address: `s3://桶/路径`, of which a `Path` keeps one slash."""
    return len(path.parts) > 1 and _SCHEME.fullmatch(path.parts[0]) is not None


def reaching(world: World, *paths: Path) -> World:
    """A world that has these paths: the same, where they all lie at hand."""
    return RemoteWorld(world) if any(map(is_remote, paths)) else world


class RemoteWorld:
    """Addresses by fsspec, all else by another world. Its methods do what `World` says of them."""

    def __init__(self, world: World) -> None:
        self.world, self.env = world, world.env

    def read(self, path: Path) -> bytes:
        if not is_remote(path):
            return self.world.read(path)
        store, name = _store(path)
        with reading(path), _in_words(), store.open(name, "rb") as file:
            return limits.read(file, path)

    def open(self, path: Path) -> BinaryIO:
        return BytesIO(self.read(path)) if is_remote(path) else self.world.open(path)

    def on_disk(self, path: Path) -> Path | None:
        return None if is_remote(path) else self.world.on_disk(path)

    def is_file(self, path: Path) -> bool:
        if not is_remote(path):
            return self.world.is_file(path)
        return len(path.parts) > 2 and _told(path).get("type") == "file"     # else a bucket

    def is_dir(self, path: Path) -> bool:
        return (_told(path).get("type") == "directory" if is_remote(path)
                else self.world.is_dir(path))

    def size(self, path: Path) -> int:
        if not is_remote(path):
            return self.world.size(path)
        return int(_told(path)["size"]) if self.is_file(path) else -1

    def names_in(self, folder: Path) -> tuple[str, ...]:
        if not is_remote(folder):
            return self.world.names_in(folder)
        if not self.is_dir(folder):
            return ()
        store, name = _store(folder)
        with reading(folder), _in_words():
            found = {each.rstrip("/").rpartition("/")[2] for each in store.ls(name, detail=False)}
        return tuple(sorted(found - {"", folder.name}))

    def below(self, folder: Path, suffixes: frozenset[str]) -> Iterator[Listed]:
        return self.world.below(folder, suffixes)       # of faces, and those lie at hand

    def resolve(self, path: Path) -> Path:
        return path if is_remote(path) else self.world.resolve(path)

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        """All at hand or none; each of the others whole, at once where the store can."""
        far = {path: data for path, data in files.items() if is_remote(path)}
        if near := {path: data for path, data in files.items() if path not in far}:
            self.world.write_all(near)
        if far:
            stores = [_store(path) for path in far]
            with writing(next(iter(far)).parent), _in_words():
                stores[0][0].pipe(dict(zip((name for _, name in stores), far.values(),
                                           strict=True)))

    def settle(self, folder: Path) -> Settled:
        return Settled() if is_remote(folder) else self.world.settle(folder)

    def cache(self) -> Cache:
        return self.world.cache()


def _store(path: Path) -> tuple[Any, str]:
    """The file system of an address and the name there. E1450 where there is no such, or none."""
    scheme, rest = path.parts[0].removesuffix(":"), "/".join(path.parts[1:])
    try:
        import fsspec

        if scheme == "file":
            raise failure("E1450", f"“{path}”在这台机器上", NOWHERE, f"直接写路径：/{rest}")
        store, name = fsspec.core.url_to_fs(f"{scheme}://{rest}", **_THERE)
    except ImportError as error:
        extra = "s3" if scheme == "s3" else "dask"
        raise failure("E1450", f"没有装读写 {scheme}:// 的程序（{error.name or scheme}）", NOWHERE,
                      to_install(extra)) from error
    except ValueError as error:
        raise failure("E1450", f"不认识 {scheme}:// 开头的地址", NOWHERE,
                      "写 s3://桶/路径，或这台机器上的路径") from error
    return store, name


def _told(path: Path) -> Mapping[str, Any]:
    """What the store tells of an address; nothing where there is nothing."""
    store, name = _store(path)
    with reading(path), _in_words():
        try:
            told: Mapping[str, Any] = store.info(name)
        except FileNotFoundError:
            return {}
    return told


@contextmanager
def _in_words() -> Iterator[None]:
    """Whatever a store's own library raises, as what a system refuses."""
    try:
        yield
    except (OSError, ReportError):
        raise
    except Exception as error:
        raise UnfitError(f"存储服务不收（{type(error).__name__}：{str(error)[:200]}）",
                         "检查帐号（环境变量、配置文件）、地址和网络") from error
