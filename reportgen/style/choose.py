"""Which profile: a packaged one, told by its name, or a file that lies beside the briefing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import NOWHERE, Family, ReportError, Sink, Span, failure
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
    labels = [load_profile(key).name for key in packaged()]
    holding = (each for each in labels if name in each)     # 函: 信函
    near = nearest(name, (*labels, *packaged())) or next(holding, "")
    hint = f"版式: {near}" if near else f"随程序的有 {'、'.join(labels)}，如 版式: {labels[0]}"
    raise failure("E0133", f"没有“{name}”这个版式", span, hint,
                  "自己的版式文件放在同一个文件夹里，写文件名：版式: 本镇.yaml")


class Looks:
    """The profiles that one narrative may name, each read once."""

    def __init__(self, folder: Path, world: World) -> None:
        self.folder, self.world = folder, world
        self._read: dict[str, Profile] = {}

    def profile(self, name: str, span: Span) -> Profile:
        """The profile of a name; what is wrong with it is raised, see `profile_named`."""
        if name not in self._read:
            self._read[name] = profile_named(name, self.folder, self.world, span)
        return self._read[name]

    def kind(self, name: str) -> str:
        """The kind of document it is for; "" where it cannot be read, which is told later."""
        try:
            return self.profile(name, NOWHERE).kind
        except ReportError:
            return ""

    def minus(self, name: str) -> str:
        """What it prints before a negative number; "" where it cannot be read."""
        try:
            return self.profile(name, NOWHERE).text("text.minus")
        except ReportError:
            return ""


def check_kind(profile: Profile, kind: str, kinds: Sequence[str], span: Span) -> None:
    """E0134, where the narrative names its profile, when it is for another kind of document.

    E0136 when it is for none of the `kinds` there are.
    """
    if profile.kind not in kinds:
        raise failure("E0136", f"版式“{profile.name}”是给“{profile.kind}”用的，没有这个文种", span,
                      f"kind: {nearest(profile.kind, kinds) or '、'.join(kinds)}")
    if profile.kind != kind:
        raise failure("E0134", f"“{profile.name}”是{profile.kind}的版式，报头信息却是{kind}的",
                      span, f"版式: {kind}", f"本单位的版式文件写 继承: {kind}")
