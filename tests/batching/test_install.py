"""The page's way onto a clean machine is walked: a lock with digests, and no network then."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


def shell(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    env = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    return subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=place, env=env,
                          capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="skipped: the page says it for Linux")
def test_the_way_onto_a_clean_machine_is_walked(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "batch.md").read_text("utf-8")
    pack, install = re.findall(r"^```bash\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    packed = shell(pack.replace(" .\n", f" '{root}'\n"), tmp_path)
    if packed.returncode and re.search("No matching distribution|Could not f(?:ind|etch)|"
                                       "Temporary failure|Connection", packed.stderr):
        pytest.skip("skipped: no package index can be reached")
    assert packed.returncode == 0, packed.stderr
    lock = tmp_path / "锁.txt"
    assert all(re.fullmatch(r"安装包/\S+\.whl --hash=sha256:[0-9a-f]{64}", line)
               for line in lock.read_text("utf-8").splitlines())
    done = shell(install, tmp_path)
    assert done.returncode == 0, done.stderr
    wheel = next((tmp_path / "安装包").glob("click-*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"!")
    again = install.splitlines()[1].replace("install", "install --force-reinstall")
    assert "DO NOT MATCH THE HASHES" in shell(again, tmp_path).stderr
