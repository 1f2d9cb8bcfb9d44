"""`reportgen rule`."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from reportgen.acts.codes import the_code
from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.sources.rules import Rule, rules

HELP = """解释一条提示代码：为什么提示、怎么改、例子。不写代码，就列出全部。"""


def complete_code(
    _ctx: click.Context, _param: click.Parameter, incomplete: str,
) -> list[CompletionItem]:
    """Codes that begin like `incomplete`, with their titles."""
    return [CompletionItem(rule.code, help=rule.title) for rule in rules().values()
            if rule.code.startswith(incomplete.upper())]


@options.command("rule", HELP)
@click.argument("code", metavar="[代码]", required=False, shell_complete=complete_code)
def command(_session: Session, code: str | None) -> Outcome:
    """Explain one code, or list all."""
    known = rules()
    if code is None:
        lines = [f"{rule.code}  {rule.title}" for rule in known.values()]
        return Outcome("\n".join(lines), {"rules": [_json(r) for r in known.values()]})
    rule = known[the_code(code)]
    text = f"{rule.code}  {rule.title}\n\n为什么：{rule.why}\n怎么改：{rule.fix}"
    text += "".join(f"\n{name}：{said}" for name, said in (
        ("例子", rule.example), ("依据", rule.clause)) if said)
    return Outcome(text, {"rules": [_json(rule)]})


def _json(rule: Rule) -> dict[str, str]:
    return {"code": rule.code, "title": rule.title, "why": rule.why, "fix": rule.fix,
            "example": rule.example, "clause": rule.clause}
