"""A briefing as read: what every later step begins with."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import Sink
from reportgen.frozen import frozen
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.facts.model import Dataset
    from reportgen.images.album import Album
    from reportgen.narrative.syntax import Narrative
    from reportgen.style.profile import Profile


@frozen
class Briefing:
    """One briefing as read. `sink` gathers what every step finds, in the order of the steps.

    `unit`: it is one of many made of one template; what lies beside that is no issue of it.
    """

    name: str
    folder: Path
    dataset: Dataset
    narrative: Narrative
    profile: Profile
    world: World
    sink: Sink = field(default_factory=Sink)
    album: Album = field(default_factory=dict)
    unit: bool = False
