"""`settings.xml` and `fontTable.xml`."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.style.profile import Profile
from reportgen.writers.docx.rare import INSTEAD
from reportgen.writers.docx.xml import Element, root, w

# What may not begin or end a line: Word's own lists for Chinese, but for ．, which Word lets stand
# at neither end; and what belongs to the ratio, the name or the amount beside it (K38)
_NOT_FIRST = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】"
    "〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠™®／"
)
CIRCLED = "decimalEnclosedCircle"      # how footnotes are counted
SEPARATORS = (-1, 0)      # ids of the rules above the footnotes, and above one that goes on
_NOT_LAST = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥©№≤≥"
_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    "compatibilityMode": "15",
    "overrideTableStyleFontSizeAndJustification": "1",
    "enableOpenTypeFeatures": "1",
    "doNotFlipMirrorIndents": "1",
    "differentiateMultirowTableHeaders": "1",
}


def settings_part(profile: Profile, lang: str, *, notes: bool = False) -> Element:
    """The settings; of a file that has foot`notes`, with their separators.

    Fields are not updated on opening: their cached results are right.
    """
    em = profile.length("styles.body.em").twips
    compatibility = (
        w("compatSetting", name=name, uri=_WORD, val=value)
        for name, value in _COMPATIBILITY.items()
    )
    return root("w:settings", (
        w("zoom", percent=100),
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val=em),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation"),
        w("noLineBreaksAfter", lang=lang, val=_NOT_LAST),
        w("noLineBreaksBefore", lang=lang, val=_NOT_FIRST),
        *([_notes()] if notes else ()),
        w("compat", w("doNotExpandShiftReturn"), w("useFELayout"), *compatibility),
        w("themeFontLang", val=lang, eastAsia=lang),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ), "w")


def _notes() -> Element:
    """Footnotes are counted ① to ⑳ over the whole file."""
    rules = (w("footnote", id=each) for each in SEPARATORS)
    return w("footnotePr", w("numFmt", val=CIRCLED), *rules)


def font_table(profile: Profile, families: Iterable[str] = ()) -> Element:
    """The faces the styles name, each with the name that stands in for it where it is missing.

    `families` are those that single runs name, for characters the others lack.
    """
    alternatives: dict[str, str] = dict.fromkeys(families, INSTEAD)
    for role in profile.roles:
        face = profile.face(role)
        alternatives.setdefault(face.latin, "")
        alternatives[face.word] = face.alt
    fonts = (_font(name, alt) for name, alt in sorted(alternatives.items()))
    return root("w:fonts", fonts, "w")


def _font(name: str, alternative: str) -> Element:
    eastern = bool(alternative)
    return w(
        "font",
        w("altName", val=alternative) if eastern else None,
        w("charset", val="86" if eastern else "00"),
        w("family", val="auto" if eastern else "roman"),
        w("pitch", val="variable"),
        name=name,
    )
