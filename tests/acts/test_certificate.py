"""The certificate: one page whatever was found, and what it says is what was found."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest

from reportgen.acts.archive import Desk
from reportgen.acts.certificate import certificate
from reportgen.acts.proving import Proof, verify
from reportgen.archive.properties import ROWS, Result, Verdict
from reportgen.cli import main
from reportgen.version import __version__


def read(data: bytes) -> tuple[list[list[str]], str]:
    """The rows of its last table, and all its text, on its one page."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        (page,) = file.pages
        table = next(each for each in page.extract_tables() if len(each) > len(ROWS))
        return [["".join((cell or "").split()) for cell in row] for row in table], \
            "".join((page.extract_text() or "").split())


def rows_of(data: bytes) -> dict[str, tuple[str, str]]:
    table, _ = read(data)
    at = next(index for index, row in enumerate(table) if "理由" in row)
    return {row[1]: (row[2], row[3]) for row in table[at + 1:]}


@pytest.fixture
def proof(at: Desk) -> Proof:
    return verify(at, (), "", str, properties=True)


def test_what_it_says(at: Desk, proof: Proof) -> None:
    data = certificate(at, proof, "档案")
    _, text = read(data)
    for part in (proof.whole.head, f"reportgen{__version__}", "2024-06-0709:00:00+08:00", "J012",
                 "示例镇人民政府办公室", "逐字节核对通过", "检测人甲某"):
        assert part in text, part
    found = rows_of(data)
    assert set(found) == {row.title.replace(" ", "") for row in ROWS}
    assert found["病毒"] == ("未执行", "未执行2件。要用杀毒软件检查")
    assert found["固化信息"] == ("通过", "2件")


def test_of_one_record_the_notes_stand_as_they_are(at: Desk) -> None:
    one = verify(at, ("2024-5",), "", str, properties=True)
    found = rows_of(certificate(at, one, "档案"))
    assert found["内容可读"] == ("通过", "2页，315字")
    assert found["密级"] == ("提醒", "没有写密级")


def test_it_is_one_page_whatever_was_found(at: Desk, proof: Proof) -> None:
    (record, *_) = proof.records.values()
    many = {f"J012-WS·2024-D10-BGS-{n:04}": tuple(
        (row, Verdict(Result.FAILED, f"第{n}件“示例”不在；" * (n % 9 + 1)) if n % 3 else verdict)
        for row, verdict in record) for n in range(1, 1500)}
    crowded = replace(proof, records=many)
    data = certificate(at, crowded, "D:/很长的路径/" * 12)
    found = rows_of(data)
    assert {result for result, _ in found.values()} == {"未通过"}
    assert all(note.endswith("…") for _, note in found.values())


def test_a_damaged_archive_gets_its_certificate_too(
    at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    lost = next(path for path in (at.folder / "objects").rglob("*") if path.is_file())
    lost.unlink()
    monkeypatch.chdir(at.office.folder)
    path = tmp_path / "证书.pdf"
    assert main(["archive", "verify", "--certificate", str(path)]) == 6
    _, text = read(path.read_bytes())
    assert "未通过：1处，第一处E1110" in text
    assert "E1110" in text
    assert main(["archive", "verify", "--quick", "--certificate", str(path)]) == 2
    assert "--quick" in capsys.readouterr().err


def test_of_nothing_nothing_has_passed(bare: Desk) -> None:
    found = rows_of(certificate(bare, verify(bare, (), "", str, properties=True), "档案"))
    assert set(found.values()) == {("未执行", "")}
