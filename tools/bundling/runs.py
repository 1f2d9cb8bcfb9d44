"""The commands by which a bundle is held against what pip installed, sample by sample."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
_ALL = "--to pdf --to docx --to ofd"
# Of the office: in this order, each with what those before it left. What begins with ! fails, in
# both the same way.
_MONTH = (
    "doctor", "docs 归档", "rule E0301", "init 新的", "build 新的", "check 2024年第5期",
    "facts 2024年第5期", "explain 油菜收割面积 2024年第5期", "fonts 镇",
    "diff 2024年第4期 2024年第5期", f"build 2024年第4期 {_ALL}", f"build 2024年第5期 {_ALL}",
    "parity out/2024年第5期.pdf out/2024年第5期.docx out/2024年第5期.ofd",
    "parity --ink out/2024年第5期.pdf out/2024年第5期.docx", "trace out/2024年第5期.pdf",
    "audit out/2024年第5期.docx",
    "ofd 2024年第5期 -o out/只要", "text 2024年第5期 -o out/只要",
    "roll 2024年第5期", "archive init --by 甲某",
    "archive add 2024年第4期 2024年第5期 --by 甲某", "archive list", "archive show 2024-5",
    "archive find 油菜", "archive reproduce 2024-5 -o 重做", "archive stamp 2024-5",
    "archive box 2024", "archive export 2024-5 -o 移交", "archive copy ../副本",
    "archive verify --by 甲某", "! sign out/新的.pdf --certificate office.yaml",
    "print 2024年第5期 --copies 2 --by 甲某", "copies list", "mail plan 2024年第5期",
    "mail preview 2024年第5期", "verify --file out/2024年第5期.pdf",
    "! verify --image out/2024年第5期.pdf", "completion bash", "schema check",
)
_ALONE = ("jinxi-2023", "letter-2024", "minutes-2024", "notice-2024", "bulletin-2024",
          "county-2024", "gallery")
SAMPLES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_ALONE, (f"build . -o out {_ALL}",)),
    "batch-2024": ("batch 模板 台账.xlsx -o out",),
    "office": _MONTH,
}
# What holds a moment of the clock, or tells where it runs: only how it ended is compared.
_UNLIKE = re.compile(r"doctor|archive|print|mail|batch")
_TIMED = re.compile(r"(^|/)(档案|副本|移交|\.batch)/|\.eml$|预览\.html$|结果\.csv$")


@dataclass
class Ran:
    """What a command said, and how it ended."""

    code: int
    said: str


def run(program: Path, words: Sequence[str], folder: Path, cache: Path) -> Ran:
    """A command where there is no path, no home, and no Python."""
    ended = subprocess.run([program, *words], cwd=folder, capture_output=True, check=False,
                           stdin=subprocess.DEVNULL,
                           env={"PATH": "", "REPORTGEN_CACHE": str(cache),
                                "REPORTGEN_PASSPHRASE": "x"})
    return Ran(ended.returncode, (ended.stdout + ended.stderr).decode("utf-8", "replace"))


def compared(bundle: Path, pip: Path, folder: Path, samples: Sequence[str]) -> list[str]:
    """What the two do otherwise, on the samples named, or on all."""
    shutil.rmtree(folder, ignore_errors=True)
    told = []
    for name in samples or SAMPLES:
        bad, files = list(_sample(name, bundle, pip, folder)), _files(folder / "bundle" / name)
        print(f"{name}: {len(SAMPLES[name])} commands, {len(files)} files, {len(bad)} differences")
        told += bad
    return told


def _sample(name: str, bundle: Path, pip: Path, folder: Path) -> Iterator[str]:
    places = [folder / "bundle" / name, folder / "pip" / name]
    for place in places:
        shutil.copytree(DATA / name, place)
    for line in SAMPLES[name]:
        fails, words = line.startswith("!"), line.removeprefix("! ").split()
        one, other = (run(program, words, place, place.parent / "cache")
                      for program, place in zip((bundle, pip), places, strict=True))
        if one.code != other.code or (one.code != 0) != fails:
            yield f"{name}: {line}: {one.code}, not {other.code}: {one.said[-2000:]}"
        elif one.said != other.said and not _UNLIKE.match(line):
            yield f"{name}: {line}: says otherwise: {one.said[:2000]} | {other.said[:2000]}"
    made, wanted = map(_files, places)
    for path in sorted(made.keys() | wanted.keys()):
        if made.get(path) != wanted.get(path):
            yield f"{name}: {path}: differs"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()
            and not _TIMED.search(path.relative_to(folder).as_posix())}
