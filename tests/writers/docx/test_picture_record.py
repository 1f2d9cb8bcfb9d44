from dataclasses import replace

from support import photographs as ph
from support.docx.charts import CHARTS
from support.docx.readback import PROFILE
from support.docx.samples import META, PICTURE, document, figure, paragraph

from reportgen.document.tree import Block, Figure
from reportgen.proof.word.package import open_package
from reportgen.proof.word.provenance import properties
from reportgen.provenance.enclosures import Edge, Enclosures, Picture, Point, digest, unpack
from reportgen.writers.docx.write import write_docx


def record(*blocks: Block, draft: bool = False) -> Enclosures:
    data = write_docx(document(*blocks, meta=replace(META, draft=draft)), PROFILE,
                      {1: PICTURE, 2: PICTURE}, prints=ph.prints("a", "b"))
    found = unpack(properties(open_package(data, "a.docx")))
    assert found is not None
    return found


def test_a_drawing() -> None:
    (picture,) = record(figure()).pictures
    assert picture == Picture("图1", "柱形图：枇杷产值9052万元", 5080000, 2540000,
                              digest(PICTURE.png), digest(PICTURE.svg))


def test_a_chart_of_words_own() -> None:
    (picture,) = record(Figure(2, "某", CHARTS["条形"], "图", editable=True)).pictures
    assert (picture.image, picture.vector, picture.photo) == ("", "", False)
    assert picture.points[1] == Point("主要金额", "枇杷产值", "9052", "超9052")
    assert picture.points[2].value == "928.50"


def test_photographs() -> None:
    found = record(ph.figure(ph.photo("a"), ph.photo("b")), ph.figure(ph.photo("a"), number=2))
    assert [each.photo for each in found.pictures] == [True] * 3
    assert found.pictures[0].image == found.pictures[2].image != found.pictures[1].image


def test_footers_and_the_headers_of_a_draft() -> None:
    found = record(paragraph("甲"))
    assert (found.issuer, found.pictures) == ("锦溪镇党政办", ())
    assert found.edges == tuple(
        Edge("footer", page, "— 〔页码〕 —") for page in ("default", "even"))
    assert Edge("header", "even", "草\u3000稿") in record(paragraph("甲"), draft=True).edges
