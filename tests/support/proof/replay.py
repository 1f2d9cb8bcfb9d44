"""Draws an OFD file as a reader would, knowing nothing of the writer, nor of the product's reader.

Glyphs are the outlines of the faces embedded in it, as fontTools reads them; every object is cut
off at its Boundary. The drawing is a PDF of bare paths, for pypdfium2 to make into pixels.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageChops

O = "{http://www.ofdspec.org/2016}"  # noqa: E741 - the standard's own prefix
K = 72 / 25.4
DPI, FINE, QUARTER = 70, 4, 64
LETTERS = {"M": ("m", 2), "L": ("l", 2), "B": ("c", 6), "C": ("h", 0)}
CAPS = {"Butt": 0, "Round": 1, "Square": 2}
JOINS = {"Miter": 0, "Round": 1, "Bevel": 2}


class Pen(BasePen):
    """Outlines as operators of PDF."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.said: list[str] = []

    def _moveTo(self, at: tuple[float, float]) -> None:
        self.said.append(f"{at[0]:.3f} {at[1]:.3f} m")

    def _lineTo(self, at: tuple[float, float]) -> None:
        self.said.append(f"{at[0]:.3f} {at[1]:.3f} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.said.append(" ".join(f"{x:.3f} {y:.3f}" for x, y in points) + " c")

    def _closePath(self) -> None:
        self.said.append("h")


class Face:
    """An embedded face."""

    def __init__(self, data: bytes) -> None:
        font = TTFont(BytesIO(data))
        self.glyphs, self.cmap = font.getGlyphSet(), font.getBestCmap()
        self.upem = font["head"].unitsPerEm
        self.known: dict[str, str] = {}

    def outline(self, ch: str) -> str:
        if ch not in self.known:
            pen = Pen(self.glyphs)
            self.glyphs[self.cmap[ord(ch)]].draw(pen)
            self.known[ch] = "\n".join(pen.said)
        return self.known[ch]


class Replay:
    """One OFD file."""

    def __init__(self, data: bytes, *, clip: bool = True) -> None:
        self.clip = clip
        self.zip = zipfile.ZipFile(BytesIO(data))
        self.faces: dict[str, Face] = {}
        self.media: dict[str, bytes] = {}
        where = self.xml("OFD.xml").findtext(f"{O}DocBody/{O}DocRoot") or ""
        self.document, self.folder = self.xml(where), posixpath.dirname(where)
        for kind in ("PublicRes", "DocumentRes"):
            for each in self.document.iter(O + kind):
                self.resources(posixpath.join(self.folder, each.text or ""))

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name))

    def resources(self, name: str) -> None:
        root = self.xml(name)
        base = posixpath.join(posixpath.dirname(name), root.get("BaseLoc", ""))
        for each in root.iter():
            for tag in ("FontFile", "MediaFile"):
                if (file := each.findtext(O + tag)) is not None:
                    data = self.zip.read(posixpath.join(base, file))
                    if tag == "FontFile":
                        self.faces[each.attrib["ID"]] = Face(data)
                    else:
                        self.media[each.attrib["ID"]] = data

    def pdf(self) -> bytes:
        """The drawing."""
        made = pikepdf.new()
        for each in self.document.iter(O + "Page"):
            self.page(made, self.xml(posixpath.join(self.folder, each.attrib["BaseLoc"])))
        out = BytesIO()
        made.save(out)
        return out.getvalue()

    def page(self, pdf: pikepdf.Pdf, root: etree._Element) -> None:
        box = root.findtext(f".//{O}PhysicalBox") or self.document.findtext(f".//{O}PhysicalBox")
        _, _, width, height = map(float, (box or "").split())
        page = pdf.add_blank_page(page_size=(width * K, height * K))
        images = pikepdf.Dictionary()
        said = [f"{K} 0 0 {-K} 0 {height * K} cm"]      # millimetres, downwards
        for each in (*self.behind(root), *root.iter()):
            if "Boundary" in each.attrib:
                x, y, w, h = map(float, each.attrib["Boundary"].split())
                own = each.get("CTM")
                cut = f"{x} {y} {w} {h} re W n" if self.clip else ""
                said += [f"q {cut} 1 0 0 1 {x} {y} cm", f"{own} cm" if own else ""]
                said += self.drawn(each, pdf, images)
                said.append("Q")
        page.Contents = pdf.make_stream("\n".join(said).encode())
        page.Resources = pikepdf.Dictionary(XObject=images)

    def behind(self, root: etree._Element) -> Iterator[etree._Element]:
        """What stands on the templates that a page names."""
        for each in root.iter(O + "Template"):
            (template,) = (one for one in self.document.iter(O + "TemplatePage")
                           if one.attrib["ID"] == each.attrib["TemplateID"])
            file = posixpath.join(self.folder, template.attrib["BaseLoc"])
            yield from self.xml(file).iter()

    def drawn(
        self, each: etree._Element, pdf: pikepdf.Pdf, images: pikepdf.Dictionary
    ) -> Iterator[str]:
        match each.tag.removeprefix(O):
            case "TextObject":
                yield from self.text(each)
            case "PathObject":
                yield from path(each)
            case "ImageObject":
                name = f"/I{each.attrib['ID']}"
                images[name] = image(pdf, self.media[each.attrib["ResourceID"]])
                yield f"1 0 0 -1 0 1 cm {name} Do"

    def text(self, each: etree._Element) -> Iterator[str]:
        face, size = self.faces[each.attrib["Font"]], float(each.attrib["Size"])
        yield f"{colour(each, 'FillColor')} rg"
        scale = size / face.upem
        for code in each.iter(O + "TextCode"):
            x, y = float(code.attrib["X"]), float(code.attrib["Y"])
            steps = iter(map(float, code.get("DeltaX", "").split()))
            for ch in code.text or "":
                if outline := face.outline(ch):
                    yield f"q {scale} 0 0 {-scale} {x} {y} cm\n{outline}\nf Q"
                x += next(steps, 0.0)


def path(each: etree._Element) -> Iterator[str]:
    stroked, filled = each.get("Stroke", "true") == "true", each.get("Fill") == "true"
    if stroked:
        dash, phase = each.get("DashPattern", ""), each.get("DashOffset", "0")
        cap, join = CAPS[each.get("Cap", "Butt")], JOINS[each.get("Join", "Miter")]
        yield f"{colour(each, 'StrokeColor')} RG {each.get('LineWidth')} w [{dash}] {phase} d"
        yield f"{cap} J {join} j {each.get('MiterLimit', '10')} M"
    if filled:
        yield f"{colour(each, 'FillColor')} rg"
    words, at = iter((each.findtext(O + "AbbreviatedData") or "").split()), (0.0, 0.0)
    for word in words:
        if word == "Q":
            x1, y1, x, y = (float(next(words)) for _ in range(4))
            c = [at[0] + 2 / 3 * (x1 - at[0]), at[1] + 2 / 3 * (y1 - at[1]),
                 x + 2 / 3 * (x1 - x), y + 2 / 3 * (y1 - y), x, y]
            yield " ".join(map(str, c)) + " c"
            at = x, y
            continue
        letter, count = LETTERS[word]
        values = [float(next(words)) for _ in range(count)]
        yield " ".join((*map(str, values), letter))
        at = (values[-2], values[-1]) if values else at
    yield {(True, True): "B", (False, True): "f", (True, False): "S"}[stroked, filled]


def colour(each: etree._Element, name: str) -> str:
    found = each.find(O + name)
    value = "0 0 0" if found is None else found.attrib["Value"]
    return " ".join(str(int(part) / 255) for part in value.split())


def image(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    picture = Image.open(BytesIO(data)).convert("RGB")
    return pikepdf.Stream(
        pdf, picture.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
        Width=picture.width, Height=picture.height, ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8)


def pages(pdf: bytes) -> list[Image.Image]:
    """The pages in grey at 70 dpi, each point the mean of sixteen.

    So finely because pdfium puts small glyphs on whole points, and paths where they are.
    """
    return [page.render(scale=FINE * DPI / 72, grayscale=True).to_pil().reduce(FINE)
            for page in pypdfium2.PdfDocument(pdf)]


def unlike(pdf: bytes, ofd: bytes, *, clip: bool = True) -> list[float]:
    """Of each page, the part of its points whose greys differ by more than a quarter."""
    found = []
    both = zip(pages(pdf), pages(Replay(ofd, clip=clip).pdf()), strict=True)
    for one, other in both:
        found.append(apart(one, other))
    return found


def apart(one: Image.Image, other: Image.Image) -> float:
    """The part of the points whose greys differ by more than a quarter."""
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[QUARTER + 1 :]) / sum(counts)
