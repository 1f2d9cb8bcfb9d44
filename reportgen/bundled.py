"""The program as a bundle: a folder with a Python of its own, into which nothing can be installed.

The only place that asks. A bundle lists its files with their digests (SHA256SUMS, beside the
programs), and carries the metadata of the packages that it was made of (docs/bundle.md).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from reportgen.world import PACKAGE, PACKAGED

TRY_LOCK = "--try-lock"     # what a bundle's programs answer, having no Python for others to call
SUMS = "SHA256SUMS"
MAKING = "bundle.json"      # beside this module: what put the bundle together, and from what else
AGAIN = "重新安装：pip install --force-reinstall reportgen"
NEWER = "升级 reportgen：pip install --upgrade reportgen"
_AGAIN = "程序的文件夹坏了：把下载的包重新解压，整个换掉"
_NEWER = "换用新版的程序文件夹"


def bundled() -> bool:
    """Whether this is a bundle."""
    return bool(getattr(sys, "frozen", False))


def to_install(extra: str) -> str:
    """The hint that says how one gets what an extra brings."""
    way = f"pip install 'reportgen[{extra}]'"
    return f"这个程序自带 Python，装不进别的。在另装了 Python 的电脑上：{way}" if bundled() \
        else f"安装：{way}"


def to_renew(*, newer: bool = False) -> str:
    """The hint that says how one puts the program in place again, or a newer one."""
    if bundled():
        return _NEWER if newer else _AGAIN
    return NEWER if newer else AGAIN


def making() -> dict[str, object]:
    """What a record says of the bundle that made it; nothing for what pip installed."""
    if not bundled():
        return {}
    told: dict[str, object] = json.loads(PACKAGED.read(PACKAGE / MAKING))
    return told | {"文件清单": _digest(_top() / SUMS)}


def unsound() -> Iterator[str]:
    """The files of a bundle that are gone or not as they were: a scanner of viruses takes some."""
    for line in PACKAGED.read(_top() / SUMS).decode().splitlines():
        digest, _, name = line.partition("  ")
        path = _top() / name
        if not PACKAGED.is_file(path) or _digest(path) != digest:
            yield name


def _top() -> Path:
    return PACKAGE.parents[1]


def _digest(path: Path) -> str:
    return hashlib.sha256(PACKAGED.read(path)).hexdigest()
