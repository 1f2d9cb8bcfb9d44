"""All photographs of a document made ready at once: each file once, for its largest use."""

from __future__ import annotations

import math
from collections.abc import Iterable

from reportgen.cache import Cache
from reportgen.diagnostics import Sink
from reportgen.document.tree import Photo, PhotoFigure
from reportgen.images.album import Album
from reportgen.images.develop import Print, develop
from reportgen.images.fitting import fit
from reportgen.images.header import BadImage
from reportgen.style.profile import Profile
from reportgen.units import PT_PER_INCH


def developed(
    blocks: Iterable[PhotoFigure], album: Album, profile: Profile, cache: Cache, sink: Sink
) -> dict[str, Print]:
    """The pictures by the digest of their files. Problems go to the sink: E0164, I0168."""
    wanted: dict[str, tuple[Photo, int, int]] = {}
    dpi = profile.number("photo.dpi_most")
    for block in blocks:
        for photo, size in zip(block.photos, fit(block, profile).sizes, strict=True):
            _, wide, high = wanted.get(photo.digest, (photo, 0, 0))
            pixels = [math.ceil(side / PT_PER_INCH * dpi) for side in size]
            wanted[photo.digest] = photo, max(wide, pixels[0]), max(high, pixels[1])
    negatives = {each.digest: each for each in album.values() if each is not None}
    quality = min(max(int(profile.number("photo.quality")), 1), 95)   # what libjpeg takes
    made: dict[str, Print] = {}
    for digest, (photo, wide, high) in wanted.items():
        try:
            found = develop(negatives[digest].opened(), (wide, high), quality, cache)
        except BadImage as error:
            sink.error(error.code, f"“{photo.file}”：{error.message}", photo.span, error.hint)
            continue
        if found.strange:
            sink.info("I0168", f"“{photo.file}”里的色彩特性读不懂，按 sRGB 印", photo.span,
                      "颜色若不对，用看图软件另存为 sRGB 的 JPEG")
        made[digest] = found
    return made
