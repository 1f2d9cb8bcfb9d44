"""What the settings of a profile may not come to together: lines on lines, text off the paper.

Each setting by itself is held against `reportgen.style.schema`.
"""

from __future__ import annotations

import re

from reportgen.diagnostics import Sink
from reportgen.style.heads import double_rule
from reportgen.style.profile import Profile
from reportgen.style.schema import shown
from reportgen.units import Mm

_SAME = 1e-6     # points
_LINE = "行"
_NARROWEST = 6   # characters of a line, between its indents
_INDENT = re.compile(r".*\.(?:side|side_indent|(?P<one>indent|hang|number|leader|air|dot_pitch"
                     r"|right|step|sealed_right))")
_PALE = 0.8      # of white, that a watermark is at least, printed in grey
_RULES = ("letter.rule_thick", "letter.rule_thin", "letter.rule_between")
_SIDES = (
    ("宽", "page.left", "page.type_width", "page.width"),
    ("高", "page.top", "page.type_height", "page.height"),
)


def check_bounds(profile: Profile, sink: Sink) -> None:
    """E0158 for a line pitch below the size, and for an indent that leaves no line.

    E0159 for a type area off the paper, on page numbers, or on the rule at the foot of a letter.
    E0172 for a running line on the text or on page numbers, and for a watermark that is too dark.
    """
    _check_pitches(profile, sink)
    _check_indents(profile, sink)
    _check_folio(profile, sink)
    _check_running(profile, sink)
    _check_watermark(profile, sink)
    if "letter.rule_foot" in profile.settings:
        _check_letter(profile, sink)
    for what, edge, extent, paper in _SIDES:
        keys = (edge, extent, paper)
        start, size, whole = (profile.length(key).pt for key in keys)
        if start + size > whole + _SAME:
            edge_name, extent_name, paper_name = map(profile.said, keys)
            sink.error(
                "E0159", f"版心超出了纸张：{edge_name} {shown(profile.settings[edge])}，"
                f"{extent_name} {shown(profile.settings[extent])}，"
                f"纸{what} {shown(profile.settings[paper])}",
                profile.place(*keys), f"{edge_name} 加 {extent_name} 不能超过 {paper_name}",
            )


def _check_folio(profile: Profile, sink: Sink) -> None:
    """Page numbers stand below the type area."""
    keys = ("page.height", "page.top", "page.type_height", "folio.dash")
    paper, top, height, dash = (profile.length(key).pt for key in keys)
    if dash + profile.length("styles.folio.size").pt / 2 <= paper - top - height + _SAME:
        return
    sink.error(
        "E0159", f"页码会压住正文：版心下面只有 {(paper - top - height) / Mm(1).pt:.1f} mm，"
        f"{profile.said('folio.dash')} 是 {shown(profile.settings['folio.dash'])}",
        profile.place(*reversed(keys), "styles.folio.size"),
        f"改小 {profile.said('folio.dash')} 或 {profile.said('page.type_height')}",
    )


def _check_running(profile: Profile, sink: Sink) -> None:
    """The running head stands on the paper above the type area, the foot below page numbers."""
    length = profile.length
    head = length("page.top").pt - length("header.top").pt - length("styles.header.pitch").pt
    number = length("folio.dash").pt - length("styles.folio.pitch").pt / 2
    foot = number - length("footer.foot").pt - length("styles.footer.pitch").pt
    for edge, key, room, what in (("header", "header.top", head, "页眉会压住正文"),
                                  ("footer", "footer.foot", foot, "页脚会压住页码")):
        if profile.text(f"{edge}.text") and room < -_SAME:
            name = profile.said(key)
            sink.error("E0172", f"{what}：{name} 是 {shown(profile.settings[key])}",
                       profile.place(key, f"styles.{edge}.pitch", "folio.dash",
                                     "styles.folio.pitch", "page.top", f"{edge}.text"),
                       f"改小 {name}，至少小 {-room / Mm(1).pt:.1f} mm")


def _check_watermark(profile: Profile, sink: Sink) -> None:
    """What is printed over a watermark must be read as well as on white paper, in grey, too."""
    key = "colours.watermark"
    red, green, blue = profile.colour("watermark")
    if profile.text("watermark.text") and 0.3 * red + 0.59 * green + 0.11 * blue < _PALE:
        sink.error("E0172", f"水印太深：{profile.said(key)} 是 {profile.text(key)}，"
                   "压在上面的字看不清", profile.place(key), f"写 {profile.said(key)}: '#E2E2E2'")


def _check_letter(profile: Profile, sink: Sink) -> None:
    """Text keeps 7/8 of a character off the double rule at the foot of a 信函's page 1."""
    keys = ("page.top", "page.type_height", "letter.rule_foot", "letter.number_gap")
    top, height, foot, wanted = (profile.length(key).pt for key in keys)
    room = profile.length("page.height").pt - top - height - foot - sum(double_rule(profile))
    if room < wanted - _SAME:
        sink.error(
            "E0159", f"正文离页底的红色双线只有 {max(room, 0) / Mm(1).pt:.1f} mm，"
            f"至少空 {wanted / Mm(1).pt:.2f} mm（三号字高的 7/8）",
            profile.place(*reversed(keys), *_RULES),
            f"改小 {profile.said('page.type_height')} 或 {profile.said('letter.rule_foot')}",
        )


def _check_indents(profile: Profile, sink: Sink) -> None:
    """Between its indents a line holds some characters; a setting that others follow is told once.
    """
    told: set[int] = set()
    for key, setting in profile.settings.items():
        part = _INDENT.fullmatch(key)
        if part is None or id(setting) in told:
            continue
        told.add(id(setting))
        wide = f"{key.rpartition('.')[0]}.em"
        wide = wide if wide in profile.settings else "styles.body.em"
        em = profile.length(wide).pt
        most = int(profile.length("page.type_width").pt / em - _NARROWEST + _SAME)
        most = most if part["one"] else most // 2
        if profile.number(key) > most:
            sink.error("E0158", f"“{profile.said(key)}”是 {shown(setting)}，一行剩不下几个字",
                       profile.place(key, wide, "page.type_width"), f"最大 {max(most, 0)}")


def _check_pitches(profile: Profile, sink: Sink) -> None:
    """A pitch told in lines is the page's; one that other styles follow is told once."""
    least: dict[str, tuple[float, str]] = {}
    first: dict[int, str] = {}
    for key, pitch in profile.settings.items():
        if not (key.startswith("styles.") and key.endswith(".pitch")):
            continue
        cause = key.removesuffix("pitch") + "size"
        size = profile.length(cause).pt
        key = first.setdefault(id(pitch), key)  # noqa: PLW2901
        if pitch.unit == _LINE and float(pitch.value) >= 1:
            key, size = "page.pitch", size / float(pitch.value)  # noqa: PLW2901
        least[key] = max((size, cause), least.get(key, (0.0, "")))
    for key, (size, cause) in least.items():
        if profile.length(key).pt + _SAME < size:
            pitch_as_written = shown(profile.settings[key])
            sink.error(
                "E0158", f"“{profile.said(key)}”是 {pitch_as_written}，不到字号 {size:g} pt，"
                "行会叠在一起",
                profile.place(key, cause), f"写 {size:g} pt 以上的数",
            )
