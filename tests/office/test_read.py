"""`office.yaml`: found from below, read strictly, and its profile used where none is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from support import briefings

from reportgen import pipeline
from reportgen.diagnostics import Diagnostic, ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.office.model import Mail
from reportgen.office.read import find_office, required_office
from reportgen.world import DiskWorld

HERE = Path("/镇/2024年第5期")


def world(text: str, **more: str) -> MemoryWorld:
    files = {f"/镇/{name}": content.encode() for name, content in more.items()}
    return MemoryWorld({"/镇/office.yaml": text.encode(), "/镇/2024年第5期/briefing.md": b"x",
                        **files})


def refused(text: str) -> Diagnostic:
    with pytest.raises(ReportError) as caught:
        find_office(HERE, world(text))
    (found,) = caught.value.diagnostics
    return found


@pytest.fixture(scope="module")
def schema(root: Path) -> Any:
    return json.loads((root / "reportgen/office/schema.json").read_text(encoding="utf-8"))


def test_the_sample(root: Path, schema: Any) -> None:
    office = required_office(root / "data/office/2024年第5期", DiskWorld())
    assert office.folder.resolve() == root / "data/office"
    assert (office.unit, office.fonds, office.section) == ("示例镇人民政府办公室", "J012", "BGS")
    assert office.issuers == ("示例镇人民政府办公室", "示例镇人民政府")
    assert office.mail == Mail("示例镇政府办公室 <office@example.invalid>",
                               "smtps://smtp.example.invalid:465")
    text = (root / "data/office/office.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(text), schema)
    assert all(office.path(name).is_file() for name in (office.retention, office.book))


def test_none_above_is_none() -> None:
    nowhere = MemoryWorld({"/甲/briefing.md": b"x"})
    assert find_office(Path("/甲"), nowhere) is None
    with pytest.raises(ReportError, match="E0180"):
        required_office(Path("/甲"), nowhere)


def test_the_nearest_counts() -> None:
    both = MemoryWorld({"/县/office.yaml": "单位: 甲县".encode(),
                        "/县/镇/office.yaml": "单位: 乙镇".encode()})
    assert required_office(Path("/县/镇/第1期"), both).unit == "乙镇"
    assert required_office(Path("/县"), both).unit == "甲县"


def test_files_are_named_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = office(tmp_path, "简报")
    monkeypatch.chdir(tmp_path)
    assert required_office(folder, DiskWorld()).folder == Path()
    monkeypatch.chdir(folder)
    assert required_office(Path(), DiskWorld()).folder == tmp_path


def test_what_is_left_out() -> None:
    office = required_office(HERE, world("单位: 示例镇\n"))
    assert (office.issuers, office.fonds_name, office.archive) == (("示例镇",), "示例镇", "档案")
    assert (office.profile, office.retention, office.mail) == ("", "", None)


@pytest.mark.parametrize(("line", "code", "words"), [
    ("板式: 简报", "E0121", "版式"), ("档案: ../档案", "E0181", "绝对路径"),
    ("通讯录: 甲/../../乙.csv", "E0181", "绝对路径"), ("通讯录: '..\\乙.csv'", "E0181", "绝对路径"),
    ("扫描分辨率: 二百", "E0182", "200"), ("扫描分辨率: 0", "E0182", "200"),
    ("全宗号: 12", "E0182", "J012"), ("机构代码: 办公室", "E0182", "BGS"),
    ("邮件: {发件人: 甲, 服务: 'smtps://a:b@c.invalid'}", "E0183", "smtps://"),
    ("邮件: {发件人: 甲, 服务: c.invalid}", "E0183", "smtps://"),
    ("邮件: {发件人: 甲, 服务: 'smtps://[c'}", "E0183", "smtps://"),
    ("邮件: {发件人: 甲, 服务: 'smtps://c.invalid', 密码: 甲}", "E0121", "可以写的键"),
    ("责任者: []", "E0123", "填上"), ("单位: 乙", "E0111", "删去"),
])
def test_what_is_refused(line: str, code: str, words: str, schema: Any) -> None:
    text = f"单位: 示例镇\n{line}\n"
    found = refused(text)
    assert found.code == code
    assert found.span.line == 2
    assert words in "".join(found.hints)
    if code != "E0111":     # a mapping of PyYAML has no key twice
        told = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts only
        assert not jsonschema.Draft202012Validator(schema).is_valid(told)


def test_no_mapping_and_no_unit() -> None:
    assert refused("- 甲\n").code == "E0122"
    assert refused("全宗号: J012\n").code == "E0120"


def test_keys_of_the_schema_are_those_of_the_reader(schema: Any) -> None:
    def known(text: str) -> set[str]:
        (hint,) = refused(text).hints
        return set(hint.removeprefix("可以写的键：").split("、"))

    assert known("单位: 甲\n怪怪怪键: 1\n") == set(schema["properties"])
    mail = "单位: 甲\n邮件: {发件人: 甲, 服务: 'smtps://a.invalid', 怪怪怪键: 1}\n"
    assert known(mail) == set(schema["properties"]["邮件"]["properties"])


def office(tmp_path: Path, profile: str) -> Path:
    (tmp_path / "office.yaml").write_text(f"单位: 示例镇\n版式: {profile}\n", encoding="utf-8")
    (tmp_path / "本镇.yaml").write_text("继承: 简报\n名称: 本镇简报\n", encoding="utf-8")
    return briefings.make(tmp_path / "第1期")


def test_its_profile_is_used_where_the_front_matter_names_none(tmp_path: Path) -> None:
    folder = office(tmp_path, "本镇.yaml")
    assert pipeline.load(folder).profile.name == "本镇简报"
    told = briefings.narrative_text().replace("期号: 1", "期号: 1\n版式: 简报")
    briefings.make(folder, narrative=told)
    assert pipeline.load(folder).profile.name == "简报"


def test_another_kind_of_document_keeps_its_own(tmp_path: Path) -> None:
    assert pipeline.load(office(tmp_path, "文件")).profile.name == "简报"


def test_a_profile_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        pipeline.load(office(tmp_path, "甲.yaml"))
    assert caught.value.diagnostics[0].code == "E0133"
    with pytest.raises(ReportError) as caught:
        pipeline.load(office(tmp_path, "没有的"))
    (found,) = caught.value.diagnostics
    assert (found.code, Path(found.span.file).name, found.span.line) == ("E0133", "office.yaml", 2)
