"""Faults planted in whole pages, their frames, links and outline: of a finished PDF."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name

from reportgen.proof.planting import Plant


def on_page(change: Callable[[pikepdf.Pdf, pikepdf.Page, Random], bool | None]) -> Plant:
    def plant(pdf: pikepdf.Pdf, rng: Random) -> bool:
        return change(pdf, rng.choice(list(pdf.pages)), rng) is not False
    return plant


def cropped(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    left, low, right, high = map(float, page.mediabox)
    page.obj.CropBox = Array([left, low + (high - low) / 2, right, high])


def turned(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    page.obj.Rotate = rng.choice((90, 180))


def annotated(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    """A white note over the text."""
    look = pdf.make_stream(b"1 g 0 0 300 60 re f", Type=Name.XObject, Subtype=Name.Form,
                           BBox=[0, 0, 300, 60])
    note = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=[100, 400, 400, 460], F=4,
        AP=Dictionary(N=look)))
    page.obj.Annots = Array([*page.obj.get("/Annots", []), note])


def overlaid(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    look = pdf.make_stream(b"1 g 0 0 300 60 re f", Type=Name.XObject, Subtype=Name.Form,
                           BBox=[0, 0, 300, 60])
    name = page.add_resource(look, Name.XObject)
    page.contents_add(f"q 1 0 0 1 100 400 cm {name} Do Q".encode())


def pictured(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    page.contents_add(
        b"q 300 0 0 60 100 400 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID FF> EI Q")


def pale(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    page.add_resource(Dictionary(ca=0.02, CA=0.02), Name.ExtGState, Name.Pale)
    page.contents_add(b"/Pale gs", prepend=True)


def layered(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    """All of the page on a layer that is off."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="甲"))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    page.add_resource(layer, Name.Properties, Name.Off)
    page.contents_add(b"/OC /Off BDC", prepend=True)
    page.contents_add(b"EMC")


def clipped(pdf: pikepdf.Pdf, page: pikepdf.Page, rng: Random) -> None:
    page.contents_add(b"0 0 1 1 re W n", prepend=True)


def swapped_pages(pdf: pikepdf.Pdf, rng: Random) -> bool:
    if len(pdf.pages) < 3:
        return False
    n = rng.randrange(1, len(pdf.pages) - 1)
    page = pdf.pages[n]
    del pdf.pages[n]
    pdf.pages.append(page)
    return True


def lost_page(pdf: pikepdf.Pdf, rng: Random) -> bool:
    del pdf.pages[rng.randrange(1, len(pdf.pages))]
    return True


# ---------------------------------------------------------------------------- links and outline


def unlinked(pdf: pikepdf.Pdf, rng: Random) -> bool:
    pages = [page for page in pdf.pages if "/Annots" in page.obj]
    if not pages:
        return False
    page = rng.choice(pages).obj
    if rng.random() < 0.5:
        del page.Annots
    else:
        del page.Annots[rng.randrange(len(page.Annots))]
    return True


def misled(pdf: pikepdf.Pdf, rng: Random) -> bool:
    links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())
             if "/Dest" in each]
    if not links:
        return False
    link = rng.choice(links)
    goal = [page.obj for page in pdf.pages if page.obj.objgen != link.Dest[0].objgen]
    if not goal:
        return False
    link.Dest = Array([rng.choice(goal), *list(link.Dest)[1:]])
    return True


def moved_link(pdf: pikepdf.Pdf, rng: Random) -> bool:
    links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())]
    if not links:
        return False
    link = rng.choice(links)
    link.Rect = Array([float(each) - 40 for each in link.Rect])
    return True


def renamed_bookmark(pdf: pikepdf.Pdf, rng: Random) -> bool:
    if "/Outlines" not in pdf.Root:
        return False
    pdf.Root.Outlines.First.Title = "别的"
    return True
