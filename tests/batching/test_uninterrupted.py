"""What is forked from who imports it ignores Ctrl-C from its first instruction on."""

from __future__ import annotations

import signal
import sys


def test_ctrl_c_is_ignored() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        from reportgen.batching import uninterrupted

        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert sys.modules[uninterrupted.__name__] is uninterrupted
    finally:
        signal.signal(signal.SIGINT, before)
