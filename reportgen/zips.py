"""Zip files that are the same whatever machine makes them: no clock, no system, a fixed order."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)     # the earliest a zip can say
_PACKED = (".jpg", ".png", ".xlsx")     # what no deflating makes smaller


def zipped(files: Mapping[str, bytes], first: str) -> bytes:
    """A zip of these files: the one that readers want to meet `first`, the others by name."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in sorted(files, key=lambda each: (each != first, each)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED)
            target.writestr(entry, files[name])
    return made.getvalue()
