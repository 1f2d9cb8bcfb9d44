"""A briefing in memory: the same bytes as from a disk, and no disk is looked at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import briefings, foundry
from support import photographs as ph

import reportgen
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.world import DiskWorld, World

PROFILE = "extends: jianbao\nname: 本镇\nfigure: {gap: 9}\n"
PHOTOGRAPH = """
见{{ 图：现场 }}。

```照片
编号: 现场
题注: 施工现场
文件: 照片/现场.jpg
替代文字: 工地上的人
```
"""
GUARD = """
import sys
from pathlib import Path

import reportlab.rl_config    # looks into the home and for faces while it is imported

import reportgen
from reportgen.charts.record import backend
from reportgen.world import PACKAGE

backend.load()      # matplotlib wants a folder for its settings while it is imported
home, names = Path(sys.argv[1]), sys.argv[2:]
world = reportgen.MemoryWorld({f"示例/{name}": (home / name).read_bytes() for name in names})
own = [str(Path(each).resolve())
       for each in (sys.prefix, sys.base_prefix, PACKAGE, PACKAGE.parent / "assets")]
WATCHED = {"open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove"}


def guard(event, given):
    if event in WATCHED and isinstance(given[0], str | bytes | Path):
        path = str(Path(given[0].decode() if isinstance(given[0], bytes) else given[0]).absolute())
        if not path.startswith(tuple(own)) or str(home) in path:
            raise RuntimeError(f"{event}: {path}")


sys.addaudithook(guard)
if names[0] == "fault":
    open(home / "fault").close()
built = reportgen.build("示例", "out", world)
print(len(world.files), built.pages)
"""


def sources() -> dict[str, bytes]:
    """A briefing with a profile of its own and a photograph, by file name."""
    text = briefings.narrative_text().replace("报头:", "版式: 本镇.yaml\n报头:", 1) + PHOTOGRAPH
    return {"facts.yaml": briefings.facts_text().encode(), "briefing.md": text.encode(),
            "本镇.yaml": PROFILE.encode(), "照片/现场.jpg": ph.jpeg()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same on the disk."""
    for name, data in sources().items():
        (tmp_path / "示例" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "示例" / name).write_bytes(data)
    return tmp_path / "示例"


def test_the_same_bytes_as_from_a_disk(folder: Path, tmp_path: Path) -> None:
    world = MemoryWorld({f"示例/{name}": data for name, data in sources().items()})
    kinds = ("pdf", "docx", "text")
    made = reportgen.build("示例", "out", world, kinds)
    disk = reportgen.build(folder, tmp_path / "out", formats=kinds)
    assert {name: world.read(path) for name, path in made.files.items()} == {
        name: path.read_bytes() for name, path in disk.files.items()}
    assert (made.pages, made.parity) == (disk.pages, disk.parity)


def guarded(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", GUARD, str(folder), *names],
                          capture_output=True, text=True, check=False)


def test_nothing_is_opened_but_what_the_package_brings(folder: Path) -> None:
    ran = guarded(folder, *sources())
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "6 4\n"


def test_the_guard_would_see_it(folder: Path) -> None:
    (folder / "fault").write_bytes(b"")
    ran = guarded(folder, "fault", *sources())
    assert f"open: {folder / 'fault'}" in ran.stderr


def test_the_four_steps() -> None:
    world = MemoryWorld({f"示例/{name}": data for name, data in sources().items()})
    briefing = reportgen.load("示例", world)
    document = reportgen.compose(briefing)
    assert [each.code for each in reportgen.check(briefing, document)] == ["I0440"]
    assert reportgen.write(briefing, document, "pdf").startswith(b"%PDF-1.7")
    assert len(world.files) == len(sources())


def test_errors_are_those_of_the_disk(folder: Path) -> None:
    bad = sources() | {"facts.yaml": briefings.facts_text().replace("18家", "18佳").encode()}
    (folder / "facts.yaml").write_bytes(bad["facts.yaml"])
    found = []
    for place, world in ((Path("示例"), MemoryWorld({f"示例/{n}": d for n, d in bad.items()})),
                         (folder, DiskWorld())):
        with pytest.raises(ReportError) as caught:
            reportgen.load(place, world)
        found.append([(d.code, d.message, d.span.line) for d in caught.value.diagnostics])
    assert found[0] == found[1] != []


def test_a_face_of_ones_own(tmp_path: Path) -> None:
    """It is read where it cannot be mapped."""
    font = foundry.glyf(tmp_path / "own.ttf", "国永一示例" + "0123456789", family="Own", ps="Own")
    profile = PROFILE + "faces:\n  hei:\n    file: 字体/own.ttf\n"
    files = sources() | {"本镇.yaml": profile.encode(), "字体/own.ttf": font.read_bytes()}
    font.unlink()
    made = reportgen.build("示例", "out", MemoryWorld({f"示例/{n}": d for n, d in files.items()}),
                           ("pdf",))
    assert made.pages
    assert [each.code for each in made.diagnostics] == ["I0509", "I0440"]    # it lacks characters


@pytest.fixture(params=["disk", "memory"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[World, Path]:
    """A world with two files, and where they lie."""
    files = {"甲/乙.ttf": b"12345", "甲/丙/丁.TTF": b"1"}
    if request.param == "memory":
        return MemoryWorld(files), Path()
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return DiskWorld({}), tmp_path


def test_the_twins_answer_alike(world: tuple[World, Path]) -> None:
    here, home = world
    file, folder = home / "甲" / "乙.ttf", home / "甲"
    assert (here.read(file), here.size(file), here.size(folder)) == (b"12345", 5, -1)
    assert (here.is_file(file), here.is_dir(file)) == (True, False)
    assert (here.is_file(folder), here.is_dir(folder)) == (False, True)
    assert not here.is_dir(home / "没有")
    assert here.names_in(folder) == ("丙", "乙.ttf")
    assert here.names_in(home / "没有") == ()
    listed = [each.path.name for each in here.below(home, frozenset({".ttf"}))]
    assert listed == ["丁.TTF", "乙.ttf"] or listed == ["乙.ttf", "丁.TTF"]
    assert here.resolve(folder / ".." / "甲") == here.resolve(folder)
    with here.open(file) as opened:
        opened.seek(3)
        assert opened.read(1) == b"4"
    here.write_all({home / "戊" / "己": b"9"})
    assert here.read(home / "戊" / "己") == b"9"
    for path, words in ((home / "没有", "文件不存在"), (folder, "这是文件夹")):
        with pytest.raises(ReportError, match=words):
            here.read(path)
    for path, words in ((folder, "已经有一个同名的文件夹"), (file / "庚", "有一段不是文件夹")):
        with pytest.raises(ReportError, match=words):
            here.write_all({home / "新": b"1", path: b"2"})
        assert not here.is_file(home / "新")
