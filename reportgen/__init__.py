"""reportgen：一组事实、一篇文稿，生成排版规范的中文简报（PDF 与 Word）。

The public API is small: `load → check → compose → write` (docs/api.md). Everything is imported on
first use, so that `import reportgen` costs nothing.
"""

from __future__ import annotations

from reportgen.version import __version__

__all__ = ["__version__"]
