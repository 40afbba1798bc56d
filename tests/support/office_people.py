"""People before the office's pages in a browser: signed in by a mailed code, with their keys.

>>> page = sign_in(context, server, "chair@example.org")          # doctest: +SKIP
>>> hold_key(page, "example.org/congress", "commission@chair")    # the simulation's own key
>>> page.goto(desk(server, congress, "commission/polls"))
>>> sign(page)
"""

import base64
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect
from tests.support.office_server import OfficeServer
from tests.support.simulator import seed_of

from suffrage.board.signature import key_of

__all__ = ["desk", "hold_key", "make_key", "sign", "sign_in"]

# PKCS #8 around an Ed25519 seed (RFC 8410, section 7).
_PKCS8 = bytes.fromhex("302e020100300506032b657004220420")
_HOLD = """async ([place, pkcs8, raw, publicKey]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const read = (kind, text, shown, use) =>
    crypto.subtle.importKey(kind, bytes(text), "Ed25519", shown, [use]);
  const privateKey = await read("pkcs8", pkcs8, false, "sign");
  const known = await read("raw", raw, true, "verify");
  const opened = indexedDB.open("suffrage", 1);
  opened.onupgradeneeded = () => {
    for (const store of ["keys", "section"]) opened.result.createObjectStore(store);
  };
  await new Promise((done, failed) => { opened.onsuccess = done; opened.onerror = failed; });
  const write = opened.result.transaction("keys", "readwrite");
  write.objectStore("keys").put({ pair: { privateKey, publicKey: known }, publicKey }, place);
  await new Promise((done, failed) => { write.oncomplete = done; write.onabort = failed; });
  opened.result.close();
}"""


def sign_in(context: BrowserContext, server: OfficeServer, address: str) -> Page:
    """A page of somebody who has typed the code of the mail."""
    page = context.new_page()
    before = len(server.mails(address))
    page.goto(f"{server.url}/account/login/code/")
    page.fill("[name=email]", address)
    page.locator("main button").first.click()
    page.fill("[name=code]", server.code_for(address, before))
    page.locator("main button").first.click()
    page.wait_for_url(f"{server.url}/")
    return page


def desk(server: OfficeServer, election: Any, path: str) -> str:
    """The address of a page of an election's desks."""
    return f"{server.url}/desk/{election.slug}/{path}"


def hold_key(page: Page, origin: str, role: str) -> None:
    """Give the browser the key that the simulation's board has appointed for a role."""
    seed = seed_of(role)
    public = key_of(seed)
    raw = base64.b64encode(bytes.fromhex(public)).decode()
    pkcs8 = base64.b64encode(_PKCS8 + seed).decode()
    page.evaluate(_HOLD, [f"{origin}\n{role}", pkcs8, raw, public])


def make_key(page: Page, server: OfficeServer, election: Any) -> None:
    """Make the one key that the page of keys asks for."""
    page.goto(desk(server, election, "keys"))
    page.locator("form[data-make-key] button").first.click()
    expect(page.locator("main")).to_contain_text("waits")


def sign(page: Page) -> None:
    """Sign what the page shows; the page after it is there when this returns."""
    expect(page.locator("[data-told] dd").first).to_be_visible()
    address = page.url  # of the page that shows it: the one before may just have been left
    page.locator("form[data-sign] button.act, form[data-sign-all] button.act").click()
    page.wait_for_url(lambda now: now != address)
