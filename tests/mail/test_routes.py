"""Who gets an issue: by its foot, never by a guess."""

from __future__ import annotations

from reportgen.diagnostics import NOWHERE, Sink
from reportgen.document.tree import Addressees, Colophon, Document, Meta
from reportgen.mail.book import Book
from reportgen.mail.model import Recipient
from reportgen.mail.routes import addressed, routes, unknown

FOOT = Colophon((("报", "示例县人民政府办公室。"), ("发", "甲村、乙村，丙村"), ("抄送", "水利站")))


def made(*rows: tuple[str, str, str, str], to: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    people = tuple(Recipient(unit, address, role, called=called)
                   for unit, address, role, called in rows)
    sink = Sink()
    named = addressed(Document(Meta("题", "镇", "2024-06-07"), (Addressees("各科室"), FOOT)))
    found = routes(Book("通讯录.csv", people, sink), named, to, sink, NOWHERE)
    return ([f"{each.recipient.address}{'' if each.named else '!'}" for each in found],
            [each.code for each in sink])


def test_the_foot_is_read_by_its_roles() -> None:
    document = Document(Meta("题", "镇", "2024-06-07"), (Addressees("各科室、站所"), FOOT))
    assert addressed(document) == {
        "报": ("示例县人民政府办公室",), "送": ("各科室", "站所", "水利站"),
        "发": ("甲村", "乙村", "丙村")}


def test_names_in_brackets_belong_to_the_name_before() -> None:
    foot = Colophon((("发", "各村（社区、居委会），镇属各办公室（站、所）。"),))
    assert addressed(Document(Meta("题", "镇", "2024-06-07"), (foot,)))["发"] == (
        "各村（社区、居委会）", "镇属各办公室（站、所）")


def test_whole_names_short_names_and_beginnings() -> None:
    sent, told = made(("甲村村民委员会", "a@b.cn", "发", ""), ("乙村", "b@b.cn", "发", ""),
                      ("第三村民委员会", "c@b.cn", "发", "丙村"), ("丁村", "d@b.cn", "发", ""))
    assert sent == ["a@b.cn", "b@b.cn", "c@b.cn"]
    assert told == ["W1306"] * 3, "报, 各科室 and 水利站 are in no row"


def test_two_that_begin_so_are_not_guessed_between() -> None:
    sent, told = made(("甲村村民委员会", "a@b.cn", "发", ""), ("甲村小学", "b@b.cn", "发", ""))
    assert sent == []
    assert told.count("W1306") == 6
    assert made(("甲村村民委员会", "a@b.cn", "发", "甲村"),
                ("甲村小学", "b@b.cn", "发", ""))[0] == ["a@b.cn"]


def test_a_unit_of_another_role_is_not_meant() -> None:
    assert made(("甲村", "a@b.cn", "报", ""))[0] == []


def test_all_mailboxes_of_a_unit_and_none_without_address() -> None:
    sent, told = made(("甲村", "a@b.cn", "发", ""), ("甲村", "b@b.cn", "发", ""),
                      ("乙村", "", "发", ""))
    assert sent == ["a@b.cn", "b@b.cn"]
    assert "W1305" in told


def test_by_hand() -> None:
    rows = (("甲村", "a@b.cn", "发", ""), ("丁村", "d@b.cn", "发", ""))
    assert made(*rows, to=("丁村", "甲村"))[0] == ["a@b.cn", "d@b.cn!"]
    assert made(*rows, to=("d@b.cn",))[0] == ["a@b.cn", "d@b.cn!"]
    assert unknown(("戊村",), []) == ["戊村"]


def test_a_whole_name_comes_before_what_another_unit_is_called() -> None:
    sent, _ = made(("甲村", "a@b.cn", "发", ""), ("乙镇甲村", "b@b.cn", "发", "甲村"),
                   ("丁村", "d@b.cn", "发", "丙村"), ("戊村", "e@b.cn", "发", "丙村"))
    assert sent == ["a@b.cn", "d@b.cn", "e@b.cn"], "what is told of two rows is meant of both"


def test_where_a_unit_stands_under_another_role_it_is_told() -> None:
    sink = Sink()
    book = Book("通讯录.csv", (Recipient("甲村", "a@b.cn", "报"),), Sink())
    assert routes(book, {"报": (), "送": (), "发": ("甲村",)}, (), sink, NOWHERE) == []
    assert [each.message for each in sink] == ["发“甲村”，通讯录里它的类别是“报”"]
