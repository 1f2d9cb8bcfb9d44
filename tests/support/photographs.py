"""Photographs drawn for tests: one colour in each corner, so that a turned one is seen."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, TiffImagePlugin
from support import briefings

from reportgen.document.tree import Photo, PhotoFigure
from reportgen.images.album import Negative
from reportgen.images.develop import Print, develop
from reportgen.images.read import examine

CORNERS = {"top left": (200, 40, 40), "top right": (40, 160, 40),
           "bottom left": (40, 40, 200), "bottom right": (230, 200, 40)}
_UNTURN = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
           4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
           6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
           8: Image.Transpose.ROTATE_270}


def scene(width: int = 640, height: int = 480) -> Image.Image:
    """A sky and a ground of many shades, with the four corners in their colours."""
    column = Image.linear_gradient("L").resize((width, height))
    row = column.transpose(Image.Transpose.ROTATE_90).resize((width, height))
    image = Image.merge("RGB", (column, row, Image.new("L", (width, height), 150)))
    side = min(width, height) // 4
    places = {"top left": (0, 0), "top right": (width - side, 0),
              "bottom left": (0, height - side), "bottom right": (width - side, height - side)}
    for corner, at in places.items():
        image.paste(CORNERS[corner], (*at, at[0] + side, at[1] + side))
    return image


def corners(image: Image.Image) -> list[str]:
    """The names of the colours at the four corners, in reading order."""
    image = image.convert("RGB")
    x, y = image.width - 1, image.height - 1
    spots = ((x // 8, y // 8), (x - x // 8, y // 8), (x // 8, y - y // 8), (x - x // 8, y - y // 8))
    return [min(CORNERS, key=lambda name: _far(image.getpixel(spot), CORNERS[name]))
            for spot in spots]


def _far(a: Any, b: tuple[int, int, int]) -> int:
    return sum(abs(x - y) for x, y in zip(a, b, strict=True))


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    """The bytes of an image file."""
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    """A JPEG, of the scene if nothing else is given."""
    return encoded(image or scene(), "JPEG", **{"quality": 90, **options})


def png(image: Image.Image | None = None, **options: Any) -> bytes:
    """A PNG, of the scene if nothing else is given."""
    return encoded(image or scene(), "PNG", **options)


def opened(data: bytes) -> Image.Image:
    """The image of a file's bytes."""
    return Image.open(io.BytesIO(data))


def turned(
    orientation: int, *, gps: bool = False, kind: str = "JPEG", **options: Any
) -> bytes:
    """The scene as a camera held otherwise would store it, with EXIF to say so."""
    image = scene()
    if orientation in _UNTURN:
        image = image.transpose(_UNTURN[orientation])
    return encoded(image, kind, exif=exif(orientation, gps=gps), **options)


def exif(orientation: int = 1, *, gps: bool = False) -> bytes:
    """An EXIF block with a maker's name, and a place if wanted."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = "SECRETMAKER"
    if gps:
        block.get_ifd(0x8825)[2] = (27.0, 30.0, 12.0)
    return block.tobytes()


def tiff(image: Image.Image | None = None, **tags: Any) -> bytes:
    """A TIFF with more tags, by their names."""
    more = TiffImagePlugin.ImageFileDirectory_v2()
    for name, value in tags.items():
        more[{tag.name: tag.value for tag in ExifTags.Base}[name]] = value
    return encoded(image or scene(), "TIFF", tiffinfo=more)


def resized(data: bytes, at: int, form: str, *size: int) -> bytes:
    """The file with another size written in its head."""
    return data[:at] + struct.pack(form, *size) + data[at + struct.calcsize(form) :]


def chunk(name: bytes, body: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_claiming(width: int, height: int) -> bytes:
    """A tiny PNG whose header says it is huge."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose header says it is huge."""
    data = jpeg(scene(160, 120))
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def torn_png(image: Image.Image) -> bytes:
    """A PNG that is whole as a file, but holds the first half of its pixels only."""
    data = png(image)
    at = data.index(b"IDAT")
    length = struct.unpack_from(">I", data, at - 4)[0]
    half = data[at + 4 : at + 4 + length // 2]
    return data[: at - 4] + chunk(b"IDAT", half) + chunk(b"IEND", b"")


def negative(name: str, width: int = 1600, height: int = 1200) -> Negative:
    """A photograph as read, of so many pixels, without any."""
    return Negative(name, f"digest of {name}", examine(jpeg(Image.new("L", (width, height)))))


def photo(name: str = "a", width: int = 1600, height: int = 1200, **more: str) -> Photo:
    """A photograph of a document."""
    return Photo(f"{name}.jpg", name, width, height, more.pop("alt", f"{name}的画面"), **more)


def figure(*photos: Photo, number: int = 1, **more: Any) -> PhotoFigure:
    """A figure of photographs, 图1 示例照片."""
    more.setdefault("title", "示例照片" if number else "")
    return PhotoFigure(number, photos=photos or (photo(),), **more)


def prints(*names: str) -> dict[str, Print]:
    """The scene as the picture of each name, each a little different."""
    return {
        name: develop(examine(jpeg(scene(160 + index, 120))), (500, 500), 88)
        for index, name in enumerate(names)
    }


def briefing(folder: Path, fences: str, files: dict[str, bytes]) -> Path:
    """The briefing of `init` with photographs in it."""
    text = briefings.narrative_text() + f"\n\n{fences}\n"
    made = briefings.make(folder, narrative=text)
    for name, data in files.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return made


def fence(file: str, *lines: str) -> str:
    """A fence of one photograph, with its texts."""
    more = "".join(f"{line}\n" for line in lines)
    return f"```照片\n题注: 现场\n文件: {file}\n替代文字: 山谷里有一条路。\n{more}```\n"
