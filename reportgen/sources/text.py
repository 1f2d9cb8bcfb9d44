"""Bytes to text: encodings named, never guessed silently; invisible characters refused.

Clerks' files come as UTF-8, UTF-8 with a byte order mark, or GB18030 (older Excel and Notepad).
Anything else is an error that says what the file seems to be and how to save it anew.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from itertools import islice

from reportgen.diagnostics import Diagnostic, ReportError, Sink, Span, failure
from reportgen.sources.characters import Replacement, normalise

MOST = 20  # of one kind of problem in one file; more would only hide the first
_SAVE = "在编辑器里“另存为”，编码选 UTF-8"

# What no reader can see and no page can print: C0 and C1 controls, directional marks, zero-width
# and tag characters, line separators, surrogates and noncharacters. Tab and newline are allowed.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decode(data: bytes, file: str, sink: Sink, *, wide: bool = False) -> str:
    """The text of a file, with `\\n` line ends; `wide`: UTF-16 with its mark is read, too.

    GB18030 is read and reported as I0106. Invisible characters are reported as E0107 and left in;
    look-alikes are made plain (I0108), private-use characters stay (W0109).
    Raises ReportError (INPUT): E0103 for an empty file, E0104 for a foreign encoding, E0105 for
    broken UTF-8.
    """
    if not data.strip():
        raise failure("E0103", f"“{file}”是空的", Span(file), "确认文件已保存，再检查文件名")
    if wide and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) \
            and not data.startswith(codecs.BOM_UTF32_LE):
        data = data.decode("utf-16", errors="replace").encode()      # as Excel saves “Unicode 文本”
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise failure("E0104", f"“{file}”是 {name} 编码，这里只读 UTF-8", Span(file), _SAVE)
    if b"\0" in data[:4096]:
        name = "UTF-16" if _looks_utf16(data[:4096]) else "二进制文件"
        raise failure("E0104", f"“{file}”像是{name}，不是 UTF-8 文本", Span(file), _SAVE)
    text = _decode(data, file, sink).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise failure("E0103", f"“{file}”是空的", Span(file), "确认文件已保存，再检查文件名")
    text = plain(text, file, sink)
    check_characters(text, file, sink)      # as the narrative and YAML will, at the same columns
    return text


def plain(text: str, file: str, sink: Sink, cell: Span | None = None) -> str:
    """The text without look-alikes, each reported: I0108, W0109.

    `cell` is the place of a text out of a workbook.
    """
    made, changes = normalise(text)
    starts = [0, *(found.end() for found in re.finditer("\n", text))] if changes else []
    for change in changes:
        line = bisect_right(starts, change.index)
        _doubtful(change, cell or Span(file, line, change.index - starts[line - 1] + 1), sink)
    return made


def _doubtful(change: Replacement, span: Span, sink: Sink) -> None:
    label = f"U+{ord(change.old):04X}"
    if change.new == change.old:
        sink.warning("W0109", f"自造字“{label}”，换一台电脑就认不得", span,
                     "这个字在 GB 18030 里有正式的编码，照它重新输入；换电脑、换字体都认得")
    elif change.new.strip():
        sink.info("I0108", f"“{change.old}（{label}）”改成了“{change.new}”", span,
                  f"在文件里也改成“{change.new}”")
    else:
        sink.info("I0108", f"特殊的空格或异体标记“{label}”已经换掉", span,
                  f"在文件里也改成“{change.new}”" if change.new else "在文件里也删去它")


def check_characters(text: str, file: str, sink: Sink, line: int = 1, column: int = 1) -> bool:
    """Report invisible characters (E0107, the first 20) with their places; True without any.

    `line` and `column` are the place of the text's first character; a place already reported
    (text checked as a file and again as an embedded part) is not reported twice.
    """
    clean = True
    for found in islice(INVISIBLE.finditer(text), MOST):
        clean = False
        start = text.rfind("\n", 0, found.start()) + 1
        span = Span(file, line + text.count("\n", 0, start), column + found.start() - start)
        problem = _invisible(found.group(), span)
        if problem not in sink.items:
            sink.extend((problem,))
    return clean


def _invisible(ch: str, span: Span) -> Diagnostic:
    kind = "改变文字方向的不可见字符" if ch in _BIDI else "不可见的控制字符"
    name = unicodedata.name(ch, "")
    label = f"U+{ord(ch):04X}" + (f"（{name}）" if name else "")
    hint = "删去它：把光标移到该列，按一次 Delete"
    return Diagnostic("E0107", f"这里有一个{kind} {label}", span, (hint,))


def _decode(data: bytes, file: str, sink: Sink) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _broken(data, error, file) from None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text or not _plausible(text):
        raise failure("E0104", f"认不出“{file}”的编码：既不是 UTF-8，也不是 GB18030",
                      Span(file), _SAVE)
    sink.info("I0106", f"“{file}”按 GB18030 编码读入", Span(file), f"建议{_SAVE}")
    return text


def _mostly_utf8(data: bytes) -> bool:
    """Whether a file that fails as UTF-8 is UTF-8 with a few bad bytes, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return sum(ch > "\x7f" for ch in text) - bad > bad


def _broken(data: bytes, error: UnicodeDecodeError, file: str) -> ReportError:
    before = data[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    span = Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    bad = data[error.start : error.start + 1].hex().upper()
    message = f"UTF-8 文本在这里断了（字节 {bad}），文件可能没有存完或被截断"
    return failure("E0105", message, span, "重新取得这份文件，或改正这一处后存为 UTF-8")


def _plausible(text: str) -> bool:
    """Whether decoded GB18030 reads as text: no controls, nothing unassigned or private."""
    return all(unicodedata.category(ch) not in {"Cc", "Cn", "Co"} or ch in "\t\r\n" for ch in text)


def _looks_utf16(data: bytes) -> bool:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    return len(data) >= 4 and (even == 0) != (odd == 0)
