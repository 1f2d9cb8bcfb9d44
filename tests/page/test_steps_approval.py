"""Nothing is printed, approved or sent but by the digest of what was looked at."""

from __future__ import annotations

import json

import pytest
from page.conftest import ISSUE, Sat
from support.deskserver import approval, command
from support.mailing import SECRET

WRONG = "0" * 64


def wrongly(sat: Sat, step: str, section: str, fields: dict[str, str]) -> None:
    """Without a digest, with another's, with too little of the right one: nothing is done."""
    before = sat.kept()
    right = fields["digest"]
    for digest in ({}, {"digest": ""}, {"digest": WRONG}, {"digest": right[:4]},
                   {"digest": WRONG[0] + right[1:] if right[0] != "0" else "1" + right[1:]}):
        html = sat.asked.do(step, section, **{**{
            key: value for key, value in fields.items() if key != "digest"}, **digest})
        assert "E1131" in html, (digest, html)
        assert sat.kept() == before


@pytest.mark.slow
def test_nothing_is_printed_but_by_the_digest_of_the_plan(sat: Sat) -> None:
    plan = sat.asked.do("print-plan", "print", copies="2", way="双面", to="pdf")
    fields = approval(plan)
    wrongly(sat, "print", "print", fields)
    rows = sat.kept()[0]
    source = sat.folder / ISSUE / "briefing.md"
    text = source.read_text("utf-8")
    source.write_text(text + "\n另行通知。\n", "utf-8")     # looked at one, printed another?
    before = sat.kept()
    assert "E1131" in sat.asked.do("print", "print", **fields)
    assert sat.kept() == before
    source.write_text(text, "utf-8")
    wish = {**json.loads(fields["wish"]), "copies": 5}
    assert "E1131" in sat.asked.do("print", "print", digest=fields["digest"],
                                   wish=json.dumps(wish))
    assert sat.kept()[0] == rows
    html = sat.asked.do("print", "print", **fields)
    assert [row[3] for row in sat.kept()[0][len(rows):]] == ["印制"]
    assert "第1—2份" in html
    answer = sat.asked.get("/file/print/0")
    assert (answer.status, answer.data[:5]) == (200, b"%PDF-")
    assert answer.data == (sat.folder / "out" / f"{ISSUE}（印第1—2份）.pdf").read_bytes()
    listed = sat.asked.do("copies", "print")
    assert "第1—2份" in listed
    assert "已印" in listed


@pytest.mark.slow
def test_nothing_is_filed_but_by_the_digest_of_the_plan(sat: Sat) -> None:
    source, out = sat.folder / ISSUE / "briefing.md", sat.folder / "out" / f"{ISSUE}.docx"
    text = source.read_text("utf-8")
    source.write_text(text + "\n另行通知。\n", "utf-8")
    fields = approval(sat.asked.do("archive-plan", "archive", correction="更正", reason="漏了一句"))
    wrongly(sat, "archive", "archive", fields)
    source.write_text(text + "\n另行通告。\n", "utf-8")     # looked at one, filed another?
    before = sat.kept()
    assert "E1131" in sat.asked.do("archive", "archive", **fields)
    assert sat.kept() == before
    source.write_text(text + "\n另行通知。\n", "utf-8")
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(b"x")
    assert "E1129" in sat.asked.do("archive", "archive", **fields), "not what was sent"
    out.unlink()
    assert "归档了。" in sat.asked.do("archive", "archive", **fields)
    assert "早已归档" in sat.asked.do("archive", "archive", **fields), "pressed twice"


@pytest.mark.slow
def test_the_next_issue_is_the_one_that_was_shown(sat: Sat) -> None:
    fields = approval(sat.asked.do("roll-plan", "next"))
    wrongly(sat, "roll", "next", fields)
    source = sat.folder / ISSUE / "briefing.md"
    text = source.read_text("utf-8")
    source.write_text(text + "\n另行通知。\n", "utf-8")
    html = sat.asked.do("roll", "next", **fields)
    assert "E1131" in html
    assert "和您看过的不一样了" in html
    assert not (sat.folder / "2024年第6期").exists()
    source.write_text(text, "utf-8")
    sat.asked.do("roll", "next", **fields)
    assert (sat.folder / "2024年第6期" / "briefing.md").is_file()


@pytest.mark.slow
def test_nothing_is_sent_but_by_the_digest_of_what_was_approved(sat: Sat) -> None:
    assert "先看" in sat.asked.do("mail-send", "mail", digest=WRONG)
    plan = sat.asked.do("mail-plan", "mail")
    fields = approval(plan)
    wrongly(sat, "mail-approve", "mail", {**fields, "W1313": "第一次发"})
    before = sat.kept()
    assert "W1313" in sat.asked.do("mail-approve", "mail", **fields), "a reason is asked for"
    book = sat.folder / "通讯录.csv"
    text = book.read_text("utf-8")
    book.write_text(text.replace("jia@", "jia2@"), "utf-8")
    assert "E1131" in sat.asked.do("mail-approve", "mail", W1313="第一次发", **fields)
    book.write_text(text, "utf-8")
    assert sat.kept() == before
    told = sat.asked.do("mail-approve", "mail", W1313="第一次发", **fields)
    assert "批准了 3 封" in told
    sending = approval(told)
    wrongly(sat, "mail-send", "mail", sending)
    assert sat.post.taken == []
    html = sat.asked.do("mail-send", "mail", **sending)
    assert "已发 3" in html
    assert len(sat.post.taken) == 3
    assert SECRET not in html


@pytest.mark.slow
def test_a_letter_is_looked_at_under_a_policy_of_its_own(sat: Sat) -> None:
    html = sat.asked.do("mail-plan", "mail")
    assert html.count(".eml") >= 3
    answer = sat.asked.get("/see/mail-plan/3")
    assert answer.status == 200
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "content-disposition" not in answer.headers
    letter = sat.asked.get("/file/mail-plan/0")
    assert "attachment" in letter.headers["content-disposition"]
    assert b"Message-ID" in letter.data
    for path in ("/see/mail-plan/0", "/see/mail-plan/9", "/file/mail-plan/9", "/file/x/0",
                 "/see/mail-plan/..%2f..%2foffice.yaml"):
        assert sat.asked.get(path).status == 404, path


@pytest.mark.slow
def test_letters_in_doubt_are_settled_by_what_a_person_found_out(sat: Sat) -> None:
    plan = sat.asked.do("mail-plan", "mail", to="甲村村民委员会")
    told = sat.asked.do("mail-approve", "mail", W1313="第一次发", W1311="补发", **approval(plan))
    sat.post.script = ["drop after", "drop before", "ok"]
    html = sat.asked.do("mail-send", "mail", **approval(told))
    assert "存疑 2" in html
    assert 'data-settle="没收到 jia@example.invalid"' in html
    html = sat.asked.do("mail-resolve", "mail", settle="收到 county@example.invalid")
    assert "存疑 1" in html
    html = sat.asked.do("mail-resolve", "mail", settle="没收到 jia@example.invalid")
    html = sat.asked.do("mail-send", "mail", **approval(html))
    assert "已发 3" in html
    assert len(sat.post.taken) == 3


@pytest.mark.slow
def test_what_needs_a_reason_asks_for_it_on_a_field_of_its_code(sat: Sat) -> None:
    (sat.folder / "通讯录.csv").write_text(
        "单位,姓名,邮箱,类别,格式,简称\n别的单位,,other@example.invalid,发,Word,\n"
        "甲村村民委员会,甲某,jia@example.invalid,发,,甲村\n", "utf-8")
    html = sat.asked.do("mail-plan", "mail", to="别的单位")
    for code in ("W1311", "W1313"):
        assert f'name="{code}"' in html
    assert "Word" in html


def test_the_command_for_the_same_office_still_asks(sat: Sat) -> None:
    assert "--approve" in command("print", ISSUE, "--copies", "1", cwd=sat.folder, env={})
