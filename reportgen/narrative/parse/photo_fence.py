"""The fence 照片: its YAML, checked key by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.diagnostics import Sink, Span
from reportgen.narrative.parse.fences import fence_fields, inline, notes
from reportgen.narrative.parse.inline import InlineParser
from reportgen.narrative.syntax import BlockSource, Choice, Loop, PhotoItem, PhotoSource
from reportgen.patterns import late
from reportgen.sources.fields import YES_NO, Fields, as_mapping

_SHARE = late("(?P<share>100|[1-9][0-9])[ \u3000]*[%％]?")
_MAKERS = ("摄", "摄影", "供图", "提供", "翻拍")
_SAID = ("编号", "题注", "替代文字", "摄影", "注", "照片")
_TITLED = ("编号", "题注", "摄影", "照片")
MOST = 3     # photographs side by side


def read_photos(text: str, place: Span, inlines: InlineParser) -> PhotoSource | None:
    """The photographs of a fence whose opening line is at `place`; None when its YAML is broken."""
    sink = inlines.sink
    fields = fence_fields(text, place, sink)
    if fields is None:
        return None
    anchor, decorative = fields.optional("编号"), fields.choice("装饰", YES_NO, False)
    caption = inline(fields.scalar("题注"), inlines) or ()
    untitled = fields.choice("无题", YES_NO, False)
    if not (decorative or untitled) and "题注" not in fields:
        fields.missing("题注")
    if "照片" in fields:
        photos = tuple(_row(fields, inlines))
    else:
        photos = (_item(fields, sink, decorative=decorative),)
    share, credit = _share(fields, sink), _credit(fields.optional("摄影"))
    written = notes(fields, inlines)
    fields.done()
    for holds, what, keys, way in (      # a decoration says nothing, so nothing is said of it
            (decorative, "装饰的照片", _SAID, "照片有内容要说，就不写“装饰: 是”"),
            (untitled, "不编号的照片", _TITLED, "要题注，就不写“无题: 是”")):
        for key in keys if holds else ():
            if key in fields:
                sink.error("E0371", f"{what}不写“{key}”", fields.span(key),
                           f"删去“{key}”这一行；{way}")
    return PhotoSource(anchor, caption, photos, share, credit, decorative, written, span=place,
                       untitled=untitled)


def photo_files(blocks: Iterable[BlockSource]) -> Iterator[tuple[str, Span]]:
    """The files that a narrative names, with their places, in every branch and loop."""
    for block in blocks:
        if isinstance(block, PhotoSource):
            yield from ((photo.file, photo.span) for photo in block.photos if photo.file)
        elif isinstance(block, Choice):
            yield from photo_files((*block.then, *block.otherwise))
        elif isinstance(block, Loop):
            yield from photo_files(block.body)


def _item(fields: Fields, sink: Sink, *, decorative: bool = False) -> PhotoItem:
    """File and alternative text of one photograph."""
    file, alt = fields.text("文件"), fields.optional("替代文字")
    if file and not alt and not decorative:
        sink.error("E0370", f"照片“{file}”没有替代文字", fields.span("文件"),
                   "照实写画面上有什么，如“替代文字: 两名工人在新铺的路面上作业”",
                   "与内容无关、只作装饰的照片，写“装饰: 是”")
    return PhotoItem(file, alt, span=fields.span("文件"))


def _row(fields: Fields, inlines: InlineParser) -> Iterator[PhotoItem]:
    """The photographs of a row; each has its own caption, or none has."""
    sink, captioned = inlines.sink, []
    nodes = fields.items("照片")
    for node in nodes:
        mapping = as_mapping(node, sink, "照片")
        if mapping is None:
            continue
        own = Fields(mapping, sink)
        item, caption = _item(own, sink), inline(own.scalar("题注"), inlines) or ()
        credit = _credit(own.optional("摄影"))
        own.done()
        if credit and not caption:
            sink.error("E0371", "没有题注的照片不能单写摄影", own.span("摄影"),
                       "给这张照片加上“题注”，或在整组之下写一个“摄影”")
        captioned.append(bool(caption))
        yield PhotoItem(item.file, item.alt, caption, credit, span=item.span)
    if not 2 <= len(nodes) <= MOST:
        sink.error("E0371", f"并排的照片有{len(nodes)}张，只能是 2 到 {MOST} 张",
                   fields.span("照片"), "一张的直接写“文件”；多的分成几组")
    if any(captioned) and not all(captioned):
        sink.error("E0371", "并排的照片有的有题注，有的没有", fields.span("照片"),
                   "每张都写“题注”，或都不写，只写整组的题注")


def _share(fields: Fields, sink: Sink) -> int:
    text = fields.optional("宽")
    if not text:
        return 0
    if found := _SHARE.fullmatch(text):
        return int(found["share"])
    sink.error("E0371", f"“宽”不能是“{text}”", fields.span("宽"),
               "写版心宽的百分之几，10% 到 100%，如“宽: 80%”")
    return 0


def _credit(text: str) -> str:
    """（张某某摄）; words that say it already are left alone: 镇宣传办供图."""
    if not text:
        return ""
    return f"（{text}）" if text.endswith(_MAKERS) else f"（{text}摄）"
