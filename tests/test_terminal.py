"""What terminals show: widths, colours, characters their encoding lacks."""

from __future__ import annotations

import io

import pytest

from reportgen.terminal import Console, Nowhere, columns, console, pad, visible


@pytest.mark.parametrize(("text", "width", "in_gbk"), [
    ("", 0, 0), ("abc", 3, 3), ("枇杷", 4, 4), ("１２", 4, 4), ("“非农”", 6, 8), ("e\u0301", 1, 1),
    ("㎡", 2, 2), ("垟a", 3, 3), ("𪛖", 2, 2),
])
def test_columns(text: str, width: int, in_gbk: int) -> None:
    assert columns(text) == width
    assert columns(text, ambiguous=2) == in_gbk


def test_pad_counts_columns() -> None:
    assert pad("枇杷", 6) == "枇杷  "


@pytest.mark.parametrize(("text", "shown"), [
    ("枇杷 a", "枇杷 a"), ("a\x1b[31mb", "a<U+001B>[31mb"), ("\u202e倒", "<U+202E>倒"),
    ("零\u200b宽", "零<U+200B>宽"), ("\x00", "<U+0000>"),
])
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(("encoding", "text", "bytes_"), [
    ("ascii", "枇杷…", b"<U+6787><U+6777>...\n"),
    ("gbk", "表 › 枇杷", "表 > 枇杷\n".encode("gbk")),
    ("gbk", "𪛖", b"<U+2A6D6>\n"),
    ("gbk", "−3.2%", b"-3.2%\n"),
    ("utf-8", "枇杷 ›", "枇杷 ›\n".encode()),
    ("utf-8", "坏\udc80名", "坏<U+DC80>名\n".encode()),
])
def test_no_character_crashes_a_console(encoding: str, text: str, bytes_: bytes) -> None:
    raw = io.BytesIO()
    shown = console(io.TextIOWrapper(raw, encoding=encoding, newline="\n"), {})
    shown.print(text)
    shown.flush()
    assert raw.getvalue() == bytes_


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "env", "colour"), [
    (Terminal(), {"TERM": "xterm"}, True),
    (Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
    (Terminal(), {"TERM": "xterm", "NO_COLOR": ""}, True),
    (Terminal(), {"TERM": "dumb"}, False),
    (io.StringIO(), {"TERM": "xterm"}, False),
])
def test_colour_only_on_a_terminal(stream: io.StringIO, env: dict[str, str], colour: bool) -> None:
    shown = console(stream, env)
    assert shown.colour is colour
    assert shown.paint("红", "red") == ("\x1b[31;1m红\x1b[0m" if colour else "红")


def test_status_is_wiped_by_the_next_output() -> None:
    stream = Terminal()
    shown = console(stream, {})
    shown.status("排版……")
    shown.print("好")
    assert stream.getvalue() == "排版……\r" + " " * 8 + "\r好\n"


def test_words_that_go_nowhere_are_taken_whole() -> None:
    assert Nowhere().write("没有人听") == 4


def test_no_status_in_a_pipe() -> None:
    stream = io.StringIO()
    Console(stream).status("排版")
    assert stream.getvalue() == ""
