"""Runs of online boxes: keys and credentials, suspension, annulment, a new run.

A run is open → suspended → resumed | annulled; annulled is final and never decrypted. Exactly
one run of a box is live.
"""

from dataclasses import replace
from datetime import datetime

from suffrage.belenios.archive import Header
from suffrage.board.kinds.closing import KeysDestroyed
from suffrage.board.kinds.kind import Text
from suffrage.board.kinds.online import BoxAnnulled, BoxReplaced, BoxResumed, BoxSuspended
from suffrage.board.kinds.opening import CredentialsCommitted, TrusteeSetUp
from suffrage.board.record import Record
from suffrage.conduct.state import BoxRun, RunPhase, State
from suffrage.count.unit_state import Excused
from suffrage.errors import Refused
from suffrage.model.boxes import Box

__all__ = [
    "annulled",
    "check_credential_count",
    "credentials_committed",
    "keys_destroyed",
    "live_run",
    "refuse_used_uuid",
    "replaced",
    "resumed",
    "run_header",
    "section_of",
    "suspended",
    "trustee_set_up",
    "with_run",
]


def live_run(state: State, box: str, run: int) -> BoxRun:
    """The run of a box if it is the live one; the first run exists from the definition."""
    declared = _box(state, box)
    if run != state.live.get(box, 1):
        raise Refused("box.not-live", at="run", box=box, run=run)
    fresh = BoxRun(box, run, declared.uuid, opens=declared.opens, closes=declared.closes)
    return state.runs.get((box, run), fresh)


def refuse_used_uuid(state: State, box: str, run: int, uuid: str) -> None:
    """Raises ``Refused("box.uuid-used")`` for the uuid of another run or of a declared box."""
    taken = {place: other.uuid for place, other in state.runs.items()}
    declared = {(other.id, 1): other.uuid for other in state.rules.boxes if other.uuid}
    if any(other == uuid and place != (box, run) for place, other in (declared | taken).items()):
        raise Refused("box.uuid-used", at="uuid", box=box)


def with_run(state: State, run: BoxRun) -> State:
    """The state with a run as it is now."""
    return replace(
        state, runs=state.runs.set((run.box, run.run), run), live=state.live.set(run.box, run.run)
    )


def credentials_committed(
    state: State, _record: Record, head: CredentialsCommitted, _body: None
) -> State:
    """The registrar commits the public credentials of a run: as many as members entitled.

    A member may lose a letter or leave the roll, so the last word before the box's first event
    is the one that counts; after it nothing changes.
    """
    run = live_run(state, head.box, head.run)
    if run.height >= 0:
        raise Refused("credentials.too-late", box=head.box)
    check_credential_count(state, head.box, head.count)
    return with_run(
        state,
        replace(
            run,
            credentials=head.list,
            credential_count=head.count,
            credential_root=head.root,
        ),
    )


def check_credential_count(state: State, box: str, count: int) -> None:
    """Raise ``Refused("credentials.count")`` unless each member entitled has one credential."""
    entitled = state.registered[section_of(state, _box(state, box))]
    if count != entitled:
        raise Refused("credentials.count", at="count", count=count, entitled=entitled)


def trustee_set_up(state: State, record: Record, head: TrusteeSetUp, _body: None) -> State:
    """A trustee fixes the public key of the own share; one person holds one share of a run."""
    run = live_run(state, head.box, head.run)
    if run.height >= 0:
        raise Refused("trustee.too-late", box=head.box)
    if head.owner > _box(state, head.box).trustees.of:
        raise Refused("trustee.owner", at="owner", owner=head.owner)
    if head.owner in run.trustees or record.by in run.holders.values():
        raise Refused("trustee.again", at="owner", owner=head.owner)
    if any(head.key in other.trustees.values() for other in state.runs.values()):
        raise Refused("trustee.key-used", at="key", box=head.box)
    return with_run(
        state,
        replace(
            run,
            trustees=run.trustees.set(head.owner, head.key),
            holders=run.holders.set(head.owner, record.by),
        ),
    )


def suspended(state: State, _record: Record, head: BoxSuspended, _body: Text) -> State:
    """Any member of the commission may stop a run at once; only a decision resumes it."""
    run = _in_phase(state, head.box, head.run, "open")
    return with_run(state, replace(run, phase="suspended"))


def resumed(state: State, _record: Record, head: BoxResumed, _body: None) -> State:
    """A suspended run takes ballots again."""
    run = _in_phase(state, head.box, head.run, "suspended")
    return with_run(state, replace(run, phase="open"))


def annulled(state: State, _record: Record, head: BoxAnnulled, _body: None) -> State:
    """A run is void on a frozen ground for runs; a decrypted run has a result to dispute."""
    run = live_run(state, head.box, head.run)
    if run.phase in ("annulled", "decrypted") or run.factors:
        raise Refused("box.phase", box=head.box, phase=run.phase)
    ground = state.rules.ground_by_id.get(head.ground)
    if ground is None or ground.effect != "annul-run":
        raise Refused("box.ground", at="ground", ground=head.ground)
    return with_run(state, replace(run, phase="annulled"))


def replaced(state: State, _record: Record, head: BoxReplaced, _body: None) -> State:
    """A new run follows an annulled one, before the polls of its contest close."""
    before = live_run(state, head.box, head.run - 1)
    if before.phase != "annulled":
        raise Refused("box.phase", box=head.box, phase=before.phase)
    contest = state.rules.contest_by_id[_box(state, head.box).contest]
    if not head.opens < head.closes <= contest.closes or state.evening(contest.round).closed:
        raise Refused("box.hours", at="closes", box=head.box)
    refuse_used_uuid(state, head.box, head.run, head.uuid)
    fresh = BoxRun(head.box, head.run, head.uuid, opens=head.opens, closes=head.closes)
    return with_run(state, fresh)


def keys_destroyed(state: State, record: Record, head: KeysDestroyed, _body: None) -> State:
    """A trustee says that the own share of a finished run exists no longer."""
    run = state.runs.get((head.box, head.run))
    if run is None or not _is_finished(state, run):
        raise Refused("box.not-finished", box=head.box, run=head.run)
    if record.by not in run.holders.values():
        raise Refused("trustee.no-share", at="by", role=record.by)
    if record.by in run.destroyed:
        raise Refused("trustee.destroyed-already", role=record.by)
    after = replace(run, destroyed=run.destroyed | {record.by})
    return replace(state, runs=state.runs.set((head.box, head.run), after))


def _is_finished(state: State, run: BoxRun) -> bool:
    """Nothing is left to decrypt: no result will be asked of this run any more."""
    box = _box(state, run.box)
    excused = isinstance(state.unit(box.contest, section_of(state, box)), Excused)
    return excused or run.phase in ("decrypted", "annulled")


def run_header(run: BoxRun) -> Header:
    """The header of a run's archive: its time is the declared opening, not anybody's clock."""
    return Header(int(datetime.fromisoformat(run.opens).timestamp()))


def section_of(state: State, box: Box) -> str:
    """The one section whose members vote in a box."""
    channel = box.channel or box.id
    return next(unit.id for unit in state.rules.tree.sections if unit.channel == channel)


def _in_phase(state: State, box: str, number: int, phase: RunPhase) -> BoxRun:
    run = live_run(state, box, number)
    if run.phase != phase:
        raise Refused("box.phase", box=box, phase=run.phase)
    return run


def _box(state: State, box: str) -> Box:
    declared = state.rules.box_by_id.get(box)
    if declared is None:
        raise Refused("box.unknown", at="box", box=box)
    return declared
