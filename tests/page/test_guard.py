"""Attacks on the page, each on a server in a process of its own, over plain sockets."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.served import Served, answered, planted, running
from support.served_runner import SECRET

from reportgen.page.guard import HEADERS, Idle
from reportgen.page.uploads import LARGEST


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(planted()) as server:
        server.enter()
        yield server


@pytest.fixture
def stranger(served: Served) -> Iterator[Served]:
    """The same server, asked without the cookie."""
    kept, served.cookie = served.cookie, ""
    yield served
    served.cookie = kept


# ── who may ask ──────────────────────────────────────────────────────────────────────────────

@pytest.mark.system("ip")
def test_nothing_listens_but_on_this_machine(served: Served) -> None:
    listening = subprocess.run(["ss", "-Hltn"], capture_output=True, text=True, check=True).stdout
    at = [line.split()[3] for line in listening.splitlines() if line.split()[3].endswith(
        f":{served.port}")]
    assert at == [served.host]
    with pytest.raises(OSError):
        socket.create_connection(("::1", served.port), timeout=2)
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", served.port), timeout=2)


def test_the_opened_address_gives_a_cookie_and_a_clean_address(stranger: Served) -> None:
    answer = stranger.ask(f"GET /?token={stranger.token} HTTP/1.1")
    cookie = answer.header("set-cookie")
    assert {"httponly", "samesite=strict", "path=/"} < set(
        cookie.lower().replace(" ", "").split(";")), cookie
    assert stranger.token not in cookie
    assert stranger.token.encode() not in answer.body
    assert (answer.status, answer.header("location")) == (303, "/")
    again = stranger.ask("GET / HTTP/1.1", "Sec-Fetch-Site: cross-site",
                         "Sec-Fetch-Dest: document")
    assert (again.status, SECRET.encode() in again.body) == (200, False)
    assert b'content="0;url=/"' in again.body
    for site, kind, path in (("cross-site", "iframe", "/"), ("same-site", "document", "/"),
                             ("cross-site", "document", "/events")):
        asked = stranger.ask(f"GET {path} HTTP/1.1", f"Sec-Fetch-Site: {site}",
                             f"Sec-Fetch-Dest: {kind}")
        assert asked.status == 403


def test_the_cookie_opens_and_nothing_else_does(served: Served, stranger: Served) -> None:
    assert stranger.ask("GET / HTTP/1.1").status == 403
    token = stranger.token
    for target in (
            "/?token=", f"/?token={token[:-1]}", f"/?token={token}x", f"/?token={token.upper()}",
            f"/?token={token}&token={token}", f"/?token=x&token={token}", f"/?a=b&token={token}",
            f"/events?token={token}", f"/?TOKEN={token}", f"/?token={token}&x",
            f"/%3Ftoken={token}", f"//?token={token}", f"/static/page.css?token={token}",
            f"/;token={token}"):
        answer = stranger.ask(f"GET {target} HTTP/1.1")
        assert (answer.status, answer.header("set-cookie")) == (403, ""), target
    for method in ("HEAD", "POST", "PUT", "DELETE"):
        answer = stranger.ask(f"{method} /?token={token} HTTP/1.1", f"Origin: http://{stranger.host}")
        assert (answer.status, answer.header("set-cookie")) == (403, ""), method
    form = stranger.ask("POST / HTTP/1.1", f"Origin: http://{stranger.host}",
                        body=f"token={token}".encode())
    assert form.status == 403
    assert stranger.ask("GET / HTTP/1.1", f"Authorization: Bearer {token}").status == 403


def test_a_cookie_of_another_port_or_value_opens_nothing(served: Served, stranger: Served) -> None:
    with running(planted("另一个")) as other:
        other.enter()
        name, _, value = other.cookie.partition("=")
        for cookie in (other.cookie, f"reportgen-{stranger.port}={value}",
                       f"reportgen-{stranger.port}=", f"reportgen-{stranger.port}={stranger.token}",
                       f"{name}={value}; reportgen-{stranger.port}"):
            assert stranger.ask("GET / HTTP/1.1", f"Cookie: {cookie}").status == 403
        other.cookie = ""
    with running(planted()) as again:       # a server started anew knows no old cookie
        assert again.ask("GET / HTTP/1.1", f"Cookie: reportgen-{again.port}={value}").status == 403


@pytest.mark.parametrize("host", [
    "", "127.0.0.1", "127.0.0.1:1", "localhost:{port}", "LOCALHOST:{port}", "127.0.0.1.:{port}",
    "localhost.:{port}", "[::1]:{port}", "evil.example:{port}", "127.0.0.1.nip.io:{port}",
    "0.0.0.0:{port}", "127.1:{port}", "2130706433:{port}", "127.0.0.1:0{port}", "127.0.0.1:{port}/",
    "x@127.0.0.1:{port}", "127.0.0.1:{port} evil", "127.0.0.1:{port},evil"])
def test_another_host_is_refused(served: Served, host: str) -> None:
    answer = served.ask("GET / HTTP/1.1", host=host.format(port=served.port))
    assert answer.status in (400, 421), host
    assert SECRET.encode() not in answer.body
    token = served.ask(f"GET /?token={served.token} HTTP/1.1", host=host.format(port=served.port))
    assert token.header("set-cookie") == ""


def test_one_host_there_must_be(served: Served) -> None:
    cookie = f"Cookie: {served.cookie}\r\n"
    for head in ("GET / HTTP/1.1\r\n", "GET / HTTP/1.0\r\n",
                 f"GET / HTTP/1.1\r\nHost: {served.host}\r\nHost: evil.example\r\n",
                 f"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: {served.host}\r\n",
                 f"GET http://evil.example/ HTTP/1.1\r\nHost: {served.host}\r\n",
                 f"GET http://{served.host}/ HTTP/1.1\r\nHost: evil.example\r\n",
                 f"GET evil HTTP/1.1\r\nHost: {served.host}\r\n",
                 f"CONNECT {served.host} HTTP/1.1\r\nHost: {served.host}\r\n",
                 f"OPTIONS * HTTP/1.1\r\nHost: {served.host}\r\n"):
        answer = served.raw(f"{head}{cookie}Connection: close\r\n\r\n".encode())
        assert answer.status in (400, 403, 421), head
        assert SECRET.encode() not in answer.body


def test_only_our_own_page_may_write(served: Served) -> None:
    own = f"http://{served.host}"
    assert served.ask("POST /write HTTP/1.1", f"Origin: {own}", body=b"xy").body == b'{"written":2}'
    for origin in ("null", "http://127.0.0.1:1", f"https://{served.host}", "http://evil.example",
                   f"http://localhost:{served.port}", own.upper(), f"{own}/", f"{own}.evil.example",
                   "http://127.0.0.1", ""):
        answer = served.ask("POST /write HTTP/1.1", f"Origin: {origin}", body=b"xy")
        assert answer.status == 403, origin
    assert served.ask("POST /write HTTP/1.1", body=b"xy").status == 403
    twice = served.ask("POST /write HTTP/1.1", f"Origin: {own}", f"Origin: {own}", body=b"xy")
    assert twice.status == 403
    other = served.ask("POST /write HTTP/1.1", "Origin: http://evil.example",
                       "X-HTTP-Method-Override: GET", "Referer: " + own, body=b"xy")
    assert other.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_for_is_not_given(served: Served, site: str) -> None:
    answer = served.ask("GET / HTTP/1.1", f"Sec-Fetch-Site: {site}")
    assert answer.status == 403
    own = served.ask("POST /write HTTP/1.1", f"Origin: http://{served.host}",
                     f"Sec-Fetch-Site: {site}", body=b"xy")
    assert own.status == 403


def test_no_other_method_does_anything(served: Served) -> None:
    own = f"Origin: http://{served.host}"
    for method in ("TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "CONNECT", "get"):
        answer = served.ask(f"{method} / HTTP/1.1", own, "X-Echo: 回声".encode().decode("latin-1"))
        assert answer.status == 405, method
        assert b"Echo" not in answer.body
        assert served.ask(f"{method} / HTTP/1.1").status == 403
    assert served.ask("POST / HTTP/1.1", own).status == 405
    head = served.ask("HEAD / HTTP/1.1")
    assert (head.status, head.body) == (200, b"")


def test_a_websocket_is_not_spoken(served: Served) -> None:
    upgrade = ("Upgrade: websocket", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
               "Sec-WebSocket-Version: 13")
    with served.connected() as wire:
        wire.sendall("\r\n".join(["GET / HTTP/1.1", f"Host: {served.host}", *upgrade,
                                  "Connection: Upgrade, close", "", ""]).encode())
        assert answered(wire).status == 403
    assert served.ask("GET /events HTTP/1.1", *upgrade, host="evil").status == 421


def test_every_answer_keeps_others_out(served: Served, stranger: Served) -> None:
    told = stranger.ask("GET / HTTP/1.1")
    answers = [told, stranger.ask("GET /none HTTP/1.1"), served.raw(b"\0\0\r\n\r\n"),
               served.raw(b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n")]
    served.enter()
    answers += [served.ask(line) for line in (
        "GET / HTTP/1.1", "GET /none HTTP/1.1", "GET /static/page.css HTTP/1.1",
        "GET /static/none HTTP/1.1", "GET /bug HTTP/1.1", "GET /static HTTP/1.1",
        "PUT / HTTP/1.1", "HEAD / HTTP/1.1")]
    tag = served.ask("GET /static/page.css HTTP/1.1").header("etag")
    answers.append(served.ask("GET /static/page.css HTTP/1.1", f"If-None-Match: {tag}"))
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.header(name) == value, (answer, name)
        assert "server" not in dict(answer.headers)
        assert "access-control-allow-origin" not in dict(answer.headers)


# ── how much ─────────────────────────────────────────────────────────────────────────────────

def _own(served: Served, length: str) -> bytes:
    return (f"POST /upload HTTP/1.1\r\nHost: {served.host}\r\nOrigin: http://{served.host}\r\n"
            f"Cookie: {served.cookie}\r\n{length}\r\nConnection: close\r\n\r\n").encode()


@pytest.mark.parametrize(("length", "status"), [
    (f"Content-Length: {LARGEST + 1}", 413), ("Content-Length: 99999999999999999999", 413),
    ("Content-Length: x", 400), ("Content-Length: -1", 400), ("Content-Length: 1e3", 400),
    ("Content-Length: 0x10", 400), ("Content-Length: ٣", 400), ("Content-Length: ", 400),
    ("Content-Length: 5\r\nContent-Length: 6", 400), ("Content-Length: 5, 6", 400),
    ("Content-Length: " + "9" * 500, 400), ("Transfer-Encoding: gzip, chunked", 501)])
def test_a_length_that_is_none(served: Served, length: str, status: int) -> None:
    answer = served.raw(_own(served, length))
    assert answer.status in {status, 400}
    assert not answer.body.startswith(b"{\"a")


def test_what_is_too_large_is_refused_without_being_kept(served: Served) -> None:
    before = served.memory()
    with served.connected() as wire:
        wire.sendall(_own(served, "Transfer-Encoding: chunked"))
        first, sent = b'[["a", %d]]\n' % LARGEST, 0
        wire.sendall(b"%x\r\n%s\r\n" % (len(first), first))
        piece = b"100000\r\n" + bytes(1 << 20) + b"\r\n"
        try:
            while sent < LARGEST * 2:
                wire.sendall(piece)
                sent += 1 << 20
            wire.sendall(b"0\r\n\r\n")
        except OSError:
            pass
        answer = answered(wire)
    assert answer.status in (400, 413), answer
    assert served.memory() - before < LARGEST * 1.3
    assert served.ask("GET / HTTP/1.1").status == 200


def test_what_is_no_form_of_ours_is_told_as_diagnostics(served: Served) -> None:
    answer = served.ask("POST /upload HTTP/1.1", f"Origin: http://{served.host}", body=b"x\n")
    assert answer.status == 400
    assert b'"code":"E0915"' in answer.body
    many = served.ask("POST /upload HTTP/1.1", f"Origin: http://{served.host}",
                      body=b'[["a", %d]]\n' % (LARGEST + 1))
    assert many.status == 413
    whole = served.ask("POST /upload HTTP/1.1", f"Origin: http://{served.host}",
                       body=b'[["a", 2], ["b", 1]]\nxyz')
    assert (whole.status, whole.body) == (200, b'{"a":2,"b":1}')


@pytest.mark.slow
def test_headers_that_dribble_are_not_waited_for(served: Served) -> None:
    slow = [served.connected() for _ in range(5)]
    begun = time.monotonic()
    ended = dict[int, float]()
    while len(ended) < len(slow) and time.monotonic() - begun < 20:
        for at, wire in enumerate(slow):
            if at in ended:
                continue
            try:
                wire.sendall(b"G" if at % 2 else b"GET / HTTP/1.1\r\nX: " + b"x")
                wire.settimeout(0.01)
                if not wire.recv(100):
                    ended[at] = time.monotonic() - begun
            except TimeoutError:
                continue
            except OSError:
                ended[at] = time.monotonic() - begun
        assert served.ask("GET / HTTP/1.1").status == 200
        time.sleep(0.3)
    for wire in slow:
        wire.close()
    assert len(ended) == len(slow)
    assert max(ended.values()) < 12


@pytest.mark.slow
def test_a_second_request_that_dribbles_is_not_waited_for_either(served: Served) -> None:
    with served.connected() as wire:
        whole = f"GET / HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode()
        wire.sendall(whole)
        wire.recv(1 << 16)
        wire.sendall(b"GET / HT")
        begun = time.monotonic()
        wire.settimeout(20)
        while wire.recv(1 << 16):
            pass
        assert time.monotonic() - begun < 12


def test_many_connections_do_not_keep_others_out(served: Served) -> None:
    idle = [served.connected() for _ in range(500)]
    try:
        begun = time.monotonic()
        assert served.ask("GET / HTTP/1.1").status == 200
        assert time.monotonic() - begun < 5
        assert len(list(Path(f"/proc/{served.process.pid}/fd").iterdir())) < 150
    finally:
        for wire in idle:
            wire.close()


def test_huge_headers_and_addresses_are_refused(served: Served) -> None:
    before = served.memory()
    assert served.ask("GET / HTTP/1.1", f"X: {'x' * 10_000_000}").status in (0, 400, 431)
    assert served.ask("GET / HTTP/1.1", *(f"X{at}: y" for at in range(200_000))).status in (0, 400)
    assert served.ask(f"GET /{'x' * 1_000_000} HTTP/1.1").status in (0, 400, 414)
    bomb = "&".join(f"a{at}=b" for at in range(2000))
    assert served.ask(f"GET /?{bomb} HTTP/1.1").status in (0, 200, 400)
    assert served.memory() - before < 30 << 20
    assert served.ask("GET / HTTP/1.1").status == 200


@pytest.mark.parametrize("path", [
    "../guard.py", "%2e%2e/guard.py", "..%2fguard.py", "%2e%2e%2fguard.py", "..%5cguard.py",
    "..\\guard.py", "%5c..%5cguard.py", "....//guard.py", "%252e%252e/guard.py", "/etc/passwd",
    "%2fetc/passwd", "//etc/passwd", "page.css%00.png", "%00", "..%00/guard.py", "", ".", "%ff",
    "a" * 5000, "x/" * 2000, "C:%5cWindows", "page.css/..%2f..%2fguard.py", "..;/guard.py",
    "%c0%ae%c0%ae/guard.py", "NUL"])
def test_no_path_leads_out_of_the_folder(served: Served, path: str) -> None:
    answer = served.ask(f"GET /static/{path} HTTP/1.1")
    assert answer.status in (400, 404, 405), path
    assert b"import" not in answer.body
    assert b"root:" not in answer.body


def test_a_link_leads_nowhere(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (tmp_path / "private.txt").write_text("root: import")
    (made / "link.txt").symlink_to(tmp_path / "private.txt")
    (made / "up").symlink_to(tmp_path)
    (made / "own.txt").write_text("own")
    with running(planted(cache=str(made))) as server:
        server.enter()
        assert server.ask("GET /made/own.txt HTTP/1.1").body == b"own"
        for path in ("link.txt", "up/private.txt", "up"):
            assert server.ask(f"GET /made/{path} HTTP/1.1").status == 404


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────

def test_a_bug_is_told_in_the_terminal_alone() -> None:
    with running(planted()) as served:
        served.enter()
        answer = served.ask("GET /bug HTTP/1.1")
        assert answer.status == 500
        words = answer.body.decode()
        assert "E0999" in words
        assert "程序自己出了错" in words
        assert "Traceback" not in words
        assert "种下的毛病" not in words
        assert served.ask("GET /late HTTP/1.1").body.endswith(b"\r\n")
        time.sleep(0.3)
        assert served.said.count("RuntimeError: 种下的毛病") == 1
        assert served.said.count("RuntimeError: 后来的毛病") == 1
        assert served.said.count("token=") == 1


def test_noise_is_not_told(stranger: Served) -> None:
    before = stranger.said
    stranger.raw(b"\0\r\n\r\n")
    stranger.ask("GET / HTTP/1.1", "Upgrade: websocket", "Connection: upgrade")
    stranger.ask("GET / HTTP/1.1", host="evil")
    with stranger.connected() as wire:
        wire.sendall(b"POST /upload HTTP/1.1\r\nContent-Length: 50\r\n\r\nxx")
    with stranger.connected() as wire:      # answered, and nonsense after that
        wire.sendall(f"POST / HTTP/1.1\r\nHost: {stranger.host}\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n".encode())
        assert b"403" in wire.recv(1 << 16)
        wire.sendall(b"zz\r\nzz\r\n")
        while wire.recv(1 << 16):
            pass
    time.sleep(0.2)
    assert stranger.said == before


def test_a_sender_who_goes_is_no_bug(served: Served) -> None:
    before = served.said
    with served.connected() as wire:
        wire.sendall(_own(served, "Content-Length: 5000") + b'[["a", 4989]]\n')
    with served.connected() as wire:
        wire.sendall(_own(served, "Content-Length: 5000"))
    time.sleep(0.3)
    assert served.said == before


def test_no_secret_is_where_others_look(served: Served) -> None:
    argv = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert served.token not in argv
    assert served.token.encode() not in served.ask("GET / HTTP/1.1").body
    assert served.cookie.partition("=")[2].encode() not in served.ask("GET / HTTP/1.1").body
    assert served.said.count(served.token) == 1


def test_half_an_hour_without_a_question_is_over() -> None:
    now, busy = 0.0, False
    idle = Idle(1800.0, lambda: now, lambda: busy)
    now = 1800.0
    assert not idle.over
    now = 1801.0
    assert idle.over
    busy = True
    assert not idle.over
    busy = False
    idle.stir()
    assert not idle.over
    now = 3602.0
    assert idle.over
