"""The command line. `entry` is the process, `main` the function; the version needs no import."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NoReturn


def main(argv: Sequence[str] | None = None, struck: Sequence[int] = ()) -> int:
    """Run the command line on `argv` (default: the process's); the exit code.

    `struck` holds the exit code of each signal that has come, and grows while this runs.
    """
    words = sys.argv[1:] if argv is None else argv
    if list(words) in (["--version"], ["-V"]) and sys.stdout:
        from reportgen.version import __version__

        sys.stdout.write(f"reportgen {__version__}\n")
        return 0
    from reportgen.cli.app import run

    return run(words, struck=struck)


def _heed_signals() -> list[int]:
    """Let Ctrl-C, SIGTERM and the terminal's end leave by the handlers that remove temporary files.

    The list fills with the exit codes of the signals that come: what a handler raises within a
    C extension's import may be turned into another exception there, and look like a bug of ours.
    """
    import signal

    struck: list[int] = []

    def interrupt(*_: object) -> NoReturn:
        struck.append(130)
        raise KeyboardInterrupt

    def terminate(number: int, _: object) -> NoReturn:
        struck.append(128 + number)
        raise SystemExit(128 + number)

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, terminate)
    hangup = getattr(signal, "SIGHUP", None)    # Windows has none; by nohup it is not heeded
    if hangup is not None and signal.getsignal(hangup) is signal.SIG_DFL:
        signal.signal(hangup, terminate)
    return struck


def entry(
    argv: Sequence[str] | None = None, ended: Callable[[int], None] = lambda _: None,
) -> NoReturn:
    """Run the command line as a process and leave it without tearing the interpreter down.

    Exit handlers run and both streams are flushed; only the modules are not taken apart one by
    one, which would cost a tenth of a build (docs/adr/0005-leave-without-teardown.md). `ended` is
    told the exit code: a program without a console has to say it elsewhere.
    """
    import atexit
    import os

    struck = _heed_signals()
    _fill_gaps()
    try:
        code = main(argv, struck)
        ended(code)
        atexit._run_exitfuncs()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except KeyboardInterrupt:   # while modules were still being imported
        code = 130
    except BrokenPipeError:     # the reader of our output has gone
        code = 141
    except OSError:             # --version, on a full disk
        code = 5
    os._exit(code)


def _fill_gaps() -> None:
    """Where a stream was closed, no file of ours may take its number, and be written to."""
    import os

    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)      # takes the lowest number that is free
