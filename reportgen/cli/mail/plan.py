"""`reportgen mail plan`."""

from __future__ import annotations

from reportgen.cli.mail.common import Planned, line, plan_data, planning
from reportgen.cli.session import Outcome
from reportgen.diagnostics import ReportError

HELP = """谁收什么：照报尾的报、送、发找通讯录，什么也不发。

期：写简报文件夹，或档号、年份和期号，如 2024-5。要先归档；附件是归档的那一份。
有什么要先问清的（第一次发的邮箱、内部资料……），这里列出来；批准时逐条写理由。
--batch 是一批：reportgen batch 的输出文件夹，归了档的一起发，一个摘要，批准一次；
哪个单位没有人可发，说出来，别的照发。
"""


def _shown(on: Planned) -> Outcome:
    """A plan as it stands: shown, even where some unit of a batch has none."""
    plan, units = on.plan, on.plan.about.get("units")
    whose = {name: f"{unit}：" for unit, name in units.items()} if isinstance(units, dict) else {}
    lines = [whose.get(letter.record, "") + line(letter, state)
             for letter, state in (*((each, "") for each in plan.letters),
                                   *((each, state.value) for each, state in plan.done))]
    lines.append(f"要发 {len(plan.letters)} 封，第一次发的邮箱 {plan.new} 个"
                 + (f"；{plan.account.server.provider.name}邮件服务一天发不完，要 {plan.days} 天"
                    if plan.days > 1 else ""))
    if plan.letters:
        lines.append(f"看样：reportgen mail preview {on.which}；"
                     f"批准：reportgen mail approve {on.which} --approve {plan.code}")
    text = "\n".join(lines)
    if not any(each.is_error for each in plan.found):
        return Outcome(text, plan_data(plan), plan.found)
    if not on.session.json:
        on.session.out.print(text)
    return Outcome("", plan_data(plan), plan.found, ReportError(plan.found).family)


command = planning("plan", HELP, _shown)
