"""A month of an office with `--json`: what is printed fits the schema of each command."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from support.filings import StillDisk
from support.told import faults_of, name_of

from reportgen.archive.disk import Disk
from reportgen.cli import main
from reportgen.cli.schemas import commands

MONTH = """\
init 草稿
doctor
docs
docs 自动化
rule E0440
schema check
completion bash
fonts
fonts 镇
facts 2024年第5期
check 2024年第5期 --fix --recompute
explain 新修机耕路 2024年第5期
build 2024年第5期 --to pdf --to docx --to ofd
pdf 2024年第4期
docx 2024年第4期
ofd 2024年第4期
text 2024年第4期
parity out/2024年第5期.pdf out/2024年第5期.docx out/2024年第5期.ofd
trace out/2024年第5期.pdf --from 2024年第5期
audit out/2024年第5期.docx
diff 2024年第4期 2024年第5期
roll 2024年第5期 --dry-run
archive init
archive add 2024年第4期 2024年第5期
archive list
archive find 镇
archive show 2024-5
archive stamp 2024-5
archive box 2024
archive export 2024-5 -o 移交
archive reproduce 2024-5 -o 再生成
archive verify --certificate out/证书.pdf
archive copy ../副本
archive restore ../副本
print 2024年第5期 --copies 2
print 2024年第5期 --copies 2 --approve DIGEST
copies add 2024-5 --number 1 --holder 甲村 --date 2024-06-07
copies recall 2024-5 --number 1
copies destroy 2024-5 --number 2
copies list
verify --code CODE
verify --file out/2024年第5期.pdf
mail plan 2024-5
mail preview 2024-5
mail approve 2024-5 --approve DIGEST --allow W1313=第一次发
mail status
mutate 2024年第4期 --count 1
archive destroy 清单.csv --approver 甲某
archive destroy 清单.csv --approver 甲某 --approve DIGEST
"""
# Whether these fit what they print, the tests of their rooms hold: a server, a scan, a certificate.
ELSEWHERE = {"archive add-scan", "batch", "desk", "mail bounces", "mail resolve", "mail send",
             "preview", "sign"}


@pytest.mark.slow
def test_a_month(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(root / "data" / "office", tmp_path / "示例镇")
    monkeypatch.chdir(tmp_path / "示例镇")
    Path("清单.csv").write_text("档号\nJ012-WS·2024-D10-BGS-0001\n", encoding="utf-8")
    run, digest = set(), ""
    for line in MONTH.splitlines():
        code = paper_code() if "CODE" in line else ""
        words = shlex.split(line.replace("DIGEST", digest).replace("CODE", code))
        if words[:2] == ["archive", "destroy"]:     # of age, years later
            monkeypatch.setattr(Disk, "now", StillDisk(2040).now)
        capsys.readouterr()
        ended = main([*words, "--json"])
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert not faults_of(told), line
        assert ended == told["exit_code"] == 0, (line, told)
        run.add(name_of(told))
        digest = told.get("digest", digest)[:12]
    assert run | ELSEWHERE == set(commands())
    assert not run & ELSEWHERE


def paper_code() -> str:
    """As it stands below the matrix on the first printed page."""
    with pdfplumber.open(next(Path("out").glob("*印第*"))) as paper:
        found = re.search("[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]", paper.pages[0].extract_text())
    assert found
    return found[0]
