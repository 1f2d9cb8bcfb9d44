"""Briefing folders for tests: the template of `init`, changed as a test needs it."""

from __future__ import annotations

import shutil
from pathlib import Path

import reportgen

TEMPLATE = Path(reportgen.__file__).parent / "templates" / "briefing"


def make(folder: Path, **changes: str | bytes) -> Path:
    """A briefing in `folder`; `facts=…` or `narrative=…` replace those files."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, name in (("facts", "facts.yaml"), ("narrative", "briefing.md")):
        content = changes.get(key)
        if content is None:
            shutil.copyfile(TEMPLATE / name, folder / name)
        elif isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            (folder / name).write_text(content, encoding="utf-8")
    return folder


def facts_text() -> str:
    """The template's facts."""
    return (TEMPLATE / "facts.yaml").read_text(encoding="utf-8")


def narrative_text() -> str:
    """The template's narrative."""
    return (TEMPLATE / "briefing.md").read_text(encoding="utf-8")
