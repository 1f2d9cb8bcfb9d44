"""How well the checks tell bad sentences from good ones: measured on tests/corpus.

    python tools/corpus.py             print the table, and write it into docs/checks.md
    python tools/corpus.py --wrong     print the items that come out wrong, and what was said
    python tools/corpus.py --unseen    the sums of tests/corpus/unseen, not the items
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support import corpus  # noqa: E402

PAGE = ROOT / "docs" / "checks.md"
BEGIN, END = "<!-- 由 python tools/corpus.py 写 -->\n", "<!-- 到这里 -->\n"
BEGIN_UNSEEN = BEGIN.replace("corpus.py", "corpus.py --unseen")


def with_table(page: str, table: str, begin: str = BEGIN) -> str:
    """The page with this table between its two marks."""
    before, _, rest = page.partition(begin)
    return f"{before}{begin}{table}{END}{rest.partition(END)[2]}"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--wrong", action="store_true")
    which.add_argument("--unseen", action="store_true")
    given = parser.parse_args()
    folder = corpus.UNSEEN if given.unseen else corpus.FOLDER
    found = {item: corpus.told(item) for item in corpus.everything(folder)}
    if given.wrong:
        for item in corpus.misses(found):
            said = "；".join(f"{code} {words}" for code, words in found[item].items()
                            if code not in corpus.IGNORED)
            print(f"{item}\t{' / '.join(item.text.split())}\n\t{said or '没有说'}")
        return
    scores, begin = ((corpus.sums(found), BEGIN_UNSEEN) if given.unseen
                     else (corpus.scores(found), BEGIN))
    table = corpus.table(scores)
    print(table)
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_table(page, table, begin), encoding="utf-8")


if __name__ == "__main__":
    main()
