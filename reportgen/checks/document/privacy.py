"""What is a person's own, and is not to be printed; no message repeats it whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.checks.prose import Prose, Said
from reportgen.diagnostics import Sink
from reportgen.document.tree import Colophon, Remark, Table, plain
from reportgen.patterns import late

_NUMBER = late(r"(?<![0-9A-Za-z.])[0-9][0-9 -]{8,24}[0-9Xx](?![0-9A-Za-z.])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)      # GB 11643
_LAST = "10X98765432"
_AREAS = late("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]")       # of provinces
_PUBLIC = late(     # the words right before a number that is to be dialled by anyone
    "(?:热线|(?:咨询|举报|投诉|求助|预约|报名|监督|客服|值班|服务|办公|业务|联系|受理)(?:热线|电话"
    "|号码|专线)|联系单位)[^，。；0-9]{0,8}[0-9、或/ -]*$|(?:咨询|举报|投诉|求助|预约|报名|监督"
    "|客服|值班)(?:请|可)?(?:拨打|致电)?[为是：:（( ]*$|联系人[^手机。；]{1,10}$")
_PERSON = late("(?:身份证|身份号码|残疾人?证)[^，。；0-9]{0,8}\\Z")
_OWN = late("(?:举报|投诉|申请|当事|报案|受害|信访|来访|伤|患|病|死)[人者]"
            "[^可有请需如须应，。；（]{2,3}[（(，]其?(?:联系)?(?:电话|手机)[号码]{0,2}[为是：:]?$")
_CARD = late("卡号|银行卡|账号|帐号|账户|帐户|卡")
_UNITS = frozenset("元万亿千百个人户家次平亩吨立%")     # behind an amount
_CLAUSE = late("[^，。；！？]+")
_NEAR = 16          # characters before a number that tell what it is
_SENSITIVE = late("患病|疾病|病例|病人|死亡|自杀|犯罪|刑满|吸毒|戒毒|低保|艾滋|精神障碍|社区矫正"
                  "|性侵|家暴|重残|涉案|服刑")
_ILL = late("艾滋|精神(?:障碍|疾?病)|结核|性病|梅毒|吸毒|戒毒|社区矫正|性侵|家暴|自杀")
_SMALL = late("[村组院班户]|社区|小区|学校")      # where one is known by all
_FEW_OF = late("(?:[^0-9一-十两]{0,4}?)(?<![0-9])([12]|[一二两])(?:人|名|例|位)(?![次数大均])")
_FEW = late("(?:[12]|[一二两])(?:人|名|例|位)?")
_PERSONS = late("[人名例位]")
_OTHER = late("[户家个次元亩率%]|人次|户数")


def check_privacy(said: Said, sink: Sink) -> None:
    """E0473 an identity number, W0474 a card's, W0475 a telephone; W0476 one or two who are ill."""
    for passage in said.prose:
        for start, end, digits in _numbers(passage.text):
            _number(passage, start, end, digits, sink)
        if passage.step.running:
            _few(passage, sink)
    for block in said.document.blocks:
        if isinstance(block, Table):
            _cells(block, sink)


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """The long numbers of a text, without the blanks and dashes within."""
    for found in _NUMBER.finditer(text):
        digits = found.group().replace(" ", "").replace("-", "").upper()
        if len(digits) > 10:
            yield found.start(), found.end(), digits


def _number(passage: Prose, start: int, end: int, digits: str, sink: Sink) -> None:
    before, place = passage.text[max(0, start - _NEAR) : start], passage.place(start, end)
    shown = f"{digits[:3]}…{digits[-2:]}"
    if _identity(digits) or (len(digits) in {18, 20} and _PERSON.search(before)):
        sink.error("E0473", f"身份证号（{shown}）印了出来", place,
                   "删去；要区别同名的人，写单位、职务")
    elif 16 <= len(digits) <= 19 and _luhn(digits) and _CARD.search(before):
        sink.warning("W0474", f"像是银行卡号（{shown}）", place,
                     "个人的卡号删去；公开的捐款账户不必理会")
    elif len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789" \
            and not isinstance(passage.step.block, Remark | Colophon) \
            and passage.text[end : end + 1] not in _UNITS \
            and (_OWN.search(before) or not _PUBLIC.search(before)):
        sink.warning("W0475", f"像是个人的手机号（{shown}）", place, "删去，或改成单位的电话；"
                     "公开的热线，前面写明是热线、咨询电话")


def _few(passage: Prose, sink: Sink) -> None:
    """W0476 甲村现有艾滋病患者1人: a clause that names a place, what is the matter, so few."""
    for clause in _CLAUSE.finditer(passage.text) if _ILL.search(passage.text) else ():
        ill = _ILL.search(clause.group())
        if ill and _SMALL.search(clause.group(), 0, ill.start()) \
                and (few := _FEW_OF.search(clause.group(), ill.end())):
            sink.warning("W0476", f"“{clause.group()}”只有{few[1]}个人，可能认得出是谁",
                         passage.place(clause.start()), "改说全镇、全县的数，或写“少于3人”")


def _identity(digits: str) -> bool:
    """Whether it is a number by GB 11643: a place, a day of birth, the right last character."""
    if len(digits) != 18 or not digits[:17].isdecimal() or not _AREAS.match(digits):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return 1900 <= born.year <= 2100 and _LAST[rest] == digits[17]


def _luhn(digits: str) -> bool:
    """Whether the check digit of a card's number is right (ISO/IEC 7812)."""
    if not digits.isdecimal() or digits[0] not in "3456":
        return False
    doubled = (int(each) * (2 if order % 2 else 1) for order, each in enumerate(reversed(digits)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def _cells(table: Table, sink: Sink) -> None:
    """W0476 once a table: 1人 beside 低保; a number alone counts persons where its column says."""
    heads = [column.heading for column in table.columns]
    for row in table.rows:
        said = plain(row[0].children) if row else ""
        for order, cell in enumerate(row[1:], 1):
            text, head = plain(cell.children), heads[order] if order < len(heads) else ""
            if not _FEW.fullmatch(text) or not _SENSITIVE.search(f"{said}{head}{table.caption}"):
                continue
            if _PERSONS.search(text) or (_PERSONS.search(head + said) and not _OTHER.search(head)):
                sink.warning("W0476", f"{table.label}里“{said}”只有{text}，可能认得出是谁",
                             cell.span if cell.span.line else table.span,
                             "并入别的一栏，或写“少于3人”")
                return
