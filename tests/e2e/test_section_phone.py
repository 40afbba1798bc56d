"""A secretary's phone, 360 pixels wide: an evening in four taps, with a network that fails."""

import io
from collections.abc import Iterator

import pytest
import segno
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.support.browser import assert_accessible, wait
from tests.support.section_server import SectionServer

FIGURES = {
    "Bulletins trouvés": "14",
    "Blancs": "1",
    "Nuls": "0",
    "Texte 1": "7",
    "Texte 2": "4",
    "Texte 3": "2",
}
WHOLE = ["section.opened/1", "turnout.reported/1", "sheet.received/1"]


@pytest.fixture
def office() -> Iterator[SectionServer]:
    with SectionServer() as one:
        yield one


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone with its own storage; fails if a script throws or breaks the policy."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda message: complaints.append(message.text))
    yield context
    context.close()
    lost = ("Failed to load resource", "net::ERR", "Failed to fetch")
    assert [text for text in complaints if not any(one in text for one in lost)] == []


def photo(mark: str = "", turned: float = 0) -> dict[str, object]:
    """A picture of a paper, with a QR code on it if there is a mark, on a table and turned."""
    paper = Image.new("RGB", (1500, 2400), "white")
    if mark:
        code = io.BytesIO()
        segno.make(mark, error="m").save(code, kind="png", scale=9, border=4)
        paper.paste(Image.open(code).convert("RGB"), (1100, 60))
    if turned:
        paper = paper.rotate(turned, expand=True, fillcolor="#6b5a48")
        paper = paper.filter(ImageFilter.GaussianBlur(2)).point(lambda light: light * 0.7 + 20)
    data = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "The maker of this camera"
    paper.save(data, "JPEG", exif=exif)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def open_page(context: BrowserContext, office: SectionServer) -> Page:
    page = context.new_page()
    page.goto(office.address)
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def to_the_figures(page: Page) -> None:
    press(page, "L'urne est vide, on ouvre")
    page.get_by_label("Émargements").fill("14")
    press(page, "Envoyer les émargements")
    expect(page.get_by_role("heading", name="les chiffres")).to_be_focused()


def fill(page: Page, **other: str) -> None:
    for label, number in FIGURES.items():
        page.get_by_label(label, exact=label in ("Nuls", "Blancs")).fill(
            other.get(label.replace(" ", "_"), number)
        )


def send(page: Page) -> None:
    page.get_by_label("Photographier").set_input_files(photo())  # type: ignore[arg-type]
    expect(page.get_by_text("La photo est gardée")).to_be_visible()
    press(page, "Continuer")
    expect(page.get_by_role("heading", name="Ce qui sera écrit")).to_be_focused()
    press(page, "Signer et envoyer")


def appoint(office: SectionServer, page: Page) -> None:
    """The federation accepts the phone's key; the page hears of it when it looks again."""
    wait(page, lambda: office.key != "")
    office.state["key"] = "appointed"
    page.evaluate("dispatchEvent(new Event('online'))")


def test_an_evening_in_four_taps_and_seven_numbers(
    office: SectionServer, phone: BrowserContext
) -> None:
    page = open_page(phone, office)
    appoint(office, page)
    to_the_figures(page)
    numbers = page.locator("input[inputmode=numeric]:visible")
    assert numbers.count() == 7
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    fill(page)
    send(page)
    expect(page.get_by_text("D'autres sections votent encore").first).to_be_visible()
    assert office.kinds() == WHOLE[:2]
    office.state["polls"] = "closed"
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="C'est fini")).to_be_visible()
    assert_accessible(page)
    assert office.kinds() == WHOLE
    assert office.state["key"] == "appointed"
    [picture] = office.photos
    assert b"The maker of this camera" not in picture
    assert max(Image.open(io.BytesIO(picture)).size) == 2000


def test_the_network_is_cut_twice_and_the_phone_restarted(
    office: SectionServer, phone: BrowserContext
) -> None:
    page = open_page(phone, office)
    appoint(office, page)
    wait(page, lambda: page.evaluate("!!navigator.serviceWorker.controller"))
    press(page, "L'urne est vide, on ouvre")
    wait(page, lambda: office.kinds() == WHOLE[:1])
    # First cut: the answer to the signatures is lost on its way, then all is.
    office.cut["send"] = ["answer"]
    page.get_by_label("Émargements").fill("14")
    press(page, "Envoyer les émargements")
    wait(page, lambda: office.kinds() == WHOLE[:2])
    office.down = True
    fill(page, Texte_3="2")
    page.close()
    # The phone starts again without network: page, figures and steps are there.
    page = open_page(phone, office)
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    expect(page.get_by_label("Texte 3")).to_have_value("2")
    send(page)
    expect(page.get_by_role("heading", name="Tout est saisi")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Tout est saisi")).to_be_visible()
    # Second cut: the network comes back, and goes again with the sheet and with its answer.
    office.down, office.state["polls"] = False, "closed"
    office.cut = {"draft": ["asking"], "send": ["asking", "answer"]}
    for _ in range(6):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(300)
    wait(page, lambda: not any(office.cut.values()))
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="C'est fini")).to_be_visible()
    assert office.kinds() == WHOLE
    assert office.drafts == len(WHOLE)


def test_what_the_paper_says_is_sent_as_reserved(
    office: SectionServer, phone: BrowserContext
) -> None:
    office.state["polls"] = "closed"
    page = open_page(phone, office)
    appoint(office, page)
    to_the_figures(page)
    fill(page, Texte_1="8")
    said = page.locator(".findings")
    expect(said).to_contain_text("ne sont pas la somme")
    assert "13" not in (said.text_content() or "")
    page.get_by_label("Photographier").set_input_files(photo())  # type: ignore[arg-type]
    expect(page.get_by_text("La photo est gardée")).to_be_visible()
    press(page, "Continuer")
    expect(page.get_by_label("Bulletins trouvés")).to_be_focused()
    press(page, "C'est ce que dit le papier")
    expect(page.get_by_text("part réservé")).to_be_visible()
    press(page, "Signer et envoyer")
    expect(page.get_by_role("heading", name="C'est fini")).to_be_visible()
    assert office.kinds() == [*WHOLE[:2], "sheet.reserved/1"]


def test_a_large_section_of_two_contests_has_a_page_for_each(
    office: SectionServer, phone: BrowserContext
) -> None:
    [text] = office.state["contests"]
    other = {"id": "first-secretary", "label": "Première secrétaire", "options": text["options"]}
    office.state["contests"] = [text | {"small": False}, other | {"sheet": None, "small": True}]
    office.state["polls"] = "closed"
    page = open_page(phone, office)
    appoint(office, page)
    to_the_figures(page)
    fill(page, Nuls="1", Texte_3="1")
    page.get_by_label("Photographier").set_input_files(photo())  # type: ignore[arg-type]
    expect(page.get_by_text("La photo est gardée")).to_be_visible()
    press(page, "Continuer")
    expect(page.get_by_label("Exprimés")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("Exprimés").fill("12")
    page.get_by_label("Procurations").fill("0")
    page.get_by_label("Délégué de TO 1").select_option("a signé avec réserves")
    press(page, "Continuer")
    expect(page.get_by_text("Les nuls par motif ne font pas")).to_be_visible()
    page.get_by_label("motif : torn").fill("1")
    press(page, "Continuer")
    expect(page.get_by_role("heading", name="Première secrétaire")).to_be_focused()
    fill(page)
    send(page)
    expect(page.get_by_role("heading", name="C'est fini")).to_be_visible()
    assert office.kinds() == [*WHOLE, WHOLE[-1]]


def test_what_is_missing_is_shown_one_by_one(office: SectionServer, phone: BrowserContext) -> None:
    page = open_page(phone, office)
    to_the_figures(page)
    fill(page, Blancs="", Texte_2="quatre")
    press(page, "Continuer")
    expect(page.get_by_label("Blancs")).to_be_focused()
    expect(page.get_by_text("Blancs : il manque le chiffre")).to_be_visible()
    expect(page.get_by_text("Texte 2 : ce n'est pas un nombre")).to_be_visible()
    fill(page)
    press(page, "Continuer")
    expect(page.get_by_text("Il manque la photo")).to_be_visible()
    assert_accessible(page)


def test_a_signing_list_never_leaves_the_phone(
    office: SectionServer, phone: BrowserContext
) -> None:
    page = open_page(phone, office)
    to_the_figures(page)
    fill(page)
    for turned in (0, 7, 90, 171):
        page.get_by_label("Photographier").set_input_files(
            photo("SUFFRAGE:SIGNING-LIST:1", turned)  # type: ignore[arg-type]
        )
        expect(page.get_by_text("les noms restent dans la section")).to_be_visible()
        page.locator("#field-scan-wrong").evaluate("(line) => { line.textContent = ''; }")
    press(page, "Continuer")
    expect(page.get_by_text("Il manque la photo")).to_be_visible()
    page.get_by_label("Photographier").set_input_files(photo("SUFFRAGE:SHEET:62-427"))  # type: ignore[arg-type]
    expect(page.get_by_text("La photo est gardée")).to_be_visible()
    wait(page, lambda: len(office.photos) == 1)


def test_a_refusal_is_told_and_mended(office: SectionServer, phone: BrowserContext) -> None:
    office.state["polls"] = "closed"
    office.refuse["sheet"] = "sheet.roll-differs"
    page = open_page(phone, office)
    appoint(office, page)
    to_the_figures(page)
    fill(page)
    send(page)
    expect(page.get_by_text("ne sont pas ceux de la liste électorale")).to_be_visible()
    assert_accessible(page)
    office.refuse.clear()
    press(page, "Revoir et renvoyer")
    press(page, "Continuer")
    press(page, "Signer et envoyer")
    expect(page.get_by_role("heading", name="C'est fini")).to_be_visible()
    assert office.kinds() == WHOLE


def test_a_session_that_is_over_loses_nothing(office: SectionServer, phone: BrowserContext) -> None:
    page = open_page(phone, office)
    appoint(office, page)
    office.over = True
    to_the_figures(page)
    fill(page)
    expect(page.get_by_text("Scannez de nouveau le code QR")).to_be_visible()
    # The code was scanned again: another session, and another token than the page was given.
    office.over, office.token = False, "another token"
    page.evaluate("dispatchEvent(new Event('online'))")
    wait(page, lambda: office.kinds() == WHOLE[:2])
    expect(page.get_by_label("Texte 3")).to_have_value("2")


def test_another_phone_takes_over_only_when_told_to(
    office: SectionServer, browser: Browser, phone: BrowserContext
) -> None:
    first = open_page(phone, office)
    appoint(office, first)
    key = office.key
    other = browser.new_context()
    page = open_page(other, office)
    expect(page.get_by_text("Un autre téléphone signe")).to_be_visible()
    assert office.key == key
    office.cut["key"] = ["asking"]
    press(page, "Prendre ce téléphone")
    wait(page, lambda: not office.cut["key"])
    page.evaluate("dispatchEvent(new Event('online'))")
    wait(page, lambda: office.key != key)
    expect(page.get_by_text("attend l'accord de la fédération")).to_be_visible()
    other.close()


def test_two_windows_of_one_phone_sign_once(office: SectionServer, phone: BrowserContext) -> None:
    office.state["polls"] = "before"
    first, second = open_page(phone, office), open_page(phone, office)
    appoint(office, first)
    press(first, "L'urne est vide, on ouvre")
    expect(first.get_by_text("pas encore ouvert par la commission")).to_be_visible()
    office.state["polls"] = "open"
    for _ in range(2):
        for page in (first, second):
            page.evaluate("dispatchEvent(new Event('online'))")
    wait(first, lambda: office.kinds() == WHOLE[:1])
    first.wait_for_timeout(500)
    assert (office.kinds(), office.drafts) == (WHOLE[:1], 1)


def test_the_page_speaks_english(phone: BrowserContext) -> None:
    with SectionServer("en") as office:
        page = open_page(phone, office)
        press(page, "The box is empty, we open")
        expect(page.get_by_label("Signatures")).to_be_visible()
        expect(page.get_by_role("link", name="Call the federation")).to_have_attribute(
            "href", "tel:+33321000000"
        )
        assert_accessible(page)
        page.close()
