"""The tutorial of an evening at the office is followed by people in browsers, step by step.

Each step is named by its heading; it runs its blocks of shell as they stand, and presses and fills
in what the page has in bold, neither less nor more.
"""

import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.support.codes import ROOT
from tests.support.office_server import free_port
from tests.support.tutorial_office import Guide, People, Person, Terminal

PAGE = ROOT / "docs/tutorial/an-evening-at-the-office.md"
FIGURES = (
    "Signatures", "Ballots found in the box", "Blank", "Void", "Texte 1", "Texte 2", "Texte 3",
)  # fmt: skip
CHAIR, *OTHERS = (f"Member of the commission ({name})" for name in ("chair", "to1", "to2"))
OFFICER = {"pas-de-calais": "62", "paris": "75"}
_CODE = re.compile(r"^\s*([0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4})\s*$", re.MULTILINE)
_SLOW = 3.0
"""Seconds for a key or a tap of somebody who is not used to it."""


@dataclass
class Evening:
    """Where the reader stands: the blocks left in this step, people, phones, codes of kits."""

    people: People
    folder: Path
    blocks: list[str] = field(default_factory=list)
    phones: dict[str, Person] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def shell(self) -> str:
        """Run the step's next block."""
        return self.people.terminal.run(self.blocks.pop(0))

    def at(self, name: str, *pages: str) -> Person:
        """Somebody at a desk."""
        return self.people.at(name, *pages)

    def makes_key(self, name: str) -> None:
        """Somebody's first signing in."""
        person = self.people.sign_in(name)
        person.page.reload()
        person.press("Make my key", "Make my key in this browser").sees("waits")

    def officer(self, name: str, *pages: str) -> Person:
        """A federation's officer at the work-list."""
        return self.at(name, f"Officer of the federation {OFFICER[name]}", *pages)

    def decide(self, act: str, against: str = "") -> Person:
        """Three votes, the record of the decision, and the act."""
        seats = {"chair": CHAIR, "member1": OTHERS[0], "member2": OTHERS[1]}
        for name, seat in seats.items():
            member, choice = self.at(name, seat, "Motions", act), "for"
            if name == against:
                choice = "against"
                member.fill({"Reason": "I see it otherwise."})
            member.choose(choice)
            member.press("Sign my vote")
            row = member.page.get_by_role("row", name=re.compile(choice))
            expect(row.filter(has_text=seat[26:-1])).to_be_visible(timeout=30_000)
        chair = self.at("chair", CHAIR, "Motions", act)
        chair.press("Record the decision").sign()
        chair.press("Carry out the decision").sign()
        return chair


STEPS: dict[str, Callable[[Evening], None]] = {}


def step(title: str) -> Callable[[Callable[[Evening], None]], Callable[[Evening], None]]:
    """Name a step by its heading."""

    def keep(play: Callable[[Evening], None]) -> Callable[[Evening], None]:
        STEPS[title] = play
        return play

    return keep


@step("Start the office")
def _(evening: Evening) -> None:
    evening.shell()
    evening.people.awaited()


@step("Make the witness's key")
def _(evening: Evening) -> None:
    assert "is the private key" in evening.shell()


@step("Draft the election")
def _(evening: Evening) -> None:
    convener = evening.people.sign_in("convener")
    convener.press("New election", "Congress in two rounds")
    convener.fill(
        {
            "Title in French": "Congrès d'hiver",
            "Title in English": "Winter congress",
            "Short name": "winter",
            "Day": "2023-01-12",
            "Polls open": "18:00",
            "Polls close": "22:00",
            "Who stands, one a line": "Texte 1 ; Ada Morel\nTexte 2 ; Ben Roux\n"
            "Texte 3 ; Cléo Petit",
            "Members of the commission": "chair\nto1\nto2",
            "Seats": "20",
        }
    )
    convener.give("File of sections (CSV)", evening.folder / "units.csv")
    key = (evening.folder / "witness.pub").read_text().splitlines()[0]
    convener.press("More").fill({"Witnesses of the camps": f"to1 {key}"})
    convener.press("Make the draft").sees("Before the vote")


@step("Bring the commission together")
def _(evening: Evening) -> None:
    convener = evening.people.sign_in("convener").press("Invite the commission")
    convener.give("File of people (CSV)", evening.folder / "commission.csv")
    convener.press("Invite all").sees("Mails sent: 3")
    convener.press("My desks")
    for name in ("convener", "chair", "member1", "member2"):
        evening.makes_key(name)
    evening.at("convener", "Convener", "Convene the election").sign()
    convener.sees("Convening notice")


@step("Appoint officers")
def _(evening: Evening) -> None:
    chair = evening.at("chair", CHAIR, "Invite the commission")
    chair.give("File of people (CSV)", evening.folder / "people.csv")
    chair.press("Invite all").sees("Mails sent: 5")
    for name in ("pas-de-calais", "paris", "agent1"):
        evening.makes_key(name)
    evening.at("chair", CHAIR, "Appoint officers", "Appoint").sign()


@step("Prepare the roll")
def _(evening: Evening) -> None:
    roll = evening.at("roll", "Roll officer", "Import a file of members")
    roll.give("CSV file", evening.folder / "members.csv")
    roll.press("Look at the file", "Look for all faults", "Take these 75 members")
    roll.sees("75 members taken")
    roll.press("Roll", "Rule of eligibility")
    roll.fill(
        {
            "Day at which it is looked at": "2023-01-12",
            "Months of membership complete on that day": "6",
            "Paid from this day on": "2022-01-01",
            "Paid by this day": "2023-01-02",
        }
    )
    roll.press("Save and decide").sees("Rule as saved")
    roll.press("Roll").sees("of whom 74 are entitled")
    evening.at("chair", CHAIR, "Roll", "Prepare the freeze").sign()


@step("Fix the rules")
def _(evening: Evening) -> None:
    evening.shell()
    chair = evening.at("chair", CHAIR, "Fix the rules", "Put the rules to the vote")
    chair.sees("What would be written")
    chair = evening.decide("Fix the rules", against="member2")
    kept = chair.fetch("Download the policy file", evening.folder)
    assert kept.name == "winter-policy.toml"


@step("Run the witness")
def _(evening: Evening) -> None:
    evening.shell()
    agent = evening.at("agent1", "Agent of to1", "Witnesses")
    agent.sees("Below the quorum")
    address = evening.people.terminal.local("http://127.0.0.1:8118")
    agent.fill({"Address at which the office asks it (https)": address})
    with agent.page.expect_navigation():
        agent.press("Keep this address")
    agent.looks_until("has cosigned what is published")


@step("Print the kits")
def _(evening: Evening) -> None:
    evening.shell()
    for name in OFFICER:
        officer = evening.officer(name, "Kits", "Print all 2 kits")
        officer.sees("All kits are made", seconds=120)
        with zipfile.ZipFile(officer.fetch("Download all kits", evening.folder)) as kits:
            for kit in kits.namelist():
                unit = kit.removeprefix("kit-").rpartition("-")[0]
                evening.codes[unit] = _code_in(kits.read(kit))
    assert len(set(evening.codes.values())) == 4


@step("Open the sections")
def _(evening: Evening) -> None:
    evening.shell()
    for unit in ("62-05", "62-04", "75-01"):
        phone = evening.people.window(360, has_touch=True)
        evening.phones[unit] = phone
        phone.page.goto(f"{evening.people.url}/s/winter/{unit}/1")
        phone.fill({"Code of the sealed strip": evening.codes[unit]})
        phone.press("Open my section", "The box is empty, we open")
        phone.sees("This phone awaits the federation's consent")
    for name in OFFICER:
        evening.officer(name, "Phones and tellers waiting", "Accept those ticked").sign()
    evening.shell()
    evening.at("chair", CHAIR, "Open and close the polls", "Open the polls").sign()
    for phone in evening.phones.values():
        phone.sees("recorded", seconds=60)


@step("Answer a member")
def _(evening: Evening) -> None:
    desk = evening.at("help", "Help desk")
    desk.fill({"Name or member number": "Vasseur"})
    desk.press("Search").follow("Nadia Vasseur").sees("not on the roll")
    desk.sees("Dues were last paid on 2021-09-15")


@step("Count in a section of fourteen")
def _(evening: Evening) -> None:
    evening.shell()
    evening.at("chair", CHAIR, "Open and close the polls", "Close the polls").sign()
    phone = evening.phones["62-05"]
    network = phone.page.context.set_offline
    network(True)  # noqa: FBT003  (playwright's)
    phone.fill({"Signatures": "14"})
    phone.press("Send the signatures").sees("No network")
    phone.sees("kept here")
    network(False)  # noqa: FBT003
    phone.sees("Signatures 14 recorded")
    _copies_sheet(phone, (14, 1, 0, 7, 4, 2), evening.folder / "sheet.jpg")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    network(True)  # noqa: FBT003
    phone.press("Sign and send").sees("No network")
    network(False)  # noqa: FBT003
    phone.sees("All done", seconds=60)
    assert phone.numbers <= 8
    assert phone.photos == 1
    # The code of the strip and every tap of the evening are in it.
    assert phone.touches * _SLOW <= 180, phone.touches


@step("Count in the other sections")
def _(evening: Evening) -> None:
    for unit, figures in (("62-04", (14, 1, 0, 4, 2, 7)), ("75-01", (12, 1, 0, 3, 6, 2))):
        phone = evening.phones[unit]
        phone.fill({"Signatures": str(figures[0])})
        phone.press("Send the signatures")
        _copies_sheet(phone, figures, evening.folder / "sheet.jpg")
        phone.press("Sign and send").sees("All done", seconds=60)


@step("Enter a sheet by telephone")
def _(evening: Evening) -> None:
    paris = evening.officer("paris", "Enter by telephone")
    _copies(paris, (26, 26, 1, 0, 12, 9, 4))
    paris.sees("by telephone, paper awaited")
    paris.fill({"E-mail address": "teller@example.org", "Name": "Second teller"})
    paris.press("Invite").sees("The invitation has gone out")
    evening.makes_key("teller")
    evening.officer("paris", "Phones and tellers waiting", "Accept those ticked").sign()
    teller = evening.at("teller", "Second teller of the section 75-11").follow("Paris 11e")
    _copies(teller, (26, 26, 1, 0, 12, 9, 4))
    teller.sees("None at present")


@step("Read the photos a second time")
def _(evening: Evening) -> None:
    _copies(_reads(evening, "paris", "Paris 1er"), (12, 12, 1, 0, 3, 6, 2))
    _copies(_reads(evening, "pas-de-calais", "Saint-Omer"), (14, 14, 1, 0, 7, 4, 2))
    tired = _reads(evening, "pas-de-calais", "Liévin")
    tired.fill(dict(zip(FIGURES, map(str, (14, 14, 1, 0, 4, 7, 2)), strict=True)))
    tired.press("Go on").sees("Two readings differ")
    tired.fill({"Texte 2": "2", "Texte 3": "7"})
    tired.press("Go on").sign()


@step("Compare and dispute")
def _(evening: Evening) -> None:
    evening.shell()
    evening.people.published("winter")
    said = "4 sections: 3 equal, 1 differs: Liévin, 12 against 7."
    assert said in evening.shell()
    agent = evening.at("agent1", "Agent of to1", "Compare my figures")
    agent.give("My file (CSV)", evening.folder / "scrutineers.csv")
    agent.sees(said)
    agent.follow("File a dispute")
    agent.choose("Error in the count")
    agent.fill({"What happened": "Our scrutineer wrote 12 votes for Texte 3; the sheet says 7."})
    agent.press("Show what will be written").sign()


@step("Rule and certify")
def _(evening: Evening) -> None:
    evening.shell()
    chair = evening.at("chair", CHAIR, "Night board")
    chair.sees("Open disputes: 1")
    chair.press("Disputes").follow("Liévin").choose("Reject: the figures stay")
    chair.press("Put it to the vote").sees("What would be written")
    evening.decide("Rule on a dispute", against="member1").sees("Rejected")
    chair.press("Night board", "Results", "Orientation text", "Announce the result").sign()
    with chair.page.expect_navigation():
        chair.press("Certificate")
    chair.looks_until("Nothing stands in the way")
    chair.press("Put it to the vote").sees("What would be written")
    evening.decide("Certify the result").sees("Certified by")
    evening.people.published("winter")


@step("Verify it, and make the file")
def _(evening: Evening) -> None:
    said = evening.shell()
    assert "Everything holds, and this is the board that the policy names." in said
    assert re.search(r"Certificates\s+1\b", said)
    assert "Dossier written" in evening.shell()
    assert (evening.folder / "dossier/dossier.pdf").read_bytes().startswith(b"%PDF")


@step("End")
def _(evening: Evening) -> None:
    evening.shell()


@pytest.fixture
def evening(browser: Browser, tmp_path: Path) -> Iterator[Evening]:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    terminal = Terminal(tmp_path, (free_port(), free_port()))
    people = People(browser, terminal)
    yield Evening(people, tmp_path / "build/evening")
    people.close()
    terminal.close()


def test_every_heading_has_its_step_and_every_step_its_heading() -> None:
    assert list(Guide.read(PAGE).steps) == list(STEPS)


def test_the_evening_goes_as_the_page_says(evening: Evening) -> None:
    guide = Guide.read(PAGE)
    for title, written in guide.steps.items():
        evening.blocks = list(written.blocks)
        evening.people.used.clear()
        try:
            STEPS[title](evening)
            assert evening.blocks == [], "blocks that were not run"
            used = evening.people.used
            assert used - written.named - guide.everywhere == set(), "used, not on the page"
            assert written.named - used == set(), "on the page, not used"
        except BaseException as error:
            error.add_note(f"at the step “{title}”")
            raise


def _copies(person: Person, figures: tuple[int, ...]) -> None:
    """Copy a paper into a form of the federation, and sign it."""
    person.fill(dict(zip(FIGURES, map(str, figures), strict=True)))
    person.press("Go on").sign()


def _copies_sheet(phone: Person, figures: tuple[int, ...], photo: Path) -> None:
    """Copy the sheet on the phone; the signatures are there already."""
    phone.fill(dict(zip(FIGURES[1:], map(str, figures), strict=True)))
    phone.give("Photograph the tally sheet", photo)
    phone.sees("The photo is kept")
    phone.press("Continue").sees("Compare with the paper")


def _reads(evening: Evening, officer: str, section: str) -> Person:
    """Open the blank form beside a section of the work-list."""
    person = evening.officer(officer)
    row = person.page.get_by_role("listitem").filter(has_text=section)
    return person.follow("Second reading", within=row)


def _code_in(pdf: bytes) -> str:
    """The one-time code, read from the printed page as people read it."""
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    found = _CODE.search(text)
    assert found
    return found[1]
