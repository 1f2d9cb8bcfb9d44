"""The package of an OFD file: names that stay within it, paths from one part to another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from reportgen.diagnostics import ReportError, Span, failure
from reportgen.proof.package import Element, Zipped, unzipped

ROOT = "OFD.xml"
OFD = "{http://www.ofdspec.org/2016}"
_ZIP = b"PK\x03\x04"


class UnreadError(ValueError):
    """What is not understood, in words for the user."""


@dataclass(slots=True)
class OfdPackage(Zipped):
    """The parts of an OFD file; `part` is the one that was opened last."""

    part: str = ROOT

    def locate(self, part: str, location: str) -> str:
        """The part that `part` calls by `location`: from the root with a stroke, else beside it.

        E1010 when it is not there, or outside.
        """
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), location))
        found = path.removeprefix("/")
        if ".." in location.split("/") or found not in self.archive.NameToInfo:
            raise failure("E1010", f"“{self.name}”的 {part} 里写的 {location} 不在文件里",
                          Span(self.name), "重新生成一份：reportgen ofd 文件夹")
        return found

    def root(self, part: str, name: str) -> Element:
        """The root element of a part, which must have that name; E1010 for another."""
        self.part = part
        root = self.xml(part)
        if root.tag != OFD + name:
            raise self.torn(self.name)
        return root


def is_ofd(data: bytes) -> bool:
    """Whether bytes look like an OFD file: a zip that has, or in whose names stands, its root."""
    return data.startswith(_ZIP) and ROOT.encode() in data


def open_ofd(data: bytes, name: str) -> OfdPackage:
    """The package of an OFD file; `ReportError` E1010, E1016 for what is none."""
    package = OfdPackage(name, unzipped(data, name, _broken), _broken)
    for each in package.parts:
        if not _is_within(each):
            raise failure("E1010", f"“{name}”里有一个名叫 {each!r} 的部件，指到文件外面，没有打开",
                          Span(name), "办公软件不写这种名称；请向来文的人要一份")
    if ROOT not in package.parts:
        raise _broken(name)
    return package


def _is_within(part: str) -> bool:
    return not (part.startswith("/") or "\\" in part or ":" in part or ".." in part.split("/"))


def _broken(name: str) -> ReportError:
    return failure("E1010", f"“{name}”不是完好的 OFD 文件", Span(name),
                   "重新生成一份：reportgen ofd 文件夹")
