"""What the codes on paper prove: whether each page is ours, and whether a set is whole.

A code that holds says that these words stood on the page when it was printed. It does not say that
nothing was changed on the paper since, nor that the sheet is no photocopy (docs/copies.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum

from reportgen.copies.payload import Claim, PrintedSheet, claim
from reportgen.copies.scans import ScannedPage
from reportgen.diagnostics import Diagnostic, Span
from reportgen.frozen import frozen

Key = tuple[str, int]     # identity of an issue, revision


@frozen
class KnownPrinting:
    """What the register knows of one issue: the digest of each page, what became of each copy."""

    contents: tuple[str, ...]
    copies: Mapping[int, str] = field(default_factory=dict)     # 份号 → in use "", 收回, 销毁


class Truth(Enum):
    """What a code on a page is worth."""

    GENUINE = "是本单位印的"
    ALTERED = "代码是伪造的，或改动过"
    UNKNOWN = "印件登记里没有这一期"
    NEVER_PRINTED = "没有印过这一份"
    WITHDRAWN = "这一份已经收回或销毁"


def truth(said: Claim, register: Mapping[Key, KnownPrinting]) -> Truth:
    """Whether a code is one that was printed; the register decides, never the code alone."""
    sheet = said.sheet
    printing = register.get((sheet.document, sheet.revision))
    if printing is None:
        return Truth.UNKNOWN
    if sheet.pages != len(printing.contents) or not said.holds(printing.contents[sheet.page - 1]):
        return Truth.ALTERED
    if sheet.copy not in printing.copies:
        return Truth.NEVER_PRINTED
    return Truth.WITHDRAWN if printing.copies[sheet.copy] else Truth.GENUINE


@frozen
class PageVerdict:
    """One page of a scan: which sheet it claims to be, if any, and what that is worth."""

    number: int
    sheet: PrintedSheet | None
    truth: Truth | None
    problems: tuple[Diagnostic, ...]


def verdicts(
    pages: Sequence[ScannedPage], register: Mapping[Key, KnownPrinting], name: str
) -> tuple[list[PageVerdict], list[Diagnostic]]:
    """A verdict for each page of a scan, and what is wrong with them as one set.

    One page is no set: whoever asks for one sheet is told of that sheet.
    """
    found = [_page(seen, number, register, name) for number, seen in enumerate(pages, 1)]
    sheets = [page.sheet for page in found if page.sheet is not None]
    return found, list(whole(sheets, name)) if len(pages) > 1 else []


def _page(
    seen: ScannedPage, number: int, register: Mapping[Key, KnownPrinting], name: str,
) -> PageVerdict:
    span = Span(f"{name}，第{number}面")
    claims = [said for said in map(claim, seen.texts) if said is not None]
    lies = "上下颠倒" if seen.turn == 180 else "横着"
    problems = [] if not seen.turn else [
        Diagnostic("W1217", f"第{number}面{lies}", span, ("转过来再归档",))]
    if not claims:
        problems.append(_unread(number, span, foreign=bool(seen.texts)))
        return PageVerdict(number, None, None, tuple(problems))
    if len(claims) > 1:
        problems.append(Diagnostic(
            "E1212", f"第{number}面有{len(claims)}个不同的印件代码", span,
            ("一面一面地扫描；纸上贴了别的代码的，揭去再扫描",)))
        return PageVerdict(number, None, None, tuple(problems))
    (said,) = claims
    worth = truth(said, register)
    if worth is not Truth.GENUINE:
        problems.append(Diagnostic(
            _CODES[worth], f"第{number}面：{worth.value}（{described(said.sheet)}）", span,
            ("与印件登记核对：reportgen copies list",)))
    return PageVerdict(number, said.sheet, worth, tuple(problems))


def _unread(number: int, span: Span, *, foreign: bool) -> Diagnostic:
    if foreign:
        return Diagnostic("E1211", f"第{number}面的二维码不是印件代码", span,
                          ("看是不是别的单位的文件",))
    return Diagnostic(
        "E1211", f"第{number}面没有认出印件代码", span,
        ("用300 dpi再扫描一次；还认不出，输入码下面的一行字：reportgen verify --code",))


_CODES = {Truth.ALTERED: "E1213", Truth.UNKNOWN: "E1214", Truth.NEVER_PRINTED: "E1214",
          Truth.WITHDRAWN: "W1215"}


def described(sheet: PrintedSheet) -> str:
    """A sheet in words: J012·2024-5，第1版，第7份，第3页，共12页."""
    return (f"{sheet.document}，第{sheet.revision}版，第{sheet.copy}份，"
            f"第{sheet.page}页，共{sheet.pages}页")


def whole(sheets: Sequence[PrintedSheet], name: str) -> Iterator[Diagnostic]:
    """What keeps sheets from being one copy: another's, missing, doubled, or out of order."""
    if not sheets:
        return
    span = Span(name)
    copies = Counter((each.document, each.revision, each.copy, each.pages) for each in sheets)
    chief, _ = copies.most_common(1)[0]
    for each in sheets:
        if (each.document, each.revision, each.copy, each.pages) != chief:
            yield Diagnostic("E1216", f"混进了别的一份：{described(each)}", span, ("抽出来另放",))
    numbers = [each.page for each in sheets
               if (each.document, each.revision, each.copy, each.pages) == chief]
    missing = sorted(set(range(1, chief[-1] + 1)) - set(numbers))
    if missing:
        yield Diagnostic("E1216", f"缺第{_listed(missing)}页，共{chief[-1]}页", span,
                         ("找齐再扫描",))
    doubled = sorted(page for page, times in Counter(numbers).items() if times > 1)
    if doubled:
        yield Diagnostic("E1216", f"第{_listed(doubled)}页不止一张", span, ("抽去多的",))
    if not missing and not doubled and numbers != sorted(numbers):
        yield Diagnostic("W1217", f"页的次序不对：{_listed(numbers)}", span, ("理顺再归档",))


def _listed(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:12]))
    return f"{shown} 等" if len(numbers) > 12 else shown
