"""A real postfix and a real dovecot on loopback, from a configuration of their own.

Nothing can leave: every domain but example.invalid has the transport `error`. Both are started
with their output to files: through a pipe they would hang.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import trustme
from support.mailing import SECRET, _free

_MAIN = """compatibility_level = 3.6
queue_directory = {top}/spool
data_directory = {top}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {top}/postfix.log
maillog_file_prefixes = /tmp
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.invalid
mydestination =
mynetworks =
virtual_mailbox_domains = example.invalid
virtual_transport = lmtp:unix:{top}/lmtp
default_transport = error: nothing leaves this machine
transport_maps = inline:{{ {{ elsewhere.invalid = lmtp:inet:127.0.0.1:{elsewhere} }} }}
message_size_limit = 20000000
mailbox_size_limit = 0
smtpd_tls_cert_file = {top}/cert.pem
smtpd_tls_key_file = {top}/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {top}/auth
smtpd_recipient_restrictions = check_recipient_access inline:{{
 {{ full@example.invalid = 452 4.2.2 Mailbox full }},
 {{ grey@example.invalid = 450 4.7.1 Greylisted }},
 {{ gone@example.invalid = 550 5.1.1 User unknown }} }}, permit_sasl_authenticated, reject
"""
_MASTER = """127.0.0.1:{submission} inet n - n - - smtpd
 -o smtpd_tls_security_level=encrypt -o smtpd_tls_auth_only=yes
127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""
_DOVECOT_2_3 = """ssl_cert = <{top}/cert.pem
ssl_key = <{top}/key.pem
mail_location = maildir:{top}/mail/%u
passdb {{
  driver = static
  args = password={secret}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={top}/mail/%u allow_all_users=yes
}}
"""
_DOVECOT_2_4 = """dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
ssl_server_cert_file = {top}/cert.pem
ssl_server_key_file = {top}/key.pem
mail_driver = maildir
mail_path = {top}/mail/%{{user}}
passdb static {{
  password = {secret}
}}
userdb static {{
  allow_all_users = yes
  fields {{
    uid = mail
    gid = mail
    home = {top}/mail/%{{user}}
  }}
}}
"""
_DOVECOT = """protocols = imap lmtp
base_dir = {top}/run
log_path = {top}/dovecot.log
listen = 127.0.0.1
ssl = required
auth_mechanisms = plain login
first_valid_uid = 1
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  unix_listener {top}/lmtp {{
    mode = 0666
  }}
}}
service auth {{
  unix_listener {top}/auth {{
    mode = 0666
  }}
}}
"""


class System(NamedTuple):
    """Where they listen, and the certificate of their authority."""

    top: Path
    submission: int
    smtps: int
    imaps: int
    elsewhere: int      # where the domain elsewhere.invalid is delivered to
    authority: str

    def received(self, address: str) -> list[bytes]:
        """The letters in a mailbox."""
        folder = self.top / "mail" / address / "new"
        return [path.read_bytes() for path in sorted(folder.glob("*"))]


def _dovecot_of_its_version() -> str:
    """What 2.3 and 2.4 write differently; 2.4 wants its version first."""
    told = subprocess.run(["dovecot", "--version"], capture_output=True, text=True, check=True)
    old = tuple(map(int, told.stdout.split(".")[:2])) < (2, 4)
    return _DOVECOT_2_3 if old else _DOVECOT_2_4


@contextmanager
def system() -> Iterator[System]:
    """Both, running."""
    top = Path(tempfile.mkdtemp(prefix="reportgen-mail-", dir="/tmp"))
    top.chmod(0o755)
    ports = {"submission": _free(), "smtps": _free(), "imaps": _free(), "elsewhere": _free()}
    authority = trustme.CA()
    told = authority.issue_cert("127.0.0.1")
    told.private_key_pem.write_to_path(top / "key.pem")
    told.cert_chain_pems[0].write_to_path(top / "cert.pem")
    authority.cert_pem.write_to_path(top / "ca.pem")
    for name in ("spool", "data", "postfix", "mail", "run"):
        (top / name).mkdir()
    shutil.chown(top / "data", "postfix")
    shutil.chown(top / "mail", "mail", "mail")
    (top / "postfix" / "main.cf").write_text(_MAIN.format(top=top, **ports))
    (top / "postfix" / "master.cf").write_text(_MASTER.format(**ports))
    (top / "dovecot.conf").write_text(
        (_dovecot_of_its_version() + _DOVECOT).format(top=top, secret=SECRET, **ports))
    found = System(top, *ports.values(), str(top / "ca.pem"))
    with (top / "started.log").open("wb") as log:
        def run(*words: str) -> None:
            subprocess.run(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, check=True)

        run("dovecot", "-c", str(top / "dovecot.conf"))
        try:
            run("postfix", "-c", str(top / "postfix"), "start")
            time.sleep(0.5)
            yield found
        finally:
            subprocess.run(["postfix", "-c", str(top / "postfix"), "stop"], stdout=log,
                           stderr=log, check=False)
            run("doveadm", "-c", str(top / "dovecot.conf"), "stop")
    shutil.rmtree(top)
