"""Hints as a clerk follows them: read as printed, done to the source, built again.

A hint that begins with one of the words below says what to type, and where it stands in “…” or
after the word; everything else is advice. `tests/hints/*.md` holds the inputs, `## CODE` each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support import photographs

from reportgen import pipeline
from reportgen.diagnostics import Diagnostic, ReportError
from reportgen.edition import Edition, silent
from reportgen.memory_world import MemoryWorld

CHECKS = Path(__file__).resolve().parents[1] / "checks" / "cases"
HINTS = Path(__file__).resolve().parents[1] / "hints"
FOLDER = "例"
FRONT = ("报头: 示例镇简报\n期号: 1\n编发单位: 示例镇办公室\n日期: 2026-01-08\n"
         "标题: 示例镇工作情况\n")
FACTS = """标题: 示例镇2025年工作
期间: 2025年
来源: 示例年报
事实:
- {编号: A1, 名称: 示例果产量, 数值: 120吨}
- {编号: A2, 名称: 示例果产值, 数值: 360万元, 同比: 12.5%}
- {编号: A3, 名称: 新增企业, 数值: 18家}
- {编号: A4, 名称: 个转企, 数值: 5家, 总项: A3}
- {编号: A5, 名称: 便民服务点, 状态: 建成投用}
- {编号: A6, 名称: 走访慰问, 数值: 42户96人}
- {编号: A7, 名称: 上年果产值, 数值: 320万元, 期间: 2024年}
- {编号: A8, 名称: 东村产值, 数值: 5万元}
- {编号: A9, 名称: 西村产值, 数值: 7万元}
"""
BODY = "示例镇推进各项工作。\n"
Files = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One bad input: the code it raises, its files, whether it is read as a draft."""

    code: str
    name: str
    files: Files
    draft: bool = False


def cases() -> Iterator[Case]:
    """All inputs, in the order of the files."""
    for path in sorted(HINTS.glob("*.md")):
        for part in re.split(r"(?m)^## (?=[EWI]\d{4})", path.read_text(encoding="utf-8"))[1:]:
            title, _, rest = part.partition("\n")
            code, _, name = title.partition(" ")
            blocks = dict(re.findall(r"(?ms)^~~~(.*?)\n(.*?)^~~~$", rest))
            yield Case(code, f"{path.stem}: {title}", files_of(blocks), "草稿" in name)
    for path in sorted(CHECKS.glob("*.md")):
        bad = path.read_text(encoding="utf-8").split("## 坏\n")[1].split("## 好\n")[0]
        given, _, body = bad.partition("```yaml\n")[2].partition("```\n")
        facts = FACTS.partition("事实:\n")[0] + "事实:\n" + given
        yield Case(path.stem, f"checks: {path.stem}", {**files_of({"": body}), "facts.yaml": facts})


def files_of(blocks: dict[str, str]) -> Files:
    front, body = blocks.pop("报头", FRONT + blocks.pop("加报头", "")), blocks.pop("", BODY)
    files = {"facts.yaml": FACTS + blocks.pop("事实", ""),
             "briefing.md": f"---\n{front}---\n\n{body}"}
    return files | blocks


def _world(files: Files) -> MemoryWorld:
    return MemoryWorld({f"{FOLDER}/{name}": _bytes(text) for name, text in files.items()})


def text(files: Files) -> str:
    """What is printed of these files."""
    briefing = pipeline.load(FOLDER, _world(files))
    return pipeline.write(briefing, pipeline.compose(briefing), "text").decode()


def found(files: Files, draft: bool = False) -> tuple[Diagnostic, ...]:
    """What a build of these files tells, up to the finished pages."""
    world = _world(files)
    try:
        briefing = pipeline.load(FOLDER, world, draft=draft)
        document = pipeline.compose(briefing, draft=draft)
        pipeline.check(briefing, document)
        _ = Edition(briefing, document, silent).fitted
        return tuple(briefing.sink)
    except ReportError as error:
        return error.diagnostics


@cache
def _bytes(text: str) -> bytes:
    """A file's; one of which the text is 照片 holds a photograph."""
    return photographs.jpeg() if text == "照片\n" else text.encode()


# ------------------------------------------------------------------------------- as printed

_TYPE = "改成|写成|改用|写明|写上|加上|加一行"
_SAYS = re.compile(
    rf"(?:.{{0,16}}[，：])??(?:(?P<ask>是不是)：|把(?P<old>“.*”)(?P<swap>改成)|(?P<drop>删去)"
    rf"|(?P<last>在末尾(?:单独写一行|补上一行))|(?P<end>在(?:注释|强调)?末尾补上)|"
    rf"在(?P<top>文件| [^ ]+ 的)开头(?:写明|写)"
    rf"|(?P<above>在(?:这一行|表格|它)?上面)(?:一行写)?|(?P<below>在这一行下面)(?:加一行)?"
    rf"|(?:在.{{1,6}}里也)?(?P<set>{_TYPE}))(?P<rest>.*)", re.S)
_ENTRY = re.compile(r"(?P<key>[^\s:{}\[\],“”]{1,16}): (?P<value>.+)", re.S)
_VALUE = re.compile("（[^（）]*(?:（[^（）]*）[^（）]*)*）$")


@dataclass(frozen=True, slots=True)
class Told:
    """What a hint says to do (`_SAYS` names it), what to, and the texts it offers."""

    what: str
    texts: tuple[str, ...]
    old: str = ""
    whole: bool = False      # with the line it stands in


def quoted(text: str) -> str | None:
    """What stands in the “…” that `text` begins with, quotation marks within it kept."""
    depth = 0
    for at, ch in enumerate(text):
        depth += (ch == "“") - (ch == "”")
        if depth == 0:
            return text[1:at] if text[0] == "“" else None
    return None


def told(hint: str) -> Told | None:
    """What a hint says to do; None for advice."""
    if (said := _SAYS.match(hint)) is None:
        return None
    rest = said["rest"].removeprefix("：").removeprefix(" ")
    if said["ask"]:
        ways = rest.rstrip("？").split("，还是 ")
        return Told("ask", tuple(_VALUE.sub("", each) for each in ways))
    text = quoted(rest)
    if said["drop"]:
        whole = text is not None and rest.removeprefix(f"“{text}”").startswith("这一行")
        return Told("drop", (text or "",), whole=whole) \
            if text or re.match("它|句号|顿号", rest) else None
    if (said["above"] or said["below"]) and rest.startswith("空一行"):
        return Told("above" if said["above"] else "below", ("",))
    if text is None and (said["rest"][:1] in "： " or rest[:1] in '-{["\\#*`'):
        text = re.split("；|，(?:要|或|删|序|下|就|连)", rest)[0].strip()
    if not text or "…" in text.replace("……", ""):
        return None
    for what in ("last", "end", "top", "above", "below", "swap", "set"):
        if said[what] and (what != "set" or said[what] in ("改成", "写成")
                           or _ENTRY.fullmatch(text)):
            return Told(what, (text,), (quoted(said["old"]) or "") if said["old"] else "")
    return None


def followed(hint: str, at: Diagnostic, files: Files) -> tuple[Files, ...] | None:
    """The files after what a hint says was done, for each text it offers; None for advice."""
    if (asked := told(hint)) is None:
        return None
    name = at.span.file.removeprefix(FOLDER + "/")
    if other := re.search("在 ([^ ]+) 的开头", hint):
        name = other[1]
    lines = files[name].split("\n")
    return tuple({**files, name: "\n".join(_done(asked, text, at, lines))} for text in asked.texts)


def _done(asked: Told, text: str, at: Diagnostic, lines: list[str]) -> list[str]:
    if asked.what == "top":
        return _at_top(text, lines)
    row, start = at.span.line - 1, at.span.column - 1
    line, end = lines[row], at.span.column - 1 + at.span.length
    match asked.what:
        case "end":
            return _at_end(text, row, lines)
        case "last":
            return [*lines, text, ""]
        case "above":
            return [*lines[:row], text, *lines[row:]]
        case "below":
            return [*lines[:row + 1], text, *lines[row + 1:]]
        case "drop" if asked.whole:
            return [*lines[:row], *lines[row + 1:]]
        case "drop":
            if text and text not in line[start:end]:
                start = line.index(text)
            elif text:
                start = line.rindex(text, start, end)
            end = start + len(text) if text else end
            return [*lines[:row], line[:start] + line[end:], *lines[row + 1:]]
        case "swap":
            start = line.index(asked.old, start if asked.old in line[start:] else 0)
            end = start + len(asked.old)
    if re.match(r"\{\{|\{%", text) and line[:start].rstrip().endswith(text[:2]):
        start, end = line.rindex(text[:2], 0, start), line.index(text[-2:], end) + 2
    entry = _ENTRY.fullmatch(text)
    if entry and (colon := re.search(f"{re.escape(entry['key'])} ?(?:：|:(?! )) ?[^,}}]*", line)):
        start, end = colon.span()
    elif entry and not line[start:end].startswith(entry["key"] + ":"):
        return _keyed(entry["key"], entry["value"], row, start, lines)
    new = (line[:start] + text + line[end:]).split("\n")
    return [*lines[:row], *new, *lines[row + 1:]]


def _at_top(text: str, lines: list[str]) -> list[str]:
    """A key at the head of a file, in the place of one that stands there."""
    key = text.partition(":")[0]
    return [text, *(line for line in lines if not line.startswith(key + ":"))]


def _at_end(text: str, row: int, lines: list[str]) -> list[str]:
    """At the end of the paragraph."""
    last = next((n for n in range(row, len(lines)) if not lines[n].strip()), len(lines))
    return [*lines[:last - 1], lines[last - 1] + text, *lines[last:]]


def _keyed(key: str, value: str, row: int, start: int, lines: list[str]) -> list[str]:
    """A key's value written anew where it stands in the same entry, else added to it."""
    line = lines[row]
    inline = re.compile(rf"(?P<head>(?:^|[{{,]\s*|- |^\s*){re.escape(key)}:\s*)"
                        r"(?P<old>\[[^\]]*\]|\{[^}]*\}|\"[^\"]*\"|[^,}\n]*)")
    rows = [row, *(n for n in range(row + 1, len(lines)) if _same_block(lines, row, n)),
            *(n for n in range(row - 1, -1, -1) if _same_block(lines, n, row))]
    for at in rows:
        if found := inline.search(lines[at]):
            new = lines[at][:found.end("head")] + value + lines[at][found.end("old"):]
            return [*lines[:at], new, *lines[at + 1:]]
    if "{" in line and "}" in line[start:]:
        close = line.index("}", start)
        return [*lines[:row], f"{line[:close]}, {key}: {value}{line[close:]}", *lines[row + 1:]]
    indent = re.match(r"[\s]*(?:- )?", line)[0].replace("-", " ")  # type: ignore[index]
    return [*lines[:row + 1], f"{indent}{key}: {value}", *lines[row + 1:]]


def _same_block(lines: list[str], a: int, b: int) -> bool:
    """Whether no line between two parts them: a fence, an entry of a list, an empty line."""
    between = lines[a + 1 : b + 1]
    return all(each.strip() and not re.match(r"```|---|- ", each) for each in between)


def faults(diagnostics: tuple[Diagnostic, ...]) -> Counter[str]:
    """How often each error and warning is told."""
    return Counter(each.code for each in diagnostics if each.code[0] != "I")
