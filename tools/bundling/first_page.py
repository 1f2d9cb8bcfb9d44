"""How long after a double click the first page is there: the program, an office, seconds.

    python tools/bundling/first_page.py PROGRAM OFFICE

It starts the program as a double click does, without a console, asks for what the browser would
ask, and ends it. The browser's own start is not in it.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

_PATIENCE = 60.0        # seconds


def address(log: Path, until: float) -> str:
    """What the program wrote of where it is to be seen."""
    while time.monotonic() < until:
        text = log.read_text(encoding="utf-8") if log.is_file() else ""
        if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", text):
            return found[0]
        time.sleep(0.02)
    raise SystemExit("it does not say where it is to be seen")


def first_page(address: str, issue: str, until: float) -> bytes:
    """The picture of an issue's first page, asked for as a browser does."""
    host, _, token = address.removeprefix("http://").partition("/")
    asking = http.client.HTTPConnection(host, timeout=_PATIENCE)
    asking.request("GET", f"/{token}")
    answer = asking.getresponse()
    answer.read()
    cookie = {"Cookie": (answer.getheader("set-cookie") or "").partition(";")[0]}
    base = f"/issue/{quote(issue)}"
    asking.request("GET", base, headers=cookie)
    asking.getresponse().read()
    events = http.client.HTTPConnection(host, timeout=_PATIENCE)
    events.request("GET", f"{base}/events", headers=cookie)
    stream = events.getresponse()
    while time.monotonic() < until:
        line = stream.readline().decode()
        pages = json.loads(line.removeprefix("data: "))["pages"] if line[:5] == "data:" else []
        if pages:
            asking.request("GET", f"{base}/picture/{pages[0][0]}@120.png", headers=cookie)
            return asking.getresponse().read()
    raise SystemExit("no page came")


def main(program: str, office: str) -> None:
    """Start it, look, end it, and say how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "REPORTGEN_CACHE": f"{folder}/cache"}
        begun = time.monotonic()
        with subprocess.Popen([program, office, "--no-browser"], env=env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as running:
            try:
                until = begun + _PATIENCE
                found = address(Path(folder, "reportgen-desk.txt"), until)
                told = time.monotonic() - begun
                issue = max(each.parent.name for each in Path(office).glob("*/briefing.md"))
                picture = first_page(found, issue, until)
                took = time.monotonic() - begun
            finally:
                running.terminate()
        if not picture.startswith(b"\x89PNG"):
            raise SystemExit("what came is no picture")
        sys.stdout.write(f"address {told:.2f} s, first page {took:.2f} s, "
                         f"{len(picture) // 1000} kB\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
