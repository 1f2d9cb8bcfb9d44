"""Opens a Word file from anywhere, and follows the relations between its parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.diagnostics import ReportError, Span, failure
from reportgen.frozen import frozen
from reportgen.proof.package import Element, Zipped, unzipped
from reportgen.proof.word.rows import Rows

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"     # [MS-CFB]: an encrypted file, or a .doc
_ENCRYPTED, _OLD = (each.encode("utf-16-le") for each in ("EncryptedPackage", "WordDocument"))
_PDF, _ODT = b"%PDF-", b"application/vnd.oasis.opendocument"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


@frozen
class Relation:
    """A relationship of a part: its kind (the last word of its type), target, whether outside."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package(Zipped):
    """The parts of an Office file."""

    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)
    rows: Rows | None = None      # where long tables are read row by row
    _roots: dict[str, Element] = field(default_factory=dict)

    def by_rows(self) -> Rows:
        """Leave out the rows of long tables from now on: they are read one after the other."""
        self.rows = Rows(lambda text: self.parsed(text, ""))
        return self.rows

    def xml(self, part: str) -> Element:
        """The root of a part's XML, as for every such file."""
        if self.rows is None:
            return self.parsed(self.read(part), part)
        if part not in self._roots:
            self._roots[part] = self.parsed(self.rows.left_out(self.read(part)), part)
        return self._roots[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id; none when it has none."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            file = posixpath.join(folder, "_rels", f"{name}.rels")
            known = self.xml(file) if file in self.archive.NameToInfo else ()
            self._relations[part] = dict(_related(folder, known))
        return self._relations[part]

    def inside(self, part: str, key: str) -> str:
        """The part of the file that a relation of `part` leads to; else empty: nothing is fetched
        from outside."""
        found = self.relations(part).get(key)
        inner = found is not None and not found.external and found.target in self.archive.NameToInfo
        return found.target if found is not None and inner else ""

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
    return Package(name, unzipped(data, name, _broken), _broken)


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
        kind = package.read("mimetype") if "mimetype" in package.parts else b""
        what = "是 .odt 文件，不是 .docx" if kind.startswith(_ODT) else "不是普通的 .docx 文件"
        raise failure("E1015", f"“{package.name}”{what}", Span(package.name), hint)
    return part


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
