"""`styles.xml`: every look of the page as a named style that people can edit afterwards.

Built-in styles keep Word's own names, so that navigation and the contents table find them, and get
a Chinese alias; the others are ours. Faces are named in full, never by theme.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from reportgen.document import tree
from reportgen.document.plan import TablePlan
from reportgen.document.walk import noted, walk
from reportgen.facts.amount_text import MINUS
from reportgen.frozen import frozen
from reportgen.style.heads import masthead_pitch
from reportgen.style.profile import Profile, TextStyle
from reportgen.units import Length
from reportgen.writers.docx import letter, letterhead
from reportgen.writers.docx.closing import attachment_gap
from reportgen.writers.docx.contents import DEPTH, entry_properties
from reportgen.writers.docx.edges import RUNNING
from reportgen.writers.docx.masthead import line_properties, title_gaps
from reportgen.writers.docx.measure import (
    ALIGN,
    NOTHING,
    below_text,
    chars,
    ems,
    fonts,
    footer_gap,
    half_points,
    issue_gap,
    name_gap,
    name_size,
    rgb,
    rule_below,
    spacing,
    tracking,
)
from reportgen.writers.docx.numbering import item_indent, item_style, style_properties
from reportgen.writers.docx.outline_levels import LEVELS, ranks
from reportgen.writers.docx.paragraph import MINUS_STYLE, paragraph_properties
from reportgen.writers.docx.tablestyle import plain_table, ruled_table, scaled
from reportgen.writers.docx.xml import Element, root, w

_EDGES = {"header": "页眉文字", "footer": "页脚文字"}
# The character style that a block brings: id, name, the profile's style
_OWN = {
    tree.Letterhead: ("Signer", "~签发人", "signer"),
    tree.LetterOpening: ("LetterMark", "~标注", "secrecy"),
    tree.Attendance: ("AttendanceLabel", "~出席标签", "attendance_label"),
}
OURS = "~"    # in the names of our own styles: stands for the kind of document, 简报 or 文件


@frozen
class WordStyle:
    """A paragraph style: id, Word's name, the profile's style it is made from, its spacing.

    `alias` is the Chinese name of a built-in style; `grows` lets a line grow with a picture;
    `size`, `pitch` and `align` overrule the profile's style; `colour` is empty for the text's own;
    `bundled` ones have no space between each other; `properties` are what the profile's style has
    no word for.
    """

    id: str
    name: str
    source: str
    alias: str = ""
    following: str = ""
    level: int | None = None
    keep: bool = False
    before: Length = NOTHING
    after: Length = NOTHING
    grows: bool = False
    size: Length | None = None
    pitch: Length | None = None
    colour: str = ""
    properties: tuple[Element, ...] = ()
    base: str = "Normal"
    bundled: bool = False
    align: str = ""


def styles_part(document: tree.Document, profile: Profile) -> Element:
    """The styles of a document; the masthead's size depends on how long its name is."""
    return root("w:styles", (
        _defaults(profile, document.meta.lang),
        # Word's other built-in styles stay out of sight until somebody uses one
        w("latentStyles", defLockedState=0, defUIPriority=99, defSemiHidden=1,
          defUnhideWhenUsed=1, defQFormat=0, count=376),
        _normal(profile),
        w("style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1),
          w("semiHidden"), w("unhideWhenUsed"),
          type="character", default=1, styleId="DefaultParagraphFont"),
        plain_table(),
        *(_paragraph_style(style, profile) for style in _front(document, profile)),
        *(_paragraph_style(style, profile) for style in _headings(document, profile)),
        *(_paragraph_style(style, profile) for style in _content(document, profile)),
        *_cell_styles(document, profile),
        _character_style("Strong", "Strong", "strong", profile),
        _character_style("Lead", "~段首句", "lead", profile),
        *(_footnote_mark(profile) for _ in [*noted(document)][:1]),
        _character_style("NoteLabel", "~按语标签", "note_label", profile),
        *(_character_style(*names, profile) for kind, names in _OWN.items()
          for block in document.blocks if isinstance(block, kind)),
        *_minus_style(document, profile),
        ruled_table(profile),
    ), "w")


def _front(document: tree.Document, profile: Profile) -> tuple[WordStyle, ...]:
    """The styles of the first page above the title, and of what is outside the type area."""
    heads: tuple[WordStyle, ...] = ()
    for block in document.blocks:
        match block:
            case tree.Masthead():
                heads += _masthead(block, profile)
            case tree.Letterhead():
                heads += _letterhead(block, profile)
            case tree.LetterOpening():
                heads += _letter(block, profile)
            case tree.Attendance():
                heads += (WordStyle("Attendance", "~出席人员", "attendance"),)
            case _:
                continue
    return (
        *heads,
        WordStyle("ContentsTitle", "~目录标题", "contents_title", keep=True,
                  before=profile.length("contents.gap")),
        *(WordStyle(f"TOC{n}", f"toc {n}", "contents", f"~目录{n}",
                    properties=entry_properties(profile, n)) for n in range(1, DEPTH + 1)),
        WordStyle("EditorNote", "~按语", "editor_note", after=profile.length("page.pitch"),
                  bundled=True),
        *_asides(document, profile),
        WordStyle("Header", "header", "draft", "~页眉", colour=rgb(profile, "draft")),
        WordStyle("Footer", "footer", "folio", "~页码", before=footer_gap(profile)),
        *(WordStyle(RUNNING[edge], f"~{name}", edge) for edge, name in _EDGES.items()
          if profile.text(f"{edge}.text")),
    )


def _asides(document: tree.Document, profile: Profile) -> Iterator[WordStyle]:
    """The styles of what only some documents have: notices in frames, footnotes."""
    if any(isinstance(block, tree.Boxed) for block in document.blocks):
        yield WordStyle("Boxed", "~加框提示", "boxed", properties=(_frame(profile),))
    if any(noted(document)):
        yield WordStyle("FootnoteText", "footnote text", "footnote", "~脚注")


def _footnote_mark(profile: Profile) -> Element:
    return w(
        "style", w("name", val="footnote reference"), w("aliases", val=_named("~脚注号", profile)),
        w("basedOn", val="DefaultParagraphFont"), w("uiPriority", val=1),
        w("rPr", w("vertAlign", val="superscript")), type="character",
        styleId="FootnoteReference",
    )


def _frame(profile: Profile) -> Element:
    """The frame round a notice: as thick as the profile says, in eighths of a point."""
    thick, look = profile.length("boxed.rule").pt, profile.style("boxed")
    beside = max(0, min(31, round(look.side * look.em.pt - thick)))      # Word takes no more
    return w("pBdr", *(w(side, val="single", sz=round(thick * 8), space=space, color="auto")
                       for side, space in (("top", 1), ("left", beside), ("bottom", 1),
                                           ("right", beside))))


def _masthead(head: tree.Masthead, profile: Profile) -> tuple[WordStyle, ...]:
    name = name_size(profile, head.name)
    return (
        WordStyle("Notice", "~提示", "notice"),
        WordStyle("MastheadName", "~名称", "masthead_name", keep=True, size=name,
                  pitch=name * masthead_pitch(profile), before=name_gap(profile, head.name),
                  colour=rgb(profile, "red")),
        WordStyle("MastheadIssue", "~期号", "masthead_issue",
                  before=issue_gap(profile, head.name)),
        WordStyle("MastheadLine", "~编印栏", "masthead_line", properties=line_properties(profile)),
    )


def _letterhead(head: tree.Letterhead, profile: Profile) -> tuple[WordStyle, ...]:
    return (
        WordStyle("CopyNumber", "~份号", "copy_number"),
        WordStyle("Secrecy", "~密级", "secrecy"),
        WordStyle("Urgency", "~紧急程度", "urgency"),
        WordStyle("LetterheadName", "~发文机关标志", "letterhead_name", keep=True,
                  size=letterhead.name_size(profile, head),
                  pitch=letterhead.name_pitch(profile, head), colour=rgb(profile, "red")),
        WordStyle("LetterheadLine", "~签发栏", "letterhead_line"),
        WordStyle("LetterheadNumber", "~发文字号", "letterhead_number",
                  before=letterhead.number_gap(profile, head),
                  properties=(rule_below(profile, "letterhead", "letterhead_line"),)),
    )


def _letter(head: tree.LetterOpening, profile: Profile) -> tuple[WordStyle, ...]:
    return (
        WordStyle("LetterName", "~发文机关标志", "letter_name", keep=True,
                  size=letter.name_size(profile, head), pitch=letter.name_pitch(profile, head),
                  colour=rgb(profile, "red")),
        WordStyle("LetterNumber", "~发文字号", "letter_number",
                  properties=letter.number_properties(profile)),
    )


def _headings(document: tree.Document, profile: Profile) -> tuple[WordStyle, ...]:
    """Titles and headings, under the names that their ranks give them."""
    gap, after = title_gaps(profile)
    if any(isinstance(block, tree.LetterOpening) for block in document.blocks):
        gap -= below_text(profile.style("letter_number"))     # no rule is between them
    rank = ranks(document)
    titles = [WordStyle("Title", "Title", "title", "~标题", "Body", keep=True,
                        before=gap, after=after)]
    if rank.several:
        titles.append(WordStyle("Heading1", "heading 1", "title", "~文章标题", "Body", 0,
                                keep=True, before=gap, after=after))
    levels = [(n, n + rank.several) for n in range(1, LEVELS + 1)]
    return (*titles, *(
        WordStyle(f"Heading{to}", f"heading {to}", f"heading{n}", f"~标题{n}", "Body", to - 1,
                  keep=True, properties=style_properties(n, profile)) for n, to in levels
    ))


def _items(document: tree.Document, profile: Profile) -> tuple[WordStyle, ...]:
    """The styles of list items, by depth, as deep as the document goes."""
    levels = (line.level for block in document.blocks if isinstance(block, tree.ListBlock)
              for line in block.lines())
    deeper = range(1, max(levels, default=0) + 1)
    return (
        WordStyle("ListItem", "~列项", "body"),
        *(WordStyle(item_style(n), f"~列项{n + 1}", "body", base="ListItem",
                    properties=(item_indent(n, profile),)) for n in deeper),
    )


def _content(document: tree.Document, profile: Profile) -> tuple[WordStyle, ...]:
    """The styles of the text, its tables and figures, and the colophon."""
    gap, after = profile.length("figure.gap"), profile.length("figure.after")
    return (
        WordStyle("Body", "~正文", "body"),
        *_items(document, profile),
        WordStyle("Caption", "caption", "caption", "~题注", "Body"),
        WordStyle("TableCaption", "~表题", "caption", following="Body", keep=True, before=gap,
                  after=profile.length("table.padding_y"), base="Caption"),
        WordStyle("FigureCaption", "~图题", "caption", following="Body", after=after,
                  base="Caption"),
        WordStyle("TableUnit", "~表单位", "unit", keep=True,
                  after=0.5 * profile.length("table.padding_y")),
        WordStyle("Note", "~注释", "note", after=after, bundled=True),
        WordStyle("Credit", "~供稿", "credit"),
        WordStyle("Addressees", "~主送机关", "addressees"),
        WordStyle("AttachmentList", "~附件说明", "attachment_list", keep=True),
        WordStyle("Signature", "~署名", "signature"),
        WordStyle("AttachmentLabel", "~附件标识", "attachment_label", keep=True),
        WordStyle("AttachmentTitle", "~附件标题", "title", base="Title", following="Body",
                  level=0, keep=True, before=attachment_gap(profile), after=title_gaps(profile)[1]),
        WordStyle("Figure", "~插图", "caption", keep=True, before=gap, grows=True),
        WordStyle("PhotoCaption", "~分图题", "photo_caption", keep=True, base="Caption"),
        WordStyle("Colophon", OURS + profile.text("colophon.name"), "colophon"),
    )


# The language of Western letters and digits, as Chinese Word itself writes it. Under zh-CN,
# LibreOffice breaks a number between two digits.
_WESTERN = "en-US"


def _defaults(profile: Profile, lang: str) -> Element:
    points = half_points(profile.style("body").size)
    look = w("rPr", fonts(profile, "fangsong"), w("sz", val=points), w("szCs", val=points),
             w("lang", val=_WESTERN, eastAsia=lang))
    return w("docDefaults", w("rPrDefault", look), w("pPrDefault"))


def _normal(profile: Profile) -> Element:
    """The base of all: 28 characters a line, 22 lines a page, Chinese line breaking."""
    spaced = profile.number("typeset.autospace") > 0
    body = profile.style("body")
    return w(
        "style", w("name", val="Normal"), w("qFormat"),
        paragraph_properties(
            w("widowControl"), w("kinsoku"), w("overflowPunct", val=0), w("topLinePunct", val=0),
            w("autoSpaceDE", val=spaced), w("autoSpaceDN", val=spaced),
            w("adjustRightInd", val=0), w("snapToGrid", val=0),
            spacing(profile.length("page.pitch")), w("jc", val=ALIGN[body.align]),
        ),
        _run_look(body, profile),
        type="paragraph", default=1, styleId="Normal",
    )


def _paragraph_style(style: WordStyle, profile: Profile) -> Element:
    look = profile.style(style.source)
    normal = _normal(profile) if style.source == "body" else None
    indented = any(str(each.tag).endswith("}ind") for each in style.properties)
    return w(
        "style", w("name", val=_named(style.name, profile)),
        w("aliases", val=_named(style.alias, profile)) if style.alias else None,
        w("basedOn", val=style.base),
        w("next", val=style.following) if style.following else None,
        w("uiPriority", val=1), w("qFormat"),
        paragraph_properties(
            w("keepNext") if style.keep else None,
            w("keepLines") if style.keep else None,
            *style.properties, _own(_pitch(style, look), normal),
            None if indented else _indent(look),
            w("contextualSpacing") if style.bundled else None,
            _own(w("jc", val=ALIGN[style.align or look.align]), normal),
            w("outlineLvl", val=style.level) if style.level is not None else None,
        ),
        _own(_run_look(look, profile, style.colour, style.size), normal),
        type="paragraph", styleId=style.id,
        customStyle=1 if style.name.startswith(OURS) else None,
    )


def _own(wanted: Element, base: Element | None) -> Element | None:
    """What a style says itself; None where its base says the same.

    So the text follows Word's own 正文 (Normal) when somebody changes that.
    """
    inherited = base.iter(str(wanted.tag)) if base is not None else ()
    alike = any(etree.tostring(each) == etree.tostring(wanted) for each in inherited)
    return None if alike else wanted


def _cell_styles(document: tree.Document, profile: Profile) -> Iterator[Element]:
    """The styles of cells: of tables at full size, and of each size that some are reduced to."""
    plans = {block.plan.scale: block.plan for block in document.blocks
             if isinstance(block, tree.Table) and block.plan is not None}
    whole = TablePlan((), 0.0)
    for plan in (whole, *(plans[scale] for scale in sorted(plans) if scale != whole.scale)):
        ids = partial(scaled, plan=plan, profile=profile)
        small = plan != whole
        said = f"{(plan.scale * profile.style('table_cell').size).pt:g}磅" if small else ""
        for style, name, source in (("TableHead", "~表头", "table_head"),
                                    ("TableCell", "~表文", "table_cell")):
            look, head = profile.style(source), style == "TableHead"
            yield _paragraph_style(WordStyle(
                ids(style), name + said, source, base=style if small else "Normal", keep=head,
                size=plan.scale * look.size, pitch=plan.scale * look.pitch,
                align="" if head else "left"), profile)
        for style, name, align in (("TableNumber", "~表数", "right"),
                                   ("TableMiddle", "~表文居中", "center")):
            # as other cells, but for where the text stands
            yield w(
                "style", w("name", val=_named(name + said, profile)),
                w("basedOn", val=ids("TableCell")), w("uiPriority", val=1), w("qFormat"),
                paragraph_properties(w("jc", val=align)),
                type="paragraph", styleId=ids(style), customStyle=1,
            )


def _character_style(style_id: str, name: str, source: str, profile: Profile) -> Element:
    return w(
        "style", w("name", val=_named(name, profile)), w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=1), w("qFormat"),
        w("rPr", fonts(profile, profile.style(source).role)),
        type="character", styleId=style_id,
        customStyle=1 if name.startswith(OURS) else None,
    )


def _minus_style(document: tree.Document, profile: Profile) -> Iterator[Element]:
    """The style of a minus sign, where there is one: of the Western face, wherever it stands."""
    if any(MINUS in step.passage.text for step in walk(document)):
        faces = [profile.face(role) for role in (profile.style("body").role, *profile.roles)]
        latin = next((face.latin for face in faces if face.latin != face.word), faces[0].latin)
        yield w(
            "style", w("name", val=_named("~负号", profile)),
            w("basedOn", val="DefaultParagraphFont"), w("uiPriority", val=1),
            w("rPr", w("rFonts", eastAsia=latin)),
            type="character", styleId=MINUS_STYLE, customStyle=1,
        )


def _named(name: str, profile: Profile) -> str:
    """A name as Word shows it: 简报正文, 文件正文."""
    return name.replace(OURS, profile.kind)


def _run_look(
    look: TextStyle, profile: Profile, colour: str = "", size: Length | None = None
) -> Element:
    """Faces, colour, tracking and size. Only text on the character grid is tracked."""
    points = half_points(size or look.size)
    return w(
        "rPr", fonts(profile, look.role),
        w("color", val=colour) if colour else None,
        w("spacing", val=tracking(look)), w("sz", val=points), w("szCs", val=points),
    )


def _pitch(style: WordStyle, look: TextStyle) -> Element:
    if style.grows:
        return w("spacing", before=style.before.twips, after=style.after.twips, line=240,
                 lineRule="auto")
    return spacing(style.pitch or look.pitch, style.before, style.after)


def _indent(look: TextStyle) -> Element | None:
    """Indents in characters, which Word obeys, and in twips for readers that don't know them."""
    if not (look.indent or look.side):
        return None
    return w("ind", leftChars=chars(look.side), left=ems(look.side, look.em),
             rightChars=chars(look.side), right=ems(look.side, look.em),
             firstLineChars=chars(look.indent), firstLine=ems(look.indent, look.em))
