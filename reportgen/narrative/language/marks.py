"""Marks within a line beyond our own: what each means here, or how it is written here.

One table, one row a mark: a pattern, and what it becomes. A row makes a node, text, or an error
that names the way to write it. What is only told and printed as it stands is a row of
`language.foreign_marks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html.entities import html5

from reportgen.frozen import frozen
from reportgen.narrative.syntax import FootnoteMark

MAIL = r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])"
WEB = r"https?://[!#-&(-;=?-\[\]_a-z~]+"     # what an address may hold: no {}<>"'|\^`
_SCHEMES = ("http://", "https://", "mailto:")
_TRAILING = ".,;:!?)]*_~"
_BLANKS = "\u00a0\u2002\u2003\u2009\u3000 "

# Names of HTML tags, with how each is written here; any other word in < > is text.
_TAGS = {
    **dict.fromkeys(("b", "strong", "em", "i", "mark", "u", "ins"), "强调写成 **…**"),
    **dict.fromkeys(("s", "del", "strike"), "删去的文字就不写；要印出尖括号，写成 \\<"),
    **dict.fromkeys(("font", "span", "small", "big", "center", "div", "p", "section"),
                    "字体、颜色和位置由版式定，删去标签，只留文字；要强调写成 **…**"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "标题写成 # 标题"),
    **dict.fromkeys(("ul", "ol", "li"), "列表每项写一行，以“- ”或“1. ”开头"),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "td", "th"),
                    "表格用竖线写，或写在 ```表 围栏里"),
    **dict.fromkeys(("img", "figure", "figcaption"), "照片写在 ```照片 围栏里"),
    "a": "链接写成 [文字](网址)", "hr": "另起一页写成 ---分页---；否则删去这个标签",
    "blockquote": "按语写成 > 编者按：…，加框的提示写成 > [!提示]",
    "details": "删去标签，只留文字", "summary": "删去标签，只留文字",
    "sup": "上标写成 ^2^，起止写在同一行", "sub": "下标写成 ~2~，起止写在同一行",
    "code": "删去标签，只留文字", "pre": "删去标签，只留文字", "kbd": "删去标签，只留文字",
    "script": "删去这一段", "style": "删去这一段", "iframe": "链接写成 [文字](网址)",
}


@frozen
class Script:
    """Text set high or low."""

    text: str
    raised: bool


@frozen
class Words:
    """A link: its address, and where its words stand in the match."""

    address: str
    start: int
    end: int


@frozen
class Plain:
    """Text that stands for the mark; `said` is what the author is told about it."""

    text: str
    said: str = ""


@frozen
class Wrong:
    """What is not written so here."""

    code: str
    message: str
    hints: tuple[str, ...]


Meaning = Script | Words | Plain | Wrong | FootnoteMark | None
Make = Callable[[re.Match[str]], Meaning]


def address(text: str) -> str:
    """Without the marks of the sentence around it; a closing bracket stays with an opening one."""
    end, more = len(text), text.count(")") - text.count("(")      # closing brackets than opening
    while end and text[end - 1] in _TRAILING:
        if text[end - 1] == ")":
            if more <= 0:
                break
            more -= 1
        end -= 1
    return text[:end]


def _web(found: re.Match[str]) -> Meaning:
    shown = address(found.group())
    return Words(shown, 0, len(shown)) if "." in shown or "localhost" in shown else None


def _mail(found: re.Match[str]) -> Meaning:
    return Words(f"mailto:{found.group()}", 0, len(found.group()))


def _angled(found: re.Match[str]) -> Meaning:
    inner = found.group()[1:-1]
    lead = "" if inner.startswith(_SCHEMES) else "mailto:"
    return Words(lead + inner, 1, len(inner) + 1)


def _link(found: re.Match[str]) -> Meaning:
    words, target = found["words"], found["target"].strip().partition(" ")[0].strip("<>")
    if found["picture"]:
        return Wrong("E0311", "图片不能写在文字里，也不从网上取", (
            "照片写在 ```照片 围栏里，文件放在稿子旁边", "要原样印出来，写成 \\!\\["))
    if re.fullmatch(MAIL, target):
        target = f"mailto:{target}"
    if not target.lower().startswith(_SCHEMES):
        what = "没有写网址" if not target else f"的网址“{target[:40]}”打不开"
        return Wrong("E0311", f"链接“{words[:20]}”{what}", (
            "网址以 https://、http:// 或 mailto: 开头；指文中的表、图，写成 {{ 表：编号 }}",
            "只要文字，删去括号和网址；要印出方括号，写成 \\["))
    if not words.strip() or not all("!" <= ch <= "~" for ch in target):
        return Wrong("E0311", "链接写得不全", ("照 [文字](网址) 的样子写，网址里不留空格和汉字",))
    start = found.start("words") - found.start()
    return Words(target, start, start + len(words))


def _script(found: re.Match[str]) -> Meaning:
    if found["high"] is not None:
        return Script(found["high"], raised=True)
    if found["low"] is not None:
        return Script(found["low"], raised=False)
    return Script(found["inner"].strip(), found["which"].lower() == "sup")


def _entity(found: re.Match[str]) -> Meaning:
    name = found.group()[1:-1]
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        text = chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    else:
        text = html5.get(f"{name};", "")
    if not text and name[0] != "#":
        return None
    if not text or (not text.isprintable() and text not in _BLANKS):
        return Wrong("E0311", f"“{found.group()}”是印不出来的字符", ("删去它",))
    if text in _BLANKS:
        before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
        apart = _is_word(before) and _is_word(after)
        return Plain(" " if apart else "", "空格由版式来做" if not apart else "")
    return Plain(text)


def _is_word(ch: str) -> bool:
    return ch.isascii() and ch.isalnum()


def _tag(found: re.Match[str]) -> Meaning:
    name = found["element"].lower()
    if name not in _TAGS:
        return None
    if found.group()[1] == "/" and 0 <= _opened(name, found.string) < found.start():
        return Plain("")      # what opened it was told
    return Wrong("E0311", f"这里不用 HTML 标签“{found.group()[:30]}”", (_TAGS[name],))


@lru_cache(maxsize=16)
def _opened(name: str, text: str) -> int:
    """Where a tag is opened first."""
    return text.lower().find(f"<{name}")


# Each row: the name of its group, the pattern, what is made of a match (None: it is text).
ROWS: tuple[tuple[str, str, Make], ...] = (
    ("web", WEB, _web),
    ("mail", r"(?<![A-Za-z0-9._+-])" + MAIL, _mail),
    ("angled", rf"<(?:{WEB}|mailto:{MAIL}|{MAIL})>", _angled),
    ("footnote", r"\[\^[^\]\s]{1,40}\]", lambda found: FootnoteMark(found.group()[2:-1])),
    ("link", r"(?P<picture>!?)\[(?P<words>[^\]\n]{0,200})\]\((?P<target>[^()\n]{0,400})\)", _link),
    ("script", r"(?<!\^)\^(?!\^)(?P<high>[^\s^\[\]{}|]{1,12})\^(?!\^)"
     r"|(?<=[A-Za-z)\]）])~(?P<low>[0-9A-Za-z+\-−=().]{1,8})~(?!~)"
     r"|<(?P<which>su[bp]|SU[BP])>(?P<inner>[^<>\n{}]{1,40})</(?P=which)>", _script),
    ("entity", r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});", _entity),
    ("html", r"</?(?P<element>[A-Za-z][A-Za-z0-9]{0,10})(?:\s[^<>\n]{0,200})?/?>", _tag),
)
PATTERN = "|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in ROWS)
MAKE: dict[str, Make] = {name: make for name, _, make in ROWS}
# What a look at numbers and slips passes over: it is no running text.
SKIPPED = (
    rf"{WEB}|{MAIL}|\[\^[^\]\s]{{1,40}}\]|\]\([^()\n]{{0,400}}\)|\^[^\s^\[\]{{}}|]{{1,12}}\^"
    r"|(?<=[A-Za-z)\]）])~[0-9A-Za-z+\-−=().]{1,8}~|<su[bp]>[^<>\n{}]{1,40}</su[bp]>"
    r"|</?[A-Za-z][ -;=?-~]{0,200}>|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,30});"
)

# What is printed as it stands, and told: its signs, its pattern, what it looks like, how it is
# written here.
_AS_TYPED = "要印出符号本身，在前面加反斜杠"


def _strong(marks: int) -> Callable[[re.Match[str]], str]:
    return lambda hit: f"要强调，写成 **{hit.group()[marks:-marks].strip('*')}**；{_AS_TYPED}"


TOLD: tuple[tuple[str, str, str, str | Callable[[re.Match[str]], str]], ...] = (
    ("*", r"(?<![*\\])\*(?!\*)[^*\s][^*\n]{0,80}(?<!\\)\*(?!\*)",
     "看着像斜体的标记，这里会原样印出来", _strong(1)),
    ("`", r"`[^`\n]{1,80}`", "看着像代码的标记，这里会原样印出来",
     lambda hit: f"写成“{hit.group()[1:-1]}”；{_AS_TYPED}"),
    ("~", r"~~[^~\n]{1,80}~~", "看着像删除线的标记，这里会原样印出来",
     lambda hit: f"删去“{hit.group()}”，不要的文字就不写；{_AS_TYPED}"),
    ("=", r"(?<!=)==(?!=)[^=\s][^=\n]{0,80}==(?!=)", "看着像高亮的标记，这里会原样印出来",
     _strong(2)),
    ("_", r"(?<![_A-Za-z0-9])__(?!_)[^_\s][^_\n]{0,80}__(?!_)",
     "看着像加粗的标记，这里会原样印出来", _strong(2)),
    ("_", r"(?<![_A-Za-z0-9\\])_(?!_)[^_\s][^_\n]{0,80}(?<!\\)_(?![_A-Za-z0-9])",
     "看着像斜体的标记，这里会原样印出来", _strong(1)),
    ("_", r"(?<=[A-Za-z])_(?P<low>[0-9A-Za-z+-]{1,4})_(?![_0-9A-Za-z])",
     "看着像下标的标记，这里会原样印出来", lambda hit: f"写成“~{hit['low']}~”"),
    ("+", r"(?<![+A-Za-z])\+\+(?!\+)[^+\s][^+\n]{0,80}\+\+(?!\+)",
     "看着像插入的标记，这里会原样印出来", _strong(2)),
    ("%", r"%%[^%\n]{1,80}%%", "看着像注释的标记，这里会原样印出来",
     lambda hit: f"写成“<!-- {hit.group()[2:-2]} -->”；{_AS_TYPED}"),
    ("\\", r"\\[A-Za-z]{2,20}(?:\{[^{}\n]{0,80}\}){1,3}|\A\\(?:newpage|pagebreak|clearpage)\Z",
     "看着像排版的命令，这里会原样印出来", "只留文字，删去命令；另起一页的写法是 ---分页---"),
    ("[", r"\A\[(?:TOC|toc|目录)\]\Z", "看着像目录的标记，这里会原样印出来",
     "报头信息里写“目录: 是”，这一行不要"),
    ("（", r"\[(?P<words>[^\[\]\n]{1,80})\]（(?P<to>https?://[^（）\s]{1,200})）",
     "看着像链接的标记，这里会原样印出来", lambda hit: f"写成“[{hit['words']}]({hit['to']})”"),
    ("\\", r"(?<=\\\()[^\n\\^_=]{0,40}[\\^_=][^\n\\]{0,40}(?=\\\))",
     "看着像公式的标记，这里会原样印出来", f"上标写成 ^2^，下标写成 ~2~；{_AS_TYPED}"),
    ("$", r"\$[^$\n]{0,80}[\\^_=][^$\n]{0,80}\$",
     "看着像公式的标记，这里会原样印出来", f"上标写成 ^2^，下标写成 ~2~，删去 $；{_AS_TYPED}"),
    ("[", r"\A\[[ xX✓√]\][ \u3000]", "看着像任务清单的方框，这里会原样印出来",
     lambda hit: f"删去“{hit.group().strip()}”，写明“已完成”“未完成”；{_AS_TYPED}"),
    ("[", r"\[\[[^\[\]\n]{1,80}\]\]", "看着像链接的标记，这里会原样印出来",
     f"照 [文字](网址) 的样子写，或引用标题：{{{{ 节：标题 }}}}；{_AS_TYPED}"),
    ("[", r"\[[^\[\]^\n]{1,80}\]\[[^\[\]\n]{0,40}\]|\A\[[^\]^\n]{1,40}\]:[ \t]*\S+",
     "看着像链接的标记，这里会原样印出来", f"照 [文字](网址) 的样子写；{_AS_TYPED}"),
    ("^", r"\^\[[^\]\n]{1,200}\]", "看着像脚注的标记，这里会原样印出来",
     f"号写 [^1]，文字另起一段，以 [^1]: 开头；{_AS_TYPED}"),
    ("~", r"(?<![~A-Za-z)\]）0-9])~(?![~\s])[^~\n]{1,12}(?<!\s)~(?![~0-9])",
     "看着像下标的标记，这里会原样印出来", f"下标紧跟在字母后面，如 H~2~O；{_AS_TYPED}"),
    (":", r"(?<![:\w]):[a-z][a-z0-9_+-]{1,30}:(?![:\w])", "看着像表情的记号，这里会原样印出来",
     lambda hit: f"删去“{hit.group()}”，用文字说；{_AS_TYPED}"),
    ("{", r"(?<!\{)\{[.#][A-Za-z][^{}\n]{0,60}\}(?!\})", "看着像样式的标记，这里会原样印出来",
     f"删去它，样式由版式定；{_AS_TYPED}"),
    (":", r"\A:[ \t]+(?=\S)", "看着像释义的记号，这里会原样印出来",
     f"写成一句话，如“术语：解释”，这个冒号不要；{_AS_TYPED}"),
    ("*", r"\A\*\[[^\[\]\n]{1,40}\]:[ \t]*\S+", "看着像缩略语的记号，这里会原样印出来",
     f"第一次写到时在后面加括号说明，这一行不要；{_AS_TYPED}"),
)
