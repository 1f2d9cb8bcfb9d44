"""`reportgen archive`: a group; each of its commands is a file of `cli.archive`."""

from __future__ import annotations

from reportgen.cli.group import group, loaded

TABLE = {
    "init": "建档案文件夹",
    "add": "归档：一期或几期",
    "add-scan": "收进签了字、盖了章的纸的扫描件",
    "find": "按词找",
    "list": "列出；归档文件目录；到期的",
    "show": "看一件：目录、文件、经过",
    "verify": "核对每一个字节；四性检测",
    "stamp": "盖归档章：在复制件的首页上",
    "box": "一年的封面、目录、备考表、盒脊",
    "export": "导出一件，交给别的档案室",
    "reproduce": "照档案里的稿子重新生成，比一比",
    "copy": "做一份副本",
    "restore": "从副本恢复",
    "destroy": "销毁到期的，凭清单和批准人",
}

command = group(
    "archive", TABLE, lambda name: loaded(f"reportgen.cli.archive.{name.replace('-', '_')}"),
    "归档：档案在单位文件夹的“档案”里，收进去的不再改动。\n"
         "第一次用：reportgen archive init，然后 reportgen archive add 一期的文件夹。",
    "归档")
