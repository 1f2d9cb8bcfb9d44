"""The program as a bundle: what it says of itself, what it advises, which of its files are bad."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from reportgen import bundled
from reportgen.acts import making
from reportgen.acts.installing import installed
from reportgen.cli import main
from reportgen.diagnostics import ReportError


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a bundle's, whose program this is."""
    package = tmp_path / "_internal" / "reportgen"
    package.mkdir(parents=True)
    (package / bundled.MAKING).write_text(
        json.dumps({"打包": "PyInstaller 6", "带的程序包": {"lxml": "6"}}), encoding="utf-8")
    (tmp_path / "reportgen").write_bytes(b"program")
    (tmp_path / bundled.SUMS).write_text(
        f"{hashlib.sha256(b'program').hexdigest()}  reportgen\n", encoding="utf-8")
    monkeypatch.setattr(bundled, "PACKAGE", package)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    return tmp_path


def test_installed_by_pip() -> None:
    assert not bundled.bundled()
    assert bundled.to_install("scan") == "安装：pip install 'reportgen[scan]'"
    assert [bundled.to_renew(newer=newer).partition("：")[2] for newer in (False, True)] == [
        "pip install --force-reinstall reportgen", "pip install --upgrade reportgen"]
    assert bundled.making() == {}
    assert not any("Python的程序" in key for key in making.environment({}, installed()))


def test_nobody_is_told_to_install_into_a_bundle(bundle: Path) -> None:
    assert bundled.to_install("dask").startswith("这个程序自带 Python，装不进别的。")
    assert "pip" not in bundled.to_renew() + bundled.to_renew(newer=True)
    assert bundle.is_dir()


def test_a_record_says_what_bundle_made_it(bundle: Path) -> None:
    told = making.environment({}, installed())["自带Python的程序"]
    sums = (bundle / bundled.SUMS).read_bytes()
    assert told == {"打包": "PyInstaller 6", "带的程序包": {"lxml": "6"},
                    "文件清单": hashlib.sha256(sums).hexdigest()}


def test_files_that_are_gone_or_changed(
    bundle: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(bundled.unsound()) == []
    assert main(["doctor"]) == 0
    assert "程序的文件" in capsys.readouterr().out
    (bundle / "reportgen").write_bytes(b"another")
    assert list(bundled.unsound()) == ["reportgen"]
    assert main(["doctor"]) != 0
    told = capsys.readouterr().err
    assert "少了，或被改动过：reportgen" in told
    assert "重新解压" in told
    (bundle / "reportgen").unlink()
    assert list(bundled.unsound()) == ["reportgen"]


def test_a_bundle_without_its_list_is_told(bundle: Path) -> None:
    (bundle / bundled.SUMS).unlink()
    with pytest.raises(ReportError, match="E0101"):
        list(bundled.unsound())
