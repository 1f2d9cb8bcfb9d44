"""Write docs/rules.md from reportgen/rules/*.yaml: every code, why it appears, how to mend it.

    python tools/rules.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "rules.md"
ROOMS = {
    "01": "读文件和版式", "02": "事实", "03": "文稿", "04": "检查", "05": "字体", "06": "排版",
    "07": "图", "08": "写出", "09": "命令行", "10": "核对", "11": "归档",
    "12": "印件", "13": "邮件", "14": "批量",
}


def read_rules(folder: Path) -> dict[str, dict[str, Any]]:
    """All rules by code; a code explained twice is an error."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        rules = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        if twice := sorted(set(found) & set(rules)):
            raise ValueError(f"{path.name}: explained twice: {', '.join(twice)}")
        found.update(rules)
    return dict(sorted(found.items(), key=lambda item: (item[0][1:], item[0])))


def cell(text: str) -> str:
    """Text as a table cell."""
    return " ".join(str(text).split()).replace("|", "\\|")


def example(text: str) -> str:
    """An example as code, whatever it holds."""
    plain = cell(text)
    marks = "``" if "`" in plain else "`"
    return f"{marks}{plain}{marks}" if plain else ""


def page(rules: dict[str, dict[str, Any]]) -> str:
    """The whole page."""
    lines = [
        "# 提示代码", "",
        "由 `python tools/rules.py` 生成，不要手改。E 是错误，W 是警告，I 是提示；"
        "命令行里用 `reportgen rule 代码` 看同样的内容。", "",
        "02至04的每条写明依据：标准的条号，或是本项目自己的约定；GB/T 15835 和 GB/T 15834 附录、"
        "4.5.3.5 的条号是转引的，没有和原文对过。", "",
        "确要照样印的可以[放行](narrative.md#放行)：写明理由和姓名；读文件、字体、核对成品的不能。",
    ]
    for number, room in ROOMS.items():
        chosen = {code: rule for code, rule in rules.items() if code[1:3] == number}
        if not chosen:
            continue
        grounds = any("clause" in rule for rule in chosen.values())
        heads = ["代码", "说的是", "为什么", "怎么改", "例子", *(["依据"] if grounds else [])]
        lines += ["", f"## {room}", "", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
        lines += [
            f"| {code} | {cell(rule['title'])} | {cell(rule['why'])} | {cell(rule['fix'])} "
            f"| {example(rule.get('example', ''))} |"
            + (f" {cell(rule.get('clause', ''))} |" if grounds else "")
            for code, rule in chosen.items()
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(read_rules(ROOT / "reportgen" / "rules")), encoding="utf-8")
