from __future__ import annotations

import pytest

from reportgen.diagnostics import Family, ReportError, Sink
from reportgen.sources.text import MOST, check_characters, decode

TEXT = "名称: 坦头垟村“未来乡村”\n数值: 3户\n"


def refused(data: bytes) -> ReportError:
    with pytest.raises(ReportError) as caught:
        decode(data, "f.yaml", Sink())
    assert caught.value.family is Family.INPUT
    return caught.value


@pytest.mark.parametrize("data", [
    TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n").encode(),
    TEXT.replace("\n", "\r").encode(),
], ids=["utf-8", "mark", "crlf", "cr"])
def test_utf8(data: bytes) -> None:
    sink = Sink()
    assert decode(data, "f.yaml", sink) == TEXT
    assert not sink.items


def test_gb18030_is_read_and_said() -> None:
    sink = Sink()
    assert decode(TEXT.encode("gb18030"), "f.csv", sink) == TEXT
    assert [d.code for d in sink] == ["I0106"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_empty(data: bytes) -> None:
    assert refused(data).diagnostics[0].code == "E0103"


@pytest.mark.parametrize(("data", "named"), [
    (TEXT.encode("utf-16"), "UTF-16"),
    (TEXT.encode("utf-16-be"), "UTF-16"),
    ("name: value".encode("utf-16-le"), "UTF-16"),
    (TEXT.encode("utf-32"), "UTF-32"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "二进制"),
    ("naïve café, ünlü".encode("latin-1"), "认不出"),
    (bytes(range(128, 256)), "认不出"),
])
def test_foreign_encodings_are_named(data: bytes, named: str) -> None:
    found = refused(data).diagnostics[0]
    if found.code == "E0103":
        pytest.fail("not empty")
    assert found.code == "E0104"
    assert named in found.message


def test_broken_utf8_has_a_place() -> None:
    data = TEXT.encode()
    found = refused(data[:-3] + b"\xe6" + data[-3:]).diagnostics[0]
    assert (found.code, found.span.line) == ("E0105", 2)
    cut = refused(TEXT.encode()[:-7] + b"\xe6\x88").diagnostics[0]
    assert cut.code == "E0105"


@pytest.mark.parametrize("ch", [
    "\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\u00ad", "\u200b", "\u200e", "\u200f",
    "\u2028", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\uffff", "\U000e0041",
])
def test_invisible_characters_have_a_place(ch: str) -> None:
    sink = Sink()
    assert not check_characters(f"甲\n乙丙{ch}丁", "f.md", sink, 5, 3)
    (found,) = sink.items
    assert (found.code, str(found.span)) == ("E0107", "f.md:6:5")
    assert f"U+{ord(ch):04X}" in found.message


def test_direction_marks_are_called_so() -> None:
    sink = Sink()
    decode("甲\u202e乙".encode(), "f.md", sink)
    assert "方向" in sink.items[0].message


def test_a_place_is_reported_once() -> None:
    sink = Sink()
    for _ in range(2):
        check_characters("甲\u200b", "f.md", sink)
    assert len(sink.items) == 1


def test_a_flood_is_cut() -> None:
    sink = Sink()
    check_characters("\u200b" * 100_000, "f.md", sink)
    assert len(sink.items) == MOST


def test_tabs_and_rare_characters_are_welcome() -> None:
    assert check_characters("垟\t𠮷\u3000“”——…㎡", "f.md", Sink())
