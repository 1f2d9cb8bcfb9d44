"""Photographs: what a 照片 fence names becomes a figure of one photograph or a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.document import tree
from reportgen.images.album import Album
from reportgen.narrative.fill.expand import Expander
from reportgen.narrative.fill.lookup import Scope
from reportgen.narrative.fill.tables import caption_text
from reportgen.narrative.syntax import PhotoItem, PhotoSource


@dataclass(slots=True)
class PhotoBuilder:
    """Builds the photographs of one document."""

    expander: Expander
    album: Album
    told: set[str] = field(default_factory=set)     # missing files that were reported

    def build(
        self, source: PhotoSource, number: int, anchor: str, scope: Scope
    ) -> tree.PhotoFigure | None:
        """The figure; None when one of its photographs could not be read."""
        title = caption_text(source.caption, self.expander, scope) if source.caption else ""
        photos = [self._photo(item, scope) for item in source.photos]
        good = tuple(photo for photo in photos if photo is not None)
        if len(good) < len(photos):
            return None
        if len(good) == 1:
            self._check_alt(good[0], title)
        notes = tuple(self.expander.inline(note, scope) for note in source.notes)
        credit = source.credit + self._wanting(source)
        return tree.PhotoFigure(
            number, title, good, source.share, credit, notes, anchor, span=source.span)

    def _wanting(self, source: PhotoSource) -> str:
        """What the caption says of photographs that are not there yet."""
        names = [item.file for item in source.photos if item.file in self.told]
        return f"〔缺照片：{'、'.join(names)}〕" if names and not source.decorative else ""

    def _photo(self, item: PhotoItem, scope: Scope) -> tree.Photo | None:
        negative = self.album.get(item.file)
        if negative is None:
            if item.file and item.file not in self.album:
                self.expander.lookup.sink.error("E0160", f"没有读入照片“{item.file}”", item.span,
                                                "从简报文件夹生成；自己调用时把照片读进来")
            return None
        if negative.missing and not self._without(item, negative.missing):
            return None
        title = caption_text(item.caption, self.expander, scope) if item.caption else ""
        photo = tree.Photo(item.file, negative.digest, *negative.header.upright, item.alt,
                           title, item.credit, span=item.span)
        self._check_alt(photo, title)
        return photo

    def _without(self, item: PhotoItem, hint: str) -> bool:
        """Whether to go on without a file: a draft may (W0160), the final version may not (E0160).

        Each file is told once.
        """
        lookup = self.expander.lookup
        if item.file not in self.told:
            self.told.add(item.file)
            report = lookup.sink.warning if lookup.draft else lookup.sink.error
            report("W0160" if lookup.draft else "E0160", f"没有“{item.file}”这个照片文件",
                   item.span, hint)
        return lookup.draft

    def _check_alt(self, photo: tree.Photo, title: str) -> None:
        if title and photo.alt.rstrip("。") == title:
            self.expander.lookup.sink.warning(
                "W0372", f"“{photo.file}”的替代文字和题注一样", photo.span,
                "写出画面上看得见、题注没有说的东西")
