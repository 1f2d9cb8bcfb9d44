"""Records in the custom properties of a file: they outlive another program's save.

A record is JSON, packed, cut to what a property holds; its digest is a property too.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

_PIECE = 255                 # characters that Word keeps of one property
_LARGEST = 16 * 1024 * 1024  # bytes of an unpacked record


def one_property(text: str) -> str:
    """As much of a text as a property holds: twenty offices in joint issue are more."""
    return text if len(text) <= _PIECE else f"{text[:_PIECE - 1]}…"


def packed(name: str, record: object) -> dict[str, str]:
    """The record as properties: its digest under `name`, its pieces under `name` and a number."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    content = base64.b64encode(zlib.compress(text.encode())).decode()
    pieces = [content[i : i + _PIECE] for i in range(0, len(content), _PIECE)]
    return {name: _digest(text), **{f"{name}{n}": piece for n, piece in enumerate(pieces, 1)}}


def unpacked(name: str, properties: Mapping[str, str]) -> Any:
    """The record out of a file's properties; None when there is none.

    Raises `ValueError` for one that is not whole.
    """
    if name not in properties:
        return None
    pieces: list[str] = []
    while (piece := f"{name}{len(pieces) + 1}") in properties:
        pieces.append(properties[piece])
    try:
        inflater = zlib.decompressobj()
        content = base64.b64decode("".join(pieces).encode("ascii", "replace"), validate=True)
        text = inflater.decompress(content, _LARGEST).decode()
    except (zlib.error, binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("the record is damaged") from error
    if _digest(text) != properties[name].strip():
        raise ValueError("the record is not the one that was written")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("the record is no record") from error
    if record is None:
        raise ValueError("the record holds nothing")
    return record


def text_of(item: Any) -> str:
    """A text out of a record; `TypeError` for what is none."""
    if not isinstance(item, str):
        raise TypeError("a text was expected")
    return item


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
