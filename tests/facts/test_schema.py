"""The JSON Schema that editors use says what the reader says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from reportgen.diagnostics import Sink
from reportgen.facts.derive import MAX_DECIMALS, RULES
from reportgen.facts.entry import MODALITIES
from reportgen.facts.model import Dataset

Reader = Callable[[str], tuple[Dataset, Sink]]
HEAD = "标题: 测试\n期间: 2023年\n"


@pytest.fixture(scope="module")
def schema(root: Path) -> dict[str, Any]:
    found = json.loads((root / "reportgen/facts/schema.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def valid(schema: dict[str, Any], text: str) -> bool:
    checker = jsonschema.Draft202012Validator(schema)
    return checker.is_valid(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - texts only


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_sample_is_valid(schema: dict[str, Any], root: Path) -> None:
    text = (root / "data/jinxi-2023/facts.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(text.replace("日期: 2024-02-22", "日期: '2024'")), schema)
    first = text.partition("\n")[0].rpartition("=")[2]
    assert (root / "data/jinxi-2023" / first).resolve() == root / "reportgen/facts/schema.json"


def test_words_are_those_of_the_reader(schema: dict[str, Any]) -> None:
    fact, derived = schema["$defs"]["fact"], schema["$defs"]["derived"]
    assert fact["properties"]["进度"]["enum"] == list(MODALITIES)
    assert derived["properties"]["公式"]["enum"] == list(RULES)
    assert derived["properties"]["小数"]["enum"] == list(range(MAX_DECIMALS + 1))


def known_keys(sink: Sink) -> set[str]:
    (hint,) = next(d for d in sink if d.code == "E0121").hints
    return set(hint.removeprefix("可以写的键：").split("、"))


@pytest.mark.parametrize(("text", "part"), [
    ("怪键奇键: 1\n事实: [{编号: A, 名称: 甲, 数值: 1户}]\n", None),
    ("事实: [{编号: A, 名称: 甲, 数值: 1户, 怪键奇键: 1}]\n", "fact"),
    ("主体: [{编号: A, 名称: 甲, 怪键奇键: 1}]\n"
     "事实: [{编号: A, 名称: 乙, 数值: 1户}]\n", "entity"),
    ("事实: [{编号: A, 名称: 甲, 数值: 1户}]\n"
     "测算: [{编号: X, 名称: 乙, 公式: 占比, 取自: [A, A], 小数: 1, 怪键奇键: 1}]\n", "derived"),
])
def test_keys_are_those_of_the_reader(
    schema: dict[str, Any], read: Reader, text: str, part: str | None,
) -> None:
    _, sink = read(text)
    place = schema["$defs"][part] if part else schema
    assert known_keys(sink) == set(place["properties"])
    assert not valid(schema, HEAD + text)


@pytest.mark.parametrize("text", [
    "事实: [{编号: A, 名称: 甲}]\n", "事实: [{名称: 甲, 数值: 1户}]\n",
    "事实: [{编号: A, 名称: 甲|乙, 数值: 1户}]\n",
    "事实: [{编号: A, 名称: 甲, 数值: 1户, 进度: 完成}]\n",
    "事实: [{编号: A, 名称: 甲, 数值: 1户, 累计: 对}]\n",
    "事实: [{编号: A, 名称: 甲, 状态: '{数}'}]\n", "说明: 无\n",
])
def test_both_refuse(schema: dict[str, Any], read: Reader, text: str) -> None:
    _, sink = read(text)
    assert sink.has_errors
    assert not valid(schema, HEAD + text)
