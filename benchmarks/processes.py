"""What the measured processes have in common."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(work: Path, *folders: str, **more: str) -> dict[str, str]:
    """The environment of a case: this checkout and `folders` of it on the path, and `more`.

    An installed program has its modules compiled. Ours are not installed here, so they are
    compiled into `work`, in the first round, which is not counted.
    """
    shared = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join(map(str, (ROOT, *(ROOT / folder for folder in folders))))
    return {**shared, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(work / "compiled"), **more}
