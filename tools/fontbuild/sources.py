"""`SOURCES.toml`: what the faces are made from, and the fetching and checking of it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tomllib
from pathlib import Path
from typing import Any

HEADER = """\
# Where the bundled faces come from. tools/build_fonts.py reads this file and builds from it;
# with --accept it writes the sha256 and size of each result back. Everything else is by hand.
"""
Record = dict[str, Any]


def read(path: Path) -> dict[str, list[Record]]:
    """The records of the file: `archive` and `face`."""
    return tomllib.loads(path.read_text("utf-8"))


def write(path: Path, sources: dict[str, list[Record]]) -> None:
    """Write the records back, in their order."""
    lines = [HEADER]
    for kind, records in sources.items():
        for record in records:
            lines.append(f"[[{kind}]]")
            lines += [f"{key} = {_literal(value)}" for key, value in record.items()]
            lines.append("")
    path.write_text("\n".join(lines).rstrip() + "\n", "utf-8", newline="\n")


def _literal(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def digest(data: bytes) -> str:
    """sha256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def unpack(archive: Record, work: Path) -> Path:
    """The folder of an archive's members: downloaded if need be, checked, unpacked."""
    file = work / archive["file"]
    if not file.exists():
        _download(archive, work)
    if (found := digest(file.read_bytes())) != archive["sha256"]:
        raise SystemExit(f"{file.name}: sha256 is {found}, SOURCES.toml says {archive['sha256']}")
    folder = work / "unpacked" / archive["id"]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if archive["kind"] == "deb":
        subprocess.run(["dpkg-deb", "-x", str(file), str(folder)], check=True)
    else:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
    return folder


def _download(archive: Record, work: Path) -> None:
    name, version = archive["package"], archive["version"]
    if archive["kind"] == "deb":
        command = ["apt-get", "download", f"{name}={version}"]
    else:
        command = ["npm", "pack", f"{name}@{version}"]
    print("downloading:", *command)
    subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
