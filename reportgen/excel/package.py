"""A workbook as parts that are changed by splices, each of which can be undone.

A part of ours holds what was there before, so that without the marks every part is what it was to
the byte. A program that saves the workbook anew drops that part; then nothing can be undone.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable

from reportgen.excel.cells import BookError
from reportgen.excel.parts import links, read_parts, rels_of, start_of, tree
from reportgen.excel.splices import Put, Splices
from reportgen.excel.write import EPOCH, OFFICE, PACKAGE, XML

_UNDO = "xl/reportgen/undo.json"
_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_NO_RELS = f'{XML}<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()


class Package:
    """The parts of a workbook. Raises `BookError`: none of today, encrypted, signed, shared."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise BookError("加了密码，或是 .xls 文件")
        self.data, self.parts = data, read_parts(data, every=True)
        self.start = start_of(self.parts)
        kinds = {kind for part in ("", self.start) for kind, _ in links(self.parts, part).values()}
        if "origin" in kinds or any(name.startswith("_xmlsignatures/") for name in self.parts):
            raise BookError("有电子签名，改一处签名就失效")
        if kinds & {"revisionHeaders", "usernames"}:
            raise BookError("是几个人一起用的共享工作簿")
        self.space = tree(self.parts[self.start]).tag[1:].partition("}")[0]
        self.office = f"{_STRICT}officeDocument/relationships" \
            if self.space.startswith(_STRICT) else OFFICE
        self.undoing: dict[str, list[tuple[int, int, str]]] = {}
        self.added = [_UNDO]

    def change(self, name: str, puts: Iterable[Put]) -> None:
        """Change a part, and remember how it was."""
        made, at, size, part = list[bytes](), 0, 0, self.parts[name]
        for start, end, new in sorted(puts, key=lambda put: put[:2]):
            made += [part[at:start], new]
            size += start - at
            self.undoing.setdefault(name, []).append((size, len(new), part[start:end].hex()))
            size, at = size + len(new), end
        self.parts[name] = b"".join((*made, part[at:]))

    def undo(self) -> bool:
        """Undo the changes of an earlier run; False if another program has saved it since."""
        try:
            told = json.loads(self.parts[_UNDO])
            changed = told["changed"].items()
            if any(_digest(self.parts[name]) != digest for name, (digest, _) in changed):
                return False
            for name, (_, puts) in changed:
                part = self.parts[name]
                for start, length, was in reversed(puts):
                    part = part[:start] + bytes.fromhex(was) + part[start + length :]
                self.parts[name] = part
            for name in told["added"]:
                del self.parts[name]
        except (KeyError, ValueError, TypeError):
            return False
        return True

    def sheets(self) -> dict[str, str]:
        """The part of each sheet, by its name."""
        related = links(self.parts, self.start)
        return {each.get("name") or "": related[id_][1]
                for each in tree(self.parts[self.start]).iterfind("{*}sheets/{*}sheet")
                if (id_ := each.get(f"{{{self.office}}}id") or "") in related}

    def add(self, kind: str, name: str, content_type: str, owner: str, part: bytes) -> str:
        """Add a part of ours, and its owner's relation to it: the id of that."""
        stem, suffix = name.split(".")
        numbers = range(1, len(self.parts) + 1)
        name = next(each for each in (name, *(f"{stem}{n}.{suffix}" for n in numbers))
                    if each not in self.parts)
        self.parts[name] = part
        self.added.append(name)
        self._related(name, content_type, owner, f"{self.office}/{kind}")
        return next(id_ for id_, (_, target) in links(self.parts, owner).items() if target == name)

    def _related(self, name: str, content_type: str, owner: str, kind: str) -> None:
        self._enter(_TYPES, "Override", f'PartName="/{name}" ContentType="{content_type}"')
        if (rels := rels_of(owner)) not in self.parts:
            self.parts[rels] = _NO_RELS
            self.added.append(rels)
        taken = links(self.parts, owner)
        id_ = next(each for each in map("rg{}".format, range(len(taken) + 1)) if each not in taken)
        self._enter(rels, "Relationship", f'Id="{id_}" Type="{kind}" Target="/{name}"')

    def _enter(self, name: str, tag: str, values: str) -> None:
        """An entry more in a list of the package."""
        part = Splices(self.parts.get(name, b""))
        part.before(frozenset(), f"<{tag}{part.declared} {values}/>")
        self.change(name, part.puts)

    def saved(self) -> bytes:
        """The workbook: the old parts in their order, then ours."""
        if self.undoing:
            if _UNDO not in self.parts:
                self._related(_UNDO, "application/json", self.start, "urn:reportgen:undo")
            self.parts[_UNDO] = json.dumps({"added": self.added, "changed": {
                name: (_digest(self.parts[name]), puts)
                for name, puts in self.undoing.items()}}).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(out, "w") as new:
            known = {entry.filename: entry for entry in old.infolist()}
            for name, part in self.parts.items():
                was = known.get(name)
                info = zipfile.ZipInfo(name, was.date_time if was else EPOCH)
                info.compress_type = was.compress_type if was else zipfile.ZIP_DEFLATED
                new.writestr(info, part)
        return out.getvalue()


def _digest(part: bytes) -> str:
    return hashlib.sha256(part).hexdigest()
