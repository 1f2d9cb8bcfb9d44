"""Faults planted into a good PDF: what the validator must see if its word is to count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pikepdf import Dictionary, Name, Pdf

Fault = Callable[[Pdf], None]


def _elements(pdf: Pdf, role: str) -> Iterator[Dictionary]:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") == Name(f"/{role}") and "/P" in item:
            yield item


def _strip(pdf: Pdf, role: str, key: str) -> None:
    elements = [element for element in _elements(pdf, role) if key in element]
    assert elements, f"no {role} with {key} to spoil"
    for element in elements:
        del element[key]


def _untagged_content(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"\nq 100 100 m 200 200 l S Q\n", prepend=False)


def _heading_skipped(pdf: Pdf) -> None:
    next(_elements(pdf, "H1")).S = Name("/H3")


def _metadata_gone(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def _language_gone(pdf: Pdf) -> None:
    del pdf.Root.Lang


def _title_hidden(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _profile_gone(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def _unicode_gone(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/ToUnicode" in item:
            del item["/ToUnicode"]


def _font_not_embedded(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]
            return


# name → (fault, the standard that must fail, the clause it breaks)
FAULTS: Mapping[str, tuple[Fault, str, str]] = {
    "figure without alternative text":
        (lambda pdf: _strip(pdf, "Figure", "/Alt"), "PDF/UA-1", "7.3"),
    "header cell without scope": (lambda pdf: _strip(pdf, "TH", "/A"), "PDF/UA-1", "7.5"),
    "no language": (_language_gone, "PDF/UA-1", "7.2"),
    "untagged content": (_untagged_content, "PDF/UA-1", "7.1"),
    "skipped heading level": (_heading_skipped, "PDF/UA-1", "7.4.2"),
    "title not shown": (_title_hidden, "PDF/UA-1", "7.1"),
    "no metadata": (_metadata_gone, "PDF/A-3a", "6.6"),
    "no output intent": (_profile_gone, "PDF/A-3a", "6.2"),
    "no text for the glyphs": (_unicode_gone, "PDF/A-3a", "6.2.11.7"),
    "font not embedded": (_font_not_embedded, "PDF/A-3a", "6.2.11.4"),
}


def plant(source: Path, folder: Path) -> dict[str, Path]:
    """Copies of `source` in `folder`: one for each fault, and the innocent “resaved”."""
    made: dict[str, Path] = {}
    for number, (name, (fault, _, _)) in enumerate(FAULTS.items()):
        made[name] = folder / f"fault-{number}.pdf"
        with Pdf.open(source) as pdf:
            fault(pdf)
            pdf.save(made[name])
    made["resaved"] = folder / "resaved.pdf"
    with Pdf.open(source) as pdf:
        pdf.save(made["resaved"])
    return made
