"""The logo at the head of page 1: a picture file that lies beside the profile which names it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from reportgen.diagnostics import Sink
from reportgen.document.tree import Block
from reportgen.images.album import read_album
from reportgen.images.develop import Print, develop
from reportgen.images.header import BadImage
from reportgen.style.furniture import LOGO
from reportgen.style.heads import ems_of, red_name
from reportgen.style.profile import Profile
from reportgen.units import PT_PER_INCH, Mm
from reportgen.world import World

_TOUCHING = 0.5      # points


def logo(
    profile: Profile, blocks: Iterable[Block], world: World, cache: Path | None, sink: Sink
) -> dict[str, Print]:
    """The logo made ready, under its name; none where the profile has none.

    Problems go to the sink: E0160 there is no such file, E0162 to E0165 it cannot be read, E0172
    it would stand on the red name of one of the `blocks`.
    """
    setting = profile.settings["logo.file"]
    if not setting.value:
        return {}
    folder = Path(setting.span.file).parent
    found = read_album([(setting.value, setting.span)], folder, world, sink)[setting.value]
    if found is None:
        return {}
    if found.missing:
        sink.error("E0160", f"没有“{setting.value}”这个标志图", setting.span, found.missing)
        return {}
    wide, high = found.header.upright
    _clear_of_name(profile, blocks, high / wide, sink)
    pixels = math.ceil(profile.length("logo.width").pt / PT_PER_INCH
                       * profile.number("photo.dpi_most"))
    quality = int(profile.number("photo.quality"))
    try:
        size = pixels, math.ceil(pixels * high / wide)
        return {LOGO: develop(found.header, size, quality, cache)}
    except BadImage as error:
        sink.error(error.code, f"“{setting.value}”：{error.message}", setting.span, error.hint)
        return {}


def _clear_of_name(profile: Profile, blocks: Iterable[Block], ratio: float, sink: Sink) -> None:
    """E0172 for a logo that reaches over the red name, which stands in the middle."""
    width, top = (profile.length(f"logo.{key}").pt for key in ("width", "top"))
    gap = profile.length("page.type_width").pt - width
    beside = {"center": gap / 2, "right": gap}.get(profile.text("logo.align"), 0.0)
    for name in filter(None, (red_name(profile, block) for block in blocks)):
        above = profile.length("page.top").pt if name.head != "letter" else 0.0
        line = above + profile.length(f"{name.head}.name_top").pt
        side = (gap + width - ems_of(profile, name.text) * name.size.pt) / 2
        over = top + ratio * width - line
        if min(over, line + name.size.pt - top, beside + width - side, gap - beside + width - side
               ) > _TOUCHING:
            where = ("logo.width", "logo.top", "logo.align", "logo.file")
            sink.error("E0172", f"标志图压住了红色的名称，伸下去 {over / Mm(1).pt:.1f} mm",
                       profile.place(*where),
                       f"改小 {profile.said('logo.width')} 或 {profile.said('logo.top')}")
