"""A bag (BagIt 1.0, RFC 8493): a record on its way to another archive, and proved on arrival.

Own lines and not the library `bagit`: that one knows no SM3, reads the clock, and writes the
folder that it packs, where this makes all bytes first. A test validates our bags with it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from reportgen.archive.disk import Disk

PAYLOAD = "data/"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST = re.compile(r"(tag)?manifest-(\w+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]++\*?(.+)")
_ALGORITHMS = ("sha256", "sm3")
_INFO = "bag-info.txt"
_LARGEST = 64 << 20     # bytes of a manifest


def digest(name: str, data: bytes) -> str:
    """A digest by one of our algorithms; "" by one that this machine has not, as SM3."""
    try:
        return hashlib.new(name, data).hexdigest()
    except (ValueError, TypeError):     # TypeError: one whose length is to be told
        return ""


def packed(files: Mapping[str, bytes], tags: Mapping[str, bytes], info: Mapping[str, str]) -> dict[
        str, bytes]:
    """All files of a bag by path: `files` below data/, `tags` beside it, and what proves them."""
    payload = {PAYLOAD + path: data for path, data in files.items()}
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    lines = {**info, "Payload-Oxum": oxum}
    made = {
        **payload, **tags, "bagit.txt": _DECLARATION.encode(),
        _INFO: "".join(f"{key}: {text}\n" for key, text in lines.items()).encode(),
    }
    for name in _ALGORITHMS:
        if digest(name, b""):
            made[f"manifest-{name}.txt"] = _manifest(name, payload)
    made["tagmanifest-sha256.txt"] = _manifest("sha256", {
        path: data for path, data in made.items() if not path.startswith(PAYLOAD)})
    return made


def _manifest(name: str, files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{digest(name, data)}  {_written(path)}\n"
                   for path, data in sorted(files.items())).encode()


def _written(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def problems(folder: Path, disk: Disk) -> list[str]:
    """What is wrong with a bag that came from anywhere; nothing outside it is looked at."""
    try:
        there = dict(_files(folder, disk))
        if not there.get("bagit.txt"):
            return ["没有 bagit.txt"]
        named, found = _checked(folder, there, disk)
        info = _text(folder, _INFO, there, disk) if _INFO in there else ""
        found += _oxum(there, info)
    except ValueError as error:
        return [str(error)]
    found += [f"多出来的文件：{path}" for path in sorted(there)
              if path.startswith(PAYLOAD) and path not in named]
    return found


def _files(top: Path, disk: Disk) -> Iterator[tuple[str, int]]:
    folders = [top]
    while folders:
        folder = folders.pop()
        for path in (folder / name for name in disk.names(folder)):
            kind = disk.kind(path)
            if kind == "folder":
                folders.append(path)
            elif kind == "file":
                yield path.relative_to(top).as_posix(), disk.size(path)
            else:
                raise ValueError(f"不是普通文件：{path.relative_to(top)}")


def _checked(
    folder: Path, there: Mapping[str, int], disk: Disk,
) -> tuple[set[str], list[str]]:
    manifests = {path: match for path in there if (match := _MANIFEST.fullmatch(path))}
    if not any(match[1] is None and digest(match[2], b"") for match in manifests.values()):
        raise ValueError("没有摘要清单 manifest-sha256.txt，别的摘要这里算不了")
    named: set[str] = set()
    found: list[str] = []
    for path, match in sorted(manifests.items()):
        text = _text(folder, path, there, disk)
        for wanted, name in _lines(text, path):
            if name not in there:
                found.append(f"缺少 {name}")
                continue
            told = _digest(match[2], folder / name, disk)
            if told and match[1] is None:   # one that cannot be computed proves nothing
                named.add(name)
            if told and told != wanted.lower():
                found.append(f"{name} 的 {match[2]} 摘要不符")
    return named, list(dict.fromkeys(found))


def _text(folder: Path, path: str, there: Mapping[str, int], disk: Disk) -> str:
    if there[path] > _LARGEST:
        raise ValueError(f"{path} 太大")
    return disk.read(folder / path).decode("utf-8", errors="replace")


def _digest(name: str, path: Path, disk: Disk) -> str:
    """The digest of a file of any size; "" by an algorithm that this machine has not."""
    if not digest(name, b""):
        return ""
    with disk.open(path) as file:
        return hashlib.file_digest(file, name).hexdigest()


def _lines(text: str, manifest: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{manifest} 里有读不懂的一行")
        name = unquote(match[2]) if "%" in match[2] else match[2]
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise ValueError(f"{manifest} 里的路径走出了包：{name}")
        yield match[1], path.as_posix()


def _oxum(there: Mapping[str, int], info: str) -> list[str]:
    told = re.search(r"^Payload-Oxum: *(\d+)\.(\d+)$", info, re.MULTILINE)
    payload = [size for path, size in there.items() if path.startswith(PAYLOAD)]
    if told and (int(told[1]), int(told[2])) != (sum(payload), len(payload)):
        return ["文件数或总字节数与 Payload-Oxum 不符"]
    return []
