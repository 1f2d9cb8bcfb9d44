"""The certificate of a verification: one page, what was looked at, each row with its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from reportgen.acts.archive import Desk
from reportgen.acts.press import Press, press, titled, told
from reportgen.acts.proving import Proof
from reportgen.archive.properties import ROWS, Result, Verdict
from reportgen.archive.record import WAIVED
from reportgen.edition import Progress
from reportgen.layout.forms import Field, Kind, Row
from reportgen.version import __version__

Found = Mapping[str, Sequence[tuple[str, Verdict]]]     # code of a row → records, what they came to

_ORDER = (Result.FAILED, Result.NOTED, Result.NOT_RUN, Result.PASSED)     # the worst first
_TITLE = "四性检测证书"
_MOST = 4       # lines of a reason, where there is room
_COUNTS, _RESULTS = (1, 1, 1, 1, 1), (2, 4, 2, 11)      # widths of columns
_SAID = "理由排不下就截短，全文用 reportgen archive verify --json 看。" \
    "“未执行”的要另做。这是检测的记录，不是电子签名。"


def certified(
    at: Desk, proof: Proof, path: Path, progress: Progress, place: Path | None = None,
) -> None:
    """Write the certificate; `place` is another archive that was looked at."""
    progress("写证书")
    at.world.write_all({path: certificate(at, proof, str(place or at.folder))})


def certificate_of(issue: str, out: Path) -> Path:
    """Where the certificate of an issue's record lies, unless another place is told."""
    return out / f"{issue}（{_TITLE}）.pdf"


def certificate(at: Desk, proof: Proof, place: str) -> bytes:
    """The certificate as a PDF of one page: reasons are cut as far as that needs."""
    made = press(at)
    found = {row.code: [(name, verdict) for name, rows in proof.records.items()
                        for each, verdict in rows if each is row] for row in ROWS}
    for most in range(_MOST, 0, -1):
        form = made.paper([*_head(at, made, proof, place, min(most, 2)), *_counts(made, found),
                           *_results(made, found, most), *_foot(at, made)])
        if len(made.pages([form]).pages) == 1:
            break
    return made.pdf(_TITLE, [form])


def _head(at: Desk, made: Press, proof: Proof, place: str, most: int) -> Iterator[Row]:
    names = list(proof.records)
    shown = "、".join(names[:2]) + (f" 等 {len(names)} 件" if len(names) > 2 else "")
    yield titled(_TITLE)
    yield from told(("立档单位", made.unit), ("全宗号", at.office.fonds), ("档案", place),
                    ("程序", f"reportgen {__version__}"), many=2, most=1)
    yield from told(
        ("检测的件", shown or "没有"), ("检测时间", at.disk.now().isoformat(" ")),
        ("末条摘要", proof.whole.head), ("逐字节核对", _bytes(proof)),
        *((WAIVED, text) for text in [_waived(proof)] if text), most=most)


def _waived(proof: Proof) -> str:
    """What was let pass in the records that were looked at."""
    return "；".join(f"{name}：{'，'.join(passed)}" for name, record in proof.whole.records.items()
                    if name in proof.records and (passed := dict.fromkeys(record.waivers)))


def _bytes(proof: Proof) -> str:
    whole, wrong = proof.whole, [each for each in proof.whole.sink if each.is_error]
    looked = f"目录库 {whole.entries} 条，{len(whole.records)} 件，{whole.objects} 个文件，" \
        f"{whole.size} 字节"
    if not wrong:
        return f"通过：{looked}"
    return f"未通过：{len(wrong)} 处，第一处 {wrong[0].code} {wrong[0].message}；看了{looked}"


def _counts(made: Press, found: Found) -> Iterator[Row]:
    """How often each property came to each result."""
    yield _space(made)
    yield _line(Kind.HEAD, ("四性（项次）", *(result.value for result in _ORDER)), _COUNTS)
    for name, group in groupby(ROWS, key=lambda row: row.property):
        counts = Counter(verdict.result for row in group for _, verdict in found[row.code])
        yield _line(Kind.CELLS, (name, *(str(counts[result]) for result in _ORDER)), _COUNTS)


def _results(made: Press, found: Found, most: int) -> Iterator[Row]:
    yield _space(made)
    yield _line(Kind.HEAD, ("四性", "项目", "结果", "理由"), _RESULTS)
    for row in ROWS:
        worst = min((verdict.result for _, verdict in found[row.code]), key=_ORDER.index,
                    default=Result.NOT_RUN)
        line = _line(Kind.CELLS, (row.property, row.title, worst.value), _RESULTS[:-1])
        why = Field(_reason(found[row.code], worst), _RESULTS[-1], most=most)
        yield line._replace(fields=(*line.fields, why))


def _reason(found: Sequence[tuple[str, Verdict]], worst: Result) -> str:
    """Of one record its note; of several what the worst of them say, and how many they are."""
    if len(found) < 2:
        return "".join(verdict.note for _, verdict in found)
    counts = Counter(verdict.result for _, verdict in found)
    if worst is Result.PASSED:
        return f"{len(found)} 件"
    notes: dict[str, list[str]] = {}
    for name, verdict in found:
        if verdict.result is worst:
            notes.setdefault(verdict.note, []).append(name)
    said = "，".join(f"{result.value} {counts[result]} 件" for result in _ORDER if counts[result])
    return f"{said}。" + "；".join(
        note if len(names) == len(found) else
        f"{note}（{names[0]}{f' 等 {len(names)} 件' if len(names) > 1 else ''}）"
        for note, names in notes.items())


def _foot(at: Desk, made: Press) -> Iterator[Row]:
    yield Row(Kind.LINE, (Field(_SAID, align="left"),))
    yield from told(("检测人", at.who), ("复核人", ""), many=2, most=1,
                    height=made.points("forms.margin") / 2)


def _space(made: Press) -> Row:
    return Row(Kind.LINE, (Field(""),), made.points("forms.margin") / 6)


def _line(kind: Kind, texts: Sequence[str], widths: Sequence[float]) -> Row:
    style = "form_head" if kind is Kind.HEAD else "form_text"
    return Row(kind, tuple(Field(text, width, style, "center", most=1)
                           for text, width in zip(texts, widths, strict=True)))
