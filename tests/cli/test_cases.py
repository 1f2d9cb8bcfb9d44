"""Commands tested as files: what is typed, what is shown, the exit code (cases/*.md).

A case runs in an empty folder. The steps of its `sh` block run one after another; only the last
one's output is compared, the others must succeed. Besides `reportgen …` a step may be
`sample FOLDER NAME` (a copy of data/NAME), `replace FILE OLD NEW`, `append FILE TEXT` (with \\n and
\\t), `write FILE TEXT` or `remove FILE`.
`pytest tests/cli/test_cases.py --accept` rewrites the files with what is shown now.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from reportgen.cli import main

DATA = Path(__file__).parents[2] / "data"
CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
BLOCK = re.compile(r"^```(?P<kind>sh|stdout|stderr)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
EXIT = re.compile(r"^退出码 (?P<code>\d+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A help page is as wide everywhere."""
    monkeypatch.setenv("COLUMNS", "96")


def test_there_are_cases() -> None:
    assert CASES


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], accept: bool,
) -> None:
    text = path.read_text(encoding="utf-8")
    blocks = {found["kind"]: found["body"] for found in BLOCK.finditer(text)}
    monkeypatch.chdir(tmp_path)
    *before, last = blocks["sh"].splitlines()
    for step in before:
        assert run(step) == 0, f"{step}\n{capsys.readouterr()}"
    capsys.readouterr()
    code = run(last)
    shown = capsys.readouterr()
    golden = rewritten(text, shown.out, shown.err, code)
    if accept:
        path.write_text(golden, encoding="utf-8")
    assert golden == text
    assert "Traceback" not in shown.err


def run(step: str) -> int:
    """One step; its exit code."""
    program, *words = shlex.split(step)
    if program == "reportgen":
        return main(words)
    file, *texts = words
    path = Path(file)
    texts = [text.replace("\\n", "\n").replace("\\t", "\t") for text in texts]
    match program:
        case "sample":
            shutil.copytree(DATA / texts[0], path)
        case "replace":
            content = path.read_text(encoding="utf-8")
            assert texts[0] in content, step
            path.write_text(content.replace(texts[0], texts[1]), encoding="utf-8")
        case "append":
            path.write_text(path.read_text(encoding="utf-8") + texts[0], encoding="utf-8")
        case "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[0], encoding="utf-8")
        case "remove":
            path.unlink()
        case _:
            raise AssertionError(f"unknown step: {step}")
    return 0


def rewritten(text: str, out: str, err: str, code: int) -> str:
    """The case with what is shown now."""
    sizes = re.sub(r'"bytes": \d+', '"bytes": 0', out)     # a byte more is no change of behaviour
    shown = {"stdout": ended(sizes), "stderr": ended(err)}

    def block(found: re.Match[str]) -> str:
        kind = found["kind"]
        return f"```{kind}\n{shown.get(kind, found['body'])}```"

    return EXIT.sub(f"退出码 {code}", BLOCK.sub(block, text))


def ended(text: str) -> str:
    """With a newline at the end, if there is anything."""
    return text if not text or text.endswith("\n") else text + "\n"
