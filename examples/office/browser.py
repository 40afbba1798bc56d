"""A browser without a screen: pages, forms filled in by name, records signed.

It signs as the desks' script does; what it sends is what a person's browser would send.

>>> chair = Browser("http://localhost:8000")
>>> chair.open("/")
>>> chair.submit("request-code", email="chair@example.org")
"""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener
from uuid import uuid4

from suffrage.board.signature import key_of, signer

__all__ = ["Answer", "Browser", "Form"]


@dataclass
class Form:
    """One form of a page: where it goes, and its fields as they stand."""

    action: str
    method: str
    attributes: Mapping[str, str]
    fields: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """What came back, redirects followed."""

    status: int
    url: str
    text: str
    forms: list[Form]

    @property
    def words(self) -> str:
        """What the main part of the page says."""
        main = self.text.partition("<main")[2].partition("</main>")[0]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


class Browser:
    """One person's browser, with the keys that it has made."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.seeds: dict[tuple[str, str], bytes] = {}
        self._cookies = CookieJar()
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self._cookies))
        self.page = Answer(0, base, "", [])

    # -- pages and forms -------------------------------------------------------------------------

    def open(self, path: str) -> Answer:
        """Go to a page."""
        return self._send(Request(urljoin(self.base, path)))  # noqa: S310  (the office's own)

    def fetch(self, path: str) -> bytes:
        """A file, while the page stays."""
        with self._opener.open(urljoin(self.base, path), timeout=300) as response:
            data: bytes = response.read()
        return data

    def form(self, action: str) -> Form:
        """The first form whose address contains a text; raises ``LookupError``."""
        for form in self.page.forms:
            if action in form.action:
                return form
        known = [form.action for form in self.page.forms]
        raise LookupError(f"{action} among {known} at {self.page.url}: {self.page.words[:600]}")

    def submit(
        self, action: str, files: Mapping[str, bytes] | None = None, **values: str | int | list[str]
    ) -> Answer:
        """Fill in a form of the page, by the names of its fields, and send it."""
        form = self.form(action)
        fields = [(name, text) for name, text in form.fields if name not in values]
        for name, value in values.items():
            many = value if isinstance(value, list) else [value]
            fields += [(name, str(one)) for one in many]
        target = urljoin(self.page.url, form.action)
        if form.method == "get":
            return self.open(f"{target}?{urlencode(fields)}")
        return self.post(target, fields, files)

    def post(
        self, target: str, fields: list[tuple[str, str]], files: Mapping[str, bytes] | None = None
    ) -> Answer:
        """Send fields to an address."""
        body, kind = _encoded(fields, files or {})
        headers = {"Content-Type": kind, "Referer": self.page.url}
        return self._send(Request(urljoin(self.base, target), body, headers))  # noqa: S310

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """A request of a page's script: JSON or bytes there, JSON back."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = "image/jpeg" if isinstance(body, bytes) else "application/json"
        sent = {
            "Content-Type": kind,
            "Accept": "application/json",
            "Referer": self.page.url,
            "X-CSRFToken": self._token(),
            **headers,
        }
        request = Request(urljoin(self.base, path), data, sent, method=method)  # noqa: S310
        try:
            with self._opener.open(request, timeout=60) as response:
                return response.status, json.loads(response.read() or b"null")
        except HTTPError as error:
            with error:
                text = error.read()
            return error.code, json.loads(text) if text[:1] == b"{" else {}

    # -- keys and signatures -----------------------------------------------------------------------

    def make_key(self, origin: str, role: str) -> tuple[str, str]:
        """Make a key for a role: its public half and the proof that this browser holds it."""
        seed = secrets.token_bytes(32)
        self.seeds[origin, role] = seed
        key = key_of(seed)
        message = f"suffrage-key/1\n{origin}\n{role}\n{key}".encode()
        return key, signer(seed)(message).hex()

    def send_keys(self) -> Answer:
        """Make every key that a keys page asks for."""
        for form in [one for one in self.page.forms if "data-make-key" in one.attributes]:
            role = form.attributes["data-role"]
            key, proof = self.make_key(form.attributes["data-origin"], role)
            fields = [pair for pair in form.fields if pair[0] not in ("key", "proof")]
            self.post(
                urljoin(self.page.url, form.action), [*fields, ("key", key), ("proof", proof)]
            )
        return self.page

    def sign_bytes(self, origin: str, role: str, record: bytes) -> str:
        """The signature of a record's bytes, in hexadecimal."""
        message = b"suffrage-record/1\n" + origin.encode() + b"\n" + record
        return signer(self.seeds[origin, role])(message).hex()

    def sign(self) -> Answer:
        """Sign all that the page shows, and send it."""
        form = next(
            (f for f in self.page.forms if {"data-sign", "data-sign-all"} & set(f.attributes)), None
        )
        if form is None:
            raise LookupError(f"nothing to sign at {self.page.url}: {self.page.words[:600]}")
        origin, role = form.attributes["data-origin"], form.attributes["data-role"]
        records = [base64.b64decode(text) for name, text in form.fields if name == "record"]
        fields = [pair for pair in form.fields if pair[0] not in ("record", "payload", "signature")]
        fields += [("signature", self.sign_bytes(origin, role, record)) for record in records]
        return self.post(urljoin(self.page.url, form.action or self.page.url), fields)

    def vote(self, choice: str, reason: str = "") -> Answer:
        """Vote on the motion that the page shows."""
        form = next(one for one in self.page.forms if "data-vote" in one.attributes)
        said = form.attributes
        digest = hashlib.sha256(reason.encode()).hexdigest() if reason else ""
        votes = {
            "act": said["data-act"],
            "choice": choice,
            "member": said["data-member"],
            "reason": digest,
            "sitting": int(said["data-sitting"]),
            "subject": said["data-subject"],
        }
        text = json.dumps(votes, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        message = f"suffrage-vote/1\n{said['data-origin']}\n{text}".encode()
        seed = self.seeds[said["data-origin"], said["data-role"]]
        fields = [pair for pair in form.fields if pair[0] not in ("choice", "reason", "signature")]
        fields += [
            ("choice", choice),
            ("reason", reason),
            ("signature", signer(seed)(message).hex()),
        ]
        return self.post(urljoin(self.page.url, form.action), fields)

    # -- within ------------------------------------------------------------------------------------

    def _send(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as response:
                status, url, text = response.status, response.url, response.read()
        except HTTPError as error:
            with error:
                status, url, text = error.code, error.url, error.read()
        shown = text.decode("utf-8", "replace")
        self.page = Answer(status, url, shown, _forms(shown, url))
        return self.page

    def _token(self) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.page.text)
        if found:
            return found[1]
        return next((c.value or "" for c in self._cookies if c.name == "csrftoken"), "")


def _encoded(fields: list[tuple[str, str]], files: Mapping[str, bytes]) -> tuple[bytes, str]:
    if not files:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    mark = uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
        for name, text in fields
    ]
    for name, data in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{name}.csv"'
        parts.append(
            f"--{mark}\r\n{head}\r\nContent-Type: text/csv\r\n\r\n".encode() + data + b"\r\n"
        )
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"


def _forms(text: str, url: str) -> list[Form]:
    reader = _Forms(urlsplit(url).path)
    reader.feed(text)
    return reader.forms


class _Forms(HTMLParser):
    """Reads the forms of a page with the values that their fields have."""

    def __init__(self, here: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._here = here
        self._select: tuple[str, str | None] | None = None
        self._area: tuple[str, str] | None = None
        self._form: Form | None = None
        self._named = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a form, or keep a field."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action, method = given.get("action") or self._here, given.get("method", "get").lower()
            self._form = Form(action, method, given)
            self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "input":
            self._input(given)
        elif tag == "textarea":
            self._area = (given.get("name", ""), "")
        elif tag == "select":
            self._select = (given.get("name", ""), None)
        elif tag == "option" and self._select is not None:
            name, chosen = self._select
            # An option without a value has its text as one.
            self._named = "value" not in given and (chosen is None or "selected" in given)
            if chosen is None or "selected" in given:
                self._select = (name, given.get("value", ""))

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        checked = kind not in ("radio", "checkbox") or "checked" in given
        if name and checked and kind not in ("file", "submit") and self._form is not None:
            on = "on" if kind == "checkbox" else ""
            self._form.fields.append((name, given.get("value", on)))

    def handle_data(self, data: str) -> None:
        """The text of a field of several lines."""
        if self._named and self._select is not None:
            self._select, self._named = (self._select[0], data.strip()), False
        if self._area is not None:
            self._area = (self._area[0], self._area[1] + data)
        if self._form is not None:
            self._form.text += data

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if self._form is None:
            return
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area is not None:
            self._form.fields.append(self._area)
            self._area = None
        elif tag == "select" and self._select is not None:
            name, chosen = self._select
            if name and chosen is not None:
                self._form.fields.append((name, chosen))
            self._select = None
