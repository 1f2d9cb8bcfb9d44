"""The archive holds the PDF as it was issued: signed, or with its sources inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.certificates import PASSPHRASE, certificate
from support.filings import StillDisk, add

from reportgen import pipeline, signing
from reportgen.acts import archive as acts
from reportgen.acts.archive import Desk
from reportgen.acts.filing import FilingWish
from reportgen.acts.proving import prove
from reportgen.acts.reproducing import Grade, reproduce
from reportgen.acts.signing import Order, sign
from reportgen.archive.properties import UNPROVED, Result, Verdict
from reportgen.archive.record import ALONG, PDF, SIGNATURE
from reportgen.archive.store import Filed
from reportgen.diagnostics import ReportError, failure
from reportgen.proof.pdf.about import attached

ISSUE = "2024年第4期"
TOLD = "甲某，2024-06-07T09:00:00+08:00，B-B"


def issue(at: Desk, **options: bool) -> Path:
    """Build an issue into out/; its PDF."""
    folder = at.office.folder
    return pipeline.build(folder / ISSUE, folder / "out", **options).files["pdf"]


def signed(at: Desk, path: Path, out: Path | None = None) -> Path:
    key = at.office.folder / "我的.p12"
    key.write_bytes(certificate())
    return sign(path, Order(key, lambda: PASSPHRASE, out=out), at.world, StillDisk()).path


def filed(at: Desk, **wish: str) -> Filed:
    folder = at.office.folder
    ((found,), _) = add(at, [folder / ISSUE], FilingWish(out=folder / "out", **wish), str)
    return found


def held(at: Desk, found: Filed) -> bytes:
    with at.archive() as archive:
        return archive.read(found.record.held(PDF)[0])


def row(at: Desk) -> Verdict:
    """What is found of the signature."""
    with at.archive() as archive:
        (rows,) = prove(archive, (), "", str, properties=True).records.values()
    return next(verdict for row, verdict in rows if row.title == "电子签名")


def test_the_signed_file_is_what_is_held(
    bare: Desk, monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = signed(bare, issue(bare))
    found = filed(bare)
    assert held(bare, found) == path.read_bytes()
    assert found.record.extra[SIGNATURE] == TOLD
    assert row(bare) == Verdict(Result.PASSED, TOLD)
    with bare.archive() as archive:
        again = reproduce(archive, found.record, bare.office.folder, bare.world, str)
    assert again.grade is Grade.BYTES
    assert again.differences == ("正本另有电子签名，附在同样的字节后面",)
    assert not filed(bare).new, "the same again"

    def gone(_data: bytes) -> tuple[bool, str]:
        raise failure("E1158", "没有装签名的程序")

    monkeypatch.setattr(signing, "verified", gone)
    assert row(bare) == Verdict(Result.NOT_RUN, UNPROVED)
    assert not filed(bare).new


def test_signed_in_its_own_place(bare: Desk) -> None:
    path = issue(bare)
    assert signed(bare, path, path) == path
    assert held(bare, filed(bare)) == path.read_bytes()


def flipped(path: Path) -> None:
    data = path.read_bytes()
    at = data.rindex(b"/Contents <") + 900
    path.write_bytes(data[:at] + (b"1" if data[at:at + 1] != b"1" else b"2") + data[at + 1:])


def appended(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"% more\n")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


@pytest.mark.parametrize(("change", "code"), [
    (flipped, "E1159"), (appended, "E1129"), (cut, "E1129")])
def test_a_signature_that_is_not_well(
    bare: Desk, change: Callable[[Path], None], code: str,
) -> None:
    change(signed(bare, issue(bare)))
    with pytest.raises(ReportError, match=code) as caught:
        filed(bare)
    assert {each.code for each in caught.value.diagnostics} == {code}
    assert all(each.hints for each in caught.value.diagnostics)


def test_the_hints_work(bare: Desk) -> None:
    """Sources that changed after it was signed: built again, signed again, it is filed."""
    signed(bare, issue(bare))
    text = bare.office.folder / ISSUE / "briefing.md"
    text.write_text(text.read_text(encoding="utf-8").replace("当天", "次日"), encoding="utf-8")
    issue(bare)
    with pytest.raises(ReportError, match="E1129") as caught:
        filed(bare)
    assert "签过名的再签一次" in caught.value.diagnostics[0].hints[0]
    path = signed(bare, issue(bare))
    assert held(bare, filed(bare)) == path.read_bytes()


def test_an_ofd_that_is_not_of_the_sources_is_told_with_how_it_is_made_again(bare: Desk) -> None:
    path = issue(bare).with_suffix(".ofd")
    path.write_bytes(b"PK of another time")
    with pytest.raises(ReportError, match="E1129") as caught:
        filed(bare)
    assert caught.value.diagnostics[0].hints[0].endswith(" --to ofd")


def test_signed_after_it_was_filed(bare: Desk) -> None:
    path = issue(bare)
    assert filed(bare).new
    path = signed(bare, path)
    with pytest.raises(ReportError, match=r"E1120.*正本"):
        filed(bare)
    found = filed(bare, correction="更正", reason="补签")
    assert found.record.revision == 2
    assert held(bare, found) == path.read_bytes()


def test_one_that_carries_its_sources(bare: Desk) -> None:
    path = issue(bare, attach_sources=True)
    folder = bare.office.folder
    ((found,), told) = add(bare, [folder / ISSUE], FilingWish(out=folder / "out"), str)
    assert held(bare, found) == path.read_bytes()
    assert attached(path.read_bytes(), "PDF")
    assert found.record.extra[ALONG] is True
    assert "I1151" in {each.code for each in told}
    with bare.archive() as archive:
        record = acts.newest(archive, "2024-4")
        again = reproduce(archive, record, folder, bare.world, str)
    assert (again.grade, again.differences) == (Grade.BYTES, ())
    issue(bare)
    assert not filed(bare).new, "made of the same"
