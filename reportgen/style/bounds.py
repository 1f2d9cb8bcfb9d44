"""What a profile may not say, or nothing could be set with it: no room, lines over each other."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Sink
from reportgen.style.profile import Profile

_SAME = 1e-6     # points
_LINE = "行"
_ROOM = ("page.width", "page.height", "page.type_width", "page.type_height")
_SIDES = (
    ("宽", "page.left", "page.type_width", "page.width"),
    ("高", "page.top", "page.type_height", "page.height"),
)


def check_bounds(profile: Profile, sink: Sink) -> None:
    """E0158 for a length that must be more, E0159 for a type area that leaves the paper."""
    for key, least, why in _least(profile):
        length = profile.length(key).pt
        if length <= 0 or length + _SAME < least:
            sink.error(
                "E0158", f"“{key}”是 {_shown(profile, key)}，太小：{why}",
                profile.settings[key].span,
                f"写 {least:g} pt 以上的数" if least else "写大于零的数",
            )
    for what, edge, extent, paper in _SIDES:
        start, size, whole = (profile.length(key).pt for key in (edge, extent, paper))
        if start < 0 or start + size > whole + _SAME:
            own = next((key for key in (edge, extent, paper) if profile.base is None
                        or profile.settings[key] != profile.base.settings[key]), extent)
            sink.error(
                "E0159", f"版心超出了纸张：{edge} {_shown(profile, edge)}，{extent} "
                f"{_shown(profile, extent)}，纸{what} {_shown(profile, paper)}",
                profile.settings[own].span, f"{edge} 加 {extent} 不能超过 {paper}",
            )


def _least(profile: Profile) -> Iterator[tuple[str, float, str]]:
    """Lengths, how many points they must have, and what happens otherwise."""
    for key in _ROOM:
        yield key, 0.0, "没有地方排字"
    styles = [key.removesuffix(".pitch") for key in profile.settings
              if key.startswith("styles.") and key.endswith(".pitch")]
    on_grid = 0.0
    for style in styles:
        size = profile.length(f"{style}.size").pt
        yield f"{style}.size", 0.0, "字没有大小"
        if f"{style}.em" in profile.settings:
            yield f"{style}.em", 0.0, "字没有地方"
        pitch = profile.settings[f"{style}.pitch"]
        if pitch.unit == _LINE and float(pitch.value) > 0:
            on_grid = max(on_grid, size / float(pitch.value))
        else:
            yield f"{style}.pitch", size, f"不到字号 {size:g} pt，行会叠在一起"
    yield "page.pitch", on_grid, f"正文字号 {on_grid:g} pt，行会叠在一起"


def _shown(profile: Profile, key: str) -> str:
    setting = profile.settings[key]
    return f"{setting.value} {setting.unit}".rstrip()
