"""What a form asks for a new election: a few answers, with honest defaults for the rest.

Hours are local ones of ``time_zone``; a day is ``2026-12-03`` and an hour ``17:00``. Nothing is
checked here: ``check_answers`` names every fault of a form at once.

>>> Hours("2026-12-03", "17:00", "22:00").closes
'22:00'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from suffrage.model.candidacy import ListMember
from suffrage.model.governance import Ground
from suffrage.office.elections.grounds import STANDARD_GROUNDS

__all__ = ["AnswerFault", "Answers", "FaultyAnswers", "Hours", "Stands"]


@dataclass(frozen=True, slots=True)
class Hours:
    """One evening: its day, and when its polls open and close, in local time."""

    day: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Stands:
    """Who or what stands: a person, a list with its members, or a text and its first signatory.

    ``id`` is made from the place in the form when it is empty; ``age_rank`` is 1 for the oldest
    and serves ties.
    """

    label: str
    first_signatory: str = ""
    age_rank: int = 0
    text: str = ""
    members: tuple[ListMember, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one form; a template says which it asks for and which it can do without.

    ``units`` is a CSV with the columns ``code``, ``parent``, ``name``, ``registered``, of which
    ``parent`` and ``name`` may be absent; ``room`` is the number of members where all vote in
    one room. ``evenings`` may lack the later ones. ``quorum`` 0 is more than half of the
    commission; ``witnesses`` are C2SP verifier keys by camp. ``seats`` are those of the body or
    board; ``majority`` is the share that a yes or no needs: more than it if it is 1/2, at least
    it otherwise.
    """

    slug: str
    host: str
    title_fr: str
    title_en: str
    evenings: tuple[Hours, ...]
    commission: tuple[str, ...]
    options: tuple[Stands, ...] = ()
    units: bytes = b""
    room: int = 0
    time_zone: str = "Europe/Paris"
    quorum: int = 0
    seats: int = 0
    threshold: str = "5%"
    ex_officio: int = -1
    majority: str = "1/2"
    witnesses: Mapping[str, str] = field(default_factory=dict)
    grounds: tuple[Ground, ...] = STANDARD_GROUNDS


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """One thing wrong in a form: the field, the code, and the fields of the code's sentence."""

    field: str
    code: str
    fields: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class FaultyAnswers:
    """A form from which nothing was made, with all its faults in the order of its fields."""

    faults: tuple[AnswerFault, ...]
