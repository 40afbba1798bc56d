"""The state of an election: a pure fold of its records, persistent and frozen."""

from dataclasses import dataclass, field, replace
from typing import Literal

from immutables import Map

from suffrage.board.kinds.closing import ResultFigures, Seating
from suffrage.board.kinds.words import Claim
from suffrage.count.unit_state import Awaited, Summed, UnitState
from suffrage.errors import Refused
from suffrage.model.contests import Option
from suffrage.model.definition import Definition
from suffrage.rules.outcome import Tied
from suffrage.rules.seats import SeatTie

__all__ = [
    "BoxRun",
    "Decided",
    "Dispute",
    "Evening",
    "Lot",
    "Phase",
    "Recommendation",
    "RunPhase",
    "State",
]

Phase = Literal["empty", "draft", "fixed", "superseded", "closed"]
RunPhase = Literal["convened", "open", "suspended", "ended", "tallied", "decrypted", "annulled"]


@dataclass(frozen=True, slots=True)
class Evening:
    """One round's polls; ``ends`` holds the later hours of single sections."""

    opened: bool = False
    closed: bool = False
    ends: Map[str, str] = field(default_factory=Map)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute of one unit's sheet; ``status`` ends with a ruling carried out."""

    contest: str
    unit: str
    ground: str
    by: str
    status: Literal["open", "correction-due", "rejected", "upheld"] = "open"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the commission voted on, by the act's kind and subject, and how it ended.

    ``used`` is true once the act has been performed: a decision serves once.
    """

    act: str
    subject: str
    outcome: Literal["carried", "no-quorum", "defeated"]
    used: bool = False


@dataclass(frozen=True, slots=True)
class BoxRun:
    """One run of a box: its phase and the end of its chain of events.

    ``electorate`` are the public credentials. ``trustees`` are public keys and ``holders``
    roles, by owner. ``voters`` maps the public credential of each ballot to its height.
    ``vouched`` has the share, by owner, that its holder has vouched for; ``factors`` are the
    owners whose partial decryptions are recorded; ``parent`` is the hash of the last event, which
    the next one names.
    """

    box: str
    run: int
    uuid: str = ""
    electorate: frozenset[str] = frozenset()
    phase: RunPhase = "convened"
    opens: str = ""
    closes: str = ""
    credentials: str = ""
    credential_count: int = 0
    credential_root: str = ""
    trustees: Map[int, str] = field(default_factory=Map)
    holders: Map[int, str] = field(default_factory=Map)
    height: int = -1
    parent: str = ""
    voters: Map[str, int] = field(default_factory=Map)
    tallied: int = 0
    vouched: Map[int, str] = field(default_factory=Map)
    factors: frozenset[int] = frozenset()
    destroyed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lot:
    """Dice that were thrown, and the ties that waited for them; the seed serves for no others."""

    seed: str
    ties: tuple[Tied | SeatTie, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What an option that does not go on told its voters: the ``index`` of the record, its date.

    ``option`` is whom it recommends, empty where it leaves them free.
    """

    index: int
    at: str
    option: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the records so far have established.

    Keys of ``units`` are (contest, section), of ``pools`` (contest, pool), where pools that
    were summed together have the same sum; of ``options`` and the results, contest instances;
    of ``evenings``, rounds; of ``opened_sections``, ``turnout`` and ``rolls``, (round,
    section); of ``claims`` and ``answers``, the index of the claim's record.
    ``opened_sections`` says when each section opened, by its own word. ``registered`` is the
    size of a section's roll now, ``rolls`` what it was when its evening ended. ``touched`` is
    the index of the last record that changed what an instance counts. ``texts`` are the blobs
    that may be erased, ``kept`` those of figures, decisions and rules, which may not.
    """

    origin: str = ""
    size: int = 0
    phase: Phase = "empty"
    convened_at: str = ""
    definition: Definition | None = None
    seen: Map[str, int] = field(default_factory=Map)
    keys: Map[str, str] = field(default_factory=Map)
    used_keys: Map[str, str] = field(default_factory=Map)
    roll_root: str = ""
    registered: Map[str, int] = field(default_factory=Map)
    rolls: Map[tuple[int, str], int] = field(default_factory=Map)
    options: Map[str, tuple[Option, ...]] = field(default_factory=Map)
    withdrawn: Map[tuple[str, str], int] = field(default_factory=Map)
    recommended: Map[tuple[str, str], Recommendation] = field(default_factory=Map)
    evenings: Map[int, Evening] = field(default_factory=Map)
    opened_sections: Map[tuple[int, str], str] = field(default_factory=Map)
    turnout: Map[tuple[int, str], int] = field(default_factory=Map)
    units: Map[tuple[str, str], UnitState] = field(default_factory=Map)
    pools: Map[tuple[str, str], Summed] = field(default_factory=Map)
    runs: Map[tuple[str, int], BoxRun] = field(default_factory=Map)
    live: Map[str, int] = field(default_factory=Map)
    disputes: Map[str, Dispute] = field(default_factory=Map)
    decisions: Map[int, Decided] = field(default_factory=Map)
    claims: Map[int, Claim] = field(default_factory=Map)
    answers: Map[int, Literal["yes", "no"]] = field(default_factory=Map)
    incidents: int = 0
    lots: Map[str, Lot] = field(default_factory=Map)
    announced: Map[str, ResultFigures] = field(default_factory=Map)
    certified: Map[str, ResultFigures] = field(default_factory=Map)
    ratified: Map[str, int] = field(default_factory=Map)
    seated: Map[str, Seating] = field(default_factory=Map)
    touched: Map[str, int] = field(default_factory=Map)
    texts: Map[str, int] = field(default_factory=Map)
    kept: Map[str, int] = field(default_factory=Map)
    erased: Map[str, int] = field(default_factory=Map)

    @property
    def rules(self) -> Definition:
        """The definition; raises ``Refused("election.not-convened")`` before there is one."""
        if self.definition is None:
            raise Refused("election.not-convened")
        return self.definition

    def evening(self, round_: int) -> Evening:
        """The polls of a round, as they stand."""
        return self.evenings.get(round_, Evening())

    def unit(self, contest: str, section: str) -> UnitState:
        """The state of a section in a contest."""
        return self.units.get((contest, section), Awaited())

    def roll(self, round_: int, section: str) -> int:
        """How many a section's roll holds for an evening: fixed when its polls close."""
        fixed = self.rolls.get((round_, section))
        if fixed is None:
            fixed = self.registered.get(section)
        return self.rules.tree.by_id[section].registered if fixed is None else fixed

    def counted(self, contest: str, section: str, unit: UnitState) -> "State":
        """The state with a section's new state in a contest."""
        instance = self.rules.instance_of(contest, section)
        return replace(
            self,
            units=self.units.set((contest, section), unit),
            touched=self.touched.set(instance, self.size),
        )
