"""What can be wrong with a font file that a user brings, said so that it can be mended."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Diagnostic, Span

STATIC = "换成静态的 TTF、OTF 或 TTC 字体文件"


def unusable(path: Path, reason: str, span: Span, hint: str = STATIC) -> Diagnostic:
    """E0503: the file cannot be used, for a reason that is a clause of Chinese."""
    message = f"字体文件“{path.name}”用不了：{reason}"
    return Diagnostic("E0503", message, span, (hint,))
