"""The evening of the first round: phones, signatures, sheets, a telephone, second readings."""

from browser import Answer, Browser
from phone import Phone
from story import PEOPLE, Story, require

__all__ = ["FIGURES", "count", "open_sections"]

FIGURES = {
    "62-01": (9, 4, 3),
    "62-02": (7, 5, 2),
    "62-03": (10, 6, 3),
    "62-04": (4, 2, 7),
    "62-05": (6, 3, 2),
    "75-01": (3, 6, 2),
    "75-05": (8, 7, 3),
    "75-11": (12, 9, 4),
    "75-14": (5, 8, 3),
    "75-20": (9, 8, 6),
}
"""The votes of the three texts in each section; one ballot more is blank."""

TELEPHONED = "62-05"
"""The section whose phone has no battery left."""

MISREAD = "75-14"
"""The section whose figures the federation copies wrongly at first."""

CONTEST = "text"


def open_sections(story: Story, codes: dict[str, str]) -> dict[str, Phone]:
    """Every phone is opened with its kit, appointed, and says that the box is empty."""
    story.at("2023-01-12T16:50:00Z", "sections open their kits; federations appoint the phones")
    phones = {
        unit: Phone(story.office, unit, code)
        for unit, code in sorted(codes.items())
        if unit != TELEPHONED
    }
    for federation in ("62", "75"):
        officer = story.who(f"federation@{federation}")
        officer.open(story.desk(f"federation/of/{federation}/phones"))
        require(officer.submit("phones/appoint"), "appoint phones")
        require(officer.sign(), "sign the phones")
    story.at("2023-01-12T17:00:00Z", "the chair opens the polls; boxes are shown empty")
    chair = story.who("commission@chair")
    chair.open(story.desk("commission/polls"))
    require(chair.submit("polls/1/open"), "open")
    require(chair.sign(), "sign the opening")
    for phone in phones.values():
        phone.step("opened", {})
    return phones


def count(story: Story, phones: dict[str, Phone]) -> None:
    """Signatures first, then sheets; one by telephone; every sheet read a second time."""
    story.at("2023-01-12T21:01:00Z", "the polls close")
    chair = story.who("commission@chair")
    chair.open(story.desk("commission/polls"))
    require(chair.submit("polls/1/close"), "close")
    require(chair.sign(), "sign the closing")
    story.at("2023-01-12T21:20:00Z", "signatures, then sheets with their photos")
    for unit, phone in phones.items():
        phone.step("signatures", {"signatures": sum(FIGURES[unit]) + 1})
        phone.send_sheet(CONTEST, votes_of(unit))
    story.at("2023-01-12T21:40:00Z", f"{TELEPHONED} telephones; the federation types")
    by_telephone(story)
    invite_teller(story)
    story.at("2023-01-12T22:00:00Z", "federations read every photo a second time")
    for unit in phones:
        second_reading(story, unit)
    by_the_teller(story)


def votes_of(unit: str) -> dict[str, int]:
    """The votes of a section by option."""
    return {f"to{place + 1}": votes for place, votes in enumerate(FIGURES[unit])}


def typed(unit: str) -> dict[str, int]:
    """A sheet as a form asks for it."""
    ballots = sum(FIGURES[unit]) + 1
    votes = {f"votes.{option}": number for option, number in votes_of(unit).items()}
    return {"signatures": ballots, "ballots": ballots, "blank": 1, "void": 0, **votes}


def by_telephone(story: Story) -> None:
    """The federation's officer types what is read out; the teller has the paper later."""
    officer = story.who("federation@62")
    officer.open(story.desk(f"federation/section/{TELEPHONED}/sheet/{CONTEST}/telephone"))
    require(entered(officer, "/telephone", typed(TELEPHONED)), "telephone")
    require(officer.sign(), "sign the telephone entry")


def second_reading(story: Story, unit: str) -> None:
    """The federation copies the photo; where it differs, it reads those lines again."""
    officer = story.who(f"federation@{unit[:2]}")
    figures = typed(unit)
    wrong = {**figures, "votes.to1": figures["votes.to2"], "votes.to2": figures["votes.to1"]}
    officer.open(story.desk(f"federation/section/{unit}/sheet/{CONTEST}/second"))
    answer = entered(officer, "/second", wrong if unit == MISREAD else figures)
    if answer.url.endswith("/difference"):
        again = {name: figures[name] for name in ("votes.to1", "votes.to2")}
        answer = entered(officer, "/difference", again)
    require(answer, f"second reading of {unit}")
    require(officer.sign(), f"approve {unit}")


def invite_teller(story: Story) -> None:
    """The federation invites a teller for the section that telephoned."""
    officer = story.who("federation@62")
    officer.open(story.desk(f"federation/section/{TELEPHONED}/"))
    invited = officer.submit("/teller", email=PEOPLE[f"teller@{TELEPHONED}"], name="Teller")
    require(invited, "invite the teller")


def by_the_teller(story: Story) -> None:
    """Whoever typed what was read out does not approve it: the teller reads the paper."""
    federation, teller = story.who("federation@62"), story.who(f"teller@{TELEPHONED}")
    teller.open(story.desk("keys"))
    require(teller.send_keys(), "the teller's key")
    federation.open(story.desk("federation/of/62/phones"))
    require(federation.submit("phones/appoint"), "appoint the teller")
    require(federation.sign(), "sign the teller")
    teller.open(story.desk(f"federation/section/{TELEPHONED}/sheet/{CONTEST}/second"))
    require(entered(teller, "/second", typed(TELEPHONED)), "the teller's reading")
    require(teller.sign(), "approve by the teller")


def entered(officer: Browser, form: str, figures: dict[str, int]) -> Answer:
    """Type figures; what is remarkable and possible is confirmed once."""
    answer = officer.submit(form, None, **figures)
    if "/sign/" not in answer.url and answer.url.endswith(form):
        answer = officer.submit(form, None, **figures)
    return answer
