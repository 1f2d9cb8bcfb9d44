"""A second copy, and coming back from it: consistent, resumable, proved by every digest.

The catalogue is taken as of one moment and put in place last; so a copy that was cut off is the
older copy with more objects, and the next run goes on.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from reportgen.archive import catalogue as cat
from reportgen.archive.catalogue import Catalogue, holdings
from reportgen.archive.disk import TEMPORARY, each, is_within
from reportgen.archive.objects import FOLDER, Objects
from reportgen.archive.problems import telling
from reportgen.archive.record import COPIED, RESTORED, Entry, Holding
from reportgen.archive.store import Archive, lost, opened
from reportgen.diagnostics import ReportError, Span, failure

_SNAPSHOT = f"{TEMPORARY}{cat.FILE}"
_LOST = ("E1100", "E1101")


class Copied(NamedTuple):
    """What a copy has: objects that were brought, objects in all, the last entry of its chain.

    `noted`: the archive could journal it; one that is read-only cannot, and is copied all the same.
    `until`: when the last entry was made of the catalogue that replaced a lost one.
    """

    brought: int
    objects: int
    head: str
    noted: bool = True
    until: str = ""


def copy(archive: Archive, target: Path, who: str) -> Copied:
    """Bring the copy in `target` up to date, or begin one. The archive journals it.

    Raises `ReportError`: E1108 something else is there, E1103 it is a link, E1110, E1111 an object
    of the archive is lost (the copy keeps what it has), E1105 the disk refuses.
    """
    _allow(archive, target)
    done = _bring(archive, target)
    try:
        archive.note(COPIED, who, {"到": str(target), "件数": done.objects, "末条": done.head})
    except ReportError as error:
        if error.diagnostics[0].code != "E1105":
            raise
        return done._replace(noted=False)
    return done


def restore(source: Archive, folder: Path, who: str) -> Copied:
    """Bring back what is lost: single objects; or all, where the catalogue is gone or broken.

    A broken catalogue and its journal are kept beside what replaces them. Raises as `copy` does.
    """
    disk = source.disk
    try:
        with opened(folder, disk, write=True) as archive:
            held = _held(archive.catalogue)
            brought = _objects(source.objects, archive.objects, held)
            done = Copied(brought, len(held), _last(archive.catalogue).hash)
            archive.note(RESTORED, who, {"从": str(source.folder), "件数": brought})
            return done
    except ReportError as error:
        if error.diagnostics[0].code not in _LOST:
            raise
    with telling(folder):
        for name in (cat.FILE, cat.JOURNAL):    # the journal would be played back into the new one
            if disk.kind(folder / name):
                disk.rename(folder / name, folder / f"{name}.old")
    _allow(source, folder)
    done = _bring(source, folder)
    with opened(folder, disk, write=True) as archive:
        archive.note(RESTORED, who, {"从": str(source.folder), "件数": done.objects})
    return done._replace(until=_last(source.catalogue).at)


def _allow(archive: Archive, target: Path) -> None:
    """The target is nothing yet, or an older state of the same chain."""
    disk = archive.disk
    if is_within(target, archive.folder):
        raise failure("E1108", f"“{target}”在档案里面，档案丢了它也丢了", Span(str(target)),
                      "写别的盘上的文件夹")
    if "link" in (disk.kind(target), disk.kind(target / FOLDER), disk.kind(target / cat.FILE)):
        raise failure("E1103", f"“{target}”是链接，或里面有链接", Span(str(target)), "写真正的路径")
    if disk.kind(target / cat.FILE) != "file":
        others = [name for name in disk.names(target)
                  if name != FOLDER and not name.startswith((TEMPORARY, cat.FILE))]
        if others:
            raise failure("E1108", f"“{target}”里有别的东西：{others[0]}", Span(str(target)),
                          "换一个空的文件夹")
        return
    with opened(target, disk) as other:
        last = _last(other.catalogue)
    mine = next(archive.catalogue.entries("seq = ?", (last.seq,)), None)
    if mine is None or mine.hash != last.hash:
        raise failure("E1108", f"“{target}”是另一份档案，或比这一份新", Span(str(target)),
                      "换一个空的文件夹", "两份都查一遍：reportgen archive verify")


def _bring(archive: Archive, target: Path) -> Copied:
    disk = archive.disk
    with telling(target):
        disk.make_folders([target])
        disk.make_folders([target / FOLDER])
        for name in disk.names(target):
            if name.startswith(TEMPORARY):      # of a run that was cut off
                disk.remove(target / name)
        archive.catalogue.backup(target / _SNAPSHOT)
        with closing(Catalogue(target, write=False, texts=str, file=_SNAPSHOT)) as taken:
            held, last = _held(taken), _last(taken)
        theirs = Objects(target, disk)
        brought = _objects(archive.objects, theirs, held)
        disk.flush([target / _SNAPSHOT])
        disk.rename(target / _SNAPSHOT, target / cat.FILE)
        for stray in theirs.strays(frozenset(each.digest for each in held)):
            disk.remove(stray)      # destroyed since, or half copied
    return Copied(brought, len(held), last.hash)


def _objects(source: Objects, target: Objects, held: list[Holding]) -> int:
    """Copy what is not there, each proved while it is read; the folders are flushed at the end."""
    wanted = [one for one in held if target.check(one.digest, one.size)]
    disk, folders = target.disk, {target.path(one.digest).parent: 0 for one in wanted}

    def bring(one: Holding) -> None:
        if how := source.check(one.digest, one.size):
            raise lost(one, how)
        seen = hashlib.sha256()
        disk.copy_in(source.path(one.digest), target.path(one.digest), seen.update)
        if seen.hexdigest() != one.digest:
            disk.remove(target.path(one.digest))
            raise lost(one, "altered")

    with telling(target.folder.parent):
        disk.make_folders(folders)
        each(bring, wanted)
        disk.flush(folders)
    return len(wanted)


def _held(catalogue: Catalogue) -> list[Holding]:
    """The holdings of all records and letters, one for each object."""
    return list({each.digest: each for each in holdings(catalogue)}.values())


def _last(catalogue: Catalogue) -> Entry:
    (last,) = catalogue.entries("seq = (SELECT max(seq) FROM entry)")
    return last
