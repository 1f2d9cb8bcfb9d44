"""The command line. `main` is the entry point; nothing heavy is imported to print the version."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on `argv` (default: the process's); the exit code."""
    words = sys.argv[1:] if argv is None else argv
    if list(words) in (["--version"], ["-V"]):
        from reportgen.version import __version__

        sys.stdout.write(f"reportgen {__version__}\n")
        return 0
    from reportgen.cli.app import run

    return run(words)
