"""What an issue is made with and how to install it again: packages, their wheels, their files.

pip keeps no digest of a wheel that it took from an index. Where it installed files at hand
(`pip install *.whl`) it wrote their SHA-256 down (PEP 610), and the lock has them; without them the
lock has versions, and what is installed is proved by the digests of its files alone.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import PurePosixPath

from reportgen.archive.objects import digest_of
from reportgen.frozen import frozen

LOCK = "程序包.txt"
_OWN = "reportgen"
_NAME = re.compile(r"[\w.-]+")
_ADDED = ("INSTALLER", "REQUESTED", "direct_url.json")     # by what installs it


@frozen
class Lock:
    """All packages of one build; `text` is what pip installs them from.

    `digests`: of a package's files as its wheel lists them. `unknown`: whose wheel has no digest.
    """

    versions: Mapping[str, str]
    digests: Mapping[str, str]
    wheels: Mapping[str, str]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The packages whose wheels pip did not write down."""
        return tuple(name for name in self.versions if name not in self.wheels)

    @property
    def text(self) -> str:
        """The requirements. pip takes digests of all, or of none: these stand as remarks then."""
        mark = " # " if self.unknown else " --hash="
        return "".join(f"{name}=={version}" + (
            f"{mark}sha256:{self.wheels[name]}" if name in self.wheels else "") + "\n"
            for name, version in self.versions.items())

    @property
    def command(self) -> str:
        """What installs them: all that they need is among them."""
        strict = "" if self.unknown else "--require-hashes "
        return f"pip install {strict}--no-deps -r {LOCK}"


def installed() -> Lock:
    """What is installed here, this package and all that it needs."""
    found = dict(sorted(_needed(_OWN, {}).items()))
    return Lock({name: each.version for name, each in found.items()},
                {name: _files(each) for name, each in found.items()},
                {name: told for name, each in found.items() if (told := _wheel(each))})


def _needed(
    name: str, found: dict[str, metadata.Distribution],
) -> dict[str, metadata.Distribution]:
    key = re.sub("[-_.]+", "-", name).lower()
    if key in found:
        return found
    try:
        found[key] = metadata.distribution(key)
    except metadata.PackageNotFoundError:       # for another system, or not installed but run
        return found
    for other in _required(found[key]):
        _needed(other, found)
    return found


def _required(package: metadata.Distribution) -> Iterator[str]:
    for line in package.requires or ():
        if "extra ==" not in line and (match := _NAME.match(line)):
            yield match.group()


def _wheel(package: metadata.Distribution) -> str:
    told = json.loads(package.read_text("direct_url.json") or "{}").get("archive_info", {})
    old = str(told.get("hash", ""))     # before PEP 610 had several
    return str(told.get("hashes", {}).get("sha256", old.removeprefix("sha256=")))


def listed(package: metadata.Distribution) -> Iterator[tuple[str, str, str]]:
    """The files of a package's wheel: name, digest and size, as its RECORD has them.

    Not by `package.files`: from Python 3.12, and wherever importlib_metadata is loaded, it leaves
    out what is not on the disk; a frozen program has the list and none of the files.
    """
    for name, digest, size in csv.reader((package.read_text("RECORD") or "").splitlines()):
        path = PurePosixPath(name)
        if digest and ".." not in path.parts and path.suffix != ".pyc" and path.name not in _ADDED:
            yield path.as_posix(), digest.rpartition("=")[2], size


def _files(package: metadata.Distribution) -> str:
    kept = sorted(f"{name} {digest}" for name, digest, _ in listed(package))
    return digest_of("\n".join(kept).encode())
