"""Content streams are cut as qpdf cuts them; what is wrong in them is met, not passed over."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.proof.twins import twins

from reportgen.proof.pdf.operators import RUN, String, content_of, operators


def plainly(value: Any) -> Any:
    """What qpdf gives, as it is told here."""
    if isinstance(value, pikepdf.Array):
        return [plainly(each) for each in value]
    if isinstance(value, pikepdf.Dictionary):
        return {key: plainly(value[key]) for key in value.keys()}  # noqa: SIM118 - no mapping
    if isinstance(value, pikepdf.String):
        return String(bytes(value))
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        return float(value)
    return str(value) if isinstance(value, pikepdf.Name) else value


def by_qpdf(content: bytes) -> list[tuple[str, list[Any]]]:
    pdf = pikepdf.new()
    stream = pdf.make_stream(content)
    return [(str(each.operator), [plainly(one) for one in each.operands])
            for each in pikepdf.parse_content_stream(stream)]


def by_us(content: bytes) -> list[tuple[str, list[Any]]]:
    """Our operators, a run as the six that it stands for."""
    found = list[tuple[str, list[Any]]]()
    for name, operands in operators(content):
        if name == RUN:
            face, size, spacing, x, y, shown = operands
            begun = found and found[-1][0] == "BT"
            found += [*[("BT", [])] * (not begun), ("Tf", [face, size]), ("Tc", [spacing]),
                      ("Tm", [1.0, 0.0, 0.0, 1.0, x, y]),
                      ("TJ" if isinstance(shown, list) else "Tj", [shown]), ("ET", [])]
        else:
            found.append((name, operands))
    return found


CONTENT = [
    b"0 g BT /F1 12 Tf 0.000 Tc 1 0 0 1 72.5 700 Tm <0102>Tj ET\nEMC",
    b"BT /F1 12 Tf 0.000 Tc 1 0 0 1 72.5 -7.25 Tm [<0102>-3.5<03><>4<05>]TJ ET",
    b"BT /F1 12 Tf 0 Tc 1 0 0 1 7 7 Tm <01>Tj ETx", b"BT /F1 12 Tf 0 Tc 1 0 0 1 7 7 Tm <012>Tj ET",
    b"(a\\(b\\)(c)\\101\\n\\\r\nd\re)Tj", b"<48 65\n6C6>Tj", b"[(a)-20(b)]TJ/F1 3 Tf",
    b"/A#20B<</MCID 3/L[1 2]/S(x)/D<</E/F>>>>BDC", b"/TD<</MCID 3>>BDC EMC", b"/P /MC0 BDC",
    b"q % (comment\n1 0 0 1 .5 -.5 cm+3. w Q", b"", b"  \n", b"true false null /X gs",
    b"1 2 3 4 5 6 7 8 9 sc", b"(\xfe\xff\x4e\x2d)'", b"1 0 (x)\"", b"f*B*b*n", b"[]0 d",
    b"/ 1 w", b"0 0 1 rg/P<</MCID 12>>BDC(a)Tj",
]


@pytest.mark.parametrize("content", CONTENT)
def test_operators_are_those_of_qpdf(content: bytes) -> None:
    assert by_us(content) == by_qpdf(content)


def test_a_page_is_cut_as_by_qpdf() -> None:
    with pikepdf.open(BytesIO(twins().pdf)) as pdf:
        for page in pdf.pages:
            content = content_of(page)
            assert RUN in {name for name, _ in operators(content)}
            assert by_us(content) == by_qpdf(content)


@given(st.lists(st.sampled_from([
    b"1", b"-.5", b"/N", b"(s)", b"<41>", b"[", b"]", b"<<", b">>", b"Tj", b"q", b"true", b"%x\n",
    b"BT /F1 12 Tf 0 Tc 1 0 0 1 7 7 Tm <01>Tj ET", b"/TD<</MCID 3>>BDC", b"EMC", b"\n"])))
def test_what_qpdf_reads_is_read_alike_or_met_as_strange(tokens: list[bytes]) -> None:
    content = b" ".join(tokens)
    ours = by_us(content)
    if not {name for name, _ in ours} & {"[", "…"} and None not in [
            each for _, operands in ours for each in operands]:
        assert ours == by_qpdf(content)


@pytest.mark.parametrize("content", [
    b"[(a) Tj", b"[(a) Tj] TJ", b"(a", b"<< /A", b"] w", b"1.2.3 w", b"--1 w", b"1e5 w", b"}",
    b"BI /W 1 ID \x00(\xff EI Q", b"<4G>Tj", b"1 2", b"> w", b"\xff\xfe w",
])
def test_what_is_wrong_is_met(content: bytes) -> None:
    known = {"w", "Tj", "TJ", "Q"}
    assert any(name not in known or None in operands for name, operands in operators(content))
