"""Filing, proving and verifying by the page; printing on a real CUPS."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from copies.test_printer import spooler  # noqa: F401 - a fixture
from page.conftest import ISSUE, Sat
from support.deskserver import approval, command, served
from support.scans import encoded, rendered

from reportgen import pipeline
from reportgen.acts.archive import desk
from reportgen.acts.printing import PrintWish, planned
from reportgen.archive.disk import Disk
from reportgen.copies.payload import payload
from reportgen.copies.typed_code import typed_code
from reportgen.edition import silent
from reportgen.page.case import Case
from reportgen.page.desk import SENT, STEPS
from reportgen.page.markup import Html, table
from reportgen.page.steps import filing
from reportgen.page.view import approval as approval_button
from reportgen.world import DiskWorld


def test_what_cannot_be_undone_is_not_on_the_page() -> None:
    """Destruction has a command alone; what approves is a button with its digest, no field."""
    assert not [step for step in (*STEPS, *SENT) if "destroy" in step]
    html = approval_button("print", "同意，印", "ab" * 32, {"copies": 2})
    assert "摘要 abababababab<" in html
    assert f'data-digest="{"ab" * 32}"' in html
    assert "<input" not in html


def test_what_is_told_is_escaped() -> None:
    told = table(("<b>", "a"), [("<i>", "&"), (Html("<em>x</em>"), "y")])
    assert "&lt;b&gt;" in told
    assert '<th scope="row">&lt;i&gt;</th><td>&amp;</td>' in told
    assert "<em>x</em>" in told
    assert table(("a",), ()) == ""


def printed(sat: Sat, copies: str = "2") -> bytes:
    """The print file of so many copies, asked for by the page."""
    plan = sat.asked.do("print-plan", "print", copies=copies, way="单面", to="pdf")
    sat.asked.do("print", "print", **approval(plan))
    return sat.asked.get("/file/print/0").data


@pytest.mark.slow
def test_an_archive_is_begun_by_a_button_of_its_own_and_an_issue_filed(
    root: Path, tmp_path: Path,
) -> None:
    folder = tmp_path / "示例镇"
    shutil.copytree(root / "data" / "office", folder)
    with served(folder, ISSUE, {}) as asked:
        sections = asked.panel()
        assert 'data-step="archive-init"' in sections["archive"]
        assert "不要重建" in sections["archive"]
        assert all("建档案" in sections[key] for key in ("print", "verify"))
        assert 'data-step="print-plan"' not in sections["print"]
        assert "E1106" not in asked.do("archive-verify", "archive")
        assert not (folder / "档案").exists()
        html = asked.do("archive-init", "archive")
        assert "J012" in html
        assert '<option value="示例镇工作简报">' in html or "（10年）" in html
        assert 'name="correction"' not in html, "nothing is there to be corrected"
        assert "E1121" in asked.do("archive-plan", "archive", signed="2024-06-08")
        assert "E1121" in asked.do("archive-plan", "archive", signed="六月七日")
        told = command("archive", "add", ISSUE, "--signed", "2024-06-07", "--dry-run",
                       cwd=folder, env={})
        html = asked.do("archive-plan", "archive", signed="2024-06-07")
        digest = approval(html)["digest"]
        assert f"--approve {digest[:12]}" in told, "the same plan"
        for line in re.findall("  ([0-9a-f]{12})  ", told):
            assert line in html
        assert "没有生成过" in html
        html = asked.do("archive", "archive", **approval(html))
        assert "归档了。" in html
        assert 'name="correction"' in html
        assert "早已归档" in asked.do("archive-plan", "archive")
        assert "E1132" in asked.do("archive-plan", "archive", correction="更正")
        assert "E1101" not in asked.do("archive-init", "archive"), "begun once"
        with sqlite3.connect(folder / "档案" / "catalogue.sqlite") as catalogue:
            kinds = [row[0] for row in catalogue.execute("SELECT kind FROM entry ORDER BY seq")]
        assert kinds == ["建档", "归档"]


@pytest.mark.slow
def test_what_is_approved_is_not_made_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The files that were shown are filed, unless a source of them is written meanwhile."""
    top, made = shutil.copytree(root / "data" / "office", tmp_path / "镇"), list[object]()
    real = pipeline.build
    monkeypatch.setattr("reportgen.pipeline.build",
                        lambda *told, **more: made.append(told) or real(*told, **more))
    case = Case(top, ISSUE, DiskWorld(), Disk(), "甲某")
    filing.begun(case, {}, silent)
    fields = approval(filing.shown(case, {}, silent).ask)
    facts = top / ISSUE / "facts.yaml"
    facts.write_bytes(facts.read_bytes())
    assert len(made) == 1
    assert "归档了" in filing.filed(case, fields, silent).html
    assert len(made) == 2, "written again, the same"
    assert "早已归档" in filing.filed(case, fields, silent).html
    assert len(made) == 2


@pytest.mark.slow
def test_a_record_is_proved_and_a_certificate_written(sat: Sat) -> None:
    html = sat.asked.do("archive-verify", "archive")
    assert "未通过 0 项" in html
    assert html.count("<tr>") > 20
    answer = sat.asked.get("/file/archive-verify/0")
    assert answer.data[:5] == b"%PDF-"
    assert sat.kept()[0][-1][3] == "核对"
    (held,) = [path for path in (sat.folder / "档案").rglob("*") if path.is_file()
               and path.stat().st_size > 50_000 and path.read_bytes()[:5] == b"%PDF-"][:1]
    held.chmod(0o600)
    held.write_bytes(held.read_bytes()[:-1] + b"x")
    html = sat.asked.do("archive-verify", "archive")
    assert "answer refused" in html
    assert "E1111" in html


@pytest.mark.slow
def test_a_scan_a_file_and_a_code_are_verified(sat: Sat) -> None:
    pages = rendered(printed(sat), 200)
    html = sat.asked.send("verify-scan", "verify", "扫描.png", encoded(pages[2]))
    assert "第2份，第1页，共2页" in html
    assert "是本单位印的" in html
    assert "没有收进扫描件" in html
    pages[0].paste((255, 255, 255), (400, 1000, 700, 1060))
    before = sat.kept()[0]
    html = sat.asked.send("verify-compare", "verify", "../../扫描.png", encoded(pages[0]))
    assert "处不同" in html
    assert "W1241" in html
    assert "/see/verify-compare/0" in html
    picture = sat.asked.get("/see/verify-compare/0")
    assert (picture.headers["content-type"], picture.data[:2]) == ("image/jpeg", b"\xff\xd8")
    assert (sat.folder / "out" / "扫描（比对第1面）.jpg").read_bytes() == picture.data
    assert sat.kept()[0] == before, "to look enters nothing"
    blank = rendered((sat.folder / "out" / f"{ISSUE}（印第1—2份）.pdf").read_bytes(), 40)[0]
    html = sat.asked.send("verify-scan", "verify", "白.png", encoded(blank))
    assert "没有认出" in html
    assert "answer refused" in html
    source = (sat.folder / "通讯录.csv").read_bytes()
    assert "E1227" in sat.asked.send("verify-file", "verify", "通讯录.csv", source)
    held = (sat.folder / ISSUE / "facts.yaml").read_bytes()
    assert "就是归档的" in sat.asked.send("verify-file", "verify", "数据.yaml", held)


@pytest.mark.slow
def test_what_became_of_copies_is_noted_once(sat: Sat) -> None:
    assert "E1106" in sat.asked.do("copies-note", "print", act="印件发放", numbers="1", holder="甲")
    printed(sat)
    before = sat.kept()[0]
    for wrong in ({"act": "印件发放"}, {"act": "归档", "holder": "甲村"}, {"numbers": "3"},
                  {"numbers": "2-1"}, {"numbers": ""}, {"act": "印件收回", "day": "昨天"}):
        html = sat.asked.do("copies-note", "print", **{
            "act": "印件发放", "numbers": "1", **({} if "act" in wrong else {"holder": "甲村"}),
            **wrong})
        assert "answer refused" in html, wrong
    assert sat.kept()[0] == before
    told = {"act": "印件发放", "numbers": "1-2", "holder": "甲村", "place": "村委会"}
    html = sat.asked.do("copies-note", "print", **told)
    assert "登记发放 2 份" in html
    assert "甲村，村委会" in html
    assert "早已登记" in sat.asked.do("copies-note", "print", **told)
    assert "登记收回 1 份" in sat.asked.do("copies-note", "print", act="印件收回", numbers="2")
    assert [row[3] for row in sat.kept()[0][len(before):]] == ["印件发放", "印件收回"]


@pytest.mark.slow
def test_a_code_that_is_typed(sat: Sat) -> None:
    printed(sat, "1")
    at = desk(sat.folder, DiskWorld(), by="甲某")
    plan = planned(at, sat.folder / ISSUE, PrintWish(copies=1), silent)
    from reportgen.copies.payload import PrintedSheet

    run = plan.run
    code = typed_code(payload(PrintedSheet(run.document, 1, 1, 2, 2), run.contents[1]))
    assert "第1份，第2页，共2页" in sat.asked.do("verify-code", "verify", code=code)
    assert "E1226" in sat.asked.do("verify-code", "verify", code="K7QXB")
    assert "E1226" in sat.asked.do("verify-code", "verify")


@pytest.mark.slow
def test_a_step_that_is_none_and_a_request_without_files(sat: Sat) -> None:
    before = sat.kept()
    for step in ("destroy", "archive-destroy", "copies-destroy"):
        assert sat.asked.post(f"/do/{step}", b"{}").status == 404, step
    for section in sat.asked.panel().values():
        assert 'data-step="destroy' not in section
    assert sat.asked.post("/send/verify-scan", b"x").status == 400
    assert sat.kept() == before


@pytest.mark.slow
def test_what_a_printer_is_told_is_approved_with_it(
    filed: Path, spooler: tuple[Path, Mapping[str, str]],  # noqa: F811
) -> None:
    out, env = spooler
    with served(filed, ISSUE, {"CUPS_SERVER": env["CUPS_SERVER"]}) as asked:
        assert '<option value="virtual">virtual</option>' in asked.panel()["print"]
        plan = asked.do("print-plan", "print", copies="1", way="双面", to="pdf", printer="virtual")
        fields = approval(plan)
        wish = {**json.loads(fields["wish"]), "printer": "broken"}
        assert "E1131" in asked.do("print", "print", **{**fields, "wish": json.dumps(wish)})
        assert not (out / "printed.pdf").exists()
        html = asked.do("print", "print", **fields)
        assert "virtual 印完了" in html
        assert (out / "printed.pdf").read_bytes() == asked.get("/file/print/0").data
        plan = asked.do("print-plan", "print", more="1", way="双面", to="pdf", printer="broken")
        assert "E1221" in asked.do("print", "print", **approval(plan))


@pytest.mark.slow
def test_without_a_spooler_no_printer_is_offered(filed: Path) -> None:
    with served(filed, ISSUE, {"CUPS_SERVER": "localhost:1"}) as asked:
        assert 'name="printer"' not in asked.panel()["print"]
        assert "E1237" in asked.do("print-plan", "print", copies="1", way="骑马订", to="ofd")
        for fields in ({"copies": "10000"}, {"copies": "1", "way": "四面"}, {"copies": "-3"}):
            assert "E1222" in asked.do("print-plan", "print", **{
                "way": "双面", "to": "pdf", **fields}), fields
