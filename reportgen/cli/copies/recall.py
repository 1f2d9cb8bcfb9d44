"""`reportgen copies recall`."""

from __future__ import annotations

from reportgen.acts.register import RECALLED
from reportgen.cli.copies.common import noting

command = noting("recall", RECALLED, "登记收回：收回的份，扫描时会提醒。", holder=False)
