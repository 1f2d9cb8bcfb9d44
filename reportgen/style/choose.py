"""Which profile: a packaged one, told by its name, or a file that lies beside the briefing."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Family, Sink, Span, failure
from reportgen.sources.nearest import nearest
from reportgen.style.bounds import check_bounds
from reportgen.style.profile import Profile, load_profile, named, packaged
from reportgen.world import World, name_problem


def profile_named(name: str, folder: Path, world: World, span: Span) -> Profile:
    """The profile of a name. Raises `ReportError`: E0133 there is none, or what its file says."""
    if name.endswith((".yaml", ".yml")) and not name_problem(name):
        own, sink = load_profile(str(folder / name), world), Sink()
        check_bounds(own, sink)
        sink.raise_errors(Family.INPUT)
        return own
    if key := named(name):
        return load_profile(key)
    near = nearest(name, [label for key in packaged() for label in (load_profile(key).name, key)])
    raise failure("E0133", f"没有“{name}”这个版式", span, f"版式: {near or '简报'}",
                  "自己的版式文件放在同一个文件夹里，写文件名：版式: 本镇.yaml")


def check_kind(profile: Profile, kind: str, span: Span) -> None:
    """E0134, where the narrative names its profile, when it is for another kind of document."""
    if profile.kind not in ("", kind):
        raise failure("E0134", f"“{profile.name}”是{profile.kind}的版式，报头信息却是{kind}的",
                      span, f"版式: {kind}", f"本单位的版式文件写 继承: {kind}")
