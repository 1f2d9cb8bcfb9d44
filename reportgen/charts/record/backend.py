"""How matplotlib is brought in: late, lean, and without leaving a trace.

A first import of matplotlib reads the user's settings, lists every font of the system (up to half a
second on a fresh machine) and loads the 3D toolkit. None of that can matter to our charts, which
bring their own settings and faces. So when we are the first to import it, it gets a settings folder
with a ready font list, and a stand-in for the 3D axes that loads the real ones on first use. The
environment is put back at once. A program that imported matplotlib before us keeps what it has.

Reaches into matplotlib: the name and shape of its font list (a wrong guess only costs the time to
make one), `mpl_toolkits.mplot3d.Axes3D` in the registry of projections.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

_TOOLKIT = "mpl_toolkits.mplot3d"
_HIDDEN = ("MPLBACKEND", "MATPLOTLIBRC")
_VERSION = re.compile(r"^    __version__ = '([^']+)'", re.MULTILINE)
_FAMILIES = {"ttf": "DejaVu Sans", "afm": "Helvetica"}


def load() -> None:
    """Import what drawing needs of matplotlib, if it is not there yet."""
    if "matplotlib.figure" in sys.modules:
        return
    with ExitStack() as stack:
        if "matplotlib" not in sys.modules:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reportgen-")))
            _write_font_list(folder)
            stack.enter_context(_environment(MPLCONFIGDIR=str(folder)))
        if "matplotlib.projections" not in sys.modules and _TOOLKIT not in sys.modules:
            stack.enter_context(_stand_in())
        import matplotlib.figure  # noqa: F401


@contextmanager
def plain() -> Iterator[None]:
    """Matplotlib's own default settings, whatever the user or the host program set."""
    import matplotlib

    now = matplotlib.rcParams
    changed: dict[Any, Any] = {
        key: value
        for key, value in matplotlib.rcParamsDefault.items()
        if not key.startswith("backend") and now[key] != value
    }
    with matplotlib.rc_context(changed):
        yield


@contextmanager
def _environment(**own: str) -> Iterator[None]:
    """Environment variables for the time of an import; afterwards all is as before."""
    names = (*own, *_HIDDEN)
    before = {name: os.environ.get(name) for name in names}
    for name in _HIDDEN:
        os.environ.pop(name, None)
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _write_font_list(folder: Path) -> None:
    """A font list that holds the one face matplotlib brings along."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return
    source = Path(spec.origin).with_name("font_manager.py")
    found = _VERSION.search(source.read_text(encoding="utf-8")) if source.is_file() else None
    if found is None:
        return
    face = {
        "fname": "fonts/ttf/DejaVuSans.ttf", "index": 0, "name": "DejaVu Sans",
        "style": "normal", "variant": "normal", "weight": 400, "stretch": "normal",
        "size": "scalable", "__class__": "FontEntry",
    }
    fonts = {
        "_version": found[1], "_FontManager__default_weight": "normal", "default_size": None,
        "defaultFamily": _FAMILIES, "afmlist": [], "ttflist": [face],
        "__class__": "FontManager",
    }
    path = folder / f"fontlist-v{found[1]}.json"
    path.write_text(json.dumps(fonts), encoding="utf-8")


class _LateAxes3D:
    """Registered as the 3D projection; turns into the real one when somebody makes one."""

    name = "3d"

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """The real axes."""
        module = importlib.import_module(_TOOLKIT)
        return module.Axes3D(*args, **kwargs)


@contextmanager
def _stand_in() -> Iterator[None]:
    module = ModuleType(_TOOLKIT)
    module.__dict__["Axes3D"] = _LateAxes3D
    sys.modules[_TOOLKIT] = module
    try:
        yield
    finally:
        del sys.modules[_TOOLKIT]
