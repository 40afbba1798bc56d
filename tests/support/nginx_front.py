"""nginx as a page of the documents sets it, on the loopback, with a certificate of its own.

Names, ports, folders and certificates are replaced and nothing else. The certificate is for
``localhost`` and nobody trusts it: ask with ``front.trust``, or have a browser ignore it.

>>> with nginx_front(settings, place, {"/srv/x": str(folder)}) as front:  # doctest: +SKIP
...     front.ask("GET", "/").status                        # with the office at ``front.url``
"""

import datetime as dt
import http.client
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.support.nginx_process import running_nginx
from tests.support.office_server import free_port

__all__ = ["Answer", "Front", "nginx_front"]

_HOST: Final = "vote.example.org"
_CERTIFICATES: Final = f"/etc/letsencrypt/live/{_HOST}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers in small letters with all their values, body."""

    status: int
    headers: Mapping[str, list[str]]
    body: bytes

    def header(self, name: str) -> str:
        """The one value of a header; fails where there is another number of them."""
        (value,) = self.headers.get(name, [])
        return value


@dataclass(frozen=True, slots=True)
class Front:
    """nginx that listens: ``port`` for HTTPS, ``plain`` for HTTP."""

    host: str
    port: int
    plain: int
    certificate: Path

    @property
    def url(self) -> str:
        """The address of the office as people type it."""
        return f"https://{self.host}:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext:
        """A context that knows this one certificate."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def connect(self, seconds: float = 20, *, source: str = "127.0.0.1") -> ssl.SSLSocket:
        """A connection from an address of the loopback."""
        one = socket.create_connection(("127.0.0.1", self.port), seconds, (source, 0))
        return self.trust.wrap_socket(one, server_hostname=self.host)

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] = {},
        body: bytes = b"",
        *,
        source: str = "127.0.0.1",
    ) -> Answer:
        """One request over HTTPS, no redirect followed."""
        told = {"Host": f"{self.host}:{self.port}", **headers}
        if body:
            told["Content-Length"] = str(len(body))
        with self.connect(source=source) as one:
            head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            one.sendall(f"{method} {path} HTTP/1.1\r\nConnection: close\r\n{head}\r\n".encode())
            return self._sent(one, method, body)

    def _sent(self, one: ssl.SSLSocket, method: str, body: bytes) -> Answer:
        with suppress(OSError):  # Refused before all of it was read; the answer lies there.
            one.sendall(body)
        answer = http.client.HTTPResponse(one, method=method)
        answer.begin()
        headers: dict[str, list[str]] = {}
        for name, value in answer.getheaders():
            headers.setdefault(name.lower(), []).append(value)
        return Answer(answer.status, headers, answer.read())


@contextmanager
def nginx_front(settings: str, place: Path, replaced: Mapping[str, str]) -> Iterator[Front]:
    """nginx with a page's settings while the block lasts; its own files lie in ``place``.

    ``replaced`` are the page's folders, with those of the test.
    """
    front = Front("localhost", free_port(), free_port(), place / "fullchain.pem")
    _make_certificate(front.host, front.certificate, place / "privkey.pem")
    text = settings
    for name, value in {**replaced, _CERTIFICATES: str(place)}.items():
        assert name in text, f"the page does not name {name}"
        text = text.replace(name, value)
    text = _listening_at(front, text).replace(f"https://{_HOST}", front.url)
    text = text.replace(_HOST, front.host)
    with running_nginx(text, place, front.port):
        yield front


def _make_certificate(host: str, certificate: Path, secret: Path) -> None:
    """A certificate that signs itself and its key, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _listening_at(front: Front, settings: str) -> str:
    """The settings with the page's ports taken by those of the loopback."""
    ports = {"443": front.port, "80": front.plain}
    if not _has_ipv6():
        settings = re.sub(r"(?m)^ *listen \[::\]:.*\n", "", settings)

    def own(found: re.Match[str]) -> str:
        address = "[::1]" if found[1] else "127.0.0.1"
        return f"listen {address}:{ports[found[2]]}"

    return re.sub(r"listen (\[::\]:)?(443|80)\b", own, settings)


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as one:
            one.bind(("::1", 0))
    except OSError:
        return False
    return True
