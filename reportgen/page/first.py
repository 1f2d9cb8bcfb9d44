"""The first screen: the issues of an office and how far each is; how to begin where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from reportgen.acts import founding
from reportgen.acts.receiving import receive_folder
from reportgen.acts.standing import issues
from reportgen.archive.disk import Disk
from reportgen.diagnostics import ReportError
from reportgen.office.model import Office
from reportgen.office.read import find_office
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.jobs import Jobs
from reportgen.page.markup import Html, joined, page, tag
from reportgen.page.month import View, drop, field, form, how_far
from reportgen.page.places import home
from reportgen.world import World

_SHOWN = 12     # issues whose standing is told; of older ones their names
_SAMPLE = "简报示例"


def first(top: object, world: World) -> Html:
    raise NotImplementedError
