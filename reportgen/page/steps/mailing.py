"""Mailing an issue: who gets what, how it looks, the approval, sending, what became of each."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.acts import mail, mailing
from reportgen.acts.mailing import LetterRow
from reportgen.diagnostics import Diagnostic, ReportError
from reportgen.edition import Progress
from reportgen.mail.guards import GUARDS
from reportgen.mail.model import State
from reportgen.mail.outbox import TO_SEND, Letter
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Answer
from reportgen.page.markup import Html, joined, table, tag
from reportgen.page.view import View, approval, check, field, form

_PARTS = re.compile("[,，、;；]")
_HEADS = ("发给", "类别", "附件")
_TAKEN = {"收到": True, "没收到": False}


def shown(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """Who would get what, to be looked at and approved."""
    to = filter(None, map(str.strip, _PARTS.split(asked.get("to", ""))))
    wish = {"to": list(to), "plain_names": bool(asked.get("plain_names"))}
    plan = _planned(case, wish, progress)
    files = mail.preview(case.desk(), plan, case.out / "邮件") if plan.letters else []
    held = {each.code: each.message for each in plan.found if each.code in GUARDS}
    reasons = [field(code, f"{message}。照发的理由（{code}）：", required="required")
               for code, message in held.items()]
    days = f"；{plan.account.server.provider.name}邮件服务一天发不完，要 {plan.days} 天" \
        if plan.days > 1 else ""
    text = f"要发 {len(plan.letters)} 封，第一次发的邮箱 {plan.new} 个{days}。还没有发。"
    html = joined(tag("p", text), table(_HEADS, map(_cells, plan.letters)),
                  table((*_HEADS, "已经"), ((*_cells(each), state.value)
                                          for each, state in plan.done)))
    ask = approval("mail-approve", "看过样了，批准", plan.digest, wish, *reasons) \
        if plan.letters else Html()
    found = (replace(each, hints=each.hints[:1]) if each.code in held else each
             for each in plan.found)        # the rest is how the command is told the reason
    return Answer(html, tuple(files), tuple(found), ask=ask)


def approved(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """Enter that it was approved."""
    at, wish = case.desk(), json.loads(asked.get("wish", "{}"))
    reasons = {code: asked[code].strip() for code in GUARDS if asked.get(code, "").strip()}
    letters = mail.approved(at, _planned(case, wish, progress), asked.get("digest", ""), reasons)
    return Answer(tag("p", f"{at.who}批准了 {len(letters)} 封。按“发送”才发。"))


def sent(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """Send what was approved."""
    rows, found = mailing.send(case.desk(), str(case.folder), progress, asked.get("digest", ""))
    return _became(rows, found)


def resolved(case: Case, asked: Mapping[str, str], progress: Progress) -> Answer:
    """Settle what is in doubt: by what was found out of one mailbox, else by the copies."""
    known, _, address = asked.get("settle", "").partition(" ")
    rows, found = mailing.resolve(case.desk(), address, _TAKEN.get(known), progress)
    return _became(rows, found)


def bounced(case: Case, _asked: Mapping[str, str], progress: Progress) -> Answer:
    """Enter what came back."""
    rows, sink = mailing.bounces(case.desk(), progress)
    return Answer(joined(tag("p", f"退信 {len(rows)} 封。" if rows else "没有退信。"),
                         table((*_HEADS, "为什么"), ((*_cells(letter), str(bounce.reply))
                                                  for letter, bounce in rows))), found=tuple(sink))


STEPS = {"mail-plan": shown, "mail-approve": approved, "mail-send": sent,
         "mail-resolve": resolved, "mail-bounces": bounced}


def section(view: View) -> Html:
    """Letters on the page."""
    if view.far.record is None:
        return tag("p", "先归档：附件是归档的那一份。")
    plan = form("mail-plan", field("to", "报尾没有写、也要发给的单位或邮箱（几个用、隔开）"),
                check("plain_names", "附件的文件名只用字母和数字"),
                view.button("mail-plan", "看谁收什么，做样", main=not view.far.letters))
    secret = tag("details", tag("summary", "密码、授权码放在哪里"), tag(
        "p", "写在只有自己能读的文件里：~/.config/reportgen/mail-secrets，一行一个“邮箱 授权码”"
        "。这一页不问密码，也不记。"))
    return joined(plan, view.answer(*STEPS), _status(view), secret)


def _status(view: View) -> Html:
    """Where each letter is, and what can be done with it."""
    case = view.case
    if not view.far.letters:
        return Html()
    try:
        at, name = case.desk(), str(case.folder)
        rows, digest = mailing.status(at, name), mailing.approval(at, name)
    except ReportError as error:
        return findings_of(error.diagnostics, case.folder, case.world)
    states = {standing.state for _, standing in rows}
    parts = [tag("h3", f"各封到了哪一步：{_counted(rows)}"), _rows(rows)]
    if states & TO_SEND:
        parts.append(form("mail-send", view.button("mail-send", "发送", digest=digest)))
    if State.DOUBT in states or State.SENDING in states:
        parts.append(form("mail-resolve", view.button("mail-resolve", "存疑的，查副本信箱",
                                                      main=False)))
        parts += [form("mail-resolve", tag("p", f"问过 {letter.to}（{letter.address}）："), *(
            tag("button", known, type="submit", data_settle=f"{known} {letter.address}",
                data_step="mail-resolve", aria_label=f"{letter.address} {known}")
            for known in _TAKEN)) for letter, standing in rows if standing.state is State.DOUBT]
    if State.SENT in states:
        parts.append(form("mail-bounces", view.button("mail-bounces", "读退信", main=False)))
    return joined(*parts)


def _planned(case: Case, wish: Mapping[str, object], progress: Progress) -> mail.MailPlan:
    progress("看谁收什么")
    to, plain = wish.get("to"), wish.get("plain_names")
    made = mail.MailWish(tuple(map(str, to)) if isinstance(to, list) else (), plain is True)
    return mail.planned(case.desk(), str(case.folder), made, progress)


def _became(rows: Sequence[LetterRow], found: tuple[Diagnostic, ...]) -> Answer:
    return Answer(tag("p", f"{_counted(rows)}。" if rows else "没有存疑的信。"), found=found,
                  good=not any(each.is_error for each in found))


def _counted(rows: Sequence[LetterRow]) -> str:
    counts = Counter(standing.state.value for _, standing in rows)
    return "、".join(f"{name} {count}" for name, count in counts.items())


def _rows(rows: Sequence[LetterRow]) -> Html:
    return table(("发给", "到了哪一步"), (
        (_whom(letter), joined(tag("strong", standing.state.value), tag(
            "div", f"{standing.at[:16].replace('T', ' ')} {standing.reply}", class_="note")))
        for letter, standing in rows))


def _cells(letter: Letter) -> tuple[str, ...]:
    return _whom(letter), letter.role, letter.carries


def _whom(letter: Letter) -> Html:
    return joined(letter.to, tag("div", letter.address, class_="note"))
