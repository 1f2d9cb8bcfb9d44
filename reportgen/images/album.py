"""The album: the photographs a briefing names, found within its folder and read once each."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from reportgen.diagnostics import Diagnostic, ReportError, Sink, Span
from reportgen.frozen import frozen
from reportgen.images.header import BadImage, Header, ImageKind
from reportgen.images.placeholder import stand_in
from reportgen.images.read import examine, too_heavy
from reportgen.sources.nearest import asked
from reportgen.world import World

_KINDS = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")

_SEVERAL = (("是动图，只印第一帧", "换成一张静止的照片"),
            ("有几页，只印第一页", "要印别的页，把它单独存成一张图"))      # TIFF


@frozen
class Negative:
    """A photograph as read: the name it is called by, the digest of its file, its header.

    `missing` is not empty where there is no such file: the hint how to mend it. The rest is that of
    the box which stands in for it in a draft. `read` reads the file again: the essence of a
    photograph is not held, a report may have hundreds.
    """

    name: str
    digest: str
    header: Header
    missing: str = ""
    read: Callable[[], bytes] | None = field(default=None, compare=False)

    def opened(self) -> Header:
        """The header with its essence; `BadImage` E0164 where the file is no longer as it was."""
        if self.read is None:
            return self.header
        data = self.read()
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise BadImage("E0164", "照片在生成的时候被改动了", "等改动的程序存好，再生成一次")
        return examine(data)


Album = Mapping[str, Negative | None]
"""Photographs by the name the narrative calls them; None: it could not be read, as reported."""


def read_album(
    names: Iterable[tuple[str, Span]], folder: Path, world: World, sink: Sink
) -> dict[str, Negative | None]:
    """Read the named photographs. Problems go to the sink (E0160 to I0168), each name's once.

    A file that is not there is no problem yet: a draft can do without it.
    """
    album: dict[str, Negative | None] = {}
    reader = _Reader(folder, world, sink)
    for name, span in names:
        if name not in album:
            album[name] = reader.read(name, span)
    return album


@frozen
class _Reader:
    folder: Path
    world: World
    sink: Sink

    def read(self, name: str, span: Span) -> Negative | None:
        """The photograph of a name; None after an error."""
        path = self._located(name, span)
        if not isinstance(path, Path):
            return path
        try:
            if (heavy := too_heavy(self.world.size(path))) is not None:
                raise heavy
            data = self.world.read(path)
            header = examine(data)
        except BadImage as error:
            self.sink.error(error.code, f"“{name}”：{error.message}", span, error.hint)
            return None
        except ReportError as error:
            self.sink.extend(Diagnostic("E0160", each.message, span, each.hints)
                             for each in error.diagnostics)
            return None
        self._tell(name, header, span)
        return Negative(name, hashlib.sha256(data).hexdigest(), replace(header, essence=b""),
                        read=partial(self.world.read, path))

    def _tell(self, name: str, header: Header, span: Span) -> None:
        if header.gps:
            self.sink.info("I0166", f"“{name}”里记有拍摄地点（GPS），没有写进生成的文件", span,
                           "原文件里的地点还在；要把原图发给别人，先用看图软件清除照片信息")
        if header.animated:
            what, hint = _SEVERAL[header.kind is ImageKind.TIFF]
            self.sink.info("I0167", f"“{name}”{what}", span, hint)

    def _located(self, name: str, span: Span) -> Path | Negative | None:
        """The file a name means: below the folder, spelled as on the disk but for case (I0161).

        What stands in for one that is not there; None after an error.
        """
        if problem := _outside(name):
            self.sink.error("E0162", f"照片的路径不能写“{name}”：{problem}", span,
                            "把照片放进简报文件夹，只写文件名，如“照片/施工现场.jpg”")
            return None
        path = self.folder
        for part in name.split("/"):
            found = _matching(part, self.world.names_in(path))
            if len(found) != 1:
                return self._missing(name, found, span, path)
            path = path / found[0]
        if not self.world.resolve(path).is_relative_to(self.world.resolve(self.folder)):
            self.sink.error("E0162", f"“{name}”是个链接，指到了简报文件夹外面", span,
                            "把照片本身复制到简报文件夹里")
            return None
        if self.world.size(path) < 0:
            self.sink.error("E0160", f"“{name}”不是文件", span, "写出照片的文件名")
            return None
        if (true := path.relative_to(self.folder).as_posix()) != name:
            self.sink.info("I0161", f"“{name}”按磁盘上的文件名“{true}”理解", span,
                           f"写成“文件: {true}”")
        return path

    def _missing(
        self, name: str, found: list[str], span: Span, folder: Path
    ) -> Negative | None:
        if found:
            self.sink.error("E0160", f"“{name}”可能是几个文件：{'、'.join(found)}", span,
                            "照磁盘上的大小写写，或给其中一个改名")
            return None
        images = [each for each in self.world.names_in(folder) if each.lower().endswith(_KINDS)]
        inside = folder.relative_to(self.folder)
        hints = asked(name, [(inside / each).as_posix() for each in images])
        digest = hashlib.sha256(f"missing:{name}".encode()).hexdigest()
        return Negative(name, digest, examine(stand_in()),
                        (hints or ("把照片放进简报文件夹，照实写文件名",))[0])


def _outside(name: str) -> str:
    """Why a path cannot be one within the folder; empty when it can."""
    if "\\" in name:
        return "各级文件夹之间用 / 分隔"
    if name.startswith(("/", "~")) or name[1:2] == ":":
        return "不能用绝对路径"
    if not name.isprintable():
        return "有不可见的字符"
    parts = name.split("/")
    if ".." in parts:
        return "不能用 .. 走出文件夹"
    if "." in parts or "" in parts:
        return "多了一个点或斜线"
    return ""


def _matching(part: str, names: tuple[str, ...]) -> list[str]:
    """The names that a part of a path means: itself, or else those alike but for case."""
    if part in names:
        return [part]
    return [name for name in names if _folded(name) == _folded(part)]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
