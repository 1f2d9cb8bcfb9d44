"""The logo at the head of page 1: a picture file that lies beside the profile which names it."""

from __future__ import annotations

import math
from pathlib import Path

from reportgen.cache import Cache
from reportgen.diagnostics import Sink
from reportgen.images.album import read_album
from reportgen.images.develop import Print, develop
from reportgen.images.header import BadImage
from reportgen.style.furniture import LOGO
from reportgen.style.profile import Profile
from reportgen.units import PT_PER_INCH
from reportgen.world import World


def logo(profile: Profile, world: World, cache: Cache, sink: Sink) -> dict[str, Print]:
    """The logo made ready, under its name; none where the profile has none.

    Problems go to the sink: E0160 there is no such file, E0162 to E0165 it cannot be read.
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
    pixels = math.ceil(profile.length("logo.width").pt / PT_PER_INCH
                       * profile.number("photo.dpi_most"))
    quality = int(profile.number("photo.quality"))
    try:
        size = pixels, math.ceil(pixels * high / wide)
        return {LOGO: develop(found.opened(), size, quality, cache)}
    except BadImage as error:
        sink.error(error.code, f"“{setting.value}”：{error.message}", setting.span, error.hint)
        return {}
