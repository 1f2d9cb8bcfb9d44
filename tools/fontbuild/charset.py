"""Which characters the bundled faces have."""

from __future__ import annotations

from pathlib import Path

# Beyond GB 2312, which already has ⅠⅩ, ①–⑩, Greek, Cyrillic, kana and its own set of signs.
_RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A: names of people and places abroad
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2070, 0x208E),  # superscripts and subscripts: m², CO₂
    (0x2150, 0x215E),  # fractions
    (0x2160, 0x217F),  # Roman numerals
    (0x2190, 0x2199),  # arrows
    (0x2460, 0x24E9),  # enclosed numbers and letters
    (0x3000, 0x3029),  # CJK symbols and punctuation, without combining tone marks and
    (0x3030, 0x3030),  # kana repeat marks, which reach outside the em box
    (0x3036, 0x303F),
    (0x3220, 0x3243),  # ㈠ …
    (0x3251, 0x325F),  # ㉑ …
    (0x3280, 0x32BF),  # ㊀ … ㊿
    (0x3380, 0x33DF),  # ㎜ ㎡ ㎞ …
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # ￥ …
)
_SINGLE = (
    "\u2030\u2031\u2032\u2033\u2035\u203b\u20ac\u2100\u2103\u2105\u2109\u2113\u2116\u2121\u2122"
    "\u2126\u2200\u2202\u2206\u2208\u220f\u2211\u2212\u2215\u2219\u221a\u221d\u221e\u2220\u2225"
    "\u2227\u2228\u2229\u222a\u222b\u2234\u2235\u2236\u223c\u223d\u2248\u224c\u2252\u2260\u2261"
    "\u2264\u2265\u2266\u2267\u226e\u226f\u2295\u2299\u22a5\u25a0\u25a1\u25b2\u25b3\u25b6\u25b7"
    "\u25bc\u25bd\u25c0\u25c1\u25c6\u25c7\u25c8\u25cb\u25ce\u25cf\u25ef\u2605\u2606\u2610\u2611"
    "\u2612\u2640\u2642\u2713\u2714\u2717\u2718\u2776\u2777\u2778\u2779\u277a\u277b\u277c\u277d"
    "\u277e\u277f"
)
_LATIN_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x1CD, 0x1DC),  # ǎ ǚ of pinyin, so that lǎo is of one face
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x2010, 0x2014),
)
_LATIN_EXTRA = "\u2018\u2019\u201c\u201d\u2022\u2026\u20ac\u2122\u2212"

# What Fandol draws so that it cannot be used beside Han: a speck (™ is 0.18 em wide), half its
# size (© ～ －), off its place (＊ ／ ￣), a prime in a square of an em. Boxes: docs/typography.md.
FANDOL_POOR = "™©～∞∥∽≈≌≮≯〃・•＊－／＼￣′″"


def gb2312() -> set[int]:
    """All characters of GB 2312, as Python's codec maps them."""
    found: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes((row, cell)).decode("gb2312", errors="ignore")
            found.update(map(ord, text))
    return found


def read_list(path: Path) -> str:
    """The 8105 characters of the list, in its order."""
    lines = path.read_text("utf-8").splitlines()
    return "".join(line for line in lines if line and not line.startswith("#"))


def western() -> set[int]:
    """What is set among Western letters, whatever face the Han about it have."""
    found = set(map(ord, "\u00a0¹²³™©®\u2212"))
    for first, last in ((0x20, 0x7E), (0xC0, 0x17F), (0x1CD, 0x1DC), (0x2070, 0x208E)):
        found.update(range(first, last + 1))
    return found - set(map(ord, "×÷"))


def chinese(standard: str) -> set[int]:
    """What a Chinese face is to have, as far as its source has it."""
    found = gb2312() | set(map(ord, standard)) | set(map(ord, _SINGLE))
    for first, last in _RANGES:
        found.update(range(first, last + 1))
    return found


def latin() -> set[int]:
    """What the Latin face is to have."""
    found = set(map(ord, _LATIN_EXTRA))
    for first, last in _LATIN_RANGES:
        found.update(range(first, last + 1))
    return found
