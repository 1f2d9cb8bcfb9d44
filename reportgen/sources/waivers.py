"""What a writer lets pass, and where it is said: 放行 W0411：引文原样如此（甲某）.

In a narrative it is a comment, `<!-- 放行 … -->`, in its YAML `# 放行 …`; of a fact, the key 放行.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Diagnostic, Sink, Span, Waiver, row_of
from reportgen.patterns import late
from reportgen.sources.nearest import asked
from reportgen.sources.nodes import ListNode, MapNode, Node, Scalar

KEY = "放行"
_SHAPE = "代码：理由（姓名），如 W0411：引文原样如此（甲某）"
_SAID = late(r"(?P<code>[A-Za-z][0-9]{4})[ \t]*[：:][ \t]*(?P<reason>[^\s（）()：:].*?)[ \t]*"
             r"[（(](?P<by>[^（）()]*[^（）()\s][^（）()]*)[）)]")
_COMMENT = late(r"<!--[ \t]*放行(?P<said>(?:(?!-->).)*)(?P<end>-->)?"
                r"|^[ \t]*#[ \t]*放行(?P<yaml>.*)")
_FENCE = late(r"`{3,}|~{3,}|｀{3,}")
_BLANKS = " \t\u3000"

# Letters and how the number begins → why nobody lets it pass, "" where one may; the first counts.
_WHY_NOT = (
    ("EWI", "048", "它说的就是放行、改正本身"),
    ("EWI", "01", "读不了、读得不对的，改好文件才行"),
    ("EWI", "05", "字体里没有的字印不出来，换字体、换字才行"),
    ("EWI", "10", "它说的是成品和稿子不一样"),
    ("EWI", "04", ""),
    ("E", "0723", ""), ("E", "0727", ""), ("E", "0728", ""),
    ("WI", "02", ""), ("WI", "03", ""), ("WI", "06", ""), ("WI", "07", ""),
    ("E", "", "不改好就排不出来"),
    ("WI", "", "它说的不是文稿和数据"),
)


def why_not(code: str) -> str:
    """Why nobody can let findings of a code pass; "" where one can."""
    return next(why for letters, begins, why in _WHY_NOT
                if code[0] in letters and code.startswith(begins, 1))


def read_waiver(said: str, span: Span, lines: tuple[int, int], sink: Sink) -> None:
    """Take what is said for the lines from the first to the last, written at `span`.

    E0480 without a reason or a name, E0481 for a code that there is not, E0482 for one that nobody
    may let pass.
    """
    found = _SAID.fullmatch(said.strip())
    if found is None:
        sink.error("E0480", "放行要写代码、理由和姓名", span, f"照这样写：{_SHAPE}")
        return
    from reportgen.sources.rules import rules

    code, known = found["code"].upper(), rules()
    if code not in known:
        sink.error("E0481", f"没有“{found['code']}”这个代码", span,
                   *asked(code, tuple(known), lambda near: known[near].title),
                   "全部代码：reportgen rule")
    elif why := why_not(code):
        sink.error("E0482", f"{code} 不能放行：{why}", span, "删去这一处放行，照提示改好")
    else:
        waiver = Waiver(code, found["reason"], found["by"].strip(), span, *lines)
        sink.waivers.insert(0, waiver)      # before what the command line lets pass everywhere


def waivers_in(text: str, file: str, sink: Sink) -> None:
    """Take what the comments of a narrative let pass: each of its own block, or of the next one.

    A block ends with a blank line, a heading and a fence with itself; so does the front matter.
    """
    if KEY not in text:
        return
    lines = text.split("\n")
    waiting: list[tuple[str, Span]] = []
    for first, last in _blocks(lines):
        found = list(_comments(lines, first, last, file))
        waiting += found
        bare = "".join(_COMMENT.sub("", line) for line in lines[first:last]).strip(_BLANKS)
        if bare:
            for said, span in waiting:
                read_waiver(said, span, (first + 1, last), sink)
            waiting = []
    for said, span in waiting:
        read_waiver(said, span, (span.line, span.line), sink)


def _comments(
    lines: Sequence[str], first: int, last: int, file: str,
) -> Iterator[tuple[str, Span]]:
    """What is said between two lines, each with its place; "" where the comment does not end."""
    yaml = lines[first].strip(_BLANKS) == "---" and not first
    for at in range(first, last):
        yaml = yaml or _FENCE.match(lines[at].strip(_BLANKS)) is not None
        for hit in _COMMENT.finditer(lines[at]):
            length = len(hit.group())
            if hit["yaml"] is None:
                yield hit["said"] if hit["end"] else "", Span(file, at + 1, hit.start() + 1, length)
            elif yaml:
                yield hit["yaml"], Span(file, at + 1, hit.start() + 1, length)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each block begins, and the line behind it."""
    start, ends = -1, frozenset[str]()
    for at, line in enumerate(lines):
        bare = line.strip(_BLANKS)
        fence = _FENCE.match(bare)
        closed = bare in ends or (not ends and bare.startswith(("#", "＃")))
        if not ends and not bare and start >= 0:
            yield start, at
            start = -1
        elif bare and start < 0:
            start = at
        if closed:
            yield start, at + 1
            start, ends = -1, frozenset()
        elif not ends and (fence or (bare == "---" and not at)):
            ends = frozenset((fence.group(),) if fence else ("---", "..."))
    if start >= 0:
        yield start, len(lines)


def waivers_of(node: Node, said: Sequence[Scalar], sink: Sink) -> None:
    """Take what a fact's 放行 says, for the lines or the row that the fact stands in."""
    for each in said:
        rows = [row_of(span) for span in _spans(node)]
        read_waiver(each.text, each.span, (min(rows), max(rows)), sink)


def _spans(node: Node) -> Iterator[Span]:
    yield node.span
    match node:
        case MapNode():
            for entry in node.entries:
                yield from _spans(entry.value)
        case ListNode():
            for item in node.items:
                yield from _spans(item)


def allowed(codes: Sequence[str]) -> list[Waiver]:
    """What the command line lets pass, wherever it is found."""
    return [Waiver(code, "命令行 --allow") for code in dict.fromkeys(codes)]


def unused(sink: Sink) -> None:
    """Tell what was let pass and was not found: W0483, of the command line I0484."""
    told = tuple(sink)
    used = {(each.waived.code, each.waived.span) for each in told if each.waived}
    left: dict[tuple[str, Span], Waiver] = {
        (each.code, each.span): each for each in sink.waivers
        if (each.code, each.span) not in used}
    for waiver in left.values():
        if waiver.span.file:
            sink.extend((Diagnostic("W0483", f"放行的 {waiver.code} 这里没有", waiver.span,
                                    ("已经改好了，删去这一处放行；不在这一段，挪到那一段前面",)),))
        elif waiver.reason:
            sink.extend((Diagnostic("I0484", f"--allow {waiver.code} 没有用上"),))
