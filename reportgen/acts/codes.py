"""Codes as they are typed: known ones, or what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.diagnostics import NOWHERE, Waiver, failure
from reportgen.frozen import frozen

_BEGINS = re.compile(r"[EWI][0-9]{0,4}")


def the_code(typed: str) -> str:
    """A code, in capitals. Raises E0903 for one that there is not, with the nearest."""
    from reportgen.sources.nearest import asked
    from reportgen.sources.rules import rules

    code, known = typed.strip().upper(), rules()
    if code not in known:
        raise failure("E0903", f"没有“{typed}”这个代码", NOWHERE,
                      *asked(code, tuple(known), lambda near: known[near].title),
                      "全部代码：reportgen rule")
    return code


@frozen
class Wanted:
    """Which codes are to be seen, by how they begin: some, or all; but not others."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def of(cls, select: Iterable[str], ignore: Iterable[str]) -> Wanted:
        """As they are typed. Raises E0903."""
        return cls(_beginnings(select), _beginnings(ignore))

    @property
    def all(self) -> bool:
        """Whether nothing was left out."""
        return not (self.select or self.ignore)

    def __call__(self, code: str) -> bool:
        return (not self.select or code.startswith(self.select)) \
            and not code.startswith(self.ignore or ("-",))

    def passed(self) -> list[Waiver]:
        """What is not to be seen shall stop nothing either, if anyone may let it pass."""
        from reportgen.sources.rules import rules
        from reportgen.sources.waivers import why_not

        return [Waiver(code, "") for code in (() if self.all else rules())
                if not self(code) and (code[0] != "E" or not why_not(code))]


def _beginnings(typed: Iterable[str]) -> tuple[str, ...]:
    """How codes begin, several with commas between: W04,E0412. Raises E0903 where none does."""
    from reportgen.sources.rules import rules

    parts = (each.strip().upper() for text in typed for each in re.split("[,，]", text))
    found = tuple(filter(None, parts))
    known = rules() if found else {}
    for each in found:
        if not (_BEGINS.fullmatch(each) and any(code.startswith(each) for code in known)):
            the_code(each)
    return found


def may(typed: Iterable[str]) -> tuple[str, ...]:
    """Codes that are to be let pass. Raises E0903, and E0912 for one that nobody may let pass."""
    from reportgen.sources.waivers import why_not

    codes = tuple(map(the_code, typed))
    for code in codes:
        if why := why_not(code):
            raise failure("E0912", f"{code} 不能放行：{why}", NOWHERE,
                          f"去掉 --allow {code}，照提示改好")
    return codes
