"""Pictures of the desks for the documentation, from an evening that is played through the office.

``python desk_pictures.py [--to docs/images]`` starts an office of its own, plays the small congress
from the draft to the certificate, and photographs ten pages on the way in a real browser.
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from after import certify
from before import prepare
from camera import Camera
from kits import print_kits
from paper_evening import CONTEST, FIGURES, TELEPHONED, open_sections, second_reading, votes_of
from phone import Phone, photo_of
from playwright.sync_api import FilePayload, Page, expect, sync_playwright
from rich.console import Console
from roll import DATA, commit, decide, fix, waited
from running import started
from story import PEOPLE, Story, require

PORT = 8765
BY_HAND = "75-20"
"""The section whose phone is the browser that is photographed."""

EARLY = ("62-01", "62-02", "75-01", "75-05", "75-11")
SIGNED = "62-03"
LIEVIN = "62-04"

FAULTY = (
    "number;section;given;family;email;joined_on;dues_paid_on",
    "00100;62-01;Farid;Abadie;m00100@example.org;2010-01-01;2022-09-15",
    "00100;62-02;Lucie;Hamel;m00107@example.org;2013-02-02;2022-09-15",
    "00114;62-99;Inès;Caron;m00114@example.org;2016-03-03;2022-09-15",
    "A\N{CYRILLIC CAPITAL LETTER A}121;62-01;Boris;Masson;;2019-04-04;2022-09-15",
    "00128;75-01;Élodie;Perrin;m00128.example.org;2022-05-05;2022-09-15",
    "00135;75-01;Hugo;Şahin;m00135@example.org;31/02/2020;2022-09-15",
)


@dataclass
class Shoot:
    """The evening, its phones, and the camera."""

    story: Story
    camera: Camera
    phones: dict[str, Phone]


def main() -> None:
    """Play and photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("docs/images"))
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        started(Path(folder) / "office", PORT, "2023-01-02T09:00:00Z") as office,
        sync_playwright() as playwright,
    ):
        story = Story(office, Console())
        with Camera(playwright, story, chosen.to) as camera:
            shoot = Shoot(story, camera, {})
            before(shoot)
            evening(shoot)
            night(shoot)
            after(shoot)


def before(shoot: Shoot) -> None:
    """Until the polls open: a roll with faults, then the good one; a member who asks."""
    story = shoot.story
    story.office.command("convener", PEOPLE["convener"])
    prepare(story)
    roll_errors(shoot)
    commit(story)
    fix(story)
    for federation in ("62", "75"):
        officer = story.who(f"federation@{federation}")
        officer.open(story.desk(f"federation/of/{federation}/contacts"))
        head, *rows = (DATA / "contacts.csv").read_text(encoding="utf-8").splitlines()
        own = [head, *(row for row in rows if row.startswith(federation))]
        require(officer.submit("/contacts", files={"file": "\n".join(own).encode()}), "contacts")


def roll_errors(shoot: Shoot) -> None:
    """All faults of a file at once."""
    officer = shoot.story.who("roll")
    officer.open(shoot.story.desk("roll/import"))
    data = "\n".join(FAULTY).encode()
    require(officer.submit("import/upload", files={"file": data}), "upload")
    require(officer.submit("/check"), "check")
    waited(officer, "/check")
    page = shoot.camera.page("roll")
    page.goto(officer.page.url)
    shoot.camera.take(page, "roll-errors", 860)


def evening(shoot: Shoot) -> None:
    """Phones are opened from their kits; the first figures come."""
    story = shoot.story
    codes = {**print_kits(story, "62", 1), **print_kits(story, "75", 1)}
    story.at("2023-01-12T16:49:00Z", "the first phones are opened")
    hand = section_phone(shoot, codes.pop(BY_HAND))
    late = Phone(story.office, TELEPHONED, codes[TELEPHONED])
    shoot.phones = open_sections(story, codes)
    late.step("opened", {})
    shoot.phones[TELEPHONED] = late
    story.at("2023-01-12T17:30:00Z", "a member telephones the help desk")
    member(shoot)
    hand.evaluate("dispatchEvent(new Event('online'))")
    expect(hand.get_by_label("Signatures")).to_be_visible()
    close(story)
    for unit in EARLY:
        send(shoot, unit)
    shoot.phones[SIGNED].step("signatures", {"signatures": sum(FIGURES[SIGNED]) + 1})
    story.at("2023-01-12T21:25:00Z", "two sheets are read a second time")
    for unit in ("62-01", "75-01"):
        second_reading(story, unit)
    fill_in(shoot, hand)


def section_phone(shoot: Shoot, code: str) -> Page:
    """A phone that has typed the code of its kit, and waits for its federation."""
    page = shoot.camera.phone()
    page.goto(f"{shoot.story.office.url}/s/winter-2023/{BY_HAND}/1")
    page.locator("[name=code]").fill(code)
    page.locator("main button").first.click()
    press(page, "The box is empty, we open")
    expect(page.get_by_text("awaits the federation").first).to_be_visible()
    return page


def close(story: Story) -> None:
    """The polls close."""
    story.at("2023-01-12T21:00:00Z", "the polls close")
    chair = story.who("commission@chair")
    chair.open(story.desk("commission/polls"))
    require(chair.submit("polls/1/close"), "close")
    require(chair.sign(), "sign the closing")
    story.at("2023-01-12T21:15:00Z", "the first sheets come")


def send(shoot: Shoot, unit: str) -> None:
    """A section's signatures and sheet."""
    phone = shoot.phones[unit]
    phone.step("signatures", {"signatures": sum(FIGURES[unit]) + 1})
    phone.send_sheet(CONTEST, votes_of(unit))


def fill_in(shoot: Shoot, page: Page) -> None:
    """The photographed phone types its figures, and sends them."""
    ballots = str(sum(FIGURES[BY_HAND]) + 1)
    page.get_by_label("Signatures").fill(ballots)
    press(page, "Send the signatures")
    fields = page.locator("input[inputmode=numeric]:visible")
    typed = (ballots, ballots, "1", "0", *map(str, FIGURES[BY_HAND]))
    for place, number in enumerate(typed):
        fields.nth(place).fill(number)
    shoot.camera.take(page, "section-phone", 1400)
    photo = photo_of(BY_HAND, votes_of(BY_HAND))
    choose(page, "input[type=file]", "photo.jpg", photo)
    expect(page.get_by_text("The photo is kept")).to_be_visible()
    press(page, "Continue")
    press(page, "Sign and send")
    expect(page.locator("h2:visible, h1:visible").first).to_be_visible()


def member(shoot: Shoot) -> None:
    """A member asks where to vote."""
    page = shoot.camera.page("helpdesk")
    page.goto(shoot.story.office.url + shoot.story.desk("helpdesk/"))
    page.locator("[name=query]").fill("Abadie")
    page.locator("main button").first.click()
    page.locator("button.person").first.click()
    shoot.camera.take(page, "member", 900)


def night(shoot: Shoot) -> None:
    """Half the figures are in: who is silent, what is said, what was counted."""
    story, camera = shoot.story, shoot.camera
    officer = camera.page("federation@62")
    officer.goto(story.office.url + story.desk("federation/of/62/"))
    camera.take(officer, "federation", 900)
    chair = camera.page("commission@chair")
    chair.goto(story.office.url + story.desk("commission/night"))
    camera.take(chair, "night-board", 1000)
    chair.goto(story.office.url + story.desk("commission/night/unit/62-01"))
    camera.take(chair, "unit", 1000)
    claim(shoot)
    story.at("2023-01-12T21:50:00Z", "the other sections send")
    for unit in (SIGNED, LIEVIN, TELEPHONED, "75-14"):
        send(shoot, unit)
    story.at("2023-01-12T22:20:00Z", "everything is read a second time")
    for unit in FIGURES:
        if unit not in ("62-01", "75-01"):
            second_reading(story, unit)
    compare(shoot)


def claim(shoot: Shoot) -> None:
    """A camp has said that it leads; the board says what is certain."""
    story = shoot.story
    agent = story.who("agent@to1")
    agent.open(story.desk(f"agents/claims/new?contest={CONTEST}&kind=estimate"))
    said: dict[str, Any] = {
        "share.to1": "48",
        "said_by": "spokesperson of Texte 1",
        "said_at": "2023-01-12T22:20",
    }
    require(agent.submit("claims/new?contest=", confirmed="yes", camp="to1", **said), "claim")
    require(agent.sign(), "sign the claim")
    page = shoot.camera.page("agent@to2")
    shoot.camera.until(page, story.desk("agents/claims"), ".claim")
    shoot.camera.take(page, "claim", 900)


def compare(shoot: Shoot) -> None:
    """A camp compares its scrutineers' figures with the board's."""
    rows = ["section;Texte 1;Texte 2;Texte 3"]
    for unit, (first, second, third) in FIGURES.items():
        rows.append(f"{unit};{first};{second};{12 if unit == LIEVIN else third}")
    page = shoot.camera.page("agent@to2")
    for _ in range(30):
        page.goto(shoot.story.office.url + shoot.story.desk("agents/compare"))
        choose(page, "[data-compare]", "ours.csv", "\n".join(rows).encode())
        page.wait_for_timeout(1000)
        if "1 differs" in page.locator("main").inner_text():
            break
    shoot.camera.take(page, "compare", 900)


def after(shoot: Shoot) -> None:
    """A ruling, and the certificate."""
    story, page = shoot.story, shoot.camera.page("commission@chair")
    story.at("2023-01-13T08:00:00Z", "an agent disputes the figures of Liévin")
    agent = story.who("agent@to2")
    agent.open(story.desk(f"agents/disputes/new?unit={LIEVIN}&contest={CONTEST}"))
    said = "Our scrutineer wrote 12 votes for Texte 3; the sheet says 7."
    require(agent.submit("disputes/new", ground="count-error", account=said), "dispute")
    require(agent.sign(), "sign the dispute")
    story.at("2023-01-13T10:00:00Z", "the commission rules on it")
    page.goto(story.office.url + story.desk("commission/disputes"))
    page.locator("main a[href*='/disputes/']").first.click()
    page.wait_for_url("**/disputes/*")
    rule(story, page.url)
    page.reload()
    shoot.camera.take(page, "rulings", 1150)
    certify(story)
    page.goto(story.office.url + story.desk(f"commission/result/{CONTEST}/certificate"))
    shoot.camera.take(page, "certificate", 1150)


def rule(story: Story, dispute: str) -> None:
    """The commission rejects a dispute against one voice."""
    chair = story.who("commission@chair")
    chair.open(dispute)
    motion = require(chair.submit("/rule", effect="rejected"), "move the ruling").url
    votes = {"chair": "for", "to1": "for", "to2": "against", "to3": "for"}
    decide(story, motion, votes, {"to2": "The box should have been counted again."})


def choose(page: Page, field: str, name: str, data: bytes) -> None:
    """Choose a file."""
    kind = "image/jpeg" if name.endswith(".jpg") else "text/csv"
    file: FilePayload = {"name": name, "mimeType": kind, "buffer": data}
    page.locator(field).first.set_input_files([file])


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name).click()


if __name__ == "__main__":
    main()
