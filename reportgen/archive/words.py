"""Words of a text for the index: every pair of neighbouring characters.

Chinese is not written in words, and SQLite's trigrams find none of two characters. Of 示例镇 the
index holds 示例, 例镇 and 镇; one character is found as the beginning of a pair.
"""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[^\W_]+")


def words(text: str) -> str:
    """The pairs of a text, parted by blanks."""
    return " ".join(pair for run in _runs(text) for pair in _pairs(run))


def query(text: str) -> str:
    """What asks the index for a text; "" when there is nothing in it to ask for.

    Parts that blanks or punctuation separate must all be there.
    """
    return " AND ".join(_phrase(run) for run in _runs(text))


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f'"{run}" *'
    return f'"{" ".join(_pairs(run)[:-1])}"'
