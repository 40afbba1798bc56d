"""What the minutes tell of acts: corrections, disputes with their rulings, the certificate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.closing import Certificate
from suffrage.board.kinds.disputes import Decision, DisputeFiled, DisputeRuled
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.night.history import Entry, History
from suffrage.site.exports.corrections import changed, corrections
from suffrage.site.exports.told import told_figure, told_ground, told_unit
from suffrage.site.pages.render import Reader

__all__ = [
    "Ballot",
    "Certified",
    "Corrected",
    "Disputed",
    "certificate_of",
    "corrections_of",
    "disputes_of",
]


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a member of the commission voted, in words."""

    member: str
    choice: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction: figures as (name, before, after); none where the unit's are not its own."""

    at: str
    unit: str
    by: str
    dispute: str
    figures: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute with its end; ``ruled_at`` is empty and ``votes`` has none while it is open."""

    id: str
    at: str
    unit: str
    ground: str
    by: str
    status: str
    ruled_at: str = ""
    effect: str = ""
    votes: tuple[Ballot, ...] = ()


@dataclass(frozen=True, slots=True)
class Certified:
    """The certificate: when, by whose votes, and the signed lines of the checkpoint it names."""

    at: str
    votes: tuple[Ballot, ...]
    checkpoint: tuple[str, ...]


def corrections_of(
    history: History, reader: Reader, instance: str, size: int
) -> Iterator[Corrected]:
    """The corrections of an instance, in their order."""
    state = history.at(size)
    for one in corrections(history, instance, size):
        figures = changed(one, option_ids(state, instance))
        yield Corrected(
            at=one.entry.at,
            unit=told_unit(state, one.unit),
            by=one.entry.record.by,
            dispute=one.dispute,
            figures=tuple(
                (told_figure(reader, state, instance, f.name), f.old, f.new) for f in figures
            ),
        )


def disputes_of(history: History, reader: Reader, instance: str, size: int) -> Iterator[Disputed]:
    """The disputes of an instance's sheets, in the order in which they were filed."""
    state = history.at(size)
    rulings = {
        entry.record.head.dispute: entry
        for entry in _acts(history, "dispute.ruled", size)
        if isinstance(entry.record.head, DisputeRuled)
    }
    votes = _decisions(history, reader, size)
    for entry in _acts(history, "dispute.filed", size):
        head = entry.record.head
        if isinstance(head, DisputeFiled) and _instance(state, head) == instance:
            yield _disputed(state, reader, entry, head, rulings.get(head.dispute), votes)


def _instance(state: State, head: DisputeFiled) -> str:
    return state.rules.instance_of(head.contest, head.unit)


def _disputed(
    state: State,
    reader: Reader,
    entry: Entry,
    head: DisputeFiled,
    ruling: Entry | None,
    votes: Mapping[int, tuple[Ballot, ...]],
) -> Disputed:
    found = Disputed(
        id=head.dispute,
        at=entry.at,
        unit=told_unit(state, head.unit),
        ground=told_ground(reader, state, head.ground),
        by=entry.record.by,
        status=reader.t(f"dispute.status.{state.disputes[head.dispute].status}"),
    )
    if ruling is None or not isinstance(ruling.record.head, DisputeRuled):
        return found
    ruled = ruling.record.head
    return replace(
        found,
        ruled_at=ruling.at,
        effect=reader.t(f"ruling.label.{ruled.effect}"),
        votes=votes.get(ruled.decision, ()),
    )


def certificate_of(history: History, reader: Reader, instance: str, size: int) -> Certified | None:
    """The last certificate of an instance; ``None`` before there is one."""
    found = None
    votes = _decisions(history, reader, size)
    for entry in _acts(history, "result.certified", size):
        body, decision = entry.body, getattr(entry.record.head, "decision", -1)
        if isinstance(body, Certificate) and body.result.contest == instance:
            found = Certified(entry.at, votes.get(decision, ()), body.checkpoint)
    return found


def _decisions(history: History, reader: Reader, size: int) -> Mapping[int, tuple[Ballot, ...]]:
    """The votes of the commission's members by the index of the decision."""
    return {
        entry.index: tuple(
            Ballot(member, reader.t(f"vote.label.{vote.choice}"))
            for member, vote in entry.body.votes.items()
        )
        for entry in _acts(history, "commission.decided", size)
        if isinstance(entry.body, Decision)
    }


def _acts(history: History, family: str, size: int) -> Iterator[Entry]:
    """The records of a kind, in any of its versions."""
    for kind in KINDS:
        if kind.partition("/")[0] == family:
            yield from (entry for entry in history.acts(kind) if entry.index < size)
