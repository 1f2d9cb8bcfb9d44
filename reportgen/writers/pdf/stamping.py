"""A drawing laid on a finished PDF: as an artifact of its first page, or on a page before it.

Content, structure and metadata of the file stay as they are; it goes on being what it claims.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf

from reportgen.writers.pdf.file import number

_NAME = "/Stamp"


def stamped(data: bytes, drawing: bytes, x: float, y: float, *, own_page: bool) -> bytes:
    """`data` with the first page of `drawing` at (x, y), points from the upper left corner.

    With `own_page` it stands on a new page in front, of the size of the first.
    """
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(drawing)) as small:
        page, other = pdf.pages[0], small.pages[0]
        left, bottom, right, top = map(float, page.mediabox)
        high = float(other.mediabox[3])
        if own_page:
            pdf.pages.insert(0, pikepdf.Page(pdf.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.Page, MediaBox=[left, bottom, right, top],
                Resources=pikepdf.Dictionary(), Contents=pdf.make_stream(b"")))))
            page = pdf.pages[0]
        form = pdf.copy_foreign(other.as_form_xobject())
        name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(_NAME))
        at = f"1 0 0 1 {number(left + x)} {number(top - y - high)} cm {name} Do"
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"\nQ\n/Artifact<</Type/Pagination>>BDC\nq {at} Q\nEMC".encode())
        out = BytesIO()
        pdf.save(out, deterministic_id=True,
                 object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
