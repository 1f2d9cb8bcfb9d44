"""A bug of ours: its traceback goes to the terminal, once; the page says that there is one."""

from __future__ import annotations

import logging
import sys
import traceback

from reportgen.diagnostics import NOWHERE, Diagnostic, Related, Span, failure

LOG = logging.getLogger("reportgen.page")


def told(error: Exception) -> tuple[Diagnostic, ...]:
    """E0999 for the page. Where there is no terminal the traceback stands there, or nowhere."""
    LOG.error("", exc_info=error)
    where = "终端里的文字"
    related: Related = ()
    if sys.stderr is None:
        where, related = "下面的文字", ((Span(""), "".join(traceback.format_exception(error))),)
    return failure("E0999", f"程序自己出了错，不是您的数据有问题：{type(error).__name__}", NOWHERE,
                   f"请把{where}连同用到的数据交给维护者", related=related).diagnostics
