"""密级: of a document that has one, its form; of one that has none, that it carries no secret."""

from __future__ import annotations

from reportgen.checks.prose import Prose, Said
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import Head, Letterhead, LetterOpening, Masthead, Remark
from reportgen.patterns import late

_LEVELS = {"绝密": 30, "机密": 20, "秘密": 10}      # years at most: 保守国家秘密法
_TERM = late("(绝密|机密|秘密)(?:★([0-9]+)年)?")
_MISSPELT = late("绝秘|机秘|[绝机秘]蜜|密秘|绝密秘")
_OPEN = late("公开(?:发布|发行|印发)|主动公开|依申请公开")
_CLOSED = late("不(?:得|予|宜|能|可)?公开")
_LEVEL = late("绝密|机密|秘密")
_KIND = "(?:秘密|机密|绝密)"
_SECRET = late(
    f"{_KIND}[★☆]|^密级[:： \u3000]{{1,2}}{_KIND}|^【{_KIND}】|(?<=[》料件案])（{_KIND}）"
    f"|[本此该][^，。；“”]{{1,6}}(?:密级|定密)(?:定|确定)?[为是]{_KIND}(?!级?的|时)"
    f"|{_KIND}级(?:文件|材料|资料)《"
    f"|(?:附件|本文|本件|本通知|此件|此文|本材料)(?:内容)?(?:均?[为是系属]|属于){_KIND}"
    "(?:级(?!文件|材料)|级?(?:文件|材料)|件|(?=[，。；]))(?!的|时)")
_HINT = "涉密的按规定办理，不用这里的版式；不涉密的删去这个标志"


def check_secrecy(said: Said, sink: Sink) -> None:
    """E0477 密级 of too long a term, without 份号, with 公开发布; a mark where there is none."""
    level = ""
    for block in said.document.blocks:
        if isinstance(block, Letterhead | LetterOpening):
            level = block.secrecy
            if level and not block.copy_number:
                _tell("标了密级，没有份号", block.span, "写上份号，如 份号: 000001", sink)
        elif isinstance(block, Masthead):
            level = block.notice
            if wrong := _MISSPELT.match(level):
                _tell(f"没有“{wrong.group()}”这一级", block.span, "密级写秘密、机密、绝密", sink)
        elif isinstance(block, Remark) and _TERM.match(level) and _OPEN.search(block.text) \
                and not _CLOSED.search(block.text):
            _tell(f"标了密级，附注又写“{block.text}”", block.span, "公开的不标密级；涉密的改附注",
                  sink)
        if isinstance(block, Letterhead | LetterOpening | Masthead):
            found = _TERM.match(level)
            if found and found[2] and int(found[2]) > _LEVELS[found[1]]:
                _tell(f"“{found.group()}”的期限太长：{found[1]}不超过{_LEVELS[found[1]]}年",
                      block.span, "核对期限；确要更长的写“长期”，须经批准", sink)
    own = _TERM.match(level)
    for passage in said.prose:
        _marked(passage, own[1] if own else "", sink)


def _marked(passage: Prose, own: str, sink: Sink) -> None:
    """A secret above what the document is marked as; what is quoted is only spoken of."""
    found = None if isinstance(passage.step.block, Head) else _SECRET.search(passage.text)
    if found is None:
        return
    before, level = passage.text[: found.start()], _LEVEL.findall(found.group())[-1]
    if before.count("“") == before.count("”") and _LEVELS[level] > _LEVELS.get(own, 0):
        _tell(f"写了密级标志“{found.group()}”，这一篇{f'只标了{own}' if own else '没有标密级'}",
              passage.place(found.start(), found.end()), _HINT, sink)


def _tell(said: str, place: Span, hint: str, sink: Sink) -> None:
    sink.error("E0477", said, place, hint)
