"""Files sent in one request are whole, or none is taken; whatever the bytes are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from reportgen.diagnostics import ReportError
from reportgen.page import uploads
from reportgen.page.uploads import LARGEST, MOST, received


def sent(pieces: Sequence[bytes], length: int | None = None, *, whole: bool = True) -> Any:
    """What `received` makes of a body in pieces; how many of them it asked for."""
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.request", "body": b"", "more_body": False} if whole
                    else {"type": "http.disconnect"})
    asked = iter(messages)

    async def receive() -> dict[str, object]:
        return next(asked)

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    scope = {"type": "http", "method": "POST", "headers": headers}
    files = asyncio.run(received(Request(scope, receive)))
    return files, len(messages) - len(list(asked))


def body(files: dict[str, bytes]) -> bytes:
    rows = [[name, len(data)] for name, data in files.items()]
    return json.dumps(rows).encode() + b"\n" + b"".join(files.values())


def refused(pieces: Sequence[bytes], length: int | None = None, *, whole: bool = True) -> str:
    with pytest.raises(ReportError) as told:
        sent(pieces, length, whole=whole)
    (item,) = told.value.diagnostics
    return f"{item.code} {item.message}"


FILES = {"台账.xlsx": b"PK\n\x00" * 9, "照片/a.jpg": b"", "b": b"[]\n"}
names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


@given(st.dictionaries(names, st.binary(max_size=40), max_size=5), st.integers(1, 30))
def test_what_is_sent_comes_whatever_the_pieces(files: dict[str, bytes], step: int) -> None:
    data = body(files)
    pieces = [data[at:at + step] for at in range(0, len(data), step)]
    assert sent(pieces)[0] == files
    assert sent([data], len(data))[0] == files


@given(st.binary(max_size=200))
def test_no_bytes_are_a_bug(data: bytes) -> None:
    try:
        files, _ = sent([data])
    except ReportError as error:
        assert {each.code for each in error.diagnostics} == {"E0915"}
    else:
        assert data.endswith(b"\n" + b"".join(files.values()))


@given(st.data())
def test_a_body_cut_or_lengthened_gives_no_file(data: st.DataObject) -> None:
    whole = body(FILES)
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert refused([whole[:cut]]).startswith("E0915")
    assert refused([whole, data.draw(st.binary(min_size=1, max_size=9))]).startswith("E0915")


@pytest.mark.parametrize("line", [
    b"", b"null", b"{}", b"[1]", b'[["a"]]', b'[["a", -1]]', b'[["a", 1.0]]', b'[["a", true]]',
    b'[["a", "1"]]', b'[["", 0]]', b'[[1, 0]]', b'[["a", 0], ["a", 0]]', b'[["\\ud800", 0]]',
    b'[["\xff", 0]]', b'[["a", NaN]]', b"[" * 100_000, b'[["a", ' + b"9" * 5000 + b"]]",
    b'[["a", 0, 0]]', b'"' * 9])
def test_another_first_line_is_refused(line: bytes) -> None:
    assert refused([line + b"\n"]).startswith("E0915 送来的文件不完整")


def test_too_many_and_too_much_are_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = json.dumps([[str(at), 0] for at in range(MOST + 1)]).encode()
    assert refused([many + b"\n"]).startswith("E0916")
    assert len(sent([body({str(at): b"" for at in range(MOST)})])[0]) == MOST

    async def reading(*_: object) -> dict[str, bytes]:
        raise AssertionError("read")

    monkeypatch.setattr(uploads, "_filled", reading)
    assert refused([b'[["a", %d]]\n' % (LARGEST + 1), b"x"]).startswith("E0916")
    assert "长短" in refused([b'[["a", 5]]\n', b"x"], 99)


def test_a_first_line_has_an_end() -> None:
    assert refused([b"[" + b" " * (1 << 16)] * 40) == "E0915 " \
        "送来的文件不完整：没有说是哪些文件，一个也没有收"


def test_a_sender_who_has_gone_is_no_bug() -> None:
    assert "断了" in refused([b'[["a", 5]]\n', b"xx"], whole=False)
    assert "断了" in refused([], whole=False)
