"""reportgen：一组事实、一篇文稿，生成排版规范的中文简报（PDF 与 Word）。

The public API is small: `load → compose → check → write`, or `build` for all of it (docs/api.md).
Everything is imported on first use, so that `import reportgen` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportgen.version import __version__

if TYPE_CHECKING:
    from reportgen.batching.run import batch
    from reportgen.batching.supervise import Limits
    from reportgen.diagnostics import ReportError
    from reportgen.memory_world import MemoryWorld
    from reportgen.pipeline import build, check, compose, load, write
    from reportgen.world import DiskWorld as World

_HOMES = {
    "build": "pipeline.build", "check": "pipeline.check", "compose": "pipeline.compose",
    "load": "pipeline.load", "write": "pipeline.write", "World": "world.DiskWorld",
    "batch": "batching.run.batch", "Limits": "batching.supervise.Limits",
    "MemoryWorld": "memory_world.MemoryWorld", "ReportError": "diagnostics.ReportError",
}

__all__ = [
    "Limits", "MemoryWorld", "ReportError", "World", "__version__", "batch", "build", "check",
    "compose", "load", "write",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
    module, _, called = _HOMES[name].rpartition(".")
    return getattr(import_module(f"reportgen.{module}"), called)
