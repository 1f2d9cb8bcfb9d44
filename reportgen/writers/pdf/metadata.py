"""What the file says of itself: XMP, Info, output intent (ISO 19005-3 6.6, 6.2.3)."""

from __future__ import annotations

from html import escape  # xml.sax.saxutils has the same, and brings urllib with it

from reportgen.document.tree import Meta
from reportgen.version import __version__
from reportgen.writers.pdf.file import PdfFile, Raw, Stream, text_string
from reportgen.writers.pdf.icc import srgb_profile
from reportgen.writers.pdf.standards import Standard

PRODUCER = f"reportgen {__version__}"

_ARCHIVAL = """
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>{conformance}</pdfaid:conformance>"""
# PDF/A wants the schema of every property outside its own list described (6.6.2.3).
_UA_SCHEMA = """
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{issuer}</rdf:li></rdf:Seq></dc:creator>{optional}
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>{archival}
</rdf:Description>{schema}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(file: PdfFile, meta: Meta, standard: Standard) -> int:
    """The metadata stream, uncompressed so that any tool can read it; its object number."""
    optional = ""
    if meta.subject:
        text = escape(meta.subject)
        optional += (
            '\n<dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
            f"{text}</rdf:li></rdf:Alt></dc:description>"
        )
    if meta.keywords:
        optional += f"\n<pdf:Keywords>{escape('，'.join(meta.keywords))}</pdf:Keywords>"
    packet = _PACKET.format(
        lang=escape(meta.lang), title=escape(meta.title), issuer=escape(meta.issuer),
        optional=optional, producer=PRODUCER, date=f"{meta.date}T00:00:00+08:00",
        schema=_UA_SCHEMA if standard.accessible else "",
        archival=_ARCHIVAL.format(**standard._asdict()) if standard.part else "",
    )
    return file.add(Stream(packet.encode(), b"/Type/Metadata/Subtype/XML", compress=False))


def stamp(meta: Meta) -> bytes:
    """The day of a document as a date (ISO 32000-1 7.9.4): nothing here reads a clock."""
    return f"(D:{meta.date.replace('-', '')}000000+08'00')".encode()


def info(file: PdfFile, meta: Meta) -> int:
    """The Info dictionary, saying the same as XMP; its object number."""
    changed = stamp(meta)
    parts = [
        b"/Title" + text_string(meta.title), b"/Author" + text_string(meta.issuer),
        b"/Producer" + text_string(PRODUCER), b"/Creator" + text_string(PRODUCER),
        b"/CreationDate" + changed, b"/ModDate" + changed,
    ]
    if meta.subject:
        parts.append(b"/Subject" + text_string(meta.subject))
    if meta.keywords:
        parts.append(b"/Keywords" + text_string("，".join(meta.keywords)))
    return file.add(Raw(b"<<%s>>" % b"".join(parts)))


def output_intent(file: PdfFile) -> bytes:
    """The OutputIntents array: sRGB."""
    profile = file.add(Stream(srgb_profile(), b"/N 3"))
    return (
        b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]" % profile
    )
