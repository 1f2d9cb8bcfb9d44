"""`reportgen` of the bundle: the command line."""

import sys
from multiprocessing import freeze_support

from reportgen.bundled import TRY_LOCK


def main() -> None:
    """The command line; or what this program does for itself as another process."""
    freeze_support()        # of a batch, which never comes back
    if sys.argv[1:2] == [TRY_LOCK]:
        from reportgen.archive.catalogue import LOCK

        del sys.argv[1]
        exec(LOCK)          # noqa: S102 - the same lines as elsewhere, and no others
        return
    from reportgen.cli import entry

    entry()


if __name__ == "__main__":
    main()
