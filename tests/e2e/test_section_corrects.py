"""A secretary corrects what was mistyped, and reads again what a second person read otherwise."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
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
from suffrage.conduct.state import State
from suffrage.count.unit_state import Approved
from suffrage.office.codes import group_code
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.models import Difference, Photo, SectionKey

UNIT = "75-001"
OPENS, AFTER = "2023-01-12T16:00:00Z", "2023-01-12T21:20:00Z"
FIGURES = {"signatures": "14", "ballots": "14", "blank": "1", "void": "0"}


class Evening:
    """A served office whose polls are open, a section's kit, and the federation's officer."""

    def __init__(self, office: Office, server: OfficeServer) -> None:
        self.office, self.server = office, server
        self.sim = Simulation().convene().fix_rules().open_polls()
        self.election = office.election(self.sim)
        self.code = issue_code(self.election, UNIT, 1, "commission@chair")
        self.officer = office.person("paris@example.org", self.election, "federation@75")

    def appoint(self) -> None:
        """The federation accepts the key that the phone has made."""
        key = SectionKey.objects.latest("pk")
        self.sim.act(replace_officer, "federation@75", key.role, key.key)

    def close(self) -> None:
        """The polls close, and sheets may come."""
        self.sim.close_polls()
        self.server.at(AFTER)
        self.office.at(AFTER)

    def desk(self, *rest: str) -> str:
        """An address of the federation's desk."""
        return "/".join((f"/desk/{self.election.slug}/federation/section", UNIT, *rest))

    def read(self, **votes: str) -> Any:
        """The officer reads the photo."""
        sent = FIGURES | {name.replace("_", "."): number for name, number in votes.items()}
        return self.officer.post(self.desk("sheet/text/second"), sent)

    def said(self) -> str:
        """What the federation sees of the section."""
        return str(self.officer.get(self.desk()).content.decode())

    @property
    def state(self) -> State:
        found: State = state_of(self.election)
        return found

    @property
    def sheet(self) -> Any:
        """The section's sheet on the board."""
        return self.state.unit("text", UNIT)


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


def picture(colour: str = "white") -> dict[str, Any]:
    data = io.BytesIO()
    Image.new("RGB", (600, 800), colour).save(data, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def look_again(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")


def fill(page: Page, figures: dict[str, str]) -> None:
    for label, number in figures.items():
        page.get_by_label(label, exact=label != "Bulletins trouvés").fill(number)


def read_again(page: Page, figures: dict[str, str]) -> None:
    """What was read again is what the paper says; it is signed, or held to, by the next press."""
    fill(page, figures)
    press(page, "C'est ce que dit le papier")


@contextmanager
def sent_without_network(page: Page) -> Iterator[None]:
    """What goes only once the network is back, after all that happens in the block."""
    page.context.set_offline(True)
    press(page, "Signer et envoyer")
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    yield
    page.context.set_offline(False)
    look_again(page)


def sheet_sent(page: Page, evening: Evening) -> None:
    """From the kit to a sheet on the board."""
    page.goto(f"{evening.server.url}/s/{evening.election.slug}/{UNIT}/1")
    page.get_by_label("Code de la bande scellée").fill(group_code(evening.code))
    press(page, "Ouvrir ma section")
    press(page, "L'urne est vide, on ouvre")
    wait(page, SectionKey.objects.exists)
    evening.appoint()
    page.get_by_label("Émargements").fill("14")
    press(page, "Envoyer les émargements")
    wait(page, lambda: bool(evening.state.turnout))
    evening.close()
    fill(page, {"Bulletins trouvés": "14", "Blancs": "1", "Nuls": "0"})
    fill(page, {"Text 1": "7", "Text 2": "4", "Text 3": "2"})
    page.get_by_label("Photographier").set_input_files(picture())  # type: ignore[arg-type]
    wait(page, Photo.objects.exists)
    press(page, "Continuer")
    press(page, "Signer et envoyer")
    look_again(page)
    expect(page.get_by_role("heading", name="Une erreur ?")).to_be_visible()


def test_a_mistake_is_corrected_through_a_lost_network_and_once(
    page: Page, evening: Evening
) -> None:
    sheet_sent(page, evening)
    first = evening.sheet
    assert_accessible(page)
    press(page, "Une erreur de saisie")
    expect(page.get_by_role("heading", name="de nouveau les chiffres")).to_be_focused()
    expect(page.get_by_label("Text 1", exact=True)).to_have_value("7")
    assert_accessible(page)
    # What cannot be right takes no sheet's place.
    fill(page, {"Text 1": "8"})
    expect(page.get_by_text("ne remplace donc rien")).to_be_visible()
    expect(page.get_by_role("button", name="C'est ce que dit le papier")).to_have_count(0)
    fill(page, {"Text 2": "3"})
    press(page, "Continuer")
    expect(page.get_by_text("Ceci remplace ce qui a été envoyé")).to_be_visible()
    assert_accessible(page)
    page.context.set_offline(True)
    press(page, "Signer et envoyer")
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    assert evening.sheet == first
    size = evening.state.size
    page.context.set_offline(False)
    for _ in range(3):
        look_again(page)
    wait(page, lambda: evening.sheet != first)
    expect(page.get_by_role("heading", name="Correction")).to_be_visible()
    look_again(page)
    page.wait_for_timeout(500)
    assert evening.state.size == size + 1
    assert (evening.sheet.sheet.votes, evening.sheet.sheet.scan) == (
        {"to1": 8, "to2": 3, "to3": 2}, first.sheet.scan,
    )  # fmt: skip
    assert evening.sheet.by == f"secretary@{UNIT}"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_photo_taken_while_another_goes_is_sent_too(page: Page, evening: Evening) -> None:
    sheet_sent(page, evening)
    first = evening.sheet
    press(page, "Une erreur de saisie")
    fill(page, {"Text 1": "8", "Text 2": "3"})
    slow: list[Any] = []
    page.route("**/section/photo", lambda route: route.continue_() if slow else slow.append(route))
    photograph = page.get_by_label("Photographier")
    photograph.set_input_files(picture("grey"))  # type: ignore[arg-type]
    wait(page, lambda: len(slow) == 1)
    photograph.set_input_files(picture("black"))  # type: ignore[arg-type]
    expect(page.get_by_text("La photo est gardée")).to_be_visible()
    page.wait_for_timeout(500)
    slow[0].continue_()
    press(page, "Continuer")
    press(page, "Signer et envoyer")
    wait(page, lambda: evening.sheet != first)
    assert Photo.objects.count() == 3
    assert evening.sheet.sheet.scan == Photo.objects.latest("pk").scan


def test_what_a_second_person_reads_otherwise_is_read_again(page: Page, evening: Evening) -> None:
    sheet_sent(page, evening)
    evening.read(votes_to1="8", votes_to2="3", votes_to3="2")
    look_again(page)
    expect(page.get_by_role("status").first).to_contain_text("La seconde lecture diffère")
    numbers = page.locator("input[inputmode=numeric]:visible")
    expect(numbers).to_have_count(2)
    assert [one.input_value() for one in numbers.all()] == ["", ""]
    assert_accessible(page)
    # The section holds to its figures.
    read_again(page, {"Text 1": "7", "Text 2": "4"})
    expect(page.get_by_text("la section le maintient et rien n'est écrit")).to_be_visible()
    assert_accessible(page)
    size = evening.state.size
    press(page, "Signer et envoyer")
    expect(page.get_by_text("Relu : c'est ce que vous avez envoyé")).to_be_visible()
    assert_accessible(page)
    assert Difference.objects.get().held_by == f"secretary@{UNIT}"
    assert "on its phone and holds" in evening.said()
    # It looks once more, and was wrong; then two persons have read the same.
    evening.server.at("2023-01-12T21:40:00Z")
    press(page, "Une erreur de saisie")
    expect(page.get_by_label("Text 1", exact=True)).to_have_value("")
    fill(page, {"Text 1": "8", "Text 2": "3"})
    press(page, "Continuer")
    press(page, "Signer et envoyer")
    wait(page, lambda: evening.state.size == size + 1)
    assert "has corrected its sheet on its phone" in evening.said()
    evening.officer.sign(evening.read(votes_to1="8", votes_to2="3", votes_to3="2"))
    assert isinstance(evening.sheet, Approved)
    look_again(page)
    expect(page.get_by_text("les chiffres sont validés")).to_be_visible()
    expect(page.get_by_role("button", name="Une erreur de saisie")).to_have_count(0)
    assert_accessible(page)


def test_lines_that_differ_only_later_are_read_again_too(page: Page, evening: Evening) -> None:
    sheet_sent(page, evening)
    evening.read(votes_to1="8", votes_to2="3", votes_to3="2")
    look_again(page)
    read_again(page, {"Text 1": "7", "Text 2": "4"})
    press(page, "Signer et envoyer")
    expect(page.get_by_text("Relu : c'est ce que vous avez envoyé")).to_be_visible()
    evening.read(votes_to1="7", votes_to2="3", votes_to3="3")
    assert Difference.objects.get().held_by == ""
    look_again(page)
    expect(page.get_by_role("status").first).to_contain_text("La seconde lecture diffère")
    # What was not read yet is asked for, and never sent as nought.
    expect(page.get_by_label("Text 3", exact=True)).to_have_value("")
    read_again(page, {"Text 2": "4", "Text 3": "2"})
    press(page, "Signer et envoyer")
    wait(page, lambda: Difference.objects.get().held_by == f"secretary@{UNIT}")


def test_an_answer_that_waits_is_none_for_lines_that_differ_meanwhile(
    page: Page, evening: Evening
) -> None:
    sheet_sent(page, evening)
    evening.read(votes_to1="8", votes_to2="3", votes_to3="2")
    look_again(page)
    read_again(page, {"Text 1": "7", "Text 2": "4"})
    with sent_without_network(page):
        evening.read(votes_to1="7", votes_to2="3", votes_to3="3")
    expect(page.get_by_text("diffère sur d'autres lignes")).to_be_visible()
    expect(page.get_by_label("Text 3", exact=True)).to_have_value("")
    assert_accessible(page)
    page.wait_for_timeout(500)
    assert Difference.objects.get().held_by == ""
    read_again(page, {"Text 2": "4", "Text 3": "2"})
    press(page, "Signer et envoyer")
    wait(page, lambda: Difference.objects.get().held_by == f"secretary@{UNIT}")
    expect(page.get_by_text("Relu : c'est ce que vous avez envoyé")).to_be_visible()


def test_without_a_script_the_section_may_hold(
    browser: Browser, page: Page, evening: Evening
) -> None:
    sheet_sent(page, evening)
    evening.read(votes_to1="8", votes_to2="3", votes_to3="2")
    # Where no script runs there is no key: a correction is told so, in a page for all.
    page.evaluate(
        """([replaces]) => {
            const form = document.createElement("form");
            form.method = "post";
            form.action = "/section/again";
            const csrf = document.querySelector('meta[name="csrf-token"]').content;
            const said = { csrfmiddlewaretoken: csrf, contest: "text", replaces };
            const typed = { ...said, "votes.to1": "8", "votes.to2": "x" };
            for (const [name, value] of Object.entries(typed)) {
                const field = document.createElement("input");
                [field.name, field.value] = [name, value];
                form.append(field);
            }
            document.body.append(form);
            form.submit();
        }""",
        [evening.sheet.payload],
    )
    expect(page.get_by_role("heading", name="La seconde lecture diffère")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Text 2", exact=True).fill("3")
    press(page, "C'est ce que dit le papier")
    expect(page.get_by_role("alert")).to_contain_text("demande JavaScript")
    assert_accessible(page)
    state = page.context.storage_state()
    plain = browser.new_context(
        java_script_enabled=False, storage_state=state, viewport={"width": 360, "height": 740},
        locale="fr-FR",
    ).new_page()  # fmt: skip
    plain.goto(f"{evening.server.url}/section/")
    expect(plain.get_by_label("Text 1", exact=True)).to_have_value("")
    plain.get_by_label("Text 1", exact=True).fill("7")
    plain.get_by_label("Text 2", exact=True).fill("4")
    press(plain, "C'est ce que dit le papier")
    expect(plain.locator("main p.notice").last).to_contain_text("maintient ce qu'elle a envoyé")
    assert plain.locator("body").bounding_box()["width"] <= 360  # type: ignore[index]
    assert Difference.objects.get().held_by == f"secretary@{UNIT}"
    plain.context.close()


def test_who_answers_after_the_federation_is_told(page: Page, evening: Evening) -> None:
    sheet_sent(page, evening)
    evening.read(votes_to1="8", votes_to2="3", votes_to3="2")
    look_again(page)
    read_again(page, {"Text 1": "8", "Text 2": "3"})
    with sent_without_network(page):
        # The section's president has telephoned meanwhile, and the officer has typed it.
        said = {"votes.to1": "7", "votes.to2": "4"}
        evening.officer.post(evening.desk("sheet/text/difference/section"), said)
    expect(page.get_by_text("La fédération a noté entre-temps")).to_be_visible()
    assert_accessible(page)
    press(page, "Laisser comme envoyé")
    expect(page.get_by_text("La fédération a noté entre-temps")).to_have_count(0)
    assert evening.sheet.sheet.votes["to1"] == 7
