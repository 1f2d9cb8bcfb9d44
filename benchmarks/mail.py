"""What letters cost to make, to send and to plan: writes docs/benchmarks-mail.md.

    python benchmarks/mail.py [--letters 200] [--no-write]

Wants postfix and dovecot; both listen on loopback only. The same letters, each with a copy to the
sender's own mailbox, are sent by a bare loop of smtplib before and after ours, over the same TLS.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import smtplib
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:] = [str(ROOT), str(ROOT / "tests"),      # this folder has a module of that name, too
               *(path for path in sys.path if path != str(ROOT / "benchmarks"))]

from mail.conftest import Desks  # noqa: E402
from support.filings import add  # noqa: E402
from support.mail_system import System, system  # noqa: E402
from support.mailing import SECRET, USER  # noqa: E402

from reportgen.acts import mail, mailing  # noqa: E402
from reportgen.acts.archive import begin  # noqa: E402
from reportgen.acts.filing import FilingWish  # noqa: E402
from reportgen.archive.disk import Disk  # noqa: E402
from reportgen.archive.objects import digest_of  # noqa: E402
from reportgen.edition import silent  # noqa: E402
from reportgen.mail.account import context  # noqa: E402
from reportgen.mail.letter import Attachment, body, head, message_id  # noqa: E402
from reportgen.mail.model import State  # noqa: E402
from reportgen.mail.outbox import Letter  # noqa: E402

REPORT = ROOT / "docs" / "benchmarks-mail.md"
ISSUE = "2024年第5期"
FILE = 1_100_000    # bytes of an attachment; half as much again as base64, in lines
HEAD = """# Benchmark: mail

Written by `python benchmarks/mail.py`; don't edit. Compare only figures of one run.

"""


def office(folder: Path, servers: System) -> Desks:
    """The sample office with an issue filed, whose mail goes to real servers."""
    shutil.copytree(ROOT / "data" / "office", folder / "镇")
    secrets = folder / "secrets"
    secrets.write_text(f"{USER} {SECRET}\n", encoding="utf-8")
    secrets.chmod(0o600)
    made = Desks(folder / "镇", {"REPORTGEN_MAIL_SECRETS": str(secrets), "HOME": str(folder),
                                 "SSL_CERT_FILE": servers.authority}, Disk())
    made.mail(发件人=f"办公室 <{USER}>", 服务=f"smtps://127.0.0.1:{servers.smtps}",
              副本信箱=f"imaps://127.0.0.1:{servers.imaps}")
    begin(made.desk())
    add(made.desk(), [made.folder / ISSUE], FilingWish(out=made.folder / "out"))
    return made


def planned(at: Desks, count: int) -> mail.MailPlan:
    """A plan of so many letters."""
    at.book("单位,邮箱,类别\n" + "".join(
        f"甲村村民委员会,v{each}@example.invalid,发\n" for each in range(count)))
    return mail.planned(at.desk(), str(at.folder / ISSUE), mail.MailWish(), silent)


def making(plan: mail.MailPlan, count: int) -> str:
    """A row: letters each with a file of its own, so that none is shared."""
    sender, when, took = plan.account.sender, Disk().now(), 0.0
    for at in range(count):
        to, data = f"v{at}@example.invalid", os.urandom(FILE)
        start = time.process_time()
        lines = head(sender, "甲村", to, "示例", when, message_id("x", to, sender))
        made = lines + body("正文\n", "<p>正文</p>", [], [Attachment("示例.pdf", data)])
        took += time.process_time() - start
    return (f"| a letter of {len(made) / 1e6:.1f} MB with a file of its own, made |"
            f" {took / count * 1000:.1f} ms of processor time |")


def bare(servers: System, letters: Sequence[Letter], data: bytes) -> float:
    """Seconds a letter by smtplib alone; nothing is written down."""
    start = time.perf_counter()
    with smtplib.SMTP_SSL("127.0.0.1", servers.smtps, "localhost", context=context(
            {"SSL_CERT_FILE": servers.authority})) as smtp:
        smtp.login(USER, SECRET)
        for each in letters:
            smtp.sendmail(USER, [each.address, USER], each.head.encode() + data)
    return (time.perf_counter() - start) / len(letters)


def delivered(servers: System, before: int, count: int) -> int:
    """Wait until the mailboxes hold so many more, so that no queue is worked off meanwhile."""
    for _ in range(1200):
        now = sum(1 for _ in servers.top.glob("mail/v*@example.invalid/new/*"))
        if now >= before + count:
            break
        time.sleep(0.1)
    return now


def sending(at: Desks, servers: System, count: int) -> Iterator[str]:
    """Rows: ours between two bare loops."""
    plan = planned(at, count)
    data = body("正文\n", "<p>正文</p>", [], [Attachment("示例.pdf", os.urandom(FILE))])
    digest = digest_of(data)
    big = replace(plan, bodies={digest: data}, letters=tuple(
        replace(each, body=digest) for each in plan.letters))
    mail.approved(at.desk(), big, big.code, {"W1313": "试"})
    first = bare(servers, big.letters, data)
    there = delivered(servers, 0, count)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    rows, _ = mailing.send(at.desk(), "", silent)
    ours = (time.perf_counter() - start) / count
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    if [standing.state for _, standing in rows] != [State.SENT] * count:
        raise SystemExit("not all were sent")
    delivered(servers, there, count)
    last = bare(servers, big.letters, data)
    both = (first + last) / 2
    yield (f"| a letter of 1.5 MB, sent over TLS to postfix with a copy, the ledger on the disk |"
           f" {ours * 1000:.0f} ms |")
    yield (f"| the same by a bare loop of smtplib, before and after |"
           f" {first * 1000:.0f} and {last * 1000:.0f} ms |")
    yield f"| ours to bare | {ours / both:.2f} |"
    yield f"| memory while {count} letters went out | {grown:+.0f} MB |"


def planning(at: Desks) -> str:
    """A row: 2,000 recipients."""
    start = time.process_time()
    planned(at, 2000)
    return f"| 2,000 recipients, planned | {time.process_time() - start:.2f} s of processor time |"


def main() -> None:
    """Measure, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=200)
    parser.add_argument("--no-write", action="store_true")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, system() as servers:
        at = office(Path(folder), servers)
        rows = [*sending(at, servers, told.letters), making(planned(at, 1), told.letters),
                planning(at)]
    machine = f"{os.cpu_count()} cores; {platform.system()} {platform.release()}; Python " \
        f"{platform.python_version()}; {told.letters} letters; load {os.getloadavg()[0]:.1f}"
    text = f"{HEAD}Machine: {machine}.\n\n| | |\n|---|---|\n" + "\n".join(rows) + "\n"
    print(text)
    if not told.no_write:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
