"""A workbook of today is a zip file of XML parts."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree import ElementTree as Tree

from reportgen import limits
from reportgen.excel.cells import BookError


def read_parts(data: bytes, *, every: bool = False) -> dict[str, bytes]:
    """The parts of a zip file by name, in its order. Raises `BookError`.

    Those that are no XML (pictures, macros) only with `every`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > limits.WORKBOOK:
                raise BookError("解开以后太大")
            return {entry.filename: archive.read(entry) for entry in archive.infolist()
                    if every or entry.filename.endswith((".xml", ".rels", "mimetype"))}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError,
            EOFError, zlib.error) as error:
        raise BookError("文件已损坏，或没有存完") from error


def tree(part: bytes) -> Tree.Element:
    """A part as XML. Raises `BookError`; a document type is none of a workbook's."""
    if b"<!DOCTYPE" in part[:2000]:
        raise BookError("文件里有不该有的内容")
    try:
        return Tree.fromstring(part)  # noqa: S314 - no document type, so no entities
    except Tree.ParseError as error:
        raise BookError("文件已损坏，或没有存完") from error


def start_of(parts: dict[str, bytes]) -> str:
    """The name of the part that a workbook of Office Open XML begins with. Raises `BookError`."""
    found = [target for kind, target in links(parts, "").values() if kind == "officeDocument"]
    start = found[0] if found else "xl/workbook.xml"
    if start not in parts:
        raise BookError("这是 .xlsb 文件，或不是工作簿")
    return start


def rels_of(part: str) -> str:
    """The name of the part that holds the relations of a part; of the whole package for ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def links(parts: dict[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of every relation of a part, by their ids; targets are names of parts."""
    rels, folder = rels_of(part), posixpath.dirname(part)
    return {
        each.get("Id") or "": ((each.get("Type") or "").rpartition("/")[2],
                               posixpath.normpath(posixpath.join("/" + folder,
                                                  each.get("Target") or "")).lstrip("/"))
        for each in (tree(parts[rels]) if rels in parts else ())
    }
