"""Developing: from a photograph's file to the picture that is embedded, by Pillow.

Small enough, upright, sRGB JPEG pictures are not decoded and encoded again: they are printed as
they are, without what tells where and by what they were taken. Everything else becomes 8 bits a
channel, grey or sRGB, upright, on white. A cached picture imports no Pillow.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cache import NONE, Cache, code_digest, entry_name, library_version
from reportgen.frozen import frozen
from reportgen.images.header import Header, ImageKind, torn
from reportgen.images.jpeg import read_jpeg

if TYPE_CHECKING:
    from PIL.Image import Image

FEW_COLOURS = 4096      # what has no more is a drawing or a screen, and stays lossless
_FINISH = 2             # how many times as large a picture is when the fine filter takes over
_BAND = 128             # rows of the reduced picture made at a time
_TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE",
          6: "ROTATE_270", 7: "TRANSVERSE", 8: "ROTATE_90"}
# Of TIFF: colours that are mixed with the paper already, palettes that can be seen through.
_PLAIN = {"RGBa": "RGBA", "La": "LA", "PA": "RGBA", "RGBX": "RGB"}
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)   # what Pillow raises for it


@frozen
class Print:
    """A picture ready to embed: JPEG or PNG bytes, size in pixels, 1 (grey) or 3 (sRGB) channels.

    `strange` tells that its colour profile could not be read.
    """

    kind: ImageKind
    width: int
    height: int
    channels: int
    data: bytes
    strange: bool = False

    @property
    def digest(self) -> str:
        """What tells one picture from another."""
        return hashlib.sha256(self.data).hexdigest()


def develop(
    header: Header, most: tuple[int, int], quality: int, cache: Cache = NONE
) -> Print:
    """The picture of `header.essence` in at most so many pixels (upright), JPEG by `quality`.

    `BadImage` E0164 when it cannot be decoded.
    """
    name = entry_name("print", code_digest(Path(__file__).parent), library_version("PIL", "Pillow"),
                      hashlib.sha256(header.essence).hexdigest(), header.kind.value, header.width,
                      header.height, header.orientation, most, quality)
    return cache.entry(name, lambda: _develop(header, most, quality), _encode, _decode)


def _encode(made: Print) -> bytes:
    head = [made.kind.value, made.width, made.height, made.channels, made.strange]
    return json.dumps(head).encode() + b"\n" + made.data


def _decode(content: bytes) -> Print | None:
    head, _, data = content.partition(b"\n")
    try:
        kind, width, height, channels, strange = json.loads(head)
        return Print(ImageKind(kind), int(width), int(height), int(channels), data, bool(strange))
    except (ValueError, TypeError):
        return None


def _develop(header: Header, most: tuple[int, int], quality: int) -> Print:
    size = _size(header.upright, most)
    untouched = header.kind is ImageKind.JPEG and header.orientation == 1 and size == header.upright
    image = _opened(header)
    if untouched and (bare := _as_it_is(header, image)):
        return bare
    profile = image.info.get("icc_profile", b"")
    stored = (size[1], size[0]) if header.orientation >= 5 else size
    _load(image, stored)
    drawn = header.kind is not ImageKind.JPEG and (
        image.mode.startswith("I") or image.getcolors(FEW_COLOURS) is not None)
    with _decoding():
        picture, strange = _coloured(_shrunk(image, stored), profile)
    picture = _upright(picture, header.orientation)
    data = _png(picture) if drawn else _jpeg(picture, quality)
    kind = ImageKind.PNG if drawn else ImageKind.JPEG
    return Print(kind, *size, len(picture.getbands()), data, strange)


def _opened(header: Header) -> Image:
    from PIL import Image as pillow  # noqa: N813 - a module

    with _decoding():
        image = pillow.open(io.BytesIO(header.essence), formats=[header.kind.name])
    if image.size != (header.width, header.height):     # the limits were asked of the header
        raise torn("照片损坏：画面和文件头写的大小不一样")
    return image


def _load(image: Image, size: tuple[int, int]) -> None:
    """Decode; a JPEG to half, a quarter or an eighth where that is enough for `size`."""
    with _decoding():
        image.draft(None, size)
        image.load()


@contextmanager
def _decoding() -> Iterator[None]:
    """Our own limits are lower than those that Pillow warns of; what it raises is a torn file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except _BROKEN as error:
            raise torn("照片损坏：画面解不出来") from error


def _size(upright: tuple[int, int], most: tuple[int, int]) -> tuple[int, int]:
    """The size in pixels: as it is, or shrunk to `most`."""
    scale = min(1.0, most[0] / upright[0], most[1] / upright[1])
    return max(1, round(upright[0] * scale)), max(1, round(upright[1] * scale))


def _as_it_is(header: Header, image: Image) -> Print | None:
    """The JPEG itself, when there is nothing to change; decoded once, small, to see it is whole."""
    jpeg = read_jpeg(header.essence)
    if not jpeg.plain or (jpeg.profile and not _is_srgb(image.info.get("icc_profile", b""))):
        return None
    _load(image, (max(1, header.width // 8), max(1, header.height // 8)))
    return Print(ImageKind.JPEG, header.width, header.height, jpeg.channels, jpeg.bare())


def _eight_bits(image: Image) -> Image:
    """The picture as L, LA, RGB, RGBA or CMYK of eight bits."""
    if image.mode.startswith("I"):      # grey of sixteen bits
        return image.convert("I").point([value >> 8 for value in range(65536)], "L")
    if image.mode in _PLAIN:
        return image.convert(_PLAIN[image.mode])
    if image.mode == "P" or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _shrunk(image: Image, size: tuple[int, int]) -> Image:
    """The picture in eight bits and of `size`; a large one is never held twice."""
    from PIL.Image import Resampling

    factor = max(1, int(min(image.width / size[0], image.height / size[1]) / _FINISH))
    small = _eight_bits(image) if factor == 1 else _reduced(image, factor)
    if small.size == size:
        return small
    box = (0.0, 0.0, image.width / factor, image.height / factor)
    return small.resize(size, Resampling.LANCZOS, box)


def _reduced(image: Image, factor: int) -> Image:
    """The mean of every `factor` × `factor` pixels, band by band."""
    from PIL import Image as pillow  # noqa: N813

    mode = _eight_bits(image.crop((0, 0, 1, 1))).mode
    whole = pillow.new(mode, (-(-image.width // factor), -(-image.height // factor)))
    for row in range(0, whole.height, _BAND):
        bottom = min((row + _BAND) * factor, image.height)
        band = image.crop((0, row * factor, image.width, bottom))
        whole.paste(_eight_bits(band).reduce(factor), (0, row))
    return whole


def _upright(image: Image, orientation: int) -> Image:
    from PIL.Image import Transpose

    turn = _TURNS.get(orientation)
    return image.transpose(Transpose[turn]) if turn else image


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.info = {}       # a colour profile made just now would carry the time
    image.save(out, "PNG", compress_level=9)
    return out.getvalue()


def _jpeg(image: Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.info = {}
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _coloured(image: Image, profile: bytes) -> tuple[Image, bool]:
    """The picture in grey or sRGB, on white paper; and whether its profile could not be read."""
    strange = False
    alpha = image.getchannel("A") if "A" in image.getbands() else None
    if alpha is not None:
        image = image.convert(image.mode.removesuffix("A"))
    if profile and not _is_srgb(profile):
        converted = _converted(image, profile)
        strange = converted is None
        image = converted or image
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if alpha is not None:
        paper = image.copy()
        paper.paste("white", (0, 0, *paper.size))
        paper.paste(image, mask=alpha)
        image = paper
    return image, strange


def _converted(image: Image, profile: bytes) -> Image | None:
    """The picture in sRGB (a grey one stays grey); None when the profile does not fit."""
    from PIL import ImageCms

    try:
        found = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"), outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return None
    return found.convert("L") if found is not None and image.mode == "L" else found


def _is_srgb(profile: bytes) -> bool:
    """Whether a colour profile calls itself sRGB."""
    from PIL import ImageCms

    try:
        return "sRGB" in ImageCms.getProfileDescription(io.BytesIO(profile))
    except (ImageCms.PyCMSError, OSError):
        return False
