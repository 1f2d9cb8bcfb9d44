"""A signature behind a file is let through, and nothing with it: other updates are planted."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from support.certificates import NOW, PASSPHRASE, certificate
from support.papers import everything, pdf_of

from reportgen import signing
from reportgen.proof.pdf.signed import more_than_a_signature

Writer = IncrementalPdfFileWriter
Change = Callable[[Writer], None]


@pytest.fixture(scope="module")
def plain() -> bytes:
    return pdf_of(*everything())


@pytest.fixture(scope="module")
def key() -> signing.SimpleSigner:
    return signing.signer_of(certificate(), PASSPHRASE, NOW, "p12")


@pytest.fixture(scope="module")
def signed(plain: bytes, key: signing.SimpleSigner) -> bytes:
    return signing.sign(plain, key, NOW).data


def test_a_signature_and_no_more(plain: bytes, signed: bytes) -> None:
    assert more_than_a_signature(plain, signed) == ""
    assert more_than_a_signature(plain, plain) == "没有签名，或不止一个"
    assert more_than_a_signature(plain + b"\n", signed) == "不是以生成的那一份开头"
    assert more_than_a_signature(plain, signed + b"\n") == "签名管不到整个文件"
    assert more_than_a_signature(b"%PDF-", b"%PDF-1.7 nothing") == "读不出来"


def other_size(pdf: Writer) -> None:
    page = pdf.root["/Pages"]["/Kids"][1]
    page["/MediaBox"] = pdf_array(0, 0, 100, 100)
    pdf.update_container(page)


def other_text(pdf: Writer) -> None:
    page = pdf.root["/Pages"]["/Kids"][1]
    page["/Contents"] = pdf.add_object(generic.StreamObject(stream_data=b"BT ET"))
    pdf.update_container(page)


def other_content(pdf: Writer) -> None:
    stream = pdf.root["/Pages"]["/Kids"][0]["/Contents"]
    stream._data, stream._encoded_data = b"BT ET", None
    pdf.update_container(stream)


def on_opening(pdf: Writer) -> None:
    pdf.root["/OpenAction"] = generic.DictionaryObject(
        {name("/S"): name("/JavaScript"), name("/JS"): generic.pdf_string("app.alert(1)")})
    pdf.update_root()


def other_title(pdf: Writer) -> None:
    pdf.set_info(generic.DictionaryObject({name("/Title"): generic.pdf_string("别的")}))


def a_note(pdf: Writer) -> None:
    page = pdf.root["/Pages"]["/Kids"][0]
    page["/Annots"] = generic.ArrayObject(
        [pdf.add_object(generic.DictionaryObject({name("/Subtype"): name("/Text")}))])
    pdf.update_container(page)


def something_beside(pdf: Writer) -> None:
    pdf.add_object(generic.DictionaryObject({name("/Type"): name("/Secret")}))


def name(text: str) -> generic.NameObject:
    return generic.pdf_name(text)


def pdf_array(*numbers: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, numbers))


@pytest.mark.parametrize("change", [
    other_size, other_text, other_content, on_opening, other_title, a_note, something_beside])
def test_a_signature_of_something_else(
    plain: bytes, key: signing.SimpleSigner, change: Change,
) -> None:
    """An update that shows other pages, and a good signature of both: the file still begins with
    what was made."""
    writer = IncrementalPdfFileWriter(BytesIO(plain))
    change(writer)
    out = BytesIO()
    writer.write(out)
    made = signing.sign(out.getvalue(), key, NOW).data
    assert made.startswith(plain)
    assert signing.verified(made)[0]
    assert more_than_a_signature(plain, made) not in ("", "读不出来")


def test_another_kind_of_signature(plain: bytes, signed: bytes, key: signing.SimpleSigner) -> None:
    """One that is drawn on the page; one that forbids changes; a second one."""
    wishes: list[tuple[dict[str, object], tuple[int, ...]]] = [
        ({}, (100, 100, 200, 200)), ({"certify": True}, (0, 0, 0, 0))]
    for options, box in wishes:
        meta = PdfSignatureMetadata(field_name="S", **options)
        field = SigFieldSpec("S", box=box)
        writer = IncrementalPdfFileWriter(BytesIO(plain))
        made = PdfSigner(meta, key, new_field_spec=field).sign_pdf(writer).getvalue()
        assert more_than_a_signature(plain, made) not in ("", "读不出来")
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    twice = PdfSigner(PdfSignatureMetadata(field_name="S"), key).sign_pdf(writer).getvalue()
    assert more_than_a_signature(plain, twice) == "没有签名，或不止一个"
