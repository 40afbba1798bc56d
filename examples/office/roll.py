"""The roll: imported from a file, checked, decided by a dated rule, frozen by the commission."""

import time
from pathlib import Path

from browser import Answer, Browser
from story import Story, require

__all__ = ["commit", "fix"]

DATA = Path(__file__).parent / "data"
_WAIT = 60.0


def commit(story: Story) -> None:
    """The roll officer prepares; the chair freezes and signs."""
    officer = story.who("roll")
    officer.open(story.desk("roll/import"))
    done = officer.submit("import/upload", files={"file": (DATA / "members.csv").read_bytes()})
    require(done, "upload")
    require(officer.submit("/check"), "check")
    require(waited(officer, "/take"), "read")
    require(officer.submit("/take"), "take")
    officer.open(story.desk("roll/rule"))
    saved = officer.submit(
        "rule/save", at="2023-01-12", months=6, dues_from="2022-01-01", dues_by="2023-01-02"
    )
    require(saved, "rule")
    chair = story.who("commission@chair")
    chair.open(story.desk("roll/"))
    require(chair.submit("roll/freeze"), "freeze")
    require(chair.sign(), "sign the roll")


def waited(browser: Browser, form: str) -> Answer:
    """The page once its work in the background is done and it has the form."""
    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        answer = browser.open(browser.page.url)
        if any(form in one.action for one in answer.forms):
            return answer
        time.sleep(0.1)
    raise TimeoutError(browser.page.words[:600])


def fix(story: Story) -> None:
    """The commission votes on the rules: three for, one against, with a reason."""
    chair = story.who("commission@chair")
    chair.open(story.desk("commission/rules"))
    motion = require(chair.submit("rules/fix"), "move").url
    votes = {"chair": "for", "to1": "for", "to2": "for", "to3": "against"}
    decide(story, motion, votes, {"to3": "The council should have 30 seats."})


def decide(
    story: Story, motion: str, votes: dict[str, str], reasons: dict[str, str] | None = None
) -> None:
    """Each member votes in the own browser; the chair records and carries out."""
    for member, choice in votes.items():
        browser = story.who(f"commission@{member}")
        browser.open(motion)
        require(browser.vote(choice, (reasons or {}).get(member, "")), f"vote of {member}")
    chair = story.who("commission@chair")
    chair.open(motion)
    require(chair.submit("/record"), "record")
    require(chair.sign(), "sign the decision")
    chair.open(motion)
    require(chair.submit("/perform"), "perform")
    require(chair.sign(), "sign the act")
