"""`reportgen archive verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.archive.common import by_option, desk, office_option
from reportgen.cli.building import size
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Family
from reportgen.terminal import columns, pad

if TYPE_CHECKING:
    from reportgen.acts.proving import Proof

HELP = """核对档案：目录库、每一条的摘要链、每一个文件的每一个字节；再逐件做四性检测。

写了件，四性检测只做这几件，逐项列出。不做的项目写“未执行”。核对本身也记一笔；档案只读时不记。

用 --certificate 写成一页的证书（PDF）；有不对的也写。

把显示的末条摘要抄下来（印在纸上最好），以后用 --head 核对：整个档案被换过也认得出。
"""


@options.command("archive verify", HELP)
@click.argument("names", metavar="[件…]", nargs=-1)
@click.option("--quick", is_flag=True, help="不做四性检测，只核对字节。")
@click.option("--head", "noted", metavar="摘要", default="", help="以前抄下的末条摘要，至少 8 位。")
@click.option("--at", "folder", metavar="文件夹", type=options.PathType(),
              help="核对别处的一份：副本，或移交来的包。")
@click.option("--certificate", metavar="文件", type=options.PathType(), help="写成证书：.pdf。")
@click.option("--reindex", is_flag=True, help="检索用的索引坏了，重建。")
@office_option
@by_option
def command(
    session: Session, *, names: tuple[str, ...], quick: bool, noted: str, folder: Path | None,
    reindex: bool, certificate: Path | None, start: Path, by: str,
) -> Outcome:
    """Check everything, and journal that it was."""
    from reportgen.acts import proving

    if quick and certificate:
        raise click.UsageError("证书要做四性检测：--quick 和 --certificate 不能一起写")
    at = desk(session, start, by)
    if folder is not None and (sink := proving.bag_proof(folder, at)) is not None:
        return session.done(f"包 {folder} 完整：每个文件的摘要都相符", {"bag": str(folder)},
                            tuple(sink), Family.PROOF if sink.has_errors else None)
    if reindex:
        proving.reindex(at)
    proof = proving.verify(at, names, noted, session.progress, properties=not quick, copy=folder)
    if certificate:
        from reportgen.acts.certificate import certified

        certified(at, proof, certificate, session.progress, folder)
    text, found = "\n".join(_lines(proof, told=bool(names))), tuple(proof.sink)
    failed = any(each.is_error for each in found)
    if failed and not session.json and not session.quiet:
        session.out.print(text)
    data = _data(proof) | ({"files": [str(certificate)]} if certificate else {})
    return session.done(text, data, found, Family.PROOF if failed else None)


def _lines(proof: Proof, *, told: bool) -> list[str]:
    """What was looked at; with `told`, every row of every record."""
    whole = proof.whole
    lines = [f"目录库 {whole.entries} 条，{len(whole.records)} 件，{whole.objects} 个文件，"
             f"{size(whole.size)}", f"末条摘要 {whole.head}"]
    if proof.records:
        counts = "，".join(f"{result.value} {count} 项" for result, count in proof.counts.items())
        each = "" if told else "；逐项看：reportgen archive verify 档号"
        lines.append(f"四性检测 {len(proof.records)} 件：{counts}{each}")
    if whole.copied:
        lines.append(f"最近的副本 {whole.copied}")
    for name, rows in proof.records.items() if told else ():
        width = max(columns(row.title) for row, _ in rows)
        lines += [name, *(f"  {row.property}  {pad(row.title, width)}  {verdict.result.value}"
                          + (f"  {verdict.note}" if verdict.note else "")
                          for row, verdict in rows)]
    return lines


def _data(proof: Proof) -> dict[str, object]:
    whole = proof.whole
    return {
        "entries": whole.entries, "head": whole.head, "objects": whole.objects,
        "bytes": whole.size, "copied": whole.copied,
        "records": [
            {"name": name, "properties": [
                {"code": row.code, "property": row.property, "title": row.title,
                 "result": verdict.result.value, "note": verdict.note}
                for row, verdict in rows]}
            for name, rows in proof.records.items()],
    }
