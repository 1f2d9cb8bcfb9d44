"""`desk`: the month of an office in the browser; each button is one act, as each command is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from reportgen.acts.archive import FilingPlan
from reportgen.acts.folders import inside
from reportgen.acts.receiving import receive_folder
from reportgen.archive.disk import Disk, login_name
from reportgen.diagnostics import NOWHERE, ReportError, failure
from reportgen.edition import Progress
from reportgen.page.asking import Kept
from reportgen.page.case import Case
from reportgen.page.findings import findings_of
from reportgen.page.first import NEW, first
from reportgen.page.guard import Idle
from reportgen.page.jobs import Answer, Jobs
from reportgen.page.live import Live
from reportgen.page.markup import Html, page, tag
from reportgen.page.month import SECTIONS, panel, sources
from reportgen.page.opening import remember
from reportgen.page.preview import Feed, explanation, furniture, routes, search
from reportgen.page.serving import IDLE, Tell, serve
from reportgen.page.steps import filing, mailing, making, printing, turning, verifying
from reportgen.page.uploads import received
from reportgen.page.view import SEEN, STRICT, View, field
from reportgen.world import World

Act = Callable[[Case, Mapping[str, str], Progress], Answer]
STEPS: Mapping[str, Act] = {
    "mark": making.marked, "build": making.built,
    "roll-plan": turning.shown, "roll": turning.rolled,
    **printing.STEPS, **filing.STEPS, **mailing.STEPS, **verifying.STEPS,
}
Send = Callable[[Case, Mapping[str, bytes], Progress], Answer]
SENT: Mapping[str, Send] = {"receive": making.received, **verifying.SENT}
"""Steps that are given files, by name."""
_ISSUE = "/issue/{issue}"
_WATCHED = 3        # issues whose pages are kept


class Office:
    """What the desk shows: the issues of a folder, the pages of those looked at, the work."""

    def __init__(self, top: Path | None, world: World, feed: Feed, idle: Idle) -> None:
        self.top, self.world, self._feed, self._idle = top, world, feed, idle
        self.jobs, self.who = Jobs(self.changed), login_name()
        self._kept = Kept[FilingPlan]()
        self._lives: OrderedDict[str, Live] = OrderedDict()
        self._lock = threading.Lock()

    def changed(self) -> None:
        """From any thread: there is something new to show."""
        self._idle.stir()
        self._feed.changed()

    def open(self, top: Path) -> None:
        """Show another folder."""
        self.end()
        self.top, self._lives = top, OrderedDict()
        remember(top, self.world)

    def case(self, request: Request) -> Case:
        """The issue that is asked for; nothing else can be named."""
        if self.top is not None:
            case = Case(self.top, request.path_params["issue"], self.world, Disk(), self.who,
                        self._kept)
            if case.known:
                return case
        raise HTTPException(404, "这一期的文件夹不在了")

    def live(self, request: Request) -> Live:
        """The pages of an issue."""
        case = self.case(request)
        with self._lock:
            live = self._lives.get(case.name)
            if live is None:
                live = self._lives[case.name] = Live(case.folder, self.world, self.changed)
                live.start()
            self._lives.move_to_end(case.name)
            old = self._lives.popitem(last=False)[1] if len(self._lives) > _WATCHED else None
        if old is not None:
            old.stop()
        return live

    def view(self, request: Request) -> View:
        """What the sections of an issue are drawn from."""
        case = self.case(request)
        return View(case, case.standing(), self.jobs, self.live(request).state)

    def end(self) -> None:
        """Watch no more."""
        self.jobs.stop()
        for live in self._lives.values():
            live.stop()


def desk(top: Path | None, world: World, tell: Tell, *, port: int, open_browser: bool,
         idle: float = IDLE) -> bool:
    """Serve the desk of an office, as `serve`; with no folder, that of one to be made."""
    feed = Feed()
    waiting = Idle(idle, busy=lambda: office.jobs.now is not None)
    office = Office(top, world, feed, waiting)
    if top is not None:
        remember(top, world)
    what = f"desk {world.resolve(top) if top is not None else ''}"
    return serve(
        [*_whole(office), *_routes(office, feed), *_kept(office), *furniture()],
        what, world.cache(), waiting, tell,
        begin=feed.begin, end=office.end, port=port, open_browser=open_browser)


def _whole(office: Office) -> Iterator[BaseRoute]:
    """Of the office as a whole."""
    def home(_: Request) -> Response:
        return _shown(lambda: first(office.top, office.world, office.jobs), office)

    async def begin(request: Request) -> Response:
        begun = NEW.get(request.path_params["what"])
        if begun is None:
            raise HTTPException(404)
        top = await run_in_threadpool(begun, office.top, await _asked(request), office.world)
        await run_in_threadpool(office.open, top)
        return JSONResponse({"go": "/"})

    async def issue(request: Request) -> Response:
        files = await received(request)
        if office.top is None:
            raise HTTPException(404)
        if files and not any("/" in name for name in files):
            raise failure("E0138", f"“{next(iter(files))}”是文件，不是一期的文件夹", NOWHERE,
                          "点开要放进去的那一期，再拖一次",
                          "新的一期：打开上一期，在“下一期”里做，再拖进去")
        made = await run_in_threadpool(receive_folder, office.top, files, office.world, Disk())
        return JSONResponse({"go": f"/issue/{quote(made.path.name)}"})

    def stop(_: Request) -> Response:
        office.jobs.stop()
        return JSONResponse({})

    yield Route("/", home)
    yield Route("/new/issue", issue, methods=["POST"])
    yield Route("/new/{what}", begin, methods=["POST"])
    yield Route("/stop", stop, methods=["POST"])


async def _asked(request: Request) -> dict[str, str]:
    return {str(key): str(value) for key, value in (await request.json()).items()}


def _routes(office: Office, feed: Feed) -> Iterator[BaseRoute]:
    """Of an issue."""
    def issue(request: Request) -> Response:
        return _shown(lambda: _page(office.view(request), office.who), office)

    def sections(request: Request) -> Response:
        try:
            return JSONResponse(panel(office.view(request)))
        except ReportError as error:
            return JSONResponse({"html": findings_of(
                error.diagnostics, office.top or Path(), office.world)}, 409)

    async def do(request: Request) -> Response:
        case, act = office.case(request), STEPS.get(request.path_params["step"])
        asked = await _asked(request)
        if act is None:
            raise HTTPException(404)
        if (who := asked.pop("by", "").strip()):
            office.who, case = who, replace(case, who=who)
        return begun(request, lambda progress: act(case, asked, progress))

    async def send(request: Request) -> Response:
        case, act = office.case(request), SENT.get(request.path_params["step"])
        if act is None:
            raise HTTPException(404)
        files = await received(request)
        return begun(request, lambda progress: act(case, files, progress))

    def begun(request: Request, work: Callable[[Progress], Answer]) -> Response:
        refused = office.jobs.start(
            request.path_params["issue"], request.path_params["step"], work)
        return JSONResponse({"told": refused}, 409 if refused else 202)

    def more(_: Request) -> Mapping[str, object]:
        now = office.jobs.now
        return {"answers": office.jobs.number,
                "job": None if now is None else [now.issue, now.step, now.told]}

    base = _ISSUE
    yield Route(base, issue)
    yield Route(f"{base}/panel", sections)
    yield Route(base + "/do/{step}", do, methods=["POST"])
    yield Route(base + "/send/{step}", send, methods=["POST"])
    for each in routes(office.live, feed, more):
        if isinstance(each, Route):
            yield Route(f"{base}{each.path}", each.endpoint, methods=list(each.methods or ()))


def _kept(office: Office) -> Iterator[BaseRoute]:
    """The files of an issue, each by what the server listed."""
    def file(request: Request, *, looked: bool = False) -> Response:
        case, asked = office.case(request), request.path_params
        answer = office.jobs.answers.get((case.name, asked["step"]))
        paths = answer.files[asked["at"]:][:1] if answer else ()
        return _sent([inside(case.top, each, case.world) for each in paths], looked=looked)

    def made(request: Request) -> Response:
        case, name = office.case(request), request.path_params["name"]
        return _sent([inside(case.top, each.path, case.world)
                      for each in case.standing().files if each.path.name == name])

    def source(request: Request) -> Response:
        case, name = office.case(request), request.path_params["name"]
        return _sent([inside(case.top, each, case.world) for each in sources(case)
                      if each.name == name and case.world.is_file(each)])

    yield Route(_ISSUE + "/file/{step}/{at:int}", file)
    yield Route(_ISSUE + "/see/{step}/{at:int}", partial(file, looked=True))
    yield Route(_ISSUE + "/made/{name}", made)
    yield Route(_ISSUE + "/source/{name}", source)


def _sent(paths: Sequence[Path], *, looked: bool = False) -> Response:
    """The first of these files, to be kept or to be looked at."""
    if not paths or (looked and paths[0].suffix not in SEEN):
        raise HTTPException(404)
    if looked:
        return FileResponse(paths[0], media_type=SEEN[paths[0].suffix], headers=STRICT)
    return FileResponse(paths[0], filename=paths[0].name)


def _shown(made: Callable[[], Html], office: Office) -> Response:
    """A page; of an office whose own file is wrong, what is wrong with it."""
    try:
        return HTMLResponse(made())
    except ReportError as error:
        found = findings_of(error.diagnostics, office.top or Path(), office.world)
        return HTMLResponse(page("简报", "first.js", tag(
            "main", tag("p", tag("a", "← 各期", href="/")), tag("h1", "单位文件夹有问题"),
            tag("section", found), tag("p", "改好，存盘，再刷新本页。"), class_="first")))


def _page(view: View, who: str) -> Html:
    name, sections = view.case.name, panel(view)
    return page(
        f"{name} · 简报", "desk.js",
        tag("main",
            tag("header", tag("a", "← 各期", href="/"), tag("h1", name),
                tag("div", tag("p", "正在排版……", id="status"), tag("p", id="changed"),
                    class_="state"), search(),
                tag("div", id="problem", role="alert", hidden=True),
                tag("div", id="broken", role="alert", hidden=True),
                tag("div", tag("p", id="doing"), tag("progress", aria_label="正在做"),
                    tag("button", "停止", id="stop", type="button"), id="job", hidden=True)),
            tag("div", id="said", role="status", class_="unseen"),
            explanation(),
            *(tag("section", sections[each.key], id=each.key, aria_label=each.title)
              for each in SECTIONS),
            tag("section", field("by", "经办人", who, id="by", autocomplete="name"),
                aria_label="谁在办"), class_="side"),
        tag("section", tag("div", id="pages", class_="pages"), class_="desk", aria_label="各页"),
        base=view.base)
