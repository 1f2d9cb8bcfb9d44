"""Plant faults in the finished files of all samples and tell which of them the proofs tell.

    python tools/plant.py --seed 1 --each 3          # three of each kind in each sample
    python tools/plant.py --kind 白字、淡字 --each 50

prints how many of each kind were planted and told; exit 1 where one that is claimed was not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.planting.rates import CHART, FOLDERS, PDF, WORD, Rate, chart_rates, rates

_TABLES = {"成品 PDF": PDF, "成品 Word": WORD}


def main() -> int:
    """Plant, tell, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=2, help="of each kind in each sample")
    parser.add_argument("--kind", action="append", help="only this kind",
                        choices=[kind for table in _TABLES.values() for kind in table.kinds])
    parser.add_argument("--sample", action="append", help="only this sample")
    parser.add_argument("--proof", action="append", help="only this proof")
    asked = parser.parse_args()
    missed: list[str] = []
    for name, table in _TABLES.items():
        kinds = [kind for kind in asked.kind or table.kinds if kind in table.kinds]
        proofs = [each for each in table.proofs if each in (asked.proof or table.proofs)]
        if kinds and proofs:
            missed += _table(f"缺陷（{name}）", proofs, rates(
                table, asked.seed, asked.each, asked.sample or (*FOLDERS, ""), kinds, proofs))
    if not (asked.kind or asked.sample):
        missed += _table("缺陷（图）", [CHART], chart_rates(asked.seed, asked.each))
    print(f"\n{len(missed)} 处该说的没有说。", *missed, sep="\n")
    return bool(missed)


def _table(title: str, proofs: Collection[str], found: Iterable[tuple[str, Rate]]) -> list[str]:
    """Print a row of each kind as it comes; what was missed of what is claimed."""
    print(f"\n| {title} | 种下 |", " | ".join(proofs), "|")
    print("|---|---|" + "---|" * len(proofs))
    missed, total = [], 0
    for kind, rate in found:
        print(f"| {kind} | {rate.planted} |",
              " | ".join(str(rate.told.get(proof, 0)) for proof in proofs), "|", flush=True)
        missed += [f"{kind}：{each}" for each in rate.missed]
        total += rate.planted
    print(f"| 共 | {total} |" + " |" * len(proofs))
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
