"""The script of the desks: keys made, records and votes signed, in a browser under a strict policy.

What the forms send is caught on its way and checked as the board checks it.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Dialog, Page, Route, expect
from tests.support.browser import OFFICE_SCRIPTS
from tests.support.site_server import SiteServer

from suffrage.board.kinds.disputes import MemberVote
from suffrage.board.kinds.paper import SheetReceived
from suffrage.board.kinds.polls import TurnoutReported
from suffrage.board.record import Draft, Record, body_bytes
from suffrage.board.signature import check_signature, record_message, vote_message
from suffrage.model import canonical
from suffrage.paper.sheet import Sheet

POLICY = "default-src 'self'"
ORIGIN = "office.example/e/congress"
ROLE = "secretary@75-012"
PLACE = f'data-origin="{ORIGIN}" data-role="{ROLE}"'
HEAD = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Desk</title>'
    '<script src="desk.js" defer></script>'
)
KEY_PAGE = (
    f'{HEAD}<p data-key-state></p><form data-make-key {PLACE} method="post" action="sent">'
    '<input type="hidden" name="key"><input type="hidden" name="proof">'
    "<button>Make a key</button></form>"
)
SUBJECT = hashlib.sha256(b"an act").hexdigest()
VOTE_PAGE = (
    f'{HEAD}<form data-vote {PLACE} data-act="rules.fixed/1" data-subject="{SUBJECT}"'
    ' data-member="chair" data-sitting="2" method="post" action="sent">'
    '<label><input type="radio" name="choice" value="for">For</label>'
    '<label><input type="radio" name="choice" value="against">Against</label>'
    '<label>Reason <textarea name="reason"></textarea></label>'
    '<input type="hidden" name="signature"><button>Vote</button></form>'
)

Sent = dict[str, list[str]]


def sheet(unit: str = "75-012", role: str = ROLE) -> Draft:
    """A draft with a payload."""
    figures = Sheet(
        ballots=14,
        blank=1,
        contest="text",
        entered_by=role,
        proxies=0,
        registered=14,
        signatures=14,
        unit=unit,
        valid=13,
        void={},
        votes={"to1": 9, "to2": 4},
        scan="59ad1b2f" * 8,
    )
    at = "2023-01-19T21:05:00Z"
    return Draft("sheet.received/1", SheetReceived("text", unit), role, at, figures)


def turnout() -> Draft:
    """A draft without one."""
    return Draft(
        "turnout.reported/1", TurnoutReported(1, "75-012", 14), ROLE, "2023-01-19T20:05:00Z"
    )


def hidden(draft: Draft, payload: bytes | None = None) -> str:
    """The inputs of a record that is to be signed."""
    body = body_bytes(draft.body) or b"" if payload is None else payload
    return "".join(
        f'<input type="hidden" name="{name}" value="{base64.b64encode(data).decode()}">'
        for name, data in (("record", draft.record().unsigned), ("payload", body))
    )


def sign_page(*drafts: str, kind: str = "data-sign") -> str:
    """A form for one record or for several."""
    return (
        f'{HEAD}<form {kind} {PLACE} method="post" action="sent">{"".join(drafts)}'
        '<input type="hidden" name="signature"><dl data-shown></dl>'
        '<button name="then" value="next">Sign</button></form>'
    )


class Desk:
    """A page of the desks, and what its forms have sent."""

    def __init__(self, page: Page, server: SiteServer) -> None:
        self.page, self.server, self.sent = page, server, list[Sent]()
        page.route("**/sent", self._catch)

    def _catch(self, route: Route) -> None:
        self.sent.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
        route.fulfill(status=200, content_type="text/html", body="<title>Sent</title>thank you")

    def open(self, text: str) -> None:
        """A page with this text."""
        self.server.files["page.html"] = text.encode()
        self.page.goto(self.server.address("page.html"))

    def make_key(self) -> str:
        """Press the button; the public key comes back."""
        self.open(KEY_PAGE)
        return self.press()["key"][0]

    def press(self) -> Sent:
        """Press the only button of the page; what was sent comes back."""
        self.page.get_by_role("button").click()
        self.page.wait_for_url("**/sent")
        return self.sent[-1]


@pytest.fixture
def desk(page: Page) -> Iterator[Desk]:
    """A desk that is open; ``page`` fails at the end if a script broke the policy."""
    with SiteServer({"desk.js": (OFFICE_SCRIPTS / "desk.js").read_bytes()}, POLICY) as server:
        yield Desk(page, server)


def test_a_key_is_made_and_its_holder_shown(desk: Desk) -> None:
    desk.open(KEY_PAGE)
    expect(desk.page.locator("[data-key-state]")).to_contain_text("holds no key")
    sent = desk.press()
    key, message = sent["key"][0], f"suffrage-key/1\n{ORIGIN}\n{ROLE}\n{sent['key'][0]}"
    check_signature(key, message.encode(), sent["proof"][0], role=ROLE)
    desk.open(KEY_PAGE)
    state = desk.page.locator("[data-key-state=held]")
    expect(state).to_contain_text(" ".join(key[place : place + 4] for place in (0, 4, 8, 12)))


def test_a_key_is_replaced_only_when_its_holder_says_so(desk: Desk) -> None:
    first = desk.make_key()
    asked: list[str] = []
    answers = iter((False, True))

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if next(answers):
            dialog.accept()
        else:
            dialog.dismiss()

    desk.page.on("dialog", answer)
    desk.open(KEY_PAGE)
    desk.page.get_by_role("button").click()
    expect(desk.page.get_by_role("button")).to_be_enabled()
    assert len(desk.sent) == 1
    assert desk.press()["key"][0] != first
    assert len(asked) == 2


def test_no_script_reads_the_private_key(desk: Desk) -> None:
    desk.make_key()
    desk.open(KEY_PAGE)
    exported = desk.page.evaluate(
        """async () => {
          const open = indexedDB.open("suffrage");
          await new Promise((done) => { open.onsuccess = done; });
          const all = open.result.transaction("keys").objectStore("keys").getAll();
          await new Promise((done) => { all.onsuccess = done; });
          const key = all.result[0].pair.privateKey;
          return crypto.subtle.exportKey("pkcs8", key).then(() => "read", (e) => e.name);
        }"""
    )
    assert exported == "InvalidAccessError"


def test_a_record_is_shown_from_its_bytes_and_signed(desk: Desk) -> None:
    key = desk.make_key()
    desk.open(sign_page(hidden(sheet())))
    shown = desk.page.locator("[data-shown]")
    expect(shown.locator("dt[title='votes.to1']")).to_have_text("Votes – to1")
    assert shown.locator("dd").all_text_contents()[-2:] == ["9", "4"]
    expect(shown.locator("dd[title^='59ad1b2f59ad']")).to_have_text("59ad1b2f…59ad1b2f")
    sent = desk.press()
    assert sent["then"] == ["next"]
    check_signature(key, record_message(ORIGIN, record_of(sent)), sent["signature"][0], role=ROLE)


def record_of(sent: Sent, place: int = 0) -> Record:
    """The record that was sent, with its signature."""
    plain = json.loads(base64.b64decode(sent["record"][place]))
    return Record.parse(canonical.encode(plain | {"sig": sent["signature"][place]}))


def test_several_records_are_signed_by_one_press(desk: Desk) -> None:
    key = desk.make_key()
    desk.open(sign_page(hidden(turnout()), hidden(sheet()), kind="data-sign-all"))
    expect(desk.page.locator("dt", has_text="1. Signatures")).to_have_count(1)
    expect(desk.page.locator("dt", has_text="2. Votes – to2")).to_have_count(1)
    sent = desk.press()
    assert len(sent["signature"]) == 2
    for place, sig in enumerate(sent["signature"]):
        check_signature(key, record_message(ORIGIN, record_of(sent, place)), sig, role=ROLE)


def test_what_nobody_signs_yet_is_shown_too(desk: Desk) -> None:
    record, body = turnout().record().unsigned, base64.b64encode(b"").decode()
    data = f'data-record="{base64.b64encode(record).decode()}" data-payload="{body}"'
    desk.open(f"{HEAD}<dl data-shown {data}></dl>")
    expect(desk.page.locator("dd").last).to_have_text("75-012")


def refused(desk: Desk, text: str, sentence: str) -> None:
    """A page whose button signs nothing, with the sentence that says why."""
    before = len(desk.sent)
    desk.open(text)
    desk.page.get_by_role("button").click()
    expect(desk.page.get_by_role("status")).to_contain_text(sentence)
    expect(desk.page.get_by_role("button")).to_be_enabled()
    assert len(desk.sent) == before


def test_nothing_is_signed_without_the_key_of_the_board(desk: Desk) -> None:
    refused(desk, sign_page(hidden(turnout())), "does not hold the key")
    desk.make_key()
    other = sign_page(hidden(turnout())).replace("data-sign ", f'data-key="{"ab" * 32}" data-sign ')
    refused(desk, other, "not the one of secretary@75-012 on the board")


def test_nothing_is_signed_that_cannot_be_shown(desk: Desk) -> None:
    desk.make_key()
    refused(desk, sign_page(hidden(sheet(), b"{}")), "not those that the record names")
    refused(desk, sign_page(hidden(turnout(), b"{}")), "not those that the record names")
    refused(desk, sign_page(hidden(sheet(role="secretary@75-013"))), "secretary@75-013")
    refused(desk, sign_page(hidden(turnout())).replace('value="', 'value="*', 1), "base64")


def test_a_member_votes_with_a_reason(desk: Desk) -> None:
    key = desk.make_key()
    desk.open(VOTE_PAGE)
    desk.page.get_by_role("button").click()
    expect(desk.page.get_by_role("status")).to_contain_text("No choice is ticked")
    desk.page.get_by_label("Against").check()
    desk.page.get_by_label("Reason").fill("Les e\u0301margements\nmanquent.")
    sent = desk.press()
    reason = sent["reason"][0].replace("\r\n", "\n")
    assert reason == "Les émargements\nmanquent."
    one = MemberVote("against", hashlib.sha256(reason.encode()).hexdigest())
    message = vote_message(ORIGIN, "rules.fixed/1", SUBJECT, "chair", one, sitting=2)
    check_signature(key, message, sent["signature"][0], role=ROLE)


def test_an_old_browser_is_told_which_ones_can(desk: Desk) -> None:
    desk.page.add_init_script("crypto.subtle.generateKey = () => Promise.reject(new Error())")
    refused(desk, KEY_PAGE, "Firefox 129")
