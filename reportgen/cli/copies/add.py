"""`reportgen copies add`."""

from __future__ import annotations

from reportgen.acts.register import HANDED
from reportgen.cli.copies.common import noting

command = noting("add", HANDED, "登记发放：哪几份给了谁，放在哪里。", holder=True)
