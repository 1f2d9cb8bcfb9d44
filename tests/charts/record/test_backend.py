"""Matplotlib comes late and lean, and nothing of ours stays behind in it."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import pytest
from charts.test_compile import run
from support.charts.samples import BARS
from support.charts.stub import CHAIN, THEME

from reportgen.charts.compile import drawing

LOAD = """
import os, sys
before = dict(os.environ)
from reportgen.charts.record import backend
backend.load()
assert dict(os.environ) == before
"""


def test_settings_are_as_they_were() -> None:
    before = dict(matplotlib.rcParams.copy())
    drawing(BARS, THEME, CHAIN)
    assert dict(matplotlib.rcParams.copy()) == before


def test_settings_of_the_host_do_not_show() -> None:
    plain = drawing(BARS, THEME, CHAIN)
    odd = {"lines.linewidth": 9.0, "patch.linewidth": 9.0, "hatch.linewidth": 9.0,
           "path.sketch": (1.0, 100.0, 2.0), "path.simplify": False, "font.size": 33.0}
    with matplotlib.rc_context(odd):
        assert drawing(BARS, THEME, CHAIN) == plain


@pytest.mark.slow
def test_a_settings_file_of_the_user_does_not_show(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("path.sketch: 1, 100, 2\n", encoding="utf-8")
    script = (
        "import os; os.chdir(os.environ['PLACE'])\n"
        "from support.charts.samples import BARS\nfrom support.charts.stub import CHAIN, THEME\n"
        "from reportgen.charts.record.cache import encode\n"
        "from reportgen.charts.compile import drawing\n"
        "print(encode(drawing(BARS, THEME, CHAIN)).hex())"
    )
    assert run(script, PLACE=str(tmp_path)) == run(script, PLACE=str(Path.cwd()))


@pytest.mark.slow
def test_no_fonts_are_listed_and_the_environment_is_put_back() -> None:
    script = LOAD + (
        "from matplotlib.font_manager import fontManager\n"
        "print(len(fontManager.ttflist), fontManager.ttflist[0].fname.rpartition('/')[2])"
    )
    assert run(script, MPLCONFIGDIR="/nonexistent", MATPLOTLIBRC="/nonexistent/rc") in {
        "1 DejaVuSans.ttf", "1 DejaVuSans.ttf".replace("/", "\\"),
    }


@pytest.mark.slow
def test_text_of_a_host_still_finds_a_font() -> None:
    script = LOAD + (
        "from matplotlib import font_manager\nfrom pathlib import Path\n"
        "print(Path(font_manager.findfont('DejaVu Sans')).is_file())"
    )
    assert run(script) == "True"


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_three_dimensions_come_when_a_host_asks() -> None:
    script = LOAD + (
        "assert 'mpl_toolkits.mplot3d' not in sys.modules\n"
        "from matplotlib.figure import Figure\n"
        "axes = Figure().add_subplot(projection='3d')\n"
        "print(type(axes).__module__)"
    )
    assert run(script) == "mpl_toolkits.mplot3d.axes3d"


@pytest.mark.slow
def test_a_host_that_came_first_keeps_what_it_has() -> None:
    script = "import matplotlib.font_manager as fm\nlist_ = fm.fontManager\n" + LOAD + (
        "assert fm.fontManager is list_\nprint('kept')"
    )
    # the host's own first import may report that it lists fonts; that is not ours
    assert run("import logging; logging.disable()\n" + script) == "kept"
