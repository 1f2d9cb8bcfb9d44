"""Write the tables of docs/profile.md, every key of a profile: `python tools/profile_reference.py`.

What stands above the heading is written by hand; from it on, the page is made from the table of
keys and the packaged profiles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportgen.style.keys import FACE, KEYS, LEAF, ROLES, SECTIONS, STYLE, STYLES, TOP, name_of
from reportgen.style.profile import Profile, load_profile, packaged
from reportgen.style.schema import spoken
from reportgen.style.setting import Setting

PAGE = Path(__file__).resolve().parents[1] / "docs" / "profile.md"
HEADING = "## 全部的项"
PROFILES = tuple(map(load_profile, packaged()))
NONE = "—"
HEAD = ("键", "中文名", "意思", "单位", *(profile.name for profile in PROFILES), "依据")
INTRODUCTION = """\
下面的表由 `python tools/profile_reference.py` 从程序生成，不要手改；测试会核对，一项也不缺。
键和中文名写哪个都行，同一个键两种名字都写了就报错（E0111）。“—”是这个版式里没有这一项，“空”是没有写。
"""


def reference(page: str) -> str:
    """The page with its tables as they should be."""
    return page.partition(HEADING)[0] + "\n".join([HEADING, "", INTRODUCTION, *_tables()]) + "\n"


def _tables() -> Iterable[str]:
    yield from ("### 文件的开头", "", *_words(TOP))
    yield from ("### 一项的各部分", "", *_words(LEAF))
    for section, row in SECTIONS.items():
        yield from (f"### {section}　{row}", "")
        match section:
            case "styles":
                yield from ("一个样式里能写的：", "", *_words(STYLE), *_styles())
            case "faces":
                both = ("source", "fill")
                rows = [_row(f"faces.{key}", KEYS["faces"][key]) for key in both]
                yield from (*_table(HEAD, rows), "一个角色里能写的：", "")
                yield from (*_words(FACE), *_faces())
            case _:
                rows = [_row(f"{section}.{key}", each) for key, each in KEYS[section].items()]
                yield from _table(HEAD, rows)


def _row(key: str, row: str) -> tuple[str, ...]:
    """A key with its defaults in every profile."""
    name, _, means = row.partition("：")
    found = [profile.settings[key] for profile in PROFILES if key in profile.settings]
    unit = _either(each.unit for each in found) or NONE
    values = (_value(profile, key) for profile in PROFILES)
    return f"`{key}`", name, means, unit, *values, _either(map(_ground, found)) or NONE


def _ground(setting: Setting) -> str:
    """What a default goes by, and how far from it is not called different."""
    room = f"，允许误差 {setting.tolerance} {setting.unit}" if setting.tolerance else ""
    return setting.clause + room


def _styles() -> list[str]:
    head = ("键", "中文名", "印的是", *map(name_of, STYLE.values()), "依据")
    rows = []
    for style, row in STYLES.items():
        homes = [profile for profile in PROFILES if f"styles.{style}.size" in profile.settings]
        name, _, means = row.partition("：")
        only = f"（只有{homes[0].name}）" if len(homes) == 1 else ""
        base = homes[0].bases.get(style, "")
        cells = [name_of(STYLES[base]) if base else NONE]
        cells += [_either(_value(profile, f"styles.{style}.{key}", unit=True) for profile in homes)
                  for key in STYLE if key != "extends"]
        clauses = "；".join(filter(None, (_clause(homes, style, base, key) for key in STYLE)))
        rows.append((f"`styles.{style}`", name, means + only, *cells, clauses or NONE))
    return _table(head, rows)


def _clause(homes: Sequence[Profile], style: str, base: str, key: str) -> str:
    """What a style's own setting goes by; what it takes over is told with the other style."""
    found = [profile.settings.get(f"styles.{style}.{key}") for profile in homes]
    taken = [profile.settings.get(f"styles.{base}.{key}") for profile in homes]
    clause = _either(_ground(each) for each in found if each is not None)
    return f"{name_of(STYLE[key])}：{clause}" if clause and found != taken else ""


def _faces() -> list[str]:
    head = ("键", "中文名", "用在", *map(name_of, FACE.values()))
    rows = []
    for role, row in ROLES.items():
        name, _, means = row.partition("：")
        cells = [_either(_value(profile, f"faces.{role}.{key}") for profile in PROFILES)
                 for key in FACE]
        rows.append((f"`faces.{role}`", name, means, *cells))
    return _table(head, rows)


def _value(profile: Profile, key: str, *, unit: bool = False) -> str:
    """A default as a clerk writes it, or what to show where there is none."""
    setting = profile.settings.get(key)
    if setting is None:
        return NONE
    return f"{spoken(setting.value)} {setting.unit if unit else ''}".strip() or "空"


def _either(values: Iterable[str]) -> str:
    """What all profiles say, once; else each."""
    return " / ".join(dict.fromkeys(filter(None, values)))


def _words(rows: dict[str, str]) -> list[str]:
    """Keys with their names and meanings only."""
    parts = ((key, *row.partition("：")[::2]) for key, row in rows.items())
    return _table(("键", "中文名", "意思"), [(f"`{key}`", *rest) for key, *rest in parts])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


if __name__ == "__main__":
    PAGE.write_text(reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
