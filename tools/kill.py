"""Kill builds over files that are there, and look at what is left.

    python tools/kill.py [--kills 300] [--seed 15] [--sample data/bulletin-2024]

Each build is to replace PDF, Word and OFD of one edition by those of another. First one is killed
at each step of putting files in place, in turn; of the kills asked for beyond that, half come at
any moment, half in the milliseconds of that putting. Then another run comes, which fails for a
reason of its own and writes nothing. Ends with 1 when a file is torn, when the files are not of one
edition after that run, or anything is left. With `--control` nothing is put down before files are
renamed, and only the steps are gone through: then it must end with 1.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.stopping import plant  # noqa: E402

from reportgen import files, pipeline  # noqa: E402
from reportgen.diagnostics import ReportError  # noqa: E402
from reportgen.files import OWN  # noqa: E402
from reportgen.world import DiskWorld  # noqa: E402

FORMATS = ("pdf", "docx", "ofd")
PLACING = "写出"
Files = dict[str, bytes]


def contents(folder: Path) -> Files:
    """What lies in a folder, our temporary files included."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def killed(folder: Path, out: Path, world: DiskWorld, way: str, moment: float) -> bool:
    """Build in a process that is killed; whether it was at its end before."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        def progress(step: str) -> None:
            if step == PLACING:
                os.write(writer, b"!")
                if way == "step":
                    plant(int(moment))

        try:
            pipeline.build(folder, out, world, FORMATS, progress=progress)
        finally:
            os._exit(0)
    os.close(writer)
    if way == "placing":
        os.read(reader, 1)
    if way != "step":
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    _, state = os.waitpid(child, 0)
    os.close(reader)
    return os.waitstatus_to_exitcode(state) == 0


def failing_run(folder: Path, out: Path, world: DiskWorld) -> None:
    """The next run: it finds that there is no narrative."""
    try:
        pipeline.build(folder, out, world, FORMATS)
    except ReportError:
        return
    raise AssertionError("the next run was to fail")


def editions(sample: Path, work: Path, world: DiskWorld) -> tuple[list[Path], list[Files], float]:
    """Two editions of a sample, the files of each, and how long a build takes."""
    folders, made = [], []
    for order in range(2):
        folder = work / str(order) / sample.name
        shutil.copytree(sample, folder)
        text = (folder / "briefing.md").read_text(encoding="utf-8")
        (folder / "briefing.md").write_text(text + "\n又及。\n" * order, encoding="utf-8")
        started = time.monotonic()
        pipeline.build(folder, work / f"made{order}", world, FORMATS)
        took = time.monotonic() - started
        folders.append(folder)
        made.append(contents(work / f"made{order}"))
    return folders, made, took


def trial(kills: int, seed: int, sample: Path) -> Counter[str]:
    """Kill so many builds; what came of it."""
    rng, found = random.Random(seed), Counter[str]()  # noqa: S311 - the same each time
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        world = DiskWorld({**os.environ, "REPORTGEN_CACHE": str(work / "cache")})
        folders, made, took = editions(sample, work, world)
        out, now, way = work / "out", 0, "step"
        shutil.copytree(work / "made0", out)
        (work / "none").mkdir()
        while way == "step" or found["kills"] < kills:
            moment = {"any": rng.uniform(0, took), "placing": rng.uniform(0, 0.02),
                      "step": found["kills"]}[way]
            ended = killed(folders[1 - now], out, world, way, moment)
            way = "step" if way == "step" and not ended else rng.choice(("any", "placing"))
            if ended:
                now = 1 - now
                continue
            found["kills"] += 1
            left = contents(out)
            found["torn"] += sum(left.get(name) not in (made[0][name], made[1][name])
                                 for name in made[0])
            mixed = {name: data for name, data in left.items() if name in made[0]} not in made
            found["mixed until the next run"] += mixed
            found["with temporary files until the next run"] += any(
                name.startswith(OWN) for name in left)
            failing_run(work / "none", out, world)
            left = contents(out)
            found["not of one edition after it"] += \
                {name: data for name, data in left.items() if name in made[0]} not in made
            found["temporary files after it"] += len(left.keys() - made[0].keys())
            found["new after it"] += left == made[1 - now]
            found["old after it"] += left == made[now]
            now = next((order for order in range(2) if left == made[order]), now)
    return found


def main() -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--sample", type=Path, default=ROOT / "data" / "bulletin-2024")
    parser.add_argument("--control", action="store_true")
    told = parser.parse_args()
    if told.control:
        files._write_lists = lambda *_: None
    found = trial(0 if told.control else told.kills, told.seed, told.sample)
    for what, count in found.items():
        print(f"{count:6} {what}")
    return any(found[bad] for bad in (
        "torn", "not of one edition after it", "temporary files after it"))


if __name__ == "__main__":
    sys.exit(main())
