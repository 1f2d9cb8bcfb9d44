"""Edited copies: what became of each fact and word, and what was left inside."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.docx.charts import CHARTS
from support.docx.readback import PROFILE
from support.hints import FACTS, FRONT
from support.papers import META
from support.proof.edits import (
    CONTENT,
    MARKS,
    NOW,
    beside,
    carry,
    copy_over,
    cut,
    drop,
    edited,
    exchange,
    made,
    replace_whole,
    run,
    saying,
    split,
    tracked,
    type_over,
    unmark,
    with_parts,
    within,
    without,
)
from support.proof.twins import Element, W, packed, parts, replaced, rewritten

from reportgen import pipeline
from reportgen.diagnostics import ReportError
from reportgen.document.tree import Document, Figure
from reportgen.memory_world import MemoryWorld
from reportgen.proof.audit import audit
from reportgen.proof.audit.diagnostics import diagnostics, summary
from reportgen.proof.audit.review import Audit
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATA = "customXml/item1.xml"


def facts(found: Audit) -> list[tuple[str, str, str, str | None]]:
    """What, fact, old and new of all findings."""
    return [(f.what, f.binding.fact, f.binding.text, f.new) for f in found.facts]


def words(found: Audit) -> list[tuple[str, str]]:
    assert found.words is not None
    return [(each.old, each.new) for each in found.words]


def left(found: Audit, kind: str) -> list[str]:
    return [each.text for each in found.residues if each.kind == kind]


def test_a_file_nobody_touched() -> None:
    found = audit(made(), "改稿.docx")
    assert (found.bound, found.facts, found.words, found.residues) == (len(MARKS), (), (), ())
    assert summary(found) == "6 处事实，都没有变，字句改动 0 处"
    assert diagnostics(found) == []


Change = Callable[[Element], None]
EDITS: dict[str, tuple[Change, list[tuple[str, str, str, str | None]]]] = {
    "a number retyped": (
        lambda r: type_over(r, "_rg_产值_1", "9025万元"),
        [("改动", "产值", "9052万元", "9025万元")]),
    "a lost approximation": (
        lambda r: type_over(r, "_rg_产量_1", "2263吨"),
        [("改动", "产量", "2263余吨", "2263吨")]),
    "a number in a table": (
        lambda r: type_over(r, "_rg_产值_2", "9053"), [("改动", "产值", "9052", "9053")]),
    "a number replaced whole": (
        lambda r: replace_whole(r, "_rg_产值_1", "近亿元"),
        [("改动", "产值", "9052万元", "近亿元")]),
    "a number deleted": (lambda r: cut(r, "_rg_产值_1"), [("删去", "产值", "9052万元", "")]),
    "a number retyped as it was": (
        lambda r: unmark(r, "_rg_产值_1"), [("绑定丢失", "产值", "9052万元", "9052万元")]),
    "a digit behind it": (
        lambda r: beside(r, "_rg_产值_2", "0"), [("改动", "产值", "9052", "90520")]),
    "a digit before it": (
        lambda r: beside(r, "_rg_产值_2", "1", before=True), [("改动", "产值", "9052", "19052")]),
    "a word of doubt before it": (
        lambda r: beside(r, "_rg_产值_1", "约", before=True),
        [("改动", "产值", "9052万元", "约9052万元")]),
    "a word behind it": (lambda r: beside(r, "_rg_产值_1", "左右"), []),
    "one emptied": (
        lambda r: [drop(each) for each in within(r, "_rg_产值_1")] and None,
        [("删去", "产值", "9052万元", "")]),
    "split over runs": (lambda r: split(r, "_rg_产值_1"), []),
    "copied": (
        lambda r: copy_over(r, "_rg_产值_1", "下一步"), [("重复", "产值", "9052万元", "9052万元")]),
    "a paragraph deleted": (
        lambda r: drop(saying(r, "直播带货")), [("删去", "电商", "1405.5万元", "")]),
    "a paragraph moved": (
        lambda r: saying(r, "枇杷产量").addprevious(saying(r, "直播带货")),
        [("移动", "电商", "1405.5万元", "1405.5万元")]),
    "a row deleted": (
        lambda r: drop(next(r.iter(W + "tr")).getnext()), [("删去", "产量", "2263", "")]),
    "two exchanged in a sentence": (
        lambda r: exchange(r, "_rg_产量_1", "_rg_产值_1"),
        [("对调", "产值", "9052万元", "9052万元")]),
    "two exchanged in a table": (
        lambda r: exchange(r, "_rg_产量_2", "_rg_产值_2"), [("对调", "产值", "9052", "9052")]),
    "two exchanged between paragraphs, both reworded": (
        lambda r: [exchange(r, "_rg_增幅_1", "_rg_电商_1"),
                   saying(r, "下一步").append(run("另加一句。"))][1],
        [("对调", "增幅", "8%", "8%")]),
    "one carried to another sentence": (
        lambda r: carry(r, "_rg_电商_1", "下一步扎实"),
        [("换位", "电商", "1405.5万元", "1405.5万元")]),
    "a row moved whole": (
        lambda r: next(r.iter(W + "tbl")).append(next(r.iter(W + "tr")).getnext()),
        [("移动", "产值", "9052", "9052")]),
    "a sentence reworded around it": (
        lambda r: [saying(r, "直播带货").append(run("势头很好，还在增长。")),
                   beside(r, "_rg_电商_1", "又好又快地达到", before=True)][1], []),
    "changed with tracking": (
        lambda r: tracked(r, "_rg_产值_1", "9100万元"),
        [("改动", "产值", "9052万元", "9100万元")]),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_became_of_a_fact(name: str) -> None:
    change, expected = EDITS[name]
    assert facts(audit(edited(change), "改稿.docx")) == expected


def test_without_the_text_a_lost_mark_is_not_known() -> None:
    """After a trip through another format: the properties still tell what was bound."""
    gone = edited(lambda r: replace_whole(r, "_rg_产值_1", "近亿元"), without(DATA))
    found = audit(gone, "改稿.docx")
    assert found.words is None
    assert facts(found) == [("删去", "产值", "9052万元", None)]
    assert "不知道现在写的是什么" in diagnostics(found)[0].message
    assert "I1033" in [each.code for each in diagnostics(found)]
    known = audit(gone, "改稿.docx", made(), "原稿.docx")
    assert facts(known) == [("改动", "产值", "9052万元", "近亿元")]
    assert words(known) == [("9052万", "近亿")]


def test_without_the_properties_the_text_tells() -> None:
    bare = without("docProps/custom.xml")
    change = edited(lambda r: type_over(r, "_rg_产值_1", "9025万元"), bare)
    (found,) = audit(change, "改稿.docx").facts
    assert (found.what, found.binding.text, found.new) == ("改动", "9052万元", "9025万元")


def test_a_file_that_is_not_ours() -> None:
    with pytest.raises(ReportError) as caught:
        audit(without("docProps/custom.xml", DATA), "改稿.docx")
    assert caught.value.diagnostics[0].code == "E1018"
    assert audit(without("docProps/custom.xml", DATA), "改稿.docx", made()).bound == len(MARKS)


def test_a_mark_from_elsewhere() -> None:
    name = "_rg_别处_1"
    other = replaced(made(), 'w:name="_rg_产值_1"', f'w:name="{name}"')
    found = audit(other, "改稿.docx")
    assert [f.what for f in found.facts] == ["绑定丢失", "来历不明"]
    assert found.facts[1].binding.mark == name


def test_words_are_told_with_their_places() -> None:
    def change(root: Element) -> None:
        next(saying(root, "下一步").iter(W + "t")).text = "下一步有序推进品牌建设。"
        saying(root, "下一步").addprevious(new := saying(root, "产业").makeelement(W + "p"))
        new.append(run("新加的一段话。"))

    found = audit(edited(change), "改稿.docx")
    assert words(found) == [("", "新加的一段话。"), ("扎实", "有序")]
    assert found.words is not None
    assert [str(each.place and each.place.spot) for each in found.words] == ["第5段", "第6段"]
    assert found.facts == ()


def test_places_of_facts() -> None:
    def change(root: Element) -> None:
        type_over(root, "_rg_产值_1", "1万元")
        type_over(root, "_rg_产值_2", "1")

    told = diagnostics(audit(edited(change), "改稿.docx"))
    assert [str(each.span) for each in told if each.code == "W1021"] == [
        "改稿.docx › 正文 › 第2段", "改稿.docx › 表1 › 第3行第2列"]


def test_changes_are_told() -> None:
    found = audit(edited(lambda r: tracked(r, "_rg_产值_1", "9100万元")), "改稿.docx")
    assert [(x.text, x.who, x.when) for x in found.residues if x.kind == "修订"] == [
        ("删除“9052万元”", "李某某", NOW[:10]), ("插入“9100万元”", "李某某", NOW[:10])]
    assert left(found, "人名") == ["李某某"]
    messages = [each.message for each in diagnostics(found) if each.code == "W1027"]
    assert messages[0] == "修订没有处理完：删除“9052万元”（李某某，2024-03-01）"


def test_formatting_and_line_ends_are_changes_too() -> None:
    def change(root: Element) -> None:
        properties = saying(root, "下一步")[0]
        mark = properties.makeelement(W + "rPr")
        mark.append(mark.makeelement(W + "ins", {W + "author": "甲某"}))
        properties.append(mark)
        properties.append(properties.makeelement(W + "pPrChange", {W + "author": "乙某"}))

    found = audit(edited(change), "改稿.docx")
    assert left(found, "修订") == ["插入一处换行", "改格式"]
    assert left(found, "人名") == ["甲某", "乙某"]


def test_one_insertion_in_many_runs_is_one() -> None:
    """LibreOffice writes a run for each look and each bookmark."""
    def change(root: Element) -> None:
        target = saying(root, "下一步")
        for text in ("要", "抓", "紧"):
            target.append(inserted := target.makeelement(
                W + "ins", {W + "author": "甲某", W + "date": NOW}))
            inserted.append(run(text))
        target.append(run("，"))
        target.append(other := target.makeelement(
            W + "ins", {W + "author": "甲某", W + "date": NOW}))
        other.append(run("快"))

    assert left(audit(edited(change), "改稿.docx"), "修订") == ["插入“要抓紧”", "插入“快”"]


def test_a_row_taken_out_and_one_put_in_with_tracking() -> None:
    def change(root: Element) -> None:
        for row, kind in zip(list(root.iter(W + "tr"))[1:], ("del", "ins"), strict=False):
            properties = next(row.iter(W + "trPr"))
            properties.append(properties.makeelement(W + kind, {W + "author": "甲某"}))

    found = audit(edited(change), "改稿.docx")
    assert left(found, "修订") == ["删除一行表格", "插入一行表格"]
    assert [str(r.place and r.place.spot) for r in found.residues if r.kind == "修订"] \
        == ["第2行", "第3行"]
    assert facts(found) == [("删去", "产量", "2263", "")]


def test_changes_of_a_table_and_of_the_page() -> None:
    def change(root: Element) -> None:
        for name, mark in (("tcPr", "tcPrChange"), ("tblPr", "tblPrChange"),
                           ("sectPr", "sectPrChange")):
            each = next(root.iter(W + name))
            each.append(each.makeelement(W + mark, {W + "author": "甲某"}))

    assert left(audit(edited(change), "改稿.docx"), "修订") == ["改格式"] * 3


def test_copies_and_what_was_changed_in_them() -> None:
    """Word's own copy has no bookmark; LibreOffice's has a name of its own."""
    def change(root: Element) -> None:
        copy_over(root, "_rg_产值_1", "下一步")
        copy = list(saying(root, "下一步").iter(W + "bookmarkStart"))[-1]
        copy.set(W + "name", "_rg_产值_1_Copy_1")
        copy.set(W + "id", "900")
        list(saying(root, "下一步").iter(W + "bookmarkEnd"))[-1].set(W + "id", "900")

    def spoiled(root: Element) -> None:
        change(root)
        next(t for t in saying(root, "下一步").iter(W + "t") if t.text == "9052万元").text = "9万元"

    assert facts(audit(edited(change), "改稿.docx")) \
        == [("重复", "产值", "9052万元", "9052万元")]
    told = audit(edited(spoiled), "改稿.docx")
    assert facts(told) == [("改动", "产值", "9052万元", "9万元")]
    assert diagnostics(audit(edited(change), "改稿.docx"))[0].message \
        == "“产值”的“9052万元”多出现了一次（复制的）"


def test_a_paragraph_moved_is_told_where_it_stands_now() -> None:
    found = audit(edited(lambda r: saying(r, "产业").addprevious(saying(r, "下一步"))), "改稿.docx")
    assert words(found) == [("下一步扎实推进品牌建设。",) * 2]
    (message,) = (each.message for each in diagnostics(found) if each.code == "I1026")
    assert message == "“下一步扎实推进品牌建设。”挪到了这里"


def test_a_paragraph_copied_is_told_once() -> None:
    def change(root: Element) -> None:
        saying(root, "下一步").addnext(deepcopy(saying(root, "枇杷产量")))

    found = audit(edited(change), "改稿.docx")
    assert {each.what for each in found.facts} == {"重复"}
    assert [each.message for each in diagnostics(found) if each.code == "W1024"] \
        == ["“产量”、“产值”、“增幅”的数多出现了一次（整段复制的）"]


def test_a_long_change_is_cut_within_its_quotation_marks() -> None:
    def change(root: Element) -> None:
        target = saying(root, "下一步")
        target.append(inserted := target.makeelement(W + "ins", {W + "author": "甲某"}))
        inserted.append(run("很" * 60))

    (message,) = (each.message for each in diagnostics(audit(edited(change), "改稿.docx"))
                  if each.code == "W1027")
    assert message == f"修订没有处理完：插入“{'很' * 37}…”（甲某）"


def test_hidden_text_is_told() -> None:
    def change(root: Element) -> None:
        hidden = run("内部口径，勿外传")
        properties = hidden.makeelement(W + "rPr")
        properties.append(properties.makeelement(W + "vanish"))
        hidden.insert(0, properties)
        saying(root, "下一步").append(hidden)

    found = audit(edited(change), "改稿.docx")
    assert left(found, "隐藏文字") == ["“内部口径，勿外传”"]
    assert found.words == ()


@pytest.mark.parametrize(("look", "value", "told"), [
    ("color", "FFFFFF", ["“勿外传”（白字）"]), ("sz", "2", ["“勿外传”（字号太小）"]),
    ("color", "FF0000", []), ("sz", "21", []),
])
def test_text_that_nobody_sees_is_told(look: str, value: str, told: list[str]) -> None:
    def change(root: Element) -> None:
        faint = run("勿外传")
        properties = faint.makeelement(W + "rPr")
        properties.append(properties.makeelement(W + look, {W + "val": value}))
        faint.insert(0, properties)
        saying(root, "下一步").append(faint)

    assert left(audit(edited(change), "改稿.docx"), "隐藏文字") == told


def commented() -> bytes:
    def change(root: Element) -> None:
        mark = run("")
        mark.append(mark.makeelement(W + "commentReference", {W + "id": "7"}))
        saying(root, "下一步").append(mark)

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comments = (f'<w:comments {space}><w:comment w:id="7" w:author="王某" w:date="{NOW}"><w:p><w:r>'
                "<w:t>这句删掉</w:t></w:r></w:p></w:comment></w:comments>")
    relation = f'<Relationship Id="c1" Type="{OFFICE}/comments" Target="comments.xml"/>'
    return with_parts({"word/comments.xml": comments.encode()}, relation, edited(change))


def test_comments_are_told() -> None:
    found = audit(commented(), "改稿.docx")
    (comment,) = [each for each in found.residues if each.kind == "批注"]
    assert (comment.text, comment.who) == ("“这句删掉”", "王某")
    assert comment.place is not None
    assert comment.place.spot == "第5段"


def test_names_in_properties_are_told() -> None:
    other = replaced(made(), ">示例镇党政办</cp:lastModifiedBy>", ">赵某</cp:lastModifiedBy>",
                     "docProps/core.xml")
    assert left(audit(other, "改稿.docx"), "人名") == ["赵某"]


def test_what_is_live_or_outside_is_named_and_left_alone() -> None:
    relations = "".join((
        f'<Relationship Id="x1" Type="{OFFICE}/attachedTemplate" TargetMode="External" '
        'Target="http://127.0.0.1:9/template.dotm"/>',
        '<Relationship Id="x2" Type="http://schemas.microsoft.com/office/2006/relationships/'
        'vbaProject" Target="vbaProject.bin"/>',
        f'<Relationship Id="x3" Type="{OFFICE}/oleObject" Target="embeddings/object.bin"/>',
    ))
    found = audit(with_parts({"word/vbaProject.bin": b"x", "word/embeddings/object.bin": b"y"},
                             relations), "改稿.docx")
    assert left(found, "外部链接") == ["attachedTemplate http://127.0.0.1:9/template.dotm"]
    assert left(found, "活动内容") == ["word/vbaProject.bin", "word/embeddings/object.bin"]


BOOK, CHART = "word/embeddings/chart1.xlsx", "word/charts/_rels/chart1.xml.rels"


@pytest.mark.parametrize(("book", "told"), [
    ({}, []), ({"docProps/app.xml": b"<a/>", "xl/styles.xml": b"<a/>"}, []),
    ({"xl/vbaProject.bin": b"x"}, [BOOK]), ({"xl/worksheets/sheet2.xml": b"<a/>"}, [BOOK]),
    ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, [BOOK]), (None, [BOOK]),
])
def test_the_table_of_a_chart_is_no_live_content(
    book: dict[str, bytes] | None, told: list[str]
) -> None:
    """Unless it holds more than the one sheet the chart is drawn from."""
    figure = Figure(1, "某图", CHARTS["条形"], "替代文字", editable=True)
    word = write_docx(Document(META, (*CONTENT.blocks, figure)), PROFILE,
                      {1: Picture(b"", b"", 400, 200)})
    files = parts(word)
    files[BOOK] = b"x" if book is None else packed({**parts(files[BOOK]), **book})
    assert left(audit(packed(files), "改稿.docx"), "活动内容") == told
    assert CHART in files


def record(text: str) -> bytes:
    """The file with another record in its properties."""
    files = parts(made())
    packed_record = base64.b64encode(zlib.compress(text.encode())).decode()
    custom = files["docProps/custom.xml"].decode()
    start = custom.index(">", custom.index('name="事实绑定1"')) + len("><vt:lpwstr>")
    end = custom.index("<", start)
    custom = custom[:start] + packed_record + custom[end:]
    return packed({**files, "docProps/custom.xml": custom.encode()})


@pytest.mark.parametrize("text", ["", "[]", "甲" * 10, "x" * 20_000_000])
def test_a_record_that_was_tampered_with_is_not_believed(text: str) -> None:
    """The text as made stands in for it."""
    assert audit(record(text), "改稿.docx").bound == len(MARKS)


def test_an_unclosed_mark_does_no_harm() -> None:
    def change(root: Element) -> None:
        for end in list(root.iter(W + "bookmarkEnd")):
            drop(end)

    found = audit(edited(change), "改稿.docx")
    assert {each.what for each in found.facts} == {"改动"}


def test_marks_between_cells() -> None:
    """Word may put the end of a bookmark behind its cell."""
    def change(root: Element) -> None:
        from support.proof.edits import end_of

        end = end_of(root, "_rg_产量_2")
        cell = next(end.iterancestors(W + "tc"))
        cell.addnext(end)

    assert facts(audit(edited(change), "改稿.docx")) == []


@pytest.mark.slow
@settings(max_examples=120)
@given(st.data())
def test_any_edit_is_told(data: st.DataObject) -> None:
    """Elements taken out and moved at random: where the texts are others then, it is told."""
    texts: list[str] = []

    def change(root: Element) -> None:
        texts.append("".join(each.text or "" for each in root.iter(W + "t")))
        for _ in range(data.draw(st.integers(1, 6))):
            elements = list(root.iter())[2:]
            one = elements[data.draw(st.integers(0, len(elements) - 1))]
            other = elements[data.draw(st.integers(0, len(elements) - 1))]
            if data.draw(st.booleans()) or one in other.iterancestors() or one is other:
                drop(one)
            else:
                other.append(one)
        root.set("edited", "1")      # the last element moved to the end is an edit without effect
        texts.append("".join(each.text or "" for each in root.iter(W + "t")))

    found = audit(edited(change), "改稿.docx")
    assert texts[0] == texts[1] or diagnostics(found)


def test_the_sample_is_as_it_was_made(sample_docx: Path) -> None:
    found = audit(sample_docx.read_bytes(), "改稿.docx")
    assert found.bound > 150
    assert (found.facts, found.words, found.residues) == ((), (), ())


def test_it_is_the_body_that_is_audited() -> None:
    """A change of what is on no page is none of facts or words."""
    other = rewritten(made(), lambda root: root.set("a", "b"), "word/styles.xml")
    found = audit(other, "改稿.docx")
    assert (found.facts, found.words) == ((), ())


def test_a_footnote_is_a_change_of_words() -> None:
    notes = ('<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
             '<w:footnote w:id="2"><w:p><w:r><w:t>另有口径。</w:t></w:r></w:p></w:footnote>'
             "</w:footnotes>")
    relation = f'<Relationship Id="n1" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
    found = audit(with_parts({"word/footnotes.xml": notes.encode()}, relation), "改稿.docx")
    assert words(found) == [("", "另有口径。")]
    assert found.words is not None
    assert str(found.words[0].place) == "Place(part='脚注', spot='第1段')"


def test_links_that_were_made_are_no_residue() -> None:
    world = MemoryWorld({f"甲/{name}": text.encode() for name, text in {
        "facts.yaml": FACTS, "briefing.md": f"---\n{FRONT}---\n\n见[年报](https://a.gov.cn/1)。\n",
    }.items()})
    briefing = pipeline.load("甲", world)
    data = pipeline.write(briefing, pipeline.compose(briefing), "docx")
    assert left(audit(data, "甲.docx"), "外部链接") == []
    forged = packed({name: content.replace(b"a.gov.cn", b"b.gov.cn") if ".rels" in name
                     else content for name, content in parts(data).items()})
    assert left(audit(forged, "甲.docx"), "外部链接") == ["链接 https://b.gov.cn/1"]
