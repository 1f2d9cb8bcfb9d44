"""Faults planted in finished PDFs: what a page shows is changed, and what it says, one of the two
or both. Each takes the open file and a source of chance, and says whether it found a place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator
from support.planting.frames import (
    annotated,
    clipped,
    cropped,
    layered,
    lost_page,
    misled,
    moved_link,
    on_page,
    overlaid,
    pale,
    pictured,
    renamed_bookmark,
    swapped_pages,
    turned,
    unlinked,
)

from reportgen.proof.planting import (
    DIGITS,
    Content,
    Plant,
    codes_of,
    contents,
    covered,
    on_text,
    paled,
    parsed,
    place_of,
    recoded,
    taken,
    texts,
    typed_over,
)


def said_otherwise(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
    """Another digit is shown, and the true one said by ActualText."""
    if not typed_over(content, rng, at, font, text):
        return False
    start, end = content.sequence(at)
    whole = "".join(t for n, _, t in content.shows() if start < n < end)
    before = "".join(t for n, _, t in content.shows() if start < n < at)
    told = before + text + whole[len(before) + len(text):]
    properties = Dictionary(content.ops[start].operands[1])
    properties.ActualText = pikepdf.String(told)
    content.ops[start] = ContentStreamInstruction([Name.Span, properties], Operator("BDC"))
    return True


def left_out(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
    """A run is not shown, and ActualText says the whole."""
    start, end = content.sequence(at)
    told = "".join(t for n, _, t in content.shows() if start < n < end)
    if told == text:
        return False
    properties = Dictionary(content.ops[start].operands[1])
    properties.ActualText = pikepdf.String(told)
    content.ops[start] = ContentStreamInstruction([Name.Span, properties], Operator("BDC"))
    del content.ops[at]
    return True


def other_glyph(pdf: pikepdf.Pdf, rng: Random) -> bool:
    """Two digits of a face exchange their outlines: what is said stays."""
    fonts = list(pdf.pages[0].obj.Resources.Font.values())
    for font in rng.sample(fonts, len(fonts)):
        digits = {ch: code for ch, code in codes_of(font).items() if ch in DIGITS}
        if len(digits) < 2 or "/CIDToGIDMap" not in font.DescendantFonts[0]:
            continue
        table = bytearray(font.DescendantFonts[0].CIDToGIDMap.read_bytes())
        one, other = (2 * int.from_bytes(digits[ch], "big")
                      for ch in rng.sample(sorted(digits), 2))
        table[one : one + 2], table[other : other + 2] = (
            table[other : other + 2], table[one : one + 2])
        font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(bytes(table))
        return True
    return False


def other_unicode(pdf: pikepdf.Pdf, rng: Random) -> bool:
    """Two digits of a face exchange what is said of them: what is seen stays."""
    fonts = list(pdf.pages[0].obj.Resources.Font.values())
    for font in rng.sample(fonts, len(fonts)):
        digits = {ch: code for ch, code in codes_of(font).items() if ch in DIGITS}
        if len(digits) < 2:
            continue
        one, other = rng.sample(sorted(digits), 2)
        data = font.ToUnicode.read_bytes()
        for ch, to in ((one, "@"), (other, one), ("@", other)):
            code = digits[one] if ch != other else digits[other]
            if ch == "@":
                continue
            wanted = other if ch == one else one
            old = b"<%s><%04X>" % (code.hex().upper().encode(), ord(ch))
            assert old in data, to
            data = data.replace(old, b"<%s><%04X>" % (code.hex().upper().encode(), ord(wanted)))
        font.ToUnicode = pdf.make_stream(data)
        return True
    return False


def other_width(pdf: pikepdf.Pdf, rng: Random) -> bool:
    """A face's characters advance further than they did."""
    fonts = list(pdf.pages[0].obj.Resources.Font.values())
    font = rng.choice(fonts).DescendantFonts[0]
    font.DW = int(font.get("/DW", 1000)) + 200
    if "/W" in font:
        font.W = Array([font.W[0], Array([int(each) + 200 for each in font.W[1]]),
                        *list(font.W)[2:]])
    return True


def round_text(before: str, after: str = "Q") -> Callable[..., bool]:
    """Operators before and after one shown text."""
    def change(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
        content.put(at + 1, after)
        content.put(at, before)
        return True
    return change


def placed(dx: float, dy: float) -> Callable[..., bool]:
    """A text somewhere else."""
    def change(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
        place, matrix = place_of(content, at)
        matrix[4] += dx
        matrix[5] += dy
        content.ops[place] = ContentStreamInstruction(matrix, Operator("Tm"))
        return True
    return change


def shrunk(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
    place = max(n for n in content.find("Tf") if n < at)
    content.ops[place] = ContentStreamInstruction(
        [content.ops[place].operands[0], 1], Operator("Tf"))
    return True


def retagged(tag: str) -> Callable[..., bool]:
    """A sequence becomes an artifact."""
    def change(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
        start, _ = content.sequence(at)
        content.ops[start] = ContentStreamInstruction(
            [Name.Artifact, Dictionary(Type=Name("/" + tag))], Operator("BDC"))
        return True
    return change


def added(how: str) -> Callable[..., bool]:
    """The same text once more further down, outside the tags or as an artifact."""
    def change(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
        face = max(n for n in content.find("Tf") if n < at)
        size = float(content.ops[face].operands[1])
        shown = content.ops[at]
        new = parsed(content.pdf, f"BT {content.ops[face].operands[0]} {size} Tf 1 0 0 1 90 30 Tm")
        new += [shown, *parsed(content.pdf, "ET")]
        if how:
            new = [*parsed(content.pdf, f"/Artifact<</Type/{how}>>BDC"), *new,
                   *parsed(content.pdf, "EMC")]
        content.ops += new
        return True
    return change


def numbers_gone(*, every: bool) -> Plant:
    """The page number of one page, or of all."""
    def plant(pdf: pikepdf.Pdf, rng: Random) -> bool:
        changed = False
        for content in contents(pdf, rng):
            footers = [(at, text) for at, _, text in content.shows()
                       if content.tag(at) == "/Artifact" and text.strip().strip("—").strip()
                       .isdecimal() and place_of(content, at)[1][5] < 120]
            for at, _ in reversed(footers):
                start, end = content.sequence(at)
                del content.ops[start : end + 1]
            if footers:
                content.save()
                changed = True
                if not every:
                    return True
        return changed
    return plant


def repeated_head(*, gone: bool) -> Plant:
    """A head that a table repeats on its next page: another, or none."""
    def plant(pdf: pikepdf.Pdf, rng: Random) -> bool:
        for content in contents(pdf, rng):
            found = [(at, font, text) for at, font, text in texts(content, artifacts=True)
                     if not text.strip().strip("—").strip().isdecimal()
                     and len(text.strip()) > 1]
            if not found:
                continue
            if gone:
                for at, _, _ in reversed(found):
                    del content.ops[at]
                return content.save()
            at, font, text = rng.choice(found)
            codes = codes_of(font)
            other = rng.choice([ch for ch in sorted(codes) if ch not in text])
            recoded(content, at, rng.randrange(len(text)), codes[other])
            return content.save()
        return False
    return plant


# ------------------------------------------------------------------------- lines, charts, pictures


def on_path(figures: bool, change: Callable[[Content, Random, int], bool]) -> Plant:
    """A fault at one painted path, of charts or beside them."""
    def plant(pdf: pikepdf.Pdf, rng: Random) -> bool:
        for content in contents(pdf, rng):
            places = [at for at in content.find("f", "S", "B")
                      if (content.tag(at) == "/Figure") is figures]
            for at in rng.sample(places, len(places)):
                if change(content, rng, at):
                    return content.save()
        return False
    return plant


def _start(content: Content, at: int) -> int:
    return max(n for n in content.find("q") if n < at)


def unpainted(content: Content, rng: Random, at: int) -> bool:
    content.ops[at] = ContentStreamInstruction([], Operator("n"))
    return True


def stretched(content: Content, rng: Random, at: int) -> bool:
    """A corner of a path further on: a bar of another length, a line that ends elsewhere."""
    steps = [n for n in content.find("l") if _start(content, at) < n < at]
    if not steps:
        return False
    n = rng.choice(steps)
    x, y = map(float, content.ops[n].operands)
    content.ops[n] = ContentStreamInstruction(
        [x + rng.choice((-9, 9)), y], Operator("l"))
    return True


def recoloured(content: Content, rng: Random, at: int) -> bool:
    start = _start(content, at)
    hues = [n for n in content.find("rg", "g", "RG", "G") if start < n < at]
    if not hues:
        return False
    n = rng.choice(hues)
    name = {"rg": "rg", "g": "rg"}.get(str(content.ops[n].operator), "RG")
    content.ops[n] = ContentStreamInstruction([0.1, 0.3, 0.9], Operator(name))
    return True


def chart_covered(content: Content, rng: Random, at: int) -> bool:
    _, end = content.sequence(at)
    content.put(end, "q 1 g 120 300 200 200 re f Q")
    return True


def chart_clipped(content: Content, rng: Random, at: int) -> bool:
    start, _ = content.sequence(at)
    content.put(start + 1, "0 0 1 1 re W n")
    return True


def on_photo(change: Callable[[Content, Random, int], bool]) -> Plant:
    def plant(pdf: pikepdf.Pdf, rng: Random) -> bool:
        for content in contents(pdf, rng):
            places = content.find("Do")
            if places and change(content, rng, rng.choice(places)):
                return content.save()
        return False
    return plant


def replaced_photo(content: Content, rng: Random, at: int) -> bool:
    photos = content.page.obj.Resources.XObject
    name = str(content.ops[at].operands[0])
    photos[name] = content.pdf.make_stream(
        b"\x80", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    return True


def moved_photo(content: Content, rng: Random, at: int) -> bool:
    place = max(n for n in content.find("cm") if n < at)
    matrix = [float(each) for each in content.ops[place].operands]
    matrix[rng.choice((4, 5))] += 12
    content.ops[place] = ContentStreamInstruction(matrix, Operator("cm"))
    return True


def masked_photo(content: Content, rng: Random, at: int) -> bool:
    photo = content.page.obj.Resources.XObject[str(content.ops[at].operands[0])]
    photo.SMask = content.pdf.make_stream(
        b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8)
    return True


# Each kind, and the proofs besides that of every build which claim to tell it.
SAID, SEEN = ("parity",), ("parity", "ink")
KINDS: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "数字换了一个": (on_text(typed_over, digits=True), SAID),
    "图中数字换了一个": (on_text(typed_over, digits=True, figures=True), SAID),
    "看到的数换了，ActualText 照旧": (on_text(said_otherwise, digits=True), SAID),
    "少印一段，ActualText 照旧": (on_text(left_out), SAID),
    "两个数字的字形对换": (other_glyph, SAID),
    "两个数字的 ToUnicode 对换": (other_unicode, SAID),
    "字宽改了": (other_width, ()),
    "白字、淡字": (on_text(paled), SAID),
    "图中白字、淡字": (on_text(paled, figures=True), SAID),
    "隐形字": (on_text(round_text("3 Tr", "0 Tr")), SAID),
    "字小到看不见": (on_text(shrunk), SAID),
    "字被盖住": (on_text(covered), SAID),
    "字挪了位置": (on_text(placed(14, 9)), ()),
    "字挪到纸外": (on_text(placed(0, -2000)), SAID),
    "图中字挪了位置": (on_text(placed(14, 9), figures=True), ()),
    "一段字没有印": (on_text(taken), SAID),
    "正文改成页边装饰": (on_text(retagged("Layout")), SAID),
    "标签外添字": (on_text(added("")), SAID),
    "以装饰添字": (on_text(added("Layout")), SAID),
    "以页边添字": (on_text(added("Pagination")), SAID),
    "一页没有页码": (numbers_gone(every=False), SAID),
    "都没有页码": (numbers_gone(every=True), SAID),
    "续表的头改了": (repeated_head(gone=False), SAID),
    "续表的头没有了": (repeated_head(gone=True), SAID),
    "裁去半页": (on_page(cropped), SAID),
    "页面转了": (on_page(turned), SAID),
    "批注盖住": (on_page(annotated), SAID),
    "表单对象盖住": (on_page(overlaid), SAID),
    "图片盖住": (on_page(pictured), SAID),
    "整页变淡": (on_page(pale), SAID),
    "整页放在关着的图层": (on_page(layered), SAID),
    "整页剪掉": (on_page(clipped), SAID),
    "页序换了": (swapped_pages, ()),
    "少了一页": (lost_page, SAID),
    "链接拿掉": (unlinked, SAID),
    "链接指到别处": (misled, SAID),
    "链接挪开": (moved_link, ()),
    "书签改名": (renamed_bookmark, ()),
    "线没有印": (on_path(False, unpainted), ()),
    "线长了短了": (on_path(False, stretched), ()),
    "图中的面或线没有印": (on_path(True, unpainted), ()),
    "条柱长短改了": (on_path(True, stretched), ()),
    "图中颜色改了": (on_path(True, recoloured), ()),
    "图被盖住": (on_path(True, chart_covered), ()),
    "图被剪掉": (on_path(True, chart_clipped), ()),
    "照片换了": (on_photo(replaced_photo), SAID),
    "照片挪了": (on_photo(moved_photo), ()),
    "照片加了蒙版": (on_photo(masked_photo), SAID),
}
