"""`reportgen-desk` of the bundle, for a double click: the page, without a console.

Where nobody hears what it says, it is written to `reportgen-desk.txt` beside the user's cache; when
the page ends by an error, that file is shown by whatever shows texts here.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import tempfile
import webbrowser
from multiprocessing import freeze_support
from pathlib import Path

from reportgen.cli import entry
from reportgen.version import __version__
from reportgen.world import DiskWorld, World

NAME = "reportgen-desk.txt"
WELL = {0, 129, 130, 143}   # done, or ended by who started it
_LARGEST = 1 << 20          # bytes; then it is begun anew


def path_of_log(world: World) -> Path:
    """Beside the user's cache; where there is none, in a temporary folder of our own."""
    cache = world.cache().folder
    return (cache.parent if cache else Path(tempfile.mkdtemp(prefix="reportgen-"))) / NAME


def write_down(path: Path) -> None:
    """Let all that is said go to a file: by us, by a library, by a crash of the interpreter."""
    anew = path.is_file() and path.stat().st_size > _LARGEST
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if anew else os.O_APPEND)
    opened = os.open(path, flags, 0o600)
    if os.name != "nt":
        os.fchmod(opened, 0o600)        # the address in it opens the page
    log = os.fdopen(opened, "w", encoding="utf-8", buffering=1)
    for number in (1, 2):
        os.dup2(log.fileno(), number)
    sys.stdout = sys.stderr = log
    faulthandler.enable(log)
    log.write(f"—— reportgen {__version__} desk\n")


def show(path: Path, code: int) -> None:
    """Bring the file to the front if it did not end well."""
    if code not in WELL:
        webbrowser.open(path.absolute().as_uri())


def main() -> None:
    """`reportgen desk`; a folder that is dropped on the program is its argument."""
    freeze_support()
    words = ["desk", *sys.argv[1:]]
    if sys.stderr is not None and sys.stderr.isatty():      # somebody started it in a terminal
        entry(words)
    path = path_of_log(DiskWorld())
    write_down(path)
    entry(words, lambda code: show(path, code))


if __name__ == "__main__":
    main()
