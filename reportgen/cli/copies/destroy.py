"""`reportgen copies destroy`."""

from __future__ import annotations

from reportgen.acts.register import SPOILED
from reportgen.cli.copies.common import noting

command = noting("destroy", SPOILED, "登记销毁：销毁的份，扫描时会提醒。登记留着。", holder=False)
