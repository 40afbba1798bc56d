"""An office for one section's phone: the page, and answers that a test can cut on their way.

It drafts with the house's own classes, checks every signature as the board does, and counts what
reaches it, so that a test sees whether a record was made once.

>>> with SectionServer() as office:                                # doctest: +SKIP
...     page.goto(office.address)
"""

import base64
import hashlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self

from jinja2 import Environment, FileSystemLoader
from tests.support.codes import ROOT

from suffrage.board.kinds.paper import SheetReceived, SheetReserved
from suffrage.board.kinds.polls import SectionOpened, TurnoutReported
from suffrage.board.record import Draft, Record, body_bytes
from suffrage.board.signature import check_signature, record_message
from suffrage.model import canonical
from suffrage.paper.checks import check_sheet
from suffrage.paper.sheet import Sheet
from suffrage.words import LANGUAGES, Language, sentence

__all__ = ["POLICY", "SectionServer"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
OFFICE = ROOT / "src/suffrage/office"
ASSETS = ROOT / "src/suffrage/site/pages/assets"
ORIGIN, ROLE, UNIT = "office.example/e/congress", "secretary@62-427", "62-427"
OPTIONS = ("to1", "to2", "to3")
JSON_TYPE = "application/json"
Answer = tuple[int, str, bytes]


class SectionServer:
    """The office on the loopback until the block ends; ``state`` may be changed by a test.

    ``cut`` says how often the next request of a path is lost: ``asking`` before the office has
    read it, ``answer`` after it has done what was asked.
    """

    def __init__(self, language: Language = "fr") -> None:
        self.language = language
        self.board: list[Record] = []
        self.signed: dict[str, int] = {}
        self.photos: list[bytes] = []
        self.cut: dict[str, list[str]] = {}
        self.down = self.over = False
        self.token = "the token of this evening"
        self.drafts = 0
        self.key = ""
        self.refuse: dict[str, str] = {}
        self.state = _state()
        self._lock = Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def do_POST(self) -> None:
                outer.answer(self)

            def log_message(self, *_args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """The section's page."""
        return f"http://localhost:{self._server.server_port}/section/"

    def kinds(self) -> list[str]:
        """The kinds of the board's records, in order."""
        return [record.kind for record in self.board]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request, or lose it."""
        data = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        path = request.path.removeprefix("/section/")
        with self._lock:
            ways = self.cut.get(path, [])
            way = "asking" if self.down else ways.pop(0) if ways else ""
            if way == "asking":
                return self._lose(request)
            status, kind, body = self._answer(request, path, data)
        if way == "answer":
            return self._lose(request)
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Security-Policy", POLICY)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
        return None

    def _lose(self, request: BaseHTTPRequestHandler) -> None:
        # The connection ends without a word, as it does in a cellar.
        request.close_connection = True

    def _answer(self, request: BaseHTTPRequestHandler, path: str, data: bytes) -> Answer:
        if request.command == "GET":
            return self._get(path)
        if request.headers.get("X-CSRFToken") != self.token:
            return 403, "text/html", b"forbidden"
        if path == "photo":
            self.photos.append(data)
            return _json({"scan": hashlib.sha256(data).hexdigest()})
        said = json.loads(data)
        return {"key": self._key, "draft": self._draft, "send": self._send}[path](said)

    def _get(self, path: str) -> Answer:
        files = {
            "/static/night.css": ASSETS / "night.css",
            "/static/desk.css": OFFICE / "static/desk.css",
            "/static/section.css": OFFICE / "static/section.css",
            "/static/section.js": OFFICE / "static/section.js",
            "worker.js": OFFICE / "static/section_worker.js",
        }
        if path == "":
            return 200, "text/html; charset=utf-8", self._page()
        if path == "state":
            return (401, "text/html", b"who is it?") if self.over else _json(self.state)
        if path in files:
            kind = "text/css" if path.endswith(".css") else "text/javascript"
            return 200, kind, files[path].read_bytes()
        return 404, "text/plain", b""

    def _page(self) -> bytes:
        templates = Environment(loader=FileSystemLoader(OFFICE / "templates"), autoescape=True)
        page = templates.get_template("section/app.html").render(
            language=self.language,
            languages=LANGUAGES,
            csrf_token=self.token,
            t=lambda code, **fields: sentence(code, fields, self.language),
            static=lambda name: f"/static/{name}",
            url=lambda *_names: "/",
        )
        return page.encode()

    def _key(self, said: dict[str, str]) -> Answer:
        message = f"suffrage-key/1\n{ORIGIN}\n{ROLE}\n{said['key']}".encode()
        check_signature(said["key"], message, said["proof"], role=ROLE)
        self.key, self.state["key"] = said["key"], "waiting"
        return _json({"key": "waiting"})

    def _draft(self, said: dict[str, Any]) -> Answer:
        if code := self.refuse.get(said["step"]):
            told = {
                "code": code,
                "sentence": sentence(code, {"registered": 14}, self.language),
                "field": "",
            }
            return _json(told, 422)
        self.drafts += 1
        # Another draft is another record: its time is another one.
        at = f"2023-01-19T21:{self.drafts:02}:00Z"
        record, payload = _drafted(said["step"], said["fields"], at)
        return _json({"record": _base64(record), "payload": _base64(payload)})

    def _send(self, said: dict[str, str]) -> Answer:
        text = canonical.encode(said).decode()
        if text not in self.signed:
            plain = json.loads(base64.b64decode(said["record"])) | {"sig": said["signature"]}
            record = Record.parse(canonical.encode(plain))
            check_signature(self.key, record_message(ORIGIN, record), record.sig, role=ROLE)
            self.signed[text] = len(self.board)
            self.board.append(record)
            self.state["opened"] = True
        return _json({"index": self.signed[text], "acknowledged": True})


def _state() -> dict[str, Any]:
    options = [{"id": option, "label": f"Texte {n}"} for n, option in enumerate(OPTIONS, start=1)]
    contest = {"id": "text", "label": "Textes d'orientation", "options": options}
    return {
        "origin": ORIGIN,
        "role": ROLE,
        "unit": UNIT,
        "unit_name": "Liévin",
        "federation_phone": "+33 3 21 00 00 00",
        "round": 1,
        "key": "none",
        "polls": "open",
        "opened": False,
        "signatures": None,
        "registered": 14,
        "now": "2023-01-19T21:00:00Z",
        "contests": [contest | {"sheet": None, "small": True}],
        "camps": [{"id": "to1", "label": "TO 1"}],
        "void_reasons": ["torn", "signed"],
    }


def _drafted(step: str, fields: dict[str, Any], at: str) -> tuple[bytes, bytes]:
    if step == "opened":
        return Draft("section.opened/1", SectionOpened(1, UNIT), ROLE, at).record().unsigned, b""
    if step == "signatures":
        head = TurnoutReported(1, UNIT, fields["signatures"])
        return Draft("turnout.reported/1", head, ROLE, at).record().unsigned, b""
    sheet = _sheet(fields)
    found = check_sheet(sheet, 14, OPTIONS)
    contest = sheet.contest
    if fields["reserved"]:
        reserved = SheetReserved(contest, UNIT, found.hard[0].code)
        draft = Draft("sheet.reserved/1", reserved, ROLE, at, sheet)
    else:
        draft = Draft("sheet.received/1", SheetReceived(contest, UNIT), ROLE, at, sheet)
    return draft.record().unsigned, body_bytes(sheet) or b""


def _sheet(fields: dict[str, Any]) -> Sheet:
    return Sheet(
        ballots=fields["ballots"],
        blank=fields["blank"],
        contest=fields["contest"],
        entered_by=ROLE,
        proxies=fields.get("proxies", 0),
        registered=14,
        signatures=fields["signatures"],
        unit=UNIT,
        valid=fields.get("valid", sum(fields["votes"].values())),
        void=fields["void"],
        votes=fields["votes"],
        agents=fields["agents"],
        scan=fields["scan"],
    )


def _json(said: object, status: int = 200) -> Answer:
    return status, JSON_TYPE, json.dumps(said).encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
