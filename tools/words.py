"""Pack the word list that titles are broken by: python tools/words.py dict.txt

`dict.txt` is the list of jieba (MIT; its licence lies beside the result), a word, how often it was
met and its kind on a line. Of it are taken the words of Han characters, up to seven of them, met
at least `_RARE` times, single characters `_COMMON` times, and rarer compounds of words that are
common; not persons' names. `assets/words/office.txt` adds those of the office. One line of the
packed text holds the words with the same first character:

    农|l民 业 村|k业生产

The rest of each word stands behind the letter of its class: a is 1 to 2 times, b up to 4, and so
on, always twice as many. An empty rest is the character itself.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "assets" / "words"
_RARE, _COMMON, _OFFICE = 20, 500, 3000
_HAN = re.compile(r"[\u4e00-\u9fff]{1,7}")
# What only seemed a word where texts were counted: 检查和, 在城镇, 前向.
_LOOSE_FIRST, _LOOSE_LAST = frozenset("于从以向和在对并或暨由把"), frozenset("和及与或暨把对的等")
_LOCAL = re.compile("[前后中下上内外][向对与和从把由]")
_ENDINGS = frozenset("化性率区员者方书厂段期权额量费法类型器机站所室部科处线网场园馆院团组队")


def counted(text: str) -> dict[str, int]:
    """The words of jieba's list that are taken, and how often each was met."""
    found: dict[str, int] = {}
    for line in text.splitlines():
        word, count, kind = line.split(" ")
        name = kind.startswith("nr") and len(word) == 3      # others are often no names
        if _HAN.fullmatch(word) and not name:
            found[word] = int(count)
    return {word: count for word, count in found.items()
            if not _loose(word, found)
            and (count >= (_RARE if len(word) > 1 else _COMMON)
                 or (count > 2 and _compound(word, found)))}


def _loose(word: str, known: dict[str, int]) -> bool:
    """Whether a word is a shorter one and 和, 及 or the like before or behind it."""
    if _LOCAL.fullmatch(word):
        return True
    rest = word[1:] if len(word) == 3 and word[0] in _LOOSE_FIRST else \
        word[:-1] if len(word) > 2 and word[-1] in _LOOSE_LAST else ""
    return known.get(rest, 0) >= _COMMON // 5


def _compound(word: str, known: dict[str, int]) -> bool:
    """Whether a rare word is made of common ones: 从业人员, 均等化."""
    if len(word) == 3:
        return word[2] in _ENDINGS and known.get(word[:2], 0) >= _COMMON
    return len(word) in {4, 5} and any(
        known.get(word[:n], 0) >= _COMMON and known.get(word[n:], 0) >= _COMMON
        for n in range(2, len(word) - 1)
    )


def packed(words: dict[str, int]) -> bytes:
    """The list as `reportgen.typeset.lexicon` reads it."""
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, count in sorted(words.items()):
        groups[word[0]][chr(ord("a") + count.bit_length() - 1)].append(word[1:])
    lines = ("|".join([first, *(k + " ".join(rest) for k, rest in sorted(kinds.items()))])
             for first, kinds in groups.items())
    return zlib.compress("\n".join(lines).encode("utf-16-le"), 9)


def main(source: str) -> None:
    words = counted(Path(source).read_text(encoding="utf-8"))
    for line in (FOLDER / "office.txt").read_text(encoding="utf-8").splitlines():
        for word in () if line.startswith("#") else line.split():
            words[word] = max(words.get(word, 0), _OFFICE)
    data = packed(words)
    (FOLDER / "words.z").write_bytes(data)
    print(f"{len(words)} words, {len(data)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
