"""What prints differently is told: the goldens of printed pages, held against CHANGELOG.md.

    python tools/goldens.py                what has changed since tests/goldens.lock
    python tools/goldens.py --why "开头"    take it over: how the line begins that tells the change

`tests/goldens.lock` has a line for each golden: its digest, its path, and how the line begins that
tells its last change, in CHANGELOG.md under the heading 印出来不一样的 ("新" for one that has not
changed). Goldens are what lies in a folder `goldens` below tests/, and the cases that end in
`reportgen text`. What a command shows on the screen is no printed page: it is told in the other
lists of the change log.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportgen.style.keys import english, is_leaf

ROOT = Path(__file__).resolve().parents[1]
HEADING = "### 印出来不一样的"
NEW = "新"
NO_WAY_BACK = "没有改回去的项"
SHORTEST = 6     # characters that tell one line from the others
_SETTING = re.compile(r"`([^`:]+): ?[^`]+`")
_LAST_STEP = re.compile(r"^```sh\n(?:.*\n)*?(reportgen .*)\n```$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A golden as it was taken over, and why it is so."""

    digest: str
    why: str = NEW


def goldens(root: Path) -> dict[str, str]:
    """Path → digest of every golden of what is printed."""
    tests = root / "tests"
    paths = [path for folder in tests.rglob("goldens") for path in folder.rglob("*")]
    paths += [path for path in tests.glob("cli/cases/*.md") if _prints(path)]
    return {path.relative_to(root).as_posix(): _digest(path)
            for path in sorted(paths) if path.is_file()}


def _prints(path: Path) -> bool:
    last = _LAST_STEP.search(path.read_text(encoding="utf-8"))
    return last is not None and last[1].startswith("reportgen text")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16]


def taken_over(root: Path) -> dict[str, Entry]:
    """The entries of the lock, by path."""
    lines = (root / "tests" / "goldens.lock").read_text(encoding="utf-8").splitlines()
    parts = (line.split(" ", 2) for line in lines if not line.startswith("#"))
    return {path: Entry(digest, why) for digest, path, why in parts}


def told(changelog: str) -> list[str]:
    """What the change log tells under the heading, of every version: a text for each item."""
    sections = re.split(r"^(?=##)", changelog, flags=re.MULTILINE)
    chosen = [section for section in sections if section.startswith(HEADING)]
    items = [item for section in chosen for item in re.split(r"^- ", section, flags=re.M)[1:]]
    return [re.sub(r"\s*\n\s*", "", item.strip()) for item in items]


def faults(root: Path) -> list[str]:
    """What is not taken over, or not told; and items that don't say how to keep the old look."""
    lock, now = taken_over(root), goldens(root)
    items = told((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    found = [f"{path}: {'changed' if path in lock else 'new'}" for path, digest in now.items()
             if path not in lock or lock[path].digest != digest]
    found += [f"{path}: gone" for path in lock.keys() - now.keys()]
    found += [f"{path}: no line of CHANGELOG.md under {HEADING} begins “{entry.why}”"
              for path, entry in lock.items() if entry.why != NEW and not _begins(entry.why, items)]
    return found + [f"CHANGELOG.md: “{item[:20]}…” names no setting of the profile that brings the "
                    f"old look back, nor says {NO_WAY_BACK}" for item in items if not _kept(item)]


def _begins(why: str, items: list[str]) -> bool:
    return len(why) >= SHORTEST and any(item.startswith(why) for item in items)


def _kept(item: str) -> bool:
    """Whether an item tells the setting that brings the old look back, or that there is none."""
    return NO_WAY_BACK in item or any(is_leaf(english(key)) for key in _SETTING.findall(item))


def take_over(root: Path, why: str) -> str:
    """Write the lock as the goldens are now; what is wrong with the reason, or nothing."""
    lock = taken_over(root)
    items = told((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    made: dict[str, Entry] = {}
    for path, digest in goldens(root).items():
        old = lock.get(path, Entry(digest))
        if old.digest == digest:
            made[path] = old
        elif not _begins(why, items):
            return (f"{path} has changed: write a line under {HEADING} in CHANGELOG.md, then "
                    f"python tools/goldens.py --why “its first {SHORTEST} characters or more”")
        else:
            made[path] = Entry(digest, why)
    _write(root, made)
    return ""


def _write(root: Path, entries: Mapping[str, Entry]) -> None:
    lines = ["# Written by python tools/goldens.py; see there."]
    lines += [f"{each.digest} {path} {each.why}" for path, each in sorted(entries.items())]
    (root / "tests" / "goldens.lock").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Tell what has changed, or take it over."""
    parser = argparse.ArgumentParser(description="goldens of printed pages and the change log")
    parser.add_argument("--why", help="how the line of CHANGELOG.md begins that tells the change")
    why = parser.parse_args().why
    wrong = [take_over(ROOT, why)] if why is not None else []
    wrong = [each for each in wrong if each] or faults(ROOT)
    print("\n".join(wrong) or "nothing is printed differently that is not told")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
