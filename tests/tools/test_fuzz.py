"""The fuzzer: its fixed part finds nothing, and what is wrong with a program it finds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNS = 1500      # of the part that is run at every change; python tools/fuzz.py runs longer

sys.path.insert(0, str(ROOT / "tools"))
fuzz = pytest.importorskip("fuzz", reason="the fuzzer forks: not on Windows")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the fuzzer forks")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_nothing_breaks_the_program(part: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "fuzz.py"), "--seed", "15", "--first",
         str(part * RUNS // 4), "--runs", str(RUNS // 4), "-o", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=3000)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{RUNS // 4} runs, 0 findings" in done.stdout


FAULTS = {
    "traceback": "raise ZeroDivisionError", "slow": "while True: words = len(words) * 'a'",
    "memory": "kept = bytearray(3 << 30)",
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_found(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "SECONDS", 1)
    scope: dict[str, object] = {}
    exec(f"def main(words):\n    {FAULTS[kind]}\n    return 0\n", scope)  # noqa: S102
    monkeypatch.setattr("reportgen.cli.main", scope["main"])
    end = fuzz.ended(("check", "{in}"), tmp_path, tmp_path / "out")
    assert [found for found, _ in fuzz.judge.wrong(end, 1)] == [kind]


def test_what_is_lost_refused_or_unlike_is_found(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder, text in ((first, "全县上下一心抓生产"), (second, "全县上下")):
        folder.mkdir()
        (folder / "例.txt").write_text(text, encoding="utf-8")
    files = {"briefing.md": "---\n标题: 例\n---\n全县上下一心抓生产。\n".encode()}
    assert not [*fuzz.judge.lost(files, first)]
    assert [kind for kind, _ in fuzz.judge.lost(files, second)] == ["lost"]
    assert [kind for kind, _ in fuzz.judge.unlike(first, second)] == ["unlike"]
    refusal = fuzz.Ended(fuzz.judge.PROOF, 0, 0.1, "错误[E1002]：段落文字不同")
    assert [kind for kind, _ in fuzz.judge.refused(refusal)] == ["refused"]


def test_a_run_is_the_same_again() -> None:
    one, two = (fuzz.targets.chosen(fuzz._random(7, 1)) for _ in range(2))
    assert one is two
