"""The red name at the head of page 1: it stands on one line, however small that makes it."""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.style.heads import red_name
from reportgen.style.keys import part
from reportgen.style.profile import Profile

_STEP = 2      # half points are told
_READ = 5.5    # points: 七号, the smallest of the old sizes; nobody reads what is smaller


def check_red_names(document: Document, profile: Profile, sink: Sink) -> None:
    """W0616 a name below the profile's least size, so as not to be broken; E0627 unreadable."""
    for block in document.blocks:
        name = red_name(profile, block)
        if name is None:
            continue
        least, made = f"{name.head}.name_min", int(name.size.pt * _STEP) / _STEP
        if made < _READ:
            sink.error("E0627", f"“{name.text}”有 {len(name.text)} 字，排成一行看不清",
                       block.span, "名称改用简称")
        elif made < profile.length(least).pt:
            key = profile.said(least)
            value, unit = part("value", key), part("unit", key)
            sink.warning(
                "W0616", f"“{name.text}”排成一行，字号只有 {made:g} pt，不到 {key} 的 "
                f"{profile.text(least)} {profile.settings[least].unit}", block.span,
                "名称改用简称，或换宽一些的纸",
                f"这样大小也行，在版式里写 {key}: {{{value}: {made:g}, {unit}: pt}}",
            )
