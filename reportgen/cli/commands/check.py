"""`reportgen check`."""

from __future__ import annotations

from pathlib import Path

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.cli.show import summary

HELP = """检查数据和文稿，连排版也试一遍，但不生成文件。

check 放行的，build 也能生成。
"""


@options.command("check", HELP, strict=True, epilog=options.WHERE)
@options.folder_argument
def command(session: Session, folder: Path | None) -> Outcome:
    """Run everything but the writers."""
    from reportgen import pipeline
    from reportgen.edition import Edition

    session.progress("检查")
    briefing = pipeline.load(chosen(folder, session.world), session.world)
    document = pipeline.compose(briefing)
    pipeline.check(briefing, document)
    edition = Edition(briefing, document, session.progress)
    edition.check()
    pages = edition.fitted.pages
    briefing.sink.insist(session.strict)
    count = summary(briefing.sink)
    facts = len(briefing.dataset.facts)
    verdict = f"可以生成：{count}。" if count else "没有发现问题。"
    text = f"{verdict}{facts} 个事实，{len(pages.pages)} 页。"
    data = {"facts": facts, "pages": len(pages.pages)}
    return session.done(text, data, tuple(briefing.sink))
