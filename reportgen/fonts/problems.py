"""What can be wrong with a font file that a user brings, said so that it can be mended."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Span

_FIRST_EASTERN = 0x2E80
_PLANES_OF_HAN = range(0x20000, 0x40000)     # Python may not know yet what is new in them
STATIC = "换成静态的 TTF、OTF 或 TTC 字体文件"

# Signs that say the same as one that the bundled faces have
_ALIKE = {
    **dict.fromkeys("☑✔✅🗹", "√"), **dict.fromkeys("☒✘✖❌❎", "×"), **dict.fromkeys("☐▢◻⬜", "□"),
    **dict.fromkeys("⭐🌟", "★"), **dict.fromkeys("⇒➡➔➜", "→"), **dict.fromkeys("⬛◼", "■"),
    **dict.fromkeys("☎📞✆", "电话："), **dict.fromkeys("📧✉", "邮箱："),
}


def ways_out(ch: str) -> tuple[str, ...]:
    """How to come by a face that has a character: a name is not changed because a face lacks it."""
    if ch in _ALIKE:
        return (f"改成“{_ALIKE[ch]}”",)
    if not is_eastern(ch):
        return "这不是文字：换一种说法，或删去这个符号", f"查看字体覆盖：reportgen fonts “{ch}”"
    return (
        "姓名、地名用字不必改：装一种收这个字的字体，再生成一次",
        "Windows 更新系统（SimSun-ExtB、SimSun-ExtG），或添加可选功能“简体中文补充字体”；"
        "macOS 在“字体册”里下载“宋体-简”；Debian、Ubuntu 运行 apt install fonts-hanazono",
        "字体文件已经有了，在版式里写：字体: {补字: 字体/文件名.ttf}",
        f"查看字体覆盖：reportgen fonts “{ch}”",
    )


def is_eastern(ch: str) -> bool:
    """Whether a face may be looked for to show it: Han, and letters of scripts beside it."""
    code = ord(ch)
    return code in _PLANES_OF_HAN or (
        code >= _FIRST_EASTERN and unicodedata.category(ch) == "Lo")


def unusable(path: Path, reason: str, span: Span, hint: str = STATIC) -> Diagnostic:
    """E0503: the file cannot be used, for a reason that is a clause of Chinese."""
    message = f"字体文件“{path.name}”用不了：{reason}"
    return Diagnostic("E0503", message, span, (hint,))
