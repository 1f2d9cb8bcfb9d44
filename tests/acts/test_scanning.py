"""The paper of an issue comes back signed: its scan is judged, filed, found; faults are told."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw
from support.filings import StillDisk, add
from support.scans import askew, bound, rendered

from reportgen.acts import archive as acts
from reportgen.acts.archive import Desk, desk
from reportgen.acts.copies import note
from reportgen.acts.exporting import export
from reportgen.acts.filing import FilingWish
from reportgen.acts.printing import PrintWish, planned, printed
from reportgen.acts.register import read_register
from reportgen.acts.reproducing import Grade, reproduce
from reportgen.acts.scanning import Told, add_scan
from reportgen.archive.record import PDF, PRINTED_PAGES, SCAN, SEARCHABLE, STAMP
from reportgen.archive.scans import Scanned
from reportgen.cli import main
from reportgen.copies.scans import seen
from reportgen.diagnostics import ReportError
from reportgen.edition import silent
from reportgen.office.model import OWN_PAGE
from reportgen.world import DiskWorld

SIGNED = Told("签字，盖章", "3", "2-1")
Pages = list[Image.Image]


@pytest.fixture(scope="session")
def paper(filed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Pages]]:
    """The office when both issues are printed; copies 1 to 3 of the fifth and 1 of the fourth."""
    folder = tmp_path_factory.mktemp("paper") / "示例镇"
    shutil.copytree(filed, folder)
    at, sheets = desk(folder, DiskWorld(), StillDisk(), "甲某"), []
    for name, copies in (("2024年第5期", 3), ("2024年第4期", 1)):
        plan = planned(at, folder / name, PrintWish(copies=copies), silent)
        pages = rendered(printed(at, plan, plan.digest, folder / "印", silent).read_bytes(), 200)
        sheets += [pages[first : first + 2] for first in range(0, len(pages), 2)]
    return folder, sheets


@pytest.fixture
def sheets(paper: tuple[Path, list[Pages]]) -> list[Pages]:
    """The pages of each printed copy."""
    return paper[1]


@pytest.fixture
def at(paper: tuple[Path, list[Pages]], tmp_path: Path) -> Desk:
    """A desk in a copy of that office."""
    shutil.copytree(paper[0], tmp_path / "示例镇")
    return desk(tmp_path / "示例镇", DiskWorld(), StillDisk(), "甲某")


def brought(
    at: Desk, pages: Sequence[Image.Image], told: Told = SIGNED, name: str = "2024-5",
    dpi: int = 200,
) -> tuple[Scanned, list[str]]:
    return given(at, bound(pages, "PDF", dpi), told, name)


def given(
    at: Desk, data: bytes, told: Told = SIGNED, name: str = "2024-5"
) -> tuple[Scanned, list[str]]:
    """File a scan; what became of it, and the codes of what was found on the way."""
    path = at.office.folder / "扫描"
    path.write_bytes(data)
    done, found = add_scan(at, name, path, told, silent)
    return done, [each.code for each in found]


def refused(at: Desk, *brought_as: object) -> list[str]:
    with at.archive() as archive:
        before = list(archive.catalogue.entries())
    with pytest.raises(ReportError) as caught:
        (given if isinstance(brought_as[0], bytes) else brought)(at, *brought_as)  # type: ignore[operator]
    with at.archive() as archive:
        assert list(archive.catalogue.entries()) == before
    return [each.code for each in caught.value.diagnostics]


def text_of(path: Path) -> str:
    """What another program finds, in the order in which it is written."""
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True,
                          check=True, encoding="utf-8")
    return "".join(done.stdout.split())


def uncoded(page: Image.Image) -> Image.Image:
    """A page whose codes are covered."""
    page = page.copy()
    draw = ImageDraw.Draw(page)
    for box in ((0, 2000, 500, 2339), (1100, 2000, 1654, 2339), (0, 0, 560, 330),
                (1100, 0, 1654, 330)):
        draw.rectangle(box, fill="white")
    return page


@pytest.mark.slow
@pytest.mark.system("pdftotext")
def test_signed_scanned_filed_found(at: Desk, sheets: list[Pages], tmp_path: Path) -> None:
    rng = random.Random(9)  # noqa: S311
    data = bound([askew(page, rng)[0] for page in sheets[1]], "TIFF", compression="tiff_lzw")
    done, found = given(at, data)
    assert (found, done.new, done.scan.copy, done.scan.dpi) == ([], True, 2, 200)
    assert (done.scan.marks, done.scan.box, done.scan.by_hand) == (("签字", "盖章"), "3", ())
    assert not given(at, data, Told())[0].new
    with at.archive(write=True) as archive:
        record = acts.newest(archive, "2024-5")
        assert acts.find(archive, "机耕路")[0][0].scans == (done.scan,)
        raw, text = (record.held(role)[0] for role in (SCAN, SEARCHABLE))
        assert archive.read(raw) == data
        (tmp_path / "页.pdf").write_bytes(archive.read(text))
        (tmp_path / "正本.pdf").write_bytes(archive.read(record.held(PDF)[0]))
        assert text_of(tmp_path / "页.pdf") == text_of(tmp_path / "正本.pdf")
        assert "新修机耕路3.50公里，收割机开到了田边。" in text_of(tmp_path / "页.pdf")
        again = reproduce(archive, record, at.office.folder, at.world, silent)
        assert again.grade is Grade.BYTES
    made = export(at, "2024-5", tmp_path / "移交")
    assert (made.folder / "data" / "扫描件" / "第2份.tif").read_bytes() == data
    assert "扫描" in (made.folder / "元数据.xml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_not_one_whole_copy_of_this_issue_is_refused(
    at: Desk, sheets: list[Pages]
) -> None:
    (one, two), (other, _), *_, fourth = sheets
    assert refused(at, [one]) == ["E1216"], "one page of two"
    assert refused(at, [one, one]) == ["E1216", "E1216"]
    assert refused(at, [one, two, other]) == ["E1216"]
    assert refused(at, [other, two]) == ["E1216"] * 2
    assert refused(at, fourth) == ["E1231"]
    assert refused(at, [one, uncoded(two)]) == ["E1211"]
    assert refused(at, [one, two] * 3) == ["E1234"]
    both = Image.new("RGB", (one.width * 2, one.height))
    both.paste(one)
    both.paste(two, (one.width, 0))
    assert refused(at, [both, two]) == ["E1212"]
    small = [page.resize((1240, 1754)) for page in (one, two)]
    assert refused(at, small, SIGNED, "2024-5", 150) == ["E1229", "E1229"]
    coarse = Desk(replace(at.office, scan_dpi=150), at.world, at.disk, at.who)
    assert brought(coarse, small, dpi=150)[0].scan.dpi == 150


def test_what_is_no_scan_is_refused(at: Desk, sheets: list[Pages]) -> None:
    with at.archive() as archive:
        issued = archive.read(acts.newest(archive, "2024-5").held(PDF)[0])
    assert refused(at, issued) == ["E1228"]
    assert refused(at, b"GIF89a") == ["E1210"]
    assert refused(at, b"%PDF-1.7 torn") == ["E1210"]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bound(sheets[0], "PDF"))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
        pdf.Root.OpenAction = pdf.make_indirect(pdf.Root.OpenAction)
        pdf.save(out)
    assert refused(at, out.getvalue()) == ["E1228"]
    assert refused(at, bound([Image.new("1", (827, 1170), 1)] * 401, "TIFF", 100,
                             compression="group4")) == ["E1234"]


@pytest.mark.slow
def test_turned_and_out_of_order_only_on_request(at: Desk, sheets: list[Pages]) -> None:
    one, two = sheets[0]
    mixed = [two.rotate(180), one.rotate(90, expand=True)]
    assert refused(at, mixed) == ["E1230"] * 3
    done, found = brought(at, mixed, replace(SIGNED, arrange=True))
    assert (found, done.scan.copy) == ([], 1)
    with at.archive() as archive:
        raw, text = (archive.read(each) for each in done.scan.holdings)
    assert seen(text, "可检索的") == seen(bound([one, two], "PDF"), "理顺的")
    assert [page.turn for page in seen(raw, "原样")] == [180, 90], "as it was scanned"


@pytest.mark.slow
def test_by_hand_and_said_so(at: Desk, sheets: list[Pages]) -> None:
    one, two = sheets[2]
    byhand = replace(SIGNED, copy=3)
    assert refused(at, [one, uncoded(two)], replace(SIGNED, copy=2)) == ["E1234"]
    assert refused(at, [uncoded(one)], byhand) == ["E1234"]
    assert refused(at, [uncoded(one), uncoded(two)], replace(SIGNED, copy=9)) == ["E1224"]
    assert refused(at, [uncoded(two), uncoded(one)], byhand) == ["E1235", "E1235"]
    assert refused(at, [one, uncoded(two).rotate(180)], byhand) == ["E1230"]
    done, found = brought(at, [one, uncoded(two)], byhand)
    assert (found, done.scan.copy, done.scan.by_hand, done.scan.revision) == ([], 3, (2,), 1)
    other = replace(byhand, reason="原来的漏了")
    blank = Image.new("RGB", one.size, "white")
    done, found = brought(at, [one, blank], other)
    assert (found, done.scan.by_hand) == (["W1236"], (2,))


@pytest.mark.slow
def test_other_pages_than_those_that_were_filed(at: Desk, sheets: list[Pages]) -> None:
    """A correction is filed: the old paper is still that of the old record."""
    folder = at.office.folder / "2024年第5期"
    text = (folder / "briefing.md").read_text(encoding="utf-8")
    (folder / "briefing.md").write_text(text.replace("颗粒归仓", "及时归仓"), encoding="utf-8")
    wish = FilingWish(correction="更正", reason="错字", out=Path("没有"))
    ((new,), _) = add(at, [folder], wish, str)
    note(at, "2024-5", "印件收回", [1], {})
    done, found = brought(at, sheets[0])
    assert done.record.name != new.record.name
    assert found == ["W1215"] * 2, "a copy that was recalled is filed all the same"
    plan = planned(at, folder, PrintWish(copies=1), silent)
    pages = rendered(printed(at, plan, plan.digest, folder / "印", silent).read_bytes(), 200)
    assert brought(at, pages)[0].record.name == new.record.name
    (folder / "briefing.md").write_text(text.replace("颗粒归仓", "全部归仓"), encoding="utf-8")
    plan = planned(at, folder, PrintWish(copies=1), silent)
    pages = rendered(printed(at, plan, plan.digest, folder / "印", silent).read_bytes(), 200)
    assert refused(at, pages) == ["E1232"]


@pytest.mark.slow
def test_from_a_sheet_to_its_paper_by_the_commands(
    at: Desk, sheets: list[Pages], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(at.office.folder)
    Path("扫描.tif").write_bytes(bound(sheets[1], compression="tiff_lzw"))
    words = ["archive", "add-scan", "2024-5", "扫描.tif", "--signed", "签字,盖章", "--box", "3"]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["copy"], told["new"], told["record"]["scans"][0]["box"]) == (2, True, "3")
    assert main(["archive", "add-scan", "2024-5", "扫描.tif"]) == 0
    assert "早已收进" in capsys.readouterr().out
    where = "第2份　签字、盖章　盒 3　架 没有写　扫描件 2 页，200 dpi"
    for command in (["archive", "find", "机耕路"], ["archive", "show", "2024-5"],
                    ["verify", "--image", "扫描.tif"]):
        assert main(command) == 0
        assert where in capsys.readouterr().out
    assert main(["archive", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["diagnostics"][0]["code"] == "W1116"


def test_which_paper_is_of_which_record(at: Desk) -> None:
    with at.archive() as archive:
        record = acts.newest(archive, "2024-5")
        (run,) = read_register(archive).of(record.number)
    bare = {key: value for key, value in record.extra.items() if key != PRINTED_PAGES}
    assert run.made(record)
    assert run.made(replace(record, extra=bare)), "filed when none told its pages"
    assert run.made(replace(record, pages=3, extra={**record.extra, STAMP: OWN_PAGE}))
    assert not run.made(replace(record, pages=3))
    assert not run.made(replace(record, extra={**bare, PRINTED_PAGES: ["0", "1"]}))
    assert not run.made(replace(record, number=record.number._replace(serial=6)))


def test_what_reads_scans_is_asked_for(
    at: Desk, sheets: list[Pages], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    assert refused(at, bound(sheets[0], "PDF")) == ["E1218"]


