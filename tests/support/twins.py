"""Which test covers which module, measured: by its name, or by a row of `COVERED`.

`test_x.py` in the folder of a room is the twin of `x.py` in that room or in one within it. Where
several modules are tested by what they do together, a row names the test. Either way the test must
get at the module: by its imports, those of its helpers and its conftests, and theirs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

# test below tests/ → modules below reportgen/ that have no twin of their name
COVERED: Mapping[str, str] = {
    "acts/test_archive.py": "acts.making acts.proving acts.reading",
    "acts/test_building.py": "acts.approving",
    "acts/test_comparing.py": "copies.originals",
    "acts/test_filing.py": "recording_world",
    "acts/test_printing.py": "acts.copies acts.register acts.verifying cli.copies.*",
    "acts/test_receiving.py": "acts.meant",
    "acts/test_rolling.py": "acts.folders rolling.* sources.splicing",
    "acts/test_stamping.py": "writers.pdf.stamping",
    "archive/test_listing.py": "archive.metadata archive.record",
    "archive/test_store.py": "archive.objects archive.problems",
    "batching/test_afar.py": "batching.engines",
    "batching/test_run.py": "batching.results batching.tables batching.work",
    "charts/paint/test_png.py": "charts.paint.outlines",
    "charts/proof/test_grey.py": "charts.proof.drawings",
    "charts/proof/test_values.py": "charts.proof.view",
    "charts/test_compile.py": "charts.record.cache charts.record.measure",
    "charts/test_kinds.py": "charts.kinds.* charts.parts.* charts.record.drawing "
                            "charts.record.theme charts.registry",
    "checks/reckoning/test_facts.py": "checks.reckoning.recompute checks.reckoning.same "
                                      "checks.reckoning.stored",
    "checks/reckoning/test_sentences.py":
        "checks.reckoning.amounts checks.reckoning.grids checks.reckoning.growth "
        "checks.reckoning.identities checks.reckoning.items checks.reckoning.judging "
        "checks.reckoning.parts checks.reckoning.reckoned "
        "checks.reckoning.respective checks.reckoning.roles checks.reckoning.ties "
        "checks.reckoning.totals",
    "checks/test_charts.py": "checks.charts.*",
    "checks/test_check.py": "checks.document.* checks.facts.* checks.statistics.*",
    "checks/wording/test_lists.py": "checks.wording.names checks.wording.ordinals "
                                    "checks.wording.repeats",
    "checks/wording/test_phrases.py": "checks.wording.grammar checks.wording.phrasing",
    "checks/test_fallbacks.py": "checks.faces.glyphs",
    "checks/test_registry.py": "inspection",
    "cli/test_cases.py": "cli.app cli.archive.* cli.building cli.commands.* cli.group "
                         "cli.options cli.shells",
    "cli/test_commands.py": "sources.rules",
    "cli/test_show.py": "findings",
    "copies/test_comparing.py": "copies.laying",
    "copies/test_printing.py": "writers.pdf.printing writers.pdf.standards",
    "copies/test_sheets.py": "copies.matrix copies.placing",
    "document/test_chart_table.py": "document.chart",
    "document/test_columns.py": "document.inline document.plan document.quantity document.tree",
    "excel/test_formats.py": "excel.dates",
    "excel/test_marks.py": "excel.looks excel.notes excel.package excel.splices",
    "excel/test_read.py": "excel.cells excel.parts excel.xlsx",
    "facts/test_text.py": "document.tidy",
    "facts/test_tables.py": "facts.folder",
    "facts/test_wide.py": "facts.columns facts.rows facts.survey",
    "fonts/test_library.py": "fonts.subset",
    "fonts/test_select.py": "fonts.open fonts.problems style.wishes fonts.selection",
    "images/test_develop.py": "images.developing images.exif images.jpeg images.png",
    "images/test_read.py": "images.bmp images.header images.tiff images.webp",
    "layout/test_copyfit.py": "layout.flow layout.shrinking layout.tail style.tightening",
    "layout/test_layout.py": "layout.build layout.stack",
    "layout/test_passing.py": "layout.turns",
    "layout/test_tables.py": "style.rows",
    "mail/test_month.py": "acts.mail acts.mailing cli.mail.* mail.copybox mail.model mail.outbox "
                          "mail.runner",
    "narrative/figures/test_build.py": "narrative.figures.projects",
    "narrative/figures/test_chart_choice.py": "narrative.figures.chart_data "
                                              "narrative.figures.chart_shapes",
    "narrative/fill/test_pivot.py": "narrative.fill.members narrative.fill.totals "
                                    "narrative.parse.pivot_keys",
    "narrative/genres/test_official.py": "narrative.front.*",
    "narrative/parse/test_blocks.py": "narrative.parse.* narrative.syntax",
    "narrative/test_rules_of_writing.py": "narrative.language.*",
    "office/test_read.py": "office.model",
    "page/test_desk.py": "page.first",
    "page/test_guard.py": "page.connections",
    "page/test_month.py": "page.case page.findings page.markup page.steps.* page.view",
    "page/test_serving.py": "page.starting",
    "page/test_steps_papers.py": "archive.lines page.steps.* page.view",
    "proof/audit/test_pictures.py": "proof.word.drawings proof.word.provenance",
    "proof/ofd/test_read.py": "proof.ofd.* proof.package",
    "proof/parity/test_sheets.py": "proof.matrices proof.sheets",
    "proof/pdf/test_read.py": "proof.pdf.text proof.pdf.page",
    "proof/pdf/test_sheets.py": "proof.pdf.faces proof.pdf.annotations",
    "proof/test_audit.py": "proof.audit.*",
    "proof/test_letter_page.py": "layout.letter writers.docx.letter",
    "proof/test_planted.py": "proof.outlines proof.ink proof.pdf.legible proof.planting "
                             "charts.proof.surroundings",
    "proof/test_page_furniture.py": "writers.docx.edges",
    "proof/test_parity.py": "proof.content proof.parity.* proof.stretches",
    "proof/word/test_read.py": "proof.word.*",
    "style/test_profile.py": "style.setting",
    "test_bulletin.py": "edition",
    "test_pipeline.py": "briefing diagnostics units",
    "trace/test_finished.py": "acts.tracing trace.laid trace.reason trace.word",
    "trace/test_ledger.py": "trace.origin",
    "typeset/test_cases.py": "typeset.bonds typeset.classes typeset.gaps typeset.table",
    "test_files.py": "refusals",
    "typeset/test_paragraph.py": "typeset.boxes typeset.fit typeset.measure typeset.piece_cache "
                                 "typeset.place",
    "typeset/test_runs.py": "typeset.model",
    "writers/docx/test_chart.py": "writers.docx.chart.*",
    "writers/docx/test_figures.py": "writers.docx.captions writers.docx.drawing "
                                    "writers.docx.picture",
    "writers/docx/test_golden.py": "writers.docx.masthead writers.docx.outline_levels",
    "writers/docx/test_tables.py": "writers.docx.tablestyle",
    "writers/ofd/test_structure.py": "layout.places writers.ofd.*",
    "writers/pdf/test_kinds.py": "writers.pdf.codes writers.pdf.fonts",
    "writers/pdf/test_pdf.py": "writers.pdf.*",
}
_PREFIX = re.compile(r"reportgen(\.\w+)+\.")     # import_module(f"reportgen.facts.{name}")
# Fixtures that build a whole issue.
_BUILT = re.compile(r"\b(sample|bulletin|notice|letter|minutes|gallery)")


def code(modules: Mapping[str, str]) -> list[str]:
    """The modules that do something: those with a function or a class."""
    acting = (ast.FunctionDef, ast.ClassDef)
    return [name for name, source in modules.items()
            if any(isinstance(node, acting) for node in ast.parse(source).body)
            and not any(other.startswith(f"{name}.") for other in modules)]


def twin(name: str, tests: Mapping[str, str]) -> str | None:
    """The test named after a module; `tests` maps path below tests/ → source."""
    *rooms, stem = name.split(".")[1:]
    folders = ("/".join((*rooms[:depth], f"test_{stem}.py")) for depth in range(len(rooms), -1, -1))
    return next((path for path in folders if path in tests and (path.count("/") or not rooms)),
                None)


def rows(name: str) -> Iterator[str]:
    """The tests whose row lists a module."""
    short = name.removeprefix("reportgen.")
    for test, patterns in COVERED.items():
        if any(fnmatch(short, pattern) for pattern in patterns.split()):
            yield test


class Reach:
    """What a test gets at, through imports at whatever time."""

    def __init__(self, modules: Mapping[str, str], tests: Mapping[str, str]) -> None:
        self._modules, self._tests = modules, tests
        self._graph = {name: self._imports(source) for name, source in modules.items()}
        self._helpers = {Path(path).stem: path for path in tests if "test_" not in path}

    def __call__(self, test: str) -> set[str]:
        """The modules of the package that a test gets at."""
        found: set[str] = set()
        waiting = [name for path in self._files(test) for name in self._imports(self._tests[path])]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._graph[name]
        return found

    def _files(self, test: str) -> set[str]:
        """A test with its helpers and each conftest that it uses."""
        found: set[str] = set()
        waiting = [test, *(f"{folder.as_posix()}/conftest.py" for folder in Path(test).parents)]
        if _BUILT.search(self._tests[test]):
            waiting.append("conftest.py")
        while waiting:
            path = waiting.pop()
            if path in self._tests and path not in found:
                found.add(path)
                lines = re.findall(r"^(?:from|import) (.*)", self._tests[path], re.MULTILINE)
                dotted = [word for line in lines for word in re.findall(r"[\w.]+", line)]
                waiting += [f"{word.replace('.', '/')}.py" for word in dotted]
                waiting += [self._helpers.get(word.rpartition(".")[2], "") for word in dotted]
        return found

    def _imports(self, source: str) -> set[str]:
        """The modules that a source imports; of a package taken whole, all that are in it."""
        names, whole = _named(source)
        found = {name for name in names if name in self._modules}
        return found | {name for name in self._modules if name.rpartition(".")[0] in whole}


@cache
def _named(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a source imports by name; and the packages that it takes whole, to look for modules."""
    names, whole = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
            whole.update(alias.name for alias in node.names if alias.asname)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update((node.module, *(f"{node.module}.{each.name}" for each in node.names)))
        elif isinstance(node, ast.Constant) and _PREFIX.fullmatch(str(node.value)):
            whole.add(str(node.value)[:-1])
    return frozenset(names), frozenset(whole)
