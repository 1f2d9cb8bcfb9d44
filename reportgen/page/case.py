"""An issue on the desk, and who sits there: what every step of the month is done with."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from reportgen.acts import archive
from reportgen.acts.archive import Desk, FilingPlan
from reportgen.acts.folders import inside
from reportgen.acts.standing import HowFar, issues, standing
from reportgen.archive.disk import Disk
from reportgen.frozen import frozen
from reportgen.office.model import Office
from reportgen.office.read import find_office
from reportgen.page.asking import Kept
from reportgen.world import World


@frozen
class Case:
    """The folder of the office, or of issues without one; an issue of it; who acts.

    `kept` is the filing that was planned last, at whatever issue.
    """

    top: Path
    name: str
    world: World
    disk: Disk
    who: str = ""
    kept: Kept[FilingPlan] = field(default_factory=Kept, compare=False)

    @property
    def folder(self) -> Path:
        """The issue's."""
        return self.top / self.name

    @property
    def out(self) -> Path:
        """Where what is made of it goes. Raises E0137 for a link that leads elsewhere."""
        path = self.top / "out"
        inside(self.top, path, self.world)
        return path

    @property
    def known(self) -> bool:
        """Whether there is such an issue, by the very name of a folder in the office's."""
        top = self.world.resolve(self.top)
        return self.world.resolve(self.folder).is_relative_to(top) \
            and any(each.name == self.name for each in issues(self.top, self.world))

    @property
    def office(self) -> Office | None:
        """The office that it lies in, so that it can be printed, filed and sent."""
        return find_office(self.folder, self.world)

    @property
    def begun(self) -> bool:
        """Whether the office has an archive."""
        return archive.office_with_archive(self.folder, self.world, self.disk) is not None

    def desk(self) -> Desk:
        """The desk. Raises E0180 without an office, E1131 nameless."""
        return archive.desk(self.folder, self.world, self.disk, self.who)

    def standing(self) -> HowFar:
        """How far the issue is."""
        return standing(self.folder, self.out, self.world, self.disk)
