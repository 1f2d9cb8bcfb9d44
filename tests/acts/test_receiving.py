"""What a person brings: placed where the issue reads it, or refused and nothing written."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from support.books import book, saved
from support.photographs import fence, jpeg, scene

from reportgen.acts.marking import mark
from reportgen.acts.receiving import Received, receive, receive_folder
from reportgen.archive.disk import Disk
from reportgen.diagnostics import Diagnostic, ReportError, Span
from reportgen.excel.marks import carries_marks
from reportgen.world import DiskWorld

FRONT = "---\n报头: 某镇简报\n期号: 6\n编发单位: 某镇\n日期: 2024-07-05\n标题: 六月\n---\n\n"
STORY = FRONT + "一切正常。\n"
WORLD, PHOTO = DiskWorld(), jpeg()
Told = tuple[str, str, tuple[str, ...]]


@cache      # a book tells when it was saved
def a_book(value: int = 100) -> bytes:
    return saved(book([["某镇2024年6月"], ["村", "产值（万元）"], ["甲村", value]]))


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """An issue in a folder that was opened."""
    folder = tmp_path / "镇" / "2024年第6期"
    folder.mkdir(parents=True)
    (folder / "briefing.md").write_text(STORY, encoding="utf-8")
    return folder


def put(issue: Path, name: str, data: bytes) -> str:
    """Receive it: what is told."""
    ((path, (told,)),) = receive(issue.parent, issue, {name: data}, WORLD)
    assert path.read_bytes() == data
    assert told.code == "I0139"
    return told.message


def refused(issue: Path, name: str, data: bytes) -> Told:
    """Receive it in vain: what is told, and nothing was written."""
    before = below(issue.parent)
    with pytest.raises(ReportError) as caught:
        receive(issue.parent, issue, {name: data}, WORLD)
    assert below(issue.parent) == before
    found: Diagnostic = next(each for each in caught.value.diagnostics if each.is_error)
    return found.code, found.message, found.hints


def below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def test_a_workbook_once_again_and_another(issue: Path) -> None:
    old, new = a_book(), a_book(200)
    assert put(issue, "6月报.xlsx", old) == "已收下“6月报.xlsx”作为“台账.xlsx”"
    assert put(issue, "6月报.xlsx", old) == "“台账.xlsx”已经是这一份，没有改动"
    assert put(issue, "台账 (1).xlsx", new) == \
        "已收下“台账 (1).xlsx”作为“台账.xlsx”，原来的留作 台账.xlsx.bak"
    assert (issue / "台账.xlsx.bak").read_bytes() == old
    assert put(issue, "台账 (2).xlsx", a_book(300)).endswith("原来的留作 台账.xlsx.2.bak")
    assert put(issue, "台账.xlsx", new).endswith("原来的留作 台账.xlsx.3.bak")
    assert put(issue, "台账.xlsx", old).endswith("原来的留作 台账.xlsx.2.bak"), "it lies there"
    assert {name: data for name, data in below(issue).items() if name != "briefing.md"} == {
        "台账.xlsx": old, "台账.xlsx.bak": old, "台账.xlsx.2.bak": new,
        "台账.xlsx.3.bak": a_book(300)}


def test_what_a_table_lacks_is_told_at_once(issue: Path) -> None:
    (issue / "台账.csv").write_text(
        "期间,2024年6月\n标题,某镇月报\n编号,名称,数值,单位\nA,产值,1,万元\n", "utf-8")
    code, told, hints = refused(issue, "七月.csv", "名称,数值,单位\n棉花,2,吨\n".encode())
    assert (code, told.partition("：")[2]) == ("E0138", "缺少“标题”；缺少“期间”；缺少“编号”")
    assert [hint[:7] for hint in hints] == [
        "在列名上面加一", "在列名上面加一", "加一列“编号”", "要换下“台账."]


def test_a_table_of_something_else_replaces_nothing(issue: Path) -> None:
    put(issue, "台账.xlsx", a_book())
    other = saved(book([["某镇2024年6月"], ["人", "工资（元）"], ["甲某", 1]]))
    assert refused(issue, "工资.xlsx", other) == (
        "E0138", "“工资.xlsx”里没有“台账.xlsx”里的事实，不像是要换下它",
        ("要换下“台账.xlsx”，改名为它，再放",))
    assert refused(issue, "通讯录.xlsx", saved(book([["甲某"]])))[1].startswith(
        "不知道“通讯录.xlsx”是不是要换下“台账.xlsx”，里面的数读不了：")
    wrong = saved(book([["某镇2024年6月"], ["村", "产值（万元）"], ["甲村", "一百公理"]]))
    assert put(issue, "六月.xlsx", wrong).endswith("台账.xlsx.bak"), "a check tells the cell"
    put(issue, "台账.xlsx", a_book())
    put(issue, "台账.xlsx", other)
    (issue / "台账.xlsx").write_bytes(b"torn")
    assert put(issue, "修好的.xlsx", a_book()).endswith("原来的留作 台账.xlsx.3.bak"), \
        "台账.xlsx.bak is the first book"


def test_files_of_one_drop_are_placed_all_or_none(issue: Path) -> None:
    def drop(**files: bytes) -> list[str]:
        return [each.message for one in receive(issue.parent, issue, {
            name.replace("__", "."): data for name, data in files.items()}, WORLD)
            for each in one.found]

    before = below(issue)
    for second in ("乙.xlsx", "台账.xlsx"):
        with pytest.raises(ReportError) as caught:
            receive(issue.parent, issue, {"甲.xlsx": a_book(), second: a_book(2)}, WORLD)
        assert caught.value.diagnostics[0].message == \
            f"“甲.xlsx”和“{second}”都要放作“台账.xlsx”，一个也没有收"
    with pytest.raises(ReportError, match="E0141"):
        drop(甲__xlsx=a_book(), 会场__jpg=PHOTO, 乙__xlsx=b"torn")
    assert below(issue) == before
    yaml = "标题: 月报\n期间: 2024年6月\n数据表: [各镇.xlsx]\n".encode()
    assert drop(各镇__xlsx=a_book(), 会场__jpg=PHOTO, facts__yaml=yaml) == [
        "已收下“各镇.xlsx”", "已收下“会场.jpg”", "已收下“facts.yaml”"]


def test_the_marks_of_a_check_are_taken_off(issue: Path) -> None:
    path, old = issue / "台账.xlsx", a_book()
    path.write_bytes(old)
    copy = issue.parent / "核对.xlsx"
    mark([Diagnostic("E0404", "错", Span(str(path), 0, 0, 1, "表1", "B3"))], {path: old}, copy,
         WORLD)
    assert put_clean(issue, "台账.xlsx", copy.read_bytes()).startswith(
        "已收下“台账.xlsx”，取下了核对的标记")
    assert not carries_marks(path.read_bytes())
    assert openpyxl.load_workbook(path).sheetnames == ["表1"]
    again = openpyxl.load_workbook(copy)
    again["表1"]["B3"] = "还没有"       # which no reader takes: but it is this very book
    again.save(copy)
    assert put_clean(issue, "2024年第6期（核对）.xlsx", copy.read_bytes()) == (
        "已收下“2024年第6期（核对）.xlsx”作为“台账.xlsx”，取下了核对的标记，"
        "原来的留作 台账.xlsx.2.bak")
    kept = openpyxl.load_workbook(path)
    assert (kept["表1"]["B3"].value, kept["表1"]["B3"].comment) == ("还没有", None)
    assert kept["核对结果"]["A2"].value == "标记已经取下"
    clean = path.read_bytes()
    assert put_clean(issue, "台账.xlsx", copy.read_bytes()) == "“台账.xlsx”已经是这一份，没有改动"
    assert put_clean(issue, "台账.xlsx", clean) == "“台账.xlsx”已经是这一份，没有改动"


def put_clean(issue: Path, name: str, data: bytes) -> str:
    ((_, (told,)),) = receive(issue.parent, issue, {name: data}, WORLD)
    return told.message


@pytest.mark.parametrize("name", ["~$台账.xlsx", ".~台账.xlsx", ".~lock.台账.xlsx#"])
def test_the_lock_of_an_open_book_is_told(issue: Path, name: str) -> None:
    assert refused(issue, name, b"\x05" + bytes(164)) == (
        "E0138", f"“{name}”是打开着“台账.xlsx”的记号，里面没有数",
        ("关闭 Excel（WPS），放“台账.xlsx”本身",))


def test_kept_is_the_book_as_it_was_saved_last_not_as_marked(issue: Path) -> None:
    path, old = issue / "台账.xlsx", a_book()
    path.write_bytes(old)
    mark([Diagnostic("E0404", "错", Span(str(path), 0, 0, 1, "Sheet", "B3"))], {path: old}, None,
         WORLD)
    assert path.read_bytes() != old
    put(issue, "台账.xlsx", a_book(200))
    assert (issue / "台账.xlsx.bak").read_bytes() == old
    (issue / "~$台账.xlsx").write_bytes(b"")
    assert refused(issue, "台账.xlsx", old) == (
        "E0147", "“台账.xlsx”正被打开着", ("保存并关闭，再放一次",))


def test_of_several_tables_the_name_tells(issue: Path) -> None:
    (issue / "facts.yaml").write_text(
        "标题: 月报\n期间: 2024年6月\n数据表: [各镇.xlsx, 各村.csv]\n", encoding="utf-8")
    assert put(issue, "各镇.xlsx", a_book()) == "已收下“各镇.xlsx”", "though it was not there"
    assert put(issue, "各村.csv", "村,产值\n".encode()) == "已收下“各村.csv”"
    assert refused(issue, "6月.xlsx", a_book()) == (
        "E0138",
        "不知道“6月.xlsx”要换下哪一个，这一期读的是：“facts.yaml”、“各镇.xlsx”、“各村.csv”", (
            "要换下“各镇.xlsx”，改名为它，再放", "要换下“各村.csv”，另存为 .csv，改名为它，再放",
            "是另一张表，先在“facts.yaml”的“数据表”里写上“6月.xlsx”，再放"))
    less = "期间: 2024年6月\n数据表: [各镇.xlsx]\n".encode()
    assert put(issue, "facts.yaml", less).endswith(".bak")
    assert refused(issue, "各村.csv", b"a,b\n")[0] == "E0138", "it lies there, and nobody reads it"
    assert put(issue, "别名.yaml", "期间: 2024年7月\n数据表: [各镇.xlsx]\n".encode()) == \
        "已收下“别名.yaml”作为“facts.yaml”，原来的留作 facts.yaml.2.bak"


def test_tables_that_the_narrative_names(issue: Path) -> None:
    (issue / "briefing.md").write_text(STORY.replace("标题", "数据表: [各镇.xlsx]\n标题"), "utf-8")
    assert put(issue, "6月.xlsx", a_book()) == "已收下“6月.xlsx”作为“各镇.xlsx”"
    assert refused(issue, "6月.csv", b"a,b\n")[2] == (
        "要换下“各镇.xlsx”，另存为 .xlsx，改名为它，再放",
        "是另一张表，先在“briefing.md”的“数据表”里写上“6月.csv”，再放")
    assert refused(issue, "facts.yaml", "期间: 2024年\n".encode())[2] == (
        "要改用“facts.yaml”，先移走“各镇.xlsx”",)


def test_a_book_where_the_facts_are_typed(issue: Path) -> None:
    put(issue, "facts.yaml", "期间: 2024年6月\n".encode())
    assert refused(issue, "6月.xlsx", a_book()) == (
        "E0138", "不知道“6月.xlsx”要换下哪一个，这一期读的是：“facts.yaml”",
        ("是另一张表，先在“facts.yaml”的“数据表”里写上“6月.xlsx”，再放",))
    (issue / "facts.yaml").unlink()
    (issue / "6月.xlsx").write_bytes(a_book())
    assert refused(issue, "6月.xlsx", a_book(200)) == (
        "E0138", "不知道“6月.xlsx”要换下哪一个，这一期读的是：没有读数据",
        ("要用它的数，改名为“台账.xlsx”，再放",))
    assert put(issue, "facts.csv", b"a,b\n") == "已收下“facts.csv”"


@pytest.mark.parametrize("text", [
    "# 说明\n", "---\ntitle: 会议\n---\n\n记录。\n", "---\n标题: 会议\n", "---\n[\n---\n"])
def test_a_text_that_is_no_narrative(issue: Path, text: str) -> None:
    code, message, hints = refused(issue, "README.md", text.encode())
    assert (code, hints) == ("E0138", ("是稿子，改名为 briefing.md，再放",))
    assert message.startswith("“README.md”不像这一期的稿子：")
    put(issue, "briefing.md", text.encode())


def test_a_narrative_and_photographs(issue: Path) -> None:
    assert put(issue, "稿子.md", FRONT.encode()) == \
        "已收下“稿子.md”作为“briefing.md”，原来的留作 briefing.md.bak"
    (issue / "briefing.md").write_text(f"{STORY}\n{fence('照片/会场.jpg')}", encoding="utf-8")
    (issue / "facts.yaml").write_text("[", encoding="utf-8")        # which is of no account
    assert put(issue, "会场.jpg", PHOTO) == "已收下“会场.jpg”"
    assert (issue / "照片" / "会场.jpg").is_file()
    put(issue, "路.jpg", PHOTO)
    assert (issue / "路.jpg").is_file()
    (issue / "旧").mkdir()
    (issue / "旧" / "路.jpg").write_bytes(PHOTO)
    assert refused(issue, "路.jpg", jpeg(scene(200, 150))) == (
        "E0138", "叫“路.jpg”的照片有 2 处", ("给照片改成不同的名称，稿子里照着写",))


@pytest.mark.parametrize("name", [
    "../台账.xlsx", "/etc/台账.xlsx", r"C:\fakepath\台账.xlsx", "旧/台账.xlsx", "con.xlsx", "",
    "..", ".台账.xlsx", "-o.xlsx", "台账\0.xlsx", "台账.xlsx.", "台账.xlsx ", "台\u202e账.xlsx",
    "台账.xlsx:x", "帐" * 60 + ".xlsx"])
def test_no_name_leads_anywhere(issue: Path, name: str) -> None:
    code, message, hints = refused(issue, name, a_book())
    assert message.startswith(f"不收“{name}”：")
    assert (code, hints) == ("E0137", ("改名，再放一次",))


@pytest.mark.parametrize(("name", "data", "code"), [
    ("程序.exe", b"MZ", "E0138"), ("无名", b"", "E0138"), ("台账.xlsx.bak", b"", "E0138"),
    ("台账.xlsx", b"", "E0141"), ("台账.xlsx", b"PK\x03\x04torn", "E0141"),
    ("台账.xlsx", a_book()[:-40], "E0141"), ("台账.xls", b"\xd0\xcf\x11\xe0", "E0141"),
    ("台账.xlsx", b"<html>", "E0141"), ("台账.csv", b'a,"b\n', "E0140"),
    ("台账.csv", b"a\0b", "E0104"), ("facts.yaml", b"a: [", "E0110"), ("稿子.md", b"", "E0103"),
    ("会场.jpg", b"GIF89a", "E0163"), ("会场.jpg", PHOTO[:40], "E0164"),
    ("稿子.md", b"a" * 2_000_001, "E0125"),
])
def test_what_cannot_be_read_is_not_placed(
    issue: Path, name: str, data: bytes, code: str
) -> None:
    assert refused(issue, name, data)[0] == code


def test_a_bomb_is_not_placed(issue: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb, \
            bomb.open("xl/workbook.xml", "w") as part:
        for _ in range(401):
            part.write(bytes(1_000_000))
    assert refused(issue, "台账.xlsx", made.getvalue())[1] == "读不了“台账.xlsx”：解开以后太大"


def test_links_that_lead_out_are_not_followed(issue: Path, tmp_path: Path) -> None:
    other = tmp_path / "别处.xlsx"
    other.write_bytes(b"another's")
    (issue / "台账.xlsx").symlink_to(other)
    assert refused(issue, "台账.xlsx", a_book()) == (
        "E0137", "“台账.xlsx”在这里是链接，通到文件夹外面", ("删去链接，把文件本身放进来",))
    (issue / "台账.xlsx").unlink()
    (issue / "briefing.md.bak").symlink_to(other)
    assert put(issue, "briefing.md", b"x").endswith("原来的留作 briefing.md.2.bak")
    (issue / "briefing.md.3.bak").symlink_to(tmp_path / "还没有")
    assert refused(issue, "briefing.md", b"y")[1] == \
        "“briefing.md.3.bak”在这里是链接，通到文件夹外面"
    assert other.read_bytes() == b"another's"
    (issue.parent / "共用.xlsx").write_bytes(a_book())
    (issue / "台账.xlsx").symlink_to(issue.parent / "共用.xlsx")
    assert put(issue, "台账.xlsx", a_book(7)).endswith("共用.xlsx.bak")
    assert (issue.parent / "共用.xlsx").read_bytes() == a_book(7), "within what was opened"
    away = tmp_path / "外"
    away.mkdir()
    (away / "briefing.md").write_text(STORY, encoding="utf-8")
    (issue.parent / "另一期").symlink_to(away)
    assert refused(issue.parent / "另一期", "稿子.md", b"x")[0] == "E0137"
    assert refused(issue.parent, "稿子.md", b"x") == (
        "E0130", "“镇”里没有 briefing.md，不是一期",
        ("新的一期：把整个文件夹拖进来，或用 reportgen roll",))


FOLDER = {"2024年第7期/briefing.md": STORY.encode(), "2024年第7期/台账.xlsx": a_book(),
          "2024年第7期/照片/会场.jpg": PHOTO}


def folder(top: Path, files: dict[str, bytes]) -> Received:
    return receive_folder(top, files, WORLD, Disk())


def test_a_folder_becomes_an_issue_once(tmp_path: Path) -> None:
    more = {"2024年第7期/.DS_Store": b"", "2024年第7期/~$台账.xlsx": b"",
            "2024年第7期/旧稿.doc": b"", "2024年第7期/a/b/c.jpg": b"",
            "2024年第7期/附件/清单.pdf": b"%PDF-"}
    path, (first, second) = folder(tmp_path, FOLDER | more)
    assert first.message == \
        "已收下“2024年第7期”：briefing.md、台账.xlsx、照片/会场.jpg、附件/清单.pdf"
    assert (second.code, second.message) == (
        "W0139", "没有收：2024年第7期/旧稿.doc、2024年第7期/a/b/c.jpg")
    assert sorted(below(tmp_path)) == sorted([*FOLDER, "2024年第7期/附件/清单.pdf"])
    assert folder(tmp_path, FOLDER) == (path, (Diagnostic(
        "I0139", "“2024年第7期”已经是这一份，没有改动"),))


@pytest.mark.parametrize(("files", "code", "message"), [
    ({}, "E0138", "没有 briefing.md，不是一期的文件夹"),
    ({"briefing.md": b"x"}, "E0138", "没有 briefing.md，不是一期的文件夹"),
    ({"a/briefing.md": b"x", "b/台账.xlsx": a_book()}, "E0138",
     "没有 briefing.md，不是一期的文件夹"),
    ({"../briefing.md": b"x"}, "E0137", "不收“..”：“..”不是名称"),
    ({"a/../../briefing.md": b"x"}, "E0137", "不收“..”：“..”不是名称"),
    ({"/briefing.md": b"x"}, "E0137", "不收“”：名称是空的"),
    ({"a/briefing.md": b"x", "a/台账.xlsx": b"x"}, "E0141", "读不了“a/台账.xlsx”：不是工作簿"),
    ({"a/briefing.md": b"x"} | {f"a/{n}.jpg": b"" for n in range(500)}, "E0125",
     "文件夹里有 501 个文件，最多 500 个，没有收"),
])
def test_folders_that_are_refused(
    tmp_path: Path, files: dict[str, bytes], code: str, message: str
) -> None:
    with pytest.raises(ReportError) as caught:
        folder(tmp_path / "镇", files)
    found = next(each for each in caught.value.diagnostics if each.is_error)
    assert (found.code, found.message) == (code, message)
    assert list(tmp_path.iterdir()) == []


def test_an_issue_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    folder(tmp_path, FOLDER)
    with pytest.raises(ReportError) as caught:
        folder(tmp_path, FOLDER | {"2024年第7期/briefing.md": b"x", "2024年第7期/a.csv": b"x"})
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == (
        "E0138", "已经有“2024年第7期”，不一样的：briefing.md、a.csv")
    away = tmp_path / "外"
    (tmp_path / "镇").mkdir()
    away.mkdir()
    (tmp_path / "镇" / "2024年第7期").symlink_to(away)
    with pytest.raises(ReportError, match="E0137"):
        folder(tmp_path / "镇", FOLDER)
    assert list(away.iterdir()) == []
