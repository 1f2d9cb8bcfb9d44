"""`python -m reportgen` is the command line."""

from __future__ import annotations

from reportgen.cli import entry

if __name__ == "__main__":
    entry()
