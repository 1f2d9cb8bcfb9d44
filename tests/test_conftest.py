"""The shared fixtures themselves: skipping, failing, and refusing the wrong package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROBE = """
import pytest

@pytest.mark.system("no-such-program")
def test_probe():
    raise AssertionError("must not run")
"""


def run_probe(root: Path, folder: Path, **environment: str) -> str:
    """Run the probe under this suite's conftest, without the variables set for this run."""
    (folder / "conftest.py").write_bytes((root / "tests" / "conftest.py").read_bytes())
    (folder / "test_probe.py").write_text(PROBE, encoding="utf-8")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("REPORTGEN_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(root / "pyproject.toml"), "--rootdir",
         str(folder), "-p", "no:cacheprovider", str(folder)],
        cwd=folder, env={**clean, **environment}, capture_output=True, text=True, check=False,
    )
    return done.stdout + done.stderr


def test_missing_program_is_skipped_with_its_name(root: Path, tmp_path: Path) -> None:
    text = run_probe(root, tmp_path)
    assert "1 skipped" in text
    assert "skipped: 缺少 no-such-program" in text


def test_missing_program_fails_where_programs_are_required(root: Path, tmp_path: Path) -> None:
    assert "1 error" in run_probe(root, tmp_path, REPORTGEN_REQUIRE_SYSTEM="1")


def test_checkout_is_refused_where_the_installed_package_is_expected(
    root: Path, tmp_path: Path,
) -> None:
    text = run_probe(root, tmp_path, REPORTGEN_EXPECT_INSTALLED="1", PYTHONPATH=str(root))
    assert "the installed reportgen was to be tested" in text


@pytest.mark.skipif(os.environ.get("REPORTGEN_EXPECT_INSTALLED") != "1", reason="from a checkout")
def test_installed_package_is_the_one_under_test(root: Path) -> None:
    import reportgen

    assert not Path(reportgen.__file__).is_relative_to(root / "reportgen")
