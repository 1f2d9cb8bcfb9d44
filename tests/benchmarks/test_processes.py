import os
import subprocess
import sys
from pathlib import Path

import pytest
from processes import ROOT, environment


def test_modules_are_compiled_outside_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    given = environment(tmp_path, "tests", MORE="1")
    assert given["MORE"] == "1"
    assert given["PYTHONPATH"].split(os.pathsep) == [str(ROOT), str(ROOT / "tests")]
    subprocess.run([sys.executable, "-c", "import reportgen.units"], env=given, check=True)
    assert list((tmp_path / "compiled").rglob("units.*.pyc"))
