"""One build in memory, before the first unit: the processes of a batch are copies of this one.

They have all modules, faces and tables that a build needs, and take a tenth of a cold one's time.
"""

from __future__ import annotations

import gc
from pathlib import Path

import reportgen.batching.work  # noqa: F401 - what the copies will call
from reportgen import frozen, patterns
from reportgen.memory_world import MemoryWorld
from reportgen.pipeline import build
from reportgen.world import PACKAGE, PACKAGED


def warm() -> None:
    """Build what `reportgen init` writes."""
    source = PACKAGE / "templates" / "briefing"
    names = [name for name in PACKAGED.names_in(source) if PACKAGED.is_file(source / name)]
    build("样", "out", MemoryWorld({Path("样", name): PACKAGED.read(source / name)
                                   for name in names}))


COLD = ""       # why not: then units are built from cold, slower and no worse
try:
    warm()
except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the batch
    COLD = repr(error)
frozen.compile_all()
patterns.compile_all()
gc.collect()
gc.freeze()     # what is there by now: a copy that does not look at it need not have it of its own
