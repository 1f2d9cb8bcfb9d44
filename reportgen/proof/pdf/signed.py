"""Whether a PDF is another one with a signature behind it, and nothing else.

A signed file begins with the bytes that were signed. That alone proves little: an update behind
them can show other pages. So what it changes is compared, object by object.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

_INVISIBLE = {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/V"}
_SIGNATURE = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name"}
_FORM = {"/Fields", "/SigFlags"}


def more_than_a_signature(before: bytes, after: bytes) -> str:
    """What `after` has besides `before` and one signature that shows nothing; "" for no more."""
    if not after.startswith(before):
        return "不是以生成的那一份开头"
    try:
        with pikepdf.open(BytesIO(before)) as old, pikepdf.open(BytesIO(after)) as new:
            return next(_more(old, new, len(after)), "")
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError,
            RecursionError):
        return "读不出来"


def _more(old: pikepdf.Pdf, new: pikepdf.Pdf, size: int) -> Iterator[str]:
    form = new.Root.get("/AcroForm")
    if form is None or len(form.Fields) != 1 or set(form.keys()) != _FORM:
        yield "没有签名，或不止一个"
        return
    (field,) = form.Fields
    signature = field.V
    start, length, rest, tail = map(int, signature.ByteRange)
    if start or rest + tail != size or rest - length != 2 * len(bytes(signature.Contents)) + 2:
        yield "签名管不到整个文件"
    shown = any(map(float, field.Rect)) or set(field.keys()) - _INVISIBLE
    if field.FT != "/Sig" or shown or set(signature.keys()) - _SIGNATURE:
        yield "签名带着别的东西"
    page = old.pages[0].obj.objgen
    allowed = {old.Root.objgen: {"/AcroForm"}, page: {"/Annots"}}
    before, after = (list(map(_value, pdf.pages[0].obj.get("/Annots", ()))) for pdf in (old, new))
    if [*before, _value(field)] != after:
        yield "第1页多了或少了注释"
    for each in old.objects:
        but = allowed.get(each.objgen, set())
        if _text(new.get_object(each.objgen), but) != _text(each, but):
            yield f"改了对象 {each.objgen[0]}"
    known = {each.objgen for each in old.objects} | {
        each.objgen for each in (form, field, signature)}
    for each in new.objects:
        if each.objgen not in known and _text(each, set()) and not _frame(each):
            yield f"多了对象 {each.objgen[0]}"


def _text(thing: Any, but: set[str]) -> str:
    """What an object says, but for some keys, however its texts are encoded; "" for null."""
    if isinstance(thing, pikepdf.Stream):
        data = hashlib.sha256(thing.read_raw_bytes()).hexdigest()
        return f"{_text(thing.stream_dict, but)} {data}"
    if isinstance(thing, pikepdf.Dictionary):
        return "".join(f"{key} {_value(thing[key])} "
                       for key in sorted(set(thing.keys()) - but))
    return "" if thing is None else _value(thing)


def _value(thing: Any) -> str:
    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        return f"{thing.objgen} R"
    if isinstance(thing, pikepdf.Array):
        return f"[{' '.join(map(_value, thing))}]"
    if isinstance(thing, pikepdf.Dictionary):
        return f"<<{_text(thing, set())}>>"
    return repr(thing if isinstance(thing, bool) else str(thing))


def _frame(thing: Any) -> bool:
    """Whether it is a table of the file itself: cross-references, objects packed together."""
    return isinstance(thing, pikepdf.Stream) and thing.get("/Type") in ("/XRef", "/ObjStm")
