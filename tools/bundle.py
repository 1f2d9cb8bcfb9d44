"""Make the program without Python: one folder, packed, and held against what pip installs.

    python tools/bundle.py [-o out/bundle] [--level 6] [--compare [sample …]]

In a fresh environment of its own PyInstaller makes the folder `reportgen` of tools/bundle.spec; it
is packed as .tar.xz, the same bytes from the same packages. `--compare` runs the commands of
tools/bundling/runs.py with the program, where there is no Python, no home and no path, and with
what pip installed: what they say and the files they write must be the same. Ends with 1 when they
are not, or a bound is broken: 75 MB packed, and the time that --version takes (docs/bundle.md).
"""

from __future__ import annotations

import argparse
import lzma
import os
import platform
import subprocess
import sys
import tarfile
import tomllib
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT)]

from bundling import runs  # noqa: E402
from bundling.contents import EXTRAS  # noqa: E402

from reportgen.version import __version__  # noqa: E402

MB = 1_000_000
MOST = 75 * MB              # packed
SLOWEST = 0.3               # seconds of processor: twice what is wanted, for any machine
TRIES = 5
_EPOCH = 315_532_800        # 1980: nothing in the folder says when it was made
_DICTIONARY = 32 << 20      # bytes: both programs hold the same modules, one behind the other
_PYINSTALLER = "pyinstaller>=6.11,<7"


def environment(folder: Path) -> Path:
    """A fresh environment with what a bundle carries, and PyInstaller; its folder of programs."""
    venv.create(folder, clear=True, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    known = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = ",".join(each for each in EXTRAS if each in known["optional-dependencies"])
    subprocess.run([programs / "python", "-m", "pip", "install", "-q", f"{ROOT}[{extras}]",
                    _PYINSTALLER], check=True)
    return programs


def build(programs: Path, out: Path) -> Path:
    """The folder that PyInstaller makes."""
    subprocess.run(
        [programs / "pyinstaller", "--noconfirm", "--log-level", "WARN", "--distpath", out,
         "--workpath", out / "work", ROOT / "tools" / "bundle.spec"],
        check=True, env=os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(_EPOCH)})
    return out / "reportgen"


def pack(folder: Path, target: Path, level: int) -> None:
    """A .tar.xz of a folder: sorted, of nobody, of no day."""
    filters = [{"id": lzma.FILTER_LZMA2, "preset": level, "dict_size": _DICTIONARY}]
    with lzma.open(target, "wb", filters=filters) as packed, \
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                continue
            info = tar.gettarinfo(path, path.relative_to(folder.parent).as_posix())
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            info.mtime = _EPOCH
            info.mode = 0o755 if info.mode & 0o100 else 0o644
            if info.isreg():
                with path.open("rb") as file:
                    tar.addfile(info, file)
            else:
                tar.addfile(info)


def size(folder: Path) -> int:
    """The bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*")
               if path.is_file() and not path.is_symlink())


def start(program: Path) -> float:
    """The seconds of processor of `--version`, the best of a few; Windows tells none: 0."""
    took = []
    for _ in range(TRIES):
        before = os.times()
        subprocess.run([program, "--version"], check=True, capture_output=True)
        after = os.times()
        took.append(after.children_user - before.children_user
                    + after.children_system - before.children_system)
    return min(took)


def main() -> int:
    """Make it, measure it, compare it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "out" / "bundle")
    parser.add_argument("--level", type=int, default=6, help="of xz")
    parser.add_argument("--compare", nargs="*", metavar="sample")
    asked = parser.parse_args()
    out = asked.output.resolve()
    out.mkdir(parents=True, exist_ok=True)
    programs = environment(out / "venv")
    folder = build(programs, out)
    program = folder / f"reportgen{'.exe' if sys.platform == 'win32' else ''}"
    machine = f"{platform.system()}-{platform.machine()}".lower()
    packed = out / f"reportgen-{__version__}-{machine}.tar.xz"
    took = start(program)
    bad = ["slow to start"] * (took > SLOWEST)
    with ThreadPoolExecutor() as other:     # packing takes a processor for itself
        packing = other.submit(pack, folder, packed, asked.level)
        if asked.compare is not None:
            bad += runs.compared(program, programs / program.name, out / "compared", asked.compare)
        packing.result()
    whole = packed.stat().st_size
    bad += [f"more than {MOST / MB:.0f} MB"] * (whole > MOST)
    print(f"{packed}: {whole / MB:.1f} MB, unpacked {size(folder) / MB:.0f} MB; "
          f"--version {took:.2f} s of processor")
    print("\n".join(bad) or "well")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
