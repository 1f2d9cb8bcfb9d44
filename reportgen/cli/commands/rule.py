"""`reportgen rule`."""

from __future__ import annotations

import click

from reportgen.cli import options
from reportgen.cli.rules import Rule, rules
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure

HELP = """解释一条提示代码：为什么提示、怎么改、例子。不写代码，就列出全部。"""


@options.command("rule", HELP)
@click.argument("code", metavar="[代码]", required=False)
def command(_session: Session, code: str | None) -> Outcome:
    """Explain one code, or list all."""
    known = rules()
    if code is None:
        lines = [f"{rule.code}  {rule.title}" for rule in known.values()]
        return Outcome("\n".join(lines), {"rules": [_json(r) for r in known.values()]})
    rule = known.get(code.upper())
    if rule is None:
        raise failure("E0903", f"没有“{code}”这个代码", NOWHERE, _hint(code, tuple(known)))
    text = f"{rule.code}  {rule.title}\n\n为什么：{rule.why}\n怎么改：{rule.fix}"
    if rule.example:
        text += f"\n例子：{rule.example}"
    return Outcome(text, {"rules": [_json(rule)]})


def _hint(code: str, known: tuple[str, ...]) -> str:
    from reportgen.sources.nearest import nearest

    near = nearest(code.upper(), known)
    return f"是不是“{near}”？全部代码：reportgen rule" if near else "全部代码：reportgen rule"


def _json(rule: Rule) -> dict[str, str]:
    return {"code": rule.code, "title": rule.title, "why": rule.why, "fix": rule.fix,
            "example": rule.example}
