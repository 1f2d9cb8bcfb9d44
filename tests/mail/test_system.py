"""On a real postfix and dovecot: letters read back as they were made; replies; bounces; kills."""

from __future__ import annotations

import email
import email.policy
import random
import signal
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from support.killing import prepared, run, to_the_end
from support.mail_system import System, system
from support.mailing import USER

from reportgen.acts import mail, mailing
from reportgen.archive.record import PDF
from reportgen.edition import silent
from reportgen.mail.model import State
from reportgen.mail.outbox import Outbox

pytestmark = [pytest.mark.slow, pytest.mark.system("postfix", "dovecot")]


@pytest.fixture(scope="module")
def servers() -> Iterator[System]:
    with system() as found:
        yield found


@pytest.fixture
def there(office, servers: System):
    """The office, whose mail goes to the real servers."""
    office.env["SSL_CERT_FILE"] = servers.authority
    office.mail(发件人=f"示例镇政府办公室 <{USER}>", 服务=f"smtp://127.0.0.1:{servers.submission}",
                副本信箱=f"imaps://127.0.0.1:{servers.imaps}")
    return office


def sent(office, *rows: str) -> tuple[dict[str, State], list[str]]:
    """Send to these rows of a book; where each letter is, and what is told."""
    office.book("单位,邮箱,类别,格式\n" + "".join(f"甲村村民委员会,{row}\n" for row in rows))
    plan = mail.planned(office.desk(), "2024-5", mail.MailWish(), silent)
    mail.approved(office.desk(), plan, plan.code, {"W1313": "试"})
    found, problems = mailing.send(office.desk(), "2024-5", silent)
    return ({letter.address: standing.state for letter, standing in found},
            [each.code for each in problems])


def received(servers: System, address: str) -> bytes:
    """The one letter in a mailbox, once it has come."""
    for _ in range(50):
        if found := servers.received(address):
            assert len(found) == 1
            return found[0]
        time.sleep(0.1)
    raise AssertionError(address)


def test_read_back_as_it_was_made(there, servers: System) -> None:
    states, _ = sent(there, "real@example.invalid,发,PDF、Word、OFD")
    assert states == {"real@example.invalid": State.SENT}
    data = received(servers, "real@example.invalid").replace(b"\n", b"\r\n")
    with there.desk().archive() as archive:
        box = Outbox(archive)
        (letter,) = box.letters.values()
        made = box.read(letter)
        record = archive.catalogue.records()[0][1]
        assert data.endswith(made), "not a byte was changed on the way"
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
        assert list(files) == [f"示例镇2024年5月工作情况{end}"
                               for end in (".pdf", ".docx", ".ofd")]
        assert files["示例镇2024年5月工作情况.pdf"] == archive.read(record.held(PDF)[0])


def test_replies_by_address(there) -> None:
    states, codes = sent(there, "full@example.invalid,发,", "gone@example.invalid,发,",
                         "grey@example.invalid,发,", "fine@example.invalid,发,")
    assert states == {
        "full@example.invalid": State.DEFERRED, "gone@example.invalid": State.FAILED,
        "grey@example.invalid": State.DEFERRED, "fine@example.invalid": State.SENT}
    assert codes == ["E1327"]


def test_wrong_authority_and_wrong_password(there, tmp_path) -> None:
    there.env.pop("SSL_CERT_FILE")
    assert sent(there, "tls@example.invalid,发,")[1] == ["E1324"]


@contextmanager
def refusing(port: int) -> Iterator[None]:
    """A server that accepts no recipient."""
    class Refuse(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 x\r\n")
            while line := self.rfile.readline():
                self.wfile.write(b"550 5.1.1 no such user\r\n" if line.startswith(b"RCPT")
                                 else b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", port), Refuse) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def test_a_bounce_is_matched(there, servers: System) -> None:
    """It is taken, and then the next server does not want it."""
    with refusing(servers.elsewhere):
        assert sent(there, "jia@elsewhere.invalid,发,")[0] == {
            "jia@elsewhere.invalid": State.SENT}
        for _ in range(60):
            rows, sink = mailing.bounces(there.desk(), silent)
            if rows:
                break
            time.sleep(0.25)
    ((letter, bounce),) = rows
    assert bounce.reply.code == 550
    assert letter.address == "jia@elsewhere.invalid"
    assert "E1332" in [each.code for each in sink]
    assert [standing.state for _, standing in mailing.status(there.desk(), "")] == [State.BOUNCED]


def test_killed_on_real_servers(there, servers: System) -> None:
    count = 100
    prepared(there, count)
    rng = random.Random(31)  # noqa: S311
    kills = offset = 0
    while kills < 30:
        code, told = run(there, offset, lives=rng.uniform(0.0, 0.4))
        if code != -signal.SIGKILL:
            assert code == 0, told
            break
        kills, offset = kills + 1, offset + 60
    to_the_end(there, offset + 86_400)
    time.sleep(2)
    assert Counter(len(servers.received(f"v{at}@example.invalid")) for at in range(count)) == {
        1: count}
