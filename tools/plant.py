"""Plant faults in the finished files of all samples and tell which of them the proofs tell.

    python tools/plant.py --seed 1 --each 3          # three of each kind in each sample
    python tools/plant.py --kind 白字、淡字 --each 50

prints how many of each kind were planted and told; exit 1 where one that is claimed was not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.planting.pages import KINDS
from support.planting.rates import FOLDERS, PROOFS, rates


def main() -> int:
    """Plant, tell, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=2, help="of each kind in each sample")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind")
    parser.add_argument("--sample", action="append", help="only this sample")
    asked = parser.parse_args()
    print("| 缺陷 | 种下 |", " | ".join(PROOFS), "|")
    print("|---|---|" + "---|" * len(PROOFS))
    missed, total = [], 0
    for kind, rate in rates(asked.seed, asked.each, asked.sample or (*FOLDERS, ""),
                            asked.kind or KINDS):
        print(f"| {kind} | {rate.planted} |",
              " | ".join(str(rate.told.get(proof, 0)) for proof in PROOFS), "|", flush=True)
        missed += [f"{kind}：{each}" for each in rate.missed]
        total += rate.planted
    print(f"\n{total} 处，{len(missed)} 处该说的没有说。", *missed, sep="\n")
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main())
