"""Photographs of every kind under the veraPDF engine and in LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from support import photographs as ph
from support.validate import office, vera

from reportgen.pipeline import build

pytestmark = [pytest.mark.slow]
FILES = {
    "竖.jpg": ph.turned(6, gps=True), "横.jpg": ph.jpeg(ph.scene(1200, 900)),
    "灰.jpg": ph.jpeg(ph.scene(900, 600).convert("L")), "逐行.jpg": ph.jpeg(progressive=True),
    "印刷.jpg": ph.jpeg(ph.scene().convert("CMYK")),
    "截屏.png": ph.png(ph.scene().quantize(20)),
    "聊天.webp": ph.turned(8, kind="WEBP", gps=True), "桌面.bmp": ph.encoded(ph.scene(), "BMP"),
    "扫描.tif": ph.encoded(ph.scene().convert("CMYK"), "TIFF"),
    "透明.png": ph.png(ph.scene().convert("RGBA")), "线.png": ph.png(ph.scene().convert("1")),
}
ROW = ("```照片\n题注: 并排\n照片:\n  - {文件: 竖.jpg, 题注: 甲, 替代文字: 路。}\n"
       "  - {文件: 横.jpg, 题注: 乙, 替代文字: 桥。}\n"
       "  - {文件: 灰.jpg, 题注: 丙, 替代文字: 山。}\n"
       "注: 同一天拍摄。\n```\n")
PLAIN = "```照片\n文件: 横.jpg\n装饰: 是\n宽: 30%\n```\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The finished files of a briefing with all of them."""
    base = tmp_path_factory.mktemp("photographs")
    each = [ph.fence(name, f"编号: {name}", "宽: 30%") for name in FILES]
    fences = "\n".join([*each, ROW, PLAIN])
    return dict(build(ph.briefing(base / "简报", fences, FILES), base / "out").files)


@pytest.mark.system("java")
def test_archive_and_access(files: dict[str, Path]) -> None:
    verdicts = vera.judge([(files["pdf"], standard) for standard in vera.STANDARDS])
    for verdict in verdicts.values():
        assert verdict.passed, str(verdict)


@pytest.mark.system("soffice")
def test_libreoffice_shows_every_photograph(files: dict[str, Path], tmp_path: Path) -> None:
    """As many pictures on its pages as in the file, each upright."""
    shown = pypdfium2.PdfDocument(office.docx_to_pdf(files["docx"], tmp_path))
    try:
        pictures = [
            each.get_bitmap(render=True).to_pil() for page in shown
            for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ]
    finally:
        shown.close()
    upright = [each for each in pictures if ph.corners(each) == list(ph.CORNERS)]
    coloured = len(FILES) - 2 + 3        # grey ones have no coloured corners
    assert len(upright) >= coloured
