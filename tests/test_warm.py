"""One process builds again and again: what it remembers changes no byte and does not grow."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import pipeline
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld

FILES = ("facts.yaml", "briefing.md")
# What is mostly edited: the digits of values, the words of sentences; now and then anything.
_EDITED = {"facts.yaml": re.compile("(?<=数值: )[0-9.]+"),
           "briefing.md": re.compile(r"(?<=[。；，])[^{}|\s]+(?=[，；。])")}
_NEW = "0123456789的与龘。，；"
_AGAIN = "import json, sys; from test_warm import made; print(*made(json.load(sys.stdin)))"
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0

Texts = dict[str, str]
Edit = tuple[str, int, str, bool]


def made(texts: Texts) -> list[str]:
    """Of a briefing: digests of its PDF and its Word file, and what was told; or what is wrong."""
    world = MemoryWorld({f"例/{name}": text.encode() for name, text in texts.items()})
    try:
        built = pipeline.build("例", "出", world)
    except ReportError as error:
        return [each.code + each.message for each in error.diagnostics]
    digests = [hashlib.sha256(world.read(path)).hexdigest() for path in built.files.values()]
    return [*digests, *(each.code + each.message for each in built.diagnostics)]


def edited(texts: Texts, edit: Edit) -> Texts:
    """A character of a text changed, or taken away."""
    name, place, new, wild = edit
    places = range(len(texts[name])) if wild else [
        at for found in _EDITED[name].finditer(texts[name]) for at in range(*found.span())]
    at = places[place % len(places)]
    return {**texts, name: texts[name][:at] + new + texts[name][at + 1 :]}


def texts_of(root: Path, name: str) -> Texts:
    """The files of a sample."""
    return {each: (root / "data" / name / each).read_text("utf-8") for each in FILES}


_EDITS = st.lists(
    st.tuples(st.sampled_from(FILES), st.integers(0, 20_000), st.sampled_from([*_NEW, ""]),
              st.sampled_from([False] * 7 + [True])), min_size=1, max_size=4)


@pytest.mark.slow
@settings(max_examples=8)
@given(sample=st.sampled_from(["jinxi-2023", "letter-2024", "minutes-2024", "gallery"]),
       edits=_EDITS)
def test_any_edits_give_what_a_new_process_gives(
    root: Path, sample: str, edits: list[Edit],
) -> None:
    texts = texts_of(root, sample)
    for edit in edits:
        texts = edited(texts, edit)
        told = made(texts)
    fresh = subprocess.run(
        [sys.executable, "-c", _AGAIN], input=json.dumps(texts), capture_output=True, text=True,
        check=True, env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"})
    assert fresh.stdout.strip() == " ".join(told)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_memory_stays_flat(root: Path) -> None:
    texts = texts_of(root, "letter-2024")
    held: list[int] = []
    for turn in range(200):
        made(edited(texts, ("briefing.md", turn * 7, str(turn % 10), False)))
        if turn in {60, 199}:
            gc.collect()
            held.append(int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE >> 20)
    assert held[1] - held[0] <= 6     # MiB
