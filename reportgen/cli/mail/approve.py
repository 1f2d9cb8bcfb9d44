"""`reportgen mail approve`."""

from __future__ import annotations

import click

from reportgen.cli.mail.common import Planned, plan_data, planning
from reportgen.cli.session import Outcome
from reportgen.mail.guards import GUARDS

HELP = """批准：记下谁批准了哪个摘要；以后发的就是这些，一个字节也不变。

摘要是 plan 显示的那一串。要放行的，逐条写代码和理由：--allow W1313=第一次给新开的邮箱发。
批准了的还没有发，改了主意：改好通讯录，再 plan、再批准，没发的以新的为准。
"""


class Allowed(click.ParamType[tuple[str, str]]):
    """代码=理由."""

    name = "代码=理由"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """The code and the reason."""
        code, _, why = str(value).partition("=")
        if code.strip() not in GUARDS or not why.strip():
            self.fail(f"“{value}”不是 代码=理由；能放行的：{'、'.join(GUARDS)}", param, ctx)
        return code.strip(), why.strip()


def _approved(on: Planned, *, digest: str, allow: tuple[tuple[str, str], ...]) -> Outcome:
    plan = on.plan
    letters = on.acts.approved(on.at, plan, digest, dict(allow))
    which = f" {on.which}" if "record" in plan.about else ""     # a batch: all that is approved
    text = f"{on.at.who}批准了 {len(letters)} 封，摘要 {plan.code}。" \
        f"发送：reportgen mail send{which}"
    return Outcome("" if on.session.quiet else text, plan_data(plan))


command = planning(
    "approve", HELP, _approved,
    click.option("--approve", "digest", metavar="摘要", required=True, help="plan 显示的摘要。"),
    click.option("--allow", metavar="代码=理由", type=Allowed(), multiple=True,
                 help="放行哪一条，为什么；可以写几次。"))
