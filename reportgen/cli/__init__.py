"""The command line. `entry` is the process, `main` the function; the version needs no import."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on `argv` (default: the process's); the exit code."""
    words = sys.argv[1:] if argv is None else argv
    if list(words) in (["--version"], ["-V"]):
        from reportgen.version import __version__

        sys.stdout.write(f"reportgen {__version__}\n")
        return 0
    from reportgen.cli.app import run

    return run(words)


def _terminated(*_: object) -> NoReturn:
    """Leave by way of the handlers that remove temporary files."""
    raise SystemExit(143)


def entry() -> NoReturn:
    """Run the command line as a process and leave it without tearing the interpreter down.

    Exit handlers run and both streams are flushed; only the modules are not taken apart one by
    one, which would cost a tenth of a build (docs/adr/0005-leave-without-teardown.md).
    """
    import atexit
    import os
    import signal

    signal.signal(signal.SIGTERM, _terminated)
    try:
        code = main()
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:   # while modules were still being imported
        code = 130
    except BrokenPipeError:     # the reader of our output has gone
        code = 141
    os._exit(code)
