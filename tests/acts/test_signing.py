"""Signing a file: where the signed one lies, where the passphrase comes from, what is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from support.certificates import NOW, PASSPHRASE, WHO, answering, certificate
from support.filings import StillDisk

from reportgen import signing
from reportgen.acts.signing import VARIABLE, Done, Order, secret, sign
from reportgen.archive import disk as disks
from reportgen.archive.disk import Disk
from reportgen.cli import main
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.proof.parity import parity
from reportgen.world import DiskWorld

KEY = Path("我的.p12")
FILE = Path("out/第5期.pdf")


@pytest.fixture(scope="module")
def key() -> bytes:
    return certificate()


def signed(data: bytes, key: bytes, out: Path | None = None) -> tuple[Done, MemoryWorld]:
    world = MemoryWorld({FILE: data, KEY: key})
    return sign(FILE, Order(KEY, lambda: PASSPHRASE, out=out), world, StillDisk()), world


def test_beside_the_file_or_where_one_says(sample_pdf: Path, key: bytes) -> None:
    data = sample_pdf.read_bytes()
    for out, place in ((None, "out/第5期.签名.pdf"), (Path("寄"), "寄/第5期.签名.pdf"),
                       (Path("寄/甲.pdf"), "寄/甲.pdf")):
        done, world = signed(data, key, out)
        assert done.path == Path(place)
        assert (done.level, done.found) == ("B-B", ())
        assert done.told == f"{WHO}，{NOW.isoformat()}，B-B"
        assert world.read(done.path).startswith(data)
        assert world.read(FILE) == data
    with pytest.raises(ReportError, match="E0132"):
        signed(data, key, Path("甲.docx"))


def test_word_and_pdf_still_agree(sample_pdf: Path, sample_docx: Path, key: bytes) -> None:
    done, world = signed(sample_pdf.read_bytes(), key)
    found = parity(world.read(done.path), sample_docx.read_bytes(), ("PDF", "Word"))
    assert found.facts > 100
    assert not found.differences


def saved(data: bytes, **options: object) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.docinfo["/Producer"] = "another program"
        pdf.save(out := BytesIO(), **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_what_is_not_signed(sample_pdf: Path, key: bytes) -> None:
    data = sample_pdf.read_bytes()
    done, world = signed(data, key)
    lock = pikepdf.Encryption(owner="a", user="")
    shut = pikepdf.Encryption(owner="a", user="b")
    for other, code in (
        (world.read(done.path), "E1156"), (saved(data), "E1155"),
        (saved(data, encryption=lock), "E1155"), (saved(data, encryption=shut), "E1011"),
        (b"", "E1011"), (data[:9000], "E1011"),
    ):
        with pytest.raises(ReportError, match=code) as caught:
            signed(other, key)
        assert all(each.hints for each in caught.value.diagnostics)


def test_one_that_would_not_hold_is_not_written(
    sample_pdf: Path, key: bytes, monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = MemoryWorld({FILE: sample_pdf.read_bytes(), KEY: key})
    real = signing.sign

    def broken(*given: object) -> signing.Signed:
        made = real(*given)  # type: ignore[arg-type]
        return made._replace(data=made.data.replace(b"/SigFlags 3", b"/SigFlags 1"))

    monkeypatch.setattr(signing, "sign", broken)
    with pytest.raises(ReportError, match="E1159"):
        sign(FILE, Order(KEY, lambda: PASSPHRASE), world, StillDisk())
    assert set(world.files) == {world.resolve(FILE), world.resolve(KEY)}


def test_where_the_passphrase_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "密码.txt"
    file.write_bytes("甲 乙Ａ\r\n别的".encode())
    world = DiskWorld({VARIABLE: "环境"})
    file.chmod(0o600)
    assert secret(file, world, str) == "甲 乙Ａ"
    assert secret(None, world, str) == "环境"
    assert secret(None, DiskWorld({}), lambda: "键盘") == "键盘"
    file.chmod(0o640)
    with pytest.raises(ReportError, match="E1154") as caught:
        secret(file, world, str)
    assert caught.value.diagnostics[0].hints == (f"chmod 600 {file}",)
    monkeypatch.setattr(disks, "WINDOWS", True)
    assert secret(file, world, str) == "甲 乙Ａ", "there are no mode bits"


@pytest.mark.slow
def test_the_command(
    sample_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its options; what it prints tells no passphrase; a service that is gone is told, not more."""
    monkeypatch.chdir(tmp_path)
    now = Disk().now()
    Path("我的.p12").write_bytes(certificate(begins=now))
    Path("期.pdf").write_bytes(sample_pdf.read_bytes())
    words = ["sign", "期.pdf", "--certificate", "我的.p12"]
    assert main(words) == 2, "nobody is there to ask"
    assert "E1154" in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    with answering(200) as (address, asked):
        assert main([*words, "--timestamp", address]) == 0
        assert "B-T" in capsys.readouterr().out
        assert main([*words, "--json"]) == 0
        assert '"level": "B-B"' in capsys.readouterr().out
        assert len(asked) == 1, "nothing is asked unless one says so"
    assert main([*words, "--timestamp", address]) == 0
    shown = capsys.readouterr()
    assert "W1157" in shown.err
    assert "B-B" in shown.out
    assert PASSPHRASE not in shown.err + shown.out
    assert main([*words, "--timestamp", "file:///etc/passwd"]) == 2
    monkeypatch.setenv(VARIABLE, "另一个")
    assert main(words) == 3
    shown = capsys.readouterr()
    assert "E1152" in shown.err
    assert "另一个" not in shown.err
