"""What `office.yaml` says."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import NOWHERE, Span
from reportgen.frozen import frozen

FILE = "office.yaml"
FILLED, EMPTY, OWN_PAGE, NONE = "填写", "空框", "另页", "不盖"     # 归档章
LEAST_DPI = 200     # of a scan that is filed, where the office does not say otherwise


@frozen
class Mail:
    """邮件: from whom letters go, by which server, and where a copy of each can be read back."""

    sender: str
    server: str
    copies: str = ""
    dkim: str = ""                  # the selector under which the domain's key is published
    smime: bool = False             # 签名: S/MIME


@frozen
class Office:
    """A unit's folder. Files are named as they are written there; `path` says where they lie."""

    folder: Path
    unit: str                       # 单位
    fonds: str = ""                 # 全宗号: J012
    fonds_name: str = ""            # 全宗名称; the unit's where none is told
    section: str = ""               # 机构代码: BGS
    issuers: tuple[str, ...] = ()   # 责任者: under what names the unit issues
    profile: str = ""               # 版式
    archive: str = "档案"
    retention: str = ""             # 保管期限表
    book: str = ""                  # 通讯录
    stamp: str = NONE               # 归档章: as it is drawn, or on a page of its own
    mail: Mail | None = None
    scan_dpi: int = LEAST_DPI       # 扫描分辨率
    span: Span = NOWHERE            # of the profile's name

    def path(self, name: str) -> Path:
        """Where a file or folder of the office lies."""
        return self.folder / name
