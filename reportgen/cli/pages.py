"""The pages of the documentation that come with the program: one table, and where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.frozen import frozen
from reportgen.sources.nearest import asked_key
from reportgen.world import PACKAGE, PACKAGED


@frozen
class Page:
    """A page by its file's name and its Chinese name, with what it tells."""

    name: str
    chinese: str
    about: str


# A page more is a row here and a line among the files of the wheel (pyproject.toml).
PAGES = (
    Page("facts", "事实表", "数字怎样写进事实表"),
    Page("workbook", "台账", "从一本 Excel 台账到十页月报，再到下个月"),
    Page("narrative", "文稿", "报头信息、正文、表、图、照片怎样写"),
    Page("profile", "版式", "版面的每一个数，怎样改成本单位的"),
    Page("office", "单位文件夹", "单位的各期放在一起，版式和保管期限表写一次"),
    Page("clerk", "办公页", "一个月的事在浏览器里做完，一步一图"),
    Page("batch", "批量", "一份模板、一张表，许多单位的简报"),
    Page("scale", "规模", "一个省一个晚上要多少机器，先坏的是什么"),
    Page("preview", "预览", "边写边看：在浏览器里看各页、查每个数，用键盘也行"),
    Page("archive", "归档", "收进档案、查找、核对、副本、移交、销毁"),
    Page("copies", "印件", "打印文件、每页的代码、份号登记、核对扫描件"),
    Page("mail", "邮件", "谁收什么、看样、批准、发送、存疑、退信"),
    Page("security", "安全", "谁能改什么、看得出看不出；签名，随附源文件，联网，密码"),
    Page("page", "浏览器", "预览和办公页听什么、靠什么挡，试过哪些攻击，还剩什么"),
    Page("limits", "限度", "能读多大、写到一半怎样、缓存，做不到什么，用什么试过"),
    Page("typography", "排字规则", "断行、标点、分页守哪些规则"),
    Page("word-wps", "Word和WPS", "在 Word 和 WPS 里会怎样，哪些查过"),
    Page("proofs", "核对", "成品怎样核对，种下的缺陷说出多少，哪些看不出"),
    Page("reckoning", "算账", "印出来的数彼此算不算得出，放宽多少，不看什么"),
    Page("checks", "检查", "检查说出多少，误报多少"),
    Page("ofd", "OFD", "OFD 里有什么，与 PDF 怎样比，没有的是什么"),
    Page("bundle", "免安装", "没有 Python 的电脑上怎样用，带了什么，怎样打成一个文件夹"),
    Page("cli", "命令行", "每条命令的用法"),
    Page("automation", "自动化", "脚本和助手怎样用：--json、提示、批准"),
    Page("exit-codes", "退出码", "脚本靠它知道结果"),
    Page("rules", "提示代码", "每条提示：为什么、怎么改、例子"),
    Page("glossary", "术语", "中英对照"),
    Page("api", "接口", "在 Python 里用"),
    Page("typesetting-library", "排版库", "只用排版引擎"),
)


def folder() -> Path:
    """Where the pages lie: in an installed package, or in a checkout."""
    installed = PACKAGE / "_docs"
    return installed if PACKAGED.is_dir(installed) else PACKAGE.parent / "docs"


def found(name: str) -> Page | None:
    """The page of this name, in either language."""
    plain = name.casefold().removesuffix(".md")
    return next((page for page in PAGES if plain in map(str.casefold, _names(page))), None)


def likely(name: str) -> tuple[str, ...]:
    """The hint that asks for the page that was probably meant; none for none."""
    return asked_key(name, (each for page in PAGES for each in _names(page)))


def path_of(page: Page) -> Path:
    """The file of a page."""
    return folder() / f"{page.name}.md"


def _names(page: Page) -> Iterator[str]:
    yield from (page.name, page.chinese)
