"""The packaged word list, read when the first title needs more than one line."""

from __future__ import annotations

from functools import cache

from reportgen.typeset.lexicon import Lexicon
from reportgen.world import PACKAGE, PACKAGED


@cache
def lexicon() -> Lexicon:
    """The words of titles."""
    installed, here = (folder / "words" / "words.z" for folder in
                       (PACKAGE / "_assets", PACKAGE.parent / "assets"))
    return Lexicon(PACKAGED.read(installed if PACKAGED.is_file(installed) else here))
