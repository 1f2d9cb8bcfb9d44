"""Feed the program what no office ever wrote: python tools/fuzz.py --runs 2000 -o 发现

Each run takes a sample, changes a file of it, keeping most of its structure, and runs a command in
a process of its own with limits of time and memory. A finding is a traceback, exit code 70, more
than 10 seconds of processor time or 1 GiB, a build that refuses its own output, text lost between
source and file, different bytes from equal input. Findings are made small and kept in a folder.
Run `--seed S --only N` for one run again: it is the same on every machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzzing import judge, targets
from fuzzing.judge import Ended

SECONDS, MEMORY = 10, 1 << 30
_PATIENCE = 12           # times the processor time that a run may wait on a busy machine
_TRIES = 80              # to make a finding small
_REPEATED = 5            # every so many builds is done again, and compared


@dataclass(frozen=True)
class Finding:
    """What went wrong in a run: the kind, what tells it from others, and the files."""

    run: int
    target: targets.Target
    kind: str
    told: str
    files: targets.Files


def lay(files: targets.Files, folder: Path) -> None:
    """Write the files of a run."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def ended(command: tuple[str, ...], folder: Path, out: Path) -> Ended:
    """How a command ends in a process of its own, within the limits."""
    words = [word.replace("{in}", str(folder)).replace("{out}", str(out)) for word in command]
    shown = out.with_suffix(".shown")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _run(words, shown, write)
    os.close(write)
    code = _waited(read)
    os.close(read)
    if not code:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    said = shown.read_text(encoding="utf-8", errors="replace") if shown.exists() else ""
    return Ended(int(code) if code else None, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
                 used.ru_utime + used.ru_stime, said)


def _waited(read: int) -> bytes:
    code = b""
    until = time.monotonic() + SECONDS * _PATIENCE
    while (left := until - time.monotonic()) > 0 and select.select([read], [], [], left)[0]:
        if not (part := os.read(read, 64)):
            break
        code += part
    return code


def _run(words: list[str], shown: Path, write: int) -> None:
    """In the child: the limits, the streams, the command; its exit code goes into a pipe."""
    code = 71
    try:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) \
            * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        stream = os.open(shown, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        from reportgen.cli import main

        code = main(words)
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(write, str(code).encode())
        os._exit(0)


def warm() -> None:
    """Have everything imported that the runs need, before they are forked."""
    targets.finished()


def _random(run: int, seed: int) -> Random:
    return Random(f"{seed}:{run}")  # noqa: S311 - the same on every machine is what is wanted


def one(run: int, seed: int) -> Iterator[Finding]:
    """The findings of a run: none, as a rule."""
    random = _random(run, seed)
    target = targets.chosen(random)
    files = target.change(target.start(random), random)
    for kind, told in looked(target, files, again=run % _REPEATED == 0):
        yield Finding(run, target, kind, told, files)


def looked(target: targets.Target, files: targets.Files, *, again: bool) -> list[tuple[str, str]]:
    """What is wrong with what a target makes of these files: kind and words."""
    found: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "例"
        lay(files, folder)
        for command in target.commands:
            out = Path(name) / "out"
            end = ended(command, folder, out)
            found += judge.wrong(end, SECONDS)
            if command is targets.BUILD:
                found += judge.refused(end)
            if end.code:
                break
            if command is targets.TEXT:
                found += judge.lost(files, out)
            elif command is targets.BUILD and again:
                ended(command, folder, Path(name) / "again")
                found += judge.unlike(out, Path(name) / "again")
    return found


def small(finding: Finding) -> Finding:
    """The finding with as little in the changed file as it needs."""
    name = finding.target.file or next(each for each in finding.files if each.startswith("甲."))
    kept, tries = finding.files[name], 0
    binary = not name.endswith((".md", ".yaml", ".csv"))
    parts = [kept[at : at + 64] for at in range(0, len(kept), 64)] if binary \
        else kept.splitlines(keepends=True)
    size = len(parts) // 2
    while size and tries < _TRIES:
        at = 0
        while at < len(parts) and tries < _TRIES:
            fewer, tries = parts[:at] + parts[at + size :], tries + 1
            files = finding.files | {name: b"".join(fewer)}
            if any(kind == finding.kind and told[:60] == finding.told[:60]
                   for kind, told in looked(finding.target, files, again=True)):
                parts = fewer
            else:
                at += size
        size //= 2
    return Finding(finding.run, finding.target, finding.kind, finding.told,
                   finding.files | {name: b"".join(parts)})


def kept(finding: Finding, folder: Path, seed: int) -> None:
    """A finding as a folder: its files, and its story."""
    place = folder / f"{finding.kind}-{seed}-{finding.run}"
    shutil.rmtree(place, ignore_errors=True)
    lay(finding.files, place)
    (place / "story.txt").write_text(
        f"{finding.target.name}: {finding.kind}\n"
        f"python tools/fuzz.py --seed {seed} --only {finding.run}\n{finding.told}\n",
        encoding="utf-8")


def fuzzed(runs: range, seed: int, folder: Path | None) -> tuple[Counter[str], list[Finding]]:
    """Do runs in this process: how many of each target, and what was found."""
    done: Counter[str] = Counter()
    findings: list[Finding] = []
    told: set[tuple[str, str]] = set()
    for run in runs:
        for finding in one(run, seed):
            findings.append(finding)
            if folder is not None and (key := (finding.kind, finding.told[:80])) not in told:
                told.add(key)
                kept(small(finding), folder, seed)
                sys.stdout.write(f"{run} {finding.target.name}: {finding.kind}: "
                                 f"{finding.told.strip().splitlines()[-1][:200]}\n")
                sys.stdout.flush()
        done[targets.chosen(_random(run, seed)).name] += 1
        if folder is not None and sum(done.values()) % 500 == 0:
            sys.stdout.write(f"{sum(done.values())} runs, {len(findings)} findings\n")
            sys.stdout.flush()
    return done, findings


def main() -> int:
    """Run what the command line says; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, default=Path("out/fuzz"))
    asked = parser.parse_args()
    runs = range(asked.only, asked.only + 1) if asked.only is not None \
        else range(asked.first, asked.first + asked.runs)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["REPORTGEN_CACHE"] = cache
        warm()
        done, findings = fuzzed(runs, asked.seed, asked.output)
    for name, count in sorted(done.items()):
        sys.stdout.write(f"{name}: {count}\n")
    sys.stdout.write(f"{sum(done.values())} runs, {len(findings)} findings\n")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
