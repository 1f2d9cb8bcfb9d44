"""Articles of one issue: their heads, their credits, and the contents that list them.

The front matter is the head of the first article. A further one begins with a head of its own,
written the same way: a line of ---, keys, a line of ---.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.narrative.language.passage import Line
from reportgen.narrative.language.plain import TextOf, front_matter
from reportgen.narrative.syntax import ArticleSource, Front
from reportgen.patterns import late
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.yaml import read_yaml

CONTENTS_TITLE = "本期要目"
_FENCE = "---"
_KEY = late(r"[\u4e00-\u9fff]{1,6}[ \t\u3000]*[:：]")
_LONGEST = 30     # lines of a head; a --- further down belongs to something else


def head_end(lines: Sequence[Line], at: int) -> int:
    """The line that ends the article's head which begins at line `at`; 0 when none does."""
    if lines[at].text.strip() != _FENCE:
        return 0
    following = lines[at + 1 : at + 2 + _LONGEST]
    first = next((line.text for line in following if line.text.strip()), "")
    if _KEY.match(first) is None:
        return 0
    ends = (n for n, line in enumerate(following, at + 1) if line.text.strip() == _FENCE)
    return next(ends, 0)


def read_head(
    lines: Sequence[Line], place: Span, sink: Sink, text_of: TextOf | None = None
) -> ArticleSource | None:
    """An article's head. Problems are those of the front matter's fields."""
    text = "\n".join(line.text for line in lines)
    node = read_yaml(text, place.file, sink, line=place.line + 1)
    mapping = as_mapping(node, sink, "文章信息") if node is not None else None
    if mapping is None:
        return None
    fields = Fields(front_matter(mapping, sink, text_of), sink)
    head = ArticleSource(title_of(fields), credit_of(fields), span=fields.span("标题"))
    fields.done()
    return head


def title_of(fields: Fields) -> tuple[str, ...]:
    """标题: one text, or the lines that the author made of it."""
    if "标题" not in fields:
        fields.missing("标题")
    return fields.texts("标题")


def credit_of(fields: Fields) -> str:
    """供稿, 作者, 来源 as printed: （示例县水利局供稿，作者：张某某）; "" without any."""
    offices = "、".join(map(_bare, fields.texts("供稿")))
    authors, source = "、".join(fields.texts("作者")), "、".join(fields.texts("来源"))
    parts = [f"{offices}供稿" if offices else "", f"作者：{authors}" if authors else "",
             f"来源：{source}" if source else ""]
    whole = "，".join(part for part in parts if part)
    return f"（{whole}）" if whole else ""


def _bare(office: str) -> str:
    """An office that was typed as it is to be printed: （示例县水利局供稿）."""
    return office.strip("（）()").removesuffix("供稿").rstrip("：: \u3000") or office


def contents(front: Front, blocks: Sequence[tree.Block], sink: Sink) -> Iterator[tree.Contents]:
    """The contents, when the front matter asks for them.

    The first level is that of the titles; of a single article, that of its first headings. W0322
    when there is nothing to list.
    """
    if not front.contents:
        return
    several = sum(isinstance(block, tree.Title) for block in blocks) > 1
    entries = tuple(
        entry for block in blocks if (entry := _entry(block, several))
        and entry.level <= front.contents
    )
    if entries:
        title = front.contents_title or CONTENTS_TITLE
        yield tree.Contents(title, entries, span=front.place("目录"))
    else:
        sink.warning("W0322", "目录是空的：只有一篇文章，文中又没有标题", front.place("目录"),
                     "删去“目录: 是”，或在正文里写 # 开头的标题")


def _entry(block: tree.Block, several: bool) -> tree.Entry | None:
    match block:
        case tree.Title() if several:
            return tree.Entry(1, block.text, block.anchor)
        case tree.Heading():
            text = block.number + tree.plain(block.children)
            return tree.Entry(block.level + several, text, block.anchor)
        case tree.Attachment():
            return tree.Entry(1, f"{block.label}　{block.title}", block.anchor)
        case _:
            return None
