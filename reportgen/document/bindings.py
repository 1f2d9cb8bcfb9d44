"""How a fact is marked in a file that people edit, and the record of what was marked.

Each place that prints a fact has a hidden bookmark: Word allows 40 characters of letters, digits
and underscores, and hides a name that begins with an underscore. What each mark held when the file
was made is kept in the document's properties, which outlive another program's save; a property
holds at most 255 characters, so the record is cut into several.
"""

from __future__ import annotations

import hashlib
import re

LONGEST = 40
FACT_PREFIX = "_rg_"
_FORBIDDEN = re.compile(r"\W+")


def is_fact_mark(name: str) -> bool:
    """Whether a bookmark marks a fact."""
    return name.startswith(FACT_PREFIX)


def bookmark_name(prefix: str, name: str, suffix: str = "") -> str:
    """`prefix`, the name made fit for Word, `suffix`: at most 40 characters.

    A name that must be changed or cut gets a digest, so that two names stay two.
    """
    fit = _FORBIDDEN.sub("_", name).strip("_")
    room = LONGEST - len(prefix) - len(suffix)
    if fit != name or len(fit) > room:
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        fit = f"{fit[: room - 9]}_{digest}"
    return f"{prefix}{fit}{suffix}"
