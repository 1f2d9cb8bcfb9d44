"""`reportgen mail plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.cli.mail.common import line, planning, told
from reportgen.cli.session import Outcome, Session

if TYPE_CHECKING:
    from types import ModuleType

    from reportgen.acts.archive import Desk
    from reportgen.cli.mail.common import AnyPlan

HELP = """谁收什么：照报尾的报、送、发找通讯录，什么也不发。

期：写简报文件夹，或档号、年份和期号，如 2024-5。要先归档；附件是归档的那一份。
有什么要先问清的（第一次发的邮箱、内部资料……），这里列出来；批准时逐条写理由。
--batch 是一批：reportgen batch 的输出文件夹，归了档的一起发，一个摘要，批准一次；
哪个单位没有人可发，说出来，别的照发。
"""


def _shown(session: Session, _at: Desk, _acts: ModuleType, plan: AnyPlan, name: str) -> Outcome:
    units = plan.about.get("units")
    whose = {name: f"{unit}：" for unit, name in units.items()} if isinstance(units, dict) else {}
    lines = [whose.get(letter.record, "") + line(letter, state)
             for letter, state in (*((each, "") for each in plan.letters),
                                   *((each, state.value) for each, state in plan.done))]
    lines.append(f"要发 {len(plan.letters)} 封，第一次发的邮箱 {plan.new} 个"
                 + (f"；{plan.account.server.provider.name}邮件服务一天发不完，要 {plan.days} 天"
                    if plan.days > 1 else ""))
    if plan.letters:
        lines.append(f"看样：reportgen mail preview {name}；批准：reportgen mail approve {name}"
                     f" --approve {plan.code}")
    return told(session, "\n".join(lines), plan)


command = planning("plan", HELP, _shown)
