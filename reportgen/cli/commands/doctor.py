"""`reportgen doctor`."""

from __future__ import annotations

import shutil
import sys
from importlib import metadata

from reportgen.bundled import bundled, to_renew, unsound
from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Diagnostic, Family, ReportError, Sink
from reportgen.frozen import frozen
from reportgen.terminal import columns, pad
from reportgen.version import __version__
from reportgen.world import CACHE_VARIABLE, PACKAGED, World

HELP = """检查运行环境：Python、程序包、字体、缓存，以及可有可无的外部程序。"""

PACKAGES = {
    "click": "命令行", "lxml": "Word", "matplotlib": "图", "numpy": "图", "xlrd": "旧的 Excel 文件",
    "pikepdf": "核对", "Pillow": "图", "python-docx": "Word", "PyYAML": "数据和版式",
    "reportlab": "PDF", "segno": "印件的二维码", "uharfbuzz": "字体",
}
PROGRAMS = {
    "soffice": ("LibreOffice", "看 Word 文件的样子"),
    "qpdf": ("qpdf", "查 PDF 的结构"),
    "java": ("JDK 17", "用 veraPDF 验证 PDF/A"),
}
OLDEST = (3, 11)
SHOWN = 5       # files that are named


@frozen
class Finding:
    """One thing looked at: whether it is well, or only wished for (`needed` false)."""

    name: str
    ok: bool
    text: str
    needed: bool = True


@options.command("doctor", HELP)
def command(session: Session) -> Outcome:
    """Look at everything; missing needs are an error, missing programs are not."""
    world = session.world
    found = [_python(), *_files(), *_packages(), *_fonts(), *_system_fonts(world), _cache(world),
             *_programs(world)]
    lines = [f"reportgen {__version__}"]
    width = max(columns(item.name) for item in found) + 2
    lines += [f"{_mark(item)} {pad(item.name, width)}{item.text}" for item in found]
    data = {"checks": [
        {"name": f.name, "ok": f.ok, "text": f.text, "needed": f.needed} for f in found
    ]}
    broken = [item for item in found if item.needed and not item.ok]
    if broken and not session.json:
        session.out.print("\n".join(lines))
    if broken:
        raise ReportError(
            [Diagnostic("E0904", f"{item.name}：{item.text}",
                        hints=(to_renew(),))
             for item in broken],
            Family.FONT if all(item.name.startswith("字体") for item in broken) else
            Family.CONTENT,
        )
    return Outcome("\n".join([*lines, "需要的都齐全。"]), data)


def _mark(item: Finding) -> str:
    return "[好]" if item.ok else "[缺]" if item.needed else "[无]"


def _python() -> Finding:
    text = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= OLDEST, text)


def _files() -> list[Finding]:
    """Of a bundle: whether all its files are there, as they were packed."""
    if not bundled():
        return []
    bad = tuple(unsound())
    text = f"少了，或被改动过：{'、'.join(bad[:SHOWN])}" if bad else "都在，校验一致"
    return [Finding("程序的文件", not bad, text)]


def _packages() -> list[Finding]:
    found = []
    for name, use in PACKAGES.items():
        try:
            found.append(Finding(name, True, f"{metadata.version(name)}（{use}）"))
        except metadata.PackageNotFoundError:
            found.append(Finding(name, False, f"没有安装（{use}）"))
    return found


def _fonts() -> list[Finding]:
    import tomllib

    from reportgen.fonts.library import FontLibrary, fonts_dir

    try:
        folder = fonts_dir()
        text = PACKAGED.read(folder / "SOURCES.toml").decode()
    except ReportError as error:
        return [Finding("字体", False, error.diagnostics[0].message)]
    expected = {face["file"]: face["sha256"] for face in tomllib.loads(text)["face"]}
    found = []
    for face in FontLibrary.bundled().faces():
        file = face.path.relative_to(folder).as_posix()
        if not PACKAGED.is_file(face.path):
            found.append(Finding(f"字体 {face.key}", False, "文件不在"))
            continue
        good = face.file.digest == expected.get(file)
        text = f"{file}，校验{'一致' if good else '不符，文件被改动过'}"
        found.append(Finding(f"字体 {face.key}", good, text))
    return found


def _system_fonts(world: World) -> list[Finding]:
    """Whether the machine has the faces that `system-first` would take."""
    from reportgen.fonts.open import why_forbidden
    from reportgen.fonts.system import SystemFonts
    from reportgen.style.faces import wishes
    from reportgen.style.profile import load_profile

    fonts, found = SystemFonts(world), []
    for wish in wishes(load_profile(), Sink()):
        there = next((each for name in wish.names for each in fonts.find(name)), None)
        title = f"电脑字体 {wish.names[0]}"
        if there is None:
            text = "没有（可选：写 来处: system-first 时用）"
            found.append(Finding(title, False, text, needed=False))
            continue
        path, record = there
        forbidden = why_forbidden(record.fs_type)
        text = forbidden or f"{record.family}，{path}"
        found.append(Finding(title, not forbidden, text, needed=False))
    return found


def _cache(world: World) -> Finding:
    path = world.cache().folder
    if path is None:
        text = f"写不了缓存，图要每次重画；可用环境变量 {CACHE_VARIABLE} 指定文件夹"
        return Finding("缓存", False, text, needed=False)
    return Finding("缓存", True, f"{path}（随时可以删除）")


def _programs(world: World) -> list[Finding]:
    return [
        Finding(label, (path := shutil.which(name, path=world.env.get("PATH"))) is not None,
                f"{path or '没有'}（可选：{use}）", needed=False)
        for name, (label, use) in PROGRAMS.items()
    ]
