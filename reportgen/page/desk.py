"""`desk`: the month of an office in the browser; each button is one act, as each command is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from reportgen.acts.standing import issues
from reportgen.archive.disk import Disk, login_name
from reportgen.edition import Progress
from reportgen.page.case import Case
from reportgen.page.guard import Idle
from reportgen.page.jobs import Answer, Jobs
from reportgen.page.live import Live
from reportgen.page.markup import Html, page, tag
from reportgen.page.month import SECTIONS, panel
from reportgen.page.preview import Feed, furniture, routes, sheets
from reportgen.page.serving import IDLE, Tell, serve
from reportgen.page.steps import filing, mailing, making, printing, turning, verifying
from reportgen.page.uploads import received
from reportgen.page.view import SEEN, STRICT, View
from reportgen.world import World

Act = Callable[[Case, Mapping[str, str], Progress], Answer]
Send = Callable[[Case, Mapping[str, bytes], Progress], Answer]
STEPS: Mapping[str, Act] = {
    "mark": making.marked, "build": making.built,
    "roll-plan": turning.shown, "roll": turning.rolled,
    **printing.STEPS, **filing.STEPS, **mailing.STEPS, **verifying.STEPS,
}
SENT: Mapping[str, Send] = {**verifying.SENT}        # that are given files
_WATCHED = 3        # issues whose pages are kept


class Office:
    """What the desk shows: the issues of a folder, the pages of those looked at, the work."""

    def __init__(self, top: Path, world: World, feed: Feed, idle: Idle) -> None:
        self._top, self._world, self._feed, self._idle = top, world, feed, idle
        self.jobs, self.who = Jobs(self.changed), login_name()
        self._lives: OrderedDict[str, Live] = OrderedDict()
        self._lock = threading.Lock()

    def changed(self) -> None:
        """From any thread: there is something new to show."""
        self._idle.touch()
        self._feed.changed()

    @property
    def names(self) -> list[str]:
        """The issues, the newest first."""
        return [each.name for each in issues(self._top, self._world)]

    def case(self, request: Request) -> Case:
        """The issue that is asked for; nothing else can be named."""
        case = Case(self._top, request.path_params["issue"], self._world, Disk(), self.who)
        if not case.known:
            raise HTTPException(404, "没有这一期")
        return case

    def live(self, request: Request) -> Live:
        """The pages of an issue."""
        case = self.case(request)
        with self._lock:
            live = self._lives.get(case.name)
            if live is None:
                live = self._lives[case.name] = Live(case.folder, self._world, self.changed)
                live.start()
            self._lives.move_to_end(case.name)
            old = self._lives.popitem(last=False)[1] if len(self._lives) > _WATCHED else None
        if old is not None:
            old.stop()
        return live

    def end(self) -> None:
        """Watch no more."""
        self.jobs.stop()
        for live in self._lives.values():
            live.stop()


def desk(top: Path, world: World, tell: Tell, *, port: int, open_browser: bool,
         idle: float = IDLE) -> None:
    """Serve the desk of an office until it is ended."""
    feed = Feed()
    waiting = Idle(idle, busy=lambda: office.jobs.now is not None)
    office = Office(top, world, feed, waiting)
    serve([*_routes(office, feed), *furniture()], f"desk {world.resolve(top)}", world.cache(),
          waiting, tell, begin=feed.begin, end=office.end, port=port, open_browser=open_browser)


def _routes(office: Office, feed: Feed) -> Iterator[BaseRoute]:
    def home(_: Request) -> Response:
        names = office.names
        if not names:
            return HTMLResponse(page("简报", "desk.js", tag("main", tag(
                "p", "这个文件夹里还没有一期简报。"))))
        return RedirectResponse(f"/issue/{quote(names[0])}")

    def issue(request: Request) -> Response:
        case = office.case(request)
        office.live(request)
        return HTMLResponse(_page(office, View(case, case.standing(), office.jobs)))

    def sections(request: Request) -> Response:
        case = office.case(request)
        return JSONResponse(panel(View(case, case.standing(), office.jobs)))

    async def do(request: Request) -> Response:
        case, step = office.case(request), request.path_params["step"]
        act = STEPS.get(step)
        if act is None:
            raise HTTPException(404)
        asked = {str(key): str(value) for key, value in (await request.json()).items()}
        begun = office.jobs.start(case.name, step, lambda progress: act(case, asked, progress))
        return JSONResponse({"begun": begun}, 202 if begun else 409)

    async def send(request: Request) -> Response:
        case, step = office.case(request), request.path_params["step"]
        act = SENT.get(step)
        if act is None:
            raise HTTPException(404)
        files = await received(request)
        begun = office.jobs.start(case.name, step, lambda progress: act(case, files, progress))
        return JSONResponse({"begun": begun}, 202 if begun else 409)

    def stop(_: Request) -> Response:
        office.jobs.stop()
        return JSONResponse({})

    def file(request: Request, *, seen: bool = False) -> Response:
        case, asked = office.case(request), request.path_params
        answer = office.jobs.answers.get((case.name, asked["step"]))
        if answer is None or asked["at"] >= len(answer.files):
            raise HTTPException(404)
        path = answer.files[asked["at"]]
        if not seen:
            return FileResponse(path, filename=path.name)
        if path.suffix not in SEEN:
            raise HTTPException(404)
        return FileResponse(path, media_type=SEEN[path.suffix], headers=STRICT)

    def more(_: Request) -> Mapping[str, object]:
        now = office.jobs.now
        return {"answers": office.jobs.number,
                "job": None if now is None else [now.issue, now.step, now.told]}

    yield Route("/", home)
    base = "/issue/{issue}"
    yield Route(base, issue)
    yield Route(f"{base}/panel", sections)
    yield Route(base + "/do/{step}", do, methods=["POST"])
    yield Route(base + "/send/{step}", send, methods=["POST"])
    yield Route(base + "/file/{step}/{at:int}", file)
    yield Route(base + "/see/{step}/{at:int}", partial(file, seen=True))
    yield Route("/stop", stop, methods=["POST"])
    for each in routes(office.live, feed, more):
        if isinstance(each, Route):
            yield Route(f"{base}{each.path}", each.endpoint, methods=list(each.methods or ()))


def _page(office: Office, view: View) -> Html:
    name = view.case.name
    choice = tag("select", *(tag("option", each, value=each, selected=each == name)
                             for each in office.names), id="issue", aria_label="哪一期")
    sections = panel(view)
    return page(
        f"{name} · 简报", "desk.js", sheets(),
        tag("aside", tag("header", choice, tag("p", "正在排版……", id="status", role="status")),
            tag("div", tag("p", id="doing"), tag("button", "停止", id="stop", type="button"),
                id="job", hidden=True, role="status"),
            tag("section", id="told", aria_live="polite"),
            *(tag("section", sections[each.key], id=each.key) for each in SECTIONS),
            class_="side"),
        base=view.base)
