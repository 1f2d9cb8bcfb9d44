"""Developing: upright, sRGB, no more pixels than asked for, nothing told that nobody asked."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from support import photographs as ph

from reportgen.cache import Cache
from reportgen.images.develop import Print, develop
from reportgen.images.header import BadImage, Header, ImageKind
from reportgen.images.read import examine

UPRIGHT = list(ph.CORNERS)
BIG = (5000, 5000)
ROOT = Path(__file__).resolve().parents[2]
RGB_PROFILES = {"sRGB": ImageCms.createProfile("sRGB")}


def made(data: bytes, most: tuple[int, int] = BIG) -> Print:
    return develop(examine(data), most, 88)


def seen(found: Print) -> Image.Image:
    image = ph.opened(found.data)
    assert image.format == found.kind.name
    assert image.size == (found.width, found.height)
    assert len(image.getbands()) == found.channels
    assert not image.info.keys() & {"exif", "icc_profile", "xmp", "comment", "dpi"}
    return image


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("most", [BIG, (200, 200)])
def test_every_picture_is_upright(orientation: int, most: tuple[int, int], kind: str) -> None:
    found = made(ph.turned(orientation, kind=kind, gps=True), most)
    assert b"SECRETMAKER" not in found.data
    assert (found.width, found.height) == ((640, 480) if most == BIG else (200, 150))
    assert ph.corners(seen(found)) == UPRIGHT


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"exif": ph.exif(1, gps=True)},
                                     {"icc_profile": ImageCms.ImageCmsProfile(
                                         ImageCms.createProfile("sRGB")).tobytes()}])
def test_a_jpeg_that_needs_no_change_keeps_its_pixels(options: dict[str, object]) -> None:
    data = ph.jpeg(**options)
    found = made(data)
    assert found.kind is ImageKind.JPEG
    assert seen(found).tobytes() == ph.opened(data).tobytes()
    assert b"SECRETMAKER" not in found.data


def test_a_picture_of_many_pixels_is_shrunk() -> None:
    found = made(ph.jpeg(ph.scene(2000, 1500)), (900, 5000))
    assert (found.width, found.height) == (900, 675)
    assert ph.corners(seen(found)) == UPRIGHT


@pytest.mark.parametrize("image", [
    ph.scene().convert("CMYK"), ph.scene().convert("L"), ph.scene().convert("1"),
])
def test_colour_spaces_of_a_jpeg(image: Image.Image) -> None:
    found = made(ph.jpeg(image.convert("L") if image.mode == "1" else image))
    shown = seen(found)
    assert shown.mode == ("RGB" if image.mode == "CMYK" else "L")
    if image.mode == "CMYK":
        assert ph.corners(shown) == UPRIGHT


def test_a_jpeg_that_says_it_is_rgb_is_shown_right() -> None:
    data = ph.jpeg(keep_rgb=True)
    assert b"Adobe" in data
    assert ph.corners(seen(made(data))) == UPRIGHT


@pytest.mark.parametrize("image", [
    ph.scene(), ph.scene().convert("L"), ph.scene().quantize(64), ph.scene().convert("1"),
    ph.scene().convert("RGBA"), ph.scene().convert("LA"),
], ids=lambda image: image.mode)
def test_kinds_of_png(image: Image.Image) -> None:
    shown = seen(made(ph.png(image)))
    assert shown.mode in {"L", "RGB"}
    if image.mode not in {"L", "LA", "1"}:
        assert ph.corners(shown) == UPRIGHT


@pytest.mark.parametrize(("kind", "mode", "options"), [
    ("BMP", "RGB", {}), ("BMP", "L", {}), ("BMP", "P", {}), ("BMP", "1", {}), ("BMP", "RGBA", {}),
    ("WEBP", "RGB", {}), ("WEBP", "RGBA", {"lossless": True}), ("WEBP", "L", {}),
    *(("TIFF", mode, {"compression": way}) for way in ("raw", "tiff_lzw", "tiff_adobe_deflate")
      for mode in ("RGB", "L", "P", "1", "RGBA", "LA", "CMYK", "RGBX")),
    ("TIFF", "1", {"compression": "group4"}), ("TIFF", "RGB", {"compression": "jpeg"}),
    ("TIFF", "YCbCr", {"compression": "raw"}), ("TIFF", "RGB", {"compression": "packbits"}),
], ids=str)
def test_kinds_that_become_jpeg_or_png(kind: str, mode: str, options: dict[str, str]) -> None:
    image = ph.scene().quantize(64) if mode == "P" else ph.scene().convert(mode)
    shown = seen(made(ph.encoded(image, kind, **options)))
    assert shown.mode in {"L", "RGB"}
    if mode not in {"L", "LA", "1"}:
        assert ph.corners(shown) == UPRIGHT
    want = image.convert("RGB").resize((8, 6), Image.Resampling.BOX)
    have = shown.convert("RGB").resize((8, 6), Image.Resampling.BOX)
    assert max(abs(a - b) for a, b in zip(want.tobytes(), have.tobytes(), strict=True)) < 12


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "WEBP"])
def test_a_screen_stays_lossless_in_other_kinds(kind: str) -> None:
    drawing = Image.new("RGB", (800, 600), "white")
    drawing.paste((10, 20, 30), (100, 100, 500, 300))
    found = made(ph.encoded(drawing, kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert found.kind is ImageKind.PNG
    assert seen(found).tobytes() == drawing.tobytes()


@pytest.mark.parametrize("kind", ["WEBP", "TIFF"])
def test_the_first_of_several_pictures_is_printed(kind: str) -> None:
    frames = [ph.scene(), ph.scene().rotate(180)]
    data = ph.encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert ph.corners(seen(made(data))) == UPRIGHT


def test_sixteen_bits_of_grey_in_tiff() -> None:
    image = Image.new("I;16", (200, 120), 30_000)
    shown = seen(made(ph.encoded(image, "TIFF")))
    assert (shown.mode, shown.getpixel((100, 60))) == ("L", 30_000 >> 8)
    with pytest.raises(BadImage, match="明暗"):      # white is 0: Pillow shows it as a negative
        made(ph.tiff(image, PhotometricInterpretation=0))


def test_a_head_that_says_another_size_is_found() -> None:
    data = ph.resized(ph.encoded(ph.scene(), "WEBP", exif=ph.exif()), 24, "<I", 300)
    with pytest.raises(BadImage, match="E0164"):
        made(data)


def test_sixteen_bits_of_grey() -> None:
    image = Image.new("I;16", (200, 120), 30_000)
    shown = seen(made(ph.png(image)))
    assert shown.mode == "L"
    assert shown.getpixel((100, 60)) == 30_000 >> 8


def test_sixteen_bits_of_colour() -> None:
    row = b"\0" + struct.pack(">HHH", 0xC828, 0x2828, 0x2828) * 120
    head = ph.chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 110, 16, 2, 0, 0, 0))
    import zlib

    data = b"\x89PNG\r\n\x1a\n" + head + ph.chunk(b"IDAT", zlib.compress(row * 110)) \
        + ph.chunk(b"IEND", b"")
    assert seen(made(data)).getpixel((60, 60)) == (200, 40, 40)


def test_what_can_be_seen_through_stands_on_white() -> None:
    image = ph.scene().convert("RGBA")
    image.putalpha(0)
    assert seen(made(ph.png(image))).getpixel((5, 5)) == (255, 255, 255)
    palette = ph.scene().quantize(32)
    data = ph.png(palette, transparency=palette.getpixel((5, 5)))
    assert seen(made(data)).getpixel((5, 5)) == (255, 255, 255)


def test_a_drawing_stays_lossless_and_a_photograph_in_png_does_not() -> None:
    drawing = Image.new("RGB", (800, 600), "white")
    drawing.paste((10, 20, 30), (100, 100, 500, 300))
    found = made(ph.png(drawing))
    assert found.kind is ImageKind.PNG
    assert seen(found).tobytes() == drawing.tobytes()
    noisy = Image.effect_noise((800, 600), 80)
    photo = Image.merge("RGB", (noisy, noisy.rotate(90, expand=True).resize((800, 600)), noisy))
    assert made(ph.png(photo)).kind is ImageKind.JPEG


def wide_gamut() -> bytes:
    """A profile unlike sRGB: the colours of a Lab space, turned into an RGB matrix by Pillow."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for old, new in ((b"rXYZ", b"gXYZ"), (b"gXYZ", b"rXYZ")):     # red and green change places
        at = profile.index(old, 128)
        profile[at : at + 4] = new.lower() if new == b"gXYZ" else new
    at = profile.index(b"gxyz", 128)
    profile[at : at + 4] = b"gXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "odd!".encode("utf-16-be"))


@pytest.mark.parametrize("maker", [ph.jpeg, ph.png, partial(ph.encoded, format="TIFF"),
                                   partial(ph.encoded, format="WEBP")])
def test_another_colour_space_becomes_srgb(maker: object) -> None:
    red = Image.new("RGB", (200, 200), (220, 30, 30))
    data = maker(red, icc_profile=wide_gamut())     # type: ignore[operator]
    found = made(data)
    pixel = seen(found).getpixel((100, 100))
    assert pixel[1] > 180 > 80 > pixel[0], "red and green change places in this profile"
    assert not found.strange


def test_a_profile_that_is_none_is_told() -> None:
    found = made(ph.jpeg(icc_profile=b"nonsense" * 40))
    assert found.strange
    assert ph.corners(seen(found)) == UPRIGHT


def test_damage_within_the_pixels_is_found() -> None:
    with pytest.raises(BadImage, match="E0164"):
        made(ph.torn_png(ph.scene(300, 300)))


def test_cached_and_fresh_are_the_same(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for data in (ph.jpeg(), ph.turned(6), ph.encoded(ph.scene(), "TIFF")):
        header = examine(data)
        fresh = develop(header, (300, 300), 88, cache)
        assert develop(header, (300, 300), 88, cache) == fresh == develop(header, (300, 300), 88)
    assert len(list(tmp_path.iterdir())) == 3
    for entry in tmp_path.iterdir():
        entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    assert develop(header, (300, 300), 88, cache) == fresh
    assert develop(header, (300, 300), 40, cache) != fresh


SCRIPT = """
import sys
from pathlib import Path
from reportgen.cache import Cache
from reportgen.images.develop import develop
from reportgen.images.read import examine
header = examine(Path(sys.argv[1]).read_bytes())
made = develop(header, (300, 300), 88, Cache(Path(sys.argv[2])))
print(made.digest, *sorted({"PIL", "numpy"} & set(sys.modules)))
"""


def test_a_hit_imports_no_pillow(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(ph.turned(6))
    (tmp_path / "cache").mkdir()

    def run() -> list[str]:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", SCRIPT, str(tmp_path / "a.jpg"),
             str(tmp_path / "cache")], check=True, text=True, capture_output=True, cwd=ROOT,
        )
        return done.stdout.split()

    digest, *loaded = run()
    assert loaded == ["PIL"]
    assert run() == [digest]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="skipped: asks /proc for the peak of memory")
def test_thirty_thousand_pixels_take_little_memory(tmp_path: Path) -> None:
    wide = Image.new("RGB", (30_000, 2_000), (90, 120, 60))
    wide.paste(ph.CORNERS["top left"], (0, 0, 4_000, 1_000))
    path = tmp_path / "wide.jpg"
    wide.save(path, quality=60)
    del wide
    script = SCRIPT + "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    done = subprocess.run(
        [sys.executable, "-c", "import re" + script.replace("300, 300", "1842, 2000"), str(path),
         str(tmp_path)],
        check=True, text=True, capture_output=True, cwd=ROOT,
    )
    kilobytes = int(done.stdout.split()[-1])
    assert kilobytes < 90_000, "180 MB decoded at full size; JPEG can be decoded small"
    found = made(path.read_bytes(), (1842, 2000))
    assert (found.width, found.height) == (1842, 123)


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_developed_or_refused(data: st.DataObject) -> None:
    source = bytearray(data.draw(st.sampled_from(SOURCES)))
    for _ in range(data.draw(st.integers(1, 4))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    try:
        header = examine(bytes(source))
        if header.width * header.height < 4_000_000:
            seen_size(develop(header, (100, 100), 88), header)
    except BadImage as error:
        assert error.code.startswith("E016")


def seen_size(found: Print, header: Header) -> None:
    image = Image.open(io.BytesIO(found.data))
    assert max(image.size) <= 100
    assert (found.width, found.height) == image.size
    assert header.upright[0] > 0


SOURCES = [ph.jpeg(ph.scene(130, 110)), ph.png(ph.scene(130, 110)),
           ph.png(ph.scene(130, 110).quantize(16)), ph.jpeg(ph.scene(130, 110), progressive=True),
           ph.encoded(ph.scene(130, 110), "BMP"), ph.encoded(ph.scene(130, 110), "WEBP"),
           ph.encoded(ph.scene(130, 110), "TIFF", compression="tiff_lzw"),
           ph.encoded(ph.scene(130, 110).convert("1"), "TIFF", compression="group4")]
