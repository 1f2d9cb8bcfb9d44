"""A bug of ours: its traceback goes to the terminal, once; the page says that there is one.

Who began the program by a click has no terminal: for them the traceback stands on the page.
"""

from __future__ import annotations

import logging
import sys
import traceback

from reportgen.diagnostics import NOWHERE, Diagnostic, Related, Span, failure

LOG = logging.getLogger("reportgen.page")


def told(error: Exception) -> tuple[Diagnostic, ...]:
    """E0999 for the page. Where there is no terminal the traceback stands there, or nowhere."""
    LOG.error("", exc_info=error)
    where, trace = traced(error)
    related: Related = ((Span(""), trace),) if trace else ()
    return failure("E0999", f"程序自己出了错，不是您的数据有问题：{type(error).__name__}", NOWHERE,
                   f"请把{where}连同用到的数据交给维护者", related=related).diagnostics


def traced(error: Exception) -> tuple[str, str]:
    """Where the traceback is, and the traceback itself where there is no terminal."""
    if sys.stderr is not None and sys.stderr.isatty():
        return "终端里的文字", ""
    return "下面的文字", "".join(traceback.format_exception(error))
