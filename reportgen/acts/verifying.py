"""Is this sheet ours: by its typed code, by a scan, or by a file, against the archive alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.acts.register import read_register
from reportgen.archive.objects import digest_of
from reportgen.archive.record import Holding, Record, canonical
from reportgen.archive.store import Archive
from reportgen.copies.payload import PrintedSheet
from reportgen.copies.scans import seen
from reportgen.copies.typed_code import read_code
from reportgen.copies.verdict import PageVerdict, truth, verdicts
from reportgen.diagnostics import NOWHERE, Diagnostic, failure
from reportgen.world import World


def by_code(archive: Archive, text: str) -> tuple[PrintedSheet, str]:
    """The sheet with a typed code, and what it is worth. Raises E1226 no code, E1214 not ours."""
    code = read_code(text)
    if code is None:
        raise failure("E1226", f"“{text}”不是印件代码，或输错了", NOWHERE,
                      "照纸上的再输一次：十一个字母和数字，没有 0、O、1、I")
    register = read_register(archive)
    found = register.typed(code)
    if not found:
        raise failure("E1214", f"登记里没有“{code}”这一张", NOWHERE,
                      "看印过的：reportgen copies list")
    return found[0].sheet, truth(found[0], register.printings()).value


def by_scan(
    archive: Archive, path: Path, world: World
) -> tuple[list[PageVerdict], list[Diagnostic]]:
    """A verdict for each page of a scan, and what is wrong with them as a set."""
    register = read_register(archive).printings()
    return verdicts(seen(world.read(path), path.name), register, path.name)


def records_of(archive: Archive, sheets: Sequence[PrintedSheet]) -> list[Record]:
    """The records that printed sheets are of, each once."""
    register = read_register(archive)
    runs = {run.number: run for run in map(register.run, sheets) if run is not None}
    return [record for run in runs.values() for _, record in archive.catalogue.records(
        "document = ?", (canonical(run.number),)) if run.made(record)]


def by_file(archive: Archive, path: Path, world: World) -> list[tuple[Record, Holding]]:
    """The records that hold this very file, and as what. Raises E1227 where none does."""
    digest = digest_of(world.read(path))
    found = [(record, held) for _, record in archive.catalogue.records(alive=False)
             for held in [each for each in record.holdings if each.digest == digest][:1]]
    if not found:
        raise failure("E1227", f"“{path.name}”不是归档的那一份", NOWHERE,
                      "看是不是改过、另存过；归档的：reportgen archive list",
                      "印了代码的，看代码：--image 扫描件")
    return found
