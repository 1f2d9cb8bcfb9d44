"""Document properties: what the file says of itself. The only date is the document's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.document.tree import Meta
from reportgen.provenance.packing import one_property
from reportgen.version import __version__
from reportgen.writers.docx.xml import Element

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties

PROGRAM = "reportgen"
PROGRAM_PROPERTY = "生成程序"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"   # [MS-OSHARED] 2.3.3.2.2
_FIRST_NUMBER = 2    # 0 and 1 are taken


def fill_core(core: CoreProperties, meta: Meta) -> None:
    """Title, author, dates and the rest, as Dublin Core names them."""
    date = datetime.fromisoformat(meta.date).replace(tzinfo=None)
    core.title = one_property(meta.title)
    core.author = core.last_modified_by = one_property(meta.issuer)
    core.created = core.modified = date
    core.revision = 1
    core.language = meta.lang
    if meta.subject:
        core.subject = one_property(meta.subject)
    if meta.keywords:
        core.keywords = one_property("；".join(meta.keywords))


def app_part(meta: Meta) -> Element:
    """The extended properties: which program wrote the file, for which office."""
    properties = etree.fromstring(f'<Properties xmlns="{_APP}"/>')
    for name, value in (("Application", PROGRAM), ("Company", meta.issuer)):
        etree.SubElement(properties, f"{{{_APP}}}{name}").text = value
    return properties


def custom_part(record: Mapping[str, str]) -> Element:
    """The custom properties: program, version and `record`. They outlive another program's save."""
    properties = etree.fromstring(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}"/>')
    values = {PROGRAM_PROPERTY: f"{PROGRAM} {__version__}", **record}
    for number, (name, value) in enumerate(values.items(), _FIRST_NUMBER):
        entry = etree.SubElement(
            properties, f"{{{_CUSTOM}}}property",
            {"fmtid": _USER_DEFINED, "pid": str(number), "name": name},
        )
        etree.SubElement(entry, f"{{{_TYPES}}}lpwstr").text = value
    return properties
