from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
from support.docx.readback import PROFILE, written
from support.docx.samples import EVERYTHING, PICTURES

from reportgen.version import __version__
from reportgen.writers.docx.write import write_docx


def test_core_properties() -> None:
    core = docx.Document(BytesIO(write_docx(EVERYTHING, PROFILE, PICTURES))).core_properties
    assert (core.title, core.subject) == ("锦溪镇工作简报第1期", "2023年工作")
    assert core.author == core.last_modified_by == "锦溪镇党政办"
    assert core.keywords == "简报；年终"
    assert core.language == "zh-CN"
    assert core.revision == 1
    assert core.created == core.modified == datetime(2024, 2, 22, tzinfo=UTC)


def test_what_is_too_long_for_a_property_is_cut() -> None:
    long = replace(EVERYTHING.meta, title="题" * 300, issuer="示例县综合管理办公室、" * 30,
                   subject="主" * 256, keywords=("词",) * 200)
    core = docx.Document(BytesIO(write_docx(
        replace(EVERYTHING, meta=long), PROFILE, PICTURES))).core_properties
    assert [len(each) for each in (core.title, core.author, core.subject, core.keywords)] == \
        [255] * 4
    assert core.title == "题" * 254 + "…"


def test_program_and_version() -> None:
    file = written(EVERYTHING, PICTURES)
    assert f"reportgen {__version__}" in file.parts["docProps/custom.xml"].decode()
    assert "锦溪镇党政办" in file.parts["docProps/app.xml"].decode()
