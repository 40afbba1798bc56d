"""Members abroad vote online: a leak, an annulled run, a new run, receipts.

The credentials of the first box serve the second round too; those made after the leak replace
them in both. The key of each run is another, of which any two of the three camps suffice.
"""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass

from ceremony import Keys, certify, make_key
from registrar import Pockets, send_credentials
from stage import CHAIR, Stage, instant
from trustees import ask, destroy, drill, refusal

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.cast_ballot import OpenBox, cast_ballot
from suffrage.acts.online.close_box import close_box
from suffrage.acts.online.open_box import open_box
from suffrage.acts.online.replace_box import replace_box
from suffrage.acts.online.sequence_ballots import sequence_ballots
from suffrage.acts.online.suspend_box import suspend_box
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.belenios.election import BASE58
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.questions.homomorphic import Homomorphic

SECTION = "FDFE-000"


@dataclass
class Run:
    """One run of a box as the demo holds it: the trustees' keys and the voters' credentials."""

    keys: Keys
    sent: Pockets

    @property
    def box(self) -> str:
        """The box."""
        return self.keys.box

    @property
    def number(self) -> int:
        """The number of the run, from 1."""
        return self.keys.run


def new_uuid() -> str:
    """Fourteen Base58 characters from the operating system."""
    chance = random.SystemRandom()
    return "".join(chance.choice(BASE58) for _ in range(14))


def uuid_of(stage: Stage, box: str) -> str:
    """The uuid of a box's first run, fixed at convening."""
    return stage.definition.box_by_id[box].uuid


def renew_keys(stage: Stage, box: str, number: int) -> Keys:
    """The trustees begin a key for another run; the commission names their new signing keys."""
    keys = certify(stage, box, number)
    for member in keys.members:
        stage.decided(replace_officer, member.role, member.signing)
    return keys


def open_run(stage: Stage, keys: Keys, trustees: bytes, uuid: str, sent: Pockets) -> Run:
    """The run opens with the key of a ceremony and the credentials that were sent."""
    stage.board.perform(
        lambda state: open_box(
            state,
            keys.box,
            keys.run,
            uuid=uuid,
            trustees=trustees,
            credentials=sent.lists[keys.box],
        )
    )
    return Run(keys, sent)


def vote(stage: Stage, run: Run, choices: Sequence[int]) -> list[str]:
    """Voters encrypt, cast and get their acknowledgement; trackers come back in that order.

    A choice is 0 for blank and n for the n-th option.
    """
    box = OpenBox(stage.store, run.box, run.number)
    election = box.setup.election
    question = election.record.questions[0]
    if not isinstance(question, Homomorphic):
        raise SystemExit("the box asks another kind of question")
    trackers = []
    for credential, choice in zip(run.sent.credentials, choices, strict=False):
        marks = [int(place == choice) for place in range(question.width)]
        ballot = make_ballot(election, credential, [marks], os.urandom)
        said = cast_ballot(stage.store, stage.state, box, ballot, stage.sign("office"))
        trackers.append(said.tracker)
    place_batch(stage, run)
    return trackers


def place_batch(stage: Stage, run: Run) -> None:
    """The ballots that wait get their places on the board together, in hash order."""
    waiting = stage.store.waiting(run.box, run.number)
    acts = sequence_ballots(stage.state, run.box, run.number, waiting, closing=True)
    stage.board.perform_all((act, None) for act in acts)


def close(stage: Stage, run: Run) -> None:
    """The run ends; it is refused while a ballot waits."""
    stage.board.perform(lambda state: close_box(state, run.box, run.number))


def ballots_of(blank: int, *counts: int) -> list[int]:
    """The choices that give these counts, in an order of chance."""
    choices = [0] * blank
    for option, count in enumerate(counts, start=1):
        choices += [option] * count
    random.SystemRandom().shuffle(choices)
    return choices


def first_days(stage: Stage, keys: Keys) -> tuple[Run, list[str]]:
    """From 9 to 12 January: a box opens, a leak annuls it, a new run is held before the close.

    The second run and the trackers of the first, annulled one come back.
    """
    screen = stage.screen
    screen.chapter("Abroad")
    stage.at = instant("2023-01-09T18:00:00")
    trustees = make_key(stage, keys)
    screen.say(stage.at, "three camps made one key for the box; any two of them can decrypt")
    stage.at = instant("2023-01-11T12:00:00")
    sent = send_credentials(stage)
    first = open_run(stage, keys, trustees, uuid_of(stage, "abroad"), sent)
    screen.say(stage.at, "the box abroad opens; each credential serves both rounds")
    stage.publish()
    size = drill(stage, keys)
    screen.say(stage.at, f"drill: all three shares are there at board size {size}; none is used")
    old = vote(stage, first, ballots_of(1, 18, 13, 8))
    stage.at = instant("2023-01-11T19:40:00")
    screen.say(stage.at, f"{len(old)} ballots cast, each with a receipt")
    account = "A list of credentials was mailed to voters and seen by third parties."
    stage.act(suspend_box, CHAIR, "abroad", 1, account=account)
    stage.act(report_incident, CHAIR, unit=SECTION, type_="credentials-exposed", account=account)
    screen.say(
        stage.at, "a leak of credentials is reported: the run is suspended at once", "yellow"
    )
    stage.publish()
    _annul(stage, first)
    return _second_run(stage), old


def _annul(stage: Stage, run: Run) -> None:
    """Run 1 ends without a count: the office asks all the same, and a trustee's program refuses."""
    screen = stage.screen
    stage.at = instant("2023-01-12T08:30:00")
    stage.decided(annul_box, "abroad", 1, ground="credentials-exposed")
    screen.say(stage.at, "run 1 annulled on a frozen ground; nobody will ever decrypt it", "red")
    stage.publish()
    said = refusal(stage, ask(stage, run.keys, ["to2"])[0])
    screen.say(stage.at, f"the office asks for run 1; trustee to2 refuses: {said}", "yellow")
    destroy(stage, run.keys)
    screen.say(stage.at, "all three shares of run 1 destroyed")


def _second_run(stage: Stage) -> Run:
    screen = stage.screen
    uuid = new_uuid()
    stage.decided(
        replace_box,
        "abroad",
        uuid=uuid,
        opens=instant("2023-01-12T09:00:00"),
        closes=instant("2023-01-12T16:00:00"),
    )
    stage.at = instant("2023-01-12T09:00:00")
    keys = renew_keys(stage, "abroad", 2)
    trustees = make_key(stage, keys)
    run = open_run(stage, keys, trustees, uuid, send_credentials(stage))
    screen.say(stage.at, "run 2: new uuid, new keys, 300 new credentials for both rounds")
    stage.publish()
    return run
