"""Made again out of the record alone: how like, and what is lacking."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from support import foundry
from support.filings import add

from reportgen.acts import archive as acts
from reportgen.acts import reproducing
from reportgen.acts.archive import Desk
from reportgen.acts.certificate import certificate
from reportgen.acts.filing import FilingWish
from reportgen.acts.installing import installed
from reportgen.acts.proving import verify
from reportgen.acts.reproducing import Again, Grade, reproduce
from reportgen.archive.metadata import as_xml
from reportgen.archive.record import OFD, PDF, REPORT, TEXT, WAIVED, WORD
from reportgen.diagnostics import ReportError


def again(at: Desk, name: str = "2024-5") -> Again:
    with at.archive() as archive:
        return reproduce(archive, acts.newest(archive, name), at.office.folder, at.world, str)


def test_the_same_bytes_without_the_folder(at: Desk) -> None:
    for name in ("2024年第5期", "本镇.yaml"):
        path = at.office.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    found = again(at)
    assert (found.grade, found.differences, found.lacking) == (Grade.BYTES, (), ())
    assert set(found.made) == {PDF, WORD, OFD, TEXT}
    assert found.install.startswith("pip install ")


def test_another_version_is_named(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    here = installed()
    monkeypatch.setattr(reproducing, "__version__", "9.9.9")
    monkeypatch.setattr(reproducing, "installed", lambda: replace(
        here, versions={**here.versions, "reportlab": "1.0"}, digests={**here.digests, "lxml": ""}))
    found = again(at)
    assert any("9.9.9" in text for text in found.lacking)
    assert any("reportlab" in text and "1.0" in text for text in found.lacking)
    assert any("lxml" in text and "文件" in text for text in found.lacking)
    assert found.lock.decode() == here.text


@pytest.mark.slow
def test_a_face_that_is_not_at_hand_is_named(bare: Desk) -> None:
    folder = bare.office.folder
    (folder / "字体").mkdir()
    han = "示例镇工作简报人民政府办公室年月日期国永一"
    foundry.name_keyed(folder / "字体" / "fs.otf", han, family="Own Fang", ps="OwnFang")
    own = "{Word名称: 示例仿宋, 文件: 字体/fs.otf}"
    profile = f"继承: 简报\n名称: 示例镇简报\n字体:\n  仿宋: {own}\n"
    (folder / "本镇.yaml").write_text(profile, encoding="utf-8")
    wish = FilingWish(out=folder / "out")
    ((done, _), *_), _ = add(bare, [folder / "2024年第5期"], wish, str)
    assert not [each for each in done.holdings if each.name.endswith(".otf")]
    assert (again(bare).grade, again(bare).lacking) == (Grade.BYTES, ())
    data = (folder / "字体" / "fs.otf").read_bytes()
    foundry.name_keyed(folder / "字体" / "fs.otf", han[:-1], family="Own Fang", ps="OwnFang")
    assert again(bare).lacking == ("字体 字体/fs.otf 和原来的不一样",)
    assert data != (folder / "字体" / "fs.otf").read_bytes()
    (folder / "字体" / "fs.otf").unlink()
    with pytest.raises(ReportError) as caught:
        again(bare)
    (found,) = caught.value.diagnostics
    assert (found.code, "没有字体 字体/fs.otf" in found.hints) == ("E1135", True)


def test_grades(at: Desk) -> None:
    with at.archive() as archive:
        fifth, fourth = (acts.newest(archive, name) for name in ("2024-5", "2024-4"))
        one, other = ({role: archive.read(record.held(role)[0]) for role in (PDF, WORD, TEXT)}
                      for record in (fifth, fourth))
    rewritten = one | {PDF: one[PDF] + b"\n% another program\n"}
    assert reproducing._compared(one, one) == (Grade.BYTES, ())
    grade, told = reproducing._compared(one, rewritten)
    assert (grade, told) == (Grade.PAGES, ("正本的字节不同",))
    grade, told = reproducing._compared(one, other)
    assert grade is Grade.OTHER
    assert any("5月" in line for line in told)


def changed(pdf: bytes, old: bytes, new: bytes) -> bytes:
    """A PDF whose first page paints otherwise."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        page = file.pages[0]
        page.contents_coalesce()
        stream = page.Contents.read_bytes()
        assert old in stream
        page.Contents = file.make_stream(stream.replace(old, new, 1))
        file.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("old", "new", "said"), [
    (b"102.05 646.02 Tm", b"103.05 646.02 Tm", "位置不同：原来 在"),     # across, on its line
    (b"/F6 22 Tf", b"/F6 21 Tf", "位置不同：原来 在"),
    (b"1 0 0 rg BT", b"0 0 1 rg BT", "颜色不同：原来 #"),
    (b"79.37 550.52 m", b"89.37 550.52 m", "线或图形"),
])
def test_one_glyph_or_line_at_another_place(at: Desk, old: bytes, new: bytes, said: str) -> None:
    """The words are the same, and so are the lines on which they stand."""
    with at.archive() as archive:
        record = acts.newest(archive, "2024-5")
        one = {role: archive.read(record.held(role)[0]) for role in (PDF, WORD, TEXT)}
    grade, told = reproducing._compared(one, one | {PDF: changed(one[PDF], old, new)})
    assert grade is Grade.WORDS
    assert any(said in line and "第1页" in line for line in told), told
    grade, told = reproducing._compared(one, one | {PDF: changed(one[PDF], b"Q", b"/Sh sh Q")})
    assert (grade, "读不懂" in told[1]) == (Grade.WORDS, True)


def test_a_signature_behind_other_bytes_is_no_other_page(at: Desk) -> None:
    with at.archive() as archive:
        record = acts.newest(archive, "2024-5")
        one = {role: archive.read(record.held(role)[0]) for role in (PDF, WORD, TEXT)}
    for rect, grade in (([0, 0, 0, 0], Grade.PAGES), ([0, 0, 90, 90], Grade.WORDS)):
        out = BytesIO()
        with pikepdf.open(BytesIO(one[PDF])) as file:
            field = file.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig,
                T="S", Rect=rect))
            file.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
            page = file.pages[0].obj
            page.Annots = pikepdf.Array([*page.get("/Annots", ()), field])
            file.save(out)
        assert reproducing._compared(one, one | {PDF: out.getvalue()})[0] is grade


def test_another_figure_in_the_text_alone(at: Desk) -> None:
    with at.archive() as archive:
        record = acts.newest(archive, "2024-5")
        one = {role: archive.read(record.held(role)[0]) for role in (PDF, WORD, TEXT)}
    grade, told = reproducing._compared(
        one, one | {PDF: one[PDF] + b"\n", TEXT: one[TEXT].replace("5月".encode(), b"6")})
    assert grade is Grade.OTHER
    assert any("全文" in line for line in told)


@pytest.mark.slow
def test_the_same_words_elsewhere(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another profile moves lines: the words are the same."""
    real = reproducing._made

    def wider(sources: dict[str, bytes], *given: object) -> dict[str, bytes]:
        profile = "继承: 简报\n名称: 示例镇简报\n报头:\n  名称上空: {值: 60, 单位: mm}\n"
        return real({**sources, "本镇.yaml": profile.encode()}, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(reproducing, "_made", wider)
    found = again(at)
    assert found.grade is Grade.WORDS
    assert found.differences


def test_what_was_let_pass_is_kept_told_and_let_pass_again(bare: Desk) -> None:
    """In the record, its papers and its files; an error let pass does not stop a second making."""
    folder = bare.office.folder / "2024年第4期"
    story, facts = folder / "briefing.md", folder / "facts.yaml"
    story.write_text(story.read_text("utf-8") + "\n<!-- 放行 W0411：引文原样如此（甲某） -->\n"
                     "他说：“办事不出村。\n", encoding="utf-8")
    facts.write_text(facts.read_text("utf-8").replace(
        "  民生:", "  民生:\n    - {编号: B9, 名称: 入户率, 数值: 103%, 分母: 住户}"), "utf-8")
    wish = FilingWish(out=folder.parent / "out")
    with pytest.raises(ReportError) as caught:
        add(bare, [folder], wish, str)
    assert "E0413" in {each.code for each in caught.value.diagnostics if each.is_error}
    ((done, *_), found) = add(bare, [folder], replace(wish, allow=("E0413",)), str)
    passed = ("W0411 引文原样如此（甲某）", "E0413 命令行 --allow")
    assert done.record.waivers == passed
    assert {each.code for each in found if each.waived} == {"W0411", "E0413"}
    assert again(bare, "2024-4").grade is Grade.BYTES
    with bare.archive() as archive:
        told = json.loads(archive.read(done.record.held(REPORT)[0]))
    assert [(each["代码"], each["姓名"]) for each in told[WAIVED]] \
        == [("W0411", "甲某"), ("E0413", "")]
    xml = as_xml(done.record, {}, {}, ()).decode()
    assert "<放行>W0411 引文原样如此（甲某）；E0413 命令行 --allow</放行>" in xml
    proof = verify(bare, (), "", str, properties=True)
    with pdfplumber.open(BytesIO(certificate(bare, proof, "档案"))) as file:
        assert "W0411引文原样如此" in "".join((file.pages[0].extract_text() or "").split())
