"""The letters of a batch: one plan, one approval, each unit its own; one in trouble is named."""

from __future__ import annotations

import email
import email.policy
import json
import re
from pathlib import Path

import pytest
from support.mailing import Post

from reportgen.acts import mailing as sending
from reportgen.acts.filing import FilingWish
from reportgen.acts.mail import MailWish
from reportgen.batching import archiving, mailing
from reportgen.batching.supervise import Limits
from reportgen.cli import main
from reportgen.diagnostics import ReportError
from reportgen.edition import silent
from reportgen.mail.model import State

FIRST = {"W1313": "第一次发"}
TOWNS = ["甲甲镇", "乙甲镇", "丙甲镇"]


@pytest.fixture
def filed(batch):
    """The batch in the archive."""
    plan = archiving.planned(batch.desk(), batch.out, FilingWish())
    assert all(each.filed for each in archiving.add(batch.desk(), plan, Limits(2)))
    return batch


def planned(batch) -> mailing.BatchMailPlan:
    return mailing.planned(batch.desk(), str(batch.out), MailWish(), silent)


def receivers(post: Post) -> list[str]:
    return sorted(to for to, _ in post.taken)


@pytest.mark.slow
def test_one_approval_sends_each_unit_its_own(filed, post: Post) -> None:
    plan = planned(filed)
    assert list(plan.plans) == TOWNS
    assert [(each.role, each.address) for each in plan.letters] == [
        (role, address) for at in range(3) for role, address in (
            ("报", "county@example.invalid"), ("发", f"t{at}@example.invalid"))]
    assert (plan.new, plan.days, plan.done) == (4, 1, ())
    (first,) = (each for each in plan.found if each.code == "W1313")     # of all, and once
    assert "第一次发给 4 个邮箱" in first.message
    assert planned(filed).digest == plan.digest
    with pytest.raises(ReportError, match="E1131"):
        mailing.approved(filed.desk(), plan, "0" * 12, FIRST)
    with pytest.raises(ReportError, match="W1313"):
        mailing.approved(filed.desk(), plan, plan.code, {})
    with pytest.raises(ReportError, match="E1321"):
        sending.send(filed.desk(), "", silent)
    assert len(mailing.approved(filed.desk(), plan, plan.code, FIRST)) == 6
    rows, _ = sending.send(filed.desk(), "", silent)
    assert [standing.state for _, standing in rows] == [State.SENT] * 6
    assert receivers(post) == ["county@example.invalid"] * 3 + [f"t{n}@example.invalid"
                                                              for n in range(3)]
    for at, town in enumerate(TOWNS):
        (data,) = post.to(f"t{at}@example.invalid")
        message = email.message_from_bytes(data, policy=email.policy.default)
        (attached,) = message.iter_attachments()
        assert attached.get_content() == (filed.out / f"{town}.pdf").read_bytes()
    plan = planned(filed)
    assert (plan.letters, len(plan.done)) == ((), 6)
    with pytest.raises(ReportError, match="E1319"):
        mailing.approved(filed.desk(), plan, plan.code, FIRST)


@pytest.mark.slow
def test_a_unit_that_nobody_is_found_for_is_named(filed, post: Post) -> None:
    book = filed.folder / "通讯录.csv"
    lines = [line for line in book.read_text("utf-8").splitlines()
             if not line.startswith(("乙甲镇", "示例县"))]
    book.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan = planned(filed)
    assert list(plan.plans) == ["甲甲镇", "丙甲镇"]
    wrong = [each for each in plan.found if each.is_error]
    assert [(each.code, each.message[:6]) for each in wrong] == [("E1319", "“乙甲镇”：")]
    assert len(mailing.approved(filed.desk(), plan, plan.code, FIRST)) == 2


@pytest.mark.slow
def test_what_is_not_filed_or_was_altered_is_not_sent(batch) -> None:
    (batch.out / "丙甲镇.docx").unlink()
    plan = planned(batch)
    assert plan.letters == ()
    assert [(each.code, each.message.partition("：")[0]) for each in plan.found] == [
        ("W1440", "“丙甲镇”"), ("E1106", "“甲甲镇”、“乙甲镇”")]


@pytest.mark.slow
def test_by_the_commands(filed, post: Post, monkeypatch: pytest.MonkeyPatch,
                         capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(filed.folder)
    for name, value in filed.env.items():
        monkeypatch.setenv(name, value)
    more = ["--batch", "out", "--by", "甲某"]
    assert main(["mail", "plan", *more]) == 0
    told = capsys.readouterr().out
    assert "丙甲镇：发" in told
    assert "reportgen mail preview --batch out；" in told
    code = re.search(r"reportgen mail approve --batch out --approve (\w+)", told)
    assert code is not None
    assert main(["mail", "plan", *more, "--json"]) == 0
    assert list(json.loads(capsys.readouterr().out)["units"]) == TOWNS
    assert main(["mail", "preview", *more]) == 0
    assert len(list(Path("out/邮件").glob("*/*.eml"))) == 6
    assert main(["mail", "approve", *more, "--approve", code[1], "--allow", "W1313=新"]) == 0
    assert capsys.readouterr().out.endswith("发送：reportgen mail send\n")
    assert main(["mail", "send", "--by", "甲某"]) == 0
    assert len(post.taken) == 6
    assert main(["mail", "plan", "--by", "甲某"]) == 2
