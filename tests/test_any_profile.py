"""Whatever a unit writes into its profile: the build succeeds with two files that agree, or refuses
with the line of the profile.

Words of the profile together with each other and with all kinds of blocks, and any number beside
them, far too small, somewhat off, far too large.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support import briefings, photographs

from reportgen.cli import main
from reportgen.style.profile import load_profile

KINDS = {
    "简报": ("jianbao", "报头: 示例县人民政府农村饮水简报\n期号: 1\n编发单位: 示例县办公室\n"
             "日期: 2026-02-22\n目录: 是\n供稿: [甲局, 乙局]\n提示语: 内部资料 注意保存\n"
             "报: [县委]\n"),
    "文件": ("wenjian", "发文机关: [示例县人民政府, 示例县民政局]\n文号: 示政发〔2026〕8号\n"
             "成文日期: 2026-03-09\n签发人: [甲某, 乙某]\n抄送: [县委]\n份号: '000001'\n"),
    "信函": ("xinhan", "发文机关: 示例县人民政府\n文号: 示政函〔2026〕8号\n成文日期: 2026-03-09\n"
             "紧急程度: 特急\n抄送: [县委]\n"),
    "纪要": ("jiyao", "标志: 示例县人民政府会议纪要\n编号: 〔2026〕5号\n编发单位: 示例县办公室\n"
             "日期: 2026-05-17\n出席: [甲示例, 乙示例]\n"),
}
WORDS = {
    "page.size": ("A3", "A4", "A5", "16K"), "page.orientation": ("纵向", "横向"),
    "page.tighten": ("末页", "署名", "不收紧"), "page.text_first": ("是", "否"),
    "header.text": ("{单位}　{标题}", "{期号}　第{页码}页"), "header.first": ("是", "否"),
    "footer.text": ("第{页码}页　共{页数}页", "{单位}"), "watermark.text": ("样稿", "内部资料"),
    "logo.file": ("标志.png",), "logo.align": ("居左", "居中", "居右"),
    "folio.from": ("1", "2"), "folio.start": ("1", "2", "5"), "colophon.even_page": ("是", "否"),
    "figure.passed": ("是", "否"), "figure.shrink": ("60", "100"), "figure.hole": ("2", "6"),
    "word.numbering": ("域", "文字"), "text.minus": ("−", "-"),
    "text.thousands": ("照写", "千分撇"),
    **{f"styles.{name}.role": ("仿宋", "楷体", "黑体", "宋体", "小标宋")
       for name in ("body", "header", "footer", "folio", "table_head", "caption", "footnote")},
    "styles.body.size": ("小四", "四号", "小三", "三号"),
    "styles.header.align": ("居左", "居中", "居右", "外侧"),
}
SENTENCES = (
    "全县上下一心，用电量按CO₂折算；“三农”工作进展顺利[^注]。",
    "见{{ 图：图一 }}、{{ 表：表一 }}。", "修路难，难在征地、难在缺钱、难在管养。" * 4,
    "共{{ 示例果产量 }}，值{{ 示例果产值 }}。" * 3,
)
BLOCKS = (
    "# 关于进一步加强农村公路养护管理和安全保障工作的几点意见",
    "1. 甲\n   - 乙\n     （1）丙\n2. 丁",
    "::: 提示\n汛期勿涉水。\n:::", "注：单独的注。", "---分页---", *SENTENCES[2:],
    "```照片\n题注: 两张\n照片:\n  - {文件: 甲.jpg, 题注: 甲, 替代文字: 甲。}\n"
    "  - {文件: 甲.jpg, 题注: 乙, 替代文字: 乙。}\n```",
    "```照片\n题注: 一张\n文件: 甲.jpg\n替代文字: 甲。\n```",
)
FIGURE = """```图
编号: 图一
类型: 柱形
题注: 产值
排序: 从大到小
事实: [示例果产值, {事实: 上年示例果产值, 标签: 上年}]
```

```表
编号: 表一
题注: 长表
列: [甲, 乙]
行:
""" + '  - [甲, "组长：甲某<br>副组长：乙某"]\n' * 25 + "```"


@st.composite
def profiles(draw: st.DrawFn, kind: str) -> dict[str, str]:
    """Some words of a profile, and some numbers beside them."""
    known = load_profile(KINDS[kind][0]).settings
    keys = draw(st.lists(st.sampled_from(sorted(WORDS)), max_size=6, unique=True))
    own = {key: draw(st.sampled_from(WORDS[key])) for key in keys}
    numbers = sorted(key for key, each in known.items() if re.fullmatch(r"\d+(\.\d+)?", each.value))
    for key in draw(st.lists(st.sampled_from(numbers), max_size=2, unique=True)):
        value = float(known[key].value)
        own[key] = draw(st.sampled_from(
            ["0", "50", *(f"{value * factor:g}" for factor in (0.3, 0.9, 1.1, 3))]))
    return own


def written(kind: str, own: dict[str, str]) -> str:
    """The profile as a unit writes it."""
    tree: dict[str, Any] = {"继承": kind}
    for key, value in own.items():
        *above, last = key.split(".")
        here = tree
        for each in above:
            here = here.setdefault(each, {})
        here[last] = value
    return yaml.safe_dump(tree, allow_unicode=True)


def built(folder: Path, out: Path) -> tuple[int, str]:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        code = main(["build", str(folder), "-o", str(out)])
    return code, shown.getvalue()


@pytest.mark.slow
@settings(max_examples=40)
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_any_profile_is_built_or_refused_in_its_line(data: st.DataObject, kind: str) -> None:
    profile = written(kind, data.draw(profiles(kind)))
    blocks = data.draw(st.lists(st.sampled_from(BLOCKS), max_size=6, unique=True))
    front = f"---\n版式: 本.yaml\n标题: 例\n{KINDS[kind][1]}---"
    text = "\n\n".join((front, *SENTENCES[:2], FIGURE, *blocks, "[^注]: 脚注。\n"))
    with tempfile.TemporaryDirectory() as name:
        folder = briefings.make(Path(name) / "例", narrative=text)
        (folder / "本.yaml").write_text(profile, encoding="utf-8")
        for picture in ("甲.jpg", "标志.png"):
            photographs.scene(300, 200).save(folder / picture)
        code, shown = built(folder, Path(name) / "one")
        told = f"{profile}\n{text}\n{shown}"
        assert "Traceback" not in shown, told
        if code:
            assert re.search(r"错误\[E[0-8][0-9]{3}\]", shown), told
            assert re.search(r"--> \S*(本\.yaml|briefing\.md):\d", shown), told
            return
        again, _ = built(folder, Path(name) / "two")
        assert again == 0
        for made in (Path(name) / "one").iterdir():
            assert made.read_bytes() == (Path(name) / "two" / made.name).read_bytes(), told


AWKWARD = (
    "1e300", "-1e300", "nan", "inf", "0.0000001", "99999999999", "-0", "", " ", "示" * 22,
    "A" * 300, "a\x07b", "\u200b", "{页码}" * 30, "第{页码}页" + "长" * 60, "😀", "'", '"',
    "#12345", "16 pt pt",
)
FACTS = (
    "编号: A1, 名称: 示例果产量, 数值: 120余吨", "编号: A1, 名称: {!r}, 数值: 120吨",
    "编号: A1, 名称: 示例果产量, 数值: {!r}",
    "编号: A1, 名称: 示例果产量, 数值: 1, 备注: {!r}",
)


@pytest.mark.slow
@settings(max_examples=60)
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_awkward_values_are_built_or_refused(data: st.DataObject, kind: str) -> None:
    """Any value of a profile, of the front matter and of a fact may be the awkward one."""
    awkward = st.sampled_from(AWKWARD)
    keys = data.draw(st.lists(st.sampled_from(sorted(load_profile(KINDS[kind][0]).settings)),
                              max_size=2, unique=True))
    profile = written(kind, {key: data.draw(awkward) for key in keys})
    front = yaml.safe_load(KINDS[kind][1]) | {"标题": "例"}
    for key in data.draw(st.lists(st.sampled_from(sorted(front)), max_size=1)):
        front[key] = [data.draw(awkward), "乙"] if isinstance(front[key], list) \
            else data.draw(awkward)
    head = yaml.safe_dump(front | {"版式": "本.yaml"}, allow_unicode=True)
    fact = data.draw(st.sampled_from(FACTS)).format(data.draw(awkward))
    facts = briefings.facts_text().replace(FACTS[0], fact)
    with tempfile.TemporaryDirectory() as name:
        folder = briefings.make(Path(name) / "例", facts=facts,
                                narrative=f"---\n{head}---\n\n共{{{{ 示例果产值 }}}}。\n")
        (folder / "本.yaml").write_text(profile, encoding="utf-8")
        code, shown = built(folder, Path(name) / "out")
        told = f"{profile}\n{head}\n{fact}\n{shown}"
        assert "Traceback" not in shown, told
        assert code in (0, 1, 3, 4), told      # 6: refused what it made itself
        assert code == 0 or re.search(r"错误\[E[0-8][0-9]{3}\]", shown), told
