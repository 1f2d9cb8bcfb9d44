"""A workbook of today is a zip file of XML parts."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree as Tree

from reportgen.excel.cells import BookError

MAX_BYTES = 400_000_000       # unpacked: far more than any table of facts


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name. Raises `BookError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise BookError("解开以后太大")
            return {entry.filename: archive.read(entry) for entry in archive.infolist()
                    if entry.filename.endswith((".xml", ".rels", "mimetype"))}
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
