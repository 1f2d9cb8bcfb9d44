"""The account: which server, as whom, by what secret; certificates are always verified.

A secret comes from a file that only its owner reads, else the environment, else the keyring; it is
never in the office's folder, a log or a command line.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path
from socket import gaierror
from urllib.parse import unquote, urlsplit

from reportgen.archive.disk import private
from reportgen.diagnostics import NOWHERE, ReportError, Span, failure
from reportgen.frozen import frozen
from reportgen.mail.address import parted
from reportgen.mail.letter import Sender
from reportgen.mail.tables import Provider, provider_of
from reportgen.office.model import FILE, Office
from reportgen.refusals import system_words
from reportgen.world import World, at_home

FILE_VARIABLE, VARIABLE = "REPORTGEN_MAIL_SECRETS", "REPORTGEN_MAIL_SECRET"
_DEFAULT = Path(".config", "reportgen", "mail-secrets")
_PORTS = {"smtps": 465, "smtp": 587, "imaps": 993, "imap": 143}
BEARER = "Bearer "
_WRONG = {      # OpenSSL's numbers of what is wrong with a certificate
    10: "证书过期了", 18: "证书是自己签的", 62: "证书是别的服务器的", 64: "证书是别的服务器的",
    **dict.fromkeys((19, 20, 21), "证书不是可信的机构签的"),
}


@frozen
class Server:
    """Where to connect, and as whom. `wrapped`: TLS from the first byte, else STARTTLS."""

    host: str
    port: int
    wrapped: bool
    user: str

    @property
    def provider(self) -> Provider:
        """The row of its provider."""
        return provider_of(self.host)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@frozen
class Account:
    """From whom, by which server, and where a copy of each letter can be read back."""

    sender: Sender
    server: Server
    copies: Server | None
    dkim: str = ""              # the selector under which the domain's key is published
    smime: bool = False


def account_of(office: Office) -> Account:
    """What an office says of its mail. Raises E1307 where that is not enough."""
    place = Span(str(office.folder / FILE))
    if office.mail is None:
        raise failure("E1307", "没有写“邮件”", place,
                      "写上 邮件: {发件人: 某某办公室 <office@example.invalid>, 服务: smtps://…}")
    name, address = parted(office.mail.sender)
    if not address:
        raise failure("E1307", f"“发件人”里没有邮箱：{office.mail.sender}", place,
                      "照这样写：某某办公室 <office@example.invalid>")
    server = _server(office.mail.server, address)
    login = server.user if "@" in server.user else address
    copies = _server(office.mail.copies, login) if office.mail.copies else None
    return Account(Sender(name or office.unit, login, address), server, copies,
                   office.mail.dkim, office.mail.smime)


def _server(text: str, user: str) -> Server:
    parts = urlsplit(text)
    return Server(parts.hostname or "", parts.port or _PORTS[parts.scheme],
                  parts.scheme in ("smtps", "imaps"), unquote(parts.username or "") or user)


def secret_of(user: str, world: World) -> str:
    """The secret of a mailbox. Raises E1323 where there is none, or others could read it."""
    env, path = world.env, _secrets(world)
    if (FILE_VARIABLE in env or world.is_file(path)) and (found := _in_file(path, user, world)):
        return found
    found = env.get(VARIABLE, "") or _in_keyring(user)
    if not found:
        raise failure("E1323", f"没有“{user}”的密码或授权码", NOWHERE,
                      f"写在 {path}，一行一个：邮箱 授权码；只给自己读：chmod 600",
                      f"或设环境变量 {VARIABLE}")
    return found


def _secrets(world: World) -> Path:
    return at_home(world.env.get(FILE_VARIABLE) or f"~/{_DEFAULT}", world.env) or Path(_DEFAULT)


def beside_secrets(name: str, world: World) -> tuple[Path, bytes]:
    """A key that lies beside the secrets. E1333: it does not; E1323: it is open."""
    path = _secrets(world).with_name(name)
    if not world.is_file(path):
        raise failure("E1333", f"没有签名的私钥：{path}", NOWHERE,
                      "放好；不签的，删去 office.yaml“邮件”里的 DKIM、签名")
    return path, _own(path, world)


def _own(path: Path, world: World) -> bytes:
    """What only its owner reads; E1323 where others can."""
    data = world.read(path)
    if not private(path):
        raise failure("E1323", f"别人也读得了“{path}”", Span(str(path)), f"chmod 600 {path}")
    return data


def _in_file(path: Path, user: str, world: World) -> str:
    for line in _own(path, world).decode("utf-8-sig", "replace").splitlines():
        name, _, secret = line.strip().partition(" ")
        if name == user and secret.strip():
            return secret.strip()
    return ""


def _in_keyring(user: str) -> str:
    try:
        import keyring  # type: ignore[import-not-found,unused-ignore]
        from keyring.errors import KeyringError  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return ""
    try:
        return str(keyring.get_password("reportgen", user) or "")
    except KeyringError:        # no such service runs here, or it is locked
        return ""


def context(env: Mapping[str, str]) -> ssl.SSLContext:
    """TLS that verifies who answers; `SSL_CERT_FILE` adds a unit's own authority."""
    made = ssl.create_default_context()
    if own := env.get("SSL_CERT_FILE", ""):
        made.load_verify_locations(at_home(own, env) or own)
    return made


def unreachable(server: Server, error: BaseException) -> ReportError:
    """E1324: there is no connection that can be trusted, and why."""
    why, hint = "没有回应，或者说的不是邮件服务器的话", "检查网络，以及 office.yaml 里的地址、端口"
    if isinstance(error, ssl.SSLCertVerificationError):
        why = _WRONG.get(error.verify_code, f"证书查不过（{error.verify_code}）")
        hint = "找邮件管理员；内部机构签的证书，把它的根证书写进环境变量 SSL_CERT_FILE"
    elif isinstance(error, ssl.SSLError):
        why = "建立不了加密连接"
        hint = "465 端口写 smtps，587 端口写 smtp；993 写 imaps，143 写 imap"
    elif isinstance(error, gaierror):
        why = "找不到：没有这个名称，或者没有连上网"
    elif isinstance(error, OSError) and error.errno:
        why = f"连接不上：{system_words(error)}"
    return failure("E1324", f"服务器 {server} {why}", NOWHERE, hint)
