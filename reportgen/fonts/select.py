"""From what a profile wishes to a library of faces."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import Sink
from reportgen.fonts.fill_in import FillIns
from reportgen.fonts.library import BUNDLED_ROLES, FontLibrary
from reportgen.style.wishes import Wish
from reportgen.world import World


def library_for(wishes: Iterable[Wish], world: World, sink: Sink) -> FontLibrary:
    """The faces of all roles; what is wrong with a named file goes to the sink as an error.

    Where nothing else is wished, these are the bundled faces, and no file is looked at before a
    character turns up that none of them has.
    """
    wishes, bundled = tuple(wishes), FontLibrary.bundled()
    fill_ins = FillIns(world, {wish.role: wish.fill for wish in wishes}, sink)
    usual = {wish.role: BUNDLED_ROLES[wish.role] for wish in wishes}
    if all(wish.bundled and usual[wish.role].latin == (
            usual[wish.role].named if wish.latin else "") for wish in wishes):
        faces = {face.key: face for face in bundled.faces()}
        return FontLibrary(faces, BUNDLED_ROLES, fill_ins)
    from reportgen.fonts.selection import Chooser

    chooser = Chooser(world, sink)
    roles = dict(BUNDLED_ROLES)
    for wish in wishes:
        roles[wish.role] = chooser.role(wish, BUNDLED_ROLES[wish.role])
    faces = {face.key: face for face in (*bundled.faces(), *chooser.faces.values())}
    return FontLibrary(faces, roles, fill_ins)
