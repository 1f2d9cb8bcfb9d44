"""What a bundle carries beside code: metadata of packages, licences, a list of its files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path

from reportgen.acts.installing import listed

# Extras whose packages are carried where they are installed.
EXTRAS = ("desk", "mail", "scan", "sign")
# Nothing of ours imports these; they come with what imports them to test, install or show windows.
LEFT_OUT = (
    "dask", "distributed", "fsspec", "mpl_toolkits", "tkinter", "setuptools",
    "pkg_resources", "pip", "numpy.f2py", "PIL._avif", "PIL.AvifImagePlugin", "PIL._imagingft",
    "uharfbuzz._harfbuzz_test",
    "readline", "IPython", "pytest", "unittest.mock", "matplotlib.testing", "matplotlib.tests",
    "reportgen.batching.dask_engine",
    *(f"matplotlib.backends.{name}" for name in (
        "backend_pdf", "backend_ps", "_backend_pdf_ps", "backend_svg", "backend_pgf", "qt_compat",
        "backend_webagg", "backend_webagg_core", "backend_nbagg", "backend_macosx", "backend_wx",
        "backend_cairo", "_backend_tk", "_backend_gtk", "backend_template", "backend_mixed")),
    *(f"fontTools.{name}" for name in (     # the names of glyphs are all that is asked
        "cffLib", "colorLib", "cu2qu", "designspaceLib", "feaLib", "merge", "mtiLib", "otlLib",
        "pens", "qu2cu", "subset", "svgLib", "t1Lib", "ttLib", "ufoLib", "varLib", "voltLib")),
)
# Of matplotlib's own data our charts see the settings and one face.
_DATA = re.compile(r"matplotlib/mpl-data/(?!matplotlibrc$|fonts/ttf/DejaVuSans\.ttf$)")
# Sources that are read: by their digests and versions the cache knows who drew a chart.
AS_SOURCES = ("reportgen", "matplotlib.font_manager", "matplotlib._version", "numpy.version",
              "PIL._version", "uharfbuzz._version")
_KEPT = ("METADATA", "entry_points.txt")
_LICENCE = re.compile(r"(?i)\.dist-info/licenses/|(licen[cs]e|copying|notice|authors)[^/]*$")
_NAME = re.compile(r"([\w.-]+)\s*(?:\[([^]]*)\])?")
_EXTRA = re.compile(r"extra == ['\"]([\w-]+)['\"]")
_UNTOLD = "（没有找到许可文本；照上面的名称查）"
Row = tuple[str, str, str]      # of PyInstaller's lists: where to, where from, what kind


def wanted_data(rows: Iterable[Row]) -> list[Row]:
    """Data without what no chart of ours shows; metadata we write ourselves."""
    return [row for row in rows if not _DATA.match(row[0].replace("\\", "/"))
            and ".dist-info" not in row[0]]


def packages(root: str = "reportgen") -> dict[str, metadata.Distribution]:
    """Everything that a package needs, extras that are carried included, by normal name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [(root, frozenset(EXTRAS))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        key = re.sub("[-_.]+", "-", name).lower()
        if (key, extras) in seen:
            continue
        seen.add((key, extras))
        try:
            found[key] = metadata.distribution(key)
        except metadata.PackageNotFoundError:       # for another system, or not carried
            continue
        waiting += _needs(found[key], extras)
    return dict(sorted(found.items()))


def _needs(
    package: metadata.Distribution, extras: frozenset[str],
) -> Iterator[tuple[str, frozenset[str]]]:
    for line in package.requires or ():
        asked = set(_EXTRA.findall(line))
        if (match := _NAME.match(line)) and (not asked or asked & extras):
            more = (match[2] or "").replace(" ", "").split(",")
            yield match[1], frozenset(more) - {""}


def write_metadata(folder: Path) -> list[Row]:
    """The metadata of all packages, without paths of this machine.

    RECORD keeps the files of the wheel, with their digests: by them a record tells one build of a
    package from another. Of where a wheel came from only its digest stays.
    """
    rows = []
    for package in packages().values():
        name = re.sub("[-_.]+", "_", package.name).lower()
        info = folder / f"{name}-{package.version}.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        told = {name: text for name in _KEPT if (text := package.read_text(name))}
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(
            (name, f"sha256={digest}", size) for name, digest, size in listed(package))
        told["RECORD"] = lines.getvalue()
        source = json.loads(package.read_text("direct_url.json") or "{}")
        if archive := source.get("archive_info"):
            told["direct_url.json"] = json.dumps({"url": "", "archive_info": archive})
        for name, text in told.items():
            (info / name).write_text(text, encoding="utf-8", newline="\n")
            rows.append((f"{info.name}/{name}", str(info / name), "DATA"))
    return rows


def write_making(path: Path) -> Row:
    """What the records of a bundle say of it: what made it, and all that it carries."""
    told = {"打包": f"PyInstaller {metadata.version('pyinstaller')}",
            "带的程序包": {name: each.version for name, each in packages().items()}}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return f"reportgen/{path.name}", str(path), "DATA"


def licences(binaries: Iterable[Row]) -> str:
    """The licences of all that is carried: packages, Python, libraries of the system."""
    ours = [*packages().values(), *metadata.distributions(name="pyinstaller")]    # its starter
    parts = {f"{each.name} {each.version}": _licence_of(each) for each in ours}
    parts[f"Python {sys.version.split()[0]}"] = _python()
    parts.update(_of_system(binaries))
    head = "\n  ".join(["这个文件夹里带的程序和库，各照自己的许可：", *parts]) + "\n"
    rule = "\n" + "=" * 79 + "\n"
    return head + "".join(f"{rule}{name}{rule}\n{text.strip()}\n" for name, text in parts.items())


def _licence_of(package: metadata.Distribution) -> str:
    told = package.metadata
    named = told.get("License-Expression") or (told.get("License") or "").partition("\n")[0]
    named = named or "；".join(line.rpartition(" :: ")[2] for line in told.get_all("Classifier", [])
                              if line.startswith("License ::"))
    texts = [Path(str(path.locate())).read_text(encoding="utf-8", errors="replace")
             for path in package.files or () if _LICENCE.search(path.as_posix())
             and ".." not in path.parts and path.suffix not in {".py", ".pyc", ".html"}
             and Path(str(path.locate())).is_file()]
    return "\n\n".join([f"许可：{named}" if named else "", *(texts or [_UNTOLD])])


def _python() -> str:
    for name in ("LICENSE.txt", "../LICENSE.txt", "LICENSE"):
        path = Path(sysconfig.get_path("stdlib"), name)
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return _UNTOLD


def _of_system(binaries: Iterable[Row]) -> Mapping[str, str]:
    """Libraries that come from the system, by the package that Debian took them from."""
    inside = (sys.prefix, sys.base_prefix + "/lib/python", sys.base_prefix + "/lib/libpython")
    strange = sorted({str(Path(source).resolve()) for _, source, _ in binaries
                      if not source.startswith(inside)})
    found: dict[str, list[str]] = {}
    for path in strange:
        found.setdefault(_owner(path), []).append(Path(path).name)
    return {f"{'、'.join(names)}（{owner}）": _copyright(owner) for owner, names in found.items()}


def _owner(path: str) -> str:
    if not shutil.which("dpkg-query"):
        return "系统的库"
    for name in (path, path.removeprefix("/usr")):      # as it was before /lib was /usr/lib
        told = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True,
                              check=False)
        if told.returncode == 0:
            return told.stdout.partition(":")[0]
    return "系统的库"


def _copyright(owner: str) -> str:
    path = Path("/usr/share/doc", owner, "copyright")
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else _UNTOLD


def strip(folder: Path) -> None:
    """Take the debugger's tables out of Python itself: a third of all, where it was built at home.

    Not out of what wheels bring: those were changed after they were linked, and do not bear it.
    """
    if program := shutil.which("strip"):
        own = [*folder.glob("_internal/libpython*"), *folder.glob("_internal/python*/**/*.so")]
        subprocess.run([program, "--strip-unneeded", *(path for path in own if path.is_file())],
                       check=True)


def write_sums(folder: Path, name: str) -> None:
    """The list of a bundle's files with their digests, as sha256sum takes it."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  "
             f"{path.relative_to(folder).as_posix()}\n"
             for path in sorted(folder.rglob("*"))
             if path.is_file() and not path.is_symlink() and path.name != name]
    (folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")
