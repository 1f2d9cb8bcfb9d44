"""What was printed and sent of an issue, and whether it is what the sources make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.acts.making import Made
from reportgen.acts.reading import proved
from reportgen.acts.signing import MARK
from reportgen.diagnostics import ReportError, Sink, Span, typed
from reportgen.world import World


def with_sources(name: str, out: Path, world: World) -> bool:
    """Whether a PDF was sent that carries its sources: then that is the one to be made again."""
    from reportgen.proof.pdf.about import attached

    try:
        return any(attached(data, path.name) for path, data in _sent(name, out, world))
    except ReportError:
        return False        # E1129 tells it


def _sent(name: str, out: Path, world: World) -> Iterator[tuple[Path, bytes]]:
    for path in (out / f"{name}.pdf", out / f"{name}{MARK}.pdf"):
        if world.is_file(path):
            yield path, world.read(path)


def as_issued(issue: Made, out: Path, world: World, sink: Sink) -> tuple[Made, str]:
    """The issue with its PDF as it was issued, and what its signature says; "" for none.

    What was sent is what the sources make, or that with a signature behind it: else E1129, and
    E1159 where the signature does not hold.
    """
    from reportgen.proof.pdf.signed import more_than_a_signature

    name, made, told = issue.briefing.name, issue.files["pdf"], ""
    again = f"重新生成：reportgen build {typed(issue.briefing.folder)} -o {typed(out)}"
    for path, data in _sent(name, out, world):
        if data == made:
            continue
        if more := more_than_a_signature(made, data):
            what, hint = "", f"{again}；签过名的再签一次"
            if data.startswith(made):
                what = f"加一个签名（{more}）"
                hint = "只收 reportgen sign 签的：把它移到别处，归档没有签的那一份"
            sink.error("E1129", f"“{path}”不是这份稿子和数据现在生成的{what}", Span(str(path)),
                       hint, "已经印发的和稿子不一样：先把稿子改成印发的样子")
            continue
        holds, told = proved(data)
        if not holds:
            sink.error("E1159", f"“{path}”的签名不对：{told}", Span(str(path)),
                       f"再签一次：reportgen sign {typed(out / f'{name}.pdf')} "
                       "--certificate 证书.p12")
        issue = replace(issue, files={**issue.files, "pdf": data})
    for kind, path in (("docx", out / f"{name}.docx"), ("ofd", out / f"{name}.ofd")):
        if world.is_file(path) and world.read(path) != issue.files[kind]:
            sink.error("E1129", f"“{path}”不是这份稿子和数据现在生成的", Span(str(path)),
                       f"{again} --to {kind}",      # without it OFD is not made
                       "已经印发的和稿子不一样：先把稿子改成印发的样子")
    return issue, told
