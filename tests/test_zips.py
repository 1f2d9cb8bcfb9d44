"""A zip is made of its files alone."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportgen.zips import zipped

FILES = {"乙.xml": b"x" * 99, "甲.xml": b"", "a.png": b"y" * 99, "[头].xml": b"z"}


def test_the_same_files_are_the_same_zip(monkeypatch: pytest.MonkeyPatch) -> None:
    made = zipped(FILES, "[头].xml")
    monkeypatch.setattr("sys.platform", "win32")
    assert zipped(dict(reversed(FILES.items())), "[头].xml") == made
    with zipfile.ZipFile(io.BytesIO(made)) as read:
        assert {name: read.read(name) for name in read.namelist()} == FILES
        assert read.namelist() == ["[头].xml", "a.png", "乙.xml", "甲.xml"]
        assert {each.create_system for each in read.infolist()} == {0}
        assert {each.compress_type for each in read.infolist()} == {
            zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
