"""Opens a zip of XML from anywhere: nothing is executed, fetched or unpacked without bounds.

A part is read only when it is asked for, to a limit. XML is parsed without entities, DTDs and
network. What is wrong is a diagnostic with a way out, never a traceback.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from reportgen import limits
from reportgen.diagnostics import ReportError, Span, failure
from reportgen.images.header import BadImage
from reportgen.images.png import SIGNATURE, read_png

Element = etree._Element  # private by name only: it is what lxml's stubs call the type

Torn = Callable[[str], ReportError]
_TORN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
         OSError)


@dataclass(slots=True)
class Zipped:
    """The parts of such a file; `torn` makes what is told of one that cannot be read."""

    name: str
    archive: zipfile.ZipFile
    torn: Torn

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self.archive.namelist())

    def read(self, part: str) -> bytes:
        """The bytes of a part; E1016 when it is too large, `torn` when it cannot be read."""
        entry = self.archive.getinfo(part)
        bomb = entry.file_size > max(limits.RATIO_FLOOR, limits.RATIO * entry.compress_size)
        if entry.file_size > limits.PART or bomb:
            raise failure("E1016", f"“{self.name}”里的 {part} 大得不正常，没有打开",
                          Span(self.name), "这不是办公软件存出来的文件，请向来文的人要一份")
        try:
            return self.archive.read(entry)
        except _TORN as error:
            raise self.torn(self.name) from error

    def xml(self, part: str) -> Element:
        """The root of a part's XML; E1017 when it declares entities, `torn` when it is none."""
        return self.parsed(self.read(part), part)

    def parsed(self, text: bytes, part: str) -> Element:
        """The root of the XML of a part."""
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )
        try:
            root = etree.fromstring(text, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.torn(self.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise failure("E1017", f"“{self.name}”里的 {part} 带有文档类型声明，没有打开",
                          Span(self.name), "办公软件不写这种声明；请向来文的人要一份")
        return root


def unzipped(data: bytes, name: str, torn: Torn) -> zipfile.ZipFile:
    """The archive of a file; E1016 for one of too many parts, `torn` for what is none."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _TORN as error:
        raise torn(name) from error
    names = archive.namelist()
    if len(names) > limits.PARTS:
        raise failure("E1016", f"“{name}”里有 {len(names)} 个部件，没有打开", Span(name),
                      "这不是办公软件存出来的文件，请向来文的人要一份")
    if len(set(names)) < len(names):
        raise torn(name)
    return archive


def pixels(data: bytes) -> str:
    """What tells a picture: a JPEG as it stands; of a PNG its image data, as a PDF holds it."""
    if data.startswith(SIGNATURE):
        try:
            data = read_png(data).pixels
        except BadImage:
            return hashlib.sha256(data).hexdigest()     # a torn one is like no other
    return hashlib.sha256(data).hexdigest()
