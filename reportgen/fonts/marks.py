"""Whether a face draws a mark as Chinese setting needs it.

Line breaking squeezes the blank half of “（，。” and takes two dashes for one line. A user's face
may have quotation marks of a third of an em, dashes with gaps, or commas in the middle of their
square (as in Taiwan); such marks are taken from the next face of the role. The bundled faces are
built right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.fonts.face import Face

_RIGHT_HALF = frozenset("“‘（《〈【〖〔［｛「『〝")      # ink in the right half
_LEFT_HALF = frozenset("”’）》〉】〗〕］｝」』〞，、；。：．")
_JOINED = frozenset("—―")
_WIDE = _RIGHT_HALF | _LEFT_HALF | _JOINED | frozenset("…⋯？！％～／　")
_DOT = "·"
_DOT_WIDTHS = frozenset({500, 1000})
_EM = 1000
_HALF, _SLACK = 500, 60
_NEAR = 400     # the middle of the ink is as near to its side as this
_GAP = 20     # of an em: two dashes with more on either side are not one line


def well_made(face: Face, ch: str) -> bool:
    """Whether the mark is an em wide, with its ink where the line breaking takes it to be."""
    if ch == _DOT:
        return face.advance(ch) in _DOT_WIDTHS
    if ch not in _WIDE:
        return True
    if face.advance(ch) != _EM:
        return False
    box = face.ink(ch)
    if box is None:
        return ch == "　"
    left, _, right, _ = box
    middle = (left + right) / 2
    if ch in _RIGHT_HALF:
        return left >= _HALF - _SLACK and middle >= _EM - _NEAR
    if ch in _LEFT_HALF:
        return right <= _HALF + _SLACK and middle <= _NEAR
    return ch not in _JOINED or (left <= _GAP and right >= _EM - _GAP)
