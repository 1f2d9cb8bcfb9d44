"""Files that travel inside a PDF as associated files (ISO 19005-3 6.8, ISO 32000-1 7.11.4)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from reportgen.writers.pdf.file import PdfFile, Raw, Stream, text_string


class Attachment(NamedTuple):
    """A file inside a PDF: its name, MIME type, what it is to the document (AFRelationship)."""

    name: str
    data: bytes
    mime: str
    relation: str
    about: str


def add_attachments(file: PdfFile, attachments: Sequence[Attachment], stamp: bytes) -> bytes:
    """Add files, changed at `stamp`; what the catalog says of them, nothing where there are none.

    The names in the tree stand in the order of their bytes, whatever order they come in.
    """
    found = sorted((text_string(each.name), b"%d 0 R" % _add(file, each, stamp))
                   for each in attachments)
    if not found:
        return b""
    names = file.add(Raw(b"<</Names[%s]>>" % b" ".join(b" ".join(pair) for pair in found)))
    references = b" ".join(reference for _, reference in found)
    return b"/Names<</EmbeddedFiles %d 0 R>>/AF[%s]" % (names, references)


def _add(file: PdfFile, each: Attachment, stamp: bytes) -> int:
    digest = hashlib.md5(each.data, usedforsecurity=False).hexdigest()   # the standard asks for it
    data = file.add(Stream(each.data, (
        b"/Type/EmbeddedFile/Subtype/%s/Params<</Size %d/ModDate%s/CheckSum<%s>>>" % (
            each.mime.replace("/", "#2F").encode(), len(each.data), stamp, digest.encode()))))
    name = text_string(each.name)
    return file.add(Raw(
        b"<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship/%s/EF<</F %d 0 R/UF %d 0 R>>>>" % (
            name, name, text_string(each.about), each.relation.encode(), data, data)))
