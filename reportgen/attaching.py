"""The sources that travel inside a PDF: which files of a briefing, and what each is to it."""

from __future__ import annotations

from reportgen.archive.metadata import role_of
from reportgen.archive.objects import digest_of
from reportgen.archive.record import DATA, NARRATIVE, PHOTO, PROFILE
from reportgen.diagnostics import Span
from reportgen.edition import Edition
from reportgen.writers.pdf.attachments import Attachment

_RELATIONS = {NARRATIVE: "Source", DATA: "Data", PROFILE: "Supplement", PHOTO: "Source"}
_MIME = {
    ".md": "text/markdown", ".yaml": "application/yaml", ".yml": "application/yaml",
    ".csv": "text/csv", ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg", ".png": "image/png",
}


def attachments(edition: Edition) -> tuple[Attachment, ...]:
    """Narrative, data and profile as they were read, photographs as they are printed.

    `office.yaml` stays outside: it is about the office. A photograph comes without what tells
    where it was taken, as on the page. Told in the briefing's sink: I1151.
    """
    found: dict[str, Attachment] = {}
    briefing = edition.briefing
    folder = briefing.world.resolve(briefing.folder)
    for path, read in sorted(edition.sources.items()):
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        role, data, suffix = role_of(name), read, path.suffix.lower()
        if role == PHOTO:
            if (made := edition.prints.get(digest_of(read))) is None:
                continue        # it is printed nowhere
            data, suffix = made.data, f".{made.kind.value}"
        if role in _RELATIONS:
            while name in found:
                name = f"_{name}"
            mime = _MIME.get(suffix, "application/octet-stream")
            found[name] = Attachment(name, data, mime, _RELATIONS[role], role)
    what = f"PDF 里随附 {len(found)} 个源文件：{'、'.join(found)}"
    briefing.sink.info(
        "I1151", what, Span(str(briefing.folder)),
        "里面有没有印出来的数和备注；外发的另生成一份，不加 --attach-sources")
    return tuple(found.values())
