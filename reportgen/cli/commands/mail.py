"""`reportgen mail`: letters of an issue, from the plan to what came back."""

from __future__ import annotations

from reportgen.cli.group import group, loaded

TABLE = {
    "plan": "谁收什么，有什么要先问清；什么也不发",
    "preview": "每封信写成 .eml，另写一页看样；什么也不发",
    "approve": "批准：记下谁批准了哪个摘要、为什么放行",
    "send": "发批准过的；中断了再运行，接着发",
    "status": "每封信到了哪一步",
    "resolve": "存疑的信：查副本信箱，或登记问来的结果",
    "bounces": "从副本信箱里读退信",
}

HELP = """邮件：把归了档的一期发给通讯录里的人。

照 plan、preview、approve、send 的次序做。发的是归档的文件；秘密、机密、绝密的不发。
"""

command = group("mail", TABLE, lambda name: loaded(f"reportgen.cli.mail.{name}"), HELP, "邮件")
