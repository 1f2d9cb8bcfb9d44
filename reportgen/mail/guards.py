"""What a letter is kept back for, until somebody puts a name and a reason to it; or for good."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from reportgen.archive.record import Record
from reportgen.diagnostics import NOWHERE, Diagnostic, Family, ReportError, Span, failure
from reportgen.mail.address import domain_of, key
from reportgen.mail.routes import Route

# A mark as it is printed: alone on a line or before ★, its characters apart or not.
_LEVELS = r"(绝\s*密|机\s*密|秘\s*密)"
_SECRET = re.compile(rf"{_LEVELS}(?=\s*★)|^[^\S\n]*{_LEVELS}\s*$", re.MULTILINE)
_INTERNAL = re.compile(r"^[^\S\n]*内部(?:资料|文件|材料|$|\s|★)", re.MULTILINE)
_LARGE = 20_000_000     # bytes of a letter that some boxes refuse

UNIT, INTERNAL, FIRST, MORE, STALE, LARGE, OPEN = (
    "W1311", "W1312", "W1313", "W1314", "W1315", "W1316", "W1317")
GUARDS = (UNIT, INTERNAL, FIRST, MORE, STALE, LARGE, OPEN)


def refuse_secret(record: Record, text: str) -> None:
    """Raise E1310 for what is marked or declared 秘密, 机密, 绝密. There is no way around it."""
    found = _SECRET.search(record.secrecy + "★") or _SECRET.search(text)
    if found is not None:
        level = "".join((found[1] or found[2]).split())
        raise failure("E1310", f"“{record.number}”是{level}件，不能用电子邮件发", NOWHERE,
                      "走机要渠道，或用涉密网")


def of_issue(record: Record, text: str, report: Mapping[str, object]) -> list[Diagnostic]:
    """W1312 internal matter, W1317 warnings that were open when it was filed."""
    found = []
    if _INTERNAL.search(text) or record.secrecy.startswith("内部"):
        found.append(_guard(INTERNAL, f"“{record.number}”标着“内部”", "确认收件人都该看"))
    told = report.get("提示")
    codes = [str(each["code"]) for each in told if str(each["code"]).startswith("W")] \
        if isinstance(told, list) else []
    if codes:
        found.append(_guard(OPEN, f"归档时还有 {len(codes)} 条警告："
                            + "、".join(sorted(set(codes))), "逐条看过"))
    return found


def of_routes(
    routes: Sequence[Route], known: frozenset[str], sender: str, last: int,
) -> list[Diagnostic]:
    """W1311 a unit that the foot does not name, W1313 new mailboxes, W1314 more than last time.

    `known` are the mailboxes that have been written to, as `address.key` tells them.
    """
    found = [_guard(UNIT, f"报尾没有“{each.recipient.unit}”，还是要发给它", "确认不是发错了单位",
                    each.recipient.span) for each in routes if not each.named]
    found += of_new([each.recipient.address for each in routes
                     if key(each.recipient.address) not in known], sender)
    if 0 < last < len(routes):
        found.append(_guard(MORE, f"这次发 {len(routes)} 封，上一期发了 {last} 封", "核对多出来的"))
    return found


def of_new(addresses: Collection[str], sender: str) -> list[Diagnostic]:
    """W1313: mailboxes that were never written to."""
    if not addresses:
        return []
    outside = sorted({*map(domain_of, addresses)} - {domain_of(sender)})
    shown = "、".join(islice(addresses, 5)) + ("……" if len(addresses) > 5 else "")
    note = f"，其中外单位的域名：{'、'.join(outside[:5])}" if outside else ""
    return [_guard(FIRST, f"第一次发给 {len(addresses)} 个邮箱：{shown}{note}", "逐个核对邮箱")]


def of_sources(changed: Sequence[str]) -> list[Diagnostic]:
    """W1315: what is sent is the filed one, and its sources have been changed since."""
    if not changed:
        return []
    return [_guard(STALE, f"归档以后改过：{'、'.join(changed[:5])}；发出去的是归档的那一份",
                   "改得对的，先更正归档再发")]


def of_size(size: int, most: int) -> list[Diagnostic]:
    """W1316: a letter so large that boxes refuse it. `most` is the provider's limit, 0 untold."""
    limit = min(most or _LARGE, _LARGE)
    if size <= limit:
        return []
    return [_guard(LARGE, f"一封有 {size / 1e6:.1f} MB，超过 {limit / 1e6:.0f} MB，有的邮箱收不下",
                   "照片缩小，或只发 PDF")]


def _guard(code: str, what: str, mend: str, span: Span = NOWHERE) -> Diagnostic:
    return Diagnostic(code, what, span, (mend, f"要照发，批准时写 --allow {code}=理由"))


def insist(found: Sequence[Diagnostic], allowed: Mapping[str, str]) -> None:
    """Raise what nobody has put a reason to."""
    held = [each for each in found
            if each.code in GUARDS and not allowed.get(each.code, "").strip()]
    if held:
        raise ReportError(held, Family.CONTENT)
