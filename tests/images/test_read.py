"""What a file is, told by its content before a pixel is decoded."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import photographs as ph

from reportgen.images.header import BadImage, Header, ImageKind
from reportgen.images.read import examine, too_heavy
from reportgen.limits import PICTURE

ZIP = b"PK\x03\x04" + b"\0" * 60
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
SECRETS = (b"SECRETMAKER", b"SECRETTEXT", b"Exif", b"GPSL", b"http://ns.adobe.com")


def refusal(data: bytes) -> BadImage:
    with pytest.raises(BadImage) as caught:
        examine(data)
    return caught.value


@pytest.mark.parametrize(("data", "kind"), [(ph.jpeg(), ImageKind.JPEG), (ph.png(), ImageKind.PNG),
                                            (ph.jpeg(progressive=True), ImageKind.JPEG),
                                            (ph.encoded(ph.scene(), "BMP"), ImageKind.BMP),
                                            (ph.encoded(ph.scene(), "TIFF"), ImageKind.TIFF),
                                            (ph.encoded(ph.scene(), "WEBP"), ImageKind.WEBP),
                                            (ph.encoded(ph.scene(), "WEBP", lossless=True),
                                             ImageKind.WEBP),
                                            (ph.encoded(ph.scene(), "WEBP", exif=ph.exif()),
                                             ImageKind.WEBP)])
def test_kind_and_size(data: bytes, kind: ImageKind) -> None:
    header = examine(data)
    assert (header.kind, header.width, header.height) == (kind, 640, 480)
    assert (header.orientation, header.gps, header.animated) == (1, False, False)


@pytest.mark.parametrize(("data", "code", "word"), [
    (ZIP, "E0163", "压缩包"), (SVG, "E0163", "SVG"), (b"<html><body>", "E0163", "网页"),
    (ph.encoded(ph.scene(), "GIF"), "E0163", "GIF"),
    (b"II+\0" + b"\0" * 40, "E0163", "BigTIFF"),
    (ph.encoded(ph.scene(), "BMP")[:20], "E0164", "不完整"),
    (ph.encoded(ph.scene(), "WEBP")[:-9], "E0164", "不完整"),
    (ph.encoded(ph.scene(), "TIFF")[:9], "E0164", "不完整"),
    (ph.tiff(DNGVersion=b"\1\4\0\0"), "E0163", "RAW"),
    (ph.tiff(NewSubfileType=1), "E0163", "RAW"),
    (ph.encoded(Image.new("F", (200, 120)), "TIFF"), "E0163", "32 位"),
    (ph.encoded(Image.new("I", (200, 120)), "TIFF"), "E0163", "32 位"),
    (ph.encoded(ph.scene().convert("LAB"), "TIFF"), "E0163", "颜色"),
    (ph.resized(ph.encoded(ph.scene(), "BMP"), 18, "<ii", 60_000, -60_000), "E0165", "60000×60000"),
    (ph.encoded(Image.new("1", (30_000, 120)), "TIFF"), "E0165", "细长"),
    (ph.encoded(Image.new("RGB", (16_000, 99)), "WEBP"), "E0165", "16000×99"),
    (b"\0\0\0\x18ftypheic" + b"\0" * 40, "E0163", "HEIC"), (b"hello", "E0163", "认不出"),
    (b"", "E0164", "空的"), (ph.jpeg()[:-2], "E0164", "不完整"),
    (ph.jpeg()[:9000], "E0164", "不完整"),
    (ph.png()[:-20], "E0164", "不完整"), (b"\xff\xd8\xff", "E0164", "不完整"),
    (b"\x89PNG\r\n\x1a\n", "E0164", "不完整"),
    (ph.png_claiming(60_000, 60_000), "E0165", "60000×60000"),
    (ph.jpeg_claiming(60_000, 60_000), "E0165", "60000×60000"),
    (ph.png(Image.new("L", (1, 1))), "E0165", "1×1"),
    (ph.png(Image.new("L", (1, 20_000))), "E0165", "1×20000"),
    (ph.jpeg(Image.new("L", (30_000, 20))), "E0165", "30000×20"),
    (ph.jpeg(Image.new("L", (30_000, 120))), "E0165", "细长"),
])
def test_refused(data: bytes, code: str, word: str) -> None:
    found = refusal(data)
    assert found.code == code
    assert word in found.message
    assert found.hint


def test_a_wrong_check_sum_is_found() -> None:
    data = bytearray(ph.png())
    data[data.index(b"IDAT") + 40] ^= 1
    assert "校验" in refusal(bytes(data)).message


def test_weight() -> None:
    assert too_heavy(PICTURE.most) is None
    heavy = too_heavy(PICTURE.most + 1)
    assert heavy is not None
    assert heavy.code == "E0165"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation(orientation: int, kind: str) -> None:
    header = examine(ph.turned(orientation, kind=kind))
    assert header.orientation == orientation
    assert header.upright == (640, 480)
    assert (header.width < header.height) == (orientation >= 5)


@pytest.mark.parametrize("data", [
    ph.turned(1, gps=True), ph.turned(1, gps=True, kind="WEBP"),
    ph.turned(1, gps=True, kind="TIFF"), ph.png(exif=ph.exif(1, gps=True)),
    ph.jpeg(xmp=b"http://ns.adobe.com/xap/1.0/ <x exif:GPSLatitude='27,30N'/>"),
])
def test_a_place_is_seen(data: bytes) -> None:
    assert examine(data).gps


def test_a_moving_png_is_seen() -> None:
    frames = [ph.scene(), ph.scene().rotate(180)]
    data = ph.png(frames[0], save_all=True, append_images=frames[1:])
    assert examine(data).animated


@pytest.mark.parametrize("kind", ["WEBP", "TIFF"])
def test_several_pictures_in_a_file_are_seen(kind: str) -> None:
    frames = [ph.scene(), ph.scene().rotate(180)]
    data = ph.encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert examine(data).animated
    assert not examine(ph.encoded(frames[0], kind)).animated


@pytest.mark.parametrize("data", [
    ph.jpeg(exif=ph.exif(1, gps=True), comment=b"SECRETTEXT",
            xmp=b"http://ns.adobe.com/xap/1.0/ SECRETTEXT"),
    ph.png(exif=ph.exif(1, gps=True)), ph.turned(1, gps=True, kind="WEBP", xmp=b"GPSL SECRETTEXT"),
    ph.jpeg() + ph.jpeg(exif=ph.exif(1, gps=True)),    # a second picture behind the first
])
def test_the_essence_tells_nothing_of_where_and_when(data: bytes) -> None:
    assert any(secret in data for secret in SECRETS)
    essence = examine(data).essence
    assert not [secret for secret in SECRETS if secret in essence]
    assert ph.opened(essence).convert("RGB").tobytes() == ph.opened(data).convert("RGB").tobytes()


def test_odd_exif_says_nothing() -> None:
    plain = ph.jpeg()
    for block in (b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff",
                  b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0"):
        body = b"Exif\0\0" + block
        data = plain[:2] + struct.pack(">BBH", 255, 0xE1, len(body) + 2) + body + plain[2:]
        assert examine(data).orientation == 1


@given(st.data())
def test_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    source = bytearray(data.draw(st.sampled_from(SMALL)))
    for _ in range(data.draw(st.integers(1, 6))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(source)))
    try:
        assert isinstance(examine(bytes(source[:cut])), Header)
    except BadImage as error:
        assert error.code in {"E0163", "E0164", "E0165"}


SMALL = [ph.encoded(ph.scene(120, 110), kind, **more) for kind, more in (
    ("JPEG", {"exif": ph.exif(6)}), ("PNG", {}), ("BMP", {}), ("TIFF", {"exif": ph.exif(6)}),
    ("WEBP", {"exif": ph.exif(6)}), ("WEBP", {"lossless": True}))]
