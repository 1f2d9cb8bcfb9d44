"""An archive that is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.filings import StillDisk, founded

from reportgen.archive.store import Archive, opened


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A new archive, to be written to."""
    disk = StillDisk()
    with opened(founded(tmp_path / "档案", disk), disk, write=True) as found:
        yield found
