"""The keys of a profile, each with its Chinese name and what it sets: one table.

A profile may be written in either language, or in both; the program reads the English keys. What a
message names is named as the unit wrote it (`told`). A key that is not here is no key: a test holds
this table against the packaged profiles, and docs/profile.md is made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from reportgen.sources.nearest import nearest
from reportgen.style.setting import Setting

# key → name：what it sets. Of a section, of a style and of a face role, too.
TOP = {
    "extends": "继承：从哪一个版式改起", "name": "名称：这个版式叫什么",
    "kind": "文种：只有随程序的版式写",
}
LEAF = {
    "value": "值：数、词或颜色", "unit": "单位：不写就照原来的",
    "clause": "依据：哪一条标准，或惯例", "tolerance": "允许误差：与标准差多少不算不同",
}
SECTIONS = {
    "page": "页面：纸张和版心", "word": "Word文件：Word 文件自己的几项",
    "ofd": "OFD文件：OFD 文件自己的几项",
    "pdf": "PDF文件：PDF 文件自己的几项",
    "faces": "字体：每个字体角色用什么字体",
    "colours": "颜色：版面和图的颜色", "styles": "样式：各种文字",
    "masthead": "报头：简报第一页的上部",
    "letterhead": "版头：文件第一页的上部", "letter": "信函头：信函第一页的标志和红线",
    "title": "标题：标题上下的空",
    "attachment": "附件：附件说明和附件", "attendance": "出席：纪要的出席、请假、列席",
    "signature": "署名：署名、成文日期、印章", "contents": "目录：本期要目",
    "list": "列表：列表里的列表",
    "table": "表：线、留白、续表", "figure": "图表：图和表上下的空",
    "footnote": "脚注：脚注上面的短线", "boxed": "加框提示：框线",
    "chart": "图：图里的字号、线、间距", "photo": "照片：大小和分辨率", "folio": "页码：写法和位置",
    "header": "页眉：每页上面的一行", "footer": "页脚：每页下面的一行，在页码之下",
    "logo": "标志图：首页上部的图", "watermark": "水印：每页正文后面的浅色大字",
    "colophon": "版记：简报的报尾，文件的版记", "typeset": "排字：空和末行",
    "text": "文字：数怎样写",
    "forms": "档案用纸：归档文件目录、证书、封面、备考表、盒脊", "stamp": "归档章：大小和位置",
}
STYLE = {
    "extends": "继承：照哪一个样式，再改自己的几项",
    "role": "字体角色：仿宋、楷体、黑体、宋体、小标宋",
    "size": "字号：磅数，或三号、小四", "em": "字距：一个字占的宽", "pitch": "行距：一行占的高",
    "align": "对齐：居左、居中、居右、两端对齐；页码、页眉、页脚还有外侧",
    "indent": "首行缩进：段首空几字", "side": "左右缩进：两边各空几字",
}
FACE = {
    "word": "Word名称：Word 文件里写的字体名", "alt": "替代名：没有这个字体时用哪个",
    "latin": "西文名：西文和数字的字体名，空着用 Word名称 的",
    "names": "其他名称：在电脑上找时也认的名称，用顿号隔开",
    "source": "来处：bundled 随程序的，system-first 先在电脑上找",
    "file": "文件：自己的字体文件，几个用顿号隔开",
    "index": "序号：字体集合里的第几个，从 0 数起", "weight": "粗细：可变字体的粗细",
    "latin_file": "西文文件：西文的字体文件",
    "fill": "补字：别的字体都没有的字用哪些字体，名称或文件，用顿号隔开；先于管所有角色的补字",
}
ROLES = {
    "fangsong": "仿宋：正文、版记", "kai": "楷体：二级标题、按语",
    "hei": "黑体：一级标题、表头、图里的字",
    "song": "宋体：表、注释、页码", "xiaobiaosong": "小标宋：标题、报头名称",
}
STYLES = {
    "body": "正文：正文和列项", "heading1": "标题1：一、", "heading2": "标题2：（一）",
    "heading3": "标题3：1.", "heading4": "标题4：（1）", "lead": "段首句：一是……。",
    "strong": "着重：文稿里的 **着重**", "note_label": "注释标签：“注：”",
    "addressees": "主送机关：主送的一行", "attachment_list": "附件说明：“附件：1.”几行",
    "attendance": "出席：出席、请假、列席的人", "attendance_label": "出席标签：“出席：”几个字",
    "signature": "署名：署名和成文日期", "attachment_label": "附件标识：附件首页左上的“附件1”",
    "editor_note": "按语：编者按", "boxed": "加框提示：框里的提示、注意",
    "footnote": "脚注：页下面的脚注", "title": "标题：整篇的标题",
    "contents_title": "目录标题：“本期要目”",
    "contents": "目录：目录的各行", "credit": "供稿：供稿单位", "caption": "题注：表1、图1的一行",
    "unit": "表单位：表右上的“单位：万元”", "table_head": "表头：表头的格",
    "table_cell": "表文：表身的格",
    "note": "注释：表、图下面的来源和注", "photo_caption": "分图题：并排的照片各自的题注",
    "colophon": "版记：报、送、发，编辑、份数", "folio": "页码：页码",
    "draft": "草稿字样：页顶的“草稿”", "header": "页眉：每页上面的一行",
    "form_title": "档案用纸标题：目录、证书的标题", "form_head": "档案用纸表头：表头和项目",
    "form_text": "档案用纸文字：表身", "form_large": "档案用纸大字：封面、盒脊",
    "form_label": "归档章项目：归档章格里的小字",
    "footer": "页脚：每页下面的一行", "watermark": "水印：正文后面的大字",
    "masthead_name": "报头名称：红色的大字", "masthead_issue": "期号：第几期",
    "masthead_line": "编印栏：编发单位和日期", "notice": "报头提示：报头上方的“内部资料”等",
    "letterhead_name": "发文机关标志：红色的大字", "letterhead_line": "签发栏：签发人一行",
    "letterhead_number": "发文字号：某政发〔2024〕8号", "signer": "签发人：签发人的姓名",
    "letter_name": "信函标志：红色的大字", "letter_number": "信函字号：发文字号和左边的标注",
    "copy_number": "份号：六位数字", "secrecy": "密级：密级和保密期限",
    "urgency": "紧急程度：特急、加急",
}
COLOURS = {
    "red": "红色：报头、版头和红线", "black": "黑色：正文和线", "hairline": "细线：表里的细线",
    "draft": "草稿字样：页顶的“草稿”", "watermark": "水印：要浅，压在上面的字才清楚",
    "chart_ink": "图中文字：图里的字",
    "chart_muted": "图中次要文字：图例、说明",
    "chart_solid_fill": "图中实填：实际数", "chart_mid_fill": "图中中填：进行中",
    "chart_pale_fill": "图中浅填：其中项、目标、总项",
    "chart_paper": "图中底色：图的底和空白处", "chart_axis": "图中轴线：坐标轴、箭头",
    "chart_hairline": "图中细线：引线、分隔线", "chart_grid": "图中格线：刻度的横线",
    **{f"chart_area{n}": f"图中面{n}：第{n}个系列的填色" for n in range(1, 9)},
    **{f"chart_line{n}": f"图中线{n}：第{n}条线" for n in range(1, 7)},
}
KEYS: Mapping[str, Mapping[str, str]] = {
    "": TOP | SECTIONS,
    "page": {
        "size": "纸张：A3、A4、A5 或 16K，版心、边距、行数、字数随它；另外写的照写的",
        "orientation": "方向：纵向 或 横向，版心、边距随它",
        "width": "纸宽：纸的宽", "height": "纸高：纸的高", "top": "上边距：纸的上边到版心（天头）",
        "left": "左边距：纸的左边到版心（订口）", "type_width": "版心宽：版心的宽",
        "type_height": "版心高：版心的高", "lines": "行数：一页排几行，核对用",
        "characters": "字数：一行排几字，核对用", "pitch": "行距：正文一行占的高",
        "tighten": "收紧：每页多排一行，末页只有几行时（末页）、只在署名排不下时（署名），或不收紧",
        "text_first": "首页有正文：首页必须排得下正文，排不下就移主送",
        "ascent": "字身上缘：字身在基线上的高",
    },
    "word": {
        "half_lead": "半行空：Word 上下页边距各让出的", "header": "页眉：草稿字样到页顶",
        "numbering": "编号：标题和列表的序号由 Word 来编（域），还是打上去的字（文字）",
    },
    "pdf": {"standard": "标准：PDF 声明合哪一种，3a、2a、2u 或不声明；内容都一样"},
    "ofd": {"archival": "长期保存：写成长期保存的 OFD-A，不写就是普通的 OFD"},
    "list": {"indent": "逐层缩进：列表里的列表缩"},
    "faces": {
        "source": "来处：管所有角色，角色自己写的优先",
        "fill": "补字：别的字体都没有的字先用哪些字体，名称或文件；还没有的找遍电脑上的字体",
        **ROLES,
    },
    "colours": COLOURS,
    "styles": STYLES,
    "masthead": {
        "name_top": "名称上空：版心上边到名称", "name_max": "名称最大：名称的字号，最大",
        "name_min": "名称最小：名称太长时缩到", "name_width": "名称宽：名称最宽",
        "issue_gap": "期号上空：名称到期号", "side_indent": "两边缩进：编印栏左右各空",
        "rule_gap": "红线上空：编印栏到红线", "rule_width": "红线宽：红线的粗细",
    },
    "letterhead": {
        "name_top": "标志上空：版心上边到标志", "name_max": "标志最大：标志的字号，最大",
        "name_min": "标志最小：标志太长时缩到", "name_width": "标志宽：标志最宽",
        "name_pitch": "标志行距：标志分几行时的行距", "joint_gap": "联署间距：联署机关到“文件”",
        "joint_depth": "联署高：联署机关各行一共最高", "number_gap": "字号上空：标志到发文字号",
        "side_indent": "两边缩进：上行文左右各空", "signers": "签发人数：签发人一行几人",
        "rule_gap": "红线上空：发文字号到红线", "rule_width": "红线宽：红线的粗细",
    },
    "letter": {
        "name_top": "标志上空：纸的上边到标志", "name_max": "标志最大：标志的字号，最大",
        "name_min": "标志最小：标志太长时缩到", "name_width": "标志宽：标志最宽",
        "name_pitch": "标志行距：标志分几行时的行距", "rule_gap": "红线上空：标志到第一条红色双线",
        "rule_foot": "红线距页底：第二条红色双线到纸的下边",
        "rule_length": "红线长：两条红色双线的长",
        "rule_thick": "粗线宽：双线里粗的一条", "rule_thin": "细线宽：双线里细的一条",
        "rule_between": "双线间距：粗线和细线之间", "number_gap": "字号上空：红线到发文字号和标注",
    },
    "title": {
        "gap": "上空：红线或上一篇到标题", "after": "下空：标题到正文",
        "grid": "对格：标题和正文是否落在同一套行格上",
    },
    "attachment": {
        "list_gap": "说明上空：正文到附件说明", "title_line": "标题行：附件标题在第几行",
    },
    "attendance": {"gap": "上空：正文或附件说明到出席"},
    "signature": {
        "gap": "上空：不盖章，正文到署名", "right": "右空：不盖章，署名右边空",
        "step": "日期错开：日期首字比署名首字右移", "sealed_gap": "盖章上空：盖章，正文到署名",
        "sealed_right": "盖章右空：盖章，日期右边空", "seal": "印章：印章的直径",
        "seal_gap": "印章间距：两个印章之间至少空",
        "text_lines": "同页正文：与署名同页的正文至少几行",
    },
    "contents": {
        "gap": "上空：红线到目录", "side": "左右缩进：目录左右各空", "indent": "逐层缩进：第二层缩",
        "hang": "回行缩进：回行再缩", "number": "页码宽：给页码留的宽",
        "leader": "前导点最短：前导点至少这么长",
        "air": "前导点两头：前导点两头的空", "dot": "点径：一点的直径",
        "dot_pitch": "点距：点与点的距离",
    },
    "table": {
        "rule_outer": "外线宽：表上下的线", "rule_head": "表头线宽：表头下的线",
        "rule_inner": "内线宽：行与行之间的线", "padding_x": "左右留白：格内左右",
        "padding_y": "上下留白：格内上下", "indent": "其中缩进：其中项缩",
        "full": "通栏：表总与版心同宽", "full_from": "通栏起：内容宽到版心的百分之几，就通栏",
        "air": "栏内余宽：放得下时，每栏比内容宽几字",
        "justify_from": "两端对齐起：栏宽到几字才两端对齐",
        "padding_min": "左右留白最小：列多时缩到", "size_min": "字号最小：列多时缩到",
        "size_whole": "不折行字号：缩到不小于这里就没有一格折行的，缩",
        "wide": "宽表：字号缩到最小，一页还放不下的表：横排在单独的页上，按列拆分，或报错",
        "rows_kept": "分页行数：表分在两页上，两边各至少几行",
        "continued": "续表：续表的写法，{表} 换成表1",
    },
    "footnote": {
        "gap": "上下空：正文到脚注，短线在当中", "rule": "短线长：脚注上面的线",
        "rule_width": "短线宽：线的粗细",
    },
    "boxed": {"rule": "框线宽：框的线"},
    "figure": {
        "gap": "上空：上文到图表", "after": "下空：图表到下文，至少",
        "passed": "文字先排：图表放不下时，后面的文字先排，补上空出的地方",
        "hole": "缩小起：图表放不下，空出的比这多，就缩小图和照片",
        "shrink": "缩小到：为补空，图和照片最小缩到原来的百分之几",
        "text_min": "图字最小：图缩小后，图里的字不小于",
    },
    "chart": {
        "role": "字体角色：图里的字用哪个角色",
        "printed": "黑白可辨：线有标记，明度分不开的加花纹、虚线",
        "head_size": "要点字号：图上方一句话", "label_size": "标注字号：名称和数",
        "small_size": "小字字号：图例和说明，最小的字", "tile_size": "大数字号：单列的一个数",
        "tile_min": "大数最小：大数太长时缩到", "pitch": "行距：图里的字的行距",
        "margin": "四周留白：图的四周",
        "axis_width": "轴线宽：坐标轴", "line_width": "线宽：轮廓、括号、箭头",
        "hair_width": "细线宽：分隔线",
        "series_width": "折线宽：各系列的线", "marker_size": "标记大小：线上的标记",
        "hatch_spacing": "花纹间距：花纹线与线之间", "hatch_width": "花纹线宽：花纹的线",
        "bar_height": "条高：横条的高", "bar_width": "柱宽：竖柱最宽",
        "plot_height": "图高：竖着画的图的高",
        "row_gap": "条距：条与条之间", "gap": "标注间距：图形到标注",
        "column_gap": "小图间距：小倍数的各图之间",
        "label_share": "名称最宽：名称占图宽的几分之几",
        "value_share": "数值最宽：数占图身的几分之几就折行",
    },
    "photo": {
        "tallest": "最高：没有写宽的照片最高几行", "row_gap": "间距：并排的照片之间",
        "dpi_most": "分辨率上限：像素再多就缩小", "dpi_low": "分辨率提示：低于它就提示",
        "dpi_least": "分辨率下限：不放大到比它更低", "quality": "质量：JPEG 的质量",
    },
    "folio": {
        "text": "写法：{页码} 换成1，{页数} 换成全文的页数", "dash": "距页底：页码中线到纸的下边",
        "inset": "两边空：页码离版心边", "first": "首页编页码：首页印不印页码",
        "from": "起始页：从第几页编起，1 或 2", "start": "起始数：编起的那一页是第几",
    },
    "header": {
        "text": "写法：能填 {标题}、{期号}、{单位}、{页码}、{页数}；空着就没有",
        "first": "首页印：首页印不印", "top": "距页顶：纸的上边到页眉",
    },
    "footer": {
        "text": "写法：能填的和页眉一样；空着就没有",
        "first": "首页印：首页印不印", "foot": "距页底：页脚到纸的下边",
    },
    "logo": {
        "file": "文件：图的文件名，和版式文件放在一起；空着就没有",
        "alt": "替代文字：给读屏软件念的；空着就当装饰", "width": "宽：印出来的宽",
        "top": "距页顶：纸的上边到图", "align": "对齐：居左、居中、居右，在版心里",
    },
    "watermark": {
        "text": "写法：如 样稿、内部资料；空着就没有", "angle": "角度：斜多少，从左下到右上",
    },
    "colophon": {
        "name": "样式名：Word 里样式的名称", "ruled": "画线：版记里有没有分隔线",
        "rule_outer": "外线宽：首尾两条线", "rule_inner": "内线宽：中间的线",
        "side": "左右缩进：左右各空",
        "even_page": "落在偶数页：双面印刷时，最后一页是偶数页",
    },
    "typeset": {
        "autospace": "中西间距：汉字与西文、数字之间的空", "orphan": "末行字数：段的末行至少几字",
    },
    "forms": {
        "margin": "边距：纸的四边", "rule": "线宽：格线的粗细", "padding_x": "左右留白：格内左右",
        "padding_y": "上下留白：格内上下", "spine": "盒脊高：盒脊标签的高",
        "spine_gap": "盒脊间距：一张纸上两条盒脊之间",
    },
    "stamp": {
        "width": "宽：章的宽", "height": "高：章的高", "rule": "线宽：框线的粗细",
        "padding": "留白：格内留的", "top": "上空：纸的上边到章", "gap": "间距：章和别的字至少隔开",
        "lowest": "最低：章的下边不低于纸上边以下这么多",
    },
    "text": {
        "minus": "负号：负数前面的减号“−”，或连字符“-”；正文、表、图、Word 一样",
        "thousands": "千分撇：整数部分三位一节（千分撇），或照事实表里的写法（照写）",
    },
    **dict.fromkeys((f"styles.{name}" for name in STYLES), STYLE),
    **dict.fromkeys((f"faces.{name}" for name in ROLES), FACE),
}

def children(prefix: str) -> Mapping[str, str]:
    """The keys below `prefix` with name and meaning; of a key that has a value, its parts."""
    return KEYS.get(prefix) or (LEAF if is_leaf(prefix) else {})


def is_leaf(key: str) -> bool:
    """Whether this English key has a value, and no keys below it but those of a value."""
    parent, _, last = key.rpartition(".")
    return key not in KEYS and last in KEYS.get(parent, {})


def english(path: str) -> str:
    """A dotted key in English, whichever language each part is in; an unknown part stays."""
    found = ""
    for part in path.split("."):
        known = children(found)
        if part not in known:
            part = next((key for key in known if name_of(known[key]) == part), part)  # noqa: PLW2901
        found = f"{found}.{part}" if found else part
    return found


@cache
def chinese(key: str) -> str:
    """The Chinese name of an English dotted key: 页面.上边距 for page.top."""
    parts = key.split(".")
    known = (children(".".join(parts[:at])).get(part, part) for at, part in enumerate(parts))
    return ".".join(map(name_of, known))


def name_of(row: str) -> str:
    """The name in a row of the table."""
    return row.partition("：")[0]


def told(key: str, written: str) -> str:
    """How a message names a key: as the unit wrote it, where it wrote this one; else in Chinese."""
    return written if written and english(written) == key else chinese(key)


def part(word: str, name: str) -> str:
    """A part of a value (`unit`) in the language in which its key is named."""
    return word if name.isascii() else name_of(LEAF[word])


def spelt(key: str, near: Mapping[str, Setting]) -> str:
    """A key in the language of the settings beside it: English only where a file is all English."""
    written = [each.written for each in near.values() if each.written]
    return key if written and all(map(str.isascii, written)) else chinese(key)


def likely(path: str, known: Iterable[str]) -> str:
    """The key that was probably meant, in the language in which it was written; "" for none."""
    keys = list(known)
    if near := nearest(path, (*keys, *map(chinese, keys))):
        return near
    parent, _, last = path.rpartition(".")
    near = nearest(last, (word for key, row in children(english(parent)).items()
                          for word in (key, name_of(row))))
    return f"{parent}.{near}".lstrip(".") if near else ""
