"""After the count: a dispute and its ruling, the result, its certificate, the congress."""

import re
import time

from roll import decide
from story import SLUG, Story, require

__all__ = ["certify", "dispute", "published", "seat"]

CONTEST = "text"


def dispute(story: Story) -> None:
    """An agent disputes Liévin; the commission rejects it, one member against."""
    story.at("2023-01-13T08:00:00Z", "agent 2 files a dispute about Liévin")
    agent = story.who("agent@to2")
    agent.open(story.desk(f"agents/disputes/new?unit=62-04&contest={CONTEST}"))
    require(
        agent.submit(
            "disputes/new",
            ground="count-error",
            account="Our scrutineer wrote 12 votes for Texte 3; the sheet says 7.",
        ),
        "dispute",
    )
    require(agent.sign(), "sign the dispute")
    story.at("2023-01-13T10:00:00Z", "the commission rules on it")
    chair = story.who("commission@chair")
    listed = chair.open(story.desk("commission/disputes"))
    address = re.search(r'href="([^"]*/commission/disputes/[^"/]+)"', listed.text)
    if address is None:
        raise LookupError(listed.words[:400])
    chair.open(address[1])
    motion = require(chair.submit("/rule", effect="rejected"), "move the ruling").url
    votes = {"chair": "for", "to1": "for", "to2": "against", "to3": "for"}
    decide(story, motion, votes, {"to2": "The box should have been counted again."})


def certify(story: Story) -> None:
    """The result is announced and certified by quorum."""
    story.at("2023-01-13T12:00:00Z", "the commission announces and certifies")
    chair = story.who("commission@chair")
    chair.open(story.desk(f"commission/result/{CONTEST}"))
    require(chair.submit("/announce"), "announce")
    require(chair.sign(), "sign the announcement")
    published(story)
    chair.open(story.desk(f"commission/result/{CONTEST}/certificate"))
    motion = require(chair.submit("/certify"), "move the certificate").url
    decide(story, motion, {"chair": "for", "to1": "for", "to2": "for", "to3": "abstained"})


def published(story: Story) -> None:
    """Wait until the publisher has written all that stands on the board."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        status, health = story.who("observer").ask("GET", "/health")
        board = health["boards"].get(SLUG, {})
        if status and board.get("published") == board.get("size"):
            return
        time.sleep(0.2)
    raise TimeoutError(str(health))


def seat(story: Story) -> None:
    """The council is seated and the congress ratifies."""
    story.at("2023-01-14T10:00:00Z", "the council is seated; the delegates ratify")
    chair = story.who("commission@chair")
    chair.open(story.desk("commission/closing"))
    require(chair.submit("closing/body"), "seat")
    require(chair.sign(), "sign the seats")
    delegates = story.who("congress@delegates")
    delegates.open(story.desk("commission/ratification"))
    answer = delegates.submit("/ratify", delegates=60, votes_for=50, votes_against=4, abstained=6)
    require(answer, "ratify")
    require(delegates.sign(), "sign the ratification")
