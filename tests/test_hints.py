"""Every hint is followed by machine: the fault is gone, and no other takes its place.

`tests/hints/*.md` and `tests/checks/cases/*.md` hold the inputs, `support.hints` reads the hints.
What only a person can do is listed in `ADVICE` with the reason; nothing else is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from support import briefings
from support.hints import (
    FRONT,
    HINTS,
    Case,
    Files,
    cases,
    faults,
    files_of,
    followed,
    found,
    text,
    told,
)

import reportgen
from reportgen.cli import main
from reportgen.diagnostics import Diagnostic
from reportgen.sources.rules import rules

CASES = tuple(cases())
ROOM = Path(reportgen.__file__).parent
TOLD = HINTS / "told.txt"

# Why no machine can do what the hint says → the codes of which no hint can be followed.
ADVICE = {
    "the words, the names, the numbers or their order are the writer's to choose":
        "E0111 E0115 E0116 E0117 E0119 E0120 E0122 E0123 E0153 E0155 E0158 E0159 E0171 E0201 E0204"
        " E0208 E0234 I0235 E0210 E0211 E0212 E0214 E0215 E0223 E0225 E0227 E0228 E0229 E0231 E0233"
        " E0241 E0247 E0308 E0310 E0315 E0326 E0333 E0361 E0370 I0358 I0401 W0302"
        " W0321 W0333 W0363 W0372 W0401 W0406 W0409 W0411 E0610 E0615 E0617 I0601 W0602 W0603 I0604"
        " W0365 E0422 W0431 W0432 W0433 W0434"
        " I0435 W0605 W0606 W0607 I0608 I0609 W0612 I0613 W0614 E0703 E0704 E0705 E0708 E0709"
        " E0710 E0713 E0727 E0728 W0718 W0719 W0724 W0729 W0735 E0736 I0440 I0441 E0172 E0173 E0174"
        " E0175"
        " I0621 I0622 I0623 I0624 I0625 I0626 W0616 E0627 W0491 W0493 W0494"
        " E0460 W0461 W0462 E0254 I0466 E0255 E0256"
        " E0467 W0467 E0468 E0469 W0469 E0470 W0470 I0471 W0472 E0473 W0474 W0475 W0476 E0477"
        " E0480 E0481 E0482 W0483 I0484",
    "only the source of the numbers can say which is right":
        "E0218 E0242 E0243 E0244 E0245 E0246 E0248 E0249 E0251 E0252 E0253 E0319 E0403 E0404"
        " W0405 E0407 E0408 W0410 E0412 E0413 W0324"
        " E0702 E0723 W0717 W0734 W0490 W0492 W0495 W0496 W0497"
        " E0464 E0465",
    "every line of the file is to be changed, or the file saved anew by another program":
        "E0103 E0104 E0105 I0106 W0109 E0114 E0140 E0141 E0142 E0143 W0144 I0145 E0146 I0236"
        " E0220 I0220 E0222 E0224 E0147 E0150 E0189 E0487",
    "the machine, its files and faces are to be changed":
        "E0101 E0102 E0125 I0125 W0126 E0130 E0131 E0132 E0136 E0502 E0503 E0504 E0505 E0506 I0507"
        " I0508 I0509 I0510 I0511 E0706 E0904 E0905 E0907 E0908 E0910 E0911"
        " E0913 E0914 E0137 E0138 I0139 W0139",
    "a photograph is to be changed, and a program of photographs does that":
        "W0160 E0162 E0163 E0164 E0165 I0166 I0167 I0168",
    "the command is to be typed anew: `test_commands` follows these":
        "E0148 I0149 E0187 E0188 I0193 W0194 I0195 E1046 E0135 E0901"
        " E0902 E0903 E0906 E0909 E0230 E1237 E0912 E0486 E0915 E0916 E0917",
    "it is the program's fault, and the maintainer's to mend":
        "E0701 E0720 E0721 E0722 E0725 E0726 E0730 E0731 E0732 E0820 E0821 E0822 E0823"
        " E0824 E0999 E1047",
    "paper, a scanner, a printer or the register decides, and a person with them":
        "E1201 E1202 E1210 E1211 E1212 E1213 E1214 W1215 E1216 W1217 E1218 E1220 E1221 E1222 E1223"
        " E1224 W1225 E1226 E1227 E1228 E1229 E1230 E1231 E1232 E1233 E1234 E1235 W1236 E1240"
        " W1241 I1242 E1243",
    "a finished file is judged; what is to be done with it is a person's decision":
        "E1000 E1001 E1002 E1003 E1004 E1005 E1006 E1007 E1008 E1009 E1010 E1011 E1012 E1013"
        " E1014 E1015 E1016 E1017 E1018 E1019 E1020 W1021 W1022 I1023 W1024 I1025 I1026 W1027"
        " W1028 W1029 I1030 W1031 W1032 I1033 W1034 W1035 I1036 W1037 W1038 W1039 I1040 I1041"
        " E1042 E1043 W1044 E1045",
    "whom a letter is for, and what a mail server says of it, is for people":
        "E1301 E1302 E1303 W1304 W1305 W1306 E1307 E1308 E1310 W1311 W1312 W1313 W1314 W1315 W1316"
        " W1317 E1318 E1319 E1321 E1322 E1323 E1324 E1325 W1326 E1327 W1328 E1329 E1330 W1331"
        " E1332 E1333",
    "a certificate, its passphrase and who may read a file are people's own":
        "E1150 I1151 E1152 E1153 E1154 E1155 E1156 W1157 E1158 E1159",
    "the office says what it is called, what it has and how long it keeps things":
        "E0180 E0181 E0182 E0183 E0184 E0185 E0186 E1122 E1127",
    "which units there are, what they are called and may take is for whoever runs the batch":
        "E1401 E1402 E1403 E1404 E1405 E1406 E1407 E1408 I1409 E1410"
        " W1420 W1421 W1422 W1423 W1424 W1425 W1440 E1441 E1450 E1451 E1452 W1453",
    "what is filed, corrected or destroyed is decided by people, and a disk is mended by them":
        "E1100 E1101 E1102 E1103 E1104 E1105 E1106 E1107 E1108 E1109 E1110 E1111 E1112 E1113"
        " E1114 E1115 W1116 I1117 W1118 W1119 E1120 E1121 E1123 E1124 W1125 E1126 E1128 E1129"
        " E1130 E1131 E1132 E1133 E1134 E1135 E1136 E1137 E1140 E1141 E1142 I1143",
    "which of the numbers that do not fit each other is wrong, only the office knows":
        "E0440 W0441 E0442 W0443 W0444 W0445 E0446 W0447 E0448 E0449 E0450 E0451 E0452 E0454 E0455"
        " W0456",
}
LISTED = {code: why for why, codes in ADVICE.items() for code in codes.split()}


@cache
def raised(case: Case) -> tuple[Diagnostic, ...]:
    """What a case tells; of those of its code there must be one."""
    return found(case.files, case.draft)


def first(case: Case) -> Diagnostic:
    return next(each for each in raised(case) if each.code == case.code)


def told_of(item: Diagnostic, diagnostics: tuple[Diagnostic, ...]) -> int:
    """How often the same is said of the same line."""
    said = [(each.code, each.span.line, each.message) for each in diagnostics]
    return said.count((item.code, item.span.line, item.message))


def ways(case: Case) -> Iterator[tuple[str, Files]]:
    """What each hint of a case makes of its files."""
    item = first(case)
    for hint in item.hints:
        for files in followed(hint, item, case.files) or ():
            yield hint, files


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hints_mend(case: Case) -> None:
    item, before = first(case), faults(raised(case))
    for hint, files in ways(case):
        assert files != case.files, hint
        after = found(files, case.draft)
        assert told_of(item, after) < told_of(item, raised(case)), hint
        assert faults(after) <= before, (hint, faults(after) - before)


def words(item: Diagnostic) -> Iterator[str]:
    """All that is said of one thing, with its places, a line each."""
    yield f"{item.code} {item.span.line}:{item.span.column} {item.message}"
    yield from (f"  提示：{hint}" for hint in item.hints)
    yield from (f"  {span.line}:{span.column} {said}" for span, said in item.related)


def test_all_is_told_in_these_words(accept: bool) -> None:
    """`--accept` writes them anew; read what has changed."""
    told_now = "".join(f"## {case.name}\n" + "".join(
        f"{line}\n" for item in raised(case) for line in words(item)) for case in CASES)
    if accept:
        TOLD.write_text(told_now, encoding="utf-8")
    assert told_now == TOLD.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", [case for case in CASES if case.code == "W0330"],
                         ids=lambda case: case.name)
def test_a_number_that_is_tied_to_its_fact_prints_as_before(case: Case) -> None:
    printed = text(case.files)
    assert all(text(files) == printed for _, files in ways(case))


@cache
def followed_codes() -> frozenset[str]:
    return frozenset(case.code for case in CASES if any(True for _ in ways(case)))


def test_every_code_is_followed_or_advises() -> None:
    assert not set(rules()) ^ (followed_codes() | set(LISTED))
    assert not followed_codes() & set(LISTED), "can be followed: no advice"
    assert len(LISTED) == sum(len(codes.split()) for codes in ADVICE.values())


# ------------------------------------------------------------- what stands in the source code


def _parts(node: ast.expr) -> list[str | None]:
    """The pieces of a text in the code; None for what is put in."""
    match node:
        case ast.Constant(str() as text):
            return [text]
        case ast.JoinedStr(parts):
            return [piece for part in parts for piece in _parts(part)]
    return [None]


def _written() -> Iterator[tuple[str, str]]:
    """Where the code has a text that says what to type, and a pattern of it as printed."""
    for path in sorted(ROOM.rglob("*.py")):
        inner: set[int] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inner |= {id(part) for part in node.values}
            if id(node) in inner or not isinstance(node, ast.Constant | ast.JoinedStr):
                continue
            parts = _parts(node)
            if told("".join("甲" if part is None else part for part in parts)):
                yield (f"{path.relative_to(ROOM)}:{node.lineno}",
                       "".join("(?s:.*)" if part is None else re.escape(part) for part in parts))


def test_every_text_that_says_what_to_type_was_followed() -> None:
    printed = {hint for case in CASES for hint, _ in ways(case)}
    unseen = {place: pattern for place, pattern in _written()
              if not any(re.search(pattern, hint) for hint in printed)}
    assert not unseen


# ------------------------------------------------------------------------- what is typed at once

COMMANDS = {
    "buidl 示例": "build", "rule E03O1": "E0301", "docs 版势": "版式",
    "explain 示例果产直 示例": "示例果产值", "explain 示例果产力 示例": "示例果产量",
    "explain 产值": "data/乙",
}


@pytest.mark.parametrize("words", COMMANDS)
def test_commands_that_are_asked_for_run(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("示例", "data/甲", "data/乙"):
        briefings.make(Path(name))
    main(words.split())
    said, meant = capsys.readouterr().err, COMMANDS[words]
    assert meant in said
    wrong = next((word for word in words.split() if word not in ("rule", "docs", "explain")), "")
    right = [meant if word == wrong else word for word in words.split()]
    if meant.startswith("data"):
        right = ["explain", "示例果产值", meant]
    assert main(right) == 0


# --------------------------------------------------------------------- the examples of the rules

OFFICIAL = ("版式: 文件\n发文机关: 示例镇人民政府\n文号: 示政发〔2026〕1号\n"
            "标题: 关于示例工作的通知\n主送: [各村]\n成文日期: 2026-01-08\n")
# Where an example may stand: what it raises there the first half raises, the second does not.
PLACES: dict[str, Callable[[str], dict[str, str]]] = {
    "text": lambda each: {"": re.sub(" ?⏎ ?", "\n", each) + "\n"},
    "fact": lambda each: {"事实": f"- {{编号: Z1, 名称: 新指标, {each}}}\n"},
    "value": lambda each: {"事实": f"- {{编号: Z1, 名称: 新指标, 数值: {each}}}\n"},
    "front": lambda each: {"报头": _instead(FRONT, each)},
    "official": lambda each: {"报头": _instead(OFFICIAL, each)},
    "profile": lambda each: {"加报头": "版式: 本镇.yaml\n", "本镇.yaml": f"继承: 简报\n{each}\n"},
}
# The second half says what to do, or leaves out what stands around it.
IN_WORDS = {"E0110", "E0112", "E0115", "E0204", "E0208", "E0224", "E0301", "E0302", "E0305",
            "E0307", "W0365"}


def _instead(front: str, line: str) -> str:
    """A front matter with one line written anew."""
    key = line.partition(":")[0] + ":"
    return "".join(f"{each}\n" for each in (*front.splitlines(), line)
                   if each == line or not each.startswith(key))


def example(code: str, half: int) -> Iterator[tuple[Diagnostic, ...]]:
    """What half of a rule's example raises, where its first half raises the code."""
    halves = rules()[code].example.split(" → ")
    for place in PLACES.values() if len(halves) == 2 else ():
        if any(each.code == code for each in found(files_of(place(halves[0])))):
            yield found(files_of(place(halves[half])))
            return


def test_the_examples_of_the_rules_mend_what_they_show() -> None:
    shown = [code for code in rules()
             if code not in IN_WORDS and any(True for _ in example(code, 0))]
    assert len(shown) > 45
    for code in shown:
        (before,), (after,) = example(code, 0), example(code, 1)
        assert not any(each.code == code for each in after), code
        assert set(faults(after)) <= set(faults(before)), code
