import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.docx.readback import PROFILE, written
from support.docx.samples import EVERYTHING, PICTURES

from reportgen.writers.docx.write import write_docx

HERE = Path(__file__)
DIGEST = """
import hashlib
from support.docx.samples import EVERYTHING, PICTURES
from reportgen.style.profile import load_profile
from reportgen.writers.docx.write import write_docx
print(hashlib.sha256(write_docx(EVERYTHING, load_profile(), PICTURES)).hexdigest())
"""


def test_parts() -> None:
    assert sorted(written(EVERYTHING, PICTURES).parts) == [
        "[Content_Types].xml", "_rels/.rels", "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml", "customXml/itemProps1.xml", "docProps/app.xml", "docProps/core.xml",
        "docProps/custom.xml", "word/_rels/document.xml.rels", "word/document.xml",
        "word/fontTable.xml", "word/footer-default.xml", "word/footer-even.xml",
        "word/media/figure1.png", "word/media/figure1.svg", "word/numbering.xml",
        "word/settings.xml", "word/styles.xml",
    ]


def test_zip_is_in_order_and_timeless() -> None:
    archive = zipfile.ZipFile(io.BytesIO(write_docx(EVERYTHING, PROFILE, PICTURES)))
    names = [entry.filename for entry in archive.infolist()]
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def digest(seed: str, zone: str) -> str:
    roots = [str(HERE.parents[2]), *filter(None, sys.path)]
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(roots)}
    return subprocess.run(
        [sys.executable, "-c", DIGEST], env=env, check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.slow
def test_other_seed_and_zone_same_bytes() -> None:
    assert digest("1", "UTC") == digest("2", "Asia/Shanghai")


@pytest.mark.parametrize("name", ["docx", "lxml"])
def test_importing_the_writer_loads_nothing_heavy(name: str) -> None:
    code = f"import sys, reportgen.writers.docx as it; sys.exit({name!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True,
                   env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
