from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.diagnostics import Sink, Span
from reportgen.document.tidy import unit_name
from reportgen.facts import numerals
from reportgen.facts.amount import Units, parse_amounts, read_amounts
from reportgen.facts.amount_errors import AmountError
from reportgen.facts.amount_text import amount_text
from reportgen.facts.approximation import AFTER, BEFORE, BEHIND
from reportgen.facts.model import MULTIPLIERS, Amount, Approximation, WordPlace
from reportgen.facts.unit_table import KNOWN
from reportgen.sources.nodes import Scalar

B, N, M, U = WordPlace

GOOD: list[tuple[str, str, str, str, str, tuple[str, WordPlace] | None]] = [
    ("2263余吨", "2263", "2263", "", "吨", ("余", N)),
    ("100余万元", "100", "100", "万", "元", ("余", N)),
    ("超9052万元", "9052", "9052", "万", "元", ("超", B)),
    ("1万多元", "1", "1", "万", "元", ("多", M)),
    ("1万余人", "1", "1", "万", "人", ("余", M)),
    ("十余人", "十", "10", "", "人", ("余", N)),
    ("百余人", "百", "100", "", "人", ("余", N)),
    ("二十多万元", "二十", "20", "万", "元", ("多", N)),
    ("三千五百余户", "三千五百", "3500", "", "户", ("余", N)),
    ("一处", "一", "1", "", "处", None),
    ("90%", "90", "90", "", "%", None),
    ("51.37%", "51.37", "51.37", "", "%", None),
    ("-3.2%", "-3.2", "-3.2", "", "%", None),
    ("2亿元", "2", "2", "亿", "元", None),
    ("20517万元", "20517", "20517", "万", "元", None),
    ("20,517万元", "20,517", "20517", "万", "元", None),
    ("12.60万元", "12.60", "12.60", "万", "元", None),
    ("585.6亩", "585.6", "585.6", "", "亩", None),
    ("585.6 亩", "585.6", "585.6", "", "亩", None),
    ("3千克", "3", "3", "", "千克", None),
    ("三千克", "三", "3", "", "千克", None),
    ("5万千瓦时", "5", "5", "万", "千瓦时", None),
    ("4万元/吨", "4", "4", "万", "元/吨", None),
    ("约0.5倍", "0.5", "0.5", "", "倍", ("约", B)),
    ("200户以上", "200", "200", "", "户", ("以上", U)),
    ("100万元左右", "100", "100", "万", "元", ("左右", U)),
    ("2.3个百分点", "2.3", "2.3", "", "个百分点", None),
    ("8个村居", "8", "8", "", "个村居", None),
    ("17", "17", "17", "", "", None),
    ("１２３．５％", "123.5", "123.5", "", "%", None),
]


@pytest.mark.parametrize("case", GOOD, ids=[case[0] for case in GOOD])
def test_written_amounts(
    case: tuple[str, str, str, str, str, tuple[str, WordPlace] | None],
) -> None:
    text, digits, number, multiplier, unit, words = case
    approximation = Approximation(*words) if words else None
    assert parse_amounts(text) == (
        Amount(digits, Decimal(number), unit, multiplier, approximation),
    )
    assert str(parse_amounts(text)[0].number) == number


@pytest.mark.parametrize(("text", "value", "unit"), [
    ("一万二千元", 12_000, "元"), ("约一亿二千万元", 120_000_000, "元"),
    ("三万千瓦", 30_000, "千瓦"),
    ("十二万三千余人", 123_000, "人"), ("二十余万元", 200_000, "元"), ("一万亿元", 10 ** 12, "元"),
])
def test_large_chinese_numerals(text: str, value: int, unit: str) -> None:
    (amount,) = parse_amounts(text)
    assert (amount.value, amount.unit) == (value, unit)
    assert amount_text(amount) == text


def test_two_amounts_in_one_fact() -> None:
    found = parse_amounts("36户52人")
    assert [(a.digits, a.unit) for a in found] == [("36", "户"), ("52", "人")]


BAD = {
    "": "E0202", "abc": "E0202", "吨": "E0202", "超": "E0202", "几十人": "E0202", "数百户": "E0202",
    "万余人": "E0202", "若干": "E0202", "007": "E0202", "5.": "E0202", ".5": "E0202",
    "1.2.3万元": "E0202", "12,34": "E0202", "36户52": "E0202", "1亿2000万元": "E0202",
    "NaN": "E0203", "nan%": "E0203", "∞": "E0203", "-Infinity": "E0203", "inf": "E0203",
    "1e400": "E0203", "1E5万元": "E0203", "1.5e-3%": "E0203", "#DIV/0!": "E0203",
    "9" * 31: "E0204", "1" * 10_000 + "吨": "E0204", "0." + "1" * 30: "E0204",
    "12顿": "E0205", "5人日": "E0205", "1万多圆": "E0205", "3米/时": "E0205",
    "约100余户": "E0206", "超100余万元": "E0206", "近1万多元": "E0206", "约100户左右": "E0206",
    "达15829万元": "E0207", "完成35件": "E0207", "3-5年": "E0208", "3—5年": "E0208",
    "100至200户": "E0208", "10~20%": "E0208", "二三人": "E0211", "一百二户": "E0211",
    "十百人": "E0211", "三万一户": "E0211", "-0户": "E0202", "-0.00%": "E0202", "1余万元": "E0239",
    "八多万户": "E0239",
}


@pytest.mark.parametrize("text", BAD, ids=[text[:12] for text in BAD])
def test_refused(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amounts(text)
    assert caught.value.code == BAD[text]
    assert caught.value.hints
    assert 0 <= caught.value.offset <= len(text)
    assert len(caught.value.message) < 120


def test_thirty_digits_are_exact() -> None:
    digits = "1" * 30
    (amount,) = parse_amounts(digits + "万亿元")
    assert amount.value == Decimal(digits + "0" * 12)


def test_unknown_unit_names_the_nearest_and_the_way_out() -> None:
    with pytest.raises(AmountError) as caught:
        parse_amounts("12平方公理")
    assert caught.value.hints == (
        "是不是：平方公里？", "确是新单位，在文件开头写明“单位: [平方公理]”")


def test_own_units() -> None:
    (amount,) = parse_amounts("5人日", Units.known(("人日",)))
    assert amount.unit == "人日"


def scalar(text: str, *, quoted: bool = False) -> Scalar:
    return Scalar(text, Span("f.yaml", 3, 9, len(text)), quoted)


def test_places_in_the_source() -> None:
    sink = Sink()
    assert read_amounts(scalar("约100余户"), Units.known(), sink) is None
    assert read_amounts(scalar("12顿", quoted=True), Units.known(), sink) is None
    assert [str(d.span) for d in sink.items] == ["f.yaml:3:9", "f.yaml:3:12"]


def test_place_in_a_sheet_stays_the_cell() -> None:
    sink = Sink()
    span = Span("f.xlsx", 2, 3, 1, "表1", "C2")
    assert read_amounts(Scalar("12顿", span), Units.known(), sink) is None
    assert sink.items[0].span == span


def test_full_width_digits_are_read_and_said() -> None:
    sink = Sink()
    found = read_amounts(scalar("１２３吨"), Units.known(), sink)
    assert found is not None
    assert found[0].digits == "123"
    assert [(d.code, d.hints) for d in sink] == [("I0209", ("把“１２３吨”改成“123吨”",))]


ARABIC = st.builds(
    lambda sign, whole, fraction: sign + whole + ("." + fraction if fraction else ""),
    st.sampled_from(("", "-")), st.integers(0, 10**15).map(str),
    st.text("0123456789", max_size=8),
)
CHINESE = st.integers(0, 9999).map(numerals.spell)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    """Amounts in normal form: 千瓦 is a unit, not 千 times 瓦; 三千 a numeral; ㎡ is 平方米."""
    digits = draw(ARABIC | CHINESE)
    chinese = numerals.value(digits)
    unit = unit_name(draw(st.sampled_from(sorted(KNOWN))))
    usual = [
        m for m in sorted(MULTIPLIERS)
        if not (m.endswith("千") and "千" + unit in KNOWN)
        and (chinese is None or m in {"", "万", "亿", "万亿"})
    ]
    multiplier = draw(st.sampled_from(usual))
    places = {B: BEFORE, N: AFTER, U: BEHIND} | ({M: AFTER} if multiplier else {})
    place = draw(st.sampled_from([None, *places]))
    word = Approximation(draw(st.sampled_from(places[place])), place) if place else None
    number = Decimal(digits) if chinese is None else Decimal(chinese)
    assume(number or digits[0] != "-")                         # nothing is −0
    assume(not (place is N and multiplier and abs(number) < 10))     # 1余万元 is not said
    return Amount(digits, number, unit, multiplier, word)


@given(amounts())
def test_what_is_printed_reads_back(amount: Amount) -> None:
    assert parse_amounts(amount_text(amount)) == (amount,)


@pytest.mark.slow
@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        found = parse_amounts(text)
    except AmountError as error:
        assert error.code.startswith("E02")
    else:
        assert all(amount.number.is_finite() for amount in found)
