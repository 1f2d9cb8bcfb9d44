"""What a kind of document (文种) is: a row, filled in by the modules of `narrative.genres`."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.diagnostics import Sink
from reportgen.frozen import frozen
from reportgen.narrative.syntax import Front
from reportgen.sources.fields import Fields


@frozen
class Genre:
    """A kind of document.

    `name` is what a profile's `kind` and the narrative's 版式 say, `base` the packaged profile that
    such documents begin from. `read` makes of the keys what stands around the text: the head, 主送
    between title and text, the foot, the names told there; the keys that all kinds have are not
    its business. `articles`: an issue may hold several, each with a title; else there is one title.
    How such pages look, and which of them are numbered, the profile says.
    """

    name: str
    base: str
    read: Callable[[Fields, Sink], Front]
    articles: bool = False
