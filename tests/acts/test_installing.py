"""What is installed: all of it, with the digests of wheels where pip wrote them down."""

from __future__ import annotations

import importlib.util
import json
from importlib import metadata
from pathlib import Path

import pytest

from reportgen.acts import installing
from reportgen.acts.installing import Lock, installed


def test_all_that_a_build_needs_is_there() -> None:
    lock = installed()
    assert {"reportgen", "click", "lxml", "matplotlib", "contourpy", "python-dateutil"} \
        <= lock.versions.keys()
    assert not {"pytest", "ruff"} & lock.versions.keys(), "extras are not what a build needs"
    assert list(lock.versions) == sorted(lock.versions)
    assert len(set(lock.digests.values())) == len(lock.versions), "each has files of its own"


def distribution(folder: Path, told: object = None) -> metadata.Distribution:
    info = folder / "sample-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Name: sample\nVersion: 1.0\n", encoding="utf-8")
    if told is not None:
        (info / "direct_url.json").write_text(json.dumps(told), encoding="utf-8")
    return metadata.Distribution.at(info)


@pytest.mark.parametrize(("told", "digest"), [
    ({"archive_info": {"hashes": {"sha256": "ab"}}, "url": "file:///a.whl"}, "ab"),
    ({"archive_info": {"hash": "sha256=ab"}, "url": "file:///a.whl"}, "ab"),
    ({"dir_info": {"editable": True}, "url": "file:///a"}, ""), (None, ""),
])
def test_the_digest_of_a_wheel_is_what_pip_wrote_down(
    tmp_path: Path, told: object, digest: str,
) -> None:
    assert installing._wheel(distribution(tmp_path, told)) == digest


def test_the_files_are_those_of_the_list_there_or_not(tmp_path: Path) -> None:
    """Who else looks installed packages up, Python itself from 3.12 too, leaves out what is gone;
    a frozen program has none of them."""
    info = tmp_path / "sample-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: sample\nVersion: 1.0\n", encoding="utf-8")
    (info / "RECORD").write_text(
        'sample/a.py,sha256=aa,3\n"sample/b,c.txt",sha256=bb,4\nsample/d.pyc,sha256=dd,1\n'
        "../../bin/sample,sha256=ee,9\nsample-1.0.dist-info/INSTALLER,sha256=ff,4\n"
        "sample-1.0.dist-info/RECORD,,\n", encoding="utf-8")
    found = [("sample/a.py", "aa", "3"), ("sample/b,c.txt", "bb", "4")]
    assert list(installing.listed(metadata.Distribution.at(info))) == found
    if importlib.util.find_spec("importlib_metadata"):      # comes with dask, for Python 3.11
        other = importlib.import_module("importlib_metadata").Distribution.at(info)
        assert [str(path) for path in other.files or ()] != [name for name, _, _ in found]
        assert list(installing.listed(other)) == found


def test_digests_of_all_or_none() -> None:
    whole = Lock({"a": "1", "b": "2"}, {}, {"a": "00", "b": "11"})
    assert whole.text == "a==1 --hash=sha256:00\nb==2 --hash=sha256:11\n"
    assert whole.command == "pip install --require-hashes --no-deps -r 程序包.txt"
    part = Lock({"a": "1", "b": "2"}, {}, {"a": "00"})
    assert (part.text, part.unknown) == ("a==1 # sha256:00\nb==2\n", ("b",))
    assert part.command == "pip install --no-deps -r 程序包.txt"
