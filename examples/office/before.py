"""Before the vote: a draft from a template, people, keys, the roll, the rules fixed."""

from pathlib import Path

from story import PEOPLE, SLUG, Story, require

__all__ = ["prepare"]

DATA = Path(__file__).parent / "data"
TEXTS = ("Texte 1 ; Ada Morel", "Texte 2 ; Ben Roux", "Texte 3 ; Cléo Petit")


def prepare(story: Story) -> None:
    """From nothing to rules that all have read."""
    story.at("2023-01-02T09:00:00Z", "the convener drafts the election from a template")
    draft(story)
    story.at("2023-01-02T10:00:00Z", "the commission makes its keys; the convener convenes")
    commission = [role for role in PEOPLE if role.startswith("commission@")]
    invite(story, "convener", commission)
    make_keys(story, ["convener", *commission])
    convene(story)
    story.at("2023-01-03T09:00:00Z", "federations, agents, help desk: invited, keyed, appointed")
    others = [role for role in PEOPLE if role not in ("convener", *commission)]
    invite(story, "commission@chair", [role for role in others if not role.startswith("teller")])
    signing = [role for role in others if role.startswith(("federation", "agent", "congress"))]
    make_keys(story, signing)
    appoint(story)


def draft(story: Story) -> None:
    """Fill in the form of a congress in two rounds."""
    convener = story.who("convener")
    convener.open("/new/congress")
    done = convener.submit(
        "congress",
        files={"units_file": (DATA / "units.csv").read_bytes()},
        title_fr="Congrès d'hiver",
        title_en="Winter congress",
        slug=SLUG,
        day_0="2023-01-12",
        opens_0="18:00",
        closes_0="22:00",
        options="\n".join(TEXTS),
        commission="chair\nto1\nto2\nto3",
        seats="20",
    )
    require(done, "draft")


def invite(story: Story, by: str, roles: list[str]) -> None:
    """Invite by a file, as somebody does who has a list."""
    rows = ["role,unit,name,email,phone"]
    for place, role in enumerate(roles):
        kind, _, unit = role.partition("@")
        rows.append(f"{kind},{unit},{kind.title()} {unit},{PEOPLE[role]},+33 1 99 00 01 {place:02}")
    host = story.who(by)
    host.open(story.desk("commission/people"))
    require(host.submit("people/file", files={"people": "\n".join(rows).encode()}), "invite")


def make_keys(story: Story, roles: list[str]) -> None:
    """Everybody makes a key in the own browser."""
    for role in roles:
        browser = story.who(role)
        require(browser.open(story.desk("keys")), "keys")
        require(browser.send_keys(), f"key of {role}")


def convene(story: Story) -> None:
    """The convener signs the first record."""
    convener = story.who("convener")
    convener.open(story.desk("commission/"))
    require(convener.submit("commission/convene"), "convene")
    require(convener.sign(), "sign the convening")


def appoint(story: Story) -> None:
    """The chair appoints whoever has made a key."""
    chair = story.who("commission@chair")
    chair.open(story.desk("commission/appoint"))
    require(chair.submit("appoint/new"), "appoint")
    require(chair.sign(), "sign the appointments")
