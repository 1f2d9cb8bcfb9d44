"""The package: parts and their relations by python-docx."""

from __future__ import annotations

from collections.abc import Callable

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.opc.pkgwriter import _ContentTypesItem
from docx.package import Package
from lxml import etree

from reportgen.provenance.bindings import NAMESPACE
from reportgen.writers.docx.xml import Element
from reportgen.zips import zipped

WORKBOOK = "rId1"                # how a chart calls its workbook, its only relation
_FIRST = "[Content_Types].xml"   # readers want to meet it first
_DOCUMENT = "/word/document.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_ID = "{5C8E0E3A-3B0D-5F43-9E6B-2D2A7C1F9B10}"     # ours; one file holds one of it
_MEDIA = {"png": CONTENT_TYPE.PNG, "jpg": CONTENT_TYPE.JPEG, "svg": "image/svg+xml"}


class _Written(Part):
    """A part whose XML may still grow until the package is saved, and is `finished` then."""

    def __init__(
        self, name: str, content: str, element: Element, package: Package,
        finished: Callable[[bytes], bytes] = bytes,
    ) -> None:
        super().__init__(PackURI(name), content, package=package)
        self.element, self._finished = element, finished

    @property
    def blob(self) -> bytes:
        """The part's bytes."""
        return self._finished(etree.tostring(self.element, encoding="UTF-8", standalone=True))


class Parcel:
    """One .docx file in the making; the text of its document is `finished` at last."""

    def __init__(self, document: Element, finished: Callable[[bytes], bytes] = bytes) -> None:
        self._package = Package()
        self._document = _Written(
            _DOCUMENT, CONTENT_TYPE.WML_DOCUMENT_MAIN, document, self._package, finished
        )
        self._package.relate_to(self._document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self.drawn = False      # whether it holds a picture
        self.addresses: list[str] = []      # outside the file, that its links lead to

    def add(self, name: str, kind: str, element: Element) -> str:
        """An XML part beside the document; gives the relationship's id.

        `kind` is one of `_KINDS`; `name` the file's name.
        """
        content, relation = _KINDS[kind]
        part = _Written(f"/word/{name}", content, element, self._package)
        return self._document.relate_to(part, relation)

    def link(self, address: str, relation: str = "") -> str:
        """An address outside the file; the relationship's id, of the document or another part."""
        part = self._document.rels[relation].target_part if relation else self._document
        self.addresses.append(address)
        return part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def media(self, name: str, data: bytes) -> str:
        """A picture; gives the relationship's id."""
        self.drawn = True
        content = _MEDIA[name.rpartition(".")[2]]
        part = Part(PackURI(f"/word/media/{name}"), content, data, self._package)
        return self._document.relate_to(part, RELATIONSHIP_TYPE.IMAGE)

    def chart(self, name: str, element: Element, workbook: bytes) -> str:
        """A chart that names its workbook as `WORKBOOK`; gives the relationship's id."""
        self.drawn = True
        frame = _Written(f"/word/charts/{name}.xml", CONTENT_TYPE.DML_CHART, element,
                         self._package)
        sheet = Part(PackURI(f"/word/embeddings/{name}.xlsx"), CONTENT_TYPE.SML_SHEET, workbook,
                     self._package)
        if frame.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE) != WORKBOOK:
            raise AssertionError("the first relation of a part has another name")
        return self._document.relate_to(frame, RELATIONSHIP_TYPE.CHART)

    def name(self, relation: str) -> str:
        """The file's name of a part beside the document, by its relationship's id."""
        return str(self._document.rels[relation].target_part.partname.filename)

    def content(self, relation: str) -> bytes:
        """The bytes of a part beside the document."""
        return bytes(self._document.rels[relation].target_part.blob)

    def element(self, relation: str) -> Element:
        """The root of an XML part beside the document."""
        part = self._document.rels[relation].target_part
        if not isinstance(part, _Written):
            raise AssertionError(f"{part.partname} is no XML of ours")
        return part.element

    def custom_xml(self, data: Element) -> None:
        """The part that travels unseen, with the properties that Word wants beside it."""
        part = _Written(
            "/customXml/item1.xml", CONTENT_TYPE.XML, data, self._package
        )
        self._document.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
        about = etree.Element(f"{{{_STORE}}}datastoreItem", {f"{{{_STORE}}}itemID": _STORE_ID},
                              {"ds": _STORE})
        schemas = etree.SubElement(about, f"{{{_STORE}}}schemaRefs")
        etree.SubElement(schemas, f"{{{_STORE}}}schemaRef", {f"{{{_STORE}}}uri": NAMESPACE})
        beside = _Written("/customXml/itemProps1.xml", CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
                          about, self._package)
        part.relate_to(beside, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)

    def properties(self, app: Element, custom: Element) -> CoreProperties:
        """Put in the property parts; gives the core properties, still empty."""
        core = CorePropertiesPart._new(self._package)  # `default` would read the clock
        self._package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        for name, content, relation, element in (
            ("app", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
             RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, app),
            ("custom", _CUSTOM_TYPE, _CUSTOM_RELATION, custom),
        ):
            part = _Written(f"/docProps/{name}.xml", content, element, self._package)
            self._package.relate_to(part, relation)
        return CoreProperties(core.element)

    def seal(self) -> bytes:
        """The file's bytes."""
        parts = list(self._package.iter_parts())
        types: bytes = _ContentTypesItem.from_parts(parts).blob  # type: ignore[no-untyped-call]
        named = {_FIRST: types,
                 PACKAGE_URI.rels_uri.membername: self._package.rels.xml}
        for part in parts:
            named[part.partname.membername] = part.blob
            if part.rels:
                named[part.partname.rels_uri.membername] = part.rels.xml
        return zipped(named, _FIRST)


_KINDS = {
    "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "footnotes": (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    "numbering": (CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
    "fontTable": (CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
    "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
}
