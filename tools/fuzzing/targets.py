"""What is fuzzed: a row per kind of input, with its samples, what mutates it and what reads it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from fuzzing import mutations

ROOT = Path(__file__).resolve().parents[2]
Files = dict[str, bytes]       # of a run, by their names
Change = Callable[[Files, Random], Files]
_TEMPLATE = ROOT / "reportgen" / "templates" / "briefing"
_SAMPLES = ("bulletin-2024", "jinxi-2023", "letter-2024", "minutes-2024", "notice-2024")
_FRONT = """---
标题: 例
报头: 示例镇工作简报
期号: 1
编发单位: 示例镇办公室
日期: 2026-01-08
---

甲镇{{ 甲镇·产值 }}，乙镇{{ 乙镇·产值 }}。

```表
编号: 表一
题注: 各镇
各行: 镇
列: [镇, 产值]
```
"""
_CSV = """镇,产值（万元）,面积（亩）,同比
甲镇,120.50,"1,200",5%
乙镇,180,900,-3.2%
合计,300.5,2100,
"""
_PROFILE = """继承: {}
页面:
  上边距: 37
  行数: 22
样式:
  正文:
    字号: 三号
颜色:
  报头: '#cc0000'
页眉:
  文字: '{{单位}}'
"""


@dataclass(frozen=True)
class Target:
    """One kind: the file that is changed ("" for any picture), what it begins with, what changes
    it, the commands, how often it is chosen.

    In a command, `{in}` is the folder of the files, `{out}` one for what is made.
    """

    name: str
    file: str
    start: Callable[[Random], Files]
    change: Change
    commands: tuple[tuple[str, ...], ...]
    weight: int


@cache
def _folder(path: Path) -> dict[str, bytes]:
    return {str(each.relative_to(path)): each.read_bytes()
            for each in sorted(path.rglob("*")) if each.is_file() and each.suffix != ".txt"}


def _sample(random: Random) -> Files:
    small = random.random() < 0.6
    return dict(_folder(_TEMPLATE if small else ROOT / "data" / random.choice(_SAMPLES)))


def _text_of(name: str) -> Change:
    def change(files: Files, random: Random) -> Files:
        sample = _folder(ROOT / "data" / random.choice(_SAMPLES))
        made = mutations.text(files[name].decode(), sample.get(name, b"").decode(), random)
        return files | {name: made.encode("utf-8", "surrogatepass")}

    return change


def _with_profile(random: Random) -> Files:
    files = _sample(random)
    text = files["briefing.md"].decode()
    kind = random.choice(("jianbao", "gongwen", "xinhan", "jiyao"))
    return files | {"briefing.md": text.replace("---\n", "---\n版式: 本.yaml\n", 1).encode(),
                    "本.yaml": _PROFILE.format(kind).encode()}


def _profile(files: Files, random: Random) -> Files:
    """A key of the profile with an awkward value, or its text changed."""
    from reportgen.style.profile import load_profile

    lines = files["本.yaml"].decode()
    if random.random() < 0.3:
        return _text_of("本.yaml")(files, random)
    keys = sorted(load_profile("jianbao").settings)
    for key in random.sample(keys, random.choice((1, 1, 2, 3))):
        *above, last = key.split(".")
        lines += "".join(f"{'  ' * at}{each}:\n" for at, each in enumerate(above))
        lines += f"{'  ' * len(above)}{last}: {random.choice(mutations.AWKWARD)!r}\n"
    first = lines.split("\n", 1)[0]
    return files | {"本.yaml": (lines if random.random() < 0.3 else
                              first + lines[len(_PROFILE.format(first[4:])) :]).encode(
                                  "utf-8", "surrogatepass")}


def _csv(_: Random) -> Files:
    return {"briefing.md": _FRONT.encode(), "台账.csv": _CSV.encode()}


@cache
def _book() -> bytes:
    import openpyxl

    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in (("镇", "产值（万元）", "占比"), ("甲镇", 120.5, 0.4), ("乙镇", 180, 0.6),
                ("合计", 300.5, 1)):
        sheet.append(row)
    for row in range(2, 5):
        sheet.cell(row, 3).number_format = "0.0%"
    sheet.merge_cells("A6:C6")
    sheet["A6"] = "注：甲镇含园区。"
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _workbook(_: Random) -> Files:
    return {"briefing.md": _FRONT.encode(), "台账.xlsx": _book()}


@cache
def _pictures() -> Mapping[str, bytes]:
    from PIL import Image

    made = {}
    for end, kind in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("bmp", "BMP"),
                      ("tif", "TIFF")):
        target = io.BytesIO()
        Image.linear_gradient("L").convert("RGB").save(target, kind)
        made[f"甲.{end}"] = target.getvalue()
    return made


def _photo(random: Random) -> Files:
    name = random.choice(sorted(_pictures()))
    text = _folder(_TEMPLATE)["briefing.md"].decode() + (
        f"\n```照片\n题注: 甲\n文件: {name}\n替代文字: 一张照片。\n```\n")
    return dict(_folder(_TEMPLATE)) | {"briefing.md": text.encode(), name: _pictures()[name]}


def _photos(files: Files, random: Random) -> Files:
    name = next(each for each in files if each.startswith("甲."))
    return files | {name: mutations.data(files[name], random)}


@cache
def finished() -> dict[str, bytes]:
    """The template, built: its PDF (also with its streams open), Word and OFD files."""
    import tempfile

    import pikepdf

    from reportgen.cli import main

    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()), \
            contextlib.redirect_stderr(io.StringIO()):
        for way in ("build", "ofd", "text"):
            main([way, str(_TEMPLATE), "-o", name])
        files = {each.suffix: each.read_bytes() for each in Path(name).iterdir()}
        with pikepdf.open(io.BytesIO(files[".pdf"])) as pdf:
            pdf.save(Path(name) / "开.pdf", qdf=True)
        files["开.pdf"] = (Path(name) / "开.pdf").read_bytes()
    return files


def _finished(random: Random) -> Files:
    built = finished()
    pdf = built["开.pdf"] if random.random() < 0.6 else built[".pdf"]
    return {"甲.pdf": pdf, "甲.docx": built[".docx"], "甲.ofd": built.get(".ofd", b"")}


def _changed(name: str, change: Callable[[bytes, Random], bytes]) -> Change:
    return lambda files, random: files | {name: change(files[name], random)}


def _pdf(old: bytes, random: Random) -> bytes:
    """The text of a PDF whose streams are open; the bytes of any."""
    if random.random() < 0.5:
        return mutations.data(old, random)
    words = old.decode("latin-1")
    return mutations.text(words, words[:20_000], random).encode("latin-1", "replace")


def chosen(random: Random) -> Target:
    """One of the targets, each as often as its weight says."""
    return random.choices(TARGETS, [each.weight for each in TARGETS])[0]


TEXT = ("text", "{in}", "-o", "{out}")
BUILD = ("build", "{in}", "-o", "{out}")
CHECK = ("check", "{in}")
TARGETS: tuple[Target, ...] = (
    Target("narrative", "briefing.md", _sample, _text_of("briefing.md"), (CHECK,), 22),
    Target("narrative, built", "briefing.md", _sample, _text_of("briefing.md"), (BUILD, TEXT), 14),
    Target("facts", "facts.yaml", _sample, _text_of("facts.yaml"), (CHECK,), 14),
    Target("facts, built", "facts.yaml", _sample, _text_of("facts.yaml"), (BUILD, TEXT), 8),
    Target("profile", "本.yaml", _with_profile, _profile, (BUILD,), 14),
    Target("csv", "台账.csv", _csv, _text_of("台账.csv"), (CHECK, ("facts", "{in}")), 6),
    Target("workbook", "台账.xlsx", _workbook, _changed("台账.xlsx", mutations.package),
           (CHECK, ("facts", "{in}")), 7),
    Target("picture", "", _photo, _photos, (BUILD,), 4),
    Target("audit", "甲.docx", _finished, _changed("甲.docx", mutations.package),
           (("audit", "{in}/甲.docx"),), 5),
    Target("parity of Word", "甲.docx", _finished, _changed("甲.docx", mutations.package),
           (("parity", "{in}/甲.pdf", "{in}/甲.docx"),), 5),
    Target("parity of OFD", "甲.ofd", _finished, _changed("甲.ofd", mutations.package),
           (("parity", "{in}/甲.pdf", "{in}/甲.ofd"),), 3),
    Target("parity of PDF", "甲.pdf", _finished, _changed("甲.pdf", _pdf),
           (("parity", "{in}/甲.pdf", "{in}/甲.docx"),), 6),
)
