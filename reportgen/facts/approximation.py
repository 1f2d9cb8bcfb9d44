"""The words that make a number approximate, by the place where they stand: the one list of them.

`proof` keeps words of its own, so that it can find what is forgotten here, and `typeset` knows no
facts; a test holds all three to the same words.
"""

from __future__ import annotations

from reportgen.patterns import late

BEFORE = ("超过", "突破", "将近", "接近", "大约", "不足", "不到", "至少", "超", "近", "约", "逾")
AFTER = ("余", "多")                                    # the digits, or the multiplier
BEHIND = ("左右", "上下", "以上", "以下", "以内")         # the unit

# A number so marked may be rounded down only, or up only; the others bear both.
FLOORS = frozenset(("超过", "突破", "至少", "超", "逾", "以上"))
CEILINGS = frozenset(("将近", "接近", "不足", "不到", "近", "以下", "以内"))

# Parts of patterns.
LEADING = f"(?:{'|'.join(BEFORE)})"
FOLLOWING = f"[{''.join(AFTER)}]"
TRAILING = f"(?:{'|'.join(BEHIND)})"
SIGNS = frozenset("+-−")
SIGNED = r"[+\-−]?\d[\d,.]*"                            # digits with their sign

WORD = late(f"{LEADING}|{FOLLOWING}|{TRAILING}")


def joined(number: str, unit: str, word: str) -> str:
    """One text from number, unit and word: 2263, 吨, 余 → 2263余吨."""
    if word in AFTER:
        return number + word + unit
    return number + unit + word if word in BEHIND else word + number + unit
