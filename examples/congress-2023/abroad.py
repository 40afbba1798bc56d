"""Members abroad vote online: a leak, an annulled run, a new run, receipts, the tally.

The credentials of the first box serve the second round too; those made after the leak replace
them in both.
"""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from registrar import Pockets, send_credentials
from stage import CHAIR, Cue, Stage, instant

from suffrage.acts.closing.destroy_key import destroy_key
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.online.accept_partial_decryption import accept_partial_decryption
from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.cast_ballot import OpenBox, cast_ballot
from suffrage.acts.online.close_box import close_box
from suffrage.acts.online.open_box import open_box
from suffrage.acts.online.publish_box_result import publish_box_result
from suffrage.acts.online.replace_box import replace_box
from suffrage.acts.online.sequence_ballots import sequence_ballots
from suffrage.acts.online.set_up_trustee import set_up_trustee
from suffrage.acts.online.suspend_box import suspend_box
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.online.vouch_share import vouch_share
from suffrage.belenios.decryption import decrypt_share
from suffrage.belenios.election import BASE58
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.report import Report
from suffrage.belenios.trustees import TrusteeKey, make_trustee_key, write_trustees
from suffrage.belenios.verify import verify_archive
from suffrage.belenios.vouch import vouch_share as make_vouch

_CAMPS = ("to1", "to2", "to3")
SECTION = "FDFE-000"


@dataclass
class Run:
    """One run of a box as the demo holds it: the voters' credentials and the trustees' keys."""

    box: str
    number: int
    sent: Pockets
    keys: list[TrusteeKey]


def new_uuid() -> str:
    """Fourteen Base58 characters from the operating system."""
    chance = random.SystemRandom()
    return "".join(chance.choice(BASE58) for _ in range(14))


def uuid_of(stage: Stage, box: str) -> str:
    """The uuid of a box's first run, fixed at convening."""
    return stage.definition.box_by_id[box].uuid


def prepare_run(stage: Stage, box: str, number: int, uuid: str, sent: Pockets) -> Run:
    """Keys of three trustees on the board; the run opens with the credentials that were sent."""
    keys = [make_trustee_key(os.urandom, name=camp) for camp in _CAMPS]
    for owner, (camp, key) in enumerate(zip(_CAMPS, keys, strict=True), start=1):
        stage.act(set_up_trustee, f"trustee@{camp}", box, number, owner=owner, trustee=key.public)
    stage.board.perform(
        lambda state: open_box(
            state,
            box,
            number,
            uuid=uuid,
            trustees=write_trustees([key.public for key in keys]),
            credentials=sent.lists[box],
        )
    )
    return Run(box, number, sent, keys)


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


def tally(stage: Stage, run: Run) -> tuple[int, ...]:
    """The box is summed up, each trustee verifies and decrypts, the result is published."""
    archive = stage.store.archive(run.box, run.number)
    stage.board.perform(lambda state: tally_box(state, run.box, run.number, archive))
    verified = verify_archive(stage.store.archive(run.box, run.number))
    for camp, key in zip(_CAMPS, run.keys, strict=True):
        _decrypt(stage, run, verified, camp, key)
    verified = verify_archive(stage.store.archive(run.box, run.number))
    stage.board.perform(lambda state: publish_box_result(state, run.box, run.number, verified))
    for camp in _CAMPS:
        stage.act(destroy_key, f"trustee@{camp}", run.box, run.number)
    run.keys.clear()
    final = verify_archive(stage.store.archive(run.box, run.number)).result
    return final[0] if final else ()


def _decrypt(stage: Stage, run: Run, verified: Report, camp: str, key: TrusteeKey) -> None:
    """A trustee's share and the vouch for it, which the board takes only together."""
    if verified.tally is None:
        raise SystemExit("the box has no tally")
    setup, by = verified.setup, f"trustee@{camp}"
    share = decrypt_share(setup.election, setup.trustees, verified.tally, key, os.urandom)
    given = {
        "records": share.records,
        "vouch": make_vouch(setup.election, key, verified.tally, share, os.urandom),
    }
    said = Cue(vouch_share, by, stage.at, (run.box, run.number), given)
    accept = partial(accept_partial_decryption, box=run.box, run=run.number, verified=verified)
    stage.board.perform_all([(said, stage.sign(by)), (partial(accept, **given), None)])


def ballots_of(blank: int, *counts: int) -> list[int]:
    """The choices that give these counts, in an order of chance."""
    choices = [0] * blank
    for option, count in enumerate(counts, start=1):
        choices += [option] * count
    random.SystemRandom().shuffle(choices)
    return choices


def first_days(stage: Stage) -> tuple[Run, list[str]]:
    """11 and 12 January: a box opens, a leak annuls it, a new run is held before the close.

    The second run and the trackers of the first, annulled one come back.
    """
    screen = stage.screen
    screen.chapter("Abroad")
    stage.at = instant("2023-01-11T12:00:00")
    sent = send_credentials(stage)
    screen.say(stage.at, "300 credentials made, sent and forgotten: each serves both rounds")
    first = prepare_run(stage, "abroad", 1, uuid_of(stage, "abroad"), sent)
    screen.say(stage.at, "the box of 300 members abroad opens; three trustees hold its key")
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
    return _second_run(stage), old


def _second_run(stage: Stage) -> Run:
    screen = stage.screen
    stage.at = instant("2023-01-12T08:30:00")
    stage.decided(annul_box, "abroad", 1, ground="credentials-exposed")
    screen.say(stage.at, "run 1 annulled on a frozen ground; nobody will ever decrypt it", "red")
    uuid = new_uuid()
    stage.decided(
        replace_box,
        "abroad",
        uuid=uuid,
        opens=instant("2023-01-12T09:00:00"),
        closes=instant("2023-01-12T16:00:00"),
    )
    stage.at = instant("2023-01-12T09:00:00")
    run = prepare_run(stage, "abroad", 2, uuid, send_credentials(stage))
    screen.say(stage.at, "run 2: new uuid, new keys, 300 new credentials for both rounds")
    stage.publish()
    return run
