"""The month's sixth step on the sample office: plan, preview, approve, send, status, resolve."""

from __future__ import annotations

import email
import email.policy
import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from support.filings import add
from support.mailing import SECRET, USER, Post
from support.stopping import stopped_everywhere

from reportgen.acts import mail, mailing
from reportgen.acts.filing import FilingWish
from reportgen.archive.checking import check
from reportgen.archive.destroying import destroy
from reportgen.archive.destroying import planned as due
from reportgen.archive.objects import digest_of
from reportgen.archive.record import PDF
from reportgen.cli import main
from reportgen.diagnostics import ReportError
from reportgen.edition import silent
from reportgen.mail.model import State
from reportgen.mail.outbox import Outbox

ISSUE = "2024年第5期"
FIRST = {"W1313": "第一次发"}


def planned(office, **wish) -> mail.MailPlan:
    return mail.planned(office.desk(), str(office.folder / ISSUE), mail.MailWish(**wish), silent)


def approve(office, **allowed: str) -> mail.MailPlan:
    plan = planned(office)
    mail.approved(office.desk(), plan, plan.code, {**FIRST, **allowed})
    return plan


def send(office) -> tuple[list[State], list[str]]:
    rows, found = mailing.send(office.desk(), "2024-5", silent)
    return [standing.state for _, standing in rows], [each.code for each in found]


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_who_gets_what_is_by_the_foot_and_the_book(office) -> None:
    plan = planned(office)
    assert [(each.role, each.unit, each.address) for each in plan.letters] == [
        ("报", "示例县人民政府办公室", "county@example.invalid"),
        ("发", "甲村村民委员会", "jia@example.invalid"),
        ("发", "乙村村民委员会", "yi@example.invalid")]
    assert [each.code for each in plan.found] == ["W1313"]
    assert plan.new == 3
    assert planned(office).digest == plan.digest, "the same on every run"


def test_a_letter_as_received(office, post: Post) -> None:
    approve(office)
    assert send(office) == ([State.SENT] * 3, [])
    (data,) = post.to("jia@example.invalid")
    message = parsed(data)
    assert message["Subject"] == "示例镇工作简报第5期：示例镇2024年5月工作情况"
    assert message["To"].addresses[0].display_name == "甲村村民委员会"
    assert message["From"].addresses[0].addr_spec == USER
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "示例镇2024年5月工作情况.pdf"
    with office.desk().archive() as archive:
        record = archive.catalogue.records()[0][1]
        assert attached.get_content() == archive.read(record.held(PDF)[0])
        box = Outbox(archive)
        for each in box.of(record.name):
            assert box.read(each) == post.to(each.address)[0]
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for text in (plain, html):
        assert digest_of(attached.get_content()) in text
        assert record.name in text
        for told in ("1830亩", "260余", "216人", "表1", "图1"):
            assert told in text, told
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert [f'src="cid:{part["Content-ID"].strip("<>")}"' in html for part in pictures] == [True]
    assert len(post.inbox) == 3, "a copy of each"


def test_sent_once_and_never_again(office, post: Post) -> None:
    approve(office)
    send(office)
    assert send(office) == ([State.SENT] * 3, [])
    assert len(post.taken) == 3
    plan = planned(office)
    assert (plan.letters, [state for _, state in plan.done]) == ((), [State.SENT] * 3)
    with pytest.raises(ReportError, match="E1319"):
        mail.approved(office.desk(), plan, plan.code, FIRST)


def test_nothing_goes_out_unapproved(office, post: Post) -> None:
    with pytest.raises(ReportError, match="E1321"):
        send(office)
    plan = planned(office)
    with pytest.raises(ReportError, match="E1131"):
        mail.approved(office.desk(), plan, "0" * 12, FIRST)
    with pytest.raises(ReportError, match="W1313"):
        mail.approved(office.desk(), plan, plan.code, {})
    with pytest.raises(ReportError, match="E1321"):
        send(office)
    assert not post.logins


def test_one_refused_address_stops_no_other(office, post: Post) -> None:
    post.recipients["jia@example.invalid"] = "550 5.1.1 User unknown"
    post.recipients["county@example.invalid"] = "452 4.2.2 Mailbox full"
    approve(office)
    assert send(office) == ([State.DEFERRED, State.FAILED, State.SENT], ["E1327"])
    post.recipients.clear()
    assert send(office)[0] == [State.DEFERRED, State.FAILED, State.SENT], "not before its time"
    office.later(minutes=6)
    assert send(office)[0] == [State.SENT, State.FAILED, State.SENT]
    approve(office)                                     # the address is right now
    assert send(office)[0] == [State.SENT, State.SENT, State.SENT]
    assert sorted(to for to, _ in post.taken) == [
        "county@example.invalid", "jia@example.invalid", "yi@example.invalid"]


def test_in_doubt_is_settled_by_the_copies(office, post: Post) -> None:
    post.script = ["drop after", "drop before", "ok"]
    approve(office)
    states, codes = send(office)
    assert states == [State.SENT, State.DOUBT, State.SENT], "the first has its copy"
    assert codes == ["W1328"]
    assert len(post.to("jia@example.invalid")) == 0
    office.later(minutes=1)
    assert send(office) == ([State.SENT] * 3, [])
    assert sorted(to for to, _ in post.taken) == [
        "county@example.invalid", "jia@example.invalid", "yi@example.invalid"]


def test_without_copies_a_person_settles_it(office, post: Post) -> None:
    office.mail(发件人=f"办公室 <{USER}>", 服务=f"smtps://127.0.0.1:{post.smtp}")
    post.script = ["drop after", "drop before", "ok"]
    approve(office)
    assert send(office) == ([State.DOUBT, State.DOUBT, State.SENT], ["W1328", "W1328"])
    office.later(days=9)
    assert send(office)[0] == [State.DOUBT, State.DOUBT, State.SENT], "held, and never guessed"
    at = office.desk()
    mailing.resolve(at, "county@example.invalid", True, silent)
    mailing.resolve(at, "jia@example.invalid", False, silent)
    with pytest.raises(ReportError, match="E1330"):
        mailing.resolve(at, "yi@example.invalid", True, silent)
    assert send(office) == ([State.SENT] * 3, [])
    assert len(post.taken) == 3


def test_a_copy_mailbox_that_gets_no_copies_settles_nothing(office, post: Post) -> None:
    """Its address is wrong: the control letter does not come either, so nothing is sent again."""
    post.copies = False
    post.script = ["drop after"]
    approve(office)
    send(office)
    office.later(minutes=9)
    states, codes = send(office)
    assert states[0] is State.DOUBT
    assert "W1328" in codes
    assert len(post.to("county@example.invalid")) == 1


def test_a_second_runner_waits(office, post: Post) -> None:
    approve(office)
    at = office.desk()
    code = ("from pathlib import Path; from reportgen.archive.disk import alone\n"
            f"with alone(Path({str(at.folder / 'mail.lock')!r})) as free:\n"
            "    print(free, flush=True); input()")
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "True"
        with pytest.raises(ReportError, match="E1322"):
            send(office)
        other.kill()
    assert send(office)[0] == [State.SENT] * 3, "the system lets go of a dead one's lock"


def test_a_runner_past_the_lock_sends_nothing_twice(office, post: Post) -> None:
    """Where a share keeps no locks: the catalogue itself tells that the letter has moved."""
    plan = approve(office)
    at = office.desk()
    with at.archive(write=True) as one, at.archive(write=True) as other:
        first, second = Outbox(one), Outbox(other)
        first.change(plan.letters[0].identity, State.SENDING, "甲某")
        with pytest.raises(ReportError, match="E1322"):
            second.change(plan.letters[0].identity, State.SENDING, "乙某")


def test_a_login_that_is_refused_stops_the_run(office, post: Post) -> None:
    post.login = "535 Error: 请使用授权码登录"
    approve(office)
    rows, found = mailing.send(office.desk(), "", silent)
    assert {standing.state for _, standing in rows} == {State.QUEUED}
    assert [each.code for each in found] == ["E1325"]
    assert "请使用授权码登录" in found[0].message
    assert post.logins == 1


def test_a_sender_that_is_refused_fails_no_letter(
    office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a server says of who sends it would say to every letter."""
    post.sender = "550 5.7.1 rejected"
    approve(office)
    assert send(office) == ([State.QUEUED] * 3, ["E1325"])
    post.sender = ""
    assert send(office) == ([State.SENT] * 3, [])


def test_slow_down_pauses_the_account_and_fails_no_letter(office, post: Post) -> None:
    post.script = ["ok", "550 Connection frequency limited"]
    approve(office)
    assert send(office) == ([State.SENT, State.DEFERRED, State.QUEUED], ["W1326"])
    logins = post.logins
    assert send(office)[1] == ["W1326"]
    assert post.logins == logins, "it rests"
    office.later(minutes=30)
    assert send(office) == ([State.SENT] * 3, [])


def test_secret_matter_is_never_mailed(office, post: Post) -> None:
    path = office.folder / ISSUE / "briefing.md"
    path.write_text(path.read_text("utf-8").replace("期号: 5", "期号: 6\n密级: 机密★1年"), "utf-8")
    add(office.desk(), [office.folder / ISSUE], FilingWish(out=office.folder / "out"), str)
    with pytest.raises(ReportError, match="E1310"):
        planned(office)
    assert not post.logins


def test_what_was_changed_since_is_told_and_the_filed_one_is_sent(office, post: Post) -> None:
    path = office.folder / ISSUE / "facts.yaml"
    path.write_text(path.read_text("utf-8").replace("216人", "217人"), "utf-8")
    plan = planned(office)
    assert "W1315" in [each.code for each in plan.found]
    with pytest.raises(ReportError, match="W1315"):
        mail.approved(office.desk(), plan, plan.code, FIRST)
    mail.approved(office.desk(), plan, plan.code, {**FIRST, "W1315": "只改了错字"})
    send(office)
    assert "216人" in parsed(post.taken[0][1]).get_body(("plain",)).get_content()


def test_a_unit_that_the_foot_does_not_name(office) -> None:
    plan = planned(office, to=("示例镇农业农村办公室",))
    assert [each.address for each in plan.letters][-1] == "farm@example.invalid"
    assert "W1311" in [each.code for each in plan.found]
    with pytest.raises(ReportError, match="E1319"):
        planned(office, to=("没有的单位",))


@pytest.mark.slow
def test_two_thousand_recipients(office) -> None:
    planned(office)     # what is imported and drawn once
    office.book("单位,邮箱,类别\n" + "".join(
        f"甲村村民委员会,v{at}@example.invalid,发\n" for at in range(2000)))
    start = time.process_time()
    assert len(planned(office).letters) == 2000
    assert time.process_time() - start < 4, "0.6 s on a quiet machine"


def test_a_preview_is_what_is_sent(office, post: Post) -> None:
    approve(office)
    plan = planned(office)
    files = mail.preview(office.desk(), plan, office.folder / "out")
    send(office)
    letters = {path.read_bytes().replace(b"\r\n", b"\n") for path in files
               if path.suffix == ".eml"}
    assert letters == {data.replace(b"\r\n", b"\n") for _, data in post.taken}
    assert "甲村村民委员会" in files[-1].read_text("utf-8")


def test_the_archive_keeps_letters_and_tells_nothing_strange(office, post: Post) -> None:
    approve(office)
    send(office)
    with office.desk().archive() as archive:
        found = check(archive, "", silent)
        assert [each.code for each in found.sink] == ["W1116"]
        letter = next(iter(Outbox(archive).letters.values()))
        body = archive.objects.path(letter.body)
    body.chmod(0o644)
    body.write_bytes(b"another")
    with office.desk().archive() as archive:
        assert "E1111" in [each.code for each in check(archive, "", silent).sink]


def test_the_secret_is_nowhere(office, post: Post, tmp_path: Path,
                               capsys: pytest.CaptureFixture[str]) -> None:
    post.script = ["ok", "550 User unknown", "drop after"]
    approve(office)
    send(office)
    shown = capsys.readouterr()
    assert SECRET not in shown.out + shown.err
    for path in office.folder.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


def test_an_approval_withdraws_what_it_no_longer_holds(office, post: Post) -> None:
    """The book was mended after the approval: the old address gets nothing."""
    approve(office)
    text = (office.folder / "通讯录.csv").read_text("utf-8")
    office.book(text.replace("jia@example.invalid", "jia2@example.invalid"))
    approve(office)
    assert send(office)[0] == [State.SENT] * 3
    assert sorted(to for to, _ in post.taken) == [
        "county@example.invalid", "jia2@example.invalid", "yi@example.invalid"]


def test_an_approval_while_letters_go_out(office, post: Post) -> None:
    """It takes back what has not gone yet, and the run goes on with the rest."""
    plan = approve(office)
    at = office.desk()
    with at.archive(write=True) as archive:
        box = Outbox(archive)
        due = box.due(at.disk.now(), frozenset())
        assert next(due) == replace(plan.letters[0], head=box.letters[
            plan.letters[0].identity].head)
        office.book("单位,邮箱,类别\n乙村,yi@example.invalid,发\n")
        approve(office)
        box.follow()
        assert [each.address for each in due] == ["yi@example.invalid"]


def test_letters_go_with_their_record_when_it_is_destroyed(office, post: Post) -> None:
    approve(office)
    send(office)
    office.disk.time = office.disk.time.replace(year=2040)
    with office.desk().archive(write=True) as archive:
        letters = {each.body for each in Outbox(archive).letters.values()}
        name = archive.catalogue.records()[0][1].name
        assert not any(map(archive.objects.check, letters))
        destroy(archive, due(archive, [name], "丙某", "到期"), "甲某")
        assert {archive.objects.check(each) for each in letters} == {"missing"}
        assert not [each for each in check(archive, "", silent).sink if each.is_error]
    assert mailing.status(office.desk(), "") == []


def test_a_correction_keeps_back_what_was_approved_before_it(office, post: Post) -> None:
    approve(office)
    path = office.folder / ISSUE / "facts.yaml"
    path.write_text(path.read_text("utf-8").replace("216人", "217人"), "utf-8")
    add(office.desk(), [office.folder / ISSUE],
        FilingWish(correction="更正", reason="数错了", out=office.folder / "out"), str)
    with pytest.raises(ReportError, match="E1321"):
        send(office)
    assert not post.taken


@pytest.mark.slow
def test_the_commands_of_the_page(
    office, post: Post, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Those of docs/mail.md as they stand there, but for the digest, which the plan tells."""
    folder = tmp_path / "新"
    shutil.copytree(root / "data" / "office", folder)
    shutil.copy(office.folder / "office.yaml", folder)
    monkeypatch.chdir(folder)
    for name, value in office.env.items():
        monkeypatch.setenv(name, value)
    text = (root / "docs" / "mail.md").read_text(encoding="utf-8")
    commands = [line for kind in ("sh", "text") for block in re.findall(
        rf"^```{kind}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE) for line in block.splitlines()]
    assert len(commands) == 8
    digest, shown = "", {}
    for command in commands:
        program, *words = shlex.split(re.sub("--approve [0-9a-f]+", f"--approve {digest}", command))
        assert program == "reportgen"
        assert main(words) == 0, f"{command}\n{capsys.readouterr()}"
        shown[words[1]] = capsys.readouterr().out
        if found := re.search("--approve ([0-9a-f]{12})", shown[words[1]]):
            digest = found[1]
    assert shown["send"].strip() == "已发 3"
    assert "没有退信" in shown["bounces"]
    assert sorted(to for to, _ in post.taken) == [
        "county@example.invalid", "jia@example.invalid", "yi@example.invalid"]
    assert {"预览.html"} < {path.name for path in Path("out", "邮件").iterdir()}
    assert main(["archive", "verify"]) == 0, capsys.readouterr()
    assert main(["archive", "copy", "../副本"]) == 0
    assert main(["archive", "verify", "--at", "../副本"]) == 0, "letters are copied, too"


def test_machines_are_told_the_same(
    office, post: Post, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(office.folder)
    for name, value in office.env.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(["mail", *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    code, plan = run("plan", "2024-5")
    assert (code, plan["new"], len(plan["letters"])) == (0, 3, 3)
    assert run("approve", "2024-5", "--approve", plan["digest"])[0] == 1, "W1313 wants a reason"
    assert main(["mail", "approve", "2024-5", "--approve", "x", "--allow", "E1310=为什么"]) == 2
    capsys.readouterr()
    assert run("approve", "2024-5", "--approve", plan["digest"], "--allow", "W1313=试")[0] == 0
    post.recipients["jia@example.invalid"] = "550 no"
    post.script = ["drop before"]
    code, told = run("send")
    assert (code, [each["state"] for each in told["letters"]]) == (1, ["存疑", "失败", "已发"])
    assert {each["code"] for each in told["diagnostics"]} == {"E1327", "W1328"}
    code, told = run("resolve", "county@example.invalid", "--as", "收到")
    assert (code, [each["state"] for each in told["letters"]]) == (0, ["已发"])
    assert [each["state"] for each in run("status", "2024-5")[1]["letters"]] == [
        "已发", "失败", "已发"]
    assert main(["mail", "resolve", "--as", "收到"]) == 2


def test_stopped_at_any_step_each_letter_goes_out_once(office, post: Post) -> None:
    approve(office)
    post.script = ["drop after"]        # the first is in doubt, and proved by its copy

    def whole() -> None:
        with office.desk().archive() as archive:
            states = {each.state for each in Outbox(archive).standing.values()}
        assert State.SENDING not in states

    rows, found = stopped_everywhere(
        lambda told: mailing.send(office.desk(), "2024-5", told), whole, 2)
    assert (found, [standing.state for _, standing in rows]) == ((), [State.SENT] * 3)
    assert len(post.taken) == len({address for address, _ in post.taken}) == 3
