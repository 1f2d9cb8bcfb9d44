"""Opens an Office file from anywhere: nothing is executed, fetched or unpacked without bounds.

A part is read only when it is asked for, to a limit. XML is parsed without entities, DTDs and
network. What is wrong is a diagnostic with a way out, never a traceback.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from reportgen.diagnostics import ReportError, Span, failure

Element = etree._Element  # private by name only: it is what lxml's stubs call the type

LARGEST_PART = 64 * 1024 * 1024     # bytes of one part; 10,000 paragraphs take about 8 MiB
LARGEST_RATIO = 500                 # how much of it a byte of the archive may stand for
MOST_PARTS = 5_000
_FLOOR = 4 * 1024 * 1024            # below this size no ratio is a bomb
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"     # [MS-CFB]: an encrypted file, or a .doc
_ENCRYPTED, _OLD = (each.encode("utf-16-le") for each in ("EncryptedPackage", "WordDocument"))
_PDF = b"%PDF-"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its kind (the last word of its type), target, whether outside."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The parts of an Office file."""

    name: str
    archive: zipfile.ZipFile
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self.archive.namelist())

    def read(self, part: str) -> bytes:
        """The bytes of a part; E1016 when it is too large, E1013 when it is broken."""
        entry = self.archive.getinfo(part)
        bomb = entry.file_size > max(_FLOOR, LARGEST_RATIO * entry.compress_size)
        if entry.file_size > LARGEST_PART or bomb:
            raise failure("E1016", f"“{self.name}”里的 {part} 大得不正常，没有打开",
                          Span(self.name), "这不是办公软件存出来的文件，请向来文的人要一份")
        try:
            return self.archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
                OSError) as error:
            raise _broken(self.name) from error

    def xml(self, part: str) -> Element:
        """The root of a part's XML; E1017 when it declares entities, E1013 when it is broken."""
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )
        try:
            root = etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _broken(self.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise failure("E1017", f"“{self.name}”里的 {part} 带有文档类型声明，没有打开",
                          Span(self.name), "办公软件不写这种声明；请向来文的人要一份")
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id; none when it has none."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            file = posixpath.join(folder, "_rels", f"{name}.rels")
            known = self.xml(file) if file in self.archive.NameToInfo else ()
            self._relations[part] = dict(_related(folder, known))
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """The part which `part` names as its `kind` and which is there; else empty."""
        for relation in self.relations(part).values():
            if relation.kind == kind and relation.target in self.archive.NameToInfo:
                return relation.target
        return ""


def open_package(data: bytes, name: str) -> Package:
    """The package of an Office file; raises `ReportError` (E1013 to E1016) when it is none."""
    if data.startswith(_COMPOUND):
        raise _compound(data, name)
    if data.startswith(_PDF):
        raise failure("E1013", f"“{name}”是 PDF，不是 .docx 文件", Span(name), "换成 Word 文件")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise _broken(name) from error
    names = archive.namelist()
    if len(names) > MOST_PARTS:
        raise failure("E1016", f"“{name}”里有 {len(names)} 个部件，没有打开", Span(name),
                      "这不是办公软件存出来的文件，请向来文的人要一份")
    if len(set(names)) < len(names):
        raise _broken(name)
    return Package(name, archive)


def _compound(data: bytes, name: str) -> ReportError:
    """E1014: what lies in a compound file is told by the names of its streams."""
    if _ENCRYPTED in data:
        return failure("E1014", f"“{name}”设了密码，读不了", Span(name),
                       "在 Word 里打开，“文件 → 信息 → 保护文档”里去掉密码，再存一次")
    if _OLD in data:
        return failure("E1014", f"“{name}”是旧式的 .doc 文件，读不了", Span(name),
                       "在 Word 或 WPS 里另存为 .docx；绑定会留下，照样能核对")
    return failure("E1014", f"“{name}”设了密码，或是旧式的文件，读不了", Span(name),
                   "在 Word 里去掉密码，另存为 .docx")


def main_document(package: Package) -> str:
    """The part which holds the text of a Word file; E1015 when it is not one."""
    part = package.related("", "officeDocument")
    root = package.xml(part) if part else None
    if root is None or not str(root.tag).endswith("/wordprocessingml/2006/main}document"):
        hint = "在 Word 里另存为“Word 文档（*.docx）”"
        what = "是 .odt 文件，不是 .docx" if _is_odt(package) else "不是普通的 .docx 文件"
        raise failure("E1015", f"“{package.name}”{what}", Span(package.name), hint)
    return part


def _is_odt(package: Package) -> bool:
    return "mimetype" in package.parts \
        and package.read("mimetype").startswith(b"application/vnd.oasis.opendocument")


def _broken(name: str) -> ReportError:
    return failure("E1013", f"“{name}”不是完好的 .docx 文件", Span(name),
                   "用 Word 打开它，再另存为 .docx")


def _related(folder: str, relations: Element | tuple[()]) -> Iterator[tuple[str, Relation]]:
    for each in relations:
        if each.tag != f"{{{_RELATIONS}}}Relationship":
            continue
        target, external = each.get("Target", ""), each.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = each.get("Type", "").rpartition("/")[2]
        yield each.get("Id", ""), Relation(kind, target, external)
