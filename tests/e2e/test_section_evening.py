"""A secretary opens the section from the printed kit and sends the evening's figures."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from tests.support.browser import assert_accessible, wait
from tests.support.office import Office, state_of
from tests.support.office_server import OfficeServer, office_server
from tests.support.simulator import Simulation

from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.office.codes import group_code
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.models import Photo, SectionKey

UNIT = "75-001"
OPENS, CLOSES = "2023-01-12T16:00:00Z", "2023-01-12T21:00:00Z"
KINDS = ("section.opened/1", "turnout.reported/1", "sheet.received/1")


class Evening:
    """A served office, an election whose polls are open, and the code of one section's kit."""

    def __init__(self, office: Office, server: OfficeServer) -> None:
        self.server, self.sim = server, Simulation().convene().fix_rules().open_polls()
        self.election = office.election(self.sim)
        self.code = issue_code(self.election, UNIT, 1, "commission@chair")
        self.door = f"{server.url}/s/{self.election.slug}/{UNIT}/1"

    def appoint(self) -> None:
        """The federation accepts the key that the phone has made last."""
        key = SectionKey.objects.latest("pk")
        self.sim.act(replace_officer, "federation@75", key.role, key.key)

    @property
    def sheet(self) -> Any:
        """The section's sheet on the board."""
        return state_of(self.election).unit("text", UNIT)


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    # The browser's driver keeps an event loop in this thread, which only waits.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with Office(tmp_path) as office, office_server(tmp_path, clock=OPENS) as server:
        yield Evening(office, server)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    yield context.new_page()
    context.close()


def picture() -> dict[str, Any]:
    data = io.BytesIO()
    Image.effect_noise((1500, 2100), 60).convert("RGB").save(data, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def enter(page: Page, evening: Evening) -> None:
    page.goto(evening.door)
    page.get_by_label("Code de la bande scellée").fill(group_code(evening.code).lower())
    press(page, "Ouvrir ma section")


def look_again(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")


def test_an_evening_from_the_kit_to_the_board(page: Page, evening: Evening) -> None:
    page.goto(evening.door)
    assert_accessible(page)
    page.get_by_label("Code de la bande scellée").fill("2345 6789 ABC4")
    press(page, "Ouvrir ma section")
    expect(page.get_by_role("alert")).to_contain_text("n'est pas le code de cette section")
    assert_accessible(page)
    enter(page, evening)
    press(page, "L'urne est vide, on ouvre")
    wait(page, SectionKey.objects.exists)
    expect(page.get_by_text("attend l'accord de la fédération")).to_be_visible()
    evening.appoint()
    look_again(page)
    wait(page, lambda: bool(state_of(evening.election).opened_sections))
    # First cut: the signatures wait on the phone, and the count does not wait for them.
    page.context.set_offline(True)
    page.get_by_label("Émargements").fill("14")
    press(page, "Envoyer les émargements")
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    page.context.set_offline(False)
    look_again(page)
    wait(page, lambda: bool(state_of(evening.election).turnout))
    figures = {"Bulletins trouvés": "14", "Blancs": "1", "Nuls": "0"}
    votes = {"Text 1": "7", "Text 2": "4", "Text 3": "2"}
    for label, number in (figures | votes).items():
        page.get_by_label(label, exact=label != "Bulletins trouvés").fill(number)
    page.get_by_label("Photographier").set_input_files(picture())  # type: ignore[arg-type]
    wait(page, Photo.objects.exists)
    press(page, "Continuer")
    assert_accessible(page)
    # Second cut: the sheet is signed, and goes when the network is back.
    page.context.set_offline(True)
    press(page, "Signer et envoyer")
    expect(page.get_by_role("heading", name="Tout est saisi")).to_be_visible()
    page.context.set_offline(False)
    look_again(page)
    expect(page.get_by_text("D'autres sections votent encore").first).to_be_visible()
    evening.sim.close_polls()
    evening.server.at(CLOSES)
    look_again(page)
    expect(page.get_by_role("heading", name="C'est fini")).to_be_visible()
    assert evening.sheet.sheet.votes == {"to1": 7, "to2": 4, "to3": 2}
    assert evening.sheet.sheet.scan == Photo.objects.get().scan
    assert evening.sheet.by == f"secretary@{UNIT}"


def test_a_broken_phone_is_replaced_by_telephone(
    browser: Browser, page: Page, evening: Evening
) -> None:
    enter(page, evening)
    wait(page, SectionKey.objects.exists)
    evening.appoint()
    second = browser.new_context(locale="fr-FR").new_page()
    enter(second, evening)
    expect(second.get_by_role("alert")).to_contain_text("sur un autre téléphone")
    evening.code = issue_code(evening.election, UNIT, 1, "federation@75")
    enter(second, evening)
    wait(second, lambda: SectionKey.objects.count() == 2)
    evening.appoint()
    look_again(second)
    press(second, "L'urne est vide, on ouvre")
    wait(second, lambda: bool(state_of(evening.election).opened_sections))
    look_again(page)
    expect(page.get_by_text("La session est finie").first).to_be_visible()
    second.context.close()
