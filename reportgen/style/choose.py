"""Which profile: a packaged one, told by its name, or a file that lies beside the briefing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import NOWHERE, Family, ReportError, Sink, Span, failure
from reportgen.facts.scale import GROUPED, PLAIN, Notation
from reportgen.sources.nearest import asked, asked_key, nearest, question
from reportgen.style.bounds import check_bounds
from reportgen.style.profile import Profile, load_profile, named, packaged
from reportgen.world import World, name_problem


def profile_named(name: str, folder: Path, world: World, span: Span) -> Profile:
    """The profile of a name. Raises `ReportError`: E0133 there is none, or what its file says."""
    if name.endswith((".yaml", ".yml")) and not name_problem(name):
        if not world.is_file(folder / name) and name not in world.names_in(folder):
            files = [each for each in world.names_in(folder) if each.endswith((".yaml", ".yml"))
                     and nearest(Path(name).stem, [Path(each).stem])]
            raise failure("E0133", f"简报文件夹里没有“{name}”这个版式文件", span,
                          *asked(name, files), "把版式文件放进简报文件夹，照实写文件名")
        own, sink = load_profile(str(folder / name), world), Sink()
        check_bounds(own, sink)
        sink.raise_errors(Family.INPUT)
        return own
    if key := named(name):
        return load_profile(key)
    labels = [load_profile(key).name for key in packaged()]
    holding = (each for each in labels if name in each)     # 函: 信函
    near = nearest(name, (*labels, *packaged())) or next(holding, "")
    raise failure("E0133", f"没有“{name}”这个版式", span,
                  question([near]) if near else f"随程序的有 {'、'.join(labels)}",
                  "自己的版式文件放在同一个文件夹里，照实写文件名，如 版式: 本镇.yaml")


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

    def notation(self, name: str) -> Notation:
        """How it writes numbers; as usual where it cannot be read."""
        try:
            return notation(self.profile(name, NOWHERE))
        except ReportError:
            return PLAIN


def notation(profile: Profile) -> Notation:
    """How a profile writes numbers."""
    return Notation(profile.text("text.minus"), profile.text("text.thousands") == GROUPED)


def check_kind(
    profile: Profile, told: Sequence[str], kinds: Sequence[str], span: Span
) -> None:
    """E0134, where the narrative names its profile, when it is for no kind that its keys `told`.

    E0136 when it is for none of the `kinds` there are.
    """
    if profile.kind not in kinds:
        raise failure("E0136", f"版式“{profile.name}”是给“{profile.kind}”用的，没有这个文种", span,
                      *asked_key(profile.kind, kinds), f"已有的文种：{'、'.join(kinds)}")
    if profile.kind not in told:
        keys = "、".join(told)
        raise failure("E0134", f"“{profile.name}”是{profile.kind}的版式，报头信息却是{keys}的",
                      span, question(f"版式: {kind}" for kind in told),
                      f"本单位的版式文件写明从哪一类改起，如 继承: {told[0]}")
