"""The events of online boxes: their order, their parents, and when each may come.

Here is the course of a box only; its proofs are checked over the whole archive. An event fits
when it continues the chain of its run, in a phase of the run where its type may come.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from suffrage.belenios.events import read_event
from suffrage.belenios.published import counts_of, credential_of, number_of, owner_of
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.setup import Setup, read_setup
from suffrage.belenios.trustees import Trustees
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Record
from suffrage.conduct.boxes import (
    check_credential_count,
    live_run,
    refuse_used_uuid,
    section_of,
    with_run,
)
from suffrage.conduct.standing import options_now
from suffrage.conduct.state import BoxRun, State
from suffrage.count.figures import Figures
from suffrage.count.unit_state import Tallied
from suffrage.errors import Inconsistent, Refused
from suffrage.model.boxes import Box

__all__ = ["event"]

_Pieces = tuple[bytes, ...]


def event(state: State, record: Record, head: OnlineEvent, body: Event) -> State:
    """One event of the live run of a box.

    Raises ``Inconsistent`` when the record does not repeat what the event says, or the event
    does not continue the chain; ``Refused`` when its type may not come now.
    """
    run = live_run(state, head.box, head.run)
    said = read_event(body.data)
    if (said.height, said.type, said.payload or "") != (head.height, head.type, head.data):
        raise Inconsistent("online.record", height=head.height)
    parent = said.parent or ""
    if said.height != run.height + 1 or parent != run.parent:
        raise Inconsistent("online.chain", at="height", box=head.box, height=head.height)
    if run.phase not in _PHASES.get(said.type, frozenset()):
        raise Refused("online.phase", at="type", type=said.type, phase=run.phase)
    after = replace(run, height=said.height, parent=record.payload)
    return _EFFECTS[said.type](state, after, body.pieces)


def _setup(state: State, run: BoxRun, pieces: _Pieces) -> State:
    """A box opens: with the committed credentials, the trustees' own keys, the right question."""
    setup = read_setup(pieces)
    box = state.rules.box_by_id[run.box]
    if state.evening(state.rules.contest_by_id[box.contest].round).closed:
        raise Refused("box.too-late", box=run.box)
    uuid = setup.election.record.uuid
    if run.uuid not in ("", uuid):
        raise Refused("box.uuid-used", at="uuid", box=run.box)
    refuse_used_uuid(state, run.box, run.run, uuid)
    if hashlib.sha256(pieces[2]).hexdigest() != run.credentials:
        raise Refused("credentials.differ", box=run.box)
    check_credential_count(state, run.box, run.credential_count)
    if any(setup.credentials.keys & other.electorate for other in state.runs.values()):
        raise Refused("credentials.used", box=run.box)
    keys = [member.public_key for member in setup.trustees.members]
    if keys != [run.trustees.get(owner + 1) for owner in range(box.trustees.of)]:
        raise Refused("trustee.keys-differ", box=run.box)
    _check_quorum(setup.trustees, box)
    options = options_now(state, box.contest)
    labels = [option.label for option in options]
    heading = state.rules.contest_by_id[box.contest].heading
    _check_question(setup, labels, heading, state.origin, run.box)
    state = replace(state, options=state.options.set(box.contest, options))
    electorate = setup.credentials.keys
    return with_run(state, replace(run, uuid=uuid, electorate=electorate, phase="open"))


def _check_quorum(trustees: Trustees, box: Box) -> None:
    """As many trustees decrypt as the definition says: any of one group, or all of them."""
    need, of = box.trustees.need, box.trustees.of
    needed = sum(quorum.need for quorum in trustees.quorums)
    if needed != need or (len(trustees.quorums) > 1 and need != of):
        raise Refused("trustee.quorum-differs", box=box.id, need=need, of=of)


def _check_question(setup: Setup, labels: list[str], heading: str, origin: str, box: str) -> None:
    """What the voters read is the definition's: a question could turn the sense of the answers."""
    record = setup.election.record
    right = Homomorphic(answers=tuple(labels), blank=True, min=1, max=1, question=heading)
    said = (record.name, record.description)
    if (said, record.questions) != ((heading, origin), (right,)):
        raise Refused("box.question", box=box)


def _ballot(state: State, run: BoxRun, pieces: _Pieces) -> State:
    """A ballot has its place; nobody votes twice, since an online vote is final."""
    credential = credential_of(pieces)
    if credential in run.voters:
        raise Refused("ballot.again", box=run.box, run=run.run)
    return with_run(state, replace(run, voters=run.voters.set(credential, run.height)))


def _end(state: State, run: BoxRun, _pieces: _Pieces) -> State:
    return with_run(state, replace(run, phase="ended"))


def _tally(state: State, run: BoxRun, pieces: _Pieces) -> State:
    """The closed box is summed up, after the last poll of its contest, if it is large enough."""
    contest = state.rules.contest_by_id[state.rules.box_by_id[run.box].contest]
    if not state.evening(contest.round).closed:
        raise Refused("box.early", box=run.box)
    number = number_of(pieces)
    if number != len(run.voters):
        raise Inconsistent("online.number", box=run.box, number=number)
    if number < state.rules.minimum.online:
        raise Refused("box.few", box=run.box, minimum=state.rules.minimum.online)
    return with_run(state, replace(run, phase="tallied", tallied=number))


def _factor(state: State, run: BoxRun, pieces: _Pieces) -> State:
    """A trustee decrypts, once, exactly the share that its holder has vouched for."""
    owner = owner_of(pieces)
    if owner in run.factors or owner not in run.trustees:
        raise Refused("trustee.again", at="owner", owner=owner)
    if run.vouched.get(owner) != hashlib.sha256(pieces[-1]).hexdigest():
        raise Refused("share.not-vouched", at="data", box=run.box, owner=owner)
    return with_run(state, replace(run, factors=run.factors | {owner}))


def _result(state: State, run: BoxRun, pieces: _Pieces) -> State:
    box = state.rules.box_by_id[run.box]
    if len(run.factors) < box.trustees.need:
        raise Refused("box.factors", box=run.box, need=box.trustees.need)
    counts = counts_of(pieces)
    section = section_of(state, box)
    options = [option.id for option in state.options[box.contest]]
    if len(counts) != 1 + len(options) or sum(counts) != run.tallied:
        raise Inconsistent("online.result", box=run.box)
    blank, *votes = counts
    figures = Figures(
        registered=state.roll(state.rules.contest_by_id[box.contest].round, section),
        signatures=run.tallied,
        ballots=run.tallied,
        blank=blank,
        void=0,
        valid=sum(votes),
        votes=dict(zip(options, votes, strict=True)),
    )
    tallied = Tallied(figures, run.box, run.run)
    state = state.counted(box.contest, section, tallied)
    return with_run(state, replace(run, phase="decrypted"))


# The one question of a box is homomorphic, so nothing is ever shuffled.
_PHASES: Final[Mapping[str, frozenset[str]]] = {
    "Setup": frozenset({"convened"}),
    "Ballot": frozenset({"open"}),
    "EndBallots": frozenset({"open"}),
    "EncryptedTally": frozenset({"ended"}),
    "PartialDecryption": frozenset({"tallied"}),
    "Result": frozenset({"tallied"}),
}
_EFFECTS: Final[Mapping[str, Callable[[State, BoxRun, _Pieces], State]]] = {
    "Setup": _setup,
    "Ballot": _ballot,
    "EndBallots": _end,
    "EncryptedTally": _tally,
    "PartialDecryption": _factor,
    "Result": _result,
}
