"""Run before either program: what they start is to find the libraries of the system, not ours.

The starter names the bundle's own in LD_LIBRARY_PATH, which this process has read by now.
"""

import os

if (before := os.environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
