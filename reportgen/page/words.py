"""What helps on the page: hints of commands and options told as what can be pressed here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reportgen.diagnostics import Diagnostic
from reportgen.sources.rules import rules
from reportgen.world import World

COMMAND = re.compile(r"(?<![\w-])--?[a-z]|reportgen [a-z]|chmod|lpstat|环境变量")
_COPY = "管电脑的人会从副本恢复；没有恢复以前，不要新建档案"
HINTS: Mapping[str, Mapping[str, str]] = {
    "E0102": {"": "关掉正在打开它的 Word、Excel、阅读器，再做一次；还不行，看磁盘有没有空间"},
    "E0130": {"": "新的一期：把整个文件夹拖到各期的那一页"},
    "E0131": {"": "给这一期的文件夹改名"},
    "E0180": {"": "在首页写上单位名称，建成单位文件夹"},
    "E0185": {"": "在归档一栏里按批准的表加一行，或在“类别”里选一类"},
    "E0187": {"": "按“自己写文件夹名、期间”，照那里的样子写"},
    "E0188": {"": "移走它，或在“自己写文件夹名、期间”里写另一个文件夹名"},
    "E1100": {"": _COPY},
    "E1101": {"": _COPY},
    "E1106": {"": "先归档（见“归档”）"},
    "E1120": {"": "在归档的“另立一件”里选更正或增刊，写上为什么"},
    "E1127": {"": "确是另一个全宗的，请管电脑的人来做"},
    "E1129": {"": "按“页面看过了，生成 PDF 和 Word”，重新生成"},
    "E1131": {"--by": "在这一页最下面的“经办人”里写姓名，再按一次",
              "--approve": "再看一次，同意再按"},
    "E1132": {"": "在归档的“另立一件”里选，写上为什么；第一次归档都不写"},
    "E1211": {"": "平放、擦净，用300 dpi再扫描；还认不出，打开“只有代码”，输入码下面的一行字"},
    "E1214": {"": "按“看每一份在哪里”，看印过的（见“印”）"},
    "E1222": {"": "在“印几份”里写份数；印过以后再印的，写在“加印几份”里"},
    "E1223": {"--more": "再印的写在“加印几份”里", "--copies": "再出一次同样的，份数写得和上次一样"},
    "E1224": {"": "按“看每一份在哪里”，照印过的写（见“印”）"},
    "E1232": {"": "印的那一版另行归档：在归档的“另立一件”里选更正"},
    "E1237": {"": "“文件”选 PDF 或 OFD"},
    "E1240": {"": "先归档（见“归档”）"},
    "E1319": {"": "看邮件一栏里各封到了哪一步"},
    "E1321": {"": "先看，再批准：按“看谁收什么，做样”"},
    "E1323": {"": "照“密码、授权码放在哪里”写好，那个文件只给自己读"},
    "E1330": {"": "看邮件一栏里各封到了哪一步"},
    "I0195": {"": "改好上一期的文件夹；没有关系的，不理它也能生成"},
    "W1116": {"": "请管电脑的人把档案再存一份到别的盘上"},
    "W1225": {"": "核对改了什么；旧的一版收回来"},
    "W1326": {"": "到了时候再按“发送”"},
}
"""By code and by what a hint names, what it is here: of "" all that name a command or an option."""


@cache
def _fixes() -> Mapping[str, str]:
    return {code: rule.fix for code, rule in rules().items()}


def hints(item: Diagnostic) -> tuple[str, ...]:
    """Its hints as they help on the page: none names a command, an option."""
    if not any(map(COMMAND.search, item.hints)):
        return item.hints
    rows, told = HINTS.get(item.code, {}), list[str]()
    for hint in item.hints:
        told += [hint] if not COMMAND.search(hint) else [
            words for name, words in rows.items() if name in hint][:1]
    fix = _fixes().get(item.code, "")
    return tuple(dict.fromkeys(told)) or ((fix,) if fix and not COMMAND.search(fix) else ())


def short(text: str, folder: Path, world: World) -> str:
    """A sentence whose paths begin below the folder that a folder's issue lies in."""
    top = world.resolve(folder).parent
    for each in (top, top.parent):
        if len(each.parts) > 1:
            text = text.replace(str(each / "x")[:-1], "")
    return text
