"""Reading a photograph: what it is by its content, how large, and whether it can be printed."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.images.bmp import read_bmp
from reportgen.images.header import BadImage, Header
from reportgen.images.jpeg import read_jpeg
from reportgen.images.png import SIGNATURE, read_png
from reportgen.images.tiff import read_tiff
from reportgen.images.webp import read_webp
from reportgen.limits import MB, PICTURE, PIXELS

MIN_SIDE = 100       # pixels; 100 of them at the lowest resolution are an inch
MAX_RATIO = 20
# Where a mark stands, the mark, and what reads a file that has it.
_READERS: tuple[tuple[int, bytes, Callable[[bytes], Header]], ...] = (
    (0, b"\xff\xd8\xff", lambda data: read_jpeg(data).header),
    (0, SIGNATURE, lambda data: read_png(data).header),
    (8, b"WEBP", read_webp), (0, b"BM", read_bmp),
    (0, b"II*\0", read_tiff), (0, b"MM\0*", read_tiff),
)
_TAKEN = "照片只收 JPEG、PNG、WebP、BMP、TIFF"
_SAVE = "用看图软件打开，另存为 JPEG 或 PNG"
_PHONE = "在手机“设置 › 相机 › 格式”里选“兼容性最佳”，或把照片另存为 JPEG"
_OUT = "把里面的照片取出来，单独存为 JPEG 或 PNG"
_OTHERS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"GIF8", "是 GIF 图", _SAVE), (0, b"II+\0", "是 BigTIFF 图", _SAVE),
    (0, b"MM\0+", "是 BigTIFF 图", _SAVE), (4, b"ftyphei", "是 HEIC 图", _PHONE),
    (4, b"ftypmif", "是 HEIC 图", _PHONE), (4, b"ftypavif", "是 AVIF 图", _SAVE),
    (4, b"jP  ", "是 JPEG 2000 图", _SAVE), (4, b"ftyp", "是视频", "截取一帧，另存为 JPEG"),
    (0, b"8BPS", "是 Photoshop 文件", _SAVE), (0, b"\0\0\x01\0", "是图标", _SAVE),
    (0, b"%PDF", "是 PDF", "把照片单独导出为 JPEG 或 PNG"),
    (0, b"PK\x03\x04", "是压缩包或 Office 文件", _OUT),
    (0, b"\xd0\xcf\x11\xe0", "是旧的 Office 文件", _OUT),
)


def examine(data: bytes) -> Header:
    """The header of a file. `BadImage`: E0163 another kind, E0164 torn, E0165 too large or small.

    Nothing is decoded: a file that says it has 60,000 × 60,000 pixels is refused for saying so.
    """
    for offset, mark, read in _READERS:
        if data.startswith(mark, offset):
            header = read(data)
            _check_size(header)
            return header
    raise _other(data)


def too_heavy(size: int) -> BadImage | None:
    """E0165 for a file of so many bytes."""
    if size <= PICTURE.most:
        return None
    return BadImage(
        "E0165", f"照片文件有 {size / 1e6:.0f} MB，最多 {PICTURE.most // MB} MB",
        PICTURE.hint,
    )


def _check_size(header: Header) -> None:
    width, height = header.width, header.height
    if width * height > PIXELS:
        raise BadImage(
            "E0165", f"照片有 {width}×{height} 像素，最多 {PIXELS // 10_000} 万像素",
            PICTURE.hint,
        )
    if min(width, height) < MIN_SIDE:
        raise BadImage(
            "E0165", f"照片只有 {width}×{height} 像素，印出来看不清",
            f"换成原图；每边至少要 {MIN_SIDE} 像素",
        )
    if max(width, height) > MAX_RATIO * min(width, height):
        raise BadImage(
            "E0165", f"照片有 {width}×{height} 像素，过于细长", "裁掉多余的部分后另存",
        )


def _other(data: bytes) -> BadImage:
    """E0163, with the name of what it is."""
    if not data:
        return BadImage("E0164", "照片文件是空的", "重新取得照片文件")
    for offset, mark, what, hint in _OTHERS:
        if data[offset : offset + len(mark)] == mark:
            return BadImage("E0163", f"这{what}；{_TAKEN}", hint)
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml")) and b"<svg" in head:
        return BadImage("E0163", f"这是 SVG 矢量图；{_TAKEN}", "导出为 PNG")
    if head.startswith((b"<!doctype", b"<html")):
        return BadImage("E0163", f"这是网页；{_TAKEN}", "在网页里另存图片本身")
    return BadImage("E0163", f"认不出这个文件是什么；{_TAKEN}", _SAVE)
