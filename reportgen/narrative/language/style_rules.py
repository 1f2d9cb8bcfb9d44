"""Habits of writing that are reported, not mended: K14–K16, K21–K30, K36 and a few of our own.

Each is a pattern, what to say, and the fix: a text, or what makes one from the match; a fix that
comes out empty says that nothing was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from reportgen.facts.approximation import FOLLOWING
from reportgen.frozen import frozen
from reportgen.narrative.language.marks import TOLD
from reportgen.patterns import late


@frozen
class Habit:
    """One thing an editor would mark; nowhere without one of the characters `signs`."""

    code: str
    signs: frozenset[str]
    pattern: re.Pattern[str]
    message: str
    fix: str | Callable[[re.Match[str]], str]


_HAN = "\u3400-\u9fff"
_ORDINAL = "一二三四五六七八九十"
_ONES = "一二三四五六七八九两"
_COUNTED = ("天人个次户项家名处件岁年里亩吨倍成种类条座台套万亿元村字株头只"
            "公平斤块辆棵场起例批对所张册")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_PLAIN = r"(?!0[0-9])[0-9]{1,5}(?:\.[0-9]+)?"      # no dialling code, no long number


def _date(hit: re.Match[str]) -> str:
    """2026年3月9日 for 2026年03月09日, 2026.3.9, 2026/3/9; a short year is asked for."""
    year, month, day = hit["y"] or "", int(hit["m"] or hit["m2"]), hit["d"] or hit["d2"]
    if hit["y2"]:
        year = hit["y2"]
    short, year = len(year) == 2, f"20{year}" if len(year) == 2 else year
    parts = [f"{year}年" if year else "", f"{month}月", f"{int(day)}日" if day else ""]
    return f"写成“{''.join(parts)}”" + "，年份写四位" * short


_DATE = (
    # 2026年03月09日, 03月09日, 26年3月: a leading zero, or a year cut short
    r"(?<![0-9])(?:(?P<y>[0-9]{4}|[0-9]{2})年)?"
    r"(?P<m>(?<![0-9])0?[1-9]|1[0-2])月(?:(?P<d>0?[1-9]|[12][0-9]|3[01])日)?"
    # 2026.3.9, 2026/3/9, 2026-3-9; 2026-8
    r"|(?<![0-9A-Za-z./-])(?P<y2>(?:19|20)[0-9]{2})(?P<s>[./-])(?P<m2>0?[1-9]|1[0-2])"
    r"(?:(?P=s)(?P<d2>0?[1-9]|[12][0-9]|3[01]))?(?![0-9./-])"
)


def _wrong_date(hit: re.Match[str]) -> str:
    if hit["y2"]:
        complete = len(hit["m2"]) == 2 and len(hit["d2"] or "") == 2
        if hit["s"] == "-" and complete:
            return ""                      # 2026-11-23
        if hit["s"] != "-" and not hit["d2"]:
            return ""                      # 2026.8: a number
        return _date(hit)
    short = len(hit["y"] or "") == 2
    zero = hit["m"][0] == "0" or (hit["d"] or " ")[0] == "0"
    return _date(hit) if zero or short else ""


def _short_year(hit: re.Match[str]) -> str:
    return "年份写四位，如二〇二五年" if hit["han"] else f"写成“{hit['m3']}月{hit['d3']}日”"


def _bare_range(hit: re.Match[str]) -> str:
    mark = hit["mark"] if hit["mark"] in "～—" else "～"
    return f"写成“{hit['low']}{hit['unit']}{mark}{hit['high']}{hit['unit']}”"


def _connector(hit: re.Match[str]) -> str:
    if hit.string[hit.start() - 1 : hit.start()] in ("于", "自") and not hit["unit"] \
            and hit.string[hit.end()] in "召举开起前结到至印发，。；）":
        return ""                          # 于8-8召开: a date
    if hit["low"][-1].isdigit() and hit["unit"] in ("万", "亿", "%", "‰", "％"):
        return ""                          # the unit is missing as well: reported for that
    year = re.match("(?:19|20)[0-9]{2}年?$", hit["low"])
    return f"写成“{hit['low']}{'—' if year else '～'}{hit['high']}{hit['unit']}”"


def _document_number(hit: re.Match[str]) -> str:
    year, number = hit["year"], hit["number"].lstrip("0") or "0"
    right = f"〔{year}〕{number}号"
    if hit.group() == right and len(year) == 4:
        return ""
    if len(year) == 2:
        return f"年份写四位，改成“〔20{year}〕{number}号”"
    return f"写成“{right}”"


def _mixed(hit: re.Match[str]) -> str:
    scale, rest = {"十": 1, "百": 2, "千": 3}[hit["scale"]], hit["rest"]
    whole, _, part = hit["digits"].partition(".")
    if hit["high"]:                        # 3万5千元
        low = Decimal(hit["digits"]).scaleb(scale - 4)
        return f"写成“{Decimal(hit['high'][:-1]) + low:f}万{rest}”" if not rest[:1].isdigit() \
            else "全用阿拉伯数字，或全用汉字"
    if len(part) > scale or rest[:1].isdigit() or rest[:1] in ("零", "几"):
        return "全用阿拉伯数字，或全用汉字"
    return f"写成“{int(whole + part.ljust(scale, '0'))}{rest}”"


def _one_mark(hit: re.Match[str]) -> str:
    """The strongest of several marks stays."""
    return f"改成“{next(mark for mark in '。；：，、' if mark in hit.group())}”"


def _adjacent(hit: re.Match[str]) -> str:
    """三、五天 → 三五天; 20几人 → 二十几人; 几10人 → 几十人."""
    if hit["pair"]:
        return f"写成“{hit['pair'].replace('、', '')}”"
    if hit["low"]:                         # 3、4天; not 分别有3、4户
        listed = _EACH.search(hit.string[max(0, hit.start() - 20) : hit.start()])
        return f"写成“{_ONES[int(hit['low']) - 1]}{_ONES[int(hit['high']) - 1]}”" \
            if int(hit["high"]) == int(hit["low"]) + 1 and not listed else ""
    return "“几”前面用汉字，如二十几人" if hit.group()[-1] == "几" else "“几”后面用汉字，如几十人"


_EACH = late("分别|依次|各|、[^，。；：]{0,8}$")


def _quoted(hit: re.Match[str]) -> str:
    inner = hit["straight"] or hit["corner"]
    return f"写成““{inner}””" if inner else "用“”，引号里面再用引号时用‘’"


def _ordinal(hit: re.Match[str]) -> str:
    text = hit.group()
    if "①" <= text[0] <= "⑳":
        return f"写成“{text[0]}”"
    if text[0] in "（(":
        return f"写成“（{text[1:-2]}）”"
    return f"写成“{text[:-1]}.”" if text[0].isdigit() else f"写成“{text[:-1]}、”"


_BLANK = ("(?:数量|日期|时间|地点|金额|姓名|名称|单位|单位名称|单位全称|职务|电话|联系人"
          "|联系电话|联系方式|标题|内容|文号|数据|数字|年份|月份)")
_PLACEHOLDER = (
    r"T[O]DO|TBD|F[I]XME|待补充(?!的|材料)|待填|待录入|待补(?=[，。；）】]|$)|待核实?(?=[）】]|后补充|$)|(?<![A-Za-z0-9×])××(?!×*[A-Za-z0-9])|(?<![A-Za-z./])[Xx]{2,}(?![A-Za-z.])"
    r"|某某|[0-9]{2,3}[Xx×]年|(?<![A-Za-z0-9×.])[Xx×](?=[年月日万亿元户人个家%])"
    r"|【[ \u3000]{0,4}】|【[^【】\n]{0,10}[待填补插此][^【】\n]{0,10}】"
    r"|（[ \u3000]{1,4}）|〔[ \u3000]{0,4}〕|待更新(?=[，。；）】]|$)"
    rf"|(?<=[{_HAN}])【{_BLANK}】|(?<=：)（{_BLANK}）(?=[，。；]|$)"
    "|（(?:暂缺|暂无|空缺|缺)）(?=[万亿]?(?:公里|公顷|[元个人户家件亩吨米条座]))"
    "|？(?:[万亿]?[元个人户家件亩吨项次])(?=[，。；）]|$)"
    r"|(?<![_A-Za-z0-9])_{3,}|＿{2,}|□{2,}|○{2,}|此处(?:插入|填写|补充|待)"
)
# Words that say the same of one number, the one to delete by name. 节约, 附近 are other words.
_ABOUT = "(?<![节公条制签合违预婚集简履特践大])约|大约|大概"
_NEARLY = "(?<![附最邻临就靠亲远贴将接])近|将近|接近"
_OVER = "(?<![赶反高])超过?|突破|逾"
_AMOUNT = (r"[有为达计合在]?(?:[0-9][0-9,.]{0,15}[万亿]?"
           r"|\{\{[^{}\n]{1,60}\}\}|[一二三四五六七八九十百千万两]{1,6}|半数|一半)")
_UNIT = f"[%％{_HAN}]{{0,6}}?"
_TWICE = (
    ("约大", rf"(?P<word>{_ABOUT}){_AMOUNT}{FOLLOWING}(?=[{_HAN}])"),
    ("近", rf"(?P<word>{_NEARLY}){_AMOUNT}{FOLLOWING}(?=[{_HAN}])(?!年|个?月|[天日周])"),
    ("超破逾", rf"(?P<word>{_OVER}){_AMOUNT}{FOLLOWING}(?=[{_HAN}])"),
    ("左上", rf"(?:{_ABOUT}|{_NEARLY}|{_OVER}){_AMOUNT}{_UNIT}(?P<word>左右|上下)"),
    ("左", rf"[0-9][万亿]?{FOLLOWING}[{_HAN}]{{1,4}}?(?P<word>左右)"),
    ("以", rf"(?:{_OVER}|不少于|至少|最少|最低|不低于){_AMOUNT}{_UNIT}(?P<word>以上)"),
    ("以", rf"(?:最高|最多|至多|不超过|不多于|不足|不到){_AMOUNT}{_UNIT}(?P<word>以[下内])"),
    ("约近超逾", rf"(?P<word>{_ABOUT}|{_NEARLY}|{_OVER})(?:约|近|超过?|逾|将近|接近)(?={_AMOUNT})"),
)


def _area(hit: re.Match[str]) -> str:
    name = {"2": "平方", "3": "立方"}[hit["power"]]
    length = {"m": "米", "km": "公里", "cm": "厘米", "mm": "毫米"}[hit["length"]]
    sign = {"2": "²", "3": "³"}[hit["power"]]
    return f"写成“{hit['number']}{name}{length}”，表格里写“{hit['length']}{sign}”"


def _unit_sign(text: str) -> str:
    """℃, μg/m³, kg, km, kW, kV, kW·h."""
    if "°" in text:
        return "℃"
    if "/" in text:
        return f"μ{text[1:].replace('m3', 'm³')}"
    sign = {"g": "g", "m": "m", "w": "W", "v": "V"}[text[1].lower()]
    return f"k{sign}{'·h' * (len(text) > 2)}"


def _habit(
    code: str, signs: str, pattern: str, message: str, fix: str | Callable[[re.Match[str]], str]
) -> Habit:
    return Habit(code, frozenset(signs), late(pattern), message, fix)


HABITS: tuple[Habit, ...] = (
    *(_habit("W0331", *row) for row in TOLD),
    _habit("W0332", "，；：、", "(?<![，。；：、])(?!。++(?![，；：、]))[，。；：、]{2,}",
           "标点重复", _one_mark),
    _habit("W0333", "TF待×Xx某【〔（_＿□○此？", _PLACEHOLDER, "占位的文字还没有换掉",
           "写上真实的内容"),
    *(_habit("W0334", signs, pattern, "概数词重复", lambda hit: f"删去“{hit['word']}”")
      for signs, pattern in _TWICE),
    _habit("W0335", "\"＂'「」『』〝〞",
           r"[\"＂](?P<straight>[^\"＂“”\n]{1,40})[\"＂]|[\"＂]|「(?P<corner>[^「」\n]{1,40})」"
           r"|'(?![A-Za-z])|(?<![A-Za-z0-9])'|[「」『』〝〞]", "引号的形状不对", _quoted),
    _habit("I0336", "、", "(?<=[》”])、(?=[《“])", "并列的引号、书名号之间通常不用顿号",
           "删去“、”"),
    _habit("W0337", "、几",
           rf"(?<![第{_ORDINAL}、周期])(?P<pair>(?:[二三四五六七八九]?十)?[{_ONES}]、[{_ONES}][十百千万亿]{{0,2}})"
           rf"(?={FOLLOWING}?(?!年[级制]|[类批村册]|场[地所]|[个家]月?份)"
           rf"(?:[{_COUNTED}米辆]|公[里斤顷]))|[0-9]几(?=[十百千万亿]?[{_COUNTED}位])|几[0-9]{{2,6}}(?=[{_COUNTED}])"
           rf"|(?<=[{_HAN}])(?<!第)(?P<low>[1-8])、(?P<high>[2-9])(?=天|个(?!百分)|人|户|次|里|公里|小时|分钟|斤|亩|岁)",
           "概数的写法不合规范", _adjacent),
    _habit("W0340", "月./-", _DATE, "日期的写法不合规范", _wrong_date),
    _habit("W0340", "年-",
           r"(?<![〇○零一二三四五六七八九十百])(?!三五)(?P<han>[〇○零一二三四五六七八九]{2}年)"
           "(?=[一二三四五六七八九十]{1,2}月)"
           r"|(?<=[于自])(?P<m3>[1-9]|1[0-2])-(?P<d3>[12][0-9]|3[01]|[1-9])"
           "(?=[召举开起前结到至印发，。；）])", "日期的写法不合规范", _short_year),
    _habit("W0341", "～—–~－-",
           rf"(?<![0-9.A-Za-z/-])(?P<low>{_NUMBER})(?P<mark>[～—–~－-])(?P<high>{_NUMBER})"
           r"(?P<unit>[万亿%‰％])", "前一个数也要写出单位或倍数，免得误读", _bare_range),
    _habit("W0341", "~－-",
           rf"(?<![0-9.A-Za-z/-])(?P<low>{_PLAIN}[年月日时元万亿%‰℃]?)(?P<mark>[~－-])"
           rf"(?P<high>{_PLAIN})(?P<unit>[万亿%‰％]|(?=[{_HAN}℃])(?![号栋幢室单]))(?![0-9/.-])",
           "数的起止用 ～ 或 — 连接", _connector),
    _habit("W0342", "、.．，",
           rf"\A(?:[（(](?:[{_ORDINAL}]{{1,3}}|[0-9]{{1,2}})[）)][、.．，]|[①-⑳][、.．，]"
           rf"|[{_ORDINAL}]{{1,3}}[.．，](?=[{_HAN}])|[0-9]{{1,2}}、(?=[{_HAN}]))"
           rf"|(?<=[：；。])[0-9]{{1,2}}、(?=[{_HAN}])", "序号后面的标点不对", _ordinal),
    _habit("W0343", "号",
           rf"(?<=[{_HAN}×])[〔\[【（(﹝［](?P<year>[0-9]{{4}}|[0-9]{{2}})[〕\]】）)﹞］]"
           r"(?:第|\s)*(?P<number>[0-9]+)号", "发文字号的写法不合规范", _document_number),
    _habit("W0344", ".", r"(?<![0-9A-Za-z.])\.[0-9]{1,3}(?![0-9A-Za-z./年月日])",
           "小数点前面的0要写出来", lambda hit: f"写成“0{hit.group()}”"),
    _habit("W0345", "十百千",
           rf"(?<![0-9.,万])(?P<high>[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?万)?(?P<digits>{_NUMBER})(?P<scale>[十百千])"
           rf"(?P<rest>零?[0-9]+|[多余几]?[万亿]?[多余]?(?=[{_COUNTED}])|[多余](?=[米克瓦升])"
           "|(?(high)(?=[米克瓦升])|(?!)))",
           "数字后面只能接万、亿", _mixed),
    _habit("W0346", "m", r"(?<![0-9.,])(?P<number>[0-9.,]*[0-9][万亿]?) ?(?P<length>km|cm|mm|m)"
           "(?P<power>[23])(?![0-9A-Za-z])", "面积、体积的单位不能这样写", _area),
    _habit("W0346", "°/K",
           "(?<=[0-9])(?:° ?[CＣ](?![A-Za-z])|ug/(?:m3|m³|L)|[µμ]g/m3)"
           "|(?<=[0-9万亿])K(?:[GgMmWwVv]|[Ww][Hh])(?![A-Za-z0-9])", "单位的符号不对",
           lambda hit: f"写成“{_unit_sign(hit.group())}”"),
    _habit("W0346", "平", "(?<=[0-9万亿])平米", "面积、体积的单位不能这样写", "写成“平方米”"),
    _habit("W0347", "-－ー—",
           rf"(?<=[{_HAN}”》）])(?:-{{2,}}|－{{2,}}|ー{{2,}}|—{{3,}}|—(?=[让使把是这那他她它我]))(?=[{_HAN}“《（])",
           "破折号的写法不对", "改成“——”"),
    _habit("W0347", ".。·…",
           rf"(?<=[{_HAN}”》）])(?:\.{{3,}}|。{{2,}}|·{{3,}}|(?<!…)…(?:…{{2}})?(?!…))",
           "省略号的写法不对", "改成“……”"),
    _habit("W0348", "．·",
           rf"(?<=[{_HAN}])(?<!\A[{_ORDINAL}])．(?=[{_HAN}])|(?<![A-Za-z])[A-Z]·(?=[{_HAN}])|(?<=[{_HAN}])[A-Z]．(?=[{_HAN}])",
           "人名中间的点不对",
           lambda hit: f"改成“{hit.group()[:-1]}{'.' if len(hit.group()) > 1 else '·'}”"),
    _habit("W0349", ".",
           rf"(?<=[{_HAN}”》）])(?<!\A[{_ORDINAL}])\.(?=[ \n]*(?:\Z|[{_HAN}“《（]))",
           "句号写成了半角的点", "改成“。”"),
    _habit("I0355", "？！", "[？！]{2,}", "公文里不叠用问号、叹号",
           lambda hit: f"改成“{hit.group()[0]}”"),
)
